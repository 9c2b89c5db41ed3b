/** Functions that ask their surroundings: files, templates, the time, chance; and types as variables declare them. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's

import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { msg } from '../../../../src/azure/message.js';
import { newBudget } from '../../../../src/sources/terraform/evaluation/budget.js';
import { convert } from '../../../../src/sources/terraform/evaluation/convert.js';
import { typeConstraint } from '../../../../src/sources/terraform/evaluation/type-constraint.js';
import { unknownOf } from '../../../../src/sources/terraform/evaluation/values.js';
import { parseExpressionText } from '../../../../src/sources/terraform/hcl/parser.js';
import { evaluated, scopeOf } from './evaluating.js';
import { render } from './render.js';

const files = {
  'a.txt': 'hello é\n',
  'bytes.bin': Uint8Array.from([0xff, 0xfe]),
  'list.tftpl': '%{ for name in names ~}\n- ${name}\n%{ endfor ~}\n',
  'one.tftpl': '${value}',
  'escape.tftpl': 'a\\n"b" $${x} ${upper(value)}',
  'bad.tftpl': 'a\n${value',
  'again.tftpl': '${templatefile("one.tftpl", {value = 1})}',
  'free.tftpl': '${var.secret}',
  'marker.tftpl': 'TEMPLATE\n${value}\nTEMPLATE0\n',
  'no-end.tftpl': 'x ${value ~}\n\n',
  'sub/b.txt': 'b',
  'sub/c.json': '{"c": 1}',
};
const of = (text: string) => evaluated(text, { files });

describe('files', () => {
  it('are read through the scope', () => {
    expect(of('file("a.txt")')).toBe('hello é\n');
    expect(of('jsondecode(file("sub/c.json")).c')).toBe(1);
    expect(of('filebase64("bytes.bin")')).toBe('//4=');
    expect(of('fileexists("a.txt")')).toBe(true);
    expect(of('fileexists("b.txt")')).toBe(false);
    expect(of('file("b.txt")')).toMatchObject({ kind: 'failure', message: 'the file to read is not there' });
    expect(of('file("bytes.bin")')).toMatchObject({ kind: 'failure' });
    const sum = (name: string) => createHash(name).update('hello é\n');
    expect(of('filemd5("a.txt")')).toBe(sum('md5').digest('hex'));
    expect(of('filesha1("a.txt")')).toBe(sum('sha1').digest('hex'));
    expect(of('filesha256("a.txt")')).toBe(sum('sha256').digest('hex'));
    expect(of('filesha512("a.txt")')).toBe(sum('sha512').digest('hex'));
    expect(of('filebase64sha256("a.txt")')).toBe(sum('sha256').digest('base64'));
    expect(of('filebase64sha512("a.txt")')).toBe(sum('sha512').digest('base64'));
  });

  it.each(['file', 'fileexists', 'filebase64', 'filemd5', 'filesha512'])(
    '%s of one that may not be read is unknown',
    (name) => {
      const outside = unknownOf(msg`../x is outside the folder`);
      expect(evaluated(`${name}("../x")`, { files: { '../x': outside } })).toEqual(outside);
    },
  );

  it.each([
    ['fileset(".", "*.txt")', ['a.txt']],
    ['fileset(".", "**/*.{txt,json}")', ['a.txt', 'sub/b.txt', 'sub/c.json']],
    ['fileset(".", "sub/?.txt")', ['sub/b.txt']],
    ['fileset(".", "sub/[!c].*")', ['sub/b.txt']],
    ['fileset(".", "sub/**")', ['sub/b.txt', 'sub/c.json']],
    ['fileset(".", "none")', []],
  ])('%s', (text, expected) => {
    expect(of(text)).toMatchObject({ kind: 'set', items: expected });
  });
});

describe('templates', () => {
  it.each([
    ['templatefile("list.tftpl", {names = ["a", "b"]})', '- a\n- b\n'],
    ['templatefile("one.tftpl", {value = "x"})', 'x'],
    ['templatefile("escape.tftpl", {value = "x"})', 'a\\n"b" ${x} X'],
    ['templatefile("marker.tftpl", {value = 1})', 'TEMPLATE\n1\nTEMPLATE0\n'],
    ['templatefile("no-end.tftpl", {value = 1})', 'x 1\n'],
    ['templatestring("a $${v}", {v = 1})', 'a 1'],
    ['templatefile("a.txt", {})', 'hello é\n'],
  ])('%s', (text, expected) => {
    expect(of(text)).toBe(expected);
  });

  it('see their variables only, and fill no other template', () => {
    expect(of('templatefile("free.tftpl", {})')).toMatchObject({ kind: 'failure' });
    expect(of('templatefile("again.tftpl", {})')).toMatchObject({ kind: 'failure' });
    expect(of('templatefile("one.tftpl", {})')).toMatchObject({ kind: 'failure' });
    expect(of('templatefile("bad.tftpl", {value = 1})')).toMatchObject({ kind: 'failure' });
  });
});

it.each([
  'timestamp()',
  'plantimestamp()',
  'uuid()',
  'bcrypt("a")',
  'base64gzip("a")',
  'rsadecrypt("a", "b")',
  'abspath("a")',
  'pathexpand("~/a")',
])('%s is unknown, and says why', (text) => {
  const value = of(text);
  expect(value).toMatchObject({ kind: 'unknown' });
  expect(render(value).length).toBeGreaterThan(20);
});

it('setsymmetricdifference has what is in one set only', () => {
  expect(render(of('setsymmetricdifference(["a", "b"], ["b", "c"])'))).toBe('toset(["a", "c",])');
});

describe('types of variables', () => {
  const typed = (type: string, text: string): string => {
    const { value: expression } = parseExpressionText(type);
    if (expression === null) throw new Error(`${type} does not parse`);
    const found = typeConstraint(expression, scopeOf());
    if ('failure' in found) return `no type: ${found.failure.message}`;
    return render(convert(of(text), found.type, expression.at, newBudget()));
  };

  it.each([
    ['string', '1', '"1"'],
    ['number', '"1.5"', '1.5'],
    ['bool', '"true"', 'true'],
    ['any', '[1]', '[1,]'],
    ['list(string)', '[1, "a"]', 'tolist(["1", "a",])'],
    ['set(number)', '["2", 1]', 'toset([1, 2,])'],
    ['map(string)', '{a = 1}', 'tomap({"a" = "1"})'],
    ['tuple([string, number])', '[1, "2"]', '["1", 2,]'],
    ['object({a = string, b = optional(number, 5)})', '{a = 1, c = 2}', '{"a" = "1" "b" = 5}'],
    ['object({a = optional(string)})', '{}', '{"a" = null}'],
    ['object({a = optional(string, "x")})', '{a = null}', '{"a" = "x"}'],
    ['object({a = string})', '{a = null}', '{"a" = null}'],
    ['map(object({p = optional(list(string), ["*"])}))', '{x = {}}', 'tomap({"x" = {"p" = tolist(["*",])}})'],
    ['list(any)', '[1, "a"]', 'tolist(["1", "a",])'],
    ['string', 'null', 'null'],
    ['string', '[1]', 'error'],
    ['object({a = string})', '{}', 'error'],
    ['number', '"x"', 'error'],
    ['list(string)', '{a = 1}', 'error'],
    ['tuple([string])', '[]', 'error'],
    ['map', '{a = 1}', 'tomap({"a" = 1})'],
  ])('%s of %s', (type, text, expected) => {
    expect(typed(type, text)).toBe(expected);
  });

  it.each([
    'strin',
    'list(string, number)',
    'object([])',
    'tuple({})',
    'optional(string)',
    'list(var.x)',
    '1',
    'object({a = optional(string, var.x)})',
    'list()',
  ])('%s is no type', (type) => {
    expect(typed(type, '1')).toContain('no type: ');
  });
});
