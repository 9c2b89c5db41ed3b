/** The values that need no evaluation: literals, and lists and objects of nothing else. */
import type { Expression } from './ast.js';

/** A value as JSON has it; objects are maps, since their keys come from the file. */
export type LiteralValue =
  | string
  | number
  | boolean
  | null
  | readonly LiteralValue[]
  | { readonly entries: ReadonlyMap<string, LiteralValue> };

/** The value of an expression without any reference, operator or call but a number's sign; `undefined` for every other expression. */
export function literalValue(expression: Expression): LiteralValue | undefined {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'parentheses':
      return literalValue(expression.inner);
    case 'unary': {
      const value = literalValue(expression.operand);
      if (expression.operator === '-' && typeof value === 'number') return -value;
      return expression.operator === '!' && typeof value === 'boolean' ? !value : undefined;
    }
    case 'tuple': {
      const elements: LiteralValue[] = [];
      for (const element of expression.elements) {
        const value = literalValue(element);
        if (value === undefined) return undefined;
        elements.push(value);
      }
      return elements;
    }
    case 'object': {
      const entries = new Map<string, LiteralValue>();
      for (const item of expression.items) {
        const key = literalString(item.key);
        const value = literalValue(item.value);
        if (key === null || value === undefined) return undefined;
        entries.set(key, value);
      }
      return { entries };
    }
    default:
      return undefined;
  }
}

/** The text of a literal where a string is wanted (numbers and booleans are written out, as Terraform does); `null` for any other expression. */
export function literalString(expression: Expression): string | null {
  const value = literalValue(expression);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** As JSON has it. Keys of the files become own properties, whatever they are. */
export function plainLiteral(value: LiteralValue): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (!isEntries(value)) return value.map(plainLiteral);
  return Object.fromEntries([...value.entries].map(([key, inner]) => [key, plainLiteral(inner)]));
}

function isEntries(value: object): value is { readonly entries: ReadonlyMap<string, LiteralValue> } {
  return !Array.isArray(value);
}
