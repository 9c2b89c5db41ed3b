/** Reads a service-tag list: the ServiceTags download of any cloud, or what `az network list-service-tags -o json` prints. */
import { english, type Message, msg } from '../azure/message.js';
import type { Diagnostic, Location } from '../azure/model.js';
import type { Region } from '../azure/regions.js';
import { ageOfList, cloudOfList, isPrefix, type ListedTag, type TagList, tagListOf } from '../azure/tag-list.js';
import type { InputFile } from './files.js';
import { type ByteSource, isFolder, openFile } from './json/bytes.js';
import { asUtf8 } from './json/encoding.js';
import { firstElement, firstKey, nextElement, nextKey, OPEN_ARRAY, OPEN_OBJECT, readValue } from './json/read.js';
import { endOfInput, peek, skipValue, unexpectedByte } from './json/scan.js';
import { createScanner, place, type Scanner } from './json/window.js';
import { InputError } from './source.js';

/** A list and what was noticed while reading it. */
export interface LoadedTagList {
  readonly list: TagList;
  /** Names of the tags as the list spells them, in its order. */
  readonly names: readonly string[];
  /** `null`: a cloud that this version does not know, or none named. */
  readonly cloud: Region['cloud'] | null;
  readonly changeNumber: number | null;
  readonly diagnostics: readonly Diagnostic[];
  /** What is to be said where it is asked about another cloud than its own (T11); `null` where it fits, or does not say which cloud it is for. */
  readonly mismatch: (asked: Region['cloud']) => Diagnostic | null;
}

export interface TagListOptions {
  /** The date that a list's age is counted to, `YYYY-MM-DD`; by default that of the newest list this version knows. */
  readonly now?: string;
}

const WHERE_FROM = msg`give the ServiceTags_*.json download of your cloud, or save the answer of \`az network list-service-tags --location REGION -o json\``;

/** How many faults of the list itself are told one by one. */
const TOLD = 20;

/**
 * Opens and reads a list.
 * @throws {InputError} it cannot be read, is no JSON (with the place), is no service-tag list, or has no tag in it
 */
export function loadTagList(file: InputFile, options: TagListOptions = {}): LoadedTagList {
  if (file.path !== '-' && isFolder(file.path))
    throw new InputError(`this is a folder; ${english(WHERE_FROM)}`, file.name);
  const source = openFile(file.path);
  try {
    return readTagList(file.name, source, options);
  } finally {
    source.close();
  }
}

/** What the top level of the document says; the last of several members of one name counts. */
interface Document {
  cloud: { readonly value: unknown; readonly location: Location } | null;
  changeNumber: { readonly value: unknown; readonly location: Location } | null;
  nextLink: { readonly value: unknown; readonly location: Location } | null;
  values: Values | null;
}

interface Values {
  readonly tags: readonly ListedTag[];
  readonly faults: readonly Diagnostic[];
}

/** Reads a list from bytes in UTF-8 or UTF-16. @throws {InputError} as {@link loadTagList} */
export function readTagList(name: string, source: ByteSource, options: TagListOptions = {}): LoadedTagList {
  const document = readDocument(createScanner(name, asUtf8(source)));
  if (document.values === null)
    throw new InputError(`this is no service-tag list: it has no list named "values"; ${english(WHERE_FROM)}`, name);
  const { tags, faults } = document.values;
  if (tags.length === 0) throw new InputError(`this service-tag list has no tag in it; ${english(WHERE_FROM)}`, name);
  const cloudName = document.cloud?.value;
  const cloud = typeof cloudName === 'string' ? cloudOfList(cloudName) : null;
  const changeNumber = numberOf(document.changeNumber?.value);
  const first = { file: name, line: 1 };
  const warn = (message: Message, location: Location = first): Diagnostic => ({
    severity: 'warning',
    message,
    location,
  });

  const diagnostics: Diagnostic[] = [];
  if (document.nextLink?.value)
    diagnostics.push(
      warn(
        msg`this service-tag list is only its first page (it has a "nextLink"); ${WHERE_FROM}`,
        document.nextLink.location,
      ),
    );
  const age = ageOfList({ cloud, changeNumber, fileName: name }, options.now ?? null);
  if (age !== null)
    diagnostics.push(
      warn(
        msg`this service-tag list is old: ${age}; Azure's addresses change every week, so download it again`,
        document.changeNumber?.location,
      ),
    );
  diagnostics.push(...faults.slice(0, TOLD));
  if (faults.length > TOLD) diagnostics.push(warn(msg`and ${faults.length - TOLD} more such faults in ${name}`));
  const mismatch = (asked: Region['cloud']): Diagnostic | null =>
    cloud === null || cloud === asked
      ? null
      : warn(
          msg`this service-tag list is for the ${cloud} cloud, and the region is in the ${asked} cloud, whose addresses are others`,
          document.cloud?.location,
        );
  return { list: tagListOf(tags), names: tags.map((tag) => tag.name), cloud, changeNumber, diagnostics, mismatch };
}

function readDocument(s: Scanner): Document {
  const document: Document = { cloud: null, changeNumber: null, nextLink: null, values: null };
  if (peek(s) === -1) endOfInput(s);
  if (peek(s) !== OPEN_OBJECT) skipValue(s);
  else {
    for (let key = firstKey(s); key !== null; key = nextKey(s)) {
      if (key === 'values' && peek(s) === OPEN_ARRAY) document.values = readValues(s);
      else if (key === 'cloud' || key === 'changeNumber' || key === 'nextLink')
        document[key] = { location: here(s), value: readValue(s) };
      else skipValue(s);
    }
  }
  if (peek(s) !== -1) unexpectedByte(s, 'the end of the file');
  return document;
}

function readValues(s: Scanner): Values {
  const tags: ListedTag[] = [];
  const faults: Diagnostic[] = [];
  for (let more = firstElement(s); more; more = nextElement(s)) {
    const location = here(s);
    const tag = toTag(readValue(s));
    const fault = (message: Message) => faults.push({ severity: 'warning', message, location });
    if (tag === null)
      fault(
        msg`this entry is no service tag: it has no "name" with a list of "addressPrefixes", and counts as nothing`,
      );
    else {
      const prefixes = tag.prefixes.filter(isText);
      const good = prefixes.filter(isPrefix);
      const lost = tag.prefixes.length - good.length;
      if (lost > 0) {
        const example = prefixes.find((prefix) => !isPrefix(prefix));
        const what = example === undefined ? msg`an entry that is no text` : quoted(example);
        fault(msg`${lost} of the prefixes of ${quoted(tag.name)} cannot be read and count as nothing: ${what}`);
      }
      tags.push({ name: tag.name, prefixes: good });
    }
  }
  return { tags, faults };
}

/** The download nests what a tag says in `properties`; newer command lines print it flat. */
function toTag(value: unknown): { readonly name: string; readonly prefixes: readonly unknown[] } | null {
  if (!isObject(value)) return null;
  const name = value['name'] ?? value['id'];
  const inner = isObject(value['properties']) ? value['properties'] : value;
  const prefixes = inner['addressPrefixes'];
  return typeof name === 'string' && name !== '' && Array.isArray(prefixes) ? { name, prefixes } : null;
}

function here(s: Scanner): Location {
  peek(s);
  return { file: s.file, ...place(s) };
}

/** The download has a number; the command line prints it as text. */
function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** A text of the file in a message: one line, no longer than needed. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
