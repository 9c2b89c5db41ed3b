import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type JsonNode, memberOf } from '../../../../src/sources/arm/template/node.js';
import { plainValue } from '../../../../src/sources/arm/template/plain-value.js';
import { DEEPEST, parseJson, readText } from '../../../../src/sources/arm/template/read-json.js';
import { sniffTemplate } from '../../../../src/sources/arm/template/sniff.js';
import { bytesOf } from '../../../../src/sources/json/bytes.js';
import { InputError } from '../../../../src/sources/source.js';

const parse = (text: string) => parseJson('t.json', text);
const readValue = (text: string): unknown => JSON.parse(JSON.stringify(plainValue(parse(text).root)));

function problem(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof InputError) return `${error.place?.line}:${error.place?.column} ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('JSON of templates', () => {
  it('has comments, commas at the end, and strings over several lines', () => {
    const text =
      '// top\n{ "a": [1, /* two */ 2,], // end\n "b": "one\n  two\tthree", "c": "// no comment /* nor */", }';
    expect(readValue(text)).toEqual({ a: [1, 2], b: 'one\n  two\tthree', c: '// no comment /* nor */' });
  });

  it('keeps line breaks of Windows, and characters that are kept for private use', () => {
    expect(readValue('{ "a": "x\r\ny\ue000\\ue001" }')).toEqual({ a: 'x\r\ny\ue000\ue001' });
  });

  it('knows the place of what stands behind a string of several lines', () => {
    const { root, placeOf } = parse('{\n "a": "x\ny\nz", "b": 1,\n  "c": { "d": [] }\n}');
    const c = memberOf(root, 'C') as JsonNode;
    expect(placeOf(memberOf(root, 'b')?.offset ?? 0)).toEqual({ line: 4, column: 10 });
    expect(placeOf(c.offset)).toEqual({ line: 5, column: 8 });
  });

  it('is what JSON.parse reads, for every JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 4 }), (json, indent) => {
        const expected: unknown = JSON.parse(json);
        const seen = readValue(JSON.stringify(expected, null, indent));
        // Names that differ in case only are one name to Azure; fc makes next to none of them.
        const names = JSON.stringify(expected).match(/"[^"]*":/g) ?? [];
        fc.pre(new Set(names.map((name) => name.toLowerCase())).size === new Set(names).size);
        expect(seen).toEqual(JSON.parse(JSON.stringify(expected)));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['{', /1:2 .*closing brace/],
    ['{ "a": }', /1:8 a value is expected/],
    ['{ "a" 1 }', /1:7 a colon/],
    ['{ "a": 1 "b": 2 }', /1:10 a comma/],
    ["{ 'a': 1 }", /1:3 .*double quotes/],
    ['{}\n{}', /2:1 .*behind the end/],
    ['{ "a": "\\q" }', /1:8 .*escape/],
    ['{ "a": "open', /string has no end/],
    ['{ /* open', /comment has no end/],
    ['', /nothing in this file|a value is expected/],
    [`${'['.repeat(DEEPEST + 1)}`, new RegExp(`1:${DEEPEST + 1} more than ${DEEPEST} brackets`)],
  ])('%s is an error with its place', (text, expected) => {
    expect(problem(text)).toMatch(expected);
  });

  it('says what is wrong with any text, and never anything else', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[{}[\]",:/*\\ \nau01-]{0,60}$/), (text) => {
        expect(typeof problem(text)).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });

  it('does not let a name act: __proto__ is a name like any other', () => {
    const value = plainValue(parse('{ "__proto__": { "polluted": 1 }, "constructor": 2 }').root) as object;
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('is read in the encodings that shells write', () => {
    const text = '{ "a": "é" }';
    for (const bytes of [
      Buffer.from(`\ufeff${text}`, 'utf8'),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(text, 'utf16le').swap16(),
    ])
      expect(readText('t.json', bytesOf(bytes))).toBe(text);
  });

  it('takes time that grows with the text', () => {
    const text = `{ "a": "${'x\n'.repeat(500_000)}", "b": [${'1,'.repeat(200_000)}] }`;
    // What is quadratic here does not end within the time that a test has.
    expect(parse(text).root.kind).toBe('object');
  });
});

describe('the beginning of a file', () => {
  it.each([
    ['// c\n{ /* c */ "contentVersion": "1.0.0.0", "$schema": "https://x/deploymentTemplate.json#"', 'template'],
    ['{ "resources": [ // c', 'template'],
    ['{ "$schema": "https://x/2018-05-01/subscriptionDeploymentTemplate.json#"', 'template'],
    ['{ // c\n "$schema": "https://x/deploymentParameters.json#"', 'parameters'],
    ['{ "format_version": "1.2", "x": { "$schema": "https://x/deploymentTemplate.json#" }', null],
    ['{ "a": "// \\"$schema\\": deploymentTemplate.json"', null],
    ['// Bicep\nparam a string', null],
    ['// nothing\n{}', null],
    ['[ /* c */ {"$schema": "deploymentTemplate.json"}', null],
  ] as const)('%s', (head, expected) => {
    expect(sniffTemplate(head)).toBe(expected);
  });

  it('is looked at once, however many comments it has', () => {
    expect(sniffTemplate('/**/'.repeat(100_000))).toBeNull();
    expect(sniffTemplate(`{${'/**/'.repeat(100_000)}`)).toBeNull();
  });
});
