/** From what the tables say to an edition: one row for each requirement, in the built-in editions' words where they know it. */
import type { Condition, EditionDocument, RowDocument, StandInDocument } from '../edition.js';
import { CLOUDS } from '../edition.js';
import {
  hostsFor,
  type KnownRows,
  knownHost,
  knownRows,
  knownTag,
  standInCovering,
  standInNamed,
  standInsOf,
  tagAsAsked,
} from '../known.js';
import { REGION, serviceOf } from '../normalise.js';
import type { Cloud } from '../requirement.js';
import type { ReadRow } from './rows.js';

/** No page has more; an edition of so many rows can still be read by the tool that made it. */
export const MOST_ROWS = 400;

/** All documents of Azure Machine Learning say the same thing in many languages, so a title would tell them apart. */
const DOCUMENT = 'Azure Machine Learning documentation, read by azureml-network-check import';

/** What an edition includes that links of the documents lead to: the hosts of tags, and what AKS needs. */
const PARTS: readonly string[] = ['stand-ins', 'aks'];

/**
 * Makes the edition.
 * @param date of the document, `2021-11-05`; the edition is named after its month
 */
export function toEdition(read: readonly ReadRow[], date: string | null): EditionDocument {
  const known = knownRows(date);
  const rows = merged(read);
  const isStandInTable = rows.some((row) => row.host !== null && isStandIn(row, known, false));
  const standIns = rows.filter((row) => isStandIn(row, known, isStandInTable));
  const ids = new Set<string>();
  const asked = rows.filter((row) => !standIns.includes(row)).map((row) => toRow(row, known, ids));
  return {
    edition: date === null ? 'imported' : `imported-${date.slice(0, 7)}`,
    source: { document: DOCUMENT, ...(date === null ? {} : { date }) },
    includes: PARTS,
    rows: asked,
    ...(standIns.length === 0 ? {} : { standIns: toStandIns(standIns, asked) }),
  };
}

/** One for each destination, protocol, path and condition: tables of several clouds say the same thing more than once. */
function merged(read: readonly ReadRow[]): readonly ReadRow[] {
  const byPorts = collect(
    read,
    (row) => key(row, [row.ports, row.when]),
    (a, b) => ({
      ...a,
      aside: a.aside && b.aside,
      clouds: CLOUDS.filter((cloud) => a.clouds.includes(cloud) || b.clouds.includes(cloud)),
    }),
  );
  return collect(
    byPorts,
    (row) => key(row, [row.clouds, row.when]),
    (a, b) => ({ ...a, aside: a.aside && b.aside, ports: [...new Set([...a.ports, ...b.ports])] }),
  );
}

function key({ direction, protocol, tag, host, urlPath, kubernetes }: ReadRow, more: readonly unknown[]): string {
  return JSON.stringify([direction, protocol, tag, host, urlPath, host !== null && kubernetes, ...more]);
}

function collect(
  rows: readonly ReadRow[],
  keyOf: (row: ReadRow) => string,
  join: (a: ReadRow, b: ReadRow) => ReadRow,
): readonly ReadRow[] {
  const out = new Map<string, ReadRow>();
  for (const row of rows) {
    const before = out.get(keyOf(row));
    out.set(keyOf(row), before === undefined ? row : join(before, row));
  }
  return [...out.values()];
}

/** A host that stands in for a tag and is no requirement by itself. In a table of such hosts a new one of the same family is one too. */
function isStandIn(row: ReadRow, rows: KnownRows, inFamily: boolean): boolean {
  if (row.host === null || row.kubernetes || row.aside || knownHost(rows, row.host, false) !== null) return false;
  return (inFamily ? standInCovering(row.host) : standInNamed(row.host)) !== null;
}

function toRow(row: ReadRow, rows: KnownRows, ids: Set<string>): RowDocument {
  const known =
    row.tag !== null
      ? knownTag(rows, row.direction, row.protocol, row.tag)
      : knownHost(rows, row.host ?? '', row.kubernetes);
  const { ports, extraPorts } = portsOf(row, known);
  const clouds = cloudsOf(row, known);
  const partOf = row.host === null ? undefined : known === null ? tagOfHost(row.host) : known.partOf;
  // What nobody knows is recommended: the documents say of hosts that they may be needed.
  const level = row.host !== null && (known === null || row.aside) ? 'recommended' : known?.level;
  const feature = known?.feature;
  return {
    id: unique(known !== null && known.id.length > 0 ? known.id : idOf(row), ids),
    ...(row.direction === 'inbound' ? { direction: row.direction } : {}),
    ...(feature === undefined ? {} : { feature }),
    ...(level === undefined ? {} : { level }),
    ...(clouds.length === CLOUDS.length ? {} : { clouds }),
    ...whenIn(row.when),
    ...(row.protocol === 'udp' ? { protocol: row.protocol } : {}),
    ports,
    ...(extraPorts === undefined ? {} : { extraPorts }),
    ...(row.tag === null ? {} : { tag: row.tag }),
    ...(row.host === null ? {} : { host: row.host }),
    ...(row.urlPath === null ? {} : { urlPath: row.urlPath }),
    ...(partOf === undefined ? {} : { partOf }),
    purpose: known?.purpose ?? (row.purpose === '' ? 'The document does not say.' : row.purpose),
  };
}

/** Tags that one cloud alone has (T11). */
const ONLY_IN: ReadonlyMap<string, Cloud> = new Map([['AzureFrontDoor.FirstParty', 'public']]);

/** Where a document says nothing of clouds, a host that the built-in editions ask for in some is asked for there: its name is of that cloud. */
function cloudsOf(row: ReadRow, known: RowDocument | null): readonly Cloud[] {
  if (row.host !== null) return row.saysClouds ? row.clouds : (known?.clouds ?? row.clouds);
  const only = ONLY_IN.get(row.tag ?? '');
  return only !== undefined && row.clouds.includes(only) ? [only] : row.clouds;
}

function whenIn(when: readonly Condition[]): Pick<RowDocument, 'when'> {
  const [only] = when;
  return only === undefined ? {} : { when: when.length === 1 ? only : when };
}

/** Ports that an edition asks only under a condition (8787 and 18881 with a private endpoint, 445 behind a firewall) keep it. */
function portsOf(
  row: ReadRow,
  known: RowDocument | null,
): Pick<RowDocument, 'extraPorts'> & { readonly ports: readonly (number | string)[] } {
  const numbers = row.ports.map(asWritten);
  const extra = (known?.extraPorts ?? []).filter(({ ports }) => ports.every((port) => numbers.includes(port)));
  const rest = numbers.filter((port) => !extra.some(({ ports }) => ports.includes(port)));
  return extra.length === 0 || rest.length === 0 ? { ports: numbers } : { ports: rest, extraPorts: extra };
}

function asWritten(port: string): number | string {
  return /^\d+$/.test(port) ? Number(port) : port;
}

function tagOfHost(host: string): string | undefined {
  const found = standInCovering(host);
  return found === null ? undefined : tagAsAsked(found.tag);
}

function idOf({ direction, protocol, tag, host }: ReadRow): string {
  const name = tag !== null ? serviceOf(tag) : (host ?? '').replace(/^\*/, 'any.').replaceAll(REGION, 'region');
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return (
    `${tag !== null ? direction : 'host'}-${words}`.slice(0, 80).replace(/-+$/, '') + (protocol === 'udp' ? '-udp' : '')
  );
}

function unique(id: string, ids: Set<string>): string {
  let free = id;
  for (let i = 2; ids.has(free); i++) free = `${id}-${i}`;
  ids.add(free);
  return free;
}

/** By tag. Of a cloud that the document has no such hosts for, and of hosts that it asks for as requirements, the built-in ones stay. */
function toStandIns(read: readonly ReadRow[], asked: readonly RowDocument[]): NonNullable<EditionDocument['standIns']> {
  const tags = [...new Set(read.map(standInTag))];
  const said = CLOUDS.filter((cloud) => read.some(({ clouds }) => clouds.includes(cloud)));
  return Object.fromEntries(
    tags.map((tag) => {
      const own = read.filter((row) => standInTag(row) === tag);
      const kept = standInsOf(tag).flatMap((group) => keptOf(group, said, asked));
      return [tag, [...toGroups(own), ...kept]] as const;
    }),
  );
}

function standInTag({ host }: ReadRow): string {
  return standInCovering(host ?? '')?.tag ?? '';
}

/** One group for hosts on the same ports. */
function toGroups(rows: readonly ReadRow[]): readonly StandInDocument[] {
  const groups = new Map<string, ReadRow[]>();
  for (const row of rows) {
    const name = JSON.stringify([row.ports, row.protocol]);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()].map((group) => ({
    ports: (group[0]?.ports ?? []).map(asWritten),
    ...(group[0]?.protocol === 'udp' ? { protocols: ['udp' as const] } : {}),
    hosts: Object.fromEntries(
      CLOUDS.flatMap((cloud) => {
        const hosts = group.flatMap(({ clouds, host }) => (host !== null && clouds.includes(cloud) ? [host] : []));
        return hosts.length === 0 ? [] : [[cloud, hosts]];
      }),
    ),
  }));
}

function keptOf(
  group: StandInDocument,
  said: readonly Cloud[],
  asked: readonly RowDocument[],
): readonly StandInDocument[] {
  const hosts = CLOUDS.flatMap((cloud): readonly (readonly [Cloud, readonly string[]])[] => {
    const names = hostsFor(group, cloud).filter(
      (host) => !said.includes(cloud) || asked.some((row) => row.host === host),
    );
    return names.length === 0 ? [] : [[cloud, names]];
  });
  return hosts.length === 0 ? [] : [{ ...group, hosts: Object.fromEntries(hosts) }];
}
