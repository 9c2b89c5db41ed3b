/** Functions of strings. Open strings keep the parts that are known wherever the result can be told of them. */
import { createHash } from 'node:crypto';
import { msg } from '../../../../azure/message.js';
import { spendString } from '../budget.js';
import {
  ANY,
  type ArmFunction,
  type Call,
  integerAt,
  openCall,
  problem,
  strict,
  stringAt,
  valuesOf,
  wrongType,
} from '../call.js';
import { joinParts } from '../open.js';
import { compactJson, scalarText } from '../scalars.js';
import { type ArmValue, OPEN, type Open } from '../types.js';
import { isArray, isOpen } from '../values.js';
import { asRest } from './collections.js';

/** A function of one string or more, all decided, whose result is charged. */
function text(
  name: string,
  arity: readonly [number, number],
  f: (args: readonly ArmValue[], call: Call) => string,
): ArmFunction {
  const evaluate = strict('string', (args, call) => charged(call, f(args, call)));
  return { ...STRING, name, arity, evaluate };
}

function charged(call: Call, result: string): string {
  spendString(call.context.scope.budget, result.length, call.at);
  return result;
}

/** Letters one by one: what is open stays so, with the change written around it. */
function recase(change: (text: string) => string): ArmFunction['evaluate'] {
  return (call) => {
    const [value = null] = valuesOf(call);
    if (!isOpen(value)) return charged(call, change(stringAt(call, [value], 0)));
    const { parts, segment } = value[OPEN];
    const changed = (one: Open) => openCall(call, [one], { type: 'string', segment: one[OPEN].segment });
    if (parts === null || parts.length < 2) return openCall(call, [value], { type: 'string', segment });
    return joinParts(parts.map((part) => (typeof part === 'string' ? charged(call, change(part)) : changed(part))));
  };
}

/** Begins or ends with, without case. An open string is decided by its known beginning or end, where that is long enough or differs. */
function edge(atStart: boolean): ArmFunction['evaluate'] {
  const holds = (whole: string, part: string) => (atStart ? whole.startsWith(part) : whole.endsWith(part));
  const cut = (whole: string, length: number) =>
    atStart ? whole.slice(0, length) : whole.slice(whole.length - length);
  return (call) => {
    const args = valuesOf(call);
    const [value = null, wanted = null] = args;
    if (isOpen(wanted)) return openCall(call, args, { type: 'bool' });
    const part = stringAt(call, args, 1).toLowerCase();
    if (!isOpen(value)) return holds(stringAt(call, args, 0).toLowerCase(), part);
    const known = value[OPEN].parts?.at(atStart ? 0 : -1);
    if (typeof known !== 'string') return openCall(call, args, { type: 'bool' });
    const lower = known.toLowerCase();
    const common = Math.min(lower.length, part.length);
    if (cut(lower, common) !== cut(part, common)) return false;
    return lower.length >= part.length ? true : openCall(call, args, { type: 'bool' });
  };
}

/** Elements become one string; an open element is an open part of it, an open rest leaves all open. */
function join(call: Call): ArmValue {
  const args = valuesOf(call);
  const [list = null, separator = null] = args;
  if (isOpen(list) || isOpen(separator)) return openCall(call, args, { type: 'string' });
  if (!isArray(list)) throw wrongType(call, 0, list, 'array');
  const between = stringAt(call, args, 1);
  if (list.some((one) => isOpen(one) && one[OPEN].spread)) return openCall(call, args, { type: 'string' });
  const texts = list.map((one) => {
    const part = isOpen(one) ? one : scalarText(one);
    if (part === null) throw wrongType(call, 0, list, 'string[]');
    return part;
  });
  const length = texts.reduce((sum, part) => sum + between.length + (typeof part === 'string' ? part.length : 0), 0);
  spendString(call.context.scope.budget, length, call.at);
  const parts = texts.flatMap((part, index) => (index === 0 ? [part] : [between, part]));
  return joinParts(parts);
}

/** An open string whose open parts have no delimiter is split all the same; else the pieces around them are open. */
function split(call: Call): ArmValue {
  const args = valuesOf(call);
  const [value = null, by = null] = args;
  if (isOpen(by) || (isArray(by) && by.some(isOpen))) return openCall(call, args, { type: 'array' });
  const delimiters = isArray(by) ? by.map((_, index) => stringAt(call, by, index)) : [stringAt(call, args, 1)];
  const pattern = delimiters.filter((one) => one !== '').map(escaped);
  const cut = (one: string) => (pattern.length === 0 ? [one] : one.split(new RegExp(pattern.join('|'), 'u')));
  if (!isOpen(value)) return cut(stringAt(call, args, 0));
  const { parts } = value[OPEN];
  if (parts === null || delimiters.length !== 1) return openCall(call, args, { type: 'array' });
  const pieces: ArmValue[] = [];
  let piece: (string | Open)[] = [];
  for (const part of parts) {
    if (isOpen(part)) {
      piece.push(part);
      // It may have delimiters in it: then it is more than one piece.
      if (!part[OPEN].segment || delimiters[0] !== '/') return aroundOpen(call, args, parts, cut);
      continue;
    }
    const [first = '', ...others] = cut(part);
    piece.push(first);
    for (const next of others) {
      pieces.push(joinParts(piece));
      piece = [next];
    }
  }
  return [...pieces, joinParts(piece)];
}

/** Only the pieces before the first open part and behind the last one are sure. */
function aroundOpen(
  call: Call,
  args: readonly ArmValue[],
  parts: readonly (string | Open)[],
  cut: (text: string) => string[],
): ArmValue {
  const [first, last] = [parts.at(0), parts.at(-1)];
  const before = typeof first === 'string' ? cut(first).slice(0, -1) : [];
  const behind = typeof last === 'string' ? cut(last).slice(1) : [];
  return [...before, asRest(openCall(call, args, { type: 'array' })), ...behind];
}

function escaped(delimiter: string): string {
  return delimiter.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function substring(call: Call): ArmValue {
  const args = valuesOf(call);
  const [value = null, start = null, length] = args;
  const first = isOpen(value) ? value[OPEN].parts?.[0] : value;
  if (isOpen(start) || (length !== undefined && isOpen(length))) return openCall(call, args, { type: 'string' });
  const from = integerAt(call, args, 1);
  const count = length === undefined || length === null ? null : integerAt(call, args, 2);
  if (isOpen(value)) {
    const decided =
      typeof first === 'string' && count !== null && from >= 0 && count >= 0 && from + count <= first.length;
    return decided ? first.slice(from, from + count) : openCall(call, args, { type: 'string' });
  }
  const whole = stringAt(call, args, 0);
  const end = count === null ? whole.length : from + count;
  if (from < 0 || from > whole.length || end < from || end > whole.length)
    throw problem(call, msg`${call.name} goes from ${from} to ${end} of a string of ${whole.length} characters`);
  return charged(call, whole.slice(from, end));
}

function replace(args: readonly ArmValue[], call: Call): string {
  const [whole, old, by] = [stringAt(call, args, 0), stringAt(call, args, 1), stringAt(call, args, 2)];
  if (old === '') throw problem(call, msg`${call.name} cannot replace an empty string`);
  const pieces = whole.split(old);
  spendString(call.context.scope.budget, whole.length + (pieces.length - 1) * (by.length - old.length), call.at);
  return pieces.join(by);
}

function padLeft(args: readonly ArmValue[], call: Call): string {
  const [value = null] = args;
  const whole = typeof value === 'number' ? String(value) : stringAt(call, args, 0);
  const width = integerAt(call, args, 1);
  const fill = args.length > 2 ? stringAt(call, args, 2) : ' ';
  if (fill.length !== 1) throw problem(call, msg`${call.name} pads with one character`);
  if (width > whole.length) spendString(call.context.scope.budget, width, call.at);
  return whole.padStart(Math.max(width, 0), fill);
}

/** Scalars as they are, arrays and objects as compact JSON. */
function string(args: readonly ArmValue[], call: Call): ArmValue {
  const [value = null] = args;
  if (value === null) return openCall(call, args, { type: 'string' }, msg`the text of null is not documented`);
  return scalarText(value) ?? compactJson(value, call.context.scope.budget, call.at);
}

/** The namespace that the reference names for `guid`; the result is a name-based UUID of version 5 (RFC 9562) of the arguments with hyphens between. */
const GUID_NAMESPACE = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');

function guid(args: readonly ArmValue[], call: Call): string {
  const name = args.map((_, index) => stringAt(call, args, index)).join('-');
  const hash = createHash('sha1').update(GUID_NAMESPACE).update(name, 'utf8').digest();
  const bytes = hash.subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const STRING = { group: 'string', kind: 'evaluated' } as const;

export const STRING_FUNCTIONS: readonly ArmFunction[] = [
  { ...STRING, name: 'endsWith', arity: [2, 2], evaluate: edge(false) },
  { ...STRING, name: 'startsWith', arity: [2, 2], evaluate: edge(true) },
  { ...STRING, name: 'join', arity: [2, 2], evaluate: join },
  { ...STRING, name: 'split', arity: [2, 2], evaluate: split },
  { ...STRING, name: 'substring', arity: [2, 3], evaluate: substring },
  { ...STRING, unsettled: 'null', name: 'string', arity: [1, 1], evaluate: strict('string', string, true) },
  { ...STRING, name: 'toLower', arity: [1, 1], evaluate: recase((one) => one.toLowerCase()) },
  { ...STRING, name: 'toUpper', arity: [1, 1], evaluate: recase((one) => one.toUpperCase()) },
  text('guid', [1, ANY], guid),
  text('padLeft', [2, 3], padLeft),
  text('replace', [3, 3], replace),
  text('trim', [1, 1], (args, call) => stringAt(call, args, 0).trim()),
];
