/** Functions on numbers. */
import { msg } from '../../../../azure/message.js';
import { spend } from '../budget.js';
import { convertTo } from '../convert.js';
import { fail } from '../failure.js';
import { add, compareNumbers, isExact, multiply, roundBy } from '../numbers.js';
import type { TfValue } from '../types.js';
import { isTagged, tooPrecise, undecided } from '../values.js';
import { define, type Entry, integer, items, LIST, listOf, number, text } from './function.js';

const one = (compute: (value: number) => number) => (args: readonly TfValue[]) => compute(number(args[0]));

const floor = one((value) => roundBy(Math.floor, value) ?? tooPrecise());
const ceil = one((value) => roundBy(Math.ceil, value) ?? tooPrecise());

/** The one of the arguments that comes before all others. */
function extreme(sign: 1 | -1) {
  return (args: readonly TfValue[]): TfValue => {
    let best: number | null = null;
    for (const value of args.map(number)) {
      if (best === null) best = value;
      else if ((compareNumbers(value, best) ?? tooPrecise()) * sign > 0) best = value;
    }
    return best ?? fail(msg`at least one number is needed here`);
  };
}

function power(base: number, exponent: number): number {
  if (Number.isSafeInteger(exponent) && exponent >= 0 && exponent <= 1024 && isExact(base)) {
    let result: number = 1;
    for (let turn = 0; turn < exponent; turn += 1) result = multiply(result, base) ?? tooPrecise();
    return result;
  }
  // Terraform computes the rest with doubles, and so do we, but no other library promises the same last digit.
  const result = base ** exponent;
  return Number.isFinite(result) ? result : undecided(msg`this power is beyond the numbers kept here`);
}

function logarithm(value: number, base: number): number {
  const result = Math.log(value) / Math.log(base);
  return Number.isFinite(result) ? result : undecided(msg`this logarithm is beyond the numbers kept here`);
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function parseInteger(digits: string, base: number): number {
  if (base < 2 || base > 62) fail(msg`a base is a whole number from 2 to 62`);
  const matched = /^([+-]?)([0-9A-Za-z]{1,1000})$/.exec(digits);
  if (matched === null) return fail(msg`this text is no whole number in this base`);
  let result = 0n;
  for (const digit of matched[2] ?? '') {
    const value = DIGITS.indexOf(base <= 36 ? digit.toLowerCase() : digit);
    if (value >= base) return fail(msg`this text is no whole number in this base`);
    result = result * BigInt(base) + BigInt(value);
  }
  const signed = Number(matched[1] === '-' ? -result : result);
  return Number.isSafeInteger(signed) ? signed + 0 : tooPrecise();
}

/** The most that Terraform makes. */
const MAXIMUM_RANGE = 1024;

function range(args: readonly TfValue[]): TfValue {
  const [first = 0, second, third] = args.map(number);
  const start = second === undefined ? 0 : first;
  const end = second ?? first;
  const step = third ?? (end < start ? -1 : 1);
  if (step === 0) fail(msg`the step of a range must not be zero`);
  if (end < start && step > 0) fail(msg`the step of a range that goes down must be negative`);
  if (end > start && step < 0) fail(msg`the step of a range that goes up must be positive`);
  const values: number[] = [];
  for (let value = start; step > 0 ? value < end : value > end; value = add(value, step) ?? tooPrecise()) {
    values.push(value);
    if (values.length > MAXIMUM_RANGE) fail(msg`a range has more than ${MAXIMUM_RANGE} elements`);
  }
  return listOf('number', values);
}

function sum(args: readonly TfValue[]): TfValue {
  const values = items(args[0]);
  if (values.length === 0) fail(msg`a sum needs at least one number`);
  let total = 0;
  for (const value of values) {
    if (value === null || isTagged(value)) fail(msg`a sum is made of numbers`);
    total = add(total, number(convertTo(value, 'number'))) ?? tooPrecise();
  }
  return total;
}

export const NUMERIC: readonly Entry[] = [
  define('abs', ['number'], one(Math.abs)),
  define('ceil', ['number'], ceil),
  define('floor', ['number'], floor),
  define('log', ['number', 'number'], ([value, base]) => logarithm(number(value), number(base))),
  define('max', [], extreme(1), { rest: 'number' }),
  define('min', [], extreme(-1), { rest: 'number' }),
  define('parseint', ['dynamic', 'number'], ([value, base]) => parseInteger(text(value), integer(base))),
  define('pow', ['number', 'number'], ([base, exponent]) => power(number(base), number(exponent))),
  define(
    'range',
    ['number'],
    (args, { budget }) => {
      spend(budget, 'steps', MAXIMUM_RANGE);
      return range(args);
    },
    { rest: 'number' },
  ),
  define(
    'signum',
    ['number'],
    one((value) => Math.sign(value) + 0),
  ),
  define('sum', [LIST], sum),
];
