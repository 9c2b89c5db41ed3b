/** Attributes and elements: `value.name`, `value[key]`. */
import { msg } from '../../../azure/message.js';
import { attributeOfUnknown, convertTo, stepFrom } from './convert.js';
import { fail } from './failure.js';
import type { TfUnknown, TfValue } from './types.js';
import {
  compareText,
  hasUnknown,
  isDeferred,
  isMapping,
  isSequence,
  isUnknownValue,
  type Mapping,
  remark,
  type Sequence,
  unknownFrom,
  unknownOf,
  withoutMark,
} from './values.js';

/** `value.name`. @throws EvaluationFailure */
export function takeAttribute(source: TfValue, name: string): TfValue {
  if (isDeferred(source)) {
    return orMissing(source.attribute(name), name);
  }
  const { value, sensitive } = withoutMark(source);
  if (isUnknownValue(value)) return remark(attributeOfUnknown(value, name), sensitive);
  if (value === null) return fail(msg`the attribute "${name}" is taken of null`);
  if (!isMapping(value)) return fail(msg`the attribute "${name}" is taken of a value that is no object`);
  return remark(orMissing(entryOf(value, name), name), sensitive);
}

/** Null is a value like any other. */
const orMissing = (found: TfValue | undefined, name: string): TfValue =>
  found === undefined ? fail(msg`there is no attribute "${name}"`) : found;

/** An entry, or what it is in an object that may have more. */
export function entryOf(value: Mapping, name: string): TfValue | undefined {
  const found = value.entries.get(name);
  if (found !== undefined) return found;
  return value.kind === 'object' && value.open !== null ? attributeOfUnknown(value.open, name) : undefined;
}

/** `source[key]`. @throws EvaluationFailure */
export function takeElement(source: TfValue, key: TfValue): TfValue {
  const { value: index, sensitive: secretKey } = withoutMark(key);
  if (isDeferred(source) && typeof index === 'string' && !secretKey) return takeAttribute(source, index);
  const { value, sensitive } = withoutMark(source);
  return remark(elementOfBare(value, index, secretKey), sensitive || secretKey);
}

function elementOfBare(value: TfValue, index: TfValue, secretKey: boolean): TfValue {
  if (index === null) return fail(msg`an index is null`);
  if (value === null) return fail(msg`an element is taken of null`);
  if (isUnknownValue(value)) return stepByKey(value, index, secretKey);
  if (!isSequence(value) && !isMapping(value)) return fail(msg`an element is taken of a value that has none`);
  if (isSequence(value) && value.kind === 'set') return fail(msg`the elements of a set have no index`);
  // It may be any element: what each refers to, this may refer to.
  if (isUnknownValue(index)) return unknownFrom([index, value]);
  return isSequence(value) ? elementOfSequence(value, index) : elementOfMapping(value, index);
}

function stepByKey(value: TfUnknown, index: TfValue, secretKey: boolean): TfUnknown {
  if (isUnknownValue(index)) return unknownFrom([value, index]);
  if (!secretKey && typeof index === 'number') return stepFrom(value, `[${index}]`);
  if (!secretKey && typeof index === 'string') return stepFrom(value, `[${JSON.stringify(index)}]`);
  return unknownOf(value.reason, value.references, true);
}

function elementOfSequence(value: Sequence, key: TfValue): TfValue {
  const index = convertTo(key, 'number');
  if (typeof index !== 'number' || !Number.isInteger(index))
    return fail(msg`the index of an element is a whole number`);
  const found = value.items[index];
  if (found === undefined) return fail(msg`there is no element of this index`);
  return found;
}

function elementOfMapping(value: Mapping, key: TfValue): TfValue {
  const name = convertTo(key, 'string');
  if (typeof name !== 'string') return fail(msg`the key of an element is a string`);
  const found = entryOf(value, name);
  if (found !== undefined) return found;
  return fail(msg`there is no element of this key`);
}

/** The elements that a `for`, a splat or a `for_each` goes through, with their keys; an unknown where they cannot be told. */
export function elementsOf(value: TfValue): readonly (readonly [key: TfValue, value: TfValue])[] | TfUnknown | null {
  if (isUnknownValue(value)) return value;
  if (isSequence(value)) {
    if (value.kind !== 'set') return value.items.map((item, index) => [index, item]);
    if (value.items.length > 1 && hasUnknown(value)) return unknownFrom([value]);
    return value.items.map((item) => [item, item]);
  }
  if (!isMapping(value)) return null;
  if (value.kind === 'object' && value.open !== null) return unknownFrom([value]);
  return [...value.entries].sort(([left], [right]) => compareText(left, right));
}
