/** Dates: only what ISO 8601 and the reference settle; anything else about them is open. */
import { msg } from '../../../../azure/message.js';
import { type ArmFunction, type Call, integerAt, openCall, problem, strict, stringAt } from '../call.js';
import type { ArmValue } from '../types.js';

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,7}))?(Z|[+-]\d\d:\d\d)$/;
const COMPACT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Milliseconds since 1970; `null` for a spelling that we do not read. */
function momentOf(text: string): number | null {
  const compact = COMPACT.exec(text);
  const iso =
    compact === null
      ? text.replace(' ', 'T')
      : `${compact[1]}-${compact[2]}-${compact[3]}T${compact[4]}:${compact[5]}:${compact[6]}Z`;
  if (!MOMENT.test(iso)) return null;
  const time = Date.parse(iso);
  return Number.isNaN(time) || time % 1000 !== 0 ? null : time;
}

const DURATION =
  /^(-?)P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/;

/** Years and months by the calendar, the last day of a shorter month where need be; `null` for what is no duration. */
function added(time: number, duration: string): number | null {
  const match = DURATION.exec(duration);
  if (match === null || /[PT]$/.test(duration)) return null;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(2)
    .map((digits: string | undefined) => Number(digits ?? 0));
  const sign = match[1] === '-' ? -1 : 1;
  const date = new Date(time);
  const month = date.getUTCMonth() + sign * (years * 12 + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), lastDay);
  const moved = Date.UTC(date.getUTCFullYear(), month, day) + (time % 86_400_000);
  return moved + sign * ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** Custom formats of numbers and separators, and the standard `u`. `null` for any other. */
function written(time: number, format: string): string | null {
  const iso = new Date(time).toISOString();
  if (format === 'u') return `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`;
  if (format.length < 2 || !/^(?:yyyy|MM|dd|HH|mm|ss|[-:_. TZ])+$/.test(format)) return null;
  const places: Readonly<Record<string, string>> = {
    yyyy: iso.slice(0, 4),
    MM: iso.slice(5, 7),
    dd: iso.slice(8, 10),
    HH: iso.slice(11, 13),
    mm: iso.slice(14, 16),
    ss: iso.slice(17, 19),
  };
  return format.replace(/yyyy|MM|dd|HH|mm|ss/g, (place) => places[place] ?? place);
}

/** Without a format the result is written as the server likes, which is left open. */
function dateTimeAdd(args: readonly ArmValue[], call: Call): ArmValue {
  const [base, duration] = [stringAt(call, args, 0), stringAt(call, args, 1)];
  const format = args.length > 2 ? stringAt(call, args, 2) : null;
  const start = momentOf(base);
  const end = start === null ? null : added(start, duration);
  if (start !== null && end === null) throw problem(call, msg`${duration} is not a duration of ISO 8601`);
  const text = end === null || format === null || !inCalendar(end) ? null : written(end, format);
  return (
    text ?? openCall(call, args, { type: 'string' }, msg`how Azure writes the date of ${call.name} is not known here`)
  );
}

/** The years that .NET has and that take four digits. */
function inCalendar(time: number): boolean {
  return time >= Date.UTC(1000, 0) && time < Date.UTC(10_000, 0);
}

function dateTimeFromEpoch(args: readonly ArmValue[], call: Call): ArmValue {
  const time = integerAt(call, args, 0) * 1000;
  if (!inCalendar(time)) throw problem(call, msg`${time / 1000} seconds are out of the calendar`);
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

function dateTimeToEpoch(args: readonly ArmValue[], call: Call): ArmValue {
  const time = momentOf(stringAt(call, args, 0));
  if (time !== null) return time / 1000;
  return openCall(call, args, { type: 'int' }, msg`how Azure reads the date of ${call.name} is not known here`);
}

const DATE = { group: 'date', kind: 'evaluated' } as const;

export const DATE_FUNCTIONS: readonly ArmFunction[] = [
  {
    ...DATE,
    unsettled: 'no format, or one with names of days or months',
    name: 'dateTimeAdd',
    arity: [2, 3],
    evaluate: strict('string', dateTimeAdd),
  },
  { ...DATE, name: 'dateTimeFromEpoch', arity: [1, 1], evaluate: strict('string', dateTimeFromEpoch) },
  {
    ...DATE,
    unsettled: 'dates that are not in ISO 8601',
    name: 'dateTimeToEpoch',
    arity: [1, 1],
    evaluate: strict('int', dateTimeToEpoch),
  },
];
