/** Routes as entries of a first match: what a next hop is, what a route covers, and which comes before which (R1 to R4). */
import { type AddressSet, isEmptyAddresses, parseAddresses } from '../azure/addresses.js';
import type { Message } from '../azure/message.js';
import type { Location, Subnet } from '../azure/model.js';
import type { EndpointPlace } from './endpoint-places.js';
import type { Entry } from './first-match.js';
import type { Flow } from './security-groups.js';
import { ANY_BOX, type EndSet, isEmptyEnd } from './space.js';
import { type Coverage, coverRemote } from './targets.js';
import type { Topology } from './topology.js';

/** What happens to traffic that a route takes (R4). */
export type NextHop =
  | { readonly kind: 'internet' }
  /** Within the network, to a peered one, to a private endpoint or through a service endpoint: no firewall and no way out on the way. */
  | { readonly kind: 'direct'; readonly type: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'firewall'; readonly key: string; readonly type: string }
  | { readonly kind: 'elsewhere'; readonly type: string; readonly reason: Message };

export interface RouteLabel {
  readonly resource: string;
  readonly name: string | null;
  readonly nextHop: NextHop;
  readonly location: Location | null;
  /** Equal words are equal next hops. */
  readonly word: string;
}

/** What the routes of a subnet are asked about. */
export interface RouteQuestion {
  readonly subnet: Subnet;
  readonly flow: Flow;
  readonly topology: Topology;
  /** Where the target is private endpoints: the places that they are in, and whether user routes may override their /32 routes there (P1). */
  readonly endpoints: readonly EndpointPlace[];
}

/** An entry and the place it takes. */
export interface Ranked {
  readonly length: number;
  readonly rank: number;
  readonly entry: Entry<RouteLabel>;
}

/** For an equal prefix: explicit, regional tag, tag, AzureCloud.<region>, AzureCloud (R3), then gateways and hubs, then system routes (R1). */
export const RANK = {
  prefix: 0,
  regionalTag: 1,
  tag: 2,
  serviceEndpoint: 3,
  regionalCloud: 4,
  cloud: 5,
  hub: 6,
  system: 7,
} as const;

/**
 * Without a tag list the lengths of a tag's prefixes are not known, only that they are longer than 0.0.0.0/0 (R2). An explicit public prefix may be
 * longer or shorter, which its own "may or may not hold" already says.
 */
export const TAG_LENGTH = 0.5;

/** With a tag list, a tag's prefixes by length; without, what the facts say of it, at a length of its own. */
export function tagCoverage(
  name: string,
  { flow }: RouteQuestion,
): readonly { readonly length: number; readonly coverage: Coverage }[] {
  const byLength = isEmptyAddresses(flow.target.end.addresses) ? null : (flow.around.tagList?.byLength(name) ?? null);
  if (byLength === null) return [{ length: TAG_LENGTH, coverage: coverRemote([name], flow.target, flow.around) }];
  return [...byLength].map(([length, addresses]) => ({ length, coverage: decided({ addresses, parts: 0n }) }));
}

export function decided(end: EndSet): Coverage {
  return { must: end, may: end, reason: null };
}

export function toEntry(coverage: Coverage, label: RouteLabel, whether: Message | null): Entry<RouteLabel> | null {
  if (isEmptyEnd(coverage.may)) return null;
  const may = [{ ...ANY_BOX, remote: coverage.may }];
  if (whether !== null) return { must: [], may, label, reason: whether };
  if (coverage.must === coverage.may) return { must: may, may, label, reason: coverage.reason };
  return {
    must: isEmptyEnd(coverage.must) ? [] : [{ ...ANY_BOX, remote: coverage.must }],
    may,
    label,
    reason: coverage.reason,
  };
}

/** The length of a prefix, an address being all of it; `null` for a text that is no prefix. */
export function prefixLength(text: string): number | null {
  const set: AddressSet | null = parseAddresses(text);
  if (set === null) return null;
  const slash = text.indexOf('/');
  return slash < 0 ? (set.v4.length > 0 ? 32 : 128) : Number(text.slice(slash + 1));
}
