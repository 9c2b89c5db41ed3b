/** Making, merging and reading arrays and objects. */
import { msg } from '../../../../azure/message.js';
import { member } from '../access.js';
import { spend } from '../budget.js';
import {
  ANY,
  type ArmFunction,
  arrayAt,
  type Call,
  integerAt,
  objectAt,
  openCall,
  orNull,
  problem,
  strict,
  uniqueName,
  valuesOf,
  wrongType,
} from '../call.js';
import { identityOf } from '../open.js';
import { printExpression } from '../print.js';
import { type ArmObject, type ArmValue, OPEN } from '../types.js';
import { compareNames, isArray, isObject, isOpen, isSpread, memberOf, objectOf, ownName, typeOf } from '../values.js';
import { asRest } from './collections.js';

function array(call: Call): ArmValue {
  const [value = null] = valuesOf(call);
  if (isArray(value)) return value;
  if (isOpen(value) && (typeOf(value) === null || typeOf(value) === 'array'))
    return typeOf(value) === 'array' ? value : openCall(call, [value], { type: 'array' });
  return [value];
}

function createObject(call: Call): ArmValue {
  const values = valuesOf(call);
  if (values.length % 2 === 1) throw problem(call, msg`${call.name} takes names and values in pairs`);
  const members: [string, ArmValue][] = [];
  for (let i = 0; i < values.length; i += 2) {
    const name = values[i] ?? null;
    if (isOpen(name)) return openCall(call, values, { type: 'object' });
    if (typeof name !== 'string') throw wrongType(call, i, name, 'string');
    members.push([name, values[i + 1] ?? null]);
  }
  return objectOf(members);
}

/** `[{key, value}, …]`, sorted by key. */
function items(args: readonly ArmValue[], call: Call): ArmValue {
  const object = objectAt(call, args, 0);
  return Object.keys(object)
    .sort(compareNames)
    .map((key) =>
      objectOf([
        ['key', key],
        ['value', object[key] ?? null],
      ]),
    );
}

function range(args: readonly ArmValue[], call: Call): ArmValue {
  const [start, count] = [integerAt(call, args, 0), integerAt(call, args, 1)];
  if (count < 0 || count > 10_000) throw problem(call, msg`the count of ${call.name} is ${count}, not 0 to 10000`);
  if (start + count > 2_147_483_647) throw problem(call, msg`${call.name} ends behind 2147483647`);
  spend(call.context.scope.budget, 'items', count, call.at);
  return Array.from({ length: count }, (_, index) => start + index);
}

/** Arrays without what is there already; objects member by member, those within them too. The last value of a name wins. */
function union(call: Call): ArmValue {
  const args = valuesOf(call);
  if (args.some((arg) => typeOf(arg) === 'array')) return unionOfArrays(call, args);
  if (!args.some((arg) => typeOf(arg) === 'object')) {
    const wrong = args.findIndex((arg) => !isOpen(arg) && arg !== null);
    if (wrong >= 0) throw wrongType(call, wrong, args[wrong], 'array | object');
    return openCall(call, args);
  }
  const wrong = args.findIndex((arg) => !isOpen(arg) && !isObject(arg));
  if (wrong >= 0) throw wrongType(call, wrong, args[wrong], 'object');
  return args.reduce((merged, next) => merge(call, merged, next));
}

function unionOfArrays(call: Call, args: readonly ArmValue[]): ArmValue {
  const seen = new Set<string>();
  return args.flatMap((arg, index): readonly ArmValue[] => {
    if (isOpen(arg)) return [asRest(arg)];
    if (!isArray(arg)) throw wrongType(call, index, arg, 'array');
    spend(call.context.scope.budget, 'steps', arg.length, call.at);
    return arg.flatMap((element): readonly ArmValue[] => {
      const identity = identityOf(element);
      if (seen.has(identity)) return [];
      seen.add(identity);
      // It may equal another one, and be none of its own then.
      return isOpen(element) ? [asRest(element)] : [element];
    });
  });
}

function merge(call: Call, one: ArmValue, two: ArmValue): ArmValue {
  spend(call.context.scope.budget, 'steps', 1, call.at);
  if (isObject(one) && isObject(two)) return mergeObjects(call, one, two);
  if (isObject(two) && isOpen(one)) {
    const before = one[OPEN].members;
    const members = before === null ? scalarMembers(two) : mergeObjects(call, before, two);
    return openCall(call, [one, two], { type: 'object', members });
  }
  if (isOpen(two) && (isObject(one) || isOpen(one)) && typeOf(two) !== 'string')
    return openCall(call, [one, two], {
      type: typeOf(one) === typeOf(two) ? typeOf(one) : null,
      members: two[OPEN].members,
    });
  return two;
}

/** What a union decides although it follows an open object: members that are not merged but replaced. */
function scalarMembers(object: ArmObject): ArmObject {
  return objectOf(Object.entries(object).filter(([, value]) => !isObject(value) && !isOpen(value)));
}

function mergeObjects(call: Call, one: ArmObject, two: ArmObject): ArmObject {
  spend(call.context.scope.budget, 'steps', Object.keys(one).length + Object.keys(two).length, call.at);
  const members = new Map<string, ArmValue>(Object.entries(one));
  for (const [name, value] of Object.entries(two)) {
    const own = ownName(one, name) ?? name;
    const before = members.get(own);
    members.set(own, before === undefined ? value : merge(call, before, value));
  }
  return objectOf(members);
}

/** The last value of a name wins, and nothing within is merged. */
function shallowMerge(args: readonly ArmValue[], call: Call): ArmValue {
  const objects = arrayAt(call, args, 0);
  if (objects.some(isOpen)) return openCall(call, args, { type: 'object' });
  return objectOf(objects.flatMap((one) => Object.entries(objectAt(call, [one], 0))));
}

/** Elements of all arrays, or members of all objects with the same value in all. */
function intersection(args: readonly ArmValue[], call: Call): ArmValue {
  const [first = null, ...others] = args;
  if (isArray(first)) {
    const sets = others.map((_, index) => new Set(arrayAt(call, args, index + 1).map(identityOf)));
    const seen = new Set<string>();
    return first.filter((element) => {
      const identity = identityOf(element);
      if (seen.has(identity) || !sets.every((set) => set.has(identity))) return false;
      seen.add(identity);
      return true;
    });
  }
  const objects = others.map((_, index) => objectAt(call, args, index + 1));
  return objectOf(
    Object.entries(objectAt(call, args, 0)).filter(([name, value]) =>
      objects.every((other) => {
        const found = memberOf(other, name);
        return found !== undefined && identityOf(found) === identityOf(value);
      }),
    ),
  );
}

/** A name, an index, or an index from the end, which is written `{value: 1, fromEnd: true}`. */
interface Step {
  readonly key: ArmValue;
  readonly fromEnd: boolean;
}

/** The arguments of `tryGet` and its like from `first` on. All are looked at, also those that a missing value makes needless. */
function stepsFrom(call: Call, args: readonly ArmValue[], first: number): readonly Step[] {
  return args.slice(first).map((arg, index) => {
    const key = isObject(arg) ? (memberOf(arg, 'value') ?? null) : arg;
    if (!isOpen(key) && typeof key !== 'string' && typeof key !== 'number')
      throw wrongType(call, first + index, arg, 'string | int');
    return { key, fromEnd: isObject(arg) && memberOf(arg, 'fromEnd') === true };
  });
}

function along(call: Call, start: ArmValue, steps: readonly Step[]): ArmValue {
  const { budget } = call.context.scope;
  const text = () => printExpression({ kind: 'call', name: call.name, args: call.args, at: call.at }, 1);
  return steps.reduce((value, { key, fromEnd }) => {
    if (fromEnd && typeof key === 'number') return fromTheEnd(call, value, key, false);
    return member(value, key, call.at, text, () => spend(budget, 'steps', 1, call.at));
  }, start);
}

/** What may be missing is null then; what follows has to be there. */
function tryGet(call: Call): ArmValue {
  const args = valuesOf(call);
  const [value = null] = args;
  const steps = stepsFrom(call, args, 1);
  const [first] = steps;
  if (first === undefined || value === null || !has(value, first.key)) return null;
  const found = along(call, value, [first]);
  return found === null && steps.length > 1 ? null : reached(call, found, steps.slice(1));
}

/** The rest of the way; where its beginning is open, there may be no way to go. */
function reached(call: Call, found: ArmValue, steps: readonly Step[]): ArmValue {
  if (!isOpen(found) || steps.length === 0) return along(call, found, steps);
  const rest = orNull(() => along(call, found, steps));
  return rest ?? openCall(call, [found], { identity: uniqueName(call) });
}

function has(value: ArmValue, key: ArmValue): boolean {
  if (isOpen(value) || isOpen(key)) return true;
  // A number names no member, which is an error and no missing one.
  if (isObject(value)) return typeof key !== 'string' || ownName(value, key) !== null;
  if (!isArray(value)) return true;
  return typeof key !== 'number' || (key >= 0 && key < value.length) || (key >= 0 && value.some(isSpread));
}

function fromTheEnd(call: Call, value: ArmValue, index: number, safe: boolean): ArmValue {
  if (isOpen(value)) return openCall(call, [value, index]);
  if (!isArray(value)) throw wrongType(call, 0, value, 'array');
  const found = index >= 1 ? value.at(-index) : undefined;
  const open = index >= 1 && value.slice(-index).some(isSpread);
  if (open || (found === undefined && value.some(isSpread))) return openCall(call, [value, index]);
  if (found !== undefined) return found;
  if (safe) return null;
  throw problem(call, msg`${call.name}: there is no element ${index} from the end of ${value.length}`);
}

function indexFromEnd(safe: boolean): ArmFunction['evaluate'] {
  return (call) => {
    const args = valuesOf(call);
    const [value = null, index = null] = args;
    const steps = stepsFrom(call, args, 2);
    if (isOpen(index)) return openCall(call, args);
    const number = integerAt(call, args, 1);
    if (value === null && safe) return null;
    const found = fromTheEnd(call, value, number, safe);
    return found === null && safe ? null : reached(call, found, steps);
  };
}

/** The arrays in an array, one after the other. */
function flatten(args: readonly ArmValue[], call: Call): ArmValue {
  return arrayAt(call, args, 0).flatMap((one) => {
    if (isOpen(one)) return [asRest(one)];
    return arrayAt(call, [one], 0);
  });
}

const ARRAY = { group: 'array', kind: 'evaluated' } as const;
const OBJECT = { group: 'object', kind: 'evaluated' } as const;

export const OBJECT_FUNCTIONS: readonly ArmFunction[] = [
  { ...ARRAY, name: 'array', arity: [1, 1], evaluate: array },
  { ...ARRAY, name: 'createArray', arity: [0, ANY], evaluate: valuesOf },
  { ...ARRAY, name: 'flatten', arity: [1, 1], evaluate: strict('array', flatten) },
  { ...ARRAY, name: 'indexFromEnd', arity: [2, ANY], evaluate: indexFromEnd(false) },
  { ...ARRAY, name: 'tryIndexFromEnd', arity: [2, ANY], evaluate: indexFromEnd(true) },
  { ...ARRAY, name: 'range', arity: [2, 2], evaluate: strict('array', range) },
  { ...ARRAY, name: 'tryGet', arity: [2, ANY], evaluate: tryGet },
  { ...ARRAY, name: 'union', arity: [1, ANY], evaluate: union },
  { ...ARRAY, name: 'intersection', arity: [2, ANY], evaluate: strict(null, intersection, true) },
  { ...OBJECT, name: 'createObject', arity: [0, ANY], evaluate: createObject },
  { ...OBJECT, name: 'items', arity: [1, 1], evaluate: strict('array', items) },
  { ...OBJECT, name: 'null', arity: [0, 0], evaluate: () => null },
  {
    ...OBJECT,
    name: 'objectKeys',
    arity: [1, 1],
    evaluate: strict('array', (args, call) => Object.keys(objectAt(call, args, 0)).sort(compareNames)),
  },
  { ...OBJECT, name: 'shallowMerge', arity: [1, 1], evaluate: strict('object', shallowMerge) },
];
