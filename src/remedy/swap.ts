/** Rules taken out of a network and others put in their place: how a narrower rule is tried. */
import type { FirewallRule, OutboundRule, Resource, RuleCollection, SecurityRule } from '../azure/model.js';
import type { Topology } from '../reachability/topology.js';
import { applyChange, type Change, changed, withOwner } from './change.js';

interface Exchange<R> {
  readonly out: readonly R[];
  readonly put: readonly R[];
}

export type Swap =
  | ({ readonly kind: 'security-rule'; readonly group: string } & Exchange<SecurityRule>)
  | ({ readonly kind: 'outbound-rule'; readonly workspace: string } & Exchange<OutboundRule>)
  | ({
      readonly kind: 'firewall-rule';
      readonly owner: string;
      readonly collection: Pick<RuleCollection, 'name' | 'kind'>;
      /** A collection of another kind that takes over a part; it stays when the rules are put back. */
      readonly beside: Change | null;
    } & Exchange<FirewallRule>);

/** The network with the rules exchanged. Rules are told by their identity; only what the exchange touches is made anew. */
export function applySwap(topology: Topology, swap: Swap): Topology {
  switch (swap.kind) {
    case 'security-rule':
      return {
        ...topology,
        securityGroups: changed(topology.securityGroups, swap.group, (group) => ({
          ...group,
          securityRules: exchanged(group.securityRules, swap),
        })),
      };
    case 'outbound-rule':
      return {
        ...topology,
        workspaces: changed(topology.workspaces, swap.workspace, (workspace) => ({
          ...workspace,
          outboundRules: exchanged(workspace.outboundRules, swap),
        })),
      };
    case 'firewall-rule': {
      const replace = <T extends Resource & { readonly ruleCollections: readonly RuleCollection[] }>(owner: T): T => ({
        ...owner,
        ruleCollections: owner.ruleCollections.map((collection) =>
          collection.name === swap.collection.name && collection.kind === swap.collection.kind
            ? { ...collection, rules: exchanged(collection.rules, swap) }
            : collection,
        ),
      });
      const replaced = withOwner(topology, swap.owner, replace);
      return swap.beside === null ? replaced : applyChange(replaced, swap.beside);
    }
  }
}

/** The same the other way round. */
export function back(swap: Swap): Swap {
  switch (swap.kind) {
    case 'security-rule':
      return { ...swap, out: swap.put, put: swap.out };
    case 'outbound-rule':
      return { ...swap, out: swap.put, put: swap.out };
    case 'firewall-rule':
      return { ...swap, out: swap.put, put: swap.out, beside: null };
  }
}

function exchanged<R>(rules: readonly R[], { out, put }: Exchange<R>): readonly R[] {
  const gone = new Set(out);
  return [...rules.filter((rule) => !gone.has(rule)), ...put];
}
