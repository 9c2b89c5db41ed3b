/** Azure Firewall: network rules of the whole policy, parents first, then application rules, then deny (F1 to F5, F15). */

import type { Pattern } from '../azure/host-patterns.js';
import { type Message, msg } from '../azure/message.js';
import type { Firewall, FirewallPolicy, FirewallRule, Location, RuleCollection } from '../azure/model.js';
import { isUnknown, knownOr, mapValue, type Value } from '../azure/value.js';
import type { RawStep } from './finding.js';
import { matchApplicationRule, matchNetworkRule, type RuleContext, type RuleMatch } from './firewall-rules.js';
import { type Entry, firstMatch, type Piece } from './first-match.js';
import { eitherWay, type Leg, type Part } from './part.js';
import type { Flow } from './security-groups.js';
import { ANY_BOX } from './space.js';
import { follow, type Topology } from './topology.js';

interface Label {
  readonly action: 'allow' | 'deny' | 'unknown';
  readonly resource: string;
  readonly collection: string | null;
  readonly rule: string | null;
  readonly priority: number | null;
  readonly location: Location | null;
}

/** A rule collection and where it belongs. */
interface Placed {
  readonly resource: string;
  readonly collection: RuleCollection;
  /** Set where it is open whether it comes before others of its stage. */
  readonly openOrder: Message | null;
  /** Collections of one key share a priority: which of them comes first is what `tie` says. */
  readonly place: { readonly key: string; readonly tie: Message };
}

/** The place of a collection among those that it is compared with by its own priority. */
function placeOf({ priority }: RuleCollection, owner: string): Placed['place'] {
  const number = knownOr(priority, -1);
  return { key: `${owner} ${number}`, tie: msg`which of the rule collections with priority ${number} comes first` };
}

/** The collections of one policy (or of a classic firewall), and what may be in it besides. */
interface Layer {
  readonly collections: readonly Placed[];
  readonly hidden: readonly { readonly resource: string; readonly reason: Message }[];
}

/** The leg of a firewall that traffic passes. */
export function firewallLeg(firewall: Firewall, flow: Flow, hosts: readonly Pattern[], topology: Topology): Leg {
  const policy = follow(firewall.policy, topology.policies);
  const shared = { flow, hosts, topology };
  if (policy.kind === 'one') return policyLeg(policy.resource, firewall.id, shared);
  if (policy.kind === 'open') {
    if (policy.candidates === null || policy.candidates.includes(null))
      return unknownLeg(firewall.id, policy.reason, firewall.location);
    const ways = policy.candidates.flatMap((candidate) =>
      candidate === null ? [] : [policyLeg(candidate, firewall.id, shared)],
    );
    return (packets) => eitherWay(packets, ways, policy.reason);
  }
  const context = { ...shared, dnsProxy: mapValue(firewall.dnsProxy, (on) => on === true), premium: false };
  return rulesLeg([classicLayer(firewall)], context, firewall.id, firewall.location);
}

function classicLayer(firewall: Firewall): Layer {
  const classic = [...firewall.ruleCollections].sort(byKnownPriority);
  return {
    collections: classic.map((collection) => ({
      resource: firewall.id,
      collection,
      openOrder: orderOf(collection.priority),
      place: placeOf(collection, firewall.key),
    })),
    hidden:
      firewall.otherRuleCollections === undefined
        ? []
        : [{ resource: firewall.id, reason: firewall.otherRuleCollections.unknown }],
  };
}

/** The leg of a policy by itself, for a policy that no firewall of the input has. */
export function policyLeg(
  policy: FirewallPolicy,
  owner: string,
  { flow, hosts, topology }: { readonly flow: Flow; readonly hosts: readonly Pattern[]; readonly topology: Topology },
): Leg {
  const chain = parents(policy, topology);
  const layers = chain.policies.map((each) => layerOf(each, topology));
  // A parent's rules come first; one that is not in the input may decide anything.
  if (chain.missing !== null)
    layers.unshift({ collections: [], hidden: [{ resource: policy.id, reason: chain.missing }] });
  const context: RuleContext = {
    flow,
    hosts,
    topology,
    dnsProxy: dnsProxyOf(chain.policies),
    premium: premiumOf(policy),
  };
  return rulesLeg(layers, context, owner, policy.location);
}

function unknownLeg(resource: string, reason: Message, location: Location | null): Leg {
  const step: RawStep = {
    leg: 'firewall',
    resource,
    rule: null,
    action: 'unknown',
    priority: null,
    waitsFor: reason,
    location,
  };
  return (packets) => [{ packets, fate: 'unknown', steps: [step], waitsFor: reason }];
}

/** A policy's parents and itself, outermost first. A circle, which Azure refuses, ends where it closes. */
function parents(
  policy: FirewallPolicy,
  topology: Topology,
): { readonly policies: readonly FirewallPolicy[]; readonly missing: Message | null } {
  const policies: FirewallPolicy[] = [];
  const seen = new Set<string>();
  let at: FirewallPolicy = policy;
  for (;;) {
    if (seen.has(at.key)) return { policies, missing: null };
    seen.add(at.key);
    policies.unshift(at);
    const parent = follow(at.basePolicy, topology.policies);
    if (parent.kind === 'none') return { policies, missing: null };
    if (parent.kind === 'open') return { policies, missing: parent.reason };
    at = parent.resource;
  }
}

/**
 * The collections of a firewall's own rules or of a policy and its parents, in the order of evaluation, network rules and application rules each
 * among themselves. Those of open order are left out.
 */
export function collectionsInOrder(
  owner: Firewall | FirewallPolicy,
  topology: Topology,
): readonly { readonly resource: string; readonly collection: RuleCollection }[] {
  const layers =
    'ruleCollections' in owner
      ? [classicLayer(owner)]
      : parents(owner, topology).policies.map((policy) => layerOf(policy, topology));
  return layers.flatMap(({ collections }) => collections.filter(({ openOrder }) => openOrder === null));
}

function layerOf(policy: FirewallPolicy, topology: Topology): Layer {
  const hidden: { resource: string; reason: Message }[] = [];
  if (policy.otherGroups !== undefined) hidden.push({ resource: policy.id, reason: policy.otherGroups.unknown });
  const groups = [...(topology.groupsOfPolicy.get(policy.key) ?? [])];
  groups.sort(byKnownPriority);
  const priorities = groups.flatMap(({ priority }) => (isUnknown(priority) ? [] : [priority]));
  // Sorted, so equal ones stand together.
  const shared = new Set(priorities.filter((priority, i) => priorities[i - 1] === priority));
  const collections: Placed[] = [];
  for (const group of groups) {
    if (group.otherRuleCollections !== undefined)
      hidden.push({ resource: group.id, reason: group.otherRuleCollections.unknown });
    const open =
      orderOf(group.priority) ?? (group.policy !== null && 'unknown' in group.policy ? group.policy.unknown : null);
    const belongs = group.policy !== null && 'unknown' in group.policy ? group.policy : null;
    const sorted = [...group.ruleCollections].sort(byKnownPriority);
    for (const collection of sorted) {
      const placed = belongs === null ? collection : { ...collection, presence: belongs };
      const openOrder = open ?? orderOf(collection.priority);
      const isShared = !isUnknown(group.priority) && shared.has(group.priority);
      const place = isShared
        ? {
            key: `group ${group.priority}`,
            tie: msg`which of the rule collection groups with priority ${group.priority} comes first`,
          }
        : placeOf(collection, group.key);
      collections.push({ resource: group.id, collection: placed, openOrder, place });
    }
  }
  return { collections, hidden };
}

/** Lower number first (F2); those of unknown priority are placed apart. */
function byKnownPriority(a: { readonly priority: Value<number> }, b: { readonly priority: Value<number> }): number {
  return knownOr(a.priority, -1) - knownOr(b.priority, -1);
}

function orderOf(priority: Value<number>): Message | null {
  return isUnknown(priority) ? priority.unknown : null;
}

/** A child's own DNS settings stand before its parent's. */
function dnsProxyOf(policies: readonly FirewallPolicy[]): Value<boolean> {
  for (const { dnsProxy } of [...policies].reverse()) {
    if (dnsProxy !== null) return dnsProxy;
  }
  return false;
}

function premiumOf(policy: FirewallPolicy): Value<boolean> {
  return mapValue(policy.tier, (tier) => tier?.toLowerCase() === 'premium');
}

function rulesLeg(layers: readonly Layer[], context: RuleContext, owner: string, location: Location | null): Leg {
  return (packets) =>
    firstMatch(packets, entries(layers, context, owner, location), ({ action }) => action, 2).map((piece) =>
      toPart(piece),
    );
}

function* entries(
  layers: readonly Layer[],
  context: RuleContext,
  owner: string,
  location: Location | null,
): Generator<Entry<Label>> {
  // DNAT rules come first (F2), but they are for a public address of the firewall: nothing that compute sends.
  for (const kind of ['network', 'application'] as const) {
    for (const layer of layers) {
      for (const { resource, reason } of layer.hidden) {
        const label: Label = {
          action: 'unknown',
          resource,
          collection: null,
          rule: null,
          priority: null,
          location: null,
        };
        yield { must: [], may: [ANY_BOX], label, reason };
      }
      const mine = layer.collections.filter(({ collection }) => collection.kind === kind);
      // Of open order: may come before all others of its policy, and if it does not, it comes after them.
      for (const placed of mine)
        if (placed.openOrder !== null) yield* collectionEntries(placed, context, placed.openOrder);
      for (const run of byPlace(mine.filter(({ openOrder }) => openOrder === null))) {
        for (const placed of rivals(run)) yield* collectionEntries(placed, context, placed.place.tie);
        for (const placed of run) yield* collectionEntries(placed, context, null);
      }
      for (const placed of mine) if (placed.openOrder !== null) yield* collectionEntries(placed, context, null);
    }
  }
  const label: Label = { action: 'deny', resource: owner, collection: null, rule: null, priority: null, location };
  const everything = [ANY_BOX];
  yield { must: everything, may: everything, label, reason: null };
}

/** Collections of one kind in their order, those that share a place in it together. */
function* byPlace(placed: readonly Placed[]): Generator<readonly Placed[]> {
  let run: Placed[] = [];
  for (const one of placed) {
    if (run[0] !== undefined && run[0].place.key !== one.place.key) {
      yield run;
      run = [];
    }
    run.push(one);
  }
  if (run.length > 0) yield run;
}

/** Those that may come before the first of their place, where it makes a difference. */
function rivals(run: readonly Placed[]): readonly Placed[] {
  const [first, ...others] = run;
  if (first === undefined || others.every(({ collection }) => collection.action === first.collection.action)) return [];
  // The collections of one group are in an order of their own.
  return others.filter(
    ({ resource, collection }) =>
      resource !== first.resource || knownOr(collection.priority, -1) === knownOr(first.collection.priority, -1),
  );
}

function* collectionEntries(
  { resource, collection }: Placed,
  context: RuleContext,
  openOrder: Message | null,
): Generator<Entry<Label>> {
  const whether = openOrder ?? collection.presence?.unknown ?? null;
  const action = isUnknown(collection.action) ? 'unknown' : collection.action === 'Allow' ? 'allow' : 'deny';
  if (collection.otherRules !== undefined) {
    const label: Label = { ...labelOf(resource, collection, null, action), action };
    yield { must: [], may: [ANY_BOX], label, reason: collection.otherRules.unknown };
  }
  const match = collection.kind === 'network' ? matchNetworkRule : matchApplicationRule;
  for (const rule of collection.rules) {
    const matched = match(rule, context);
    if (matched === null) continue;
    yield toEntry(matched, labelOf(resource, collection, rule, action), whether, collection);
  }
}

function labelOf(
  resource: string,
  collection: RuleCollection,
  rule: FirewallRule | null,
  action: Label['action'],
): Label {
  return {
    action,
    resource,
    collection: knownOr(collection.name, null),
    rule: rule === null ? null : knownOr(rule.name, null),
    priority: knownOr(collection.priority, null),
    location: rule?.location ?? collection.location,
  };
}

function toEntry(matched: RuleMatch, label: Label, whether: Message | null, collection: RuleCollection): Entry<Label> {
  const reason = isUnknown(collection.action) ? collection.action.unknown : matched.reason;
  if (whether !== null) return { must: [], may: matched.may, label, reason: whether };
  return { must: matched.must, may: matched.may, label, reason };
}

function toPart(piece: Piece<Label>): Part {
  const actions = new Set(piece.deciders.map(({ label }) => label.action));
  const [only] = actions;
  const fate =
    actions.size !== 1 || only === undefined || only === 'unknown'
      ? 'unknown'
      : only === 'allow'
        ? 'allowed'
        : 'denied';
  const steps = piece.deciders.map(({ label, must, may, reason }): RawStep => {
    const open = fate === 'unknown' && must !== may && reason !== null;
    return {
      leg: 'firewall',
      resource: label.resource,
      rule: label.rule,
      ...(label.collection === null ? {} : { collection: label.collection }),
      action: open ? 'unknown' : label.action,
      priority: label.priority,
      ...(open ? { waitsFor: reason } : {}),
      location: label.location,
    };
  });
  const waitsFor = fate === 'unknown' ? (piece.deciders.find(({ reason }) => reason !== null)?.reason ?? null) : null;
  return { packets: piece.packets, fate, steps, waitsFor };
}
