/** Functions that take arrays, objects and strings alike: how many, which first, is it in there. */
import { msg } from '../../../../azure/message.js';
import { spendString } from '../budget.js';
import { ANY, type ArmFunction, type Call, equal, integerAt, openCall, strict, valuesOf, wrongType } from '../call.js';
import { joinParts, refine } from '../open.js';
import { scalarText } from '../scalars.js';
import { type ArmValue, OPEN, type Open } from '../types.js';
import { fixedLength, isArray, isObject, isOpen, isSpread, ownName } from '../values.js';

/** Whether an array begins (or an open string is known to have) anything; `null` where that is open. */
function emptiness(value: ArmValue): boolean | null | undefined {
  if (value === null) return true;
  if (typeof value === 'string') return value === '';
  if (isOpen(value)) return value[OPEN].parts?.some((part) => typeof part === 'string') ? false : null;
  if (isArray(value)) return value.length === 0 || (value.every(isSpread) ? null : false);
  return isObject(value) ? Object.keys(value).length === 0 : undefined;
}

function empty(call: Call): ArmValue {
  const [value = null] = valuesOf(call);
  const result = emptiness(value);
  if (result === undefined) throw wrongType(call, 0, value, 'array | object | string');
  return result ?? openCall(call, [value], { type: 'bool' });
}

function length(args: readonly ArmValue[], call: Call): ArmValue {
  const [value = null] = args;
  if (typeof value === 'string') return value.length;
  if (isArray(value)) return value.some(isSpread) ? openCall(call, args, { type: 'int' }) : value.length;
  if (isObject(value)) return Object.keys(value).length;
  throw wrongType(call, 0, value, 'array | object | string');
}

/** The first or the last. Of an empty array it is null, of an empty string an empty one. */
function end(which: 0 | -1): ArmFunction['evaluate'] {
  return (call) => {
    const [value = null] = valuesOf(call);
    if (isOpen(value)) {
      const part = value[OPEN].parts?.at(which);
      return typeof part === 'string' ? (part.at(which) ?? '') : openCall(call, [value]);
    }
    if (typeof value === 'string') return value.at(which) ?? '';
    if (!isArray(value)) throw wrongType(call, 0, value, 'array | string');
    const found = value.at(which) ?? null;
    return isSpread(found) ? openCall(call, [value]) : found;
  };
}

/** Is it in the array, among the names of the object, a part of the string? Strings are compared with case, names without. */
function contains(call: Call): ArmValue {
  const args = valuesOf(call);
  const [container = null, wanted = null] = args;
  const undecided = () => openCall(call, args, { type: 'bool' });
  if (isArray(container)) {
    let open = false;
    for (const element of container) {
      const answer = isSpread(element) ? null : equal(call, element, wanted);
      if (answer === true) return true;
      open ||= answer === null;
    }
    return open ? undecided() : false;
  }
  if (isOpen(wanted)) return undecided();
  if (isObject(container)) {
    const name = scalarText(wanted);
    if (name === null) throw wrongType(call, 1, wanted, 'string');
    return ownName(container, name) !== null;
  }
  const text = scalarText(wanted);
  if (isOpen(container)) {
    const { parts, members } = container[OPEN];
    if (text !== null && parts?.some((part) => typeof part === 'string' && part.includes(text))) return true;
    return text !== null && members !== null && ownName(members, text) !== null ? true : undecided();
  }
  if (typeof container !== 'string') throw wrongType(call, 0, container, 'array | object | string');
  if (text === null) throw wrongType(call, 1, wanted, 'string');
  return container.includes(text);
}

/** Strings are searched without case, as documented; elements are compared as `equals` does. */
function position(last: boolean): ArmFunction['evaluate'] {
  return (call) => {
    const args = valuesOf(call);
    const [container = null, wanted = null] = args;
    const undecided = () => openCall(call, args, { type: 'int' });
    if (isOpen(container) || (isOpen(wanted) && !isArray(container))) return undecided();
    if (typeof container === 'string') {
      if (typeof wanted !== 'string') throw wrongType(call, 1, wanted, 'string');
      const [text, part] = [container.toLowerCase(), wanted.toLowerCase()];
      return last ? text.lastIndexOf(part) : text.indexOf(part);
    }
    if (!isArray(container)) throw wrongType(call, 0, container, 'array | string');
    if (last && container.some(isSpread)) return undecided();
    const indexes = [...container.keys()];
    for (const index of last ? indexes.reverse() : indexes) {
      const element = container[index] ?? null;
      const answer = isSpread(element) ? null : equal(call, element, wanted);
      if (answer === true) return index;
      if (answer === null || differsByCase(element, wanted)) return undecided();
    }
    return -1;
  };
}

/** Whether case counts among elements is not documented. */
function differsByCase(a: ArmValue, b: ArmValue): boolean {
  return typeof a === 'string' && typeof b === 'string' && a.toLowerCase() === b.toLowerCase();
}

/** Strings and numbers become one string, arrays one array; an open array becomes the open rest of it. */
function concat(call: Call): ArmValue {
  const args = valuesOf(call);
  if (args.some((arg) => isArray(arg) || (isOpen(arg) && arg[OPEN].type === 'array'))) {
    return args.flatMap((arg, index) => {
      if (isArray(arg)) return arg;
      if (isOpen(arg)) return [asRest(arg)];
      throw wrongType(call, index, arg, 'array');
    });
  }
  if (args.every((arg) => isOpen(arg) && arg[OPEN].type === null)) return openCall(call, args);
  const parts = args.map((arg, index) => {
    if (isOpen(arg)) return arg;
    const text = scalarText(arg);
    if (text === null) throw wrongType(call, index, arg, 'string');
    return text;
  });
  const length = parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
  spendString(call.context.scope.budget, length, call.at);
  return joinParts(parts);
}

/** An open array, or one that may be several elements, as elements of another array. */
export function asRest(value: Open): Open {
  return refine(value, { spread: true, type: null, parts: null, members: null, alternatives: null });
}

/** The elements or characters behind the first ones, or those first ones. */
function slice(call: Call, keepStart: boolean): ArmValue {
  const args = valuesOf(call);
  const [value = null, count = null] = args;
  if (isOpen(count)) return openCall(call, args, { type: isArray(value) ? 'array' : null });
  const number = Math.max(0, integerAt(call, args, 1));
  const cut = <T extends string | readonly ArmValue[]>(whole: T) =>
    keepStart ? whole.slice(0, number) : whole.slice(number);
  if (isOpen(value)) {
    const first = value[OPEN].parts?.[0];
    if (typeof first === 'string' && first.length >= number) {
      if (keepStart) return first.slice(0, number);
      return joinParts([first.slice(number), ...(value[OPEN].parts ?? []).slice(1)]);
    }
    const { type } = value[OPEN];
    return openCall(call, args, { type, segment: value[OPEN].segment });
  }
  if (typeof value === 'string') return cut(value);
  if (!isArray(value)) throw wrongType(call, 0, value, 'array | string');
  const fixed = fixedLength(value);
  if (fixed === value.length || number <= fixed) return cut(value);
  // How many of the open elements go is open; what follows them may go too.
  const rest = asRest(openCall(call, args, { type: 'array' }));
  return keepStart ? [...value.slice(0, fixed), rest] : [rest];
}

function extreme(choose: (...numbers: number[]) => number, name: string): ArmFunction {
  const evaluate = strict(
    'int',
    (args, call) => {
      const [only = null] = args;
      const list = args.length === 1 && isArray(only) ? only : args;
      const numbers = list.map((value, index) => {
        if (typeof value !== 'number') throw wrongType(call, index, value, 'int');
        return value;
      });
      return numbers.length === 0 ? openCall(call, args, { type: 'int' }, NO_NUMBERS) : reduceNumbers(numbers, choose);
    },
    true,
  );
  return { name, group: 'numeric', kind: 'evaluated', arity: [1, ANY], evaluate };
}

const NO_NUMBERS = msg`an extreme of no numbers is asked for`;

/** One by one: an argument list of a million numbers would exhaust the stack. */
function reduceNumbers(numbers: readonly number[], choose: (...pair: number[]) => number): number {
  return numbers.reduce((best, next) => choose(best, next));
}

const EVALUATED = { group: 'array', kind: 'evaluated' } as const;

const CASE_OF_ELEMENTS = { unsettled: 'elements that differ by case only' };

export const COLLECTION_FUNCTIONS: readonly ArmFunction[] = [
  { ...EVALUATED, name: 'concat', arity: [0, ANY], evaluate: concat },
  { ...EVALUATED, name: 'contains', arity: [2, 2], evaluate: contains },
  { ...EVALUATED, name: 'empty', arity: [1, 1], evaluate: empty },
  { ...EVALUATED, name: 'first', arity: [1, 1], evaluate: end(0) },
  { ...EVALUATED, name: 'last', arity: [1, 1], evaluate: end(-1) },
  { ...EVALUATED, ...CASE_OF_ELEMENTS, name: 'indexOf', arity: [2, 2], evaluate: position(false) },
  { ...EVALUATED, ...CASE_OF_ELEMENTS, name: 'lastIndexOf', arity: [2, 2], evaluate: position(true) },
  { ...EVALUATED, name: 'length', arity: [1, 1], evaluate: strict('int', length) },
  { ...EVALUATED, name: 'skip', arity: [2, 2], evaluate: (call) => slice(call, false) },
  { ...EVALUATED, name: 'take', arity: [2, 2], evaluate: (call) => slice(call, true) },
  extreme(Math.max, 'max'),
  extreme(Math.min, 'min'),
];
