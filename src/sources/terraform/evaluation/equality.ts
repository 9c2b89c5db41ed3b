/** Whether two values are equal, as far as they are known. */
import { compareNumbers } from './numbers.js';
import { keyOf } from './sets.js';
import type { TfUnknown, TfValue } from './types.js';
import { canConvert, sameType, typeOf } from './types-of.js';
import {
  hasUnknown,
  isMapping,
  isSequence,
  isUnknownValue,
  type Mapping,
  type Sequence,
  unknownFrom,
} from './values.js';

/** Equal, not equal, or open. Both without marks and settled. Values of different types are never equal: `5 == "5"` is false. */
export function equal(left: TfValue, right: TfValue): boolean | TfUnknown {
  if (left === right && !isUnknownValue(left)) return hasUnknown(left) ? unknownFrom([left]) : true;
  if (isUnknownValue(left) || isUnknownValue(right)) return unknownFrom([left, right]);
  if (left === null || right === null) return false;
  if (typeof left === 'number' && typeof right === 'number') return equalNumbers(left, right);
  if (isSequence(left) && isSequence(right)) return equalSequences(left, right);
  if (isMapping(left) && isMapping(right)) return equalMappings(left, right);
  return false;
}

function equalNumbers(left: number, right: number): boolean | TfUnknown {
  const order = compareNumbers(left, right);
  return order === null ? unknownFrom([]) : order === 0;
}

function equalSequences(left: Sequence, right: Sequence): boolean | TfUnknown {
  if (left.kind !== right.kind) return false;
  if (left.kind !== 'tuple' && !sameElements(left, right)) return false;
  if (left.kind === 'set') {
    if (hasUnknown(left) || hasUnknown(right)) return unknownFrom([left, right]);
    return keyOf(left) === keyOf(right);
  }
  if (left.items.length !== right.items.length) return false;
  return all(left.items.map((item, index) => [item, right.items[index] ?? null]));
}

/** Whether element types allow equality. Where one is not known in full, the elements themselves tell. */
function sameElements(left: TfValue, right: TfValue): boolean {
  const [a, b] = [typeOf(left), typeOf(right)];
  if (sameType(a, b)) return true;
  const open = hasUnknown(left) || hasUnknown(right);
  return open && canConvert(a, b);
}

function equalMappings(left: Mapping, right: Mapping): boolean | TfUnknown {
  if (left.kind !== right.kind) return false;
  if (left.kind === 'map' && !sameElements(left, right)) return false;
  const open = (value: Mapping) => value.kind === 'object' && value.open !== null;
  if (open(left) || open(right)) return unknownFrom([left, right]);
  if (left.entries.size !== right.entries.size) return false;
  const pairs: [TfValue, TfValue][] = [];
  for (const [name, value] of left.entries) {
    const other = right.entries.get(name);
    if (other === undefined) return false;
    pairs.push([value, other]);
  }
  return all(pairs);
}

/** One difference decides, whatever else is open. */
function all(pairs: readonly (readonly [TfValue, TfValue])[]): boolean | TfUnknown {
  let open: TfUnknown | null = null;
  for (const [left, right] of pairs) {
    const answer = equal(left, right);
    if (answer === false) return false;
    if (answer !== true) open ??= answer;
  }
  return open ?? true;
}
