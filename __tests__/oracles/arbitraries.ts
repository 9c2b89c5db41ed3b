/** Random networks: few values for each field, chosen so that rules meet each other and the questions. */
import fc from 'fast-check';
import {
  EMPTY_NETWORK,
  type Network,
  type NetworkInterface,
  type NetworkSecurityGroup,
  type SecurityRule,
  type Subnet,
  type VirtualNetwork,
} from '../../src/azure/model.js';
import type { Requirement } from '../../src/requirements/requirement.js';

export const resource = (key: string) => ({ key, id: key, name: key, file: 'test', location: null, reported: true });

const TAGS = [
  'Storage',
  'Storage.westus2',
  'Storage.EastUS',
  'AzureKeyVault.westus2',
  'KeyVault',
  'AzureContainerRegistry',
  'ContainerRegistry.WestUS2',
  'MicrosoftContainerRegistry',
  'MicrosoftContainerRegistry.WestUS2',
  'BatchNodeManagement',
  'BatchNodeManagement.westus2',
  'BATCHNODEMANAGEMENT.EASTUS',
  'AzureActiveDirectory',
  'AzureMachineLearning',
  'AzureResourceManager',
  'AzureMonitor',
  'AzureFrontDoor.FrontEnd',
  'Frontdoor.FirstParty',
];

const EVERYWHERE = ['*', 'Any', '0.0.0.0/0'];
const NEAR_PREFIXES = [
  '10.0.1.0/24',
  '10.0.1.0/25',
  '10.0.1.128/25',
  '10.0.1.0-10.0.1.127',
  '10.0.0.0/16',
  '10.0.9.0/24',
];
const V6_PREFIX = 'fd00:0:0:1::/64';
const FAR_PREFIXES = ['10.0.2.0/24', '10.0.0.0/16', '10.0.9.0/24', '192.168.0.0/16'];

/** Ways to write what a requirement's tag is, or is in, or has in it. */
export function relatives(requirement: Requirement): readonly string[] {
  const tag = requirement.tag ?? requirement.hostIsPartOf;
  if (tag === null || tag === 'VirtualNetwork') return tag === null ? [] : [tag, 'virtualnetwork'];
  const service = tag.replace(/\.(westus2|eastus)$/, '');
  const regional = TAGS.some((name) => name.toLowerCase() === `${service}.westus2`.toLowerCase());
  return [tag, tag.toUpperCase(), service, ...(regional ? [`${service}.WestUS2`, `${service}.eastus`] : [])];
}

/** An entry of the far end's address field. */
function farEntry(requirement: Requirement): fc.Arbitrary<string> {
  const own = relatives(requirement);
  return fc.oneof(
    { arbitrary: fc.constantFrom(...EVERYWHERE), weight: 3 },
    { arbitrary: fc.constantFrom('Internet', 'INTERNET'), weight: 3 },
    { arbitrary: fc.constantFrom('AzureCloud', 'azurecloud', 'AzureCloud.westus2', 'AZURECLOUD.WestUS2'), weight: 2 },
    { arbitrary: fc.constantFrom(...TAGS, 'VirtualNetwork', 'AzureLoadBalancer', 'Storrage.westus2'), weight: 3 },
    ...(own.length === 0 ? [] : [{ arbitrary: fc.constantFrom(...own), weight: 8 }]),
  );
}

/** One tag or word, or several prefixes (N6). */
function farPrefixes(requirement: Requirement): fc.Arbitrary<string[]> {
  return fc.oneof(
    { arbitrary: farEntry(requirement).map((entry) => [entry]), weight: 8 },
    { arbitrary: fc.subarray([...FAR_PREFIXES, '0.0.0.0/0'], { minLength: 1, maxLength: 2 }), weight: 1 },
  );
}

const nearPrefixes: fc.Arbitrary<string[]> = fc.oneof(
  {
    arbitrary: fc.constantFrom(...EVERYWHERE, 'VirtualNetwork', 'Internet', 'AzureLoadBalancer').map((one) => [one]),
    weight: 5,
  },
  { arbitrary: fc.constantFrom('*').map((one) => [one]), weight: 5 },
  {
    arbitrary: fc.subarray([...NEAR_PREFIXES, V6_PREFIX], { minLength: 1, maxLength: 2 }),
    weight: 4,
  },
);

function portRanges(requirement: Requirement): fc.Arbitrary<string[]> {
  const low = Math.min(...requirement.ports.map((range) => range.low));
  const high = Math.max(...requirement.ports.map((range) => range.high));
  const texts = [
    `${low}`,
    `${high}`,
    `${low}-${high}`,
    `${low}-65535`,
    `0-${low}`,
    `${high + 1}-65535`,
    `0-${low - 1}`,
    '22',
  ];
  return fc.oneof(
    { arbitrary: fc.constantFrom<string[]>(['*'], ['0-65535']), weight: 2 },
    { arbitrary: fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 }), weight: 3 },
  );
}

const sourcePorts = fc.oneof(
  { arbitrary: fc.constantFrom(['*'], ['1024-65535'], ['0-65535']), weight: 8 },
  {
    arbitrary: fc.constantFrom(['44224'], ['1-1023'], ['5831', '44224'], ['1024-50000', '50001-65535'], ['1024-5000']),
    weight: 1,
  },
);

/** A rule in the neighbourhood of a requirement, every field known. */
export function securityRule(requirement: Requirement): fc.Arbitrary<Omit<SecurityRule, 'name' | 'priority'>> {
  const outbound = requirement.direction === 'outbound';
  const other = outbound ? 'Inbound' : 'Outbound';
  return fc
    .record({
      direction: fc.oneof(
        { arbitrary: fc.constant(outbound ? ('Outbound' as const) : ('Inbound' as const)), weight: 9 },
        { arbitrary: fc.constant(other as 'Inbound' | 'Outbound'), weight: 1 },
      ),
      access: fc.constantFrom('Allow' as const, 'Deny' as const),
      protocol: fc.constantFrom('*', '*', 'Tcp', 'TCP', 'tcp', 'Udp', 'UDP', 'Icmp'),
      sourcePortRanges: sourcePorts,
      destinationPortRanges: portRanges(requirement),
      sourceAddressPrefixes: outbound ? nearPrefixes : farPrefixes(requirement),
      destinationAddressPrefixes: outbound ? farPrefixes(requirement) : nearPrefixes,
      sourceApplicationSecurityGroups: fc.constant(false),
      destinationApplicationSecurityGroups: fc.constant(false),
      location: fc.constant(null),
      nearGroup: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
    })
    .map(({ nearGroup, ...rule }) =>
      !nearGroup
        ? rule
        : outbound
          ? { ...rule, sourceAddressPrefixes: [], sourceApplicationSecurityGroups: true }
          : { ...rule, destinationAddressPrefixes: [], destinationApplicationSecurityGroups: true },
    );
}

/** N1. */
const LAST = 4096;

/** Rules in any order, no two of one priority (N1). */
export function securityRules(requirement: Requirement, maxLength = 7): fc.Arbitrary<SecurityRule[]> {
  const priorities = fc.constantFrom(100, 110, 120, 200, 300, 1000, 2000, 4000, LAST);
  return fc
    .uniqueArray(fc.tuple(priorities, securityRule(requirement)), {
      selector: ([priority]) => priority,
      maxLength,
    })
    .chain((rules) =>
      // Without a last rule that denies, the default rules open most networks, and the rest decides nothing.
      fc.constantFrom(true, true, false).map((closed) => {
        const named = rules.map(([priority, rule]) => ({ ...rule, priority, name: `r${priority}` }));
        return closed && !rules.some(([priority]) => priority === LAST)
          ? [...named, denyAll(requirement.direction === 'outbound' ? 'Outbound' : 'Inbound')]
          : named;
      }),
    );
}

function denyAll(direction: 'Inbound' | 'Outbound'): SecurityRule {
  return {
    name: 'deny-all',
    priority: LAST,
    direction,
    access: 'Deny',
    protocol: '*',
    sourcePortRanges: ['*'],
    destinationPortRanges: ['*'],
    sourceAddressPrefixes: ['*'],
    destinationAddressPrefixes: ['*'],
    sourceApplicationSecurityGroups: false,
    destinationApplicationSecurityGroups: false,
    location: null,
  };
}

const virtualNetwork = (key: string, ...prefixes: readonly string[]): VirtualNetwork => ({
  ...resource(key),
  addressSpace: prefixes,
});

export function subnet(key: string, prefix: string, fields: Partial<Subnet> = {}): Subnet {
  return {
    ...resource(key),
    virtualNetwork: { key: 'vnet' },
    addressPrefixes: [prefix],
    networkSecurityGroup: null,
    routeTable: null,
    natGateway: null,
    serviceEndpoints: [],
    delegations: [],
    defaultOutboundAccess: null,
    privateEndpointNetworkPolicies: null,
    ...fields,
  };
}

export function securityGroup(key: string, securityRules: readonly SecurityRule[]): NetworkSecurityGroup {
  return { ...resource(key), securityRules };
}

/** The network that all networks of the tests start from: the compute's subnet, an endpoint beside it, a peered hub. */
export function baseNetwork(training: Partial<Subnet> = {}): Network {
  return {
    ...EMPTY_NETWORK,
    virtualNetworks: [virtualNetwork('vnet', '10.0.0.0/16', 'fd00::/48'), virtualNetwork('hub', '10.1.0.0/16')],
    peerings: [
      { ...resource('to-hub'), virtualNetwork: { key: 'vnet' }, remoteVirtualNetwork: { key: 'hub' } },
      { ...resource('from-hub'), virtualNetwork: { key: 'hub' }, remoteVirtualNetwork: { key: 'vnet' } },
    ],
    subnets: [subnet('training', '10.0.1.0/24', training), subnet('endpoints', '10.0.2.0/24')],
    privateEndpoints: [{ ...resource('endpoint'), subnet: { key: 'endpoints' }, target: null, groupIds: ['blob'] }],
  };
}

/** Groups on the subnet and, if given, on a network interface with an address of the lower half. */
export function groupedNetwork(
  onSubnet: readonly SecurityRule[] | null,
  onInterface: readonly SecurityRule[] | null = null,
): Network {
  const base = baseNetwork({ networkSecurityGroup: onSubnet === null ? null : { key: 'nsg' } });
  const nic: NetworkInterface = {
    ...resource('nic'),
    networkSecurityGroup: { key: 'nic-nsg' },
    subnets: [{ key: 'training' }],
    privateIpAddresses: ['10.0.1.4'],
    publicIpAddress: false,
  };
  return {
    ...base,
    networkSecurityGroups: [
      ...(onSubnet === null ? [] : [securityGroup('nsg', onSubnet)]),
      ...(onInterface === null ? [] : [securityGroup('nic-nsg', onInterface)]),
    ],
    networkInterfaces: onInterface === null ? [] : [nic],
  };
}

/** The network with a subnet of both families. */
export function dualStack(network: Network): Network {
  return {
    ...network,
    subnets: network.subnets.map((one) =>
      one.key === 'training' ? { ...one, addressPrefixes: ['10.0.1.0/24', V6_PREFIX] } : one,
    ),
  };
}
