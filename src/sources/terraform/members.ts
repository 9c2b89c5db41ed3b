/** Which instances of a block a reference means: by its index, by the index of what surrounds it, or by the references beside it. */
import type { Step } from './addresses.js';
import { evaluateIndex, evaluateTerm } from './evaluate.js';
import type { InstanceKey, World } from './instances.js';
import type { Scope, Term } from './scope.js';

/** What choosing needs of a search: where it is, and where it notes what it cannot follow. */
export interface Choice {
  readonly world: World;
  readonly blind: Set<string>;
}

/** More than this are no candidates but anything: a list of them would help nobody, and one for each link would be quadratic. */
const MAXIMUM_CANDIDATES = 100;

/** All members of a map of instances, unless they are too many to be told as candidates: then the term leads anywhere. */
function all<T>(search: Choice, byKey: ReadonlyMap<InstanceKey, T>, term: Term): readonly T[] {
  if (byKey.size <= MAXIMUM_CANDIDATES) return [...byKey.values()];
  search.blind.add(term.text);
  return [];
}

/** Which members of a map of instances a dynamic index can mean. */
function select<T>(
  search: Choice,
  scope: Scope,
  byKey: ReadonlyMap<InstanceKey, T>,
  term: Term,
  terms: readonly Term[],
): readonly T[] {
  const at = terms.indexOf(term);
  const next = terms.findIndex((other, index) => index > at && (other.root === 'resource' || other.root === 'module'));
  const near = terms.slice(at + 1, next < 0 ? undefined : next);
  for (const selectors of [near, terms]) {
    const found = new Set<T>();
    for (const selector of selectors) {
      for (const key of keysOf(search.world, scope, selector, byKey)) {
        const one = byKey.get(key);
        if (one !== undefined) found.add(one);
      }
    }
    if (found.size > 0) return [...found];
  }
  return all(search, byKey, term);
}

function keysOf(
  world: World,
  scope: Scope,
  term: Term,
  byKey: ReadonlyMap<InstanceKey, unknown>,
): readonly InstanceKey[] {
  const repetition = scope.repetition;
  if (term.root === 'count') {
    // `count.index + 1` looks the same in a plan: only where both sides have the same indexes is it taken for `count.index`.
    return repetition !== null && repetition.size === byKey.size && typeof repetition.key === 'number'
      ? [repetition.key]
      : [];
  }
  if (term.root === 'module') return [];
  const value = evaluateTerm(world, scope, term);
  if (typeof value === 'string' || typeof value === 'number') return [value];
  // A set that cannot be evaluated, over the same keys on both sides: its values are its keys (our reading).
  const isSameSet = term.root === 'each' && term.name === 'value' && term.steps.length === 0 && value === undefined;
  return isSameSet && repetition !== null && repetition.size === byKey.size ? [repetition.key] : [];
}

export interface Member<T> {
  readonly one: T;
  readonly rest: readonly Step[];
  readonly rank: 1 | 2;
}

/**
 * Which members of a block's instances a reference means: by its own index, as the only one, by an index that the reference to the surrounding
 * output gives (`module.net.ids["training"]`, where the output is built over all instances), or by the other references beside it.
 */
export function members<T>(
  search: Choice,
  scope: Scope,
  byKey: ReadonlyMap<InstanceKey, T>,
  term: Term,
  rest: readonly Step[],
  terms: readonly Term[],
): readonly Member<T>[] {
  const first = term.steps[0];
  if (first !== undefined && 'expression' in first) {
    const key = evaluateIndex(search.world, scope, first.expression);
    const after = [...term.steps.slice(1), ...rest];
    if (key !== undefined) {
      const one = byKey.get(key);
      return one === undefined ? [] : [{ one, rest: after, rank: 1 }];
    }
    return all(search, byKey, term).map((one) => ({ one, rest: after, rank: 1 }));
  }
  const single = byKey.get(null);
  if (single !== undefined) {
    const isIndexed = first !== undefined && 'key' in first;
    return [{ one: single, rest: [...(isIndexed ? term.steps.slice(1) : term.steps), ...rest], rank: 1 }];
  }
  if (first !== undefined && 'key' in first) {
    const one = byKey.get(first.key);
    return one === undefined ? [] : [{ one, rest: [...term.steps.slice(1), ...rest], rank: 1 }];
  }
  const outer = rest[0];
  if (outer !== undefined && 'key' in outer) {
    const one = byKey.get(outer.key);
    if (one !== undefined) return [{ one, rest: [...term.steps, ...rest.slice(1)], rank: 2 }];
  }
  // `module.net.ids.training` reads a map by attribute.
  const named = outer !== undefined && 'name' in outer ? byKey.get(outer.name) : undefined;
  if (named !== undefined && outer !== undefined)
    return [{ one: named, rest: [...term.steps, ...rest.slice(1)], rank: 2 }];
  return select(search, scope, byKey, term, terms).map((one) => ({ one, rest: [...term.steps, ...rest], rank: 1 }));
}
