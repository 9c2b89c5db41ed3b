/** Service-tag data for tests: a few dozen addresses of both families, and random tags among them. */
import fc from 'fast-check';
import type { AddressSet } from '../../src/azure/addresses.js';
import type { TagList } from '../../src/reachability/targets.js';
import { numberIn, type Point, toNumber } from './packet.js';

/** All addresses that the tests' tags are made of lie here. */
const BLOCKS = ['20.1.2.0/27', '2603:1030::/124'] as const;

export const TAG_NAMES = ['Storage', 'Storage.westus2', 'AzureMonitor', 'AzureCloud'] as const;

/** Prefixes by tag, in lower case. */
export type Tags = ReadonlyMap<string, readonly string[]>;

export const ADDRESSES: readonly string[] = BLOCKS.flatMap((block) => addressesOf(block));

/** A block within the two, of any length. `family`: only of this one. */
export function smallPrefix(families: readonly (4 | 6)[] = [4, 6]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...families), fc.nat(31), fc.integer({ min: 0, max: 5 }))
    .map(([family, offset, bits]) =>
      family === 4
        ? `20.1.2.${(offset >> bits) << bits}/${32 - bits}`
        : `2603:1030::${(((offset % 16) >> Math.min(bits, 4)) << Math.min(bits, 4)).toString(16)}/${128 - Math.min(bits, 4)}`,
    );
}

export function tagLists(families?: readonly (4 | 6)[]): fc.Arbitrary<Tags> {
  const prefixes = fc.uniqueArray(smallPrefix(families), { minLength: 1, maxLength: 4 });
  return fc
    .tuple(...TAG_NAMES.map(() => prefixes))
    .map((lists) => new Map(TAG_NAMES.map((name, i) => [name.toLowerCase(), lists[i] ?? []])));
}

/** The same data as the engine takes it. */
export function asTagList(tags: Tags): TagList {
  const of = (name: string) => tags.get(name.toLowerCase());
  return {
    prefixes: (name) => {
      const prefixes = of(name);
      return prefixes === undefined ? null : addressSet(prefixes);
    },
    byLength: (name) => {
      const prefixes = of(name);
      if (prefixes === undefined) return null;
      const lengths = [...new Set(prefixes.map(lengthOf))];
      return new Map(
        lengths.map((length) => [length, addressSet(prefixes.filter((prefix) => lengthOf(prefix) === length))]),
      );
    },
  };
}

function lengthOf(prefix: string): number {
  return Number(prefix.split('/')[1]);
}

/** Every address of the blocks as a point with the tags that the list gives it. */
export function pointsOf(tags: Tags): readonly Point[] {
  return ADDRESSES.map((address) => ({
    name: address,
    address,
    tags: [...tags].flatMap(([tag, prefixes]) => (prefixes.some((prefix) => numberIn(prefix, address)) ? [tag] : [])),
    place: 'public' as const,
  }));
}

/** Half-open runs of addresses, one by one. */
function addressSet(prefixes: readonly string[]): AddressSet {
  const inside = (family: string) =>
    ADDRESSES.filter((address) => address.includes(family) && prefixes.some((prefix) => numberIn(prefix, address))).map(
      toNumber,
    );
  return { v4: runs(inside('.')).map(Number), v6: runs(inside(':')) };
}

function runs(numbers: readonly bigint[]): bigint[] {
  const all = new Set(numbers);
  return [...numbers].flatMap((number) => [
    ...(all.has(number - 1n) ? [] : [number]),
    ...(all.has(number + 1n) ? [] : [number + 1n]),
  ]);
}

function addressesOf(block: string): string[] {
  const [base = '', length = ''] = block.split('/');
  const count = 2 ** ((base.includes(':') ? 128 : 32) - Number(length));
  return Array.from({ length: count }, (_, i) =>
    base.includes(':') ? `${base}${i.toString(16)}` : base.replace(/\d+$/, (last) => String(Number(last) + i)),
  );
}

/** The fewest prefixes that hold these addresses of the blocks and no other: halve until a half is all in or all out. */
export function fewestPrefixes(addresses: ReadonlySet<string>): readonly string[] {
  return BLOCKS.flatMap((block) => cover(addressesOf(block), addresses));
}

function cover(block: readonly string[], wanted: ReadonlySet<string>): readonly string[] {
  if (!block.some((address) => wanted.has(address))) return [];
  if (block.every((address) => wanted.has(address))) {
    const [first = ''] = block;
    const bits = first.includes(':') ? 128 : 32;
    return [`${toNumber(first)}/${bits - Math.log2(block.length)}`];
  }
  const middle = block.length / 2;
  return [...cover(block.slice(0, middle), wanted), ...cover(block.slice(middle), wanted)];
}

/** A prefix with its address as a number, to compare whatever the spelling. */
export function numbered(prefix: string): string {
  const [base = '', length = base.includes(':') ? '128' : '32'] = prefix.split('/');
  return `${toNumber(base)}/${length}`;
}
