/** How many instances a block has, by its `count` or `for_each`, as far as the values of the files tell. */
import { type Message, msg } from '../../../azure/message.js';
import type { BlockSource } from '../block-source.js';
import { evaluate } from '../evaluation/evaluate.js';
import type { Scope, TfUnknown, TfValue } from '../evaluation/types.js';
import { unknownOf } from '../evaluation/values.js';
import type { Expression } from '../hcl/ast.js';
import type { InstanceKey } from '../instances.js';
import type { Presence } from './presence.js';
import { inOrder, settled } from './settled.js';

/** One instance of a block. */
export interface Repeated {
  readonly key: InstanceKey;
  readonly presence: Presence;
  /** `each.key` and `each.value`. */
  readonly each: { readonly key: TfValue; readonly value: TfValue } | null;
  /** `count.index`. */
  readonly index: TfValue | null;
}

export interface Expansion {
  /** `open`: there are more keys than those listed, or other ones; one instance without a key stands for all of them. */
  readonly kind: 'single' | 'count' | 'each' | 'open';
  readonly items: readonly Repeated[];
  /** Why it is open whether all of the items are there; `null` where they are. */
  readonly open: TfUnknown | null;
}

/** What an expansion needs of its surroundings. */
export interface Expander {
  /** What the block is called in messages. */
  readonly address: string;
  readonly scope: Scope;
  /** How many instances may still be made. */
  readonly left: () => number;
  readonly warn: (message: Message, expression: Expression) => void;
}

const ONE: Expansion = { kind: 'single', items: [{ key: null, presence: null, each: null, index: null }], open: null };

/** Branches of conditionals within each other that are told apart. */
const MAXIMUM_BRANCHES = 4;

/** The instances of a block. Never throws; what cannot be told is open. */
export function expand(block: BlockSource, expander: Expander): Expansion {
  const count = block.attributes.get('count')?.expression;
  const forEach = block.attributes.get('for_each')?.expression;
  if (count !== undefined) return counted(count, expander, 0);
  return forEach === undefined ? ONE : each(forEach, expander, 0);
}

/** The two branches of a conditional; `null` for anything else. */
function branchesOf(expression: Expression): readonly [Expression, Expression] | null {
  if (expression.kind === 'parentheses') return branchesOf(expression.inner);
  return expression.kind === 'conditional' ? [expression.whenTrue, expression.whenFalse] : null;
}

function counted(expression: Expression, expander: Expander, depth: number): Expansion {
  const value = known(evaluate(expression, expander.scope), 'count', expression, expander);
  if (typeof value === 'object' && value !== null && value.kind === 'unknown') {
    const branches = depth < MAXIMUM_BRANCHES ? branchesOf(expression) : null;
    const [one, other] = (branches ?? []).map((branch) => counted(branch, quiet(expander), depth + 1));
    return one === undefined || other === undefined || one.kind !== 'count' || other.kind !== 'count'
      ? open(value, expander)
      : either(one, other, value, expander);
  }
  const size = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) {
    expander.warn(msg`count of ${expander.address} is no whole number`, expression);
    return open(unknownOf(msg`count of ${expander.address} is no whole number`), expander);
  }
  if (size > expander.left()) return open(tooMany(expander), expander);
  const items = Array.from(
    { length: size },
    (_, index): Repeated => ({ key: index, presence: null, each: null, index }),
  );
  return { kind: 'count', items, open: null };
}

function each(expression: Expression, expander: Expander, depth: number): Expansion {
  const value = known(evaluate(expression, expander.scope), 'for_each', expression, expander);
  const pairs = typeof value === 'object' && value !== null ? pairsOf(value) : null;
  if (pairs === null) {
    expander.warn(msg`for_each of ${expander.address} is neither a map nor a set of strings`, expression);
    return open(unknownOf(msg`for_each of ${expander.address} is neither a map nor a set of strings`), expander);
  }
  if ('kind' in pairs) {
    const branches = depth < MAXIMUM_BRANCHES ? branchesOf(expression) : null;
    const [one, other] = (branches ?? []).map((branch) => each(branch, quiet(expander), depth + 1));
    return one === undefined || other === undefined || one.kind !== 'each' || other.kind !== 'each'
      ? open(pairs, expander)
      : either(one, other, pairs, expander);
  }
  if (pairs.length > expander.left()) return open(tooMany(expander), expander);
  const items = pairs.map(([key, one]): Repeated => ({ key, presence: null, each: { key, value: one }, index: null }));
  return { kind: 'each', items, open: null };
}

/** Branches that are not taken may well be wrong. */
function quiet(expander: Expander): Expander {
  return { ...expander, warn: () => undefined };
}

/** Without deferral; failures are told, and open from there on. */
function known(
  given: TfValue,
  name: 'count' | 'for_each',
  expression: Expression,
  expander: Expander,
): Exclude<TfValue, { kind: 'failure' | 'deferred' | 'sensitive' }> {
  const value = settled(given);
  if (typeof value !== 'object' || value === null) return value;
  if (value.kind === 'failure') {
    expander.warn(msg`${name} of ${expander.address}: ${value.message}`, expression);
    return unknownOf(msg`${name} of ${expander.address} cannot be evaluated: ${value.message}`);
  }
  return value.kind === 'sensitive' ? unknownOf(msg`${name} of ${expander.address} is sensitive`) : value;
}

/** The elements of a `for_each`; an unknown where its keys are open, `null` where it can be none. */
function pairsOf(
  value: Exclude<TfValue, null | boolean | number | string>,
): readonly (readonly [string, TfValue])[] | TfUnknown | null {
  switch (value.kind) {
    case 'unknown':
      return value;
    case 'map':
    case 'object':
      return value.kind === 'object' && value.open !== null ? value.open : inOrder(value);
    case 'set': {
      const keys = value.items.map((item) => (typeof item === 'number' ? String(item) : item));
      const hidden = keys.find((key) => typeof key !== 'string');
      if (hidden === undefined) return keys.map((key) => [String(key), String(key)] as const);
      return typeof hidden === 'object' && hidden !== null && hidden.kind === 'unknown' ? hidden : null;
    }
    default:
      return null;
  }
}

function tooMany({ address }: Expander): TfUnknown {
  return unknownOf(msg`${address} has more instances than are looked at`);
}

function open(why: TfUnknown, { address }: Expander): Expansion {
  const part = unknownOf(msg`the instances of ${address} are open, since ${why.reason}`, why.references, true);
  const item: Repeated = {
    key: null,
    presence: { reason: msg`whether ${address} is there is open, since ${why.reason}`, many: true },
    each: { key: part, value: part },
    index: part,
  };
  return { kind: 'open', items: [item], open: why };
}

/** What one of two branches gives is there or not; what both give is there, but with values of either. */
function either(one: Expansion, other: Expansion, why: TfUnknown, { address }: Expander): Expansion {
  const reason = msg`whether ${address} is there is open, since ${why.reason}`;
  const others = new Map(other.items.map((item) => [item.key, item]));
  const merged: Repeated[] = one.items.map((item) => {
    const twin = others.get(item.key);
    if (twin === undefined) return { ...item, presence: { reason, many: false } };
    const presence = item.presence ?? twin.presence;
    if (item.each === null || item.each.value === twin.each?.value) return { ...item, presence };
    const value = unknownOf(msg`each.value of ${address} is open, since ${why.reason}`, why.references, true);
    return { ...item, presence, each: { key: item.each.key, value } };
  });
  const seen = new Set(one.items.map(({ key }) => key));
  for (const item of other.items) if (!seen.has(item.key)) merged.push({ ...item, presence: { reason, many: false } });
  return { kind: one.kind, items: merged, open: why };
}
