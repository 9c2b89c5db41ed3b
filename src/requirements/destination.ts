/** A destination that somebody asks about, `TAG|HOST[:PORT[/udp]]`, and the requirement that asks for it. */
import { parseAddresses } from '../azure/addresses.js';
import { covers, parseHostPattern } from '../azure/host-patterns.js';
import { parseServiceTag, specialTag } from '../azure/service-tags.js';
import { isUnknown } from '../azure/value.js';
import type { Edition, Row } from './edition.js';
import type { MatrixContext, ScopeFacts } from './facts.js';
import { requirementsFor } from './instantiate.js';
import { REGION } from './normalise.js';
import type { Protocol, Requirement } from './requirement.js';
import { quote } from './resolve.js';

/** Exactly one of `tag` (Azure's own name) and `host` (lower case) is not `null`. */
export interface Destination {
  readonly tag: string | null;
  readonly host: string | null;
  readonly port: number;
  readonly protocol: Protocol;
}

const DEFAULT_PORT = 443;
const LONGEST_HOST = 253;
const LONGEST_TEXT = 300;
/** Names as DNS has them, and the wildcards of firewalls (F8). Underscores are not for hosts, but for names that are looked up. */
const HOST = /^(?:\*\.?)?(?:[a-z0-9_-]+\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/;

/** @returns what is wrong with the text as `error`: one clause, with what to write instead */
export function parseDestination(text: string): Destination | { readonly error: string } {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_TEXT) return { error: `${quote(trimmed)} is too long for a service tag or a host` };
  const parts = /^(.*?)(?::(\d+)(?:\/([a-z]+))?)?$/is.exec(trimmed);
  const name = parts?.[1] ?? '';
  const port = parts?.[2] === undefined ? DEFAULT_PORT : Number(parts[2]);
  const protocol = (parts?.[3] ?? 'tcp').toLowerCase();
  if (name === '') return { error: `${quote(text)} names no service tag and no host, such as Storage or pypi.org:443` };
  if (protocol !== 'tcp' && protocol !== 'udp') return { error: `${quote(protocol)} is not tcp or udp` };
  if (port < 1 || port > 65535) return { error: `port ${port} is not between 1 and 65535` };
  if (parseAddresses(name) !== null || (/^[[\]\da-f.:]+$/i.test(trimmed) && trimmed.split(':').length > 2))
    return { error: `${quote(trimmed)} is an address; name a service tag or a host` };
  const read = readName(name);
  return 'error' in read ? read : { ...read, port, protocol };
}

function readName(name: string): Pick<Destination, 'tag' | 'host'> | { readonly error: string } {
  const special = specialTag(name);
  if (special === 'VirtualNetwork') return { tag: special, host: null };
  if (special !== null) return { error: `${special} is no destination of its own; name a service tag or a host` };
  const tag = parseServiceTag(name);
  if (tag.exists) return { tag: tag.name, host: null };
  if (!name.includes('.') || isMisspelt(name, tag.suggestion)) {
    const meant =
      tag.suggestion === null ? '; a host is written in full, as in pypi.org' : `; did you mean ${tag.suggestion}?`;
    return { error: `there is no service tag ${quote(name)}${meant}` };
  }
  const host = name.toLowerCase().replace(/\.$/, '');
  if (host.length > LONGEST_HOST || !HOST.test(host) || parseHostPattern(host) === null)
    return {
      error: `${quote(name)} is no host name; write it without scheme and path, as in pypi.org or *.anaconda.com`,
    };
  return { tag: null, host };
}

/** A name with a dot is a host, unless the service or the region of a tag that is near to it stands in it as it should. */
function isMisspelt(name: string, suggestion: string | null): boolean {
  if (suggestion === null) return false;
  const [mine, theirs] = [name.toLowerCase().split('.'), suggestion.toLowerCase().split('.')];
  return theirs.length > 1 ? mine[0] === theirs[0] || mine.at(-1) === theirs.at(-1) : mine[0] === theirs[0];
}

/** As it is written on the command line: `Storage.westus2:443`, `pypi.org:443`, `AzureMachineLearning:5831/udp`. */
export function formatDestination({ tag, host, port, protocol }: Destination): string {
  return `${tag ?? host ?? ''}:${port}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}

/**
 * The row of the edition that asks for the destination, whether or not this scope is asked for it, on the one port; where there is none, a
 * requirement of the same kind: a tag with the hosts that stand in for it, a host with the tag that it stands in for.
 */
export function requirementTo(
  destination: Destination,
  edition: Edition,
  context: MatrixContext,
  facts: ScopeFacts,
): Requirement {
  const { tag, host, port, protocol } = destination;
  const rows = edition.rows.map((row): Row => ({ ...row, when: [], feature: null }));
  const asked = requirementsFor({ ...edition, rows }, context, facts).filter(
    (row) =>
      row.direction === 'outbound' &&
      row.protocol === protocol &&
      row.ports.some(({ low, high }) => low <= port && port <= high),
  );
  const ports = [{ low: port, high: port }];
  const row = tag === null ? rowOfHost(host ?? '', asked) : asked.find((one) => one.tag === tag);
  if (row !== undefined) {
    const { placeholder, ...rest } = row;
    return { ...rest, host, ports, ...(placeholder === undefined || row.host !== host ? {} : { placeholder }) };
  }
  // The edition's own rows stay: they tell in which form, with a region or without, a host's tag is asked for.
  const withMine = { ...edition, rows: [adHocRow(destination, edition, context), ...rows] };
  const [made] = requirementsFor(withMine, regional(tag, context), facts);
  if (made === undefined) throw new Error('a row without conditions is asked everywhere');
  return { ...made, adHoc: true };
}

/** The row of the host itself, else the narrowest of the wildcards that hold it. */
function rowOfHost(host: string, rows: readonly Requirement[]): Requirement | undefined {
  const own = parseHostPattern(host);
  if (own === null) return undefined;
  const holding = rows.flatMap((row) => {
    const pattern = row.host === null ? null : parseHostPattern(row.host);
    return pattern !== null && covers(pattern, own, 'host') ? [{ row, pattern }] : [];
  });
  const narrow = holding.toSorted(
    (a, b) => Number(a.pattern.wildcard) - Number(b.pattern.wildcard) || b.pattern.text.length - a.pattern.text.length,
  );
  return narrow[0]?.row;
}

/** The hosts of a regional tag are those of its region. */
function regional(tag: string | null, context: MatrixContext): MatrixContext {
  const region = tag === null ? null : parseServiceTag(tag).region;
  return region === null ? context : { ...context, region };
}

function adHocRow({ tag, host, port, protocol }: Destination, edition: Edition, context: MatrixContext): Row {
  return {
    id: 'asked',
    clouds: [context.cloud],
    direction: 'outbound',
    protocol,
    ports: [{ low: port, high: port }],
    extraPorts: [],
    tag,
    host,
    urlPath: null,
    partOf: host === null ? null : serviceOfHost(host, edition, context),
    fqdnTag: null,
    level: 'required',
    when: [],
    feature: null,
    purpose: { en: '', ko: '', fr: '' },
    source: { document: '' },
    standIns: tag === null ? null : (edition.standIns.get(parseServiceTag(tag).service) ?? null),
  };
}

/** The tag for which the host stands in, by name or by a wildcard that holds it; `null` for a third party's. */
function serviceOfHost(host: string, edition: Edition, { cloud, region }: MatrixContext): string | null {
  const own = parseHostPattern(host);
  if (own === null) return null;
  for (const [service, standIns] of edition.standIns) {
    for (const { hosts } of standIns[cloud]) {
      for (const text of hosts) {
        if (text.includes(REGION) && isUnknown(region)) continue;
        const filled = isUnknown(region) ? text : text.replaceAll(REGION, () => region);
        // A name that only the user's environment has (`<storage>.file.core.windows.net`) may be any.
        const pattern = parseHostPattern(filled.replace(/^<[a-z-]+>/, '*'));
        if (pattern !== null && covers(pattern, own, 'host')) return service;
      }
    }
  }
  return null;
}
