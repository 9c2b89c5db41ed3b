/** Why a gap could not be closed, or not from here: who or what stands in the way, in one clause. */
import { isEmptyAddresses } from '../azure/addresses.js';
import { type Message, msg } from '../azure/message.js';
import type { Resource } from '../azure/model.js';
import type { Answer } from '../reachability/evaluate.js';
import type { RawStep } from '../reachability/finding.js';
import type { Scope } from '../reachability/scopes.js';
import { type Index, keyOf, type Topology } from '../reachability/topology.js';
import type { Requirement } from '../requirements/requirement.js';
import { byId, policyOfGroupId } from './find-resource.js';
import { foreign } from './ownership.js';
import { farEnd } from './propose-group.js';

/** What was asked, what the engine says of it now, and the step that denies; `null` where none does. */
export interface Stuck {
  readonly scope: Scope;
  readonly requirement: Requirement;
  readonly answer: Answer;
  readonly step: RawStep | null;
}

/** Whose the thing is that blocks; `null` where it is the user's own. */
export function ownerOfStep({ scope, step }: Pick<Stuck, 'scope' | 'step'>, topology: Topology): Message | null {
  if (step === null) return null;
  const blocking = resourcesOf(step, scope, topology);
  const [first] = blocking;
  // A firewall's step may stand for several groups of its policy: one of the user's own is enough to write into.
  return first === undefined || blocking.some((resource) => foreign(resource) === null) ? null : foreign(first);
}

export function whyNot(stuck: Stuck, topology: Topology): Message {
  const { answer, step, requirement } = stuck;
  if (step === null) {
    const open = answer.parts.find(({ fate }) => fate === 'unknown')?.waitsFor ?? null;
    return open === null ? msg`no rule of the input blocks it` : msg`it depends on ${open}`;
  }
  const owner = ownerOfStep(stuck, topology);
  if (owner !== null) return owner;
  switch (step.leg) {
    case 'network-security-group':
    case 'network-interface-group':
      return groupReason(stuck, step, topology);
    case 'firewall':
      return firewallReason(stuck, step, topology);
    case 'route':
      return routeReason(requirement, step);
    case 'managed-network':
      return requirement.host === null
        ? msg`the managed network of ${step.resource} has no rule that would surely allow ${nameOf(requirement)}`
        : msg`the managed network of ${step.resource} takes host names on ports 80 and 443 only, and none of Azure Storage`;
    case 'way-out':
      return msg`${step.resource} has no way out, and that is for its owner to choose and pay: a NAT gateway with a public IP address that the subnet is associated with, a route to a firewall, or nodes with public IP addresses`;
    case 'security-admin-rule':
      return msg`the security admin rule ${step.rule ?? '?'} of ${step.resource} denies it, and rules of a network manager are made by whoever runs it`;
  }
}

function groupReason({ scope, requirement }: Stuck, step: RawStep, topology: Topology): Message {
  const far = farEnd(requirement);
  if (far === null) return msg`no tag can be written for ${nameOf(requirement)} while its region is not known`;
  if (!ownGroups(scope, topology).some(({ id }) => id === step.resource))
    return msg`${step.resource} filters at the other end, which is not of ${scope.resource.id}`;
  return step.priority === null
    ? msg`no rule of ${step.resource} was found that would help`
    : msg`no priority is free in ${step.resource} before the rule ${step.rule ?? '?'} of priority ${step.priority}, so that rule has to get a higher number first`;
}

function firewallReason({ requirement, answer }: Stuck, step: RawStep, topology: Topology): Message {
  const { host, tag, ports, protocol } = requirement;
  if (tag?.includes('<') === true) return msg`no tag can be written for ${tag} while its region is not known`;
  const web = protocol === 'tcp' && ports.every(({ low, high }) => low === high && (low === 80 || low === 443));
  if (host !== null && !web)
    return msg`a firewall knows host names on the ports 80 and 443 only, so others have to be allowed by their addresses`;
  // F13: a rule names its sources.
  const { open, end } = answer.local;
  if (open !== null || isEmptyAddresses(end.addresses))
    return msg`a rule of ${step.resource} names its sources, and the addresses of the compute are not in the input`;
  const firewall = byId(topology.firewalls, step.resource, topology);
  if (firewall !== undefined && firewall.policy === null && firewall.virtualHub !== null)
    return msg`${step.resource} is in a virtual hub, where a firewall takes rules from a policy only, and it has none`;
  return msg`${step.resource} has no rule collection of the input that a rule could be added to in time`;
}

function routeReason(requirement: Requirement, step: RawStep): Message {
  const { host, tag } = requirement;
  const route = step.rule ?? '?';
  if (host !== null)
    return msg`the route ${route} of ${step.resource} drops it, and no route can name a host: give that route a firewall as next hop, which can`;
  if (tag === 'VirtualNetwork') return msg`the route ${route} of ${step.resource} drops it, and it is for the network`;
  return msg`the route ${route} of ${step.resource} drops it`;
}

function nameOf({ tag, host }: Requirement): string {
  return tag ?? host ?? '?';
}

function ownGroups({ group, subnet, networkInterface }: Scope, { securityGroups }: Topology): readonly Resource[] {
  const keys = [
    group?.key ?? null,
    ...[subnet, networkInterface].map((one) => keyOf(one?.networkSecurityGroup ?? null)),
  ];
  return keys.flatMap((key) => (key === null ? [] : (securityGroups.get(key) ?? [])));
}

/** What a step can be about. */
function resourcesOf({ leg, resource }: RawStep, scope: Scope, topology: Topology): readonly Resource[] {
  const named = (all: Index<Resource>): readonly Resource[] => {
    const found = byId(all, resource, topology);
    return found === undefined ? [] : [found];
  };
  switch (leg) {
    case 'network-security-group':
    case 'network-interface-group': {
      const own = ownGroups(scope, topology).filter(({ id }) => id === resource);
      return own.length > 0 ? own : named(topology.securityGroups);
    }
    case 'route':
      return named(topology.routeTables);
    case 'managed-network':
      return named(topology.workspaces);
    case 'firewall':
      return firewallOwners(resource, topology);
    case 'way-out':
    case 'security-admin-rule':
      return [];
  }
}

/** The rule collection groups, or the classic firewall, that rules against this step could be written into; the firewall itself where it shows none. */
function firewallOwners(id: string, topology: Topology): readonly Resource[] {
  const firewall = byId(topology.firewalls, id, topology);
  const policy = byId(topology.policies, id, topology);
  const key = (firewall === undefined ? null : keyOf(firewall.policy)) ?? policy?.key ?? policyOfGroupId(id, topology);
  const groups = key === null ? [] : (topology.groupsOfPolicy.get(key) ?? []);
  const owner = (key === null ? undefined : topology.policies.get(key)) ?? firewall ?? policy;
  return groups.length > 0 ? groups : owner === undefined ? [] : [owner];
}
