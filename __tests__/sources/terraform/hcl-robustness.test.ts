/** Whatever the bytes are, the parser ends with a tree or with a fault that has a place; it never throws. */

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { english } from '../../../src/azure/message.js';
import { references } from '../../../src/sources/terraform/configuration/plan-references.js';
import type { Expression } from '../../../src/sources/terraform/hcl/ast.js';
import { parseConfiguration } from '../../../src/sources/terraform/hcl/parser.js';
import { said } from '../../messages.js';

const SAMPLE = `locals {
  a = { for k, v in var.m : k => v... if v.x[0] != "\\u00e9" } # c
  b = "x $\{var.a ~} %{ if c }y%{ else }z%{ endif } %{ for i in l }$\{i}%{ endfor } $$\{d}"
  c = <<-EOT
    one $\{upper("two")}
      three
  EOT
  d = !a.b.*.c[0] ? f(1.5e3, x...) : provider::p::g({ q : -1, (r) = [] }) /* e */
}
resource "t" "n" { s = 1 }
`;

/** Parses, checks that the answer is one of the two, and uses the tree. */
function ends(text: string): boolean {
  const { value, fault } = parseConfiguration(text);
  if (fault !== null) {
    return (
      english(fault.message).length > 0 && fault.line >= 1 && fault.column >= 1 && fault.line <= text.split('\n').length
    );
  }
  for (const { expression } of value.attributes.values()) references(expression);
  return value.attributes.size + value.blocks.length >= 0;
}

describe('the parser', () => {
  it('reads the sample that the other tests damage', () => {
    expect(parseConfiguration(SAMPLE).fault).toBeNull();
  });

  it('ends on every truncation of the sample', () => {
    for (let length = 0; length < SAMPLE.length; length += 1) {
      expect({ length, ends: ends(SAMPLE.slice(0, length)) }).toEqual({ length, ends: true });
    }
  });

  it('ends on the sample with any stretch replaced by any other', () => {
    const index = fc.nat(SAMPLE.length);
    fc.assert(
      fc.property(index, index, index, index, (a, b, c, d) =>
        ends(
          SAMPLE.slice(0, Math.min(a, b)) + SAMPLE.slice(Math.min(c, d), Math.max(c, d)) + SAMPLE.slice(Math.max(a, b)),
        ),
      ),
      { numRuns: 2000 },
    );
  });

  it('ends on random text, random bytes and random punctuation', () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => new TextDecoder().decode(array));
    const words = [
      'a',
      '=',
      '\n',
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      '"',
      '${',
      '%{',
      '<<A\n',
      'A\n',
      '.',
      '*',
      '?',
      ':',
      '~',
      '\\',
      'for',
      'in',
      'if',
    ];
    const soup = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((list) => list.join(' '));
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), bytes, soup), ends), { numRuns: 3000 });
  });

  it.each([
    ['brackets', '[', ']'],
    ['parentheses', '(', ')'],
    ['objects', '{ a = ', '}'],
    ['calls', 'f(', ')'],
    ['templates', '"${', '}"'],
    ['minus signs', '-', ''],
    ['negations', '!', ''],
    ['conditions', 'a ? b : ', ''],
    ['for expressions', '[for a in ', ' : a]'],
    ['full splats', 'a', '[*]'],
    ['indexes of indexes', 'a[', ']'],
  ])('tells of 100,000 nested %s that they are too deep', (_what, open, close) => {
    const text = `a = ${open.repeat(100_000)}1${close.repeat(100_000)}`;
    expect(said(parseConfiguration(text).fault?.message)).toMatch(/nested more than 200 levels deep/);
  });

  it('tells of 100,000 nested blocks and directives that they are too deep', () => {
    expect(said(parseConfiguration('a {\n'.repeat(100_000)).fault?.message)).toMatch(
      /nested more than 200 levels deep/,
    );
    const directives = `a = "${'%{ if x }'.repeat(100_000)}"`;
    expect(said(parseConfiguration(directives).fault?.message)).toMatch(/nested more than 200 levels deep/);
  });

  it('reads chains of 100,000 steps, operators, elements and lines without going deep', () => {
    const chains = [
      `a${'.b'.repeat(100_000)}`,
      `a${'[0]'.repeat(100_000)}`,
      `a.*${'.b'.repeat(100_000)}`,
      `a${' + a * b'.repeat(50_000)}`,
      `a${' && b || c == d'.repeat(30_000)}`,
      `[${'a, '.repeat(100_000)}]`,
      `{${'a = 1\n'.repeat(100_000)}}`,
      `"${`$\{a} `.repeat(100_000)}"`,
      `<<E\n${`$\{a}\n`.repeat(100_000)}E`,
    ];
    for (const chain of chains) {
      const { value, fault } = parseConfiguration(`a = ${chain}\n`);
      expect(fault).toBeNull();
      const found: Expression | undefined = value?.attributes.get('a')?.expression;
      expect(found === undefined ? 1_000 : references(found).length).toBeLessThan(1_000);
    }
  });

  it('reads 5 MB of blocks, of one string, of one name, of comments and of carriage returns', () => {
    const size = 5 * 1024 * 1024;
    const block = `resource "a" "b" {\n  c = [for x in var.y : "$\{x}-z" if x != null]\n}\n`;
    const blocks = parseConfiguration(block.repeat(size / block.length));
    expect(blocks.value?.blocks.length).toBe(Math.floor(size / block.length));
    for (const text of [
      `a = "${'x'.repeat(size)}"`,
      `a = "${'\\n$'.repeat(size / 3)}"`,
      `a = ${'x'.repeat(size)}`,
      `a = ${'é'.repeat(size / 8)}`,
      `a = ${'1'.repeat(size)}`,
      `#${'x'.repeat(size)}\na = 1`,
      `#${'\r'.repeat(size)}\na = 1`,
      `${'# x\n'.repeat(size / 4)}a = 1`,
      `${'/**/'.repeat(size / 4)}a = 1`,
      `/*${'\n'.repeat(size)}*/a = 1`,
      `${'\n'.repeat(size)}a = 1`,
      `${' '.repeat(size)}a = 1`,
      `a = <<E\n${' \n'.repeat(size / 2)}E\n`,
      `a = <<-E\n${'E x\n'.repeat(size / 4)}E\n`,
    ]) {
      expect(parseConfiguration(text).value?.attributes.has('a')).toBe(true);
    }
  }, 60_000);
});
