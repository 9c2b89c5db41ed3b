/** From requirements to rules that allow them: what to write into a network security group or a firewall, before it is put into any language. */
import type { Protocol, Requirement } from '../requirements/requirement.js';
import { clip, firewallTag, portTexts, ruleName, spelled } from './rule-names.js';

/** A rule of a network security group that allows one requirement, or the deny at the end. */
export interface GroupRule {
  readonly name: string;
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'Deny';
  readonly protocol: 'Tcp' | 'Udp' | '*';
  readonly source: string;
  readonly destination: string;
  /** `443`, `29876-29877`, or `*` alone. */
  readonly ports: readonly string[];
  readonly description: string;
}

/** A network rule of a firewall: one service tag. */
export interface NetworkRule {
  readonly name: string;
  readonly protocol: 'TCP' | 'UDP';
  readonly destination: string;
  readonly ports: readonly string[];
  readonly description: string;
}

/** An application rule of a firewall: hosts on one port. */
export interface ApplicationRule {
  readonly name: string;
  readonly type: 'Http' | 'Https';
  readonly port: number;
  readonly hosts: readonly string[];
}

/** What a firewall needs: network rules for tags, application rules for hosts; `recommended` hosts apart. */
export interface FirewallRules {
  readonly network: readonly NetworkRule[];
  readonly application: readonly ApplicationRule[];
  readonly recommended: readonly ApplicationRule[];
  /** Hosts that no rule can be written for: on ports other than those of HTTP and HTTPS. */
  readonly left: readonly Requirement[];
}

/** Azure allows 100 to 4096 (N1); ours leave gaps for the user's own. */
const FIRST = 200;
const STEP = 10;
const DENY = 4096;

/**
 * The rules of a group that allows what is needed and denies everything else outbound. A group sees no host names: required hosts of others need
 * the Internet on their ports, which then is the last rule before the deny.
 */
export function groupRules(requirements: readonly Requirement[]): readonly GroupRule[] {
  const required = requirements.filter(isWritten);
  const tags = required.filter(
    ({ tag, host, hostIsPartOf }) => tag !== null || (host !== null && hostIsPartOf !== null),
  );
  const rules = new Map<string, Omit<GroupRule, 'priority'>>();
  for (const requirement of tags) {
    const tag = spelled(requirement.tag ?? requirement.hostIsPartOf ?? '');
    const inbound = requirement.direction === 'inbound';
    const rule: Omit<GroupRule, 'priority'> = {
      name: ruleName(requirement),
      direction: inbound ? 'Inbound' : 'Outbound',
      access: 'Allow',
      protocol: requirement.protocol === 'tcp' ? 'Tcp' : 'Udp',
      source: inbound ? tag : 'VirtualNetwork',
      destination: inbound ? 'VirtualNetwork' : tag,
      ports: portTexts(requirement.ports),
      description: clip(requirement.purpose),
    };
    rules.set([rule.direction, rule.protocol, tag, rule.ports.join()].join(' '), rule);
  }
  const hosts = required.filter(({ host, hostIsPartOf }) => host !== null && hostIsPartOf === null);
  for (const protocol of ['tcp', 'udp'] as const) {
    const ports = distinctPorts(hosts.filter((requirement) => requirement.protocol === protocol));
    if (ports.length > 0) rules.set(`hosts ${protocol}`, internetRule(protocol, ports));
  }
  const all = [...rules.values()].map((rule, index) => ({ ...rule, priority: FIRST + index * STEP }));
  return [...all, { ...DENY_REST, priority: DENY }];
}

/**
 * Rules are written for what is required, and for tags that only some networks ask for: one more tag outbound does no harm where it is not needed.
 * Inbound a rule opens the network, so there it must be required.
 */
export function isWritten({ level, tag, direction, feature }: Requirement): boolean {
  return level === 'required' || (tag !== null && direction === 'outbound' && feature === null);
}

const DENY_REST: Omit<GroupRule, 'priority'> = {
  name: 'DenyAllOutbound',
  direction: 'Outbound',
  access: 'Deny',
  protocol: '*',
  source: '*',
  destination: '*',
  ports: ['*'],
  description: 'Everything that no rule above allows.',
};

function internetRule(protocol: Protocol, ports: readonly string[]): Omit<GroupRule, 'priority'> {
  return {
    name: protocol === 'tcp' ? 'AllowHosts' : 'AllowHostsUdp',
    direction: 'Outbound',
    access: 'Allow',
    protocol: protocol === 'tcp' ? 'Tcp' : 'Udp',
    source: 'VirtualNetwork',
    destination: 'Internet',
    ports,
    description: 'Hosts that no service tag contains; only a firewall can allow them by name.',
  };
}

/** The rules of a firewall that allows what is needed, and recommended hosts by name. Inbound traffic of compute does not pass it. */
export function firewallRules(requirements: readonly Requirement[]): FirewallRules {
  const outbound = requirements.filter(({ direction }) => direction === 'outbound');
  const network = outbound
    .filter((requirement) => requirement.tag !== null && requirement.tag !== 'VirtualNetwork' && isWritten(requirement))
    .map((requirement) => ({
      name: ruleName(requirement),
      protocol: requirement.protocol === 'tcp' ? ('TCP' as const) : ('UDP' as const),
      destination: firewallTag(requirement.tag ?? ''),
      ports: portTexts(requirement.ports),
      description: clip(requirement.purpose),
    }));
  const hosts = outbound.filter(({ host }) => host !== null);
  const web = hosts.filter(isWeb);
  return {
    network,
    application: applicationRules(web.filter(({ level }) => level === 'required')),
    recommended: applicationRules(web.filter(({ level }) => level === 'recommended')),
    left: hosts.filter((requirement) => !isWeb(requirement)),
  };
}

function isWeb({ protocol, ports }: Requirement): boolean {
  return protocol === 'tcp' && ports.every(({ low, high }) => low === high && (low === 80 || low === 443));
}

function applicationRules(requirements: readonly Requirement[]): readonly ApplicationRule[] {
  return ([443, 80] as const).flatMap((port) => {
    const hosts = requirements
      .filter(({ ports }) => ports.some(({ low }) => low === port))
      .map(({ host }) => host ?? '');
    const distinct = [...new Set(hosts)].sort();
    if (distinct.length === 0) return [];
    const type = port === 443 ? ('Https' as const) : ('Http' as const);
    return [{ name: `${type.toLowerCase()}-hosts`, type, port, hosts: distinct }];
  });
}

function distinctPorts(requirements: readonly Requirement[]): readonly string[] {
  const texts = new Set(requirements.flatMap(({ ports }) => portTexts(ports)));
  return [...texts].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
}
