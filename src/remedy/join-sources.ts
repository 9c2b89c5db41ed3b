/** Rules of a firewall that differ in their sources only are one rule as they come, so that many scopes behind one firewall are not many rules to go through. */
import type { FirewallRule } from '../azure/model.js';
import { isUnknown } from '../azure/value.js';
import type { Topology } from '../reachability/topology.js';
import type { Change, FirewallChange } from './change.js';
import { applySwap } from './swap.js';

/** Changes as they are found, and the network with them. */
export interface Joining {
  readonly changes: readonly Change[];
  /** @returns the network with the change, which `topology` has already, joined into an earlier one where they differ in their sources only */
  readonly add: (change: Change, topology: Topology) => Topology;
}

/** All rules of a collection have one action, so that it makes no difference where in it a rule stands (F2). */
export function joining(): Joining {
  const changes: Change[] = [];
  const made = new Map<string, { readonly at: number; rule: FirewallRule }>();
  return {
    changes,
    add: (change, topology) => {
      const own = firewallChangeOf(change);
      const key = own === null ? null : keyOf(own);
      const earlier = key === null ? undefined : made.get(key);
      if (own === null || key === null || earlier === undefined) {
        if (key !== null && own !== null) made.set(key, { at: changes.length, rule: own.rule });
        changes.push(change);
        return topology;
      }
      const rule = { ...earlier.rule, sourceAddresses: both(earlier.rule, own.rule) };
      const { owner, collection } = own;
      const swap = { kind: 'firewall-rule', owner, collection, out: [earlier.rule, own.rule], put: [rule] } as const;
      const there = changes[earlier.at];
      if (there !== undefined) changes[earlier.at] = withRule(there, rule);
      earlier.rule = rule;
      return applySwap(topology, { ...swap, beside: null });
    },
  };
}

function firewallChangeOf(change: Change): FirewallChange | null {
  if (change.kind === 'firewall-rule') return change.also === undefined ? change : null;
  const [only, another] = change.kind === 'rule-collection-group' ? change.collections : [];
  return another === undefined ? (only ?? null) : null;
}

/** `null` for a rule whose sources are not a list of texts. */
function keyOf({ owner, collection: { name, kind }, rule }: FirewallChange): string | null {
  return isUnknown(rule.sourceAddresses) || rule.sourceAddresses.length === 0
    ? null
    : JSON.stringify([owner, kind, name, { ...rule, name: null, sourceAddresses: null }]);
}

function both(one: FirewallRule, other: FirewallRule): FirewallRule['sourceAddresses'] {
  if (isUnknown(one.sourceAddresses) || isUnknown(other.sourceAddresses)) return one.sourceAddresses;
  const there = new Set(one.sourceAddresses);
  return [...one.sourceAddresses, ...other.sourceAddresses.filter((source) => !there.has(source))];
}

function withRule(change: Change, rule: FirewallRule): Change {
  if (change.kind === 'firewall-rule') return { ...change, rule };
  if (change.kind !== 'rule-collection-group') return change;
  return { ...change, collections: change.collections.map((one) => ({ ...one, rule })) };
}
