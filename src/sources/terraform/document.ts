/** A Terraform plan or state as it is in the file, reduced to the items whose type matters. Nothing is interpreted here. */

/** `planned_values`, `prior_state` and `terraform show` of a state, instance by instance. */
export interface ResourceInstance {
  /** With modules and keys: `module.net["a"].azurerm_subnet.this["training"]`. */
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** `count.index` or `each.key`; `null` for a single instance. */
  readonly index: string | number | null;
  /** Attributes. What is known only after apply is absent. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The same shape, `true` where sensitive. */
  readonly sensitive: unknown;
}

/** An item of `resource_changes`. */
export interface ResourceChange {
  readonly address: string;
  readonly previousAddress: string | null;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  /** `["create"]`, `["delete","create"]`, `["no-op"]`, … */
  readonly actions: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  /** The shape of the attributes, `true` where a value is known only after apply. */
  readonly afterUnknown: unknown;
  readonly importing: boolean;
}

/** An expression of `configuration`. A nested block is an array or object of these. */
export interface ConfigurationExpression {
  readonly constant_value?: unknown;
  readonly references?: readonly string[];
}

/** A resource (or data source) block of `configuration`. */
export interface ConfigurationResource {
  /** Within its module, without keys: `azurerm_subnet.this`, `data.azurerm_subnet.this`. */
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** Attribute name to expression, or to nested blocks of the same. */
  readonly expressions: Readonly<Record<string, unknown>>;
  readonly countExpression: ConfigurationExpression | null;
  readonly forEachExpression: ConfigurationExpression | null;
}

/** A module of `configuration`. */
export interface ConfigurationModule {
  readonly resources: readonly ConfigurationResource[];
  readonly calls: ReadonlyMap<string, ConfigurationCall>;
  /** Output name to its expression. */
  readonly outputs: ReadonlyMap<string, ConfigurationExpression>;
  /** Variable name to its default, where it has one. */
  readonly variables: ReadonlyMap<string, { readonly default?: unknown }>;
  /** The module has no resource, data source or call of any kind: whatever it puts out comes from its variables. */
  readonly onlyComputes?: boolean;
}

/** A module call. */
export interface ConfigurationCall {
  readonly source: string;
  readonly expressions: Readonly<Record<string, unknown>>;
  readonly countExpression: ConfigurationExpression | null;
  readonly forEachExpression: ConfigurationExpression | null;
  readonly module: ConfigurationModule;
}

/** What the file is. */
export type TerraformFormat = 'plan' | 'state' | 'raw-state' | 'configuration' | 'outputs';

export interface TerraformDocument {
  readonly format: TerraformFormat;
  readonly formatVersion: string;
  readonly terraformVersion: string | null;
  /** `errored: true`: Terraform stopped half-way, the plan is incomplete. */
  readonly errored: boolean;
  /** `complete: false`: some changes are deferred to a later plan. Left out where the file does not say. */
  readonly complete?: boolean;
  /** Root module variables and their values (sensitive ones are left out). */
  readonly variables: ReadonlyMap<string, unknown>;
  /** After the change; for a state, what is. */
  readonly planned: readonly ResourceInstance[];
  /** Before the change, data sources included; empty for a state. */
  readonly prior: readonly ResourceInstance[];
  /** `null` for a state: it describes no change. */
  readonly changes: readonly ResourceChange[] | null;
  readonly configuration: ConfigurationModule | null;
  /** How many resource instances (managed) the file has in all, of any type. */
  readonly resourceCount: number;
}

/** Types that deploy a template of Azure Resource Manager. */
export const TEMPLATE_DEPLOYMENTS: ReadonlySet<string> = new Set([
  'azurerm_template_deployment',
  'azurerm_resource_group_template_deployment',
  'azurerm_subscription_template_deployment',
  'azurerm_management_group_template_deployment',
  'azurerm_tenant_template_deployment',
]);

/** Resource types the check reads; all others are skipped unparsed. Data sources of the same types count too. */
export const RELEVANT_TYPES: ReadonlySet<string> = new Set([
  'azurerm_virtual_network',
  'azurerm_virtual_network_peering',
  'azurerm_virtual_network_dns_servers',
  'azurerm_subnet',
  'azurerm_subnet_network_security_group_association',
  'azurerm_subnet_route_table_association',
  'azurerm_subnet_nat_gateway_association',
  'azurerm_network_security_group',
  'azurerm_network_security_rule',
  'azurerm_application_security_group',
  'azurerm_network_interface',
  'azurerm_network_interface_security_group_association',
  'azurerm_network_interface_application_security_group_association',
  'azurerm_network_interface_backend_address_pool_association',
  'azurerm_route_table',
  'azurerm_route',
  'azurerm_nat_gateway',
  'azurerm_nat_gateway_public_ip_association',
  'azurerm_nat_gateway_public_ip_prefix_association',
  'azurerm_public_ip',
  'azurerm_private_endpoint',
  'azurerm_lb',
  'azurerm_lb_backend_address_pool',
  'azurerm_lb_outbound_rule',
  'azurerm_machine_learning_workspace',
  'azurerm_machine_learning_workspace_network_outbound_rule_fqdn',
  'azurerm_machine_learning_workspace_network_outbound_rule_service_tag',
  'azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint',
  'azurerm_machine_learning_compute_instance',
  'azurerm_machine_learning_compute_cluster',
  'azurerm_machine_learning_inference_cluster',
  'azurerm_machine_learning_synapse_spark',
  'azurerm_kubernetes_cluster',
  'azurerm_kubernetes_cluster_node_pool',
  'azurerm_firewall',
  'azurerm_firewall_policy',
  'azurerm_firewall_policy_rule_collection_group',
  'azurerm_firewall_application_rule_collection',
  'azurerm_firewall_network_rule_collection',
  'azurerm_firewall_nat_rule_collection',
  'azurerm_ip_group',
  'azurerm_ip_group_cidr',
  'azurerm_virtual_wan',
  'azurerm_virtual_hub',
  'azurerm_virtual_hub_connection',
  'azurerm_virtual_hub_routing_intent',
  'azurerm_virtual_hub_route_table',
  'azurerm_virtual_hub_route_table_route',
  'azurerm_monitor_private_link_scope',
  'azurerm_network_manager_network_group',
  'azurerm_network_manager_static_member',
  'azurerm_network_manager_security_admin_configuration',
  'azurerm_network_manager_admin_rule_collection',
  'azurerm_network_manager_admin_rule',
  'azurerm_network_manager_deployment',
  'azurerm_resource_group',
  'azurerm_storage_account',
  'azurerm_container_registry',
  'azurerm_key_vault',
  'azapi_resource',
  'azapi_update_resource',
  ...TEMPLATE_DEPLOYMENTS,
]);
