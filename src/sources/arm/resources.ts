/** Which mapping belongs to which ARM type, and one resource with its nested children through it. */
import { parseArmId } from '../../azure/arm-id.js';
import type { Network, ResourceKind } from '../../azure/model.js';
import { isUnknown, type Value } from '../../azure/value.js';
import { joinParts, type PartialNetwork } from '../parts.js';
import { at, type Cursor, elements, entries, text } from './cursor.js';
import * as firewall from './firewall.js';
import * as learning from './machine-learning.js';
import { type ArmContext, type ArmResource, type Mapper, type Subject, subjectOf } from './mapper.js';
import * as network from './network.js';
import * as manager from './network-manager.js';
import * as wan from './virtual-wan.js';

export type { ArmContext, ArmResource } from './mapper.js';

/** Each type in lower case: its mapping, and the kind of resource that a link to it means. */
const TYPES: ReadonlyMap<string, { readonly map: Mapper; readonly kind: ResourceKind }> = new Map([
  ['microsoft.network/virtualnetworks', { map: network.virtualNetwork, kind: 'virtualNetworks' }],
  ['microsoft.network/virtualnetworks/subnets', { map: network.subnet, kind: 'subnets' }],
  ['microsoft.network/virtualnetworks/virtualnetworkpeerings', { map: network.peering, kind: 'peerings' }],
  ['microsoft.network/networksecuritygroups', { map: network.networkSecurityGroup, kind: 'networkSecurityGroups' }],
  [
    'microsoft.network/networksecuritygroups/securityrules',
    { map: network.securityRule, kind: 'separateSecurityRules' },
  ],
  [
    'microsoft.network/applicationsecuritygroups',
    { map: network.applicationSecurityGroup, kind: 'applicationSecurityGroups' },
  ],
  ['microsoft.network/routetables', { map: network.routeTable, kind: 'routeTables' }],
  ['microsoft.network/routetables/routes', { map: network.route, kind: 'separateRoutes' }],
  ['microsoft.network/natgateways', { map: network.natGateway, kind: 'natGateways' }],
  ['microsoft.network/publicipaddresses', { map: network.publicIpAddress, kind: 'publicIpAddresses' }],
  ['microsoft.network/networkinterfaces', { map: network.networkInterface, kind: 'networkInterfaces' }],
  ['microsoft.network/privateendpoints', { map: network.privateEndpoint, kind: 'privateEndpoints' }],
  ['microsoft.network/loadbalancers', { map: network.loadBalancer, kind: 'loadBalancerOutboundRules' }],
  ['microsoft.network/azurefirewalls', { map: firewall.azureFirewall, kind: 'firewalls' }],
  ['microsoft.network/firewallpolicies', { map: firewall.firewallPolicy, kind: 'firewallPolicies' }],
  [
    'microsoft.network/firewallpolicies/rulecollectiongroups',
    { map: firewall.ruleCollectionGroup, kind: 'ruleCollectionGroups' },
  ],
  ['microsoft.network/firewallpolicies/rulegroups', { map: firewall.ruleGroup, kind: 'ruleCollectionGroups' }],
  ['microsoft.network/ipgroups', { map: firewall.ipGroup, kind: 'ipGroups' }],
  ['microsoft.network/virtualhubs', { map: wan.virtualHub, kind: 'virtualHubs' }],
  [
    'microsoft.network/virtualhubs/hubvirtualnetworkconnections',
    { map: wan.virtualHubConnection, kind: 'virtualHubConnections' },
  ],
  ['microsoft.network/virtualhubs/routingintent', { map: wan.routingIntent, kind: 'routingIntents' }],
  ['microsoft.network/virtualhubs/hubroutetables', { map: wan.hubRouteTable, kind: 'routingIntents' }],
  ['microsoft.machinelearningservices/workspaces', { map: learning.workspace, kind: 'workspaces' }],
  ['microsoft.machinelearningservices/workspaces/computes', { map: learning.compute, kind: 'computes' }],
  [
    'microsoft.machinelearningservices/workspaces/outboundrules',
    { map: learning.outboundRule, kind: 'separateOutboundRules' },
  ],
  [
    'microsoft.machinelearningservices/workspaces/managednetworks/outboundrules',
    { map: learning.outboundRule, kind: 'separateOutboundRules' },
  ],
  [
    'microsoft.machinelearningservices/workspaces/managednetworks',
    { map: learning.managedNetwork, kind: 'workspaces' },
  ],
  ['microsoft.network/networkmanagers/networkgroups', { map: manager.networkGroup, kind: 'networkGroups' }],
  [
    'microsoft.network/networkmanagers/networkgroups/staticmembers',
    { map: manager.networkGroupMember, kind: 'networkGroupMembers' },
  ],
  [
    'microsoft.network/networkmanagers/securityadminconfigurations',
    { map: manager.securityAdminConfiguration, kind: 'securityAdminConfigurations' },
  ],
  [
    'microsoft.network/networkmanagers/securityadminconfigurations/rulecollections',
    { map: manager.securityAdminRuleCollection, kind: 'securityAdminRuleCollections' },
  ],
  [
    'microsoft.network/networkmanagers/securityadminconfigurations/rulecollections/rules',
    { map: manager.securityAdminRule, kind: 'securityAdminRules' },
  ],
  ['microsoft.containerservice/managedclusters', { map: learning.kubernetesCluster, kind: 'kubernetesClusters' }],
  [
    'microsoft.containerservice/managedclusters/agentpools',
    { map: learning.kubernetesNodePool, kind: 'kubernetesNodePools' },
  ],
  ['microsoft.insights/privatelinkscopes', { map: learning.monitorPrivateLinkScope, kind: 'monitorPrivateLinkScopes' }],
]);

/** ARM allows children five levels deep; more than this is no template. */
const DEEPEST = 8;

/** The kind of model resource that an ARM type (in any case, without its API version) is mapped to; `null` for a type that is not read. */
export function kindOfArmType(type: string): ResourceKind | null {
  return TYPES.get(type.toLowerCase())?.kind ?? null;
}

/**
 * One resource in ARM's words, with the children nested in it (`subnets` and the like, and `resources`), as parts of the model. A type that is not read
 * gives nothing, but its nested children are still looked at. Values that are open or malformed become `Unknown`; nothing is thrown (N15, N16, M4).
 */
export function mapArmResource(resource: ArmResource, context: ArmContext): PartialNetwork {
  const parts: PartialNetwork[] = [];
  collect(resource, context, 0, parts);
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : joinParts(parts);
}

function collect(resource: ArmResource, context: ArmContext, depth: number, parts: PartialNetwork[]): void {
  const subject = subjectOf(resource, context);
  const mapped = TYPES.get(resource.type.toLowerCase());
  if (mapped !== undefined) parts.push(mapped.map(subject));
  if (depth >= DEEPEST) return;
  const nested = entries(ownResources(subject.body));
  for (const { cursor } of nested.items) {
    const child = nestedResource(resource, cursor);
    if (child !== null) collect(child, nestedContext(subject, child, cursor, mapped !== undefined), depth + 1, parts);
  }
}

/** `resources` stands beside `properties`, never inside. */
function ownResources(body: Cursor): Cursor {
  const { value } = body;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ...body, value: undefined };
  const key = Object.keys(value).find((name) => name.toLowerCase() === 'resources');
  if (key === undefined) return { ...body, value: undefined };
  return { ...body, value: (value as Readonly<Record<string, unknown>>)[key], path: [...body.path, key] };
}

/** A nested child names its type and itself relative to its parent (`subnets`, `training`), or in full. */
function nestedResource(parent: ArmResource, cursor: Cursor): ArmResource | null {
  const type = text(at(cursor, 'type'));
  const name = text(at(cursor, 'name'));
  if (typeof type !== 'string') return null;
  const full = type.includes('/') ? type : `${parent.type}/${type}`;
  const own = name === null || isUnknown(name) ? name : (name.split('/').at(-1) ?? name);
  const id = text(at(cursor, 'id'));
  return {
    type: full,
    name: [...parent.name, own ?? 'unnamed'],
    ...(typeof id === 'string'
      ? { id }
      : parent.id === undefined || typeof own !== 'string'
        ? {}
        : { id: `${parent.id}/${full.split('/').at(-1)}/${own}` }),
    body: cursor.value,
  };
}

function nestedContext(parent: Subject, child: ArmResource, cursor: Cursor, parentIsMapped: boolean): ArmContext {
  const { key, id, parent: _parent, absent: _absent, updates: _updates, ...context } = parent.context;
  const segment = child.type.split('/').at(-1) ?? '';
  const own = child.name.at(-1);
  const step = typeof own === 'string' ? own : String(cursor.path.at(-1));
  return {
    ...context,
    path: cursor.path,
    location: context.locate?.(cursor.path) ?? context.location,
    // A child of something between (`managedNetworks`) finds its way by names.
    ...(parentIsMapped ? { parent: { key: parent.base.key } } : {}),
    ...(key === undefined ? {} : { key: `${key}/${segment}/${step}` }),
    ...(id === undefined && key === undefined ? {} : { id: `${parent.base.id}/${step}` }),
  };
}

/**
 * Reads what a tool prints of one resource (`az … -o json`, what-if's `after`, an export, an evaluated template resource) as an {@link ArmResource}.
 * `null` where it names no type. PowerShell's exports write `ResourceId` and `ResourceType`.
 * @param id the resource id, where the surroundings know it (what-if's `resourceId`)
 */
export function readArmResource(json: unknown, id?: string): ArmResource | null {
  const top: Cursor = { value: json, path: [], subject: 'resource' };
  const written =
    id ??
    [text(at(top, 'id')), text(at(top, 'resourceId'))].find(
      (one): one is string => typeof one === 'string' && one.startsWith('/'),
    );
  const parsed = written === undefined ? null : parseArmId(written);
  const type = outer(json, 'type') ?? outer(json, 'resourceType') ?? parsed?.type;
  if (type === undefined) return null;
  return {
    type,
    name: parsed?.names ?? segments(text(at(top, 'name'))),
    ...(written === undefined ? {} : { id: written }),
    body: json,
  };
}

/** A text of the object itself, not of its `properties`: an outbound rule has a `type` in both. */
function outer(json: unknown, name: string): string | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const key = Object.keys(json).find((own) => own.toLowerCase() === name.toLowerCase());
  const value = key === undefined ? undefined : (json as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' && value.includes('/') ? value : undefined;
}

function segments(name: Value<string | null>): readonly Value<string>[] {
  return name === null ? [] : isUnknown(name) ? [name] : name.split('/');
}

/** Several resources at once, for instance all of a file. */
export function mapArmResources(
  resources: Iterable<{ readonly resource: ArmResource; readonly context: ArmContext }>,
): Network {
  const parts: PartialNetwork[] = [];
  for (const { resource, context } of resources) parts.push(mapArmResource(resource, context));
  return joinParts(parts);
}

/** The resources of an array that a tool printed (`az … list`, an export); entries that are none are skipped. */
export function readArmResources(json: unknown): readonly ArmResource[] {
  const list = Array.isArray(json)
    ? elements({ value: json, path: [], subject: 'resources' }).items.map((item) => item.value)
    : [json];
  return list.flatMap((item) => readArmResource(item) ?? []);
}
