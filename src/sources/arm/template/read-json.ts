/** JSON as templates are written: with comments, commas at the end of lists, and strings that go over several lines. */
import { printParseErrorCode, visit } from 'jsonc-parser';
import type { ByteSource } from '../../json/bytes.js';
import { asUtf8 } from '../../json/encoding.js';
import { InputError } from '../../source.js';
import { type JsonNode, type Member, makePlaces, objectNode } from './node.js';
import { endOfComment } from './sniff.js';

/** A JSON text as a tree. */
export interface JsonText {
  /** As the user named the file. */
  readonly file: string;
  readonly root: JsonNode;
  readonly placeOf: (offset: number) => { readonly line: number; readonly column: number };
}

/** Azure takes templates of at most 4 MB; what is far beyond is none, or an attack. */
const LONGEST_TEXT = 64 * 1024 * 1024;

/** Brackets within brackets. A template of ten nested deployments has about eighty. */
export const DEEPEST = 400;

/** Reads all of a source as text, in any encoding that shells write. @throws {InputError} where it is too long */
export function readText(file: string, source: ByteSource): string {
  const utf8 = asUtf8(source);
  const pieces: Buffer[] = [];
  let length = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(256 * 1024);
    const count = utf8.read(piece, 0, piece.length);
    if (count === 0) return Buffer.concat(pieces, length).toString('utf8');
    length += count;
    if (length > LONGEST_TEXT)
      throw new InputError(
        `this file is longer than ${LONGEST_TEXT / 1024 / 1024} MB; Azure accepts templates of at most 4 MB`,
        file,
      );
    pieces.push(piece.subarray(0, count));
  }
}

/**
 * Parses a text. Of a name that is there twice the last one counts.
 * @throws {InputError} with line and column
 */
export function parseJson(file: string, text: string): JsonText {
  const placeOf = makePlaces(text);
  const fail = (message: string, offset: number): never => {
    throw new InputError(message, file, placeOf(Math.min(offset, text.length)));
  };
  const scan = scanText(text);
  if (scan.tooDeep !== null) fail(`more than ${DEEPEST} brackets within each other`, scan.tooDeep);
  const plain = withoutControls(text, scan);
  if (plain === null) return fail('this text uses every character that is kept for private use', 0);
  return { file, placeOf, root: build(plain, fail) };
}

/** What a first look at the text finds. */
interface TextScan {
  /** Places of control characters in strings, line breaks above all: the parser knows none there. */
  readonly controls: readonly number[];
  /** Where brackets are nested too deep; the parser is recursive. */
  readonly tooDeep: number | null;
}

function scanText(text: string): TextScan {
  const controls: number[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 0x7b || c === 0x5b) {
      if (++depth > DEEPEST) return { controls, tooDeep: at };
    } else if (c === 0x7d || c === 0x5d) depth--;
    else if (c === 0x2f) at = endOfComment(text, at) - 1;
    else if (c === 0x22) {
      for (at++; at < text.length && text.charCodeAt(at) !== 0x22; at++) {
        if (text.charCodeAt(at) === 0x5c) at++;
        if (text.charCodeAt(at) < 0x20) controls.push(at);
      }
    }
  }
  return { controls, tooDeep: null };
}

/** The text with every control character in a string replaced by another character that the text does not have: places stay, and {@link Plain.restore} turns it back. */
interface Plain {
  readonly text: string;
  readonly restore: (value: string) => string;
}

const PRIVATE_FIRST = 0xe000;
const PRIVATE_LAST = 0xf8ff;
const CONTROLS = 0x20;

function withoutControls(text: string, { controls }: TextScan): Plain | null {
  if (controls.length === 0) return { text, restore: (value) => value };
  const base = freePrivateBlock(text);
  if (base === null) return null;
  const pieces: string[] = [];
  let from = 0;
  for (const at of controls) {
    pieces.push(text.slice(from, at), String.fromCharCode(base + text.charCodeAt(at)));
    from = at + 1;
  }
  pieces.push(text.slice(from));
  const replaced = new RegExp(`[${hexadecimal(base)}-${hexadecimal(base + CONTROLS - 1)}]`, 'g');
  return {
    text: pieces.join(''),
    restore: (value) => value.replace(replaced, (c) => String.fromCharCode(c.charCodeAt(0) - base)),
  };
}

function hexadecimal(code: number): string {
  return `\\u${code.toString(16)}`;
}

/** The first of a run of characters for private use that the text has none of, neither as they are nor as an escape. */
function freePrivateBlock(text: string): number | null {
  const used = new Set<number>();
  const note = (code: number): void => {
    if (code >= PRIVATE_FIRST && code <= PRIVATE_LAST) used.add((code - PRIVATE_FIRST) >> 5);
  };
  for (let at = 0; at < text.length; at++) note(text.charCodeAt(at));
  for (const [, digits = ''] of text.matchAll(/\\u([0-9a-f]{4})/gi)) note(Number.parseInt(digits, 16));
  for (let block = 0; PRIVATE_FIRST + (block + 1) * CONTROLS - 1 <= PRIVATE_LAST; block++)
    if (!used.has(block)) return PRIVATE_FIRST + block * CONTROLS;
  return null;
}

/** What the parser's codes mean, and what to do. */
const PROBLEMS: ReadonlyMap<string, string> = new Map([
  ['InvalidSymbol', 'this is no JSON value; texts stand in double quotes'],
  ['InvalidNumberFormat', 'this is no number'],
  ['PropertyNameExpected', 'a name in double quotes is expected here'],
  ['ValueExpected', 'a value is expected here'],
  ['ColonExpected', 'a colon is expected here'],
  ['CommaExpected', 'a comma is expected here'],
  ['CloseBraceExpected', 'a closing brace is expected here; the file may be cut off'],
  ['CloseBracketExpected', 'a closing bracket is expected here; the file may be cut off'],
  ['EndOfFileExpected', 'there is something behind the end of the JSON document; remove it'],
  ['InvalidCommentToken', 'this is no comment'],
  ['UnexpectedEndOfComment', 'this comment has no end'],
  ['UnexpectedEndOfString', 'this string has no end'],
  ['UnexpectedEndOfNumber', 'this number has no end'],
  ['InvalidUnicode', 'this escape is not four hexadecimal digits'],
  ['InvalidEscapeCharacter', 'there is no such escape in JSON; a backslash is written twice'],
  ['InvalidCharacter', 'this character cannot stand in JSON'],
]);

function build({ text, restore }: Plain, fail: (message: string, offset: number) => never): JsonNode {
  // A stack of what is open: the members or items so far, and the name that waits for its value.
  const stack: Open[] = [];
  let root: JsonNode | null = null;
  const put = (value: JsonNode): void => {
    const open = stack.at(-1);
    if (open === undefined) root ??= value;
    else if (open.kind === 'array') open.items.push(value);
    else if (open.name !== null) {
      open.members.push({ ...open.name, value });
      open.name = null;
    }
  };
  visit(
    text,
    {
      onObjectBegin: (offset) => {
        stack.push({ kind: 'object', offset, members: [], name: null });
      },
      onObjectProperty: (name, offset) => {
        const open = stack.at(-1);
        if (open?.kind === 'object') open.name = { name: restore(name), offset };
      },
      onObjectEnd: () => {
        const open = stack.pop();
        if (open?.kind === 'object') put(objectNode(open.offset, open.members));
      },
      onArrayBegin: (offset) => {
        stack.push({ kind: 'array', offset, items: [] });
      },
      onArrayEnd: () => {
        const open = stack.pop();
        if (open?.kind === 'array') put({ kind: 'array', offset: open.offset, items: open.items });
      },
      onLiteralValue: (value: unknown, offset) => put({ kind: 'scalar', offset, value: scalar(value, restore) }),
      onError: (code, offset) => fail(PROBLEMS.get(printParseErrorCode(code)) ?? 'this is no JSON', offset),
    },
    { allowTrailingComma: true, disallowComments: false },
  );
  return root ?? fail('there is nothing in this file', 0);
}

type Open =
  | { readonly kind: 'array'; readonly offset: number; readonly items: JsonNode[] }
  | {
      readonly kind: 'object';
      readonly offset: number;
      readonly members: Member[];
      name: { readonly name: string; readonly offset: number } | null;
    };

function scalar(value: unknown, restore: (text: string) => string): string | number | boolean | null {
  if (typeof value === 'string') return restore(value);
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
