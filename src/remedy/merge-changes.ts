/** Several changes as one rule where Azure allows it, without allowing more than they do one by one (N6, T9). */
import type { FirewallRule } from '../azure/model.js';
import { isUnknown, knownOr, type Value } from '../azure/value.js';
import type { Topology } from '../reachability/topology.js';
import { type Change, type FirewallChange, freeName, type GroupChange } from './change.js';
import { collectionOf } from './written-rule.js';

type Of<K extends Change['kind']> = Extract<Change, { readonly kind: K }>;

/**
 * @param changes as they were proposed, each for the network with those before it
 * @param topology the network without any of them
 * @returns fewer changes that allow the same, in the order of the first of each
 */
export function mergeChanges(changes: readonly Change[], topology: Topology): readonly Change[] {
  const groups = joinBy(unfolded(changes), 'security-rule', (change) => groupKey(change, topology), joinPorts);
  const rules = FIREWALL_STEPS.reduce<readonly Change[]>(
    (all, { key, join }) => joinBy(all, 'firewall-rule', key, join),
    groups,
  );
  return folded(renamed(rules, topology), changes);
}

/** What goes into a collection or a group that one of the changes makes is made with it, since it is nowhere else to be put. */
export function foldChanges(changes: readonly Change[]): readonly Change[] {
  return folded(unfolded(changes), changes);
}

function unfolded(changes: readonly Change[]): readonly Change[] {
  return changes.flatMap((change): readonly Change[] =>
    change.kind === 'rule-collection-group' ? change.collections : [change],
  );
}

/** @param origin the changes before they were unfolded: new groups among them */
function folded(changes: readonly Change[], origin: readonly Change[]): readonly Change[] {
  const groups = new Map<string, GroupChange>();
  for (const change of origin) if (change.kind === 'rule-collection-group') groups.set(change.group.key, change);
  const collections = new Map<string, FirewallChange[]>();
  const result: Change[] = [];
  for (const change of foldNewCollections(changes)) {
    const group = change.kind === 'firewall-rule' ? groups.get(change.owner) : undefined;
    if (group === undefined || change.kind !== 'firewall-rule') {
      result.push(change);
      continue;
    }
    const there = collections.get(change.owner);
    if (there !== undefined) there.push(change);
    else {
      const own = [change];
      collections.set(change.owner, own);
      result.push({ ...group, collections: own });
    }
  }
  return result;
}

/** Joins changes of one kind whose keys are equal. */
function joinBy<K extends Change['kind']>(
  changes: readonly Change[],
  kind: K,
  keyOf: (change: Of<K>) => string | null,
  join: (one: Of<K>, other: Of<K>) => Of<K>,
): readonly Change[] {
  const isOfKind = (change: Change): change is Of<K> => change.kind === kind;
  const result: Change[] = [];
  const places = new Map<string, { readonly at: number; change: Of<K> }>();
  for (const change of changes) {
    const key = isOfKind(change) ? keyOf(change) : null;
    const place = key === null ? undefined : places.get(key);
    if (place !== undefined && isOfKind(change)) {
      place.change = join(place.change, change);
      result[place.at] = place.change;
    } else {
      if (key !== null && isOfKind(change)) places.set(key, { at: result.length, change });
      result.push(change);
    }
  }
  return result;
}

/**
 * Rules of a group that differ in their ports only are one, where none of the user's rules stands between them: moved before
 * it, a rule would lift what that one denies. `null` where the order is not known.
 */
function groupKey({ group, rule }: Of<'security-rule'>, topology: Topology): string | null {
  const theirs = topology.securityGroups.get(group)?.securityRules ?? [];
  if (theirs.some(({ priority }) => isUnknown(priority))) return null;
  const before = theirs.filter(
    ({ direction, priority }) => direction === rule.direction && knownOr(priority, 0) < knownOr(rule.priority, 0),
  );
  return JSON.stringify([
    group,
    rule.direction,
    rule.protocol,
    rule.sourceAddressPrefixes,
    rule.destinationAddressPrefixes,
    before.length,
  ]);
}

function joinPorts(one: Of<'security-rule'>, { rule }: Of<'security-rule'>): Of<'security-rule'> {
  const destinationPortRanges = ports(one.rule.destinationPortRanges, rule.destinationPortRanges);
  return { ...one, rule: { ...one.rule, destinationPortRanges } };
}

/** What two firewall rules may differ in to be one: everything else has to be equal, so that nothing is allowed that neither allows. */
const FIREWALL_STEPS: readonly {
  readonly key: (change: FirewallChange) => string | null;
  readonly join: (one: FirewallChange, other: FirewallChange) => FirewallChange;
}[] = [
  differingIn('destinationPorts', ({ destinationPorts }, other) => ({
    destinationPorts: ports(destinationPorts, other.destinationPorts),
  })),
  differingIn('applicationProtocols', ({ applicationProtocols }, other) => ({
    applicationProtocols: distinct(applicationProtocols, other.applicationProtocols),
  })),
  differingIn('destinationAddresses', ({ destinationAddresses }, other) => ({
    destinationAddresses: distinct(destinationAddresses, other.destinationAddresses),
  })),
  differingIn('destinationFqdns', ({ destinationFqdns }, other) => ({
    destinationFqdns: distinct(destinationFqdns, other.destinationFqdns),
  })),
  differingIn('sourceAddresses', ({ sourceAddresses }, other) => ({
    sourceAddresses: distinct(sourceAddresses, other.sourceAddresses),
  })),
];

function differingIn(
  field: keyof FirewallRule,
  joined: (one: FirewallRule, other: FirewallRule) => Partial<FirewallRule>,
): (typeof FIREWALL_STEPS)[number] {
  return {
    key: ({ owner, collection: { name, kind }, rule }) =>
      // A network rule without destinations, or an application rule without hosts, is none that these steps are about.
      isEmpty(rule[field]) ? null : JSON.stringify([owner, kind, name, { ...rule, name: null, [field]: null }]),
    join: (one, { rule }) => ({ ...one, rule: { ...one.rule, ...joined(one.rule, rule) } }),
  };
}

function isEmpty(value: FirewallRule[keyof FirewallRule]): boolean {
  return Array.isArray(value) && value.length === 0;
}

function ports(
  one: Value<readonly Value<string>[]>,
  other: Value<readonly Value<string>[]>,
): Value<readonly Value<string>[]> {
  const all = distinct(one, other);
  const number = (port: Value<string>): number => Number.parseInt(isUnknown(port) ? '' : port, 10);
  return isUnknown(all) ? all : [...all].sort((a, b) => number(a) - number(b));
}

function distinct<T>(one: Value<readonly T[]>, other: Value<readonly T[]>): Value<readonly T[]> {
  if (isUnknown(one)) return one;
  if (isUnknown(other)) return other;
  return [...new Map([...one, ...other].map((item) => [JSON.stringify(item), item])).values()];
}

/** A rule for several tags or hosts is not named after the first of them. */
function renamed(changes: readonly Change[], topology: Topology): readonly Change[] {
  const taken = new Map<string, Value<string>[]>();
  const single = new Map<string, Value<string>[]>();
  for (const change of changes) {
    if (change.kind !== 'firewall-rule' || !isSingle(change.rule)) continue;
    const names = single.get(change.owner);
    if (names === undefined) single.set(change.owner, [change.rule.name]);
    else names.push(change.rule.name);
  }
  return changes.map((change) => {
    if (change.kind !== 'firewall-rule') return change;
    const { owner, collection, rule } = change;
    const place = JSON.stringify([owner, collection.kind, collection.name]);
    const names = taken.get(place) ?? [
      ...(collectionOf(change, topology)?.rules.map(({ name }) => name) ?? []),
      ...(single.get(owner) ?? []),
    ];
    taken.set(place, names);
    if (isSingle(rule)) return change;
    const name = freeName(collection.kind === 'network' ? 'AllowServiceTags' : 'AllowHosts', names);
    names.push(name);
    return { ...change, rule: { ...rule, name } };
  });
}

function isSingle({ destinationAddresses, destinationFqdns }: FirewallRule): boolean {
  const count = (list: Value<readonly unknown[]>): number => (isUnknown(list) ? 0 : list.length);
  return count(destinationAddresses) + count(destinationFqdns) <= 1;
}

/** Rules for a collection that one of the changes makes are made with it. */
function foldNewCollections(changes: readonly Change[]): readonly Change[] {
  const joined = joinBy(
    changes,
    'firewall-rule',
    ({ owner, collection: { name, kind, priority } }) => JSON.stringify([owner, kind, name, priority]),
    (one, { rule, also }) => ({ ...one, also: [...(one.also ?? []), rule, ...(also ?? [])] }),
  );
  const isNew = new Set(
    joined.flatMap((change) => (change.kind === 'firewall-rule' && change.collection.isNew ? [change] : [])),
  );
  // What was joined into a collection that is there already stays a rule of its own.
  return joined.flatMap((change): readonly Change[] => {
    if (change.kind !== 'firewall-rule' || isNew.has(change) || change.also === undefined) return [change];
    const { also, ...first } = change;
    return [first, ...also.map((rule) => ({ ...first, rule }))];
  });
}
