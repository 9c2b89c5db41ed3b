/** One resource that a template declares more than once: what holds whichever of them is deployed last. */
import type { Message } from '../../../azure/message.js';
import { identityOf, open } from '../language/open.js';
import { same } from '../language/same.js';
import type { ArmValue } from '../language/types.js';
import { isArray, isObject, memberOf, objectOf } from '../language/values.js';

/**
 * The value that is one of two. Objects are looked into; elements of lists are told apart by their names.
 * @param step is called for every pair that is compared, and may throw
 */
export function either(
  a: ArmValue | undefined,
  b: ArmValue | undefined,
  reason: Message,
  step: () => void,
): ArmValue | undefined {
  if (a === undefined && b === undefined) return undefined;
  if (a === undefined || b === undefined) return undecided(reason, a ?? null, b ?? null);
  if (same(a, b, step) === true) return a;
  if (isObject(a) && isObject(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return objectOf(
      [...names].map((name) => [name, either(memberOf(a, name), memberOf(b, name), reason, step) ?? null] as const),
    );
  }
  if (isArray(a) && isArray(b)) return eitherList(a, b, reason, step) ?? undecided(reason, a, b);
  return undecided(reason, a, b);
}

function undecided(reason: Message, a: ArmValue, b: ArmValue): ArmValue {
  return open(reason, 'one of several', {
    identity: `either(${identityOf(a)},${identityOf(b)})`,
    alternatives: [a, b],
  });
}

/** Elements of one name; those that only one list has may be there or not. */
function eitherList(
  a: readonly ArmValue[],
  b: readonly ArmValue[],
  reason: Message,
  step: () => void,
): readonly ArmValue[] | null {
  const [left, right] = [byName(a), byName(b)];
  if (left === null || right === null) return null;
  const common = [...left].flatMap(([name, one]) => {
    const other = right.get(name);
    return other === undefined ? [] : [either(one, other, reason, step) ?? null];
  });
  const whole = common.length === a.length && common.length === b.length;
  return whole
    ? common
    : [
        ...common,
        open(reason, 'elements of one of several', {
          identity: `rest(${identityOf(a)},${identityOf(b)})`,
          spread: true,
        }),
      ];
}

function byName(list: readonly ArmValue[]): ReadonlyMap<string, ArmValue> | null {
  const named = new Map<string, ArmValue>();
  for (const item of list) {
    const name = isObject(item) ? memberOf(item, 'name') : undefined;
    if (typeof name !== 'string') return null;
    named.set(name.toLowerCase(), item);
  }
  return named.size === list.length ? named : null;
}
