/** Nested deployments that a what-if answer does not look into: what they deploy is not in the list, and is not absent either (W2). */
import { type Message, msg } from '../../../azure/message.js';
import type { Diagnostic, FirewallPolicy, Link, Network } from '../../../azure/model.js';
import { isUnknown, type Unknown, unknown } from '../../../azure/value.js';
import { warning } from './notes.js';
import { labelOf, type ResourceName } from './payload.js';

export function isDeployment({ type }: ResourceName): boolean {
  return type.toLowerCase() === 'microsoft.resources/deployments';
}

export function unexpandedNote(deployment: ResourceName): Diagnostic {
  return warning(notExpanded(deployment));
}

function notExpanded(deployment: ResourceName): Message {
  return msg`what-if has not looked into the nested deployment ${labelOf(deployment)}, so what it deploys is not in the input`;
}

/**
 * Rules reach a firewall policy only as resources of their own, most often from a nested deployment: where one in the policy's group (or in a group that is
 * not known) is not looked into, the policy may have rules that the answer does not show. So it may where the answer has rules of a policy that it cannot name.
 */
export function openPolicies(network: Network, unexpanded: readonly ResourceName[]): Network {
  const stray = network.ruleCollectionGroups.map(({ policy }) => policy).find(isStray) ?? null;
  if (stray === null && unexpanded.length === 0) return network;
  const byGroup = new Map(unexpanded.map((deployment) => [groupOf(deployment), deployment]));
  const anywhere = byGroup.get(null);
  const firewallPolicies = network.firewallPolicies.map((policy): FirewallPolicy => {
    if (policy.otherGroups !== undefined) return policy;
    if (stray !== null) return { ...policy, otherGroups: unknown(stray.unknown) };
    const group = typeof policy.resourceGroup === 'string' ? policy.resourceGroup.toLowerCase() : null;
    const deployment = anywhere ?? (group === null ? unexpanded[0] : byGroup.get(group));
    return deployment === undefined ? policy : { ...policy, otherGroups: unknown(notExpanded(deployment)) };
  });
  return { ...network, firewallPolicies };
}

/** An owner that is open without candidates: it may be any. */
function isStray(link: Link): link is Unknown {
  return link !== null && isUnknown(link) && !('candidates' in link);
}

function groupOf({ id, resourceGroup }: ResourceName): string | null {
  const group = resourceGroup ?? /\/resourcegroups\/([^/]+)/i.exec(id ?? '')?.[1];
  return group?.toLowerCase() ?? null;
}
