/** Markdown: nothing of a plan becomes markup, and it always fits. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { markdownCode, markdownText } from '../../src/report/escape.js';
import { en } from '../../src/report/language/en.js';
import { fr } from '../../src/report/language/fr.js';
import { ko } from '../../src/report/language/ko.js';
import { renderMarkdown } from '../../src/report/markdown.js';
import { cut } from '../../src/report/shrink.js';
import { hostileText, leaks, outsideCode, skeleton } from './hostile.js';
import { HOSTILE, hostileReport, REPORTS } from './reports.js';

const report = (name: string) => {
  const make = REPORTS[name];
  if (make === undefined) throw new Error(`no fixture ${name}`);
  return make(en);
};

/** The same text at the same place, so that what a scope is called and what a finding calls it agree. */
const places = (texts: readonly string[]) => {
  const known = new Map<string, string>();
  return (place: string): string => {
    const text = known.get(place) ?? texts[known.size % texts.length] ?? '';
    known.set(place, text);
    // Two scopes of one name would be one scope.
    return place.endsWith('scope') ? `${place} ${text}` : text;
  };
};

describe('the checker itself', () => {
  it.each(HOSTILE.slice(0, 3))('sees what is wrong with %j', (text) => {
    expect(outsideCode(text).flatMap(leaks)).not.toEqual([]);
  });

  it('sees a mention behind a code span that is closed too early', () => {
    expect(outsideCode('| `a` @octocat `` |').flatMap(leaks)).toContain('@o');
  });
});

describe('text of a plan in Markdown', () => {
  it('is never a mention, a link, an issue, a tag, an emoji, a formula or a command, whatever it is and wherever it stands', () => {
    const benign = skeleton(renderMarkdown(hostileReport(places(['x'])), { limit: 1_000_000, messages: en }));
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 26, maxLength: 26 }), (texts) => {
        const markdown = renderMarkdown(hostileReport(places(texts)), { limit: 1_000_000, messages: en });
        expect(outsideCode(markdown).flatMap(leaks)).toEqual([]);
        expect(skeleton(markdown)).toEqual(benign);
      }),
      { numRuns: 300 },
    );
  });

  it('stays harmless in the heading and where a language puts a name first in its line', () => {
    const harmless = { ...report('pass'), edition: 'x' };
    const benign = skeleton(renderMarkdown(harmless, { limit: 1_000_000, messages: ko, title: 'x' }));
    fc.assert(
      fc.property(hostileText, hostileText, (title, edition) => {
        const markdown = renderMarkdown({ ...report('pass'), edition }, { limit: 1_000_000, messages: ko, title });
        expect(outsideCode(markdown).flatMap(leaks)).toEqual([]);
        expect(skeleton(markdown)).toEqual(benign);
      }),
      { numRuns: 300 },
    );
  });

  it('stays what it was for a reader', () => {
    expect(markdownText('azurerm_subnet.a["x"] allows *.pypi.org')).toBe(
      'azurerm_subnet.a\\["x"\\] allows \\*.pypi.org',
    );
    expect(markdownCode('azurerm_subnet.a["x"]')).toBe('`azurerm_subnet.a["x"]`');
    expect(markdownCode('a`b')).toBe('``a`b``');
    expect(markdownCode('`')).toBe('`` ` ``');
    expect(markdownCode('a|b')).toBe('a&#124;b');
    expect(markdownCode('')).toBe('–');
  });
});

describe('a report that is too long', () => {
  const many = report('many');
  const full = renderMarkdown(many, { limit: 10_000_000, messages: en });

  it('is whole where it fits exactly, in bytes and in characters', () => {
    const bytes = Buffer.byteLength(full);
    expect(renderMarkdown(many, { limit: bytes, messages: en })).toBe(full);
    expect(renderMarkdown(many, { limit: full.length, measure: 'characters', messages: en })).toBe(full);
    expect(renderMarkdown(many, { limit: bytes - 1, messages: en })).not.toBe(full);
  });

  it('first leaves out what is met, and says so', () => {
    const shorter = renderMarkdown(many, { limit: Buffer.byteLength(full) - 1, messages: en });
    expect(shorter).toContain(en.onlyGaps);
    expect(shorter).not.toContain('AzureResourceManager');
    expect(shorter).toContain('host-24.example.com');
  });

  it('then leaves numbers and names, and says so', () => {
    const shorter = renderMarkdown(many, { limit: 10_000, messages: en });
    expect(shorter).toContain(en.onlyCounts);
    expect(shorter).toContain('| `azurerm_subnet.s19` | 25 | 1 |');
    expect(shorter).not.toContain('DenyInternet');
  });

  it('leaves rules that are wider than needed out first, and says so', () => {
    const everything = report('everything');
    const whole = renderMarkdown(everything, { limit: 1_000_000, messages: en });
    expect(whole).toContain(en.wide.heading);
    const shorter = renderMarkdown(everything, { limit: Buffer.byteLength(whole) - 1, messages: en });
    expect(shorter).toContain(en.wide.leftOut);
    expect(shorter).not.toContain('AllowAllStorage');
    // All findings are still there, what is met too.
    expect(shorter).toContain('`pypi.org`');
    const without = renderMarkdown({ ...everything, tooWide: [] }, { limit: 1_000_000, messages: en });
    expect(without).not.toContain(en.wide.leftOut);
  });

  it('folds rules that are wider than needed, below every gap', () => {
    const text = renderMarkdown(report('everything'), { limit: 1_000_000, messages: en });
    const [open = ''] = text.split('<details>');
    expect(open).not.toContain('AllowAllStorage');
    expect(text.indexOf(en.wide.heading)).toBeGreaterThan(text.lastIndexOf('missing'));
  });

  it('is cut at last, says so in its last line, and leaves nothing open', () => {
    const shorter = renderMarkdown(many, { limit: 1_500, messages: en });
    expect(shorter.endsWith(`\n\n_${en.cut}_\n`)).toBe(true);
    expect(() => outsideCode(shorter)).not.toThrow();
  });

  it('never passes its limit, whatever the limit, the measure and the language', () => {
    const reports = [many, report('everything'), report('hostile')];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30_000 }),
        fc.constantFrom('bytes' as const, 'characters' as const),
        fc.constantFrom(...reports),
        fc.constantFrom(en, ko),
        (limit, measure, each, messages) => {
          const text = renderMarkdown(each, { limit, measure, messages });
          expect(measure === 'bytes' ? Buffer.byteLength(text) : text.length).toBeLessThanOrEqual(limit);
          expect(outsideCode(text).filter((line) => line.startsWith('<details>')).length).toBe(
            outsideCode(text).filter((line) => line.startsWith('</details>')).length,
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is cut between lines with its fence and its details closed', () => {
    const text = '<details><summary>a</summary>\n\n````hcl\n```\nlong line\nlong line\nlong line\n````\n\n</details>\n';
    expect(cut(text, { limit: 70, measure: 'characters', notice: 'cut' })).toBe(
      '<details><summary>a</summary>\n\n````hcl\n```\n````\n\n</details>\n\ncut\n',
    );
  });
});

describe('what is left out', () => {
  const many = report('many');

  it('goes step by step: what is met, the sentences and drawings, the rules, and each step says so', () => {
    const length = (limit: number) => renderMarkdown(many, { limit, messages: en });
    const said = [en.onlyGaps, en.page.onlyCauses, en.onlyCounts, en.cut];
    const whole = Buffer.byteLength(length(1_000_000));
    const seen = [whole, whole - 1, 30_000, 10_000, 1_500].map((limit) =>
      said.findIndex((sentence) => length(limit).includes(sentence)),
    );
    expect(seen).toEqual([-1, 0, 1, 2, 2]);
    expect(length(1_500)).toContain(en.cut);
  });

  it('renders nothing that cannot fit: a row of a finding has thirty-two characters at least, in any language', () => {
    const empty = hostileReport(() => '');
    for (const messages of [en, ko, fr]) {
      const text = renderMarkdown(empty, { limit: 100_000, messages });
      const heads = `| ${messages.column.verdict} | ${messages.column.target} | ${messages.column.traffic} | ${messages.column.level} |`;
      const tables = text.split('\n\n').filter((block) => block.startsWith(heads));
      const rows = tables.flatMap((table) => table.split('\n').slice(2));
      expect(rows).toHaveLength(empty.findings.length);
      expect(Math.min(...rows.map(({ length }) => length))).toBeGreaterThanOrEqual(32);
    }
  });

  it('keeps what blocks each name longer than the sentence about it', () => {
    const text = renderMarkdown(many, { limit: 30_000, messages: en });
    expect(text).toContain('`azurerm_network_security_group.g19` rule `DenyInternet` (4000)<br>`main.tf:1019`');
    expect(text).not.toContain('is denied by rule');
    expect(text).not.toContain('```mermaid');
  });

  it('is where the notice says: in the JSON report, and in the summary if there is one', () => {
    const moreAt = 'https://github.com/o/r/actions/runs/7';
    const shortened = (address: string) => renderMarkdown(many, { limit: 30_000, messages: en, moreAt: address });
    expect(shortened(moreAt)).toContain(`_${en.page.onlyCauses}_ More of it is in the [job summary](${moreAt}).`);
    expect(renderMarkdown(many, { limit: 1_500, messages: en, moreAt })).toContain(`[job summary](${moreAt})`);
    // What is no plain address is no link.
    for (const odd of ['javascript:alert(1)', 'https://e.example/)[x](y', 'https://e.example/ x'])
      expect(shortened(odd)).not.toContain('](');
    // Where nothing is left out nothing is said.
    expect(renderMarkdown(report('pass'), { limit: 100_000, messages: en, moreAt })).not.toContain(moreAt);
  });
});

describe('the layout', () => {
  const everything = renderMarkdown(report('everything'), { limit: 100_000, messages: en });

  it('has the conclusion first, then what the change does, then what is missing and what blocks it', () => {
    const order = [
      '## ❌ Azure Machine Learning network check: fail',
      '**7 of 11 requirements are not met',
      'Against the state before this change, 1 gap is new, 1 is unchanged, and 1 is closed.',
      '- 1 new gap: `Storage.westus2`',
      '### `module.net.azurerm_subnet.training`',
      '| Missing | Traffic | Blocked by |',
      '| Undecided | Traffic | Waits for |',
      '```mermaid',
      '<details>',
      'edition `2026-03`',
      'Source of the edition: Configure inbound and outbound network traffic',
    ].map((piece) => everything.indexOf(piece));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('says nothing of changes where there is no earlier state, and where everything is new', () => {
    const plain = report('pass');
    const fresh = { ...plain, findings: plain.findings.map((finding) => ({ ...finding, change: 'new' as const })) };
    for (const each of [plain, fresh])
      expect(renderMarkdown(each, { limit: 100_000, messages: en })).not.toContain('change');
  });

  it('puts scopes that lack the same for the same reason under one heading', () => {
    const two = report('scopes');
    const shared = renderMarkdown(two, { limit: 100_000, messages: en });
    expect(shared.match(/^### /gm)).toHaveLength(1);
    expect(shared).toContain('### `azurerm_subnet.훈련`, `module.');
  });

  it('has tables of three columns outside of what is folded, for a phone', () => {
    const [open = ''] = everything.split('<details>');
    const rows = open.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(5);
    expect(new Set(rows.map((row) => row.split(' | ').length))).toEqual(new Set([3]));
  });

  it('says in a word whatever a mark says', () => {
    for (const [, rest] of everything.matchAll(/[❌🟠❔✅➖]\ufe0f? ?([^\n]*)/gu)) expect(rest).toMatch(/^[A-Za-z]/);
  });

  it('names no source for an edition of the user’s own', () => {
    const own = renderMarkdown({ ...report('pass'), edition: 'ours' }, { limit: 100_000, messages: en });
    expect(own).toContain('edition `ours`');
    expect(own).not.toContain('Source of the edition');
  });
});

describe('headings', () => {
  it('start where the caller wants them', () => {
    const text = renderMarkdown(report('everything'), { limit: 100_000, messages: en, headingLevel: 4, title: 'hub' });
    expect(text.split('\n')[0]).toBe('#### ❌ hub: fail');
    expect(text).toContain('\n##### `module.net.azurerm_subnet.training`\n');
  });
});
