/**
 * The far end of a requirement, and how far a rule's prefixes and tags cover it. Two universes behind one interface: with a tag list a service tag
 * is its prefixes; without one it is a handful of parts, ordered by the containment facts T1 to T5.
 */

import {
  type AddressSet,
  ALL_ADDRESSES,
  containsAddresses,
  intersectAddresses,
  isEmptyAddresses,
  NO_ADDRESSES,
  overlapsAddresses,
  PUBLIC,
  subtractAddresses,
  unionAddresses,
} from '../azure/addresses.js';
import { type Message, msg } from '../azure/message.js';
import { parseServiceTag, type ServiceTag } from '../azure/service-tags.js';
import type { TagList } from '../azure/tag-list.js';
import { isUnknown, type Value } from '../azure/value.js';
import { type AddressField, readAddressField } from './address-field.js';
import { hostAddresses, shortList, tagData, tagFact } from './reasons.js';
import { ANY_END, type EndSet, isEmptyEnd, NO_END, subtractEnds, unionEnds } from './space.js';
import { holds, type Part, partsOf } from './tag-parts.js';

export type { TagList } from '../azure/tag-list.js';
export { isAnything, startsLikeAddress } from './address-field.js';

/** The far end of a requirement. */
export interface Target {
  /** Equal keys are equal targets; for caches. */
  readonly key: string;
  readonly end: EndSet;
  /** Bit `i` of `end.parts` is `parts[i]`. */
  readonly parts: readonly Part[];
  /** What rules' tags cover of it, once computed; key: the tag as written. */
  readonly seen: Map<string, Coverage>;
}

/** How much of an end a rule covers: `must` certainly, `may` at most; `reason` names what would decide between them. */
export interface Coverage {
  readonly must: EndSet;
  readonly may: EndSet;
  readonly reason: Message | null;
}

/** The addresses around a scope. */
export interface Surroundings {
  /** The scope's virtual network and those peered with it (T5), and private prefixes of its user routes. */
  readonly networkSpace: AddressSet;
  /** Set where the network's address space, or a peered one's, is not in the input. */
  readonly openSpace: Message | null;
  readonly tagList: TagList | null;
}

const EVERYTHING: Coverage = { must: ANY_END, may: ANY_END, reason: null };
const NOT_PUBLIC = subtractAddresses(ALL_ADDRESSES, PUBLIC);
const NOTHING: Coverage = { must: NO_END, may: NO_END, reason: null };

/**
 * The far end that is a service tag.
 * @param name Azure's own name, or with `<region>` in the region's place where the input does not tell it
 * @param withV6 whether the scope has IPv6 addresses: without them nothing of IPv6 can be asked for
 */
export function tagTarget(name: string, tagList: TagList | null, withV6: boolean): Target {
  const open = name.endsWith('.<region>');
  const tag = parseServiceTag(open ? name.slice(0, -'.<region>'.length) : name);
  const listed = open ? null : (tagList?.prefixes(tag.name) ?? null);
  if (listed !== null) {
    const addresses = withV6 ? listed : { v4: listed.v4, v6: NO_ADDRESSES.v6 };
    return target(`${name}|${withV6}`, { addresses, parts: 0n }, partsOf(tag, open));
  }
  const parts = partsOf(tag, open);
  return target(`${name}|named`, { addresses: NO_ADDRESSES, parts: allBits(parts.length) }, parts);
}

/** The far end that is a host outside of Azure: somewhere on the Internet, in no service tag (CONTRACT, "Hosts and network security groups"). */
export function hostTarget(): Target {
  return target('host', { addresses: NO_ADDRESSES, parts: 1n }, [{ kind: 'host' }]);
}

/** What is asked for of a virtual network: addresses, and how many places whose addresses the input does not tell. */
export interface NetworkEnd {
  readonly addresses: AddressSet;
  readonly parts: number;
}

/** The far end that is the virtual network itself. */
export function networkTarget({ addresses, parts }: NetworkEnd): Target {
  const count = isEmptyAddresses(addresses) ? Math.max(parts, 1) : parts;
  return target(
    `network|${count}|${addresses.v4.join()}|${addresses.v6.join()}`,
    { addresses, parts: allBits(count) },
    Array.from({ length: count }, () => ({ kind: 'network' as const })),
  );
}

/** The far end that is any given set of addresses. */
export function addressTarget(addresses: AddressSet): Target {
  return target(`addresses|${addresses.v4.join()}|${addresses.v6.join()}`, { addresses, parts: 0n }, []);
}

function target(key: string, end: EndSet, parts: readonly Part[]): Target {
  return { key, end, parts, seen: new Map() };
}

function allBits(count: number): bigint {
  return (1n << BigInt(count)) - 1n;
}

/**
 * How much of the far end a rule's field covers.
 * @param field prefixes, addresses, ranges, service tags, `*`; each may be unknown, and so may the list
 */
export function coverRemote(
  field: Value<readonly Value<string>[]>,
  target: Target,
  around: Surroundings,
  at: 'group' | 'firewall' = 'group',
): Coverage {
  return coverRemoteField(at === 'firewall' ? firewallField(field) : readAddressField(field), target, around, at);
}

/** The same of a field that was read before. */
export function coverRemoteField(
  field: AddressField,
  target: Target,
  around: Surroundings,
  at: 'group' | 'firewall' = 'group',
): Coverage {
  // Most fields of most rules: answered without a reader of names.
  if (field.anything) return EVERYTHING;
  if (field.names.length === 0)
    return field.addresses === null ? NOTHING : coverByPrefixes(field.addresses, field.texts, target);
  return cover(field, {
    tag: (tag) => coverByTag(tag, target, around),
    // The words Internet, VirtualNetwork and AzureLoadBalancer belong to security groups; a firewall has no such tags ([TAG], the table of tags).
    special: (name) => (at === 'firewall' ? NOTHING : coverBySpecial(name, target, around)),
    prefixes: (set, texts) => coverByPrefixes(set, texts, target),
  });
}

/** The near end of a scope. */
export interface LocalEnd {
  /** Known addresses, or bit 0 for a subnet whose addresses are not in the input. */
  readonly end: EndSet;
  /** Where the addresses are not known: the space that they are certainly in. */
  readonly within: AddressSet | null;
  /** Where the addresses are not known: what is waited for. */
  readonly open: Message | null;
}

/** How much of the near end a rule of a security group covers. Compute is inside its virtual network: never Internet, never a service tag. */
export function coverLocal(field: AddressField, local: LocalEnd): Coverage {
  if (field.anything) return EVERYTHING;
  if (field.names.length === 0)
    return field.addresses === null ? NOTHING : nearPrefixes(field.addresses, field.texts, local);
  const network = { must: local.end, may: local.end, reason: null };
  return coverNear(field, local, (name) => (name === 'VirtualNetwork' ? network : NOTHING));
}

/** How much of the near end the sources of a firewall rule cover: addresses only, a tag is no source there (T9). */
export function coverSource(field: Value<readonly Value<string>[]>, local: LocalEnd): Coverage {
  return coverNear(firewallField(field), local, () => NOTHING);
}

/** Rules of a firewall are asked about by every scope behind it: what their lists say is read once. */
const firewallFields = new WeakMap<object, AddressField>();

function firewallField(field: Value<readonly Value<string>[]>): AddressField {
  const known = firewallFields.get(field);
  if (known !== undefined) return known;
  const read = readAddressField(forFirewall(field));
  firewallFields.set(field, read);
  return read;
}

/** At a firewall 0.0.0.0/0 is all of IPv4; only in security groups does it mean the same as `*` (N5). */
function forFirewall(field: Value<readonly Value<string>[]>): Value<readonly Value<string>[]> {
  if (isUnknown(field) || !field.includes('0.0.0.0/0')) return field;
  return field.flatMap((item) => (item === '0.0.0.0/0' ? ['0.0.0.0/1', '128.0.0.0/1'] : [item]));
}

function coverNear(field: AddressField, local: LocalEnd, special: (name: string) => Coverage): Coverage {
  return cover(field, {
    tag: () => NOTHING,
    special,
    prefixes: (set, texts) => nearPrefixes(set, texts, local),
  });
}

function nearPrefixes(set: AddressSet, texts: readonly string[], local: LocalEnd): Coverage {
  const known: EndSet = { addresses: set, parts: 0n };
  if (local.open === null) return { must: known, may: known, reason: null };
  if (local.within !== null && !isEmptyAddresses(local.within)) {
    if (containsAddresses(set, local.within)) return { must: ANY_END, may: ANY_END, reason: null };
    if (!overlapsAddresses(set, local.within)) return NOTHING;
  }
  return {
    must: known,
    may: { ...known, parts: 1n },
    reason: msg`${shortList(texts)} may or may not hold the subnet: ${local.open}`,
  };
}

/** What each kind of text in an address field covers. */
interface Reader {
  readonly tag: (tag: ServiceTag) => Coverage;
  readonly special: (name: string) => Coverage;
  readonly prefixes: (set: AddressSet, texts: readonly string[]) => Coverage;
}

function cover({ anything, addresses, texts, names }: AddressField, reader: Reader): Coverage {
  if (anything) return EVERYTHING;
  let result: Coverage = NOTHING;
  for (const item of names) {
    if ('unknown' in item) result = join(result, { must: NO_END, may: ANY_END, reason: item.unknown });
    else result = join(result, item.kind === 'special' ? reader.special(item.name) : reader.tag(item.tag));
  }
  return addresses === null ? result : join(result, reader.prefixes(addresses, texts));
}

function join(a: Coverage, b: Coverage): Coverage {
  if (a === NOTHING) return b;
  if (b === NOTHING) return a;
  const must = unionEnds(a.must, b.must);
  // One object for both where both sides are decided: callers compare them by identity.
  const decided = a.must === a.may && b.must === b.may;
  return { must, may: decided ? must : unionEnds(a.may, b.may), reason: a.reason ?? b.reason };
}

function coverByPrefixes(set: AddressSet, texts: readonly string[], target: Target): Coverage {
  // Most prefixes of most rules are somewhere else.
  if (target.end.parts === 0n && !overlapsAddresses(set, target.end.addresses)) return NOTHING;
  const addresses: EndSet = { addresses: set, parts: 0n };
  if (target.end.parts === 0n) return { must: addresses, may: addresses, reason: null };
  const all = { ...addresses, parts: target.end.parts };
  const isNetwork = target.parts[0]?.kind === 'network';
  if (containsAddresses(set, { v4: (isNetwork ? ALL_ADDRESSES : PUBLIC).v4, v6: NO_ADDRESSES.v6 }))
    return { must: all, may: all, reason: null };
  // Private prefixes hold nothing of the Internet; public ones may hold any part of it (CONTRACT, "Prefixes without tag data").
  const undecided = isNetwork || overlapsAddresses(set, { v4: PUBLIC.v4, v6: NO_ADDRESSES.v6 });
  if (!undecided) return { must: addresses, may: addresses, reason: null };
  const kind = target.parts[0]?.kind;
  const reason =
    kind === 'host'
      ? hostAddresses(shortList(texts))
      : kind === 'network'
        ? msg`the address space of the virtual network, which ${shortList(texts)} may or may not hold`
        : tagData(texts);
  return { must: addresses, may: all, reason };
}

/** What the words of security groups cover, by what it depends on: it is asked for by every rule that says so. */
const specials = new WeakMap<Surroundings, WeakMap<Target, Map<string, Coverage>>>();

function coverBySpecial(name: string, target: Target, around: Surroundings): Coverage {
  const here = specials.get(around) ?? new WeakMap<Target, Map<string, Coverage>>();
  specials.set(around, here);
  const words = here.get(target) ?? new Map<string, Coverage>();
  here.set(target, words);
  const known = words.get(name) ?? computeSpecial(name, target, around);
  words.set(name, known);
  return known;
}

function computeSpecial(name: string, target: Target, around: Surroundings): Coverage {
  if (name === 'VirtualNetwork') {
    const known: EndSet = { addresses: around.networkSpace, parts: bits(target, (part) => part.kind === 'network') };
    if (around.openSpace === null) return { must: known, may: known, reason: null };
    // Whatever the network's space is, it is no public one.
    const may = { ...known, addresses: unionAddresses(around.networkSpace, NOT_PUBLIC) };
    return { must: known, may, reason: around.openSpace };
  }
  if (name === 'Internet') {
    const parts = bits(target, (part) => part.kind !== 'network');
    const outside: EndSet = { addresses: subtractAddresses(ALL_ADDRESSES, around.networkSpace), parts };
    if (around.openSpace === null) return { must: outside, may: outside, reason: null };
    return {
      must: { addresses: subtractAddresses(PUBLIC, around.networkSpace), parts },
      may: outside,
      reason: around.openSpace,
    };
  }
  return NOTHING;
}

function coverByTag(tag: ServiceTag, target: Target, around: Surroundings): Coverage {
  const seen = target.seen.get(tag.name);
  if (seen !== undefined) return seen;
  const coverage = computeTag(tag, target, around);
  target.seen.set(tag.name, coverage);
  return coverage;
}

function computeTag(tag: ServiceTag, target: Target, around: Surroundings): Coverage {
  const yes = bits(target, (part) => holds(tag, part) === true);
  const maybe = bits(target, (part) => holds(tag, part) === null);
  const reason = maybe === 0n ? null : undecided(tag, target, maybe);
  if (isEmptyAddresses(target.end.addresses)) {
    return {
      must: { addresses: NO_ADDRESSES, parts: yes },
      may: { addresses: NO_ADDRESSES, parts: yes | maybe },
      reason,
    };
  }
  const listed = around.tagList?.prefixes(tag.name) ?? null;
  if (listed !== null) {
    // Nothing else of the tag will ever be asked for: a few prefixes of the far end instead of thousands.
    const addresses = intersectAddresses(listed, target.end.addresses);
    if (isEmptyAddresses(addresses)) return NOTHING;
    const end: EndSet = { addresses, parts: 0n };
    return { must: end, may: end, reason: null };
  }
  // The list lacks this tag: the facts still say whether it holds all of the target, or none.
  if (target.parts.length === 0 || (yes | maybe) === 0n) return NOTHING;
  const all: EndSet = { addresses: target.end.addresses, parts: 0n };
  if (yes === allBits(target.parts.length)) return { must: all, may: all, reason: null };
  return { must: NO_END, may: all, reason: msg`the prefixes of ${tag.name}, which the service-tag file lacks` };
}

/** Why nobody can say whether a tag holds these parts. */
function undecided(tag: ServiceTag, target: Target, maybe: bigint): Message {
  const lacksRegion = target.parts.some(
    (part, i) => part.kind === 'tag' && part.region === '?' && ((maybe >> BigInt(i)) & 1n) === 1n,
  );
  return lacksRegion
    ? msg`the region, which is not in the input: whether ${tag.name} is the tag that is needed depends on it`
    : tagFact(tag.name);
}

function bits(target: Target, test: (part: Part) => boolean): bigint {
  let out = 0n;
  target.parts.forEach((part, i) => {
    if (test(part)) out |= 1n << BigInt(i);
  });
  return out;
}

/** Whether anything of the far end is left open between `must` and `may`. */
export function isDecided(coverage: Coverage): boolean {
  return coverage.must === coverage.may || isEmptyEnd(subtractEnds(coverage.may, coverage.must));
}
