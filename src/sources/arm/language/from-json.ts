/** JSON that was read elsewhere as values of the language. */
import { msg } from '../../../azure/message.js';
import { open } from './open.js';
import { type ArmValue, OPEN } from './types.js';
import { objectOf } from './values.js';

/** Deeper than this is no value; what a scanner of JSON may still accept. */
const DEEPEST = 100;

/**
 * A value as `JSON.parse` gives it, with objects that no name can harm. Open values stay; whole numbers that a double does not hold exactly become open.
 * `undefined` where it is nested deeper than 100 levels or holds something that JSON has not.
 */
export function fromJson(json: unknown, depth = 0): ArmValue | undefined {
  if (json === null || typeof json === 'string' || typeof json === 'boolean') return json;
  if (typeof json === 'number') return numberOf(json);
  if (typeof json !== 'object' || depth >= DEEPEST) return undefined;
  if (OPEN in json) return json as ArmValue;
  if (Array.isArray(json)) {
    const elements: ArmValue[] = [];
    for (const one of json as readonly unknown[]) {
      const element = fromJson(one, depth + 1);
      if (element === undefined) return undefined;
      elements.push(element);
    }
    return elements;
  }
  const members: [string, ArmValue][] = [];
  for (const name of Object.keys(json)) {
    const value = fromJson((json as Readonly<Record<string, unknown>>)[name], depth + 1);
    if (value === undefined) return undefined;
    members.push([name, value]);
  }
  return objectOf(members);
}

/** Two numbers that look the same as doubles need not be the same. */
const UNIQUE = { next: 0 };

function numberOf(value: number): ArmValue {
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return open(msg`the number ${value} is too large to be calculated with exactly`, String(value), {
      identity: `number ${value} ${UNIQUE.next++}`,
      type: 'int',
    });
  return Number.isFinite(value)
    ? value
    : open(msg`a number is too large`, 'a number', { identity: `number ${UNIQUE.next++}`, type: 'int' });
}
