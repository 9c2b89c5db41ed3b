/**
 * The oracle: sends single packets through a network in which everything is known, one rule after the other, one field after the other.
 * It shares no code and no idea with the engine: no sets, no containment of tags, only points that are in a tag or not.
 */
import type { NetworkSecurityGroup, SecurityRule } from '../../src/azure/model.js';
import { throughFirewall } from './firewall-simulator.js';
import { addressIn, keyOf, known, type Packet, portIn, type World } from './packet.js';
import { type NextHop, nextHop } from './route-simulator.js';

export type Fate = 'allow' | 'deny' | 'open';

/** What one rule or route did to one packet. */
export interface Decision {
  readonly leg: 'network-interface-group' | 'network-security-group' | 'route' | 'firewall' | 'way-out';
  readonly resource: string;
  readonly rule: string | null;
  readonly action: 'allow' | 'deny' | 'route' | 'unknown';
}

export interface Trace {
  readonly fate: Fate;
  /** Every leg's decision, in order; those after a denial as if it had not been. */
  readonly decisions: readonly Decision[];
}

/** Sends one packet on its way: groups (N7), then for what goes out the route, the firewall on it, and the way out. */
export function send(world: World, packet: Packet): Trace {
  const groups = groupLegs(world).map(({ leg, group }) => throughGroup(leg, group, packet));
  const inOrder = packet.direction === 'outbound' ? groups : groups.toReversed();
  return join(packet.direction === 'outbound' ? [...inOrder, ...onward(world, packet)] : inOrder);
}

function join(decisions: readonly (Decision & { readonly fate: Fate })[]): Trace {
  const fates = decisions.map(({ fate }) => fate);
  const fate = fates.includes('deny') ? 'deny' : fates.includes('open') ? 'open' : 'allow';
  return { fate, decisions: decisions.map(({ fate: _fate, ...decision }) => decision) };
}

type Step = Decision & { readonly fate: Fate };

function groupLegs(world: World): readonly { leg: Decision['leg']; group: NetworkSecurityGroup }[] {
  const subnet = world.network.subnets.find(({ key }) => key === world.subnet);
  const nic = world.network.networkInterfaces.find(({ key }) => key === world.networkInterface);
  const levels = [
    { leg: 'network-interface-group' as const, link: nic?.networkSecurityGroup ?? null },
    { leg: 'network-security-group' as const, link: subnet?.networkSecurityGroup ?? null },
  ];
  return levels.flatMap(({ leg, link }) => {
    const group = world.network.networkSecurityGroups.find(({ key }) => key === keyOf(link));
    return group === undefined ? [] : [{ leg, group }];
  });
}

/** First match by priority, the default rules last (N1, N4). */
function throughGroup(
  leg: Decision['leg'],
  group: NetworkSecurityGroup,
  packet: Packet,
): Decision & { readonly fate: Fate } {
  const rules = [...group.securityRules, ...DEFAULT_RULES].sort((a, b) => known(a.priority) - known(b.priority));
  const first = rules.find((rule) => matches(rule, packet));
  if (first === undefined) throw new Error('the default rules let nothing through unseen');
  const action = known(first.access) === 'Allow' ? 'allow' : 'deny';
  return { leg, resource: group.id, rule: known(first.name), action, fate: action };
}

/** The five fields of N2, one by one. */
function matches(rule: SecurityRule, packet: Packet): boolean {
  const [source, destination] = packet.direction === 'outbound' ? [packet.near, packet.far] : [packet.far, packet.near];
  if (known(rule.direction).toLowerCase() !== packet.direction) return false;
  const protocol = known(rule.protocol).toLowerCase();
  if (protocol !== '*' && protocol !== packet.protocol) return false;
  // Application security groups never hold the compute, nor an address outside of the network.
  if (rule.sourceApplicationSecurityGroups || rule.destinationApplicationSecurityGroups) return false;
  return (
    known(rule.sourcePortRanges).some((range) => portIn(known(range), packet.sourcePort)) &&
    known(rule.destinationPortRanges).some((range) => portIn(known(range), packet.port)) &&
    known(rule.sourceAddressPrefixes).some((prefix) => addressIn(known(prefix), source)) &&
    known(rule.destinationAddressPrefixes).some((prefix) => addressIn(known(prefix), destination))
  );
}

/** The route's next hop and what waits there. */
function onward(world: World, packet: Packet): readonly Step[] {
  const subnet = world.network.subnets.find(({ key }) => key === world.subnet);
  if (subnet === undefined) return [];
  const hop = nextHop(world, subnet, packet.far);
  const routed: Step = {
    leg: 'route',
    resource: hop.table ?? '',
    rule: hop.route,
    action: hop.kind === 'none' ? 'deny' : 'route',
    fate: hop.kind === 'none' ? 'deny' : 'allow',
  };
  return [routed, ...beyond(world, packet, hop)];
}

function beyond(world: World, packet: Packet, hop: NextHop): readonly Step[] {
  switch (hop.kind) {
    case 'firewall': {
      const { action, resource, rule } = throughFirewall(world.network, hop.firewall, packet);
      return [{ leg: 'firewall', resource, rule, action, fate: action }];
    }
    case 'internet': {
      const out = hasWayOut(world);
      return [
        { leg: 'way-out', resource: '', rule: null, action: out ? 'allow' : 'deny', fate: out ? 'allow' : 'deny' },
      ];
    }
    case 'elsewhere':
      return [{ leg: 'route', resource: '', rule: hop.route, action: 'unknown', fate: 'open' }];
    default:
      return [];
  }
}

/** R9 and the contract's "way out": anything that leads to the Internet, or default outbound access. */
function hasWayOut(world: World): boolean {
  const subnet = world.network.subnets.find(({ key }) => key === world.subnet);
  if (subnet === undefined) return true;
  return keyOf(subnet.natGateway) !== null || world.publicIp || known(subnet.defaultOutboundAccess) !== false;
}

/** N4, as Azure names them. */
const DEFAULT_RULES: readonly SecurityRule[] = (
  [
    ['AllowVNetInBound', 65000, 'Inbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork'],
    ['AllowAzureLoadBalancerInBound', 65001, 'Inbound', 'Allow', 'AzureLoadBalancer', '*'],
    ['DenyAllInBound', 65500, 'Inbound', 'Deny', '*', '*'],
    ['AllowVnetOutBound', 65000, 'Outbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork'],
    ['AllowInternetOutBound', 65001, 'Outbound', 'Allow', '*', 'Internet'],
    ['DenyAllOutBound', 65500, 'Outbound', 'Deny', '*', '*'],
  ] as const
).map(([name, priority, direction, access, source, destination]) => ({
  name,
  priority,
  direction,
  access,
  protocol: '*',
  sourcePortRanges: ['*'],
  destinationPortRanges: ['*'],
  sourceAddressPrefixes: [source],
  destinationAddressPrefixes: [destination],
  sourceApplicationSecurityGroups: false,
  destinationApplicationSecurityGroups: false,
  location: null,
}));
