/** The assembled network, indexed: what hangs on what. Built once per run, in linear time. */

import {
  type AddressSet,
  NO_ADDRESSES,
  overlapsAddresses,
  PUBLIC,
  parseAddresses,
  unionOf,
} from '../azure/addresses.js';
import { type Message, msg } from '../azure/message.js';
import type {
  Compute,
  Firewall,
  FirewallPolicy,
  IpGroup,
  KubernetesCluster,
  Link,
  NatGateway,
  Network,
  NetworkInterface,
  NetworkSecurityGroup,
  PrivateEndpoint,
  Resource,
  RouteTable,
  RoutingIntent,
  RuleCollectionGroup,
  Subnet,
  VirtualHubConnection,
  VirtualNetwork,
  Workspace,
} from '../azure/model.js';
import { isUnknown, type Value } from '../azure/value.js';

/** A link followed: the resource, none, or undecided between candidates (all of them, or an open set). */
export type Followed<T> =
  | { readonly kind: 'one'; readonly resource: T }
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly reason: Message; readonly candidates: readonly (T | null)[] | null };

/** Addresses in two halves: what is known of them, and what is waited for. */
export interface KnownSpace {
  readonly addresses: AddressSet;
  readonly open: Message | null;
}

export interface Topology {
  readonly network: Network;
  readonly virtualNetworks: Index<VirtualNetwork>;
  readonly subnets: Index<Subnet>;
  readonly securityGroups: Index<NetworkSecurityGroup>;
  readonly routeTables: Index<RouteTable>;
  readonly natGateways: Index<NatGateway>;
  readonly networkInterfaces: Index<NetworkInterface>;
  readonly workspaces: Index<Workspace>;
  readonly firewalls: Index<Firewall>;
  readonly policies: Index<FirewallPolicy>;
  readonly ipGroups: Index<IpGroup>;
  readonly clusters: Index<KubernetesCluster>;
  /** Keys of virtual networks that are peered, either direction, by the key of one side. A peering whose far side is open is in `openPeerings`. */
  readonly peers: ReadonlyMap<string, readonly string[]>;
  readonly openPeerings: ReadonlyMap<string, Message>;
  /** Private endpoints by the key of their virtual network; those whose network is open under `null`. */
  readonly privateEndpoints: ReadonlyMap<string | null, readonly PrivateEndpoint[]>;
  /** Compute by the key of each subnet that it is or may be in; a cluster's compute is where its node pools are. */
  readonly computes: ReadonlyMap<string, readonly Compute[]>;
  readonly groupsOfPolicy: ReadonlyMap<string, readonly RuleCollectionGroup[]>;
  /** The other way round: the keys of the policies that a group is in, or may be in. */
  readonly policiesOfGroup: ReadonlyMap<string, readonly string[]>;
  readonly hubConnections: ReadonlyMap<string, readonly VirtualHubConnection[]>;
  /** By the key of the hub; a hub may have an intent and route tables. */
  readonly routingIntents: ReadonlyMap<string, readonly RoutingIntent[]>;
}

export type Index<T extends Resource> = ReadonlyMap<string, T>;

export function buildTopology(network: Network): Topology {
  const subnets = index(network.subnets);
  const { peers, openPeerings } = peerings(network);
  const clusters = index(network.kubernetesClusters);
  return {
    network,
    virtualNetworks: index(network.virtualNetworks),
    subnets,
    securityGroups: index(network.networkSecurityGroups),
    routeTables: index(network.routeTables),
    natGateways: index(network.natGateways),
    networkInterfaces: index(network.networkInterfaces),
    workspaces: index(network.workspaces),
    firewalls: index(network.firewalls),
    policies: index(network.firewallPolicies),
    ipGroups: index(network.ipGroups),
    clusters,
    peers,
    openPeerings,
    privateEndpoints: groupBy(network.privateEndpoints, (endpoint) => {
      const subnet = keyOf(endpoint.subnet);
      return subnet === null ? null : keyOf(subnets.get(subnet)?.virtualNetwork ?? null);
    }),
    computes: groupByEach(network.computes, (compute) => [
      ...new Set(computeSubnets(compute, clusters).flatMap((link) => keysOf(link))),
    ]),
    groupsOfPolicy: groupByEach(network.ruleCollectionGroups, (group) => keysOf(group.policy)),
    policiesOfGroup: new Map(network.ruleCollectionGroups.map(({ key, policy }) => [key, keysOf(policy)])),
    hubConnections: groupByEach(network.virtualHubConnections, (connection) => keysOf(connection.virtualNetwork)),
    routingIntents: groupByEach(network.routingIntents, (intent) => keysOf(intent.virtualHub)),
  };
}

/** The subnets that a compute names, by itself or by the node pools of its cluster. */
export function computeSubnets(compute: Compute, clusters: Index<KubernetesCluster>): readonly Link[] {
  if (compute.kind !== 'Kubernetes') return [compute.subnet];
  const cluster = follow(compute.kubernetesCluster, clusters);
  return cluster.kind === 'one' ? [...cluster.resource.nodeSubnets, compute.subnet] : [compute.subnet];
}

/** The key a link certainly leads to, or `null`. */
export function keyOf(link: Link): string | null {
  return link !== null && 'key' in link ? link.key : null;
}

/** All keys a link leads to or may lead to. */
export function keysOf(link: Link): readonly string[] {
  if (link === null) return [];
  if ('key' in link) return [link.key];
  if ('unknown' in link) return (link.candidates ?? []).filter((key) => key !== null);
  return [];
}

/** Follows a link of an assembled network. */
export function follow<T extends Resource>(link: Link, all: Index<T>): Followed<T> {
  if (link === null) return { kind: 'none' };
  if ('key' in link) {
    const resource = all.get(link.key);
    return resource === undefined
      ? { kind: 'open', reason: msg`${link.key}, which is not in the input`, candidates: null }
      : { kind: 'one', resource };
  }
  if ('unknown' in link) {
    const candidates = link.candidates?.map((key) => (key === null ? null : all.get(key)));
    const complete = candidates?.every((candidate) => candidate !== undefined);
    return {
      kind: 'open',
      reason: link.unknown,
      candidates: complete === true ? (candidates ?? []).map((candidate) => candidate ?? null) : null,
    };
  }
  return {
    kind: 'open',
    reason: msg`${'id' in link ? link.id : link.name}, which is not in the input`,
    candidates: null,
  };
}

/** The known prefixes of a list, and what is waited for where some are not known. Text that is no prefix counts as nothing. */
export function knownSpace(prefixes: Value<readonly Value<string>[]>): KnownSpace {
  if (isUnknown(prefixes)) return { addresses: NO_ADDRESSES, open: prefixes.unknown };
  let open: Message | null = null;
  const sets: AddressSet[] = [];
  for (const prefix of prefixes) {
    if (isUnknown(prefix)) open = prefix.unknown;
    else sets.push(parseAddresses(prefix) ?? NO_ADDRESSES);
  }
  return { addresses: unionOf(sets), open };
}

/** The space of a virtual network and of those peered with it: what the tag VirtualNetwork holds (T5). Private prefixes of user routes count too. */
export function networkSpace(subnet: Subnet, topology: Topology): KnownSpace {
  const own = keyOf(subnet.virtualNetwork);
  const sets: AddressSet[] = [knownSpace(subnet.addressPrefixes).addresses];
  let open: Message | null =
    own === null ? openReason(subnet.virtualNetwork, msg`the virtual network of ${subnet.id}`) : null;
  for (const key of own === null ? [] : [own, ...(topology.peers.get(own) ?? [])]) {
    const space = virtualNetworkSpace(key, topology);
    sets.push(space.addresses);
    open ??= space.open;
  }
  if (own !== null) open ??= topology.openPeerings.get(own) ?? null;
  const table = follow(subnet.routeTable, topology.routeTables);
  if (table.kind === 'one') {
    for (const { addressPrefix } of table.resource.routes) {
      const prefix = isUnknown(addressPrefix) ? null : parseAddresses(addressPrefix);
      if (prefix !== null && !overlapsAddresses(prefix, PUBLIC)) sets.push(prefix);
    }
  }
  return { addresses: unionOf(sets), open };
}

function virtualNetworkSpace(key: string, topology: Topology): KnownSpace {
  const network = topology.virtualNetworks.get(key);
  return network === undefined
    ? { addresses: NO_ADDRESSES, open: msg`the address space of ${key}` }
    : knownSpace(network.addressSpace);
}

function openReason(link: Link, otherwise: Message): Message {
  return link !== null && 'unknown' in link ? link.unknown : msg`${otherwise}, which is not in the input`;
}

function index<T extends Resource>(resources: readonly T[]): Index<T> {
  return new Map(resources.map((resource) => [resource.key, resource]));
}

function peerings(network: Network): { peers: Map<string, string[]>; openPeerings: Map<string, Message> } {
  const sets = new Map<string, Set<string>>();
  const openPeerings = new Map<string, Message>();
  const known = new Set(network.virtualNetworks.map(({ key }) => key));
  for (const peering of network.peerings) {
    const near = keyOf(peering.virtualNetwork);
    const far = keyOf(peering.remoteVirtualNetwork);
    if (near !== null && far !== null && known.has(far)) {
      for (const [a, b] of [
        [near, far],
        [far, near],
      ] as const) {
        const set = sets.get(a) ?? new Set();
        set.add(b);
        sets.set(a, set);
      }
    } else if (near !== null) {
      openPeerings.set(near, msg`the address space of the network that ${peering.id} peers with`);
    }
  }
  return { peers: new Map([...sets].map(([key, set]) => [key, [...set]])), openPeerings };
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const out = new Map<K, T[]>();
  for (const item of items) {
    const at = key(item);
    const list = out.get(at);
    if (list === undefined) out.set(at, [item]);
    else list.push(item);
  }
  return out;
}

function groupByEach<T>(items: readonly T[], keys: (item: T) => readonly string[]): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keys(item)) {
      const list = out.get(key);
      if (list === undefined) out.set(key, [item]);
      else list.push(item);
    }
  }
  return out;
}
