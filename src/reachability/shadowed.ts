/** Rules that can never match, since earlier rules decide everything they are about: exact by the sets of the engine, near-linear in the number of rules (N1, F2). */
import { NO_ADDRESSES } from '../azure/addresses.js';
import { EMPTY, type Intervals } from '../azure/intervals.js';
import { ALL_PORTS } from '../azure/ports.js';
import { ANY_BOX, ANY_END, type Box, type EndSet, overlapsBox, type Packets, subtractBox } from './space.js';

/** What one rule takes from those behind it, and what it waits for itself. Kept apart since one tag holds another only in the first. */
export interface Claim {
  /** A bit for each protocol that the rule is for. */
  readonly protocols: number;
  /** What it matches for certain; `null`: perhaps nothing. */
  readonly takes: Box | null;
  /** What it matches at most; `null`: it is not asked about. */
  readonly wants: Box | null;
}

/** All protocols, those without a name of their own too. */
export const ALL_PROTOCOLS = 0b1111111;
const PROTOCOL_BITS: ReadonlyMap<string, number> = new Map([
  ['tcp', 1],
  ['udp', 2],
  ['icmp', 4],
  ['icmpv6', 8],
  ['esp', 16],
  ['ah', 32],
]);

/** The bits of a protocol as rules write it (N3, F7); 0 for what is none. */
export function protocolBits(written: string): number {
  const name = written.trim().toLowerCase();
  return name === '*' || name === 'any' ? ALL_PROTOCOLS : (PROTOCOL_BITS.get(name) ?? 0);
}

/** A rule that never matches, and the earlier ones that decide in its place; both by their position in the list. */
export interface Shadow {
  readonly rule: number;
  readonly by: readonly number[];
}

/** How many comparisons one rule may cost on average before a list is given up. */
const COMPARISONS = 64;

/**
 * Which claims of a list in the order of evaluation can never match.
 * @returns `null` where telling would take too long: the rules overlap in very many ways
 */
export function shadows(claims: readonly Claim[]): readonly Shadow[] | null {
  const index = claimIndex();
  const out: Shadow[] = [];
  let budget = 1000 + COMPARISONS * claims.length;
  for (const [at, claim] of claims.entries()) {
    const first = claim.wants === null || claim.protocols === 0 ? null : firstPacket(claim.wants);
    const near = first === null ? [] : index.at(first);
    budget -= near.length;
    const mayCompare = () => {
      budget -= at;
      return budget >= 0;
    };
    const by = first === null ? null : hiders(claims, at, near, first, mayCompare);
    if (budget < 0) return null;
    // What a hidden rule takes, others have taken before.
    if (by === null) index.add(at, claim.takes);
    else out.push({ rule: at, by });
  }
  return out;
}

/**
 * What hides one rule, or `null`. Whatever does hides its first packet, and most rules are told by that.
 * @param near the rules before it that may take its first packet
 * @param mayCompare whether there is time to compare the rule with all before it
 */
function hiders(
  claims: readonly Claim[],
  at: number,
  near: readonly number[],
  first: Packet,
  mayCompare: () => boolean,
): readonly number[] | null {
  const { protocols = 0, wants = null } = claims[at] ?? {};
  if (wants === null) return null;
  const found = near.filter((i) => holds(claims[i], first, protocols));
  if (found.length === 0) return null;
  const whole = found.find((i) => hides(claims[i], wants, protocols));
  if (whole !== undefined) return [whole];
  return mayCompare() ? hiddenByMany(claims, at, wants, protocols) : null;
}

/** One packet of a rule. */
interface Packet {
  /** Of the far end: a part's bit, or an IPv4 address. */
  readonly far: bigint | number | 'v6';
  readonly box: Box;
}

function firstPacket({ local, remote, ports, sourcePorts }: Box): Packet | null {
  const [here, there] = [firstOf(local ?? ANY_END), firstOf(remote ?? ANY_END)];
  const [port, sourcePort] = [(ports ?? ALL_PORTS)[0], (sourcePorts ?? ALL_PORTS)[0]];
  if (here === null || there === null || port === undefined || sourcePort === undefined) return null;
  const one = { ports: [port, port + 1], sourcePorts: [sourcePort, sourcePort + 1] };
  return { far: there.key, box: { ...ANY_BOX, ...one, local: here.end, remote: there.end } };
}

/** One place of an end: the last of its parts, or its first address. For every address that is a part which no name has. */
function firstOf({ addresses, parts }: EndSet): { readonly key: Packet['far']; readonly end: EndSet } | null {
  if (parts > 0n) {
    const key = 1n << BigInt(parts.toString(16).length * 4 - 4 + Math.floor(Math.log2(leadingDigit(parts))));
    return { key, end: { addresses: NO_ADDRESSES, parts: key } };
  }
  const v4 = addresses.v4[0];
  if (v4 !== undefined) return { key: v4, end: { addresses: { v4: [v4, v4 + 1], v6: EMPTY }, parts: 0n } };
  const v6 = addresses.v6[0];
  return v6 === undefined ? null : { key: 'v6', end: { addresses: { v4: EMPTY, v6: [v6, v6 + 1n] }, parts: 0n } };
}

function leadingDigit(parts: bigint): number {
  return Number.parseInt(parts.toString(16).charAt(0), 16);
}

/** Whether a rule takes this packet. */
function holds(claim: Claim | undefined, packet: Packet, protocols: number): boolean {
  if (claim === undefined || claim.takes === null || (claim.protocols & protocols) === 0) return false;
  return overlapsBox(claim.takes, packet.box);
}

function hides(claim: Claim | undefined, wants: Box, protocols: number): boolean {
  if (claim === undefined || claim.takes === null || (protocols & ~claim.protocols) !== 0) return false;
  return subtractBox(wants, claim.takes).length === 0;
}

/** Several rules together hide one where they do for each of its protocols. */
function hiddenByMany(claims: readonly Claim[], at: number, wants: Box, protocols: number): readonly number[] | null {
  const by = new Set<number>();
  for (let bit = 1; bit <= ALL_PROTOCOLS; bit <<= 1) {
    if ((protocols & bit) === 0) continue;
    let rest: Packets = [wants];
    for (let i = 0; i < at && rest.length > 0 && rest.length < COMPARISONS; i++) {
      const { takes = null, protocols: theirs = 0 } = claims[i] ?? {};
      if (takes === null || (theirs & bit) === 0 || !overlapsBox(wants, takes)) continue;
      const next = rest.flatMap((box) => subtractBox(box, takes));
      if (next.length !== rest.length || next.some((box, n) => box !== rest[n])) by.add(i);
      rest = next;
    }
    if (rest.length > 0) return null;
  }
  return [...by].sort((a, b) => a - b);
}

/** Earlier rules by what of the far end they take. */
interface ClaimIndex {
  readonly add: (at: number, takes: Box | null) => void;
  /** The rules that may hold this packet's far end. */
  readonly at: (packet: Packet) => readonly number[];
}

/** Fields of more prefixes than these are rare and looked at every time. */
const MOST_INTERVALS = 16;

function claimIndex(): ClaimIndex {
  const everywhere: number[] = [];
  const byPart = new Map<bigint, number[]>();
  const byBlock = new Map<number, number[]>();
  const sizes = new Set<number>();
  const push = <K>(map: Map<K, number[]>, key: K, at: number) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [at]);
    else list.push(at);
  };
  return {
    add: (at, takes) => {
      if (takes === null) return;
      const remote: EndSet | null = takes.remote;
      if (remote === null || remote.addresses.v6.length > 0 || remote.addresses.v4.length > 2 * MOST_INTERVALS) {
        everywhere.push(at);
        return;
      }
      for (let { parts } = remote; parts > 0n; parts &= parts - 1n) push(byPart, parts & -parts, at);
      for (const [size, low] of blocks(remote.addresses.v4)) {
        sizes.add(size);
        push(byBlock, blockKey(size, low), at);
      }
    },
    at: ({ far }) => {
      if (far === 'v6') return everywhere;
      if (typeof far === 'bigint') return [...everywhere, ...(byPart.get(far) ?? [])];
      const lists = [...sizes].map((size) => byBlock.get(blockKey(size, Math.floor(far / size) * size)) ?? EMPTY);
      return [...everywhere, ...lists.flat()];
    },
  };
}

function blockKey(size: number, low: number): number {
  // A block of size 2^n starts at a multiple of it: the sum with half the size is different for every block.
  return low * 2 + size;
}

/** The blocks of aligned powers of two that a set of IPv4 addresses is made of. */
function blocks(set: Intervals<number>): readonly (readonly [size: number, low: number])[] {
  const out: (readonly [number, number])[] = [];
  for (let i = 0; i < set.length; i += 2) {
    let low = set[i] as number;
    const high = set[i + 1] as number;
    while (low < high) {
      let size = 1;
      while (low % (size * 2) === 0 && low + size * 2 <= high) size *= 2;
      out.push([size, low]);
      low += size;
    }
  }
  return out;
}
