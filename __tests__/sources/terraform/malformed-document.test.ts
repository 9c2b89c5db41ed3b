/** Whatever the bytes: the reader of Terraform documents gives a document or an error with its place. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../../src/sources/source.js';
import { errorOf, PLAN, RAW, read, TEXT } from './hand-written-plan.js';

describe('what is no whole plan', () => {
  it('cut off at any byte is an error with its place, never a document', () => {
    for (let length = 1; length < TEXT.length; length++) {
      const error = errorOf(Buffer.from(TEXT).subarray(0, length), length % 5 === 0 ? 1 : 64);
      expect(error.message).toMatch(/cut off|is empty/);
      expect(error.location).toMatchObject({ file: 'plan.json', line: 1 });
    }
  });

  it('cut off at any byte is an error in UTF-16 and in a raw state, too', () => {
    const utf16 = Buffer.from(`\ufeff${JSON.stringify(RAW)}`, 'utf16le');
    for (let length = 1; length < utf16.length; length++) errorOf(utf16.subarray(0, length));
  });

  it('names line and column of the place', () => {
    const lines = JSON.stringify(PLAN, null, 2).split('\n');
    const broken = [...lines.slice(0, 40), '        oops', ...lines.slice(40)].join('\n');
    expect(errorOf(broken).place).toEqual({ line: 41, column: 9 });
  });

  it.each([
    [
      'a section twice',
      '{"format_version":"1.2","planned_values":{},"planned_values":{}}',
      /"planned_values" is there twice/,
    ],
    [
      'a part of a section twice',
      '{"format_version":"1.2","planned_values":{"root_module":{},"root_module":{}}}',
      /"root_module" is there twice/,
    ],
    [
      'a type twice',
      '{"format_version":"1.2","resource_changes":[{"type":"a","type":"azurerm_subnet"}]}',
      /type of this resource is there twice/,
    ],
    [
      'a section of the wrong shape',
      { format_version: '1.2', planned_values: [] },
      /"planned_values" has the wrong shape/,
    ],
    [
      'a list that is none',
      { format_version: '1.2', resource_changes: { a: 1 } },
      /"resource_changes" has the wrong shape/,
    ],
    [
      'a part of the wrong shape',
      { format_version: '1.2', planned_values: { root_module: { resources: {} } } },
      /"resources" has the wrong shape/,
    ],
    ['an item that is none', { format_version: '1.2', resource_changes: [1] }, /"resources" has the wrong shape/],
    ['an item without a type', { format_version: '1.2', resource_changes: [{ address: 'a' }] }, /has no type/],
    [
      'an item without an address',
      { format_version: '1.2', resource_changes: [{ type: 'azurerm_subnet', change: { actions: [] } }] },
      /lacks its address/,
    ],
    ['no version', { format_version: 'new', planned_values: {} }, /no version number/],
    [
      'a state that Terraform 0.11 wrote in part',
      { ...RAW, resources: [{ ...RAW.resources[0], instances: [{ attributes_flat: { id: 'x' } }] }] },
      /attributes/,
    ],
  ])('is an error for %s', (_, content, message) => {
    for (const chunk of [1, 1000]) expect(errorOf(content, chunk).message).toMatch(message);
  });

  it('takes the last of two equal keys where they decide nothing, as everybody does', () => {
    const document = read(
      '{"format_version":"1.2","variables":{"a":{"value":1},"a":{"value":2,"value":3}},"planned_values":{}}',
    );
    expect(document.variables).toEqual(new Map([['a', 3]]));
  });

  it('is harmless with keys such as __proto__ and constructor', () => {
    const evil = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1}';
    const text = `{"format_version":"1.2","__proto__":${evil},"variables":{"__proto__":{"value":${evil}}},"planned_values":{"__proto__":${evil},
      "root_module":{"resources":[{"__proto__":${evil},"address":"a.b","type":"azurerm_subnet","name":"b","mode":"managed","values":${evil}}]}},
      "configuration":{"root_module":{"module_calls":{"__proto__":{"source":"x","__proto__":${evil},"expressions":${evil}}},"outputs":{"__proto__":{"expression":${evil}}}}}}`;
    const document = read(text, 5);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(document.planned[0]?.values).toEqual(JSON.parse(evil));
    expect(Object.getPrototypeOf(document.planned[0])).toBe(Object.prototype);
    expect([...document.variables.keys(), ...(document.configuration?.calls.keys() ?? [])]).toEqual([
      '__proto__',
      '__proto__',
    ]);
    expect(document.configuration?.calls.get('__proto__')?.source).toBe('x');
  });

  it('is skipped without harm when nested 100,000 deep, and refused where it would be kept', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const resource = (type: string): string =>
      `{"format_version":"1.2","resource_changes":[{"type":"${type}","change":${deep}}]}`;
    expect(read(resource('random_id')).changes).toEqual([]);
    expect(errorOf(resource('azurerm_subnet')).message).toMatch(/brackets within each other/);
    expect(errorOf(resource('azurerm_subnet')).place).toEqual({ line: 1, column: 45 });
    expect(read(`{"format_version":"1.2","planned_values":{},"unknown":${deep}}`).format).toBe('plan');
    const modules = `${'{"child_modules":['.repeat(50_000)}{}${']}'.repeat(50_000)}`;
    expect(errorOf(`{"format_version":"1.2","planned_values":{"root_module":${modules}}}`).message).toMatch(
      /modules within each other/,
    );
    const calls = `${'{"module_calls":{"a":{"module":'.repeat(50_000)}{}${'}}}'.repeat(50_000)}`;
    expect(errorOf(`{"format_version":"1.2","configuration":{"root_module":${calls}}}`).message).toMatch(
      /modules within each other/,
    );
  });

  it('never makes trouble: random bytes, and 5,000 plans with a few bytes changed, give a document or an InputError', () => {
    const either = (bytes: Uint8Array, chunk: number): void => {
      try {
        expect(read(Buffer.from(bytes), chunk).planned.length).toBeLessThan(10);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 50 }), either), {
      numRuns: 2_000,
    });
    const edit = fc.tuple(
      fc.nat(),
      fc.nat({ max: 4 }),
      fc.oneof(
        fc.uint8Array({ maxLength: 3 }),
        fc.constantFrom(...'{}[],:"\\0n').map((c) => Buffer.from(c)),
      ),
    );
    const spoil = (text: string) =>
      fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) =>
        edits.reduce((bytes, [at, drop, insert]) => {
          const start = at % bytes.length;
          return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + drop)]);
        }, Buffer.from(text)),
      );
    fc.assert(
      fc.property(fc.oneof(spoil(TEXT), spoil(JSON.stringify(RAW))), fc.integer({ min: 1, max: 5_000 }), either),
      { numRuns: 5_000 },
    );
  });
});
