/** The narrower rules that would do in the place of one that is too wide: what the matrix needs of it, in the form that its place takes. */
import { containsAll, EMPTY, intersect, union } from '../azure/intervals.js';
import type { FirewallRule, OutboundRule, SecurityRule } from '../azure/model.js';
import { ALL_PORTS, formatPorts, type PortSet, portSet } from '../azure/ports.js';
import { isUnknown, knownOr } from '../azure/value.js';
import type { WideRule } from '../reachability/too-wide.js';
import { portWords } from '../reachability/wide-shape.js';
import type { Requirement } from '../requirements/requirement.js';
import { type Change, freeName, freePriority } from './change.js';
import { firewallTag, ruleName, spelled } from './rule-names.js';
import type { Swap } from './swap.js';

/** What takes the place of a wide rule. */
export interface Narrower {
  readonly swap: Swap;
  /** What is to be written, in order; empty where nothing is. */
  readonly changes: readonly Change[];
  /** What the matrix needs of it, for words: `Storage.westus2 TCP 443`. */
  readonly needs: readonly string[];
  /** Whether the snippet says all of the rules: application security groups and source ports are not written. */
  readonly isWhole: boolean;
}

/** @returns `null` where the place takes no rules that would do */
export function narrowerRules(wide: WideRule, users: readonly Requirement[]): Narrower | null {
  switch (wide.kind) {
    case 'security-rule':
      return forGroup(wide, users);
    case 'firewall-rule':
      return wide.collection.kind === 'application' ? forHosts(wide, users) : forNetwork(wide, users);
    case 'outbound-rule':
      return forManagedNetwork(wide, users);
  }
}

/** One far end on some ports. */
interface Need {
  readonly far: string;
  readonly protocol: Requirement['protocol'];
  readonly ports: PortSet;
  /** The first requirement of it, for a name. */
  readonly requirement: Requirement;
}

/** What the requirements need of some ports, each far end and protocol once; `null` where a far end has no name. */
function needsOf(
  users: readonly Requirement[],
  within: PortSet,
  farOf: (requirement: Requirement) => string | null,
): readonly Need[] | null {
  const needs = new Map<string, Need>();
  for (const requirement of users) {
    const far = farOf(requirement);
    if (far === null || far.includes('<')) return null;
    const { protocol } = requirement;
    const key = `${protocol} ${far}`;
    const before = needs.get(key);
    const ports = union(before?.ports ?? EMPTY, intersect(portSet(requirement.ports), within));
    if (ports.length > 0) needs.set(key, { far, protocol, ports, requirement: before?.requirement ?? requirement });
  }
  return [...needs.values()];
}

function inWords({ far, protocol, ports }: Need): string {
  return `${far} ${protocol.toUpperCase()} ${portWords(ports)}`;
}

/** A security group takes one service tag a rule (N6), and sees no host names: hosts are the Internet to it. */
function forGroup(
  { owner, rule, ports, width, wide, rest }: Extract<WideRule, { readonly kind: 'security-rule' }>,
  users: readonly Requirement[],
): Narrower | null {
  const all = needsOf(users, ports, ({ tag, hostIsPartOf }) => tag ?? hostIsPartOf ?? 'Internet');
  if (all === null) return null;
  const outbound = rule.direction === 'Outbound';
  const needs = all.filter((need) => need.far !== 'VirtualNetwork' && !inInternet(need, all));
  const ends = needs.map(({ far, protocol, ports: some, requirement }) => ({
    far: [far === 'Internet' ? far : spelled(far)],
    protocol: protocol === 'tcp' ? 'Tcp' : 'Udp',
    ports: formatPorts(some),
    name: far === 'Internet' ? 'AllowHosts' : ruleName(requirement),
  }));
  const asBefore = { protocol: rule.protocol, ports: rule.destinationPortRanges, name: 'AllowVirtualNetwork' };
  // What it allows inside the network, and to other addresses of its list, is not the matrix's to judge.
  const inside = wide.includes('*') || wide.includes('0.0.0.0/0') || wide.some((text) => /^any$/i.test(text));
  const kept = [
    ...(inside ? [{ ...asBefore, far: ['VirtualNetwork'] }] : []),
    ...(rest.length > 0 && width !== 'ports' ? [{ ...asBefore, far: rest, name: 'AllowOthers' }] : []),
  ];
  const rows = [...ends, ...kept];
  const priorities = prioritiesAt(owner.securityRules, rule, rows.length);
  if (priorities === null) return null;
  const taken = owner.securityRules.map(({ name }) => name);
  const put = rows.map((row, i): SecurityRule => {
    const name = i === 0 ? rule.name : freeName(row.name, taken);
    if (i > 0) taken.push(name);
    return {
      ...rule,
      name,
      priority: priorities[i] ?? 0,
      protocol: row.protocol,
      destinationPortRanges: row.ports,
      ...(outbound ? { destinationAddressPrefixes: row.far } : { sourceAddressPrefixes: row.far }),
    };
  });
  return {
    swap: { kind: 'security-rule', group: owner.key, out: [rule], put },
    changes: put.map((one) => ({ kind: 'security-rule', group: owner.key, rule: one })),
    needs: needs.map(inWords),
    isWhole:
      isKnown(outbound ? rule.sourceAddressPrefixes : rule.destinationAddressPrefixes) &&
      isAny(rule.sourcePortRanges) &&
      kept.every(({ far, ports: some }) => far.length === 1 && !isUnknown(some)),
  };
}

/** What goes to a tag goes to the Internet. */
function inInternet({ far, protocol, ports }: Need, all: readonly Need[]): boolean {
  const internet = all.find((need) => need.far === 'Internet' && need.protocol === protocol);
  return far !== 'Internet' && internet !== undefined && containsAll(internet.ports, ports);
}

/** Application security groups stand in no list of prefixes. */
function isKnown(field: SecurityRule['sourceAddressPrefixes']): boolean {
  return !isUnknown(field) && field.length > 0 && !field.some(isUnknown);
}

function isAny(field: SecurityRule['sourcePortRanges']): boolean {
  return !isUnknown(field) && field.length === 1 && field[0] === '*';
}

/** Numbers for rules in the place of one, between its neighbours (N1); `null` where there are too few. */
function prioritiesAt(rules: readonly SecurityRule[], { direction, priority }: SecurityRule, count: number) {
  const mine = rules.filter((rule) => isUnknown(rule.direction) || rule.direction === direction);
  if (isUnknown(priority) || mine.some((rule) => isUnknown(rule.priority))) return null;
  // Azure refuses any other number.
  if (!Number.isInteger(priority) || priority < 100 || priority > 4096) return null;
  const others = mine.map((rule) => knownOr(rule.priority, 0)).filter((other) => other !== priority);
  const after = Math.min(4097, ...others.filter((other) => other > priority));
  const before = Math.max(99, ...others.filter((other) => other < priority));
  const room = [
    ...Array.from({ length: Math.max(0, after - priority) }, (_, i) => priority + i),
    ...Array.from({ length: Math.max(0, priority - before - 1) }, (_, i) => priority - 1 - i),
  ];
  return room.length < count ? null : room.slice(0, count);
}

type FirewallWide = Extract<WideRule, { readonly kind: 'firewall-rule' }>;

/** A network rule takes several tags (T9); hosts go into a collection of application rules, which sees their names (F4, F8). */
function forNetwork(wide: FirewallWide, users: readonly Requirement[]): Narrower | null {
  const { owner, collection, rule, ports, rest, width } = wide;
  const isNamed = ({ tag, hostIsPartOf }: Requirement): boolean => (tag ?? hostIsPartOf) !== null;
  const needs = needsOf(users.filter(isNamed), ports, ({ tag, hostIsPartOf }) => tag ?? hostIsPartOf);
  const hosts = hostNeeds(
    users.filter((one) => !isNamed(one)),
    ports,
  );
  if (needs === null || hosts === null || needs.some(({ far }) => far === 'VirtualNetwork')) return null;
  const rows = new Map<
    string,
    { readonly protocol: string; readonly ports: readonly string[]; readonly tags: string[] }
  >();
  for (const need of needs) {
    const row = { protocol: need.protocol.toUpperCase(), ports: formatPorts(need.ports), tags: [] };
    const key = `${row.protocol} ${row.ports.join()}`;
    const tags = (rows.get(key) ?? row).tags;
    if (!tags.includes(firewallTag(need.far))) tags.push(firewallTag(need.far));
    rows.set(key, rows.get(key) ?? row);
  }
  const written = [...rows.values()].map((row) => ({
    protocols: [row.protocol],
    destinationPorts: row.ports,
    destinationAddresses: row.tags,
  }));
  const kept = rest.length > 0 && width !== 'ports' ? [{ destinationAddresses: rest }] : [];
  const put = renamed([...written, ...kept], wide);
  const beside = hosts.length === 0 ? null : hostCollection(wide, hosts);
  if (hosts.length > 0 && beside === null) return null;
  return {
    swap: { kind: 'firewall-rule', owner: owner.key, collection, out: [rule], put, beside },
    changes: [...inPlace(put, wide), ...(beside === null ? [] : [beside])],
    needs: [...needs.map(inWords), ...hosts.map(inWords)],
    isWhole: rule.sourceIpGroups.length === 0,
  };
}

/** An application rule names the hosts that the matrix asks for, or that stand in for its tags. */
function forHosts(wide: FirewallWide, users: readonly Requirement[]): Narrower | null {
  const { owner, collection, rule, ports } = wide;
  const hosts = hostNeeds(users, ports);
  if (hosts === null) return null;
  const put = renamed(webRules(hosts), wide);
  return {
    swap: { kind: 'firewall-rule', owner: owner.key, collection, out: [rule], put, beside: null },
    changes: inPlace(put, wide),
    needs: hosts.map(inWords),
    isWhole: rule.sourceIpGroups.length === 0,
  };
}

/** Hosts by name on web ports; `null` where an application rule cannot carry what is needed. */
function hostNeeds(users: readonly Requirement[], within: PortSet): readonly Need[] | null {
  if (users.some(({ protocol }) => protocol !== 'tcp')) return null;
  const one = users.flatMap((requirement): readonly Requirement[] =>
    requirement.host !== null
      ? [requirement]
      : requirement.standIns.map(({ host, ports }) => ({ ...requirement, host, ports })),
  );
  const needs = needsOf(one, within, ({ host }) => host);
  return needs?.every(({ ports }) => formatPorts(ports).every((port) => port === '80' || port === '443')) === true
    ? needs
    : null;
}

/** Hosts that need the same ports share a rule. */
function webRules(hosts: readonly Need[]): readonly Partial<FirewallRule>[] {
  const rows = new Map<string, { readonly ports: readonly string[]; readonly names: string[] }>();
  for (const { far, ports } of hosts) {
    const texts = formatPorts(ports);
    const row = rows.get(texts.join()) ?? { ports: texts, names: [] };
    row.names.push(far);
    rows.set(texts.join(), row);
  }
  return [...rows.values()].map(({ ports, names }) => ({
    destinationFqdns: names.sort(),
    applicationProtocols: ports.map((port) => ({ type: port === '443' ? 'Https' : 'Http', port: Number(port) })),
  }));
}

/** The wide rule with other ends; the first keeps its name. */
function renamed(ends: readonly Partial<FirewallRule>[], { collection, rule }: FirewallWide): readonly FirewallRule[] {
  const taken = collection.rules.map(({ name }) => name);
  return ends.map((end, i) => {
    const name = i === 0 ? rule.name : freeName(knownOr(rule.name, 'azureml'), taken);
    if (i > 0) taken.push(name);
    return { ...rule, ...end, name };
  });
}

function inPlace(rules: readonly FirewallRule[], { owner, collection }: FirewallWide): readonly Change[] {
  const { name, kind, priority } = collection;
  if (isUnknown(name) || kind === 'nat') return [];
  const place = { name, kind, priority: knownOr(priority, 0), isNew: false };
  return rules.map((rule) => ({ kind: 'firewall-rule', owner: owner.key, collection: place, rule }));
}

/** A new collection for hosts: one rule for all, since a new collection begins with one. */
function hostCollection({ owner, rule }: FirewallWide, hosts: readonly Need[]): Change | null {
  const web = hosts.reduce<PortSet>((all, { ports }) => union(all, ports), EMPTY);
  const [whole, ...more] = webRules(hosts.map((host) => ({ ...host, ports: web })));
  const taken = owner.ruleCollections.map(({ priority }) => priority);
  const priority = freePriority(taken, { from: 100, below: 65_001 });
  if (whole === undefined || more.length > 0 || priority === null) return null;
  const name = freeName(
    'azureml-hosts',
    owner.ruleCollections.map((one) => one.name),
  );
  const plain = { ...rule, protocols: [], destinationAddresses: [], destinationPorts: [], ...whole, name };
  return {
    kind: 'firewall-rule',
    owner: owner.key,
    collection: { name, kind: 'application', priority, isNew: true },
    rule: plain,
  };
}

/** A managed network approves its tags by itself (M1), and takes hosts on the ports of the web (M2). */
function forManagedNetwork(
  { owner, rule, ports }: Extract<WideRule, { readonly kind: 'outbound-rule' }>,
  users: readonly Requirement[],
): Narrower | null {
  if (users.some(({ host }) => host === null)) return null;
  const hosts = hostNeeds(users, ports.length === 0 ? ALL_PORTS : ports);
  if (hosts === null) return null;
  const taken = owner.outboundRules.map(({ name }) => name);
  const put = hosts.map(({ far, requirement }, i): OutboundRule => {
    const name = i === 0 ? rule.name : freeName(ruleName(requirement), taken);
    if (i > 0) taken.push(name);
    return { name, destination: { type: 'FQDN', fqdn: far }, location: null };
  });
  return {
    swap: { kind: 'outbound-rule', workspace: owner.key, out: [rule], put },
    changes: put.map((one) => ({ kind: 'outbound-rule', workspace: owner.key, rule: one })),
    needs: hosts.map(inWords),
    isWhole: true,
  };
}
