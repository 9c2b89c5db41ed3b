/** What a function of the language is, and what it is called with. */
import { type Message, msg } from '../../../azure/message.js';
import { spend } from './budget.js';
import { ExpressionError, LimitError } from './errors.js';
import { firstOpen, identityOf, open } from './open.js';
import { printEvaluated } from './print.js';
import { same } from './same.js';
import { openIn } from './settle.js';
import {
  type ArmObject,
  type ArmType,
  type ArmValue,
  type Expression,
  OPEN,
  type Open,
  type OpenDetails,
  type Scope,
} from './types.js';
import { isArray, isObject, isOpen, typeOf } from './values.js';

/** Where an expression is evaluated: the template's scope, and the variables of the lambdas around it. */
export interface Context {
  readonly scope: Scope;
  readonly lambdas: ReadonlyMap<string, ArmValue>;
}

/** One call, its arguments not yet evaluated: some functions need only some of them. */
export interface Call {
  /** As it is written. */
  readonly name: string;
  readonly at: number;
  readonly args: readonly Expression[];
  readonly context: Context;
  readonly evaluate: (expression: Expression, context?: Context) => ArmValue;
}

/**
 * How much of a function this evaluator does. `evaluated`: the result follows from the arguments. `surroundings`: from the template and what the caller
 * knows of the deployment, else open. `open`: only Azure, the clock or chance can tell.
 */
export type FunctionKind = 'evaluated' | 'surroundings' | 'open';

/** The chapters of the public reference. */
export type FunctionGroup =
  | 'array'
  | 'cidr'
  | 'comparison'
  | 'date'
  | 'deployment'
  | 'flow control'
  | 'lambda'
  | 'logical'
  | 'numeric'
  | 'object'
  | 'resource'
  | 'scope'
  | 'string';

export interface ArmFunction {
  readonly name: string;
  readonly group: FunctionGroup;
  readonly kind: FunctionKind;
  /** How many arguments, at least and at most. */
  readonly arity: readonly [least: number, most: number];
  /** For the documentation: what stays open although all arguments are known, because it is not documented how Azure does it. */
  readonly unsettled?: string;
  readonly evaluate: (call: Call) => ArmValue;
}

export const ANY = Number.POSITIVE_INFINITY;

/** All arguments, evaluated. */
export function valuesOf(call: Call): readonly ArmValue[] {
  const values: ArmValue[] = [];
  // A loop, because the frames of `map` would be on the stack of all that is nested here.
  for (const arg of call.args) values.push(call.evaluate(arg));
  return values;
}

/**
 * The evaluation of a function that needs all its arguments decided.
 * @param type of the result, for when an argument is open
 * @param f gets no open argument; with `deep`, none that has an open value inside either
 */
export function strict(
  type: ArmType | null,
  f: (args: readonly ArmValue[], call: Call) => ArmValue,
  deep = false,
): (call: Call) => ArmValue {
  return (call) => {
    const args = valuesOf(call);
    const missing = firstOpen(deep ? args.map((arg) => openIn(arg) ?? arg) : args);
    return missing === null ? f(args, call) : openCall(call, args, { type });
  };
}

/** The open result of a call whose arguments are open: for the reason of the first one that is. */
export function openCall(
  call: Call,
  args: readonly ArmValue[],
  details: Partial<Omit<OpenDetails, 'text'>> = {},
  reason?: Message,
): Open {
  spend(call.context.scope.budget, 'steps', args.length, call.at);
  const text = printEvaluated(call.name, call.args, args);
  const name = call.name.toLowerCase().replace(/^sys\./, '');
  const cause = reason ?? firstOpen(args.map((arg) => openIn(arg) ?? arg))?.unknown ?? msg`${text} is not decided`;
  const secure = args.some((arg) => isOpen(arg) && arg[OPEN].secure);
  return open(cause, text, { identity: `${name}(${args.map(identityOf).join(',')})`, secure, ...details });
}

/** An identity that no other value has, for results that depend on more than values. */
export function uniqueName(call: Call): string {
  return `${call.name}#${call.context.scope.budget.unique++}`;
}

/** The value of an expression, or `null` where it cannot be evaluated: a branch that may not be taken. Limits end the run all the same. */
export function attempt(call: Call, expression: Expression): { readonly value: ArmValue } | null {
  return orNull(() => ({ value: call.evaluate(expression) }));
}

/** What `f` gives; `null` where it fails for another reason than a limit. */
export function orNull<T>(f: () => T): T | null {
  try {
    return f();
  } catch (error) {
    if (error instanceof ExpressionError && !(error instanceof LimitError)) return null;
    throw error;
  }
}

/** {@link same}, charged to the budget of the call. */
export function equal(call: Call, a: ArmValue, b: ArmValue): boolean | null {
  return same(a, b, () => spend(call.context.scope.budget, 'steps', 1, call.at));
}

export function problem(call: Call, what: Message): ExpressionError {
  return new ExpressionError(what, call.at, call.name);
}

/** The error for an argument of the wrong type. @param index from 0 @param wanted names of types, with bars between */
export function wrongType(call: Call, index: number, value: ArmValue | undefined, wanted: string): ExpressionError {
  const found = value === undefined ? 'null' : (typeOf(value) ?? 'object');
  return problem(call, msg`argument ${index + 1} of ${call.name} must be ${wanted}, not ${found}`);
}

export function stringAt(call: Call, args: readonly ArmValue[], index: number): string {
  const value = args[index];
  if (typeof value !== 'string') throw wrongType(call, index, value, 'string');
  return value;
}

/** A whole number that is exact. */
export function integerAt(call: Call, args: readonly ArmValue[], index: number): number {
  const value = args[index];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrongType(call, index, value, 'int');
  return value;
}

export function booleanAt(call: Call, args: readonly ArmValue[], index: number): boolean {
  const value = args[index];
  if (typeof value !== 'boolean') throw wrongType(call, index, value, 'bool');
  return value;
}

export function arrayAt(call: Call, args: readonly ArmValue[], index: number): readonly ArmValue[] {
  const value = args[index];
  if (value === undefined || !isArray(value)) throw wrongType(call, index, value, 'array');
  return value;
}

export function objectAt(call: Call, args: readonly ArmValue[], index: number): ArmObject {
  const value = args[index];
  if (value === undefined || !isObject(value)) throw wrongType(call, index, value, 'object');
  return value;
}
