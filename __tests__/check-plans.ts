/** Small plans for the tests of the pipeline: one workspace, one cluster, one subnet and its group, with ids as after a first apply. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { check } from '../src/check.js';
import type { Report } from '../src/report/report.js';
import type { Settings } from '../src/settings/settings.js';

export type Values = Readonly<Record<string, unknown>>;
/** The resources of a plan, by address. */
export type Resources = Readonly<Record<string, Values>>;

const GROUP = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers';
export const IDS = {
  network: `${GROUP}/Microsoft.Network/virtualNetworks/vnet`,
  subnet: `${GROUP}/Microsoft.Network/virtualNetworks/vnet/subnets/training`,
  group: `${GROUP}/Microsoft.Network/networkSecurityGroups/nsg`,
  workspace: `${GROUP}/Microsoft.MachineLearningServices/workspaces/ml`,
  table: `${GROUP}/Microsoft.Network/routeTables/rt`,
} as const;

/** One rule of `azurerm_network_security_group.security_rule`, outbound from everywhere. */
export function securityRule(priority: number, access: 'Allow' | 'Deny', to: string, given: Values = {}): Values {
  return {
    name: `${access}${priority}`,
    priority,
    direction: 'Outbound',
    access,
    protocol: '*',
    source_port_range: '*',
    destination_port_range: '*',
    source_address_prefix: '*',
    destination_address_prefix: to,
    ...given,
  };
}

export const WORKSPACE = 'azurerm_machine_learning_workspace.ml';
export const SUBNET = 'azurerm_subnet.training';

export function workspace(given: Values = {}): Resources {
  return {
    [WORKSPACE]: {
      id: IDS.workspace,
      name: 'ml',
      resource_group_name: 'rg',
      location: 'westus2',
      high_business_impact: false,
      ...given,
    },
  };
}

export function cluster(given: Values = {}): Resources {
  return {
    'azurerm_machine_learning_compute_cluster.cpu': {
      id: `${IDS.workspace}/computes/cpu`,
      name: 'cpu',
      location: 'westus2',
      machine_learning_workspace_id: IDS.workspace,
      subnet_resource_id: IDS.subnet,
      node_public_ip_enabled: false,
      ...given,
    },
  };
}

/** A network with the subnet `training`, which declares its default outbound access and has a group with these rules. */
export function place(rules: readonly Values[], subnet: Values = {}): Resources {
  return {
    'azurerm_virtual_network.vnet': {
      id: IDS.network,
      name: 'vnet',
      resource_group_name: 'rg',
      address_space: ['10.0.0.0/16'],
    },
    [SUBNET]: {
      id: IDS.subnet,
      name: 'training',
      resource_group_name: 'rg',
      virtual_network_name: 'vnet',
      address_prefixes: ['10.0.1.0/24'],
      default_outbound_access_enabled: true,
      ...subnet,
    },
    'azurerm_network_security_group.nsg': {
      id: IDS.group,
      name: 'nsg',
      resource_group_name: 'rg',
      security_rule: rules,
    },
    'azurerm_subnet_network_security_group_association.nsg': {
      id: IDS.subnet,
      subnet_id: IDS.subnet,
      network_security_group_id: IDS.group,
    },
  };
}

/**
 * The JSON of `terraform show`. Everything is declared.
 * @param before `undefined`: all of it is new; else the resources before the change
 */
export function plan(after: Resources, before?: Resources): Values {
  const resource = (address: string) => {
    const [type = '', name = ''] = address.split('.');
    return { address, mode: 'managed', type, name };
  };
  const addresses = [...new Set([...Object.keys(after), ...Object.keys(before ?? {})])];
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: {
      root_module: {
        resources: Object.entries(after).map(([address, values]) => ({
          ...resource(address),
          values,
          sensitive_values: {},
        })),
      },
    },
    resource_changes: addresses.map((address) => ({
      ...resource(address),
      change: {
        actions: actions(before?.[address], after[address]),
        before: before?.[address] ?? null,
        after: after[address] ?? null,
        after_unknown: {},
      },
    })),
    configuration: {
      root_module: {
        resources: Object.entries(after).map(([address, values]) => ({
          ...resource(address),
          expressions: Object.fromEntries(
            Object.keys(values).flatMap((key) => (key === 'id' ? [] : [[key, { constant_value: 'x' }]])),
          ),
        })),
      },
    },
  };
}

function actions(before: Values | undefined, after: Values | undefined): readonly string[] {
  if (before === undefined) return ['create'];
  if (after === undefined) return ['delete'];
  return [JSON.stringify(before) === JSON.stringify(after) ? 'no-op' : 'update'];
}

/** The same as a state of `terraform show -json`. */
export function state(resources: Resources): Values {
  const { planned_values } = plan(resources) as { readonly planned_values: Values };
  return { format_version: '1.0', terraform_version: '1.11.4', values: planned_values };
}

const DEFAULTS: Settings = {
  files: ['*.json'],
  contextFiles: [],
  parameters: [],
  region: null,
  hbi: 'auto',
  cloud: 'auto',
  edition: '2026-03',
  features: [],
  scope: [],
  serviceTags: null,
  failOn: 'required',
  baseline: null,
  comment: 'off',
  commentKey: '',
  annotations: false,
  language: 'en',
  reportFile: null,
  sarifFile: null,
  htmlFile: null,
  mode: 'check',
  reports: [],
};

/**
 * Runs the check in a folder of its own with these files, and takes the folder away again.
 * @param files by name; a text is written as it is, anything else as JSON
 */
export async function run(files: Readonly<Record<string, unknown>>, given: Partial<Settings> = {}): Promise<Report> {
  const cwd = mkdtempSync(path.join(tmpdir(), 'check-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
      writeFileSync(
        path.join(cwd, name),
        typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
      );
    }
    return (await check({ ...DEFAULTS, ...given }, { cwd, within: cwd })).report;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** The verdict of each requirement, or of those with these ids. */
export function verdicts(report: Report, ...ids: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    report.findings
      .filter(({ requirement }) => ids.length === 0 || ids.includes(requirement))
      .map(({ requirement, verdict }) => [requirement, verdict]),
  );
}
