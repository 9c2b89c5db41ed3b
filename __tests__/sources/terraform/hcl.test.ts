/** The parser of Terraform's language: what it reads, where things stand, and what it says of faults. */

import { describe, expect, it } from '@jest/globals';
import type { Body, Expression, TemplatePart } from '../../../src/sources/terraform/hcl/ast.js';
import { literalString, literalValue } from '../../../src/sources/terraform/hcl/literals.js';
import { parseConfiguration, parseExpressionText } from '../../../src/sources/terraform/hcl/parser.js';
import { said } from '../../messages.js';

function read(text: string): Body {
  const { value, fault } = parseConfiguration(text);
  if (fault !== null) throw new Error(`${fault.line}:${fault.column}: ${fault.message}`);
  return value;
}

function expression(text: string): Expression {
  const { value, fault } = parseExpressionText(text);
  if (fault !== null) throw new Error(`${fault.line}:${fault.column}: ${fault.message}`);
  return value;
}

function attribute(text: string, name = 'a'): Expression {
  const found = read(text).attributes.get(name);
  if (found === undefined) throw new Error(`no attribute ${name}`);
  return found.expression;
}

/** An expression with its structure in brackets. */
function brackets(e: Expression): string {
  switch (e.kind) {
    case 'literal':
      return JSON.stringify(e.value);
    case 'variable':
      return e.name;
    case 'operation':
      return e.rest.reduce(
        (left, { operator, operand }) => `(${left} ${operator} ${brackets(operand)})`,
        brackets(e.first),
      );
    case 'unary':
      return `(${e.operator}${brackets(e.operand)})`;
    case 'conditional':
      return `(${brackets(e.condition)} ? ${brackets(e.whenTrue)} : ${brackets(e.whenFalse)})`;
    case 'parentheses':
      return `<${brackets(e.inner)}>`;
    default:
      return e.kind;
  }
}

describe('blocks and attributes', () => {
  it('have types, labels in quotes or bare, and nested bodies', () => {
    const [block] = read(
      'resource "azurerm_subnet" this {\n  name = "s"\n  delegation {\n    name = "d"\n  }\n}\n',
    ).blocks;
    expect(block?.type).toBe('resource');
    expect(block?.labels).toEqual(['azurerm_subnet', 'this']);
    expect([...(block?.body.attributes.keys() ?? [])]).toEqual(['name']);
    expect(block?.body.blocks.map((nested) => nested.type)).toEqual(['delegation']);
  });

  it('tell their line and column, counted from 1, and their source', () => {
    const text = '# first\nlocals {\n  a = 1\n  b   = f(2)\n}\n';
    const [locals] = read(text).blocks;
    expect(locals?.at).toEqual({ offset: 8, line: 2, column: 1 });
    const b = locals?.body.attributes.get('b');
    expect(b?.at).toMatchObject({ line: 4, column: 3 });
    expect(b?.expression.at).toMatchObject({ line: 4, column: 9 });
    expect(text.slice(b?.expression.at.offset, b?.expression.end)).toBe('f(2)');
  });

  it.each([
    ['a byte order mark', '\uFEFFa = 1\nb = 2'],
    ['CRLF', 'a = 1\r\nb = 2\r\n'],
    ['comments of all three kinds', 'a = 1 # x\n// y\n/* z\n */ b = 2'],
  ])('may come with %s', (_what, text) => {
    expect([...read(text).attributes].map(([name, { expression: e }]) => [name, literalValue(e)])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('counts lines the same with a byte order mark and CRLF', () => {
    expect(read('\uFEFFa = 1\r\nb = 2').attributes.get('b')?.at).toMatchObject({ line: 2, column: 1 });
    expect(read('\uFEFFa = 1').attributes.get('a')?.at).toMatchObject({ line: 1, column: 1 });
  });

  it('keep the names that JavaScript gives a meaning to', () => {
    const body = read('__proto__ = 1\nconstructor = 2\n__proto__x "__proto__" { }');
    expect([...body.attributes.keys()]).toEqual(['__proto__', 'constructor']);
    expect(body.blocks[0]?.labels).toEqual(['__proto__']);
  });

  it('may have letters of any script in their names', () => {
    expect([...read('größe = 1\nсеть-1 = 2').attributes.keys()]).toEqual(['größe', 'сеть-1']);
  });
});

describe('expressions', () => {
  it.each([
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['a || b && c == d < e + f * g', '(a || (b && (c == (d < (e + (f * g))))))'],
    ['a * b + c < d == e && f || g', '((((((a * b) + c) < d) == e) && f) || g)'],
    ['a - b - c + d', '(((a - b) - c) + d)'],
    ['-a + !b', '((-a) + (!b))'],
    ['!!a', '(!(!a))'],
    ['(a + b) * c', '(<(a + b)> * c)'],
    ['a-b - 1', '(a-b - 1)'],
    ['a % 2 == 0 ? "x" : null', '(((a % 2) == 0) ? "x" : null)'],
  ])('%s groups as %s', (text, grouped) => {
    expect(brackets(expression(text))).toBe(grouped);
  });

  it.each([
    ['1e5', 100000],
    ['1.5E-3', 0.0015],
    ['-7', -7],
    ['"a\\u00e9\\U0001F600\\n"', 'aé😀\n'],
    ['[1, "b", true, null,]', [1, 'b', true, null]],
    ['!true', false],
    ['(3)', 3],
  ])('%s is the literal %j', (text, value) => {
    expect(literalValue(expression(text))).toEqual(value);
  });

  it('an object of literals is a map, whatever its keys are', () => {
    const value = literalValue(expression('{ __proto__ = 1, "b c" : [2], (3) = 4, null = 5 }'));
    expect(value).toEqual({
      entries: new Map<string, unknown>([
        ['__proto__', 1],
        ['b c', [2]],
        ['3', 4],
        ['null', 5],
      ]),
    });
  });

  it('no literal is what has to be evaluated', () => {
    for (const text of [
      'var.a',
      '1 + 1',
      'f()',
      '[a]',
      '{ a = b }',
      '{ (a) = 1 }',
      '"x$\\{a}"'.replace('\\', ''),
      '-"1"',
      '!1',
    ]) {
      expect({ text, value: literalValue(expression(text)) }).toEqual({ text, value: undefined });
    }
  });

  it('numbers and booleans are written out where a string is wanted', () => {
    expect(['1', 'true', '"x"', 'null', '[]'].map((text) => literalString(expression(text)))).toEqual([
      '1',
      'true',
      'x',
      null,
      null,
    ]);
  });

  it('a full splat takes all further steps on each element, an attribute-only one the names', () => {
    const full = expression('a.b[*].c[0].d');
    const attributes = expression('a.*.b.0.c[1]');
    expect(full).toMatchObject({
      kind: 'traversal',
      source: { kind: 'variable', name: 'a' },
      steps: [
        { kind: 'attribute', name: 'b' },
        { kind: 'splat', full: true, steps: [{ name: 'c' }, { kind: 'index', legacy: false }, { name: 'd' }] },
      ],
    });
    expect(attributes).toMatchObject({
      steps: [
        { kind: 'splat', full: false, steps: [{ name: 'b' }, { kind: 'index', legacy: true }, { name: 'c' }] },
        { kind: 'index', key: { value: 1 } },
      ],
    });
  });

  it('a call has its name with the provider before it, and knows a spread', () => {
    expect(expression('provider::azurerm::normalise(a, b...)')).toMatchObject({
      kind: 'call',
      name: 'provider::azurerm::normalise',
      spread: true,
      arguments: [{ name: 'a' }, { name: 'b' }],
    });
  });

  it('a for expression has iterators, collection, key, value, grouping and condition', () => {
    expect(expression('{ for k, v in m : v => k... if v != null }')).toMatchObject({
      kind: 'for',
      iterator: { key: 'k', value: 'v' },
      collection: { name: 'm' },
      key: { name: 'v' },
      value: { name: 'k' },
      grouped: true,
      condition: { kind: 'operation' },
    });
    expect(expression('[for v in m : v]')).toMatchObject({
      iterator: { key: null, value: 'v' },
      key: null,
      condition: null,
    });
  });

  it('newlines mean nothing between parentheses and brackets, and end items between braces', () => {
    expect(attribute('a = (\n1\n+\n2\n)\n')).toMatchObject({ kind: 'parentheses' });
    expect(attribute('a = [\n1\n,\n2\n]\n')).toMatchObject({ elements: [{ value: 1 }, { value: 2 }] });
    expect(attribute('a = f(\n{\n b = 1\n c = [\n2]\n}\n)\n')).toMatchObject({
      arguments: [{ items: [{ key: { value: 'b' } }, { key: { value: 'c' } }] }],
    });
    expect(attribute('a = {\n for x in y :\n x => 1 }')).toMatchObject({ kind: 'for' });
    expect(parseConfiguration('a = 1 +\n2').fault).not.toBeNull();
  });
});

/** A template's parts, interpolations as `‹source›`. */
function parts(text: string, e: Expression): string {
  const write = (part: TemplatePart): string => {
    switch (part.kind) {
      case 'text':
        return part.value;
      case 'interpolation':
        return `‹${text.slice(part.expression.at.offset, part.expression.end)}›`;
      case 'if':
        return `‹if›${part.whenTrue.map(write).join('')}‹else›${part.whenFalse.map(write).join('')}‹end›`;
      case 'for':
        return `‹for›${part.parts.map(write).join('')}‹end›`;
    }
  };
  return e.kind === 'template' ? e.parts.map(write).join('') : String(e.kind === 'literal' ? e.value : e.kind);
}

/** The expected texts are Terraform 1.11.4's values of these expressions, with the interpolations put back. */
describe('templates', () => {
  it.each([
    ['escaped sequences', '"$$\\{a} %%\\{b} $ $$ % %% $x"', `$\{a} %{b} $ $$ % %% $x`],
    ['a dollar before an escaped sequence', '"$$$\\{a}"', `$$\{a}`],
    [
      'strip markers',
      '"a  $\\{~ "x" ~}   b  %\\{~ if t ~}  c  %\\{~ else ~} d %\\{~ endif ~}  e"',
      'a‹"x"›b‹if›c‹else›d‹end›e',
    ],
    ['strip markers beside escaped newlines', '"a\\n  $\\{~ x ~}\\n \\n b"', 'a‹x›b'],
    [
      'a heredoc, whose strip markers end with the line',
      '<<EOT\na\n\n   $\\{~ x ~}\n\n   b\nEOT\n',
      'a\n\n‹x›\n   b\n',
    ],
    [
      'a flush heredoc with directives',
      '<<-EOT\n    a\n  %\\{ for x in l ~}\n\n      - $\\{x}\n    %\\{ endfor ~}\n      b\n\n   z\n    EOT\n',
      '  a\n‹for›\n    - ‹x›\n  ‹end›      b\n\n z\n',
    ],
    [
      'a flush heredoc that begins with an interpolation',
      '<<-EOT\n    $\\{x}\n      b\\n "q" $$\\{y}\n  EOT\n',
      `‹x›\n  b\\n "q" $\{y}\n`,
    ],
    ['an empty heredoc', '<<EOT\nEOT\n', ''],
    [
      'tabs, an inner brace, and a marker that is not alone',
      '<<-EOT\n\ttab\n\t  x $\\{"}"} EOT\n\t  EOT  \n',
      'tab\n  x ‹"}"› EOT\n',
    ],
    ['a marker behind an interpolation is text', '<<EOT\n$\\{x}EOT\nEOT\n', '‹x›EOT\n'],
    ['CRLF', '<<EOT\r\na $\\{x}\r\nEOT\r\n', 'a ‹x›\r\n'],
    ['objects and strings inside', '"$\\{f({ a = "}" })}"', '‹f({ a = "}" })›'],
    ['newlines and comments inside', '"$\\{ /* } */\n a # }\n }"', '‹a›'],
  ])('%s', (_what, marked, expected) => {
    // The tests write `$\{` for `${`, which a formatter would take for a mistake.
    const text = `a = ${marked.replaceAll(/([$%])\\\{/g, '$1{')}`;
    const source = text.endsWith('\n') ? text : `${text}\n`;
    expect(parts(source, attribute(source))).toBe(expected);
  });

  it('a single interpolation is kept apart from a string', () => {
    expect(expression(`"$\{a}"`)).toMatchObject({ kind: 'template', parts: [{ kind: 'interpolation' }] });
  });

  it('what follows a heredoc is on its right line', () => {
    expect(read('a = <<X\n1\n2\nX\nb = 1').attributes.get('b')?.at).toMatchObject({ line: 5, column: 1 });
    expect(read('a = [<<X\n1\nX\n, 2]\nb = 1').attributes.get('b')?.at).toMatchObject({ line: 5 });
  });
});

describe('faults', () => {
  it.each([
    ['a = ', 1, 5, 'expected an expression, found the end of the file'],
    ['a =\n', 1, 4, 'expected an expression, found the end of the line'],
    ['a {\n  b = 1', 2, 8, 'expected an attribute, a block or "}", found the end of the file'],
    ['a = [1 2]', 1, 8, 'expected "," between the elements of this list, found "2"'],
    ['a = { b = 1 c = 2 }', 1, 13, 'expected "," or a new line between the items of this object, found "c"'],
    ['a = 1 b = 2', 1, 7, 'expected the end of the line after this attribute or block, found "b"'],
    ['a = 1\na = 2', 2, 1, '"a" is set twice in this block, remove one'],
    ['\n  a = "x', 2, 7, 'expected a closing quote before the end of the file'],
    ['a = "x\n"', 1, 5, 'expected a closing quote before the end of the line; use a heredoc for several lines'],
    ['a = "\\q"', 1, 6, 'expected one of \\n, \\r, \\t, \\", \\\\, \\uNNNN, \\UNNNNNNNN; write \\\\ for a backslash'],
    [
      'a = "\\U00110000"',
      1,
      6,
      'expected one of \\n, \\r, \\t, \\", \\\\, \\uNNNN, \\UNNNNNNNN; write \\\\ for a backslash',
    ],
    ['a = <<EOT\nx\nEOT', 1, 5, 'expected a line with nothing but "EOT" to end this heredoc'],
    ['a = "%{ if x }"', 1, 6, 'expected "%{endif}" for this "%{if}"'],
    ['a = "%{ endfor }"', 1, 6, '"%{endfor}" has no beginning that it belongs to'],
    ['a = x ? 1', 1, 10, 'expected ":" between the two results of this condition, found the end of the file'],
    ["a = 'x'", 1, 5, 'single quotes are no quotes here, use "'],
    ['a = \u0000', 1, 5, 'the character U+0000 means nothing here'],
    ['/* x', 1, 1, 'expected "*/" at the end of this comment'],
    ['}', 1, 1, 'expected an attribute or a block, found "}"'],
    ['a { b { } }', 1, 5, 'expected an attribute; a block on one line holds one attribute and no blocks'],
    ['a = x.0.1', 1, 7, 'expected one index after the dot, found "0.1"; write [0][1] instead'],
  ])('of %j are told at %i:%i', (text, line, column, message) => {
    expect(parseConfiguration(text)).toEqual({ value: null, fault: { message, line, column } });
  });

  it('of nesting beyond 200 levels are told, below that it is fine', () => {
    const nest = (depth: number): string => `a = ${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(parseConfiguration(nest(150)).fault).toBeNull();
    expect(said(parseConfiguration(nest(201)).fault?.message)).toMatch(/nested more than 200 levels deep/);
  });
});
