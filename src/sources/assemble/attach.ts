/** Resources of their own that belong into others: associations, separate rules and routes, collections, addresses, node pools (N16). */
import { type Message, msg } from '../../azure/message.js';
import type {
  Association,
  Link,
  OpenLink,
  OutboundRule,
  Resource,
  Route,
  RuleCollection,
  SecurityRule,
} from '../../azure/model.js';
import { isUnknown, type Unknown, unknown, type Value } from '../../azure/value.js';
import type { Lists, Report } from './lists.js';
import { MOST_CANDIDATES, type Resolver } from './resolver.js';

/** What belongs to each owner: certainly, or perhaps; and whether there may be more that nobody can list. */
interface Belongings<T> {
  readonly of: (owner: Resource) => {
    readonly certain: readonly T[];
    readonly possible: readonly { readonly item: T; readonly reason: Unknown }[];
    readonly rest: Unknown | null;
  };
}

/** All copies of undecided items that one run makes at most; beyond it an owner only learns that there may be more. */
const MOST_COPIES = 200_000;

/**
 * Sorts items by their owners, whose links must be decided. An item whose owner is not in the input is reported and belongs to nobody; one whose owner is
 * open without candidates may belong to any owner of its file.
 */
function sortByOwner<T extends Resource>(
  items: readonly T[],
  ownerOf: (item: T) => Link,
  resolver: Resolver,
  report: Report,
): Belongings<T> {
  const certain = new Map<string, T[]>();
  const possible = new Map<string, { item: T; reason: Unknown }[]>();
  const rest = new Map<string, Unknown>();
  const anywhere = new Map<string, Unknown>();
  let copies = 0;
  for (const item of items) {
    const owner = ownerOf(item);
    if (owner === null || resolver.isOutside(owner)) {
      const why = owner !== null && isUnknown(owner) ? owner.unknown : msg`it names nothing that it belongs to`;
      report('note', msg`${item.id} is left out: ${why}`, item);
    } else if ('key' in owner) {
      push(certain, owner.key, item);
    } else if (isUnknown(owner)) {
      if (owner.candidates === undefined) anywhere.set(item.file, owner);
      copies += owner.candidates?.length ?? 0;
      for (const key of owner.candidates ?? []) {
        if (key === null) continue;
        if (copies > MOST_COPIES) rest.set(key, owner);
        else push(possible, key, { item, reason: owner });
      }
    }
  }
  return {
    of: ({ key, file }) => ({
      certain: certain.get(key) ?? [],
      possible: possible.get(key) ?? [],
      rest: rest.get(key) ?? anywhere.get(file) ?? null,
    }),
  };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Puts everything that is a resource of its own where it belongs and empties the lists it came from. All links must be decided. */
export function attachAll(lists: Lists, resolver: Resolver, report: Report): void {
  attachAssociations(lists, resolver, report);

  const rules = sortByOwner(lists.separateSecurityRules, (it) => it.networkSecurityGroup, resolver, report);
  lists.networkSecurityGroups = lists.networkSecurityGroups.map((group) => {
    const added = items(rules, group, (it) => ({ ...it.rule, declaredBy: it.id }));
    return added === null
      ? group
      : {
          ...group,
          securityRules: joinNamed<SecurityRule>(group.securityRules, added),
          ...also('otherRules', added.rest, group.otherRules),
        };
  });
  lists.separateSecurityRules = [];

  const routes = sortByOwner(lists.separateRoutes, (it) => it.routeTable, resolver, report);
  lists.routeTables = lists.routeTables.map((table) => {
    const added = items(routes, table, (it) => ({ ...it.route, declaredBy: it.id }));
    return added === null
      ? table
      : {
          ...table,
          routes: joinNamed<Route>(table.routes, added),
          ...also('otherRoutes', added.rest, table.otherRoutes),
        };
  });
  lists.separateRoutes = [];

  const approved = sortByOwner(lists.separateOutboundRules, (it) => it.workspace, resolver, report);
  lists.workspaces = lists.workspaces.map((workspace) => {
    const added = items(approved, workspace, (it) => ({ ...it.rule, declaredBy: it.id }));
    return added === null
      ? workspace
      : {
          ...workspace,
          outboundRules: joinNamed<OutboundRule>(workspace.outboundRules, added),
          ...also('otherOutboundRules', added.rest, workspace.otherOutboundRules),
        };
  });
  lists.separateOutboundRules = [];

  const collections = sortByOwner(lists.separateRuleCollections, (it) => it.firewall, resolver, report);
  lists.firewalls = lists.firewalls.map((firewall) => {
    const added = items(collections, firewall, (it) => ({ ...it.collection, declaredBy: it.id }));
    return added === null
      ? firewall
      : {
          ...firewall,
          ruleCollections: joinNamed<RuleCollection>(firewall.ruleCollections, added),
          ...also('otherRuleCollections', added.rest, firewall.otherRuleCollections),
        };
  });
  lists.separateRuleCollections = [];

  attachAddresses(lists, resolver, report);
  attachNodePools(lists, resolver, report);
}

interface Added<T> {
  readonly certain: readonly T[];
  readonly possible: readonly T[];
  readonly rest: Unknown | null;
}

/** What belongs to one owner, taken out of its resources; `null` where nothing does. */
function items<S extends Resource, T>(all: Belongings<S>, owner: Resource, part: (resource: S) => T): Added<T> | null {
  const { certain, possible, rest } = all.of(owner);
  if (certain.length === 0 && possible.length === 0 && rest === null) return null;
  return {
    certain: certain.map(part),
    possible: possible.map(({ item, reason }) => ({
      ...part(item),
      presence: unknown(msg`whether ${item.id} belongs to ${owner.id}: ${reason.unknown}`),
    })),
    rest,
  };
}

function also<K extends string>(
  name: K,
  rest: Unknown | null,
  before: Unknown | undefined,
): { readonly [P in K]?: Unknown } {
  const value = before ?? rest;
  return (value === null ? {} : { [name]: value }) as { readonly [P in K]?: Unknown };
}

/**
 * Azure knows each name once: what is declared by itself takes the place of what its owner shows under the same name (N17). Where it is open whether the
 * former is there, so it is whether the latter still is.
 */
function joinNamed<T extends { readonly name: Value<string>; readonly kind?: string; readonly presence?: Unknown }>(
  inline: readonly T[],
  added: Added<T>,
): readonly T[] {
  const nameOf = (one: T): string | null =>
    typeof one.name === 'string' ? `${one.kind ?? ''} ${one.name.toLowerCase()}` : null;
  const separate = new Map<string, Unknown | null>();
  for (const one of [...added.certain, ...added.possible]) {
    const name = nameOf(one);
    if (name !== null && separate.get(name) !== null) separate.set(name, one.presence ?? null);
  }
  const kept = inline.flatMap((one): readonly T[] => {
    const presence = separate.get(nameOf(one) ?? '');
    if (presence === undefined) return [one];
    return presence === null ? [] : [{ ...one, presence }];
  });
  return [...kept, ...added.certain, ...added.possible];
}

function attachAddresses(lists: Lists, resolver: Resolver, report: Report): void {
  const addresses = sortByOwner(lists.separateIpGroupAddresses, (it) => it.ipGroup, resolver, report);
  lists.ipGroups = lists.ipGroups.map((group) => {
    const { certain, possible, rest } = addresses.of(group);
    if (isUnknown(group.addresses)) return group;
    const more = certain.flatMap((one) => (isUnknown(one.addresses) ? [one.addresses] : one.addresses));
    const perhaps = possible.map(({ item, reason }) =>
      unknown(msg`whether the addresses of ${item.id} belong to ${group.id}: ${reason.unknown}`),
    );
    const all = [...group.addresses, ...more, ...perhaps, ...(rest === null ? [] : [rest])];
    return all.length === group.addresses.length ? group : { ...group, addresses: [...new Set(all)] };
  });
  lists.separateIpGroupAddresses = [];
}

function attachNodePools(lists: Lists, resolver: Resolver, report: Report): void {
  const pools = sortByOwner(lists.kubernetesNodePools, (it) => it.cluster, resolver, report);
  lists.kubernetesClusters = lists.kubernetesClusters.map((cluster) => {
    const { certain, possible, rest } = pools.of(cluster);
    const perhaps = possible.map(({ item, reason }) =>
      openLink(reason.unknown, [...(candidatesOf(item.subnet) ?? []), null], candidatesOf(item.subnet) !== null),
    );
    const subnets = [
      ...cluster.nodeSubnets,
      ...certain.map((one) => one.subnet),
      ...perhaps,
      ...(rest === null ? [] : [rest]),
    ];
    return { ...cluster, nodeSubnets: distinct(subnets) };
  });
  lists.kubernetesNodePools = [];
}

function distinct(links: readonly Link[]): readonly Link[] {
  const seen = new Set<string>();
  return links.filter((link) => {
    if (link === null || !('key' in link)) return link !== null;
    return seen.has(link.key) ? false : seen.add(link.key) !== null;
  });
}

/** All that a link can be: keys and `null`; `null` in place of the list where that is not known. */
function candidatesOf(link: Link): readonly (string | null)[] | null {
  if (link === null) return [null];
  if ('key' in link) return [link.key];
  return isUnknown(link) ? (link.candidates ?? null) : null;
}

function openLink(reason: Message, candidates: readonly (string | null)[], complete: boolean): OpenLink {
  const all = [...new Set(candidates)];
  return complete && all.length <= MOST_CANDIDATES ? { unknown: reason, candidates: all } : { unknown: reason };
}

/** The words of a report for what an association joins. */
const JOINED: Readonly<Record<Association['kind'], Message>> = {
  networkSecurityGroup: msg`network security group`,
  routeTable: msg`route table`,
  natGateway: msg`NAT gateway`,
};

const SUBNET_LINKS = ['networkSecurityGroup', 'routeTable', 'natGateway'] as const;

/** Associations become the property of what they join. */
function attachAssociations(lists: Lists, resolver: Resolver, report: Report): void {
  const all = lists.associations;
  if (all.length === 0) return;
  for (const kind of SUBNET_LINKS) {
    const ofSubnets = sortByOwner(
      all.filter((it) => it.of === 'subnet' && it.kind === kind),
      (it) => it.owner,
      resolver,
      report,
    );
    lists.subnets = lists.subnets.map((subnet) => {
      const value = associated(subnet, subnet[kind], ofSubnets, report);
      return value === subnet[kind] ? subnet : { ...subnet, [kind]: value };
    });
  }
  const ofInterfaces = sortByOwner(
    all.filter((it) => it.of === 'networkInterface' && it.kind === 'networkSecurityGroup'),
    (it) => it.owner,
    resolver,
    report,
  );
  lists.networkInterfaces = lists.networkInterfaces.map((nic) => {
    const value = associated(nic, nic.networkSecurityGroup, ofInterfaces, report);
    return value === nic.networkSecurityGroup ? nic : { ...nic, networkSecurityGroup: value };
  });
  lists.associations = [];
}

/** What an owner is joined to, given what it says itself. */
function associated(owner: Resource, previous: Link, all: Belongings<Association>, report: Report): Link {
  const { certain, possible, rest } = all.of(owner);
  const [first] = certain;
  if (first !== undefined) return certainTarget(owner, first, certain, report);
  if (possible.length === 0 && rest === null) return previous;
  const targets = [previous, ...possible.map(({ item }) => item.target)].map(candidatesOf);
  const [reason] = possible.map((one) => one.reason);
  const complete = rest === null && targets.every((one) => one !== null);
  return openLink(
    (reason ?? rest ?? unknown(msg`an association`)).unknown,
    targets.flatMap((one) => one ?? []),
    complete,
  );
}

function certainTarget(owner: Resource, first: Association, certain: readonly Association[], report: Report): Link {
  if (certain.length === 1) return first.target;
  const targets = certain.map((one) => candidatesOf(one.target));
  const keys = new Set(targets.flatMap((one) => one ?? ['?']));
  const byFile = new Set(certain.map((one) => one.file));
  const what = JOINED[first.kind];
  // The plan and the state of one configuration may both hold it; twice in one file is a mistake that Azure resolves by order.
  if (keys.size > 1 || byFile.size < certain.length) {
    const names = certain.slice(0, 5).map((one) => one.id);
    report('warning', msg`${owner.id} has more than one association with a ${what} (${names}); Azure keeps one`, first);
  }
  if (keys.size === 1) return first.target;
  const complete = targets.every((one) => one !== null);
  return openLink(
    msg`${owner.id} has ${certain.length} associations with a ${what}`,
    targets.flatMap((one) => one ?? []),
    complete,
  );
}
