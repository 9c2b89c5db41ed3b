/** Where traffic goes before anybody filters it: longest prefix first, for an equal prefix user routes before system routes (R1 to R7, P1). */
import { type AddressSet, ALL_V4, isEmptyAddresses, parseAddresses } from '../azure/addresses.js';
import type { Location, Route, RouteTable, Subnet } from '../azure/model.js';
import { parseServiceTag, specialTag } from '../azure/service-tags.js';
import { isUnknown, knownOr } from '../azure/value.js';
import type { PathStep } from './finding.js';
import { type Entry, firstMatch } from './first-match.js';
import { eitherWay, type Leg } from './part.js';
import type { Flow } from './security-groups.js';
import { ANY_BOX, ANY_END, type EndSet, isEmptyEnd, NO_END, type Packets } from './space.js';
import { type Coverage, coverRemote, isAnything, startsLikeAddress } from './targets.js';
import { follow, keyOf, knownSpace, type Topology } from './topology.js';

/** What happens to traffic that a route takes (R4). */
export type NextHop =
  | { readonly kind: 'internet' }
  /** Within the network, to a peered one, to a private endpoint or through a service endpoint: no firewall and no way out on the way. */
  | { readonly kind: 'direct'; readonly type: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'firewall'; readonly key: string; readonly type: string }
  | { readonly kind: 'elsewhere'; readonly type: string; readonly reason: string };

export interface RouteLabel {
  readonly resource: string;
  readonly name: string | null;
  readonly nextHop: NextHop;
  readonly location: Location | null;
  /** Equal words are equal next hops. */
  readonly word: string;
}

/** What the routes of a subnet are asked about. */
export interface RouteQuestion {
  readonly subnet: Subnet;
  readonly flow: Flow;
  readonly topology: Topology;
  /** Set where the target is private endpoints of the network: whether their subnets let user routes override the /32 routes (P1). */
  readonly endpointRoutes: 'direct' | 'user' | null;
}

/** An entry and the place it takes. */
interface Ranked {
  readonly length: number;
  readonly rank: number;
  readonly entry: Entry<RouteLabel>;
}

/** For an equal prefix: explicit, regional tag, tag, AzureCloud.<region>, AzureCloud (R3), then gateways and hubs, then system routes (R1). */
const RANK = {
  prefix: 0,
  regionalTag: 1,
  tag: 2,
  serviceEndpoint: 3,
  regionalCloud: 4,
  cloud: 5,
  hub: 6,
  system: 7,
} as const;

/**
 * Without a tag list the lengths of a tag's prefixes are not known, only that they are longer than 0.0.0.0/0 (R2). An explicit public prefix may be
 * longer or shorter, which its own "may or may not hold" already says.
 */
const TAG_LENGTH = 0.5;

/** The leg of a subnet's routes: each part of the packets goes on by `onward` of its next hop. */
export function routeLeg(question: RouteQuestion, onward: (hop: NextHop) => Leg): Leg {
  const table = follow(question.subnet.routeTable, question.topology.routeTables);
  if (table.kind === 'one') return tableLeg(table.resource, question, onward);
  if (table.kind === 'none') return tableLeg(null, question, onward);
  if (table.candidates === null) {
    const step: PathStep = { ...stepOf(question.subnet.id, null), action: 'unknown', waitsFor: table.reason };
    return (packets) => [{ packets, fate: 'unknown', steps: [step], waitsFor: table.reason }];
  }
  const ways = table.candidates.map((candidate) => tableLeg(candidate, question, onward));
  return (packets) => eitherWay(packets, ways, table.reason);
}

/** The next hops of packets, without going on: what parts of the input are on the way. */
export function nextHops(question: RouteQuestion, packets: Packets): readonly NextHop[] {
  const seen: NextHop[] = [];
  const leg = routeLeg(question, (hop) => {
    return (part) => {
      seen.push(hop);
      return [{ packets: part, fate: 'allowed', steps: [], waitsFor: null }];
    };
  });
  const parts = leg(packets);
  const open = parts.find(({ fate, waitsFor }) => fate === 'unknown' && waitsFor !== null);
  return open === undefined ? seen : [...seen, { kind: 'elsewhere', type: 'unknown', reason: open.waitsFor ?? '' }];
}

function tableLeg(table: RouteTable | null, question: RouteQuestion, onward: (hop: NextHop) => Leg): Leg {
  return (packets) => {
    const entries = [...ranked(table, question)]
      .sort((a, b) => b.length - a.length || a.rank - b.rank)
      .map(({ entry }) => entry);
    return firstMatch(packets, entries, ({ word }) => word, Number.POSITIVE_INFINITY).flatMap((piece) => {
      const ways = [...new Map(piece.deciders.map((entry) => [entry.label.word, entry])).values()];
      const legs = ways.map(({ label, reason, must, may }): Leg => {
        const open =
          ways.length > 1 && must !== may && reason !== null ? { action: 'unknown' as const, waitsFor: reason } : {};
        const step: PathStep = { ...stepOf(label.resource, label), ...open };
        const denied = label.nextHop.kind === 'none' ? { action: 'deny' as const } : {};
        const here = { ...step, ...denied };
        const next = onward(label.nextHop);
        return (part) => next(part).map((after) => ({ ...after, steps: [here, ...after.steps] }));
      });
      const reason = ways.find(({ reason: text }) => text !== null)?.reason ?? 'the route that it takes';
      return legs.length === 1 && legs[0] !== undefined
        ? legs[0](piece.packets)
        : eitherWay(piece.packets, legs, reason);
    });
  };
}

function stepOf(resource: string, label: RouteLabel | null): PathStep {
  return {
    leg: 'route',
    resource,
    rule: label?.name ?? null,
    action: 'route',
    priority: null,
    ...(label === null ? {} : { nextHop: label.word }),
    location: label?.location ?? null,
  };
}

function* ranked(table: RouteTable | null, question: RouteQuestion): Generator<Ranked> {
  if (table !== null) {
    if (table.otherRoutes !== undefined) {
      const hop: NextHop = { kind: 'elsewhere', type: 'unknown', reason: table.otherRoutes.unknown };
      const label: RouteLabel = {
        resource: table.id,
        name: null,
        nextHop: hop,
        location: table.location,
        word: 'unknown',
      };
      yield { length: 1000, rank: 0, entry: { must: [], may: [ANY_BOX], label, reason: table.otherRoutes.unknown } };
    }
    for (const route of table.routes) yield* userRoute(route, table, question);
    yield* halvesOfEverything(table, question);
  }
  yield* systemRoutes(question, table);
}

/** Two routes for the halves of IPv4 that go the same way are one route for everything, longer than 0.0.0.0/0. */
function* halvesOfEverything(table: RouteTable, question: RouteQuestion): Generator<Ranked> {
  const half = (prefix: string) =>
    table.routes.find((route) => route.addressPrefix === prefix && route.presence === undefined);
  const [low, high] = [half('0.0.0.0/1'), half('128.0.0.0/1')];
  if (low === undefined || high === undefined) return;
  const [first, second] = [low, high].map((route) => ({ ...route, addressPrefix: '0.0.0.0/0' }));
  if (first === undefined || second === undefined) return;
  const [one, other] = [[...userRoute(first, table, question)][0], [...userRoute(second, table, question)][0]];
  if (one === undefined || one.entry.label.word !== other?.entry.label.word) return;
  yield { length: 1, rank: -1, entry: one.entry };
}

function* userRoute(route: Route, table: RouteTable, question: RouteQuestion): Generator<Ranked> {
  const hop = nextHopOf(route, question.topology);
  const label: RouteLabel = {
    resource: table.id,
    name: knownOr(route.name, null),
    nextHop: hop,
    location: route.location ?? table.location,
    word: wordOf(hop, route),
  };
  const { addressPrefix, presence } = route;
  if (isUnknown(addressPrefix)) {
    yield { length: 1000, rank: 0, entry: { must: [], may: [ANY_BOX], label, reason: addressPrefix.unknown } };
    return;
  }
  const place = (length: number, rank: number, coverage: Coverage): Ranked[] => {
    const entry = toEntry(coverage, label, presence?.unknown ?? null);
    return entry === null ? [] : [{ length, rank, entry }];
  };
  const text = addressPrefix.trim();
  const { target, around } = question.flow;
  if (text === '0.0.0.0/0') yield* place(0, RANK.prefix, EVERY_V4);
  else if (isAnything(text)) yield* place(0, RANK.prefix, coverRemote(['*'], target, around));
  else if (startsLikeAddress(text)) {
    const length = prefixLength(text);
    if (length !== null) yield* place(length, RANK.prefix, coverRemote([text], target, around));
  } else if (specialTag(text) === null) {
    // Internet, VirtualNetwork and the like are no prefixes of routes (T10); a diagnostic says so.
    const tag = parseServiceTag(text);
    const cloud = tag.service === 'AzureCloud';
    const rank = tag.region === null ? (cloud ? RANK.cloud : RANK.tag) : cloud ? RANK.regionalCloud : RANK.regionalTag;
    for (const { length, coverage } of tagCoverage(tag.name, question)) yield* place(length, rank, coverage);
  }
}

/** With a tag list, a tag's prefixes by length; without, what the facts say of it, at a length of its own. */
function tagCoverage(
  name: string,
  { flow }: RouteQuestion,
): readonly { readonly length: number; readonly coverage: Coverage }[] {
  const byLength = isEmptyAddresses(flow.target.end.addresses) ? null : (flow.around.tagList?.byLength(name) ?? null);
  if (byLength === null) return [{ length: TAG_LENGTH, coverage: coverRemote([name], flow.target, flow.around) }];
  return [...byLength].map(([length, addresses]) => ({ length, coverage: decided({ addresses, parts: 0n }) }));
}

/** In a route 0.0.0.0/0 is the default of IPv4 only; `::/0` is that of IPv6. */
const EVERY_V4: Coverage = decided({ addresses: { v4: ALL_V4, v6: [] }, parts: ANY_END.parts });

function decided(end: EndSet): Coverage {
  return { must: end, may: end, reason: null };
}

function toEntry(coverage: Coverage, label: RouteLabel, whether: string | null): Entry<RouteLabel> | null {
  if (isEmptyEnd(coverage.may)) return null;
  const may = [{ ...ANY_BOX, remote: coverage.may }];
  if (whether !== null) return { must: [], may, label, reason: whether };
  if (coverage.must === coverage.may) return { must: may, may, label, reason: coverage.reason };
  return {
    must: isEmptyEnd(coverage.must) ? [] : [{ ...ANY_BOX, remote: coverage.must }],
    may,
    label,
    reason: coverage.reason,
  };
}

/** Azure's own routes: the network and its peers, private endpoints, service endpoints, the virtual hub, the Internet, and private space (R6). */
function* systemRoutes(question: RouteQuestion, table: RouteTable | null): Generator<Ranked> {
  const { subnet, flow, topology } = question;
  const system = (name: string, hop: NextHop): RouteLabel => ({
    resource: subnet.id,
    name,
    nextHop: hop,
    location: subnet.location,
    word: hop.kind === 'direct' ? hop.type : hop.kind === 'internet' ? 'Internet' : 'None',
  });
  const entry = (length: number, rank: number, coverage: Coverage, label: RouteLabel): Ranked[] => {
    const made = toEntry(coverage, label, null);
    return made === null ? [] : [{ length, rank, entry: made }];
  };
  const local: NextHop = { kind: 'direct', type: 'VnetLocal' };
  const peering: NextHop = { kind: 'direct', type: 'VNetPeering' };
  const own = keyOf(subnet.virtualNetwork);

  if (question.endpointRoutes === 'direct') {
    const endpoint: NextHop = { kind: 'direct', type: 'InterfaceEndpoint' };
    yield* entry(129, RANK.system, decided(flow.target.end), system('Default', endpoint));
  }
  // A network whose addresses the input does not tell is still the network.
  const network = flow.target.parts[0]?.kind === 'network';
  if (network) yield* entry(129, RANK.system, decided({ ...flow.target.end, parts: 1n }), system('Default', local));

  const spaces = [
    ...(own === null ? [] : [{ key: own, hop: local }]),
    ...(own === null ? [] : (topology.peers.get(own) ?? []).map((key) => ({ key, hop: peering }))),
  ];
  for (const { key, hop } of spaces) {
    const space = topology.virtualNetworks.get(key)?.addressSpace;
    if (space === undefined || isUnknown(space)) continue;
    for (const prefix of space) {
      const length = isUnknown(prefix) ? null : prefixLength(prefix);
      const addresses = isUnknown(prefix) ? null : parseAddresses(prefix);
      if (length === null || addresses === null) continue;
      yield* entry(length, RANK.system, decided({ addresses, parts: 0n }), system('Default', hop));
    }
  }
  if (own === null) {
    const { addresses } = knownSpace(subnet.addressPrefixes);
    if (!isEmptyAddresses(addresses))
      yield* entry(24, RANK.system, decided({ addresses, parts: 0n }), system('Default', local));
  }

  const endpoint: NextHop = { kind: 'direct', type: 'VirtualNetworkServiceEndpoint' };
  if (isUnknown(subnet.serviceEndpoints)) {
    const reason = subnet.serviceEndpoints.unknown;
    for (const tag of new Set(SERVICE_ENDPOINTS.values())) {
      for (const { length, coverage } of tagCoverage(tag, question)) {
        yield* entry(
          length,
          RANK.serviceEndpoint,
          { must: NO_END, may: coverage.may, reason },
          system('Default', endpoint),
        );
      }
    }
  } else {
    for (const service of subnet.serviceEndpoints) {
      const tag = isUnknown(service) ? null : (SERVICE_ENDPOINTS.get(service.toLowerCase()) ?? null);
      if (tag === null) continue;
      for (const { length, coverage } of tagCoverage(tag, question)) {
        const label = system('Default', endpoint);
        if (length !== TAG_LENGTH || !routesAzureCloud(table)) {
          yield* entry(length, length === TAG_LENGTH ? RANK.serviceEndpoint : RANK.system, coverage, label);
          continue;
        }
        // Without a tag list it is open whether AzureCloud's prefixes are as long as the service's: where they are, its user route comes first (R1).
        const reason = `the lengths of the prefixes of ${tag} and of AzureCloud`;
        yield* entry(length, RANK.serviceEndpoint, { must: NO_END, may: coverage.may, reason }, label);
        yield* entry(length, RANK.system, coverage, label);
      }
    }
  }

  for (const { hop, word } of hubRoutes(question)) {
    const label: RouteLabel = { resource: subnet.id, name: 'Default', nextHop: hop, location: subnet.location, word };
    yield* entry(0, RANK.hub, coverRemote(['*'], flow.target, flow.around), label);
  }

  for (const { text, length } of PRIVATE_SPACE) {
    yield* entry(
      length,
      RANK.system,
      coverRemote([text], flow.target, flow.around),
      system('Default', { kind: 'none' }),
    );
  }
  yield* entry(-1, RANK.system, coverRemote(['*'], flow.target, flow.around), system('Default', { kind: 'internet' }));
}

function routesAzureCloud(table: RouteTable | null): boolean {
  return (table?.routes ?? []).some(
    ({ addressPrefix }) => !isUnknown(addressPrefix) && /^azurecloud(\.|$)/i.test(addressPrefix.trim()),
  );
}

const PRIVATE_SPACE = [
  { text: '10.0.0.0/8', length: 8 },
  { text: '172.16.0.0/12', length: 12 },
  { text: '192.168.0.0/16', length: 16 },
  { text: '100.64.0.0/10', length: 10 },
] as const;

/** The tags whose prefixes a service endpoint adds as routes (T12). Key: lower case. */
const SERVICE_ENDPOINTS: ReadonlyMap<string, string> = new Map([
  ['microsoft.storage', 'Storage'],
  ['microsoft.storage.global', 'Storage'],
  ['microsoft.keyvault', 'AzureKeyVault'],
  ['microsoft.containerregistry', 'AzureContainerRegistry'],
  // The endpoint of Data Lake's directory, not of sign-in.
  ['microsoft.azureactivedirectory', 'AzureActiveDirectory.ServiceEndpoint'],
  ['microsoft.sql', 'Sql'],
  ['microsoft.azurecosmosdb', 'AzureCosmosDB'],
  ['microsoft.servicebus', 'ServiceBus'],
  ['microsoft.eventhub', 'EventHub'],
  ['microsoft.web', 'AppService'],
]);

function nextHopOf(route: Route, topology: Topology): NextHop {
  if (isUnknown(route.nextHopType)) return { kind: 'elsewhere', type: 'unknown', reason: route.nextHopType.unknown };
  switch (route.nextHopType.trim().toLowerCase()) {
    case 'internet':
      return { kind: 'internet' };
    case 'none':
    case 'nexthopblackhole':
      return { kind: 'none' };
    case 'vnetlocal':
    case 'virtualnetwork':
      return { kind: 'direct', type: 'VnetLocal' };
    case 'virtualnetworkgateway':
      return {
        kind: 'elsewhere',
        type: 'VirtualNetworkGateway',
        reason: 'what is behind the virtual network gateway, which is not in the input',
      };
    default:
      return applianceOf(route, topology);
  }
}

function applianceOf(route: Route, topology: Topology): NextHop {
  const address = isUnknown(route.nextHopIpAddress) ? null : route.nextHopIpAddress;
  const type = address === null ? 'VirtualAppliance' : `VirtualAppliance ${address}`;
  const firewall = follow(route.nextHop, topology.firewalls);
  if (firewall.kind === 'one') return { kind: 'firewall', key: firewall.resource.key, type };
  const reason =
    firewall.kind === 'open'
      ? firewall.reason
      : isUnknown(route.nextHopIpAddress)
        ? route.nextHopIpAddress.unknown
        : `the appliance ${address ?? 'that the route names'}, which is not in the input`;
  return { kind: 'elsewhere', type, reason };
}

function wordOf(hop: NextHop, route: Route): string {
  const type = knownOr(route.nextHopType, 'unknown');
  return hop.kind === 'firewall' || hop.kind === 'elsewhere' ? hop.type : hop.kind === 'direct' ? hop.type : type;
}

/** A virtual hub with a routing intent for the Internet sends it to the hub's firewall, where the connection lets the default route in. */
function hubRoutes({ subnet, topology }: RouteQuestion): readonly { readonly hop: NextHop; readonly word: string }[] {
  const own = keyOf(subnet.virtualNetwork);
  if (own === null) return [];
  return (topology.hubConnections.get(own) ?? []).flatMap((connection) => {
    if (connection.internetSecurity === false) return [];
    const hub = keyOf(connection.virtualHub);
    const intent = hub === null ? undefined : topology.routingIntents.get(hub);
    if (intent === undefined) return [];
    return intent.policies.flatMap((policy) => {
      const destinations = isUnknown(policy.destinations) ? [policy.destinations] : policy.destinations;
      const takesInternet = destinations.some((name) => isUnknown(name) || name.toLowerCase() === 'internet');
      if (!takesInternet) return [];
      const firewall = follow(policy.nextHop, topology.firewalls);
      const hop: NextHop =
        firewall.kind === 'one'
          ? { kind: 'firewall', key: firewall.resource.key, type: 'VirtualHub' }
          : {
              kind: 'elsewhere',
              type: 'VirtualHub',
              reason: firewall.kind === 'open' ? firewall.reason : `the next hop of ${intent.id}`,
            };
      return [{ hop, word: 'VirtualHub' }];
    });
  });
}

/** The length of a prefix, an address being all of it; `null` for a text that is no prefix. */
function prefixLength(text: string): number | null {
  const set: AddressSet | null = parseAddresses(text);
  if (set === null) return null;
  const slash = text.indexOf('/');
  return slash < 0 ? (set.v4.length > 0 ? 32 : 128) : Number(text.slice(slash + 1));
}
