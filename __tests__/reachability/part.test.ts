/** Legs one after the other, and ways of which one is taken (N7: both must allow). */

import { describe, expect, it } from '@jest/globals';
import { msg } from '../../src/azure/message.js';
import type { Fate, Leg, Part } from '../../src/reachability/part.js';
import { eitherWay, outside, packetsOf, through, within } from '../../src/reachability/part.js';
import { ANY_BOX, type Packets } from '../../src/reachability/space.js';

const all: Packets = [ANY_BOX];
const on = (low: number, high: number): Packets => [{ ...ANY_BOX, ports: [low, high] }];

function step(resource: string) {
  return { leg: 'route', resource, rule: null, action: 'route', priority: null, location: null } as const;
}

/** A leg that does the same to all packets. */
function leg(fate: Fate, name: string): Leg {
  return (packets) => [
    { packets, fate, steps: [step(name)], waitsFor: fate === 'unknown' ? msg`${name}'s value` : null },
  ];
}

function names(part: Part | undefined): readonly string[] {
  return (part?.steps ?? []).map(({ resource }) => resource);
}

describe('through legs', () => {
  it.each<readonly [Fate, Fate, Fate]>([
    ['allowed', 'allowed', 'allowed'],
    ['allowed', 'denied', 'denied'],
    ['denied', 'allowed', 'denied'],
    ['unknown', 'allowed', 'unknown'],
    ['allowed', 'unknown', 'unknown'],
    ['unknown', 'denied', 'denied'],
    ['unknown', 'unknown', 'unknown'],
  ])('%s, then %s is %s (N7)', (first, second, expected) => {
    const [part, ...others] = through(all, [leg(first, 'a'), leg(second, 'b')]);
    expect(others).toEqual([]);
    expect(part?.fate).toBe(expected);
    // What the first denies never meets the second.
    expect(names(part)).toEqual(first === 'denied' ? ['a'] : ['a', 'b']);
  });

  it('an unknown waits for the first value that is open, and a denied one for none', () => {
    const waits = (...fates: readonly Fate[]) =>
      through(
        all,
        fates.map((fate, i) => leg(fate, `${i}`)),
      )[0]?.waitsFor;
    expect(waits('unknown', 'unknown')).toEqual("0's value");
    expect(waits('allowed', 'unknown')).toEqual("1's value");
    expect(waits('unknown', 'allowed')).toEqual("0's value");
    expect(waits('unknown', 'denied')).toBeNull();
  });

  it('none of them, everything is allowed', () => {
    expect(through(all, [])).toEqual([{ packets: all, fate: 'allowed', steps: [], waitsFor: null }]);
  });
});

describe('either way', () => {
  it.each<readonly [Fate, Fate, Fate]>([
    ['allowed', 'allowed', 'allowed'],
    ['denied', 'denied', 'denied'],
    ['allowed', 'denied', 'unknown'],
    ['unknown', 'denied', 'unknown'],
    ['unknown', 'unknown', 'unknown'],
  ])('%s or %s is %s', (first, second, expected) => {
    const [part] = eitherWay(all, [leg(first, 'a'), leg(second, 'b')], msg`which`);
    expect(part).toMatchObject({ fate: expected, waitsFor: expected === 'unknown' ? 'which' : null });
    expect(names(part)).toEqual(['a', 'b']);
  });

  it('of one way is that way, of three needs all three to agree, of none is open', () => {
    expect(eitherWay(all, [leg('denied', 'a')], msg`which`)[0]?.fate).toBe('denied');
    const three = (last: Fate) =>
      eitherWay(all, [leg('allowed', 'a'), leg('allowed', 'b'), leg(last, 'c')], msg`which`)[0]?.fate;
    expect([three('allowed'), three('denied')]).toEqual(['allowed', 'unknown']);
    expect(eitherWay(all, [], msg`which`)[0]).toMatchObject({ fate: 'unknown', waitsFor: 'which' });
  });
});

describe('parts', () => {
  const parts: readonly Part[] = [
    { packets: on(0, 10), fate: 'allowed', steps: [], waitsFor: null },
    { packets: on(10, 20), fate: 'denied', steps: [], waitsFor: null },
  ];

  it('are cut to packets, cut by them, and told apart by fate', () => {
    expect(within(parts, on(5, 15)).map(({ packets }) => packets[0]?.ports)).toEqual([
      [5, 10],
      [10, 15],
    ]);
    expect(outside(parts, on(0, 15)).map(({ fate, packets }) => [fate, packets[0]?.ports])).toEqual([
      ['denied', [15, 20]],
    ]);
    expect(packetsOf(parts, 'denied')).toEqual(on(10, 20));
    expect(packetsOf(parts, 'unknown')).toEqual([]);
  });
});
