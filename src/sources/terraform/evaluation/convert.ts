/** Converting values to types: for arguments, for variables, for everything that must have one type. */
import { type Message, msg } from '../../../azure/message.js';
import type { Position } from '../hcl/ast.js';
import { spend } from './budget.js';
import { EvaluationFailure, fail, failure, LimitReached, Undecided } from './failure.js';
import { formatNumber, parseNumber } from './numbers.js';
import { setOf, sizeIsOpen } from './sets.js';
import type { AttributeType, Budget, TfObject, TfType, TfUnknown, TfValue } from './types.js';
import { typeOf, unify } from './types-of.js';
import {
  isMapping,
  isSequence,
  isUnknownValue,
  type Mapping,
  remark,
  settleDeep,
  summaryOf,
  tooPrecise,
  unknownFrom,
  unknownOf,
  withoutMark,
} from './values.js';

/** The value as a value of the type, as Terraform converts arguments and variables; a failure or an unknown where that cannot be. Never throws. */
export function convert(value: TfValue, type: TfType, at: Position, budget: Budget): TfValue {
  try {
    const settled = settleDeep(value);
    spend(budget, 'steps', summaryOf(settled).size);
    return convertTo(settled, type);
  } catch (error) {
    if (error instanceof EvaluationFailure) return failure(error.what, error.at ?? at);
    if (error instanceof Undecided) return error.value;
    if (error instanceof LimitReached) return unknownOf(error.what);
    throw error;
  }
}

/** The value as a value of the type. Null stays null, what is open stays open, marks stay. @throws EvaluationFailure, Undecided */
export function convertTo(value: TfValue, type: TfType): TfValue {
  if (type === 'dynamic') return value;
  const { value: bare, sensitive } = withoutMark(value);
  if (bare === null || isUnknownValue(bare)) return value;
  return remark(convertKnown(bare, type), sensitive);
}

function convertKnown(value: TfValue, type: Exclude<TfType, 'dynamic'>): TfValue {
  if (type === 'string') return toText(value);
  if (type === 'number') return toNumber(value);
  if (type === 'bool') return toBool(value);
  switch (type.kind) {
    case 'list':
    case 'set':
      return toCollection(value, type.kind, type.element);
    case 'map':
      return toMap(value, type.element);
    case 'tuple':
      return toTuple(value, type.elements);
    case 'object':
      return isMapping(value) ? toObject(value, type.attributes) : fail(msg`an object is needed here`);
  }
}

/** The text of a primitive, as Terraform writes it. @throws EvaluationFailure, Undecided */
export function toText(value: TfValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return formatNumber(value) ?? tooPrecise();
  return fail(msg`a string is needed here`);
}

function toNumber(value: TfValue): number {
  if (typeof value === 'number') return value;
  const number = typeof value === 'string' ? parseNumber(value) : null;
  if (number === 'open') return tooPrecise();
  return number ?? fail(msg`a number is needed here`);
}

function toBool(value: TfValue): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === '1') return true;
  return value === 'false' || value === '0' ? false : fail(msg`true or false is needed here`);
}

const DIFFERENT: Message = msg`the elements must all have one type`;

/** The type for the elements of a collection: the one that is wanted, or the one they have in common. */
function elementType(items: Iterable<TfValue>, wanted: TfType): TfType {
  return wanted === 'dynamic' ? (unify([...items].map(typeOf)) ?? fail(DIFFERENT)) : wanted;
}

function toCollection(value: TfValue, kind: 'list' | 'set', wanted: TfType): TfValue {
  if (!isSequence(value)) return fail(kind === 'list' ? msg`a list is needed here` : msg`a set is needed here`);
  if (value.kind === kind && wanted === 'dynamic') return value;
  if (kind === 'list' && value.kind === 'set' && sizeIsOpen(value)) throw new Undecided(unknownFrom([value]));
  const element = wanted === 'dynamic' && value.kind !== 'tuple' ? value.element : elementType(value.items, wanted);
  const items = value.items.map((item) => convertTo(item, element));
  return kind === 'list' ? { kind, element, items } : setOf(items, element);
}

function toMap(value: TfValue, wanted: TfType): TfValue {
  if (!isMapping(value)) return fail(msg`a map is needed here`);
  if (value.kind === 'map' && wanted === 'dynamic') return value;
  if (value.kind === 'object' && value.open !== null) throw new Undecided(unknownFrom([value]));
  const element = elementType(value.entries.values(), wanted);
  const entries = new Map([...value.entries].map(([name, child]) => [name, convertTo(child, element)]));
  return { kind: 'map', element, entries };
}

function toTuple(value: TfValue, elements: readonly TfType[]): TfValue {
  if (!isSequence(value) || value.kind !== 'tuple' || value.items.length !== elements.length) {
    return fail(msg`a tuple of ${elements.length} elements is needed here`);
  }
  return { kind: 'tuple', items: value.items.map((item, index) => convertTo(item, elements[index] ?? 'dynamic')) };
}

/** Attributes that the type does not name are left out; those that may be missing get their fallback. */
function toObject(value: Mapping, attributes: ReadonlyMap<string, AttributeType>): TfObject {
  const entries = new Map<string, TfValue>();
  const open = value.kind === 'object' ? value.open : null;
  for (const [name, { type, optional, fallback }] of attributes) {
    const named = value.entries.get(name);
    const given = named === undefined && open !== null ? attributeOfUnknown(open, name) : named;
    if (given === undefined) {
      if (!optional) fail(msg`the attribute "${name}" is missing`);
      entries.set(name, fallback);
    } else {
      const converted = convertTo(given, type);
      entries.set(name, converted === null && optional ? fallback : converted);
    }
  }
  return { kind: 'object', entries, open: null };
}

/** An attribute or element of what is open: its references one step longer, unless they only had a part in it. */
export function attributeOfUnknown(value: TfUnknown, name: string): TfUnknown {
  return stepFrom(value, `.${name}`);
}

/** @param step as it is written: `.id`, `[0]`, `["a"]` */
export function stepFrom(value: TfUnknown, step: string): TfUnknown {
  const [first] = value.references;
  if (value.derived || first === undefined) return value;
  return unknownOf(value.reason, [`${first}${step}`, ...value.references]);
}
