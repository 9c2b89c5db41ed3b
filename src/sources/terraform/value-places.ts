/** Where a part of an attribute's value is written: the object in a list of rules, as far as the value is spelled out. */
import type { Location } from '../../azure/model.js';
import type { AttributeSource } from './block-source.js';
import type { Expression } from './hcl/ast.js';
import { literalString } from './hcl/literals.js';

/**
 * The place of the part, of the `for` or of the call that makes it and others, or of what is nearest around it.
 * @param path names and indexes inside of the value
 * @returns `null` where nothing on the way is spelled out: the value comes from elsewhere
 */
export function placeOfValue(attribute: AttributeSource, path: readonly (string | number)[]): Location | null {
  let expression = spelledOut(attribute.expression);
  let place: Expression | null = null;
  for (const step of path) {
    const next = partOf(expression, step);
    if (next === null) break;
    expression = spelledOut(next);
    place = next;
  }
  return place === null ? null : { file: attribute.location.file, line: place.at.line, column: place.at.column };
}

/** Without what changes nothing about it: parentheses, and the JSON text that azapi 1 takes. */
function spelledOut(expression: Expression): Expression {
  if (expression.kind === 'parentheses') return spelledOut(expression.inner);
  const [only, another] = expression.kind === 'call' ? expression.arguments : [];
  const isText = expression.kind === 'call' && expression.name === 'jsonencode';
  return isText && only !== undefined && another === undefined ? spelledOut(only) : expression;
}

function partOf(expression: Expression, step: string | number): Expression | null {
  if (expression.kind === 'object')
    return expression.items.findLast(({ key }) => literalString(key) === step)?.value ?? null;
  if (typeof step !== 'number') return null;
  if (expression.kind === 'for') return expression.key === null ? expression.value : null;
  return expression.kind === 'tuple' ? (expression.elements[step] ?? null) : null;
}
