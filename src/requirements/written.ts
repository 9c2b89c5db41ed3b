/** What a user has written, YAML or JSON: its value, and the line and column of everything in it. */

import type { Document, LineCounter, Node } from 'yaml';
import { type Message, msg } from '../azure/message.js';
import type { EditionError } from './edition.js';
import { type Problem, quote } from './resolve.js';

/** No edition needs more, in characters; what is larger is refused unread. */
const LONGEST = 200_000;
/** Nor more mappings, lists and values: the libraries take quadratic time over aliases and errors. */
const MOST_VALUES = 10_000;
/** More errors than this help nobody. */
export const MOST_ERRORS = 50;

export type Path = readonly (string | number)[];

/** A document that could be read. */
export interface Written {
  readonly file: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly value: unknown;
}

interface Failed {
  readonly errors: readonly EditionError[];
}

/**
 * Reads YAML or JSON.
 * @param file the name that errors carry
 * @param what messages call it: `the edition`
 */
export async function readWritten(text: string, file: string, what: string): Promise<Written | Failed> {
  if (text.length > LONGEST) return failed(file, `${what} is too long: it may have ${LONGEST} characters`);
  const tooDeep = `${what} is nested too deeply`;
  const { LineCounter: Counter, parseDocument } = await import('yaml');
  const lines = new Counter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      version: '1.2',
    });
    if (document.errors.some(({ message }) => /call stack/.test(message))) return failed(file, tooDeep);
    if (document.errors.length > 0) {
      const errors = document.errors.map(({ pos, message }) => {
        const { line, col } = lines.linePos(pos[0]);
        return { file, line, column: col, row: null, message: `not YAML or JSON: ${oneLine(message)}` };
      });
      return { errors: inOrder(errors) };
    }
    const { values, repeated } = survey(document);
    if (values > MOST_VALUES) return failed(file, `${what} is too large: it may have ${MOST_VALUES} values`);
    if (repeated.length > 0) {
      const errors = repeated.map(({ name, offset }) => {
        const { line, col } = lines.linePos(offset);
        return { file, line, column: col, row: null, message: `the key ${quote(name)} is written twice` };
      });
      return { errors: inOrder(errors) };
    }
    // Aliases are counted as they are resolved, so a small file cannot become a large value.
    return { file, document, lines, value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    const deep = error instanceof RangeError;
    return failed(file, deep ? tooDeep : `not YAML or JSON: ${oneLine(String(error))}`);
  }
}

/** How many values a document has, and the keys that a mapping has already (the library's own search for them takes quadratic time). */
function survey(document: Document.Parsed): {
  readonly values: number;
  readonly repeated: readonly { readonly name: string; readonly offset: number }[];
} {
  const repeated: { name: string; offset: number }[] = [];
  const open: unknown[] = [document.contents];
  let values = 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    values++;
    const names = new Set<string>();
    for (const item of itemsOf(node)) {
      if (isPair(item)) {
        const name = String(item.key.value);
        if (names.has(name)) repeated.push({ name, offset: item.key.range?.[0] ?? 0 });
        names.add(name);
      }
      open.push(isPair(item) ? item.value : item);
    }
  }
  return { values, repeated };
}

/** A mistake at a path, with its place and the id of its row. */
export function errorAt(written: Written, { path, message }: Problem): EditionError {
  const { which, ...place } = positionOf(written, path);
  return { ...place, message: `${which === null ? '' : `row ${which}: `}${oneLine(message)}` };
}

/** {@link errorAt} for what is only odd. */
export function warningAt(written: Written, { path, message }: Problem<Message>): EditionError<Message> {
  const { which, ...place } = positionOf(written, path);
  return { ...place, message: which === null ? message : msg`row ${which}: ${message}` };
}

/** Where a path leads: the place, the id of the row, and the number of a row that does not even say its id. */
function positionOf(written: Written, path: Path): Omit<EditionError, 'message'> & { readonly which: number | null } {
  const place = placeOf(written, path);
  const index = path.findIndex((part) => typeof part === 'number' || /^\d+$/.test(part));
  // An entry of the configuration file may take rows away instead.
  const inRow = index > 0 && ROW_LISTS.has(path.slice(0, index).join('.')) && path[index + 1] !== 'remove';
  const row = inRow ? written.document.getIn([...path.slice(0, index), Number(path[index]), 'id']) : undefined;
  const id = typeof row === 'string' ? oneLine(row).slice(0, 100) : null;
  return {
    file: written.file,
    line: place?.line ?? null,
    column: place?.col ?? null,
    row: id,
    which: inRow && id === null ? Number(path[index]) + 1 : null,
  };
}

/** Where rows are written: in an edition, and in the configuration file. */
const ROW_LISTS: ReadonlySet<string> = new Set(['rows', 'requirements', 'requirements.rows']);

/** Where the value at a path begins; for a key that is there, the key; else what is around it. */
function placeOf({ document, lines }: Written, path: Path): { readonly line: number; readonly col: number } | null {
  for (let length = path.length; length >= 0; length--) {
    const offset = offsetOf(document, path.slice(0, length));
    if (offset !== null) return lines.linePos(offset);
    if (path.length === 0) break;
  }
  return null;
}

function offsetOf(document: Document.Parsed, path: Path): number | null {
  let node: Node | null = document.contents;
  let start = node?.range?.[0] ?? null;
  for (const part of path) {
    const items = itemsOf(node);
    const item = isPair(items[0])
      ? items.find((one) => isPair(one) && String(one.key.value) === String(part))
      : items[Number(part)];
    if (item === undefined) return null;
    const key = isPair(item) ? item.key : null;
    node = (isPair(item) ? item.value : item) as Node | null;
    start = (key ?? node)?.range?.[0] ?? null;
  }
  return start;
}

function itemsOf(node: unknown): readonly unknown[] {
  return typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items) ? node.items : [];
}

function isPair(
  item: unknown,
): item is { readonly key: Node & { readonly value: unknown }; readonly value: Node | null } {
  return (
    typeof item === 'object' &&
    item !== null &&
    'key' in item &&
    'value' in item &&
    typeof item.key === 'object' &&
    item.key !== null
  );
}

export function inOrder<Words>(errors: readonly EditionError<Words>[]): readonly EditionError<Words>[] {
  const seen = new Map(errors.map((error) => [JSON.stringify(error), error]));
  return [...seen.values()]
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
    .slice(0, MOST_ERRORS);
}

/** The first line, without control characters. */
function oneLine(text: string): string {
  return (
    text
      .split(/[\r\n]/)[0]
      ?.replace(/\p{Cc}/gu, ' ')
      .slice(0, 500) ?? ''
  );
}

export function failed(file: string, message: string): Failed {
  return { errors: [{ file, line: null, column: null, row: null, message }] };
}
