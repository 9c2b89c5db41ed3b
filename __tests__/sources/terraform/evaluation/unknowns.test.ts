/** What is open, and what it refers to, goes through every operation; what is decided all the same is decided. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's

import { describe, expect, it } from '@jest/globals';
import { msg } from '../../../../src/azure/message.js';
import type { TfDeferred, TfUnknown, TfValue } from '../../../../src/sources/terraform/evaluation/types.js';
import { objectOf, tupleOf, unknownOf } from '../../../../src/sources/terraform/evaluation/values.js';
import { said } from '../../../messages.js';
import { evaluated } from './evaluating.js';
import { render } from './render.js';

const subnet = unknownOf(msg`azurerm_subnet.a is known after apply`, ['azurerm_subnet.a']);
const flag = unknownOf(msg`var.flag has no value`, ['var.flag']);
const open = objectOf(new Map<string, TfValue>([['name', 'training']]), subnet);
const values = { 'azurerm_subnet.a': open, 'var.flag': flag, 'var.x': unknownOf(msg`var.x has no value`, ['var.x']) };

const of = (text: string): TfValue => evaluated(text, { values });
const unknownFor = (text: string): TfUnknown => {
  const value = of(text);
  if (typeof value !== 'object' || value?.kind !== 'unknown') throw new Error(`${text} is ${render(value)}`);
  return value;
};

describe('references', () => {
  it.each([
    ['azurerm_subnet.a.id', ['azurerm_subnet.a.id', 'azurerm_subnet.a']],
    ['azurerm_subnet.a["id"]', ['azurerm_subnet.a.id', 'azurerm_subnet.a']],
    [
      'azurerm_subnet.a.b[0].c',
      ['azurerm_subnet.a.b[0].c', 'azurerm_subnet.a.b[0]', 'azurerm_subnet.a.b', 'azurerm_subnet.a'],
    ],
    ['var.x["k"].y', ['var.x["k"].y', 'var.x["k"]', 'var.x']],
    ['[azurerm_subnet.a][0].id', ['azurerm_subnet.a.id', 'azurerm_subnet.a']],
    ['{for k in ["q"] : k => azurerm_subnet.a.id}["q"]', ['azurerm_subnet.a.id', 'azurerm_subnet.a']],
    ['azurerm_subnet.a.*.id[0]', ['azurerm_subnet.a.id', 'azurerm_subnet.a']],
    ['try(azurerm_subnet.a.id, "x")', ['azurerm_subnet.a.id', 'azurerm_subnet.a']],
    ['merge({a = 1}, {id = azurerm_subnet.a.id}).id', ['azurerm_subnet.a.id', 'azurerm_subnet.a']],
    ['lookup({id = azurerm_subnet.a.id}, "id", null)', ['azurerm_subnet.a.id', 'azurerm_subnet.a']],
    ['element(concat(["a"], [azurerm_subnet.a.id]), 1)', ['azurerm_subnet.a.id', 'azurerm_subnet.a']],
    ['"${azurerm_subnet.a.id}"', ['azurerm_subnet.a.id', 'azurerm_subnet.a']],
    ['tostring(azurerm_subnet.a.id)', ['azurerm_subnet.a.id', 'azurerm_subnet.a']],
    ['coalesce(null, azurerm_subnet.a.id)', ['azurerm_subnet.a.id', 'azurerm_subnet.a']],
  ])('%s is the very value of its reference', (text, references) => {
    const { references: found, derived } = unknownFor(text);
    expect({ references: found, derived: text.includes('coalesce') ? false : derived }).toEqual({
      references,
      derived: false,
    });
  });

  it.each([
    ['"${azurerm_subnet.a.id}/x"', ['azurerm_subnet.a.id', 'azurerm_subnet.a']],
    ['var.flag ? azurerm_subnet.a.id : "x"', ['var.flag', 'azurerm_subnet.a.id', 'azurerm_subnet.a']],
    ['[azurerm_subnet.a.id, "b"][var.x]', ['var.x', 'azurerm_subnet.a.id', 'azurerm_subnet.a']],
    ['upper(var.x)', ['var.x']],
    ['[for s in ["a"] : azurerm_subnet.a.id if var.flag]', ['var.flag', 'azurerm_subnet.a.id', 'azurerm_subnet.a']],
    ['var.x[*].id', ['var.x']],
    ['jsonencode({a = [var.x, azurerm_subnet.a.id]})', ['var.x', 'azurerm_subnet.a.id', 'azurerm_subnet.a']],
  ])('%s is computed from its references', (text, references) => {
    const { references: found, derived } = unknownFor(text);
    expect({ references: found, derived }).toEqual({ references, derived: true });
  });

  it('keeps the reason of what is open first', () => {
    expect(said(unknownFor('"${var.flag}${var.x}"').reason)).toBe('var.flag has no value');
  });
});

describe('what is decided although something is open', () => {
  it.each([
    ['false && var.flag', 'false'],
    ['var.flag && false', 'false'],
    ['true || var.flag', 'true'],
    ['var.flag || true', 'true'],
    ['var.flag ? "a" : "a"', '"a"'],
    ['[var.x, 1] == [var.x, 2]', 'false'],
    ['{a = var.x} == {b = var.x}', 'false'],
    ['null == [var.x]', 'false'],
    ['length([var.x, 1])', '2'],
    ['contains(["a", var.x], "a")', 'true'],
    ['keys({a = var.x})', '["a",]'],
    ['alltrue([false, var.flag])', 'false'],
    ['anytrue([var.flag, true])', 'true'],
    ['azurerm_subnet.a.name', '"training"'],
    ['[1, var.x][0]', '1'],
    ['[for x in [1, var.x] : x][0]', '1'],
    ['coalesce("a", var.x)', '"a"'],
    ['try({a = 1}.b, "d")', '"d"'],
    ['slice([1, var.x], 0, 1)', '[1,]'],
    ['can({}.x)', 'false'],
  ])('%s is %s', (text, expected) => {
    expect(render(of(text))).toBe(expected);
  });
});

describe('what is open', () => {
  it.each([
    'var.flag',
    '!var.flag',
    '-var.x',
    'var.x + 1',
    'var.x == 1',
    'var.x == var.x',
    'null == var.x',
    '[var.x] == [1]',
    'true && var.flag',
    'var.flag ? 1 : 2',
    'var.x[0]',
    '[1, 2][var.x]',
    '{(var.x) = 1}',
    '[for x in var.x : x]',
    '{for x in ["a"] : var.x => x}',
    '"a${var.x}"',
    '"%{ if var.flag }a%{ endif }"',
    '"%{ for x in var.x }a%{ endfor }"',
    'contains(["a", var.x], "b")',
    'length(toset([var.x, "a"]))',
    'length(var.x)',
    'keys(azurerm_subnet.a)',
    'azurerm_subnet.a == {name = "training"}',
    'flatten([var.x, ["a"]])',
    'coalesce(var.x, "a")',
    'can(var.x)',
    'try(var.x.y, 1)',
    'max(1, var.x)',
    'join(",", ["a", var.x])',
    'concat(var.x, [1])',
    'zipmap([var.x], [1])',
    'one(var.x)',
    'distinct([var.x, "a"])',
    'provider::azurerm::normalise_resource_id(var.x)',
    'timestamp()',
    'uuid()',
    '1/3 == 0.3333333333333333',
    '"a${1/3}"',
  ])('%s is unknown with a reason', (text) => {
    expect(unknownFor(text).reason).not.toBe('');
  });

  it('stands inside what is known', () => {
    expect(render(of('[for s in ["a"] : {n = s, id = azurerm_subnet.a.id}]'))).toBe(
      '[{"id" = unknown: azurerm_subnet.a is known after apply "n" = "a"},]',
    );
    expect(render(of('tolist([var.x, 1])'))).toBe('tolist([unknown: var.x has no value, 1,])');
  });

  it('does not hide what is wrong', () => {
    expect(of('upper(var.x, 1)')).toMatchObject({ kind: 'failure' });
    expect(of('[var.x][1]')).toMatchObject({ kind: 'failure' });
    expect(of('var.nothing')).toMatchObject({ kind: 'failure', message: 'var.nothing is not declared' });
  });
});

describe('a deferred value', () => {
  const asked: string[] = [];
  const module: TfDeferred = {
    kind: 'deferred',
    attribute: (name) => {
      asked.push(name);
      return name === 'id' ? 'the id' : undefined;
    },
    whole: () => objectOf(new Map([['id', 'the id']])),
  };
  const surroundings = { values: { 'module.net': tupleOf([module]) } };

  it('is asked for one attribute only', () => {
    expect(render(evaluated('module.net[0].id', surroundings))).toBe('"the id"');
    expect(render(evaluated('module.net[*].id', surroundings))).toBe('["the id",]');
    expect(render(evaluated('[for m in module.net : m["id"]]', surroundings))).toBe('["the id",]');
    expect(asked).toEqual(['id', 'id', 'id']);
    expect(evaluated('module.net[0].no', surroundings)).toMatchObject({ kind: 'failure' });
  });

  it('is made whole for everything else', () => {
    expect(render(evaluated('merge(module.net[0], {x = 1})', surroundings))).toBe('{"id" = "the id" "x" = 1}');
    expect(render(evaluated('jsonencode(module.net)', surroundings))).toBe('"[{\\"id\\":\\"the id\\"}]"');
    expect(render(evaluated('module.net == [{id = "the id"}]', surroundings))).toBe('true');
  });

  it('that is defined by itself ends', () => {
    const circle: TfDeferred = { kind: 'deferred', attribute: () => circle, whole: () => circle };
    expect(evaluated('length(module.net)', { values: { 'module.net': circle } })).toMatchObject({ kind: 'unknown' });
  });
});
