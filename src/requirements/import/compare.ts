/** Two editions side by side, in all that a document can say: what the one asks for and the other does not. */
import { LIBRARY } from '../built-in.js';
import type { Condition, Edition, EditionDocument, Row } from '../edition.js';
import { CLOUDS } from '../edition.js';
import { serviceOf } from '../normalise.js';
import type { Cloud, PortRange } from '../requirement.js';

/** One difference. `before` is what the edition says, `after` what the document says; one of them is empty for an added or removed row. */
export interface Difference {
  readonly kind: 'added' | 'removed' | 'changed';
  /** `outbound tcp Storage.<region>`, `outbound tcp pypi.org`. */
  readonly requirement: string;
  /** The id of the row, the edition's where it has one; `null` for hosts that stand in for a tag. */
  readonly row: string | null;
  readonly before: string;
  readonly after: string;
}

/** Ids of rows that come from other documents: what AKS needs. A document that does not speak of them is not shorter for it. */
const PART_ROWS: ReadonlySet<string> = new Set(
  [...LIBRARY.parts.values()].flatMap(({ rows }) => (rows ?? []).map(({ id }) => id)),
);

/** What one destination is asked for. */
interface Asked {
  readonly row: string;
  readonly text: string;
  readonly part: boolean;
}

/**
 * Compares the edition made from a document with another one: directions, protocols, ports, tags, hosts, paths, clouds and conditions. Levels,
 * features and purposes are an edition's own.
 * @param imported the document's edition, read
 * @param document the same as written: of its stand-in hosts, the tags that it speaks of are compared
 */
export function compareEditions(imported: Edition, document: EditionDocument, other: Edition): readonly Difference[] {
  const after = byDestination(imported.rows.filter(({ id }) => !PART_ROWS.has(id)));
  const before = byDestination(other.rows);
  const rows = [...new Set([...before.keys(), ...after.keys()])].flatMap((requirement): readonly Difference[] => {
    const [was, is] = [before.get(requirement), after.get(requirement)];
    if (is === undefined)
      return was === undefined || was.part ? [] : [difference('removed', requirement, was.row, was.text, '')];
    if (was === undefined) return [difference('added', requirement, is.row, '', is.text)];
    return was.text === is.text ? [] : [difference('changed', requirement, was.row, was.text, is.text)];
  });
  const standIns = Object.keys(document.standIns ?? {}).flatMap((tag) => compareStandIns(tag, imported, other));
  return [...rows, ...standIns];
}

function difference(
  kind: Difference['kind'],
  requirement: string,
  row: string | null,
  before: string,
  after: string,
): Difference {
  return { kind, requirement, row, before, after };
}

/** What an edition asks for, one line for each destination; rows of its parts aside. */
export function requirementLines(edition: Edition): readonly string[] {
  const rows = byDestination(edition.rows.filter(({ id }) => !PART_ROWS.has(id)));
  return [...rows].map(([requirement, { row, text }]) => `${requirement}: ${text}  (${row})`);
}

/** A difference as one line. */
export function differenceLine({ kind, requirement, row, before, after }: Difference): string {
  const what = `${kind.padEnd(7)}  ${requirement}`;
  const told = kind === 'changed' ? `${before}  ->  ${after}` : `${before}${after}`;
  return `${what}: ${told}${row === null ? '' : `  (${row})`}`;
}

function byDestination(rows: readonly Row[]): ReadonlyMap<string, Asked> {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const name = `${row.direction} ${row.protocol} ${row.tag ?? row.host?.toLowerCase() ?? ''}`;
    grouped.set(name, [...(grouped.get(name) ?? []), row]);
  }
  return new Map(
    [...grouped].map(([name, group]) => {
      const own = group.filter(({ id }) => !PART_ROWS.has(id));
      const used = own.length > 0 ? own : group;
      return [name, { row: used[0]?.id ?? '', text: describe(used), part: own.length === 0 }] as const;
    }),
  );
}

/** Rows for one destination as one text, the same for the same packets however they are split into rows. */
function describe(rows: readonly Row[]): string {
  const clouds = new Map<string, Set<Cloud>>();
  for (const cloud of CLOUDS) {
    const byRest = new Map<string, readonly PortRange[]>();
    for (const row of rows.filter((one) => one.clouds.includes(cloud))) {
      const rest = `${row.urlPath === null ? '' : `, path ${row.urlPath}`}${conditions(row.when)}`;
      byRest.set(rest, [...(byRest.get(rest) ?? []), ...row.ports, ...row.extraPorts.flatMap((extra) => extra.ports)]);
    }
    for (const [rest, ranges] of byRest) {
      const text = `${formatPorts(ranges)}${rest}`;
      clouds.set(text, (clouds.get(text) ?? new Set()).add(cloud));
    }
  }
  return [...clouds]
    .map(([text, set]) => `${text}${set.size === CLOUDS.length ? '' : `, in ${[...set].join(' and ')}`}`)
    .sort()
    .join('; ');
}

function conditions(when: readonly Condition[]): string {
  return when.length === 0 ? '' : `, when ${[...when].sort().join(' and ')}`;
}

/** Sorted and joined: `80, 443`, `8704-8710`. */
function formatPorts(ranges: readonly PortRange[]): string {
  const out: PortRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.low - b.low || a.high - b.high)) {
    const last = out.at(-1);
    if (last !== undefined && range.low <= last.high)
      out[out.length - 1] = { low: last.low, high: Math.max(last.high, range.high) };
    else out.push(range);
  }
  return out.map(({ low, high }) => (low === high ? `${low}` : `${low}-${high}`)).join(', ');
}

function compareStandIns(tag: string, imported: Edition, other: Edition): readonly Difference[] {
  const [before, after] = [standInLines(tag, other), standInLines(tag, imported)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): readonly Difference[] => {
    const [was = '', is = ''] = [before.get(name), after.get(name)];
    if (was === is) return [];
    const kind = was === '' ? 'added' : is === '' ? 'removed' : 'changed';
    return [difference(kind, `${name} for ${tag}`, null, was, is)];
  });
}

/** Protocol and host, to ports and clouds. */
function standInLines(tag: string, edition: Edition): ReadonlyMap<string, string> {
  const byHost = new Map<string, Map<string, PortRange[]>>();
  for (const cloud of CLOUDS) {
    for (const group of edition.standIns.get(serviceOf(tag))?.[cloud] ?? []) {
      for (const host of group.hosts) {
        for (const protocol of group.protocols) {
          const name = `stand-in ${protocol} ${host.toLowerCase()}`;
          const byCloud = byHost.get(name) ?? new Map<string, PortRange[]>();
          byCloud.set(cloud, [...(byCloud.get(cloud) ?? []), ...group.ports]);
          byHost.set(name, byCloud);
        }
      }
    }
  }
  return new Map(
    [...byHost].map(([name, byCloud]) => {
      const clouds = new Map<string, string[]>();
      for (const [cloud, ranges] of byCloud)
        clouds.set(formatPorts(ranges), [...(clouds.get(formatPorts(ranges)) ?? []), cloud]);
      return [
        name,
        [...clouds]
          .map(([ports, list]) => (list.length === CLOUDS.length ? ports : `${ports}, in ${list.join(' and ')}`))
          .join('; '),
      ] as const;
    }),
  );
}
