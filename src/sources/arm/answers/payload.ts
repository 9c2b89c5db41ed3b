/** One resource of an answer of Azure on its way into the model: shown whole, shown in part, or known by its name alone. */
import { resourceGroupOf } from '../../../azure/arm-id.js';
import { type Message, msg } from '../../../azure/message.js';
import type { Diagnostic, Link, ResourceKind } from '../../../azure/model.js';
import { isUnknown, unknown, type Value } from '../../../azure/value.js';
import type { PartialNetwork } from '../../parts.js';
import type { Path, ResolveLink } from '../cursor.js';
import { kindOfArmType, mapArmResource } from '../resources.js';
import { isObject, member } from './members.js';

/** Which resource is meant. The id is missing where an answer has only an unresolved expression in its place. */
export interface ResourceName {
  readonly type: string;
  /** Parents first. */
  readonly names: readonly Value<string>[];
  readonly id?: string;
  readonly resourceGroup?: string;
}

/** What an answer tells about a resource: its body, or why it shows none. */
export type Shown =
  | { readonly body: unknown; readonly existing?: true }
  | { readonly open: Message; readonly existing?: true };

/** What surrounds the resources of one answer. */
export interface Surroundings {
  readonly file: string;
  readonly reported: boolean;
  readonly resolveLink?: (body: unknown, path: Path, wanted: readonly ResourceKind[]) => Link;
  readonly diagnose?: (diagnostic: Diagnostic) => void;
  /** The parent of a child resource whose own id and names do not tell it. */
  readonly parent?: Link;
}

/** Whether resources of this type have a place in the model. */
export function isRead(type: string): boolean {
  return kindOfArmType(type) !== null;
}

/** Maps one resource. What it is called in reports is its id, or its name path where the answer has no id. */
export function mapShown(name: ResourceName, shown: Shown, around: Surroundings): PartialNetwork {
  const body = 'open' in shown ? {} : shown.body;
  const group = name.resourceGroup ?? (name.id === undefined ? null : resourceGroupOf(name.id));
  const { resolveLink, diagnose, parent } = around;
  const absent = 'open' in shown ? shown.open : isWhole(name.type, body) ? null : partly(labelOf(name));
  return mapArmResource(
    { type: name.type, name: name.names, body, ...(name.id === undefined ? {} : { id: name.id }) },
    {
      file: around.file,
      reported: around.reported,
      location: null,
      ...(group === null ? {} : { resourceGroup: group }),
      ...(absent === null ? {} : { absent: unknown(absent) }),
      // What is shown in part only is as good as a reference: another file may show the rest.
      ...(shown.existing === true || ('body' in shown && absent !== null) ? { existing: true } : {}),
      ...(parent === undefined ? {} : { parent }),
      ...(diagnose === undefined ? {} : { diagnose }),
      ...(resolveLink === undefined
        ? {}
        : { resolveLink: ((path, wanted) => resolveLink(body, path, wanted)) satisfies ResolveLink }),
    },
  );
}

/** What messages call a resource. */
export function labelOf({ id, names }: ResourceName): string {
  return id ?? names.map((name) => (isUnknown(name) ? '*' : name)).join('/');
}

function partly(label: string): Message {
  return msg`the input shows ${label} without its properties`;
}

/** Properties that Azure shows of every resource of a type, in lower case: a flattened body has at least one of them. */
const PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    virtualnetworks: 'addressspace subnets',
    'virtualnetworks/subnets': 'addressprefix addressprefixes',
    'virtualnetworks/virtualnetworkpeerings': 'remotevirtualnetwork',
    networksecuritygroups: 'securityrules',
    'networksecuritygroups/securityrules': 'access',
    routetables: 'routes',
    'routetables/routes': 'nexthoptype',
    publicipaddresses: 'publicipallocationmethod ipaddress',
    networkinterfaces: 'ipconfigurations',
    privateendpoints: 'privatelinkserviceconnections manualprivatelinkserviceconnections',
    loadbalancers: 'frontendipconfigurations',
    azurefirewalls: 'ipconfigurations hubipaddresses networkrulecollections firewallpolicy',
    firewallpolicies: 'threatintelmode rulecollectiongroups rulegroups',
    'firewallpolicies/rulecollectiongroups': 'rulecollections',
    'firewallpolicies/rulegroups': 'rules',
    ipgroups: 'ipaddresses',
    virtualhubs: 'addressprefix',
    'virtualhubs/hubvirtualnetworkconnections': 'remotevirtualnetwork',
    'virtualhubs/hubroutetables': 'routes',
    'virtualhubs/routingintent': 'routingpolicies',
    workspaces: 'workspaceid storageaccount keyvault hbiworkspace managednetwork',
    'workspaces/computes': 'computetype',
    'workspaces/outboundrules': 'destination',
    'workspaces/managednetworks': 'isolationmode managednetwork',
    'workspaces/managednetworks/outboundrules': 'destination',
    managedclusters: 'agentpoolprofiles',
    'managedclusters/agentpools': 'vmsize vnetsubnetid',
    'networkmanagers/securityadminconfigurations/rulecollections': 'appliestogroups',
    'networkmanagers/securityadminconfigurations/rulecollections/rules': 'access flag',
    'networkmanagers/networkgroups/staticmembers': 'resourceid',
  }).map(([type, names]) => [type, names.split(' ')] as const),
);

/**
 * Whether a body shows the resource's properties: in `properties`, or beside its name where a tool has flattened it (N15). `az resource list` shows every
 * resource without them. Types of which nothing is read but that they exist are always whole.
 */
export function isWhole(type: string, body: unknown): boolean {
  if (!isObject(body)) return false;
  const keys = new Map(Object.keys(body).map((key) => [key.toLowerCase(), key]));
  const inner = keys.get('properties');
  if (inner !== undefined && isObject(member(body, inner))) return true;
  const shown = PROPERTIES.get(type.toLowerCase().replace(/^[^/]*\//, ''));
  return shown === undefined || shown.some((name) => keys.has(name));
}
