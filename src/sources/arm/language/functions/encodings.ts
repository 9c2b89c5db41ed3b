/** Text in other clothes: base64, data and other URIs, JSON, composite formats. */
import { msg } from '../../../../azure/message.js';
import { LONGEST_STRING, spend, spendString } from '../budget.js';
import { ANY, type ArmFunction, type Call, openCall, problem, strict, stringAt, valuesOf } from '../call.js';
import { formatValue, type Placeholder, parseFormat } from '../format.js';
import { fromJson } from '../from-json.js';
import { joinParts } from '../open.js';
import { parseRelaxedJson } from '../relaxed-json.js';
import type { ArmValue, Open } from '../types.js';
import { isOpen } from '../values.js';

function text(name: string, f: (value: string, call: Call) => ArmValue, kind: 'string' | null = 'string'): ArmFunction {
  const evaluate = strict(kind, (args, call) => {
    const value = stringAt(call, args, 0);
    // No encoding makes more of a character than nine.
    spend(call.context.scope.budget, 'characters', value.length, call.at);
    const result = f(value, call);
    if (typeof result === 'string') spendString(call.context.scope.budget, result.length, call.at);
    return result;
  });
  return { group: 'string', kind: 'evaluated', name, arity: [1, 1], evaluate };
}

function decodeBase64(value: string, call: Call): string {
  const compact = value.replace(/\s/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact))
    throw problem(call, msg`the argument of ${call.name} is not base64`);
  return Buffer.from(compact, 'base64').toString('utf8');
}

function parseJson(value: string, call: Call): ArmValue {
  const parsed = parseRelaxedJson(value);
  // Azure reads more than JSON (comments, names without quotes), so it may still make sense of this.
  if (parsed === null)
    return openCall(call, [value], {}, msg`the argument of ${call.name} is not JSON as it is usually written`);
  const result = fromJson(parsed.value);
  if (result === undefined) throw problem(call, msg`the argument of ${call.name} is nested too deeply`);
  return result;
}

/** `data:text/plain;charset=utf8;base64,…` */
function decodeDataUri(value: string, call: Call): ArmValue {
  const match = /^data:[^,;]*(?:;charset=([\w-]+))?(;base64)?,/i.exec(value);
  if (match === null) throw problem(call, msg`the argument of ${call.name} is not a data URI`);
  const data = value.slice(match[0].length);
  if (match[1] !== undefined && !/^(utf-?8|us-ascii)$/i.test(match[1]))
    return openCall(call, [value], { type: 'string' });
  return match[2] === undefined ? decodeComponent(data, call) : decodeBase64(data, call);
}

/** As .NET escapes: everything but the unreserved characters of RFC 3986. */
function encodeComponent(value: string): string {
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decodeComponent(value: string, call: Call): ArmValue {
  try {
    return decodeURIComponent(value);
  } catch {
    return openCall(call, [value], { type: 'string' }, msg`the argument of ${call.name} is not escaped text`);
  }
}

/** Puts a relative URI to a base one. What .NET and RFC 3986 might write differently is left open. */
function uri(args: readonly ArmValue[], call: Call): ArmValue {
  const [base, relative] = [stringAt(call, args, 0), stringAt(call, args, 1)];
  const plain = /^[\w\-.~/:?#=&+,;@!$]*$/;
  if (URL.canParse(base) && plain.test(base) && plain.test(relative)) return new URL(relative, base).href;
  return openCall(call, args, { type: 'string' }, msg`how Azure joins ${base} and ${relative} is not known`);
}

/** Open arguments are open parts of the result. */
function format(call: Call): ArmValue {
  const args = valuesOf(call);
  const [first = null, ...values] = args;
  if (isOpen(first)) return openCall(call, args, { type: 'string' });
  const pieces = parseFormat(stringAt(call, args, 0));
  if (pieces === null) throw problem(call, msg`the first argument of ${call.name} is no composite format`);
  let length = 0;
  const parts: (string | Open)[] = [];
  for (const piece of pieces) {
    const part = typeof piece === 'string' ? piece : placed(call, piece, values);
    if (part === null) return openCall(call, args, { type: 'string' }, notWritten(call));
    length += typeof part === 'string' ? part.length : 1;
    if (length > LONGEST_STRING) spendString(call.context.scope.budget, length, call.at);
    parts.push(part);
  }
  spendString(call.context.scope.budget, length, call.at);
  return joinParts(parts);
}

function placed(call: Call, place: Placeholder, values: readonly ArmValue[]): string | Open | null {
  const value = values[place.index];
  if (value === undefined) throw problem(call, msg`${call.name} has no argument for {${place.index}}`);
  spendString(call.context.scope.budget, Math.abs(place.width), call.at);
  return formatValue(value, place);
}

function notWritten(call: Call) {
  return msg`how Azure writes an argument of ${call.name} is not known here`;
}

export const ENCODING_FUNCTIONS: readonly ArmFunction[] = [
  text('base64', (value) => Buffer.from(value, 'utf8').toString('base64')),
  text('base64ToString', decodeBase64),
  text('base64ToJson', (value, call) => parseJson(decodeBase64(value, call), call), null),
  text('dataUri', (value) => `data:text/plain;charset=utf8;base64,${Buffer.from(value, 'utf8').toString('base64')}`),
  text('dataUriToString', decodeDataUri),
  { ...text('json', parseJson, null), group: 'object', unsettled: 'names without quotes, comments' },
  text('uriComponent', encodeComponent),
  text('uriComponentToString', decodeComponent),
  {
    group: 'string',
    kind: 'evaluated',
    name: 'uri',
    unsettled: 'characters that would be escaped',
    arity: [2, 2],
    evaluate: strict('string', uri),
  },
  {
    group: 'string',
    kind: 'evaluated',
    name: 'format',
    unsettled: 'numbers in formats other than D, F, N, X and zeros',
    arity: [1, ANY],
    evaluate: format,
  },
];
