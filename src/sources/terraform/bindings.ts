/** What the names inside `for` expressions and `dynamic` blocks stand for, and the constructors they run over. */
import type { Expression, ForExpression, ObjectConstructor, Tuple } from './hcl/ast.js';
import { literalString } from './hcl/literals.js';
import type { LookupStep } from './lookup.js';
import { keyOf, type Move, positionOf } from './moves.js';

/** What an iterator is. */
export type Bound =
  /** A key or index; `null`: one that nothing tells. */
  | { readonly kind: 'scalar'; readonly move: Move | null }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly names: Names }
  /** The element of a collection that the step leads to. */
  | { readonly kind: 'element'; readonly collection: Expression; readonly move: Move; readonly names: Names }
  /** Of a `dynamic` block: an object of `key` and `value`. */
  | { readonly kind: 'entry'; readonly key: Bound; readonly value: Bound };

export type Names = ReadonlyMap<string, Bound>;

export const NO_NAMES: Names = new Map();

export const UNKNOWN_SCALAR: Bound = { kind: 'scalar', move: null };

/** The names of a `for` body. */
export function bindFor(expression: ForExpression, names: Names, key: Bound, value: Bound): Names {
  const inner = new Map(names);
  if (expression.iterator.key !== null) inner.set(expression.iterator.key, key);
  inner.set(expression.iterator.value, value);
  return inner;
}

/** A list or map that is written out, and the names that hold where it is. */
export interface Constructor {
  readonly node: Tuple | ObjectConstructor;
  readonly names: Names;
  /** Whether it has become a set: then its elements are their own keys, in an order of their own. */
  readonly isSet: boolean;
}

/** Conversions that leave a constructor what it is, for a loop over it. */
const CONVERSIONS: ReadonlySet<string> = new Set(['tolist', 'toset', 'tomap']);

/** Locals that lead to locals. */
const MAXIMUM_LOCALS = 8;

/** The constructor that an expression is, also by way of parentheses, conversions and locals; `null` for all others. */
export function constructorOf(
  expression: Expression,
  names: Names,
  locals: ReadonlyMap<string, Expression>,
  depth = 0,
): Constructor | null {
  if (expression.kind === 'tuple' || expression.kind === 'object') return { node: expression, names, isSet: false };
  if (expression.kind === 'parentheses') return constructorOf(expression.inner, names, locals, depth);
  if (expression.kind === 'call') {
    const [only, another] = expression.arguments;
    if (only === undefined || another !== undefined || !CONVERSIONS.has(expression.name)) return null;
    const over = constructorOf(only, names, locals, depth);
    return over === null || expression.name !== 'toset' ? over : { ...over, isSet: true };
  }
  const local = localName(expression, names);
  const definition = local === null ? undefined : locals.get(local);
  if (definition === undefined || depth >= MAXIMUM_LOCALS) return null;
  return constructorOf(definition, NO_NAMES, locals, depth + 1);
}

/** `x` of `local.x`, if that is all. */
export function localName(expression: Expression, names: Names): string | null {
  if (expression.kind !== 'traversal' || expression.source.kind !== 'variable') return null;
  const [step, another] = expression.steps;
  if (expression.source.name !== 'local' || names.has('local') || another !== undefined) return null;
  return step?.kind === 'attribute' ? step.name : null;
}

/** The members of an object by key; the last one counts where a key is there twice. */
export interface ObjectMembers {
  readonly byKey: ReadonlyMap<string, Expression>;
  /** Those whose key is no literal. */
  readonly computed: readonly Expression[];
}

const membersOfObjects = new WeakMap<ObjectConstructor, ObjectMembers>();

export function objectMembers(node: ObjectConstructor): ObjectMembers {
  const known = membersOfObjects.get(node);
  if (known !== undefined) return known;
  const byKey = new Map<string, Expression>();
  const computed: Expression[] = [];
  for (const { key, value } of node.items) {
    const name = literalString(key);
    if (name === null) computed.push(value);
    else byKey.set(name, value);
  }
  const found = { byKey, computed };
  membersOfObjects.set(node, found);
  return found;
}

/** What an element of a constructor is to those who run over it. */
export interface Entry {
  readonly key: Bound;
  readonly value: Bound;
}

export function entriesOf({ node, names, isSet }: Constructor): readonly Entry[] {
  const entry = (key: LookupStep | null, expression: Expression): Entry => {
    const value: Bound = { kind: 'expression', expression, names };
    return { key: isSet ? value : { kind: 'scalar', move: key === null ? null : { kind: 'key', key } }, value };
  };
  if (node.kind === 'tuple') return node.elements.map((element, at) => entry(at, element));
  return node.items.map(({ key, value }) => entry(literalString(key), value));
}

/** The names of the body of a `for` over a constructor, for each element. */
export function loopNames(expression: ForExpression, names: Names, over: Constructor): Names[] {
  return entriesOf(over).map(({ key, value }) => bindFor(expression, names, key, value));
}

/** Bodies of a `for` by the key that they get; `open`: those whose key cannot be told. */
export interface Loop {
  readonly byKey: ReadonlyMap<string, Names>;
  readonly open: readonly Names[];
}

const loops = new WeakMap<ForExpression, Loop>();

/** A `for` that makes a map out of a constructor, by its keys. Remembered where no name around it plays a part. */
export function loopByKey(expression: ForExpression, key: Expression, names: Names, over: Constructor): Loop {
  const known = names.size === 0 ? loops.get(expression) : undefined;
  if (known !== undefined) return known;
  const byKey = new Map<string, Names>();
  const open: Names[] = [];
  for (const inner of loopNames(expression, names, over)) {
    const text = textOf(key, inner);
    if (text === null) open.push(inner);
    else byKey.set(text, inner);
  }
  const loop = { byKey, open };
  if (names.size === 0) loops.set(expression, loop);
  return loop;
}

/** What one key may be put together from: iterators that double in each loop would make it endless. */
const MAXIMUM_KEY_PARTS = 100;

/** The text of an expression of literals and of iterators over literals; `null` for all others. */
export function textOf(expression: Expression, names: Names): string | null {
  return literalText(expression, names, { left: MAXIMUM_KEY_PARTS });
}

function literalText(expression: Expression, names: Names, parts: { left: number }): string | null {
  parts.left -= 1;
  if (parts.left < 0) return null;
  const literal = literalString(expression);
  if (literal !== null) return literal;
  switch (expression.kind) {
    case 'parentheses':
      return literalText(expression.inner, names, parts);
    case 'variable':
      return boundText(names.get(expression.name), parts);
    case 'traversal': {
      if (expression.source.kind !== 'variable') return null;
      let bound: Bound | undefined = names.get(expression.source.name);
      for (const step of expression.steps) {
        if (bound?.kind === 'entry' && step.kind === 'attribute') {
          bound = step.name === 'key' ? bound.key : step.name === 'value' ? bound.value : undefined;
          continue;
        }
        if (bound?.kind !== 'expression') return null;
        const key = step.kind === 'attribute' ? step.name : step.kind === 'index' ? literalString(step.key) : null;
        const member: Expression | undefined = key === null ? undefined : memberOf(bound.expression, key);
        if (member === undefined) return null;
        bound = { kind: 'expression', expression: member, names: bound.names };
      }
      return boundText(bound, parts);
    }
    case 'template': {
      const texts = expression.parts.map((part) => {
        if (part.kind === 'text') return part.value;
        return part.kind === 'interpolation' ? literalText(part.expression, names, parts) : null;
      });
      return texts.includes(null) ? null : texts.join('');
    }
    default:
      return null;
  }
}

function boundText(bound: Bound | undefined, parts: { left: number }): string | null {
  if (bound?.kind === 'expression') return literalText(bound.expression, bound.names, parts);
  const key = bound?.kind === 'scalar' && bound.move !== null ? keyOf(bound.move) : null;
  return key === null ? null : String(key);
}

function memberOf(expression: Expression, key: string): Expression | undefined {
  if (expression.kind === 'parentheses') return memberOf(expression.inner, key);
  if (expression.kind === 'object') return objectMembers(expression).byKey.get(key);
  return expression.kind === 'tuple' ? expression.elements[positionOf({ kind: 'key', key }) ?? -1] : undefined;
}
