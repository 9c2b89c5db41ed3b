/** Small networks for tests of rules: every property has a plain default, so that a test says only what it is about. */
import {
  EMPTY_NETWORK,
  type Firewall,
  type FirewallPolicy,
  type FirewallRule,
  type Network,
  type NetworkSecurityGroup,
  type Resource,
  type Route,
  type RouteTable,
  type RuleCollection,
  type RuleCollectionGroup,
  type SecurityRule,
} from '../../src/azure/model.js';

export function network(parts: Partial<Network>): Network {
  return { ...EMPTY_NETWORK, ...parts };
}

export function resource(key: string): Resource {
  return { key, id: key, name: key, file: 'main.tf', location: { file: 'main.tf', line: 1 }, reported: true };
}

export function securityRule(parts: Partial<SecurityRule> = {}): SecurityRule {
  return {
    name: 'r',
    priority: 100,
    direction: 'Outbound',
    access: 'Allow',
    protocol: 'Tcp',
    sourcePortRanges: ['*'],
    destinationPortRanges: ['443'],
    sourceAddressPrefixes: ['*'],
    destinationAddressPrefixes: ['*'],
    sourceApplicationSecurityGroups: false,
    destinationApplicationSecurityGroups: false,
    location: { file: 'main.tf', line: 7 },
    ...parts,
  };
}

export function group(rules: readonly Partial<SecurityRule>[], key = 'nsg'): NetworkSecurityGroup {
  return { ...resource(key), securityRules: rules.map((rule, i) => securityRule({ priority: 100 + i, ...rule })) };
}

export function route(parts: Partial<Route>): Route {
  return {
    name: 'out',
    addressPrefix: '0.0.0.0/0',
    nextHopType: 'Internet',
    nextHopIpAddress: null,
    nextHop: null,
    location: { file: 'main.tf', line: 9 },
    ...parts,
  };
}

export function routeTable(routes: readonly Partial<Route>[], key = 'rt'): RouteTable {
  return { ...resource(key), routes: routes.map(route) };
}

export function firewallRule(parts: Partial<FirewallRule>): FirewallRule {
  return {
    name: 'f',
    sourceAddresses: ['*'],
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
    location: { file: 'fw.tf', line: 3 },
    ...parts,
  };
}

export function networkRule(parts: Partial<FirewallRule>): FirewallRule {
  return firewallRule({ protocols: ['TCP'], destinationPorts: ['443'], ...parts });
}

export function applicationRule(parts: Partial<FirewallRule>): FirewallRule {
  return firewallRule({ applicationProtocols: [{ type: 'Https', port: 443 }], ...parts });
}

export function collection(
  kind: RuleCollection['kind'],
  rules: readonly FirewallRule[],
  parts: Partial<RuleCollection> = {},
): RuleCollection {
  return { name: 'c', kind, priority: 200, action: 'Allow', rules, location: { file: 'fw.tf', line: 2 }, ...parts };
}

export function ruleGroup(
  ruleCollections: readonly RuleCollection[],
  parts: Partial<RuleCollectionGroup> = {},
): RuleCollectionGroup {
  return { ...resource('rcg'), policy: { key: 'policy' }, priority: 300, ruleCollections, ...parts };
}

export function policy(parts: Partial<FirewallPolicy> = {}): FirewallPolicy {
  return {
    ...resource('policy'),
    basePolicy: null,
    tier: 'Standard',
    dnsProxy: null,
    threatIntelMode: null,
    tlsInspection: false,
    ...parts,
  };
}

export function firewall(parts: Partial<Firewall> = {}): Firewall {
  return {
    ...resource('firewall'),
    policy: null,
    privateIpAddresses: ['10.0.1.4'],
    subnet: null,
    virtualHub: null,
    threatIntelMode: null,
    dnsProxy: null,
    ruleCollections: [],
    ...parts,
  };
}
