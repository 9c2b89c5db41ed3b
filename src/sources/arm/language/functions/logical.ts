/** Truth values, comparisons and branches. All are three-valued: an open argument leaves open only what depends on it. */
import { msg } from '../../../../azure/message.js';
import { oneOf } from '../access.js';
import { spend } from '../budget.js';
import {
  ANY,
  type ArmFunction,
  attempt,
  booleanAt,
  type Call,
  equal,
  openCall,
  problem,
  strict,
  uniqueName,
  valuesOf,
  wrongType,
} from '../call.js';
import { identityOf } from '../open.js';
import { printExpression } from '../print.js';
import { type ArmValue, OPEN } from '../types.js';
import { isOpen, typeOf } from '../values.js';

/** The first argument that decides, or open where an open one may. */
function connective(deciding: boolean): ArmFunction['evaluate'] {
  return (call) => {
    const seen: ArmValue[] = [];
    let failed = false;
    for (const [index, arg] of call.args.entries()) {
      // Behind an open argument, one that cannot be evaluated may never be looked at.
      const behindOpen = seen.some(isOpen);
      const value = behindOpen ? attempt(call, arg)?.value : call.evaluate(arg);
      const usable = value !== undefined && (isOpen(value) || typeof value === 'boolean');
      if (!usable && !behindOpen) throw wrongType(call, index, value, 'bool');
      if (!usable) {
        failed = true;
        continue;
      }
      if (value === deciding) return deciding;
      seen.push(value);
    }
    if (!seen.some(isOpen)) return !deciding;
    return openCall(call, seen, { type: 'bool', ...(failed ? { identity: uniqueName(call) } : {}) });
  };
}

/** Both branches are looked at where the condition is open: they may be the same. */
function branch(call: Call): ArmValue {
  const [conditionArg, yesArg, noArg] = call.args;
  if (conditionArg === undefined || yesArg === undefined || noArg === undefined) return null;
  const condition = call.evaluate(conditionArg);
  if (!isOpen(condition)) return call.evaluate(booleanAt(call, [condition], 0) ? yesArg : noArg);
  const [yes, no] = [attempt(call, yesArg), attempt(call, noArg)];
  if (yes === null && no === null) return call.evaluate(yesArg);
  const text = `${call.name}(${condition[OPEN].text}, ${printExpression(yesArg, 1)}, ${printExpression(noArg, 1)})`;
  const { budget } = call.context.scope;
  const values = [yes, no].map((one) =>
    one === null ? openCall(call, [condition], { identity: uniqueName(call) }) : one.value,
  );
  const identity = `if(${[condition, ...values].map(identityOf).join(',')})`;
  return oneOf(values, condition, { text, identity }, () => spend(budget, 'steps', 1, call.at));
}

/** The first argument that is not null. An open one of a known type is not. */
function coalesce(call: Call): ArmValue {
  const candidates: ArmValue[] = [];
  for (const arg of call.args) {
    const value = candidates.length === 0 ? call.evaluate(arg) : attempt(call, arg)?.value;
    if (value === undefined || value === null) continue;
    candidates.push(value);
    if (typeOf(value) !== null) break;
  }
  const [first = null] = candidates;
  if (candidates.length < 2 && typeOf(first) !== null) return first;
  const cause = candidates.find(isOpen);
  if (cause === undefined) return first;
  const text = `${call.name}(${call.args.map((arg) => printExpression(arg, 1)).join(', ')})`;
  const last = candidates.at(-1) ?? null;
  const all = typeOf(last) === null ? [...candidates, null] : candidates;
  const identity = `coalesce(${candidates.map(identityOf).join(',')})`;
  return oneOf(all, cause, { text, identity }, () => spend(call.context.scope.budget, 'steps', 1, call.at));
}

function equals(call: Call): ArmValue {
  const [a = null, b = null] = valuesOf(call);
  return equal(call, a, b) ?? openCall(call, [a, b], { type: 'bool' });
}

/** Numbers by size, strings by their letters. Where .NET's order of strings is not plain from both of ours, nothing is said. */
function ordering(holds: (order: number) => boolean): ArmFunction['evaluate'] {
  return strict('bool', (args, call) => {
    const [a = null, b = null] = args;
    if (typeof a === 'number' && typeof b === 'number') return holds(Math.sign(a - b));
    if (typeof a !== 'string') throw wrongType(call, 0, a, 'int | string');
    if (typeof b !== 'string') throw wrongType(call, 1, b, 'int | string');
    const order = compare(a, b);
    if (order === compare(a.toLowerCase(), b.toLowerCase()) && PLAIN.test(a) && PLAIN.test(b)) return holds(order);
    return openCall(
      call,
      args,
      { type: 'bool' },
      msg`the order of ${a} and ${b} depends on the language of the server`,
    );
  });
}

const PLAIN = /^[A-Za-z0-9]*$/;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toBool(args: readonly ArmValue[], call: Call): ArmValue {
  const [value = null] = args;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value !== 'string') throw wrongType(call, 0, value, 'bool | int | string');
  const lower = value.trim().toLowerCase();
  if (lower === 'true' || lower === '1') return true;
  if (lower === 'false' || lower === '0') return false;
  throw problem(call, msg`${value} is neither true nor false`);
}

const LOGICAL = { group: 'logical', kind: 'evaluated' } as const;
const COMPARISON = { group: 'comparison', kind: 'evaluated' } as const;

const STRINGS_ORDER = { unsettled: 'strings whose order depends on case or signs' };

export const LOGICAL_FUNCTIONS: readonly ArmFunction[] = [
  { ...LOGICAL, name: 'and', arity: [1, ANY], evaluate: connective(false) },
  { ...LOGICAL, name: 'or', arity: [1, ANY], evaluate: connective(true) },
  { ...LOGICAL, name: 'not', arity: [1, 1], evaluate: strict('bool', (args, call) => !booleanAt(call, args, 0)) },
  { ...LOGICAL, name: 'if', arity: [3, 3], evaluate: branch },
  { ...LOGICAL, name: 'bool', arity: [1, 1], evaluate: strict('bool', toBool) },
  { ...LOGICAL, name: 'true', arity: [0, 0], evaluate: () => true },
  { ...LOGICAL, name: 'false', arity: [0, 0], evaluate: () => false },
  { ...COMPARISON, name: 'coalesce', arity: [1, ANY], evaluate: coalesce },
  { ...COMPARISON, name: 'equals', arity: [2, 2], evaluate: equals },
  { ...COMPARISON, ...STRINGS_ORDER, name: 'less', arity: [2, 2], evaluate: ordering((order) => order < 0) },
  { ...COMPARISON, ...STRINGS_ORDER, name: 'lessOrEquals', arity: [2, 2], evaluate: ordering((order) => order <= 0) },
  { ...COMPARISON, ...STRINGS_ORDER, name: 'greater', arity: [2, 2], evaluate: ordering((order) => order > 0) },
  {
    ...COMPARISON,
    ...STRINGS_ORDER,
    name: 'greaterOrEquals',
    arity: [2, 2],
    evaluate: ordering((order) => order >= 0),
  },
];
