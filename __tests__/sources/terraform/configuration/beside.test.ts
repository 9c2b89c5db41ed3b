/** A folder beside its plan is evaluated with the plan's variables where the plan leaves open what its files tell. */
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Link, Network } from '../../../../src/azure/model.js';
import { isUnknown } from '../../../../src/azure/value.js';
import { loadSources } from '../../../../src/sources/load.js';
import { inFolder } from './folder.js';

const FILE = `
variable "chosen" {
  default = "a"
}
variable "rules" {
  default = { a = [], b = [] }
}
locals {
  keys = toset(["a", "b"])
  ids  = zipmap(["a", "b"], values(azurerm_network_security_group.g)[*].id)
}
resource "azurerm_network_security_group" "g" {
  for_each = local.keys
  name     = each.key
  dynamic "security_rule" {
    for_each = var.rules[each.key]
    content {
      name = security_rule.value
    }
  }
}
resource "azurerm_subnet" "s" {
  name = "s"
}
resource "azurerm_subnet_network_security_group_association" "a" {
  subnet_id                 = azurerm_subnet.s.id
  network_security_group_id = local.ids[var.chosen]
}
`;

interface Block {
  readonly address: string;
  readonly index?: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly open: Readonly<Record<string, unknown>>;
}

const group = (index: string): Block => ({
  address: `azurerm_network_security_group.g["${index}"]`,
  index,
  values: { name: index },
  open: { id: true, security_rule: true },
});

const BLOCKS: readonly Block[] = [
  group('a'),
  group('b'),
  { address: 'azurerm_subnet.s', values: { name: 's' }, open: { id: true } },
  {
    address: 'azurerm_subnet_network_security_group_association.a',
    values: {},
    open: { id: true, subnet_id: true, network_security_group_id: true },
  },
];

const partsOf = (address: string) => {
  const [type = '', name = ''] = address.replace(/\[.*$/, '').split('.');
  return { mode: 'managed', type, name };
};

/** What Terraform plans for the file; a plan shows neither locals nor `dynamic` blocks. */
function plan(variables: Readonly<Record<string, unknown>>, sensitive: readonly string[] = []): string {
  const resource = (address: string, expressions: object) => ({ address, ...partsOf(address), expressions });
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
    planned_values: {
      root_module: {
        resources: BLOCKS.map(({ address, index, values }) => ({ address, ...partsOf(address), index, values })),
      },
    },
    resource_changes: BLOCKS.map(({ address, index, values, open }) => ({
      ...{ address, ...partsOf(address), index },
      change: { actions: ['create'], before: null, after: values, after_unknown: open },
    })),
    configuration: {
      root_module: {
        variables: Object.fromEntries(sensitive.map((name) => [name, { sensitive: true }])),
        resources: [
          {
            ...resource('azurerm_network_security_group.g', { name: { references: ['each.key'] } }),
            for_each_expression: { references: ['local.keys'] },
          },
          resource('azurerm_subnet.s', { name: { constant_value: 's' } }),
          resource('azurerm_subnet_network_security_group_association.a', {
            subnet_id: { references: ['azurerm_subnet.s.id', 'azurerm_subnet.s'] },
            network_security_group_id: { references: ['local.ids', 'var.chosen'] },
          }),
        ],
      },
    },
  });
}

const networkOf = (files: Readonly<Record<string, string>>): Promise<Network | undefined> =>
  inFolder(files, async (folder) => {
    const input = { path: path.join(folder, 'plan.json'), name: 'plan.json' };
    const [model] = await loadSources([input], { reported: true, cwd: folder, within: folder });
    return model?.network;
  });

const targetOf = (network: Network | undefined): Link | undefined => network?.associations[0]?.target;

const RULES = { a: [], b: [] };

describe('links that a plan leaves open', () => {
  it('are decided by the evaluated files (W4)', async () => {
    const network = await networkOf({ 'main.tf': FILE, 'plan.json': plan({ chosen: 'a', rules: RULES }) });
    expect(targetOf(network)).toEqual({ key: 'azurerm_network_security_group.g["a"]' });
  });

  it('take the values of the plan for variables, not those that the folder has by now', async () => {
    const text = plan({ chosen: 'b', rules: RULES });
    const network = await networkOf({ 'main.tf': FILE, 'terraform.tfvars': 'chosen = "a"\n', 'plan.json': text });
    expect(targetOf(network)).toEqual({ key: 'azurerm_network_security_group.g["b"]' });
  });

  it('stay open where a variable that decides them is not shown', async () => {
    const text = plan({ chosen: 'b', rules: RULES }, ['chosen']);
    expect(targetOf(await networkOf({ 'main.tf': FILE, 'plan.json': text }))).toHaveProperty('unknown');
    const without = plan({ rules: RULES });
    expect(targetOf(await networkOf({ 'main.tf': FILE, 'plan.json': without }))).toHaveProperty('unknown');
  });

  it('stay open where the workspace decides them, which may have been another one', async () => {
    const file = FILE.replace('local.ids[var.chosen]', 'local.ids[terraform.workspace]');
    const text = plan({ chosen: 'b', rules: RULES });
    const network = await networkOf({ 'main.tf': file, '.terraform/environment': 'a', 'plan.json': text });
    expect(targetOf(network)).toHaveProperty('unknown');
  });
});

describe('dynamic blocks whose number a plan does not show', () => {
  const openOf = (network: Network | undefined) =>
    network?.networkSecurityGroups.map(
      ({ securityRules, otherRules }) =>
        securityRules.length > 0 || (otherRules !== undefined && isUnknown(otherRules)),
    );

  it('are none where their list is empty', async () => {
    const text = plan({ chosen: 'a', rules: RULES });
    expect(openOf(await networkOf({ 'main.tf': FILE, 'plan.json': text }))).toEqual([false, false]);
  });

  it('stay open where the list is, each by itself', async () => {
    const file = FILE.replace('var.rules[each.key]', 'each.key == "a" ? [] : azurerm_subnet.s.address_prefixes');
    const text = plan({ chosen: 'a', rules: RULES });
    expect(openOf(await networkOf({ 'main.tf': file, 'plan.json': text }))).toEqual([false, true]);
    expect(openOf(await networkOf({ 'main.tf': FILE, 'plan.json': plan({ chosen: 'a' }) }))).toEqual([true, true]);
  });
});
