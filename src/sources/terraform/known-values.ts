/** One value out of three shapes that Terraform writes apart: what is known, what is known after apply, what is sensitive. */
import { type Message, msg, sameWords } from '../../azure/message.js';
import { isUnknown, type Unknown, unknown } from '../../azure/value.js';
import { formatPath } from './addresses.js';

/** A JSON object, read only by own properties. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Deepest nesting that is merged; what lies deeper is left open rather than followed without end. */
const MAXIMUM_DEPTH = 100;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property of an object; `undefined` for anything else. Inherited names such as `__proto__` are never seen. */
export function own(value: unknown, name: string | number): unknown {
  if (Array.isArray(value)) return typeof name === 'number' ? value[name] : undefined;
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Whether a merged value is open. */
export const isOpen: (value: unknown) => value is Unknown = isUnknown;

/** Whether a value is open because its author marked it as sensitive. */
export function isSensitive(value: unknown): value is Unknown {
  return isOpen(value) && sameWords(value.unknown, sensitive(''));
}

function sensitive(place: string): Message {
  return msg`${place} is sensitive`;
}

/** What stands in the place of a sensitive value. */
export function sensitiveAt(address: string, path: readonly (string | number)[]): Unknown {
  return unknown(sensitive(`${address}: ${formatPath(path)}`));
}

function mayMark(shape: unknown): boolean {
  return shape === true || (typeof shape === 'object' && shape !== null);
}

/**
 * Lays `after_unknown` and `sensitive_values` over the known values: the answer has an {@link Unknown} wherever one of them says `true`.
 * Sensitive values never leave this function.
 * @param address the resource, for the reasons: `azurerm_subnet.ml: address_prefixes is known after apply`
 */
export function mergeValues(
  known: unknown,
  unknownShape: unknown,
  sensitiveShape: unknown,
  address: string,
  path: readonly (string | number)[] = [],
): unknown {
  if (sensitiveShape === true) return known === null ? null : sensitiveAt(address, path);
  if (unknownShape === true) return unknown(msg`${`${address}: ${formatPath(path)}`} is known after apply`);
  if (!mayMark(unknownShape) && !mayMark(sensitiveShape)) return known ?? null;
  if (path.length > MAXIMUM_DEPTH)
    return unknown(msg`${`${address}: ${formatPath(path.slice(0, 3))}`} is nested too deeply`);
  if (Array.isArray(known) || (known === undefined && Array.isArray(unknownShape))) {
    const items: readonly unknown[] = Array.isArray(known) ? known : [];
    const length = Math.max(items.length, Array.isArray(unknownShape) ? unknownShape.length : 0);
    return Array.from({ length }, (_, at) =>
      mergeValues(items[at], own(unknownShape, at), own(sensitiveShape, at), address, [...path, at]),
    );
  }
  if (isObject(known) || (known === undefined && isObject(unknownShape))) {
    const names = new Set([...Object.keys(known ?? {}), ...(isObject(unknownShape) ? Object.keys(unknownShape) : [])]);
    return Object.fromEntries(
      [...names].map((name) => [
        name,
        mergeValues(own(known, name), own(unknownShape, name), own(sensitiveShape, name), address, [...path, name]),
      ]),
    );
  }
  return known ?? null;
}
