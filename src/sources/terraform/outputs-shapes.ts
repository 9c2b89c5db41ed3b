/** What a value of an output is, told by its id, its type or its attributes: a resource of the network, or a list of rules or routes. */
import { parseArmId } from '../../azure/arm-id.js';
import { kindOfArmType } from '../arm/resources.js';
import { RELEVANT_TYPES } from './document.js';
import { azurermTypeOf } from './instances.js';
import { isObject, type JsonObject, own } from './known-values.js';

/** A type in azurerm's words, or in ARM's where the value has ARM's shape. */
export type Shape = { readonly azurerm: string } | { readonly arm: string };

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

/** ARM bodies without a type, by what is in their properties. */
const ARM: readonly (readonly [string, Signature])[] = [
  ['Microsoft.Network/networkSecurityGroups', ['securityRules[]']],
  ['Microsoft.Network/networkSecurityGroups/securityRules', ['direction', 'access', 'priority']],
  ['Microsoft.Network/routeTables', ['routes[]']],
  ['Microsoft.Network/virtualNetworks', ['addressSpace{}']],
  ['Microsoft.MachineLearningServices/workspaces', ['keyVault', 'storageAccount']],
];

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
  const properties = own(value, 'properties');
  const type = own(value, 'type');
  const id = own(value, 'id');
  const named = typeof type === 'string' ? type : '';
  if (RELEVANT_TYPES.has(named)) return { azurerm: named };
  const armType = kindOfArmType(named.split('@')[0] ?? '') !== null ? (named.split('@')[0] ?? '') : typeOfId(id);
  if (isObject(properties)) {
    const arm = armType ?? ARM.find(([, signature]) => fits(properties, signature))?.[0] ?? null;
    return arm === null ? null : { arm };
  }
  const classic = classicCollection(value);
  const byAttributes = classic ?? AZURERM.find(([, signature]) => fits(value, signature))?.[0];
  if (byAttributes !== undefined) return { azurerm: `azurerm_${byAttributes}` };
  // An id by itself names a resource and shows nothing of it.
  const kind = armType === null ? null : kindOfArmType(armType);
  const azurerm = kind === null ? null : azurermTypeOf(kind);
  return azurerm === null || Object.keys(value).length < LEAST_ATTRIBUTES ? null : { azurerm };
}

/** `{ id, name }` is a reference. */
const LEAST_ATTRIBUTES = 3;

function typeOfId(id: unknown): string | null {
  const type = typeof id === 'string' ? parseArmId(id)?.type : undefined;
  return type !== undefined && kindOfArmType(type) !== null ? type : null;
}

/** What the items of a list (or the values of a map) are, where all of them are of one kind. */
export type ListShape = 'rules' | 'routes' | 'collections';

const ITEMS: readonly (readonly [ListShape, readonly Signature[]])[] = [
  ['rules', [['direction', 'access', 'priority']]],
  ['routes', [['next_hop_type', 'address_prefix']]],
  [
    'collections',
    [
      ['priority', 'action', 'rule[]'],
      ['priority', 'action', 'rules[]'],
    ],
  ],
];

/** @returns `null` for an empty list, and for one that holds anything else */
export function listShapeOf(items: readonly unknown[]): ListShape | null {
  if (items.length === 0) return null;
  const found = ITEMS.find(([, signatures]) =>
    items.every((item) => isObject(item) && signatures.some((signature) => fits(item, signature))),
  );
  return found?.[0] ?? null;
}
