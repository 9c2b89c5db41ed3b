// Prints a table: every example and every public case that is a folder of .tf files, before and after `fix --write`, a new plan, and a new check.
// It works on copies. Needs ../shared (the cases, and the stand-in for the provider that makes plans offline).
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const shared = path.join(root, '..', 'shared');
const cli = path.join(root, 'build', 'command.js');
const plan = path.join(shared, 'tfstub', 'plan.sh');
const apply = path.join(shared, 'tfstub', 'state.sh');
const wanted = process.argv.slice(2);
const AT_ONCE = 2;

if (!existsSync(plan)) {
  console.log('skipped: ../shared/tfstub is not here, which makes plans offline');
  process.exit(0);
}

const foldersIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .map((name) => path.join(folder, name))
        .filter((each) => existsSync(path.join(each, 'main.tf')))
    : [];

/** The files and flags of the check, as the example's README or the case says. */
function commandOf(folder) {
  if (!existsSync(path.join(folder, 'case.json'))) {
    const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
    const words = /^node dist\/cli\.js check (.+)$/m.exec(readme)[1].split(' ');
    const files = words.filter((word) => word.startsWith('examples/')).map((word) => path.basename(word));
    return { files, args: words.filter((word) => !word.startsWith('examples/')) };
  }
  const { files, context = [], args } = JSON.parse(readFileSync(path.join(folder, 'case.json'), 'utf8'));
  return { files, args: [...args, ...context.flatMap((file) => ['--context-files', file])] };
}

function run(command, args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd });
    const out = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => {
      out.stdout += data;
    });
    child.stderr.on('data', (data) => {
      out.stderr += data;
    });
    child.on('close', (status) => resolve({ ...out, status }));
  });
}

const missingIn = ({ stdout, status }) => {
  if (status !== 0 && status !== 1) return null;
  const { missing, conclusion } = JSON.parse(stdout);
  return { status, conclusion, names: [...missing.tags, ...missing.hosts] };
};

/** One row, or why there is none. */
async function rowOf(folder) {
  const name = path.basename(folder);
  const copy = mkdtempSync(path.join(os.tmpdir(), 'fix-table-'));
  try {
    cpSync(folder, copy, { recursive: true, dereference: true });
    const { files, args } = commandOf(copy);
    const check = async (inputs) =>
      missingIn(await run(process.execPath, [cli, 'check', ...inputs, ...args, '--format', 'json'], copy));
    const before = await check(files);
    if (before === null)
      return { name, before: '-', after: '-', ok: true, note: 'no input that can be read, on purpose' };
    const fixed = await run(process.execPath, [cli, 'fix', ...files, ...args, '--write'], copy);
    const prior = existsSync(path.join(copy, 'before')) ? ['--prior', path.join(copy, 'before')] : [];
    // The file that describes this folder is made anew, and the state of each folder in it (`hub.state.json` of `hub/`).
    const [own, ...others] = files;
    for (const other of others) {
      const folder = path.join(copy, /^(.+)\.state\.json$/.exec(other)?.[1] ?? 'none');
      if (existsSync(folder)) await run(apply, [folder, path.join(copy, other)], copy);
    }
    const out = path.join(copy, `new-${own.replace('state', 'plan')}`);
    const planned = await run(plan, [...prior, copy, out], copy);
    if (planned.status !== 0)
      return {
        name,
        before: before.names.length,
        after: '?',
        ok: false,
        note: planned.stderr.trim().split('\n').at(-1),
      };
    const formatted = await run('terraform', ['fmt', '-check', '-recursive', '.'], copy);
    const after = await check([path.basename(out), ...others]);
    const reasons = fixed.stdout
      .split('\n')
      .filter((line) => line.startsWith('# left open') || line.startsWith('# to be done by hand'));
    const left = after === null ? ['no report'] : after.names;
    const unformatted = formatted.status === 0 ? [] : [`not formatted: ${formatted.stdout.trim()}`];
    return {
      name,
      before: `${before.names.length} ${before.conclusion}`,
      after: `${left.length} ${after?.conclusion ?? ''}`,
      // What is left has to be told, and the exit status has to tell it too.
      ok:
        unformatted.length === 0 &&
        (left.length === 0 || reasons.length > 0) &&
        after !== null &&
        fixed.status === after.status,
      note:
        [...unformatted, ...(left.length === 0 ? [] : reasons.map((line) => line.slice(2)))].join(' | ') +
        (fixed.stderr === '' ? '' : fixed.stderr),
    };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const folders = [...foldersIn(path.join(root, 'examples')), ...foldersIn(path.join(shared, 'cases'))].filter(
  (folder) => wanted.length === 0 || wanted.some((word) => path.basename(folder).startsWith(word)),
);
const rows = new Array(folders.length);
let next = 0;
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    while (next < folders.length) {
      const at = next++;
      rows[at] = await rowOf(folders[at]);
    }
  }),
);

const width = Math.max(...rows.map(({ name }) => name.length));
console.log(
  `   ${'folder'.padEnd(width)}  ${'missing before'.padEnd(16)}${'after fix'.padEnd(14)}what is left, and why`,
);
for (const { name, before, after, ok, note } of rows)
  console.log(
    `${ok ? 'ok' : 'NO'} ${name.padEnd(width)}  ${String(before).padEnd(16)}${String(after).padEnd(14)}${note}`,
  );
const wrong = rows.filter(({ ok }) => !ok).length;
const closed = rows.filter(({ after }) => String(after).startsWith('0 ')).length;
console.log(`${rows.length} folders, ${closed} with nothing missing any more, ${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
