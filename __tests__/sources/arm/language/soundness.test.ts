/** What is said of an expression with open values holds whatever they turn out to be: random expressions, open at first and decided then. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExpressionError } from '../../../../src/sources/arm/language/errors.js';
import { evaluateString } from '../../../../src/sources/arm/language/evaluate.js';
import { fromJson } from '../../../../src/sources/arm/language/from-json.js';
import { type ArmValue, OPEN, type Open } from '../../../../src/sources/arm/language/types.js';
import { isArray, isObject, isOpen, memberOf, typeOf } from '../../../../src/sources/arm/language/values.js';
import { expressions } from './expressions.js';
import { testScope } from './surroundings.js';

const RUNS = Number(process.env['ORACLE_RUNS'] ?? 10_000);

function answer(text: string, decided: Readonly<Record<string, ArmValue>>): { readonly value: ArmValue } | null {
  try {
    return { value: evaluateString(`[${text}]`, testScope({}, decided)) };
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}

/** Whether a value is one of those that the earlier answer left possible. */
function covers(before: ArmValue, after: ArmValue): boolean {
  // Functions that are open by nature stay so.
  if (isOpen(after) && !isOpen(before)) return false;
  if (isOpen(before)) return coversOpen(before, after);
  if (isArray(before)) return isArray(after) && coversList(before, after);
  if (!isObject(before)) return before === after;
  if (!isObject(after) || Object.keys(after).length !== Object.keys(before).length) return false;
  return Object.entries(before).every(([name, value]) => {
    const other = memberOf(after, name);
    return other !== undefined && covers(value, other);
  });
}

function coversOpen(before: Open, after: ArmValue): boolean {
  const { type, parts, members, alternatives, segment } = before[OPEN];
  const found = typeOf(after);
  if (type !== null && found !== null && type !== found) return false;
  if (segment && typeof after === 'string' && after.includes('/')) return false;
  if (alternatives !== null && !isOpen(after) && !alternatives.some((one) => covers(one, after))) return false;
  if (members !== null && isObject(after)) {
    for (const [name, value] of Object.entries(members)) {
      const other = memberOf(after, name);
      if (other === undefined || !covers(value, other)) return false;
    }
  }
  if (parts === null || typeof after !== 'string') return true;
  const pattern = parts.map((part) =>
    typeof part === 'string' ? part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : '[^]*',
  );
  return new RegExp(`^${pattern.join('')}$`, 'u').test(after);
}

/** Rests stand for any number of elements. */
function coversList(before: readonly ArmValue[], after: readonly ArmValue[]): boolean {
  const [first, ...others] = before;
  if (first === undefined) return after.length === 0;
  if (isOpen(first) && first[OPEN].spread)
    return Array.from({ length: after.length + 1 }).some((_, taken) => coversList(others, after.slice(taken)));
  const [one, ...rest] = after;
  return one !== undefined && covers(first, one) && coversList(others, rest);
}

const text = fc.constantFrom('', 'a', 'A', 'ab', 'b/a', '10.0.0.0/8', '1');
const list = fc.array(fc.constantFrom(1, 'a', 'b', 443, null, true), { maxLength: 3 });
const thing = fc.dictionary(fc.constantFrom('a', 'name', 'b'), fc.constantFrom(1, 'a', null), { maxKeys: 3 });
const decisions = fc.record({
  later: text,
  anything: fc.oneof(text, list, thing, fc.constantFrom(null, 5, true)),
  list,
  thing,
  flag: fc.boolean(),
  number: fc.constantFrom(0, 1, -1, 5),
});

describe('an answer in which something is open', () => {
  it('leaves possible what the answer is once all is decided', () => {
    fc.assert(
      fc.property(expressions, decisions, (expression, json) => {
        const before = answer(expression, {});
        const decided = Object.fromEntries(Object.entries(json).map(([name, one]) => [name, fromJson(one) ?? null]));
        const after = answer(expression, decided);
        // Where Azure refuses the expression, nothing is deployed and any answer holds.
        if (after === null) return;
        expect(before).not.toBeNull();
        if (before !== null && !covers(before.value, after.value)) expect(after.value).toEqual(before.value);
      }),
      { numRuns: RUNS },
    );
  });

  it('is not called equal to another one that turns out to differ', () => {
    fc.assert(
      fc.property(expressions, expressions, decisions, (a, b, json) => {
        const verdict = answer(`equals(${a}, ${b})`, {});
        if (verdict === null || typeof verdict.value !== 'boolean') return;
        const decided = Object.fromEntries(Object.entries(json).map(([name, one]) => [name, fromJson(one) ?? null]));
        const after = answer(`equals(${a}, ${b})`, decided);
        if (after === null || isOpen(after.value)) return;
        expect(after.value).toBe(verdict.value);
      }),
      { numRuns: RUNS },
    );
  });
});
