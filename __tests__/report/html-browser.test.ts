/** The HTML page in a real Chromium: everybody can read it, in both colour schemes, on a phone, on paper, without scripts; it asks for nothing. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { renderHtml } from '../../src/report/html.js';
import type { Language } from '../../src/report/language/catalogue.js';
import { loadMessages } from '../../src/report/language/load.js';
import type { Report } from '../../src/report/report.js';
import { CHROMIUM, launch, type Opened, open } from './chromium.js';
import { REPORTS } from './reports.js';

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 900 };

async function html(name: string, language: Language = 'en', change = (report: Report): Report => report) {
  const messages = await loadMessages(language);
  const make = REPORTS[name];
  if (make === undefined) throw new Error(`no fixture ${name}`);
  return renderHtml(change(make(messages)), { messages });
}

const suite = CHROMIUM === null ? describe.skip : describe;

suite('the HTML page in Chromium (skipped where there is none)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(CHROMIUM ?? '');
  });
  afterAll(() => browser.close());

  async function withPage<T>(
    text: string,
    options: Parameters<typeof open>[2],
    look: (opened: Opened) => Promise<T>,
  ): Promise<T> {
    const opened = await open(browser, text, options);
    try {
      return await look(opened);
    } finally {
      await opened.close();
    }
  }

  async function violations({ page }: Opened): Promise<readonly string[]> {
    // All that is folded is looked at too.
    await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
    await page.evaluate(axe.source);
    const found: readonly axe.Result[] = await page.evaluate(
      'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)',
    );
    return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''}`);
  }

  const views = ['everything', 'grouped', 'pass', 'nothing', 'scopes', 'unknown', 'hostile'].flatMap((name) =>
    (['light', 'dark'] as const).flatMap((scheme) =>
      [PHONE, DESKTOP].map((viewport) => [name, scheme, viewport.width, viewport] as const),
    ),
  );

  it.each(views)('of %s has nothing that axe objects to: %s, %i pixels', async (name, colorScheme, _, viewport) => {
    const found = await withPage(await html(name), { viewport, colorScheme }, violations);
    expect(found).toEqual([]);
  });

  it.each(['ko', 'fr'] as const)('has nothing that axe objects to in %s, and says its language', async (language) => {
    const text = await html('everything', language);
    await withPage(text, { viewport: PHONE }, async (opened) => {
      expect(await opened.page.getAttribute('html', 'lang')).toBe(language);
      expect(await violations(opened)).toEqual([]);
    });
  });

  it('asks for nothing, runs nothing, and keeps its own policy', async () => {
    await withPage(await html('everything'), {}, async ({ page, requests, errors }) => {
      await page.waitForLoadState('load');
      expect(requests).toEqual([]);
      expect(errors).toEqual([]);
      expect(await page.locator('script').count()).toBe(0);
      // The style sheet is in force: its hash is the one of the policy.
      expect(await page.evaluate('getComputedStyle(document.body).maxWidth')).not.toBe('none');
    });
  });

  it('does not run what is put into it', async () => {
    const text = (await html('pass')).replace(
      '</main>',
      '<script>document.title = "run"</script><img src="http://e.example/x" onerror="document.title = 1"></main>',
    );
    await withPage(text, {}, async ({ page }) => {
      await page.waitForLoadState('load');
      expect(await page.title()).toContain('pass');
    });
  });

  it.each([PHONE, DESKTOP, { width: 320, height: 480 }])('does not scroll sideways at %j', async (viewport) => {
    for (const name of ['everything', 'scopes', 'hostile']) {
      await withPage(await html(name), { viewport }, async ({ page }) => {
        const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
        expect({ name, wide }).toEqual({ name, wide: 0 });
      });
    }
  });

  it('opens the path of a finding when its tile is clicked, without any script', async () => {
    await withPage(await html('everything'), { javaScriptEnabled: false, viewport: PHONE }, async ({ page }) => {
      const tile = page.locator('.tile').first();
      const target = (await tile.getAttribute('href')) ?? '';
      expect(await page.locator(target).isVisible()).toBe(false);
      await tile.click();
      expect(await page.locator(target).isVisible()).toBe(true);
      expect(await page.locator(`${target} .path`).innerText()).toContain('network security group');
    });
  });

  it('prints the paths of what is missing, folded or not', async () => {
    await withPage(await html('everything'), {}, async ({ page }) => {
      const body = page.locator('.scope > details.finding .body').first();
      expect(await body.isVisible()).toBe(false);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      // Paper is white, whatever the screen was.
      expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe(
        'rgb(255, 255, 255)',
      );
      expect((await body.boundingBox())?.height ?? 0).toBeGreaterThan(40);
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
    });
  });

  it('shows five thousand findings in a thousand scopes', async () => {
    const text = await html('many', 'en', (report) => {
      const [scope] = report.scopes;
      const [finding] = report.findings;
      if (scope === undefined || finding === undefined) throw new Error('an empty fixture');
      const scopes = Array.from({ length: 1000 }, (_, index) => ({ ...scope, id: `azurerm_subnet.s[${index}]` }));
      const some = report.findings.filter((one) => one.scope === finding.scope).slice(0, 5);
      return { ...report, scopes, findings: scopes.flatMap(({ id }) => some.map((one) => ({ ...one, scope: id }))) };
    });
    expect(Buffer.byteLength(text)).toBeLessThan(12_000_000);
    await withPage(text, { viewport: DESKTOP }, async ({ page }) => {
      expect(await page.locator('details.finding').count()).toBe(5000);
      expect(await page.locator('.tile').count()).toBe(1000);
      await page.locator('.tile').last().click();
      expect(await page.locator('.body:target').isVisible()).toBe(true);
      expect(await page.getByText('800 more scopes are listed below only.').count()).toBe(1);
    });
  });
});
