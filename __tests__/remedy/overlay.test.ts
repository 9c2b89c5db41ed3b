/** A map with changed values is to whoever reads it the map that `new Map` would be. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withValue } from '../../src/remedy/overlay.js';

it('holds what a copy would hold, in the same order, however often it is changed', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(90), fc.nat())), (changes) => {
      const base = new Map(Array.from({ length: 91 }, (_, key) => [key, key] as const));
      let map: ReadonlyMap<number, number> = base;
      const copy = new Map(base);
      for (const [key, value] of changes) {
        map = withValue(map, key, value);
        copy.set(key, value);
        expect(map.get(key)).toBe(value);
      }
      expect([...map]).toEqual([...copy]);
      expect([...map.keys(), ...map.values()]).toEqual([...copy.keys(), ...copy.values()]);
      const seen: [number, number][] = [];
      map.forEach((value, key) => {
        seen.push([key, value]);
      });
      expect(seen).toEqual([...copy.entries()]);
      expect([map.size, map.has(90), map.has(91)]).toEqual([91, true, false]);
      expect([...base.values()]).toEqual([...base.keys()]);
    }),
    // More changes than are kept beside the map, too.
    { numRuns: 100, examples: [[Array.from({ length: 200 }, (_, i): [number, number] => [i % 91, i + 1000])]] },
  );
});
