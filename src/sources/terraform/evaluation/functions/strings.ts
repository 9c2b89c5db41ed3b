/** Functions on strings. */
import { msg } from '../../../../azure/message.js';
import { spend } from '../budget.js';
import { fail } from '../failure.js';
import { graphemesOf } from '../graphemes.js';
import type { Budget, TfValue } from '../types.js';
import { compareText, isSensitive, isUnknownValue, remark, unknownFrom, unmarkDeep } from '../values.js';
import { define, type Entry, integer, items, listOf, STRINGS, text, texts } from './function.js';

const one = (change: (value: string) => string) => (args: readonly TfValue[]) => change(text(args[0]));

/** Go changes letters one by one: `ß` stays what it is. */
function perLetter(change: (letter: string) => string): (value: string) => string {
  return (value) =>
    Array.from(value, (letter) => {
      const changed = change(letter);
      return [...changed].length === 1 ? changed : letter;
    }).join('');
}

const upper = perLetter((letter) => letter.toUpperCase());
const lower = perLetter((letter) => letter.toLowerCase());

const LETTER = /[\p{L}\p{N}_]/u;

/** The first letter of each word; a word ends at whatever is no letter, digit or underscore. An apostrophe ends one too. */
function title(value: string): string {
  let before = ' ';
  return Array.from(value, (letter) => {
    const begins = !LETTER.test(before) && !/[^\s\p{P}\p{S}]/u.test(before);
    before = letter;
    return begins ? upper(letter) : letter;
  }).join('');
}

/** Terraform's white space is Unicode's. */
const trimSpace = (value: string): string => {
  const isSpace = (at: number) =>
    /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(value.charAt(at));
  let start = 0;
  let end = value.length;
  while (start < end && isSpace(start)) start += 1;
  while (end > start && isSpace(end - 1)) end -= 1;
  return value.slice(start, end);
};

/** All line ends at the end of the text. */
function chomp(value: string): string {
  let end = value.length;
  while (end > 0 && (value.charAt(end - 1) === '\n' || value.charAt(end - 1) === '\r')) end -= 1;
  return value.slice(0, end);
}

function trim(value: string, characters: string): string {
  const away = new Set(characters);
  const letters = [...value];
  let start = 0;
  let end = letters.length;
  while (start < end && away.has(letters[start] ?? '')) start += 1;
  while (end > start && away.has(letters[end - 1] ?? '')) end -= 1;
  return letters.slice(start, end).join('');
}

const trimPrefix = (value: string, prefix: string) => (value.startsWith(prefix) ? value.slice(prefix.length) : value);
const trimSuffix = (value: string, suffix: string) =>
  suffix !== '' && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value;

/** The text with each line but the first moved in. */
function indent(spaces: number, value: string, budget: Budget): string {
  if (spaces < 0) fail(msg`an indentation is not negative`);
  const lines = value.split('\n');
  spend(budget, 'text', spaces * (lines.length - 1));
  return lines.join(`\n${' '.repeat(lines.length > 1 ? spaces : 0)}`);
}

function substr(value: string, offset: number, length: number): string {
  const letters = graphemesOf(value);
  const start = offset < 0 ? Math.max(letters.length + offset, 0) : offset;
  return letters.slice(start, length < 0 ? undefined : start + length).join('');
}

/** Null elements are refused, and lists may be many. */
function join([separator, ...lists]: readonly TfValue[], budget: Budget): string {
  if (lists.length === 0) fail(msg`at least one list is needed here`);
  const all = lists.flatMap((list) => texts(list));
  spend(budget, 'text', text(separator).length * all.length);
  return all.join(text(separator));
}

function split([separator, value]: readonly TfValue[]): TfValue {
  const by = text(separator);
  const parts = by === '' ? [...text(value)] : text(value).split(by);
  return listOf('string', parts);
}

/** Counted first, since a short text in many places can become a very long one. */
export function replaceAll(value: string, wanted: string, replacement: string, budget: Budget): string {
  if (wanted === '') {
    const letters = [...value];
    spend(budget, 'text', replacement.length * (letters.length + 1));
    return replacement + letters.map((letter) => letter + replacement).join('');
  }
  const parts = value.split(wanted);
  spend(budget, 'text', replacement.length * parts.length);
  return parts.join(replacement);
}

const startsWith = ([value, prefix]: readonly TfValue[]) => text(value).startsWith(text(prefix));

/** Empty and null strings left out. What is open may be empty, so that the rest is open too. */
function compact(args: readonly TfValue[]): TfValue {
  const kept: TfValue[] = [];
  let sensitive = false;
  for (const item of items(args[0])) {
    sensitive ||= isSensitive(item);
    const value = unmarkDeep(item);
    if (isUnknownValue(value)) return remark(unknownFrom(args), sensitive);
    if (value !== null && value !== '') kept.push(value);
  }
  return remark(listOf('string', kept), sensitive);
}

export const TEXT: readonly Entry[] = [
  define('chomp', ['string'], one(chomp)),
  define('compact', [STRINGS], compact, { sees: 'elements' }),
  define('endswith', ['string', 'string'], ([value, suffix]) => text(value).endsWith(text(suffix))),
  define('indent', ['number', 'string'], ([spaces, value], { budget }) => indent(integer(spaces), text(value), budget)),
  define('join', ['string'], (args, { budget }) => join(args, budget), { rest: STRINGS }),
  define('lower', ['string'], one(lower)),
  define('sort', [STRINGS], ([list]) => listOf('string', [...texts(list)].sort(compareText))),
  define('split', ['string', 'string'], split),
  define('startswith', ['string', 'string'], startsWith),
  define('strcontains', ['string', 'string'], ([value, part]) => text(value).includes(text(part))),
  define(
    'strrev',
    ['string'],
    one((value) => [...graphemesOf(value)].reverse().join('')),
  ),
  define('substr', ['string', 'number', 'number'], ([value, offset, length]) =>
    substr(text(value), integer(offset), integer(length)),
  ),
  define('title', ['string'], one(title)),
  define('trim', ['string', 'string'], ([value, characters]) => trim(text(value), text(characters))),
  define('trimprefix', ['string', 'string'], ([value, prefix]) => trimPrefix(text(value), text(prefix))),
  define('trimspace', ['string'], one(trimSpace)),
  define('trimsuffix', ['string', 'string'], ([value, suffix]) => trimSuffix(text(value), text(suffix))),
  define('upper', ['string'], one(upper)),
];
