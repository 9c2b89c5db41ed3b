/** Hostile templates: no text crashes or hangs the interpreter, and bombs end by the budget before they grow. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExpressionError, LimitError } from '../../../../src/sources/arm/language/errors.js';
import { evaluateString } from '../../../../src/sources/arm/language/evaluate.js';
import type { ArmValue, Limits, Scope } from '../../../../src/sources/arm/language/types.js';
import { expressions } from './expressions.js';
import { shown, testScope } from './surroundings.js';

/** The value, or the error that the interpreter means to throw; anything else fails the test. */
function outcome(text: string, limits: Partial<Limits> = {}): { readonly value: ArmValue } | ExpressionError {
  try {
    return { value: evaluateString(text, testScope(limits)) };
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

describe('any text', () => {
  it('gives a value or an error with a place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const result = outcome(`[${text}]`);
        expect(result instanceof ExpressionError ? result.at <= text.length + 2 : true).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('made of the words of the language too', () => {
    const word = fc.constantFrom(
      'concat',
      '(',
      ')',
      '[',
      ']',
      '.',
      ',',
      "'",
      "'a'",
      '1',
      ' ',
      'parameters',
      "('ports')",
      '-',
      '𝒳',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        outcome(`[${words.join('')}]`);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('any expression', () => {
  it('gives a value or an error, and the same one twice but for what differs each time', () => {
    fc.assert(
      fc.property(expressions, (text) => {
        const [one, two] = [outcome(`[${text}]`), outcome(`[${text}]`)];
        if (one instanceof ExpressionError) expect(two).toMatchObject({ message: one.message, at: one.at });
        else expect(two instanceof ExpressionError ? two : shown(two.value)).toEqual(shown(one.value));
      }),
      { numRuns: 5_000 },
    );
  });
});

/** Doubles what `x` names, `times` times. */
function doubled(times: number, f: string, start: string): string {
  return `reduce(range(0, ${times}), ${start}, lambda('x', 'y', ${f}))`;
}

const X = "lambdaVariables('x')";

describe('a bomb ends by the budget', () => {
  it.each([
    ["padLeft('a', 2000000000)"],
    [doubled(60, `concat(${X}, ${X})`, "'aaaa'")],
    [doubled(60, `concat(${X}, ${X})`, 'createArray(1)')],
    [doubled(60, `createArray(${X}, ${X})`, 'createArray(1)')],
    [doubled(9999, `createArray(${X})`, '1')],
    [doubled(9999, `createObject('a', ${X})`, '1')],
    [doubled(9999, `if(parameters('flag'), createArray(${X}), 1)`, '1')],
    [doubled(60, `replace(${X}, 'a', 'aaaaaaaa')`, "'a'")],
    [doubled(60, `format('{0}{0}{0}', ${X})`, "'a'")],
    [doubled(60, `join(createArray(${X}, ${X}), ${X})`, "'a'")],
    [doubled(60, `string(createArray(${X}, ${X}))`, "'a'")],
    [doubled(60, `base64(${X})`, "'aaaaaaaaaaaaaaaaa'")],
    [`map(range(0, 10000), lambda('a', map(range(0, 10000), lambda('b', map(range(0, 10000), lambda('c', 1))))))`],
    [`map(range(0, 10000), lambda('a', range(0, 10000)))`],
    [`format('{0,1000000000}', 'a')`],
    [`json(concat('${'['.repeat(200)}', '${']'.repeat(200)}'))`],
    [
      `${'not('.repeat(140)}true()${')'.repeat(140)}`.replace(
        'true()',
        `map(range(0, 2), lambda('x', ${'not('.repeat(1)}true())))`,
      ),
    ],
  ])('%#: %.60s', (expression) => {
    const started = performance.now();
    const result = outcome(`[${expression}]`);
    expect(result).toBeInstanceOf(ExpressionError);
    // Generous for a busy machine; what is not held by a limit takes minutes or all memory.
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it('and is no mistake that a branch not taken may hide', () => {
    const limits = { steps: 1_000 };
    const bomb = `length(map(range(0, 5000), lambda('x', 1)))`;
    for (const text of [
      `and(parameters('flag'), equals(${bomb}, 1))`,
      `if(parameters('flag'), ${bomb}, 1)`,
      `coalesce(parameters('anything'), ${bomb})`,
    ])
      expect(outcome(`[${text}]`, limits)).toBeInstanceOf(LimitError);
  });

  it('that is spread over many expressions of one template is one bomb', () => {
    const scope = testScope({ items: 50_000 });
    const all = () => Array.from({ length: 10 }, () => evaluateString('[range(0, 9000)]', scope));
    expect(all).toThrow(LimitError);
  });
});

describe('large but honest values', () => {
  it('are read in time that grows with their size', () => {
    const scope = testScope();
    const expression = `length(objectKeys(toObject(map(range(0, 10000), lambda('i', format('name{0}', lambdaVariables('i')))), lambda('n', lambdaVariables('n')))))`;
    expect(evaluateString(`[${expression}]`, scope)).toBe(10_000);
    const unionAll = `length(union(range(0, 10000), range(5000, 10000)))`;
    expect(evaluateString(`[${unionAll}]`, scope)).toBe(15_000);
    const sorted = `sort(range(0, 10000), lambda('a', 'b', greater(lambdaVariables('a'), lambdaVariables('b'))))[0]`;
    expect(evaluateString(`[${sorted}]`, scope)).toBe(9_999);
  });
});

describe('depth', () => {
  /** A scope in which each variable needs the next one, `length` times. */
  function chain(length: number): Scope {
    const scope: Scope = {
      ...testScope(),
      variable: (name) =>
        Number(name) < length
          ? evaluateString(
              `[first(map(createArray(1), lambda('x', if(true(), concat('', variables('${Number(name) + 1}')), 1))))]`,
              scope,
            )
          : 'end',
    };
    return scope;
  }

  it('of variables that need variables ends by the budget and never by the stack', () => {
    expect(evaluateString("[variables('0')]", chain(100))).toBe('end');
    expect(() => evaluateString("[variables('0')]", chain(1_000))).toThrow(LimitError);
  });

  it('is given back where an expression fails', () => {
    const scope = testScope();
    for (let i = 0; i < 2_000; i++) expect(() => evaluateString('[concat(add(1, div(1, 0)))]', scope)).toThrow(/zero/);
    expect(scope.budget.depth).toBe(scope.budget.limits.depth);
  });
});
