// Writes a Terraform plan of a given size: what a large estate looks like, about one resource in twenty of it network.
import fs from 'node:fs';

/** One in this many resources is one that the check reads. */
const NETWORK_EVERY = 20;
/** Instances per resource block (`for_each`), so that `configuration` is as much smaller than the rest as it is in life. */
const INSTANCES_PER_BLOCK = 8;
const REGIONS = ['westeurope', 'eastus', 'westus2', 'koreacentral'];

/** Attributes of a resource by type; `i` makes them differ. */
const OTHERS = [
  [
    'azurerm_role_assignment',
    (i) => ({
      condition: null,
      condition_version: null,
      delegated_managed_identity_resource_id: null,
      description: `team ${i % 97} reads what it needs`,
      name: uuid(i),
      principal_id: uuid(i * 7),
      principal_type: 'ServicePrincipal',
      role_definition_name: 'Storage Blob Data Reader',
      scope: id(i, 'Microsoft.Storage/storageAccounts', `st${i}`),
      skip_service_principal_aad_check: null,
      timeouts: null,
    }),
  ],
  [
    'azurerm_linux_virtual_machine',
    (i) => ({
      admin_password: null,
      admin_ssh_key: [
        { public_key: `ssh-rsa ${'AAAAB3NzaC1yc2EAAAADAQABAAABgQ'.repeat(12)} ops@example`, username: 'ops' },
      ],
      admin_username: 'ops',
      allow_extension_operations: true,
      boot_diagnostics: [{ storage_account_uri: null }],
      custom_data: 'I2Nsb3VkLWNvbmZpZwpwYWNrYWdlczoKICAtIG5naW54Cg=='.repeat(6),
      disable_password_authentication: true,
      identity: [{ identity_ids: [], type: 'SystemAssigned' }],
      location: region(i),
      name: `vm-${i}`,
      os_disk: [
        {
          caching: 'ReadWrite',
          disk_size_gb: 128,
          name: `osdisk-${i}`,
          storage_account_type: 'Premium_LRS',
          write_accelerator_enabled: false,
        },
      ],
      priority: 'Regular',
      resource_group_name: `rg-${i % 40}`,
      size: 'Standard_D4s_v5',
      source_image_reference: [
        { offer: '0001-com-ubuntu-server-jammy', publisher: 'Canonical', sku: '22_04-lts-gen2', version: 'latest' },
      ],
      tags: tags(i),
      zone: String(1 + (i % 3)),
    }),
  ],
  [
    'azurerm_monitor_metric_alert',
    (i) => ({
      action: [{ action_group_id: id(i, 'Microsoft.Insights/actionGroups', 'ops'), webhook_properties: null }],
      auto_mitigate: true,
      criteria: [
        {
          aggregation: 'Average',
          dimension: [{ name: 'ApiName', operator: 'Include', values: ['PutBlob', 'GetBlob', 'ListBlobs'] }],
          metric_name: 'SuccessE2ELatency',
          metric_namespace: 'Microsoft.Storage/storageAccounts',
          operator: 'GreaterThan',
          skip_metric_validation: false,
          threshold: 250.5 + (i % 10),
        },
      ],
      description: 'Latency of the account is above "normal"\nfor a quarter of an hour',
      enabled: true,
      frequency: 'PT5M',
      name: `alert-${i}`,
      resource_group_name: `rg-${i % 40}`,
      scopes: [id(i, 'Microsoft.Storage/storageAccounts', `st${i}`)],
      severity: 2,
      tags: tags(i),
      window_size: 'PT15M',
    }),
  ],
  [
    'azurerm_app_configuration_key',
    (i) => ({
      configuration_store_id: id(i, 'Microsoft.AppConfiguration/configurationStores', `ac${i % 9}`),
      content_type: 'application/json',
      etag: null,
      key: `service/${i}/settings`,
      label: 'prod',
      locked: false,
      tags: tags(i),
      type: 'kv',
      value: JSON.stringify({
        retries: i % 7,
        endpoints: [`https://a${i}.example.org/`, `https://b${i}.example.org/`],
        nested: { on: true, notes: '일부 설정은 팀에서 관리합니다' },
      }),
    }),
  ],
  [
    'azurerm_policy_definition',
    (i) => ({
      description: 'x'.repeat(300),
      display_name: `Policy ${i}`,
      management_group_id: null,
      metadata: JSON.stringify({ category: 'General', version: '1.0.0' }),
      mode: 'All',
      name: `policy-${i}`,
      parameters: null,
      policy_rule:
        '{"if":{"allOf":[{"field":"type","equals":"Microsoft.Compute/virtualMachines"},{"field":"tags[owner]","exists":"false"}]},"then":{"effect":"deny"}}',
      policy_type: 'Custom',
      timeouts: null,
    }),
  ],
];

const NETWORK = [
  [
    'azurerm_subnet',
    (i) => ({
      address_prefixes: [`10.${i % 200}.${(i >> 8) % 200}.0/24`],
      default_outbound_access_enabled: true,
      delegation: [],
      name: `snet-${i}`,
      private_endpoint_network_policies: 'Disabled',
      resource_group_name: `rg-${i % 40}`,
      service_endpoints: ['Microsoft.Storage', 'Microsoft.KeyVault'],
      timeouts: null,
      virtual_network_name: `vnet-${i % 40}`,
    }),
  ],
  [
    'azurerm_network_security_group',
    (i) => ({
      location: region(i),
      name: `nsg-${i}`,
      resource_group_name: `rg-${i % 40}`,
      security_rule: Array.from({ length: 6 }, (_, r) => ({
        access: r === 5 ? 'Deny' : 'Allow',
        description: '',
        destination_address_prefix: [
          'AzureActiveDirectory',
          'AzureMachineLearning',
          'Storage.WestEurope',
          'AzureFrontDoor.FrontEnd',
          'AzureContainerRegistry',
          'Internet',
        ][r],
        destination_address_prefixes: [],
        destination_application_security_group_ids: [],
        destination_port_range: '443',
        destination_port_ranges: [],
        direction: 'Outbound',
        name: `rule-${r}`,
        priority: 100 + r * 10,
        protocol: 'Tcp',
        source_address_prefix: '*',
        source_address_prefixes: [],
        source_application_security_group_ids: [],
        source_port_range: '*',
        source_port_ranges: [],
      })),
      tags: tags(i),
      timeouts: null,
    }),
  ],
  ['azurerm_subnet_network_security_group_association', () => ({ timeouts: null })],
  [
    'azurerm_route',
    (i) => ({
      address_prefix: '0.0.0.0/0',
      name: `route-${i}`,
      next_hop_in_ip_address: '10.0.0.4',
      next_hop_type: 'VirtualAppliance',
      resource_group_name: `rg-${i % 40}`,
      route_table_name: `rt-${i % 40}`,
      timeouts: null,
    }),
  ],
];

/**
 * Writes a plan of about `megabytes` MB (10^6 bytes) that creates everything in it, compact as Terraform writes it.
 * @returns {number} its size in bytes
 */
export function writePlan(file, megabytes) {
  let sample = 0;
  for (let i = 0; i < 400; i++) sample += JSON.stringify(planned(i)).length + JSON.stringify(change(i)).length + 2;
  for (let i = 0; i < 50; i++) sample += JSON.stringify(block(i * INSTANCES_PER_BLOCK)).length;
  const count = Math.max(1, Math.round((megabytes * 1e6) / (sample / 400)));
  const out = fs.openSync(file, 'w');
  let pending = [];
  let waiting = 0;
  let size = 0;
  const write = (text) => {
    pending.push(text);
    waiting += text.length;
    if (waiting > 1 << 20) flush();
  };
  const flush = () => {
    size += fs.writeSync(out, pending.join(''));
    pending = [];
    waiting = 0;
  };
  const list = (length, item) => {
    for (let i = 0; i < length; i++) write((i === 0 ? '' : ',') + JSON.stringify(item(i)));
  };
  write('{"format_version":"1.2","terraform_version":"1.11.4","variables":{"location":{"value":"westeurope"}},');
  write('"planned_values":{"root_module":{"child_modules":[{"resources":[');
  list(count, planned);
  write('],"address":"module.estate"}]}},"resource_changes":[');
  list(count, change);
  write('],"configuration":{"root_module":{"module_calls":{"estate":{"source":"./estate","module":{"resources":[');
  list(Math.ceil(count / INSTANCES_PER_BLOCK), (i) => block(i * INSTANCES_PER_BLOCK));
  write(']}}}}},"timestamp":"2026-01-01T00:00:00Z","applyable":true,"complete":true,"errored":false}\n');
  flush();
  fs.closeSync(out);
  return size;
}

function kind(i) {
  // All instances of a block are of one type.
  const block = Math.floor(i / INSTANCES_PER_BLOCK);
  const table = block % NETWORK_EVERY === 0 ? NETWORK : OTHERS;
  return table[(block % NETWORK_EVERY === 0 ? block / NETWORK_EVERY : block) % table.length];
}

function identity(i) {
  const [type] = kind(i);
  const name = `r${Math.floor(i / INSTANCES_PER_BLOCK)}`;
  const index = `key-${i}`;
  return {
    address: `module.estate.${type}.${name}["${index}"]`,
    mode: 'managed',
    type,
    name,
    index,
    provider_name: 'registry.terraform.io/hashicorp/azurerm',
  };
}

function planned(i) {
  return { ...identity(i), schema_version: 0, values: kind(i)[1](i), sensitive_values: { tags: {} } };
}

function change(i) {
  const { address, ...rest } = identity(i);
  const after = kind(i)[1](i);
  const afterUnknown = { id: true, tags: {} };
  return {
    address,
    module_address: 'module.estate',
    ...rest,
    change: {
      actions: ['create'],
      before: null,
      after,
      after_unknown: afterUnknown,
      before_sensitive: false,
      after_sensitive: { tags: {} },
    },
  };
}

function block(i) {
  const { type, name } = identity(i);
  const expressions = Object.fromEntries(
    Object.keys(kind(i)[1](i)).map((key) => [key, { references: [`each.value.${key}`, 'each.value'] }]),
  );
  return {
    address: `${type}.${name}`,
    mode: 'managed',
    type,
    name,
    provider_config_key: 'azurerm',
    expressions,
    schema_version: 0,
    for_each_expression: { references: ['var.items'] },
  };
}

function uuid(i) {
  const hex = (Math.imul(i + 1, 2654435761) >>> 0).toString(16).padStart(8, '0');
  return `${hex}-${hex.slice(0, 4)}-4${hex.slice(1, 4)}-8${hex.slice(2, 5)}-${hex}${hex.slice(4)}`;
}

function id(i, type, name) {
  return `/subscriptions/${uuid(1)}/resourceGroups/rg-${i % 40}/providers/${type}/${name}`;
}

function region(i) {
  return REGIONS[i % REGIONS.length];
}

function tags(i) {
  return {
    costCenter: String(1000 + (i % 50)),
    environment: 'prod',
    owner: `team-${i % 97}@example.org`,
    managedBy: 'terraform',
  };
}
