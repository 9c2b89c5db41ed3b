/** Values from JSON, and from what parsers of other formats give. */
import { msg } from '../../../azure/message.js';
import { MAXIMUM_VALUE_DEPTH } from './budget.js';
import { isExact } from './numbers.js';
import type { TfValue } from './types.js';
import { objectOf, tupleOf, unknownOf } from './values.js';

/** JSON's types only. Objects may also be maps. Numbers that a double cannot keep, and what is nested too deep, are unknown. */
export function fromPlain(plain: unknown, depth = 0): TfValue {
  if (plain === null || plain === undefined || typeof plain === 'boolean') return plain ?? null;
  if (typeof plain === 'string') return plain.normalize('NFC');
  if (typeof plain === 'number') {
    return isExact(plain) ? plain + 0 : unknownOf(msg`this number needs more digits than are kept here`);
  }
  if (depth >= MAXIMUM_VALUE_DEPTH) return unknownOf(msg`a value is nested deeper than an evaluation goes`);
  if (Array.isArray(plain)) return tupleOf(plain.map((item) => fromPlain(item, depth + 1)));
  if (typeof plain !== 'object') return unknownOf(msg`a value is of no type that the language has`);
  const entries = plain instanceof Map ? [...plain] : Object.entries(plain);
  return objectOf(
    new Map(entries.map(([name, value]) => [String(name).normalize('NFC'), fromPlain(value, depth + 1)])),
  );
}
