/**
 * First match over ordered entries in three values. What an entry certainly matches leaves with it; what it may match goes on with the entry
 * remembered, so that each piece of the answer carries every entry that may have decided it. A piece with one decider is decided; a verdict over
 * several holds only if they agree.
 */
import type { Message } from '../azure/message.js';
import { type Box, intersectBox, overlapsBox, type Packets, subtractPackets } from './space.js';

/** One rule, route or default: what it matches for certain and at most, and what it then does. */
export interface Entry<L> {
  readonly must: Packets;
  /** Contains `must`. The same list where the entry is decided. */
  readonly may: Packets;
  readonly label: L;
  /** Names what would decide between `must` and `may`. */
  readonly reason: Message | null;
}

/** Packets, and the entries that may decide them; the last is the one that certainly matches, where there is one. */
export interface Piece<L> {
  readonly packets: Packets;
  readonly deciders: readonly Entry<L>[];
}

/**
 * Runs packets through entries in order.
 * @param outcome what an entry does, as a word: entries with equal words need not be told apart
 * @param worst how many different words there are: a piece that may have met all of them is open whatever follows
 * @returns the pieces, together all of `packets`; a piece without a certain decider has met the end of the list
 */
export function firstMatch<L>(
  packets: Packets,
  entries: Iterable<Entry<L>>,
  outcome: (label: L) => string,
  worst: number,
): readonly Piece<L>[] {
  const done = new Map<string, { packets: Box[]; deciders: readonly Entry<L>[] }>();
  // Pieces still under way, by the entries they may have met before.
  let open: { packets: Packets; met: readonly Entry<L>[] }[] = [{ packets, met: [] }];
  const numbers = new Map<Entry<L>, number>();
  const number = (entry: Entry<L>) => {
    const known = numbers.get(entry) ?? numbers.size;
    numbers.set(entry, known);
    return known;
  };
  const finish = (part: Packets, deciders: readonly Entry<L>[]) => {
    if (part.length === 0) return;
    const key = deciders.map(number).join();
    const same = done.get(key);
    if (same === undefined) done.set(key, { packets: [...part], deciders });
    else same.packets.push(...part);
  };

  for (const entry of entries) {
    if (!open.some(({ packets: before }) => touches(before, entry.may))) continue;
    const decided = entry.must === entry.may;
    const next: typeof open = [];
    for (const piece of open) {
      const { packets: before, met } = piece;
      const touched = shared(before, entry.may);
      if (touched.length === 0) {
        next.push(piece);
        continue;
      }
      const matched = decided ? touched : shared(before, entry.must);
      finish(matched, [...met, entry]);
      const rest = matched.length === 0 ? before : subtractPackets(before, entry.must);
      if (decided) {
        if (rest.length > 0) next.push({ packets: rest, met });
        continue;
      }
      const perhaps = shared(rest, entry.may);
      if (perhaps.length > 0) {
        const words = new Set([...met, entry].map(({ label }) => outcome(label)));
        const newWord = !met.some(({ label }) => outcome(label) === outcome(entry.label));
        const nowMet = newWord ? [...met, entry] : met;
        if (words.size >= worst) finish(perhaps, nowMet);
        else next.push({ packets: perhaps, met: nowMet });
      }
      const beyond = perhaps.length === 0 ? rest : subtractPackets(rest, entry.may);
      if (beyond.length > 0) next.push({ packets: beyond, met });
    }
    open = merge(next, number);
    if (open.length === 0) break;
  }
  for (const { packets: rest, met } of open) finish(rest, met);
  return [...done.values()];
}

/** Whether any packet is in both: most entries are passed by, and this makes nothing. */
function touches(packets: Packets, by: Packets): boolean {
  for (const piece of packets) for (const box of by) if (overlapsBox(piece, box)) return true;
  return false;
}

/** Packets of both; boxes of the second list are cut so that none is counted twice. */
function shared(packets: Packets, by: Packets): Packets {
  if (by.length === 1) {
    const box = by[0];
    if (box === undefined) return [];
    const out: Box[] = [];
    for (const piece of packets) {
      const common = intersectBox(piece, box);
      if (common !== null) out.push(common);
    }
    return out;
  }
  const out: Box[] = [];
  let rest = packets;
  for (const box of by) {
    if (rest.length === 0) break;
    for (const piece of rest) {
      const common = intersectBox(piece, box);
      if (common !== null) out.push(common);
    }
    rest = subtractPackets(rest, [box]);
  }
  return out;
}

/** Joins pieces that have met the same entries. */
function merge<L>(
  pieces: { packets: Packets; met: readonly Entry<L>[] }[],
  number: (entry: Entry<L>) => number,
): { packets: Packets; met: readonly Entry<L>[] }[] {
  if (pieces.length < 2) return pieces;
  const byMet = new Map<string, { packets: Box[]; met: readonly Entry<L>[] }>();
  for (const { packets, met } of pieces) {
    const key = met.map(number).join();
    const same = byMet.get(key);
    if (same === undefined) byMet.set(key, { packets: [...packets], met });
    else same.packets.push(...packets);
  }
  return [...byMet.values()];
}
