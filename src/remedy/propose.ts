/** From a gap to what closes it: the place that blocks, the smallest change there, and the engine's word that it does. */
import { formatPrefixes } from '../azure/addresses.js';
import type { Message } from '../azure/message.js';
import type { Network, Resource, SecurityRule } from '../azure/model.js';
import type { TagList } from '../azure/tag-list.js';
import { type Answer, answerOne } from '../reachability/evaluate.js';
import type { RawStep, Verdict } from '../reachability/finding.js';
import type { Scope } from '../reachability/scopes.js';
import { keyOf, type Topology } from '../reachability/topology.js';
import type { Requirement } from '../requirements/requirement.js';
import { applyChange, type Change, freeName, scopeAfter } from './change.js';
import { byId } from './find-resource.js';
import { foreign } from './ownership.js';
import { proposeFirewallRules } from './propose-firewall.js';
import { proposeSecurityRule } from './propose-group.js';
import { firewallTag, ruleName } from './rule-names.js';
import { ownerOfStep, whyNot } from './why-not.js';

/** A gap as the engine found it. */
export interface Gap {
  readonly scope: Scope;
  readonly requirement: Requirement;
}

export interface Proposal {
  /** In the order in which they are made; empty where nothing here closes the gap. */
  readonly changes: readonly Change[];
  /** Whether the engine finds the gap closed with them. */
  readonly verified: boolean;
  /** The network with the changes. */
  readonly topology: Topology;
  /** What the engine finds with them. */
  readonly verdict: Verdict;
  /** Where they do not close it: why not, or whose it is to do the rest. */
  readonly reason: Message | null;
  /** Whether what still blocks is somebody else's: what is here has then done its part. */
  readonly elsewhere: boolean;
}

/** What a proposal has to keep to. */
export interface Bounds {
  /** Whether a change can be written down. */
  readonly isWritable: (change: Change, topology: Topology) => boolean;
  /** Rules of the groups that are declared by the same block as this one, so that a rule for one is a rule for all. */
  readonly rulesBeside: (group: string, topology: Topology) => readonly SecurityRule[];
  /** Whether the block of a resource declares nothing else. */
  readonly isAlone: (resource: Resource) => boolean;
}

/** Everything may be proposed. */
export const UNBOUND: Bounds = { isWritable: () => true, rulesBeside: () => [], isAlone: () => true };

/** A way has few places that can block; more rounds than these go in a circle. */
const MOST_ROUNDS = 8;

/** What closes a gap. A change that the engine does not find to help is no part of the answer. */
export function propose(gap: Gap, topology: Topology, tagList: TagList | null, bounds: Bounds = UNBOUND): Proposal {
  const { requirement } = gap;
  const ask = (there: Topology): Answer => answerOne(there, scopeAfter(gap.scope, there), () => requirement, tagList);
  let now = topology;
  let answer = ask(now);
  const changes: Change[] = [];
  for (let round = 0; answer.finding.verdict !== 'met'; round++) {
    const step = blocking(answer);
    const next = step === null || round === MOST_ROUNDS ? undefined : nextChange(step, gap, now, answer, ask, bounds);
    if (next === undefined) {
      const scope = scopeAfter(gap.scope, now);
      const stuck = { scope, requirement, answer, step };
      const { verdict } = answer.finding;
      const elsewhere = ownerOfStep(stuck, now) !== null;
      return { changes, verified: false, topology: now, verdict, reason: whyNot(stuck, now), elsewhere };
    }
    changes.push(next.change);
    now = next.topology;
    answer = next.answer;
  }
  return { changes, verified: true, topology: now, verdict: 'met', reason: null, elsewhere: false };
}

/** The first change that helps, with what it makes of the network. */
function nextChange(
  step: RawStep,
  gap: Gap,
  now: Topology,
  answer: Answer,
  ask: (there: Topology) => Answer,
  bounds: Bounds,
): { readonly change: Change; readonly topology: Topology; readonly answer: Answer } | undefined {
  for (const change of candidates(step, gap, now, answer, bounds)) {
    if (!bounds.isWritable(change, now)) continue;
    const topology = applyChange(now, change);
    const after = ask(topology);
    if (isProgress(answer, after)) return { change, topology, answer: after };
  }
  return undefined;
}

/** The step that denies the first part that is denied. */
function blocking({ parts }: Answer): RawStep | null {
  const part = parts.find(({ fate, packets }) => fate === 'denied' && packets.length > 0);
  return part?.steps.findLast(({ action }) => action === 'deny') ?? null;
}

/** Less is denied, or it is denied later on the way. */
function isProgress(before: Answer, after: Answer): boolean {
  const denied = ({ finding }: Answer): string =>
    JSON.stringify([finding.uncovered, finding.path.filter(({ action }) => action === 'deny')]);
  return after.finding.verdict === 'met' || denied(before) !== denied(after);
}

function candidates(
  step: RawStep,
  { scope, requirement }: Gap,
  topology: Topology,
  answer: Answer,
  { rulesBeside, isAlone }: Bounds,
): readonly Change[] {
  const ports = portsOf(answer);
  switch (step.leg) {
    case 'network-security-group':
    case 'network-interface-group': {
      const group = groupOf(step, scope, topology);
      const change =
        group === null ? null : proposeSecurityRule(group, requirement, ports, step, rulesBeside(group.key, topology));
      return change === null ? [] : [change];
    }
    case 'firewall': {
      const { prefixes } = formatPrefixes(answer.local.end.addresses);
      const sources = answer.local.open === null ? prefixes : [];
      return proposeFirewallRules(step, topology, requirement, ports, sources, isAlone);
    }
    case 'route':
      return routeFor(step, requirement, topology);
    case 'managed-network':
      return outboundRuleFor(scope, requirement, ports);
    // A way out of its own is a resource with a price; one that the network has is there for one more subnet.
    case 'way-out':
      return natGatewayFor(scope, topology);
    // Rules of a network manager are somebody else's.
    case 'security-admin-rule':
      return [];
  }
}

/** The group of the scope itself, not that of a subnet at the other end. */
function groupOf({ resource }: RawStep, { subnet, networkInterface, group }: Scope, topology: Topology) {
  const keys = [
    group?.key ?? null,
    ...[subnet, networkInterface].map((one) => (one === null ? null : keyOf(one.networkSecurityGroup))),
  ];
  for (const key of keys) {
    const found = key === null ? undefined : topology.securityGroups.get(key);
    if (found?.id === resource && foreign(found) === null) return found;
  }
  return null;
}

/** The ports that are not allowed. */
function portsOf({ finding }: Answer): readonly string[] {
  const missing = new Set(finding.uncovered.flatMap(({ ports }) => ports));
  const inOrder = [...missing].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return inOrder.length === 0 ? finding.ports : inOrder;
}

/** A route for the tag to the Internet: past a black hole, or for the answers of an inbound flow (R8). */
function routeFor({ resource }: RawStep, requirement: Requirement, topology: Topology): readonly Change[] {
  const table = byId(topology.routeTables, resource, topology);
  const { tag } = requirement;
  if (table === undefined || foreign(table) !== null || tag === null || tag === 'VirtualNetwork' || tag.includes('<'))
    return [];
  const name = freeName(
    ruleName(requirement).replace(/^Allow/, 'To'),
    table.routes.map((route) => route.name),
  );
  const route = {
    name,
    addressPrefix: firewallTag(tag),
    nextHopType: 'Internet',
    nextHopIpAddress: null,
    nextHop: null,
    location: null,
  };
  return [{ kind: 'route', table: table.key, route }];
}

/** The only NAT gateway of the subnet's network, where both are the user's own. A network has several for reasons that no file tells. */
function natGatewayFor({ subnet }: Scope, topology: Topology): readonly Change[] {
  const network = subnet === null ? null : keyOf(subnet.virtualNetwork);
  if (subnet === null || network === null || foreign(subnet) !== null) return [];
  const [only, another] = [...(natGatewaysOf(topology.network).get(network) ?? [])];
  const gateway = only === undefined || another !== undefined ? undefined : topology.natGateways.get(only);
  if (gateway === undefined || foreign(gateway) !== null) return [];
  return [{ kind: 'nat-gateway', subnet: subnet.key, natGateway: gateway.key }];
}

const natGateways = new WeakMap<Network, ReadonlyMap<string, ReadonlySet<string>>>();

/** NAT gateways by the virtual network that they are used in. */
function natGatewaysOf(network: Network): ReadonlyMap<string, ReadonlySet<string>> {
  const known = natGateways.get(network);
  if (known !== undefined) return known;
  const found = new Map<string, Set<string>>();
  for (const { virtualNetwork, natGateway } of network.subnets) {
    const [there, gateway] = [keyOf(virtualNetwork), keyOf(natGateway)];
    if (there !== null && gateway !== null) found.set(there, (found.get(there) ?? new Set()).add(gateway));
  }
  natGateways.set(network, found);
  return found;
}

/** A managed network takes hosts on the ports of the web (M2), and nothing for hosts of Azure Storage (M3): the engine knows. */
function outboundRuleFor({ workspace }: Scope, requirement: Requirement, ports: readonly string[]): readonly Change[] {
  const { host, tag } = requirement;
  if (workspace === null || foreign(workspace) !== null || (host === null && (tag === null || tag.includes('<'))))
    return [];
  const name = freeName(
    ruleName(requirement),
    workspace.outboundRules.map((rule) => rule.name),
  );
  const destination =
    host !== null
      ? ({ type: 'FQDN', fqdn: host } as const)
      : ({
          type: 'ServiceTag',
          serviceTag: firewallTag(tag ?? ''),
          protocol: requirement.protocol.toUpperCase(),
          portRanges: ports,
          addressPrefixes: null,
          action: 'Allow',
        } as const);
  return [{ kind: 'outbound-rule', workspace: workspace.key, rule: { name, destination, location: null } }];
}
