/** Values as text: how a scalar looks inside a string, and any value as compact JSON. */
import { LONGEST_STRING, spend, spendString } from './budget.js';
import type { ArmValue, Budget } from './types.js';
import { isArray, isObject, isOpen } from './values.js';

/** A string, number or truth value as .NET writes it (`True`); `null` for anything else. */
export function scalarText(value: ArmValue): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : null;
}

/** Compact JSON of a value without open parts, charged as it grows. @throws {LimitError} */
export function compactJson(value: ArmValue, budget: Budget, at: number): string {
  const pieces: string[] = [];
  let length = 0;
  const write = (piece: string): void => {
    length += piece.length;
    if (length > LONGEST_STRING) spendString(budget, length, at);
    spend(budget, 'characters', piece.length, at);
    pieces.push(piece);
  };
  const visit = (one: ArmValue): void => {
    if (isOpen(one)) write('null');
    else if (isArray(one)) {
      write('[');
      one.forEach((element, index) => {
        if (index > 0) write(',');
        visit(element);
      });
      write(']');
    } else if (isObject(one)) {
      write('{');
      Object.keys(one).forEach((name, index) => {
        write(`${index > 0 ? ',' : ''}${JSON.stringify(name)}:`);
        visit(one[name] ?? null);
      });
      write('}');
    } else write(JSON.stringify(one));
  };
  visit(value);
  return pieces.join('');
}
