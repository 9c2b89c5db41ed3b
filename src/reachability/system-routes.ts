/** The routes that nobody wrote: the network and its peers, private endpoints, service endpoints, virtual hubs, the Internet, private space (R6, P1, T12). */
import { isEmptyAddresses, NO_ADDRESSES, parseAddresses } from '../azure/addresses.js';
import { type Message, msg } from '../azure/message.js';
import type { RouteTable } from '../azure/model.js';
import { isUnknown } from '../azure/value.js';
import {
  decided,
  type NextHop,
  prefixLength,
  RANK,
  type Ranked,
  type RouteLabel,
  type RouteQuestion,
  TAG_LENGTH,
  tagCoverage,
  toEntry,
} from './route-entries.js';
import { NO_END } from './space.js';
import { type Coverage, coverRemote } from './targets.js';
import { follow, keyOf, knownSpace } from './topology.js';

/** Longer than any prefix: an endpoint's own route is a whole address, and no user's can be longer. */
const ENDPOINT_LENGTH = 129;

/** The prefix of a network whose space the input does not tell: no shorter one is in use. */
const LARGEST_SPACE = 8;

/** Azure's own routes: the network and its peers, private endpoints, service endpoints, the virtual hub, the Internet, and private space (R6). */
export function* systemRoutes(question: RouteQuestion, table: RouteTable | null): Generator<Ranked> {
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

  for (const { end, routes } of question.endpoints) {
    if (routes === true) continue;
    const coverage = isUnknown(routes) ? { must: NO_END, may: end, reason: routes.unknown } : decided(end);
    yield* entry(
      ENDPOINT_LENGTH,
      RANK.system,
      coverage,
      system('Default', { kind: 'direct', type: 'InterfaceEndpoint' }),
    );
  }
  const spaces = [
    ...(own === null ? [] : [{ key: own, hop: local }]),
    ...(own === null ? [] : (topology.peers.get(own) ?? []).map((key) => ({ key, hop: peering }))),
  ];
  const spaceLengths: number[] = [];
  for (const { key, hop } of spaces) {
    const space = topology.virtualNetworks.get(key)?.addressSpace;
    if (space === undefined || isUnknown(space)) continue;
    for (const prefix of space) {
      const length = isUnknown(prefix) ? null : prefixLength(prefix);
      const addresses = isUnknown(prefix) ? null : parseAddresses(prefix);
      if (length === null || addresses === null) continue;
      spaceLengths.push(length);
      yield* entry(length, RANK.system, decided({ addresses, parts: 0n }), system('Default', hop));
    }
  }
  // What is in the network without an address in the input: some prefix of the network's space holds it.
  if (flow.target.parts[0]?.kind === 'network') {
    const length = spaceLengths.length === 0 ? LARGEST_SPACE : Math.min(...spaceLengths);
    const end = { addresses: NO_ADDRESSES, parts: flow.target.end.parts };
    yield* entry(length, RANK.system, decided(end), system('Default', local));
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
        const reason = msg`the lengths of the prefixes of ${tag} and of AzureCloud`;
        yield* entry(length, RANK.serviceEndpoint, { must: NO_END, may: coverage.may, reason }, label);
        yield* entry(length, RANK.system, coverage, label);
      }
    }
  }

  for (const { hop, word, whether } of hubRoutes(question)) {
    const label: RouteLabel = { resource: subnet.id, name: 'Default', nextHop: hop, location: subnet.location, word };
    const made = toEntry(coverRemote(['*'], flow.target, flow.around), label, whether);
    if (made !== null) yield { length: 0, rank: RANK.hub, entry: made };
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

/** A default route that a virtual hub lets in; `whether`: what decides whether it does. */
interface HubRoute {
  readonly hop: NextHop;
  readonly word: string;
  readonly whether: Message | null;
}

/** A virtual hub with a routing intent for the Internet sends it to the hub's firewall, where the connection lets the default route in. */
function hubRoutes({ subnet, topology }: RouteQuestion): readonly HubRoute[] {
  const own = keyOf(subnet.virtualNetwork);
  if (own === null) return [];
  return (topology.hubConnections.get(own) ?? []).flatMap((connection) => {
    if (connection.internetSecurity === false) return [];
    const whether = isUnknown(connection.internetSecurity) ? connection.internetSecurity.unknown : null;
    const hub = keyOf(connection.virtualHub);
    const intents = hub === null ? [] : (topology.routingIntents.get(hub) ?? []);
    const policies = intents.flatMap((intent) => intent.policies.map((policy) => ({ ...policy, of: intent.id })));
    return policies.flatMap((policy) => {
      const destinations = isUnknown(policy.destinations) ? [policy.destinations] : policy.destinations;
      const certain = destinations.some((name) => !isUnknown(name) && name.toLowerCase() === 'internet');
      const open = certain ? null : (destinations.find(isUnknown)?.unknown ?? null);
      if (!certain && open === null) return [];
      const firewall = follow(policy.nextHop, topology.firewalls);
      const hop: NextHop =
        firewall.kind === 'one'
          ? { kind: 'firewall', key: firewall.resource.key, type: 'VirtualHub' }
          : {
              kind: 'elsewhere',
              type: 'VirtualHub',
              reason: firewall.kind === 'open' ? firewall.reason : msg`the next hop of ${policy.of}`,
            };
      return [{ hop, word: 'VirtualHub', whether: whether ?? open }];
    });
  });
}
