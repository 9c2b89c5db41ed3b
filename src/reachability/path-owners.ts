/** What of the input's own files filters the traffic of the checked scopes: groups, firewalls and policies that decide something on a path. */
import type { Firewall, FirewallPolicy, NetworkSecurityGroup, RuleCollectionGroup } from '../azure/model.js';
import type { RawFinding } from './evaluate.js';
import { keysOf, type Topology } from './topology.js';

export interface PathOwners {
  readonly groups: readonly NetworkSecurityGroup[];
  /** Firewalls with classic rules, and policies whose rules decide. */
  readonly firewalls: readonly (Firewall | FirewallPolicy)[];
  /** Whether a group of a policy, or a firewall, belongs to a file that is reported on. */
  readonly isOwn: (resource: string) => boolean;
}

/** @param findings those of all scopes, with their paths */
export function ownersOnPaths(findings: readonly Pick<RawFinding, 'path'>[], topology: Topology): PathOwners {
  const onPath = new Set<string>();
  for (const { path } of findings) for (const { resource } of path) onPath.add(resource);
  const { network } = topology;
  const groups = network.networkSecurityGroups.filter(
    ({ id, reported, existing }) => reported && existing !== true && onPath.has(id),
  );
  const classic = network.firewalls.filter(({ id, ruleCollections }) => onPath.has(id) && ruleCollections.length > 0);
  // Where no rule of a firewall matches, it is the firewall itself that decides (F1).
  const ofFirewalls = new Set(network.firewalls.flatMap(({ id, policy }) => (onPath.has(id) ? keysOf(policy) : [])));
  const decides = new Set(
    network.firewallPolicies
      .filter(
        ({ id, key }) =>
          onPath.has(id) ||
          ofFirewalls.has(key) ||
          (topology.groupsOfPolicy.get(key) ?? []).some((group) => onPath.has(group.id)),
      )
      .map(({ key }) => key),
  );
  const policies = network.firewallPolicies.filter(
    (policy) => decides.has(policy.key) || keysOf(policy.basePolicy).some((parent) => decides.has(parent)),
  );
  const own = new Set(
    [...network.firewalls, ...network.ruleCollectionGroups]
      .filter(({ reported, existing }: Firewall | RuleCollectionGroup) => reported && existing !== true)
      .map(({ id }) => id),
  );
  return { groups, firewalls: [...classic, ...policies], isOwn: (resource) => own.has(resource) };
}
