/** Arguments of a block that another block can say as well, word for word. */
import type { Block, Expression, Step, TemplatePart } from '../sources/terraform/hcl/ast.js';

/** Names that mean something else, or nothing, in another block. */
const OWN: ReadonlySet<string> = new Set(['each', 'count', 'self']);

/** @returns `copied`: the text of each argument that is there; `left`: those that are there and cannot be copied */
export function copiedFrom(
  text: string,
  block: Block,
  names: readonly string[],
): { readonly copied: ReadonlyMap<string, string>; readonly left: readonly string[] } {
  const copied = new Map<string, string>();
  const left: string[] = [];
  for (const name of names) {
    const expression = block.body.attributes.get(name)?.expression;
    if (expression === undefined) continue;
    const written = text.slice(expression.at.offset, expression.end);
    if (written.includes('\n') || isOwn(expression)) left.push(name);
    else copied.set(name, written);
  }
  return { copied, left };
}

/** Whether an expression depends on which instance of its block asks. */
function isOwn(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return false;
    case 'variable':
      return OWN.has(expression.name);
    case 'template':
      return expression.parts.some(isOwnPart);
    case 'traversal':
      return isOwn(expression.source) || expression.steps.some(isOwnStep);
    case 'call':
      return expression.arguments.some(isOwn);
    case 'conditional':
      return [expression.condition, expression.whenTrue, expression.whenFalse].some(isOwn);
    case 'unary':
      return isOwn(expression.operand);
    case 'operation':
      return [expression.first, ...expression.rest.map(({ operand }) => operand)].some(isOwn);
    case 'parentheses':
      return isOwn(expression.inner);
    case 'tuple':
      return expression.elements.some(isOwn);
    case 'object':
      return expression.items.some(({ key, value }) => isOwn(key) || isOwn(value));
    case 'for':
      return [expression.collection, expression.key, expression.value, expression.condition].some(
        (part) => part !== null && isOwn(part),
      );
  }
}

function isOwnStep(step: Step): boolean {
  return step.kind === 'index' ? isOwn(step.key) : step.kind === 'splat' && step.steps.some(isOwnStep);
}

function isOwnPart(part: TemplatePart): boolean {
  switch (part.kind) {
    case 'text':
      return false;
    case 'interpolation':
      return isOwn(part.expression);
    case 'if':
      return isOwn(part.condition) || [...part.whenTrue, ...part.whenFalse].some(isOwnPart);
    case 'for':
      return isOwn(part.collection) || part.parts.some(isOwnPart);
  }
}
