/** One parsed item of a Terraform document becomes what document.ts calls it. Pure functions over untrusted values. */
import type {
  ConfigurationCall,
  ConfigurationExpression,
  ConfigurationModule,
  ConfigurationResource,
  ResourceChange,
  ResourceInstance,
} from './document.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property of an object, or `undefined`: never what the prototype has under that name. */
export function own(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** An own property that is text, or `null`. */
export function ownText(value: unknown, name: string): string | null {
  const text = own(value, name);
  return typeof text === 'string' ? text : null;
}

/** `managed` or `data`; anything else (`ephemeral`) is no item of a document. Old versions leave `managed` out. */
export function modeOf(mode: string | null): 'managed' | 'data' | null {
  return mode === null || mode === 'managed' ? 'managed' : mode === 'data' ? 'data' : null;
}

/**
 * A resource of `planned_values`, `prior_state` or `values`. `null`: it lacks its address or name. `left out`: it is a deposed object, or
 * neither a managed resource nor a data source.
 */
export function toInstance(item: unknown): ResourceInstance | 'left out' | null {
  const address = ownText(item, 'address');
  const type = ownText(item, 'type');
  const name = ownText(item, 'name');
  const mode = modeOf(ownText(item, 'mode'));
  // A deposed object is only there until it is deleted, and has the address of its successor.
  if (mode === null || ownText(item, 'deposed_key') !== null) return 'left out';
  if (address === null || type === null || name === null) return null;
  const index = indexOf(own(item, 'index'));
  return {
    address: withIndex(address, index),
    mode,
    type,
    name,
    index,
    values: objectOf(own(item, 'values')),
    sensitive: own(item, 'sensitive_values') ?? {},
  };
}

/** An item of `resource_changes`; the answers are those of {@link toInstance}. */
export function toChange(item: unknown): ResourceChange | 'left out' | null {
  const address = ownText(item, 'address');
  const type = ownText(item, 'type');
  const mode = modeOf(ownText(item, 'mode'));
  const change = own(item, 'change');
  const actions = own(change, 'actions');
  if (mode === null || ownText(item, 'deposed') !== null) return 'left out';
  if (address === null || type === null || !Array.isArray(actions)) return null;
  const full = inModule(address, ownText(item, 'module_address'));
  return {
    address: withIndex(full, indexOf(own(item, 'index'))),
    previousAddress: ownText(item, 'previous_address'),
    mode,
    type,
    actions: actions.filter((action) => typeof action === 'string'),
    before: own(change, 'before') ?? null,
    after: own(change, 'after') ?? null,
    afterUnknown: own(change, 'after_unknown') ?? {},
    importing: isObject(own(change, 'importing')),
  };
}

/** A resource of `configuration`; the answers are those of {@link toInstance}. */
export function toConfigurationResource(item: unknown): ConfigurationResource | 'left out' | null {
  const address = ownText(item, 'address');
  const type = ownText(item, 'type');
  const name = ownText(item, 'name');
  const mode = modeOf(ownText(item, 'mode'));
  if (mode === null) return 'left out';
  if (address === null || type === null || name === null) return null;
  return {
    address,
    mode,
    type,
    name,
    expressions: objectOf(own(item, 'expressions')),
    countExpression: toExpression(own(item, 'count_expression')),
    forEachExpression: toExpression(own(item, 'for_each_expression')),
  };
}

/** An expression of `configuration`, or `null`. */
export function toExpression(value: unknown): ConfigurationExpression | null {
  return isObject(value) ? value : null;
}

/** A module call from its parts. */
export function toCall(parts: JsonObject, module: ConfigurationModule): ConfigurationCall {
  return {
    source: ownText(parts, 'source') ?? '',
    expressions: objectOf(own(parts, 'expressions')),
    countExpression: toExpression(own(parts, 'count_expression')),
    forEachExpression: toExpression(own(parts, 'for_each_expression')),
    module,
  };
}

/** The instances of a resource of a raw state (version 4), with their addresses. `null`: a part of it is missing. */
export function toRawInstances(item: unknown): readonly ResourceInstance[] | null {
  const type = ownText(item, 'type');
  const name = ownText(item, 'name');
  const mode = modeOf(ownText(item, 'mode'));
  const instances = own(item, 'instances');
  if (mode === null) return [];
  if (type === null || name === null || !Array.isArray(instances)) return null;
  const address = inModule(`${mode === 'data' ? 'data.' : ''}${type}.${name}`, ownText(item, 'module'));
  const answer: ResourceInstance[] = [];
  for (const instance of instances) {
    const attributes = own(instance, 'attributes') ?? null;
    // `attributes_flat` is what Terraform 0.11 left behind; no resource can be read from it.
    if (!isObject(instance) || (!isObject(attributes) && own(instance, 'attributes_flat') !== undefined)) return null;
    if (ownText(instance, 'deposed') !== null) continue;
    const index = indexOf(own(instance, 'index_key'));
    const values = objectOf(attributes);
    const sensitive = sensitiveShape(values, own(instance, 'sensitive_attributes'));
    answer.push({ address: withIndex(address, index), mode, type, name, index, values, sensitive });
  }
  return answer;
}

/** The address within its module, unless it is already there: `terraform show` of old versions leaves the module out of a state's addresses. */
export function inModule(address: string, module: string | null): string {
  return module === null || module === '' || address.startsWith(`${module}.`) ? address : `${module}.${address}`;
}

/** The address with its key, unless it is already there. Keys are quoted as Terraform quotes them. */
function withIndex(address: string, index: string | number | null): string {
  if (index === null || address.endsWith(']')) return address;
  const key = typeof index === 'number' ? String(index) : JSON.stringify(index).replace(/[$%](?=\{)/g, '$&$&');
  return `${address}[${key}]`;
}

function indexOf(value: unknown): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

type Shape = true | Map<string | number, Shape>;

/**
 * `sensitive_attributes` of a raw state (a list of paths) in the shape that `sensitive_values` has: objects and lists with `true` where a
 * value is sensitive. A step that does not lead into the attributes (an element of a set) makes all that it is in sensitive.
 */
export function sensitiveShape(values: unknown, paths: unknown): unknown {
  const root: Shape = new Map();
  let everything = false;
  for (const path of Array.isArray(paths) ? paths : []) {
    const steps: readonly unknown[] = Array.isArray(path) ? path : [];
    let shape: Shape = root;
    let value = values;
    const keys: (string | number)[] = [];
    for (const step of steps) {
      const key = stepKey(step);
      if (key === null || !contains(value, key)) break;
      keys.push(key);
      value = (value as Record<string | number, unknown>)[key];
    }
    everything ||= keys.length === 0;
    for (const [i, key] of keys.entries()) {
      const next: Shape | undefined = shape.get(key);
      if (next === true) break;
      if (i === keys.length - 1) shape.set(key, true);
      else if (next === undefined) {
        const made: Map<string | number, Shape> = new Map();
        shape.set(key, made);
        shape = made;
      } else shape = next;
    }
  }
  return everything ? true : toPlain(root, values);
}

/** A step of a path, `{"type":"get_attr","value":"name"}` or `{"type":"index","value":{"value":0,"type":"number"}}`. */
function stepKey(step: unknown): string | number | null {
  const value = own(step, 'value');
  if (ownText(step, 'type') === 'get_attr') return typeof value === 'string' ? value : null;
  return indexOf(own(value, 'value'));
}

function contains(value: unknown, key: string | number): boolean {
  if (Array.isArray(value)) return typeof key === 'number' && Number.isInteger(key) && key >= 0 && key < value.length;
  return isObject(value) && Object.hasOwn(value, key);
}

function toPlain(shape: Shape, value: unknown): unknown {
  if (shape === true) return true;
  // `Object.fromEntries` makes own properties of any key, `__proto__` too.
  if (!Array.isArray(value))
    return Object.fromEntries([...shape].map(([key, inner]) => [key, toPlain(inner, own(value, String(key)))]));
  return value.map((element: unknown, i) => {
    const inner = shape.get(i);
    return inner === undefined ? {} : toPlain(inner, element);
  });
}
