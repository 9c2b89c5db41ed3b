/** The values of outputs as resource instances: a resource as a data source would show it, and the owner of rules that stand by themselves. */
import type { ResourceInstance } from './document.js';
import { isObject, type JsonObject, own } from './known-values.js';
import type { ListShape, Shape } from './outputs-shapes.js';

/** @param mode `data`: what the values do not say is open; `managed`: it is Azure's default */
export function instance(
  type: string,
  values: JsonObject,
  address: string,
  mode: ResourceInstance['mode'] = 'data',
): ResourceInstance {
  return { address, mode, type, name: address, index: null, values, sensitive: {} };
}

/** A resource of an output. The data source `azapi_resource` shows ARM's body as `output`. */
export function shown(shape: Shape, value: JsonObject, address: string): ResourceInstance {
  if ('azurerm' in shape) return instance(shape.azurerm, value, address);
  const { name, id, location } = { ...value, ...shape.body };
  return instance('azapi_resource', { type: `${shape.arm}@`, name, id, location, output: shape.body }, address);
}

/** The group, table or firewall that a list of rules, routes or collections is taken for. */
export function ownerOf(
  { of, words }: ListShape,
  items: readonly JsonObject[],
  address: string,
  name: string,
): readonly ResourceInstance[] {
  const named = items.map((item, at) => (Object.hasOwn(item, 'name') ? item : { ...item, name: `${name}[${at}]` }));
  return (words === 'arm' ? ARM : AZURERM)[of](named, address, name);
}

type Owners = Readonly<
  Record<ListShape['of'], (items: readonly JsonObject[], address: string, name: string) => readonly ResourceInstance[]>
>;

const AZURERM: Owners = {
  rules: (items, address, name) => [
    instance('azurerm_network_security_group', { name, security_rule: items }, address, 'managed'),
  ],
  routes: (items, address, name) => [instance('azurerm_route_table', { name, route: items }, address, 'managed')],
  collections: policyOf,
};

const ARM: Owners = {
  rules: (items, address, name) => [
    azapi('Microsoft.Network/networkSecurityGroups', address, { name }, { securityRules: items.map(withCapitals) }),
  ],
  routes: (items, address, name) => [
    azapi('Microsoft.Network/routeTables', address, { name }, { routes: items.map(withCapitals) }),
  ],
  collections: (items, address, name) =>
    items.some((item) => Object.hasOwn(item, 'ruleCollectionType'))
      ? armPolicyOf(items, address, name)
      : [azapi('Microsoft.Network/azureFirewalls', address, { name }, classicCollections(items))],
};

/** A resource as its author has declared it: what is not said is Azure's default. */
function azapi(
  type: string,
  address: string,
  names: { readonly name: string; readonly resource_id?: string; readonly parent_id?: string },
  properties: JsonObject,
): ResourceInstance {
  return instance('azapi_resource', { type: `${type}@`, ...names, body: { properties } }, address, 'managed');
}

/** In a list in which some use ARM's words, the others become ARM's as well: one group has one list. */
function withCapitals(item: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(item).map(([key, value]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

/** What only application rules say, in either words. */
const HOSTS = [
  ...['destination_fqdns', 'target_fqdns', 'fqdn_tags', 'destination_fqdn_tags'],
  ...['targetFqdns', 'fqdnTags'],
];

function rulesOf(collection: JsonObject): readonly unknown[] {
  const properties = own(collection, 'properties');
  const rules = own(collection, 'rule') ?? own(collection, 'rules') ?? own(properties, 'rules');
  return Array.isArray(rules) ? rules : [];
}

function isApplication(collection: JsonObject): boolean {
  return rulesOf(collection).some((rule) => {
    const ports = own(rule, 'destination_ports') ?? own(rule, 'destinationPorts');
    const hasPorts = Array.isArray(ports) && ports.length > 0;
    return !hasPorts && HOSTS.some((field) => Array.isArray(own(rule, field)));
  });
}

function isTranslation(collection: JsonObject): boolean {
  return rulesOf(collection).some((rule) => isObject(rule) && Object.hasOwn(rule, 'translatedPort'));
}

/** The three lists of a classic firewall, each collection by what its rules say. */
function classicCollections(items: readonly JsonObject[]): JsonObject {
  const kinds = items.map((item) => (isTranslation(item) ? 'nat' : isApplication(item) ? 'application' : 'network'));
  const of = (kind: string): readonly JsonObject[] => items.filter((_, at) => kinds[at] === kind);
  return {
    networkRuleCollections: of('network'),
    applicationRuleCollections: of('application'),
    natRuleCollections: of('nat'),
  };
}

/** An id only joins a policy and its group: it is nobody's in Azure. */
function policyId(address: string): string {
  return `/providers/Microsoft.Network/firewallPolicies/${encodeURIComponent(address)}`;
}

/** Collections by themselves are all that a policy has. */
function policyOf(items: readonly JsonObject[], address: string, name: string): readonly ResourceInstance[] {
  const id = policyId(address);
  const collections = items.map((item) => ({ ...item, rule: own(item, 'rule') ?? own(item, 'rules') }));
  const group = {
    name,
    priority: 100,
    firewall_policy_id: id,
    network_rule_collection: collections.filter((item) => !isApplication(item)),
    application_rule_collection: collections.filter(isApplication),
    nat_rule_collection: [],
  };
  return [
    instance('azurerm_firewall_policy', { id, name }, address, 'managed'),
    instance('azurerm_firewall_policy_rule_collection_group', group, `${address}.collections`, 'managed'),
  ];
}

function armPolicyOf(items: readonly JsonObject[], address: string, name: string): readonly ResourceInstance[] {
  const id = policyId(address);
  const type = 'Microsoft.Network/firewallPolicies';
  return [
    azapi(type, address, { name, resource_id: id }, {}),
    azapi(
      `${type}/ruleCollectionGroups`,
      `${address}.collections`,
      { name, parent_id: id },
      { priority: 100, ruleCollections: items },
    ),
  ];
}

/**
 * Rule collection groups whose policy is not among the outputs, with a policy as a data source would show it: its other groups are open (F2).
 * @returns all instances, those groups that name no policy with the made one's id
 */
export function withPolicies(found: readonly ResourceInstance[]): readonly ResourceInstance[] {
  const ids = new Set(found.flatMap(({ values }) => textOf(values, 'id')?.toLowerCase() ?? []));
  // A policy that does not show its id may be the one.
  const nameless = new Set(
    found
      .filter(({ type, values }) => type === 'azurerm_firewall_policy' && textOf(values, 'id') === null)
      .flatMap(({ values }) => textOf(values, 'name')?.toLowerCase() ?? []),
  );
  const policies: ResourceInstance[] = [];
  const all = found.map((one) => {
    if (!isCollectionGroup(one)) return one;
    const named = policyIdOf(one.values);
    const id = named ?? policyId(one.address);
    const name = named === null ? one.address : id.slice(id.lastIndexOf('/') + 1);
    if (!ids.has(id.toLowerCase()) && !nameless.has(name.toLowerCase())) {
      ids.add(id.toLowerCase());
      policies.push(instance('azurerm_firewall_policy', { id, name }, `${one.address}.firewall_policy`));
    }
    return named === null ? { ...one, values: { ...one.values, firewall_policy_id: id } } : one;
  });
  return [...all, ...policies];
}

function isCollectionGroup({ type, values }: ResourceInstance): boolean {
  const group = 'microsoft.network/firewallpolicies/rulecollectiongroups@';
  if (type !== 'azapi_resource') return type === 'azurerm_firewall_policy_rule_collection_group';
  // A body in ARM's words without an id has nowhere to name its policy.
  return textOf(values, 'type')?.toLowerCase() === group && textOf(values, 'id') !== null;
}

/** The id that a group names, or what its own begins with; `null` where it has neither. */
function policyIdOf(values: JsonObject): string | null {
  const inside = /^(.+\/firewallPolicies\/[^/]+)\/ruleCollectionGroups\/[^/]+$/i.exec(textOf(values, 'id') ?? '');
  return textOf(values, 'firewall_policy_id') ?? inside?.[1] ?? null;
}

function textOf(values: JsonObject, name: string): string | null {
  const value = own(values, name);
  return typeof value === 'string' && value !== '' ? value : null;
}
