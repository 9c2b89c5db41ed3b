/** The parser's view of the tokens: one ahead, newlines in or out, and how deep we are. */
import { type Message, msg } from '../../../azure/message.js';
import type { Expression, Position } from './ast.js';
import { type Scanner, scannerOf, scanToken } from './lexer.js';
import { describeToken, HclError, type Token, type TokenKind } from './tokens.js';

/** Deeper than this is no file of a person or a generator, and would only use up the stack. */
export const MAXIMUM_DEPTH = 200;

/** The state of one parse. `expression` is handed in, so that templates can hold expressions without importing their parser. */
export interface Stream {
  readonly scanner: Scanner;
  readonly expression: (stream: Stream) => Expression;
  /** The token ahead, once it has been looked at. It must be `null` whenever `newlines` changes or the scanner is used directly. */
  ahead: Token | null;
  /** Whether newlines are tokens; between parentheses and brackets they are blanks. */
  newlines: boolean;
  depth: number;
  /** The offset behind the last token that was taken. */
  end: number;
}

export function streamOf(text: string, expression: (stream: Stream) => Expression): Stream {
  return { scanner: scannerOf(text), expression, ahead: null, newlines: true, depth: 0, end: 0 };
}

/** The next token, without taking it. */
export function peek(stream: Stream): Token {
  if (stream.ahead !== null) return stream.ahead;
  let token = scanToken(stream.scanner);
  while (token.kind === 'newline' && !stream.newlines) token = scanToken(stream.scanner);
  stream.ahead = token;
  return token;
}

/** Takes the next token. */
export function take(stream: Stream): Token {
  const token = peek(stream);
  stream.ahead = null;
  stream.end = token.end;
  return token;
}

/** Takes the next token if it is of this kind. */
export function takeIf(stream: Stream, kind: TokenKind): boolean {
  if (peek(stream).kind !== kind) return false;
  take(stream);
  return true;
}

/** Takes a token of this kind. @param where completes "expected … " in the message: `after the label` */
export function expect(stream: Stream, kind: TokenKind, where: Message): Token {
  const token = peek(stream);
  if (token.kind !== kind) {
    const wanted = kind === 'identifier' ? msg`a name` : `"${kind}"`;
    throw new HclError(msg`expected ${wanted} ${where}, found ${describeToken(token)}`, token.at);
  }
  return take(stream);
}

/** Whether the next token is this word. */
export function isWord(token: Token, word: string): boolean {
  return token.kind === 'identifier' && token.text === word;
}

/** Parses a part in which newlines count or do not. The part must end with its closing bracket taken and nothing looked at beyond. */
export function withNewlines<T>(stream: Stream, newlines: boolean, part: () => T): T {
  const outer = stream.newlines;
  stream.newlines = newlines;
  const result = part();
  stream.newlines = outer;
  return result;
}

/** Whether the word ahead, newlines or not, is this one. Nothing is taken. */
export function isWordBeyondNewlines(stream: Stream, word: string): boolean {
  const { scanner } = stream;
  const { offset, line, lineStart } = scanner;
  let token = scanToken(scanner);
  while (token.kind === 'newline') token = scanToken(scanner);
  scanner.offset = offset;
  scanner.line = line;
  scanner.lineStart = lineStart;
  return isWord(token, word);
}

/** Goes one level deeper. @throws HclError beyond {@link MAXIMUM_DEPTH} levels */
export function deeper(stream: Stream, at: Position): void {
  stream.depth += 1;
  if (stream.depth > MAXIMUM_DEPTH) {
    throw new HclError(msg`nested more than ${MAXIMUM_DEPTH} levels deep, simplify this expression`, at);
  }
}

/** Comes back one level. */
export function shallower(stream: Stream): void {
  stream.depth -= 1;
}
