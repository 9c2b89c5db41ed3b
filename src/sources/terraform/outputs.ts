/** The resources that outputs hold: a group that is handed on whole, a map of subnets, a list of rules. */

import type { ResourceInstance } from './document.js';
import { isObject, type JsonObject, own } from './known-values.js';
import { type ListShape, listShapeOf, shapeOf } from './outputs-shapes.js';

/** An output as Terraform writes it. */
export interface Output {
  readonly name: string;
  readonly value: unknown;
}

/** Deeper, and in more values than these, nothing is looked for. */
const MAXIMUM_DEPTH = 24;
const MAXIMUM_VALUES = 500_000;

/** A text that may be JSON is read so, up to this length. */
const MAXIMUM_TEXT = 8 * 1024 * 1024;

/**
 * Reads outputs as `terraform output -json` writes them. Sensitive ones are left out, whatever they hold.
 * @returns `null` where the object is nothing like outputs
 */
export function outputsOf(
  document: unknown,
): { readonly outputs: readonly Output[]; readonly sensitive: readonly string[] } | null {
  if (!isObject(document)) return null;
  const outputs: Output[] = [];
  const sensitive: string[] = [];
  for (const [name, output] of Object.entries(document)) {
    if (!isObject(output) || !Object.hasOwn(output, 'value')) return null;
    if (own(output, 'sensitive') === true) sensitive.push(name);
    else outputs.push({ name, value: own(output, 'value') });
  }
  return { outputs, sensitive };
}

/**
 * The resources in the values of outputs, as if data sources showed them: what an output does not say is open. Lists of rules or routes
 * without their group or table become one of their own.
 * @param lists whether lists of rules without their owner are read as well
 */
export function instancesOfOutputs(outputs: readonly Output[], lists = true): readonly ResourceInstance[] {
  const found: ResourceInstance[] = [];
  const walk: Walk = { found, left: MAXIMUM_VALUES, lists };
  for (const { name, value } of outputs) visit(walk, value, `output.${name}`, name, 0);
  return found;
}

/**
 * The resources in the outputs of a plan or a state that has resources of its own: those among them are told by these, and a list of rules
 * is more likely one that they were made from.
 */
export function instancesBeside(
  present: readonly ResourceInstance[],
  outputs: ReadonlyMap<string, unknown>,
): readonly ResourceInstance[] {
  if (outputs.size === 0) return [];
  // What is known only after apply has no value.
  const found = outputsOf(Object.fromEntries([...outputs].filter(([, output]) => own(output, 'value') !== undefined)));
  if (found === null) return [];
  const names = new Set(present.flatMap(namesOf));
  return instancesOfOutputs(found.outputs, present.length === 0).filter(
    (one) => !namesOf(one).some((name) => names.has(name)),
  );
}

/** By what a resource is the same as another: its id, or its type and name. */
function namesOf({ type, values }: ResourceInstance): readonly string[] {
  const [id, name] = [own(values, 'id'), own(values, 'name')];
  return [
    ...(typeof id === 'string' ? [id.toLowerCase()] : []),
    ...(typeof name === 'string' ? [`${type} ${name.toLowerCase()}`] : []),
  ];
}

interface Walk {
  readonly found: ResourceInstance[];
  readonly lists: boolean;
  left: number;
}

function visit(walk: Walk, given: unknown, address: string, name: string, depth: number): void {
  walk.left -= 1;
  if (walk.left < 0 || depth > MAXIMUM_DEPTH) return;
  const value = typeof given === 'string' ? parsed(given) : given;
  if (Array.isArray(value)) visitList(walk, value, address, name, depth);
  else if (isObject(value)) visitObject(walk, value, address, name, depth);
}

/** The JSON value of a text that is an object or a list; `null` for all others. */
function parsed(text: string): unknown {
  if (text.length > MAXIMUM_TEXT || !/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null; // A text that only begins like JSON is a text.
  }
}

function visitList(walk: Walk, items: readonly unknown[], address: string, name: string, depth: number): void {
  const shape = listShapeOf(items);
  if (shape !== null) {
    if (walk.lists) walk.found.push(...ownerOf(shape, items.filter(isObject), address, name));
    return;
  }
  for (const [at, item] of items.entries()) visit(walk, item, `${address}[${at}]`, name, depth + 1);
}

function visitObject(walk: Walk, value: JsonObject, address: string, name: string, depth: number): void {
  // Outputs inside of an output: the text of a step that ran `terraform output -json`.
  if (Object.hasOwn(value, 'value') && typeof own(value, 'sensitive') === 'boolean') {
    if (own(value, 'sensitive') === false) visit(walk, own(value, 'value'), address, name, depth + 1);
    return;
  }
  const shape = shapeOf(value);
  if (shape !== null) {
    walk.found.push(
      'azurerm' in shape
        ? instance(shape.azurerm, value, address)
        : instance('azapi_resource', azapiValues(shape.arm, value), address),
    );
    return;
  }
  const entries = Object.entries(value);
  const values = entries.map(([, inner]) => inner);
  const list = listShapeOf(values);
  if (list !== null) {
    // In a map the key is the name, where the rule has none.
    const items = entries.flatMap(([key, item]) => (isObject(item) ? [{ name: key, ...item }] : []));
    if (walk.lists) walk.found.push(...ownerOf(list, items, address, name));
    return;
  }
  const inner = own(value, 'name');
  for (const [key, item] of entries) {
    const isName = /^[A-Za-z_][\w-]*$/.test(key);
    const place = isName ? `${address}.${key}` : `${address}[${JSON.stringify(key)}]`;
    visit(walk, item, place, typeof inner === 'string' ? inner : key, depth + 1);
  }
}

/** @param mode `data`: what the values do not say is open; `managed`: it is Azure's default */
function instance(
  type: string,
  values: JsonObject,
  address: string,
  mode: ResourceInstance['mode'] = 'data',
): ResourceInstance {
  return { address, mode, type, name: address, index: null, values, sensitive: {} };
}

/** The data source `azapi_resource` shows the body as `output`. */
function azapiValues(arm: string, value: JsonObject): JsonObject {
  const { name, id, location, properties } = value;
  return { type: `${arm}@`, name, id, location, output: { properties, location } };
}

/** The group, table or firewall policy that a list of rules, routes or collections is taken for. */
function ownerOf(
  shape: ListShape,
  items: readonly JsonObject[],
  address: string,
  name: string,
): readonly ResourceInstance[] {
  const named = items.map((item, at) => (Object.hasOwn(item, 'name') ? item : { ...item, name: `${name}[${at}]` }));
  switch (shape) {
    case 'rules':
      return [instance('azurerm_network_security_group', { name, security_rule: named }, address, 'managed')];
    case 'routes':
      return [instance('azurerm_route_table', { name, route: named }, address, 'managed')];
    case 'collections':
      return policyOf(named, address, name);
  }
}

/** What only application rules say. */
const HOSTS = ['destination_fqdns', 'target_fqdns', 'fqdn_tags', 'destination_fqdn_tags'];

function isApplication(collection: JsonObject): boolean {
  const rules = own(collection, 'rule');
  return (Array.isArray(rules) ? rules : []).some((rule) => {
    const ports = own(rule, 'destination_ports');
    const hasPorts = Array.isArray(ports) && ports.length > 0;
    return !hasPorts && HOSTS.some((field) => Array.isArray(own(rule, field)));
  });
}

/** Collections by themselves are all that a policy has. The id only joins the two: it is nobody's in Azure. */
function policyOf(items: readonly JsonObject[], address: string, name: string): readonly ResourceInstance[] {
  const id = `/providers/Microsoft.Network/firewallPolicies/${encodeURIComponent(address)}`;
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
