/** A requirement as packets: the far end, the ports, and on web ports the hosts that the traffic may be for. */
import {
  type Pattern,
  type PatternSet,
  parseHostPattern,
  parsePathPattern,
  patternSet,
} from '../azure/host-patterns.js';
import { EMPTY, intersect, subtract } from '../azure/intervals.js';
import { EPHEMERAL_PORTS, type PortSet, portSet } from '../azure/ports.js';
import type { Requirement } from '../requirements/requirement.js';
import { type Box, type EndSet, isEmptyEnd } from './space.js';
import {
  hostTarget,
  type LocalEnd,
  type NetworkEnd,
  networkTarget,
  type TagList,
  type Target,
  tagTarget,
} from './targets.js';

/** A requirement with its far end worked out. */
export interface Question {
  readonly requirement: Requirement;
  readonly target: Target;
  readonly packets: readonly Box[];
  /** All host patterns that the packets carry. */
  readonly hosts: readonly Pattern[];
  readonly ports: PortSet;
}

/** Makes questions; far ends are shared between scopes, so that what rules' tags cover of them is worked out once. */
export interface Questioner {
  /** @param network what the row for VirtualNetwork is about */
  readonly ask: (requirement: Requirement, local: LocalEnd, network: NetworkEnd) => Question;
  readonly target: (
    requirement: Pick<Requirement, 'tag' | 'hostIsPartOf'>,
    local: LocalEnd,
    network: NetworkEnd,
  ) => Target;
}

export function questioner(tagList: TagList | null): Questioner {
  const targets = new Map<string, Target>();
  const shared = (key: string, make: () => Target): Target => {
    const known = targets.get(key) ?? make();
    targets.set(key, known);
    return known;
  };
  const target: Questioner['target'] = ({ tag, hostIsPartOf }, local, network) => {
    const name = tag ?? hostIsPartOf;
    if (name === null) return shared('host', hostTarget);
    if (name === 'VirtualNetwork') return networkTarget(network);
    const withV6 = local.end.addresses.v6.length > 0;
    return shared(`${name}|${withV6}`, () => tagTarget(name, tagList, withV6));
  };
  const ask: Questioner['ask'] = (requirement, local, network) => {
    const end = target(requirement, local, network);
    const ports = portSet(requirement.ports);
    const families = byFamily(local.end, end.end).map(
      (ends): Box => ({ ...ends, sourcePorts: EPHEMERAL_PORTS, ports, hosts: null, paths: null }),
    );
    if (requirement.direction === 'inbound') return { requirement, target: end, packets: families, hosts: [], ports };
    const segments = hostSegments(requirement, ports);
    const path =
      requirement.urlPath === null
        ? null
        : parsePathPattern(requirement.urlPath.startsWith('/') ? requirement.urlPath : `/${requirement.urlPath}`);
    const paths: PatternSet = path === null ? null : patternSet([path], 'path');
    // One set for both families: legs that see no hosts know packets of equal hosts by it.
    const named = segments.map(({ ports: some, hosts }) => ({ ports: some, hosts: patternSet(hosts, 'host'), paths }));
    return {
      requirement,
      target: end,
      packets: families.flatMap((base) => named.map((segment) => ({ ...base, ...segment }))),
      hosts: segments.flatMap(({ hosts }) => hosts),
      ports,
    };
  };
  return { ask, target };
}

/** Both ends of a packet are of one family. What has no addresses in the input counts as IPv4. */
function byFamily(local: EndSet, remote: EndSet): readonly { readonly local: EndSet; readonly remote: EndSet }[] {
  if (local.addresses.v6.length === 0 || remote.addresses.v6.length === 0) return [{ local, remote }];
  const v4 = ({ addresses, parts }: EndSet): EndSet => ({ addresses: { v4: addresses.v4, v6: EMPTY }, parts });
  const v6 = ({ addresses }: EndSet): EndSet => ({ addresses: { v4: EMPTY, v6: addresses.v6 }, parts: 0n });
  return [
    { local: v4(local), remote: v4(remote) },
    { local: v6(local), remote: v6(remote) },
  ].filter((ends) => !isEmptyEnd(ends.local) && !isEmptyEnd(ends.remote));
}

/** A name that no pattern but `*` matches: for a tag without hosts that stand in on a port. */
const UNNAMED: Pattern = { wildcard: false, text: ' ' };

/** The ports of a requirement, cut where the hosts that stand in for it change. */
function hostSegments(
  requirement: Requirement,
  ports: PortSet,
): readonly { readonly ports: PortSet; readonly hosts: readonly Pattern[] }[] {
  if (requirement.host !== null) {
    const pattern = parseHostPattern(requirement.host);
    return [{ ports, hosts: pattern === null ? [UNNAMED] : [pattern] }];
  }
  let segments: { ports: PortSet; hosts: Pattern[] }[] = [{ ports, hosts: [] }];
  for (const { host, ports: where } of requirement.standIns) {
    const pattern = parseHostPattern(host);
    if (pattern === null) continue;
    const on = portSet(where);
    segments = segments.flatMap((segment) => {
      const inside = intersect(segment.ports, on);
      if (inside.length === 0) return [segment];
      const rest = subtract(segment.ports, on);
      const named = { ports: inside, hosts: [...segment.hosts, pattern] };
      return rest.length === 0 ? [named] : [named, { ports: rest, hosts: segment.hosts }];
    });
  }
  return segments.map((segment) => (segment.hosts.length === 0 ? { ports: segment.ports, hosts: [UNNAMED] } : segment));
}

/** Whether a pattern is the stand-in for "any other name". */
export function isUnnamed(pattern: Pattern): boolean {
  return pattern === UNNAMED || pattern.text === UNNAMED.text;
}
