/** Rules on the paths of the checked scopes that allow far more than the matrix needs: candidates, each with who uses it. Whether less would do is tried later. */
import { type AddressSet, containsAddresses, NO_ADDRESSES, unionOf } from '../azure/addresses.js';
import type {
  Firewall,
  FirewallRule,
  NetworkSecurityGroup,
  OutboundRule,
  RuleCollection,
  RuleCollectionGroup,
  SecurityRule,
  Workspace,
} from '../azure/model.js';
import { isUnknown, knownOr, type Value } from '../azure/value.js';
import { readAddressField } from './address-field.js';
import type { Evaluation } from './evaluate.js';
import type { LegKind } from './finding.js';
import type { PathOwners } from './path-owners.js';
import { localEnd, type Scope } from './scopes.js';
import { keysOf, type Topology } from './topology.js';
import { nameOfRule } from './wide-change.js';
import {
  firewallRuleShape,
  isTold,
  outboundRuleShape,
  type Services,
  type Shape,
  securityRuleShape,
  servicesOf,
} from './wide-shape.js';

/** A rule that looks too wide. */
export type WideRule = WideCommon &
  (
    | { readonly kind: 'security-rule'; readonly owner: NetworkSecurityGroup; readonly rule: SecurityRule }
    | {
        readonly kind: 'firewall-rule';
        readonly owner: Firewall | RuleCollectionGroup;
        readonly collection: RuleCollection;
        readonly rule: FirewallRule;
      }
    | { readonly kind: 'outbound-rule'; readonly owner: Workspace; readonly rule: OutboundRule }
  );

interface WideCommon extends Shape {
  /** The findings that it decides, by their position; empty: nothing of the matrix uses it. */
  readonly users: readonly number[];
  /** The scopes that pass its owner, and those of them where to try whether less is allowed without it. */
  readonly scopes: readonly Scope[];
  readonly tried: readonly Scope[];
  /** What its owner is on their paths. */
  readonly leg: LegKind;
  /** Whether others than the checked scopes may send by it. */
  readonly isShared: boolean;
}

/** As {@link nameOfRule} names it. */
export function nameOfWide(wide: WideRule): string {
  const collection = wide.kind === 'firewall-rule' ? knownOr(wide.collection.name, null) : null;
  return nameOfRule(wide.owner.id, collection, knownOr(wide.rule.name, ''));
}

/** At how many scopes a rule is tried. */
const MOST_SCOPES = 4;

/** @param scopes all that are checked: a group that others share is their business too, and left alone */
export function wideRules(
  { findings, asked }: Pick<Evaluation, 'findings' | 'asked'>,
  owners: PathOwners,
  scopes: readonly Scope[],
  topology: Topology,
): readonly WideRule[] {
  const context: Context = { uses: usesOf(findings, asked), asked, services: servicesOf(asked), scopes, topology };
  const others = groupsOfOthers(scopes, topology);
  const groups = owners.groups.filter(({ key }) => !others.has(key));
  const own = addressesOf(scopes, topology);
  const places = [...topology.network.ruleCollectionGroups, ...topology.network.firewalls].filter(
    ({ id }) => owners.isOwn(id) && context.uses.places.has(id),
  );
  const managed = scopes.flatMap(({ kind, workspace }) =>
    kind === 'managed-network' && workspace !== null && workspace.reported ? [workspace] : [],
  );
  return [
    ...groups.flatMap((group) => wideInGroup(group, context)),
    ...places.flatMap((owner) => wideInFirewall(owner, own, context)),
    ...managed.flatMap((workspace) => wideInManagedNetwork(workspace, context)),
  ];
}

interface Context {
  readonly uses: Uses;
  readonly asked: Evaluation['asked'];
  readonly services: Services;
  readonly scopes: readonly Scope[];
  readonly topology: Topology;
}

/** What the paths say of rules. */
interface Uses {
  /** Findings by the rule that allows a part of them, in the words of the path. */
  readonly users: ReadonlyMap<string, readonly number[]>;
  /** Rules of which it is open whether they decide. */
  readonly open: ReadonlySet<string>;
  /** What is on the paths: as which leg, and of which scopes. */
  readonly places: ReadonlyMap<string, Place>;
}

interface Place {
  readonly leg: LegKind;
  readonly scopes: readonly Scope[];
}

function usesOf(findings: Evaluation['findings'], asked: Evaluation['asked']): Uses {
  const users = new Map<string, number[]>();
  const open = new Set<string>();
  const places = new Map<string, { readonly leg: LegKind; readonly scopes: Set<Scope> }>();
  for (const [i, { path }] of findings.entries()) {
    const scope = asked[i]?.scope;
    for (const { leg, resource, collection, rule, action } of path) {
      const place = places.get(resource) ?? { leg, scopes: new Set() };
      if (scope !== undefined) place.scopes.add(scope);
      places.set(resource, place);
      if (rule === null) continue;
      const key = nameOfRule(resource, collection ?? null, rule);
      if (action === 'unknown') open.add(key);
      const list = users.get(key) ?? [];
      if (list.at(-1) !== i) list.push(i);
      users.set(key, list);
    }
  }
  return {
    users,
    open,
    places: new Map([...places].map(([id, { leg, scopes }]) => [id, { leg, scopes: [...scopes] }])),
  };
}

/** Groups that somebody besides the checked scopes has, by their keys. */
function groupsOfOthers(scopes: readonly Scope[], { network }: Topology): ReadonlySet<string> {
  const places = new Set(scopes.flatMap(({ subnet, networkInterface }) => [subnet?.key, networkInterface?.key]));
  const others = [...network.subnets, ...network.networkInterfaces].filter(({ key }) => !places.has(key));
  return new Set(others.flatMap((place) => keysOf(place.networkSecurityGroup)));
}

function addressesOf(scopes: readonly Scope[], topology: Topology): AddressSet {
  const ends = scopes.filter(({ subnet }) => subnet !== null).map((scope) => localEnd(scope, topology));
  return unionOf(ends.map(({ end, open }) => (open === null ? end.addresses : NO_ADDRESSES)));
}

/** What the paths say of one rule; `null` where its name is open, not its own, or it is open whether it decides. */
function usesOfRule(
  name: Value<string>,
  unique: ReadonlySet<string>,
  resource: string,
  collection: string | null,
  { uses }: Context,
): Pick<WideCommon, 'users' | 'scopes' | 'tried' | 'leg'> | null {
  if (isUnknown(name) || !unique.has(name)) return null;
  const key = nameOfRule(resource, collection, name);
  if (uses.open.has(key)) return null;
  const place = uses.places.get(resource);
  if (place === undefined) return null;
  const { leg, scopes } = place;
  return { users: uses.users.get(key) ?? [], scopes, tried: scopes.slice(0, MOST_SCOPES), leg };
}

/** The names that one rule of a list has alone. */
function uniqueNames(rules: readonly { readonly name: Value<string> }[]): ReadonlySet<string> {
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of rules) if (!isUnknown(name)) (once.has(name) ? twice : once).add(name);
  return new Set([...once].filter((name) => !twice.has(name)));
}

function wideInGroup(group: NetworkSecurityGroup, context: Context): readonly WideRule[] {
  const unique = uniqueNames(group.securityRules);
  return group.securityRules.flatMap((rule): readonly WideRule[] => {
    const { direction, priority, protocol, presence } = rule;
    if (isUnknown(direction) || isUnknown(priority) || isUnknown(protocol)) return [];
    if (presence !== undefined || rule.sourceApplicationSecurityGroups || rule.destinationApplicationSecurityGroups)
      return [];
    const shape = securityRuleShape(rule, context.services);
    const used = usesOfRule(rule.name, unique, group.id, null, context);
    if (shape === null || used === null || !isTold(shape, used.users)) return [];
    const outbound = direction === 'Outbound';
    if (!outbound && used.users.length === 0) return [];
    // At the far end of a private endpoint an inbound rule decides what is outbound here: that is the endpoint's business.
    const straight = used.users.every(
      (i) => context.asked[i]?.requirement.direction === (outbound ? 'outbound' : 'inbound'),
    );
    if (!straight) return [];
    return [{ kind: 'security-rule', owner: group, rule, ...shape, ...used, isShared: false }];
  });
}

function wideInFirewall(owner: Firewall | RuleCollectionGroup, own: AddressSet, context: Context): readonly WideRule[] {
  return owner.ruleCollections.flatMap((collection): readonly WideRule[] => {
    const { name, presence, rules } = collection;
    if (isUnknown(name) || presence !== undefined) return [];
    const unique = uniqueNames(rules);
    return rules.flatMap((rule): readonly WideRule[] => {
      const shape = firewallRuleShape(rule, collection, context.services);
      const used = usesOfRule(rule.name, unique, owner.id, name, context);
      if (shape === null || used === null || !isTold(shape, used.users)) return [];
      const isShared = !isFrom(rule, own);
      // Others may have good reasons for a service elsewhere; nobody has one for everything.
      if (isShared && (used.users.length === 0 || (shape.width !== 'everything' && shape.width !== 'hosts'))) return [];
      return [{ kind: 'firewall-rule', owner, collection, rule, ...shape, ...used, isShared }];
    });
  });
}

function isFrom({ sourceAddresses, sourceIpGroups }: FirewallRule, own: AddressSet): boolean {
  const { anything, addresses, names } = readAddressField(sourceAddresses);
  return (
    !anything &&
    addresses !== null &&
    names.length === 0 &&
    sourceIpGroups.length === 0 &&
    containsAddresses(own, addresses)
  );
}

function wideInManagedNetwork(workspace: Workspace, context: Context): readonly WideRule[] {
  const unique = uniqueNames(workspace.outboundRules);
  return workspace.outboundRules.flatMap((rule): readonly WideRule[] => {
    const used = usesOfRule(rule.name, unique, workspace.id, null, context);
    const shape = outboundRuleShape(rule, context.services);
    if (used === null || rule.presence !== undefined || shape === null || !isTold(shape, used.users)) return [];
    return [{ kind: 'outbound-rule', owner: workspace, rule, ...shape, ...used, isShared: false }];
  });
}
