/** One firewall rule as packets: network rules by address, tag or exact host name; application rules by host pattern and protocol (F4, F7 to F13). */

import { covers, type Pattern, parseHostPattern, parsePathPattern, patternSet } from '../azure/host-patterns.js';
import { EMPTY, intersect, union } from '../azure/intervals.js';
import { type Message, msg } from '../azure/message.js';
import type { FirewallRule } from '../azure/model.js';
import { ALL_PORTS, type PortSet } from '../azure/ports.js';
import { isUnknown, unknown, type Value } from '../azure/value.js';
import { coverPorts, coversProtocol } from './fields.js';
import { fqdnTagHosts } from './fqdn-tags.js';
import type { Flow } from './security-groups.js';
import { ANY_BOX, type Box, isEmptyEnd, type Packets } from './space.js';
import { type Coverage, coverRemote, coverSource } from './targets.js';
import { follow, type Topology } from './topology.js';

/** What holds for the whole policy or firewall that a rule is in. */
export interface RuleContext {
  readonly flow: Flow;
  readonly topology: Topology;
  /** Whether network rules may name hosts (F10). */
  readonly dnsProxy: Value<boolean>;
  /** Whether URL rules work at all (F9). */
  readonly premium: Value<boolean>;
  /** Host patterns of the requirement at hand: patterns of rules that have nothing to do with them are not looked at further. */
  readonly hosts: readonly Pattern[];
}

/** What a rule matches for certain, at most, and what decides between them; `null` where it matches nothing of this flow. */
export interface RuleMatch {
  readonly must: Packets;
  readonly may: Packets;
  readonly reason: Message | null;
}

export function matchNetworkRule(rule: FirewallRule, context: RuleContext): RuleMatch | null {
  const protocol = anyProtocol(rule.protocols, context.flow.protocol);
  if (protocol === false) return null;
  const local = coverSources(rule, context);
  const ports = coverPorts(rule.destinationPorts);
  if (isEmptyEnd(local.may) || ports.may.length === 0) return null;
  const remote = coverRemote(
    withIpGroups(rule.destinationAddresses, rule.destinationIpGroups, context),
    context.flow.target,
    context.flow.around,
    'firewall',
  );
  const fqdns = exactHosts(rule.destinationFqdns, context);
  const must: Box[] = [];
  const may: Box[] = [];
  const reasons = [protocol === true ? null : protocol.reason, local.reason, ports.reason];
  const add = (list: Box[], end: Coverage['may'], portSet: PortSet, rest: Partial<Box>) => {
    if (!isEmptyEnd(end) && portSet.length > 0) list.push({ ...ANY_BOX, local: end, ports: portSet, ...rest });
  };
  if (!isEmptyEnd(remote.may)) {
    if (protocol === true && !isEmptyEnd(remote.must)) add(must, local.must, ports.must, { remote: remote.must });
    add(may, local.may, ports.may, { remote: remote.may });
    reasons.push(remote.reason);
  }
  if (fqdns.may !== 'none') {
    if (protocol === true && fqdns.must.length > 0)
      add(must, local.must, ports.must, { hosts: patternSet(fqdns.must, 'host') });
    add(may, local.may, ports.may, { hosts: fqdns.may === 'all' ? null : patternSet(fqdns.may, 'host') });
    reasons.push(fqdns.reason);
  }
  return finish(must, may, reasons);
}

export function matchApplicationRule(rule: FirewallRule, context: RuleContext): RuleMatch | null {
  // Only HTTP, HTTPS and MSSQL reach application rules, all of them TCP (F4).
  if (context.flow.protocol !== 'tcp') return null;
  const local = coverSources(rule, context);
  if (isEmptyEnd(local.may)) return null;
  const must: Box[] = [];
  const may: Box[] = [];
  const reasons: (Message | null)[] = [local.reason];
  const ports = applicationPorts(rule);
  reasons.push(ports.reason);
  const add = (hosts: HostCoverage, mustPorts: PortSet, mayPorts: PortSet, paths: Box['paths']) => {
    if (hosts.may === 'none') return;
    reasons.push(hosts.reason);
    if (hosts.must.length > 0 && mustPorts.length > 0 && !isEmptyEnd(local.must)) {
      must.push({ ...ANY_BOX, local: local.must, ports: mustPorts, hosts: patternSet(hosts.must, 'host'), paths });
    }
    if (mayPorts.length > 0) {
      may.push({
        ...ANY_BOX,
        local: local.may,
        ports: mayPorts,
        hosts: hosts.may === 'all' ? null : patternSet(hosts.may, 'host'),
        paths,
      });
    }
  };
  add(patternHosts(rule.destinationFqdns, context), ports.must, ports.may, null);
  // FQDN tags go with protocol https (F11).
  add(tagHosts(rule.fqdnTags, context), ports.must, ports.may, null);
  add(categoryHosts(rule.webCategories), ports.must, ports.may, null);
  for (const url of urls(rule, context))
    add(url.hosts, restrict(ports.must, url.ports), restrict(ports.may, url.ports), url.paths);
  return finish(must, may, reasons);
}

function finish(must: readonly Box[], may: readonly Box[], reasons: readonly (Message | null)[]): RuleMatch | null {
  if (may.length === 0) return null;
  const reason = reasons.find((text) => text !== null) ?? null;
  return reason === null ? { must: may, may, reason } : { must, may, reason };
}

/** A rule matches only sources that it names (F13); a tag is no source (T9). */
function coverSources(rule: FirewallRule, context: RuleContext): Coverage {
  return coverSource(withIpGroups(rule.sourceAddresses, rule.sourceIpGroups, context), context.flow.local);
}

function withIpGroups(
  addresses: Value<readonly Value<string>[]>,
  groups: FirewallRule['sourceIpGroups'],
  { topology }: RuleContext,
): Value<readonly Value<string>[]> {
  if (isUnknown(addresses) || groups.length === 0) return addresses;
  const inGroups = groups.flatMap((link): readonly Value<string>[] => {
    const group = follow(link, topology.ipGroups);
    if (group.kind === 'none') return [];
    if (group.kind === 'open') return [unknown(group.reason)];
    return isUnknown(group.resource.addresses) ? [group.resource.addresses] : group.resource.addresses;
  });
  return [...addresses, ...inGroups];
}

function anyProtocol(
  protocols: Value<readonly Value<string>[]>,
  wanted: 'tcp' | 'udp',
): boolean | { readonly reason: Message } {
  if (isUnknown(protocols)) return { reason: protocols.unknown };
  let open: { readonly reason: Message } | null = null;
  for (const protocol of protocols) {
    const answer = coversProtocol(protocol, wanted);
    if (answer === true) return true;
    if (answer !== false) open = answer;
  }
  return open ?? false;
}

interface HostCoverage {
  readonly must: readonly Pattern[];
  readonly may: readonly Pattern[] | 'all' | 'none';
  readonly reason: Message | null;
}

const NO_HOSTS: HostCoverage = { must: [], may: 'none', reason: null };

function decidedHosts(patterns: readonly Pattern[]): HostCoverage {
  return patterns.length === 0 ? NO_HOSTS : { must: patterns, may: patterns, reason: null };
}

/** Network rules name hosts exactly, and only where the firewall is the DNS proxy (F10); anything else there matches nothing. */
function exactHosts(field: Value<readonly Value<string>[]>, context: RuleContext): HostCoverage {
  const hosts = readHosts(field, context, (text) => (text.includes('*') ? null : parseHostPattern(text)));
  if (hosts.may === 'none' || context.dnsProxy === true) return hosts;
  if (context.dnsProxy === false) return NO_HOSTS;
  return { must: [], may: hosts.may, reason: context.dnsProxy.unknown };
}

function patternHosts(field: Value<readonly Value<string>[]>, context: RuleContext): HostCoverage {
  return readHosts(field, context, parseHostPattern);
}

function readHosts(
  field: Value<readonly Value<string>[]>,
  context: RuleContext,
  parse: (text: string) => Pattern | null,
): HostCoverage {
  if (isUnknown(field)) return { must: [], may: 'all', reason: field.unknown };
  const patterns: Pattern[] = [];
  let reason: Message | null = null;
  for (const item of field) {
    if (isUnknown(item)) {
      reason = item.unknown;
      continue;
    }
    const pattern = parse(item);
    if (pattern !== null && concerns(pattern, context)) patterns.push(pattern);
  }
  return reason === null ? decidedHosts(patterns) : { must: patterns, may: 'all', reason };
}

function concerns(pattern: Pattern, context: RuleContext): boolean {
  return context.hosts.some((host) => covers(pattern, host, 'host') || covers(host, pattern, 'host'));
}

function tagHosts(field: Value<readonly Value<string>[]>, context: RuleContext): HostCoverage {
  if (isUnknown(field)) return { must: [], may: 'all', reason: field.unknown };
  const patterns: Pattern[] = [];
  let reason: Message | null = null;
  for (const item of field) {
    const hosts = isUnknown(item) ? null : fqdnTagHosts(item);
    if (hosts === null) reason = isUnknown(item) ? item.unknown : msg`the hosts of the FQDN tag ${item}`;
    else patterns.push(...hosts.filter((pattern) => concerns(pattern, context)));
  }
  return reason === null ? decidedHosts(patterns) : { must: patterns, may: 'all', reason };
}

/** What is in a web category is Microsoft's to say, and changes (F12). */
function categoryHosts(field: Value<readonly Value<string>[]>): HostCoverage {
  if (isUnknown(field)) return { must: [], may: 'all', reason: field.unknown };
  if (field.length === 0) return NO_HOSTS;
  const names = field.map((item) => (isUnknown(item) ? item.unknown : item));
  return { must: [], may: 'all', reason: msg`the hosts in the web category ${names}` };
}

/** HTTP is told by its port 80, HTTPS by 443; on any other port either will do, as the rule configures it (F4). */
function applicationPorts(rule: FirewallRule): {
  readonly must: PortSet;
  readonly may: PortSet;
  readonly reason: Message | null;
} {
  if (isUnknown(rule.applicationProtocols))
    return { must: EMPTY, may: ALL_PORTS, reason: rule.applicationProtocols.unknown };
  // A rule with FQDN tags only may leave its protocols out: https on 443 (F11).
  const tagsOnly = rule.applicationProtocols.length === 0 && !isUnknown(rule.fqdnTags) && rule.fqdnTags.length > 0;
  if (tagsOnly) return { must: [443, 444], may: [443, 444], reason: null };
  let must: PortSet = EMPTY;
  let reason: Message | null = null;
  for (const { type, port } of rule.applicationProtocols) {
    if (isUnknown(type)) reason = type.unknown;
    else if (isUnknown(port)) reason = port.unknown;
    else if (speaks(type, port)) must = union(must, [port, port + 1]);
  }
  return reason === null ? { must, may: must, reason } : { must, may: ALL_PORTS, reason };
}

function speaks(type: string, port: number): boolean {
  const name = type.toLowerCase();
  if (port === 80) return name === 'http';
  if (port === 443) return name === 'https';
  return name === 'http' || name === 'https';
}

interface UrlMatch {
  readonly hosts: HostCoverage;
  readonly paths: Box['paths'];
  readonly ports: PortSet;
}

/** URL rules (F9): Premium only; on HTTPS the path is seen only with TLS inspection, which works on 443. */
function urls(rule: FirewallRule, context: RuleContext): readonly UrlMatch[] {
  const { destinationUrls, terminateTls } = rule;
  if (isUnknown(destinationUrls))
    return [{ hosts: { must: [], may: 'all', reason: destinationUrls.unknown }, paths: null, ports: ALL_PORTS }];
  if (destinationUrls.length === 0 || context.premium === false) return [];
  const out: UrlMatch[] = [];
  const open = isUnknown(context.premium)
    ? context.premium.unknown
    : terminateTls !== null && isUnknown(terminateTls)
      ? terminateTls.unknown
      : null;
  const ports: PortSet =
    terminateTls === true || (terminateTls !== null && isUnknown(terminateTls)) ? [80, 81, 443, 444] : [80, 81];
  for (const item of destinationUrls) {
    if (isUnknown(item)) {
      out.push({ hosts: { must: [], may: 'all', reason: item.unknown }, paths: null, ports });
      continue;
    }
    const url = item.trim().replace(/^https?:\/\//i, '');
    const slash = url.indexOf('/');
    const host = parseHostPattern(slash < 0 ? url : url.slice(0, slash));
    // Without a path the rule is for the root only; `*` alone is every URL.
    const path = url === '*' ? { wildcard: true, text: '' } : parsePathPattern(slash < 0 ? '/' : url.slice(slash));
    if (host === null || path === null || !concerns(host, context)) continue;
    const decided = decidedHosts([host]);
    out.push({
      hosts: open === null ? decided : { must: [], may: [host], reason: open },
      paths: patternSet([path], 'path'),
      ports,
    });
  }
  return out;
}

function restrict(ports: PortSet, to: PortSet): PortSet {
  return to === ALL_PORTS ? ports : intersect(ports, to);
}
