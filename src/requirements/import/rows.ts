/** From a table to requirements: one row of it may be several, and what cannot be read is said. */
import type { Condition } from '../edition.js';
import { CLOUDS } from '../edition.js';
import type { Cloud, Direction, Protocol } from '../requirement.js';
import {
  directionsIn,
  type HostOf,
  hostsOf,
  MARKS,
  type PortsOf,
  readHost,
  readPorts,
  readProtocols,
  readTag,
  tagsOf,
} from './cells.js';
import { type Columns, recogniseColumns } from './columns.js';
import { type Cell, readCell, textOf } from './inline.js';
import { type Note, quoted, type Table } from './tables.js';
import { cloudOf, folded, isAboutKubernetes, isNegated, mentionsChina, SAYS } from './words.js';

/** One requirement as a document says it. Exactly one of `tag` and `host` is not null. */
export interface ReadRow {
  readonly line: number;
  readonly direction: Direction;
  readonly protocol: Protocol;
  /** As an edition writes them. */
  readonly ports: readonly string[];
  readonly tag: string | null;
  readonly host: string | null;
  readonly urlPath: string | null;
  readonly clouds: readonly Cloud[];
  /** The document names clouds: a tab, a heading, a remark. */
  readonly saysClouds: boolean;
  readonly when: readonly Condition[];
  /** The document's own words; may be empty. */
  readonly purpose: string;
  /** The words name a host that is needed in some cases only. */
  readonly aside: boolean;
  /** It stands in a section on Kubernetes. */
  readonly kubernetes: boolean;
}

export interface ReadTable {
  readonly rows: readonly ReadRow[];
  readonly notes: readonly Note[];
}

type TableRow = Table['rows'][number];

/** What holds for all rows of a table. */
interface Around {
  readonly table: Table;
  readonly columns: Columns;
  readonly clouds: readonly Cloud[];
  readonly saysClouds: boolean;
  readonly kubernetes: boolean;
  /** Of headings and the sentence before, where the table has no such column. */
  readonly directions: readonly Direction[];
  readonly after: readonly Cell[];
}

const MOST_LINES = 100;
const HTTPS: readonly PortsOf[] = [{ protocol: null, ports: ['443'] }];
const EMPTY: Cell = { lines: [], names: [] };

/**
 * Reads a table. One that is none of requirements gives no rows and a warning with its header.
 * @param most it ends when there are more rows than this, which its caller refuses
 */
export function readRows(table: Table, most: number): ReadTable {
  const columns = recogniseColumns(table);
  if (columns === null) {
    const what =
      table.rows.length === 0 ? 'it has no rows' : 'no column has service tags beside ports, and none has hosts';
    return {
      rows: [],
      notes: [
        {
          line: table.line,
          severity: 'warning',
          message: `a table is not understood: ${what}; its header is ${headerOf(table)}`,
        },
      ],
    };
  }
  const clouds = cloudsOf([...table.headings].reverse());
  const around: Around = {
    table,
    columns,
    clouds: clouds ?? CLOUDS,
    saysClouds: clouds !== null,
    kubernetes: isAboutKubernetes([...table.headings, table.lead].join(' ')),
    directions: directionAround(table),
    after: table.after.map(readCell),
  };
  const read: RowResult[] = [];
  let count = 0;
  for (const row of table.rows) {
    if (row.cells.every(({ lines }) => lines.length === 0)) continue;
    const one = readRow(row, around);
    read.push(one);
    count += one.rows.length;
    if (count > most) break;
  }
  const notes = read.flatMap((one) => one.notes);
  const noDirection =
    columns.tags !== null &&
    columns.tags.source === null &&
    columns.direction === null &&
    around.directions.length === 0;
  if (noDirection && read.some(({ rows, inPorts }) => rows.length > 0 && !inPorts))
    notes.unshift({
      line: table.line,
      severity: 'note',
      message: `a table does not say in which direction; it is taken as outbound; its header is ${headerOf(table)}`,
    });
  return { rows: read.flatMap(({ rows }) => rows), notes };
}

function headerOf({ header }: Table): string {
  return quoted([header.map((cell) => textOf(cell)).join(' | ')]);
}

/** The nearest heading that names a cloud decides. */
function cloudsOf(headings: readonly string[]): readonly Cloud[] | null {
  const cloud = headings.map(cloudOf).find((one) => one !== null);
  return cloud === undefined ? null : [cloud];
}

/** The nearest words that name one direction: the sentence before the table, then the headings from the innermost out. */
function directionAround({ lead, headings }: Table): readonly Direction[] {
  const near = [lead.length <= 200 ? lead : '', ...[...headings].reverse(), lead];
  return near.map(directionsIn).find((found) => found.length === 1) ?? [];
}

interface RowResult extends ReadTable {
  /** The cell of ports names the direction. */
  readonly inPorts: boolean;
}

function readRow(row: TableRow, around: Around): RowResult {
  const { columns } = around;
  const cell = (column: number | null) => (column === null ? EMPTY : (row.cells[column] ?? EMPTY));
  const refused = (why: string): RowResult => ({
    rows: [],
    notes: [
      {
        line: row.line,
        severity: 'warning',
        message: `a row is not understood: ${why}; it is ${quoted([row.cells.map(textOf).join(' | ')])}`,
      },
    ],
    inPorts: false,
  });

  const ports = columns.ports === null ? HTTPS : readPorts(cell(columns.ports));
  if (ports === null) return refused('it has no ports');
  const protocols = columns.protocol === null ? null : readProtocols(cell(columns.protocol));
  if (columns.protocol !== null && protocols === null && cell(columns.protocol).lines.length > 0)
    return refused('its protocol is not known');
  const split = byProtocol(ports, protocols);

  const ends = readEnds(row, around);
  if (typeof ends === 'string') return refused(ends);
  const inPorts = directionsIn(textOf(cell(columns.ports)));
  const stated = columns.direction === null ? inPorts : directionsIn(textOf(cell(columns.direction)));
  if (columns.direction !== null && stated.length === 0) return refused('its direction is not known');
  const directions = ends.direction !== null ? [ends.direction] : stated.length > 0 ? stated : around.directions;

  const { conditions, notes } = readRemarks(row, around, ends);
  const purpose = columns.texts
    .map((column) => textOf(cell(column)))
    .filter((text) => text !== '')
    .join(': ')
    .slice(0, 200);
  const saysClouds = around.saysClouds || conditions.clouds.length < CLOUDS.length;
  const common = {
    saysClouds,
    line: row.line,
    purpose,
    aside: false,
    kubernetes: around.kubernetes || isAboutKubernetes(purpose),
  };
  const tags = (directions.length > 0 ? directions : (['outbound'] as const)).flatMap((direction) =>
    split.flatMap(({ protocol, ports: list }) =>
      ends.tags.map(
        (tag): ReadRow => ({
          ...common,
          direction,
          protocol,
          ports: list,
          tag,
          host: null,
          urlPath: null,
          clouds: conditions.clouds,
          when: whenOf(tag, direction, conditions.text),
        }),
      ),
    ),
  );
  const hosts = ends.hosts.flatMap(({ host, urlPath, port, cloud, aside }) =>
    split.flatMap(({ protocol, ports: list }): readonly ReadRow[] => {
      const clouds = cloud === null ? conditions.clouds : [cloud];
      const own = columns.ports === null && port !== null ? [port] : list;
      return [
        {
          ...common,
          saysClouds: common.saysClouds || cloud !== null,
          aside,
          direction: 'outbound',
          protocol,
          ports: own,
          tag: null,
          host,
          urlPath,
          clouds,
          when: SAYS.hbi(conditions.text) ? ['hbi'] : [],
        },
      ];
    }),
  );
  if (tags.length + hosts.length === 0) return refused('it has neither a service tag nor a host');
  // Said of China in a table for China: asked nowhere.
  const rows = [...tags, ...hosts].filter(({ clouds }) => clouds.length > 0);
  return { rows, notes, inPorts: inPorts.length > 0 };
}

/** Ports whose protocol the cell does not say have that of the row, else TCP. */
function byProtocol(
  ports: readonly PortsOf[],
  protocols: readonly Protocol[] | null,
): readonly { protocol: Protocol; ports: readonly string[] }[] {
  const out = new Map<Protocol, string[]>();
  for (const { protocol, ports: list } of ports)
    for (const one of protocol === null ? (protocols ?? (['tcp'] as const)) : [protocol])
      out.set(one, [...new Set([...(out.get(one) ?? []), ...list])]);
  return [...out].map(([protocol, list]) => ({ protocol, ports: list }));
}

interface Ends {
  readonly tags: readonly string[];
  readonly hosts: readonly (HostOf & { readonly cloud: Cloud | null; readonly aside: boolean })[];
  /** Where source and destination tell it. */
  readonly direction: Direction | null;
  /** The cells of tags. */
  readonly cells: readonly Cell[];
}

/** Who is at the other end; or why it cannot be told. */
function readEnds(row: TableRow, { columns }: Around): Ends | string {
  const cell = (column: number) => row.cells[column] ?? EMPTY;
  const hosts: Ends['hosts'][number][] = [];
  for (const { column, cloud } of columns.hosts) {
    const { lines } = cell(column);
    if (lines.length > MOST_LINES) return `a cell has more than ${MOST_LINES} lines`;
    // A dash or a word such as "none" in the column of one cloud.
    if (
      cloud !== null &&
      columns.hosts.length > 1 &&
      hostsOf(lines.join(' ')) === null &&
      !lines.some((line) => line.includes('.'))
    )
      continue;
    for (const line of lines) {
      const read = hostsOf(line);
      if (read === null && !isRemark(line)) return `${quoted([line])} is no host that an edition can write`;
      hosts.push(...(read ?? []).map((one) => ({ ...one, cloud, aside: false })));
    }
  }
  if (columns.tags === null) {
    const named = columns.texts.flatMap((column) => cell(column).names.map(readHost)).filter((one) => one !== null);
    const more = named.filter(({ host }) => !hosts.some((one) => one.host === host));
    return {
      tags: [],
      hosts: [...hosts, ...more.map((one) => ({ ...one, cloud: null, aside: true }))],
      direction: null,
      cells: [],
    };
  }
  const destination = readTags(cell(columns.tags.destination));
  const source = columns.tags.source === null ? null : readTags(cell(columns.tags.source));
  if (typeof destination === 'string') return destination;
  const inbound =
    source !== null &&
    typeof source !== 'string' &&
    destination.includes('VirtualNetwork') &&
    !source.includes('VirtualNetwork');
  return {
    tags: inbound ? source : destination,
    hosts,
    direction: source === null ? null : inbound ? 'inbound' : 'outbound',
    cells: [cell(inbound ? (columns.tags.source ?? 0) : columns.tags.destination)],
  };
}

/** The tags of a cell; lines of remarks may stand between and after them. An unknown word alone in the first line is a tag that is new. */
function readTags(cell: Cell): readonly string[] | string {
  const tags = cell.lines.flatMap(tagsOf);
  const [first = ''] = cell.lines;
  const fresh = tags.length === 0 ? readTag(first) : null;
  if (tags.length > 0) {
    const odd = cell.lines.find((line) => tagsOf(line).length === 0 && !isRemark(line));
    return odd === undefined ? [...new Set(tags)] : `${quoted([odd])} is no service tag`;
  }
  return fresh !== null && /^[A-Z]/.test(first) ? [fresh.tag] : `${quoted([first])} is no service tag`;
}

/** A line of a cell that is a sentence: it begins like a footnote, or has several words. */
function isRemark(line: string): boolean {
  return /^[*†‡¹²³⁴-⁹⁰(]/u.test(line) ? hostsOf(line) === null : /\s|[\p{Lo}]/u.test(line);
}

/** What the cells and footnotes of a row say of clouds and conditions. */
function readRemarks(
  row: TableRow,
  around: Around,
  { cells }: Ends,
): { conditions: { clouds: readonly Cloud[]; text: string }; notes: readonly Note[] } {
  const marks = new Set(
    [...cells, ...(around.columns.ports === null ? [] : [row.cells[around.columns.ports] ?? EMPTY])].flatMap(
      ({ lines }) =>
        lines.flatMap((line) =>
          line.split(/\s+/).flatMap((word) => (/[\p{L}\p{N}]/u.test(word) ? (MARKS.exec(word)?.[0] ?? []) : [])),
        ),
    ),
  );
  const footnotes = around.after
    .flatMap(({ lines }) => lines)
    .filter((line) => [...marks].some((mark) => line.startsWith(mark) && !line.startsWith(`${mark}${mark.charAt(0)}`)));
  const lines = [...row.cells.flatMap((cell) => cell.lines), ...footnotes];
  const sentences = lines.flatMap((line) => line.split(/(?<=[.!?])\s+|(?<=[。！？])/u));
  const about = sentences.filter(mentionsChina);
  const text = sentences.join(' ');
  const notes: Note[] = [];
  let { clouds } = around;
  // A list of hosts may have China in the name of a host or a link.
  if (about.some((sentence) => isNegated(sentence))) clouds = clouds.filter((cloud) => cloud !== 'china');
  else if (about.some((sentence) => hostsOf(sentence) === null)) {
    notes.push({
      line: row.line,
      severity: 'note',
      message: `a row speaks of China, and it is not clear what it says; it is asked as if it said nothing: ${quoted([about[0] ?? ''])}`,
    });
  }
  return { conditions: { clouds, text }, notes };
}

/** A condition is read only where a requirement can have it: any text may speak of a public address. */
function whenOf(tag: string, direction: Direction, text: string): readonly Condition[] {
  const plain = folded(text);
  return [
    ...(SAYS.hbi(plain) ? (['hbi'] as const) : []),
    ...(direction === 'inbound' && tag !== 'VirtualNetwork' && SAYS.publicIp(plain)
      ? (['compute-public-ip'] as const)
      : []),
    ...(direction === 'outbound' && tag === 'VirtualNetwork' && SAYS.privateEndpoint(plain)
      ? (['private-endpoint'] as const)
      : []),
    ...(tag === 'AzureMonitor' && SAYS.privateLink(plain) ? (['azure-monitor'] as const) : []),
  ];
}
