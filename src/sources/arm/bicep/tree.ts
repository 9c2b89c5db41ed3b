/** The outline of a Bicep file: what it declares, and the objects and lists that are written there, each with its place. Expressions are passed over. */
import { type Token, tokensOf } from './tokens.js';

/** A value as far as it is written out. */
export type Written = WrittenObject | WrittenList | WrittenLoop | WrittenOther;

export interface WrittenOther {
  readonly kind: 'other';
  readonly at: number;
  /** Where it is a string without anything computed in it. */
  readonly text: string | null;
  /** Where it is a name by itself: of a parameter, a variable, `true`. */
  readonly word: string | null;
}

export interface WrittenObject {
  readonly kind: 'object';
  readonly at: number;
  /** By name in lower case, with the place of the name. */
  readonly members: ReadonlyMap<string, { readonly at: number; readonly value: Written }>;
  /** Resources that are declared inside a resource. */
  readonly declarations: readonly Declaration[];
}

export interface WrittenList {
  readonly kind: 'list';
  readonly at: number;
  readonly items: readonly Written[];
}

/** `[for x in xs: body]` */
export interface WrittenLoop {
  readonly kind: 'loop';
  readonly at: number;
  readonly body: Written;
}

export interface Declaration {
  readonly kind: 'resource' | 'module' | 'var' | 'param' | 'output';
  readonly symbol: string;
  /** Of a resource: its type without the version; of a module: its path; otherwise empty. */
  readonly about: string;
  readonly existing: boolean;
  /** Where the declaration begins: its keyword. */
  readonly at: number;
  readonly value: Written;
}

/** Objects within objects; nobody writes more, and the stack has an end. */
const DEEPEST = 100;

interface Reader {
  readonly tokens: readonly Token[];
  index: number;
  depth: number;
}

/** Finds everything that a file declares. Never throws: what is no Bicep declares nothing. */
export function declarationsOf(text: string): readonly Declaration[] {
  const reader: Reader = { tokens: tokensOf(text), index: 0, depth: 0 };
  const found: Declaration[] = [];
  while (current(reader).kind !== 'end') {
    const declaration = declarationAt(reader);
    if (declaration === null) skipExpression(reader, false);
    else found.push(declaration);
    if (current(reader).kind !== 'end') reader.index++;
  }
  return found;
}

function current(reader: Reader, ahead = 0): Token {
  const { tokens, index } = reader;
  return tokens[index + ahead] ?? tokens[tokens.length - 1] ?? NO_TOKEN;
}

const NO_TOKEN: Token = { kind: 'end', text: '', at: 0, end: 0, computed: false };

function isMark(token: Token, mark: string): boolean {
  return token.kind === 'mark' && token.text === mark;
}

const WITH_STRING: ReadonlySet<string> = new Set(['resource', 'module']);
const WITH_VALUE: ReadonlySet<string> = new Set(['var', 'param', 'output']);

/** The declaration that begins here, read to its end; `null` where none does, with nothing read. */
function declarationAt(reader: Reader): Declaration | null {
  const start = reader.index;
  const keyword = current(reader);
  const symbol = current(reader, 1);
  if (keyword.kind !== 'name' || symbol.kind !== 'name') return null;
  const named = WITH_STRING.has(keyword.text);
  const about = current(reader, 2);
  const existing = named && current(reader, 3).kind === 'name' && current(reader, 3).text === 'existing';
  if (named) {
    if (about.kind !== 'string') return null;
    reader.index += existing ? 4 : 3;
  } else if (WITH_VALUE.has(keyword.text)) {
    reader.index += 2;
    while (!isMark(current(reader), '=') && !['newline', 'end'].includes(current(reader).kind)) reader.index++;
  } else return null;
  if (!isMark(current(reader), '=')) {
    reader.index = start;
    return null;
  }
  reader.index++;
  return {
    kind: keyword.text as Declaration['kind'],
    symbol: symbol.text,
    about: named ? (keyword.text === 'module' ? about.text : (about.text.split('@')[0] ?? '')) : '',
    existing,
    at: keyword.at,
    value: valueAt(reader),
  };
}

/** The value that begins here, read to its end: the line break, comma or bracket behind it stays. */
function valueAt(reader: Reader): Written {
  skipNewlines(reader);
  const first = current(reader);
  if (reader.depth >= DEEPEST) return skipped(reader, first);
  reader.depth++;
  const value = isMark(first, '{') ? objectAt(reader) : isMark(first, '[') ? listAt(reader) : conditional(reader);
  reader.depth--;
  if (value === null) return skipped(reader, first);
  // `[…][0]` and `{…}.a` are expressions that begin like a list or an object.
  return skipExpression(reader, true) ? { kind: 'other', at: first.at, text: null, word: null } : value;
}

/** `if (condition) { … }` of a resource. */
function conditional(reader: Reader): Written | null {
  if (current(reader).text !== 'if' || !isMark(current(reader, 1), '(')) return null;
  reader.index++;
  skipBrackets(reader);
  skipNewlines(reader);
  return isMark(current(reader), '{') ? objectAt(reader) : null;
}

function skipped(reader: Reader, first: Token): WrittenOther {
  const single = first.kind === 'name' || (first.kind === 'string' && !first.computed);
  reader.index += single ? 1 : 0;
  const only = !skipExpression(reader, true) && single;
  return {
    kind: 'other',
    at: first.at,
    text: only && first.kind === 'string' ? first.text : null,
    word: only && first.kind === 'name' ? first.text : null,
  };
}

function objectAt(reader: Reader): WrittenObject {
  const { at } = current(reader);
  const members = new Map<string, { at: number; value: Written }>();
  const declarations: Declaration[] = [];
  reader.index++;
  for (;;) {
    skipNewlines(reader);
    const token = current(reader);
    if (token.kind === 'end') break;
    if (isMark(token, '}')) {
      reader.index++;
      break;
    }
    const declaration = declarationAt(reader);
    if (declaration !== null) declarations.push(declaration);
    else if (['name', 'string'].includes(token.kind) && isMark(current(reader, 1), ':')) {
      reader.index += 2;
      members.set(token.text.toLowerCase(), { at: token.at, value: valueAt(reader) });
    } else skipOne(reader);
  }
  return { kind: 'object', at, members, declarations };
}

function listAt(reader: Reader): WrittenList | WrittenLoop {
  const { at } = current(reader);
  reader.index++;
  skipNewlines(reader);
  if (current(reader).text === 'for' && !isMark(current(reader, 1), ':')) return loopAt(reader, at);
  const items: Written[] = [];
  for (;;) {
    skipNewlines(reader);
    const token = current(reader);
    if (token.kind === 'end') break;
    if (isMark(token, ']')) {
      reader.index++;
      break;
    }
    const { index } = reader;
    items.push(valueAt(reader));
    if (reader.index === index) reader.index++;
  }
  return { kind: 'list', at, items };
}

function loopAt(reader: Reader, at: number): WrittenLoop {
  while (current(reader).kind !== 'end' && !isMark(current(reader), ':') && !isMark(current(reader), ']'))
    skipOne(reader);
  if (isMark(current(reader), ':')) reader.index++;
  const body = valueAt(reader);
  while (current(reader).kind !== 'end' && !isMark(current(reader), ']')) skipOne(reader);
  reader.index++;
  return { kind: 'loop', at, body };
}

/** Line breaks, and commas between the elements of a list that is written in one line. */
function skipNewlines(reader: Reader): void {
  while (current(reader).kind === 'newline' || isMark(current(reader), ',')) reader.index++;
}

const OPENING = '([{';
const CLOSING = ')]}';
/** An expression goes on behind a line break where the next line begins with one of these. */
const GOES_ON = '?:.&|+-*%<>=!';

/** Goes to the end of the expression that is being read. @returns whether there was anything of it */
function skipExpression(reader: Reader, inValue: boolean): boolean {
  let any = false;
  for (;;) {
    const token = current(reader);
    if (token.kind === 'end' || (token.kind === 'mark' && (token.text === ',' || CLOSING.includes(token.text))))
      return any;
    if (token.kind === 'newline') {
      if (!inValue) return any;
      let ahead = 1;
      while (current(reader, ahead).kind === 'newline') ahead++;
      const next = current(reader, ahead);
      if (next.kind !== 'mark' || !GOES_ON.includes(next.text)) return any;
      reader.index += ahead;
    }
    any = true;
    skipOne(reader);
  }
}

/** One token, or all that is in the brackets that open here. */
function skipOne(reader: Reader): void {
  const token = current(reader);
  if (token.kind === 'mark' && OPENING.includes(token.text)) skipBrackets(reader);
  else if (token.kind !== 'end') reader.index++;
}

function skipBrackets(reader: Reader): void {
  let depth = 0;
  do {
    const token = current(reader);
    if (token.kind === 'end') return;
    if (token.kind === 'mark' && OPENING.includes(token.text)) depth++;
    else if (token.kind === 'mark' && CLOSING.includes(token.text)) depth--;
    reader.index++;
  } while (depth > 0);
}
