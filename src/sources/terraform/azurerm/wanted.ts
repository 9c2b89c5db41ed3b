/** Which azurerm types each kind of link can name. */

const types = (...names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => `azurerm_${name}`));

export const WANTED = {
  virtualNetwork: types('virtual_network'),
  subnet: types('subnet'),
  networkSecurityGroup: types('network_security_group'),
  routeTable: types('route_table'),
  natGateway: types('nat_gateway'),
  networkInterface: types('network_interface'),
  publicIpAddress: types('public_ip'),
  workspace: types('machine_learning_workspace'),
  kubernetesCluster: types('kubernetes_cluster'),
  firewall: types('firewall'),
  firewallPolicy: types('firewall_policy'),
  ipGroup: types('ip_group'),
  virtualHub: types('virtual_hub'),
  networkGroup: types('network_manager_network_group'),
  securityAdminConfiguration: types('network_manager_security_admin_configuration'),
  securityAdminRuleCollection: types('network_manager_admin_rule_collection'),
  /** A table of its own, or the hub whose default table it is. */
  virtualHubRouteTable: types('virtual_hub_route_table', 'virtual_hub'),
  backendAddressPool: types('lb_backend_address_pool'),
  /** What can have the private address that a route names. */
  nextHop: types('firewall', 'network_interface'),
  /** What a private endpoint leads to, as far as the model holds it. */
  privateLinkTarget: types('machine_learning_workspace', 'monitor_private_link_scope'),
} as const;
