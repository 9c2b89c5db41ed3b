/** The interpreter: an expression and its surroundings in, a value out. */
import { msg } from '../../../azure/message.js';
import { member } from './access.js';
import { enter, leave, spend } from './budget.js';
import { type Call, type Context, problem, valuesOf } from './call.js';
import { ExpressionError } from './errors.js';
import { functionNamed } from './functions.js';
import { open } from './open.js';
import { isExpressionText, literalText, parseExpression } from './parser.js';
import { printExpression } from './print.js';
import { settle } from './settle.js';
import type { ArmValue, Expression, Scope } from './types.js';

const NO_LAMBDAS: ReadonlyMap<string, ArmValue> = new Map();

/**
 * Evaluates an expression. What it leaves open is an `Open` that says why; two evaluations in the same scope give the same value.
 * @throws {ExpressionError} where Azure would refuse it, with the offset in the expression's text
 * @throws {LimitError} where the scope's budget is used up
 */
export function evaluate(expression: Expression, scope: Scope): ArmValue {
  return evaluateIn(expression, { scope, lambdas: NO_LAMBDAS });
}

/**
 * Evaluates a string of a template: `[…]` is an expression, `[[…]` a text in brackets, anything else is itself.
 * @throws {ExpressionError} as {@link evaluate} does, and {@link SyntaxFault}; `text` is set to the innermost text that was being evaluated
 */
export function evaluateString(text: string, scope: Scope): ArmValue {
  if (!isExpressionText(text)) return literalText(text);
  try {
    return evaluate(parsed(text, scope), scope);
  } catch (error) {
    if (error instanceof ExpressionError) error.text ??= text;
    throw error;
  }
}

/** The tree of an expression, parsed once for every run. @throws {SyntaxFault} */
function parsed(text: string, scope: Scope): Expression {
  const { parsed: known } = scope.budget;
  const before = known.get(text);
  if (before !== undefined) return before;
  const expression = parseExpression(text);
  known.set(text, expression);
  return expression;
}

function evaluateIn(expression: Expression, context: Context): ArmValue {
  const { budget } = context.scope;
  spend(budget, 'steps', 1, expression.at);
  if (expression.kind === 'literal') return literal(expression.value, expression.at);
  // As `deeper` does, without its frames: the stack is what limits how deep expressions may go.
  enter(budget, expression.at);
  try {
    const value = expression.kind === 'call' ? call(expression, context) : members(expression, context);
    return settle(value, budget, expression.at);
  } finally {
    leave(budget);
  }
}

/** 64 bits are more than a number here holds exactly. */
function literal(value: string | number | boolean | null, at: number): ArmValue {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    return open(msg`${value} is too large to be calculated with exactly`, `${value}@${at}`, { type: 'int' });
  return value;
}

/** `a.b.c[0]`, from the inside out and without a frame for each. */
function members(expression: Expression, context: Context): ArmValue {
  const { budget } = context.scope;
  const chain: Extract<Expression, { kind: 'member' }>[] = [];
  let inner = expression;
  for (; inner.kind === 'member'; inner = inner.object) chain.push(inner);
  let value = evaluateIn(inner, context);
  for (const link of chain.reverse()) {
    const key = evaluateIn(link.key, context);
    const step = () => spend(budget, 'steps', 1, link.at);
    value = member(value, key, link.at, () => printExpression(link.object), step);
  }
  return value;
}

function call(expression: Extract<Expression, { kind: 'call' }>, context: Context): ArmValue {
  const { name, args, at } = expression;
  const here: Call = { name, args, at, context, evaluate: (one, within = context) => evaluateIn(one, within) };
  const dot = name.lastIndexOf('.');
  const namespace = dot < 0 ? 'sys' : name.slice(0, dot);
  if (namespace.toLowerCase() !== 'sys') return userFunction(here, namespace, name.slice(dot + 1));
  const known = functionNamed(name.slice(dot + 1));
  if (known === null) return notKnown(here, expression);
  const [least, most] = known.arity;
  if (args.length < least || args.length > most) throw problem(here, arityProblem(name, least, most, args.length));
  return known.evaluate(here);
}

function userFunction(here: Call, namespace: string, name: string): ArmValue {
  const result = here.context.scope.userFunction(namespace, name, valuesOf(here));
  if (result === undefined) throw problem(here, msg`the template has no function ${here.name}`);
  return result;
}

/** Azure's list of functions grows; a new one is no mistake of the template. */
function notKnown(here: Call, expression: Expression): ArmValue {
  const text = printExpression(expression);
  const identity = `${here.name}#${here.context.scope.budget.unique++}`;
  return open(msg`${text} calls a function that this tool does not know`, text, { identity });
}

function arityProblem(name: string, least: number, most: number, given: number) {
  if (least === most) return msg`${name} takes ${least} arguments, not ${given}`;
  if (given < least) return msg`${name} takes at least ${least} arguments, not ${given}`;
  return msg`${name} takes at most ${most} arguments, not ${given}`;
}
