/** One resource that an answer shows several times: what its copies agree on is known, the rest is open. */
import type { Message } from '../../../azure/message.js';
import { unknown } from '../../../azure/value.js';
import { isObject, member, textMember } from './members.js';

/**
 * Two bodies as one. Lists are taken element by element where they are equally long and their elements have the same names; what differs in any other
 * way is open.
 * @param reason why a value is open
 */
export function agreed(one: unknown, other: unknown, reason: Message): unknown {
  if (one === other) return one;
  if (Array.isArray(one) && Array.isArray(other)) {
    const fits =
      one.length === other.length && one.every((item, index) => textMember(item, 'name') === nameAt(other, index));
    return fits ? one.map((item: unknown, index) => agreed(item, other[index], reason)) : unknown(reason);
  }
  if (!isObject(one) || !isObject(other)) return unknown(reason);
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, agreed(member(one, key), member(other, key), reason)] as const),
  );
}

function nameAt(list: readonly unknown[], index: number): string | null {
  return textMember(list[index], 'name');
}
