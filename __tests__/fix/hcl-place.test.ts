/** New blocks in `.tf` files: where they stand, in the file's own newlines and indentation, and not a byte of the rest touched. */
import { describe, expect, it } from '@jest/globals';
import { copiedFrom } from '../../src/fix/hcl-copy.js';
import { insertIntoList, objectLines } from '../../src/fix/hcl-list.js';
import { insertBehind, insertInside, nestedBlock } from '../../src/fix/hcl-place.js';
import { applyInsertions } from '../../src/fix/insertions.js';
import { block, list, text as quoted } from '../../src/remedy/languages/terraform-syntax.js';
import type { Block } from '../../src/sources/terraform/hcl/ast.js';
import { literalString } from '../../src/sources/terraform/hcl/literals.js';
import { parseConfiguration } from '../../src/sources/terraform/hcl/parser.js';

const RULE = ['security_rule {', '  name = "new"', '', '  inner {', '    a = 1', '  }', '}'];

function firstBlock(text: string): Block {
  const found = parseConfiguration(text).value?.blocks[0];
  if (found === undefined) throw new Error(`no block in ${text}`);
  return found;
}

function inside(text: string, ...blocks: readonly (readonly string[])[]): string {
  const insertion = insertInside(text, firstBlock(text), 'security_rule', blocks.length === 0 ? [RULE] : blocks);
  const after = applyInsertions(text, [insertion]);
  // What was there is there still, in its order.
  let at = 0;
  for (const line of text.split(/[\s{}]+/).filter((word) => word !== '')) {
    at = after.indexOf(line, at);
    expect(at).toBeGreaterThanOrEqual(0);
  }
  const { fault } = parseConfiguration(after);
  expect(fault).toBeNull();
  const made = firstBlock(after)
    .body.blocks.filter(({ type }) => type === 'security_rule')
    .map(({ body }) => body.attributes.get('name'));
  expect(made.some((name) => name !== undefined && literalString(name.expression) === 'new')).toBe(true);
  return after;
}

describe('inside of a block', () => {
  it('the new one stands behind the last of its kind, with a blank line between, before what follows', () => {
    const text = 'resource "x" "y" {\n  security_rule {\n    name = "a"\n  } # the first\n\n  tags = {}\n}\n';
    expect(inside(text)).toBe(
      'resource "x" "y" {\n  security_rule {\n    name = "a"\n  } # the first\n\n  security_rule {\n    name = "new"\n\n    inner {\n      a = 1\n    }\n  }\n\n  tags = {}\n}\n',
    );
  });

  it('it stands behind a dynamic block of its kind', () => {
    const text =
      'resource "x" "y" {\n  dynamic "security_rule" {\n    for_each = []\n    content {}\n  }\n  # end\n}\n';
    expect(inside(text)).toMatch(/\n {2}\}\n\n {2}security_rule \{\n[\s\S]*\n {2}\}\n {2}# end\n\}\n$/);
  });

  it('lines that stand close stay close', () => {
    const text = 'resource "x" "y" {\n  security_rule { name = "a" }\n  security_rule { name = "b" }\n}\n';
    expect(inside(text)).toContain('"b" }\n  security_rule {\n    name = "new"\n');
  });

  it.each([
    ['an empty block', 'resource "x" "y" {}\n', /^resource "x" "y" \{\n {2}security_rule \{\n[\s\S]*\n {2}\}\n\}\n$/],
    ['an empty block of two lines', 'resource "x" "y" {\n}\n', /^resource "x" "y" \{\n {2}security_rule \{/],
    [
      'a block with a comment alone',
      'resource "x" "y" {\n  # nothing\n}',
      /# nothing\n {2}security_rule \{[\s\S]*\n {2}\}\n\}$/,
    ],
    [
      'a block of one line',
      'resource "x" "y" { name = "a" }',
      /\{\n {2}name = "a"\n\n {2}security_rule \{[\s\S]*\n {2}\}\n\}$/,
    ],
    ['a heredoc at the end', 'resource "x" "y" {\n  a = <<EOT\n  }\nEOT\n}\n', /EOT\n\n {2}security_rule/],
    [
      'a comment over several lines behind the last',
      'resource "x" "y" {\n  a = 1 /* one\n  two */\n}\n',
      /a = 1\n\n {2}security_rule \{[\s\S]*\} \/\* one\n {2}two \*\/\n\}/,
    ],
    ['a brace in a comment', 'resource "x" "y" {\n  a = 1 # }\n}\n', /a = 1 # \}\n\n {2}security_rule/],
    ['a brace beside the last line', 'resource "x" "y" {\n  # a\n/* */ }\n', /security_rule/],
  ])('in %s', (_, text, expected) => {
    expect(inside(text)).toMatch(expected);
  });

  it.each([
    [
      'tabs',
      'resource "x" "y" {\n\tsecurity_rule {\n\t\tname = "a"\n\t}\n}\n',
      '\n\n\tsecurity_rule {\n\t\tname = "new"\n\n\t\tinner {\n\t\t\ta = 1\n',
    ],
    [
      'four spaces',
      'resource "x" "y" {\n    a = 1\n}\n',
      '\n\n    security_rule {\n        name = "new"\n\n        inner {\n            a = 1\n',
    ],
    [
      'CRLF',
      'resource "x" "y" {\r\n  a = 1\r\n}\r\n',
      'a = 1\r\n\r\n  security_rule {\r\n    name = "new"\r\n\r\n    inner {\r\n      a = 1\r\n    }\r\n  }\r\n}\r\n',
    ],
    ['a byte order mark', '\uFEFFresource "x" "y" {\n  a = 1\n}\n', 'a = 1\n\n  security_rule {\n    name = "new"'],
  ])('with %s', (_, text, expected) => {
    const after = inside(text);
    expect(after).toContain(expected);
    expect(after.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
    expect(/(?<!\r)\n/.test(after)).toBe(/(?<!\r)\n/.test(text));
  });

  it('several come in their order', () => {
    const other = ['security_rule {', '  name = "other"', '}'];
    expect(inside('resource "x" "y" {\n  a = 1\n}\n', RULE, other)).toMatch(
      /"new"[\s\S]*\n {2}\}\n\n {2}security_rule \{\n {4}name = "other"/,
    );
  });
});

it.each([
  ['in the middle', 'a "b" {}\n\n# next\nc "d" {}\n', 'a "b" {}\n\nnew {\n}\n\n# next\nc "d" {}\n'],
  ['at the end without a newline', 'a "b" {}', 'a "b" {}\n\nnew {\n}'],
  ['before a comment on its line', 'a "b" {} // x\r\nc "d" {}', 'a "b" {} // x\r\n\r\nnew {\r\n}\r\nc "d" {}'],
])('behind a block %s', (_, text, expected) => {
  expect(applyInsertions(text, [insertBehind(text, firstBlock(text), [['new {', '}']])])).toBe(expected);
});

it('a nested block is found by its literal name, and only if it is the only one', () => {
  const text =
    'r "a" "b" {\n  c {\n    name = "x"\n  }\n  c {\n    name = var.x\n  }\n  c {\n    name = "z"\n  }\n  c {\n    name = "z"\n  }\n}\n';
  expect(nestedBlock(firstBlock(text), 'c', 'x')?.at.line).toBe(2);
  expect(nestedBlock(firstBlock(text), 'c', 'z')).toBeNull();
  expect(nestedBlock(firstBlock(text), 'c', 'y')).toBeNull();
});

describe('a list of objects', () => {
  const written = 'security_rule {\n  name = "new"\n}\n';
  const object = objectLines(firstBlock(written), written) ?? [];

  it('takes an object with every argument', () => {
    expect(object).toContain('  description                                = null');
    expect(object).toContain('  name                                       = "new"');
    expect(object).toHaveLength(18);
  });

  it.each([
    ['empty', 'r "a" "b" {\n  security_rule = []\n}\n'],
    ['of several lines', 'r "a" "b" {\n  security_rule = [\n    { name = "a" }, # one\n    { name = "b" }\n  ]\n}\n'],
    ['of one line', 'r "a" "b" {\n  security_rule = [{ name = "a" }]\n}\n'],
  ])('is one more where it is %s', (_, text) => {
    const argument = firstBlock(text).body.attributes.get('security_rule');
    if (argument === undefined) throw new Error('no argument');
    const before = argument.expression.kind === 'tuple' ? argument.expression.elements.length : -1;
    const insertion = insertIntoList(text, argument.expression, [object]);
    const after = firstBlock(applyInsertions(text, insertion === null ? [] : [insertion])).body.attributes.get(
      'security_rule',
    );
    expect(after?.expression).toMatchObject({ kind: 'tuple' });
    if (after?.expression.kind === 'tuple') expect(after.expression.elements).toHaveLength(before + 1);
  });

  it('is nothing to write into where it is computed', () => {
    const text = 'r "a" "b" {\n  security_rule = var.rules\n}\n';
    const argument = firstBlock(text).body.attributes.get('security_rule');
    expect(argument === undefined ? undefined : insertIntoList(text, argument.expression, [object])).toBeNull();
  });
});

it('arguments that mean something else elsewhere are not copied', () => {
  const text = `r "a" "b" {\n  one = azurerm_x.y["k"].name\n  two = each.value.name\n  three = "\${count.index}"\n  four = [for each in var.x : each]\n  five = f(\n    1)\n}\n`;
  const { copied, left } = copiedFrom(text, firstBlock(text), ['one', 'two', 'three', 'four', 'five', 'six']);
  expect([...copied]).toEqual([['one', 'azurerm_x.y["k"].name']]);
  expect(left).toEqual(['two', 'three', 'four', 'five']);
});

describe('hostile names', () => {
  it.each([
    'a"b',
    `\${var.x}`,
    '%{ if true }',
    'a\nb',
    '*/ }',
    '# x',
    '\\',
    '\\"',
    '$${x}',
    '$',
    'a\u2028b',
    '"]\n}\nresource "a" "b" {',
    '<<EOT',
  ])('stay inside of their string: %j', (name) => {
    const lines = block('security_rule', [
      ['name', quoted(name)],
      ['hosts', list([name, name.repeat(40)])],
    ]);
    const body = parseConfiguration(`${lines.join('\n')}\n`).value;
    expect(body?.blocks).toHaveLength(1);
    expect(body?.attributes.size).toBe(0);
    const value = body?.blocks[0]?.body.attributes.get('name')?.expression;
    expect(value === undefined ? null : literalString(value)).toBe(name.replace(/[\r\n]+/g, ' '));
  });
});
