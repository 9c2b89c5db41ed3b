/** Operators: arithmetic, comparison, logic, each converting its operands first and knowing what is open. */
import { type Message, msg } from '../../../azure/message.js';
import type { BinaryOperator, Expression, Operation, Unary } from '../hcl/ast.js';
import { spend } from './budget.js';
import { convertTo } from './convert.js';
import { equal } from './equality.js';
import { fail } from './failure.js';
import { add, compareNumbers, divide, multiply, remainder } from './numbers.js';
import type { Scope, TfValue } from './types.js';
import { isUnknownValue, remark, settleDeep, summaryOf, tooPrecise, unknownFrom, unmarkDeep } from './values.js';

/** How a part of an expression is evaluated; handed in, so that no file imports in a circle. */
export type Evaluator = (expression: Expression, scope: Scope) => TfValue;

interface Operand {
  readonly value: TfValue;
  readonly sensitive: boolean;
}

function operandOf(value: TfValue, scope: Scope): Operand {
  const settled = settleDeep(value);
  const { size, sensitive } = summaryOf(settled);
  spend(scope.budget, 'steps', size);
  return { value: sensitive ? unmarkDeep(settled) : settled, sensitive };
}

type Arithmetic = (left: number, right: number) => number | null;

const ARITHMETIC: ReadonlyMap<BinaryOperator, Arithmetic> = new Map<BinaryOperator, Arithmetic>([
  ['+', add],
  ['-', (left, right) => add(left, -right)],
  ['*', multiply],
  ['/', quotient],
  // Terraform's own: nothing is left of a division by zero but the number.
  ['%', (left, right) => (right === 0 ? left : remainder(left, right))],
]);

function quotient(left: number, right: number): number | null {
  if (right !== 0) return divide(left, right);
  // Terraform has infinities; no setting of a network has.
  return left === 0 ? fail(msg`zero is divided by zero`) : null;
}

type Comparison = (order: number) => boolean;

const COMPARISONS: ReadonlyMap<BinaryOperator, Comparison> = new Map<BinaryOperator, Comparison>([
  ['<', (order) => order < 0],
  ['>', (order) => order > 0],
  ['<=', (order) => order <= 0],
  ['>=', (order) => order >= 0],
]);

const NULL_OPERAND: Message = msg`an operand is null`;

/** `first op operand op operand …`, from left to right. */
export function evaluateOperation({ first, rest }: Operation, scope: Scope, evaluatePart: Evaluator): TfValue {
  let left = operandOf(evaluatePart(first, scope), scope);
  for (const { operator, operand } of rest) {
    const right = () => operandOf(evaluatePart(operand, scope), scope);
    if (operator === '&&' || operator === '||') left = logic(left, right, operator === '||');
    else left = apply(operator, left, right());
  }
  return remark(left.value, left.sensitive);
}

/** @param decisive the operand that decides alone: true for `||`, false for `&&`. What follows it is not looked at. */
function logic(left: Operand, takeRight: () => Operand, decisive: boolean): Operand {
  const first = toBool(left.value);
  if (first === decisive) return { value: decisive, sensitive: left.sensitive };
  const right = takeRight();
  const second = toBool(right.value);
  const sensitive = left.sensitive || right.sensitive;
  if (second === decisive) return { value: decisive, sensitive };
  if (first === null || second === null) return { value: unknownFrom([left.value, right.value]), sensitive };
  return { value: !decisive, sensitive };
}

/** `null` where it is open. */
function toBool(value: TfValue): boolean | null {
  if (value === null) return fail(NULL_OPERAND);
  const converted = convertTo(value, 'bool');
  return typeof converted === 'boolean' ? converted : null;
}

function apply(operator: BinaryOperator, left: Operand, right: Operand): Operand {
  const sensitive = left.sensitive || right.sensitive;
  if (operator === '==' || operator === '!=') {
    const same = equal(left.value, right.value);
    return { value: typeof same === 'boolean' ? same === (operator === '==') : same, sensitive };
  }
  return { value: numeric(operator, left.value, right.value), sensitive };
}

function numeric(operator: BinaryOperator, leftValue: TfValue, rightValue: TfValue): TfValue {
  if (leftValue === null || rightValue === null) return fail(NULL_OPERAND);
  const left = convertTo(leftValue, 'number');
  const right = convertTo(rightValue, 'number');
  if (typeof left !== 'number' || typeof right !== 'number') return unknownFrom([left, right]);
  const arithmetic = ARITHMETIC.get(operator);
  if (arithmetic !== undefined) return arithmetic(left, right) ?? tooPrecise();
  const order = compareNumbers(left, right) ?? tooPrecise();
  return COMPARISONS.get(operator)?.(order) ?? fail(msg`this operator is not known`);
}

/** `-x` and `!x`. */
export function evaluateUnary({ operator, operand }: Unary, scope: Scope, evaluatePart: Evaluator): TfValue {
  const { value, sensitive } = operandOf(evaluatePart(operand, scope), scope);
  if (value === null) return fail(NULL_OPERAND);
  const converted = convertTo(value, operator === '-' ? 'number' : 'bool');
  if (isUnknownValue(converted)) return remark(unknownFrom([converted]), sensitive);
  if (typeof converted === 'number') return remark(0 - converted, sensitive);
  return remark(converted !== true, sensitive);
}
