/** Three-valued input: a value is known, or it is named by what it waits for. */

import { isMessage, type Message } from './message.js';

/** A value that the input leaves open. `unknown` says which one, in the input's own words: `azurerm_x.y.attribute is known after apply`. */
export interface Unknown {
  readonly unknown: Message;
}

/** A known value or an {@link Unknown}. `T` must not itself have a property `unknown`. */
export type Value<T> = T | Unknown;

/** Whether a value is left open by the input. An object of a file that has a property `unknown` of its own is not. */
export function isUnknown(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && 'unknown' in value && isMessage(value.unknown);
}

/** Makes an {@link Unknown}. @param reason what the value waits for, a clause without a full stop */
export function unknown(reason: Message): Unknown {
  return { unknown: reason };
}

/** Applies `f` to a known value; an unknown one stays as it is. */
export function mapValue<T, U>(value: Value<T>, f: (known: T) => U): Value<U> {
  return isUnknown(value) ? value : f(value);
}

/** The known value, or `fallback` where it is open. Only for places where the fallback decides nothing. */
export function knownOr<T, U>(value: Value<T>, fallback: U): T | U {
  return isUnknown(value) ? fallback : value;
}
