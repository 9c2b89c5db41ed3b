/** Small networks for tests: every builder has defaults for what a test does not care about, and rules are written as one line of text. */

import { msg } from '../../src/azure/message.js';
import type {
  Compute,
  Firewall,
  FirewallPolicy,
  FirewallRule,
  IpGroup,
  Link,
  NatGateway,
  Network,
  NetworkInterface,
  NetworkSecurityGroup,
  PrivateEndpoint,
  Resource,
  Route,
  RouteTable,
  RuleCollection,
  RuleCollectionGroup,
  SecurityRule,
  Subnet,
  VirtualNetwork,
  VirtualNetworkPeering,
  Workspace,
} from '../../src/azure/model.js';
import { EMPTY_NETWORK } from '../../src/azure/model.js';
import { type ListedTag, type TagList, tagListOf } from '../../src/azure/tag-list.js';
import type { Value } from '../../src/azure/value.js';
import { unknown } from '../../src/azure/value.js';
import { evaluate, type RawFinding } from '../../src/reachability/evaluate.js';
import { findScopes } from '../../src/reachability/scopes.js';
import { buildTopology } from '../../src/reachability/topology.js';
import type { PortRange, Requirement } from '../../src/requirements/requirement.js';

/** The value that the tests leave open. */
export const OPEN = unknown(msg`var.x is known after apply`);

function resource(key: string): Resource {
  return { key, id: key, name: key, file: 'plan.json', location: null, reported: true };
}

/** A network with these lists, and nothing else in it. */
export function network(parts: Partial<Network>): Network {
  return { ...EMPTY_NETWORK, ...parts };
}

export function virtualNetwork(given: Partial<VirtualNetwork> = {}): VirtualNetwork {
  return { ...resource(given.key ?? 'vnet'), addressSpace: ['10.0.0.0/16'], ...given };
}

export function peering(near: string, far: Link): VirtualNetworkPeering {
  return { ...resource(`${near}-peering`), virtualNetwork: { key: near }, remoteVirtualNetwork: far };
}

/** 10.0.1.0/24 of `vnet`, with default outbound access that it says itself, so that R9 is no subject of most tests. */
export function natGateway(key: string): NatGateway {
  return resource(key);
}

export function subnet(given: Partial<Subnet> = {}): Subnet {
  return {
    ...resource(given.key ?? 'training'),
    virtualNetwork: { key: 'vnet' },
    addressPrefixes: ['10.0.1.0/24'],
    networkSecurityGroup: null,
    routeTable: null,
    natGateway: null,
    serviceEndpoints: [],
    delegations: [],
    defaultOutboundAccess: true,
    privateEndpointNetworkPolicies: null,
    ...given,
  };
}

export function group(rules: readonly SecurityRule[], given: Partial<NetworkSecurityGroup> = {}): NetworkSecurityGroup {
  return { ...resource(given.key ?? 'nsg'), securityRules: rules, ...given };
}

/**
 * A security rule by priority and line: `Allow Outbound Tcp VirtualNetwork -> Storage.westus2@443,445`. An end is prefixes or tags, then, behind `@`,
 * its ports (default `*`). The rule is named by its access and priority: `Allow100`.
 */
export function rule(priority: number, line: string, given: Partial<SecurityRule> = {}): SecurityRule {
  const [access, direction, protocol = '', source = '', arrow, destination = ''] = line.split(' ');
  if ((access !== 'Allow' && access !== 'Deny') || (direction !== 'Inbound' && direction !== 'Outbound'))
    throw new Error(`no rule: ${line}`);
  if (arrow !== '->') throw new Error(`no arrow: ${line}`);
  const [sources, sourcePorts] = end(source);
  const [destinations, destinationPorts] = end(destination);
  return {
    name: `${access}${priority}`,
    priority,
    direction,
    access,
    protocol,
    sourcePortRanges: sourcePorts,
    destinationPortRanges: destinationPorts,
    sourceAddressPrefixes: sources,
    destinationAddressPrefixes: destinations,
    sourceApplicationSecurityGroups: false,
    destinationApplicationSecurityGroups: false,
    location: null,
    ...given,
  };
}

/** `Storage,10.0.0.0/8@80,443`: what is before and behind the `@`. */
function end(text: string): readonly [readonly string[], readonly string[]] {
  const [left = '', right = '*'] = text.split('@');
  return [left === '' ? [] : left.split(','), right.split(',')];
}

export function routeTable(routes: readonly Route[], given: Partial<RouteTable> = {}): RouteTable {
  return { ...resource(given.key ?? 'routes'), routes, ...given };
}

/** A route by line: `0.0.0.0/0 -> VirtualAppliance firewall`, `Storage -> Internet`, `0.0.0.0/0 -> VirtualAppliance 10.9.9.9`. Its name is its prefix. */
export function route(line: string, given: Partial<Route> = {}): Route {
  const [prefix = '', arrow, hop = '', appliance] = line.split(' ');
  if (arrow !== '->') throw new Error(`no arrow: ${line}`);
  const isAddress = appliance !== undefined && /^\d/.test(appliance);
  return {
    name: prefix,
    addressPrefix: prefix,
    nextHopType: hop,
    nextHopIpAddress: isAddress ? appliance : null,
    nextHop: appliance === undefined || isAddress ? null : { key: appliance },
    location: null,
    ...given,
  };
}

/** A firewall with classic rules, or with a policy where one is given. */
export function firewall(given: Partial<Firewall> = {}): Firewall {
  return {
    ...resource(given.key ?? 'firewall'),
    policy: null,
    privateIpAddresses: ['10.0.0.4'],
    subnet: null,
    virtualHub: null,
    threatIntelMode: null,
    dnsProxy: null,
    ruleCollections: [],
    ...given,
  };
}

export function policy(given: Partial<FirewallPolicy> = {}): FirewallPolicy {
  return {
    ...resource(given.key ?? 'policy'),
    basePolicy: null,
    tier: 'Standard',
    dnsProxy: null,
    threatIntelMode: null,
    tlsInspection: false,
    ...given,
  };
}

export function ruleCollectionGroup(
  priority: Value<number>,
  ruleCollections: readonly RuleCollection[],
  given: Partial<RuleCollectionGroup> = {},
): RuleCollectionGroup {
  const key = given.key ?? `group${typeof priority === 'number' ? priority : 'x'}`;
  return { ...resource(key), policy: { key: 'policy' }, priority, ruleCollections, ...given };
}

/** A collection by priority and line: `Allow network`, `Deny application`. Its name is line and priority: `Allow-network-200`. */
export function collection(
  priority: Value<number>,
  line: string,
  rules: readonly FirewallRule[],
  given: Partial<RuleCollection> = {},
): RuleCollection {
  const [action, kind] = line.split(' ');
  if (action !== 'Allow' && action !== 'Deny' && action !== 'Dnat') throw new Error(`no action: ${line}`);
  if (kind !== 'network' && kind !== 'application' && kind !== 'nat') throw new Error(`no kind: ${line}`);
  const name = `${action}-${kind}-${typeof priority === 'number' ? priority : 'x'}`;
  return { name, kind, priority, action, rules, location: null, ...given };
}

const NO_RULE: FirewallRule = {
  name: '',
  sourceAddresses: [],
  sourceIpGroups: [],
  protocols: [],
  destinationAddresses: [],
  destinationIpGroups: [],
  destinationFqdns: [],
  destinationPorts: [],
  applicationProtocols: [],
  destinationUrls: [],
  fqdnTags: [],
  webCategories: [],
  terminateTls: null,
  location: null,
};

/** `TCP * -> Storage.westus2@443`: protocols, sources, destinations and ports of a network rule, which is named by its line. */
export function networkRule(line: string, given: Partial<FirewallRule> = {}): FirewallRule {
  const [protocols = '', source = '', , destination = ''] = line.split(' ');
  const [destinations, ports] = end(destination);
  return {
    ...NO_RULE,
    name: line,
    protocols: protocols.split(','),
    sourceAddresses: end(source)[0],
    destinationAddresses: destinations,
    destinationPorts: ports,
    ...given,
  };
}

/** `* -> pypi.org,*.anaconda.com@Https:443`: sources, host patterns and protocols of an application rule, which is named by its line. */
export function applicationRule(line: string, given: Partial<FirewallRule> = {}): FirewallRule {
  const [source = '', , destination = ''] = line.split(' ');
  const [hosts, protocols] = end(destination);
  return {
    ...NO_RULE,
    name: line,
    sourceAddresses: end(source)[0],
    destinationFqdns: hosts,
    applicationProtocols: protocols.map((text) => {
      const [type = '', port = ''] = text.split(':');
      return { type, port: Number(port) };
    }),
    ...given,
  };
}

export function ipGroup(key: string, addresses: IpGroup['addresses']): IpGroup {
  return { ...resource(key), addresses };
}

export function workspace(given: Partial<Workspace> = {}): Workspace {
  return {
    ...resource(given.key ?? 'workspace'),
    region: 'westus2',
    highBusinessImpact: false,
    isolationMode: 'Disabled',
    outboundRules: [],
    ...given,
  };
}

/** A cluster in `training`, without public addresses. */
export function compute(given: Partial<Compute> = {}): Compute {
  return {
    ...resource(given.key ?? 'cluster'),
    kind: 'AmlCompute',
    workspace: { key: 'workspace' },
    subnet: { key: 'training' },
    publicIp: false,
    kubernetesCluster: null,
    ...given,
  };
}

export function networkInterface(given: Partial<NetworkInterface> = {}): NetworkInterface {
  return {
    ...resource(given.key ?? 'nic'),
    networkSecurityGroup: null,
    subnets: [{ key: 'training' }],
    privateIpAddresses: ['10.0.1.9'],
    publicIpAddress: false,
    ...given,
  };
}

export function privateEndpoint(given: Partial<PrivateEndpoint> = {}): PrivateEndpoint {
  return {
    ...resource(given.key ?? 'endpoint'),
    subnet: { key: 'endpoints' },
    target: null,
    groupIds: ['blob'],
    ...given,
  };
}

/** What a test says of `training`. */
export interface TrainingParts extends Partial<Network> {
  readonly rules?: readonly SecurityRule[];
  readonly routes?: readonly Route[];
  readonly subnet?: Partial<Subnet>;
}

/** `vnet` with the subnet `training`, the rules of its group and the routes of its table, where there are any; the lists of `parts` besides. */
export function training({ rules, routes, subnet: given = {}, ...parts }: TrainingParts): Network {
  const place = subnet({
    ...(rules === undefined ? {} : { networkSecurityGroup: { key: 'nsg' } }),
    ...(routes === undefined ? {} : { routeTable: { key: 'routes' } }),
    ...given,
  });
  return network({
    ...parts,
    virtualNetworks: [virtualNetwork(), ...(parts.virtualNetworks ?? [])],
    subnets: [place, ...(parts.subnets ?? [])],
    networkSecurityGroups: [...(rules === undefined ? [] : [group(rules)]), ...(parts.networkSecurityGroups ?? [])],
    routeTables: [...(routes === undefined ? [] : [routeTable(routes)]), ...(parts.routeTables ?? [])],
  });
}

/** `training` whose default route goes to `firewall`, which has the policy `policy` with one group of these collections. */
export function behindFirewall(collections: readonly RuleCollection[], parts: TrainingParts = {}): Network {
  return training({
    routes: [route('0.0.0.0/0 -> VirtualAppliance firewall')],
    firewalls: [firewall({ policy: { key: 'policy' } })],
    firewallPolicies: [policy()],
    ruleCollectionGroups: [ruleCollectionGroup(200, collections)],
    ...parts,
  });
}

/** A requirement: outbound TCP 443 to Storage.westus2, unless told otherwise. */
export function requirement(given: Partial<Requirement> = {}): Requirement {
  return {
    id: 'requirement',
    level: 'required',
    direction: 'outbound',
    protocol: 'tcp',
    ports: ports('443'),
    tag: 'Storage.westus2',
    host: null,
    urlPath: null,
    hostIsPartOf: null,
    standIns: [],
    feature: null,
    purpose: 'for a test',
    source: 'a test',
    ...given,
  };
}

/** Outbound to a service tag. */
export function toTag(tag: string, on = '443', given: Partial<Requirement> = {}): Requirement {
  return requirement({ tag, ports: ports(on), ...given });
}

/** Inbound from a service tag. */
export function fromTag(tag: string, on: string): Requirement {
  return requirement({ direction: 'inbound', tag, ports: ports(on) });
}

/** Outbound to a host. */
export function toHost(host: string, given: Partial<Requirement> = {}): Requirement {
  return requirement({ tag: null, host, ...given });
}

/** `443`, `80,443`, `29876-29877`. */
export function ports(text: string): readonly PortRange[] {
  return text.split(',').map((range) => {
    const [low = '', high = low] = range.split('-');
    return { low: Number(low), high: Number(high) };
  });
}

export function tagList(...tags: readonly ListedTag[]): TagList {
  return tagListOf(tags);
}

/** What the engine says of one requirement at one scope, the subnet `training` unless told otherwise. */
export function judge(
  all: Network,
  asked: Requirement,
  { scope = 'training', tags = null }: { readonly scope?: string; readonly tags?: TagList | null } = {},
): RawFinding {
  const topology = buildTopology(all);
  const { scopes } = findScopes(topology, [scope]);
  const [finding, ...others] = evaluate(topology, scopes, () => [asked], tags).findings;
  if (finding === undefined || others.length > 0) throw new Error(`${others.length + 1} findings at ${scope}`);
  return finding;
}

/** The rules, routes and defaults of a finding's path, in order, each with what it does: `nsg/Deny100 deny`. */
export function steps({ path }: Pick<RawFinding, 'path'>): readonly string[] {
  return path.map(({ resource: where, rule: name, action, nextHop }) => {
    const what = nextHop === undefined ? action : `${action} to ${nextHop}`;
    return `${where}/${name ?? '-'} ${what}`;
  });
}
