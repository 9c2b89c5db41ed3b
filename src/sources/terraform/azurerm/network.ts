/** azurerm's virtual networks, subnets, what is joined to them, and addresses. */
import { msg } from '../../../azure/message.js';
import type { Association, Link, Subnet } from '../../../azure/model.js';
import { isUnknown, unknown, type Value } from '../../../azure/value.js';
import {
  blocks,
  boolean,
  computed,
  field,
  isDeclared,
  knownBlocks,
  link,
  linkByName,
  locationOf,
  notInInput,
  resourceOf,
  text,
  texts,
  type View,
} from '../attributes.js';
import { inlineSubnetKey } from '../instances.js';
import { isOpen } from '../known-values.js';
import type { MappingTable, Part } from './mapping.js';
import { WANTED } from './wanted.js';

/**
 * Network policies of private endpoints in the three spellings that azurerm has had. The oldest one, `enforce_…`, has the inverted sense:
 * enforcing the private link endpoint's policies turned the subnet's policies off.
 */
function privateEndpointNetworkPolicies(view: View): Value<string | null> {
  const named = text(view, 'private_endpoint_network_policies');
  if (named !== null) return named;
  const enabled = boolean(view, 'private_endpoint_network_policies_enabled');
  if (isUnknown(enabled)) return enabled;
  if (enabled !== null) return enabled ? 'Enabled' : 'Disabled';
  const enforced = boolean(view, 'enforce_private_link_endpoint_network_policies');
  if (isUnknown(enforced)) return enforced;
  return enforced === null ? null : enforced ? 'Disabled' : 'Enabled';
}

/** The provider shows its default, `true`; only a subnet that says so has said something (CONTRACT, "The way out"). */
function defaultOutboundAccess(view: View): Value<boolean | null> {
  const value = boolean(view, 'default_outbound_access_enabled');
  return value === true && isDeclared(view, 'default_outbound_access_enabled') === false ? null : value;
}

function delegations(view: View): Value<readonly Value<string>[]> {
  const found = blocks(view, 'delegation');
  if (isUnknown(found)) return found;
  const names = found.flatMap((delegation) => {
    const services = blocks(delegation, 'service_delegation');
    return isUnknown(services) ? [services] : services.map((service) => text(service, 'name'));
  });
  return names.filter((name) => name !== null);
}

function addressPrefixes(view: View): Value<readonly Value<string>[]> {
  const several = texts(view, 'address_prefixes');
  if (isUnknown(several) || several.length > 0) return several;
  const single = texts(view, 'address_prefix');
  if (isUnknown(single) || single.length > 0) return single;
  // Prefixes out of an address pool are chosen by Azure.
  const pools = blocks(view, 'ip_address_pool');
  return isUnknown(pools) ? pools : pools.length > 0 ? texts(view, 'address_prefixes', computed) : [];
}

/** Ids that are known only after apply are those of policies that come with the plan. */
function endpointPolicies(view: View): Pick<Subnet, 'hasServiceEndpointPolicies'> {
  const policies = texts(view, 'service_endpoint_policy_ids');
  const has = isUnknown(policies) ? view.instance.mode === 'managed' : policies.length > 0;
  return has ? { hasServiceEndpointPolicies: true } : {};
}

function subnet(view: View): Part {
  const isData = view.instance.mode === 'data';
  const mapped: Subnet = {
    ...resourceOf(view),
    virtualNetwork: linkByName(view, 'virtual_network_name', 'virtualNetworks', WANTED.virtualNetwork),
    addressPrefixes: addressPrefixes(view),
    // Only data sources (and azurerm 1) show these; a resource is joined by associations.
    networkSecurityGroup: link(view, 'network_security_group_id', WANTED.networkSecurityGroup),
    routeTable: link(view, 'route_table_id', WANTED.routeTable),
    natGateway: isData ? unknown(msg`${view.instance.address}: a NAT gateway is not shown by the data source`) : null,
    serviceEndpoints: texts(view, 'service_endpoints'),
    ...endpointPolicies(view),
    delegations: delegations(view),
    defaultOutboundAccess: defaultOutboundAccess(view),
    privateEndpointNetworkPolicies: privateEndpointNetworkPolicies(view),
  };
  return { subnets: [mapped] };
}

/** A link of a subnet inside a virtual network: `""` is none, and what the older provider cannot say is none as well. */
function inlineLink(view: View, name: string, wanted: ReadonlySet<string>): Link {
  return Object.hasOwn(view.values, name) ? link(view, name, wanted) : null;
}

function inlineSubnet(network: View, view: View, at: number): Subnet {
  const base = resourceOf(network);
  const key = inlineSubnetKey(network.instance, view.values, at);
  const { armId: _, ...rest } = base;
  const id = computed(view, 'id');
  return {
    ...rest,
    key,
    id: key,
    ...(typeof id === 'string' && id.startsWith('/') ? { armId: id } : {}),
    name: text(view, 'name') ?? notInInput(view, 'name'),
    location: locationOf(view, 'subnet'),
    // A refreshed network shows all subnets that exist; those that nobody declares here are no one's to report.
    reported: base.reported && isDeclared(network, 'subnet') !== false,
    virtualNetwork: { key: network.instance.address },
    addressPrefixes: addressPrefixes(view),
    networkSecurityGroup: inlineLink(view, 'security_group', WANTED.networkSecurityGroup),
    routeTable: inlineLink(view, 'route_table_id', WANTED.routeTable),
    natGateway: null,
    serviceEndpoints: texts(view, 'service_endpoints'),
    ...endpointPolicies(view),
    delegations: delegations(view),
    defaultOutboundAccess: boolean(view, 'default_outbound_access_enabled'),
    privateEndpointNetworkPolicies: privateEndpointNetworkPolicies(view),
  };
}

function addressSpace(view: View): Value<readonly Value<string>[]> {
  const declared = texts(view, 'address_space');
  const pools = blocks(view, 'ip_address_pool');
  return !isUnknown(pools) && pools.length > 0 ? texts(view, 'address_space', computed) : declared;
}

function virtualNetwork(view: View): Part {
  // The data source lists names only, which say nothing that another resource would not say better.
  const inline = view.instance.mode === 'data' ? [] : knownBlocks(view, 'subnet');
  return {
    virtualNetworks: [{ ...resourceOf(view), addressSpace: addressSpace(view) }],
    subnets: inline.map((item, at) => inlineSubnet(view, item, at)),
  };
}

function association(
  view: View,
  kind: Association['kind'],
  of: Association['of'],
  target: readonly [string, ReadonlySet<string>],
): Part {
  const owner =
    of === 'subnet'
      ? link(view, 'subnet_id', WANTED.subnet)
      : link(view, 'network_interface_id', WANTED.networkInterface);
  const { name: _, ...base } = resourceOf(view);
  return {
    associations: [{ ...base, name: view.instance.address, kind, of, owner, target: link(view, target[0], target[1]) }],
  };
}

/** Whether any address configuration has a public address. One that is known after apply is one. */
function hasPublicIp(configurations: readonly View[]): boolean {
  return configurations.some((item) => {
    const value = field(item, 'public_ip_address_id');
    return isOpen(value) || (typeof value === 'string' && value !== '');
  });
}

function networkInterface(view: View): Part {
  const found = blocks(view, 'ip_configuration');
  const configurations = isUnknown(found) ? [] : found;
  const addresses = configurations.map((item) => computed(item, 'private_ip_address'));
  return {
    networkInterfaces: [
      {
        ...resourceOf(view),
        networkSecurityGroup: link(view, 'network_security_group_id', WANTED.networkSecurityGroup),
        subnets: isUnknown(found)
          ? [found]
          : configurations.map((item) => link(item, 'subnet_id', WANTED.subnet)).filter((target) => target !== null),
        privateIpAddresses: isUnknown(found)
          ? found
          : addresses.filter((address): address is Value<string> => isOpen(address) || typeof address === 'string'),
        publicIpAddress: isUnknown(found) ? found : hasPublicIp(configurations),
      },
    ],
  };
}

function privateEndpoint(view: View): Part {
  const found = blocks(view, 'private_service_connection');
  const connection = isUnknown(found) ? undefined : found[0];
  return {
    privateEndpoints: [
      {
        ...resourceOf(view),
        subnet: link(view, 'subnet_id', WANTED.subnet),
        target: connection === undefined ? null : privateLinkTarget(connection),
        groupIds: isUnknown(found) ? found : connection === undefined ? [] : texts(connection, 'subresource_names'),
      },
    ],
  };
}

/** Storage accounts, registries and vaults are no resources of the model: `groupIds` tells what the endpoint is for. */
function privateLinkTarget(connection: View): Link {
  const found = link(connection, 'private_connection_resource_id', WANTED.privateLinkTarget);
  return found !== null && 'unknown' in found && found.candidates === undefined ? null : found;
}

/** By type, in the provider's words without `azurerm_`. */
export const NETWORK: MappingTable = {
  azurerm_virtual_network: virtualNetwork,
  azurerm_virtual_network_peering: (view) => ({
    peerings: [
      {
        ...resourceOf(view),
        virtualNetwork: linkByName(view, 'virtual_network_name', 'virtualNetworks', WANTED.virtualNetwork),
        remoteVirtualNetwork: link(view, 'remote_virtual_network_id', WANTED.virtualNetwork),
      },
    ],
  }),
  azurerm_subnet: subnet,
  azurerm_subnet_network_security_group_association: (view) =>
    association(view, 'networkSecurityGroup', 'subnet', ['network_security_group_id', WANTED.networkSecurityGroup]),
  azurerm_subnet_route_table_association: (view) =>
    association(view, 'routeTable', 'subnet', ['route_table_id', WANTED.routeTable]),
  azurerm_subnet_nat_gateway_association: (view) =>
    association(view, 'natGateway', 'subnet', ['nat_gateway_id', WANTED.natGateway]),
  azurerm_network_interface_security_group_association: (view) =>
    association(view, 'networkSecurityGroup', 'networkInterface', [
      'network_security_group_id',
      WANTED.networkSecurityGroup,
    ]),
  azurerm_public_ip: (view) => {
    const address = computed(view, 'ip_address');
    const isKnown = isOpen(address) || (typeof address === 'string' && address !== '');
    return { publicIpAddresses: [{ ...resourceOf(view), address: isKnown ? address : null }] };
  },
  azurerm_network_interface: networkInterface,
  azurerm_private_endpoint: privateEndpoint,
  azurerm_monitor_private_link_scope: (view) => ({ monitorPrivateLinkScopes: [resourceOf(view)] }),
};
