/** Functions on times, which are texts such as `2026-03-01T10:00:00Z` (RFC 3339). */
import { type Message, msg } from '../../../../azure/message.js';
import { fail } from '../failure.js';
import type { TfValue } from '../types.js';
import { undecided } from '../values.js';
import { define, type Entry, text } from './function.js';
import { openFunction } from './hashes.js';

interface Time {
  /** Seconds since 1970, without the offset. */
  readonly seconds: number;
  /** Of a second. */
  readonly nanoseconds: number;
  /** Minutes to add to UTC. */
  readonly offset: number;
}

const NO_TIME: Message = msg`this text is no time such as 2026-03-01T10:00:00Z`;
const TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

function parseTime(value: string): Time {
  const found = TIME.exec(value);
  if (found === null) return fail(NO_TIME);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  const real = local.getUTCMonth() === month - 1 && local.getUTCDate() === day;
  const [hours, minutes] = [Number(found[9] ?? 0), Number(found[10] ?? 0)];
  if (!real || hour > 23 || minute > 59 || second > 59 || hours > 23 || minutes > 59) return fail(NO_TIME);
  const offset = (found[8] === '-' ? -1 : 1) * (hours * 60 + minutes);
  const seconds = local.getTime() / 1000 + hour * 3600 + minute * 60 + second - offset * 60;
  return { seconds, nanoseconds: Number((found[7] ?? '').padEnd(9, '0')), offset };
}

/** The parts of a time where it is said. */
function partsOf({ seconds, offset }: Time) {
  const date = new Date((seconds + offset * 60) * 1000);
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) return undecided(msg`this time is beyond the years that can be written`);
  return {
    year,
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `+01:00`, or without the colon. */
function zone(offset: number, colon: string): string {
  const size = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${colon}${two(size % 60)}`;
}

function writeTime(time: Time): string {
  const { year, month, day, hour, minute, second } = partsOf(time);
  const date = `${String(year).padStart(4, '0')}-${two(month + 1)}-${two(day)}`;
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}${time.offset === 0 ? 'Z' : zone(time.offset, ':')}`;
}

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

/** Nanoseconds of a text such as `-1h30m`. */
function parseDuration(value: string): bigint {
  const wrong: Message = msg`this text is no duration such as 1h30m`;
  const whole = /^([+-]?)((?:(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})(?:ns|us|µs|μs|ms|s|m|h)){1,100}|0)$/.exec(value);
  if (whole === null) return fail(wrong);
  let total = 0n;
  for (const [, integer = '', fraction = '', unit = ''] of value.matchAll(/(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g)) {
    const size = UNITS.get(unit) ?? 0n;
    total += BigInt(integer || '0') * size + (BigInt(fraction || '0') * size) / 10n ** BigInt(fraction.length);
  }
  return whole[1] === '-' ? -total : total;
}

const SECOND = 1_000_000_000n;

function addTime(value: string, duration: string): string {
  const time = parseTime(value);
  const total = BigInt(time.seconds) * SECOND + BigInt(time.nanoseconds) + parseDuration(duration);
  const seconds = total >= 0n ? total / SECOND : -((-total + SECOND - 1n) / SECOND);
  return writeTime({ seconds: Number(seconds), nanoseconds: Number(total - seconds * SECOND), offset: time.offset });
}

function compareTimes(left: string, right: string): number {
  const [a, b] = [parseTime(left), parseTime(right)];
  return Math.sign(a.seconds - b.seconds || a.nanoseconds - b.nanoseconds) + 0;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

type Parts = ReturnType<typeof partsOf>;

/** The sequences of one letter that stand for a part of a time. */
const SEQUENCES: ReadonlyMap<string, (parts: Parts, time: Time) => string> = new Map<
  string,
  (parts: Parts, time: Time) => string
>([
  ['YYYY', ({ year }) => String(year).padStart(4, '0')],
  ['YY', ({ year }) => two(year % 100)],
  ['MMMM', ({ month }) => MONTHS[month] ?? ''],
  ['MMM', ({ month }) => (MONTHS[month] ?? '').slice(0, 3)],
  ['MM', ({ month }) => two(month + 1)],
  ['M', ({ month }) => String(month + 1)],
  ['DD', ({ day }) => two(day)],
  ['D', ({ day }) => String(day)],
  ['EEEE', ({ weekday }) => DAYS[weekday] ?? ''],
  ['EEE', ({ weekday }) => (DAYS[weekday] ?? '').slice(0, 3)],
  ['hh', ({ hour }) => two(hour)],
  ['h', ({ hour }) => String(hour)],
  ['HH', ({ hour }) => two(hour % 12 || 12)],
  ['H', ({ hour }) => String(hour % 12 || 12)],
  ['AA', ({ hour }) => (hour < 12 ? 'AM' : 'PM')],
  ['aa', ({ hour }) => (hour < 12 ? 'am' : 'pm')],
  ['mm', ({ minute }) => two(minute)],
  ['m', ({ minute }) => String(minute)],
  ['ss', ({ second }) => two(second)],
  ['s', ({ second }) => String(second)],
  ['ZZZZZ', (_, { offset }) => zone(offset, ':')],
  ['ZZZZ', (_, { offset }) => zone(offset, '')],
  ['ZZZ', (_, { offset }) => (offset === 0 ? 'UTC' : zone(offset, ''))],
  ['Z', (_, { offset }) => (offset === 0 ? 'Z' : zone(offset, ':'))],
]);

function formatTime(pattern: string, value: string): string {
  const time = parseTime(value);
  const parts = partsOf(time);
  return pattern.replace(/'((?:[^']|'')*)('?)|([A-Za-z])\3*/g, (whole, quoted?: string, close?: string) => {
    if (quoted !== undefined) {
      if (close === '') return fail(msg`a quote in the format of a time is not closed`);
      return quoted.replaceAll("''", "'");
    }
    const write = SEQUENCES.get(whole);
    return write === undefined ? fail(msg`the format of a time has letters that mean nothing`) : write(parts, time);
  });
}

const pair = (args: readonly TfValue[]): [string, string] => [text(args[0]), text(args[1])];

export const DATES: readonly Entry[] = [
  define('formatdate', ['string', 'string'], (args) => formatTime(...pair(args))),
  define('timeadd', ['string', 'string'], (args) => addTime(...pair(args))),
  define('timecmp', ['string', 'string'], (args) => compareTimes(...pair(args))),
  openFunction('timestamp', [], msg`the result of timestamp() is the time when Terraform runs`),
  openFunction('plantimestamp', [], msg`the result of plantimestamp() is the time when Terraform runs`),
];
