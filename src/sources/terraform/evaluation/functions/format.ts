/** `format` and `formatlist`: verbs such as `%s` and `%04d`. */
import { msg } from '../../../../azure/message.js';
import { spend } from '../budget.js';
import { convertTo, toText } from '../convert.js';
import { fail } from '../failure.js';
import { countGraphemes, graphemesOf } from '../graphemes.js';
import { jsonString, toJson } from '../json.js';
import { formatNumber } from '../numbers.js';
import type { Budget, TfValue } from '../types.js';
import { isSequence, tooPrecise } from '../values.js';
import { define, type Entry, listOf, number, text } from './function.js';

interface Verb {
  readonly flags: string;
  readonly width: number;
  /** `null` where none is given. */
  readonly precision: number | null;
  readonly letter: string;
}

const VERB = /%([ +#0-]*)(?:\[(\d{1,4})\])?(\d{1,6})?(?:\.(\d{0,6}))?(?:\[(\d{1,4})\])?([\s\S]?)/gu;

function formatText(pattern: string, args: readonly TfValue[], budget: Budget): string {
  let next = 0;
  let used = 0;
  const result = pattern.replace(VERB, (whole, flags: string, early, width, precision, late, letter: string) => {
    if (whole === '%%') return '%';
    const index = early ?? late;
    if (index !== undefined) next = Number(index) - 1;
    if (next < 0 || next >= args.length) return fail(msg`the format asks for more arguments than there are`);
    const argument = args[next] ?? null;
    next += 1;
    used = Math.max(used, next);
    const verb: Verb = {
      flags,
      width: Number(width ?? 0),
      precision: precision === undefined ? null : Number(precision),
      letter,
    };
    spend(budget, 'text', verb.width + (verb.precision ?? 0));
    return padded(formatOne(verb, argument), verb);
  });
  if (used < args.length) fail(msg`the format asks for fewer arguments than there are`);
  return result;
}

/** Zeros go behind the sign; everything else is moved by blanks. */
function padded(formatted: string, { flags, width, letter }: Verb): string {
  const missing = width - countGraphemes(formatted);
  // Terraform gives truth values no width.
  if (missing <= 0 || letter === 't') return formatted;
  if (flags.includes('-')) return formatted + ' '.repeat(missing);
  if (!flags.includes('0')) return ' '.repeat(missing) + formatted;
  const sign = NUMERIC_VERBS.includes(letter) && /^[+\- ]/.test(formatted) ? formatted.charAt(0) : '';
  return sign + '0'.repeat(missing) + formatted.slice(sign.length);
}

const NUMERIC_VERBS = 'bdoxXeEfgG';

function formatOne(verb: Verb, argument: TfValue): string {
  const { flags, letter } = verb;
  if (letter === 'v') return formatDefault(verb, argument);
  if (argument === null) return fail(msg`null cannot be formatted by this verb`);
  switch (letter) {
    case 't':
      return String(convertTo(argument, 'bool'));
    case 's':
      return cut(text(convertTo(argument, 'string')), verb);
    case 'q':
      return jsonString(cut(text(convertTo(argument, 'string')), verb));
    case 'b':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
      return formatInteger(number(convertTo(argument, 'number')), letter, flags);
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
      return signed(formatFloat(number(convertTo(argument, 'number')), verb), flags);
    default:
      return fail(msg`the format has a verb that Terraform does not know`);
  }
}

/** `%v`: text as it is, numbers with all their digits, everything else as JSON. Flags and precision change nothing. */
function formatDefault({ flags }: Verb, argument: TfValue): string {
  if (flags.includes('#') || argument === null) return toJson(argument);
  if (typeof argument === 'string') return argument;
  if (typeof argument === 'number') return general(argument, null);
  return typeof argument === 'boolean' ? toText(argument) : toJson(argument);
}

const cut = (value: string, { precision }: Verb): string =>
  precision === null ? value : graphemesOf(value).slice(0, precision).join('');

const BASES: ReadonlyMap<string, number> = new Map([
  ['b', 2],
  ['d', 10],
  ['o', 8],
  ['x', 16],
  ['X', 16],
]);

function formatInteger(whole: number, letter: string, flags: string): string {
  if (!Number.isInteger(whole)) fail(msg`this verb of a format takes whole numbers only`);
  const plain = letter === 'd' ? (formatNumber(whole) ?? tooPrecise()) : inBase(whole, BASES.get(letter) ?? 10);
  return signed(letter === 'X' ? plain.toUpperCase() : plain, flags);
}

const inBase = (whole: number, base: number): string =>
  Number.isSafeInteger(whole) ? whole.toString(base) : tooPrecise();

function signed(formatted: string, flags: string): string {
  if (formatted.startsWith('-')) return formatted;
  return flags.includes('+') ? `+${formatted}` : flags.includes(' ') ? ` ${formatted}` : formatted;
}

function formatFloat(value: number, { letter, precision }: Verb): string {
  const digits = Math.min(precision ?? 6, 100);
  switch (letter) {
    case 'f':
      return fixed(value, digits);
    case 'e':
    case 'E': {
      const written = withExponent(value.toExponential(digits));
      return letter === 'E' ? written.toUpperCase() : written;
    }
    default: {
      const written = general(value, precision);
      return letter === 'G' ? written.toUpperCase() : written;
    }
  }
}

/** Digits are those of the decimal, so that halves round as they are written. */
function fixed(value: number, digits: number): string {
  const exact = formatNumber(value);
  if (exact === null) return Math.abs(value) < 1e15 && digits <= 10 ? value.toFixed(digits) : tooPrecise();
  const negative = exact.startsWith('-');
  const [whole = '0', fraction = ''] = exact.replace('-', '').split('.');
  const shown = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  const rest = fraction.slice(digits);
  // Halves go to the even digit.
  const half = /^50*$/.test(rest);
  const up = half ? shown % 2n === 1n : rest.charAt(0) >= '5';
  const all = (up ? shown + 1n : shown).toString().padStart(digits + 1, '0');
  const text = digits === 0 ? all : `${all.slice(0, -digits)}.${all.slice(-digits)}`;
  return negative ? `-${text}` : text;
}

/** Go writes at least two digits of an exponent. */
const withExponent = (written: string): string =>
  written.replace(/e([+-])(\d)$/, (_, sign: string, digit: string) => `e${sign}0${digit}`);

/** The shortest that says it: an exponent where the number is very large or very small. */
function general(value: number, precision: number | null): string {
  const exact = formatNumber(value) ?? tooPrecise();
  if (value === 0) return '0';
  const rounded = precision === null ? value : Number(value.toPrecision(Math.min(Math.max(precision, 1), 100)));
  const exponential = rounded.toExponential();
  const exponent = Number(exponential.split('e')[1]);
  // Go decides by six digits where no precision is given, or by as many as there are.
  const digits = exponential.replace(/e.*|[-.]/g, '').length;
  const wanted = precision === null ? 6 : Math.max(precision, 1);
  const largest = precision !== null && wanted > digits && digits > exponent ? digits : wanted;
  if (exponent < -4 || exponent >= largest) return withExponent(exponential);
  return precision === null ? exact : (formatNumber(rounded) ?? tooPrecise());
}

/** Lists go element by element and must be equally long; everything else comes with each of them. */
function formatLists([pattern = null, ...args]: readonly TfValue[], budget: Budget): TfValue {
  let count: number | null = null;
  for (const argument of args) {
    if (!isSequence(argument)) continue;
    if (count !== null && count !== argument.items.length) fail(msg`the lists must have the same number of elements`);
    count = argument.items.length;
  }
  const rows: string[] = [];
  for (let row = 0; row < (count ?? 1); row += 1) {
    const values = args.map((argument) => (isSequence(argument) ? (argument.items[row] ?? null) : argument));
    spend(budget, 'steps', values.length + 1);
    spend(budget, 'text', text(pattern).length);
    const formatted = formatText(text(pattern), values, budget);
    spend(budget, 'text', formatted.length);
    rows.push(formatted);
  }
  return listOf('string', rows);
}

export const FORMAT: readonly Entry[] = [
  define('format', ['string'], ([pattern, ...args], { budget }) => formatText(text(pattern), args, budget), {
    rest: 'dynamic',
    nullable: true,
  }),
  define('formatlist', ['string'], (args, { budget }) => formatLists(args, budget), {
    rest: 'dynamic',
    nullable: true,
  }),
];
