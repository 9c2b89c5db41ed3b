/** The editions that come with the tool, by name. They are checked by a test, not when they are used. */
import type { Edition } from './edition.js';
import { EDITION_DOCUMENTS, PART_DOCUMENTS } from './editions.generated.js';
import { normaliseEdition } from './normalise.js';
import { type Library, latestName, resolveDocument } from './resolve.js';

/** The built-in documents that editions may extend and include. Names of editions are dates, so their order is that of age. */
export const LIBRARY: Library = {
  editions: new Map(
    [...EDITION_DOCUMENTS]
      .sort((a, b) => (a.edition < b.edition ? -1 : 1))
      .map((document) => [document.edition, document]),
  ),
  parts: new Map(PART_DOCUMENTS.map((document) => [document.edition, document])),
};

const read = new Map<string, Edition>();

/** The names of the built-in editions, oldest first. */
export function editionNames(): readonly string[] {
  return [...LIBRARY.editions.keys()];
}

/** A built-in edition by name; `latest` is the newest; `null` where there is none of that name. */
export function builtInEdition(name: string): Edition | null {
  const wanted = name === 'latest' ? latestName(LIBRARY) : name;
  const document = wanted === null ? undefined : LIBRARY.editions.get(wanted);
  if (document === undefined) return null;
  const edition = read.get(document.edition) ?? normaliseEdition(resolveDocument(document, LIBRARY)).edition;
  read.set(document.edition, edition);
  return edition;
}
