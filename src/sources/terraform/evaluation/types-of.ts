/** Which type a value has, and which type several have in common, by the rules of Terraform's type system (go-cty, `convert`). */
import type { AttributeType, TfType, TfValue } from './types.js';
import { compareText, isTagged, settle } from './values.js';

const found = new WeakMap<object, TfType>();

/** The type of a value; `dynamic` for null, for what is open, and for objects that may have more attributes. */
export function typeOf(value: TfValue): TfType {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'bool';
  if (!isTagged(value)) return 'dynamic';
  const known = found.get(value);
  if (known !== undefined) return known;
  const type = typeOfSettled(settle(value));
  found.set(value, type);
  return type;
}

function typeOfSettled(value: TfValue): TfType {
  if (!isTagged(value)) return typeOf(value);
  switch (value.kind) {
    case 'sensitive':
      return typeOf(value.value);
    case 'list':
    case 'set':
    case 'map':
      return { kind: value.kind, element: value.element };
    case 'tuple':
      return { kind: 'tuple', elements: value.items.map(typeOf) };
    case 'object':
      return value.open === null
        ? objectType([...value.entries].map(([name, child]) => [name, typeOf(child)]))
        : 'dynamic';
    default:
      return 'dynamic';
  }
}

/** An object type whose attributes are all required. */
export function objectType(attributes: Iterable<readonly [string, TfType]>): TfType {
  const entries = new Map<string, AttributeType>();
  for (const [name, type] of attributes) entries.set(name, { type, optional: false, fallback: null });
  return { kind: 'object', attributes: entries };
}

/** Whether two types are the same. */
export function sameType(left: TfType, right: TfType): boolean {
  if (left === right) return true;
  if (typeof left === 'string' || typeof right === 'string') return false;
  if (left.kind === 'tuple') {
    if (right.kind !== 'tuple' || left.elements.length !== right.elements.length) return false;
    return left.elements.every((element, index) => sameType(element, right.elements[index] ?? 'dynamic'));
  }
  if (left.kind === 'object') {
    if (right.kind !== 'object' || left.attributes.size !== right.attributes.size) return false;
    return [...left.attributes].every(([name, { type }]) => {
      const other = right.attributes.get(name);
      return other !== undefined && sameType(type, other.type);
    });
  }
  return right.kind === left.kind && sameType(left.element, right.element);
}

/** Whether values of one type may be converted to another; single values may still refuse, as `"a"` refuses to be a number. */
export function canConvert(from: TfType, to: TfType): boolean {
  if (from === 'dynamic' || to === 'dynamic' || from === to) return true;
  if (typeof to === 'string') return typeof from === 'string' && (to === 'string' || from === 'string');
  if (typeof from === 'string') return false;
  switch (to.kind) {
    case 'list':
    case 'set':
      if (from.kind === 'tuple') return from.elements.every((element) => canConvert(element, to.element));
      return (from.kind === 'list' || from.kind === 'set') && canConvert(from.element, to.element);
    case 'map':
      if (from.kind === 'object') {
        return [...from.attributes.values()].every(({ type }) => canConvert(type, to.element));
      }
      return from.kind === 'map' && canConvert(from.element, to.element);
    case 'tuple':
      return (
        from.kind === 'tuple' &&
        from.elements.length === to.elements.length &&
        from.elements.every((element, index) => canConvert(element, to.elements[index] ?? 'dynamic'))
      );
    case 'object':
      if (from.kind !== 'object' && from.kind !== 'map') return false;
      return [...to.attributes].every(([name, { type, optional }]) => {
        if (from.kind === 'map') return canConvert(from.element, type);
        const attribute = from.kind === 'object' ? from.attributes.get(name) : undefined;
        return attribute === undefined ? optional : canConvert(attribute.type, type);
      });
  }
}

/** The type that values of several types are converted to when they must have one; `null` if there is none. What is not known of a type hinders nothing. */
export function unify(types: readonly TfType[]): TfType | null {
  const known: TfType[] = [];
  const words = new Set<TfType>();
  for (const type of types) {
    if (type === 'dynamic' || words.has(type)) continue;
    words.add(type);
    const last = known.at(-1);
    if (last === undefined || !sameType(last, type)) known.push(type);
  }
  const [first] = known;
  if (first === undefined) return 'dynamic';
  if (known.length === 1) return first;
  const structured = unifyStructures(known);
  return structured === undefined ? unifyByPreference(known) : structured;
}

type Structure = Exclude<TfType, string>;

/** The type of values of related kinds, `null` if there is none; `undefined` where the general rule applies. */
function unifyStructures(types: readonly TfType[]): TfType | null | undefined {
  const structures = types.filter((type): type is Structure => typeof type !== 'string');
  if (structures.length !== types.length) return undefined;
  const kinds = new Set(structures.map((type) => type.kind));
  const only = (...wanted: Structure['kind'][]) => [...kinds].every((kind) => wanted.includes(kind));
  if (only('object')) return unifyObjects(structures);
  if (only('map')) return collectionOf('map', structures);
  if (only('map', 'object')) return collectionOf('map', structures) ?? undefined;
  if (only('tuple')) return unifyTuples(structures);
  if (only('list')) return collectionOf('list', structures);
  if (only('list', 'tuple')) return collectionOf('list', structures) ?? undefined;
  if (only('set')) return collectionOf('set', structures);
  return kinds.has('object') && kinds.has('tuple') ? null : undefined;
}

function elementsOf(type: Structure): readonly TfType[] {
  if (type.kind === 'tuple') return type.elements;
  return type.kind === 'object'
    ? [...type.attributes.values()].map(({ type: attribute }) => attribute)
    : [type.element];
}

function collectionOf(kind: 'list' | 'set' | 'map', types: readonly Structure[]): TfType | null {
  const element = unify(types.flatMap(elementsOf));
  return element === null ? null : { kind, element };
}

function unifyObjects(types: readonly Structure[]): TfType | null {
  const objects = types.filter((type) => type.kind === 'object');
  const [first] = objects;
  if (first === undefined) return null;
  const alike = objects.every(
    ({ attributes }) =>
      attributes.size === first.attributes.size && [...attributes.keys()].every((name) => first.attributes.has(name)),
  );
  if (!alike) return collectionOf('map', types);
  const unified: [string, TfType][] = [];
  for (const name of [...first.attributes.keys()].sort(compareText)) {
    const type = unify(objects.map(({ attributes }) => attributes.get(name)?.type ?? 'dynamic'));
    if (type === null) return null;
    unified.push([name, type]);
  }
  return objectType(unified);
}

function unifyTuples(types: readonly Structure[]): TfType | null {
  const tuples = types.filter((type) => type.kind === 'tuple');
  const length = tuples[0]?.elements.length ?? 0;
  if (tuples.some(({ elements }) => elements.length !== length)) return collectionOf('list', types);
  const elements: TfType[] = [];
  for (let index = 0; index < length; index += 1) {
    const type = unify(tuples.map((tuple) => tuple.elements[index] ?? 'dynamic'));
    if (type === null) return null;
    elements.push(type);
  }
  return { kind: 'tuple', elements };
}

/** The first type that all others convert to. Strings come first, since every primitive can be written as one. */
function unifyByPreference(types: readonly TfType[]): TfType | null {
  if (types.every((type) => typeof type === 'string')) return types.includes('string') ? 'string' : null;
  // Two of a kind differ in their elements only, so few candidates decide, whatever the number of types.
  // A list is taken before a set.
  const isList = (type: TfType) => typeof type !== 'string' && type.kind === 'list';
  const candidates = [...types.filter(isList).slice(0, 8), ...types.slice(0, 8)];
  return candidates.find((wanted) => types.every((type) => canConvert(type, wanted))) ?? null;
}
