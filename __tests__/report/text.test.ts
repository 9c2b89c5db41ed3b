/** The terminal's report: aligned, wrapped, without a trace of the plan's own control characters. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { en } from '../../src/report/language/en.js';
import { fr } from '../../src/report/language/fr.js';
import { ko } from '../../src/report/language/ko.js';
import { displayWidth } from '../../src/report/layout.js';
import { renderText, type TextOptions } from '../../src/report/text.js';
import { hostileText } from './hostile.js';
import { hostileReport, REPORTS } from './reports.js';

const OPTIONS: TextOptions = { colour: false, width: 100, unicode: true, verbose: false, messages: en };
const report = (name: string) => {
  const make = REPORTS[name];
  if (make === undefined) throw new Error(`no fixture ${name}`);
  return make(en);
};
const render = (name: string, options: Partial<TextOptions> = {}): string =>
  renderText(report(name), { ...OPTIONS, ...options });
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes are what is looked for
const SGR = /\u001b\[\d+m/g;

describe('the text report', () => {
  it('puts gaps first, worst first, with the deciding rule and its place, and recommended gaps apart', () => {
    const text = render('everything', { width: 120 });
    const order = [
      'Required',
      '✗ missing  Storage.westus2',
      '◐ partial  AzureActiveDirectory',
      '? unknown  AzureKeyVault.westus2',
      'Recommended',
      '✗ missing  *.vo.msecnd.net',
    ];
    const found = order.map((piece) => text.indexOf(piece));
    expect(found).not.toContain(-1);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(text).toContain(
      'module.net.azurerm_network_security_group.ml rule DenyInternet (4000)  modules/net/main.tf:61',
    );
  });

  it('counts what is met, and lists it only where it is asked to', () => {
    expect(render('pass')).not.toContain('Storage.westus2');
    expect(render('pass')).toContain('✓ 3 met');
    expect(render('pass', { verbose: true })).toContain('✓ met  Storage.westus2');
  });

  it('shows the fix and each step of the path where it is asked to', () => {
    expect(render('everything')).not.toContain('priority                   = 3990');
    expect(render('everything', { verbose: true })).toContain('priority                   = 3990');
    expect(render('everything', { verbose: true })).toContain(
      '→ allow: azurerm_firewall_policy_rule_collection_group.ml',
    );
  });

  it('ends with what is missing, one name a line, ready to copy, and says the conclusion again when it is long', () => {
    const lines = render('everything').trimEnd().split('\n');
    const tags = lines.indexOf('Missing service tags');
    expect(lines.slice(tags + 1, tags + 4)).toEqual([
      '  AzureActiveDirectory',
      '  AzureMachineLearning',
      '  Storage.westus2',
    ]);
    expect(lines.slice(lines.indexOf('Missing hosts') + 1).join(' ')).toMatch(/✗ FAIL/);
    expect(render('pass').match(/PASS/g)).toHaveLength(1);
  });

  it('tells what several findings have in common once, with all their names', () => {
    const text = render('grouped', { width: 120 });
    expect(text).toMatch(
      /✗ missing {2}3 service tags +outbound TCP 443\n +AzureMonitor, AzureResourceManager, Storage/,
    );
    expect(text.match(/packages-7\.example\.com/g)).toHaveLength(2);
    expect(text.match(/This rule denies all 3\./g)).toHaveLength(1);
    expect(text).toContain('which comes before the allowing rule AllowStorage');
    const verbose = render('grouped', { verbose: true });
    expect(verbose).not.toMatch(/missing {2}\d+ (service tags|hosts)/);
    expect(verbose).toContain('TCP 443 to AzureMonitor is denied by rule DenyInternet');
  });

  it('does not say of each gap that it is new where all of them are', () => {
    expect(render('grouped')).not.toContain('(new)');
    expect(render('everything')).toContain('(new)');
  });

  it('tells from the required what is missing but only recommended', () => {
    expect(render('grouped')).toContain('\nMissing service tags\n');
    expect(render('grouped')).toContain('\nMissing hosts (recommended)\n');
    expect(render('everything')).toContain('\nMissing hosts\n');
  });

  it('puts all of a finding on one line where the terminal is wide', () => {
    expect(render('everything', { width: 180 })).toMatch(
      /✗ missing {2}Storage\.westus2 +outbound TCP 443 \(new\) +module\.net\.\S+ rule DenyInternet \(4000\) +modules\/net\/main\.tf:61\n/,
    );
  });

  it('aligns columns by cells, also where names are Korean', () => {
    const lines = renderText(report('scopes'), { ...OPTIONS, messages: ko }).split('\n');
    const rows = lines.filter((line) => line.startsWith('    ✗ '));
    const starts = rows.map((row) => displayWidth(row.slice(0, row.search(/Storage|pkg-/))));
    expect(rows.length).toBe(4);
    expect(new Set(starts).size).toBe(1);
  });

  it.each(['pass', 'everything', 'unknown', 'nothing', 'scopes', 'grouped', 'hostile', 'many'])(
    'keeps %s within the width, but for words that are wider',
    (name) => {
      for (const messages of [en, ko, fr]) {
        for (const width of [40, 60, 80, 120]) {
          const text = render(name, { width, messages, verbose: name === 'everything' });
          const names = [...report(name).missing.tags, ...report(name).missing.hosts];
          // Names to copy and code to paste are never broken; nor is a word that fills a line by itself. Making a command harmless takes a cell more.
          const broken = text
            .split('\n')
            .map((line) => ({ line, bare: line.trim() }))
            .filter(
              ({ line, bare }) =>
                displayWidth(line) > width &&
                bare.includes(' ') &&
                !names.includes(bare) &&
                !/^\w+ += |: :|## \[/.test(bare),
            );
          expect(broken).toEqual([]);
        }
      }
    },
  );

  it('has no trailing spaces and ends in one newline', () => {
    for (const name of Object.keys(REPORTS)) {
      const text = render(name, { verbose: true });
      expect(text).not.toMatch(/[ \t]\n/);
      expect(text).toMatch(/[^\n]\n$/);
    }
  });

  it('says the same with colour and without', () => {
    for (const name of Object.keys(REPORTS)) {
      const coloured = render(name, { colour: true, verbose: true });
      expect(coloured).toMatch(SGR);
      expect(coloured.replaceAll(SGR, '')).toBe(render(name, { verbose: true }));
    }
  });

  it('uses no marks but ASCII where it is asked to', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
    expect(render('everything', { unicode: false, verbose: true })).toMatch(/^[\x00-\x7f]*$/);
  });

  it('does not wrap where there is no width', () => {
    expect(render('everything', { width: Number.POSITIVE_INFINITY })).toContain(
      'which comes before the allowing rule AllowStorage (priority 4050) of module.net.azurerm_network_security_group.ml.\n',
    );
  });

  it('never prints a control character, a bidirectional mark or a workflow command of the plan', () => {
    fc.assert(
      fc.property(
        fc.array(hostileText, { minLength: 26, maxLength: 26 }),
        fc.boolean(),
        fc.integer({ min: 20, max: 200 }),
        (texts, colour, width) => {
          let next = 0;
          const text = renderText(
            hostileReport(() => texts[next++ % texts.length] ?? ''),
            { ...OPTIONS, colour, width, verbose: true },
          );
          const bare = text.replaceAll(SGR, '');
          expect(bare).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
          expect(bare).not.toMatch(/^\s*::/m);
          expect(bare).not.toContain('##[');
          expect(bare).not.toMatch(/[ \t]\n/);
        },
      ),
      { numRuns: 300 },
    );
  });
});
