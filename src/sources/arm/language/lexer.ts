/** The words of an expression: names, strings in single quotes, numbers, brackets, dots and commas. */
import { msg } from '../../../azure/message.js';
import { SyntaxFault } from './errors.js';

export type TokenKind = '(' | ')' | '[' | ']' | '.' | ',' | 'name' | 'string' | 'number' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The characters of a name, the value of a string, the digits of a number. */
  readonly text: string;
  readonly at: number;
  /** The offset behind the token. */
  readonly end: number;
}

const SPACE = /\s*/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$-]*/uy;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** The token that begins at `offset` or behind the white space there. @throws {SyntaxFault} */
export function tokenAt(text: string, offset: number): Token {
  SPACE.lastIndex = offset;
  const at = offset + (SPACE.exec(text)?.[0].length ?? 0);
  const char = text[at];
  if (char === undefined) return { kind: 'end', text: '', at, end: at };
  if (char === '(' || char === ')' || char === '[' || char === ']' || char === '.' || char === ',')
    return { kind: char, text: char, at, end: at + 1 };
  if (char === "'") return stringAt(text, at);
  for (const [kind, pattern] of [
    ['number', NUMBER],
    ['name', NAME],
  ] as const) {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0];
    if (match !== undefined) return { kind, text: match, at, end: at + match.length };
  }
  throw new SyntaxFault(msg`unexpected character ${JSON.stringify(char)}`, at);
}

/** A string ends at the first quote that is not doubled. */
function stringAt(text: string, at: number): Token {
  const pieces: string[] = [];
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf("'", from);
    if (quote < 0) throw new SyntaxFault(msg`a string is not closed with a single quote`, at);
    pieces.push(text.slice(from, quote));
    if (text[quote + 1] !== "'") return { kind: 'string', text: pieces.join("'"), at, end: quote + 1 };
    from = quote + 2;
  }
}
