/** Virtual networks, subnets, security groups, routes, interfaces and private endpoints, from ARM's words to the model. */
import { msg } from '../../azure/message.js';
import type {
  NetworkInterface,
  PrivateEndpoint,
  ResourceKind,
  Route,
  SecurityRule,
  Subnet,
} from '../../azure/model.js';
import { isUnknown, mapValue, unknown, type Value } from '../../azure/value.js';
import type { PartialNetwork } from '../parts.js';
import {
  along,
  at,
  type Cursor,
  elements,
  flag,
  isAbsent,
  link,
  links,
  missing,
  nameOf,
  oneOf,
  openness,
  requiredNumber,
  requiredText,
  text,
  texts,
} from './cursor.js';
import { childSubject, diagnose, locationOf, type Mapper, parentOf, type Subject } from './mapper.js';

const SUBNET: readonly ResourceKind[] = ['subnets'];
const VIRTUAL_NETWORK: readonly ResourceKind[] = ['virtualNetworks'];
const SECURITY_GROUP: readonly ResourceKind[] = ['networkSecurityGroups'];

/** A property and its plural, of which Azure fills one: an element for the first, the list of the second (N6). */
function oneOrMany(cursor: Cursor, singular: string, plural: string): Value<readonly Value<string>[]> {
  const one = text(at(cursor, singular));
  const many = texts(at(cursor, plural));
  if (one === null || one === '' || one === cursor.absent) return many;
  if (many === cursor.absent) return [one];
  return isUnknown(many) ? (isUnknown(one) ? many : [one, many]) : [one, ...many];
}

/** `Microsoft.Network/virtualNetworks` with the subnets and peerings written in it. */
export const virtualNetwork: Mapper = (subject) => {
  const { base, body } = subject;
  const subnets = elements(at(body, 'subnets'));
  const peerings = elements(at(body, 'virtualNetworkPeerings'));
  if (subnets.rest !== null && subnets.rest !== body.absent)
    diagnose(subject, body, msg`its subnets are not all decided (${subnets.rest.unknown})`);
  return {
    virtualNetworks: [{ ...base, addressSpace: texts(along(body, 'addressSpace', 'addressPrefixes')) }],
    subnets: subnets.items.map((item) => subnetOf(childSubject(subject, item, 'subnets'), { key: base.key })),
    peerings: peerings.items.map((item) =>
      peeringOf(childSubject(subject, item, 'virtualNetworkPeerings'), { key: base.key }),
    ),
  };
};

export const subnet: Mapper = (subject) => ({ subnets: [subnetOf(subject, parentOf(subject, 'virtualNetworks'))] });

function subnetOf({ base, body }: Subject, virtualNetwork: Subnet['virtualNetwork']): Subnet {
  return {
    ...base,
    virtualNetwork,
    addressPrefixes: oneOrMany(body, 'addressPrefix', 'addressPrefixes'),
    networkSecurityGroup: link(at(body, 'networkSecurityGroup'), SECURITY_GROUP),
    routeTable: link(at(body, 'routeTable'), ['routeTables']),
    natGateway: link(at(body, 'natGateway'), ['natGateways']),
    serviceEndpoints: eachOf(at(body, 'serviceEndpoints'), 'service'),
    ...(elements(at(body, 'serviceEndpointPolicies')).items.length > 0 ? { hasServiceEndpointPolicies: true } : {}),
    delegations: eachOf(at(body, 'delegations'), 'serviceName'),
    defaultOutboundAccess: flag(at(body, 'defaultOutboundAccess')),
    privateEndpointNetworkPolicies: text(at(body, 'privateEndpointNetworkPolicies')),
  };
}

/** One property of every element. */
function eachOf(list: Cursor, property: string): Value<readonly Value<string>[]> {
  const { items, rest } = elements(list);
  if (rest !== null && items.length === 0) return rest;
  const values = items.map((item) => requiredText(at(item, property)));
  return rest === null ? values : [...values, rest];
}

export const peering: Mapper = (subject) => ({ peerings: [peeringOf(subject, parentOf(subject, 'virtualNetworks'))] });

function peeringOf(
  { base, body }: Subject,
  virtualNetwork: Subnet['virtualNetwork'],
): NonNullable<PartialNetwork['peerings']>[number] {
  return { ...base, virtualNetwork, remoteVirtualNetwork: link(at(body, 'remoteVirtualNetwork'), VIRTUAL_NETWORK) };
}

/** `Microsoft.Network/networkSecurityGroups` with its rules (N15). Default rules are Azure's own and not read (N4). */
export const networkSecurityGroup: Mapper = (subject) => {
  const { items, rest } = elements(at(subject.body, 'securityRules'));
  const securityRules = items.map((item) => securityRuleOf(subject, item));
  return {
    networkSecurityGroups: [{ ...subject.base, securityRules, ...(rest === null ? {} : { otherRules: rest }) }],
  };
};

export const securityRule: Mapper = (subject) => {
  const rule = { ...securityRuleOf(subject, subject.body), name: subject.base.name };
  return {
    separateSecurityRules: [
      { ...subject.base, networkSecurityGroup: parentOf(subject, 'networkSecurityGroups'), rule },
    ],
  };
};

function securityRuleOf(subject: Subject, rule: Cursor): SecurityRule {
  const source = addressesOf(rule, 'source');
  const destination = addressesOf(rule, 'destination');
  return {
    name: nameOf(rule),
    priority: requiredNumber(at(rule, 'priority')),
    direction: oneOf(at(rule, 'direction'), ['Inbound', 'Outbound']),
    access: oneOf(at(rule, 'access'), ['Allow', 'Deny']),
    protocol: requiredText(at(rule, 'protocol')),
    sourcePortRanges: said(rule, 'sourcePortRange'),
    destinationPortRanges: said(rule, 'destinationPortRange'),
    sourceAddressPrefixes: source.prefixes,
    destinationAddressPrefixes: destination.prefixes,
    sourceApplicationSecurityGroups: source.groups,
    destinationApplicationSecurityGroups: destination.groups,
    location: locationOf(subject, rule),
  };
}

/** A list that Azure wants to hear something in: an empty one decides nothing. */
function said(rule: Cursor, singular: string): Value<readonly Value<string>[]> {
  const values = oneOrMany(rule, singular, `${singular}s`);
  return !isUnknown(values) && values.length === 0 ? missing(at(rule, singular)) : values;
}

/** The addresses of one side of a rule, or that it names application security groups instead (N6). */
function addressesOf(
  rule: Cursor,
  side: 'source' | 'destination',
): { readonly prefixes: SecurityRule['sourceAddressPrefixes']; readonly groups: boolean } {
  const prefixes = oneOrMany(rule, `${side}AddressPrefix`, `${side}AddressPrefixes`);
  const list = at(rule, `${side}ApplicationSecurityGroups`);
  const groups = Array.isArray(list.value) && list.value.length > 0;
  if (isUnknown(prefixes) || prefixes.length > 0 || groups) return { prefixes, groups };
  return { prefixes: openness(list) ?? said(rule, `${side}AddressPrefix`), groups: false };
}

export const applicationSecurityGroup: Mapper = ({ base }) => ({ applicationSecurityGroups: [base] });

/** `Microsoft.Network/routeTables` with its routes. */
export const routeTable: Mapper = (subject) => {
  const { items, rest } = elements(at(subject.body, 'routes'));
  const routes = items.map((item) => routeOf(subject, item));
  return { routeTables: [{ ...subject.base, routes, ...(rest === null ? {} : { otherRoutes: rest }) }] };
};

export const route: Mapper = (subject) => {
  const one = { ...routeOf(subject, subject.body), name: subject.base.name };
  return { separateRoutes: [{ ...subject.base, routeTable: parentOf(subject, 'routeTables'), route: one }] };
};

function routeOf(subject: Subject, one: Cursor): Route {
  const hop = at(one, 'nextHopIpAddress');
  const address = text(hop);
  const nextHop = isUnknown(address) ? link(hop, ['firewalls']) : null;
  return {
    name: nameOf(one),
    addressPrefix: requiredText(at(one, 'addressPrefix')),
    nextHopType: requiredText(at(one, 'nextHopType')),
    nextHopIpAddress: address === '' ? null : address,
    // An address that is open and leads to nothing that is known stays what it is: an address that is open.
    nextHop: nextHop !== null && isUnknown(nextHop) && nextHop.candidates === undefined ? null : nextHop,
    location: locationOf(subject, one),
  };
}

const NAT_ADDRESSES = ['publicIpAddresses', 'publicIpPrefixes', 'publicIpAddressesV6', 'publicIpPrefixesV6'] as const;

export const natGateway: Mapper = ({ base, body }) => {
  const lists = NAT_ADDRESSES.map((name) => elements(at(body, name)));
  const hasNone = base.existing !== true && lists.every(({ items, rest }) => items.length === 0 && rest === null);
  return { natGateways: [hasNone ? { ...base, isWithoutAddress: true } : base] };
};

export const publicIpAddress: Mapper = ({ base, body }) => ({
  publicIpAddresses: [{ ...base, address: text(at(body, 'ipAddress')) }],
});

export const networkInterface: Mapper = ({ base, body }) => {
  const { items, rest } = elements(at(body, 'ipConfigurations'));
  const subnets = items.flatMap((item) => links(at(item, 'subnet'), SUBNET));
  const addresses = items.flatMap((item) => text(at(item, 'privateIPAddress')) ?? []);
  return {
    networkInterfaces: [
      {
        ...base,
        networkSecurityGroup: link(at(body, 'networkSecurityGroup'), SECURITY_GROUP),
        subnets: rest === null ? subnets : [...subnets, rest],
        privateIpAddresses: rest === null ? addresses : [...addresses, rest],
        publicIpAddress: hasPublicAddress(items, rest),
      },
    ],
  };
};

/** A public address of its own. In a load balancer's pool it may have the load balancer's, by an outbound rule or by a rule that translates outbound traffic too. */
function hasPublicAddress(
  configurations: readonly Cursor[],
  rest: NetworkInterface['subnets'][number],
): NetworkInterface['publicIpAddress'] {
  const addresses = configurations.map((item) => at(item, 'publicIPAddress'));
  const open = addresses.map(openness).find((one) => one !== null) ?? (isUnknown(rest) ? rest : undefined);
  const pooled = configurations
    .map((item) => at(item, 'loadBalancerBackendAddressPools'))
    .find((pools) => openness(pools) !== null || (Array.isArray(pools.value) && pools.value.length > 0));
  return (
    addresses.some((one) => !isAbsent(one) && openness(one) === null) ||
    (open ??
      (pooled === undefined
        ? false
        : unknown(msg`${pooled.subject} is in a pool of a load balancer, which may lead its traffic out`)))
  );
}

/** What a private endpoint of the model can lead to; storage accounts, vaults and registries are known by their id alone. */
const PRIVATE_LINK_TARGETS: readonly ResourceKind[] = ['workspaces', 'monitorPrivateLinkScopes', 'kubernetesClusters'];

/** One endpoint for each connection: almost always there is one. */
export const privateEndpoint: Mapper = ({ base, body }) => {
  const lists = [
    elements(at(body, 'privateLinkServiceConnections')),
    elements(at(body, 'manualPrivateLinkServiceConnections')),
  ];
  const subnetLink = link(at(body, 'subnet'), SUBNET);
  const connections = lists.flatMap((list) => list.items);
  const open = lists.find((list) => list.rest !== null)?.rest ?? null;
  // Only the first has the id: two resources of one id would be taken for one.
  const { armId: _, ...further } = base;
  const endpoint = (
    index: number,
    target: PrivateEndpoint['target'],
    groupIds: PrivateEndpoint['groupIds'],
  ): PrivateEndpoint => ({
    ...(index === 0 ? base : { ...further, key: `${base.key}/${index}` }),
    subnet: subnetLink,
    target,
    groupIds,
  });
  if (connections.length === 0) return { privateEndpoints: [endpoint(0, open, open ?? [])] };
  return {
    privateEndpoints: connections.map((item, index) =>
      endpoint(
        index,
        link(at(item, 'privateLinkServiceId'), PRIVATE_LINK_TARGETS),
        mapValue(texts(at(item, 'groupIds')), (ids) => ids),
      ),
    ),
  };
};

/** Outbound rules of a load balancer, each with the interfaces that its backend pools list. */
export const loadBalancer: Mapper = (subject) => {
  const { base, body } = subject;
  const pools = elements(at(body, 'backendAddressPools')).items;
  const members = new Map(pools.map((pool) => [poolName(text(at(pool, 'name'))), membersOf(pool)] as const));
  const rules = elements(at(body, 'outboundRules'));
  return {
    loadBalancerOutboundRules: rules.items.map((item) => {
      const rule = childSubject(subject, item, 'outboundRules').base;
      const pool = text(along(item, 'backendAddressPool', 'id'));
      if (isUnknown(pool)) return { ...rule, networkInterfaces: [pool] };
      return {
        ...rule,
        id: rule.armId ?? (isUnknown(rule.name) ? rule.id : `${base.id}/${rule.name}`),
        networkInterfaces: members.get(poolName(pool)) ?? [],
      };
    }),
  };
};

/** A pool by the last part of its id: it is in the same load balancer. */
function poolName(name: Value<string | null>): string {
  return typeof name === 'string' ? (name.split('/').at(-1) ?? '').toLowerCase() : '';
}

/** The interfaces whose configurations a pool lists; those of scale sets have ids of another type and lead nowhere. */
function membersOf(pool: Cursor): readonly NetworkInterface['subnets'][number][] {
  return elements(at(pool, 'backendIPConfigurations')).items.map((item) => {
    const id = text(at(item, 'id'));
    return isUnknown(id) || id === null ? id : { id: id.split('/').slice(0, -2).join('/') };
  });
}
