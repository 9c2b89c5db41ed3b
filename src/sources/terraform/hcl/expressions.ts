/** Expressions of Terraform's language, by recursive descent. */
import { msg } from '../../../azure/message.js';
import type { BinaryOperator, Expression, ForExpression, ObjectConstructor, Position, Step } from './ast.js';
import {
  deeper,
  expect,
  isWord,
  isWordBeyondNewlines,
  peek,
  type Stream,
  shallower,
  take,
  takeIf,
  withNewlines,
} from './stream.js';
import { heredocTemplate, quotedTemplate, readIterator } from './templates.js';
import { describeToken, HclError, type Token, type TokenKind } from './tokens.js';

/** How tightly each operator binds; all associate to the left. */
const PRECEDENCE: ReadonlyMap<TokenKind, readonly [number, BinaryOperator]> = new Map([
  ['||', [1, '||']],
  ['&&', [2, '&&']],
  ['==', [3, '==']],
  ['!=', [3, '!=']],
  ['<', [4, '<']],
  ['>', [4, '>']],
  ['<=', [4, '<=']],
  ['>=', [4, '>=']],
  ['+', [5, '+']],
  ['-', [5, '-']],
  ['*', [6, '*']],
  ['/', [6, '/']],
  ['%', [6, '%']],
]);

/** An expression up to the first token that does not belong to it. @throws HclError */
export function parseExpression(stream: Stream): Expression {
  const { at } = peek(stream);
  deeper(stream, at);
  const condition = parseOperation(stream, 1);
  let expression = condition;
  if (takeIf(stream, '?')) {
    const whenTrue = parseExpression(stream);
    expect(stream, ':', msg`between the two results of this condition`);
    const whenFalse = parseExpression(stream);
    expression = { kind: 'conditional', condition, whenTrue, whenFalse, at, end: stream.end };
  }
  shallower(stream);
  return expression;
}

/** Operators that bind at least as tightly as `minimum`. Each turn of the loop takes all operators of one precedence. */
function parseOperation(stream: Stream, minimum: number): Expression {
  const { at } = peek(stream);
  let left = parseUnary(stream);
  for (;;) {
    const found = PRECEDENCE.get(peek(stream).kind);
    if (found === undefined || found[0] < minimum) return left;
    const [precedence] = found;
    const rest: { operator: BinaryOperator; operand: Expression }[] = [];
    for (;;) {
      const next = PRECEDENCE.get(peek(stream).kind);
      if (next === undefined || next[0] !== precedence) break;
      take(stream);
      rest.push({ operator: next[1], operand: parseOperation(stream, precedence + 1) });
    }
    left = { kind: 'operation', first: left, rest, at, end: stream.end };
  }
}

function parseUnary(stream: Stream): Expression {
  const token = peek(stream);
  if (token.kind !== '-' && token.kind !== '!') return parseTraversal(stream);
  take(stream);
  deeper(stream, token.at);
  const operand = parseUnary(stream);
  shallower(stream);
  return { kind: 'unary', operator: token.kind, operand, at: token.at, end: stream.end };
}

function parseTraversal(stream: Stream): Expression {
  const { at } = peek(stream);
  const source = parseTerm(stream);
  const steps = parseSteps(stream);
  return steps.length === 0 ? source : { kind: 'traversal', source, steps, at, end: stream.end };
}

function parseSteps(stream: Stream): Step[] {
  const steps: Step[] = [];
  for (;;) {
    if (takeIf(stream, '.')) steps.push(parseDotStep(stream));
    else if (peek(stream).kind === '[') steps.push(parseBracketStep(stream));
    else return steps;
  }
}

function parseDotStep(stream: Stream): Step {
  const token = take(stream);
  if (token.kind === 'identifier') return { kind: 'attribute', name: token.text };
  if (token.kind === 'number' && /^[0-9]+$/.test(token.text)) return legacyIndex(token, token.text);
  if (token.kind === 'number') {
    throw new HclError(msg`expected one index after the dot, found "${token.text}"; write [0][1] instead`, token.at);
  }
  if (token.kind === '*') return { kind: 'splat', full: false, steps: parseAttributeSplat(stream) };
  throw new HclError(msg`expected a name after the dot, found ${describeToken(token)}`, token.at);
}

/** What is taken on each element of `.*`: names and legacy indexes, of which the lexer may have read two as one number. */
function parseAttributeSplat(stream: Stream): Step[] {
  const steps: Step[] = [];
  while (takeIf(stream, '.')) {
    const token = take(stream);
    if (token.kind === 'identifier') steps.push({ kind: 'attribute', name: token.text });
    else if (token.kind === 'number' && /^[0-9.]+$/.test(token.text)) {
      for (const digits of token.text.split('.')) steps.push(legacyIndex(token, digits));
    } else {
      throw new HclError(msg`expected a name after the dot, found ${describeToken(token)}`, token.at);
    }
  }
  return steps;
}

function legacyIndex(token: Token, digits: string): Step {
  const key: Expression = { kind: 'literal', value: Number(digits), at: token.at, end: token.end };
  return { kind: 'index', key, legacy: true };
}

function parseBracketStep(stream: Stream): Step {
  const open = take(stream);
  const step = withNewlines(stream, false, (): Step => {
    const splat = takeIf(stream, '*');
    const inside: Step = splat
      ? { kind: 'splat', full: true, steps: [] }
      : { kind: 'index', key: parseExpression(stream), legacy: false };
    expect(stream, ']', splat ? msg`after "[*"` : msg`after the index`);
    return inside;
  });
  if (step.kind !== 'splat') return step;
  deeper(stream, open.at);
  const steps = parseSteps(stream);
  shallower(stream);
  return { kind: 'splat', full: true, steps };
}

const KEYWORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function parseTerm(stream: Stream): Expression {
  const token = take(stream);
  const { at } = token;
  switch (token.kind) {
    case 'identifier':
      return parseWord(stream, token);
    case 'number':
      return { kind: 'literal', value: Number(token.text), at, end: token.end };
    case '"':
      return quotedTemplate(stream, token);
    case 'heredoc':
      return heredocTemplate(stream, token);
    case '(':
      return withNewlines(stream, false, () => {
        const inner = parseExpression(stream);
        expect(stream, ')', msg`to close the parenthesis`);
        return { kind: 'parentheses', inner, at, end: stream.end };
      });
    case '[':
      return withNewlines(stream, false, () =>
        isWord(peek(stream), 'for') ? parseFor(stream, at, ']') : parseTuple(stream, at),
      );
    case '{':
      return isWordBeyondNewlines(stream, 'for')
        ? withNewlines(stream, false, () => parseFor(stream, at, '}'))
        : withNewlines(stream, true, () => parseObject(stream, at));
    default:
      throw new HclError(msg`expected an expression, found ${describeToken(token)}`, at);
  }
}

/** A keyword, a variable or a function call. */
function parseWord(stream: Stream, word: Token): Expression {
  const { at, end } = word;
  let name = word.text;
  let qualified = false;
  while (takeIf(stream, '::')) {
    name += `::${expect(stream, 'identifier', msg`after "::"`).text}`;
    qualified = true;
  }
  if (takeIf(stream, '(')) return withNewlines(stream, false, () => parseArguments(stream, name, at));
  if (qualified)
    throw new HclError(msg`expected "(" after the function ${name}, found ${describeToken(peek(stream))}`, at);
  const keyword = KEYWORDS.get(name);
  return keyword === undefined ? { kind: 'variable', name, at, end } : { kind: 'literal', value: keyword, at, end };
}

function parseArguments(stream: Stream, name: string, at: Position): Expression {
  const list: Expression[] = [];
  let spread = false;
  while (!takeIf(stream, ')')) {
    list.push(parseExpression(stream));
    if (takeIf(stream, '...')) {
      spread = true;
      expect(stream, ')', msg`after "..."`);
      break;
    }
    if (peek(stream).kind !== ')') expect(stream, ',', msg`between the arguments of ${name}`);
  }
  return { kind: 'call', name, arguments: list, spread, at, end: stream.end };
}

function parseTuple(stream: Stream, at: Position): Expression {
  const elements: Expression[] = [];
  while (!takeIf(stream, ']')) {
    elements.push(parseExpression(stream));
    if (peek(stream).kind !== ']') expect(stream, ',', msg`between the elements of this list`);
  }
  return { kind: 'tuple', elements, at, end: stream.end };
}

function parseObject(stream: Stream, at: Position): ObjectConstructor {
  const items: { key: Expression; value: Expression }[] = [];
  for (;;) {
    while (takeIf(stream, 'newline')) {
      // Blank lines, and the line ends that separate items.
    }
    if (takeIf(stream, '}')) return { kind: 'object', items, at, end: stream.end };
    const key = wordAsString(parseExpression(stream));
    if (!takeIf(stream, '=')) {
      if (peek(stream).kind === ':') take(stream);
      else expect(stream, '=', msg`after the key`);
    }
    items.push({ key, value: parseExpression(stream) });
    const { kind } = peek(stream);
    if (kind !== '}' && kind !== 'newline') expect(stream, ',', msg`or a new line between the items of this object`);
  }
}

/** A bare word as a key means its own letters, keywords included. */
function wordAsString(key: Expression): Expression {
  const { at, end } = key;
  if (key.kind === 'variable') return { kind: 'literal', value: key.name, at, end };
  if (key.kind === 'literal' && (typeof key.value === 'boolean' || key.value === null)) {
    return { kind: 'literal', value: String(key.value), at, end };
  }
  return key;
}

function parseFor(stream: Stream, at: Position, close: ']' | '}'): ForExpression {
  take(stream);
  const iterator = readIterator(stream);
  const collection = parseExpression(stream);
  expect(stream, ':', msg`after the collection of "for"`);
  const first = parseExpression(stream);
  let key: Expression | null = null;
  let value = first;
  let grouped = false;
  if (close === '}') {
    expect(stream, '=>', msg`after the key of "for"`);
    key = first;
    value = parseExpression(stream);
    grouped = takeIf(stream, '...');
  }
  let condition: Expression | null = null;
  if (isWord(peek(stream), 'if')) {
    take(stream);
    condition = parseExpression(stream);
  }
  expect(stream, close, msg`at the end of "for"`);
  return { kind: 'for', iterator, collection, key, value, grouped, condition, at, end: stream.end };
}
