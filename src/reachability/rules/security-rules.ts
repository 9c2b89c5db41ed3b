/** Faults in the rules of network security groups and in security admin rules (N1, N3, N6, N10, N12, T5 to T7). */

import { type AddressSet, containsAddresses, overlapsAddresses, PUBLIC } from '../../azure/addresses.js';
import { msg } from '../../azure/message.js';
import type { Network, NetworkSecurityGroup, SecurityAdminRule, SecurityRule } from '../../azure/model.js';
import { isUnknown, type Value } from '../../azure/value.js';
import type { AddressText } from '../address-field.js';
import { keysOf } from '../topology.js';
import {
  addressFaults,
  nameOf,
  portFaults,
  priorityFaults,
  protocolFaults,
  readAddressTexts,
  regionFaults,
  shared,
} from './fields.js';
import { type Note, quoted, type Where, warning } from './notes.js';

const PRIORITIES = { low: 100, high: 4096 };
const PROTOCOLS = new Set(['tcp', 'udp', 'icmp', 'icmpv6', 'esp', 'ah', '*', 'any']);

/** @param inside the address spaces of the input's virtual networks: public addresses among them are not outside */
export function* securityRuleFaults(group: NetworkSecurityGroup, inside: AddressSet): Generator<Note> {
  for (const rule of group.securityRules) yield* faultsOf(rule, whereOf(group, rule), inside);
  yield* shared(
    group.securityRules,
    // A rule that may belong to another group takes no place here.
    ({ direction, priority, presence }) =>
      isUnknown(direction) || isUnknown(priority) || presence !== undefined ? null : `${direction} ${priority}`,
    (rule, first) =>
      warning(msg`rules that share a priority`, whereOf(group, rule), () => {
        const priority = isUnknown(rule.priority) ? '' : rule.priority;
        return rule.direction === 'Inbound'
          ? msg`it has the same priority ${priority} as the inbound rule ${nameOf(first.name)}; Azure refuses that`
          : msg`it has the same priority ${priority} as the outbound rule ${nameOf(first.name)}; Azure refuses that`;
      }),
  );
}

function whereOf(group: NetworkSecurityGroup, rule: SecurityRule): Where {
  return { resource: group.id, part: ['rule', rule.name], location: rule.location ?? group.location };
}

function* faultsOf(rule: SecurityRule, where: Where, inside: AddressSet): Generator<Note> {
  yield* priorityFaults(rule.priority, PRIORITIES, where);
  yield* matchFaults(rule, where);
  yield* sideFaults('source', rule.sourceAddressPrefixes, rule.direction === 'Outbound', where, inside);
  yield* sideFaults('destination', rule.destinationAddressPrefixes, rule.direction === 'Inbound', where, inside);
}

/** Priorities of security admin rules, from knowledge of Virtual Network Manager; none of the facts says. */
const ADMIN_PRIORITIES = { low: 1, high: 4096 };

export function* adminRuleFaults({ id, location, rule }: SecurityAdminRule): Generator<Note> {
  const where: Where = { resource: id, location: rule.location ?? location };
  yield* priorityFaults(rule.priority, ADMIN_PRIORITIES, where);
  yield* matchFaults(rule, where);
}

/** What is wrong in a field by itself. */
function* matchFaults(rule: Omit<SecurityRule, 'access' | 'presence'>, where: Where): Generator<Note> {
  if (!isUnknown(rule.protocol)) yield* protocolFaults([rule.protocol], PROTOCOLS, where);
  yield* portFaults(rule.sourcePortRanges, where);
  yield* portFaults(rule.destinationPortRanges, where);
  for (const field of [rule.sourceAddressPrefixes, rule.destinationAddressPrefixes]) {
    for (const read of readAddressTexts(field)) {
      yield* addressFaults(read, where);
      if (read.kind === 'tag') yield* regionFaults(read, where);
    }
  }
}

/** @param near whether this side is the network that the group protects */
function* sideFaults(
  side: 'source' | 'destination',
  field: Value<readonly Value<string>[]>,
  near: boolean,
  where: Where,
  inside: AddressSet,
): Generator<Note> {
  let tags = 0;
  for (const read of readAddressTexts(field)) {
    if (read.kind === 'tag' || read.kind === 'special') tags++;
    if (near && isOutside(read, inside)) yield outsideNote(side, read, where);
  }
  if (tags > 1) {
    yield warning(msg`rules with several service tags`, where, () =>
      side === 'source'
        ? msg`it names ${tags} service tags as source; Azure takes one tag per rule, so make a rule for each`
        : msg`it names ${tags} service tags as destination; Azure takes one tag per rule, so make a rule for each`,
    );
  }
}

/** Public addresses and Azure's services are never the network's own end of a packet. */
function isOutside(read: AddressText, inside: AddressSet): boolean {
  if (read.kind === 'tag') return read.tag.exists;
  if (read.kind === 'special') return read.name === 'Internet' || read.name === 'AzureLoadBalancer';
  if (read.kind !== 'addresses') return false;
  return containsAddresses(PUBLIC, read.addresses) && !overlapsAddresses(inside, read.addresses);
}

/** N10: groups see private addresses on this end. */
function outsideNote(side: 'source' | 'destination', read: AddressText, where: Where): Note {
  return side === 'source'
    ? warning(
        msg`rules whose source is not in the virtual network`,
        where,
        () =>
          msg`as source of an outbound rule ${quoted(read.text)} matches nothing: there a network security group sees the private addresses of the virtual network`,
      )
    : warning(
        msg`rules whose destination is not in the virtual network`,
        where,
        () =>
          msg`as destination of an inbound rule ${quoted(read.text)} matches nothing: there a network security group sees the private addresses of the virtual network`,
      );
}

/** T5: where a subnet has a default route of its own, VirtualNetwork may hold more than its name says; told once for each group and route. */
export function* widenedNetworks(network: Network): Generator<Note> {
  const tables = new Map(
    network.routeTables.flatMap((table) => {
      const route = table.routes.find(
        ({ addressPrefix, nextHopType }) =>
          addressPrefix === '0.0.0.0/0' && !isUnknown(nextHopType) && !/^(internet|none)$/i.test(nextHopType),
      );
      return route === undefined ? [] : [[table.key, { table, route }] as const];
    }),
  );
  if (tables.size === 0) return;
  const groups = new Map(
    network.networkSecurityGroups.flatMap((group) => {
      const rule = group.reported ? group.securityRules.find(namesVirtualNetwork) : undefined;
      return rule === undefined ? [] : [[group.key, { group, rule }] as const];
    }),
  );
  const groupsAt = new Map(
    network.subnets.map(({ key, networkSecurityGroup }) => [key, new Set(keysOf(networkSecurityGroup))]),
  );
  for (const nic of network.networkInterfaces) {
    for (const subnet of nic.subnets.flatMap(keysOf))
      for (const key of keysOf(nic.networkSecurityGroup)) groupsAt.get(subnet)?.add(key);
  }
  const told = new Set<string>();
  for (const subnet of network.subnets) {
    for (const tableKey of keysOf(subnet.routeTable)) {
      const found = tables.get(tableKey);
      if (found === undefined) continue;
      for (const groupKey of groupsAt.get(subnet.key) ?? []) {
        const filter = groups.get(groupKey);
        const pair = `${tableKey} ${groupKey}`;
        if (filter === undefined || told.has(pair)) continue;
        told.add(pair);
        const { table, route } = found;
        yield {
          kind: msg`rules for VirtualNetwork beside a default route of the user`,
          severity: 'note',
          where: whereOf(filter.group, filter.rule),
          text: () =>
            msg`the route ${nameOf(route.name)} of ${table.id} for 0.0.0.0/0 may make Azure count every address to VirtualNetwork at ${subnet.id}; this check does not`,
        };
      }
    }
  }
}

/** Whether the far side is VirtualNetwork; the near side is the network itself, however wide the tag is. */
function namesVirtualNetwork({ direction, sourceAddressPrefixes, destinationAddressPrefixes }: SecurityRule): boolean {
  for (const read of readAddressTexts(direction === 'Inbound' ? sourceAddressPrefixes : destinationAddressPrefixes)) {
    if (read.kind === 'special' && read.name === 'VirtualNetwork') return true;
  }
  return false;
}
