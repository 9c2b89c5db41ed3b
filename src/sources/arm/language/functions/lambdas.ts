/** Functions that call a lambda for each element: `map(array, lambda('x', …))`. A second (or third) variable is the index. */
import { type Message, msg } from '../../../../azure/message.js';
import { spend } from '../budget.js';
import { type ArmFunction, type Call, objectAt, openCall, problem, stringAt, uniqueName, wrongType } from '../call.js';
import type { ArmType, ArmValue, Expression, Open } from '../types.js';
import { isArray, isObject, isOpen, isSpread, objectOf } from '../values.js';
import { asRest } from './collections.js';

type Lambda = (values: readonly ArmValue[]) => ArmValue;

/** Ends a walk whose result is open as a whole, and says because of which value. */
interface Stop {
  readonly because: Open;
}

/** The lambda that stands at an argument. It sees the variables of the lambdas around it. */
function lambdaAt(call: Call, index: number): Lambda {
  const expression = call.args[index];
  if (expression?.kind !== 'call' || !/^(sys\.)?lambda$/i.test(expression.name))
    throw problem(call, msg`argument ${index + 1} of ${call.name} must be a lambda`);
  const names = expression.args.slice(0, -1).map((arg) => variableName(call, arg));
  const body = expression.args.at(-1);
  if (body === undefined) throw problem(call, msg`a lambda needs an expression`);
  return (values) => {
    spend(call.context.scope.budget, 'steps', 1 + call.context.lambdas.size, call.at);
    const lambdas = new Map(call.context.lambdas);
    for (const [position, name] of names.entries()) {
      const value = values[position];
      if (value === undefined) throw problem(call, msg`the lambda of ${call.name} has more variables than it is given`);
      lambdas.set(name, value);
    }
    return call.evaluate(body, { ...call.context, lambdas });
  };
}

function variableName(call: Call, expression: Expression): string {
  if (expression.kind === 'literal' && typeof expression.value === 'string') return expression.value.toLowerCase();
  throw problem(call, msg`the variables of a lambda are named by strings`);
}

/** The first argument evaluated: an array, or what is open instead. */
function inputOf(call: Call): readonly ArmValue[] | Open {
  const [first] = call.args;
  const value = first === undefined ? null : call.evaluate(first);
  if (isOpen(value) || isArray(value)) return value;
  throw wrongType(call, 0, value, 'array');
}

/** An open result depends on the lambda too, which no identity speaks of: it equals no other. */
function openLambda(
  call: Call,
  args: readonly ArmValue[],
  details: { readonly type?: ArmType } = {},
  reason?: Message,
): Open {
  return openCall(call, args, { ...details, identity: uniqueName(call) }, reason);
}

function restOf(call: Call, value: Open): Open {
  return asRest(openLambda(call, [value]));
}

function map(call: Call): ArmValue {
  const input = inputOf(call);
  if (isOpen(input)) return openLambda(call, [input], { type: 'array' });
  const f = lambdaAt(call, 1);
  return input.map((element, index) => (isSpread(element) ? restOf(call, element) : f([element, index])));
}

/** Where it is open whether an element stays, it is one that may be there or not. */
function filter(call: Call): ArmValue {
  const input = inputOf(call);
  if (isOpen(input)) return openLambda(call, [input], { type: 'array' });
  const keep = lambdaAt(call, 1);
  return input.flatMap((element, index): readonly ArmValue[] => {
    if (isSpread(element)) return [restOf(call, element)];
    const answer = keep([element, index]);
    if (isOpen(answer)) return [asRest(openLambda(call, [answer, element]))];
    if (typeof answer !== 'boolean') throw problem(call, msg`the lambda of ${call.name} must give true or false`);
    return answer ? [element] : [];
  });
}

function reduce(call: Call): ArmValue {
  const input = inputOf(call);
  const initialArg = call.args[1];
  const initial = initialArg === undefined ? null : call.evaluate(initialArg);
  const rest = isOpen(input) ? input : input.find(isSpread);
  if (isOpen(input) || (rest !== undefined && isOpen(rest))) return openLambda(call, [rest ?? null, initial]);
  const f = lambdaAt(call, 2);
  return input.reduce((value, element, index) => f([value, element, index]), initial);
}

/** A stable merge sort: the lambda says whether its first value comes before its second. */
function sort(call: Call): ArmValue {
  const input = inputOf(call);
  const rest = isOpen(input) ? input : input.find(isSpread);
  if (isOpen(input) || (rest !== undefined && isOpen(rest))) return openLambda(call, [rest ?? null], { type: 'array' });
  const before = lambdaAt(call, 1);
  const sorted = mergeSort(input, (a, b) => {
    const answer = before([a, b]);
    if (isOpen(answer)) return { because: answer };
    if (typeof answer !== 'boolean') throw problem(call, msg`the lambda of ${call.name} must give true or false`);
    return answer;
  });
  return 'because' in sorted ? openLambda(call, [sorted.because, input], { type: 'array' }) : sorted.list;
}

function mergeSort(
  list: readonly ArmValue[],
  before: (a: ArmValue, b: ArmValue) => boolean | Stop,
): { readonly list: readonly ArmValue[] } | Stop {
  if (list.length < 2) return { list };
  const middle = list.length >> 1;
  const [left, right] = [mergeSort(list.slice(0, middle), before), mergeSort(list.slice(middle), before)];
  if ('because' in left) return left;
  if ('because' in right) return right;
  const merged: ArmValue[] = [];
  let [i, j] = [0, 0];
  while (i < left.list.length && j < right.list.length) {
    const [a = null, b = null] = [left.list[i], right.list[j]];
    const rightFirst = before(b, a);
    if (typeof rightFirst !== 'boolean') return rightFirst;
    merged.push(rightFirst ? b : a);
    if (rightFirst) j++;
    else i++;
  }
  return { list: [...merged, ...left.list.slice(i), ...right.list.slice(j)] };
}

/** Elements by the key that the lambda gives. Two elements with one key: what Azure does is not documented. */
function toObject(call: Call): ArmValue {
  const input = inputOf(call);
  if (isOpen(input)) return openLambda(call, [input], { type: 'object' });
  const keyOf = lambdaAt(call, 1);
  const given = call.args.length > 2 ? lambdaAt(call, 2) : ([element = null]: readonly ArmValue[]) => element;
  const members = new Map<string, [string, ArmValue]>();
  for (const [index, element] of input.entries()) {
    const key = isSpread(element) ? element : keyOf([element, index]);
    if (isOpen(key)) return openLambda(call, [key, input], { type: 'object' });
    const name = stringAt(call, [key], 0);
    if (members.has(name.toLowerCase())) return openLambda(call, [input], { type: 'object' }, twoWithOneKey(name));
    members.set(name.toLowerCase(), [name, given([element, index])]);
  }
  return objectOf(members.values());
}

function twoWithOneKey(name: string): Message {
  return msg`two elements have the key ${name}`;
}

/** Arrays of the elements that have the same key. */
function groupBy(call: Call): ArmValue {
  const input = inputOf(call);
  if (isOpen(input)) return openLambda(call, [input], { type: 'object' });
  const keyOf = lambdaAt(call, 1);
  const groups = new Map<string, ArmValue[]>();
  for (const [index, element] of input.entries()) {
    const key = isSpread(element) ? element : keyOf([element, index]);
    if (isOpen(key)) return openLambda(call, [key, input], { type: 'object' });
    const name = stringAt(call, [key], 0);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [element]);
    else group.push(element);
  }
  const names = new Set([...groups.keys()].map((name) => name.toLowerCase()));
  // Whether keys that differ by case only are one is not documented.
  return names.size < groups.size ? openLambda(call, [input], { type: 'object' }) : objectOf(groups);
}

function mapValues(call: Call): ArmValue {
  const [first] = call.args;
  const value = first === undefined ? null : call.evaluate(first);
  if (isOpen(value)) return openLambda(call, [value], { type: 'object' });
  const object = isObject(value) ? value : objectAt(call, [value], 0);
  const f = lambdaAt(call, 1);
  return objectOf(Object.entries(object).map(([name, one]): [string, ArmValue] => [name, f([one])]));
}

function lambdaVariables(call: Call): ArmValue {
  const [first] = call.args;
  const name = first === undefined ? null : call.evaluate(first);
  if (typeof name !== 'string') throw wrongType(call, 0, name, 'string');
  const value = call.context.lambdas.get(name.toLowerCase());
  if (value === undefined) throw problem(call, msg`no lambda around here has a variable ${name}`);
  return value;
}

function alone(call: Call): ArmValue {
  throw problem(call, msg`a lambda stands only in functions that call it, such as map and filter`);
}

const LAMBDA = { group: 'lambda', kind: 'evaluated' } as const;

export const LAMBDA_FUNCTIONS: readonly ArmFunction[] = [
  { ...LAMBDA, name: 'filter', arity: [2, 2], evaluate: filter },
  { ...LAMBDA, unsettled: 'keys that differ by case only', name: 'groupBy', arity: [2, 2], evaluate: groupBy },
  { ...LAMBDA, name: 'lambda', arity: [1, Number.POSITIVE_INFINITY], evaluate: alone },
  { ...LAMBDA, name: 'lambdaVariables', arity: [1, 1], evaluate: lambdaVariables },
  { ...LAMBDA, name: 'map', arity: [2, 2], evaluate: map },
  { ...LAMBDA, name: 'mapValues', arity: [2, 2], evaluate: mapValues },
  { ...LAMBDA, name: 'reduce', arity: [3, 3], evaluate: reduce },
  { ...LAMBDA, name: 'sort', arity: [2, 2], evaluate: sort },
  { ...LAMBDA, unsettled: 'two elements with one key', name: 'toObject', arity: [2, 3], evaluate: toObject },
];
