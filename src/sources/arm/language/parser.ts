/** From the text of an expression to its tree. */
import { type Message, msg } from '../../../azure/message.js';
import { ExpressionError, SyntaxFault } from './errors.js';
import { type Token, type TokenKind, tokenAt } from './lexer.js';
import type { Expression } from './types.js';

/** Deeper than anything that is written or compiled; a deeper one would exhaust the stack. */
const DEEPEST = 150;

interface Reader {
  readonly text: string;
  token: Token;
  depth: number;
}

/** Whether a string of a template is an expression: something in brackets, the first of which is not doubled. */
export function isExpressionText(text: string): boolean {
  return (
    text.length > 2 && text[0] === '[' && text[1] !== '[' && text.at(-1) === ']' && text.slice(1, -1).trim() !== ''
  );
}

/** A string of a template that is no expression: two brackets at the beginning of one that ends in a bracket mean one. */
export function literalText(text: string): string {
  return text.startsWith('[[') && text.endsWith(']') ? text.slice(1) : text;
}

/**
 * Parses an expression with the brackets around it; offsets count from the first bracket. Time grows with the length of the text; nesting is limited.
 * @throws {SyntaxFault} with the place
 */
export function parseExpression(text: string): Expression {
  const reader: Reader = { text, token: tokenAt(text, 0), depth: 0 };
  try {
    expect(reader, '[');
    const expression = parse(reader);
    expect(reader, ']');
    if (reader.token.kind !== 'end') throw unexpected(reader.token, msg`the end of the expression`);
    return expression;
  } catch (error) {
    if (error instanceof ExpressionError) error.text ??= text;
    throw error;
  }
}

function parse(reader: Reader): Expression {
  const { at } = reader.token;
  if (++reader.depth > DEEPEST) throw new SyntaxFault(msg`the expression is nested deeper than ${DEEPEST} levels`, at);
  let expression = primary(reader);
  for (;;) {
    const { kind, at: place } = reader.token;
    if (kind === '.') {
      advance(reader);
      if (reader.token.kind !== 'name') throw unexpected(reader.token, msg`the name of a property`);
      const key: Expression = { kind: 'literal', value: reader.token.text, at: reader.token.at };
      expression = { kind: 'member', object: expression, key, at: place };
      advance(reader);
    } else if (kind === '[') {
      advance(reader);
      const key = parse(reader);
      expect(reader, ']');
      expression = { kind: 'member', object: expression, key, at: place };
    } else break;
  }
  reader.depth--;
  return expression;
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function primary(reader: Reader): Expression {
  const { kind, text, at } = reader.token;
  if (kind === 'string') {
    advance(reader);
    return { kind: 'literal', value: text, at };
  }
  if (kind === 'number') {
    advance(reader);
    return { kind: 'literal', value: Number(text), at };
  }
  if (kind !== 'name') throw unexpected(reader.token, msg`a function, a string or a number`);
  const name = dottedName(reader);
  if (reader.token.kind !== '(') {
    const word = WORDS.get(name.toLowerCase());
    if (word !== undefined) return { kind: 'literal', value: word, at };
    throw unexpected(reader.token, msg`( after ${name}`);
  }
  return { kind: 'call', name, args: list(reader), at };
}

/** `concat`, `sys.concat`, `contoso.uniqueName`. */
function dottedName(reader: Reader): string {
  let name = advance(reader).text;
  while (reader.token.kind === '.') {
    advance(reader);
    const member = advance(reader);
    if (member.kind !== 'name') throw unexpected(member, msg`the name of a function`);
    name += `.${member.text}`;
  }
  return name;
}

function list(reader: Reader): readonly Expression[] {
  expect(reader, '(');
  const args: Expression[] = [];
  while (reader.token.kind !== ')') {
    if (args.length > 0) expect(reader, ',');
    args.push(parse(reader));
  }
  advance(reader);
  return args;
}

/** The token that was there; the next one takes its place. */
function advance(reader: Reader): Token {
  const { token } = reader;
  reader.token = tokenAt(reader.text, token.end);
  return token;
}

function expect(reader: Reader, kind: TokenKind): void {
  if (reader.token.kind !== kind) throw unexpected(reader.token, msg`${kind}`);
  advance(reader);
}

function unexpected(token: Token, wanted: Message): SyntaxFault {
  if (token.kind === 'end') return new SyntaxFault(msg`the expression ends where ${wanted} is expected`, token.at);
  const found = token.text.length > 40 ? `${token.text.slice(0, 40)}…` : token.text;
  return new SyntaxFault(msg`${wanted} is expected here instead of ${found}`, token.at);
}
