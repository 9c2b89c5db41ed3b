/** Application rules of a firewall that can never match: every host, protocol and source of theirs is decided by rules before them (F1 to F4, F8, F13). */
import {
  type AddressSet,
  ALL_ADDRESSES,
  isEmptyAddresses,
  NO_ADDRESSES,
  overlapsAddresses,
  subtractAddresses,
  unionOf,
} from '../azure/addresses.js';
import { type Pattern, parseHostPattern } from '../azure/host-patterns.js';
import { containsAll } from '../azure/intervals.js';
import type { FirewallRule, RuleCollection } from '../azure/model.js';
import type { PortSet } from '../azure/ports.js';
import { isUnknown, type Value } from '../azure/value.js';
import { readAddressField } from './address-field.js';
import { coverPorts, coversProtocol } from './fields.js';
import { follow, type Topology } from './topology.js';

/** A rule, and the earlier ones that decide in its place, in the order of evaluation. */
export interface HiddenRule {
  readonly rule: FirewallRule;
  readonly by: readonly FirewallRule[];
}

/** How many hosts, endings and earlier rules are looked at before a list is given up. */
const MOST_STEPS = 2_000_000;

/**
 * Each host of a rule, on each of its protocols, is looked for among the patterns of earlier rules that hold all of it, and their sources are taken
 * away from its own. A wildcard is hidden by wildcards alone: no list of names is all names with an ending. Network rules come first whatever their
 * collections say (F2, F3), and hide by address: only those for every address are sure to hold the addresses of a host. Rules for URLs, FQDN tags and
 * web categories are not asked about, since what they match is more than names, or not for us to say (F9, F11, F12).
 * @param collections of one firewall or policy, in the order of evaluation, network and application rules each among themselves
 * @returns `null` where telling would take too long
 */
export function hiddenApplicationRules(
  collections: readonly RuleCollection[],
  topology: Topology,
): readonly HiddenRule[] | null {
  const known = takesOfNetworkRules(collections, topology);
  const hidden: HiddenRule[] = [];
  const count = { left: MOST_STEPS };
  for (const { kind, presence, rules } of collections) {
    if (kind !== 'application' || presence !== undefined) continue;
    for (const rule of rules) {
      const claim = claimOf(rule, topology);
      const by = claim.wants === null ? null : hiders(claim.wants, known, count);
      if (count.left < 0) return null;
      // What a hidden rule takes, others have taken before.
      if (by !== null) hidden.push({ rule, by });
      else addTakes(rule, claim.takes, known);
    }
  }
  return hidden;
}

/** Hosts on protocols (`https:443`) from sources. */
interface Web {
  readonly patterns: readonly Pattern[];
  readonly protocols: readonly string[];
  readonly sources: AddressSet;
}

interface WebClaim {
  /** What it matches for certain. */
  readonly takes: Web;
  /** All that it can match; `null`: that is open, or more than hosts. */
  readonly wants: Web | null;
}

function claimOf(rule: FirewallRule, topology: Topology): WebClaim {
  const hosts = readAll(rule.destinationFqdns, parseHostPattern);
  const protocols = protocolsOf(rule);
  const sources = sourcesOf(rule, topology);
  const takes = { patterns: hosts.known, protocols: protocols.known, sources: sources.known };
  const nothing = { patterns: [], protocols: [], sources: NO_ADDRESSES };
  // An application rule with addresses beside its hosts is for less than its hosts.
  if (!isEmptyField(rule.destinationAddresses)) return { takes: nothing, wants: null };
  const isOfHosts = [rule.destinationUrls, rule.fqdnTags, rule.webCategories].every(isEmptyField);
  const isWhole = hosts.isWhole && protocols.isWhole && sources.isWhole && isOfHosts;
  const isAny = takes.patterns.length > 0 && takes.protocols.length > 0 && !isEmptyAddresses(takes.sources);
  return { takes, wants: isWhole && isAny ? takes : null };
}

function isEmptyField(field: Value<readonly unknown[]>): boolean {
  return !isUnknown(field) && field.length === 0;
}

/** What is known of a field, and whether that is all of it. */
interface Read<T> {
  readonly known: T;
  readonly isWhole: boolean;
}

function readAll<T>(field: Value<readonly Value<string>[]>, read: (text: string) => T | null): Read<readonly T[]> {
  if (isUnknown(field)) return { known: [], isWhole: false };
  const items = field.map((item) => (isUnknown(item) ? null : read(item)));
  return { known: items.filter((item): item is T & {} => item !== null), isWhole: !items.includes(null) };
}

/** Each protocol with its port: two that differ in either are about different packets, or at most about the same. */
function protocolsOf({ applicationProtocols }: FirewallRule): Read<readonly string[]> {
  if (isUnknown(applicationProtocols)) return { known: [], isWhole: false };
  const all = applicationProtocols.map(({ type, port }) =>
    isUnknown(type) || isUnknown(port) ? null : `${type.trim().toLowerCase()}:${port}`,
  );
  return { known: all.filter((one) => one !== null), isWhole: !all.includes(null) };
}

/** Tags are no sources (T9); whoever writes one is not asked about. */
function sourcesOf({ sourceAddresses, sourceIpGroups }: FirewallRule, topology: Topology): Read<AddressSet> {
  const fields = [
    sourceAddresses,
    ...sourceIpGroups.map((link) => {
      const group = follow(link, topology.ipGroups);
      return group.kind === 'one' ? group.resource.addresses : null;
    }),
  ].map((field) => (field === null ? null : readAddressField(field)));
  const sets = fields.flatMap((field) => (field === null ? [] : [field.anything ? ALL_ADDRESSES : field.addresses]));
  return {
    known: unionOf(sets.map((set) => set ?? NO_ADDRESSES)),
    isWhole: fields.every((field) => field !== null && field.names.length === 0),
  };
}

/** One earlier rule, for what it is filed under. */
interface Take {
  readonly rule: FirewallRule;
  readonly sources: AddressSet;
}

/** What earlier rules take for certain. */
interface Known {
  /** Application rules by protocol, then by pattern. */
  readonly web: Map<string, PatternIndex>;
  /** Network rules for every address. */
  readonly everywhere: readonly (Take & { readonly ports: PortSet })[];
  /** The position of each, for the order in which they are named. */
  readonly order: Map<FirewallRule, number>;
}

interface PatternIndex {
  readonly exact: Map<string, Take[]>;
  /** By the ending, without the asterisk; and how long the endings are. */
  readonly endings: Map<string, Take[]>;
  readonly lengths: Set<number>;
}

function takesOfNetworkRules(collections: readonly RuleCollection[], topology: Topology): Known {
  const order = new Map<FirewallRule, number>();
  const everywhere = collections.flatMap(({ kind, presence, rules }) => {
    if (kind !== 'network' || presence !== undefined) return [];
    return rules.flatMap((rule) => {
      const ports = coverPorts(rule.destinationPorts).must;
      const isTcp =
        !isUnknown(rule.protocols) && rule.protocols.some((written) => coversProtocol(written, 'tcp') === true);
      const sources = sourcesOf(rule, topology).known;
      if (!isTcp || ports.length === 0 || isEmptyAddresses(sources)) return [];
      if (!readAddressField(rule.destinationAddresses).anything) return [];
      order.set(rule, order.size);
      return [{ rule, sources, ports }];
    });
  });
  return { web: new Map(), everywhere, order };
}

function addTakes(rule: FirewallRule, { patterns, protocols, sources }: Web, { web, order }: Known): void {
  if (isEmptyAddresses(sources)) return;
  order.set(rule, order.size);
  const take = { rule, sources };
  for (const protocol of protocols) {
    const index = web.get(protocol) ?? { exact: new Map(), endings: new Map(), lengths: new Set() };
    web.set(protocol, index);
    for (const { wildcard, text } of patterns) {
      const list = wildcard ? index.endings : index.exact;
      if (wildcard) index.lengths.add(text.length);
      const same = list.get(text);
      if (same === undefined) list.set(text, [take]);
      else same.push(take);
    }
  }
}

/** The rules that decide everything that one is about, or `null` where something is left to it. */
function hiders(
  { patterns, protocols, sources }: Web,
  known: Known,
  count: { left: number },
): readonly FirewallRule[] | null {
  const by = new Set<FirewallRule>();
  for (const protocol of protocols) {
    const port = Number(protocol.slice(protocol.lastIndexOf(':') + 1));
    for (const pattern of patterns) {
      let rest = sources;
      for (const { rule, sources: theirs } of candidates(pattern, protocol, port, known, count)) {
        count.left -= 1;
        if (!overlapsAddresses(rest, theirs)) continue;
        by.add(rule);
        rest = subtractAddresses(rest, theirs);
        if (isEmptyAddresses(rest) || count.left < 0) break;
      }
      if (!isEmptyAddresses(rest)) return null;
    }
  }
  return [...by].sort((a, b) => (known.order.get(a) ?? 0) - (known.order.get(b) ?? 0));
}

/** Earlier rules that take all of a pattern on a protocol, from wherever. */
function* candidates(
  { wildcard, text }: Pattern,
  protocol: string,
  port: number,
  { web, everywhere }: Known,
  count: { left: number },
): Generator<Take> {
  for (const take of everywhere) {
    count.left -= 1;
    if (containsAll(take.ports, [port, port + 1])) yield take;
  }
  const index = web.get(protocol);
  if (index === undefined) return;
  if (!wildcard) yield* index.exact.get(text) ?? [];
  for (const length of index.lengths) {
    count.left -= 1;
    if (length <= text.length) yield* index.endings.get(text.slice(text.length - length)) ?? [];
  }
}
