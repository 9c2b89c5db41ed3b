/** The rules that an Azure Firewall lacks: a network rule for a service tag, an application rule for a host (F3, F8, T9). */
import type { Firewall, FirewallRule, RuleCollection, RuleCollectionGroup } from '../azure/model.js';
import { isUnknown, knownOr } from '../azure/value.js';
import type { RawStep } from '../reachability/finding.js';
import type { Topology } from '../reachability/topology.js';
import type { Requirement } from '../requirements/requirement.js';
import { type Change, type CollectionPlace, freeName, freePriority } from './change.js';
import { foreign } from './ownership.js';
import { firewallTag, ruleName } from './rule-names.js';

/** F2: what Azure takes. */
const FIRST = 100;
const LAST = 65_000;

type Owner = Firewall | RuleCollectionGroup;

/**
 * Rules for one requirement, the best place first: the collection whose neighbours are of the same kind, then one of its own before all others.
 * Whether a place is early enough is for the engine to say.
 * @param sources prefixes of the scope; empty where they are not known: then those of a neighbour
 */
export function proposeFirewallRules(
  step: RawStep,
  topology: Topology,
  requirement: Requirement,
  ports: readonly string[],
  sources: readonly string[],
): readonly Change[] {
  const written = ruleFor(requirement, ports);
  if (written === null) return [];
  const owners = ownersOf(step, topology);
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
  const rule = withSources(written.rule, sources, null);
  if (first === undefined || rule === null) return there;
  const place = newPlace(first, written.kind);
  return place === null
    ? there
    : [
        ...there,
        { kind: 'firewall-rule', owner: first.key, collection: place, rule: { ...rule, name: ruleName(requirement) } },
      ];
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
function ownersOf({ resource }: RawStep, topology: Topology): readonly Owner[] {
  const firewall = [...topology.firewalls.values()].find(({ id }) => id === resource);
  const policyOf = (key: string | null) => (key === null ? [] : (topology.groupsOfPolicy.get(key) ?? []));
  const link = firewall?.policy ?? null;
  if (firewall !== undefined && link === null) return foreign(firewall) === null ? [firewall] : [];
  const policy =
    link !== null && 'key' in link
      ? link.key
      : ([...topology.policies.values()].find(({ id }) => id === resource)?.key ??
        [...topology.groupsOfPolicy].find(([, groups]) => groups.some(({ id }) => id === resource))?.[0] ??
        null);
  return [...policyOf(policy)]
    .filter((group) => foreign(group) === null)
    .sort((a, b) => knownOr(a.priority, LAST) - knownOr(b.priority, LAST));
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
