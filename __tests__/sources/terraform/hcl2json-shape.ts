/** Our tree in the shape that `hcl2json` gives, so that the two can be compared: labels nest, bodies are listed, expressions are `${…}`. */
import type { Body, Expression, TemplatePart } from '../../../src/sources/terraform/hcl/ast.js';

/** How to write what is no literal: its source, or the same mark everywhere where an oracle writes it in its own way. */
export type Wrap = (expression: Expression) => string;

export type Shape = string | number | boolean | null | readonly Shape[] | { readonly [key: string]: Shape };

/** Writes an expression as `${` its source `}`. */
export function wrapSource(text: string): Wrap {
  return (expression) => `\${${text.slice(expression.at.offset, expression.end)}}`;
}

/** A body as an object without prototype. */
export function bodyShape(body: Body, wrap: Wrap): Shape {
  const shape: Record<string, Shape> = Object.create(null);
  for (const [name, { expression }] of body.attributes) shape[name] = expressionShape(expression, wrap);
  for (const block of body.blocks) {
    let level = shape;
    const path = [block.type, ...block.labels];
    const last = path.pop() ?? '';
    for (const label of path) {
      level[label] ??= Object.create(null) as Record<string, Shape>;
      level = level[label] as Record<string, Shape>;
    }
    level[last] = [...((level[last] ?? []) as Shape[]), bodyShape(block.body, wrap)];
  }
  return shape;
}

function expressionShape(expression: Expression, wrap: Wrap): Shape {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? escapeText(expression.value) : expression.value;
    case 'unary': {
      const { operand } = expression;
      if (operand.kind !== 'literal') return wrap(expression);
      return expression.operator === '-' ? -Number(operand.value) : !operand.value;
    }
    case 'template': {
      const [only, another] = expression.parts;
      if (only?.kind === 'interpolation' && another === undefined) return expressionShape(only.expression, wrap);
      return expression.parts.map((part) => partText(part, wrap)).join('');
    }
    case 'tuple':
      return expression.elements.map((element) => expressionShape(element, wrap));
    case 'object': {
      const shape: Record<string, Shape> = Object.create(null);
      for (const { key, value } of expression.items) shape[keyText(key, wrap)] = expressionShape(value, wrap);
      return shape;
    }
    default:
      return wrap(expression);
  }
}

/** Text keeps its escapes. */
function escapeText(value: string): string {
  return value.replaceAll(/[$%]\{/g, (mark) => mark.charAt(0) + mark);
}

function keyText(key: Expression, wrap: Wrap): string {
  if (key.kind === 'literal') return String(key.value);
  if (key.kind === 'template') return key.parts.map((part) => partText(part, wrap)).join('');
  return wrap(key);
}

function partText(part: TemplatePart, wrap: Wrap): string {
  switch (part.kind) {
    case 'text':
      return escapeText(part.value);
    case 'interpolation': {
      const { expression } = part;
      if (expression.kind === 'literal') return String(expression.value);
      if (expression.kind === 'template') return expression.parts.map((inner) => partText(inner, wrap)).join('');
      if (expression.kind === 'conditional') {
        const { condition, whenTrue, whenFalse } = expression;
        const branch = (result: Expression): string => partText({ kind: 'interpolation', expression: result }, wrap);
        return choiceText(condition, branch(whenTrue), branch(whenFalse), wrap);
      }
      return wrap(expression);
    }
    case 'if': {
      const branch = (parts: readonly TemplatePart[]): string => parts.map((inner) => partText(inner, wrap)).join('');
      return choiceText(part.condition, branch(part.whenTrue), branch(part.whenFalse), wrap);
    }
    case 'for': {
      const { key, value } = part.iterator;
      const names = key === null ? value : `${key}, ${value}`;
      const inner = part.parts.map((each) => partText(each, wrap)).join('');
      return `%{for ${names} in ${wrap(part.collection).slice(2, -1)}}${inner}%{endfor}`;
    }
  }
}

function choiceText(condition: Expression, whenTrue: string, whenFalse: string, wrap: Wrap): string {
  const otherwise = whenFalse === '' ? '' : `%{else}${whenFalse}`;
  return `%{if ${wrap(condition).slice(2, -1)}}${whenTrue}${otherwise}%{endif}`;
}
