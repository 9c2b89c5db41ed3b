/** Sets of IPv4 and IPv6 addresses, and the ways in which prefixes are written. */
import ipaddr from 'ipaddr.js';
import { containsAll, EMPTY, type Intervals, intersect, normalise, overlaps, subtract, union } from './intervals.js';

/** Addresses of both families. IPv4 addresses are numbers below 2^32, IPv6 addresses are `bigint`s below 2^128. */
export interface AddressSet {
  readonly v4: Intervals<number>;
  readonly v6: Intervals<bigint>;
}

export const NO_ADDRESSES: AddressSet = { v4: EMPTY, v6: EMPTY };
export const ALL_V4: Intervals<number> = [0, 2 ** 32];
export const ALL_V6: Intervals<bigint> = [0n, 1n << 128n];
export const ALL_ADDRESSES: AddressSet = { v4: ALL_V4, v6: ALL_V6 };

/**
 * Reads a CIDR prefix, a single address, or a range `10.0.0.1-10.0.0.9`, strictly: four decimal parts without leading zeros for IPv4,
 * a prefix length that fits. Bits behind the prefix length are ignored, as Azure does. `null` where it is none of these.
 */
export function parseAddresses(text: string): AddressSet | null {
  const trimmed = text.trim();
  const dash = trimmed.indexOf('-');
  if (dash > 0) {
    const low = parsePrefix(trimmed.slice(0, dash).trim());
    const high = parsePrefix(trimmed.slice(dash + 1).trim());
    if (low === null || high === null) return null;
    return rangeOf(low, high);
  }
  return parsePrefix(trimmed);
}

function parsePrefix(text: string): AddressSet | null {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const lengthText = slash < 0 ? null : text.slice(slash + 1);
  if (lengthText !== null && !/^(0|[1-9]\d{0,2})$/.test(lengthText)) return null;
  const v4 = parseV4(address);
  if (v4 !== null) {
    const length = lengthText === null ? 32 : Number(lengthText);
    if (length > 32) return null;
    const size = 2 ** (32 - length);
    const low = Math.floor(v4 / size) * size;
    return { v4: [low, low + size], v6: EMPTY };
  }
  const v6 = parseV6(address);
  if (v6 === null) return null;
  const length = lengthText === null ? 128 : Number(lengthText);
  if (length > 128) return null;
  const shift = BigInt(128 - length);
  const low = (v6 >> shift) << shift;
  return { v4: EMPTY, v6: [low, low + (1n << shift)] };
}

/** Four decimal numbers without leading zeros; read character by character, since a large network has millions of them. */
function parseV4(text: string): number | null {
  let value = 0;
  let part = -1;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      if (part < 0 || ++dots > 3) return null;
      value = value * 256 + part;
      part = -1;
    } else if (code < ZERO || code > NINE || part === 0) return null;
    else {
      part = part < 0 ? code - ZERO : part * 10 + code - ZERO;
      if (part > 255) return null;
    }
  }
  return dots === 3 && part >= 0 ? value * 256 + part : null;
}

const DOT = '.'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);
const NINE = '9'.charCodeAt(0);

function parseV6(text: string): bigint | null {
  if (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.IPv6.parse(text)
    .toByteArray()
    .reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function rangeOf(low: AddressSet, high: AddressSet): AddressSet | null {
  const [lowV4, highV4] = [low.v4[0], high.v4[1]];
  if (lowV4 !== undefined && highV4 !== undefined) return lowV4 < highV4 ? { v4: [lowV4, highV4], v6: EMPTY } : null;
  const [lowV6, highV6] = [low.v6[0], high.v6[1]];
  if (lowV6 !== undefined && highV6 !== undefined) return lowV6 < highV6 ? { v4: EMPTY, v6: [lowV6, highV6] } : null;
  return null;
}

export function unionOf(sets: readonly AddressSet[]): AddressSet {
  if (sets.length === 1 && sets[0] !== undefined) return sets[0];
  return { v4: normalise(sets.flatMap((set) => pairs(set.v4))), v6: normalise(sets.flatMap((set) => pairs(set.v6))) };
}

function pairs<T extends number | bigint>(set: Intervals<T>): (readonly [T, T])[] {
  const out: (readonly [T, T])[] = [];
  for (let i = 0; i < set.length; i += 2) out.push([set[i] as T, set[i + 1] as T]);
  return out;
}

export function unionAddresses(a: AddressSet, b: AddressSet): AddressSet {
  return { v4: union(a.v4, b.v4), v6: union(a.v6, b.v6) };
}

export function intersectAddresses(a: AddressSet, b: AddressSet): AddressSet {
  const v4 = intersect(a.v4, b.v4);
  const v6 = intersect(a.v6, b.v6);
  // What is all of one set is that set: callers compare by identity.
  return v4 === a.v4 && v6 === a.v6 ? a : v4 === b.v4 && v6 === b.v6 ? b : { v4, v6 };
}

export function subtractAddresses(a: AddressSet, b: AddressSet): AddressSet {
  const v4 = subtract(a.v4, b.v4);
  const v6 = subtract(a.v6, b.v6);
  return v4 === a.v4 && v6 === a.v6 ? a : { v4, v6 };
}

export function isEmptyAddresses(set: AddressSet): boolean {
  return set.v4.length === 0 && set.v6.length === 0;
}

export function containsAddresses(whole: AddressSet, part: AddressSet): boolean {
  return containsAll(whole.v4, part.v4) && containsAll(whole.v6, part.v6);
}

export function overlapsAddresses(a: AddressSet, b: AddressSet): boolean {
  return overlaps(a.v4, b.v4) || overlaps(a.v6, b.v6);
}

/** Prefixes that are never public: private use, shared, loopback, link local, multicast, reserved (IANA special-purpose registry). */
const SPECIAL = unionOf(
  [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    // Azure's own platform address (N11).
    '168.63.129.16/32',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '224.0.0.0/3',
    '::/3',
    'e000::/3',
    '4000::/2',
    '8000::/2',
    'c000::/3',
  ].map((prefix) => parseAddresses(prefix) ?? NO_ADDRESSES),
);

/** Addresses that the Internet routes. */
export const PUBLIC: AddressSet = subtractAddresses(ALL_ADDRESSES, SPECIAL);

/**
 * The prefixes of a set, in order, IPv4 first: the first `limit` of them and how many there are in all.
 * @param limit how many to write out
 */
export function formatPrefixes(
  set: AddressSet,
  limit = Number.POSITIVE_INFINITY,
): { readonly prefixes: readonly string[]; readonly count: number } {
  const prefixes: string[] = [];
  let count = 0;
  for (let i = 0; i < set.v4.length; i += 2) {
    const high = set.v4[i + 1] as number;
    for (let low = set.v4[i] as number; low < high; count++) {
      const bits = alignedV4(low, high);
      if (count < limit) prefixes.push(`${formatV4(low)}/${32 - bits}`);
      low += 2 ** bits;
    }
  }
  for (let i = 0; i < set.v6.length; i += 2) {
    const high = set.v6[i + 1] as bigint;
    for (let low = set.v6[i] as bigint; low < high; count++) {
      const bits = alignedV6(low, high);
      if (count < limit) prefixes.push(`${formatV6(low)}/${128 - bits}`);
      low += 1n << BigInt(bits);
    }
  }
  return { prefixes, count };
}

/** The largest power of two that `low` is a multiple of and that fits below `high`, as a number of bits. */
function alignedV4(low: number, high: number): number {
  // The lowest bit that is set, and the highest power of two in what is left; 2^32 is no 32-bit number.
  const multiple = low === 0 ? 32 : 31 - Math.clz32(low & -low);
  const size = high - low;
  const fitting = size >= 2 ** 32 ? 32 : 31 - Math.clz32(size);
  return Math.min(multiple, fitting);
}

/** {@link alignedV4} for IPv6. */
function alignedV6(low: bigint, high: bigint): number {
  let bits = 0;
  while (bits < 128 && (low & (1n << BigInt(bits))) === 0n && low + (1n << BigInt(bits + 1)) <= high) bits++;
  return bits;
}

/** `10.0.0.4`. */
export function formatV4(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** The canonical form of RFC 5952. */
export function formatV6(address: bigint): string {
  const bytes = Array.from({ length: 16 }, (_, i) => Number((address >> BigInt(8 * (15 - i))) & 255n));
  return new ipaddr.IPv6(bytes).toString();
}
