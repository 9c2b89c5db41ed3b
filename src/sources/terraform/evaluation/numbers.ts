/** Terraform's numbers have 512 bits. Ours are doubles, computed as decimals, and open where a double would not be the same number. */

/** Digits of a decimal that a double always keeps. */
const KEPT_DIGITS = 15;

interface Decimal {
  /** The number is `digits * 10 ** exponent`; digits do not end in zero, unless they are zero. */
  readonly digits: bigint;
  readonly exponent: number;
}

function decimalOf(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return trimmed(BigInt(whole + fraction), Number(exponent) - fraction.length);
}

function trimmed(digits: bigint, exponent: number): Decimal {
  if (digits === 0n) return { digits, exponent: 0 };
  const text = digits.toString();
  let end = text.length;
  while (text.charAt(end - 1) === '0') end -= 1;
  return { digits: BigInt(text.slice(0, end)), exponent: exponent + text.length - end };
}

const digitCount = (digits: bigint): number => digits.toString().replace('-', '').length;

/** The double of a decimal; `null` where it is another number. */
function exact({ digits, exponent }: Decimal): number | null {
  const value = Number(`${digits}e${exponent}`);
  if (!Number.isFinite(value) || (value === 0 && digits !== 0n)) return null;
  return digitCount(digits) <= KEPT_DIGITS || Number.isSafeInteger(value) ? value : null;
}

/** Whether a double is the very number that it was written as. Quotients such as 1/3 are not. */
export function isExact(value: number): boolean {
  if (!Number.isFinite(value)) return false;
  return Number.isSafeInteger(value) || digitCount(decimalOf(value).digits) <= KEPT_DIGITS;
}

/** Whether a number has no digits that binary numbers, however long, cannot say: 0.5 but not 0.1. */
function isDyadic(value: number): boolean {
  if (Number.isSafeInteger(value)) return true;
  if (!isExact(value)) return false;
  const { digits, exponent } = decimalOf(value);
  return exponent >= 0 || (exponent >= -KEPT_DIGITS && digits % 5n ** BigInt(-exponent) === 0n);
}

/**
 * A result of numbers that are not quite what they are written as. It may be near the true one and is good for comparing;
 * `null` where it looks exact, since nobody but Terraform knows whether it is.
 */
const nearly = (value: number): number | null => (isExact(value) || !Number.isFinite(value) ? null : value);

/** `left + right`; `null` where a double cannot say it. */
export function add(left: number, right: number): number | null {
  const sum = left + right;
  if (!isDyadic(left) || !isDyadic(right)) return nearly(sum);
  if (Number.isSafeInteger(left) && Number.isSafeInteger(right) && Number.isSafeInteger(sum)) return sum;
  const a = decimalOf(left);
  const b = decimalOf(right);
  const exponent = Math.min(a.exponent, b.exponent);
  // Far apart, the sum has more digits than a double keeps.
  if (Math.max(a.exponent, b.exponent) - exponent > 40) return left === 0 ? right : right === 0 ? left : null;
  const scaled = (decimal: Decimal) => decimal.digits * 10n ** BigInt(decimal.exponent - exponent);
  return exact(trimmed(scaled(a) + scaled(b), exponent));
}

/** `left * right`; `null` where a double cannot say it. */
export function multiply(left: number, right: number): number | null {
  if (!isDyadic(left) || !isDyadic(right)) return nearly(left * right);
  const a = decimalOf(left);
  const b = decimalOf(right);
  return exact(trimmed(a.digits * b.digits, a.exponent + b.exponent));
}

/** `left / right`, not by zero. A quotient without end is the nearest double, which is not {@link isExact}; `null` where it would look exact. */
export function divide(left: number, right: number): number | null {
  const quotient = left / right;
  if (!Number.isFinite(quotient)) return null;
  if (!isDyadic(left) || !isDyadic(right) || !isExact(quotient)) return nearly(quotient);
  return multiply(quotient, right) === left ? quotient : null;
}

/** What is left of `left / right`, with the sign of `left`; `null` where a double cannot say it. */
export function remainder(left: number, right: number): number | null {
  if (!isDyadic(left) || !isDyadic(right)) return null;
  if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) return (left % right) + 0;
  const a = decimalOf(left);
  const b = decimalOf(right);
  const exponent = Math.min(a.exponent, b.exponent);
  if (Math.max(a.exponent, b.exponent) - exponent > 40) return null;
  const scaled = (decimal: Decimal) => decimal.digits * 10n ** BigInt(decimal.exponent - exponent);
  return exact(trimmed(scaled(a) % scaled(b), exponent));
}

/** Negative, zero or positive; `null` where two numbers are too close to tell. */
export function compareNumbers(left: number, right: number): number | null {
  if (isExact(left) && isExact(right)) return left - right;
  const distance = Math.abs(left - right);
  if (!(distance > Math.max(Math.abs(left), Math.abs(right)) * 1e-14)) return null;
  return left - right;
}

/** A number made whole by `round`; `null` where it is too near a whole number to tell on which side of it the true one lies. */
export function roundBy(round: (value: number) => number, value: number): number | null {
  const nearest = Math.round(value);
  const certain = isExact(value) || Math.abs(value - nearest) > Math.abs(value) * 1e-12;
  return certain ? round(value) + 0 : null;
}

/** A number with all its digits and no exponent, as Terraform writes it; `null` where a double does not know them all. */
export function formatNumber(value: number): string | null {
  if (!isExact(value)) return null;
  if (Number.isSafeInteger(value)) return String(value + 0);
  const { digits, exponent } = decimalOf(value);
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString();
  if (exponent >= 0) return `${sign}${text}${'0'.repeat(exponent)}`;
  const padded = text.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

const DECIMAL = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,6})?$/;

/** The number that a text spells; `null` where it spells none, `'open'` where a double cannot say it. */
export function parseNumber(text: string): number | null | 'open' {
  if (text.length > 400) return 'open';
  if (!DECIMAL.test(text)) return null;
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const decimal = trimmed(
    BigInt(`${whole}${fraction}`.replace(/^\+/, '').replace(/^-$/, '0')),
    Number(exponent) - fraction.length,
  );
  return exact(decimal) ?? 'open';
}
