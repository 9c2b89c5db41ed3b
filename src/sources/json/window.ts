/** The part of the input that is in memory: a buffer that moves over the bytes once, and the place in it. */
import { InputError } from '../source.js';
import type { ByteSource } from './bytes.js';

/**
 * The state of one pass over JSON in UTF-8. The byte after the last one is always 0, which no JSON has outside or inside of strings: inner
 * loops need no look at the end.
 */
export interface Scanner {
  readonly file: string;
  readonly source: ByteSource;
  /** How many bytes are asked for at a time. */
  readonly chunk: number;
  buffer: Buffer;
  /** Index of the next byte in `buffer`. */
  position: number;
  /** Index after the last byte in `buffer`. */
  end: number;
  /** What the index 0 of `buffer` is in the input, in bytes. */
  base: number;
  /** From where on bytes must stay in the buffer (counted from the start of the input); -1: nothing before `position` is needed. */
  held: number;
  ended: boolean;
  /** The current line, from 1. */
  line: number;
  /** Where the line starts (from the start of the input), plus one for each byte that continues a character: columns count characters. */
  lineStart: number;
  /** The deepest nesting that was skipped since it was last set to 0. */
  deepest: number;
  /** One entry per open bracket of a value that is skipped. */
  stack: Uint8Array;
  /** Short strings seen lately, by a hash of their bytes: names repeat. */
  readonly names: (string | undefined)[];
}

/** Bytes per read: fits the cache of a processor core, and large enough for the calls not to count. */
export const CHUNK = 256 * 1024;

/** The longest value that is held in memory at once, in bytes: as long as a string may be. */
export const LONGEST_VALUE = 512 * 1024 * 1024 - 64;

/** A scanner at the first byte of `source`, which must give UTF-8. */
export function createScanner(file: string, source: ByteSource, chunk: number = CHUNK): Scanner {
  const buffer = Buffer.allocUnsafeSlow(chunk + 1);
  buffer[0] = 0;
  return {
    file,
    source,
    chunk,
    buffer,
    position: 0,
    end: 0,
    base: 0,
    held: -1,
    ended: false,
    line: 1,
    lineStart: 0,
    deepest: 0,
    stack: new Uint8Array(64),
    names: new Array<string | undefined>(1024).fill(undefined),
  };
}

/**
 * Brings in more bytes behind `end`. What lies before `position` (or before `held`) is given up; both indices move. False at the end of
 * the input.
 */
export function fill(s: Scanner): boolean {
  if (s.ended) return false;
  const keep = s.held < 0 ? s.position : s.held - s.base;
  if (keep > 0) {
    s.buffer.copyWithin(0, keep, s.end);
    s.base += keep;
    s.position -= keep;
    s.end -= keep;
  }
  if (s.end + s.chunk + 1 > s.buffer.length) grow(s);
  const count = s.source.read(s.buffer, s.end, s.chunk);
  s.end += count;
  s.buffer[s.end] = 0;
  s.ended = count === 0;
  return !s.ended;
}

/** Makes at least `count` bytes from `position` on available, or all there are. */
export function ensure(s: Scanner, count: number): void {
  while (s.end - s.position < count && fill(s));
}

/** The place of the next byte. Columns count characters. */
export function place(s: Scanner): { readonly line: number; readonly column: number } {
  return { line: s.line, column: s.base + s.position - s.lineStart + 1 };
}

/** Ends the reading. @throws {InputError} always, with the place of the next byte unless another is given */
export function fail(s: Scanner, message: string, where: { line: number; column: number } = place(s)): never {
  throw new InputError(message, s.file, where);
}

function grow(s: Scanner): void {
  if (s.end > LONGEST_VALUE)
    fail(s, `one value of this file is longer than ${LONGEST_VALUE} bytes; that is no Terraform resource`);
  const larger = Buffer.allocUnsafeSlow(Math.max(s.end + s.chunk, s.buffer.length * 2) + 1);
  s.buffer.copy(larger, 0, 0, s.end);
  s.buffer = larger;
}
