/** Functions on maps and objects, and on sets. */
import { msg } from '../../../../azure/message.js';
import { entryOf } from '../access.js';
import { convertTo } from '../convert.js';
import { fail, Undecided } from '../failure.js';
import { keyOf, setOf } from '../sets.js';
import type { TfType, TfValue } from '../types.js';
import { sameType, typeOf, unify } from '../types-of.js';
import { compareText, type Mapping, sortedNames, tupleOf, unknownFrom } from '../values.js';
import { define, type Entry, items, listOf, mapping, SET, STRINGS, text, texts } from './function.js';

/** A mapping whose names are all known. @throws Undecided */
function closed(value: TfValue | undefined): Mapping {
  const found = mapping(value);
  if (found.kind === 'object' && found.open !== null) throw new Undecided(unknownFrom([found]));
  return found;
}

function keys([map]: readonly TfValue[]): TfValue {
  const found = closed(map);
  const names = sortedNames(found);
  return found.kind === 'map' ? listOf('string', names) : tupleOf(names);
}

function values([map]: readonly TfValue[]): TfValue {
  const found = closed(map);
  const all = sortedNames(found).map((name) => found.entries.get(name) ?? null);
  return found.kind === 'map' ? listOf(found.element, all) : tupleOf(all);
}

function lookup([map, key, fallback]: readonly TfValue[]): TfValue {
  const found = mapping(map);
  const name = text(key);
  const entry = entryOf(found, name);
  if (entry !== undefined) return entry;
  if (fallback === undefined) return fail(msg`the map has no such key, and no default is given`);
  return found.kind === 'map' ? convertTo(fallback, found.element) : fallback;
}

/** Later ones win. Maps of one type make a map, everything else an object. Null is nothing. */
function merge(args: readonly TfValue[]): TfValue {
  const given = args.filter((argument) => argument !== null);
  const maps = given.map((argument) => mapping(argument));
  const entries = new Map<string, TfValue>();
  let open = null;
  for (const map of maps) {
    for (const name of sortedNames(map)) entries.set(name, map.entries.get(name) ?? null);
    if (map.kind === 'object') open = map.open ?? open;
  }
  const [first] = maps;
  if (first?.kind === 'map' && maps.every((map) => map.kind === 'map' && sameType(map.element, first.element))) {
    return { kind: 'map', element: first.element, entries };
  }
  return { kind: 'object', entries, open };
}

/** From lists by key to keys by element. */
function transpose([map]: readonly TfValue[]): TfValue {
  const found = closed(map);
  const turned = new Map<string, string[]>();
  for (const name of sortedNames(found)) {
    for (const element of texts(found.entries.get(name) ?? fail(msg`a list is null`))) {
      const list = turned.get(element);
      if (list === undefined) turned.set(element, [name]);
      else list.push(name);
    }
  }
  const element: TfType = { kind: 'list', element: 'string' };
  const sorted = [...turned].sort(([left], [right]) => compareText(left, right));
  return { kind: 'map', element, entries: new Map(sorted.map(([name, list]) => [name, listOf('string', list)])) };
}

/** All as sets of the type that they have in common. */
function alike(args: readonly TfValue[]): { readonly element: TfType; readonly sets: readonly (readonly TfValue[])[] } {
  const type = unify(args.map(typeOf));
  if (type === null || typeof type === 'string' || type.kind !== 'set') {
    return fail(msg`the sets must have elements of one type`);
  }
  return { element: type.element, sets: args.map((set) => items(convertTo(set, type))) };
}

type Combine = (kept: ReadonlyMap<string, TfValue>, next: ReadonlyMap<string, TfValue>) => Map<string, TfValue>;

function combined(combine: Combine) {
  return (args: readonly TfValue[]): TfValue => {
    const { element, sets } = alike(args);
    const [first = new Map<string, TfValue>(), ...others] = sets.map(
      (set) => new Map(set.map((item) => [keyOf(item), item])),
    );
    return setOf([...others.reduce<ReadonlyMap<string, TfValue>>(combine, first).values()], element);
  };
}

const union: Combine = (kept, next) => new Map([...kept, ...next]);
const intersection: Combine = (kept, next) => new Map([...kept].filter(([key]) => next.has(key)));
const difference: Combine = (kept, next) => new Map([...kept].filter(([key]) => !next.has(key)));
const symmetricDifference: Combine = (kept, next) => new Map([...difference(kept, next), ...difference(next, kept)]);

export const MAPS: readonly Entry[] = [
  define('keys', ['dynamic'], keys, { sees: 'elements' }),
  define('lookup', ['dynamic', 'string', 'dynamic'], lookup, { optional: 1, sees: 'elements', nullable: true }),
  define('merge', [], merge, { rest: 'dynamic', sees: 'elements', nullable: true }),
  define('setintersection', [SET], combined(intersection), { rest: SET }),
  define('setsubtract', [SET, SET], combined(difference)),
  define('setsymmetricdifference', [SET], combined(symmetricDifference), { rest: SET }),
  define('setunion', [SET], combined(union), { rest: SET }),
  define('transpose', [{ kind: 'map', element: STRINGS }], transpose),
  define('values', ['dynamic'], values, { sees: 'elements' }),
];
