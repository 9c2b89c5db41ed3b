/** Functions on lists and tuples. Elements that are open or sensitive stay what they are, as far as the result does not depend on them. */
import { type Message, msg } from '../../../../azure/message.js';
import { spend } from '../budget.js';
import { convertTo } from '../convert.js';
import { equal } from '../equality.js';
import { fail, Undecided } from '../failure.js';
import { countGraphemes } from '../graphemes.js';
import { keyOf, sizeIsOpen } from '../sets.js';
import type { TfType, TfValue } from '../types.js';
import { typeOf, unify } from '../types-of.js';
import {
  hasUnknown,
  isMapping,
  isSequence,
  isUnknownValue,
  markSensitive,
  remark,
  type Sequence,
  summaryOf,
  tupleOf,
  undecided,
  unknownFrom,
  unmarkDeep,
  withoutMark,
} from '../values.js';
import {
  type CallContext,
  define,
  type Entry,
  integer,
  items,
  LIST,
  listOf,
  STRINGS,
  sequence,
  texts,
} from './function.js';

const NO_SET: Message = msg`a set has no order, a list or a tuple is needed here`;
const NO_LIST: Message = msg`a list, a set or a tuple is needed here`;

/** The elements, where order and number are certain. @throws Undecided */
function orderedItems(value: TfValue | undefined): readonly TfValue[] {
  const found = sequence(value);
  if (found.kind === 'set' && sizeIsOpen(found)) throw new Undecided(unknownFrom([found]));
  return found.items;
}

const elementType = (value: Sequence): TfType =>
  value.kind === 'tuple' ? (unify(value.items.map(typeOf)) ?? 'dynamic') : value.element;

function length([value = null]: readonly TfValue[]): TfValue {
  if (typeof value === 'string') return countGraphemes(value);
  if (isSequence(value)) return orderedItems(value).length;
  if (!isMapping(value)) return fail(msg`only strings, lists, maps and objects have a length`);
  if (value.kind === 'object' && value.open !== null) throw new Undecided(unknownFrom([value]));
  return value.entries.size;
}

/** The element of an index that begins anew behind the last. */
function element([list, index]: readonly TfValue[]): TfValue {
  const all = orderedItems(list);
  const wanted = integer(index);
  if (all.length === 0) fail(msg`an empty list has no elements`);
  if (list !== undefined && isSequence(list) && list.kind === 'set') fail(msg`the elements of a set have no index`);
  return all[((wanted % all.length) + all.length) % all.length] ?? null;
}

/** All lists make a list where they have elements of types that go together, else a tuple. */
function concat(args: readonly TfValue[]): TfValue {
  if (args.length === 0) fail(msg`at least one list is needed here`);
  if (args.some((list) => isSequence(list) && list.kind === 'set')) fail(NO_SET);
  const all = args.flatMap((list) => orderedItems(list));
  const lists = args.filter((list) => isSequence(list) && list.kind === 'list');
  const type = lists.length === args.length ? unify(lists.map(typeOf)) : null;
  if (type === null || typeof type === 'string' || type.kind !== 'list') return tupleOf(all);
  const { element: elements } = type;
  return listOf(
    elements,
    all.map((item) => convertTo(item, elements)),
  );
}

function flatten(args: readonly TfValue[], { budget }: CallContext): TfValue {
  const flat: TfValue[] = [];
  const open: TfValue[] = [];
  let sensitive = false;
  const visit = (list: TfValue): void => {
    for (const item of orderedItems(list)) {
      spend(budget, 'items', 1);
      const bare = withoutMark(item);
      if (isUnknownValue(bare.value)) open.push(bare.value);
      if (isSequence(bare.value)) {
        sensitive ||= bare.sensitive;
        visit(bare.value);
      } else {
        flat.push(item);
      }
    }
  };
  if (!isSequence(args[0] ?? null)) fail(NO_LIST);
  visit(args[0] ?? null);
  // What is open may be a list, with any number of elements.
  return remark(open.length > 0 ? unknownFrom(args) : tupleOf(flat), sensitive);
}

function reverse([list]: readonly TfValue[]): TfValue {
  const found = sequence(list);
  const all = [...orderedItems(found)].reverse();
  return found.kind === 'tuple' ? tupleOf(all) : listOf(found.element, all);
}

function slice([list, from, to]: readonly TfValue[]): TfValue {
  const found = sequence(list);
  if (found.kind === 'set') fail(msg`the elements of a set have no index`);
  const [start, end] = [integer(from), integer(to)];
  if (start < 0 || end < start || end > found.items.length) fail(msg`a slice begins and ends within its list`);
  const part = found.items.slice(start, end);
  return found.kind === 'tuple' ? tupleOf(part) : listOf(elementType(found), part);
}

function chunk([list, size]: readonly TfValue[]): TfValue {
  const found = sequence(list);
  const all = orderedItems(found);
  const width = integer(size);
  if (width < 0) fail(msg`the size of a chunk is not negative`);
  const chunks: TfValue[] = [];
  const inner = elementType(found);
  if (width === 0) chunks.push(listOf(inner, all));
  else for (let at = 0; at < all.length; at += width) chunks.push(listOf(inner, all.slice(at, at + width)));
  return listOf({ kind: 'list', element: inner }, width === 0 && all.length === 0 ? [] : chunks);
}

/** Each element once, where it came first. */
function distinct([list]: readonly TfValue[]): TfValue {
  const found = sequence(list);
  const sensitive = summaryOf(found).sensitive;
  const byKey = new Map<string, TfValue>();
  for (const item of orderedItems(found)) {
    const bare = sensitive ? unmarkDeep(item) : item;
    if (hasUnknown(bare)) throw new Undecided(unknownFrom([found]));
    const key = keyOf(bare);
    if (!byKey.has(key)) byKey.set(key, bare);
  }
  const result = listOf(elementType(found), [...byKey.values()]);
  return sensitive ? markSensitive(result) : result;
}

/** Whether an element is equal; one that is decides, whatever is open. */
function contains([list = null, wanted = null]: readonly TfValue[]): TfValue {
  const sensitive = summaryOf(list).sensitive || summaryOf(wanted).sensitive;
  return remark(containsBare(sensitive ? unmarkDeep(list) : list, sensitive ? unmarkDeep(wanted) : wanted), sensitive);
}

function containsBare(list: TfValue, wanted: TfValue): TfValue {
  let open: TfValue | null = null;
  for (const item of items(list)) {
    const same = equal(item, wanted);
    if (same === true) return true;
    if (same !== false) open ??= same;
  }
  return open === null ? false : unknownFrom([open, list]);
}

function index([list, wanted = null]: readonly TfValue[]): TfValue {
  for (const [position, item] of orderedItems(list).entries()) {
    const same = equal(item, wanted);
    if (same === true) return position;
    if (same !== false) throw new Undecided(same);
  }
  return fail(msg`the list has no such element`);
}

function matchKeys([values, keys, wanted]: readonly TfValue[]): TfValue {
  const found = sequence(values);
  const tested = orderedItems(keys);
  if (found.items.length !== tested.length) fail(msg`values and keys must be equally many`);
  const elementKeys = new Set(items(wanted).map((item) => keyOf(convertTo(item, 'string'))));
  const kept = orderedItems(found).filter((_, at) => elementKeys.has(keyOf(convertTo(tested[at] ?? null, 'string'))));
  return listOf(elementType(found), kept);
}

/** The one element there is, or null. */
function one([list = null]: readonly TfValue[]): TfValue {
  const all = orderedItems(list);
  if (all.length > 1) fail(msg`the list has more than one element`);
  return all[0] ?? null;
}

/** The first argument that is neither null nor empty, as the type that all have in common. What is open may be it. */
function coalesce(args: readonly TfValue[]): TfValue {
  const type = unify(args.map(typeOf)) ?? fail(msg`the arguments must all have one type`);
  for (const argument of args) {
    const { value, sensitive } = withoutMark(argument);
    if (value === null) continue;
    if (isUnknownValue(value)) return remark(unknownFrom([value]), sensitive);
    const converted = convertTo(value, type);
    if (converted !== '') return remark(converted, sensitive);
  }
  return fail(msg`none of the arguments is neither null nor empty`);
}

function coalesceList(args: readonly TfValue[]): TfValue {
  const given = args.map(withoutMark);
  if (given.some(({ value }) => !isSequence(value) && !isUnknownValue(value))) fail(NO_LIST);
  for (const { value, sensitive } of given) {
    if (!isSequence(value)) return remark(unknownFrom([value]), sensitive);
    if (value.items.length > 0) return remark(value, sensitive);
  }
  return fail(msg`none of the lists has elements`);
}

/** @param decisive the element that decides alone */
function everyOrSome(decisive: boolean) {
  return ([list]: readonly TfValue[]): TfValue => {
    let open = false;
    let sensitive = false;
    for (const item of items(list)) {
      const bare = withoutMark(item);
      sensitive ||= bare.sensitive;
      if (isUnknownValue(bare.value)) open = true;
      else if (bare.value === decisive || (bare.value === null && !decisive)) return remark(decisive, sensitive);
    }
    return remark(open ? unknownFrom(items(list)) : !decisive, sensitive);
  };
}

/** The most combinations that are made. */
const MAXIMUM_PRODUCT = 200_000;

/** All combinations of one element of each; sets where all are sets. */
function product(args: readonly TfValue[], { budget }: CallContext): TfValue {
  if (args.length < 2) fail(msg`at least two lists are needed here`);
  const sources = args.map((argument) => sequence(argument));
  const size = sources.reduce((count, { items: each }) => count * each.length, 1);
  if (size > MAXIMUM_PRODUCT) return undecided(msg`a product has more elements than an evaluation makes`);
  spend(budget, 'items', size * args.length);
  let rows: (readonly TfValue[])[] = [[]];
  for (const source of sources) {
    const inner = orderedItems(source).map((item) => convertTo(item, elementType(source)));
    rows = rows.flatMap((row) => inner.map((item) => [...row, item]));
  }
  const type: TfType = { kind: 'tuple', elements: sources.map(elementType) };
  const list = listOf(type, rows.map(tupleOf));
  return sources.every(({ kind }) => kind === 'set') ? convertTo(list, { kind: 'set', element: type }) : list;
}

function zipMap([names = null, values = null]: readonly TfValue[]): TfValue {
  if (hasUnknown(names)) throw new Undecided(unknownFrom([names, values]));
  const keys = texts(unmarkDeep(names));
  const found = sequence(values);
  const all = orderedItems(found);
  if (keys.length !== all.length) fail(msg`keys and values must be equally many`);
  const entries = new Map(keys.map((name, at) => [name, all[at] ?? null]));
  const zipped: TfValue =
    found.kind === 'tuple' ? { kind: 'object', entries, open: null } : { kind: 'map', element: found.element, entries };
  return remark(zipped, summaryOf(names).sensitive);
}

export const COLLECTIONS: readonly Entry[] = [
  define('alltrue', [{ kind: 'list', element: 'bool' }], everyOrSome(false), { sees: 'elements' }),
  define('anytrue', [{ kind: 'list', element: 'bool' }], everyOrSome(true), { sees: 'elements' }),
  define('chunklist', [LIST, 'number'], chunk, { sees: 'elements' }),
  define('coalesce', [], coalesce, { rest: 'dynamic', sees: 'all', nullable: true }),
  define('coalescelist', [], coalesceList, { rest: 'dynamic', sees: 'all', nullable: true }),
  define('concat', [], concat, { rest: 'dynamic', sees: 'elements' }),
  define('contains', ['dynamic', 'dynamic'], contains, { sees: 'elements' }),
  define('distinct', [LIST], distinct, { sees: 'elements' }),
  define('element', ['dynamic', 'number'], element, { sees: 'elements' }),
  define('flatten', ['dynamic'], flatten, { sees: 'elements' }),
  define('index', ['dynamic', 'dynamic'], index),
  define('length', ['dynamic'], length, { sees: 'elements' }),
  define('matchkeys', [LIST, LIST, LIST], matchKeys),
  define('one', ['dynamic'], one, { sees: 'elements' }),
  define('reverse', ['dynamic'], reverse, { sees: 'elements' }),
  define('setproduct', [], product, { rest: 'dynamic', sees: 'elements' }),
  define('slice', ['dynamic', 'number', 'number'], slice, { sees: 'elements' }),
  define('zipmap', [STRINGS, 'dynamic'], zipMap, { sees: 'elements' }),
];
