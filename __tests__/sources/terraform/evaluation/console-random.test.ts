/** Random expressions of known values, put to Terraform's console and to us. Where it has a value, we have the same, or none. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newBudget } from '../../../../src/sources/terraform/evaluation/budget.js';
import { evaluate } from '../../../../src/sources/terraform/evaluation/evaluate.js';
import { FUNCTIONS } from '../../../../src/sources/terraform/evaluation/functions/table.js';
import { parseExpressionText } from '../../../../src/sources/terraform/hcl/parser.js';
import { askConsole, hasTerraform } from './console.js';
import { scopeOf } from './evaluating.js';
import { render } from './render.js';

const leaf = fc.constantFrom(
  'true',
  'false',
  '0',
  '1',
  '2',
  '-1',
  '2.5',
  '""',
  '"a"',
  '"b"',
  '"1"',
  '"true"',
  '"a,b"',
  '","',
  '"10.0.0.0/16"',
  '["b", "a"]',
  '[1, 2, 2]',
  '[]',
  '{}',
  '{a = 1, b = 2}',
  '{a = "x", b = [1]}',
  'tolist(["a", "b"])',
  'toset(["b", "a"])',
  'tomap({a = 1})',
  '[["a"], ["b", "c"]]',
  '[{a = 1}, {a = 2}]',
  'toset([1, 2])',
  '[true, false]',
);
/** What gives another answer each time, reads files, or is known to differ. */
const LEFT_OUT =
  /^(timestamp|plantimestamp|uuid|bcrypt|rsadecrypt|file.*|templatefile|templatestring|base64gzip|abspath|pathexpand|log|nonsensitive|sensitive|issensitive|ephemeralasnull|element|setsymmetricdifference|cidrsubnet)$/;
const names = fc.constantFrom(...[...FUNCTIONS.keys()].filter((name) => !LEFT_OUT.test(name)), 'try', 'can');

/**
 * Null is left out by itself, because we do not tell the null of a string from any other.
 * Branches of conditionals are kept right by `try`: to Terraform an operation that is wrong has a type all the same, to us it has none. `&&` and `||`
 * are left out, since from 1.12 on they do not look at what no longer decides, and we follow that.
 */
const { expression: expressions } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc
      .tuple(names, fc.array(tie('expression'), { minLength: 1, maxLength: 3 }))
      .map(([name, args]) => `${name}(${args.join(', ')})`),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `{a = ${a}, c = ${b}}`),
    fc
      .tuple(fc.constantFrom('true', 'false'), tie('expression'), tie('expression'))
      .map(([a, b, c]) => `(${a} ? try(${b}, "x") : try(${c}, 1))`),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '*', '%', '==', '!=', '<'), tie('expression'))
      .map(([a, o, b]) => `(${a} ${o} ${b})`),
    fc.tuple(tie('expression'), leaf).map(([a, b]) => `(${a})[${b}]`),
    tie('expression').map((a) => `(${a})[*].a`),
    tie('expression').map((a) => `"x\${${a}}"`),
    tie('expression').map((a) => `[for k, v in ${a} : v]`),
    tie('expression').map((a) => `{for k, v in ${a} : k => v}`),
    tie('expression').map((a) => `{for k, v in ${a} : v => k...}`),
  ),
}));

const test = hasTerraform() ? it : it.skip;

test('the console has no other value', () => {
  const runs = Number(process.env['CONSOLE_RUNS'] ?? 300);
  const texts = [
    ...new Set(
      fc.sample(expressions, { numRuns: runs, ...(process.env['SEED'] ? { seed: Number(process.env['SEED']) } : {}) }),
    ),
  ];
  const differences: string[] = [];
  for (let start = 0; start < texts.length; start += 100) {
    const batch = texts.slice(start, start + 100);
    const asked = askConsole(batch);
    for (const [index, text] of batch.entries()) {
      const { value: expression } = parseExpressionText(text);
      const ours = expression === null ? 'error' : render(evaluate(expression, scopeOf({ budget: newBudget() })));
      if (asked[index] !== 'error' && ours !== asked[index] && !/unknown: |about a number/.test(ours))
        differences.push(`${text}\n  terraform: ${asked[index]}\n  ours: ${ours}`);
    }
  }
  expect(differences).toEqual([]);
});
