/** Rules, routes and subnets that a refreshed parent also lists, although they are resources of their own (N16, N17). */
import type { Link, Network, Resource } from '../../azure/model.js';
import { isUnknown, type Value } from '../../azure/value.js';

/** What is inside an owner: by key of the owner and by its Azure name, since links of a state or of prior state are names. */
function ownerNames(owner: Resource): readonly string[] {
  const names = [`key ${owner.key}`];
  if (owner.armId !== undefined) names.push(`id ${owner.armId.toLowerCase()}`);
  if (!isUnknown(owner.name)) names.push(`name ${groupText(owner.resourceGroup)}/${owner.name.toLowerCase()}`);
  return names;
}

function groupText(group: Value<string> | undefined): string {
  return group === undefined || isUnknown(group) ? '' : group.toLowerCase();
}

function linkName(link: Link): string | null {
  if (link === null || 'unknown' in link) return null;
  if ('key' in link) return `key ${link.key}`;
  return 'id' in link
    ? `id ${link.id.toLowerCase()}`
    : `name ${groupText(link.resourceGroup)}/${link.name.toLowerCase()}`;
}

/** Names of things that are resources of their own, by the owner that they name. */
type Children = ReadonlyMap<string, ReadonlySet<string>>;

interface Child {
  readonly owner: Link;
  readonly name: Value<string>;
}

function index(children: readonly Child[]): Children {
  const byOwner = new Map<string, Set<string>>();
  for (const { owner, name } of children) {
    const key = linkName(owner);
    if (key === null || isUnknown(name)) continue;
    const names = byOwner.get(key);
    if (names === undefined) byOwner.set(key, new Set([name.toLowerCase()]));
    else names.add(name.toLowerCase());
  }
  return byOwner;
}

/** Whether the item of that name inside the owner is told by a resource of its own, present or past. */
type IsTold = (owner: Resource, name: Value<string>) => boolean;

/**
 * @param now resources of their own after the change
 * @param earlier the same before the change, without those that Terraform only forgets
 * @param isDeclared whether the owner's own configuration has such items, which then stand whatever there was before
 */
function toldBy(now: readonly Child[], earlier: readonly Child[], isDeclared: (owner: Resource) => boolean): IsTold {
  const [present, past] = [index(now), index(earlier)];
  return (owner, name) => {
    if (isUnknown(name)) return false;
    const text = name.toLowerCase();
    const names = ownerNames(owner);
    if (names.some((key) => present.get(key)?.has(text) === true)) return true;
    return !isDeclared(owner) && names.some((key) => past.get(key)?.has(text) === true);
  };
}

const rulesOf = (network: Network): readonly Child[] =>
  network.separateSecurityRules.map(({ networkSecurityGroup, rule }) => ({
    owner: networkSecurityGroup,
    name: rule.name,
  }));

const routesOf = (network: Network): readonly Child[] =>
  network.separateRoutes.map(({ routeTable, route }) => ({ owner: routeTable, name: route.name }));

/** Subnets of their own, without those that a virtual network lists. */
const subnetsOf = (network: Network): readonly Child[] =>
  network.subnets
    .filter((subnet) => inlineOwner(subnet.key, subnet.virtualNetwork) === null)
    .map(({ virtualNetwork, name }) => ({ owner: virtualNetwork, name }));

function inlineOwner(key: string, virtualNetwork: Link): string | null {
  if (virtualNetwork === null || !('key' in virtualNetwork)) return null;
  return key.startsWith(`${virtualNetwork.key}.subnet[`) ? virtualNetwork.key : null;
}

/**
 * Leaves each rule, route and subnet where it is declared. An item that a parent lists and that is also a resource of its own is one thing,
 * told by the resource; one that was such a resource before and is no more will be gone (N17), unless Terraform only forgets it or the
 * parent itself declares it now.
 * @param declares whether the configuration of the resource with that key sets the attribute
 */
export function settleInline(
  network: Network,
  earlier: Network,
  declares: (key: string, attribute: string) => boolean,
): Network {
  const ruleTold = toldBy(rulesOf(network), rulesOf(earlier), ({ key }) => declares(key, 'security_rule'));
  const routeTold = toldBy(routesOf(network), routesOf(earlier), ({ key }) => declares(key, 'route'));
  const subnetTold = toldBy(subnetsOf(network), subnetsOf(earlier), ({ key }) => declares(key, 'subnet'));
  const networks = new Map(network.virtualNetworks.map((owner) => [owner.key, owner]));
  return {
    ...network,
    networkSecurityGroups: network.networkSecurityGroups.map((group) => ({
      ...group,
      securityRules: group.securityRules.filter((rule) => !ruleTold(group, rule.name)),
    })),
    routeTables: network.routeTables.map((table) => ({
      ...table,
      routes: table.routes.filter((route) => !routeTold(table, route.name)),
    })),
    subnets: network.subnets.filter((subnet) => {
      const owner = networks.get(inlineOwner(subnet.key, subnet.virtualNetwork) ?? '');
      return owner === undefined || !subnetTold(owner, subnet.name);
    }),
  };
}
