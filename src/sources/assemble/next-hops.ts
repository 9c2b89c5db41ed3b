/** Next hops that are known only as an address: which firewall of the input has it (F14). */

import { formatV4, parseAddresses } from '../../azure/addresses.js';
import { msg } from '../../azure/message.js';
import type { Firewall, Link, Route } from '../../azure/model.js';
import { isUnknown } from '../../azure/value.js';
import type { Lists, Report } from './lists.js';
import { MOST_CANDIDATES } from './resolver.js';

/**
 * Links routes to firewalls by private address, over all files. A firewall that is still to be created has no address yet; where it is the only one of its
 * subnet, its address will be the first that Azure hands out there, the network's fourth. That is our reading, and a note says so.
 */
export function linkNextHops(lists: Lists, report: Report): void {
  const known = new Map<string, Set<string>>();
  for (const firewall of lists.firewalls)
    for (const address of addressesOf(firewall)) push(known, address, firewall.key);
  const assumed = assumedAddresses(lists);
  const used = new Set<string>();
  const hop = (route: Route): Link => {
    const { nextHop, nextHopIpAddress: address } = route;
    if (typeof address !== 'string' || (nextHop !== null && !isUnknown(nextHop))) return nextHop;
    const wanted = canonical(address);
    const certain = known.get(wanted);
    const found = certain ?? assumed.get(wanted);
    if (found === undefined) return nextHop;
    if (certain === undefined) used.add(wanted);
    const keys = [...found];
    const [only] = keys;
    if (only !== undefined && keys.length === 1) return { key: only };
    const reason = msg`${keys.length} firewalls of the input have the address ${wanted}`;
    return keys.length > MOST_CANDIDATES ? { unknown: reason } : { unknown: reason, candidates: keys };
  };
  lists.routeTables = lists.routeTables.map((table) => ({
    ...table,
    routes: table.routes.map((route) => withHop(route, hop(route))),
  }));
  if (used.size > 0) noteAssumed(lists, assumed, used, report);
}

function withHop(route: Route, nextHop: Link): Route {
  return nextHop === route.nextHop ? route : { ...route, nextHop };
}

function addressesOf(firewall: Firewall): readonly string[] {
  const { privateIpAddresses } = firewall;
  return isUnknown(privateIpAddresses)
    ? []
    : privateIpAddresses.filter((one) => typeof one === 'string').map(canonical);
}

/** One spelling of an address. */
function canonical(address: string): string {
  const [low] = parseAddresses(address)?.v4 ?? [];
  return low === undefined || address.includes('/') ? address.trim().toLowerCase() : formatV4(low);
}

/** First usable address of a firewall subnet to the only firewall in it, where that firewall's own address is not known. */
function assumedAddresses(lists: Lists): ReadonlyMap<string, ReadonlySet<string>> {
  const bySubnet = new Map<string, Firewall[]>();
  for (const firewall of lists.firewalls) {
    const { subnet } = firewall;
    if (subnet === null || !('key' in subnet)) continue;
    const others = bySubnet.get(subnet.key);
    if (others === undefined) bySubnet.set(subnet.key, [firewall]);
    else others.push(firewall);
  }
  const assumed = new Map<string, Set<string>>();
  for (const subnet of lists.subnets) {
    const [firewall, ...others] = bySubnet.get(subnet.key) ?? [];
    if (
      firewall === undefined ||
      others.length > 0 ||
      addressesOf(firewall).length > 0 ||
      isUnknown(subnet.addressPrefixes)
    )
      continue;
    for (const prefix of subnet.addressPrefixes) {
      const first = typeof prefix === 'string' ? firstUsable(prefix) : null;
      if (first !== null) push(assumed, first, firewall.key);
    }
  }
  return assumed;
}

/** Azure keeps the first four addresses of a subnet and the last one. */
function firstUsable(prefix: string): string | null {
  const [low, high] = parseAddresses(prefix)?.v4 ?? [];
  return low === undefined || high === undefined || high - low < 8 ? null : formatV4(low + 4);
}

function noteAssumed(
  lists: Lists,
  assumed: ReadonlyMap<string, ReadonlySet<string>>,
  used: ReadonlySet<string>,
  report: Report,
): void {
  const firewalls = new Map(lists.firewalls.map((one) => [one.key, one]));
  for (const address of used) {
    for (const key of assumed.get(address) ?? []) {
      const firewall = firewalls.get(key);
      if (firewall === undefined) continue;
      report(
        'note',
        msg`${firewall.id} has no address yet; ${address} is taken for it, the first that Azure assigns in its subnet`,
        firewall,
      );
    }
  }
}

function push(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}
