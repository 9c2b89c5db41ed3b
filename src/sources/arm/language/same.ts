/** Whether two values are equal, where open values allow an answer: `true`, `false`, or `null` for "it depends". */
import { identityOf } from './open.js';
import { type ArmObject, type ArmValue, OPEN, type Open } from './types.js';
import { fixedLength, isArray, isObject, isOpen, isSpread, ownName, typeOf } from './values.js';

/**
 * Strings are compared with case, names of members too but for order; values of different types differ.
 * @param step is called for every pair that is looked at, and may throw
 */
export function same(a: ArmValue, b: ArmValue, step: () => void): boolean | null {
  step();
  if (a === b) return !isOpen(a) || !a[OPEN].spread ? true : null;
  if (isOpen(a) || isOpen(b)) return sameOpen(a, b, step);
  if (isArray(a) && isArray(b)) return sameArrays(a, b, step);
  if (isObject(a) && isObject(b)) return sameObjects(a, b, step);
  return false;
}

/** `and` of three values. */
export function allOf(answers: Iterable<boolean | null>): boolean | null {
  let result: boolean | null = true;
  for (const answer of answers) {
    if (answer === false) return false;
    if (answer === null) result = null;
  }
  return result;
}

function sameOpen(a: ArmValue, b: ArmValue, step: () => void): boolean | null {
  if (isOpen(a) && isOpen(b) && a[OPEN].identity === b[OPEN].identity) return true;
  const [x, y] = [typeOf(a), typeOf(b)];
  if (x !== null && y !== null && x !== y) return false;
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const alternatives = isOpen(one) ? one[OPEN].alternatives : null;
    // The alternatives of the other side are looked at in turn; an alternative has none itself.
    if (alternatives !== null) return agreed(alternatives.map((value) => same(value, other, step)));
  }
  return differByParts(a, b) ? false : null;
}

/** What all answers say, or `null`. */
function agreed(answers: readonly (boolean | null)[]): boolean | null {
  const [first = null] = answers;
  return answers.every((answer) => answer === first) ? first : null;
}

/** Strings whose known beginnings or ends do not fit, or of which a known one is too short. */
function differByParts(a: ArmValue, b: ArmValue): boolean {
  const [x, y] = [partsOf(a), partsOf(b)];
  if (x === null || y === null) return false;
  const [startX, startY] = [edge(x.at(0)), edge(y.at(0))];
  const [endX, endY] = [edge(x.at(-1)), edge(y.at(-1))];
  const start = Math.min(startX.length, startY.length);
  const end = Math.min(endX.length, endY.length);
  if (startX.slice(0, start) !== startY.slice(0, start)) return true;
  if (endX.slice(endX.length - end) !== endY.slice(endY.length - end)) return true;
  return tooShort(a, y) || tooShort(b, x);
}

function tooShort(known: ArmValue, parts: readonly (string | Open)[]): boolean {
  return typeof known === 'string' && known.length < knownLength(parts);
}

function knownLength(parts: readonly (string | Open)[]): number {
  return parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
}

function edge(part: string | Open | undefined): string {
  return typeof part === 'string' ? part : '';
}

function partsOf(value: ArmValue): readonly (string | Open)[] | null {
  if (typeof value === 'string') return [value];
  return isOpen(value) ? value[OPEN].parts : null;
}

function sameArrays(a: readonly ArmValue[], b: readonly ArmValue[], step: () => void): boolean | null {
  const [fixedA, fixedB] = [fixedLength(a), fixedLength(b)];
  const whole = fixedA === a.length && fixedB === b.length;
  if (whole && a.length !== b.length) return false;
  if (fixedA === a.length && b.filter((one) => !isSpread(one)).length > a.length) return false;
  if (fixedB === b.length && a.filter((one) => !isSpread(one)).length > b.length) return false;
  let result: boolean | null = whole || identityOf(a) === identityOf(b) ? true : null;
  for (let i = 0; i < Math.min(fixedA, fixedB); i++) {
    const answer = same(a[i] ?? null, b[i] ?? null, step);
    if (answer === false) return false;
    if (answer === null) result = null;
  }
  return result;
}

function sameObjects(a: ArmObject, b: ArmObject, step: () => void): boolean | null {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  let result: boolean | null = true;
  for (const name of names) {
    const other = ownName(b, name);
    if (other === null) return false;
    // Whether Azure tells names apart that differ by case only is not documented.
    const answer = other === name ? same(a[name] ?? null, b[name] ?? null, step) : null;
    if (answer === false) return false;
    if (answer === null) result = null;
  }
  return result;
}
