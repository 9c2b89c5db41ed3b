/** The algebra of intervals, against plain sets of small numbers; `bigint`s follow the same laws. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  contains,
  containsAll,
  EMPTY,
  equal,
  type Intervals,
  intersect,
  interval,
  normalise,
  overlaps,
  subtract,
  union,
} from '../../src/azure/intervals.js';

const SIZE = 120;
const NUMBERS = Array.from({ length: SIZE }, (_, i) => i);

/** Any pairs, upside down and empty ones included. */
const pairs = fc.array(fc.tuple(fc.nat(SIZE), fc.nat(SIZE)), { maxLength: 24 });
const few = fc.array(fc.tuple(fc.nat(SIZE), fc.nat(SIZE)), { maxLength: 2 });
/** Many small intervals with small gaps. */
const comb = fc
  .array(fc.boolean(), { minLength: SIZE, maxLength: SIZE })
  .map((inside) => inside.flatMap((yes, n): (readonly [number, number])[] => (yes ? [[n, n + 1]] : [])));
/** Long against short lists too: those take a way of their own. */
const two = fc.oneof(fc.tuple(pairs, pairs), fc.tuple(few, comb), fc.tuple(comb, few));

function naive(of: readonly (readonly [number, number])[]): ReadonlySet<number> {
  return new Set(NUMBERS.filter((n) => of.some(([low, high]) => low <= n && n < high)));
}

function members(set: Intervals<number>): ReadonlySet<number> {
  return new Set(NUMBERS.filter((n) => set.some((low, i) => i % 2 === 0 && low <= n && n < (set[i + 1] ?? low))));
}

function isNormal(set: Intervals<number>): boolean {
  return set.length % 2 === 0 && set.every((bound, i) => i === 0 || (set[i - 1] ?? bound) < bound);
}

describe('intervals', () => {
  it('are normalised from any pairs: sorted, disjoint, neighbours joined', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const set = normalise(list);
        expect(isNormal(set)).toBe(true);
        expect(members(set)).toEqual(naive(list));
      }),
    );
  });

  it.each([
    ['union', union, (a: boolean, b: boolean) => a || b],
    ['intersection', intersect, (a: boolean, b: boolean) => a && b],
    ['difference', subtract, (a: boolean, b: boolean) => a && !b],
  ] as const)('have the %s of plain sets, and stay normal', (_, operation, keep) => {
    fc.assert(
      fc.property(two, ([left, right]) => {
        const [a, b] = [naive(left), naive(right)];
        const result = operation(normalise(left), normalise(right));
        expect(isNormal(result)).toBe(true);
        expect(members(result)).toEqual(new Set(NUMBERS.filter((n) => keep(a.has(n), b.has(n)))));
      }),
      { numRuns: 300 },
    );
  });

  it('contain, overlap and equal as plain sets do', () => {
    fc.assert(
      fc.property(two, fc.nat(SIZE), ([left, right], n) => {
        const [a, b] = [naive(left), naive(right)];
        const [x, y] = [normalise(left), normalise(right)];
        expect(contains(x, n)).toBe(a.has(n));
        expect(containsAll(x, y)).toBe([...b].every((each) => a.has(each)));
        expect(overlaps(x, y)).toBe([...b].some((each) => a.has(each)));
        expect(equal(x, y)).toBe(a.size === b.size && [...a].every((each) => b.has(each)));
      }),
      { numRuns: 300 },
    );
  });

  it('of a part and its complement are the whole', () => {
    fc.assert(
      fc.property(two, ([left, right]) => {
        const [a, b] = [normalise(left), normalise(right)];
        expect(union(subtract(a, b), intersect(a, b))).toEqual(a);
        expect(subtract(subtract(a, b), a)).toEqual([]);
      }),
    );
  });

  it('of bigints are those of numbers', () => {
    const big = (set: Intervals<number>): Intervals<bigint> => set.map(BigInt);
    fc.assert(
      fc.property(two, ([left, right]) => {
        const [a, b] = [normalise(left), normalise(right)];
        expect(subtract(big(a), big(b))).toEqual(big(subtract(a, b)));
        expect(union(big(a), big(b))).toEqual(big(union(a, b)));
        expect(intersect(big(a), big(b))).toEqual(big(intersect(a, b)));
      }),
    );
  });

  it('hold their low end and not their high one', () => {
    expect(interval(80, 81)).toEqual([80, 81]);
    expect(interval(80, 80)).toEqual([]);
    expect(interval(81, 80)).toEqual([]);
    expect([contains([80, 81], 80), contains([80, 81], 81), contains(EMPTY, 0)]).toEqual([true, false, false]);
    // Neighbours do not overlap, and joined they are one.
    expect(overlaps([0, 5], [5, 9])).toBe(false);
    expect(union([0, 5], [5, 9])).toEqual([0, 9]);
  });
});
