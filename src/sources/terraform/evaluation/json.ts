/** JSON as Terraform writes it: names in order, all digits, and no character that HTML would take for markup. */

import { msg } from '../../../azure/message.js';
import { fail } from './failure.js';
import { formatNumber } from './numbers.js';
import type { TfValue } from './types.js';
import { isMapping, isSequence, sortedNames, tooPrecise } from './values.js';

const UNSAFE = /[<>&\u2028\u2029]/g;

/** A string between quotes. Control characters are written as Go writes them. */
export function jsonString(text: string): string {
  const quoted = JSON.stringify(text).replace(
    UNSAFE,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return quoted;
}

/** The value as JSON, without blanks. Nothing open or sensitive may be inside. @throws EvaluationFailure, Undecided */
export function toJson(value: TfValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return formatNumber(value) ?? tooPrecise();
  if (typeof value === 'string') return jsonString(value);
  if (isSequence(value)) return `[${value.items.map(toJson).join(',')}]`;
  if (isMapping(value)) {
    const members = sortedNames(value).map((name) => `${jsonString(name)}:${toJson(value.entries.get(name) ?? null)}`);
    return `{${members.join(',')}}`;
  }
  return fail(msg`this value cannot be written as JSON`);
}
