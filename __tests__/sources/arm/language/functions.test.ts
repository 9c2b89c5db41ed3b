/** Every function of the language against the table of cases. */
import { describe, expect, it } from '@jest/globals';
import { ExpressionError } from '../../../../src/sources/arm/language/errors.js';
import { evaluateString } from '../../../../src/sources/arm/language/evaluate.js';
import { FUNCTIONS, functionNamed } from '../../../../src/sources/arm/language/functions.js';
import { isOpen } from '../../../../src/sources/arm/language/values.js';
import { DECIDED, OPEN_CASES, REFUSED } from './cases.js';
import { shown, testScope } from './surroundings.js';

function value(expression: string): unknown {
  return shown(evaluateString(`[${expression}]`, testScope()));
}

function problemOf(expression: string): ExpressionError {
  try {
    evaluateString(`[${expression}]`, testScope());
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`${expression} was not refused`);
}

describe.each(Object.entries(DECIDED))('%s', (_, cases) => {
  it.each(cases.map(([expression, expected]) => ({ expression, expected })))(
    '$expression',
    ({ expression, expected }) => {
      expect(value(expression)).toEqual(expected);
    },
  );
});

describe.each(Object.entries(OPEN_CASES))('%s of what is open', (_, cases) => {
  it.each(cases.map(([expression, expected]) => ({ expression, expected })))(
    '$expression',
    ({ expression, expected }) => {
      expect(value(expression)).toEqual(expected);
    },
  );
});

describe('what Azure refuses is an error with its function and place', () => {
  it.each(REFUSED.map(([expression, problem]) => ({ expression, problem })))(
    '$expression',
    ({ expression, problem }) => {
      const error = problemOf(expression);
      expect(error.message).toMatch(problem);
      expect(error.at).toBeGreaterThanOrEqual(1);
      expect(error.text).toBe(`[${expression}]`);
    },
  );

  it('names the function that refused, and where its call begins', () => {
    const { functionName, at } = problemOf("concat('a', toLower(5))");
    expect({ functionName, at }).toEqual({ functionName: 'toLower', at: 13 });
  });
});

describe('the table of functions', () => {
  it('has each name once', () => {
    const names = FUNCTIONS.map(({ name }) => name.toLowerCase());
    expect(names).toEqual([...new Set(names)]);
  });

  it('has a case for each function', () => {
    const covered = new Set([...Object.keys(DECIDED), ...Object.keys(OPEN_CASES), 'fail']);
    const zones = /^to(Logical|Physical)Zones?$/;
    expect(FUNCTIONS.map(({ name }) => name).filter((name) => !covered.has(name) && !zones.test(name))).toEqual([]);
  });

  it('gives nothing but open values where a function is said to be open', () => {
    for (const { name, kind } of FUNCTIONS) {
      if (kind !== 'open') continue;
      expect(DECIDED[name]).toBeUndefined();
    }
  });

  it('finds functions in any case, and every list function', () => {
    expect(functionNamed('TOLOWER')?.name).toBe('toLower');
    expect(functionNamed('listAccountSas')?.name).toBe('list*');
    expect(functionNamed('list')).toBeNull();
    expect(functionNamed('constructor')).toBeNull();
  });

  it('leaves the result of a function that it does not know open, and no two of them the same', () => {
    expect(value("brandNew('a')")).toBe("?brandNew('a')");
    expect(isOpen(evaluateString("[equals(brandNew('a'), brandNew('a'))]", testScope()))).toBe(true);
  });
});
