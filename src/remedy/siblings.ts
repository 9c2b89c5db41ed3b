/** Resources that one block of a source declares: instances of a module, of `for_each` or `count`, of a copy loop. A change there is a change to all. */
import type { Location, Resource, SecurityRule } from '../azure/model.js';
import type { Topology } from '../reachability/topology.js';
import type { Change } from './change.js';
import { targetOf } from './written-rule.js';

/** All resources that a change can be about, by the block that declares them. */
export interface Siblings {
  /** The same change for the others, as far as they have what it is about. */
  readonly mirrors: (change: Change, topology: Topology) => readonly Change[];
  /** Rules of the other groups of a block. */
  readonly rulesBeside: (group: string, topology: Topology) => readonly SecurityRule[];
  /** Whether the block of a resource declares nothing else. */
  readonly isAlone: (resource: Resource) => boolean;
}

export function findSiblings({
  securityGroups,
  routeTables,
  workspaces,
  firewalls,
  groupsOfPolicy,
  policies,
}: Topology): Siblings {
  const resources: readonly Resource[] = [
    ...securityGroups.values(),
    ...routeTables.values(),
    ...workspaces.values(),
    ...firewalls.values(),
    ...[...groupsOfPolicy.values()].flat(),
    ...policies.values(),
  ];
  const byBlock = new Map<string, Set<string>>();
  for (const { key, location } of resources) {
    if (location === null) continue;
    const place = placeOf(location);
    byBlock.set(place, (byBlock.get(place) ?? new Set()).add(key));
  }
  const others = (resource: Resource | undefined): readonly string[] =>
    resource === undefined || resource.location === null
      ? []
      : [...(byBlock.get(placeOf(resource.location)) ?? [])].filter((key) => key !== resource.key);
  return {
    isAlone: (resource) => others(resource).length === 0,
    rulesBeside: (group, topology) =>
      others(topology.securityGroups.get(group)).flatMap(
        (key) => topology.securityGroups.get(key)?.securityRules ?? [],
      ),
    mirrors: (change, topology) => {
      const target = targetOf(change, topology);
      if (target === null) return [];
      return others(target.resource).flatMap((key): readonly Change[] => {
        const mirror = aboutAnother(change, key);
        const other = targetOf(mirror, topology);
        if (other === null || other.style !== target.style) return [];
        // A resource of its own names one instance, and is there once for each instance of its module.
        if (target.style === 'separate' && !isSameInstance(target.resource, other.resource)) return [];
        const [mine, theirs] = [target.besideLocation, other.besideLocation];
        const together = mine === null || theirs === null ? mine === theirs : placeOf(mine) === placeOf(theirs);
        return together ? [mirror] : [];
      });
    },
  };
}

function placeOf({ file, line, column }: Location): string {
  return `${file}\n${line}:${column ?? ''}`;
}

function aboutAnother(change: Change, key: string): Change {
  switch (change.kind) {
    case 'security-rule':
      return { ...change, group: key };
    case 'route':
      return { ...change, table: key };
    case 'outbound-rule':
      return { ...change, workspace: key };
    case 'firewall-rule':
      return { ...change, owner: key };
    case 'nat-gateway':
      return { ...change, subnet: key };
    // Made only where its policy is alone in its block.
    case 'rule-collection-group':
      return { ...change, policy: key };
  }
}

/** Whether two addresses end in the same instance key: `module.a.x.y["k"]` and `module.b.x.y["k"]`. */
function isSameInstance(one: Resource, other: Resource): boolean {
  return instanceKey(one.id) === instanceKey(other.id);
}

/** `["k"]`, `[0]`, or nothing. */
export function instanceKey(address: string): string {
  return /\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/.exec(address)?.[0] ?? '';
}
