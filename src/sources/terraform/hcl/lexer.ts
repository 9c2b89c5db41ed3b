/** From characters to tokens, one at a time; the inside of strings is read by `templates.ts` with the same scanner. */
import { type Message, msg } from '../../../azure/message.js';
import type { Position } from './ast.js';
import { HclError, PUNCTUATION, type Token, type TokenKind } from './tokens.js';

/** Where reading has come to. The only mutable state of the lexer. */
export interface Scanner {
  readonly text: string;
  offset: number;
  line: number;
  /** The offset at which the current line begins. */
  lineStart: number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BYTE_ORDER_MARK = 0xfeff;

/** The offset behind the digits that begin at `from`. A loop, because a regular expression runs out of stack on millions of them. */
function digitsEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at += 1;
  return at;
}

/** The offset behind the number that begins at `from`; `from` itself where none does. */
function numberEnd(text: string, from: number): number {
  let end = digitsEnd(text, from);
  if (end === from) return from;
  if (text[end] === '.') end = Math.max(end, digitsEnd(text, end + 1) > end + 1 ? digitsEnd(text, end + 1) : end);
  if (text[end] === 'e' || text[end] === 'E') {
    const digits = text[end + 1] === '+' || text[end + 1] === '-' ? end + 2 : end + 1;
    const behind = digitsEnd(text, digits);
    if (behind > digits) end = behind;
  }
  return end;
}
const HEREDOC = /<<(-?[\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
const FIRST_LETTER = /^[\p{ID_Start}_]$/u;
const LATER_LETTER = /^[\p{ID_Continue}-]$/u;

/** A scanner at the beginning of a text; a byte order mark is passed over. */
export function scannerOf(text: string): Scanner {
  const start = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  return { text, offset: start, line: 1, lineStart: start };
}

/** The place that the scanner has come to. */
export function positionOf(scanner: Scanner): Position {
  return { offset: scanner.offset, line: scanner.line, column: scanner.offset - scanner.lineStart + 1 };
}

/** Tells the scanner that a line has just ended before its offset. */
export function startLine(scanner: Scanner): void {
  scanner.line += 1;
  scanner.lineStart = scanner.offset;
}

/** Punctuation by its first character, longest first. */
const BY_FIRST: ReadonlyMap<number, readonly (typeof PUNCTUATION)[number][]> = groupByFirst();

function groupByFirst(): Map<number, (typeof PUNCTUATION)[number][]> {
  const groups = new Map<number, (typeof PUNCTUATION)[number][]>();
  for (const mark of PUNCTUATION) {
    const group = groups.get(mark.charCodeAt(0));
    if (group === undefined) groups.set(mark.charCodeAt(0), [mark]);
    else group.push(mark);
  }
  return groups;
}

/**
 * Reads the next token. Newlines are tokens here; the parser passes over them where they mean nothing.
 * @throws HclError for a character that begins no token and for a comment without end
 */
export function scanToken(scanner: Scanner): Token {
  skipBlanksAndComments(scanner);
  const { text, offset } = scanner;
  const at = positionOf(scanner);
  if (offset >= text.length) return { kind: 'end', at, end: offset, text: '' };
  const code = text.charCodeAt(offset);
  if (code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(offset + 1) === LINE_FEED)) {
    scanner.offset = offset + (code === LINE_FEED ? 1 : 2);
    startLine(scanner);
    return { kind: 'newline', at, end: scanner.offset, text: '' };
  }
  const word = wordEnd(text, offset);
  if (word > offset) return token('identifier', scanner, at, word);
  const number = numberEnd(text, offset);
  if (number > offset) return token('number', scanner, at, number);
  if (text.startsWith('<<', offset)) return heredocToken(scanner, at);
  for (const mark of BY_FIRST.get(code) ?? []) {
    if (text.startsWith(mark, offset)) {
      scanner.offset += mark.length;
      return { kind: mark, at, end: scanner.offset, text: '' };
    }
  }
  throw new HclError(unexpectedCharacter(text, offset), at);
}

function token(kind: TokenKind, scanner: Scanner, at: Position, end: number): Token {
  const text = scanner.text.slice(scanner.offset, end);
  scanner.offset = end;
  return { kind, at, end, text };
}

/** The offset behind the identifier that begins here, or `start` where none does. Characters beyond ASCII are rare and looked up one by one. */
function wordEnd(text: string, start: number): number {
  let offset = start;
  while (offset < text.length) {
    const code = text.codePointAt(offset) ?? 0;
    if (code < 0x80 ? !isAsciiLetter(code, offset > start) : !isForeignLetter(code, offset > start)) break;
    offset += code > 0xffff ? 2 : 1;
  }
  return offset;
}

/** Letters and `_`; behind the first also digits and `-`. */
function isAsciiLetter(code: number, later: boolean): boolean {
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95) return true;
  return later && ((code >= 48 && code <= 57) || code === 45);
}

function isForeignLetter(code: number, later: boolean): boolean {
  return (later ? LATER_LETTER : FIRST_LETTER).test(String.fromCodePoint(code));
}

function heredocToken(scanner: Scanner, at: Position): Token {
  HEREDOC.lastIndex = scanner.offset;
  const found = HEREDOC.exec(scanner.text);
  if (found === null) throw new HclError(msg`expected a heredoc marker and the end of the line after "<<"`, at);
  scanner.offset = HEREDOC.lastIndex;
  startLine(scanner);
  return { kind: 'heredoc', at, end: scanner.offset, text: found[1] ?? '' };
}

function skipBlanksAndComments(scanner: Scanner): void {
  const { text } = scanner;
  for (;;) {
    let code = text.charCodeAt(scanner.offset);
    while (code === 32 || code === 9) {
      scanner.offset += 1;
      code = text.charCodeAt(scanner.offset);
    }
    if (code === 35 || (code === 47 && text.charCodeAt(scanner.offset + 1) === 47)) skipRestOfLine(scanner);
    else if (code === 47 && text.charCodeAt(scanner.offset + 1) === 42) skipBlockComment(scanner);
    else return;
  }
}

function skipRestOfLine(scanner: Scanner): void {
  const lineFeed = scanner.text.indexOf('\n', scanner.offset);
  scanner.offset = lineFeed < 0 ? scanner.text.length : lineFeed;
}

function skipBlockComment(scanner: Scanner): void {
  const { text } = scanner;
  const close = text.indexOf('*/', scanner.offset + 2);
  if (close < 0) throw new HclError(msg`expected "*/" at the end of this comment`, positionOf(scanner));
  // Not by searching for the next line end: where there is none, every comment of the line would search the whole file.
  for (let offset = scanner.offset; offset < close; offset += 1) {
    if (text.charCodeAt(offset) !== LINE_FEED) continue;
    scanner.offset = offset + 1;
    startLine(scanner);
  }
  scanner.offset = close + 2;
}

/** What to say of characters that people bring from other languages, and of the rest. */
const FOREIGN: ReadonlyMap<string, Message> = new Map([
  ["'", msg`single quotes are no quotes here, use "`],
  [';', msg`attributes and blocks end with the line, leave out ";"`],
  ['`', msg`backquotes are no quotes here, use "`],
  ['&', msg`expected "&&" for "and"`],
  ['|', msg`expected "||" for "or"`],
  ['\u201c', msg`curly quotes are no quotes here, use "`],
  ['\u201d', msg`curly quotes are no quotes here, use "`],
]);

function unexpectedCharacter(text: string, offset: number): Message {
  const code = text.codePointAt(offset) ?? 0;
  const hint = FOREIGN.get(String.fromCodePoint(code));
  if (hint !== undefined) return hint;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return msg`the character ${name} means nothing here`;
}
