/** What a value of an output is, told by its id, its type or its attributes: a resource of the network, or a list of rules or routes. */
import { parseArmId } from '../../azure/arm-id.js';
import { withoutUnderscores } from '../arm/answers/az-ml.js';
import { isWhole } from '../arm/answers/payload.js';
import { kindOfArmType } from '../arm/resources.js';
import { RELEVANT_TYPES } from './document.js';
import { azurermTypeOf } from './instances.js';
import { isObject, type JsonObject, own } from './known-values.js';

/** A type in azurerm's words, or in ARM's with the body, where the value has ARM's shape (N15: with `properties` or flattened). */
export type Shape = { readonly azurerm: string } | { readonly arm: string; readonly body: JsonObject };

/** Whether an object has all of these attributes, lists and objects where they are written so. */
type Signature = readonly string[];

/** By attributes that no other type has together; the first that fits counts. `[]` behind a name: a list; `?`: it may be `null`. */
const AZURERM: readonly (readonly [string, Signature])[] = [
  ['network_security_group', ['security_rule[]']],
  ['network_security_rule', ['direction', 'access', 'network_security_group_name']],
  ['route_table', ['route[]']],
  ['route', ['next_hop_type', 'route_table_name']],
  ['subnet_network_security_group_association', ['subnet_id', 'network_security_group_id']],
  ['subnet_route_table_association', ['subnet_id', 'route_table_id']],
  ['subnet_nat_gateway_association', ['subnet_id', 'nat_gateway_id']],
  ['virtual_network_peering', ['remote_virtual_network_id', 'virtual_network_name']],
  ['subnet', ['virtual_network_name', 'address_prefixes[]']],
  ['virtual_network', ['address_space[]']],
  ['firewall_policy_rule_collection_group', ['firewall_policy_id', 'priority']],
  ['firewall_policy_rule_collection_group', ['network_rule_collection[]', 'priority']],
  ['firewall_policy_rule_collection_group', ['application_rule_collection[]', 'priority']],
  ['firewall', ['firewall_policy_id?', 'ip_configuration[]']],
  ['firewall', ['firewall_policy_id?', 'virtual_hub[]']],
  ['firewall_policy', ['base_policy_id?', 'threat_intelligence_mode?']],
  ['ip_group', ['cidrs[]']],
  ['private_endpoint', ['private_service_connection[]']],
  ['machine_learning_compute_cluster', ['machine_learning_workspace_id', 'vm_size']],
  ['machine_learning_compute_instance', ['machine_learning_workspace_id', 'virtual_machine_size']],
  ['machine_learning_workspace', ['key_vault_id', 'storage_account_id', 'application_insights_id']],
  ['machine_learning_workspace', ['high_business_impact?']],
];

/** ARM bodies without a type, by what is in their properties, or beside their name where a tool has flattened them (N15). */
const ARM: readonly (readonly [string, Signature])[] = [
  ['Microsoft.Network/networkSecurityGroups', ['securityRules[]']],
  ['Microsoft.Network/virtualNetworks', ['addressSpace{}']],
  ['Microsoft.Network/virtualNetworks/subnets', ['addressPrefix', 'networkSecurityGroup{}']],
  ['Microsoft.Network/virtualNetworks/subnets', ['addressPrefix', 'routeTable{}']],
  ['Microsoft.Network/virtualNetworks/subnets', ['addressPrefix', 'privateEndpointNetworkPolicies']],
  ['Microsoft.Network/azureFirewalls', ['networkRuleCollections[]']],
  ['Microsoft.Network/azureFirewalls', ['applicationRuleCollections[]']],
  ['Microsoft.Network/firewallPolicies/ruleCollectionGroups', ['priority', 'ruleCollections[]']],
  ['Microsoft.Network/firewallPolicies', ['threatIntelMode', 'ruleCollectionGroups[]']],
  ['Microsoft.Network/ipGroups', ['ipAddresses[]', 'firewalls[]']],
  ['Microsoft.MachineLearningServices/workspaces', ['keyVault', 'storageAccount']],
  ['Microsoft.MachineLearningServices/workspaces', ['hbiWorkspace?']],
  ['Microsoft.MachineLearningServices/workspaces', ['managedNetwork{}']],
  ['Microsoft.MachineLearningServices/workspaces', ['managed_network{}']],
  ['Microsoft.MachineLearningServices/workspaces', ['hbi_workspace?']],
];

/** Route tables share the name of their list with many other things. */
function isRouteTable(body: JsonObject): boolean {
  const routes = own(body, 'routes');
  if (!Array.isArray(routes)) return false;
  return routes.length === 0
    ? Object.hasOwn(body, 'disableBgpRoutePropagation')
    : routes.every((route) => isObject(route) && fits(propertiesOf(route), ARM_ROUTE));
}

const ARM_ROUTE: Signature = ['nextHopType', 'addressPrefix'];

function armTypeOf(body: JsonObject): string | null {
  if (isRouteTable(body)) return 'Microsoft.Network/routeTables';
  return ARM.find(([, signature]) => fits(body, signature))?.[0] ?? null;
}

/** What an ARM resource says: its `properties`, or itself where it is flattened. */
function propertiesOf(value: JsonObject): JsonObject {
  const properties = own(value, 'properties');
  return isObject(properties) ? properties : value;
}

function fits(value: JsonObject, signature: Signature): boolean {
  return signature.every((wanted) => {
    const name = wanted.replace(/(?:\[\]|\{\}|\?)$/, '');
    const found = own(value, name);
    if (wanted.endsWith('[]')) return Array.isArray(found);
    if (wanted.endsWith('{}')) return isObject(found);
    return wanted.endsWith('?') ? Object.hasOwn(value, name) : typeof found === 'string' || typeof found === 'number';
  });
}

/** Classic rule collections differ only in what their rules say. */
function classicCollection(value: JsonObject): string | null {
  const rules = own(value, 'rule');
  if (typeof own(value, 'azure_firewall_name') !== 'string' || !Array.isArray(rules)) return null;
  if (rules.some((rule) => Object.hasOwn(objectOf(rule), 'translated_port'))) return 'firewall_nat_rule_collection';
  const isApplication = rules.some((rule) => ['target_fqdns', 'fqdn_tags'].some((name) => hasItems(own(rule, name))));
  return isApplication ? 'firewall_application_rule_collection' : 'firewall_network_rule_collection';
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function hasItems(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** What resource an object is; `null` where it is none that the check reads. */
export function shapeOf(value: JsonObject): Shape | null {
  const type = own(value, 'type');
  const named = typeof type === 'string' ? type : '';
  if (RELEVANT_TYPES.has(named)) return { azurerm: named };
  const written = named.split('@')[0] ?? '';
  const armType = kindOfArmType(written) === null ? typeOfId(own(value, 'id')) : written;
  const arm = armShapeOf(value, armType);
  if (arm !== null) return arm;
  const classic = classicCollection(value);
  const byAttributes = classic ?? AZURERM.find(([, signature]) => fits(value, signature))?.[0];
  if (byAttributes !== undefined) return { azurerm: `azurerm_${byAttributes}` };
  const plain = armType === null ? null : withoutUnderscores(armType, value);
  if (armType !== null && isObject(plain) && inWordsOfArm(plain) && isWhole(armType, plain))
    return { arm: armType, body: plain };
  const flattened = armTypeOf(value);
  if (flattened !== null) return { arm: flattened, body: objectOf(withoutUnderscores(flattened, value)) };
  // An id by itself names a resource and shows nothing of it.
  const kind = armType === null ? null : kindOfArmType(armType);
  const azurerm = kind === null ? null : azurermTypeOf(kind);
  return azurerm === null || Object.keys(value).length < LEAST_ATTRIBUTES ? null : { azurerm };
}

/** Where the properties are in an object of their own: ARM's `properties`, or what azapi shows of a resource (`output`), or has sent (`body`). */
function armShapeOf(value: JsonObject, armType: string | null): Shape | null {
  const properties = own(value, 'properties');
  if (isObject(properties)) {
    const arm = armType ?? armTypeOf(properties);
    return arm === null ? null : { arm, body: value };
  }
  if (armType === null) return null;
  for (const attribute of ['output', 'body']) {
    const body = jsonOf(own(value, attribute));
    if (isObject(body) && isObject(own(body, 'properties')))
      return { arm: armType, body: { location: own(value, 'location'), ...body } };
  }
  return null;
}

/** azapi 1 writes bodies as texts. */
function jsonOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return null; // Not one of azapi's, then.
  }
}

/** `{ id, name }` is a reference. */
const LEAST_ATTRIBUTES = 3;

function typeOfId(id: unknown): string | null {
  const type = typeof id === 'string' ? parseArmId(id)?.type : undefined;
  return type !== undefined && kindOfArmType(type) !== null ? type : null;
}

/** What the items of a list (or the values of a map) are, where all of them are of one kind, and in whose words. */
export interface ListShape {
  readonly of: 'rules' | 'routes' | 'collections';
  readonly words: 'azurerm' | 'arm';
}

const ITEMS: readonly (readonly [ListShape['of'], readonly Signature[]])[] = [
  ['rules', [['direction', 'access', 'priority']]],
  ['routes', [['next_hop_type', 'address_prefix'], ARM_ROUTE]],
  [
    'collections',
    [
      ['priority', 'action', 'rule[]'],
      ['priority', 'action', 'rules[]'],
      ['priority', 'action{}', 'rules[]'],
      ['priority', 'ruleCollectionType', 'rules[]'],
    ],
  ],
];

/** What lists may be of. */
export const LISTS: readonly ListShape['of'][] = ITEMS.map(([of]) => of);

/** Attributes by which a rule or a route tells whose it is. */
const OWNERS = ['network_security_group_name', 'route_table_name', 'firewall_policy_id', 'azure_firewall_name'];

function isOwned(item: JsonObject): boolean {
  return typeOfId(own(item, 'id')) !== null || OWNERS.some((name) => typeof own(item, name) === 'string');
}

/** A name with a capital inside is one of ARM's. */
function inWordsOfArm(item: JsonObject): boolean {
  const collection = own(item, 'action');
  return (
    isObject(own(item, 'properties')) ||
    isObject(collection) ||
    Object.keys(item).some((key) => /^[a-z]+[A-Z]/.test(key))
  );
}

/** @returns `null` for an empty list, for one that holds anything else, and where an item tells to which group or table it belongs */
export function listShapeOf(items: readonly unknown[]): ListShape | null {
  if (items.length === 0) return null;
  const found = ITEMS.find(([, signatures]) =>
    items.every(
      (item) => isObject(item) && !isOwned(item) && signatures.some((signature) => fits(propertiesOf(item), signature)),
    ),
  );
  if (found === undefined) return null;
  return { of: found[0], words: items.some((item) => isObject(item) && inWordsOfArm(item)) ? 'arm' : 'azurerm' };
}
