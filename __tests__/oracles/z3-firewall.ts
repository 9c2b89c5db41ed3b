/** Azure Firewall as a formula: network rules over the whole policy, then application rules for any host, then deny. */
import type { Firewall, FirewallPolicy, FirewallRule, RuleCollection } from '../../src/azure/model.js';
import { type Family, readBlock } from './z3-addresses.js';
import {
  ALWAYS,
  allOf,
  anyOf,
  between,
  type Clause,
  FALSE,
  type Fate,
  type Formula,
  firstMatch,
  NEVER,
  TRUE,
} from './z3-formula.js';
import { anyOfValues, anyPort, inBlocks, keyOf, known, linked, type Packet, type Place } from './z3-place.js';

/** F1 to F4. Throws for what the oracle does not judge: translation, exact hosts, threat intelligence that denies. */
export function firewallFate(firewall: Firewall, place: Place, packet: Packet): Fate {
  const collections = inOrder(firewall, place);
  const of = (kind: RuleCollection['kind'], match: (rule: FirewallRule) => Fate): readonly Clause[] =>
    collections
      .filter((collection) => collection.kind === kind)
      .flatMap((collection) =>
        collection.rules.map((rule) => ({
          match: match(rule),
          fate: known(collection.action) === 'Allow' ? ALWAYS : NEVER,
        })),
      );
  if (collections.some(({ kind }) => kind === 'nat')) throw new Error('the oracle does not judge translation');
  return firstMatch(
    [
      ...of('network', (rule) => networkMatch(rule, place, packet)),
      ...of('application', (rule) => applicationMatch(rule, place, packet)),
    ],
    NEVER,
  );
}

/** F2: the parent's groups first, then by group priority, then by collection priority. F15: classic collections have only their own. */
function inOrder(firewall: Firewall, place: Place): readonly RuleCollection[] {
  const policy = linked(place.network.firewallPolicies, firewall.policy);
  return policy === null ? byPriority(firewall.ruleCollections) : ofPolicy(policy, place);
}

function ofPolicy(policy: FirewallPolicy, place: Place): readonly RuleCollection[] {
  const parent = linked(place.network.firewallPolicies, policy.basePolicy);
  const groups = place.network.ruleCollectionGroups.filter((it) => keyOf(it.policy) === policy.key);
  return [
    ...(parent === null ? [] : ofPolicy(parent, place)),
    ...byPriority(groups).flatMap(({ ruleCollections }) => byPriority(ruleCollections)),
  ];
}

function byPriority<T extends { readonly priority: RuleCollection['priority'] }>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => known(a.priority) - known(b.priority));
}

/** F7, F13, T9. */
function networkMatch(rule: FirewallRule, place: Place, packet: Packet): Fate {
  return allOf(
    sourceMatch(rule, place, packet),
    anyOfValues(rule.protocols, (text) => (['any', packet.protocol].includes(text.toLowerCase()) ? TRUE : FALSE)),
    anyPort(rule.destinationPorts, packet.destinationPort),
    anyOf(
      anyOfValues(rule.destinationAddresses, (text) => {
        const { family, destination } = packet;
        return plainAddress(text, family, destination) ?? place.vocabulary.contains(text, family, destination) ?? FALSE;
      }),
      groupsMatch(rule.destinationIpGroups, place, packet.family, packet.destination),
    ),
  );
}

/** F4: only what lets any host through is judged here. */
function applicationMatch(rule: FirewallRule, place: Place, packet: Packet): Fate {
  if (!known(rule.destinationFqdns).every((host) => host === '*')) throw new Error('the oracle knows no hosts');
  if (packet.protocol !== 'tcp') return NEVER;
  return allOf(
    sourceMatch(rule, place, packet),
    anyOfValues(rule.applicationProtocols, ({ port }) => {
      const number = BigInt(known(port));
      return between(packet.destinationPort, number, number, 16);
    }),
  );
}

/** F13; a tag as source matches nothing (T9). */
function sourceMatch(rule: FirewallRule, place: Place, packet: Packet): Fate {
  return anyOf(
    anyOfValues(rule.sourceAddresses, (text) => plainAddress(text, packet.family, packet.source) ?? FALSE),
    groupsMatch(rule.sourceIpGroups, place, packet.family, packet.source),
  );
}

function groupsMatch(links: FirewallRule['sourceIpGroups'], place: Place, family: Family, term: Formula): Fate {
  return anyOf(
    NEVER,
    ...links.map((link) => {
      const group = linked(place.network.ipGroups, link);
      return group === null ? NEVER : anyOfValues(group.addresses, (text) => plainAddress(text, family, term) ?? FALSE);
    }),
  );
}

function plainAddress(text: string, family: Family, term: Formula): Formula | null {
  if (text === '*') return TRUE;
  const block = readBlock(text);
  return block === null ? null : inBlocks([block], family, term);
}
