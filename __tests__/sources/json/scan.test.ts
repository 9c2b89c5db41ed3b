/** The scanner takes exactly what `JSON.parse` takes, in pieces of any size, and names the place of what it does not take. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytesOf } from '../../../src/sources/json/bytes.js';
import { readString, readValue } from '../../../src/sources/json/read.js';
import { peek, skipValue } from '../../../src/sources/json/scan.js';
import { createScanner, type Scanner } from '../../../src/sources/json/window.js';
import { InputError } from '../../../src/sources/source.js';

function scannerOf(text: string, chunk?: number): Scanner {
  return createScanner('f', bytesOf(Buffer.from(text)), chunk);
}

/** `null`: one value and nothing behind it. Otherwise where the trouble is. */
function scan(text: string, chunk?: number): string | null {
  const s = scannerOf(text, chunk);
  try {
    skipValue(s);
    return peek(s) === -1 ? null : 'something follows';
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `${error.place?.line}:${error.place?.column} ${error.message}`;
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the scanner', () => {
  it.each([
    ...[
      '{}',
      '[]',
      ' [ ] ',
      '""',
      '0',
      '-0',
      '-0.5e+10',
      '1E5',
      '10',
      'true',
      'false',
      'null',
      '[1,"a",{"b":[]}]',
      '"\\u00e9\\n\\\\"',
      '"é한😀\u2028"',
    ],
    ...['\t\r\n1', '[[[[]]]]', '{"":0}', '{"a":1,"a":2}', '"\u007f"', '"\\ud800"'],
  ])('takes %j', (text) => {
    expect(parses(text)).toBe(true);
    for (const chunk of [1, 2, 3, 100]) expect(scan(text, chunk)).toBeNull();
  });

  it.each([
    ...[
      '',
      ' ',
      '{',
      '[',
      '[1',
      '[1,',
      '{"a"',
      '{"a":',
      '{"a":1',
      '{"a":1,',
      '"abc',
      '"\\',
      '"\\u00',
      'tru',
      'nul',
      '-',
      '1.',
      '1e',
      '1e+',
    ],
    ...[
      '[1,]',
      '{"a":1,}',
      '{a:1}',
      "{'a':1}",
      '{"a" 1}',
      '{"a":}',
      '{,}',
      '[,]',
      '[1 2]',
      '{"a":1 "b":2}',
      '{]',
      '[}',
      '[1}',
      ']',
      '}',
      ',',
      ':',
    ],
    ...[
      '01',
      '+1',
      '.5',
      '1.e5',
      '0x10',
      '1e5.5',
      'NaN',
      'Infinity',
      'True',
      'nulls',
      'undefined',
      '"\\x41"',
      '"\\u12g4"',
      '"\n"',
      '"\t"',
      '"\0"',
      '\0',
    ],
    ...['\u00a01', '// c\n1', '/* c */ 1', '{1:2}', '[true false]', '{"a":1}}', '\ufeff\ufeff1', '1 2'],
  ])('refuses %j', (text) => {
    expect(parses(text)).toBe(false);
    for (const chunk of [1, 2, 3, 100]) expect(scan(text, chunk)).not.toBeNull();
  });

  it('agrees with JSON.parse about 20,000 texts of JSON characters, in pieces of any size', () => {
    const unit = fc.constantFrom(...'{}[],:"\\ \n01-.eE+untrfalsé', '"a":', '\\u', 'null', 'true', '{"a":', '[0');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (text, chunk) => {
        expect(scan(text, chunk) === null).toBe(parses(text));
      }),
      { numRuns: 20_000 },
    );
  });

  it('agrees with JSON.parse about valid JSON in which a few characters were changed', () => {
    const spoiled = fc
      .tuple(
        fc.json({ maxDepth: 4 }),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...'{}[],:"\\ 0-.eé', '')), { maxLength: 2 }),
      )
      .map(([json, edits]) =>
        edits.reduce(
          (text, [at, c]) => text.slice(0, at % (text.length + 1)) + c + text.slice((at % (text.length + 1)) + 1),
          json,
        ),
      );
    fc.assert(
      fc.property(spoiled, fc.integer({ min: 1, max: 20 }), (text, chunk) => {
        expect(scan(text, chunk) === null).toBe(parses(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['[1,\n 2,\n x]', '3:2'],
    ['{"한글": "é😀", y}', '1:14'],
    ['["a\nb"]', '1:4'],
    ['[1,\r\n2', '2:2'],
    ['{"a": tru}', '1:10'],
  ])('names the place in lines and characters: %j is wrong at %s', (text, where) => {
    for (const chunk of [1, 2, 5, 100]) expect(scan(text, chunk)?.split(' ')[0]).toBe(where);
  });

  it('puts no character into a message that a terminal would act on', () => {
    for (const text of ['\u009b31m', '[\u001b]', '[\u202e]', '\u007f']) expect(scan(text)).toMatch(/^[ -~]*$/);
  });

  it('goes through 100,000 brackets without a stack of its own, and stops at more than a million', () => {
    expect(scan('['.repeat(100_000) + ']'.repeat(100_000))).toBeNull();
    expect(scan('{"a":'.repeat(100_000))).toContain('cut off');
    expect(scan('['.repeat(1_100_000))).toContain('brackets within each other');
  });
});

describe('values that are kept', () => {
  it('are those of JSON.parse, whatever the pieces', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 1, max: 9 }), (json, chunk) => {
        expect(readValue(scannerOf(json, chunk))).toStrictEqual(JSON.parse(json));
      }),
      { numRuns: 500 },
    );
  });

  it('are refused when they are nested so deep that code walking through them could overflow', () => {
    expect(() => readValue(scannerOf('['.repeat(100_000) + ']'.repeat(100_000)))).toThrow(InputError);
    expect(() => readValue(scannerOf('['.repeat(400) + ']'.repeat(400)))).not.toThrow();
  });

  it('keep names apart that look alike to the table of shared names', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom(...'abz_'), maxLength: 5 }), { maxLength: 50 }),
        (names) => {
          const s = scannerOf(names.map((name) => JSON.stringify(name)).join(' '), 7);
          expect(names.map(() => readString(s))).toEqual(names);
        },
      ),
    );
  });
});
