/** A user's own edition, from text: YAML or JSON against the schema, every error with its place and its row. */
import type { ErrorObject } from 'ajv';
import type { Document, LineCounter, Node } from 'yaml';
import { nearest } from '../azure/nearest.js';
import { LIBRARY } from './built-in.js';
import type { EditionDocument, EditionError, EditionResult } from './edition.js';
import { normaliseEdition } from './normalise.js';
import { meant, quote, resolveDocument } from './resolve.js';

/** No edition needs more, in characters; what is larger is refused unread. */
const LONGEST = 200_000;
/** Nor more mappings, lists and values: the libraries take quadratic time over aliases and errors. */
const MOST_VALUES = 10_000;
/** More errors than this help nobody. */
const MOST = 50;

const TOO_DEEP = 'not an edition: nested too deeply';

type Path = readonly (string | number)[];

interface Parsed {
  readonly file: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly value: unknown;
}

/**
 * Reads a user's own edition.
 * @param text YAML or JSON
 * @param file the name that errors carry
 * @returns the edition, `extends` and `includes` resolved among the built-in ones; or what is wrong, at most 50 errors, in the file's order
 */
export async function parseEdition(text: string, file: string): Promise<EditionResult> {
  if (text.length > LONGEST) return failed(file, `the edition is too long: it may have ${LONGEST} characters`);
  const parsed = await parse(text, file);
  if (!('document' in parsed)) return parsed;
  const wrong = await validate(parsed.value);
  if (wrong.length > 0) return { errors: inOrder(wrong.map((error) => errorAt(parsed, describe(error)))) };

  const value = parsed.value as EditionDocument;
  const resolved = resolveDocument(value, LIBRARY);
  if (resolved.problems.length > 0) return { errors: inOrder(resolved.problems.map((one) => errorAt(parsed, one))) };
  const { edition, problems } = normaliseEdition(resolved);
  const placed = problems.map(({ row, severity, message }) => {
    const index =
      value.rows?.findIndex(({ id, extraPorts }) => id === row || extraPorts?.some((extra) => extra.id === row)) ?? -1;
    const path: Path = index >= 0 ? ['rows', index] : row === null ? ['standIns'] : [];
    return { severity, error: { ...errorAt(parsed, { path, message }), row } };
  });
  const errors = placed.filter(({ severity }) => severity === 'error').map(({ error }) => error);
  if (errors.length > 0) return { errors: inOrder(errors) };
  // What the extended edition is told about its own tags is not this file's business.
  const warnings = placed.filter(({ error }) => error.line !== null).map(({ error }) => error);
  return { edition, warnings: inOrder(warnings) };
}

async function parse(text: string, file: string): Promise<Parsed | EditionResult> {
  const { LineCounter: Counter, parseDocument } = await import('yaml');
  const lines = new Counter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      version: '1.2',
    });
    if (document.errors.some(({ message }) => /call stack/.test(message))) return failed(file, TOO_DEEP);
    if (document.errors.length > 0) {
      const errors = document.errors.map(({ pos, message }) => {
        const { line, col } = lines.linePos(pos[0]);
        return { file, line, column: col, row: null, message: `not YAML or JSON: ${oneLine(message)}` };
      });
      return { errors: inOrder(errors) };
    }
    const { values, repeated } = survey(document);
    if (values > MOST_VALUES) return failed(file, `the edition is too large: it may have ${MOST_VALUES} values`);
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
    return failed(file, deep ? TOO_DEEP : `not YAML or JSON: ${oneLine(String(error))}`);
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

async function validate(value: unknown): Promise<readonly ErrorObject[]> {
  const [{ Ajv }, { EDITION_SCHEMA }] = await Promise.all([import('ajv'), import('./schema.generated.js')]);
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
  const check = ajv.compile(EDITION_SCHEMA);
  if (check(value)) return [];
  const errors = (check.errors ?? []).slice(0, 4 * MOST);
  // Of an alternative the whole is told, not each branch; a wrong type is told once.
  const whole = new Set(errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath));
  return errors.filter(({ keyword, instancePath }) => {
    if (keyword === 'propertyNames') return false;
    return (
      keyword === 'anyOf' || ![...whole].some((path) => instancePath === path || instancePath.startsWith(`${path}/`))
    );
  });
}

/** A schema error as a person would say it, and where: at the key for a key that should not be. */
function describe({ keyword, instancePath, params, parentSchema, data, propertyName }: ErrorObject): {
  path: Path;
  message: string;
} {
  const path: Path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = String(path.at(-1) ?? '');
  const of = path.length === 0 ? 'an edition' : /^\d+$/.test(last) ? 'this entry' : quote(last);
  const hint =
    path.length > 0 && typeof parentSchema?.['description'] === 'string' ? `: ${parentSchema['description']}` : '';
  if (propertyName !== undefined) {
    return { path: [...path, propertyName], message: `${quote(propertyName)} is not understood${hint}` };
  }
  switch (keyword) {
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      const properties = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {});
      return {
        path: [...path, name],
        message: `${quote(name)} is no property here${meant(nearest(name, properties))}`,
      };
    }
    case 'required':
      return { path, message: `${quote(String(params['missingProperty']))} is missing` };
    case 'enum':
      return {
        path,
        message: `${show(data)} is not understood; the values are ${(params['allowedValues'] as readonly unknown[]).join(', ')}`,
      };
    case 'type': {
      const types = ([] as string[]).concat(params['type'] as string | string[]).map((type) => WORDS[type] ?? type);
      return { path, message: `${of} must be ${types.join(' or ')}${hint}` };
    }
    default:
      return { path, message: `${show(data)} is not understood${hint}` };
  }
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  object: 'a mapping',
  array: 'a list',
  null: 'null',
};

/** A value in a message, short and in one line. */
function show(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  return typeof value === 'object' && value !== null
    ? `this ${Array.isArray(value) ? 'list' : 'mapping'}`
    : String(value);
}

function errorAt(parsed: Parsed, { path, message }: { readonly path: Path; readonly message: string }): EditionError {
  const place = placeOf(parsed, path);
  const index = path[0] === 'rows' && path.length > 1 ? path[1] : undefined;
  const row = index === undefined ? undefined : parsed.document.getIn(['rows', Number(index), 'id']);
  const id = typeof row === 'string' ? oneLine(row).slice(0, 100) : null;
  // A row that does not even say its id is told by its number.
  const which = index !== undefined && id === null ? `row ${Number(index) + 1}: ` : '';
  return {
    file: parsed.file,
    line: place?.line ?? null,
    column: place?.col ?? null,
    row: id,
    message: `${which}${oneLine(message)}`,
  };
}

/** Where the value at a path begins; for a key that is there, the key; else what is around it. */
function placeOf({ document, lines }: Parsed, path: Path): { readonly line: number; readonly col: number } | null {
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

function inOrder(errors: readonly EditionError[]): readonly EditionError[] {
  const seen = new Map(errors.map((error) => [JSON.stringify(error), error]));
  return [...seen.values()]
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
    .slice(0, MOST);
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

function failed(file: string, message: string): EditionResult {
  return { errors: [{ file, line: null, column: null, row: null, message }] };
}
