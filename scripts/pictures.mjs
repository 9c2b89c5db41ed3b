// Makes the pictures in docs/: the demo's pull request comment, and the HTML page of an example on a desktop, on a phone and in the dark.
//
//   npm run build && node scripts/pictures.mjs
//
// It needs Chromium (CHROMIUM_PATH, or where Debian puts it). GitHub draws the comment's Mermaid by itself; here MERMAID names the file
// mermaid.min.js of Mermaid's package, and without it the drawing stays text. CLI names another build of the command line.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { marked } from 'marked';
import { chromium } from 'playwright-core';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const SIGNS = { '❌': '✗', '🟠': '◐', '❔': '?', '✅': '✓', '➖': '–' };
const docs = path.join(root, 'docs');
/** The demo, and an example with several scopes. */
const demo = 'examples/missing-storage/plan.json';
const several = 'examples/modules-for-each/plan.json';
const executablePath =
  process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));
if (executablePath === undefined) throw new Error('there is no Chromium; set CHROMIUM_PATH');

const folder = mkdtempSync(path.join(tmpdir(), 'pictures-'));
const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
try {
  mkdirSync(docs, { recursive: true });
  const html = render(several, 'html');
  await picture('html-report', html, { width: 960, height: 1000 }, {});
  await picture('html-path', html, { width: 960, height: 560 }, { open: true });
  await picture('html-report-dark', html, { width: 960, height: 1000 }, { colorScheme: 'dark' });
  await picture('html-report-phone', html, { width: 390, height: 844 }, { deviceScaleFactor: 2, matrix: true });
  await picture(
    'comment',
    comment(render(demo, 'markdown')),
    { width: 920, height: 400 },
    { fullPage: true, mermaid: true },
  );
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

/** The report on a plan in a format. */
function render(plan, format) {
  const cli = process.env.CLI ?? path.join('dist', 'cli.js');
  const words = ['check', plan, '--edition', '2021-11', '--fail-on', 'never', '--format', format];
  const run = spawnSync(process.execPath, [cli, ...words], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${cli}: exit status ${run.status}\n${run.stderr}`);
  return run.stdout;
}

async function picture(name, html, viewport, look) {
  const page = await browser.newPage({
    viewport,
    colorScheme: look.colorScheme ?? 'light',
    deviceScaleFactor: look.deviceScaleFactor ?? 1,
  });
  const source = path.join(folder, `${name}.html`);
  writeFileSync(source, html);
  await page.goto(pathToFileURL(source).href);
  if (look.mermaid) await draw(page);
  if (look.matrix) await page.evaluate('document.getElementById("matrix").scrollIntoView()');
  // The second scope with its first finding unfolded.
  if (look.open)
    await page.evaluate(
      'const scope = document.querySelectorAll(".scope")[1]; scope.querySelector("details.finding").open = true; scope.scrollIntoView()',
    );
  const file = path.join(docs, `${name}.png`);
  await page.screenshot({ path: file, fullPage: look.fullPage ?? false });
  await page.close();
  console.log(`docs/${name}.png: ${Math.round(statSync(file).size / 1024)} KiB`);
}

/** Draws what GitHub would draw. */
async function draw(page) {
  const library = process.env.MERMAID;
  if (library === undefined) return;
  await page.addScriptTag({ content: readFileSync(library, 'utf8') });
  await page.evaluate(async () => {
    globalThis.mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
    for (const [index, code] of [...document.querySelectorAll('code.language-mermaid')].entries()) {
      const { svg } = await globalThis.mermaid.render(`drawing${index}`, code.textContent);
      const figure = document.createElement('figure');
      figure.innerHTML = svg;
      code.parentElement.replaceWith(figure);
    }
  });
}

/** The comment in a frame like GitHub's. */
function comment(markdown) {
  const body = marked.parse(markdown, { gfm: true }).replace(
    // GitHub brings its own emoji; the machine that makes the pictures may have none.
    /[❌🟠❔✅➖]/gu,
    (emoji) => `<i class="${emoji === '✅' ? 'good' : emoji === '❌' ? 'bad' : 'odd'}">${SIGNS[emoji]}</i>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>comment</title><style>
body { margin: 16px; font: 14px/1.5 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; color: #1f2328; background: #fff; }
article { border: 1px solid #d1d9e0; border-radius: 6px; }
header { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; border-radius: 6px 6px 0 0; color: #59636e; }
header b { color: #1f2328; } header span { border: 1px solid #d1d9e0; border-radius: 99px; padding: 0 7px; font-size: 12px; }
main { padding: 16px; }
h2 { margin: 0 0 12px; padding-bottom: 6px; font-size: 21px; border-bottom: 1px solid #d1d9e0; }
h3 { margin: 20px 0 8px; font-size: 17px; }
p { margin: 8px 0; } details { margin: 8px 0; } summary { cursor: pointer; }
code { font: 85% ui-monospace, "DejaVu Sans Mono", monospace; background: #eff1f3; border-radius: 6px; padding: .2em .4em; }
pre { background: #f6f8fa; border-radius: 6px; padding: 12px; overflow: auto; } pre code { background: none; padding: 0; }
table { border-collapse: collapse; display: block; overflow: auto; }
th, td { border: 1px solid #d1d9e0; padding: 6px 12px; text-align: left; vertical-align: top; }
i { font-style: normal; font-weight: 700; } i.bad { color: #cf222e; } i.good { color: #1a7f37; } i.odd { color: #9a6700; }
figure { margin: 12px 0; padding: 12px; border: 1px solid #d1d9e0; border-radius: 6px; text-align: center; }
figure svg { max-width: 100%; height: auto; }
</style><article><header><b>github-actions</b> <span>bot</span> commented</header><main>${body}</main></article></html>`;
}
