/** A sensitive value may be computed with, and neither it nor what is made from it is ever shown. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's
import { describe, expect, it } from '@jest/globals';
import type { TfValue } from '../../../../src/sources/terraform/evaluation/types.js';
import { markSensitive, objectOf, summaryOf, tupleOf } from '../../../../src/sources/terraform/evaluation/values.js';
import { evaluated } from './evaluating.js';
import { render } from './render.js';

const SECRET = 'hunter2';
const values: Readonly<Record<string, TfValue>> = {
  'var.s': markSensitive(SECRET),
  'var.list': markSensitive(tupleOf([SECRET, 'b'])),
  'var.map': objectOf(new Map<string, TfValue>([['key', markSensitive(SECRET)]])),
  'var.yes': markSensitive(true),
};

const hidden = [
  'var.s',
  '"a${var.s}"',
  '"%{ if var.yes }a%{ endif }"',
  '"%{ for x in var.list }${x}%{ endfor }"',
  'upper(var.s)',
  'var.s == "x"',
  'var.yes && true',
  '!var.yes',
  'var.yes ? 1 : 2',
  'var.list[0]',
  '[1, 2][length(var.s) - 7]',
  'var.list[*]',
  '[for x in var.list : x]',
  '{for x in var.list : x => 1}',
  '{for x in ["a"] : var.s => x}',
  '[for x in [1] : x if var.yes]',
  '{(var.s) = 1}',
  'var.map.key',
  'lookup(var.map, "key", 1)',
  'values(var.map)[0]',
  'jsonencode(var.map)',
  'join(",", [var.s])',
  'contains([var.s], "x")',
  'toset([var.s])',
  'coalesce(var.s, "x")',
  'try(var.s, "x")',
  'flatten([var.list])',
  'concat(var.list, ["x"])',
  'distinct([var.s, "a"])',
  'zipmap([var.s], [1])',
  'format("%s", var.s)',
  'regex("h.*", var.s)',
  'sensitive("x")',
  'concat([var.list]...)',
  'templatestring("$${x}", {x = var.s})',
  'compact([var.s, "a"])',
  'var.yes ? {a = 1} : {a = 2}',
];

describe('sensitive values', () => {
  it.each(hidden)('%s is sensitive', (text) => {
    const value = evaluated(text, { values });
    expect(render(value)).toBe('(sensitive value)');
  });

  it.each([
    '{a = var.s, b = 1}',
    '[var.s, 1]',
    'merge(var.map, {b = 1})',
    'tolist([var.s])',
    'tomap(var.map)',
    'keys(var.map)',
    'concat([var.s], ["a"])',
    'reverse([var.s, 1])',
    'length([var.s])',
    'setproduct(["a"], [var.s])',
    'element([var.s], 0)',
  ])('%s does not show it', (text) => {
    const printed = render(evaluated(text, { values }));
    expect(printed).not.toContain(SECRET);
    expect(printed).not.toBe('error');
  });

  it('what only the keys of a map tell is not sensitive', () => {
    expect(render(evaluated('keys(var.map)', { values }))).toBe('["key",]');
    expect(render(evaluated('issensitive(var.map.key)', { values }))).toBe('true');
    expect(render(evaluated('nonsensitive(var.s)', { values }))).toBe(`"${SECRET}"`);
  });

  it('no failure holds a value', () => {
    const failing = [
      'tonumber(var.s)',
      'var.s + 1',
      '{a = 1}[var.s]',
      'regex(var.s, "x")',
      'cidrsubnet(var.s, 1, 1)',
      'jsondecode(var.s)',
      'yamldecode("{${var.s}")',
      'timeadd(var.s, "1h")',
      'formatdate(var.s, "2020-01-01T00:00:00Z")',
      'file(var.s)',
      'index(["a"], var.s)',
      'templatestring("%{ if ${var.s}", {})',
      'var.s.hunter',
      'parseint(var.s, 10)',
      'base64decode(var.s)',
    ];
    for (const text of failing.filter((each) => !each.includes('%{ if $'))) {
      const value = evaluated(text, { values });
      expect(value).toMatchObject({ kind: 'failure' });
      expect(JSON.stringify(value)).not.toContain(SECRET);
    }
  });

  it('every value that holds one says so', () => {
    expect(summaryOf(evaluated('[{a = [var.s]}]', { values })).sensitive).toBe(true);
    expect(summaryOf(evaluated('[{a = ["x"]}]', { values })).sensitive).toBe(false);
  });
});
