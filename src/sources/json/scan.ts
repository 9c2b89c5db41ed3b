/** Goes over one JSON value without building anything, and accepts exactly what `JSON.parse` accepts. */
import { ensure, fail, fill, type Scanner } from './window.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const NEWLINE = 0x0a;

/** Brackets within brackets: more than any tool writes, and a bound for the memory they cost. */
export const DEEPEST_NESTING = 1_000_000;

/** 1 for the bytes of a string that mean themselves: ASCII without quotes, backslashes and control characters. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, c) =>
  c >= 0x20 && c < 0x80 && c !== QUOTE && c !== BACKSLASH ? 1 : 0,
);

// What may come next. The order matters: up to ELEMENT a value may begin, from KEY_OR_END on it may not.
const VALUE = 0;
const ELEMENT_OR_END = 1;
const KEY_OR_END = 2;
const KEY = 3;
const SEPARATOR = 4;
const MORE_OR_END = 5;

const EXPECTED: readonly string[] = [
  'a value',
  'a value or "]"',
  'a key in quotes or "}"',
  'a key in quotes',
  '":"',
  '"," or a closing bracket',
];

/** Where the bytes that mean themselves end. A function of its own, small, so that the engine compiles it at once even in a short run. */
export function plainEnd(buffer: Uint8Array, from: number): number {
  let p = from;
  while (PLAIN[buffer[p] as number] === 1) p++;
  return p;
}

/** The next byte that is no white space, left in place; -1 at the end of the input. */
export function peek(s: Scanner): number {
  for (;;) {
    const c = s.buffer[s.position] as number;
    if (c === 0x20 || c === 0x09 || c === 0x0d) s.position++;
    else if (c === NEWLINE) {
      s.position++;
      s.line++;
      s.lineStart = s.base + s.position;
    } else if (s.position < s.end) return c;
    else if (!fill(s)) return -1;
  }
}

/** Goes past one value, white space before it included. @throws {InputError} with the place of the first byte that is not JSON */
export function skipValue(s: Scanner): void {
  let buffer = s.buffer;
  let p = s.position;
  let stack = s.stack;
  let depth = 0;
  let state = VALUE;
  for (;;) {
    const c = buffer[p] as number;
    if (c === QUOTE) {
      if (state === MORE_OR_END || state === SEPARATOR) unexpected(s, p, state);
      p = plainEnd(buffer, p + 1);
      if (buffer[p] === QUOTE) p++;
      else {
        s.position = p;
        finishString(s);
        p = s.position;
        buffer = s.buffer;
      }
      if (state === KEY || state === KEY_OR_END) {
        if (buffer[p] === COLON) {
          p++;
          state = VALUE;
        } else state = SEPARATOR;
      } else if (depth === 0) break;
      else state = MORE_OR_END;
      continue;
    }
    if (c === COMMA) {
      if (state !== MORE_OR_END) unexpected(s, p, state);
      p++;
      state = stack[depth] === OPEN_OBJECT ? KEY : VALUE;
      continue;
    }
    switch (c) {
      case NEWLINE:
        p++;
        s.line++;
        s.lineStart = s.base + p;
        while (buffer[p] === 0x20) p++;
        continue;
      case 0x20:
      case 0x09:
      case 0x0d:
        p++;
        continue;
      case COLON:
        if (state !== SEPARATOR) unexpected(s, p, state);
        p++;
        state = VALUE;
        continue;
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        if (state > ELEMENT_OR_END) unexpected(s, p, state);
        depth++;
        if (depth >= stack.length) {
          s.position = p;
          stack = deeper(s);
        }
        stack[depth] = c;
        if (depth > s.deepest) s.deepest = depth;
        p++;
        state = c === OPEN_OBJECT ? KEY_OR_END : ELEMENT_OR_END;
        continue;
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        // Both closing brackets are two above their opening ones in ASCII.
        if (depth === 0 || stack[depth] !== c - 2) unexpected(s, p, state);
        if (state !== MORE_OR_END && state !== (c === CLOSE_OBJECT ? KEY_OR_END : ELEMENT_OR_END))
          unexpected(s, p, state);
        depth--;
        p++;
        state = MORE_OR_END;
        break;
      default:
        s.position = p;
        if (p >= s.end) {
          if (!fill(s)) endOfInput(s);
          p = s.position;
          buffer = s.buffer;
          continue;
        }
        if (state > ELEMENT_OR_END) unexpected(s, p, state);
        skipScalar(s, c, EXPECTED[state] as string);
        p = s.position;
        buffer = s.buffer;
        state = MORE_OR_END;
    }
    if (depth === 0) break;
  }
  s.position = p;
}

/** From within a string to behind its closing quote. */
export function finishString(s: Scanner): void {
  let buffer = s.buffer;
  let p = s.position;
  for (;;) {
    p = plainEnd(buffer, p);
    const c = buffer[p] as number;
    if (c >= 0x80) {
      // Bytes 0x80 to 0xbf continue a character and count for no column.
      if (c < 0xc0) s.lineStart++;
      p++;
    } else if (c === QUOTE) {
      s.position = p + 1;
      return;
    } else {
      s.position = p;
      if (p >= s.end) {
        if (!fill(s)) endOfInput(s);
      } else if (c === BACKSLASH) skipEscape(s);
      else
        fail(
          s,
          `${printable(c)} inside a string; JSON writes it as an escape. The file was changed or cut after it was written`,
        );
      p = s.position;
      buffer = s.buffer;
    }
  }
}

/** Ends the reading where the input ended too early. */
export function endOfInput(s: Scanner): never {
  fail(s, 'the JSON ends here before it is complete: the file is cut off; write it again');
}

/** Ends the reading at a byte that cannot be there. */
export function unexpectedByte(s: Scanner, expected: string): never {
  ensure(s, 4);
  if (s.position >= s.end) endOfInput(s);
  const c = s.buffer[s.position] as number;
  const point =
    c < 0x80 ? c : (s.buffer.toString('utf8', s.position, Math.min(s.position + 4, s.end)).codePointAt(0) ?? c);
  const found = printable(point);
  fail(s, `this is not JSON: ${found} where ${expected} must be`);
}

function unexpected(s: Scanner, position: number, state: number): never {
  s.position = position;
  unexpectedByte(s, EXPECTED[state] as string);
}

/** What a message calls a character: nothing that a terminal or a browser would act on. */
function printable(c: number): string {
  if (c === NEWLINE || c === 0x0d) return 'a line break';
  if (c < 0x20 || c > 0x7e) return `the character U+${c.toString(16).toUpperCase().padStart(4, '0')}`;
  return c === QUOTE ? 'a quote' : `"${String.fromCharCode(c)}"`;
}

const LITERALS: ReadonlyMap<number, Buffer> = new Map(
  ['true', 'false', 'null'].map((word) => [word.charCodeAt(0), Buffer.from(word)]),
);

/** `true`, `false`, `null` or a number, beginning with `first`. */
function skipScalar(s: Scanner, first: number, expected: string): void {
  const literal = LITERALS.get(first);
  if (literal === undefined) {
    skipNumber(s, expected);
    return;
  }
  for (const c of literal) {
    if (s.position >= s.end && !fill(s)) endOfInput(s);
    if (s.buffer[s.position] !== c) unexpectedByte(s, `the word ${literal.toString()}`);
    s.position++;
  }
}

// The grammar of numbers as a table: [state][class of the next byte] is the next state; 0 is no way on.
const [DIGIT_0, DIGIT, MINUS, PLUS, POINT, EXPONENT] = [1, 2, 3, 4, 5, 6] as const;
const NUMBER_CLASS = new Uint8Array(256);
for (let c = 0x30; c <= 0x39; c++) NUMBER_CLASS[c] = c === 0x30 ? DIGIT_0 : DIGIT;
for (const [c, kind] of [
  ['-', MINUS],
  ['+', PLUS],
  ['.', POINT],
  ['e', EXPONENT],
  ['E', EXPONENT],
] as const) {
  NUMBER_CLASS[c.charCodeAt(0)] = kind;
}
//                        other  0  1-9 -  +  .  e
const NUMBER_STEP = [
  /* 0 nowhere        */ [0, 0, 0, 0, 0, 0, 0],
  /* 1 at the start   */ [0, 3, 4, 2, 0, 0, 0],
  /* 2 after -        */ [0, 3, 4, 0, 0, 0, 0],
  /* 3 after 0        */ [0, 0, 0, 0, 0, 5, 7],
  /* 4 in the integer */ [0, 4, 4, 0, 0, 5, 7],
  /* 5 after .        */ [0, 6, 6, 0, 0, 0, 0],
  /* 6 in the fraction*/ [0, 6, 6, 0, 0, 0, 7],
  /* 7 after e        */ [0, 9, 9, 8, 8, 0, 0],
  /* 8 after e and +- */ [0, 9, 9, 0, 0, 0, 0],
  /* 9 in the exponent*/ [0, 9, 9, 0, 0, 0, 0],
].flat();
const NUMBER_MAY_END = [false, false, false, true, true, false, true, false, false, true];

function skipNumber(s: Scanner, expected: string): void {
  let state = 1;
  for (;;) {
    const next = NUMBER_STEP[state * 7 + (NUMBER_CLASS[s.buffer[s.position] as number] as number)] as number;
    if (next !== 0) {
      state = next;
      s.position++;
    } else if (s.position < s.end || !fill(s)) break;
  }
  if (NUMBER_MAY_END[state] !== true) unexpectedByte(s, state === 1 ? expected : 'a digit');
}

const SIMPLE_ESCAPES = new Set(Buffer.from('"\\/bfnrt'));

function skipEscape(s: Scanner): void {
  ensure(s, 6);
  s.position++;
  const c = s.buffer[s.position] as number;
  if (s.position >= s.end) endOfInput(s);
  if (SIMPLE_ESCAPES.has(c)) {
    s.position++;
    return;
  }
  if (c !== 0x75) unexpectedByte(s, 'an escape such as \\n or \\u0041');
  s.position++;
  for (let digit = 0; digit < 4; digit++, s.position++) {
    if (s.position >= s.end) endOfInput(s);
    if (!isHexDigit(s.buffer[s.position] as number)) unexpectedByte(s, 'one of four hexadecimal digits');
  }
}

function isHexDigit(c: number): boolean {
  return (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x46) || (c >= 0x61 && c <= 0x66);
}

function deeper(s: Scanner): Uint8Array {
  if (s.stack.length > DEEPEST_NESTING)
    fail(s, `more than ${DEEPEST_NESTING} brackets within each other; that is no Terraform document`);
  const larger = new Uint8Array(s.stack.length * 2);
  larger.set(s.stack);
  s.stack = larger;
  return larger;
}
