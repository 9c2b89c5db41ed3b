/** The tables of a Markdown document, each with what stands around it: headings, tabs, the sentence before, the footnotes after. */
import { Lexer } from 'marked';
import { type Cell, readCell, textOf } from './inline.js';

/** A table as it stands. Lines count from 1. */
export interface Table {
  readonly line: number;
  readonly header: readonly Cell[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly Cell[] }[];
  /** The headings it is under, the outermost first; the tab of a tab group is one. */
  readonly headings: readonly string[];
  /** The paragraph before it. */
  readonly lead: string;
  /** The lines after it, up to the next heading or table. */
  readonly after: readonly string[];
}

/** What the reader of a document should know of it. */
export interface Note {
  readonly line: number;
  readonly severity: 'warning' | 'note';
  readonly message: string;
}

export interface MarkdownDocument {
  /** `ms.date` of the front matter, as `2021-11-05`. */
  readonly date: string | null;
  readonly tables: readonly Table[];
  readonly notes: readonly Note[];
}

/** Rows of real pages have up to a few thousand. */
const LONGEST_LINE = 8_000;
const LONGEST_LEAD = 2_000;
const MOST_COLUMNS = 30;
const MOST_NOTES_AFTER = 8;
const MOST_ROWS = 2_000;

/** Quotation marks and indentation before a line of a table, a heading or a fence. */
const PREFIX = /^[\s>]*/;
const FENCE = /^(`{3,}|~{3,})/;
const HEADING = /^(#{1,6})\s+(\S.*)$/;
const RULE = /^(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$/;
const DELIMITER = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/;
/** As GitHub has it, and the directives of Learn. */
const ENDS_TABLE = /^$|^(?:#{1,6}\s|```|~~~|:::|\[!|[-+*]\s|\d{1,9}[.)]\s|(?:-{3,}|\*{3,}|_{3,})$)/;
const TAB = /\]\(#tab\//i;
const DATE = /^ms\.date:\s*["']?(?:(\d{1,2})\/(\d{1,2})\/(\d{4})|(\d{4})-(\d{2})-(\d{2}))["']?\s*$/;

interface Heading {
  /** 1 to 6; 7 for a tab. */
  readonly depth: number;
  readonly text: string;
}

/**
 * Finds the tables. Lines are looked at one by one, and only a table's own lines are given to the Markdown library, whose time over a whole
 * hostile document would not be bounded.
 */
export function readTables(text: string): MarkdownDocument {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n?|\n/);
  const front = frontMatter(lines);
  const tables: Table[] = [];
  const notes: Note[] = [];
  let headings: readonly Heading[] = [];
  let lead: string[] = [];
  let broken = true;
  let at = front.end;
  while (at < lines.length) {
    const number = at + 1;
    const line = cut(lines[at] ?? '');
    const fence = FENCE.exec(line)?.[1];
    const heading = HEADING.exec(line);
    if (fence !== undefined || line.startsWith('<!--')) {
      const end = fence !== undefined ? endOfFence(lines, at + 1, fence) : endOfComment(lines, at);
      if (end === null)
        notes.push(
          warning(
            number,
            `a ${fence === undefined ? 'comment' : 'block of code'} that begins here has no end; what follows is not read`,
          ),
        );
      at = end ?? lines.length;
    } else if (heading !== null) {
      headings = under(headings, heading[1]?.length ?? 1, heading[2] ?? '');
      lead = [];
      at += 1;
    } else if (isTable(lines, at)) {
      const end = endOfTable(lines, at);
      const read = readTable(lines.slice(at, end).map(cut), number);
      if ('message' in read) notes.push(read);
      else
        tables.push({
          ...read,
          headings: headings.map((one) => one.text),
          lead: lead.join(' ').slice(-LONGEST_LEAD),
          after: linesAfter(lines, end),
        });
      at = end;
    } else {
      // A rule ends the tabs.
      if (RULE.test(line)) headings = headings.filter(({ depth }) => depth < 7);
      if (/<table[\s>]/i.test(line))
        notes.push(warning(number, `a table written in HTML is not read: ${quoted(lines.slice(at, at + 4).map(cut))}`));
      if (/\[!INCLUDE\s?[[(]/i.test(line))
        notes.push({
          line: number,
          severity: 'note',
          message: `includes another file, which is not read here; import it too: ${quoted([line])}`,
        });
      if (line === '') broken = true;
      else {
        lead = broken ? [line] : lead.length < 20 ? [...lead, line] : lead;
        broken = false;
      }
      at += 1;
    }
  }
  return { date: front.date, tables, notes };
}

/** A heading as a reader sees it takes the place of those of its depth and deeper. */
function under(headings: readonly Heading[], depth: number, raw: string): readonly Heading[] {
  const text = plainText(raw.replace(/\s#+\s*$/, ''));
  if (TAB.test(raw)) return [...headings.filter((one) => one.depth < 7), { depth: 7, text }];
  return [...headings.filter((one) => one.depth < depth), { depth, text }];
}

function frontMatter(lines: readonly string[]): { readonly end: number; readonly date: string | null } {
  if (lines[0]?.trimEnd() !== '---') return { end: 0, date: null };
  const end = lines.slice(0, 300).findIndex((line, i) => i > 0 && /^(---|\.\.\.)\s*$/.test(line));
  if (end < 0) return { end: 0, date: null };
  for (const line of lines.slice(1, end)) {
    const found = DATE.exec(line.slice(0, 100));
    if (found === null) continue;
    const [, month, day, year, isoYear, isoMonth, isoDay] = found;
    const parts = [year ?? isoYear ?? '', month ?? isoMonth ?? '', day ?? isoDay ?? ''].map((part) =>
      part.padStart(2, '0'),
    );
    const date = parts.join('-');
    return { end: end + 1, date: Number.isNaN(Date.parse(date)) ? null : date };
  }
  return { end: end + 1, date: null };
}

function endOfFence(lines: readonly string[], from: number, fence: string): number | null {
  const found = indexFrom(
    lines,
    from,
    (line) => line.startsWith(fence) && line.slice(fence.length).replaceAll(fence.charAt(0), '').trim() === '',
  );
  return found === null ? null : found + 1;
}

function endOfComment(lines: readonly string[], from: number): number | null {
  const found = indexFrom(lines, from, (line) => line.includes('-->'));
  return found === null ? null : found + 1;
}

function indexFrom(lines: readonly string[], from: number, test: (line: string) => boolean): number | null {
  for (let at = from; at < lines.length; at++) if (test(cut(lines[at] ?? ''))) return at;
  return null;
}

function isTable(lines: readonly string[], at: number): boolean {
  const [header, delimiter] = [cut(lines[at] ?? ''), cut(lines[at + 1] ?? '')];
  return (
    header !== '' &&
    delimiter.includes('|') &&
    (header.includes('|') || delimiter.startsWith('|')) &&
    DELIMITER.test(delimiter)
  );
}

function endOfTable(lines: readonly string[], at: number): number {
  let end = at + 2;
  while (end < lines.length && !ENDS_TABLE.test(cut(lines[end] ?? ''))) end += 1;
  return end;
}

function readTable(block: readonly string[], line: number): Pick<Table, 'line' | 'header' | 'rows'> | Note {
  const [header = '', delimiter = ''] = block;
  const refused = (why: string) =>
    warning(line, `a table is not understood: ${why}; its header is ${quoted([header])}`);
  // Each row is filled up to the columns of the header, so their number decides how much memory a table takes.
  if (delimiter.split('|').length > MOST_COLUMNS + 2) return refused(`it has more than ${MOST_COLUMNS} columns`);
  if (block.length > MOST_ROWS + 2) return refused(`it has more than ${MOST_ROWS} rows`);
  if (block.some((one) => one.length > LONGEST_LINE)) return refused(`a row has more than ${LONGEST_LINE} characters`);
  // A row that begins like a list or a heading would end the table.
  const [token, rest] = new Lexer({ gfm: true }).blockTokens(
    block.map((one) => (one.startsWith('|') ? one : `|${one}`)).join('\n'),
    [],
  );
  if (token?.type !== 'table' || rest !== undefined)
    return refused('its header and the line below have different numbers of columns');
  const cells = (row: readonly { readonly text: string }[]) => row.map(({ text }) => readCell(text));
  const table = token as {
    readonly header: readonly { readonly text: string }[];
    readonly rows: readonly (readonly { readonly text: string }[])[];
  };
  return {
    line,
    header: cells(table.header),
    rows: table.rows.map((row, i) => ({ line: line + 2 + i, cells: cells(row) })),
  };
}

/** Footnotes: what stands right after a table. */
function linesAfter(lines: readonly string[], from: number): readonly string[] {
  const out: string[] = [];
  for (let at = from; at < Math.min(lines.length, from + 20) && out.length < MOST_NOTES_AFTER; at++) {
    const line = cut(lines[at] ?? '');
    if (HEADING.test(line) || isTable(lines, at)) break;
    if (line !== '') out.push(line.slice(0, LONGEST_LEAD));
  }
  return out;
}

/** A line without quotation marks and blanks around it. */
function cut(line: string): string {
  return line.replace(PREFIX, '').trimEnd();
}

function plainText(markdown: string): string {
  return textOf(readCell(markdown.slice(0, LONGEST_LEAD)));
}

/** Markdown in a message: what a reader sees of it, short. */
export function quoted(lines: readonly string[]): string {
  const text = lines.map(plainText).join(' ').replace(/\s+/g, ' ').trim();
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}

function warning(line: number, message: string): Note {
  return { line, severity: 'warning', message };
}
