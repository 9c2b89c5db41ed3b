/** Answers of a leg that sees neither host names nor paths: packets that differ in nothing else have one answer, worked out once. */
import { equal } from '../azure/intervals.js';
import type { PortSet } from '../azure/ports.js';
import type { LegKind } from './finding.js';
import type { Part } from './part.js';
import type { Box, EndSet, Packets } from './space.js';

/** Answers to bare packets, in buckets of equal ports. */
export type SharedAnswers = Map<string, Answer[]>;

interface Answer {
  readonly bare: Packets;
  readonly parts: readonly Part[];
}

/** So many answers to packets of equal ports are kept: what earlier legs have cut apart seldom comes again. */
const MOST_KEPT = 8;

/**
 * The parts that `answer` makes of packets, from an earlier answer where only hosts or paths differ.
 * @param answer the leg itself; it must not look at `hosts` and `paths`
 */
export function sharedAnswer(
  packets: Packets,
  kind: LegKind,
  answers: SharedAnswers,
  answer: (bare: Packets) => readonly Part[],
): readonly Part[] {
  const [first] = packets;
  if (first === undefined) return answer(packets);
  const { hosts, paths } = first;
  // Packets whose hosts differ among themselves would have to be told apart again.
  if (packets.some((box) => box.hosts !== hosts || box.paths !== paths)) return answer(packets);
  const key = [kind, ...packets.flatMap(({ ports, sourcePorts }) => [portKey(ports), portKey(sourcePorts)])].join('|');
  const bucket = answers.get(key) ?? [];
  answers.set(key, bucket);
  const known = bucket.find(({ bare }) => bare.every((box, i) => sameEnds(box, packets[i])));
  if (known !== undefined) return known.parts.map((part) => ({ ...part, packets: dress(part.packets, hosts, paths) }));
  const bare = dress(packets, null, null);
  const parts = answer(bare);
  if (bucket.length < MOST_KEPT) bucket.push({ bare, parts });
  return parts.map((part) => ({ ...part, packets: dress(part.packets, hosts, paths) }));
}

function dress(packets: Packets, hosts: Box['hosts'], paths: Box['paths']): Packets {
  return packets.map((box) => ({ ...box, hosts, paths }));
}

function portKey(ports: PortSet | null): string {
  return ports === null ? '*' : ports.join();
}

function sameEnds(a: Box, b: Box | undefined): boolean {
  return b !== undefined && sameEnd(a.local, b.local) && sameEnd(a.remote, b.remote);
}

function sameEnd(a: EndSet | null, b: EndSet | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a === b || (a.parts === b.parts && equal(a.addresses.v4, b.addresses.v4) && equal(a.addresses.v6, b.addresses.v6))
  );
}
