/** Calls of functions: arguments are evaluated, converted, and checked for what is open or sensitive, before the function sees them. */
import { type Message, msg } from '../../../azure/message.js';
import type { Call, Expression } from '../hcl/ast.js';
import { spend } from './budget.js';
import { convertTo } from './convert.js';
import { EvaluationFailure, fail, Undecided } from './failure.js';
import type { CallContext, TfFunction } from './functions/function.js';
import { FUNCTIONS } from './functions/table.js';
import type { Evaluator } from './operators.js';
import { evaluateTemplate } from './templates.js';
import type { Scope, TfType, TfValue } from './types.js';
import {
  hasUnknown,
  isSequence,
  isUnknownValue,
  remark,
  settle,
  settleDeep,
  summaryOf,
  unknownFrom,
  unknownOf,
  unmarkDeep,
  withoutMark,
} from './values.js';

/** `name(arguments…)` */
export function callFunction(call: Call, scope: Scope, evaluatePart: Evaluator): TfValue {
  const name = call.name.startsWith('core::') ? call.name.slice('core::'.length) : call.name;
  if (name === 'try') return tryEach(call, scope, evaluatePart);
  if (name === 'can') return can(call, scope, evaluatePart);
  const args = argumentsOf(call, scope, evaluatePart);
  if (name.startsWith('provider::')) {
    const reason = msg`${name} is a function of a provider, which only Terraform can call`;
    const { references } = unknownFrom(args);
    return remark(
      unknownOf(reason, references, true),
      args.some((arg) => summaryOf(arg).sensitive),
    );
  }
  const found = FUNCTIONS.get(name);
  if (found === undefined) return fail(msg`there is no function "${name}"`, call.at);
  return apply(found, args, contextOf(scope, evaluatePart));
}

function argumentsOf(call: Call, scope: Scope, evaluatePart: Evaluator): readonly TfValue[] {
  const args = call.arguments.map((argument) => evaluatePart(argument, scope));
  if (!call.spread) return args;
  const last = args.at(-1);
  const { value, sensitive } = withoutMark(last ?? null);
  if (isUnknownValue(value)) throw new Undecided(unknownFrom(args));
  if (!isSequence(value)) return fail(msg`a list must stand before "..."`, call.at);
  spend(scope.budget, 'items', value.items.length);
  return [...args.slice(0, -1), ...value.items.map((item) => remark(item, sensitive))];
}

/** Calls a function of the table. @throws EvaluationFailure, Undecided, LimitReached */
function apply(called: TfFunction, given: readonly TfValue[], context: CallContext): TfValue {
  checkCount(called, given.length);
  let sensitive = false;
  const args = given.map((argument, index) => {
    const settled = settleDeep(argument);
    const { size, text, sensitive: secretInside } = summaryOf(settled);
    spend(context.budget, 'steps', size);
    spend(context.budget, 'text', Math.floor(text / 16));
    if (called.sees === 'all') return settled;
    const marked = withoutMark(settled).sensitive || (called.sees === 'whole' && secretInside);
    sensitive ||= marked;
    const bare = called.sees === 'whole' ? unmarkDeep(settled) : withoutMark(settled).value;
    if (bare === null && !called.nullable) return fail(msg`an argument is null`);
    return convertArgument(bare, typeOfParameter(called, index));
  });
  if (called.sees !== 'all' && args.some(called.sees === 'whole' ? hasUnknown : isUnknownValue)) {
    return remark(unknownFrom(args), sensitive);
  }
  return remark(chargeResult(runCatching(called, args, context), context), sensitive);
}

/** What is open ends the function, and is its value. */
function runCatching(called: TfFunction, args: readonly TfValue[], context: CallContext): TfValue {
  try {
    return called.run(args, context);
  } catch (error) {
    if (error instanceof Undecided) return error.value;
    throw error;
  }
}

function convertArgument(value: TfValue, type: TfType): TfValue {
  try {
    return convertTo(value, type);
  } catch (error) {
    if (error instanceof Undecided) return error.value;
    throw error;
  }
}

function chargeResult(value: TfValue, { budget }: CallContext): TfValue {
  const { size, text } = summaryOf(value);
  spend(budget, 'items', size - 1);
  spend(budget, 'text', text);
  return value;
}

const typeOfParameter = ({ parameters, rest }: TfFunction, index: number): TfType =>
  parameters[index] ?? rest ?? 'dynamic';

const TOO_FEW: Message = msg`an argument of this function is missing`;
const TOO_MANY: Message = msg`this function takes fewer arguments`;

function checkCount({ parameters, optional, rest }: TfFunction, count: number): void {
  if (count < parameters.length - optional) fail(TOO_FEW);
  if (rest === null && count > parameters.length) fail(TOO_MANY);
}

function contextOf(scope: Scope, evaluatePart: Evaluator): CallContext {
  const inTemplate = TEMPLATE_SCOPES.has(scope);
  return {
    budget: scope.budget,
    files: scope.files,
    inTemplate,
    template(parts, variables) {
      const inside: Scope = {
        resolve: ({ kind }, at) => fail(msg`a template sees its own variables only, not "${kind}"`, at),
        variables: variables.entries,
        files: scope.files,
        budget: scope.budget,
      };
      TEMPLATE_SCOPES.add(inside);
      return evaluateTemplate(parts, inside, evaluatePart);
    },
  };
}

/** Scopes made for templates, in which `templatefile` may not be called again. */
const TEMPLATE_SCOPES = new WeakSet<Scope>();

/** The first argument that is not wrong. */
function tryEach(call: Call, scope: Scope, evaluatePart: Evaluator): TfValue {
  if (call.spread || call.arguments.length === 0) return fail(TOO_FEW, call.at);
  for (const argument of call.arguments) {
    const found = attempt(argument, scope, evaluatePart);
    if (found !== undefined) return found;
  }
  return fail(msg`none of the arguments of "try" can be evaluated`, call.at);
}

function can(call: Call, scope: Scope, evaluatePart: Evaluator): TfValue {
  const [only, ...others] = call.arguments;
  if (only === undefined || call.spread) return fail(TOO_FEW, call.at);
  if (others.length > 0) return fail(TOO_MANY, call.at);
  const found = attempt(only, scope, evaluatePart);
  if (found === undefined) return false;
  const { value, sensitive } = withoutMark(found);
  // What is open may turn out wrong.
  return remark(isUnknownValue(value) ? unknownFrom([value]) : true, sensitive);
}

function attempt(argument: Expression, scope: Scope, evaluatePart: Evaluator): TfValue | undefined {
  try {
    const value = evaluatePart(argument, scope);
    settle(value);
    return value;
  } catch (error) {
    if (error instanceof EvaluationFailure) return undefined;
    throw error;
  }
}
