/**
 * The space of packets: sets of packets as lists of boxes, a box being one set per dimension. Exact intersection, difference and emptiness,
 * so that a first-match evaluation is "what remains" shrinking rule by rule; no packet is ever enumerated.
 */
import {
  type AddressSet,
  ALL_ADDRESSES,
  containsAddresses,
  intersectAddresses,
  isEmptyAddresses,
  NO_ADDRESSES,
  overlapsAddresses,
  subtractAddresses,
  unionAddresses,
} from '../azure/addresses.js';
import { intersectPatterns, isEmptyPatterns, type PatternSet, subtractPatterns } from '../azure/host-patterns.js';
import { containsAll, intersect, overlaps, subtract } from '../azure/intervals.js';
import type { PortSet } from '../azure/ports.js';

/**
 * One end of a packet: addresses, and parts that have no addresses in the input (a service tag without a tag list, a host without a DNS answer,
 * a subnet whose prefix is known only after apply). `parts` is a bit per part; what a bit means is up to who made the set.
 */
export interface EndSet {
  readonly addresses: AddressSet;
  readonly parts: bigint;
}

export const NO_END: EndSet = { addresses: NO_ADDRESSES, parts: 0n };
/** Bits for parts: as many as any universe uses. */
const ALL_PARTS = (1n << 512n) - 1n;
export const ANY_END: EndSet = { addresses: ALL_ADDRESSES, parts: ALL_PARTS };

/** A set of packets that is a product of one set per dimension. `null`: every value of the dimension. */
export interface Box {
  /** The end inside the scope: source of outbound packets, destination of inbound ones. */
  readonly local: EndSet | null;
  /** The source port. */
  readonly sourcePorts: PortSet | null;
  /** The other end. */
  readonly remote: EndSet | null;
  /** The destination port. */
  readonly ports: PortSet | null;
  /** The host name that the packet's HTTP request or TLS handshake carries. */
  readonly hosts: PatternSet;
  /** The URL path of the request. */
  readonly paths: PatternSet;
}

/** Any set of packets: a union of boxes, which may overlap only where they came from overlapping input. */
export type Packets = readonly Box[];

export const ANY_BOX: Box = { local: null, sourcePorts: null, remote: null, ports: null, hosts: null, paths: null };

export function unionEnds(a: EndSet, b: EndSet): EndSet {
  return { addresses: unionAddresses(a.addresses, b.addresses), parts: a.parts | b.parts };
}

export function intersectEnds(a: EndSet, b: EndSet): EndSet {
  if (a === b) return a;
  const addresses = intersectAddresses(a.addresses, b.addresses);
  const parts = a.parts === 0n ? 0n : a.parts & b.parts;
  return addresses === a.addresses && parts === a.parts ? a : { addresses, parts };
}

export function subtractEnds(a: EndSet, b: EndSet): EndSet {
  if (a === b) return NO_END;
  const addresses = subtractAddresses(a.addresses, b.addresses);
  const parts = a.parts === 0n ? 0n : a.parts & ~b.parts;
  return addresses === a.addresses && parts === a.parts ? a : { addresses, parts };
}

export function isEmptyEnd(set: EndSet): boolean {
  return set.parts === 0n && isEmptyAddresses(set.addresses);
}

export function containsEnd(whole: EndSet, part: EndSet): boolean {
  return (part.parts & ~whole.parts) === 0n && containsAddresses(whole.addresses, part.addresses);
}

export function overlapsEnds(a: EndSet, b: EndSet): boolean {
  if (a === b) return !isEmptyEnd(a);
  return overlapsAddresses(a.addresses, b.addresses) || (a.parts & b.parts) !== 0n;
}

/** What a dimension has to offer. Only called with both sets present. */
interface Dimension<T> {
  readonly intersect: (a: T, b: T) => T;
  readonly subtract: (a: T, b: T) => T;
  readonly isEmpty: (a: T) => boolean;
}

const PORTS: Dimension<PortSet> = { intersect, subtract, isEmpty: (ports) => ports.length === 0 };
const ENDS: Dimension<EndSet> = { intersect: intersectEnds, subtract: subtractEnds, isEmpty: isEmptyEnd };
const HOSTS: Dimension<NonNullable<PatternSet>> = {
  intersect: (a, b) => intersectPatterns(a, b, 'host') ?? [],
  subtract: (a, b) => subtractPatterns(a, b, 'host') ?? [],
  isEmpty: isEmptyPatterns,
};
const PATHS: Dimension<NonNullable<PatternSet>> = {
  intersect: (a, b) => intersectPatterns(a, b, 'path') ?? [],
  subtract: (a, b) => subtractPatterns(a, b, 'path') ?? [],
  isEmpty: isEmptyPatterns,
};

/** Whether the boxes share a packet, hosts and paths aside: `false` is certain. */
export function overlapsBox(a: Box, b: Box): boolean {
  // Ports first: they are the cheapest to compare and part most rules from most requirements.
  if (a.ports !== null && b.ports !== null && !overlaps(a.ports, b.ports)) return false;
  if (a.remote !== null && b.remote !== null && !overlapsEnds(a.remote, b.remote)) return false;
  if (a.local !== null && b.local !== null && !overlapsEnds(a.local, b.local)) return false;
  return a.sourcePorts === null || b.sourcePorts === null || overlaps(a.sourcePorts, b.sourcePorts);
}

/** Both boxes' packets; `null` where there are none. */
export function intersectBox(a: Box, b: Box): Box | null {
  if (!overlapsBox(a, b)) return null;
  const hosts = both(HOSTS, a.hosts, b.hosts);
  if (hosts !== null && hosts.length === 0) return null;
  const paths = both(PATHS, a.paths, b.paths);
  if (paths !== null && paths.length === 0) return null;
  return {
    local: both(ENDS, a.local, b.local),
    sourcePorts: both(PORTS, a.sourcePorts, b.sourcePorts),
    remote: both(ENDS, a.remote, b.remote),
    ports: both(PORTS, a.ports, b.ports),
    hosts,
    paths,
  };
}

function both<T>(dimension: Dimension<T>, a: T | null, b: T | null): T | null {
  return a === null ? b : b === null ? a : dimension.intersect(a, b);
}

/** Packets of `a` that are not in `b`: at most one box per dimension in which `b` is narrower. Dimensions of `a` must be given where `b`'s are. */
export function subtractBox(a: Box, b: Box): Packets {
  const shared = intersectBox(a, b);
  if (shared === null) return [a];
  const out: Box[] = [];
  let rest = a;
  const cut = <K extends keyof Box>(key: K, dimension: Dimension<NonNullable<Box[K]>>) => {
    const theirs = b[key];
    if (theirs === null) return;
    const mine = rest[key];
    const outside = dimension.subtract((mine ?? WHOLE[key]) as NonNullable<Box[K]>, theirs as NonNullable<Box[K]>);
    if (!dimension.isEmpty(outside)) out.push({ ...rest, [key]: outside });
    rest = { ...rest, [key]: shared[key] };
  };
  cut('ports', PORTS);
  cut('remote', ENDS);
  cut('local', ENDS);
  cut('sourcePorts', PORTS);
  cut('hosts', HOSTS);
  cut('paths', PATHS);
  return out;
}

/** Every value of a dimension, written out: only needed where a box that leaves it open is cut. */
const WHOLE: { readonly [K in keyof Box]: NonNullable<Box[K]> } = {
  local: ANY_END,
  remote: ANY_END,
  sourcePorts: [0, 65536],
  ports: [0, 65536],
  hosts: [{ of: { wildcard: true, text: '' }, except: [] }],
  // Every path begins so: a rule for `pypi.org/*` is for all of the host.
  paths: [{ of: { wildcard: true, text: '/' }, except: [] }],
};

export function intersectPackets(a: Packets, b: Packets): Packets {
  const out: Box[] = [];
  for (const left of a) {
    for (const right of b) {
      const shared = intersectBox(left, right);
      if (shared !== null) out.push(shared);
    }
  }
  return out;
}

export function subtractPackets(a: Packets, b: Packets): Packets {
  let rest = a;
  for (const box of b) {
    if (rest.length === 0) break;
    rest = rest.flatMap((piece) => subtractBox(piece, box));
  }
  return rest;
}

/** Whether every packet of `part` is in `whole`. */
export function containsPackets(whole: Packets, part: Packets): boolean {
  return subtractPackets(part, whole).length === 0;
}

/** Whether a port set holds all of another; for callers that look at one dimension only. */
export function coversPorts(whole: PortSet | null, part: PortSet): boolean {
  return whole === null || containsAll(whole, part);
}
