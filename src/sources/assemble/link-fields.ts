/** Where each kind of resource has its links, and what they can lead to. */
import type { FirewallRule, Link, Network, ResourceKind, RuleCollection } from '../../azure/model.js';
import type { Lists } from './lists.js';

/** Decides one link. */
export type Decide = (link: Link, wanted: readonly ResourceKind[]) => Link;

type Fields = { readonly [K in ResourceKind]?: (resource: Network[K][number], decide: Decide) => Network[K][number] };

const VIRTUAL_NETWORKS: readonly ResourceKind[] = ['virtualNetworks'];
const SUBNETS: readonly ResourceKind[] = ['subnets'];
const GROUPS: readonly ResourceKind[] = ['networkSecurityGroups'];
const ROUTE_TABLES: readonly ResourceKind[] = ['routeTables'];
const NAT_GATEWAYS: readonly ResourceKind[] = ['natGateways'];
const INTERFACES: readonly ResourceKind[] = ['networkInterfaces'];
const WORKSPACES: readonly ResourceKind[] = ['workspaces'];
const CLUSTERS: readonly ResourceKind[] = ['kubernetesClusters'];
const FIREWALLS: readonly ResourceKind[] = ['firewalls'];
const POLICIES: readonly ResourceKind[] = ['firewallPolicies'];
const IP_GROUPS: readonly ResourceKind[] = ['ipGroups'];
const HUBS: readonly ResourceKind[] = ['virtualHubs'];
const NETWORK_GROUPS: readonly ResourceKind[] = ['networkGroups'];
const ADMIN_CONFIGURATIONS: readonly ResourceKind[] = ['securityAdminConfigurations'];
const ADMIN_COLLECTIONS: readonly ResourceKind[] = ['securityAdminRuleCollections'];
const NEXT_HOPS: readonly ResourceKind[] = ['firewalls', 'networkInterfaces', 'virtualHubs'];
const PRIVATE_LINKS: readonly ResourceKind[] = ['workspaces', 'monitorPrivateLinkScopes', 'kubernetesClusters'];

const ASSOCIATED: Readonly<Record<Network['associations'][number]['kind'], readonly ResourceKind[]>> = {
  networkSecurityGroup: GROUPS,
  routeTable: ROUTE_TABLES,
  natGateway: NAT_GATEWAYS,
};

/** Lists of links: decided one by one, each target once. */
function each(links: readonly Link[], wanted: readonly ResourceKind[], decide: Decide): readonly Link[] {
  if (links.length === 0) return links;
  const seen = new Set<string>();
  return links
    .map((link) => decide(link, wanted))
    .filter((link) => {
      if (link === null || !('key' in link)) return link !== null;
      if (seen.has(link.key)) return false;
      seen.add(link.key);
      return true;
    });
}

function ruleLinks(rule: FirewallRule, decide: Decide): FirewallRule {
  if (rule.sourceIpGroups.length === 0 && rule.destinationIpGroups.length === 0) return rule;
  return {
    ...rule,
    sourceIpGroups: each(rule.sourceIpGroups, IP_GROUPS, decide),
    destinationIpGroups: each(rule.destinationIpGroups, IP_GROUPS, decide),
  };
}

function collectionLinks(collection: RuleCollection, decide: Decide): RuleCollection {
  return { ...collection, rules: collection.rules.map((rule) => ruleLinks(rule, decide)) };
}

function outboundLinks<R extends Network['workspaces'][number]['outboundRules'][number]>(rule: R, decide: Decide): R {
  const { destination } = rule;
  return destination.type === 'PrivateEndpoint'
    ? { ...rule, destination: { ...destination, target: decide(destination.target, PRIVATE_LINKS) } }
    : rule;
}

const FIELDS: Fields = {
  peerings: (it, decide) => ({
    ...it,
    virtualNetwork: decide(it.virtualNetwork, VIRTUAL_NETWORKS),
    remoteVirtualNetwork: decide(it.remoteVirtualNetwork, VIRTUAL_NETWORKS),
  }),
  subnets: (it, decide) => ({
    ...it,
    virtualNetwork: decide(it.virtualNetwork, VIRTUAL_NETWORKS),
    networkSecurityGroup: decide(it.networkSecurityGroup, GROUPS),
    routeTable: decide(it.routeTable, ROUTE_TABLES),
    natGateway: decide(it.natGateway, NAT_GATEWAYS),
  }),
  associations: (it, decide) => ({
    ...it,
    owner: decide(it.owner, it.of === 'subnet' ? SUBNETS : INTERFACES),
    target: decide(it.target, ASSOCIATED[it.kind]),
  }),
  separateSecurityRules: (it, decide) => ({ ...it, networkSecurityGroup: decide(it.networkSecurityGroup, GROUPS) }),
  routeTables: (it, decide) => ({
    ...it,
    routes: it.routes.map((route) => ({ ...route, nextHop: decide(route.nextHop, NEXT_HOPS) })),
  }),
  separateRoutes: (it, decide) => ({
    ...it,
    routeTable: decide(it.routeTable, ROUTE_TABLES),
    route: { ...it.route, nextHop: decide(it.route.nextHop, NEXT_HOPS) },
  }),
  networkInterfaces: (it, decide) => ({
    ...it,
    networkSecurityGroup: decide(it.networkSecurityGroup, GROUPS),
    subnets: each(it.subnets, SUBNETS, decide),
  }),
  privateEndpoints: (it, decide) => ({
    ...it,
    subnet: decide(it.subnet, SUBNETS),
    target: decide(it.target, PRIVATE_LINKS),
  }),
  workspaces: (it, decide) => ({ ...it, outboundRules: it.outboundRules.map((rule) => outboundLinks(rule, decide)) }),
  separateOutboundRules: (it, decide) => ({
    ...it,
    workspace: decide(it.workspace, WORKSPACES),
    rule: outboundLinks(it.rule, decide),
  }),
  computes: (it, decide) => ({
    ...it,
    workspace: decide(it.workspace, WORKSPACES),
    subnet: decide(it.subnet, SUBNETS),
    kubernetesCluster: decide(it.kubernetesCluster, CLUSTERS),
  }),
  kubernetesClusters: (it, decide) => ({ ...it, nodeSubnets: each(it.nodeSubnets, SUBNETS, decide) }),
  kubernetesNodePools: (it, decide) => ({
    ...it,
    cluster: decide(it.cluster, CLUSTERS),
    subnet: decide(it.subnet, SUBNETS),
  }),
  firewalls: (it, decide) => ({
    ...it,
    policy: decide(it.policy, POLICIES),
    subnet: decide(it.subnet, SUBNETS),
    virtualHub: decide(it.virtualHub, HUBS),
    ruleCollections: it.ruleCollections.map((collection) => collectionLinks(collection, decide)),
  }),
  separateRuleCollections: (it, decide) => ({
    ...it,
    firewall: decide(it.firewall, FIREWALLS),
    collection: collectionLinks(it.collection, decide),
  }),
  firewallPolicies: (it, decide) => ({ ...it, basePolicy: decide(it.basePolicy, POLICIES) }),
  ruleCollectionGroups: (it, decide) => ({
    ...it,
    policy: decide(it.policy, POLICIES),
    ruleCollections: it.ruleCollections.map((collection) => collectionLinks(collection, decide)),
  }),
  separateIpGroupAddresses: (it, decide) => ({ ...it, ipGroup: decide(it.ipGroup, IP_GROUPS) }),
  virtualHubConnections: (it, decide) => ({
    ...it,
    virtualHub: decide(it.virtualHub, HUBS),
    virtualNetwork: decide(it.virtualNetwork, VIRTUAL_NETWORKS),
  }),
  routingIntents: (it, decide) => ({
    ...it,
    virtualHub: decide(it.virtualHub, HUBS),
    policies: it.policies.map((policy) => ({ ...policy, nextHop: decide(policy.nextHop, FIREWALLS) })),
  }),
  loadBalancerOutboundRules: (it, decide) => ({
    ...it,
    networkInterfaces: each(it.networkInterfaces, INTERFACES, decide),
  }),
  networkGroupMembers: (it, decide) => ({
    ...it,
    networkGroup: decide(it.networkGroup, NETWORK_GROUPS),
    virtualNetwork: decide(it.virtualNetwork, VIRTUAL_NETWORKS),
  }),
  securityAdminRuleCollections: (it, decide) => ({
    ...it,
    configuration: decide(it.configuration, ADMIN_CONFIGURATIONS),
    networkGroups: each(it.networkGroups, NETWORK_GROUPS, decide),
  }),
  securityAdminRules: (it, decide) => ({ ...it, collection: decide(it.collection, ADMIN_COLLECTIONS) }),
  securityAdminDeployments: (it, decide) => ({
    ...it,
    configurations: each(it.configurations, ADMIN_CONFIGURATIONS, decide),
  }),
};

/** The resources of one kind with every link decided, `updates` included. */
export function decideLinks<K extends ResourceKind>(kind: K, list: Lists[K], decide: Decide): Lists[K] {
  const fields: ((resource: Network[K][number], decide: Decide) => Network[K][number]) | undefined = FIELDS[kind];
  return (fields === undefined ? list : list.map((resource) => fields(resource, decide))) as Lists[K];
}

/** Which resource a child belongs to, for its full name: `network/subnet`. */
export const PARENT_LINKS: { readonly [K in ResourceKind]?: (resource: Network[K][number]) => Link } = {
  subnets: (it) => it.virtualNetwork,
  peerings: (it) => it.virtualNetwork,
  ruleCollectionGroups: (it) => it.policy,
  computes: (it) => it.workspace,
  kubernetesNodePools: (it) => it.cluster,
  separateSecurityRules: (it) => it.networkSecurityGroup,
  separateRoutes: (it) => it.routeTable,
  separateOutboundRules: (it) => it.workspace,
  virtualHubConnections: (it) => it.virtualHub,
  routingIntents: (it) => it.virtualHub,
};

/** The kinds that links of other resources lead to. */
export const LINKED_KINDS: ReadonlySet<ResourceKind> = new Set(
  [
    VIRTUAL_NETWORKS,
    SUBNETS,
    GROUPS,
    ROUTE_TABLES,
    NAT_GATEWAYS,
    WORKSPACES,
    POLICIES,
    IP_GROUPS,
    HUBS,
    NEXT_HOPS,
    PRIVATE_LINKS,
    NETWORK_GROUPS,
    ADMIN_CONFIGURATIONS,
    ADMIN_COLLECTIONS,
  ].flat(),
);
