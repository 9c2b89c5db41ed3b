/** One thing to add to a network, and the network with it: what a remedy is made of, before it is put into any language. */
import type {
  FirewallRule,
  OutboundRule,
  Resource,
  Route,
  RuleCollection,
  RuleCollectionGroup,
  SecurityRule,
} from '../azure/model.js';
import { isUnknown, type Value } from '../azure/value.js';
import type { Scope } from '../reachability/scopes.js';
import type { Index, Topology } from '../reachability/topology.js';
import { policiesOf } from './find-resource.js';
import { withValue } from './overlay.js';
import { nameLike } from './rule-names.js';

/** Where a firewall rule goes: a collection that is there, or one to be made. */
export interface CollectionPlace {
  readonly name: string;
  readonly kind: 'network' | 'application';
  readonly priority: number;
  readonly isNew: boolean;
}

export interface FirewallChange {
  readonly kind: 'firewall-rule';
  /** The key of a rule collection group, or of a firewall with classic rules. */
  readonly owner: string;
  readonly collection: CollectionPlace;
  readonly rule: FirewallRule;
  /** For a new collection: the rules that it holds beside that one. */
  readonly also?: readonly FirewallRule[];
}

/** A rule collection group for a policy that has none which a rule could be written into in time. */
export interface GroupChange {
  readonly kind: 'rule-collection-group';
  /** The key of the policy. */
  readonly policy: string;
  /** As it is without its collections. */
  readonly group: RuleCollectionGroup;
  /** Its collections, each new, and owned by it. */
  readonly collections: readonly FirewallChange[];
}

export type Change =
  | { readonly kind: 'security-rule'; readonly group: string; readonly rule: SecurityRule }
  | FirewallChange
  | GroupChange
  | { readonly kind: 'route'; readonly table: string; readonly route: Route }
  | { readonly kind: 'outbound-rule'; readonly workspace: string; readonly rule: OutboundRule }
  /** A way out that is there already, for one more subnet; both by their keys. */
  | { readonly kind: 'nat-gateway'; readonly subnet: string; readonly natGateway: string };

/** The network after a change. Only what the change touches is made anew. */
export function applyChange(topology: Topology, change: Change): Topology {
  switch (change.kind) {
    case 'security-rule':
      return {
        ...topology,
        securityGroups: changed(topology.securityGroups, change.group, (group) => ({
          ...group,
          securityRules: [...group.securityRules, change.rule],
        })),
      };
    case 'route':
      return {
        ...topology,
        routeTables: changed(topology.routeTables, change.table, (table) => ({
          ...table,
          routes: [...table.routes, change.route],
        })),
      };
    case 'outbound-rule':
      return {
        ...topology,
        workspaces: changed(topology.workspaces, change.workspace, (workspace) => ({
          ...workspace,
          outboundRules: [...workspace.outboundRules, change.rule],
        })),
      };
    case 'nat-gateway': {
      const natGateway = { key: change.natGateway };
      return {
        ...topology,
        subnets: changed(topology.subnets, change.subnet, (subnet) => ({ ...subnet, natGateway })),
      };
    }
    case 'rule-collection-group': {
      const { policy, group, collections } = change;
      const groups = [...(topology.groupsOfPolicy.get(policy) ?? []), group];
      return collections.reduce<Topology>(applyChange, {
        ...topology,
        groupsOfPolicy: withValue(topology.groupsOfPolicy, policy, groups),
        policiesOfGroup: withValue(topology.policiesOfGroup, group.key, [policy]),
      });
    }
    case 'firewall-rule': {
      const extend = <T extends Resource & { readonly ruleCollections: readonly RuleCollection[] }>(owner: T): T => ({
        ...owner,
        ruleCollections: withRules(owner.ruleCollections, change.collection, [change.rule, ...(change.also ?? [])]),
      });
      return withOwner(topology, change.owner, extend);
    }
  }
}

/** The network with a classic firewall, or a rule collection group, made anew. */
export function withOwner(
  topology: Topology,
  owner: string,
  change: <T extends Resource & { readonly ruleCollections: readonly RuleCollection[] }>(owner: T) => T,
): Topology {
  const groupsOfPolicy = policiesOf(owner, topology).reduce((all, policy) => {
    const groups = (all.get(policy) ?? []).map((group) => (group.key === owner ? change(group) : group));
    return withValue(all, policy, groups);
  }, topology.groupsOfPolicy);
  return { ...topology, firewalls: changed(topology.firewalls, owner, change), groupsOfPolicy };
}

/** The scope of the changed network: where a scope is a subnet, a group, a firewall or a workspace, it is another one now. */
export function scopeAfter(scope: Scope, topology: Topology): Scope {
  const { group, firewall, workspace, subnet } = scope;
  return {
    ...scope,
    subnet: subnet === null ? null : (topology.subnets.get(subnet.key) ?? subnet),
    group: group === null ? null : (topology.securityGroups.get(group.key) ?? group),
    firewall: firewall === null ? null : (topology.firewalls.get(firewall.key) ?? firewall),
    workspace: workspace === null ? null : (topology.workspaces.get(workspace.key) ?? workspace),
  };
}

/** An index with one resource made anew. */
export function changed<T extends Resource>(all: Index<T>, key: string, change: (resource: T) => T): Index<T> {
  const resource = all.get(key);
  return resource === undefined ? all : withValue(all, key, change(resource));
}

/** New rules go behind those of their collection; a new collection behind the others, its priority says where it counts. */
function withRules(
  collections: readonly RuleCollection[],
  place: CollectionPlace,
  rules: readonly FirewallRule[],
): readonly RuleCollection[] {
  const at = collections.findIndex(({ name, kind }) => name === place.name && kind === place.kind);
  if (at >= 0) {
    return collections.map((collection, i) =>
      i === at ? { ...collection, rules: [...collection.rules, ...rules] } : collection,
    );
  }
  const { name, kind, priority } = place;
  return [...collections, { name, kind, priority, action: 'Allow', rules, location: null }];
}

/** A number that none of `taken` is: the last free one below `below` in steps of ten where there is one, else any; `null` where all are taken. */
export function freePriority(
  taken: readonly Value<number>[],
  { from, below, after = from }: { readonly from: number; readonly below: number; readonly after?: number },
): number | null {
  const used = new Set(taken.filter((priority) => !isUnknown(priority)));
  const free = (step: number, low: number): number | null => {
    for (let at = Math.ceil(below / step) * step - step; at >= low; at -= step) {
      if (at < below && !used.has(at)) return at;
    }
    return null;
  };
  return free(10, after) ?? free(1, after) ?? free(1, from);
}

/** A name that none of `taken` is, without case, in their manner: the wanted one, or with a number behind it. */
export function freeName(wanted: string, taken: readonly Value<string>[]): string {
  const names = taken.flatMap((name) => (isUnknown(name) ? [] : [name]));
  const used = new Set(names.map((name) => name.toLowerCase()));
  const like = nameLike(wanted, names);
  for (let n = 1; ; n++) {
    const name = n === 1 ? like : `${like}${n}`;
    if (!used.has(name.toLowerCase())) return name;
  }
}
