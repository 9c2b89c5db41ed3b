/** What may be there or not, and what modules that are not read may add: laid over the network as open links and open lists. */
import { type Message, msg } from '../../../azure/message.js';
import type { Diagnostic, Link, Network, Resource, ResourceKind } from '../../../azure/model.js';
import { type Unknown, unknown } from '../../../azure/value.js';
import { decideLinks } from '../../assemble/link-fields.js';
import type { Lists } from '../../assemble/lists.js';
import { RESOURCE_KINDS } from '../../parts.js';
import type { Presence } from './presence.js';

/** What an evaluation leaves open beside values. */
export interface Uncertainty {
  /** By full address, for those instances that are not certainly there once. */
  readonly presence: ReadonlyMap<string, Exclude<Presence, null>>;
  /** What hidden declarations may add to, by full address (or the address of a module, for all in it; empty: for everything). */
  readonly hidden: ReadonlyMap<string, Message>;
}

/** Kinds that only say something of what they belong to: where they are not certainly there, they perhaps belong to it. */
const ATTACHED: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  'peerings',
  'associations',
  'separateSecurityRules',
  'separateRoutes',
  'privateEndpoints',
  'separateOutboundRules',
  'separateRuleCollections',
  'ruleCollectionGroups',
  'separateIpGroupAddresses',
  'kubernetesNodePools',
  'virtualHubConnections',
  'routingIntents',
  'loadBalancerOutboundRules',
  'networkGroupMembers',
  'securityAdminRuleCollections',
  'securityAdminRules',
  'securityAdminDeployments',
]);

/** Kinds whose absence would take a scope away: they are checked as if they were there. */
const SCOPES: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  'subnets',
  'workspaces',
  'computes',
  'kubernetesClusters',
]);

/** Lays what is uncertain over a network. Every verdict that depends on it becomes unknown. */
export function withUncertainty(
  network: Network,
  { presence, hidden }: Uncertainty,
): { readonly network: Network; readonly diagnostics: readonly Diagnostic[] } {
  if (presence.size === 0 && hidden.size === 0) return { network, diagnostics: [] };
  const of = (key: string): Exclude<Presence, null> | null => presence.get(key) ?? presence.get(ownerOf(key)) ?? null;
  const diagnostics: Diagnostic[] = [];
  const lists = { ...network } as Lists;
  for (const kind of presence.size === 0 ? [] : RESOURCE_KINDS) decideKind(lists, kind, of);
  for (const kind of SCOPES) {
    for (const resource of lists[kind] as readonly Resource[]) {
      const open = resource.reported ? of(resource.key) : null;
      if (open === null) continue;
      const message = msg`${resource.id} is checked as if it were there once: ${open.reason}`;
      diagnostics.push({ severity: 'warning', message, location: resource.location });
    }
  }
  return { network: hidden.size === 0 ? lists : withHidden(lists, hidden), diagnostics };
}

/** `x.subnet["a"]` and `x.serverless_compute` are parts of `x`. */
function ownerOf(key: string): string {
  return key.replace(/\.(?:subnet\[(?:\d+|"(?:[^"\\]|\\.)*")\]|serverless_compute)$/, '');
}

function decideKind<K extends ResourceKind>(
  lists: Lists,
  kind: K,
  of: (key: string) => Exclude<Presence, null> | null,
): void {
  const list = lists[kind] as readonly Network[K][number][];
  lists[kind] = list.map((resource): Network[K][number] => {
    const own = ATTACHED.has(kind) ? of(resource.key) : null;
    const [decided] = decideLinks(kind, [resource] as unknown as Lists[K], (link) => {
      if (own !== null) return perhaps(link, own.reason);
      const target = link !== null && 'key' in link ? of(link.key) : null;
      if (target === null) return link;
      return ATTACHED.has(kind) && !target.many ? link : perhaps(link, target.reason);
    }) as readonly Network[K][number][];
    return decided ?? resource;
  }) as unknown as Lists[K];
}

/** The same link, or none. */
function perhaps(link: Link, reason: Message): Link {
  if (link === null) return null;
  if ('key' in link) return { unknown: reason, candidates: [link.key, null] };
  if ('unknown' in link) {
    return link.candidates === undefined ? link : { unknown: link.unknown, candidates: [...link.candidates, null] };
  }
  return unknown(reason);
}

/** Declarations that nobody can see may add rules, routes, groups and associations to what is here. */
function withHidden(lists: Lists, hidden: ReadonlyMap<string, Message>): Network {
  const of = ({ key }: Resource): Unknown | null => {
    const reason = hidden.get(key) ?? hidden.get(ownerOf(key)) ?? moduleReason(key, hidden);
    return reason === undefined ? null : unknown(reason);
  };
  const also = <T extends Resource>(list: readonly T[], name: keyof T & string): readonly T[] =>
    list.map((resource) => {
      const reason = of(resource);
      return reason === null || resource[name] !== undefined ? resource : { ...resource, [name]: reason };
    });
  const associations = lists.subnets.flatMap((subnet): Network['associations'] => {
    const reason = of(subnet);
    if (reason === null || subnet.existing === true) return [];
    return (['networkSecurityGroup', 'routeTable', 'natGateway'] as const).map((kind) => ({
      ...{
        key: `${subnet.key}.hidden.${kind}`,
        id: `${subnet.key}.hidden.${kind}`,
        name: subnet.key,
        file: subnet.file,
      },
      ...{ location: null, reported: subnet.reported, kind, of: 'subnet' as const },
      owner: { unknown: reason.unknown, candidates: [subnet.key, null] },
      target: reason,
    }));
  });
  return {
    ...lists,
    associations: [...lists.associations, ...associations],
    networkSecurityGroups: also(lists.networkSecurityGroups, 'otherRules'),
    routeTables: also(lists.routeTables, 'otherRoutes'),
    workspaces: also(lists.workspaces, 'otherOutboundRules'),
    firewalls: also(lists.firewalls, 'otherRuleCollections'),
    firewallPolicies: also(lists.firewallPolicies, 'otherGroups'),
    ruleCollectionGroups: also(lists.ruleCollectionGroups, 'otherRuleCollections'),
  };
}

/** The reason of the innermost module that a resource is in. */
function moduleReason(key: string, hidden: ReadonlyMap<string, Message>): Message | undefined {
  for (let end = key.lastIndexOf('.'); end > 0; end = key.lastIndexOf('.', end - 1)) {
    const found = hidden.get(key.slice(0, end));
    if (found !== undefined) return found;
  }
  return hidden.get('');
}
