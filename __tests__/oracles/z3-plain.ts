/** Small networks whose answer is plain, to judge the oracle by. */
import {
  EMPTY_NETWORK,
  type FirewallRule,
  type Network,
  type Route,
  type RuleCollection,
  type SecurityRule,
} from '../../src/azure/model.js';
import { resource } from './z3-ground.js';

const RULE: SecurityRule = {
  name: 'rule',
  priority: 100,
  direction: 'Outbound',
  access: 'Allow',
  protocol: 'Tcp',
  sourcePortRanges: ['*'],
  destinationPortRanges: ['443', '445'],
  sourceAddressPrefixes: ['*'],
  destinationAddressPrefixes: ['Storage.westus2'],
  sourceApplicationSecurityGroups: false,
  destinationApplicationSecurityGroups: false,
  location: null,
};

/** A rule that allows Storage on its ports. */
export function storage(changes: Partial<SecurityRule> = {}): SecurityRule {
  return { ...RULE, ...changes };
}

/** A rule that denies the Internet. */
export function denyInternet(changes: Partial<SecurityRule> = {}): SecurityRule {
  const all = { protocol: '*', destinationPortRanges: ['*'], destinationAddressPrefixes: ['Internet'] };
  return { ...RULE, priority: 4000, access: 'Deny', ...all, ...changes };
}

const FIREWALL_RULE: FirewallRule = {
  name: 'rule',
  sourceAddresses: ['*'],
  sourceIpGroups: [],
  protocols: ['TCP'],
  destinationAddresses: ['Storage'],
  destinationIpGroups: [],
  destinationFqdns: [],
  destinationPorts: ['443', '445'],
  applicationProtocols: [],
  destinationUrls: [],
  fqdnTags: [],
  webCategories: [],
  terminateTls: null,
  location: null,
};

/** A collection of one rule that lets Storage through. */
export function collection(
  priority: number,
  action: 'Allow' | 'Deny',
  changes: Partial<FirewallRule> = {},
): RuleCollection {
  const rest = { name: `${action}${priority}`, kind: 'network', location: null } as const;
  return { ...rest, priority, action, rules: [{ ...FIREWALL_RULE, ...changes }] };
}

/** A route; an appliance is the firewall. */
export function route(addressPrefix: string, nextHopType: string): Route {
  const nextHop = nextHopType === 'VirtualAppliance' ? { key: 'firewall' } : null;
  return { name: addressPrefix, addressPrefix, nextHopType, nextHopIpAddress: null, nextHop, location: null };
}

/** A network with these routes and a policy of these collections; those of the parent first. */
export function networkBehind(
  routes: readonly Route[],
  own: readonly RuleCollection[],
  parent: readonly RuleCollection[] = [],
): Network {
  const network = networkWith([]);
  const policy = { tier: null, dnsProxy: null, threatIntelMode: null, tlsInspection: false };
  return {
    ...network,
    subnets: network.subnets.map((it) => ({ ...it, routeTable: { key: 'routes' } })),
    routeTables: [{ ...resource('routes'), routes }],
    firewalls: [
      {
        ...resource('firewall'),
        policy: { key: 'policy' },
        privateIpAddresses: ['10.0.1.4'],
        subnet: null,
        virtualHub: null,
        threatIntelMode: null,
        dnsProxy: null,
        ruleCollections: [],
      },
    ],
    firewallPolicies: [
      { ...resource('policy'), basePolicy: { key: 'parent' }, ...policy },
      { ...resource('parent'), basePolicy: null, ...policy },
    ],
    ruleCollectionGroups: [
      { ...resource('own-group'), policy: { key: 'policy' }, priority: 100, ruleCollections: own },
      { ...resource('parent-group'), policy: { key: 'parent' }, priority: 200, ruleCollections: parent },
    ],
  };
}

/** A subnet with a group of these rules. */
export function networkWith(rules: readonly SecurityRule[]): Network {
  return {
    ...EMPTY_NETWORK,
    virtualNetworks: [{ ...resource('spoke'), addressSpace: ['10.1.0.0/16'] }],
    networkSecurityGroups: [{ ...resource('group'), securityRules: rules }],
    subnets: [
      {
        ...resource('subnet'),
        virtualNetwork: { key: 'spoke' },
        addressPrefixes: ['10.1.0.0/24'],
        networkSecurityGroup: { key: 'group' },
        routeTable: null,
        natGateway: null,
        serviceEndpoints: [],
        delegations: [],
        defaultOutboundAccess: null,
        privateEndpointNetworkPolicies: null,
      },
    ],
  };
}
