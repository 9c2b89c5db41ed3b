/** Random route tables and firewalls, in the neighbourhood of a requirement. */
import fc from 'fast-check';
import type {
  Firewall,
  FirewallPolicy,
  FirewallRule,
  Network,
  Route,
  RuleCollection,
  RuleCollectionGroup,
  SecurityRule,
  Subnet,
} from '../../src/azure/model.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import { baseNetwork, relatives, resource, securityGroup, subnet } from './arbitraries.js';

const HOPS = [
  { nextHopType: 'Internet', nextHopIpAddress: null, nextHop: null },
  { nextHopType: 'internet', nextHopIpAddress: null, nextHop: null },
  { nextHopType: 'None', nextHopIpAddress: null, nextHop: null },
  { nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.1.0.4', nextHop: { key: 'firewall' } },
  { nextHopType: 'VIRTUALAPPLIANCE', nextHopIpAddress: '10.1.0.4', nextHop: { key: 'firewall' } },
  { nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.1.9.9', nextHop: null },
  { nextHopType: 'VirtualNetworkGateway', nextHopIpAddress: null, nextHop: null },
] as const;

/** Tags that a route takes (T10), in the spellings that rules use. */
function routeTags(requirement: Requirement): readonly string[] {
  return [
    ...relatives(requirement).filter((tag) => tag.toLowerCase() !== 'virtualnetwork'),
    'AzureCloud',
    'AzureCloud.westus2',
    'AzureMonitor',
  ];
}

/** A table of up to five routes, no prefix twice. @param extra more prefixes to choose from */
export function routes(requirement: Requirement, extra: readonly string[] = []): fc.Arbitrary<Route[]> {
  const prefixes = [
    '0.0.0.0/0',
    '0.0.0.0/0',
    ...routeTags(requirement),
    '10.0.0.0/16',
    '10.0.2.0/24',
    '10.1.0.0/16',
    ...extra,
  ];
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...prefixes), fc.constantFrom(...HOPS)), {
      selector: ([prefix]) => prefix.toLowerCase(),
      maxLength: 5,
    })
    .map((all) => all.map(([addressPrefix, hop], i) => ({ name: `to-${i}`, addressPrefix, ...hop, location: null })));
}

/** Everything to the firewall, so that its rules are what is asked. */
export const TO_FIREWALL: Route = {
  name: 'to-firewall',
  addressPrefix: '0.0.0.0/0',
  nextHopType: 'VirtualAppliance',
  nextHopIpAddress: '10.1.0.4',
  nextHop: { key: 'firewall' },
  location: null,
};

export interface WaysOut {
  readonly natGateway: boolean;
  readonly publicIp: boolean;
  readonly defaultOutboundAccess: boolean | null;
  readonly serviceEndpoints: readonly string[];
}

export const waysOut: fc.Arbitrary<WaysOut> = fc.record({
  natGateway: fc.boolean(),
  publicIp: fc.boolean(),
  defaultOutboundAccess: fc.constantFrom(null, true, false, false, false),
  serviceEndpoints: fc.subarray(['Microsoft.Storage', 'Microsoft.KeyVault', 'Microsoft.AzureCosmosDB']),
});

export const DEFAULT_WAY: WaysOut = {
  natGateway: false,
  publicIp: false,
  defaultOutboundAccess: null,
  serviceEndpoints: [],
};

export interface Plumbing {
  readonly routes: readonly Route[];
  readonly out: WaysOut;
  readonly firewall: FirewallParts;
  readonly group?: readonly SecurityRule[];
}

/** The compute's subnet with a route table, and a hub with a firewall. */
export function forwardingNetwork({ routes, out, firewall, group }: Plumbing): Network {
  const fields: Partial<Subnet> = {
    routeTable: { key: 'routes' },
    natGateway: out.natGateway ? { key: 'nat' } : null,
    defaultOutboundAccess: out.defaultOutboundAccess,
    serviceEndpoints: out.serviceEndpoints,
    networkSecurityGroup: group === undefined ? null : { key: 'nsg' },
  };
  const base = baseNetwork(fields);
  const hub = subnet('AzureFirewallSubnet', '10.1.0.0/26', { virtualNetwork: { key: 'hub' } });
  return {
    ...base,
    ...firewall,
    subnets: [...base.subnets, hub],
    networkSecurityGroups: group === undefined ? [] : [securityGroup('nsg', group)],
    routeTables: [{ ...resource('routes'), routes }],
    natGateways: out.natGateway ? [resource('nat')] : [],
    computes: [
      {
        ...resource('cluster'),
        kind: 'AmlCompute',
        workspace: null,
        subnet: { key: 'training' },
        publicIp: out.publicIp,
        kubernetesCluster: null,
      },
    ],
  };
}

export type FirewallParts = Pick<Network, 'firewalls' | 'firewallPolicies' | 'ruleCollectionGroups' | 'ipGroups'>;

const IP_GROUPS: Network['ipGroups'] = [
  { ...resource('compute-addresses'), addresses: ['10.0.1.0/24', '10.0.9.0/24'] },
  { ...resource('half-of-the-compute'), addresses: ['10.0.1.0/25'] },
  { ...resource('everything'), addresses: ['0.0.0.0/0'] },
  { ...resource('elsewhere'), addresses: ['10.8.0.0/16'] },
];

function firewall(fields: Partial<Firewall>): Firewall {
  return {
    ...resource('firewall'),
    policy: null,
    privateIpAddresses: ['10.1.0.4'],
    subnet: { key: 'AzureFirewallSubnet' },
    virtualHub: null,
    threatIntelMode: null,
    dnsProxy: null,
    ruleCollections: [],
    ...fields,
  };
}

const EMPTY_RULE: FirewallRule = {
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

type Sources = Pick<FirewallRule, 'sourceAddresses' | 'sourceIpGroups'>;

const sources: fc.Arbitrary<Sources> = fc.constantFrom<Sources>(
  { sourceAddresses: ['*'], sourceIpGroups: [] },
  { sourceAddresses: ['*'], sourceIpGroups: [] },
  { sourceAddresses: ['10.0.1.0/24'], sourceIpGroups: [] },
  { sourceAddresses: ['10.0.0.0/16', '10.0.9.0/24'], sourceIpGroups: [] },
  { sourceAddresses: ['10.0.1.128/25'], sourceIpGroups: [] },
  { sourceAddresses: ['10.8.0.0/16'], sourceIpGroups: [] },
  { sourceAddresses: [], sourceIpGroups: [{ key: 'compute-addresses' }] },
  { sourceAddresses: ['10.0.1.128/25'], sourceIpGroups: [{ key: 'half-of-the-compute' }] },
);

/** Host names and patterns near those of the requirement; some of the forms are not supported (F8). */
function patterns(requirement: Requirement): readonly string[] {
  const hosts = requirement.host === null ? requirement.standIns.map(({ host }) => host) : [requirement.host];
  return [
    '*',
    'example.com',
    '*.example.com',
    ...hosts.flatMap((host) => {
      const bare = host.replace(/^\*\.?/, '');
      return [
        host,
        host.toUpperCase(),
        bare,
        `*.${bare}`,
        `*${bare}`,
        `a.${bare}`,
        `b.a.${bare}`,
        `*.a.${bare}`,
        `www.*.${bare}`,
      ];
    }),
  ];
}

function portTexts(requirement: Requirement): readonly string[] {
  return [
    '*',
    '1-65535',
    '22',
    ...requirement.ports.flatMap(({ low, high }) => [`${low}`, `${low}-${high}`, `${high}-65535`]),
  ];
}

function networkRule(requirement: Requirement): fc.Arbitrary<FirewallRule> {
  const tags = [...relatives(requirement), 'AzureCloud', 'AzureCloud.westus2', 'AzureMonitor', 'Storage', 'Storrage'];
  const somewhere = fc.constantFrom(
    '*',
    '0.0.0.0/0',
    '10.0.0.0/8',
    ...tags.filter((tag) => tag.toLowerCase() !== 'virtualnetwork'),
  );
  const nowhere = { destinationAddresses: [], destinationIpGroups: [], destinationFqdns: [] };
  return fc
    .record({
      source: sources,
      destination: fc.oneof<fc.Arbitrary<Partial<FirewallRule>>[]>(
        fc
          .uniqueArray(somewhere, { minLength: 1, maxLength: 3 })
          .map((all) => ({ ...nowhere, destinationAddresses: all })),
        somewhere.map((one) => ({ ...nowhere, destinationAddresses: [one] })),
        fc.constantFrom('everything', 'elsewhere').map((key) => ({ ...nowhere, destinationIpGroups: [{ key }] })),
        fc
          .uniqueArray(fc.constantFrom(...patterns(requirement).filter((host) => host !== '*')), {
            minLength: 1,
            maxLength: 3,
          })
          .map((all) => ({ ...nowhere, destinationFqdns: all })),
      ),
      protocols: fc.constantFrom(['TCP'], ['tcp'], ['UDP'], ['TCP', 'UDP'], ['Any'], ['ICMP']),
      destinationPorts: fc.uniqueArray(fc.constantFrom(...portTexts(requirement)), { minLength: 1, maxLength: 2 }),
    })
    .map(({ source, destination, ...rest }) => ({ ...EMPTY_RULE, ...source, ...destination, ...rest }));
}

const WEB = [
  [{ type: 'Https', port: 443 }],
  [{ type: 'Http', port: 80 }],
  [
    { type: 'http', port: 80 },
    { type: 'HTTPS', port: 443 },
  ],
  [{ type: 'Mssql', port: 1433 }],
] as const;

function applicationRule(requirement: Requirement): fc.Arbitrary<FirewallRule> {
  const urls =
    requirement.urlPath === null
      ? []
      : [
          `${requirement.host}/microsoft/*`,
          `${requirement.host}/microsoft/tools/*`,
          `${requirement.host}/microsoft/tools/x`,
          `${requirement.host}/other/*`,
        ];
  const hosts = fc
    .uniqueArray(fc.constantFrom(...patterns(requirement)), { minLength: 1, maxLength: 4 })
    .map((destinationFqdns): Partial<FirewallRule> => ({ destinationFqdns }));
  const paths = () =>
    fc
      .record({ destinationUrls: fc.subarray(urls, { minLength: 1 }), terminateTls: fc.boolean() })
      .map((fields): Partial<FirewallRule> => fields);
  return fc
    .record({
      source: sources,
      destination: urls.length === 0 ? hosts : fc.oneof(hosts, paths()),
      applicationProtocols: fc.constantFrom(...WEB),
    })
    .map(({ source, destination, ...rest }) => ({ ...EMPTY_RULE, ...source, ...destination, ...rest }));
}

function collection(
  requirement: Requirement,
  kind: 'network' | 'application',
): fc.Arbitrary<Omit<RuleCollection, 'name' | 'priority'>> {
  const rule = kind === 'network' ? networkRule(requirement) : applicationRule(requirement);
  return fc.record({
    kind: fc.constant(kind),
    action: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
    location: fc.constant(null),
  });
}

/** Collections whose rules all have names of their own. */
function collections(requirement: Requirement, prefix: string): fc.Arbitrary<RuleCollection[]> {
  const one = fc
    .constantFrom('network' as const, 'application' as const)
    .chain((kind) => collection(requirement, kind));
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(100, 200, 300, 1000), one), {
      selector: ([priority]) => priority,
      maxLength: 3,
    })
    .map((all) =>
      all.map(([priority, fields]) => ({
        ...fields,
        priority,
        name: `${prefix}-${priority}`,
        rules: fields.rules.map((rule, i) => ({ ...rule, name: `${prefix}-${priority}-${i}` })),
      })),
    );
}

const policy = (key: string, fields: Partial<FirewallPolicy>): FirewallPolicy => ({
  ...resource(key),
  basePolicy: null,
  tier: 'Standard',
  dnsProxy: null,
  threatIntelMode: null,
  tlsInspection: false,
  ...fields,
});

function groups(requirement: Requirement, policy: string): fc.Arbitrary<RuleCollectionGroup[]> {
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(100, 150, 500), fc.nat()), {
      selector: ([priority]) => priority,
      maxLength: 2,
    })
    .chain((all) =>
      fc.tuple(
        ...all.map(([priority]) => {
          const key = `${policy}-${priority}`;
          return collections(requirement, key).map((ruleCollections) => ({
            ...resource(key),
            policy: { key: policy },
            priority,
            ruleCollections,
          }));
        }),
      ),
    );
}

/** A firewall with a policy, with a policy and its parent (F2), or with classic rules (F15). */
export function firewalls(requirement: Requirement): fc.Arbitrary<FirewallParts> {
  const withPolicy = fc
    .record({
      own: groups(requirement, 'policy'),
      parents: fc.option(groups(requirement, 'parent')),
      dnsProxy: fc.boolean(),
      premium: fc.boolean(),
    })
    .map(({ own, parents, dnsProxy, premium }): FirewallParts => {
      const settings: Partial<FirewallPolicy> = {
        dnsProxy,
        tier: premium ? 'Premium' : 'Standard',
        tlsInspection: premium,
      };
      return {
        firewalls: [firewall({ policy: { key: 'policy' } })],
        firewallPolicies: [
          policy('policy', { ...settings, basePolicy: parents === null ? null : { key: 'parent' } }),
          ...(parents === null ? [] : [policy('parent', settings)]),
        ],
        ruleCollectionGroups: [...own, ...(parents ?? [])],
        ipGroups: IP_GROUPS,
      };
    });
  const classic = fc.record({ ruleCollections: collections(requirement, 'classic'), dnsProxy: fc.boolean() }).map(
    (fields): FirewallParts => ({
      firewalls: [firewall(fields)],
      firewallPolicies: [],
      ruleCollectionGroups: [],
      ipGroups: IP_GROUPS,
    }),
  );
  return fc.oneof({ arbitrary: withPolicy, weight: 3 }, { arbitrary: classic, weight: 1 });
}

/** A firewall that lets everything through, or nothing. */
export function plainFirewall(open: boolean): FirewallParts {
  const rule: FirewallRule = {
    ...EMPTY_RULE,
    name: 'everything',
    sourceAddresses: ['*'],
    protocols: ['Any'],
    destinationAddresses: ['*'],
    destinationPorts: ['*'],
  };
  const allow: RuleCollection = {
    name: 'open',
    kind: 'network',
    priority: 100,
    action: 'Allow',
    rules: [rule],
    location: null,
  };
  return {
    firewalls: [firewall({ ruleCollections: open ? [allow] : [] })],
    firewallPolicies: [],
    ruleCollectionGroups: [],
    ipGroups: [],
  };
}
