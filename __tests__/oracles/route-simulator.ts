/** The oracle's routes: every route that holds the destination is a candidate, the best one wins (R1, R3, R6). */
import type { Subnet } from '../../src/azure/model.js';
import { addressIn, keyOf, known, numberIn, type Point, type World } from './packet.js';

export type NextHop = { readonly table: string | null; readonly route: string | null } & (
  | { readonly kind: 'internet' | 'none' | 'network' | 'endpoint' }
  | { readonly kind: 'firewall'; readonly firewall: string }
  /** An appliance or a gateway that the input does not show. */
  | { readonly kind: 'elsewhere' }
);

interface Candidate {
  readonly length: number;
  /** For equal lengths: prefixes before tags, small tags before large ones, the user's before the system's. */
  readonly rank: number;
  readonly hop: NextHop;
}

/** Prefixes that Azure drops outside of the network's own space (R6). */
const DROPPED = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/** Without a tag list no tag has a prefix length: every tag is longer than 0.0.0.0/0 and shorter than the rest; R3 orders them. */
const NAMED_TAG_LENGTH = 16;

/** Where the subnet sends what is for this address. */
export function nextHop(world: World, subnet: Subnet, far: Point): NextHop {
  const best = [...systemRoutes(world, subnet, far), ...userRoutes(world, subnet, far)].sort(
    (a, b) => b.length - a.length || a.rank - b.rank,
  )[0];
  return best?.hop ?? { kind: 'none', table: null, route: null };
}

function systemRoutes(world: World, subnet: Subnet, far: Point): readonly Candidate[] {
  const system = (prefix: string, kind: 'internet' | 'none' | 'network'): Candidate[] =>
    numberIn(prefix, far.address)
      ? [{ length: lengthOf(prefix), rank: 90, hop: { kind, table: null, route: null } }]
      : [];
  const spaces = networkSpaces(world, subnet);
  const own = spaces.flatMap((prefix) => system(prefix, 'network'));
  // P1: the endpoint's own address is a /32 of its own, on which no route of the user's has a hold.
  const isEndpoint = far.name.startsWith('endpoint');
  return [
    ...own,
    ...(isEndpoint ? [{ length: 129, rank: 0, hop: { kind: 'endpoint', table: null, route: null } } as const] : []),
    ...(own.length > 0 ? [] : DROPPED.flatMap((prefix) => system(prefix, 'none'))),
    ...system('0.0.0.0/0', 'internet'),
    ...system('::/0', 'internet'),
    ...known(subnet.serviceEndpoints).flatMap((service) => endpointRoute(world, known(service), far)),
  ];
}

/** T12: a service endpoint is a route for the service's tag. Where the prefixes are equal, the user's route wins (R1). */
function endpointRoute(world: World, service: string, far: Point): readonly Candidate[] {
  const tag = ENDPOINT_TAGS.get(service);
  if (tag === undefined || !far.tags.includes(tag)) return [];
  const hop = { kind: 'endpoint', table: null, route: null } as const;
  // Behind the routes for the tag or a part of it, and before those for AzureCloud, if its prefixes are the longer ones.
  return [{ length: tagLength(world, tag, far), rank: world.longEndpoints === true ? 2.5 : 80, hop }];
}

const ENDPOINT_TAGS = new Map([
  ['Microsoft.Storage', 'storage'],
  ['Microsoft.Storage.Global', 'storage'],
  ['Microsoft.KeyVault', 'azurekeyvault'],
  ['Microsoft.ContainerRegistry', 'azurecontainerregistry'],
  ['Microsoft.AzureActiveDirectory', 'azureactivedirectory'],
]);

function userRoutes(world: World, subnet: Subnet, far: Point): readonly Candidate[] {
  const table = world.network.routeTables.find(({ key }) => key === keyOf(subnet.routeTable));
  if (table === undefined) return [];
  return table.routes.flatMap((route) => {
    const prefix = known(route.addressPrefix).toLowerCase();
    const isPrefix = /^[0-9a-f.:]+\/\d+$/.test(prefix);
    if (!(isPrefix ? numberIn(prefix, far.address) : addressIn(prefix, far))) return [];
    const named = { table: table.id, route: known(route.name) };
    const firewall = world.network.firewalls.find(
      ({ key, privateIpAddresses }) =>
        (route.nextHop !== null && keyOf(route.nextHop) === key) ||
        known(privateIpAddresses).some((address) => known(address) === known(route.nextHopIpAddress)),
    );
    const type = known(route.nextHopType).toLowerCase();
    const hop: NextHop =
      type === 'internet'
        ? { kind: 'internet', ...named }
        : type === 'none'
          ? { kind: 'none', ...named }
          : type === 'vnetlocal'
            ? { kind: 'network', ...named }
            : type === 'virtualappliance' && firewall !== undefined
              ? { kind: 'firewall', firewall: firewall.key, ...named }
              : { kind: 'elsewhere', ...named };
    return [
      isPrefix
        ? { length: lengthOf(prefix), rank: 0, hop }
        : { length: tagLength(world, prefix, far), rank: tagRank(prefix), hop },
    ];
  });
}

/** R3. */
function tagRank(tag: string): number {
  const regional = tag.includes('.') && !tag.startsWith('azurefrontdoor.');
  return tag.startsWith('azurecloud') ? (regional ? 3 : 4) : regional ? 1 : 2;
}

/** The longest of the tag's prefixes that hold the point. */
function tagLength(world: World, tag: string, far: Point): number {
  const prefixes = world.tagPrefixes?.get(tag);
  if (prefixes === undefined) return NAMED_TAG_LENGTH;
  return Math.max(...prefixes.filter((prefix) => numberIn(prefix, far.address)).map(lengthOf));
}

function lengthOf(prefix: string): number {
  return Number(prefix.split('/')[1]);
}

/** The address spaces of the network and of those peered with it. */
function networkSpaces(world: World, subnet: Subnet): readonly string[] {
  const own = keyOf(subnet.virtualNetwork);
  const peers = world.network.peerings.flatMap(({ virtualNetwork, remoteVirtualNetwork }) =>
    keyOf(virtualNetwork) === own ? [keyOf(remoteVirtualNetwork)] : [],
  );
  return world.network.virtualNetworks
    .filter(({ key }) => key === own || peers.includes(key))
    .flatMap(({ addressSpace }) => known(addressSpace).map((prefix) => known(prefix)));
}
