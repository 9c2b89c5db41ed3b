/** Whole files: bodies, attributes and blocks. The public door of the parser; faults are values here. */
import { msg } from '../../../azure/message.js';
import type { Attribute, Block, Body, Expression, Position } from './ast.js';
import { parseExpression } from './expressions.js';
import { deeper, expect, peek, type Stream, shallower, streamOf, take, takeIf, withNewlines } from './stream.js';
import { quotedTemplate } from './templates.js';
import { describeToken, HclError, type SyntaxFault, type Token } from './tokens.js';

/** A result, or what is wrong with the text. */
export type Parsed<T> =
  | { readonly value: T; readonly fault: null }
  | { readonly value: null; readonly fault: SyntaxFault };

/**
 * Parses a file of Terraform's native syntax. Time and memory grow with the length of the text; nesting is limited (200 levels).
 * @param text decoded text; a byte order mark and CRLF are fine
 */
export function parseConfiguration(text: string): Parsed<Body> {
  return withFault(() => {
    const stream = streamOf(text, parseExpression);
    return parseBody(stream, peek(stream).at, 'end');
  });
}

/** Parses one expression that fills the whole text, over several lines if it likes. */
export function parseExpressionText(text: string): Parsed<Expression> {
  return withFault(() => {
    const stream = streamOf(text, parseExpression);
    stream.newlines = false;
    const expression = parseExpression(stream);
    const { kind, at } = peek(stream);
    if (kind !== 'end')
      throw new HclError(msg`expected the end of the expression, found ${describeToken(peek(stream))}`, at);
    return expression;
  });
}

function withFault<T>(parse: () => T): Parsed<T> {
  try {
    return { value: parse(), fault: null };
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    return { value: null, fault: { message: error.said, line: error.at.line, column: error.at.column } };
  }
}

/** Attributes and blocks up to the closing brace (left in place) or the end of the file. */
function parseBody(stream: Stream, at: Position, close: '}' | 'end'): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (;;) {
    const token = peek(stream);
    if (token.kind === 'newline') {
      take(stream);
    } else if (token.kind === close) {
      return { attributes, blocks, at, end: stream.end };
    } else if (token.kind === 'identifier') {
      parseItem(stream, attributes, blocks);
      const next = peek(stream).kind;
      if (next !== 'newline' && next !== 'end') throw missingNewline(peek(stream));
    } else {
      const wanted = close === 'end' ? msg`an attribute or a block` : msg`an attribute, a block or "}"`;
      throw new HclError(msg`expected ${wanted}, found ${describeToken(token)}`, token.at);
    }
  }
}

function missingNewline(token: Token): HclError {
  return new HclError(
    msg`expected the end of the line after this attribute or block, found ${describeToken(token)}`,
    token.at,
  );
}

function parseItem(stream: Stream, attributes: Map<string, Attribute>, blocks: Block[]): void {
  const name = take(stream);
  const { kind } = peek(stream);
  if (kind === '=') addAttribute(stream, name, attributes);
  else if (kind === '{' || kind === '"' || kind === 'identifier') blocks.push(parseBlock(stream, name));
  else {
    const found = describeToken(peek(stream));
    throw new HclError(msg`expected "=", "{" or a label after "${name.text}", found ${found}`, peek(stream).at);
  }
}

function addAttribute(stream: Stream, name: Token, attributes: Map<string, Attribute>): void {
  if (attributes.has(name.text)) {
    throw new HclError(msg`"${name.text}" is set twice in this block, remove one`, name.at);
  }
  expect(stream, '=', msg`after the name`);
  const expression = parseExpression(stream);
  attributes.set(name.text, { name: name.text, expression, at: name.at, end: stream.end });
}

function parseBlock(stream: Stream, type: Token): Block {
  const labels: string[] = [];
  for (;;) {
    const token = peek(stream);
    if (token.kind === '{') break;
    if (token.kind === 'identifier') labels.push(take(stream).text);
    else if (token.kind === '"') labels.push(parseLabel(stream, take(stream)));
    else throw new HclError(msg`expected a label or "{", found ${describeToken(token)}`, token.at);
  }
  deeper(stream, type.at);
  const open = take(stream);
  const body = withNewlines(stream, true, () => parseBlockBody(stream, open));
  shallower(stream);
  return { type: type.text, labels, body, at: type.at, end: stream.end };
}

function parseLabel(stream: Stream, open: Token): string {
  const label = quotedTemplate(stream, open);
  if (label.kind === 'literal' && typeof label.value === 'string') return label.value;
  throw new HclError(msg`expected a label without templates`, open.at);
}

/** A body on lines of its own, or at most one attribute on the line of the braces. */
function parseBlockBody(stream: Stream, open: Token): Body {
  const first = peek(stream);
  if (first.kind === 'newline' || first.kind === 'end') {
    const body = parseBody(stream, open.at, '}');
    take(stream);
    return { ...body, end: stream.end };
  }
  const attributes = new Map<string, Attribute>();
  if (first.kind === 'identifier') {
    const name = take(stream);
    if (peek(stream).kind !== '=') {
      throw new HclError(msg`expected an attribute; a block on one line holds one attribute and no blocks`, name.at);
    }
    addAttribute(stream, name, attributes);
  }
  if (!takeIf(stream, '}')) {
    const found = describeToken(peek(stream));
    throw new HclError(msg`expected "}" on this line, or a new line after "{", found ${found}`, peek(stream).at);
  }
  return { attributes, blocks: [], at: open.at, end: stream.end };
}
