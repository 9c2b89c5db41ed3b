/** Walks through objects and lists member by member, and turns the values that matter into JavaScript values. */
import { InputError } from '../source.js';
import { endOfInput, finishString, peek, plainEnd, skipValue, unexpectedByte } from './scan.js';
import { fail, place, type Scanner } from './window.js';

const QUOTE = 0x22;
export const OPEN_OBJECT = 0x7b;
export const OPEN_ARRAY = 0x5b;

/** Brackets within brackets in a value that is kept. Code that walks through the value may recurse; a resource has about ten. */
export const DEEPEST_KEPT = 500;

/** Longer names are made anew each time. */
const LONGEST_SHARED_NAME = 80;

/** The first key of the object that begins here, or `null` for `{}`. The scanner is then at the key's value, or behind the object. */
export function firstKey(s: Scanner): string | null {
  if (peek(s) !== OPEN_OBJECT) unexpectedByte(s, '"{"');
  s.position++;
  if (peek(s) !== 0x7d) return key(s, 'a key in quotes or "}"');
  s.position++;
  return null;
}

/** The next key, after the value of the last one was read or skipped; `null` behind the end of the object. */
export function nextKey(s: Scanner): string | null {
  const c = peek(s);
  if (c !== 0x2c && c !== 0x7d) unexpectedByte(s, '"," or "}"');
  s.position++;
  return c === 0x7d ? null : key(s, 'a key in quotes');
}

/** Enters the list that begins here. True: the scanner is at its first element. False: it is behind the empty list. */
export function firstElement(s: Scanner): boolean {
  if (peek(s) !== OPEN_ARRAY) unexpectedByte(s, '"["');
  s.position++;
  if (peek(s) !== 0x5d) return true;
  s.position++;
  return false;
}

/** Whether there is a next element, after the last one was read or skipped. */
export function nextElement(s: Scanner): boolean {
  const c = peek(s);
  if (c !== 0x2c && c !== 0x5d) unexpectedByte(s, '"," or "]"');
  s.position++;
  return c === 0x2c;
}

/** The string that begins here. Short names without escapes are shared, not made anew. */
export function readString(s: Scanner, expected = 'a string'): string {
  if (peek(s) !== QUOTE) unexpectedByte(s, expected);
  const { buffer } = s;
  const start = s.position + 1;
  const p = plainEnd(buffer, start);
  if (buffer[p] === QUOTE) {
    s.position = p + 1;
    return sharedName(s, start, p);
  }
  const outer = s.held;
  const from = s.base + s.position;
  if (outer < 0) s.held = from;
  s.position = p;
  finishString(s);
  const text = s.buffer.toString('utf8', from - s.base, s.position);
  s.held = outer;
  return JSON.parse(text) as string;
}

/**
 * The value that begins here, made by `JSON.parse` of its bytes. Keys such as `__proto__` are ordinary own properties of the answer; of a
 * key that is there twice the last one counts.
 * @throws {InputError} where it is no JSON, or nested deeper than {@link DEEPEST_KEPT}
 */
export function readValue(s: Scanner): unknown {
  const mark = hold(s);
  skipValue(s);
  return take(s, mark);
}

/** A place in the input from which on the bytes are kept in memory. */
export interface Mark {
  readonly start: number;
  readonly at: { readonly line: number; readonly column: number };
  readonly outer: number;
}

/** Keeps the bytes from the next value on, until {@link take} or {@link release}. May be nested. */
export function hold(s: Scanner): Mark {
  if (peek(s) === -1) endOfInput(s);
  const mark = { start: s.base + s.position, at: place(s), outer: s.held };
  if (mark.outer < 0) {
    s.held = mark.start;
    s.deepest = 0;
  }
  return mark;
}

/** Gives up the bytes that were held. */
export function release(s: Scanner, mark: Mark): void {
  s.held = mark.outer;
}

/** Turns the bytes from the mark to here, one whole value, into a JavaScript value, and gives them up. */
export function take(s: Scanner, mark: Mark): unknown {
  release(s, mark);
  if (s.deepest > DEEPEST_KEPT)
    fail(
      s,
      `more than ${DEEPEST_KEPT} brackets within each other in one value; that is no Terraform resource`,
      mark.at,
    );
  try {
    return JSON.parse(s.buffer.toString('utf8', mark.start - s.base, s.position));
  } catch (error) {
    // The scanner accepts what JSON.parse accepts; what is left is a value too large for it.
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`this value cannot be read (${reason})`, s.file, mark.at);
  }
}

function key(s: Scanner, expected: string): string {
  const name = readString(s, expected);
  if (peek(s) !== 0x3a) unexpectedByte(s, '":"');
  s.position++;
  if (peek(s) === -1) endOfInput(s);
  return name;
}

/** The text of plain ASCII bytes; the same few names come by millions of times in a large plan. */
function sharedName(s: Scanner, start: number, end: number): string {
  const { buffer, names } = s;
  const length = end - start;
  if (length > LONGEST_SHARED_NAME) return buffer.toString('latin1', start, end);
  const bytes = (at: number): number => buffer[at] as number; // Behind the end of a short name is its quote.
  const slot = (length * 61 + bytes(start) * 7 + bytes(start + (length >> 1)) * 31 + bytes(end - 1) * 131) & 1023;
  const known = names[slot];
  if (known !== undefined && known.length === length) {
    let i = 0;
    while (i < length && known.charCodeAt(i) === buffer[start + i]) i++;
    if (i === length) return known;
  }
  const name = buffer.toString('latin1', start, end);
  names[slot] = name;
  return name;
}
