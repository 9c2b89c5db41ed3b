/** What the answers of Azure have in common as JSON: members that may be missing or of any type, and long lists that are read piece by piece. */
import type { ByteSource } from '../../json/bytes.js';
import { asUtf8 } from '../../json/encoding.js';
import { firstElement, firstKey, nextElement, nextKey, OPEN_ARRAY, OPEN_OBJECT, readValue } from '../../json/read.js';
import { peek, skipValue } from '../../json/scan.js';
import { createScanner, type Scanner } from '../../json/window.js';
import { checkEnd, noFacts } from '../../recognise.js';

/** An open input at its first byte. */
export interface AnswerInput {
  readonly file: string;
  readonly source: ByteSource;
}

/**
 * A member of a JSON object, `undefined` for anything else.
 * Own properties only, so that `__proto__` and the like are names as any other.
 */
export function member(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined;
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A member that is a text with something in it; `null` for anything else. */
export function textMember(value: unknown, name: string): string | null {
  const found = member(value, name);
  return typeof found === 'string' && found !== '' ? found : null;
}

/** A JSON object: neither `null` nor a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The elements of a list; none where there is no list. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What a reader wants to hear of: each element of the lists named here, and the whole values of other members. */
export interface Wanted {
  readonly lists: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
  /** Objects whose members count as members of the document: `properties` of the REST shape. */
  readonly wrappers: ReadonlySet<string>;
  readonly element: (list: string, value: unknown) => void;
  readonly value: (name: string, value: unknown) => void;
}

/**
 * Goes through a document that is an object. Only one element of a list is in memory at a time, besides what the reader keeps.
 * @throws {InputError} it is no JSON, or a value is nested too deep or too long
 */
export function readMembers(input: AnswerInput, wanted: Wanted): void {
  const s = createScanner(input.file, asUtf8(input.source));
  if (peek(s) === OPEN_OBJECT) readObject(s, wanted, true);
  else skipValue(s);
  checkEnd(s, noFacts());
}

function readObject(s: Scanner, wanted: Wanted, outermost: boolean): void {
  for (let key = firstKey(s); key !== null; key = nextKey(s)) {
    const first = peek(s);
    if (wanted.lists.has(key) && first === OPEN_ARRAY) {
      for (let more = firstElement(s); more; more = nextElement(s)) wanted.element(key, readValue(s));
    } else if (outermost && wanted.wrappers.has(key) && first === OPEN_OBJECT) readObject(s, wanted, false);
    else if (wanted.values.has(key)) wanted.value(key, readValue(s));
    else skipValue(s);
  }
}

/**
 * The elements of a document that is a list, or of its member `value` (lists of the REST interface) or `data` (answers of Resource Graph), or the document
 * itself.
 * @param value hears of each of them
 * @param rest hears of the other members of a list of the REST interface that are texts (`nextLink`)
 * @throws {InputError} as {@link readMembers}
 */
export function readElements(
  input: AnswerInput,
  value: (one: unknown) => void,
  rest: (name: string, text: unknown) => void,
): void {
  const s = createScanner(input.file, asUtf8(input.source));
  if (peek(s) === OPEN_ARRAY) {
    for (let more = firstElement(s); more; more = nextElement(s)) value(readValue(s));
  } else {
    const document = readValue(s);
    const list = member(document, 'value') ?? member(document, 'data');
    if (Array.isArray(list) && textMember(document, 'id') === null) {
      for (const one of list) value(one);
      for (const name of ['nextLink', '$skipToken', 'skip_token']) rest(name, member(document, name));
    } else value(document);
  }
  checkEnd(s, noFacts());
}
