/** The resources that outputs hold, in azurerm's words or in ARM's: a group that is handed on whole, a map of subnets, a list of rules. */

import type { ResourceInstance } from './document.js';
import { isObject, type JsonObject, own } from './known-values.js';
import { ownerOf, shown, withPolicies } from './outputs-owners.js';
import { LISTS, type ListShape, listShapeOf, type Shape, shapeOf } from './outputs-shapes.js';

/** An output of Terraform or of a deployment. */
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
 * Reads outputs as `terraform output -json` or a deployment writes them. Sensitive and secure ones are left out, whatever they hold.
 * @returns `null` where the object is nothing like outputs
 */
export function outputsOf(
  document: unknown,
): { readonly outputs: readonly Output[]; readonly sensitive: readonly string[] } | null {
  if (!isObject(document)) return null;
  const outputs: Output[] = [];
  const sensitive: string[] = [];
  for (const [name, output] of Object.entries(document)) {
    if (!isObject(output)) return null;
    const isHidden = own(output, 'sensitive') === true || isSecure(output);
    if (!isHidden && !Object.hasOwn(output, 'value')) return null;
    if (isHidden) sensitive.push(name);
    else outputs.push({ name, value: own(output, 'value') });
  }
  return { outputs, sensitive };
}

/** Whether this is an output of a deployment that nobody may see. PowerShell writes names with capitals. */
export function isSecure(output: JsonObject): boolean {
  const type = own(output, 'type') ?? own(output, 'Type');
  return typeof type === 'string' && /^secure/i.test(type);
}

/** How the outputs of a dialect are read. */
export interface OutputReading {
  /** What addresses begin with. */
  readonly prefix: string;
  /** Whether lists of rules without their owner are read as well. */
  readonly lists: boolean;
  /** What stands for a value that is a resource: another one in its place, or `null` where somebody else reads it. */
  readonly settle: (shape: Shape, value: JsonObject) => JsonObject | null;
}

const OF_TERRAFORM: OutputReading = { prefix: 'output', lists: true, settle: (_, value) => value };

/**
 * The resources in the values of outputs, as if data sources showed them: what an output does not say is open. Lists of rules or routes
 * without their group or table become one of their own.
 */
export function instancesOfOutputs(
  outputs: readonly Output[],
  reading: Partial<OutputReading> = {},
): readonly ResourceInstance[] {
  const found: ResourceInstance[] = [];
  const walk: Walk = { found, alone: [], left: MAXIMUM_VALUES, reading: { ...OF_TERRAFORM, ...reading } };
  for (const { name, value } of outputs) visit(walk, value, `${walk.reading.prefix}.${name}`, name, 0);
  return walk.reading.lists ? withPolicies([...found, ...ownersOfSingles(walk)]) : found;
}

/** Rules that are values by themselves, wherever they are among the outputs, are a list as well. */
function ownersOfSingles({ alone, reading }: Walk): readonly ResourceInstance[] {
  return LISTS.flatMap((of) => {
    const same = alone.filter((single) => single.of === of);
    const [first] = same;
    if (first === undefined) return [];
    const words = same.some((single) => single.words === 'arm') ? 'arm' : 'azurerm';
    const place = same.length === 1 ? first : { address: `${reading.prefix}.*`, name: reading.prefix };
    return ownerOf(
      { of, words },
      same.map(({ item, name }) => ({ name, ...item })),
      place.address,
      place.name,
    );
  });
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
  return instancesOfOutputs(found.outputs, { lists: present.length === 0 }).filter(
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
  readonly reading: OutputReading;
  /** Rules and routes in no list. */
  readonly alone: (ListShape & { readonly item: JsonObject; readonly address: string; readonly name: string })[];
  left: number;
}

function visit(walk: Walk, given: unknown, address: string, name: string, depth: number): void {
  walk.left -= 1;
  if (walk.left < 0 || depth > MAXIMUM_DEPTH) return;
  const value = typeof given === 'string' ? parsed(given) : given;
  if (typeof value === 'string') visit(walk, value, address, name, depth + 1);
  else if (Array.isArray(value)) visitList(walk, value, address, name, depth);
  else if (isObject(value)) visitObject(walk, value, address, name, depth);
}

/** The JSON value of a text that is an object, a list or such a text once more (a step's output, encoded again); `null` for all others. */
function parsed(text: string): unknown {
  if (text.length > MAXIMUM_TEXT || !/^\s*(?:[[{]|"\s*(?:[[{]|\\))/.test(text)) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null; // A text that only begins like JSON is a text.
  }
}

function visitList(walk: Walk, items: readonly unknown[], address: string, name: string, depth: number): void {
  const shape = listShapeOf(items);
  if (shape !== null) {
    if (walk.reading.lists) walk.found.push(...ownerOf(shape, items.filter(isObject), address, name));
    return;
  }
  for (const [at, item] of items.entries()) visit(walk, item, `${address}[${at}]`, name, depth + 1);
}

function visitObject(walk: Walk, value: JsonObject, address: string, name: string, depth: number): void {
  // Outputs inside of an output: the text of a step that ran `terraform output -json`, or what a deployment in Terraform has put out.
  const wrapped = outputInside(value);
  if (wrapped !== null) {
    if (wrapped.isShown) visit(walk, wrapped.value, address, name, depth + 1);
    return;
  }
  const shape = shapeOf(value);
  if (shape !== null) {
    const settled = walk.reading.settle(shape, value);
    if (settled !== null) walk.found.push(shown(shape, settled, address));
    return;
  }
  const entries = Object.entries(value);
  const list = listShapeOf(entries.map(([, inner]) => inner));
  if (list !== null) {
    // In a map the key is the name, where the rule has none.
    const items = entries.flatMap(([key, item]) => (isObject(item) ? [{ name: key, ...item }] : []));
    if (walk.reading.lists) walk.found.push(...ownerOf(list, items, address, name));
    return;
  }
  const alone = listShapeOf([value]);
  if (alone !== null) {
    walk.alone.push({ ...alone, item: value, address, name });
    return;
  }
  const inner = own(value, 'name');
  for (const [key, item] of entries) {
    const isName = /^[A-Za-z_][\w-]*$/.test(key);
    const place = isName ? `${address}.${key}` : `${address}[${JSON.stringify(key)}]`;
    visit(walk, item, place, typeof inner === 'string' ? inner : key, depth + 1);
  }
}

/** The types that outputs of a deployment have, secure ones apart. */
const OUTPUT_TYPES = /^(?:string|int|bool|object|array)$/i;

/** An output of Terraform or of a deployment that is a part of a value; `null` for any other object. */
function outputInside(value: JsonObject): { readonly isShown: boolean; readonly value: unknown } | null {
  const type = own(value, 'type') ?? own(value, 'Type');
  const content = Object.hasOwn(value, 'value') ? own(value, 'value') : own(value, 'Value');
  if (isSecure(value)) return { isShown: false, value: null };
  const sensitive = own(value, 'sensitive');
  if (content !== undefined && typeof sensitive === 'boolean') return { isShown: !sensitive, value: content };
  return content !== undefined && typeof type === 'string' && OUTPUT_TYPES.test(type)
    ? { isShown: true, value: content }
    : null;
}
