/** The inside of strings and heredocs: text with escapes, `${ }`, `%{ }`, strip markers, and the indentation that `<<-` takes away. */
import { msg } from '../../../azure/message.js';
import type { Expression, Iterator, Position, TemplatePart } from './ast.js';
import { positionOf, type Scanner, startLine } from './lexer.js';
import { deeper, expect, isWord, peek, type Stream, shallower, take, takeIf, withNewlines } from './stream.js';
import { describeToken, HclError, type Token } from './tokens.js';

/** A template before its directives are paired. Text is kept line by line, because strip markers reach to the end of the line only. */
type Piece =
  | { readonly kind: 'text'; value: string }
  | { readonly kind: 'interpolation'; readonly expression: Expression }
  | { readonly kind: 'if'; readonly at: Position; readonly condition: Expression }
  | { readonly kind: 'for'; readonly at: Position; readonly iterator: Iterator; readonly collection: Expression }
  | { readonly kind: 'else' | 'endif' | 'endfor'; readonly at: Position };

/** One stretch of text and what follows it: the template's end, `${` or `%{`, or another line of a heredoc. */
interface Stretch {
  readonly value: string;
  readonly next: 'end' | 'sequence' | 'line';
}

/** A string whose opening quote has just been taken. @returns a literal where there is nothing but text */
export function quotedTemplate(stream: Stream, open: Token): Expression {
  const pieces = readPieces(stream, () => readQuoted(stream.scanner, open.at));
  stream.end = stream.scanner.offset;
  return finish(stream, pieces, open.at);
}

/** A heredoc whose opening line has just been taken. The newline behind its end marker is left as a token. */
export function heredocTemplate(stream: Stream, open: Token): Expression {
  const flush = open.text.startsWith('-');
  const marker = flush ? open.text.slice(1) : open.text;
  let lineBegins = true;
  const pieces = readPieces(stream, () => {
    const stretch = readHeredoc(stream.scanner, marker, lineBegins, open.at);
    lineBegins = stretch.next === 'line';
    return stretch;
  });
  stream.end = stream.scanner.offset;
  if (flush) removeIndentation(pieces);
  return finish(stream, pieces, open.at);
}

function finish(stream: Stream, pieces: readonly Piece[], at: Position): Expression {
  const end = stream.end;
  if (pieces.every((piece) => piece.kind === 'text')) {
    return { kind: 'literal', value: pieces.map((piece) => piece.value).join(''), at, end };
  }
  const cursor: Cursor = { pieces, next: 0 };
  const parts = pair(stream, cursor, null);
  return { kind: 'template', parts, at, end };
}

function readPieces(stream: Stream, readText: () => Stretch): Piece[] {
  const { scanner } = stream;
  const pieces: Piece[] = [];
  let trimNext = false;
  for (;;) {
    const { value, next } = readText();
    if (value !== '') {
      pieces.push({ kind: 'text', value: trimNext ? value.trimStart() : value });
      trimNext = false;
    }
    if (next === 'end') return pieces;
    if (next === 'line') continue;
    const at = positionOf(scanner);
    const interpolation = scanner.text.charAt(scanner.offset) === '$';
    scanner.offset += 2;
    if (scanner.text.charAt(scanner.offset) === '~') {
      scanner.offset += 1;
      const last = pieces.at(-1);
      if (last?.kind === 'text') last.value = last.value.trimEnd();
    }
    withNewlines(stream, false, () => {
      pieces.push(
        interpolation ? { kind: 'interpolation', expression: stream.expression(stream) } : readDirective(stream, at),
      );
      trimNext = takeIf(stream, '~');
      const what = interpolation
        ? msg`at the end of this template interpolation`
        : msg`at the end of this template directive`;
      expect(stream, '}', what);
    });
  }
}

/** `if …`, `else`, `endif`, `for … in …`, `endfor`. */
function readDirective(stream: Stream, at: Position): Piece {
  const word = expect(stream, 'identifier', msg`after "%{"`);
  switch (word.text) {
    case 'if':
      return { kind: 'if', at, condition: stream.expression(stream) };
    case 'else':
    case 'endif':
    case 'endfor':
      return { kind: word.text, at };
    case 'for': {
      const iterator = readIterator(stream);
      return { kind: 'for', at, iterator, collection: stream.expression(stream) };
    }
    default:
      throw new HclError(
        msg`expected "if", "else", "endif", "for" or "endfor" after "%{", found ${describeToken(word)}`,
        word.at,
      );
  }
}

/** The names and the `in` behind `for`, in templates and in `for` expressions. */
export function readIterator(stream: Stream): Iterator {
  const first = expect(stream, 'identifier', msg`after "for"`).text;
  const second = takeIf(stream, ',') ? expect(stream, 'identifier', msg`after the comma of "for"`).text : null;
  const token = peek(stream);
  if (!isWord(token, 'in')) {
    throw new HclError(msg`expected "in" after the names of "for", found ${describeToken(token)}`, token.at);
  }
  take(stream);
  return second === null ? { key: null, value: first } : { key: first, value: second };
}

const PLAIN_QUOTED = /[^"\\$%\n]*/y;
const PLAIN_HEREDOC = /[^$%\n]*/y;

function readPlain(pattern: RegExp, scanner: Scanner): string {
  pattern.lastIndex = scanner.offset;
  pattern.test(scanner.text);
  const value = scanner.text.slice(scanner.offset, pattern.lastIndex);
  scanner.offset = pattern.lastIndex;
  return value;
}

/** At a `$` or `%`: the text that it stands for, or `null` where a template sequence begins. `$${` is the text `${`. */
function readMark(scanner: Scanner): string | null {
  const { text, offset } = scanner;
  const mark = text.charAt(offset);
  if (text.charAt(offset + 1) === '{') return null;
  if (text.charAt(offset + 1) === mark && text.charAt(offset + 2) === '{') {
    scanner.offset += 3;
    return `${mark}{`;
  }
  scanner.offset += 1;
  return mark;
}

function readQuoted(scanner: Scanner, open: Position): Stretch {
  let value = '';
  for (;;) {
    value += readPlain(PLAIN_QUOTED, scanner);
    switch (scanner.text.charAt(scanner.offset)) {
      case '"':
        scanner.offset += 1;
        return { value, next: 'end' };
      case '\\':
        value += readEscape(scanner);
        break;
      case '\n':
        throw new HclError(
          msg`expected a closing quote before the end of the line; use a heredoc for several lines`,
          open,
        );
      case '':
        throw new HclError(msg`expected a closing quote before the end of the file`, open);
      default: {
        const mark = readMark(scanner);
        if (mark === null) return { value, next: 'sequence' };
        value += mark;
      }
    }
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

const CODE_POINT = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y;

function readEscape(scanner: Scanner): string {
  const letter = scanner.text.charAt(scanner.offset + 1);
  const simple = ESCAPES.get(letter);
  if (simple !== undefined) {
    scanner.offset += 2;
    return simple;
  }
  CODE_POINT.lastIndex = scanner.offset;
  const found = CODE_POINT.exec(scanner.text);
  const code = found === null ? Number.POSITIVE_INFINITY : Number.parseInt(found[1] ?? found[2] ?? '', 16);
  if (code > 0x10ffff) {
    const message = msg`expected one of \\n, \\r, \\t, \\", \\\\, \\uNNNN, \\UNNNNNNNN; write \\\\ for a backslash`;
    throw new HclError(message, positionOf(scanner));
  }
  scanner.offset = CODE_POINT.lastIndex;
  return String.fromCodePoint(code);
}

/** One line of a heredoc, or a part of it up to `${` or `%{`; backslashes are ordinary characters. */
function readHeredoc(scanner: Scanner, marker: string, lineBegins: boolean, open: Position): Stretch {
  if (lineBegins && endsHere(scanner, marker)) return { value: '', next: 'end' };
  let value = '';
  for (;;) {
    value += readPlain(PLAIN_HEREDOC, scanner);
    switch (scanner.text.charAt(scanner.offset)) {
      case '\n':
        scanner.offset += 1;
        startLine(scanner);
        value += '\n';
        return { value, next: 'line' };
      case '':
        throw new HclError(msg`expected a line with nothing but "${marker}" to end this heredoc`, open);
      default: {
        const mark = readMark(scanner);
        if (mark === null) return { value, next: 'sequence' };
        value += mark;
      }
    }
  }
}

/** Whether this line is the end marker with blanks around; if so it is passed over. Like Terraform, we want a line end behind it. */
function endsHere(scanner: Scanner, marker: string): boolean {
  const { text } = scanner;
  let offset = scanner.offset;
  while (text.charAt(offset) === ' ' || text.charAt(offset) === '\t') offset += 1;
  if (!text.startsWith(marker, offset)) return false;
  let behind = offset + marker.length;
  while (text.charAt(behind) === ' ' || text.charAt(behind) === '\t') behind += 1;
  if (text.charAt(behind) !== '\n' && !text.startsWith('\r\n', behind)) return false;
  scanner.offset = behind;
  return true;
}

/** Takes away the indentation that all lines share. Lines of blanks only do not count. */
function removeIndentation(pieces: readonly Piece[]): void {
  let indentation = Number.POSITIVE_INFINITY;
  const starts: { value: string }[] = [];
  let lineBegins = true;
  for (const piece of pieces) {
    const value = piece.kind === 'text' ? piece.value : null;
    if (lineBegins) {
      if (value === null) {
        indentation = 0;
      } else if (piece.kind === 'text' && (value.trimStart() !== '' || !value.endsWith('\n'))) {
        indentation = Math.min(indentation, value.length - value.trimStart().length);
        starts.push(piece);
      }
    }
    lineBegins = value?.endsWith('\n') ?? false;
  }
  for (const piece of starts) piece.value = piece.value.slice(indentation);
}

interface Cursor {
  readonly pieces: readonly Piece[];
  next: number;
}

/** Pairs directives, up to the end of the enclosing one. @param inside the directive that we are in */
function pair(stream: Stream, cursor: Cursor, inside: Directive | null): TemplatePart[] {
  const parts: TemplatePart[] = [];
  for (;;) {
    const piece = cursor.pieces[cursor.next];
    if (piece === undefined) {
      if (inside === null) return parts;
      throw new HclError(msg`expected ${`"%{end${inside.kind}}"`} for this ${`"%{${inside.kind}}"`}`, inside.at);
    }
    cursor.next += 1;
    switch (piece.kind) {
      case 'text':
        appendText(parts, piece.value);
        break;
      case 'interpolation':
        parts.push(piece);
        break;
      case 'if':
      case 'for':
        deeper(stream, piece.at);
        parts.push(piece.kind === 'if' ? pairIf(stream, cursor, piece) : pairFor(stream, cursor, piece));
        shallower(stream);
        break;
      default:
        checkClosing(piece, inside);
        return parts;
    }
  }
}

interface Directive {
  readonly kind: 'if' | 'for';
  readonly at: Position;
  /** Whether `%{else}` may still come. */
  readonly openElse: boolean;
}

function checkClosing(
  piece: { readonly kind: 'else' | 'endif' | 'endfor'; readonly at: Position },
  inside: Directive | null,
): void {
  const fits =
    piece.kind === 'else' ? inside?.openElse === true : inside !== null && piece.kind === `end${inside.kind}`;
  if (!fits) throw new HclError(msg`${`"%{${piece.kind}}"`} has no beginning that it belongs to`, piece.at);
}

function pairIf(stream: Stream, cursor: Cursor, piece: Piece & { readonly kind: 'if' }): TemplatePart {
  const { at, condition } = piece;
  const whenTrue = pair(stream, cursor, { kind: 'if', at, openElse: true });
  const hasElse = cursor.pieces[cursor.next - 1]?.kind === 'else';
  const whenFalse = hasElse ? pair(stream, cursor, { kind: 'if', at, openElse: false }) : [];
  return { kind: 'if', condition, whenTrue, whenFalse };
}

function pairFor(stream: Stream, cursor: Cursor, piece: Piece & { readonly kind: 'for' }): TemplatePart {
  const { at, iterator, collection } = piece;
  return { kind: 'for', iterator, collection, parts: pair(stream, cursor, { kind: 'for', at, openElse: false }) };
}

/** Neighbouring texts become one; empty ones disappear. The last part may be extended since it was made here. */
function appendText(parts: TemplatePart[], value: string): void {
  if (value === '') return;
  const last = parts.at(-1);
  if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', value: last.value + value };
  else parts.push({ kind: 'text', value });
}
