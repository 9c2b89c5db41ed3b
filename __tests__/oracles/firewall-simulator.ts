/** The oracle's firewall: all rules in one list in Azure's order, network rules first, and the first that matches decides (F1, F2). */
import type { Firewall, FirewallRule, Network, RuleCollection } from '../../src/azure/model.js';
import type { Value } from '../../src/azure/value.js';
import { addressIn, keyOf, known, type Packet, portIn } from './packet.js';

export interface FirewallDecision {
  readonly action: 'allow' | 'deny';
  /** The rule collection group; for classic rules, or where no rule matches, the firewall. */
  readonly resource: string;
  readonly rule: string | null;
}

interface Listed {
  readonly resource: string;
  readonly collection: RuleCollection;
  readonly rule: FirewallRule;
}

/** What the firewall does with a packet. */
export function throughFirewall(network: Network, key: string, packet: Packet): FirewallDecision {
  const firewall = network.firewalls.find((candidate) => candidate.key === key);
  if (firewall === undefined) throw new Error(`no firewall ${key}`);
  const listed = inOrder(network, firewall);
  const settings = settingsOf(network, firewall);
  const network_ = listed.filter(({ collection }) => collection.kind === 'network');
  const application = listed.filter(({ collection }) => collection.kind === 'application');
  const first =
    network_.find(({ rule }) => networkRuleMatches(network, rule, packet, settings.dnsProxy)) ??
    application.find(({ rule }) => applicationRuleMatches(network, rule, packet, settings.premium));
  if (first === undefined) return { action: 'deny', resource: firewall.id, rule: null };
  return {
    action: known(first.collection.action) === 'Deny' ? 'deny' : 'allow',
    resource: first.resource,
    rule: known(first.rule.name),
  };
}

/** F2: parents first, then groups, collections and rules. F15: classic collections by priority. */
function inOrder(network: Network, firewall: Firewall): readonly Listed[] {
  const chain: string[] = [];
  for (let at = keyOf(firewall.policy); at !== null; ) {
    chain.unshift(at);
    const policy = network.firewallPolicies.find(({ key }) => key === at);
    at = policy === undefined ? null : keyOf(policy.basePolicy);
  }
  if (chain.length === 0) {
    return expand(firewall.id, firewall.ruleCollections);
  }
  return chain.flatMap((policy) =>
    network.ruleCollectionGroups
      .filter((group) => keyOf(group.policy) === policy)
      .sort((a, b) => known(a.priority) - known(b.priority))
      .flatMap((group) => expand(group.id, group.ruleCollections)),
  );
}

function expand(resource: string, collections: readonly RuleCollection[]): readonly Listed[] {
  return [...collections]
    .sort((a, b) => known(a.priority) - known(b.priority))
    .flatMap((collection) => collection.rules.map((rule) => ({ resource, collection, rule })));
}

function settingsOf(network: Network, firewall: Firewall): { dnsProxy: boolean; premium: boolean } {
  const policy = network.firewallPolicies.find(({ key }) => key === keyOf(firewall.policy));
  if (policy === undefined) return { dnsProxy: known(firewall.dnsProxy) === true, premium: false };
  return {
    dnsProxy: known(policy.dnsProxy) === true,
    premium: known(policy.tier) === 'Premium' && known(policy.tlsInspection),
  };
}

/** F7, F10, F13, T9. */
function networkRuleMatches(network: Network, rule: FirewallRule, packet: Packet, dnsProxy: boolean): boolean {
  const protocol = strings(rule.protocols).some((text) => ['any', packet.protocol].includes(text.toLowerCase()));
  const port = strings(rule.destinationPorts).some((text) => portIn(text, packet.port));
  const address = [...strings(rule.destinationAddresses), ...groupAddresses(network, rule.destinationIpGroups)].some(
    (text) => addressIn(text, packet.far),
  );
  const host = dnsProxy && strings(rule.destinationFqdns).some((text) => text.toLowerCase() === packet.host);
  return sourceMatches(network, rule, packet) && protocol && port && (address || host);
}

function sourceMatches(network: Network, rule: FirewallRule, packet: Packet): boolean {
  return [...strings(rule.sourceAddresses), ...groupAddresses(network, rule.sourceIpGroups)].some((text) =>
    addressIn(text, packet.near),
  );
}

function groupAddresses(network: Network, links: FirewallRule['sourceIpGroups']): readonly string[] {
  return links.flatMap((link) => {
    const key = keyOf(link);
    return network.ipGroups.filter((group) => group.key === key).flatMap(({ addresses }) => strings(addresses));
  });
}

/** F4, F8, F9, F11. Port 80 is asked as HTTP, every other port as HTTPS. */
function applicationRuleMatches(network: Network, rule: FirewallRule, packet: Packet, premium: boolean): boolean {
  const { host } = packet;
  if (packet.protocol !== 'tcp' || host === null) return false;
  const type = packet.port === 80 ? 'http' : 'https';
  const protocol = known(rule.applicationProtocols).some(
    (entry) => known(entry.type).toLowerCase() === type && known(entry.port) === packet.port,
  );
  const inspects = type === 'http' || (premium && known(rule.terminateTls) === true);
  return (
    protocol &&
    sourceMatches(network, rule, packet) &&
    (strings(rule.destinationFqdns).some((pattern) => hostMatches(pattern, host)) ||
      strings(rule.fqdnTags).some((tag) => tag.toLowerCase() === packet.fqdnTag?.toLowerCase()) ||
      (inspects && strings(rule.destinationUrls).some((url) => urlMatches(url, host, packet.path ?? ''))))
  );
}

/** A `*` on the left stands for anything; anywhere else it is not supported, and matches nothing. */
export function hostMatches(pattern: string, host: string): boolean {
  const lower = pattern.toLowerCase();
  const rest = lower.startsWith('*') ? lower.slice(1) : lower;
  if (rest.includes('*')) return false;
  return lower.startsWith('*') ? host.endsWith(rest) : host === rest;
}

function urlMatches(url: string, host: string, path: string): boolean {
  const slash = url.indexOf('/');
  if (slash < 0) return hostMatches(url, host);
  const wanted = url.slice(slash + 1);
  const fits = wanted.endsWith('*') ? path.startsWith(wanted.slice(0, -1)) : path === wanted;
  return hostMatches(url.slice(0, slash), host) && fits;
}

function strings(values: Value<readonly Value<string>[]>): readonly string[] {
  return known(values).map((value) => known(value));
}
