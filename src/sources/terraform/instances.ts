/** The resource instances of a document in their module instances, indexed so that every reference is one look-up. */
import type { ResourceKind } from '../../azure/model.js';
import { kindOfArmType } from '../arm/resources.js';
import { formatKey, type ModuleStep, modulePathOf } from './addresses.js';
import type {
  ConfigurationCall,
  ConfigurationModule,
  ConfigurationResource,
  ResourceChange,
  ResourceInstance,
  TerraformDocument,
} from './document.js';
import { RELEVANT_TYPES } from './document.js';
import { isObject, isOpen, type JsonObject, mergeValues, own } from './known-values.js';
import type { ConfigurationLookup } from './lookup.js';

export type InstanceKey = string | number | null;

/** One instance of a module; the root has no parent. */
export interface ModuleInstance {
  readonly address: string;
  /** Names of the calls from the root, without keys. */
  readonly path: readonly string[];
  readonly key: InstanceKey;
  readonly parent: ModuleInstance | null;
  readonly call: ConfigurationCall | null;
  readonly config: ConfigurationModule | null;
  readonly children: Map<string, Map<InstanceKey, ModuleInstance>>;
  /** By address within the module, without key. */
  readonly groups: Map<string, Group>;
}

/** All instances of one resource block in one module instance. */
export interface Group {
  readonly address: string;
  readonly module: ModuleInstance;
  readonly config: ConfigurationResource | null;
  readonly byKey: Map<InstanceKey, Instance>;
}

/** A resource (or data source) instance with what is open laid over its values. */
export interface Instance {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  /** The azurerm type of the same ARM type, for azapi; otherwise the type itself. */
  readonly likeType: string;
  readonly key: InstanceKey;
  readonly group: Group;
  readonly module: ModuleInstance;
  readonly values: JsonObject;
}

/** What the mapping and the resolver work on: one side (before or after) of a document. */
export interface World {
  readonly root: ModuleInstance;
  readonly instances: readonly Instance[];
  /** Data sources that are read during apply, of resources that the same plan makes. */
  readonly twins: ReadonlyMap<Instance, Instance>;
  readonly variables: ReadonlyMap<string, unknown>;
  /** Whether there is a configuration to follow references in. */
  readonly configured: boolean;
  readonly lookup: ConfigurationLookup | null;
}

/** The azurerm type that makes a resource of each kind, for those kinds that links lead to. */
const AZURERM_TYPES: ReadonlyMap<ResourceKind, string> = new Map([
  ['virtualNetworks', 'azurerm_virtual_network'],
  ['subnets', 'azurerm_subnet'],
  ['networkSecurityGroups', 'azurerm_network_security_group'],
  ['routeTables', 'azurerm_route_table'],
  ['natGateways', 'azurerm_nat_gateway'],
  ['publicIpAddresses', 'azurerm_public_ip'],
  ['networkInterfaces', 'azurerm_network_interface'],
  ['privateEndpoints', 'azurerm_private_endpoint'],
  ['workspaces', 'azurerm_machine_learning_workspace'],
  ['kubernetesClusters', 'azurerm_kubernetes_cluster'],
  ['firewalls', 'azurerm_firewall'],
  ['firewallPolicies', 'azurerm_firewall_policy'],
  ['ruleCollectionGroups', 'azurerm_firewall_policy_rule_collection_group'],
  ['ipGroups', 'azurerm_ip_group'],
  ['virtualHubs', 'azurerm_virtual_hub'],
  ['monitorPrivateLinkScopes', 'azurerm_monitor_private_link_scope'],
]);

/** The azurerm type of a kind of the model; `null` for kinds that no link leads to. */
export function azurermTypeOf(kind: ResourceKind): string | null {
  return AZURERM_TYPES.get(kind) ?? null;
}

/** azapi resources can be the target of a link as well: they count as the azurerm type of their ARM type. */
function likeType(item: ResourceInstance): string {
  const type = item.type === 'azapi_resource' ? own(item.values, 'type') : null;
  const kind = typeof type === 'string' ? kindOfArmType(type.split('@')[0] ?? '') : null;
  return (kind === null ? null : azurermTypeOf(kind)) ?? item.type;
}

function newModule(
  parent: ModuleInstance | null,
  step: ModuleStep | null,
  root: ConfigurationModule | null,
): ModuleInstance {
  const call = step === null ? null : (parent?.config?.calls.get(step.name) ?? null);
  const text = step === null ? '' : `module.${step.name}${formatKey(step.key)}`;
  return {
    address: parent === null || parent.address === '' ? text : `${parent.address}.${text}`,
    path: step === null || parent === null ? [] : [...parent.path, step.name],
    key: step?.key ?? null,
    parent,
    call,
    config: step === null ? root : (call?.module ?? null),
    children: new Map(),
    groups: new Map(),
  };
}

/** The child module instance of that name and key, made where the document shows no resource in it. */
export function childModule(parent: ModuleInstance, name: string, key: InstanceKey): ModuleInstance {
  let byKey = parent.children.get(name);
  if (byKey === undefined) {
    byKey = new Map();
    parent.children.set(name, byKey);
  }
  let child = byKey.get(key);
  if (child === undefined) {
    child = newModule(parent, { name, key }, null);
    byKey.set(key, child);
  }
  return child;
}

/** Without the changes of deposed objects, which bear the address of their successor. */
function changesByAddress(changes: readonly ResourceChange[]): ReadonlyMap<string, ResourceChange> {
  const byAddress = new Map<string, ResourceChange>();
  for (const change of changes) {
    const earlier = byAddress.get(change.address);
    if (earlier === undefined || isDeletion(earlier)) byAddress.set(change.address, change);
  }
  return byAddress;
}

/** Whether a change leaves nothing behind. */
export function isDeletion(change: ResourceChange): boolean {
  return change.actions.length === 1 && change.actions[0] === 'delete';
}

/**
 * Indexes one side of a document.
 * @param items the instances of that side
 * @param configuration to follow references in; `null` for a state and for what was before
 */
export function buildWorld(
  items: readonly ResourceInstance[],
  document: Pick<TerraformDocument, 'changes' | 'variables'>,
  configuration: ConfigurationModule | null,
  lookup: ConfigurationLookup | null,
): World {
  const root = newModule(null, null, configuration);
  const changes = changesByAddress(configuration === null ? [] : (document.changes ?? []));
  const blocks = new Map<ConfigurationModule, ReadonlyMap<string, ConfigurationResource>>();
  const blockOf = (module: ModuleInstance, address: string): ConfigurationResource | null => {
    if (module.config === null) return null;
    let byAddress = blocks.get(module.config);
    if (byAddress === undefined) {
      byAddress = new Map(module.config.resources.map((block) => [block.address, block]));
      blocks.set(module.config, byAddress);
    }
    return byAddress.get(address) ?? null;
  };
  const instances: Instance[] = [];
  for (const item of items) {
    if (!RELEVANT_TYPES.has(item.type)) continue;
    const module = (modulePathOf(item.address) ?? []).reduce((at, step) => childModule(at, step.name, step.key), root);
    const address = `${item.mode === 'data' ? 'data.' : ''}${item.type}.${item.name}`;
    let group = module.groups.get(address);
    if (group === undefined) {
      group = { address, module, config: blockOf(module, address), byKey: new Map() };
      module.groups.set(address, group);
    }
    if (group.byKey.has(item.index)) continue;
    const values = mergeValues(item.values, changes.get(item.address)?.afterUnknown, item.sensitive, item.address);
    const instance: Instance = {
      address: item.address,
      mode: item.mode,
      type: item.type,
      likeType: likeType(item),
      key: item.index,
      group,
      module,
      values: isObject(values) ? values : {},
    };
    group.byKey.set(item.index, instance);
    instances.push(instance);
  }
  return {
    root,
    instances,
    twins: twinsOf(instances),
    variables: document.variables,
    configured: configuration !== null,
    lookup,
  };
}

/** What Azure knows a resource by before it has an id: type, resource group, parent and name; `null` where one of them is open. */
function azureName({ likeType: type, values }: Instance): string | null {
  const parts = ['resource_group_name', 'virtual_network_name', 'name'].map((name) => own(values, name) ?? '');
  if (parts.at(-1) === '' || !parts.every((part) => typeof part === 'string')) return null;
  return [type, ...parts].join('\n').toLowerCase();
}

function twinsOf(instances: readonly Instance[]): ReadonlyMap<Instance, Instance> {
  const late = instances.filter(({ mode, values }) => mode === 'data' && isOpen(own(values, 'id')));
  if (late.length === 0) return new Map();
  const managed = new Map<string | null, Instance>();
  for (const instance of instances) if (instance.mode === 'managed') managed.set(azureName(instance), instance);
  managed.delete(null);
  return new Map(
    late.flatMap((instance): readonly [Instance, Instance][] => {
      const twin = managed.get(azureName(instance));
      return twin === undefined ? [] : [[instance, twin]];
    }),
  );
}

/** The key that the model knows an inline subnet of a virtual network by. */
export function inlineSubnetKey(network: Instance, subnet: unknown, at: number): string {
  const name = own(subnet, 'name');
  return `${network.address}.subnet[${typeof name === 'string' ? JSON.stringify(name) : at}]`;
}
