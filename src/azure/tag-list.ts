/** The prefixes of service tags by Azure's own name: kept as text, and turned into sets of addresses only for tags that somebody asks for. */

import { type AddressSet, parseAddresses, unionOf } from './addresses.js';
import { type Message, msg } from './message.js';
import type { Region } from './regions.js';
import { tagRegion } from './service-tags.js';

/** Prefixes of service tags, from a ServiceTags download or `az network list-service-tags`. */
export interface TagList {
  /** The prefixes of a tag by Azure's own name in the form of `canonicalTag`; `null` where the list has no such tag, or none of its prefixes. */
  readonly prefixes: (name: string) => AddressSet | null;
  /** The same by prefix length, for the longest prefix match of routes. */
  readonly byLength: (name: string) => ReadonlyMap<number, AddressSet> | null;
}

/** One tag of a list, as the list spells it. */
export interface ListedTag {
  readonly name: string;
  readonly prefixes: readonly string[];
}

/** What is worked out of one tag once. */
interface Entry {
  readonly prefixes: string[];
  addresses?: AddressSet;
  byLength?: ReadonlyMap<number, AddressSet>;
}

/**
 * A list of tags to look up, in any case and with regions in any spelling (T6, T8). Prefixes that {@link isPrefix} refuses count as nothing; a name
 * that is there twice has the prefixes of both. Making it is linear in the number of tags, whatever prefixes they have.
 */
export function tagListOf(tags: Iterable<ListedTag>): TagList {
  const entries = new Map<string, Entry>();
  for (const { name, prefixes } of tags) {
    const key = keyOf(name);
    const same = entries.get(key);
    if (same === undefined) entries.set(key, { prefixes: [...prefixes] });
    else for (const prefix of prefixes) same.prefixes.push(prefix);
  }
  const find = (name: string): Entry | null => {
    const entry = entries.get(keyOf(name));
    // A tag without prefixes says nothing of what it holds: it is no better than one that is not listed.
    return entry === undefined || entry.prefixes.length === 0 ? null : entry;
  };
  return {
    prefixes: (name) => {
      const entry = find(name);
      if (entry === null) return null;
      entry.addresses ??= unionOf([...lengthsOf(entry).values()]);
      return entry.addresses;
    },
    byLength: (name) => {
      const entry = find(name);
      return entry === null ? null : lengthsOf(entry);
    },
  };
}

/** Equal for all spellings that lists and Azure's own names have of one tag: case does not count, nor which name a region goes by. */
function keyOf(name: string): string {
  const dot = name.lastIndexOf('.');
  const lower = name.toLowerCase();
  return dot < 0 ? lower : `${lower.slice(0, dot)}.${tagRegion(lower.slice(dot + 1))}`;
}

function lengthsOf(entry: Entry): ReadonlyMap<number, AddressSet> {
  if (entry.byLength !== undefined) return entry.byLength;
  const sets = new Map<number, AddressSet[]>();
  for (const prefix of entry.prefixes) {
    const addresses = parseAddresses(prefix);
    if (addresses === null) continue;
    const slash = prefix.indexOf('/');
    const length = slash >= 0 ? Number(prefix.slice(slash + 1)) : addresses.v4.length > 0 ? 32 : 128;
    const same = sets.get(length);
    if (same === undefined) sets.set(length, [addresses]);
    else same.push(addresses);
  }
  entry.byLength = new Map([...sets].map(([length, same]) => [length, unionOf(same)]));
  return entry.byLength;
}

const V4_PREFIX =
  /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\/(?:3[0-2]|[12]?\d)$/;
/** The usual form: one to five groups, `::`, at most two more. */
const V6_PREFIX = /^(?:[0-9a-f]{1,4}:){1,5}(?::|(?::[0-9a-f]{1,4}){1,2})\/(?:12[0-8]|1[01]\d|[1-9]?\d)$/;

/** Whether a text is a prefix or an address. A list has a hundred thousand, so the usual forms are told without reading their numbers. */
export function isPrefix(text: string): boolean {
  // Ranges are addresses of rules, not of tag lists.
  return V4_PREFIX.test(text) || V6_PREFIX.test(text) || (!text.includes('-') && parseAddresses(text) !== null);
}

/** The cloud that a list says it is for: `Public`, `AzureGovernment`, `AzureChina` … `null` for any other. */
export function cloudOfList(name: string): Region['cloud'] | null {
  const lower = name.toLowerCase();
  if (lower === 'public' || lower === 'azurecloud') return 'public';
  if (/gov/.test(lower)) return 'government';
  return /china|mooncake|21vianet/.test(lower) ? 'china' : null;
}

/** The newest lists that this version knows of. A cloud without a row is judged by the date in the file's name alone. */
const NEWEST = {
  date: '2025-11-17',
  changeNumbers: new Map<Region['cloud'], number>([['public', 376]]),
} as const;

/** After so many days Azure has moved enough of its addresses for a verdict to be wrong. */
const OLD_AFTER_DAYS = 90;

/**
 * Why a list is old, as a clause; `null` where nothing says so. It is old where its change number is below the one that this version knows for its
 * cloud, or where the date in its file name (`ServiceTags_Public_20251117.json`) is more than 90 days before `now`.
 * @param now `YYYY-MM-DD`; `null`: the date of the newest list that this version knows. Never the clock: the same input gives the same bytes
 */
export function ageOfList(
  list: { readonly cloud: Region['cloud'] | null; readonly changeNumber: number | null; readonly fileName: string },
  now: string | null,
): Message | null {
  const newest = list.cloud === null ? undefined : NEWEST.changeNumbers.get(list.cloud);
  if (newest !== undefined && list.changeNumber !== null && list.changeNumber < newest)
    return msg`its change number is ${list.changeNumber}, and ${newest} was there on ${{ day: NEWEST.date }}`;
  const written = /(?:^|[^\d])(20\d\d)(\d\d)(\d\d)(?:\.[a-z]+)?$/i.exec(list.fileName);
  if (written === null) return null;
  const date = `${written[1]}-${written[2]}-${written[3]}`;
  const reference = now ?? NEWEST.date;
  const days = (Date.parse(reference) - Date.parse(date)) / 86_400_000;
  return days > OLD_AFTER_DAYS ? msg`it is of ${{ day: date }}, ${days} days before ${{ day: reference }}` : null;
}
