/** The values of the language: telling them apart, looking into objects without case, making objects that no name can harm. */
import { type ArmObject, type ArmType, type ArmValue, OPEN, type Open } from './types.js';

export function isOpen(value: unknown): value is Open {
  return typeof value === 'object' && value !== null && OPEN in value;
}

export function isArray(value: ArmValue): value is readonly ArmValue[] {
  return Array.isArray(value);
}

/** An object that is neither an array nor open. */
export function isObject(value: ArmValue): value is ArmObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(OPEN in value);
}

/** The type of a value; `null` where it is open and not even that is known. Numbers with fractions count as `int`, the only number there is. */
export function typeOf(value: ArmValue): ArmType | null {
  if (isOpen(value)) return value[OPEN].type;
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'int';
  return typeof value === 'boolean' ? 'bool' : 'object';
}

/** Large objects remember their names without case, or reading one member after the other would be quadratic. */
const FOLDED = new WeakMap<ArmObject, ReadonlyMap<string, string>>();
const SMALL = 8;

/** The name by which an object has a member, without case; `null` where it has none. */
export function ownName(object: ArmObject, name: string): string | null {
  if (Object.hasOwn(object, name)) return name;
  const wanted = name.toLowerCase();
  const known = FOLDED.get(object);
  if (known !== undefined) return known.get(wanted) ?? null;
  const names = Object.keys(object);
  if (names.length <= SMALL) return names.find((own) => own.toLowerCase() === wanted) ?? null;
  const folded = new Map(names.map((own) => [own.toLowerCase(), own]));
  FOLDED.set(object, folded);
  return folded.get(wanted) ?? null;
}

/** A member, by its name in any case; `undefined` where there is none. */
export function memberOf(object: ArmObject, name: string): ArmValue | undefined {
  const own = ownName(object, name);
  return own === null ? undefined : object[own];
}

/** An object of these members; of names that differ by case only, the first spelling and the last value stay. */
export function objectOf(members: Iterable<readonly [name: string, value: ArmValue]>): ArmObject {
  const result: Record<string, ArmValue> = Object.create(null) as Record<string, ArmValue>;
  const spelling = new Map<string, string>();
  for (const [name, value] of members) {
    const folded = name.toLowerCase();
    const first = spelling.get(folded) ?? name;
    spelling.set(folded, first);
    result[first] = value;
  }
  return result;
}

/** An open element that stands for any number of others. */
export function isSpread(value: ArmValue): value is Open {
  return isOpen(value) && value[OPEN].spread;
}

/** How many elements surely stand at the beginning of an array: those before the first {@link isSpread}. */
export function fixedLength(array: readonly ArmValue[]): number {
  const first = array.findIndex(isSpread);
  return first < 0 ? array.length : first;
}

/** Sorts names as `items` does: by letters, without case first. */
export function compareNames(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  if (x !== y) return x < y ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
