/** Faults around firewall rules: order, parents, and classic rules beside a policy (F2, F15). */
import { type Message, msg } from '../../azure/message.js';
import type { Firewall, FirewallPolicy, Network, RuleCollection, RuleCollectionGroup } from '../../azure/model.js';
import { isUnknown, mapValue, unknown, type Value } from '../../azure/value.js';
import { follow, type Index, keyOf } from '../topology.js';
import { nameOf, priorityFaults, shared } from './fields.js';
import { type FirewallSetting, firewallRuleFaults } from './firewall-rules.js';
import { type Note, type Where, warning } from './notes.js';

const PRIORITIES = { low: 100, high: 65000 };

/** Faults of all firewalls and policies; each setting is worked out once per policy, and the work is linear in the rules. */
export function* firewallFaults(network: Network): Generator<Note> {
  const policies: Index<FirewallPolicy> = new Map(network.firewallPolicies.map((policy) => [policy.key, policy]));
  for (const firewall of network.firewalls) yield* classicFaults(firewall);
  yield* parentFaults(network.firewallPolicies, policies);
  const settings = settingsOf(network.firewallPolicies, policies);
  for (const group of network.ruleCollectionGroups)
    yield* groupFaults(group, settings.get(keyOf(group.policy) ?? '') ?? OPEN);
  yield* shared(
    network.ruleCollectionGroups,
    ({ policy, priority }) => {
      const owner = keyOf(policy);
      return owner === null || isUnknown(priority) ? null : `${priority} ${owner}`;
    },
    (group, first) =>
      warning(msg`rule collection groups that share a priority`, { resource: group.id, location: group.location }, () =>
        sharing(group.priority, msg`the rule collection group ${first.id} of its policy`),
      ),
  );
}

const NOT_ASKED = unknown(msg`the policy of the rules`);
const OPEN: FirewallSetting = { dnsProxy: NOT_ASKED, premium: NOT_ASKED, tlsInspection: NOT_ASKED };

function* classicFaults(firewall: Firewall): Generator<Note> {
  if (firewall.policy !== null && firewall.ruleCollections.length > 0) {
    yield warning(
      msg`firewalls with a policy and classic rules`,
      { resource: firewall.id, location: firewall.location },
      () => {
        const [first] = firewall.ruleCollections;
        return msg`it has a policy and the classic rule collection ${nameOf(first?.name ?? '')} as well; Azure takes one or the other, and this check follows the policy`;
      },
    );
  }
  const setting: FirewallSetting = { dnsProxy: firewall.dnsProxy, premium: false, tlsInspection: false };
  yield* collectionFaults(firewall.ruleCollections, firewall, setting);
}

function* groupFaults(group: RuleCollectionGroup, setting: FirewallSetting): Generator<Note> {
  yield* priorityFaults(group.priority, PRIORITIES, { resource: group.id, location: group.location });
  yield* collectionFaults(group.ruleCollections, group, setting);
}

function* collectionFaults(
  collections: readonly RuleCollection[],
  owner: Firewall | RuleCollectionGroup,
  setting: FirewallSetting,
): Generator<Note> {
  for (const collection of collections) {
    yield* priorityFaults(collection.priority, PRIORITIES, whereOf(collection, owner));
    for (const rule of collection.rules) {
      const location = rule.location ?? collection.location ?? owner.location;
      yield* firewallRuleFaults(rule, collection.kind, setting, {
        resource: owner.id,
        part: ['rule', rule.name],
        location,
      });
    }
  }
  yield* shared(
    collections,
    // Network rules are all tried before application rules, so only collections of one kind stand in each other's way (F2).
    ({ kind, priority, presence }) => (isUnknown(priority) || presence !== undefined ? null : `${kind} ${priority}`),
    (collection, first) =>
      warning(msg`rule collections that share a priority`, whereOf(collection, owner), () =>
        sharing(
          collection.priority,
          collection.kind === 'network'
            ? msg`the network rule collection ${nameOf(first.name)}`
            : msg`the application rule collection ${nameOf(first.name)}`,
        ),
      ),
  );
}

function whereOf(collection: RuleCollection, owner: Firewall | RuleCollectionGroup): Where {
  return {
    resource: owner.id,
    part: ['rule collection', collection.name],
    location: collection.location ?? owner.location,
  };
}

function sharing(priority: Value<number>, other: Message): Message {
  return msg`it has the same priority ${isUnknown(priority) ? '' : priority} as ${other}, so which of them comes first is not settled`;
}

/** A parent that nobody can look at, and parents in a circle, which Azure refuses. */
function* parentFaults(policies: readonly FirewallPolicy[], index: Index<FirewallPolicy>): Generator<Note> {
  /** The policy at which the walk that met this one began: meeting it again on the same walk closes a circle. */
  const walkOf = new Map<string, string>();
  for (const start of policies) {
    let at: FirewallPolicy = start;
    for (;;) {
      const walk = walkOf.get(at.key);
      if (walk === start.key) yield circleNote(at, index);
      if (walk !== undefined) break;
      walkOf.set(at.key, start.key);
      const parent = follow(at.basePolicy, index);
      if (parent.kind === 'one') at = parent.resource;
      else {
        if (parent.kind === 'open') yield missingParent(at, parent.reason);
        break;
      }
    }
  }
}

function missingParent(policy: FirewallPolicy, reason: Message): Note {
  return warning(
    msg`policies whose parent is not decided`,
    { resource: policy.id, location: policy.location },
    () => msg`the rules of its parent policy come before its own and are not in the input: ${reason}`,
  );
}

function circleNote(policy: FirewallPolicy, index: Index<FirewallPolicy>): Note {
  return warning(msg`policies that are their own parents`, { resource: policy.id, location: policy.location }, () => {
    const names: string[] = [policy.id];
    for (
      let at = parentOf(policy, index);
      at !== null && at.key !== policy.key && names.length < 5;
      at = parentOf(at, index)
    )
      names.push(at.id);
    return msg`its parent policies lead back to it (${chainOf(names)}); Azure refuses that`;
  });
}

/** At most five names, one leading to the next. */
function chainOf([first = '', ...others]: readonly string[]): Message {
  return others.reduce((chain, name) => msg`${chain}, then ${name}`, msg`${first}`);
}

function parentOf(policy: FirewallPolicy, index: Index<FirewallPolicy>): FirewallPolicy | null {
  const parent = follow(policy.basePolicy, index);
  return parent.kind === 'one' ? parent.resource : null;
}

/** The setting of each policy. DNS settings come from the nearest parent that has any; without one the proxy is off. */
function settingsOf(
  policies: readonly FirewallPolicy[],
  index: Index<FirewallPolicy>,
): ReadonlyMap<string, FirewallSetting> {
  const proxies = new Map<string, Value<boolean>>();
  for (const start of policies) {
    const chain: FirewallPolicy[] = [];
    let at: FirewallPolicy = start;
    let found: Value<boolean> | undefined;
    while (found === undefined) {
      // Where a circle closes, nobody has said anything.
      found = proxies.get(at.key) ?? at.dnsProxy ?? undefined;
      chain.push(at);
      proxies.set(at.key, found ?? false);
      const parent = follow(at.basePolicy, index);
      if (parent.kind === 'one') at = parent.resource;
      else found ??= parent.kind === 'open' ? unknown(parent.reason) : false;
    }
    for (const policy of chain) proxies.set(policy.key, found);
  }
  return new Map(
    policies.map((policy) => [
      policy.key,
      {
        dnsProxy: proxies.get(policy.key) ?? false,
        premium: mapValue(policy.tier, (tier) => tier?.toLowerCase() === 'premium'),
        tlsInspection: policy.tlsInspection,
      },
    ]),
  );
}
