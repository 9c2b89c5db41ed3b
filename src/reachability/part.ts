/** What a leg answers: packets with their fate, and the steps that decided it. Legs follow one another; what the first denies never meets the next. */
import type { Message } from '../azure/message.js';
import type { RawStep } from './finding.js';
import { intersectPackets, type Packets, subtractPackets } from './space.js';

export type Fate = 'allowed' | 'denied' | 'unknown';

export interface Part {
  readonly packets: Packets;
  readonly fate: Fate;
  readonly steps: readonly RawStep[];
  /** For `unknown`: the value that decides it. */
  readonly waitsFor: Message | null;
}

/** A place on the way. */
export type Leg = (packets: Packets) => readonly Part[];

/** Sends packets through legs in order: allowed by all is allowed, denied by one is denied, whatever is open elsewhere. */
export function through(packets: Packets, legs: readonly Leg[]): readonly Part[] {
  let parts: readonly Part[] = [{ packets, fate: 'allowed', steps: [], waitsFor: null }];
  for (const leg of legs) {
    parts = parts.flatMap((before) => {
      if (before.fate === 'denied' || before.packets.length === 0) return [before];
      return leg(before.packets).map((after) => ({
        packets: after.packets,
        fate: before.fate === 'unknown' && after.fate === 'allowed' ? 'unknown' : after.fate,
        steps: [...before.steps, ...after.steps],
        waitsFor: after.fate === 'denied' ? null : (before.waitsFor ?? after.waitsFor),
      }));
    });
  }
  return parts;
}

/**
 * The fate of packets that go one of several ways, it is open which: only what all ways allow is allowed, only what all deny is denied.
 * @param waitsFor what decides between the ways
 */
export function eitherWay(packets: Packets, ways: readonly Leg[], waitsFor: Message): readonly Part[] {
  const [first, ...others] = ways;
  if (first === undefined) return [{ packets, fate: 'unknown', steps: [], waitsFor }];
  let parts = first(packets);
  for (const way of others) {
    parts = parts.flatMap((part) =>
      way(part.packets).map((other) => {
        const agree = part.fate === other.fate && part.fate !== 'unknown';
        return {
          packets: other.packets,
          fate: agree ? part.fate : ('unknown' as const),
          steps: [...part.steps, ...other.steps],
          waitsFor: agree ? null : waitsFor,
        };
      }),
    );
  }
  return parts;
}

/** All packets of the parts with one fate. */
export function packetsOf(parts: readonly Part[], fate: Fate): Packets {
  return parts.filter((part) => part.fate === fate).flatMap(({ packets }) => packets);
}

/** Cuts parts to some packets; parts with none of them fall away. */
export function within(parts: readonly Part[], packets: Packets): readonly Part[] {
  return parts.flatMap((part) => {
    const kept = intersectPackets(part.packets, packets);
    return kept.length === 0 ? [] : [{ ...part, packets: kept }];
  });
}

/** Cuts packets out of parts. */
export function outside(parts: readonly Part[], packets: Packets): readonly Part[] {
  return parts.flatMap((part) => {
    const kept = subtractPackets(part.packets, packets);
    return kept.length === 0 ? [] : [{ ...part, packets: kept }];
  });
}
