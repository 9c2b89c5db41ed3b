/** The rule that a network security group lacks. */
import type { NetworkSecurityGroup, SecurityRule } from '../azure/model.js';
import { isUnknown, knownOr } from '../azure/value.js';
import type { RawStep } from '../reachability/finding.js';
import type { Requirement } from '../requirements/requirement.js';
import { type Change, freeName, freePriority } from './change.js';
import { ruleName, spelled } from './rule-names.js';

/** N1: what Azure takes. */
const FIRST = 100;
const LAST = 4096;

/**
 * A rule for one requirement, before the rule that denies it; one service tag a rule (N6).
 * @param ports those that are missing, as rules write them
 * @param others rules of groups that the same block declares: numbers and names have to be free there as well
 * @returns `null` where no rule of this group can mend it: no number is free before the deny, or no tag says what is needed
 */
export function proposeSecurityRule(
  group: NetworkSecurityGroup,
  requirement: Requirement,
  ports: readonly string[],
  deny: RawStep,
  others: readonly SecurityRule[] = [],
): Change | null {
  const far = farEnd(requirement);
  if (far === null) return null;
  const inbound = requirement.direction === 'inbound';
  const direction = inbound ? 'Inbound' : 'Outbound';
  const around = [...group.securityRules, ...others];
  const mine = around.filter((rule) => isUnknown(rule.direction) || rule.direction === direction);
  const below = deny.priority === null || deny.priority > LAST ? LAST + 1 : deny.priority;
  // Behind the user's own exceptions, where there is room.
  const before = mine.map(({ priority }) => knownOr(priority, 0)).filter((priority) => priority < below);
  const after = Math.max(FIRST, ...before.map((priority) => priority + 1));
  const priority = nextPriority(
    mine.map((rule) => rule.priority),
    below,
    after,
  );
  if (priority === null) return null;
  const rule: SecurityRule = {
    name: freeName(
      far === 'Internet' ? 'AllowHosts' : ruleName(requirement),
      around.map(({ name }) => name),
    ),
    priority,
    direction,
    access: 'Allow',
    protocol: requirement.protocol === 'tcp' ? 'Tcp' : 'Udp',
    sourcePortRanges: ['*'],
    destinationPortRanges: ports,
    sourceAddressPrefixes: [inbound ? far : 'VirtualNetwork'],
    destinationAddressPrefixes: [inbound ? 'VirtualNetwork' : far],
    sourceApplicationSecurityGroups: false,
    destinationApplicationSecurityGroups: false,
    location: null,
  };
  return { kind: 'security-rule', group: group.key, rule };
}

/** The next round number behind the last rule before the deny; where there is none, the last free one before it. */
function nextPriority(taken: readonly SecurityRule['priority'][], below: number, after: number): number | null {
  const round = Math.ceil(after / 10) * 10;
  if (round < below && round <= LAST) return round;
  return freePriority(taken, { from: FIRST, below, after });
}

/** A group sees no host names: a host of nobody's tag is the Internet to it. A tag whose region is not known cannot be written. */
export function farEnd({ tag, host, hostIsPartOf }: Requirement): string | null {
  const name = tag ?? hostIsPartOf ?? (host === null ? null : 'Internet');
  return name === null || name.includes('<') ? null : spelled(name);
}
