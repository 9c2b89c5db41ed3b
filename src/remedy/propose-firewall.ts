/** The rules that an Azure Firewall lacks: a network rule for a service tag, an application rule for a host (F3, F8, T9). */
import type { Firewall, FirewallPolicy, FirewallRule, RuleCollection, RuleCollectionGroup } from '../azure/model.js';
import { isUnknown, knownOr } from '../azure/value.js';
import type { RawStep } from '../reachability/finding.js';
import type { Topology } from '../reachability/topology.js';
import type { Requirement } from '../requirements/requirement.js';
import {
  type Change,
  type CollectionPlace,
  type FirewallChange,
  freeName,
  freePriority,
  type GroupChange,
} from './change.js';
import { byId, policyOfGroupId } from './find-resource.js';
import { isTerraform } from './language-of.js';
import { foreign } from './ownership.js';
import { firewallTag, ruleName } from './rule-names.js';

/** F2: what Azure takes. */
const FIRST = 100;
const LAST = 65_000;

type Owner = Firewall | RuleCollectionGroup;

/**
 * Rules for one requirement, the best place first: the collection whose neighbours are of the same kind, then one of its own before all others,
 * then a group of its own.
 * Whether a place is early enough is for the engine to say.
 * @param sources prefixes of the scope; empty where they are not known: then those of a neighbour
 * @param isAlone whether a policy is all that its block declares: a group for one of several would be one for each
 */
export function proposeFirewallRules(
  step: RawStep,
  topology: Topology,
  requirement: Requirement,
  ports: readonly string[],
  sources: readonly string[],
  isAlone: (policy: FirewallPolicy) => boolean = () => true,
): readonly Change[] {
  const written = ruleFor(requirement, ports);
  if (written === null) return [];
  const { owners, policy } = ownersOf(step, topology);
  const there = owners.flatMap((owner) =>
    owner.ruleCollections.flatMap((collection): readonly Change[] => {
      const { name, kind, priority, action } = collection;
      if (kind !== written.kind || action !== 'Allow' || isUnknown(name) || isUnknown(priority)) return [];
      const near = withSources(written.rule, sources, collection);
      if (near === null) return [];
      const rule = {
        ...near,
        name: freeName(
          ruleName(requirement),
          collection.rules.map((one) => one.name),
        ),
      };
      return [
        {
          kind: 'firewall-rule',
          owner: owner.key,
          collection: { name, kind: written.kind, priority, isNew: false },
          rule,
        },
      ];
    }),
  );
  const [first] = owners;
  const near = withSources(written.rule, sources, null);
  if (near === null) return there;
  const rule = { ...near, name: ruleName(requirement) };
  const inCollection = first === undefined ? null : newCollection(first, written.kind, rule);
  const inGroup = policy === null || !isAlone(policy) ? null : newGroup(policy, topology, written.kind, rule);
  return [...there, ...[inCollection, inGroup].filter((change) => change !== null)];
}

function newCollection(owner: Owner, kind: 'network' | 'application', rule: FirewallRule): FirewallChange | null {
  const collection = newPlace(owner, kind);
  return collection === null ? null : { kind: 'firewall-rule', owner: owner.key, collection, rule };
}

/** A group before all others of the policy (F2). */
function newGroup(
  policy: FirewallPolicy,
  topology: Topology,
  kind: 'network' | 'application',
  rule: FirewallRule,
): GroupChange | null {
  const groups = topology.groupsOfPolicy.get(policy.key) ?? [];
  // Azure changes the groups of a policy one after the other: a template has to say so, Terraform's provider knows it by itself.
  if (foreign(policy) !== null || policy.otherGroups !== undefined || (groups.length > 0 && !isTerraform(policy)))
    return null;
  const taken = groups.map(({ priority }) => priority);
  if (taken.some(isUnknown)) return null;
  const below = Math.min(1001, ...taken.map((priority) => knownOr(priority, LAST)));
  const priority = freePriority(taken, { from: FIRST, below });
  if (priority === null) return null;
  const name = freeName(
    'azureml',
    groups.map((one) => one.name),
  );
  const group = emptyGroup(policy, name, priority);
  const collection = newCollection(group, kind, rule);
  return collection === null
    ? null
    : { kind: 'rule-collection-group', policy: policy.key, group, collections: [collection] };
}

function emptyGroup({ key, id, armId, file, reported }: FirewallPolicy, name: string, priority: number) {
  const owned = `${id}/${name}`;
  const group: RuleCollectionGroup = {
    key: `${key}/${name}`,
    id: owned,
    ...(armId === undefined ? {} : { armId: `${armId}/ruleCollectionGroups/${name}` }),
    name,
    file,
    location: null,
    reported,
    policy: { key },
    priority,
    ruleCollections: [],
  };
  return group;
}

/** A collection before all others of its kind in this owner. */
function newPlace({ ruleCollections }: Owner, kind: 'network' | 'application'): CollectionPlace | null {
  const known = ruleCollections.map(({ priority }) => knownOr(priority, LAST));
  const others = ruleCollections.filter((collection) => collection.kind === kind);
  const below = Math.min(LAST + 1, ...others.map(({ priority }) => knownOr(priority, LAST)));
  const priority =
    others.length === 0
      ? freePriority(known, { from: FIRST, below: 1001 })
      : freePriority(known, { from: FIRST, below });
  if (priority === null) return null;
  const name = freeName(
    kind === 'network' ? 'azureml-service-tags' : 'azureml-hosts',
    ruleCollections.map((one) => one.name),
  );
  return { name, kind, priority, isNew: true };
}

/** The groups of the policy, or the classic firewall, that the step is of, as far as they are the user's own. */
function ownersOf(
  { resource }: RawStep,
  topology: Topology,
): { readonly owners: readonly Owner[]; readonly policy: FirewallPolicy | null } {
  const firewall = byId(topology.firewalls, resource, topology);
  const policyOf = (key: string | null) => (key === null ? [] : (topology.groupsOfPolicy.get(key) ?? []));
  const link = firewall?.policy ?? null;
  // A firewall of a virtual hub takes rules from a policy only.
  if (firewall !== undefined && link === null)
    return { owners: foreign(firewall) === null && firewall.virtualHub === null ? [firewall] : [], policy: null };
  const key =
    link !== null && 'key' in link
      ? link.key
      : (byId(topology.policies, resource, topology)?.key ?? policyOfGroupId(resource, topology));
  const owners = [...policyOf(key)]
    .filter((group) => foreign(group) === null)
    .sort((a, b) => knownOr(a.priority, LAST) - knownOr(b.priority, LAST));
  return { owners, policy: key === null ? null : (topology.policies.get(key) ?? null) };
}

const EMPTY_RULE: FirewallRule = {
  name: '',
  sourceAddresses: [],
  sourceIpGroups: [],
  protocols: [],
  destinationAddresses: [],
  destinationIpGroups: [],
  destinationFqdns: [],
  destinationPorts: [],
  applicationProtocols: [],
  destinationUrls: [],
  fqdnTags: [],
  webCategories: [],
  terminateTls: null,
  location: null,
};

/** What to write, but for its name and its sources; `null` where no rule can say it. */
function ruleFor(
  { tag, host, protocol }: Requirement,
  ports: readonly string[],
): { readonly kind: 'network' | 'application'; readonly rule: FirewallRule } | null {
  if (tag !== null) {
    if (tag.includes('<') || tag === 'VirtualNetwork') return null;
    const rule = {
      ...EMPTY_RULE,
      protocols: [protocol === 'tcp' ? 'TCP' : 'UDP'],
      destinationAddresses: [firewallTag(tag)],
      destinationPorts: ports,
    };
    return { kind: 'network', rule };
  }
  // Application rules see HTTP and HTTPS only (F4); a name in a network rule would take DNS proxy, and no wildcard (F10).
  if (host === null || protocol !== 'tcp' || ports.some((port) => port !== '80' && port !== '443')) return null;
  const applicationProtocols = ports.map((port) => ({ type: port === '443' ? 'Https' : 'Http', port: Number(port) }));
  return { kind: 'application', rule: { ...EMPTY_RULE, applicationProtocols, destinationFqdns: [host] } };
}

/** The scope's own prefixes; where nobody knows them, what the neighbours are for. */
function withSources(rule: FirewallRule, sources: readonly string[], near: RuleCollection | null): FirewallRule | null {
  if (sources.length > 0) return { ...rule, sourceAddresses: sources };
  const neighbour = near?.rules.find(
    ({ sourceAddresses, sourceIpGroups }) =>
      sourceIpGroups.length > 0 || (!isUnknown(sourceAddresses) && sourceAddresses.length > 0),
  );
  if (neighbour === undefined) return null;
  const { sourceAddresses, sourceIpGroups } = neighbour;
  return { ...rule, sourceAddresses, sourceIpGroups };
}
