/** Expressions to values, as Terraform evaluates them. The door of this folder. */
import { msg } from '../../../azure/message.js';
import type { Conditional, Expression, Literal, ObjectConstructor } from '../hcl/ast.js';
import { descend, spend } from './budget.js';
import { callFunction } from './call.js';
import { convertTo, toText } from './convert.js';
import { equal } from './equality.js';
import { EvaluationFailure, fail, failure, LimitReached, Undecided } from './failure.js';
import { evaluateFor } from './loops.js';
import { evaluateOperation, evaluateUnary } from './operators.js';
import { evaluateTemplate } from './templates.js';
import { evaluateTraversal, evaluateVariable } from './traversals.js';
import type { Scope, TfValue } from './types.js';
import { typeOf, unify } from './types-of.js';
import {
  isUnknownValue,
  objectOf,
  remark,
  settle,
  summaryOf,
  tooPrecise,
  tupleOf,
  unknownFrom,
  unknownOf,
  unmarkDeep,
  withoutMark,
} from './values.js';

/**
 * The value of an expression. It never throws: what is wrong is a failure, what is open an unknown, and so is everything once the
 * budget of the scope is used up.
 */
export function evaluate(expression: Expression, scope: Scope): TfValue {
  const { budget } = scope;
  const { depth } = budget;
  try {
    return evaluatePart(expression, scope);
  } catch (error) {
    if (error instanceof EvaluationFailure) return failure(error.what, error.at ?? expression.at);
    if (error instanceof Undecided) return error.value;
    if (error instanceof LimitReached) return unknownOf(error.what);
    throw error;
  } finally {
    budget.depth = depth;
  }
}

/** The value of a part of an expression. @throws EvaluationFailure, Undecided, LimitReached */
function evaluatePart(expression: Expression, scope: Scope): TfValue {
  const { budget } = scope;
  descend(budget);
  spend(budget, 'steps', 1);
  try {
    const value = valueOfKind(expression, scope);
    // Asked for here, so that no value becomes deeper than whoever goes through it can stand.
    const { size } = summaryOf(value);
    if (size > MAXIMUM_SIZE) throw new LimitReached(msg`a value has more elements than an evaluation makes`);
    return value;
  } catch (error) {
    if (error instanceof EvaluationFailure) error.at ??= expression.at;
    // What is open is the value of this part, and of as much around it as needs it.
    if (error instanceof Undecided) return error.value;
    throw error;
  } finally {
    budget.depth += 1;
  }
}

/** Elements of one value, those that stand in several places counted in each. */
const MAXIMUM_SIZE = 1_000_000;

function valueOfKind(expression: Expression, scope: Scope): TfValue {
  switch (expression.kind) {
    case 'literal':
      return literal(expression);
    case 'template':
      return evaluateTemplate(expression.parts, scope, evaluatePart);
    case 'variable':
      return evaluateVariable(expression, scope);
    case 'traversal':
      return evaluateTraversal(expression, scope, evaluatePart);
    case 'call':
      return callFunction(expression, scope, evaluatePart);
    case 'conditional':
      return conditional(expression, scope);
    case 'unary':
      return evaluateUnary(expression, scope, evaluatePart);
    case 'operation':
      return evaluateOperation(expression, scope, evaluatePart);
    case 'parentheses':
      return evaluatePart(expression.inner, scope);
    case 'tuple': {
      spend(scope.budget, 'items', expression.elements.length);
      return tupleOf(expression.elements.map((element) => evaluatePart(element, scope)));
    }
    case 'object':
      return object(expression, scope);
    case 'for':
      return evaluateFor(expression, scope, evaluatePart);
  }
}

/** Digits that are surely kept; a longer number may have been rounded when it was read. */
const KEPT_LENGTH = 16;

function literal({ value, at, end }: Literal): TfValue {
  if (typeof value !== 'number') return typeof value === 'string' ? value.normalize('NFC') : value;
  const rounded = end - at.offset > KEPT_LENGTH && !Number.isSafeInteger(value);
  return rounded || !Number.isFinite(value) ? tooPrecise() : value;
}

function object({ items }: ObjectConstructor, scope: Scope): TfValue {
  spend(scope.budget, 'items', items.length);
  const entries = new Map<string, TfValue>();
  const open: TfValue[] = [];
  let secret = false;
  for (const item of items) {
    const key = withoutMark(evaluatePart(item.key, scope));
    const value = evaluatePart(item.value, scope);
    secret ||= key.sensitive;
    if (key.value === null) fail(msg`a key of an object is null`, item.key.at);
    if (isUnknownValue(key.value)) open.push(key.value, value);
    else entries.set(toText(key.value), value);
  }
  if (open.length > 0) return remark(unknownFrom([...open, ...entries.values()]), secret);
  return remark(objectOf(entries), secret);
}

/** Both results are evaluated, since the type of one may change the other: `true ? 1 : "a"` is `"1"`. Only the chosen one's faults count. */
function conditional(expression: Conditional, scope: Scope): TfValue {
  const condition = withoutMark(evaluatePart(expression.condition, scope));
  if (condition.value === null) fail(msg`the condition is null`, expression.condition.at);
  const chosen = convertTo(condition.value, 'bool');
  const whenTrue = () => evaluatePart(expression.whenTrue, scope);
  const whenFalse = () => evaluatePart(expression.whenFalse, scope);
  if (typeof chosen !== 'boolean') return remark(eitherOf(condition.value, whenTrue, whenFalse), condition.sensitive);
  const value = chosen ? whenTrue() : whenFalse();
  const other = attempt(chosen ? whenFalse : whenTrue);
  return remark(other === undefined ? value : withCommonType(value, other, chosen), condition.sensitive);
}

/** A value, or `undefined` where the expression is wrong. */
function attempt(evaluateBranch: () => TfValue): TfValue | undefined {
  try {
    return settle(evaluateBranch());
  } catch (error) {
    if (error instanceof EvaluationFailure) return undefined;
    throw error;
  }
}

function withCommonType(value: TfValue, other: TfValue, chosen: boolean): TfValue {
  const [own, others] = [typeOf(value), typeOf(other)];
  if (own === others || own === 'dynamic' || others === 'dynamic') return value;
  const type = unify(chosen ? [own, others] : [others, own]);
  return type === null
    ? fail(msg`the two results of a condition have types that do not go together`)
    : convertTo(value, type);
}

/** What holds whichever way an open condition goes: the results where they are the same. */
function eitherOf(condition: TfValue, whenTrue: () => TfValue, whenFalse: () => TfValue): TfValue {
  const [left, right] = [attempt(whenTrue), attempt(whenFalse)];
  if (left === undefined || right === undefined) return unknownFrom([condition, left ?? null, right ?? null]);
  const sensitive = summaryOf(left).sensitive || summaryOf(right).sensitive;
  const [a, b] = sensitive ? [unmarkDeep(left), unmarkDeep(right)] : [left, right];
  return remark(equal(a, b) === true ? a : unknownFrom([condition, left, right]), sensitive);
}
