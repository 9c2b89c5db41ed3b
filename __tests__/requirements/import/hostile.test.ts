/** Documents that mean harm: any text ends in an edition that can be read again, or in a reason, in time that grows with its length. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { importDocument, LONGEST_DOCUMENT } from '../../../src/requirements/import/import-document.js';
import { editionYaml } from '../../../src/requirements/import/print.js';
import { parseEdition } from '../../../src/requirements/validate.js';

const HOSTS = '|Host|Purpose|\n|-|-|\n';
const TAGS = '|Tag|Ports|\n|-|-|\n';

/** Pieces from which tables, and everything that disturbs them, are made. */
const PIECES = [
  '|',
  '|',
  '|',
  '\n',
  '\n',
  '|-|-|\n',
  HOSTS,
  TAGS,
  '|Storage|443|\n',
  '|a.com|x|\n',
  '|Storage.region|',
  'AzureFrontDoor.FrontEnd',
  '443',
  '80, 443',
  'UDP: 5831',
  'Any',
  '*',
  '**',
  '\\*',
  '_',
  '`',
  '``',
  '<br>',
  '</br>',
  '<',
  '>',
  '[',
  '](',
  ')',
  '(',
  '&lt;',
  '&#42;',
  '<!--',
  '-->',
  '```\n',
  '~~~\n',
  '# ',
  '# [Azure China](#tab/china)\n',
  '---\n',
  '> ',
  '*.a.com',
  'a.com/b/*',
  '<region>',
  '<storage>',
  '<x>',
  '{',
  '}',
  'hbi_workspace',
  'China not',
  'Inbound',
  '수신',
  '::error::',
  '__proto__',
  'constructor',
  '\u202e',
  '\ud800',
  '\0',
  '\r',
  '\t',
  ' ',
  '<sup>1</sup>',
  '\u001b[31m',
  'toString',
];

const documents = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom(...PIECES)), { maxLength: 20 })
      .map((rows) => TAGS + rows.map(([a, b]) => `|${a}|${b}|`.replaceAll('\n', ' ')).join('\n')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);

describe('a hostile document', () => {
  it('gives an edition that the tool can read again, or a reason', async () => {
    await fc.assert(
      fc.asyncProperty(documents, async (text) => {
        const result = importDocument(text);
        for (const { line, message } of result.notes) {
          expect(line).toBeGreaterThan(0);
          expect(message).not.toMatch(/[\p{Cc}\u202e]/u);
        }
        if ('error' in result) return;
        const again = await parseEdition(editionYaml(result.document, 'x.md'), 'x.yml');
        expect('errors' in again ? again.errors : []).toEqual([]);
        expect(JSON.stringify(result.document)).not.toMatch(/\\u001b|\u202e/);
      }),
      { numRuns: 600 },
    );
  });

  it('never makes an edition larger than can be read again', async () => {
    const rows = Array.from(
      { length: 400 },
      (_, i) => `|h${i}.${'x'.repeat(60)}.${'y'.repeat(60)}.example.com|${'Words. '.repeat(100)}|`,
    );
    const result = importDocument(HOSTS + rows.join('\n'));
    if ('error' in result) throw new Error(result.error);
    const again = await parseEdition(editionYaml(result.document, 'x.md'), 'x.yml');
    expect('errors' in again ? again.errors : []).toEqual([]);
    expect(importDocument(`${HOSTS}${rows.join('\n')}\n|one.more.example.com|x|`)).toMatchObject({
      error: expect.stringContaining('more than 400 requirements'),
    });
  });

  it.each(
    Object.entries({
      quotations: ['>', ''],
      lists: ['- ', 'a'],
      bars: ['|', ''],
      rows: [`${HOSTS}|1|2|\n`, ''],
      fences: ['```\n', ''],
      comments: ['<!--\n', ''],
      rules: ['- ', 'x'],
      delimiters: ['|a|\n|-', '\n'],
      asterisks: [`${HOSTS}|${'*a '.repeat(2500)}|x|\n`, ''],
      backticks: [`${HOSTS}|${'` `` '.repeat(1500)}|x|\n`, ''],
      brackets: [`${HOSTS}|${'[a]('.repeat(1900)}|x|\n`, ''],
      angles: [`${HOSTS}|${'<a '.repeat(2500)}|x|\n`, ''],
      hosts: [`|${'a.com '.repeat(99)}|x|\n`, ''],
      lines: [`|${'a.com<br>'.repeat(800)}|x|\n`, ''],
      ports: [`${TAGS}|Storage|${Array.from({ length: 1500 }, (_, i) => i + 1).join(' ')}|\n`, ''],
      digits: [`${TAGS}|Storage|${'1'.repeat(7000)}|\n`, ''],
      columns: [`${'|a'.repeat(25)}\n${'|-'.repeat(25)}|\n${'|a\n'.repeat(500)}\n`, ''],
      'wide characters': [`${HOSTS}|a.com|${'ﷺ'.repeat(3900)}|\n`, ''],
      'HTML tables': ['<table>\n', ''],
    } satisfies Record<string, readonly [string, string]>),
  )('of nothing but %s takes no more than seconds', (name, [piece, end]) => {
    const start = ['hosts', 'lines'].includes(name) ? HOSTS : '';
    const text = start + piece.repeat(Math.floor((LONGEST_DOCUMENT - 100) / piece.length)) + end;
    const before = performance.now();
    const result = importDocument(text.slice(0, LONGEST_DOCUMENT));
    expect('error' in result || result.document.rows !== undefined).toBe(true);
    // Quadratic time over a megabyte would be hours.
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});
