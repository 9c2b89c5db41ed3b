/** Where the private endpoints near a scope are, and whether routes and groups of users decide about what goes to them (P1, N13). */
import { type AddressSet, NO_ADDRESSES, unionOf } from '../azure/addresses.js';
import { english, msg } from '../azure/message.js';
import type { PrivateEndpoint, Subnet } from '../azure/model.js';
import { isUnknown, mapValue, unknown, type Value } from '../azure/value.js';
import type { EndSet } from './space.js';
import { follow, knownSpace, type Topology } from './topology.js';

/** A subnet that holds private endpoints. */
export interface EndpointPlace {
  /** `null`: the input does not tell which it is. */
  readonly subnet: Subnet | null;
  /** Its addresses; where the input does not tell them, a part of its own. */
  readonly end: EndSet;
  /** Whether user routes may take the place of the endpoints' own (P1). */
  readonly routes: Value<boolean>;
  /** Whether its group filters what goes to the endpoints (N13). */
  readonly groups: Value<boolean>;
}

export interface EndpointPlaces {
  readonly places: readonly EndpointPlace[];
  /** All known addresses of them, and how many places have a part instead. */
  readonly addresses: AddressSet;
  readonly parts: number;
}

/** As many as the space of packets has room for, by far. */
const MOST_PARTS = 200;

/** The endpoints' own addresses are known only after apply: each stands for the subnet that it is in. */
export function endpointPlaces(endpoints: readonly PrivateEndpoint[], topology: Topology): EndpointPlaces {
  const places = new Map<Subnet | string, EndpointPlace>();
  let parts = 0;
  const nextPart = (): EndSet => {
    parts = Math.min(parts + 1, MOST_PARTS);
    return { addresses: NO_ADDRESSES, parts: 1n << BigInt(parts - 1) };
  };
  for (const endpoint of endpoints) {
    const followed = follow(endpoint.subnet, topology.subnets);
    if (followed.kind !== 'one') {
      const open = unknown(followed.kind === 'open' ? followed.reason : msg`the subnet of ${endpoint.id}`);
      const words = english(open.unknown);
      if (!places.has(words)) places.set(words, { subnet: null, end: nextPart(), routes: open, groups: open });
      continue;
    }
    const subnet = followed.resource;
    if (places.has(subnet)) continue;
    const { addresses, open } = knownSpace(subnet.addressPrefixes);
    // The last part is that of all the others.
    const shared = open !== null && parts >= MOST_PARTS - 1 ? unknown(open) : null;
    places.set(subnet, {
      subnet,
      end: open === null ? { addresses, parts: 0n } : nextPart(),
      routes: shared ?? applies(subnet, 'routetableenabled'),
      groups: shared ?? applies(subnet, 'networksecuritygroupenabled'),
    });
  }
  const all = [...places.values()];
  return { places: all, addresses: unionOf(all.map(({ end }) => end.addresses)), parts };
}

/** A subnet that says nothing of its policies has them off. */
function applies({ privateEndpointNetworkPolicies }: Subnet, word: string): Value<boolean> {
  const policies = privateEndpointNetworkPolicies;
  if (isUnknown(policies)) return policies;
  return mapValue(policies, (text) => text !== null && ['enabled', word].includes(text.toLowerCase()));
}
