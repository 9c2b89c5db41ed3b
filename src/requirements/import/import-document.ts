/** A Microsoft Learn page or include, in any language, as an edition of the requirement matrix. Text in, edition and remarks out. */

import { LIBRARY } from '../built-in.js';
import type { Edition, EditionDocument } from '../edition.js';
import { normaliseEdition } from '../normalise.js';
import { resolveDocument } from '../resolve.js';
import { MOST_ROWS, toEdition } from './edition.js';
import { type ReadTable, readRows } from './rows.js';
import { type Note, readTables } from './tables.js';

/** No page is longer, in characters; what is longer is refused unread. */
export const LONGEST_DOCUMENT = 1_000_000;
/** No page has more tables. */
const MOST_TABLES = 500;
/** More remarks than this help nobody; how many there are is said. */
const MOST_NOTES = 100;

/** What a document says, or why it says nothing. */
export type ImportResult =
  | {
      /** As `requirements/edition.schema.json` has it. */
      readonly document: EditionDocument;
      /** The same, with the parts it includes. */
      readonly edition: Edition;
      /** What was not understood, in the document's order. */
      readonly notes: readonly Note[];
    }
  | { readonly error: string; readonly notes: readonly Note[] };

/** Reads the tables of requirements of a document. Every table and row is in the edition or in a note. Takes linear time. */
export function importDocument(text: string): ImportResult {
  if (text.length > LONGEST_DOCUMENT)
    return { error: `is longer than ${LONGEST_DOCUMENT} characters, which no page is`, notes: [] };
  if (text.includes('\0')) return { error: 'is not text: it holds a NUL character; name a Markdown file', notes: [] };
  const { date, tables, notes: found } = readTables(text);
  if (tables.length > MOST_TABLES)
    return { error: `has more than ${MOST_TABLES} tables, which no page has`, notes: [] };
  const tooMany = `has more than ${MOST_ROWS} requirements, which no page has`;
  const read: ReadTable[] = [];
  let count = 0;
  for (const table of tables) {
    const one = readRows(table, 4 * MOST_ROWS);
    read.push(one);
    count += one.rows.length;
    // Each of them is compared with what is known; a row may be said once for each cloud.
    if (count > 4 * MOST_ROWS) return { error: tooMany, notes: [] };
  }
  const notes = limited([...found, ...read.flatMap((one) => one.notes)].sort((a, b) => a.line - b.line));
  const rows = read.flatMap((one) => one.rows);
  if (rows.length === 0)
    return {
      error: `has no table of requirements that is understood${tables.length === 0 ? ': it has no Markdown table at all' : ''}`,
      notes,
    };
  const document = toEdition(rows, date);
  if ((document.rows ?? []).length > MOST_ROWS) return { error: tooMany, notes };
  return { document, edition: normaliseEdition(resolveDocument(document, LIBRARY)).edition, notes };
}

function limited(notes: readonly Note[]): readonly Note[] {
  const rest = notes.length - MOST_NOTES;
  if (rest <= 0) return notes;
  const [first] = notes.slice(MOST_NOTES);
  return [
    ...notes.slice(0, MOST_NOTES),
    { line: first?.line ?? 1, severity: 'warning', message: `${rest} more remarks of this kind` },
  ];
}
