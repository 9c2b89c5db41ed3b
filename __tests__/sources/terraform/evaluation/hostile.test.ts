/** Whatever the text: a value, within time, memory and stack. What costs too much is unknown, and names the limit. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { msg } from '../../../../src/azure/message.js';
import { newBudget } from '../../../../src/sources/terraform/evaluation/budget.js';
import { convert } from '../../../../src/sources/terraform/evaluation/convert.js';
import { evaluate } from '../../../../src/sources/terraform/evaluation/evaluate.js';
import { FUNCTIONS } from '../../../../src/sources/terraform/evaluation/functions/table.js';
import { fromPlain } from '../../../../src/sources/terraform/evaluation/plain.js';
import type { TfValue } from '../../../../src/sources/terraform/evaluation/types.js';
import { markSensitive, tupleOf, unknownOf } from '../../../../src/sources/terraform/evaluation/values.js';
import { parseExpressionText } from '../../../../src/sources/terraform/hcl/parser.js';
import { evaluated, scopeOf } from './evaluating.js';
import { render } from './render.js';

const nested = (open: string, inner: string, close: string, times: number) =>
  open.repeat(times) + inner + close.repeat(times);

const letters = 'a'.repeat(5000);

describe('limits', () => {
  it.each([
    ['text', `"${'${join("", [for i in range(1000) : var.long])}'.repeat(20)}"`],
    ['elements', 'setproduct(range(1000), range(1000), range(1000))'],
    ['elements', '[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : 1]]]'],
    ['steps', 'length([for a in range(1000) : [for b in range(1000) : sum(range(1000))][0]][0])'],
    ['text', 'format("%999999d%999999d", 1, 2)'],
    ['text', 'replace(var.long, "", var.long)'],
    ['text', 'indent(1000000, replace(var.long, "a", "\\n"))'],
    ['steps', 'regexall("(a*)*(b*)*(a|b)*c", replace(var.long, "a", "aaaaaaaaaaaaaaaaaaaa"))'],
    ['large', 'regex("((((a{100}){100}){100}){100})", "a")'],
    ['larger', 'pow(10, 400)'],
  ])('%s: %s', (_, text) => {
    const value = evaluated(text, {
      values: { 'var.long': letters },
      budget: newBudget({ steps: 2_000_000, text: 1_000_000, items: 200_000 }),
    });
    expect(value).toMatchObject({ kind: 'unknown' });
  });

  it('names what is used up, and stays so', () => {
    const budget = newBudget({ steps: 100 });
    const long = evaluated('[for i in range(50) : i + 1]', { budget });
    expect(render(long)).toContain('more steps than an evaluation may take');
    expect(evaluated('1 + 1', { budget })).toMatchObject({ kind: 'unknown' });
    expect(render(evaluated('try([for i in range(50) : i + 1], 1)', { budget: newBudget({ steps: 100 }) }))).toContain(
      'more steps',
    );
  });

  it('gives depth back', () => {
    const budget = newBudget({ depth: 10 });
    expect(render(evaluated(nested('(', '1', ')', 20), { budget }))).toContain('nested deeper');
    expect(evaluated('((1))', { budget })).toBe(1);
    expect(evaluated('try(nosuch(), 2)', { budget })).toBe(2);
    expect(budget.depth).toBe(10);
  });

  it('the usual depth fits the stack, also through other expressions', () => {
    // As a chain of locals: each asks for the next while it is evaluated.
    const { value: expression } = parseExpressionText('[for x in [{a = [local.next]}] : upper(x.a[0])][0]');
    if (expression === null) throw new Error('it parses');
    const base = scopeOf();
    const scope = { ...base, resolve: (): TfValue => evaluate(expression, scope) };
    expect(render(evaluate(expression, scope))).toContain('nested deeper');
  });

  it('values that hold others many times over end', () => {
    let value: TfValue = 'x';
    for (let level = 0; level < 60; level += 1) value = tupleOf([value, value]);
    const values = { 'local.bomb': value };
    for (const text of [
      'jsonencode(local.bomb)',
      'local.bomb == [1]',
      'flatten(local.bomb)',
      'toset(local.bomb)',
      'yamlencode([local.bomb])',
      'distinct([local.bomb])',
      '[local.bomb]',
    ]) {
      expect(evaluated(text, { values })).toMatchObject({ kind: 'unknown' });
    }
    expect(
      convert(value, { kind: 'list', element: 'dynamic' }, { offset: 0, line: 1, column: 1 }, newBudget()),
    ).toMatchObject({
      kind: 'unknown',
    });
  });

  it('values that are nested very deep end', () => {
    const deep = nested('[', '1', ']', 5000);
    expect(render(evaluated('jsondecode(var.j)', { values: { 'var.j': deep } }))).toContain('nested deeper');
    expect(evaluated('yamldecode(var.j)', { values: { 'var.j': deep } })).toMatchObject({ kind: 'unknown' });
    const dashes = `${'- '.repeat(5000)}1`;
    expect(evaluated('yamldecode(var.j)', { values: { 'var.j': dashes } })).toMatchObject({ kind: 'unknown' });
    let blocks = '';
    for (let level = 0; level < 1000; level += 1) blocks += `${' '.repeat(level)}a:\n`;
    expect(evaluated('yamldecode(var.j)', { values: { 'var.j': blocks } })).toMatchObject({ kind: 'unknown' });
  });

  it('yaml aliases that grow without end are refused', () => {
    const lines = ['a0: &a0 [x,x,x,x,x,x,x,x,x,x]'];
    for (let level = 1; level < 20; level += 1) {
      lines.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(',')}]`,
      );
    }
    expect(evaluated('yamldecode(var.y)', { values: { 'var.y': lines.join('\n') } })).toMatchObject({
      kind: 'failure',
    });
  });
});

describe('names of JavaScript', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is a name like any other', (name) => {
    expect(render(evaluated(`{${name} = 1}.${name}`))).toBe('1');
    expect(evaluated(`{}.${name}`)).toMatchObject({ kind: 'failure' });
    expect(evaluated(`{}["${name}"]`)).toMatchObject({ kind: 'failure' });
    expect(evaluated(`${name}(1)`)).toMatchObject({ kind: 'failure' });
    expect(evaluated(`var.${name}`)).toMatchObject({ kind: 'failure' });
    expect(render(evaluated(`jsondecode("{\\"${name}\\": 1}").${name}`))).toBe('1');
    expect(render(evaluated(`yamldecode("${name}: 1")["${name}"]`))).toBe('1');
    expect(render(evaluated(`merge({${name} = 1}, {a = 2})`))).toContain(`"${name}" = 1`);
    expect(render(evaluated(`lookup({}, "${name}", "none")`))).toBe('"none"');
    expect(evaluated(`regex("(?P<${name}>a)", "a")`)).toMatchObject({ kind: 'object' });
    expect(render(evaluated(`replace("a", "/a/", "$${name}")`))).toBe('""');
  });
});

const leaf = fc.oneof(
  fc.constantFrom(
    'null',
    'true',
    'false',
    '0',
    '1',
    '-1',
    '2.5',
    '1e20',
    '""',
    '"a"',
    '"10.0.0.0/8"',
    '"2020-01-01T00:00:00Z"',
  ),
  fc.constantFrom(
    'var.u',
    'var.s',
    'var.deep',
    'var.list',
    'var.none',
    '"\\\\d+"',
    '"%s%d"',
    '"[1"',
    '"/a*/"',
    '"é👨‍👩‍👧"',
  ),
  fc.string({ maxLength: 12 }).map((text) =>
    JSON.stringify(text)
      .replace(/[$%]/g, 'x')
      .replace(/\\[bf/]/g, ' '),
  ),
);
const functionNames = fc.constantFrom(...FUNCTIONS.keys(), 'try', 'can');

const { expression: expressions } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc
      .tuple(functionNames, fc.array(tie('expression'), { maxLength: 3 }), fc.boolean())
      .map(([name, args, spread]) => `${name}(${args.join(', ')}${spread && args.length > 0 ? '...' : ''})`),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(tie('expression'), tie('expression')), { maxLength: 3 })
      .map((items) => `{${items.map(([key, value]) => `(${key}) = ${value}`).join(', ')}}`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '>=', '&&', '||'),
        tie('expression'),
      )
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a})[${b}]`),
    tie('expression').map((a) => `(${a})[*].a`),
    tie('expression').map((a) => `"x\${${a}}%{ if ${a} }y%{ endif }%{ for v in ${a} }\${v}%{ endfor }"`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `[for k, v in ${a} : ${b} if v != k]`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `{for k, v in ${a} : k => ${b}...}`),
    tie('expression').map((a) => `!(${a})`),
  ),
}));

const values = {
  'var.u': unknownOf(msg`var.u has no value`, ['var.u']),
  // A word that no reason of ours has in it, unlike "secret".
  'var.s': markSensitive('XYZZYQ'),
  'var.deep': fromPlain({ a: [{ b: [1, null, 'x'] }], c: 'd' }),
  'var.list': tupleOf(['a', 1, true, null, unknownOf(msg`an element is open`)]),
};

it('any expression has a value, which shows no secret', () => {
  fc.assert(
    fc.property(expressions, (text) => {
      const { value: expression } = parseExpressionText(text);
      if (expression === null) return;
      const budget = newBudget({ steps: 200_000, text: 500_000, items: 50_000 });
      const value = evaluate(expression, scopeOf({ values, budget }));
      const printed = render(value);
      if (!text.includes('nonsensitive')) {
        expect(printed).not.toMatch(/xyzzyq|58595a5a|qyzzyx|WFlaWllR/i);
      }
    }),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 3000) },
  );
});

it('any regular expression ends', () => {
  const pattern = fc.array(
    fc.constantFrom(
      'a',
      'b',
      '(',
      ')',
      '|',
      '*',
      '+',
      '?',
      '{2,3}',
      '[a-b]',
      '^',
      '$',
      '\\b',
      '.',
      '(?:',
      '(?i)',
      '\\d',
      '[^a]',
    ),
    {
      maxLength: 14,
    },
  );
  fc.assert(
    fc.property(pattern, fc.stringMatching(/^[ab1 ]{0,60}$/), (parts, subject) => {
      const text = `regexall(var.pattern, ${JSON.stringify(subject)})`;
      const value = evaluated(text, { values: { 'var.pattern': parts.join('') } });
      expect(value).toMatchObject({ kind: expect.stringMatching(/^(list|failure)$/) });
    }),
    { numRuns: 1000 },
  );
});

it('a regular expression finds what JavaScript finds, where both have the same words', () => {
  const words = [
    'a',
    'b',
    '1',
    'a*',
    'b+',
    'a?',
    'b{2,3}',
    'a{2}',
    '[ab]*?',
    '[^a]',
    '.',
    '\\d+',
    '\\b',
    '^',
    '$',
    '|',
    '\\w{1,2}?',
    '(?:a|b1)',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...words), { maxLength: 8 }),
      fc.stringMatching(/^[ab1 ]{0,30}$/),
      (parts, subject) => {
        const pattern = `(?:${parts.join('')})`;
        const found = evaluated('try(regex(var.pattern, var.subject), null)', {
          values: { 'var.pattern': pattern, 'var.subject': subject },
        });
        expect(found).toBe(new RegExp(pattern).exec(subject)?.[0] ?? null);
      },
    ),
    { numRuns: 2000 },
  );
});

it('any bytes of a template file give a value', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array()), (content) => {
      const value = evaluated('templatefile("t", {a = 1})', { files: { t: content } });
      expect(['string', 'number', 'object', 'boolean']).toContain(typeof value);
    }),
    { numRuns: 500 },
  );
});
