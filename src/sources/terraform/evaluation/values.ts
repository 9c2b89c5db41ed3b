/** Making values, and what holds for a value as a whole: how large it is, what in it is open, what is sensitive. */
import { type Message, msg } from '../../../azure/message.js';
import { MAXIMUM_VALUE_DEPTH } from './budget.js';
import { EvaluationFailure, LimitReached, Undecided } from './failure.js';
import type {
  Known,
  TfDeferred,
  TfFailure,
  TfList,
  TfMap,
  TfObject,
  TfSensitive,
  TfSet,
  TfTuple,
  TfUnknown,
  TfValue,
} from './types.js';

/** Values with elements in an order. */
export type Sequence = TfTuple | TfList | TfSet;
/** Values with elements by name. */
export type Mapping = TfObject | TfMap;

export const tupleOf = (items: readonly TfValue[]): TfTuple => ({ kind: 'tuple', items });

export const objectOf = (entries: ReadonlyMap<string, TfValue>, open: TfUnknown | null = null): TfObject => ({
  kind: 'object',
  entries,
  open,
});

/** @param reason what it waits for, a clause without a full stop @param derived whether it is computed from what it refers to */
export const unknownOf = (reason: Message, references: readonly string[] = [], derived = false): TfUnknown => ({
  kind: 'unknown',
  reason,
  references,
  derived,
});

/** Ends the operation at hand with an unknown that comes from nothing in particular. @throws Undecided */
export function undecided(reason: Message): never {
  throw new Undecided(unknownOf(reason));
}

/** What cannot be computed without Terraform's own 512-bit numbers. @throws Undecided */
export function tooPrecise(): never {
  return undecided(msg`this number needs more digits than are kept here`);
}

type Tagged = Exclude<TfValue, null | boolean | number | string>;

export const isTagged = (value: TfValue): value is Tagged => typeof value === 'object' && value !== null;
export const isUnknownValue = (value: TfValue): value is TfUnknown => isTagged(value) && value.kind === 'unknown';
export const isSensitive = (value: TfValue): value is TfSensitive => isTagged(value) && value.kind === 'sensitive';
export const isDeferred = (value: TfValue): value is TfDeferred => isTagged(value) && value.kind === 'deferred';
export const isFailure = (value: TfValue): value is TfFailure => isTagged(value) && value.kind === 'failure';

export const isSequence = (value: TfValue): value is Sequence =>
  isTagged(value) && (value.kind === 'tuple' || value.kind === 'list' || value.kind === 'set');

export const isMapping = (value: TfValue): value is Mapping =>
  isTagged(value) && (value.kind === 'object' || value.kind === 'map');

/** A value that is no failure and not deferred. @throws EvaluationFailure where it is a failure */
export function settle(value: TfValue): Known | TfUnknown | TfSensitive {
  let settled = value;
  // A deferred value may answer with another; more than a few in a row are a circle.
  for (let turn = 0; isDeferred(settled); turn += 1) {
    if (turn > 8) throw new LimitReached(msg`a value is defined by itself`);
    settled = settled.whole();
  }
  if (isFailure(settled)) throw new EvaluationFailure(settled.message, settled.at);
  return settled;
}

/** The same value, never to be shown. */
export function markSensitive(value: TfValue): TfSensitive {
  const settled = settle(value);
  return isSensitive(settled) ? settled : { kind: 'sensitive', value: settled };
}

/** A settled value without its outermost mark, and whether there was one. */
export function withoutMark(value: TfValue): { readonly value: Known | TfUnknown; readonly sensitive: boolean } {
  const settled = settle(value);
  return isSensitive(settled) ? { value: settled.value, sensitive: true } : { value: settled, sensitive: false };
}

/** Puts a mark where one was. */
export const remark = (value: TfValue, sensitive: boolean): TfValue => (sensitive ? markSensitive(value) : value);

/** The elements of a value that has any: in order, or by name. */
export function childrenOf(value: TfValue): Iterable<TfValue> {
  if (isSequence(value)) return value.items;
  if (isMapping(value)) return value.entries.values();
  return isSensitive(value) ? [value.value] : [];
}

/** What holds for a value with everything inside it. */
export interface Summary {
  /** Levels of values inside each other. */
  readonly depth: number;
  /** Values inside, itself included; one that stands in several places counts in each. */
  readonly size: number;
  /** UTF-16 units of all its strings and names. */
  readonly text: number;
  /** Something inside that is open. */
  readonly unknown: boolean;
  readonly sensitive: boolean;
  readonly deferred: boolean;
}

const LEAF: Summary = { depth: 1, size: 1, text: 0, unknown: false, sensitive: false, deferred: false };
const UNKNOWN_LEAF: Summary = { ...LEAF, unknown: true };
const DEFERRED_LEAF: Summary = { ...LEAF, deferred: true };

/** Values do not change, so what was found out once stays true. */
const summaries = new WeakMap<object, Summary>();

/** Looks at each value once, however often it is asked for or stands in others. @throws LimitReached where values are too deep */
export function summaryOf(value: TfValue): Summary {
  if (!isTagged(value)) return typeof value === 'string' ? { ...LEAF, text: value.length } : LEAF;
  if (value.kind === 'unknown') return UNKNOWN_LEAF;
  if (value.kind === 'deferred') return DEFERRED_LEAF;
  const found = summaries.get(value);
  if (found !== undefined) return found;
  const made = summarise(value);
  if (made.depth > MAXIMUM_VALUE_DEPTH) throw new LimitReached(msg`a value is nested deeper than an evaluation goes`);
  summaries.set(value, made);
  return made;
}

function summarise(value: TfValue): Summary {
  let { depth, size, text, unknown, sensitive, deferred } = LEAF;
  for (const child of childrenOf(value)) {
    const inner = summaryOf(child);
    depth = Math.max(depth, inner.depth + 1);
    size += inner.size;
    text += inner.text;
    unknown ||= inner.unknown;
    sensitive ||= inner.sensitive;
    deferred ||= inner.deferred;
  }
  if (isMapping(value)) {
    for (const name of value.entries.keys()) text += name.length;
    unknown ||= value.kind === 'object' && value.open !== null;
  }
  return { depth, size, text, unknown, sensitive: sensitive || isSensitive(value), deferred };
}

/** Whether something inside, or the value itself, is open. */
export const hasUnknown = (value: TfValue): boolean => summaryOf(value).unknown;

/** The unknowns of a value, from the first on; one that stands in many places comes once. */
export function unknownsIn(
  value: TfValue,
  found: Set<TfUnknown> = new Set(),
  seen: Set<object> = new Set(),
): Set<TfUnknown> {
  if (!isTagged(value) || seen.has(value)) return found;
  seen.add(value);
  if (value.kind === 'unknown') found.add(value);
  if (!hasUnknown(value)) return found;
  for (const child of childrenOf(value)) unknownsIn(child, found, seen);
  if (value.kind === 'object' && value.open !== null) found.add(value.open);
  return found;
}

/** One unknown computed from all that are open in some values: the first one's reason, everyone's references. */
export function unknownFrom(values: Iterable<TfValue>, fallback: Message = msg`a value is not known`): TfUnknown {
  const found = new Set<TfUnknown>();
  const seen = new Set<object>();
  for (const value of values) unknownsIn(value, found, seen);
  const references = new Set<string>();
  let reason: Message | null = null;
  for (const unknown of found) {
    reason ??= unknown.reason;
    for (const reference of unknown.references) references.add(reference);
  }
  return unknownOf(reason ?? fallback, [...references], true);
}

/** What deferred values have become, each worked out once; and those that are being worked out, which may hold themselves. */
const unfolded = new WeakMap<TfDeferred, Known | TfUnknown | TfSensitive>();
const unfolding = new Set<TfDeferred>();

/** Deferred values within each other: modules that hand on modules. */
const MAXIMUM_UNFOLDING = 100;

/** A value with every deferred one inside made whole. @throws EvaluationFailure, LimitReached */
export function settleDeep(value: TfValue): Known | TfUnknown | TfSensitive {
  if (!isDeferred(value)) return settleInside(settle(value));
  const known = unfolded.get(value);
  if (known !== undefined) return known;
  if (unfolding.has(value)) return unknownOf(msg`a value is defined by itself`);
  if (unfolding.size > MAXIMUM_UNFOLDING) throw new LimitReached(msg`a value is nested deeper than an evaluation goes`);
  unfolding.add(value);
  try {
    const made = settleInside(settle(value));
    unfolded.set(value, made);
    return made;
  } finally {
    unfolding.delete(value);
  }
}

function settleInside(settled: Known | TfUnknown | TfSensitive): Known | TfUnknown | TfSensitive {
  return summaryOf(settled).deferred ? (mapChildren(settled, settleDeep) as Known | TfSensitive) : settled;
}

/** A value without any mark inside. */
export function unmarkDeep(value: TfValue): Known | TfUnknown {
  const bare = withoutMark(value).value;
  return summaryOf(bare).sensitive ? (mapChildren(bare, unmarkDeep) as Known) : bare;
}

/** The same value with each element replaced. Sets keep their order, so `change` must not alter what they are sorted by. */
export function mapChildren(value: TfValue, change: (child: TfValue) => TfValue): TfValue {
  if (isSequence(value)) return { ...value, items: value.items.map(change) };
  if (isMapping(value)) {
    return { ...value, entries: new Map([...value.entries].map(([name, child]) => [name, change(child)])) };
  }
  return isSensitive(value) ? markSensitive(change(value.value)) : value;
}

/** Compares as Terraform does: by code points, which is not by UTF-16 units. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return orderOfUnit(a) - orderOfUnit(b);
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above all others. */
const orderOfUnit = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** The names of a value with named elements, in Terraform's order. */
export const sortedNames = (value: Mapping): string[] => [...value.entries.keys()].sort(compareText);
