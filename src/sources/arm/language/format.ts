/** .NET's composite formats: `{0}`, `{1,8}`, `{2:D3}`. What is not surely written the same way here is open. */
import { scalarText } from './scalars.js';
import type { ArmValue, Open } from './types.js';
import { isOpen } from './values.js';

/** A piece of the result; `null` for one that cannot be told. */
export type Piece = string | Open | null;

/** The places of a format; `null` where it is malformed. */
export function parseFormat(format: string): readonly (string | Placeholder)[] | null {
  const pieces: (string | Placeholder)[] = [];
  const pattern = /\{\{|\}\}|\{\s*(\d{1,6})\s*(?:,\s*(-?\d{1,6})\s*)?(?::([^{}]*))?\}|[{}]|[^{}]+/gu;
  for (const match of format.matchAll(pattern)) {
    const [whole, index, width, specifier] = match;
    if (whole === '{' || whole === '}') return null;
    if (index === undefined) pieces.push(whole === '{{' ? '{' : whole === '}}' ? '}' : whole);
    else pieces.push({ index: Number(index), width: Number(width ?? 0), specifier: specifier ?? '' });
  }
  return pieces;
}

export interface Placeholder {
  readonly index: number;
  /** Blanks are added up to it, behind the text where it is negative. */
  readonly width: number;
  readonly specifier: string;
}

/** One argument as its placeholder wants it. */
export function formatValue(value: ArmValue, { width, specifier }: Placeholder): Piece {
  if (isOpen(value)) return width === 0 && specifier === '' ? value : null;
  const text = typeof value === 'number' && specifier !== '' ? formatNumber(value, specifier) : plain(value);
  if (text === null) return null;
  return width < 0 ? text.padEnd(-width) : text.padStart(width);
}

/** Strings and truth values have no formats and ignore them. */
function plain(value: ArmValue): string | null {
  return value === null ? '' : scalarText(value);
}

/** Standard formats of whole numbers in the invariant culture, and custom ones of zeros alone. */
function formatNumber(value: number, specifier: string): string | null {
  if (!Number.isSafeInteger(value)) return null;
  const sign = value < 0 ? '-' : '';
  const digits = String(Math.abs(value));
  if (/^0{1,99}$/.test(specifier)) return sign + digits.padStart(specifier.length, '0');
  const match = /^([DdFfGgNnXx])(\d{0,2})$/.exec(specifier);
  if (match === null) return null;
  const [, letter = '', precision = ''] = match;
  const places = precision === '' ? null : Number(precision);
  if (/[dD]/.test(letter)) return sign + digits.padStart(places ?? 0, '0');
  if (/[gG]/.test(letter)) return places === null || places >= digits.length ? sign + digits : null;
  if (/[xX]/.test(letter)) {
    if (value < 0) return null;
    const hex = value.toString(16).padStart(places ?? 0, '0');
    return letter === 'X' ? hex.toUpperCase() : hex;
  }
  // Without a number of places, cultures differ (2 or 3).
  if (places === null) return null;
  const whole = /[nN]/.test(letter) ? digits.replace(/\B(?=(\d{3})+$)/g, ',') : digits;
  return sign + whole + (places > 0 ? `.${'0'.repeat(places)}` : '');
}
