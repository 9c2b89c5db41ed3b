/** Resources by what reports call them, and groups of policies by their keys: found at once, since thousands of changes ask. */
import type { Network, Resource, RuleCollectionGroup } from '../azure/model.js';
import type { Index, Topology } from '../reachability/topology.js';

/** Keys by id, for all resources of a network; changes leave both as they are. */
const keysById = new WeakMap<Network, ReadonlyMap<string, readonly string[]>>();

function keysOfId({ network }: Topology, id: string): readonly string[] {
  let known = keysById.get(network);
  if (known === undefined) {
    const found = new Map<string, string[]>();
    const kinds: readonly (readonly Resource[])[] = Object.values(network);
    for (const resource of kinds.flat()) {
      const same = found.get(resource.id);
      if (same === undefined) found.set(resource.id, [resource.key]);
      else same.push(resource.key);
    }
    keysById.set(network, found);
    known = found;
  }
  return known.get(id) ?? [];
}

/** The first resource of an index that a report calls so. */
export function byId<T extends Resource>(all: Index<T>, id: string, topology: Topology): T | undefined {
  for (const key of keysOfId(topology, id)) {
    const found = all.get(key);
    if (found?.id === id) return found;
  }
  return undefined;
}

/** The keys of the policies that a group of this key is in, or may be in. */
export function policiesOf(group: string, { policiesOfGroup }: Topology): readonly string[] {
  return policiesOfGroup.get(group) ?? [];
}

/** The rule collection group of a key. */
export function groupAt(key: string, topology: Topology): RuleCollectionGroup | undefined {
  for (const policy of policiesOf(key, topology)) {
    const found = topology.groupsOfPolicy.get(policy)?.find((group) => group.key === key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The key of a policy that has a group which a report calls so. */
export function policyOfGroupId(id: string, topology: Topology): string | null {
  for (const key of keysOfId(topology, id)) {
    const group = groupAt(key, topology);
    if (group?.id === id) return policiesOf(key, topology)[0] ?? null;
  }
  return null;
}
