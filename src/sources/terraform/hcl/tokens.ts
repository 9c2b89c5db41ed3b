/** The words of Terraform's language, and the error that says which word was expected where. */
import { english, type Message, msg } from '../../../azure/message.js';
import type { Position } from './ast.js';

/** Punctuation, longest first where one begins another. */
export const PUNCTUATION = [
  '...',
  '::',
  '==',
  '!=',
  '<=',
  '>=',
  '=>',
  '&&',
  '||',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '.',
  ',',
  '=',
  ':',
  '?',
  '+',
  '-',
  '*',
  '/',
  '%',
  '!',
  '<',
  '>',
  '~',
  '"',
] as const;

export type TokenKind = (typeof PUNCTUATION)[number] | 'identifier' | 'number' | 'heredoc' | 'newline' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly at: Position;
  /** The offset behind the last character. */
  readonly end: number;
  /** The text of identifiers and numbers; of a heredoc its marker, with the `-` before it where there is one; else empty. */
  readonly text: string;
}

/** What is wrong with a file, and where. Lines and columns count from 1. */
export interface SyntaxFault {
  readonly message: Message;
  readonly line: number;
  readonly column: number;
}

/** Thrown inside the parser only; its public functions turn it into a {@link SyntaxFault}. */
export class HclError extends Error {
  override readonly name = 'HclError';
  constructor(
    readonly said: Message,
    readonly at: Position,
  ) {
    super(english(said));
  }
}

/** A token in the words of an error message. */
export function describeToken(token: Token): string | Message {
  switch (token.kind) {
    case 'identifier':
    case 'number':
      return `"${shorten(token.text)}"`;
    case 'heredoc':
      return msg`the heredoc <<${shorten(token.text)}`;
    case 'newline':
      return msg`the end of the line`;
    case 'end':
      return msg`the end of the file`;
    case '"':
      return msg`a string`;
    default:
      return `"${token.kind}"`;
  }
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}
