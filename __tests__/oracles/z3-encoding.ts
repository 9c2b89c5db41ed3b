/** A network as a formula over one packet, the way SecGuru encodes policies: each leg a chain of first matches, the legs joined by "and". Shares no code with the engine. */
import type { NetworkSecurityGroup, SecurityRule } from '../../src/azure/model.js';
import { isUnknown, type Value } from '../../src/azure/value.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import { readBlock } from './z3-addresses.js';
import {
  ALWAYS,
  allOf,
  and,
  between,
  type Clause,
  FALSE,
  type Fate,
  type Formula,
  firstMatch,
  NEVER,
  not,
  OPEN,
  or,
  surely,
  TRUE,
} from './z3-formula.js';
import { anyOfValues, anyPort, blocks, inBlocks, known, type Packet, type Place } from './z3-place.js';
import { answerFate, routeFate } from './z3-routes.js';

/** What becomes of a packet of this requirement: the security groups, then the route and what it leads to; inbound, the way of the answer (R8). */
export function fateOf(place: Place, direction: Requirement['direction'], packet: Packet): Fate {
  const filters = place.groups.map((group) => groupFate(group, direction, place, packet));
  return allOf(...filters, direction === 'outbound' ? routeFate(place, packet) : answerFate(place, packet));
}

/** The packets that a requirement asks for; the source port apart. */
export function contract(place: Place, requirement: Requirement, packet: Packet): Formula {
  const { family, source, destination, destinationPort } = packet;
  const [near, far] = requirement.direction === 'outbound' ? [source, destination] : [destination, source];
  return and(
    inBlocks(place.own, family, near),
    place.vocabulary.contains(requirement.tag ?? '', family, far) ?? FALSE,
    or(...requirement.ports.map(({ low, high }) => between(destinationPort, BigInt(low), BigInt(high), 16))),
  );
}

/** N1, N4: the rules of one direction by priority, then the default rules. */
function groupFate(
  group: NetworkSecurityGroup,
  direction: Requirement['direction'],
  place: Place,
  packet: Packet,
): Fate {
  const wanted = direction === 'outbound' ? 'Outbound' : 'Inbound';
  const rules = group.securityRules
    .filter((rule) => known(rule.direction) === wanted)
    .sort((a, b) => known(a.priority) - known(b.priority));
  const vnetToVnet = and(
    isVirtualNetwork(place, packet, packet.source),
    isVirtualNetwork(place, packet, packet.destination),
  );
  const defaults: readonly Clause[] = [
    { match: surely(vnetToVnet), fate: ALWAYS },
    direction === 'outbound'
      ? { match: surely(not(isVirtualNetwork(place, packet, packet.destination))), fate: ALWAYS }
      : { match: surely(isLoadBalancer(packet)), fate: ALWAYS },
  ];
  return firstMatch([...rules.map((rule) => ruleClause(rule, place, packet)), ...defaults], NEVER);
}

/** N2: all five fields. */
function ruleClause(rule: SecurityRule, place: Place, packet: Packet): Clause {
  const match = allOf(
    openOr(rule.protocol, (text) => surely(protocolMatches(text, packet.protocol))),
    anyPort(rule.sourcePortRanges, packet.sourcePort),
    anyPort(rule.destinationPortRanges, packet.destinationPort),
    anyOfValues(rule.sourceAddressPrefixes, (text) => addressMatches(text, place, packet, packet.source)),
    anyOfValues(rule.destinationAddressPrefixes, (text) => addressMatches(text, place, packet, packet.destination)),
    rule.presence === undefined ? ALWAYS : OPEN,
  );
  return { match, fate: isUnknown(rule.access) ? OPEN : rule.access === 'Allow' ? ALWAYS : NEVER };
}

/** N3, N5. */
function protocolMatches(text: string, protocol: Packet['protocol']): Formula {
  return text === '*' || text.toLowerCase() === protocol ? TRUE : FALSE;
}

/** T5, T6, N5: an address field of a security rule. A tag that does not exist matches nothing. */
function addressMatches(text: string, place: Place, packet: Packet, term: Formula): Formula {
  if (['*', 'any', '0.0.0.0/0'].includes(text.toLowerCase())) return TRUE;
  const block = readBlock(text);
  if (block !== null) return inBlocks([block], packet.family, term);
  if (text.toLowerCase() === 'internet') return not(isVirtualNetwork(place, packet, term));
  if (text.toLowerCase() === 'virtualnetwork') return isVirtualNetwork(place, packet, term);
  if (text.toLowerCase() === 'azureloadbalancer') return isLoadBalancer(packet);
  return place.vocabulary.contains(text, packet.family, term) ?? FALSE;
}

function isVirtualNetwork(place: Place, packet: Packet, term: Formula): Formula {
  return inBlocks(place.virtualNetwork, packet.family, term);
}

/** The virtual address of the host (N11), which is no requirement's source. */
function isLoadBalancer({ family, source }: Packet): Formula {
  return family === 6 ? FALSE : inBlocks(blocks(['168.63.129.16']), 4, source);
}

function openOr<T extends string>(field: Value<T>, match: (value: T) => Fate): Fate {
  return isUnknown(field) ? OPEN : match(field);
}
