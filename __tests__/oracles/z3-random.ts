/** Choices that a seed decides, so that a disagreement can be made again. */

export interface Random {
  /** A whole number below `bound`. */
  readonly below: (bound: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(all: readonly [T, ...T[]]) => T;
  /** `n` different ones, or all. */
  readonly some: <T>(all: readonly T[], n: number) => readonly T[];
  /** One of several, each with a weight. */
  readonly weighted: <T>(...all: readonly (readonly [weight: number, make: () => T])[]) => T;
}

/** mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (all) => all[below(all.length)] ?? all[0],
    some: (all, n) => {
      const left = [...all];
      return Array.from({ length: Math.min(n, all.length) }, () => left.splice(below(left.length), 1)).flat();
    },
    weighted: (...all) => {
      let left = next() * all.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, make] of all) {
        left -= weight;
        if (left < 0) return make();
      }
      const last = all.at(-1);
      if (last === undefined) throw new Error('nothing to choose from');
      return last[1]();
    },
  };
}
