/** Security admin rules of Azure Virtual Network Manager, evaluated before the security groups (N12). */
import { type Message, msg } from '../azure/message.js';
import type { Link, SecurityAdminRule, SecurityAdminRuleCollection } from '../azure/model.js';
import { isUnknown, knownOr } from '../azure/value.js';
import type { RawStep } from './finding.js';
import { type Entry, firstMatch } from './first-match.js';
import { eitherWay, type Leg, through } from './part.js';
import { type Flow, matchRule } from './security-groups.js';
import { ANY_BOX } from './space.js';
import { keyOf, keysOf, type Topology } from './topology.js';

/** A rule that is in force for a virtual network; `open` names what decides whether it is. */
export interface AppliedRule {
  readonly rule: SecurityAdminRule;
  readonly open: Message | null;
}

/** The rules in force for each virtual network, by its key. Empty where the input has no network manager. */
export type AppliedRules = ReadonlyMap<string, readonly AppliedRule[]>;

/** Works out which rules apply where, once for the whole input. */
export function appliedRules(topology: Topology): AppliedRules {
  const { network } = topology;
  if (network.securityAdminRules.length === 0) return new Map();
  const deployed = deployments(topology);
  const collections = new Map(network.securityAdminRuleCollections.map((collection) => [collection.key, collection]));
  const members = membersByGroup(topology);
  const out = new Map<string, AppliedRule[]>();
  for (const rule of network.securityAdminRules) {
    for (const collection of keysOf(rule.collection).flatMap((key) => collections.get(key) ?? [])) {
      // A configuration that nothing deploys is not in force.
      const inForce = keysOf(collection.configuration).map((key) => deployed.get(key));
      if (inForce.every((one) => one === undefined)) continue;
      const whether = inForce.includes(null) ? null : (inForce.find((one) => one !== undefined) ?? null);
      for (const { key, open } of networksOf(collection, members, topology)) {
        const list = out.get(key) ?? [];
        list.push({ rule, open: open ?? openReason(rule.collection) ?? whether });
        out.set(key, list);
      }
    }
  }
  for (const list of out.values())
    list.sort((a, b) => knownOr(a.rule.rule.priority, 0) - knownOr(b.rule.rule.priority, 0));
  return out;
}

/** The configurations that are put into force, by key; with what decides whether they are, where that is open. */
function deployments({ network }: Topology): ReadonlyMap<string, Message | null> {
  const out = new Map<string, Message | null>();
  for (const link of network.securityAdminDeployments.flatMap(({ configurations }) => configurations)) {
    // Of several that it can be, each is taken for deployed; one that may be none at all is open.
    const open = openReason(link);
    const mayBeNone = link !== null && 'unknown' in link && (link.candidates?.includes(null) ?? false);
    for (const key of keysOf(link)) if (out.get(key) !== null) out.set(key, mayBeNone ? open : null);
  }
  return out;
}

interface Member {
  readonly key: string;
  readonly open: Message | null;
}

/** Named members of each group; a member whose network is open may be any of its candidates. */
function membersByGroup({ network }: Topology): ReadonlyMap<string, readonly Member[]> {
  const out = new Map<string, Member[]>();
  for (const { networkGroup, virtualNetwork } of network.networkGroupMembers) {
    for (const group of keysOf(networkGroup)) {
      const list = out.get(group) ?? [];
      for (const key of keysOf(virtualNetwork))
        list.push({ key, open: openReason(virtualNetwork) ?? openReason(networkGroup) });
      out.set(group, list);
    }
  }
  return out;
}

/** A group without named members has those that a policy picks, which no input shows: any network may be one. */
function networksOf(
  collection: SecurityAdminRuleCollection,
  members: ReadonlyMap<string, readonly Member[]>,
  { network }: Topology,
): readonly Member[] {
  return collection.networkGroups.flatMap((link) => {
    const key = keyOf(link);
    const named = key === null ? undefined : members.get(key);
    if (named !== undefined) return named;
    const open =
      openReason(link) ??
      (key === null
        ? msg`the members of a network group, which a policy picks`
        : msg`the members of ${key}, which a policy picks`);
    return network.virtualNetworks.map((each) => ({ key: each.key, open }));
  });
}

function openReason(link: Link): Message | null {
  return link !== null && 'unknown' in link ? link.unknown : null;
}

interface Label {
  readonly action: 'allow' | 'deny' | 'always-allow' | 'unknown' | 'pass';
  readonly rule: SecurityAdminRule | null;
}

/**
 * The leg of the admin rules with the groups behind it: `Deny` and `AlwaysAllow` end it, what is allowed or matched by no rule goes on to `groups`.
 */
export function adminRulesLeg(rules: readonly AppliedRule[], flow: Flow, groups: readonly Leg[]): Leg {
  const entries = [...entriesOf(rules, flow), { must: [ANY_BOX], may: [ANY_BOX], label: PASS, reason: null }];
  return (packets) =>
    firstMatch(packets, entries, ({ action }) => action, Number.POSITIVE_INFINITY).flatMap((piece) => {
      const ways = piece.deciders.map((entry) => legOf(entry, groups, piece.deciders.length > 1));
      const reason = piece.deciders.find((entry) => entry.reason !== null)?.reason ?? msg`a security admin rule`;
      const [only] = ways;
      return ways.length === 1 && only !== undefined ? only(piece.packets) : eitherWay(piece.packets, ways, reason);
    });
}

const PASS: Label = { action: 'pass', rule: null };

function entriesOf(rules: readonly AppliedRule[], flow: Flow): readonly Entry<Label>[] {
  const direction = flow.direction === 'inbound' ? 'Inbound' : 'Outbound';
  return rules.flatMap(({ rule, open }): readonly Entry<Label>[] => {
    if (!isUnknown(rule.rule.direction) && rule.rule.direction !== direction) return [];
    const matched = matchRule({ ...rule.rule, access: 'Deny' }, flow);
    if (matched === null) return [];
    const action = isUnknown(rule.action) ? 'unknown' : ACTIONS[rule.action];
    const label: Label = { action, rule };
    const priority = isUnknown(rule.rule.priority) ? rule.rule.priority.unknown : null;
    const whether = open ?? priority;
    if (whether !== null) return [{ must: [], may: matched.may, label, reason: whether }];
    return [{ ...matched, label, reason: isUnknown(rule.action) ? rule.action.unknown : matched.reason }];
  });
}

const ACTIONS = { Allow: 'allow', Deny: 'deny', AlwaysAllow: 'always-allow' } as const;

function legOf(entry: Entry<Label>, groups: readonly Leg[], several: boolean): Leg {
  const { action, rule } = entry.label;
  if (rule === null) return (packets) => through(packets, groups);
  const open = several && entry.must !== entry.may ? entry.reason : null;
  const step: RawStep = {
    leg: 'security-admin-rule',
    resource: rule.id,
    rule: knownOr(rule.rule.name, null),
    action: open !== null || action === 'unknown' ? 'unknown' : action === 'deny' ? 'deny' : 'allow',
    priority: knownOr(rule.rule.priority, null),
    ...(open === null ? {} : { waitsFor: open }),
    location: rule.location,
  };
  switch (action) {
    case 'deny':
      return (packets) => [{ packets, fate: 'denied', steps: [step], waitsFor: null }];
    case 'always-allow':
      return (packets) => [{ packets, fate: 'allowed', steps: [step], waitsFor: null }];
    case 'unknown':
      return (packets) => [{ packets, fate: 'unknown', steps: [step], waitsFor: entry.reason }];
    default:
      return (packets) => through(packets, groups).map((part) => ({ ...part, steps: [step, ...part.steps] }));
  }
}
