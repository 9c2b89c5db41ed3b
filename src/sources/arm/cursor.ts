/** Reading of an evaluated JSON body in ARM's words, whatever its case and whether its properties are inside or flattened (N15), with open values in any place. */
import { type Message, msg } from '../../azure/message.js';
import type { Link, OpenLink, ResourceKind } from '../../azure/model.js';
import { isUnknown, type Unknown, unknown, type Value } from '../../azure/value.js';
import { isResourceKind } from '../parts.js';

/** Names and indexes from the top of what the caller gave. */
export type Path = readonly (string | number)[];

/** Decides a link whose value is open, for instance by the configuration's references. */
export type ResolveLink = (path: Path, wanted: readonly ResourceKind[]) => Link;

/** A value and where it is. `value` is `undefined` where the body does not have it. */
export interface Cursor {
  readonly value: unknown;
  readonly path: Path;
  /** What messages call the resource. */
  readonly subject: string;
  readonly resolveLink?: ResolveLink;
  /** Set for a body that is known not to be whole: what it does not say has this value. */
  readonly absent?: Unknown;
  /** The body itself and the objects in it. Elements of lists are whole where they are shown at all. */
  readonly top?: true;
  /** The value is open because something around it is. */
  readonly covered?: true;
}

/** An open value as the caller may hand it in, without anything else that is in the object; any other object with a property `unknown` is no such thing. */
function asUnknown(value: unknown): OpenLink | null {
  if (!isUnknown(value)) return null;
  if (Object.keys(value).length === 1) return value;
  const candidates = property(value, 'candidates');
  const valid = Array.isArray(candidates) && candidates.every((one) => one === null || typeof one === 'string');
  return valid ? { unknown: value.unknown, candidates } : unknown(value.unknown);
}

/**
 * A property, by its name in any case. `properties` is looked through first: the REST shape has most values there, the command line's shape has them
 * beside the name (N15). Of an open value, every property is open.
 */
export function at(cursor: Cursor, name: string): Cursor {
  if (asUnknown(cursor.value) !== null) return { ...cursor, covered: true };
  const inner = ownKey(cursor.value, 'properties');
  const within = inner === null ? null : property(cursor.value, inner);
  const nested = inner === null ? null : ownKey(within, name);
  if (inner !== null && nested !== null)
    return { ...cursor, value: property(within, nested), path: [...cursor.path, inner, nested] };
  const key = ownKey(cursor.value, name);
  if (key !== null) return { ...cursor, value: property(cursor.value, key), path: [...cursor.path, key] };
  if (inner !== null && asUnknown(within) !== null)
    return { ...cursor, value: within, path: [...cursor.path, inner], covered: true };
  if (cursor.top === true && cursor.absent !== undefined) return { ...cursor, value: cursor.absent, covered: true };
  return { ...cursor, value: undefined, path: [...cursor.path, name] };
}

/** {@link at}, several times. */
export function along(cursor: Cursor, ...names: readonly string[]): Cursor {
  return names.reduce(at, cursor);
}

/** The name of an object's own property that equals `name` without case, an exact one first. */
function ownKey(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  if (Object.hasOwn(value, name)) return name;
  const wanted = name.toLowerCase();
  for (const key of Object.keys(value)) if (key.length === name.length && key.toLowerCase() === wanted) return key;
  return null;
}

function property(value: unknown, key: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[key];
}

/** The elements of a list; `rest` is set where there may be others. */
export interface Elements {
  readonly items: readonly Cursor[];
  readonly rest: Unknown | null;
}

/** The elements of an array. Open elements are left out and reported in `rest`; what is no array is an open one. */
export function elements(cursor: Cursor): Elements {
  const { value } = cursor;
  if (value === undefined || value === null) return { items: [], rest: null };
  const open = asUnknown(value);
  if (open !== null) return { items: [], rest: open };
  if (!Array.isArray(value)) return { items: [], rest: unknown(msg`${placeOf(cursor)} is not a list`) };
  return objects(value.map((item: unknown, index) => inside(cursor, item, index)));
}

/** Objects apart from what may become one: an open value, or something malformed, of which nobody knows what Azure will make. */
function objects(all: readonly Cursor[]): Elements {
  const others = all.filter((item) => !isObject(item.value) && !isAbsent(item));
  const [first] = others;
  return {
    items: all.filter((item) => isObject(item.value)),
    rest: first === undefined ? null : (asUnknown(first.value) ?? unknown(msg`${placeOf(first)} is not an object`)),
  };
}

/** The entries of an object used as a map, or of an array of objects with names. */
export function entries(cursor: Cursor): {
  readonly items: readonly { readonly name: Value<string>; readonly cursor: Cursor }[];
  readonly rest: Unknown | null;
} {
  const { value } = cursor;
  if (!isObject(value)) {
    const list = elements(cursor);
    return { rest: list.rest, items: list.items.map((item) => ({ name: nameOf(item), cursor: item })) };
  }
  const { items, rest } = objects(Object.keys(value).map((name) => inside(cursor, property(value, name), name)));
  return { items: items.map((item) => ({ name: String(item.path.at(-1)), cursor: item })), rest };
}

function inside({ top, ...cursor }: Cursor, value: unknown, step: string | number): Cursor {
  return { ...cursor, value, path: [...cursor.path, step] };
}

/** An object that is neither a list nor an open value. */
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && asUnknown(value) === null;
}

/** The value says nothing: `null`, or not there. */
export function isAbsent(cursor: Cursor): boolean {
  return cursor.value === undefined || cursor.value === null;
}

/** The reason for which a value is open, or `null` where it is decided. */
export function openness(cursor: Cursor): Unknown | null {
  return asUnknown(cursor.value);
}

/** A text, number or truth value as text; `null` where nothing is said. An expression in brackets that nobody has resolved is open. */
export function text(cursor: Cursor): Value<string | null> {
  const { value } = cursor;
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return isExpression(value) ? unresolved(cursor, value) : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return asUnknown(value) ?? unknown(msg`${placeOf(cursor)} is not a text`);
}

/** A text that has to be said. */
export function requiredText(cursor: Cursor): Value<string> {
  return text(cursor) ?? missing(cursor);
}

/** The name of an element. */
export function nameOf(cursor: Cursor): Value<string> {
  return requiredText(at(cursor, 'name'));
}

/** A whole number, also written as text; `null` where nothing is said. */
export function wholeNumber(cursor: Cursor): Value<number | null> {
  const value = text(cursor);
  if (value === null || isUnknown(value)) return value;
  return /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : unknown(msg`${placeOf(cursor)} is not a whole number`);
}

/** A whole number that has to be said. */
export function requiredNumber(cursor: Cursor): Value<number> {
  return wholeNumber(cursor) ?? missing(cursor);
}

/** A truth value, also written as text in any case; `null` where nothing is said. */
export function flag(cursor: Cursor): Value<boolean | null> {
  const value = text(cursor);
  if (value === null || isUnknown(value)) return value;
  const lower = value.toLowerCase();
  return lower === 'true' || lower === 'false'
    ? lower === 'true'
    : unknown(msg`${placeOf(cursor)} is neither true nor false`);
}

/** One of some words, in the spelling of `words` whatever the case of the input (N3). */
export function oneOf<T extends string>(cursor: Cursor, words: readonly T[]): Value<T> {
  const value = requiredText(cursor);
  if (isUnknown(value)) return value;
  const lower = value.toLowerCase();
  return words.find((word) => word.toLowerCase() === lower) ?? unknown(msg`${placeOf(cursor)} is not one of ${words}`);
}

/** A list of texts; a single text is a list of one, nothing said is an empty list. */
export function texts(cursor: Cursor): Value<readonly Value<string>[]> {
  const { value } = cursor;
  if (value === undefined || value === null) return [];
  const open = asUnknown(value);
  if (open !== null) return open;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((item, index) => text(inside(cursor, item, index)) || []);
}

/**
 * How a body names another resource: an id, an object with an id, or a {@link Link} put there by whoever evaluated the body. An open value is handed
 * to the caller's resolver; where not the link itself but something around it is open, the answer may still be "none".
 * @param nested within an object with an id: no other object is looked into
 */
export function link(cursor: Cursor, wanted: readonly ResourceKind[], nested = false): Link {
  const { value } = cursor;
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string')
    return isExpression(value) ? openLink(cursor, unresolved(cursor, value), wanted) : { id: value };
  const open = asUnknown(value);
  if (open !== null) return openLink(cursor, open, wanted);
  if (!isObject(value)) return noId(cursor);
  const { key, type, name, resourceGroup } = value as Readonly<Record<string, unknown>>;
  if (typeof key === 'string') return { key };
  if (typeof type === 'string' && typeof name === 'string' && isResourceKind(type)) {
    return typeof resourceGroup === 'string' ? { type, name, resourceGroup } : { type, name };
  }
  return nested ? noId(cursor) : link(at(cursor, 'id'), wanted, true);
}

/** The links of a list of references. Of a list that is open as a whole nobody knows how many there are: it is one open link. */
export function links(cursor: Cursor, wanted: readonly ResourceKind[]): readonly Link[] {
  const { value } = cursor;
  if (!Array.isArray(value)) {
    const only = link(asUnknown(value) === null ? cursor : { ...cursor, covered: true }, wanted);
    if (only === null) return [];
    return isUnknown(only) && (only.candidates?.filter((one) => one !== null).length ?? 0) > 1
      ? [unknown(only.unknown)]
      : [only];
  }
  return value.map((item: unknown, index) => link(inside(cursor, item, index), wanted)).filter((item) => item !== null);
}

function openLink(cursor: Cursor, open: Unknown, wanted: readonly ResourceKind[]): Link {
  if (open === cursor.absent || 'candidates' in open || cursor.resolveLink === undefined) return open;
  const resolved = cursor.resolveLink(cursor.path, wanted);
  if (cursor.covered !== true || resolved === null || isUnknown(resolved)) return resolved ?? open;
  const candidates = 'key' in resolved ? { candidates: [resolved.key, null] } : {};
  return { unknown: open.unknown, ...candidates } satisfies OpenLink;
}

function isExpression(value: string): boolean {
  return value.startsWith('[') && value.endsWith(']') && !value.startsWith('[[');
}

function unresolved(cursor: Cursor, value: string): Unknown {
  const shown = value.length > 120 ? `${value.slice(0, 120)}…` : value;
  return unknown(msg`${placeOf(cursor)} is ${shown}, which is not resolved`);
}

/** An open value for what has to be said and is not. */
export function missing(cursor: Cursor): Unknown {
  return unknown(msg`${placeOf(cursor)} is missing`);
}

function noId(cursor: Cursor): Unknown {
  return unknown(msg`${placeOf(cursor)} is not a resource id`);
}

/** `ml-vnet: securityRules[2].priority`: the path without the wrappers that mean nothing to a reader. */
function placeOf({ subject, path }: Cursor): string | Message {
  const steps = path.filter((step) => typeof step === 'number' || !/^(properties|body)$/i.test(step));
  if (steps.length === 0) return msg`${subject}: the body`;
  const place = steps.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`));
  return `${subject}: ${place.join('')}`;
}
