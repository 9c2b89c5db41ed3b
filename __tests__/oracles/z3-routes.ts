/** Routes as a formula: the longest prefix, then its rank among equals, then where its next hop leads. */
import type { Route } from '../../src/azure/model.js';
import { readBlock } from './z3-addresses.js';
import { firewallFate } from './z3-firewall.js';
import {
  ALWAYS,
  type Clause,
  FALSE,
  type Fate,
  type Formula,
  firstMatch,
  NEVER,
  OPEN,
  surely,
  TRUE,
  within,
} from './z3-formula.js';
import { known, linked, type Packet, type Place } from './z3-place.js';

/** R1 to R6: by prefix length, longest first; among equals by rank. Nothing matches only where a family has no default route, which the system routes give both. */
export function routeFate(place: Place, packet: Packet): Fate {
  return firstMatch(
    routeClauses(place, packet, packet.destination, (route) => nextHopFate(route, place, packet)),
    NEVER,
  );
}

/** R3, then the system's routes. */
const RANKS = ['prefix', 'regional tag', 'tag', 'AzureCloud.region', 'AzureCloud', 'system'] as const;

interface Entry {
  readonly length: number;
  readonly rank: (typeof RANKS)[number];
  readonly match: Formula;
  readonly fate: Fate;
}

function routeClauses(place: Place, packet: Packet, term: Formula, lead: (route: Route) => Fate): readonly Clause[] {
  const { family } = packet;
  const { vocabulary } = place;
  const user = (place.routeTable?.routes ?? []).flatMap((route): readonly Entry[] => {
    const text = known(route.addressPrefix);
    const fate = lead(route);
    const block = readBlock(text);
    if (block !== null)
      return block.family === family
        ? [{ length: block.length ?? 0, rank: 'prefix', match: within(term, block), fate }]
        : [];
    return vocabulary.lengths(text, family).map((length) => ({
      length,
      rank: rankOf(text),
      match: vocabulary.containsByLength(text, family, length, term),
      fate,
    }));
  });
  // A service endpoint is a way of its own (CONTRACT, "Private subnets").
  const endpoints = place.endpointTags.flatMap((tag) =>
    vocabulary.lengths(tag, family).map((length): Entry => {
      const match = vocabulary.containsByLength(tag, family, length, term);
      return { length, rank: 'system', match, fate: ALWAYS };
    }),
  );
  const internet: Entry = {
    length: 0,
    rank: 'system',
    match: TRUE,
    fate: surely(place.wayOut ? TRUE : FALSE),
  };
  return [...user, ...endpoints, internet]
    .sort((a, b) => b.length - a.length || RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank))
    .map(({ match, fate }) => ({ match: surely(match), fate }));
}

function rankOf(tag: string): Entry['rank'] {
  const [service = '', region] = tag.toLowerCase().split('.');
  if (service === 'azurecloud') return region === undefined ? 'AzureCloud' : 'AzureCloud.region';
  // The second part of AzureFrontDoor.* is no region.
  return region === undefined || service === 'azurefrontdoor' ? 'tag' : 'regional tag';
}

/** R4, F14: an appliance that is no firewall of the input, a gateway and an address that is not known leave the packet open. */
function nextHopFate(route: Route, place: Place, packet: Packet): Fate {
  switch (known(route.nextHopType).toLowerCase()) {
    case 'internet':
      return place.wayOut ? ALWAYS : NEVER;
    case 'none':
      return NEVER;
    case 'virtualappliance': {
      const firewall = linked(place.network.firewalls, route.nextHop);
      return firewall === null ? OPEN : firewallFate(firewall, place, packet);
    }
    default:
      return OPEN;
  }
}

/**
 * R8: the answers of compute with a public address have to leave by the Internet, or they come from elsewhere, or from nowhere. That rules out the
 * default route to an appliance that R8 names, unless the tag has a route of its own, and as well an appliance or `None` for the tag alone.
 */
export function answerFate(place: Place, packet: Packet): Fate {
  if (!place.publicIp) return ALWAYS;
  const clauses = routeClauses(place, packet, packet.source, (route) =>
    known(route.nextHopType).toLowerCase() === 'internet' ? ALWAYS : NEVER,
  );
  return firstMatch(clauses, NEVER);
}
