/** What the built-in editions know of a requirement that a document names: its id, its purpose in every language, its feature, its tag. */
import { covers, parseHostPattern } from '../azure/host-patterns.js';
import { canonicalTag } from '../azure/service-tags.js';
import { LIBRARY } from './built-in.js';
import type { RowDocument, StandInDocument } from './edition.js';
import { CLOUDS } from './edition.js';
import { serviceOf } from './normalise.js';
import type { Cloud, Direction, Protocol } from './requirement.js';

/** Rows of the built-in editions, parts aside, in the order in which they are asked. */
export type KnownRows = readonly RowDocument[];

/**
 * The rows of the editions, first those of the one that held when a document was written, then the newest first.
 * @param date of the document, `2021-11-05`; `null`: the newest
 */
export function knownRows(date: string | null): KnownRows {
  const newestFirst = [...LIBRARY.editions.values()].reverse();
  const own = date === null ? undefined : newestFirst.find(({ edition }) => edition <= date.slice(0, 7));
  return [...(own === undefined ? [] : [own]), ...newestFirst.filter((edition) => edition !== own)].flatMap(
    ({ rows }) => rows ?? [],
  );
}

const NEWEST = knownRows(null);

/** A row of the built-in editions for the same tag; of the same form (regional or not) if there is one. */
export function knownTag(rows: KnownRows, direction: Direction, protocol: Protocol, tag: string): RowDocument | null {
  const same = rows.filter(
    (row) =>
      row.tag !== undefined &&
      (row.direction ?? 'outbound') === direction &&
      (row.protocol ?? 'tcp') === protocol &&
      canonicalTag(serviceOf(row.tag)) === serviceOf(tag),
  );
  return same.find((row) => row.tag === tag) ?? same[0] ?? null;
}

/** A row of the built-in editions for the same host; in a section on Kubernetes, and only there, that of Kubernetes. */
export function knownHost(rows: KnownRows, host: string, kubernetes: boolean): RowDocument | null {
  const same = rows.filter((row) => row.host === host);
  return same.find(({ feature }) => (feature === 'aks') === kubernetes) ?? (kubernetes ? (same[0] ?? null) : null);
}

/** A group of hosts that stand in for a tag, for one cloud, with the tag. */
export interface KnownStandIn {
  readonly tag: string;
  readonly cloud: Cloud;
  readonly group: StandInDocument;
  readonly host: string;
}

const STAND_INS: readonly KnownStandIn[] = [...LIBRARY.parts.values()].flatMap(({ standIns }) =>
  Object.entries(standIns ?? {}).flatMap(([tag, groups]) =>
    groups.flatMap((group) =>
      CLOUDS.flatMap((cloud) => hostsFor(group, cloud).map((host) => ({ tag, cloud, group, host }))),
    ),
  ),
);

/** The hosts of a group in one cloud. */
export function hostsFor({ hosts }: StandInDocument, cloud: Cloud): readonly string[] {
  return 'length' in hosts ? hosts : (hosts[cloud] ?? []);
}

/** The built-in groups that stand in for a tag. */
export function standInsOf(tag: string): readonly StandInDocument[] {
  return [...new Set(STAND_INS.filter((one) => one.tag === tag).map(({ group }) => group))];
}

/** Where this very host stands in for a tag, in any cloud. */
export function standInNamed(host: string): KnownStandIn | null {
  return STAND_INS.find((one) => one.host === host) ?? null;
}

/**
 * The stand-in that a host is one of: `westus2.tundra.azureml.ms` of `<region>.tundra.azureml.ms`. The narrowest, with its tag.
 * @param port where given, one on this port is preferred
 */
export function standInCovering(host: string, port: string | null = null): KnownStandIn | null {
  const found = STAND_INS.filter((one) => isWithin(host, one.host));
  // The user's own accounts have no name here that could be told from Microsoft's.
  const onPort = port === null ? [] : found.filter(({ group }) => group.ports.map(String).includes(port));
  return narrowest(onPort) ?? narrowest(found);
}

function narrowest(found: readonly KnownStandIn[]): KnownStandIn | null {
  return [...found].sort((a, b) => b.host.length - a.host.length)[0] ?? null;
}

/** The tag as the newest edition asks for it: `Storage.<region>`, but `AzureMachineLearning`. */
export function tagAsAsked(service: string): string {
  const row = NEWEST.find(
    ({ tag, direction }) =>
      tag !== undefined && direction !== 'inbound' && canonicalTag(serviceOf(tag)) === canonicalTag(service),
  );
  return row?.tag ?? service;
}

/** A pattern with a region or an account in it covers the names that fill it in. */
function isWithin(host: string, pattern: string): boolean {
  if (pattern === host) return true;
  if (!pattern.includes('<')) {
    const [wide, narrow] = [parseHostPattern(pattern), parseHostPattern(host)];
    return wide !== null && narrow !== null && covers(wide, narrow, 'host');
  }
  // Label by label, from the end.
  const [wanted, given] = [pattern.split('.').reverse(), host.split('.').reverse()];
  const open = wanted.at(-1) === '*';
  if (open ? given.length < wanted.length : given.length !== wanted.length) return false;
  return given.every((label, i) => {
    const other = wanted[i] ?? '*';
    return other === label || (other === '*' && i >= wanted.length - 1) || (/^<.*>$/.test(other) && label !== '*');
  });
}
