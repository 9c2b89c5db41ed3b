/** A change as plain values, for languages: what is open was never proposed. */
import type {
  FirewallRule,
  Location,
  OutboundRule,
  Resource,
  Route,
  RuleCollection,
  SecurityRule,
} from '../azure/model.js';
import { isUnknown, knownOr, type Value } from '../azure/value.js';
import type { Topology } from '../reachability/topology.js';
import type { Change } from './change.js';
import { groupAt } from './find-resource.js';

/** Whether the rules around it are inside of what they belong to, or resources of their own. */
export type Style = 'inline' | 'separate';

/** The resource that a change is about, and how its neighbours are written. */
export interface Target {
  readonly resource: Resource;
  readonly style: Style;
  /** A neighbour that is a resource of its own: the new one stands beside it. */
  readonly beside: string | null;
  /** Where that one is declared. */
  readonly besideLocation: Location | null;
}

const ALONE = { beside: null, besideLocation: null } as const;

export function targetOf(change: Change, topology: Topology): Target | null {
  switch (change.kind) {
    case 'security-rule':
      return styled(topology.securityGroups.get(change.group), ({ securityRules }) => securityRules);
    case 'route':
      return styled(topology.routeTables.get(change.table), ({ routes }) => routes);
    case 'outbound-rule': {
      // Terraform knows these rules as resources of their own only.
      const target = styled(topology.workspaces.get(change.workspace), ({ outboundRules }) => outboundRules);
      return target === null ? null : { ...target, style: 'separate' };
    }
    case 'nat-gateway': {
      const subnet = topology.subnets.get(change.subnet);
      return subnet === undefined ? null : { ...ALONE, resource: subnet, style: 'separate' };
    }
    case 'rule-collection-group': {
      const policy = topology.policies.get(change.policy);
      return policy === undefined ? null : { ...ALONE, resource: policy, style: 'separate' };
    }
    case 'firewall-rule': {
      const firewall = topology.firewalls.get(change.owner);
      if (firewall !== undefined) return { ...ALONE, resource: firewall, style: 'separate' };
      const group = groupAt(change.owner, topology);
      return group === undefined ? null : { ...ALONE, resource: group, style: 'inline' };
    }
  }
}

function styled<T extends Resource>(
  resource: T | undefined,
  partsOf: (resource: T) => readonly { readonly declaredBy?: string; readonly location: Location | null }[],
): Target | null {
  if (resource === undefined) return null;
  const neighbour = partsOf(resource).findLast(({ declaredBy }) => declaredBy !== undefined);
  if (neighbour?.declaredBy === undefined) return { ...ALONE, resource, style: 'inline' };
  return { resource, style: 'separate', beside: neighbour.declaredBy, besideLocation: neighbour.location };
}

export function known(value: Value<string>): string {
  return knownOr(value, '');
}

export function knownList(values: Value<readonly Value<string>[]>): readonly string[] {
  return isUnknown(values) ? [] : values.flatMap((value) => (isUnknown(value) ? [] : [value]));
}

/** Names and values of a security rule, in the order in which people write them; a list of one is that one. */
export interface PlainRule {
  readonly name: string;
  readonly priority: number;
  readonly direction: string;
  readonly access: string;
  readonly protocol: string;
  /** One word, or several prefixes (N6). */
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly ports: readonly string[];
}

export function plainRule(rule: SecurityRule): PlainRule {
  return {
    name: known(rule.name),
    priority: knownOr(rule.priority, 0),
    direction: known(rule.direction),
    access: known(rule.access),
    protocol: known(rule.protocol),
    sources: orAny(knownList(rule.sourceAddressPrefixes)),
    destinations: orAny(knownList(rule.destinationAddressPrefixes)),
    ports: knownList(rule.destinationPortRanges),
  };
}

function orAny(texts: readonly string[]): readonly string[] {
  return texts.length === 0 ? ['*'] : texts;
}

/** A network or an application rule. */
export interface PlainFirewallRule {
  readonly name: string;
  readonly sources: readonly string[];
  readonly protocols: readonly string[];
  readonly destinations: readonly string[];
  readonly ports: readonly string[];
  readonly hosts: readonly string[];
  readonly web: readonly { readonly type: string; readonly port: number }[];
}

/** `null` for a rule whose sources are IP groups: how the source calls them is not known. */
export function plainFirewallRule(rule: FirewallRule): PlainFirewallRule | null {
  if (rule.sourceIpGroups.length > 0) return null;
  return {
    name: known(rule.name),
    sources: knownList(rule.sourceAddresses),
    protocols: knownList(rule.protocols),
    destinations: knownList(rule.destinationAddresses),
    ports: knownList(rule.destinationPorts),
    hosts: knownList(rule.destinationFqdns),
    web: isUnknown(rule.applicationProtocols)
      ? []
      : rule.applicationProtocols.map(({ type, port }) => ({ type: known(type), port: knownOr(port, 0) })),
  };
}

export function plainRoute({ name, addressPrefix, nextHopType }: Route): {
  readonly name: string;
  readonly prefix: string;
  readonly hop: string;
} {
  return { name: known(name), prefix: known(addressPrefix), hop: known(nextHopType) };
}

/** An outbound rule of a managed network. */
export type PlainOutboundRule =
  | { readonly type: 'FQDN'; readonly name: string; readonly host: string }
  | {
      readonly type: 'ServiceTag';
      readonly name: string;
      readonly tag: string;
      readonly protocol: string;
      readonly ports: string;
    };

export function plainOutboundRule({ name, destination }: OutboundRule): PlainOutboundRule | null {
  if (destination.type === 'FQDN') return { type: 'FQDN', name: known(name), host: known(destination.fqdn) };
  if (destination.type !== 'ServiceTag') return null;
  const { serviceTag, protocol, portRanges } = destination;
  return {
    type: 'ServiceTag',
    name: known(name),
    tag: known(serviceTag),
    protocol: known(protocol),
    ports: isUnknown(portRanges) ? '' : portRanges.join(','),
  };
}

/** The collection that a rule joins, as it is before the change. */
export function collectionOf(change: Change, topology: Topology): RuleCollection | null {
  if (change.kind !== 'firewall-rule' || change.collection.isNew) return null;
  const owner = topology.firewalls.get(change.owner) ?? groupAt(change.owner, topology);
  const { name, kind } = change.collection;
  return owner?.ruleCollections.find((one) => one.name === name && one.kind === kind) ?? null;
}
