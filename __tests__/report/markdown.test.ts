/** Markdown: nothing of a plan becomes markup, and it always fits. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { markdownCode, markdownText } from '../../src/report/escape.js';
import { en } from '../../src/report/language/en.js';
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
    fc.assert(
      fc.property(hostileText, hostileText, (title, edition) => {
        const markdown = renderMarkdown({ ...report('pass'), edition }, { limit: 1_000_000, messages: ko, title });
        expect(outsideCode(markdown).flatMap(leaks)).toEqual([]);
        expect(skeleton(markdown).slice(0, 5)).toEqual(['## ', '', 'text', '', 'text']);
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

describe('headings', () => {
  it('start where the caller wants them', () => {
    const text = renderMarkdown(report('everything'), { limit: 100_000, messages: en, headingLevel: 4, title: 'hub' });
    expect(text.split('\n')[0]).toBe('#### ❌ hub: fail');
    expect(text).toContain('\n##### Required\n');
  });
});
