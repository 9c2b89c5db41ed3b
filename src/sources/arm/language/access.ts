/** `value.name` and `value[index]`, also where the value or the index is open. */
import { msg } from '../../../azure/message.js';
import { ExpressionError } from './errors.js';
import { alternativesOf, identityOf, open } from './open.js';
import { printKey } from './print.js';
import { same } from './same.js';
import { type ArmValue, OPEN, type Open } from './types.js';
import { fixedLength, isArray, isObject, isOpen, memberOf, typeOf } from './values.js';

/**
 * A member of an object (by its name in any case) or an element of an array.
 * @param text what the value is called in messages
 * @throws {ExpressionError} where there is no such member
 */
export function member(value: ArmValue, key: ArmValue, at: number, text: () => string, step: () => void): ArmValue {
  if (isOpen(value)) return memberOfOpen(value, key, at, text, step);
  if (isOpen(key)) return byOpenKey(value, key, at, text);
  if (isArray(value)) return element(value, key, at, text);
  if (!isObject(value)) throw new ExpressionError(msg`${text()} is ${typeName(value)} and has no members`, at);
  if (typeof key !== 'string') throw new ExpressionError(msg`a member of ${text()} has a name, not a number`, at);
  const found = memberOf(value, key);
  if (found === undefined) throw new ExpressionError(msg`${text()} has no property ${key}`, at);
  return found;
}

/**
 * What is one of several values: the value itself where they are the same.
 * @param reason the open value on which it depends
 * @param name how the result is written, and what identifies it
 */
export function oneOf(
  values: readonly ArmValue[],
  reason: Open,
  { text, identity }: { readonly text: string; readonly identity: string },
  step: () => void,
): ArmValue {
  const all = alternativesOf(values);
  const [first = null] = all ?? [];
  if (all?.every((value) => same(first, value, step) === true)) return first;
  const types = new Set((all ?? [null]).map((value) => typeOf(value)));
  const [type = null] = types;
  return open(reason.unknown, text, {
    identity,
    type: all !== null && types.size === 1 ? type : null,
    alternatives: all,
    secure: values.some((value) => isOpen(value) && value[OPEN].secure),
  });
}

function memberOfOpen(value: Open, key: ArmValue, at: number, text: () => string, step: () => void): ArmValue {
  const { members, alternatives, identity, text: whole, secure } = value[OPEN];
  const known = members === null || typeof key !== 'string' ? undefined : memberOf(members, key);
  if (known !== undefined) return known;
  const name = isOpen(key) ? `${whole}[${key[OPEN].text}]` : whole + printKey(keyOf(key, at));
  const own = `${identity}[${typeof key === 'string' ? key.toLowerCase() : identityOf(key)}]`;
  if (alternatives !== null) {
    const found = alternatives.flatMap((one) => {
      try {
        return isOpen(one) && one === value ? [] : [member(one, key, at, text, step)];
      } catch (error) {
        // Only the branch that is taken has to have the member.
        if (error instanceof ExpressionError && error.name === 'ExpressionError') return [];
        throw error;
      }
    });
    if (found.length > 0) return oneOf(found, value, { text: name, identity: own }, step);
  }
  return open(value.unknown, name, { identity: own, secure });
}

function keyOf(key: ArmValue, at: number): string | number {
  if (typeof key === 'string' || typeof key === 'number') return key;
  throw new ExpressionError(msg`a member is named by a string or a number, not by ${typeName(key)}`, at);
}

function byOpenKey(value: ArmValue, key: Open, at: number, text: () => string): ArmValue {
  if (!isArray(value) && !isObject(value))
    throw new ExpressionError(msg`${text()} is ${typeName(value)} and has no members`, at);
  return open(key.unknown, `${text()}[${key[OPEN].text}]`, { identity: `${identityOf(value)}[${key[OPEN].identity}]` });
}

function element(array: readonly ArmValue[], key: ArmValue, at: number, text: () => string): ArmValue {
  if (typeof key !== 'number' || !Number.isInteger(key))
    throw new ExpressionError(msg`an element of ${text()} is named by a number, not by ${typeName(key)}`, at);
  const fixed = fixedLength(array);
  const found = key >= 0 && key < fixed ? array[key] : undefined;
  if (found !== undefined) return found;
  const spread = array[fixed];
  if (spread === undefined || key < 0)
    throw new ExpressionError(msg`${text()} has ${array.length} elements and none with the index ${key}`, at);
  const rest = spread as Open;
  return open(rest.unknown, `${text()}[${key}]`, { identity: `${identityOf(array)}[${key}]` });
}

function typeName(value: ArmValue): string {
  return typeOf(value) ?? 'null';
}
