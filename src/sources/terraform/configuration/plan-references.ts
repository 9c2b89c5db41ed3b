/** What an expression refers to, in the words of a plan's `references`. */
import type { Expression, Iterator, Step, TemplatePart } from '../hcl/ast.js';

/**
 * The references of an expression, as Terraform writes them into `configuration` of a plan: for each reference the longest form
 * first, then step by step down to the object itself, then the object without its instance key. Each text once, in the order of the file.
 *
 * `azurerm_subnet.this["a"].id` gives itself, `azurerm_subnet.this["a"]` and `azurerm_subnet.this`;
 * `azurerm_subnet.this[each.key].id` gives `azurerm_subnet.this` and `each.key`.
 *
 * @param bound names that refer to nothing outside, for instance the iterators of enclosing `dynamic` blocks
 */
export function references(expression: Expression, bound: ReadonlySet<string> = new Set()): readonly string[] {
  const found = new Set<string>();
  visit(expression, bound, found);
  return [...found];
}

function visit(expression: Expression, bound: ReadonlySet<string>, found: Set<string>): void {
  switch (expression.kind) {
    case 'literal':
      return;
    case 'variable':
      addReference(expression.name, [], bound, found);
      return;
    case 'traversal':
      visitTraversal(expression.source, expression.steps, bound, found);
      return;
    case 'template':
      visitParts(expression.parts, bound, found);
      return;
    case 'call':
      for (const argument of expression.arguments) visit(argument, bound, found);
      return;
    case 'conditional':
      visit(expression.condition, bound, found);
      visit(expression.whenTrue, bound, found);
      visit(expression.whenFalse, bound, found);
      return;
    case 'unary':
      visit(expression.operand, bound, found);
      return;
    case 'operation':
      visit(expression.first, bound, found);
      for (const { operand } of expression.rest) visit(operand, bound, found);
      return;
    case 'parentheses':
      visit(expression.inner, bound, found);
      return;
    case 'tuple':
      for (const element of expression.elements) visit(element, bound, found);
      return;
    case 'object':
      for (const { key, value } of expression.items) {
        visit(key, bound, found);
        visit(value, bound, found);
      }
      return;
    case 'for': {
      visit(expression.collection, bound, found);
      const inner = bind(bound, expression.iterator);
      if (expression.key !== null) visit(expression.key, inner, found);
      visit(expression.value, inner, found);
      if (expression.condition !== null) visit(expression.condition, inner, found);
      return;
    }
  }
}

function bind(bound: ReadonlySet<string>, iterator: Iterator): ReadonlySet<string> {
  const inner = new Set(bound);
  if (iterator.key !== null) inner.add(iterator.key);
  inner.add(iterator.value);
  return inner;
}

function visitParts(parts: readonly TemplatePart[], bound: ReadonlySet<string>, found: Set<string>): void {
  for (const part of parts) {
    switch (part.kind) {
      case 'text':
        break;
      case 'interpolation':
        visit(part.expression, bound, found);
        break;
      case 'if':
        visit(part.condition, bound, found);
        visitParts(part.whenTrue, bound, found);
        visitParts(part.whenFalse, bound, found);
        break;
      case 'for':
        visit(part.collection, bound, found);
        visitParts(part.parts, bind(bound, part.iterator), found);
        break;
    }
  }
}

function visitTraversal(
  source: Expression,
  steps: readonly Step[],
  bound: ReadonlySet<string>,
  found: Set<string>,
): void {
  if (source.kind === 'variable') addReference(source.name, steps, bound, found);
  else visit(source, bound, found);
  visitKeys(steps, bound, found);
}

function visitKeys(steps: readonly Step[], bound: ReadonlySet<string>, found: Set<string>): void {
  for (const step of steps) {
    if (step.kind === 'index') visit(step.key, bound, found);
    else if (step.kind === 'splat') visitKeys(step.steps, bound, found);
  }
}

/** A step that a reference can hold: `.name`, `["key"]`, `[0]`. */
type StaticStep = { readonly name: string } | { readonly key: string | number };

/** Nobody writes more steps than this; every step is one more text, so the sum of their lengths would grow with the square. */
const MAXIMUM_STEPS = 100;

/** The steps up to the first index that is no literal, or the first splat. */
function staticSteps(steps: readonly Step[]): StaticStep[] {
  const result: StaticStep[] = [];
  for (const step of steps.slice(0, MAXIMUM_STEPS)) {
    if (step.kind === 'attribute') result.push({ name: step.name });
    else if (step.kind === 'index' && step.key.kind === 'literal') {
      const { value } = step.key;
      if (typeof value !== 'string' && typeof value !== 'number') break;
      result.push({ key: value });
    } else break;
  }
  return result;
}

/**
 * How many names after the root make the object that a root refers to; any other root is a resource type, followed by one name.
 * (`module` and resources may have an instance key behind it.)
 */
const NAMES_AFTER_ROOT: ReadonlyMap<string, number> = new Map([
  ['var', 1],
  ['local', 1],
  ['each', 1],
  ['count', 1],
  ['path', 1],
  ['terraform', 1],
  ['self', 0],
  ['module', 1],
  ['data', 2],
  ['ephemeral', 2],
  ['resource', 2],
]);

function addReference(root: string, all: readonly Step[], bound: ReadonlySet<string>, found: Set<string>): void {
  if (bound.has(root)) return;
  const steps = staticSteps(all);
  const names = NAMES_AFTER_ROOT.get(root);
  const count = names ?? 1;
  for (const step of steps.slice(0, count)) if (!('name' in step)) return;
  if (steps.length < count) return;
  const object = textOf(root === 'resource' ? '' : root, steps.slice(0, count));
  const rest = steps.slice(count);
  if (root === 'module') addModuleReference(object, rest, found);
  else addForms(object, names === undefined || count === 2, rest, found);
}

/** @param keyed whether an index right behind the object is an instance key */
function addForms(object: string, keyed: boolean, rest: readonly StaticStep[], found: Set<string>): void {
  const first = rest[0];
  const hasKey = keyed && first !== undefined && 'key' in first;
  for (let length = rest.length; length >= (hasKey ? 1 : 0); length -= 1) {
    found.add(object + textOf('', rest.slice(0, length), true));
  }
  if (hasKey) found.add(object);
}

/** Outputs of a module call: down to the output, then the call (with its key). */
function addModuleReference(call: string, rest: readonly StaticStep[], found: Set<string>): void {
  const keyLength = rest[0] !== undefined && 'key' in rest[0] ? 1 : 0;
  const instance = call + textOf('', rest.slice(0, keyLength), true);
  const output = rest[keyLength];
  if (output !== undefined && !('name' in output)) return;
  for (let length = rest.length; length > keyLength; length -= 1) {
    found.add(call + textOf('', rest.slice(0, length), true));
  }
  found.add(instance);
  if (output === undefined) found.add(call);
}

/** @param dotted whether a name at the beginning gets its dot */
function textOf(root: string, steps: readonly StaticStep[], dotted = root !== ''): string {
  let text = root;
  steps.forEach((step, index) => {
    if ('name' in step) text += index === 0 && !dotted ? step.name : `.${step.name}`;
    else text += typeof step.key === 'number' ? `[${step.key}]` : `[${quote(step.key)}]`;
  });
  return text;
}

/** A key in quotes, escaped as Terraform does it in addresses. */
function quote(key: string): string {
  return JSON.stringify(key).replaceAll(/[$%]\{/g, (mark) => mark.charAt(0) + mark);
}
