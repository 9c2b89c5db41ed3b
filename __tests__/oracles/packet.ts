/** What the oracle's packets are made of, and the naive reading of one field of one rule. */
import type { Link, Network } from '../../src/azure/model.js';
import { isUnknown, type Value } from '../../src/azure/value.js';

/** One address, and what Microsoft says it belongs to. */
export interface Point {
  readonly name: string;
  readonly address: string;
  /** Tags that hold it, in lower case. */
  readonly tags: readonly string[];
  /** In the virtual network or a peered one, or anywhere else (T5). */
  readonly place: 'network' | 'public';
  /** Its number among the far points of the question, for `subset:` tokens of worlds. */
  readonly index?: number;
}

export interface Packet {
  readonly direction: 'outbound' | 'inbound';
  readonly protocol: 'tcp' | 'udp';
  /** The compute's own address. */
  readonly near: Point;
  /** The other end. */
  readonly far: Point;
  readonly sourcePort: number;
  readonly port: number;
  readonly host: string | null;
  readonly path: string | null;
  /** The FQDN tag of Azure Firewall that lists the host (F11). */
  readonly fqdnTag?: string;
}

/** Where compute is, in a network without unknown values. */
export interface World {
  readonly network: Network;
  readonly subnet: string;
  readonly networkInterface: string | null;
  readonly publicIp: boolean;
  /** Without a tag list: whether a service endpoint's prefixes are longer than those of AzureCloud, of which they are a part. */
  readonly longEndpoints?: boolean;
  /** Prefixes of tags for routes, where there is a tag list; lower case. */
  readonly tagPrefixes?: ReadonlyMap<string, readonly string[]>;
}

/** The value; the oracle only runs where everything is known. */
export function known<T>(value: Value<T>): T {
  if (isUnknown(value)) throw new Error(`the oracle met an unknown value: ${value.unknown}`);
  return value;
}

export function keyOf(link: Link): string | null {
  if (link === null) return null;
  if ('key' in link) return link.key;
  throw new Error('the oracle met an open link');
}

/** `*`, a port, or a range. */
export function portIn(text: string, port: number): boolean {
  if (text === '*') return true;
  const [low = '', high = low] = text.split('-');
  return Number(low) <= port && port <= Number(high);
}

/** The documents' spellings of tags (T6). */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^keyvault\b/, 'azurekeyvault'],
  [/^containerregistry\b/, 'azurecontainerregistry'],
  [/^frontdoor\./, 'azurefrontdoor.'],
];

/** Whether an address field's entry holds the point. `subset:` tokens stand for prefixes that hold exactly the far points so numbered. */
export function addressIn(text: string, point: Point): boolean {
  const lower = text.toLowerCase();
  if (lower === '*' || lower === 'any' || lower === '0.0.0.0/0') return true;
  if (lower === 'internet') return point.place === 'public';
  if (lower === 'virtualnetwork') return point.place === 'network';
  if (lower.startsWith('subset:')) return point.index !== undefined && lower.charAt(7 + point.index) === '1';
  if (/^[0-9a-f.:]+(\/\d+)?$|^[0-9a-f.:]+-[0-9a-f.:]+$/.test(lower) && /[.:]/.test(lower)) {
    return numberIn(lower, point.address);
  }
  const tag = SPELLINGS.reduce((name, [from, to]) => name.replace(from, to), lower);
  return point.tags.includes(tag);
}

/** Whether a prefix, an address or a range of addresses holds an address. */
export function numberIn(text: string, address: string): boolean {
  if (text.includes(':') !== address.includes(':')) return false;
  const at = toNumber(address);
  if (text.includes('-')) {
    const [low = '', high = ''] = text.split('-');
    return toNumber(low) <= at && at <= toNumber(high);
  }
  const bits = text.includes(':') ? 128 : 32;
  const [base = '', length = String(bits)] = text.split('/');
  const shift = BigInt(bits - Number(length));
  return toNumber(base) >> shift === at >> shift;
}

const numbers = new Map<string, bigint>();

/** An address as a number: IPv4, or IPv6 with at most one `::`. */
export function toNumber(address: string): bigint {
  const before = numbers.get(address);
  if (before !== undefined) return before;
  const number = readNumber(address);
  numbers.set(address, number);
  return number;
}

function readNumber(address: string): bigint {
  if (!address.includes(':')) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...middle, ...right].reduce((sum, part) => sum * 65536n + BigInt(`0x${part}`), 0n);
}
