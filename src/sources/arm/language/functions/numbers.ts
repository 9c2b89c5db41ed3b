/** Whole numbers. Azure's have 64 bits; a result that a double does not hold exactly is open rather than wrong. */
import { msg } from '../../../../azure/message.js';
import { type ArmFunction, type Call, integerAt, openCall, problem, strict, valuesOf, wrongType } from '../call.js';
import type { ArmValue } from '../types.js';
import { isOpen } from '../values.js';

function binary(name: string, f: (a: number, b: number, call: Call) => number): ArmFunction {
  const evaluate = strict('int', (args, call) =>
    exact(call, args, f(integerAt(call, args, 0), integerAt(call, args, 1), call)),
  );
  return { name, group: 'numeric', kind: 'evaluated', arity: [2, 2], evaluate };
}

function exact(call: Call, args: readonly ArmValue[], result: number): ArmValue {
  // There is no negative zero among integers.
  if (Number.isSafeInteger(result)) return result + 0;
  return openCall(
    call,
    args,
    { type: 'int' },
    msg`${call.name} gives a number that is too large to be calculated exactly`,
  );
}

function divisor(b: number, call: Call): number {
  if (b === 0) throw problem(call, msg`${call.name} divides by zero`);
  return b;
}

function toInt(args: readonly ArmValue[], call: Call): ArmValue {
  const [value = null] = args;
  if (typeof value === 'number') return exact(call, args, Math.trunc(value));
  if (typeof value !== 'string') throw wrongType(call, 0, value, 'int | string');
  if (!/^\s*[+-]?\d{1,30}\s*$/.test(value)) throw problem(call, msg`${value} is not a whole number`);
  return exact(call, args, Number(value));
}

function toFloat(args: readonly ArmValue[], call: Call): ArmValue {
  const [value = null] = args;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') throw wrongType(call, 0, value, 'int | string');
  if (!/^\s*[+-]?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,3})?\s*$/.test(value))
    throw problem(call, msg`${value} is not a number`);
  return Number(value);
}

/** `copyIndex()`, `copyIndex(1)`, `copyIndex('loop')`, `copyIndex('loop', 1)`. */
function copyIndex(call: Call): ArmValue {
  const args = valuesOf(call);
  const [first = null] = args;
  if (args.some(isOpen)) return openCall(call, args, { type: 'int' });
  const loop = typeof first === 'string' ? first : null;
  const offset = args.length > (loop === null ? 0 : 1) ? integerAt(call, args, loop === null ? 0 : 1) : 0;
  const index = call.context.scope.copyIndex(loop);
  if (index === undefined) {
    if (loop === null) throw problem(call, msg`${call.name} stands outside of any copy loop`);
    throw problem(call, msg`there is no copy loop ${loop} here`);
  }
  return isOpen(index) ? openCall(call, [index, offset], { type: 'int' }) : exact(call, args, index + offset);
}

export const NUMBER_FUNCTIONS: readonly ArmFunction[] = [
  binary('add', (a, b) => a + b),
  binary('sub', (a, b) => a - b),
  binary('mul', (a, b) => a * b),
  binary('div', (a, b, call) => Math.trunc(a / divisor(b, call))),
  binary('mod', (a, b, call) => a % divisor(b, call)),
  { name: 'int', group: 'numeric', kind: 'evaluated', arity: [1, 1], evaluate: strict('int', toInt) },
  { name: 'float', group: 'numeric', kind: 'evaluated', arity: [1, 1], evaluate: strict('int', toFloat) },
  { name: 'copyIndex', group: 'numeric', kind: 'surroundings', arity: [0, 2], evaluate: copyIndex },
];
