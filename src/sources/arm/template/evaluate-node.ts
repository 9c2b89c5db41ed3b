/** From the JSON of a template to values: expressions in texts and names, loops in objects, and the place of everything that comes out. */
import { type Message, msg } from '../../../azure/message.js';
import { InputError } from '../../source.js';
import { deeper, spend } from '../language/budget.js';
import { ExpressionError, LimitError, SyntaxFault } from '../language/errors.js';
import { evaluateString } from '../language/evaluate.js';
import { open, refine } from '../language/open.js';
import { isExpressionText } from '../language/parser.js';
import { type ArmValue, OPEN, type Open, type Scope } from '../language/types.js';
import { isOpen, objectOf } from '../language/values.js';
import { entryOf, itemsOf, type JsonNode, memberOf, type ObjectNode, textOf } from './node.js';
import type { Run } from './run.js';

/** Azure stops at 800. */
const MOST_REPETITIONS = 10_000;

/**
 * The value of a node.
 * @throws {InputError} for what is no expression, for circles, and where the template costs too much
 */
export function evaluateNode(node: JsonNode, scope: Scope, run: Run): ArmValue {
  if (node.kind === 'scalar')
    return typeof node.value === 'string' ? evaluateText(node.value, node.offset, scope, run) : node.value;
  return guarded(run, node.offset, () =>
    deeper(run.budget, 0, () => {
      const value =
        node.kind === 'array'
          ? node.items.map((item) => evaluateNode(item, scope, run))
          : evaluateObject(node, scope, run);
      spend(run.budget, 'items', node.kind === 'array' ? node.items.length : node.members.length);
      if (!isOpen(value)) run.origins.set(value as object, node);
      return value;
    }),
  );
}

/** Gives errors of the language their place in the file. */
export function guarded<T>(run: Run, offset: number, f: () => T): T {
  try {
    return f();
  } catch (error) {
    if (error instanceof LimitError) throw run.failure(error.message, offset);
    throw error;
  }
}

/** An expression that cannot be evaluated though it is one: what it would be is open, and a diagnostic says so. */
function evaluateText(text: string, offset: number, scope: Scope, run: Run): ArmValue {
  try {
    return evaluateString(text, scope);
  } catch (error) {
    if (error instanceof InputError || !(error instanceof ExpressionError)) throw error;
    if (error instanceof LimitError) throw run.failure(error.message, offset);
    if (error instanceof SyntaxFault)
      throw run.failure(`${error.message}, in the expression ${shortened(text)}`, offset + 1 + error.at);
    return unevaluated(msg`${shortened(text)} cannot be evaluated: ${error.problem}`, text, offset, run);
  }
}

function unevaluated(reason: Message, text: string, offset: number, run: Run): Open {
  run.warn(reason, offset);
  return open(reason, text, { identity: `${text} at ${run.budget.unique++}` });
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}

/** An object of which a name is open may have any members beside those that are known. */
function evaluateObject(node: ObjectNode, scope: Scope, run: Run): ArmValue {
  const members: [string, ArmValue][] = [];
  let hidden: Open | null = null;
  for (const { name, offset, value } of node.byName.values()) {
    if (isPropertyLoop(name, value)) {
      for (const loop of itemsOf(value)) {
        const made = repeat(loop, scope, run);
        if (made !== null) members.push(made);
      }
      continue;
    }
    if (name.toLowerCase() === 'copy' && isLoopInPart(value))
      hidden = open(msg`a loop in copy is not written out`, 'copy', { identity: `copy at ${offset}` });
    const key = name.startsWith('[') ? evaluateText(name, offset, scope, run) : name;
    if (isOpen(key)) hidden = key;
    else members.push([String(key), evaluateNode(value, scope, run)]);
  }
  const object = objectOf(members);
  return hidden === null
    ? object
    : open(hidden.unknown, `{${hidden[OPEN].text}: …}`, {
        identity: `object at ${node.offset} ${run.budget.unique++}`,
        type: 'object',
        members: object,
      });
}

/** `copy` in an object: a list of loops, each of which makes a property. */
function isPropertyLoop(name: string, value: JsonNode): boolean {
  return name.toLowerCase() === 'copy' && value.kind === 'array' && value.items.every(isLoop);
}

/** A loop that is not whole, or one that is an expression, which Azure refuses: nobody knows which members it was to make. */
function isLoopInPart(value: JsonNode): boolean {
  return [value, ...itemsOf(value)].some(
    (one) => isExpressionText(textOf(one) ?? '') || (entryOf(one, 'count') !== null && entryOf(one, 'name') !== null),
  );
}

function isLoop(node: JsonNode): boolean {
  return textOf(memberOf(node, 'name')) !== null && entryOf(node, 'count') !== null && entryOf(node, 'input') !== null;
}

function repeat(loop: JsonNode, scope: Scope, run: Run): [string, ArmValue] | null {
  const name = textOf(memberOf(loop, 'name'));
  return name === null ? null : [name, repeatedValue(name, loop, scope, run)];
}

/**
 * What a loop in properties, variables or outputs makes: `input` once for each index.
 * @param name of the loop; `null` for the only loop of an output
 */
export function repeatedValue(name: string | null, loop: JsonNode, scope: Scope, run: Run): ArmValue {
  const input = memberOf(loop, 'input');
  const count = memberOf(loop, 'count');
  if (input === null || count === null) return [];
  const indexes = loopIndexes(name ?? 'copy', count, scope, run);
  if (isOpen(indexes)) {
    const one = evaluateNode(input, withIndex(scope, name, indexes), run);
    // What stands for any number of elements must be open itself.
    return [
      isOpen(one)
        ? refine(one, { spread: true })
        : open(indexes.unknown, `copy(${name ?? ''})`, { identity: `copy at ${loop.offset}`, spread: true }),
    ];
  }
  const value = indexes.map((index) => evaluateNode(input, withIndex(scope, name, index), run));
  run.origins.set(value, loop);
  return value;
}

/** The indexes of a loop, or one open index that stands for any number of them. @throws {InputError} where the count is none */
export function loopIndexes(name: string, count: JsonNode, scope: Scope, run: Run): readonly number[] | Open {
  const value = evaluateNode(count, scope, run);
  if (isOpen(value))
    return open(msg`how often ${name} is repeated is not decided (${value.unknown})`, `copyIndex('${name}')`, {
      type: 'int',
      identity: `copyIndex ${name} of ${value[OPEN].identity}`,
    });
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 0)
    throw run.failure(`the count of the loop ${name} is no whole number from 0 on`, count.offset);
  if (number > MOST_REPETITIONS)
    throw run.failure(`the loop ${name} has more than ${MOST_REPETITIONS} repetitions`, count.offset);
  guarded(run, count.offset, () => spend(run.budget, 'items', number));
  return Array.from({ length: number }, (_, index) => index);
}

/** The scope inside a loop. */
export function withIndex(scope: Scope, name: string | null, index: number | Open): Scope {
  const wanted = name?.toLowerCase() ?? null;
  return {
    ...scope,
    copyIndex: (loop) => (loop === null || loop.toLowerCase() === wanted ? index : scope.copyIndex(loop)),
  };
}
