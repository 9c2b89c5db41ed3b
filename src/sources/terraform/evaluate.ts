/** The known value of a reference, as far as a plan shows it: keys, variables, constants, planned attributes. */
import { parsePath, type Step, unquote } from './addresses.js';
import type { ConfigurationExpression } from './document.js';
import { asExpression } from './expressions.js';
import type { Group, Instance, InstanceKey, ModuleInstance, World } from './instances.js';
import { isObject, isOpen, own } from './known-values.js';
import { literalSteps, parseReference, type Scope, type Term, termsOf } from './scope.js';

/** How many variables, outputs and locals one value may pass through. Real chains are short; circles end here. */
const MAXIMUM_CHAIN = 64;

/** The scope of the expressions of a resource instance. */
export function scopeOfInstance(world: World, instance: Instance): Scope {
  const { group, module } = instance;
  return {
    module,
    self: instance,
    repetition: {
      key: instance.key,
      size: group.byKey.size,
      forEach: group.config?.forEachExpression ?? null,
      exact: (steps) => world.lookup?.attributeReferences(module.path, group.address, ['for_each'], steps) ?? null,
      isSet: () => world.lookup?.loopsOverSet?.(module.path, { resource: group.address }) === true,
    },
  };
}

/** The scope of the expressions of the call that made a module instance; `null` for the root. */
export function scopeOfCall(world: World, module: ModuleInstance): Scope | null {
  const parent = module.parent;
  const name = module.path.at(-1);
  if (parent === null || name === undefined) return null;
  return {
    module: parent,
    self: null,
    repetition: {
      key: module.key,
      size: parent.children.get(name)?.size ?? 1,
      forEach: module.call?.forEachExpression ?? null,
      exact: (steps) => world.lookup?.argumentReferences(parent.path, name, 'for_each', steps) ?? null,
      isSet: () => world.lookup?.loopsOverSet?.(parent.path, { call: name }) === true,
    },
  };
}

/** The only member of a map of instances, or the one that a literal index names; the rest of the steps comes with it. */
export function pickLiteral<T>(
  byKey: ReadonlyMap<InstanceKey, T>,
  steps: readonly Step[],
): { one: T; rest: readonly Step[] } | null {
  const first = steps[0];
  if (first !== undefined && 'key' in first) {
    const one = byKey.get(first.key);
    if (one !== undefined) return { one, rest: steps.slice(1) };
    // `one([...])[0]` and `x[0]` of a block without count: the index belongs to what follows.
    return null;
  }
  const single = byKey.get(null);
  return single === undefined ? null : { one: single, rest: steps };
}

/** A value's part, or `undefined` where it is open or absent. */
function descend(value: unknown, steps: readonly Step[]): unknown {
  let at = value;
  for (const step of steps) {
    if ('expression' in step || isOpen(at)) return undefined;
    at = own(at, 'name' in step ? step.name : step.key);
  }
  return isOpen(at) ? undefined : at;
}

/** Items of a list by the scalars in them: which one a `for` expression gave a key to. */
const itemsByScalar = new WeakMap<readonly unknown[], Map<string, unknown>>();

function itemWithScalar(items: readonly unknown[], key: string): unknown {
  let byScalar = itemsByScalar.get(items);
  if (byScalar === undefined) {
    byScalar = new Map();
    for (const item of items) {
      if (!isObject(item)) continue;
      for (const scalar of new Set(Object.values(item).filter((value) => typeof value === 'string'))) {
        // Named by two items: no key.
        byScalar.set(scalar, byScalar.has(scalar) ? undefined : item);
      }
    }
    itemsByScalar.set(items, byScalar);
  }
  return byScalar.get(key);
}

/**
 * `each.value`, from the known value of the `for_each` collection. A map is looked up by the key; an element of a set is its key; of a list
 * of objects (`{ for s in var.subnets : s.name => s }`) it is the one object that the key is a member of. This is our reading: a plan
 * does not show the `for`.
 */
function eachValue(world: World, scope: Scope, steps: readonly Step[], depth: number): unknown {
  const repetition = scope.repetition;
  if (repetition === null || typeof repetition.key !== 'string' || repetition.forEach === null) return undefined;
  if (steps.length === 0 && repetition.isSet()) return repetition.key;
  const outer: Scope = { ...scope, repetition: null };
  const collection = evaluateExpression(world, outer, repetition.forEach, depth);
  if (isObject(collection)) return descend(own(collection, repetition.key), steps);
  if (Array.isArray(collection)) {
    const item = itemWithScalar(collection, repetition.key);
    return steps.length === 0 ? repetition.key : descend(item, steps);
  }
  // `toset(["a", "b"])`: a function of constants has neither a value nor references in a plan.
  const isConstant = (repetition.forEach.references ?? []).length === 0;
  return isConstant && steps.length === 0 ? repetition.key : undefined;
}

function variable(world: World, scope: Scope, term: Term, depth: number): unknown {
  const { module } = scope;
  const fallback = own(module.config?.variables.get(term.name), 'default');
  if (module.parent === null) {
    const value = world.variables.has(term.name) ? world.variables.get(term.name) : fallback;
    return descend(value, term.steps);
  }
  const outer = scopeOfCall(world, module);
  const expression = asExpression(own(module.call?.expressions, term.name));
  if (expression === null) return descend(fallback, term.steps);
  return outer === null ? undefined : descend(evaluateExpression(world, outer, expression, depth), term.steps);
}

function local(world: World, scope: Scope, term: Term, depth: number): unknown {
  const { module } = scope;
  const literal = world.lookup?.localValue(module.path, term.name) ?? null;
  if (literal !== null) return descend(literal.value, term.steps);
  const steps = literalSteps(term.steps);
  const exact = world.lookup?.localReferences(module.path, term.name, steps) ?? null;
  const only = exact?.references.length === 1 ? exact.references[0] : undefined;
  if (exact === null || only === undefined) return undefined;
  const inner = parseReference(only);
  if (inner === null) return undefined;
  const whole = { ...inner, steps: [...inner.steps, ...term.steps.slice(exact.taken)] };
  return evaluateTerm(world, { ...scope, repetition: null }, whole, depth + 1);
}

function resourceAttribute(group: Group | undefined, steps: readonly Step[]): unknown {
  const picked = group === undefined ? null : pickLiteral(group.byKey, steps);
  return picked === null || picked.rest.length === 0 ? undefined : descend(picked.one.values, picked.rest);
}

function output(world: World, scope: Scope, term: Term, depth: number): unknown {
  const byKey = scope.module.children.get(term.name);
  const picked = byKey === undefined ? null : pickLiteral(byKey, term.steps);
  const name = picked?.rest[0];
  if (picked === null || name === undefined || !('name' in name)) return undefined;
  const expression = picked.one.config?.outputs.get(name.name);
  if (expression === undefined) return undefined;
  const inner: Scope = { module: picked.one, repetition: null, self: null };
  return descend(evaluateExpression(world, inner, expression, depth), picked.rest.slice(1));
}

/** The value that a reference leads to; `undefined` where the document does not show it. */
export function evaluateTerm(world: World, scope: Scope, term: Term, depth = 0): unknown {
  if (depth > MAXIMUM_CHAIN) return undefined;
  switch (term.root) {
    case 'each':
      if (term.name === 'key') return typeof scope.repetition?.key === 'string' ? scope.repetition.key : undefined;
      return term.name === 'value' ? eachValue(world, scope, term.steps, depth + 1) : undefined;
    case 'count':
      return typeof scope.repetition?.key === 'number' ? scope.repetition.key : undefined;
    case 'variable':
      return variable(world, scope, term, depth + 1);
    case 'local':
      return local(world, scope, term, depth + 1);
    case 'resource':
      return resourceAttribute(scope.module.groups.get(term.name), term.steps);
    case 'module':
      return output(world, scope, term, depth + 1);
    case 'self':
      return descend(scope.self?.values, term.steps);
    case 'other':
      return undefined;
  }
}

/**
 * The value of an expression: its constant, or what its only reference leads to. A plan does not show what functions an expression applies,
 * so the answer is used to choose among what exists (keys of instances), never as a fact of its own.
 */
export function evaluateExpression(
  world: World,
  scope: Scope,
  expression: ConfigurationExpression,
  depth = 0,
): unknown {
  if (Object.hasOwn(expression, 'constant_value')) return expression.constant_value;
  const terms = termsOf(expression.references ?? []);
  const only = terms[0];
  return only === undefined || terms.length > 1 ? undefined : evaluateTerm(world, scope, only, depth + 1);
}

/**
 * The value of an index expression as it is written: a reference, one with a number added or taken away, or a quoted template.
 * Only exact references have these.
 */
export function evaluateIndex(world: World, scope: Scope, text: string): InstanceKey | undefined {
  const isKey = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';
  const reference = (source: string): unknown => {
    const trimmed = source.trim();
    const term = parsePath(trimmed) === null ? null : parseReference(trimmed);
    return term === null ? undefined : evaluateTerm(world, scope, term);
  };
  const sum = /^([^+\-"]+)([+-])\s*(\d{1,9})$/.exec(text.trim());
  if (sum?.[1] !== undefined && sum[3] !== undefined) {
    const value = reference(sum[1]);
    return typeof value === 'number' ? value + (sum[2] === '+' ? 1 : -1) * Number(sum[3]) : undefined;
  }
  const template = /^"((?:[^"$\\]|\$\{[^"{}]*\})*)"$/.exec(text.trim());
  if (template?.[1] !== undefined) {
    let isWhole = true;
    const filled = template[1].replace(/\$\{([^"{}]*)\}/g, (_, inner: string) => {
      const value = reference(inner);
      if (!isKey(value)) isWhole = false;
      return String(value);
    });
    return isWhole ? (unquote(`"${filled.replaceAll('"', '\\"')}"`) ?? undefined) : undefined;
  }
  const value = reference(text);
  return isKey(value) ? value : undefined;
}
