/** Expressions as text again, for messages about what stays open. Short: people read them. */
import { quoted } from './open.js';
import { type ArmValue, type Expression, OPEN } from './types.js';
import { isOpen } from './values.js';

const DEEPEST = 6;
const MOST_ARGUMENTS = 8;

/** An expression as it is written, with `…` for what is too deep to read. */
export function printExpression(expression: Expression, depth = 0): string {
  if (depth > DEEPEST) return '…';
  if (expression.kind === 'literal') return printScalar(expression.value);
  if (expression.kind === 'call')
    return printCall(
      expression.name,
      expression.args.map((one) => printExpression(one, depth + 1)),
    );
  return printMember(printExpression(expression.object, depth + 1), expression.key, depth);
}

/** The call of a function with its decided arguments put in. Arrays and objects stay as they are written, which is shorter. */
export function printEvaluated(name: string, args: readonly Expression[], values: readonly ArmValue[]): string {
  return printCall(
    name,
    values.slice(0, MOST_ARGUMENTS + 1).map((value, index) => {
      if (isOpen(value)) return value[OPEN].text;
      const written = args[index];
      return typeof value === 'object' && value !== null && written !== undefined
        ? printExpression(written, 1)
        : printScalar(typeof value === 'object' ? null : value);
    }),
  );
}

/** `.name` where the language allows it, `['…']` elsewhere. */
export function printKey(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${quoted(key)}]`;
}

function printCall(name: string, args: readonly string[]): string {
  const shown = args.length > MOST_ARGUMENTS ? [...args.slice(0, MOST_ARGUMENTS), '…'] : args;
  return `${name}(${shown.join(', ')})`;
}

function printMember(object: string, key: Expression, depth: number): string {
  if (key.kind === 'literal' && (typeof key.value === 'string' || typeof key.value === 'number'))
    return object + printKey(key.value);
  return `${object}[${printExpression(key, depth + 1)}]`;
}

function printScalar(value: string | number | boolean | null): string {
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'number' ? String(value) : `${value}()`;
}
