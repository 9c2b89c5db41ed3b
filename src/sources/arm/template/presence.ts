/** Resources of which it is open whether they are deployed: what they add may be there or not, what they are may be another's. */
import type { Link, Network, ResourceKind } from '../../../azure/model.js';
import { isUnknown, type Unknown } from '../../../azure/value.js';
import { isResourceKind, type PartialNetwork } from '../../parts.js';

type Weaken = { readonly [K in ResourceKind]?: (resource: Network[K][number], reason: Unknown) => Network[K][number] };

/**
 * What becomes of each kind. What belongs to something else (a rule, a route) may be in it or not. What others lead to (a group, a route table, a policy)
 * is there in any case, or the deployment fails; where it is not deployed here it is another's, with rules that nobody has told.
 */
const WEAKEN: Weaken = {
  separateSecurityRules: (it, presence) => ({ ...it, rule: { ...it.rule, presence } }),
  separateRoutes: (it, presence) => ({ ...it, route: { ...it.route, presence } }),
  separateOutboundRules: (it, presence) => ({ ...it, rule: { ...it.rule, presence } }),
  separateRuleCollections: (it, presence) => ({ ...it, collection: { ...it.collection, presence } }),
  separateIpGroupAddresses: (it, reason) => ({ ...it, addresses: reason }),
  ruleCollectionGroups: (it, presence) => ({ ...it, ruleCollections: each(it.ruleCollections, presence) }),
  networkSecurityGroups: (it, reason) => ({ ...it, securityRules: each(it.securityRules, reason), otherRules: reason }),
  routeTables: (it, reason) => ({ ...it, routes: each(it.routes, reason), otherRoutes: reason }),
  firewalls: (it, reason) => ({
    ...it,
    ruleCollections: each(it.ruleCollections, reason),
    otherRuleCollections: reason,
    policy: it.policy === null ? null : reason,
  }),
  firewallPolicies: (it, reason) => ({ ...it, otherGroups: reason }),
  ipGroups: (it, reason) => ({ ...it, addresses: reason }),
  peerings: (it, reason) => ({ ...it, remoteVirtualNetwork: maybe(it.remoteVirtualNetwork, reason) }),
  privateEndpoints: (it, reason) => ({ ...it, subnet: maybe(it.subnet, reason) }),
  virtualHubConnections: (it, reason) => ({ ...it, virtualNetwork: maybe(it.virtualNetwork, reason) }),
  routingIntents: (it, reason) => ({ ...it, policies: it.policies.map((one) => ({ ...one, nextHop: reason })) }),
  loadBalancerOutboundRules: (it, reason) => ({
    ...it,
    networkInterfaces: it.networkInterfaces.map((one) => maybe(one, reason)),
  }),
  kubernetesNodePools: (it, reason) => ({ ...it, subnet: maybe(it.subnet, reason) }),
};

/** The kinds that are read as if they were deployed, which the reader of the report has to know. */
export const READ_AS_DEPLOYED: ReadonlySet<ResourceKind> = new Set([
  'subnets',
  'workspaces',
  'computes',
  'networkInterfaces',
  'kubernetesClusters',
]);

/** The parts of the model that one resource makes, where it may not be deployed. */
export function possibly(part: PartialNetwork, reason: Unknown): PartialNetwork {
  const entries = Object.entries(part).map(([kind, list]) => [
    kind,
    isResourceKind(kind) ? weaken(kind, part, reason) : list,
  ]);
  return Object.fromEntries(entries) as PartialNetwork;
}

function weaken<K extends ResourceKind>(kind: K, part: PartialNetwork, reason: Unknown): PartialNetwork[K] {
  const how: ((resource: Network[K][number], reason: Unknown) => Network[K][number]) | undefined = WEAKEN[kind];
  const list: readonly Network[K][number][] = part[kind] ?? [];
  return (how === undefined ? list : list.map((resource) => how(resource, reason))) as PartialNetwork[K];
}

function each<T extends { readonly presence?: Unknown }>(list: readonly T[], presence: Unknown): readonly T[] {
  return list.map((one) => ({ ...one, presence }));
}

function maybe(link: Link, reason: Unknown): Link {
  if (link === null) return null;
  if ('key' in link) return { unknown: reason.unknown, candidates: [link.key, null] };
  if (isUnknown(link) && link.candidates !== undefined)
    return { unknown: reason.unknown, candidates: [...new Set([...link.candidates, null])] };
  return reason;
}

/** A subnet that is written inside its network too: where it is not deployed by itself, what is written there holds. */
export function withOpenLinks(part: PartialNetwork, reason: Unknown): PartialNetwork {
  const subnets = (part.subnets ?? []).map((subnet) => ({
    ...subnet,
    networkSecurityGroup: reason,
    routeTable: reason,
    natGateway: reason,
    defaultOutboundAccess: reason,
  }));
  return { ...part, subnets };
}
