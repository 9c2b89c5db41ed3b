/** Where the oracle looks from: the compute's addresses and what is joined to them, and how fields of the model are read. */
import type { Link, Network, NetworkSecurityGroup, Resource, RouteTable } from '../../src/azure/model.js';
import { isUnknown, type Value } from '../../src/azure/value.js';
import { type Block, type Family, readBlock } from './z3-addresses.js';
import { anyOf, between, type Fate, type Formula, NEVER, OPEN, or, surely, TRUE, within } from './z3-formula.js';
import type { Vocabulary } from './z3-tags.js';

/** The terms of a packet. `sourcePort` may be a constant. */
export interface Packet {
  readonly family: Family;
  readonly source: Formula;
  readonly sourcePort: Formula;
  readonly destination: Formula;
  readonly destinationPort: Formula;
  readonly protocol: 'tcp' | 'udp';
}

/** The place that is judged, with what is joined to it. */
export interface Place {
  readonly network: Network;
  readonly vocabulary: Vocabulary;
  /** The addresses of the compute. */
  readonly own: readonly Block[];
  /** VNet and peered VNets: VirtualNetwork (T5; a default route does not widen it, see CONTRACT). */
  readonly virtualNetwork: readonly Block[];
  /** From the compute outward (N7). */
  readonly groups: readonly NetworkSecurityGroup[];
  readonly routeTable: RouteTable | null;
  /** Services whose prefixes are routed straight to them (T12). */
  readonly endpointTags: readonly string[];
  readonly wayOut: boolean;
  readonly publicIp: boolean;
}

/** Service endpoints that the oracle knows and the tag whose prefixes they route. */
const ENDPOINT_TAGS: ReadonlyMap<string, string> = new Map([
  ['microsoft.keyvault', 'AzureKeyVault'],
  ['microsoft.storage.global', 'Storage'],
]);

/** Takes the subnet or network interface with this key. Throws where the network says something that the oracle does not judge. */
export function placeOf(network: Network, key: string, vocabulary: Vocabulary): Place {
  const nic = network.networkInterfaces.find((it) => it.key === key) ?? null;
  const subnet = nic === null ? network.subnets.find((it) => it.key === key) : linked(network.subnets, nic.subnets[0]);
  if (subnet === undefined || subnet === null) throw new Error(`no subnet: ${key}`);
  const home = linked(network.virtualNetworks, subnet.virtualNetwork);
  const peered = network.peerings
    .filter((it) => keyOf(it.virtualNetwork) === home?.key)
    .map((it) => linked(network.virtualNetworks, it.remoteVirtualNetwork));
  const computes = network.computes.filter((it) => keyOf(it.subnet) === subnet.key);
  const publicIp = nic === null ? computes.some((it) => it.publicIp === true) : nic.publicIpAddress === true;
  const groups = [nic?.networkSecurityGroup ?? null, subnet.networkSecurityGroup];
  return {
    network,
    vocabulary,
    own: blocks(known(nic === null ? subnet.addressPrefixes : nic.privateIpAddresses)),
    virtualNetwork: [home, ...peered].flatMap((it) => (it === null ? [] : blocks(known(it.addressSpace)))),
    groups: groups.flatMap((link) => linked(network.networkSecurityGroups, link) ?? []),
    routeTable: linked(network.routeTables, subnet.routeTable),
    endpointTags: known(subnet.serviceEndpoints).flatMap((it) => ENDPOINT_TAGS.get(known(it).toLowerCase()) ?? []),
    wayOut: subnet.natGateway !== null || publicIp || subnet.defaultOutboundAccess !== false,
    publicIp,
  };
}

export function anyPort(field: Value<readonly Value<string>[]>, port: Formula): Fate {
  return anyOfValues(field, (text) => {
    if (text === '*') return TRUE;
    const [low = '', high = low] = text.split('-');
    return between(port, BigInt(low), BigInt(high), 16);
  });
}

export function inBlocks(all: readonly Block[], family: Family, term: Formula): Formula {
  return or(...all.filter((block) => block.family === family).map((block) => within(term, block)));
}

/** A list whose entries, or the whole of which, may be open. */
export function anyOfValues<T>(field: Value<readonly Value<T>[]>, match: (item: T) => Formula): Fate {
  if (isUnknown(field)) return OPEN;
  return anyOf(NEVER, ...field.map((item) => (isUnknown(item) ? OPEN : surely(match(item)))));
}

export function known<T>(value: Value<T>): T {
  if (isUnknown(value)) throw new Error(`the oracle does not judge this: ${value.unknown}`);
  return value;
}

export function keyOf(link: Link | undefined): string | null {
  if (link === null || link === undefined) return null;
  if (!('key' in link)) throw new Error('the oracle follows links by key only');
  return link.key;
}

export function linked<T extends Resource>(all: readonly T[], link: Link | undefined): T | null {
  const key = keyOf(link);
  if (key === null) return null;
  const found = all.find((it) => it.key === key);
  if (found === undefined) throw new Error(`nothing has the key ${key}`);
  return found;
}

export function blocks(texts: readonly Value<string>[]): readonly Block[] {
  return texts.map((text) => {
    const block = readBlock(known(text));
    if (block === null) throw new Error(`no prefix: ${known(text)}`);
    return block;
  });
}

/** Where the rules tell source ports of clients apart: one port of each stretch of 1024-65535 that no rule divides (N2, CONTRACT "Source ports"). */
export function sourcePorts(place: Place): readonly bigint[] {
  const edges = place.groups
    .flatMap((group) => group.securityRules)
    .flatMap((rule) => (isUnknown(rule.sourcePortRanges) ? [] : rule.sourcePortRanges))
    .flatMap((range) => (isUnknown(range) || range === '*' ? [] : [range.split('-')]))
    .flatMap(([low = '', high = low]) => [BigInt(low), BigInt(high) + 1n]);
  return [...new Set([1024n, ...edges.filter((port) => port > 1024n && port <= 65535n)])];
}

/** Whether the compute has addresses of this family: without, it sends no such packets. */
export function speaks(place: Place, family: Family): boolean {
  return place.own.some((block) => block.family === family);
}
