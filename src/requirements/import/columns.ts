/** Which column of a table holds what, told by the cells and, where these leave it open, by the heading. */
import type { Cloud } from '../requirement.js';
import { directionsIn, hostsOf, readPorts, readProtocols, tagsOf } from './cells.js';
import { type Cell, textOf } from './inline.js';
import type { Table } from './tables.js';
import { cloudOf, DESTINATION_HEADING, DIRECTION_HEADING, folded, SOURCE_HEADING } from './words.js';

/** Numbers of columns. */
export interface Columns {
  readonly direction: number | null;
  readonly ports: number | null;
  readonly protocol: number | null;
  /** Of tables with a source and a destination: both. */
  readonly tags: { readonly source: number | null; readonly destination: number } | null;
  /** Several where each cloud has its own. */
  readonly hosts: readonly { readonly column: number; readonly cloud: Cloud | null }[];
  /** All others. */
  readonly texts: readonly number[];
}

/** Rows that are looked at to tell the columns. */
const SAMPLE = 200;

/** A cell of directions says little else. */
const LONGEST_DIRECTION = 40;

/**
 * Tells the columns of a table of requirements.
 * @returns `null` where it has neither tags with ports nor hosts
 */
export function recogniseColumns(table: Table): Columns | null {
  const width = table.header.length;
  const all = Array.from({ length: width }, (_, column) => column);
  const heading = (column: number) => folded(textOf(table.header[column] ?? EMPTY));
  const share = (column: number, test: (cell: Cell) => boolean): number => {
    const cells = table.rows
      .slice(0, SAMPLE)
      .flatMap(({ cells: row }) => row[column] ?? [])
      .filter((cell) => cell.lines.length > 0);
    return cells.length === 0 ? 0 : cells.filter(test).length / cells.length;
  };
  const where = (test: (cell: Cell) => boolean, least: number) => all.filter((column) => share(column, test) >= least);

  const hostColumns = where(isHosts, 0.5);
  const tagColumns = where(isTags, 0.5).filter((column) => !hostColumns.includes(column));
  const portColumns = where((cell) => readPorts(cell) !== null, 0.5);
  const isFree = (column: number) => ![...hostColumns, ...tagColumns, ...portColumns].includes(column);
  // A column of nothing but "any" may be one of ports.
  const namesOne = (cell: Cell) => /tcp|udp|http/i.test(textOf(cell));
  const protocols = where((cell) => readProtocols(cell) !== null, 0.5).filter(
    (column) => isFree(column) && share(column, namesOne) > 0,
  );
  const directions = where(isDirection, 0.5).filter((column) => isFree(column) && !protocols.includes(column));
  const direction = directions.find((column) => DIRECTION_HEADING.test(heading(column))) ?? directions[0] ?? null;

  const ports =
    portColumns.find((column) => DESTINATION_HEADING.test(heading(column))) ??
    portColumns.find((column) => !SOURCE_HEADING.test(heading(column))) ??
    portColumns[0] ??
    null;
  const tags = tellEnds(tagColumns, heading);
  const hosts = hostColumns.map((column) => ({ column, cloud: cloudOf(heading(column)) }));
  if (hosts.length === 0 && (tags === null || ports === null)) return null;
  const [protocol = null] = protocols;
  const used = [direction, ports, protocol, tags?.source, tags?.destination, ...hostColumns];
  return { direction, ports, protocol, tags, hosts, texts: all.filter((column) => !used.includes(column)) };
}

/** Of two columns of tags, which is where packets come from. */
function tellEnds(columns: readonly number[], heading: (column: number) => string): Columns['tags'] {
  const [first, second] = columns;
  if (first === undefined) return null;
  if (second === undefined) return { source: null, destination: first };
  const source =
    columns.find((column) => SOURCE_HEADING.test(heading(column)) && !DESTINATION_HEADING.test(heading(column))) ??
    first;
  const destination =
    columns.find((column) => column !== source && DESTINATION_HEADING.test(heading(column))) ??
    (source === first ? second : first);
  return { source, destination };
}

function isDirection(cell: Cell): boolean {
  const text = textOf(cell);
  return text.length <= LONGEST_DIRECTION && directionsIn(text).length > 0;
}

/** A cell whose first line is nothing but tags, or begins with one in a column of such cells; a remark may follow. */
function isTags(cell: Cell): boolean {
  return tagsOf(cell.lines[0] ?? '').length > 0;
}

function isHosts(cell: Cell): boolean {
  return hostsOf(cell.lines[0] ?? '') !== null;
}

const EMPTY: Cell = { lines: [], names: [] };
