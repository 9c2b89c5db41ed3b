/** A file that cannot be parsed: the rest of the folder is read, and nothing that the lost file may change is taken for decided. */
import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../../../src/sources/source.js';
import { run } from '../../../check-plans.js';
import { saying } from '../../../messages.js';
import { type Files, JOINED, modelOf, NETWORK, rule } from './folder.js';

const BROKEN = 'resource "azurerm_network_security_rule" "r" {{\n';
const WORKSPACE = `
resource "azurerm_machine_learning_workspace" "w" {
  name     = "w"
  location = "westeurope"
}
`;

const checked = (files: Files) => run(files, { files: ['.'], edition: '2021-11', region: 'westeurope', hbi: false });

describe('a file that cannot be parsed', () => {
  it('is told with its place, and the other files are read', () => {
    const { network, diagnostics } = modelOf({ 'main.tf': NETWORK + JOINED, 'rules.tf': BROKEN });
    expect(diagnostics[0]).toMatchObject({ severity: 'error', location: { file: 'rules.tf', line: 1, column: 47 } });
    expect(network.subnets).toHaveLength(1);
    expect(network.networkSecurityGroups[0]?.otherRules).toEqual({ unknown: saying('rules.tf cannot be read') });
  });

  it('leaves open what it may add to: no verdict is met, and the conclusion is unknown', async () => {
    const report = await checked({ 'main.tf': NETWORK + JOINED, 'rules.tf': BROKEN });
    expect(report.scopes).toMatchObject([{ id: 'azurerm_subnet.s' }]);
    expect(report.findings.filter(({ verdict }) => verdict === 'met')).toEqual([]);
    expect(report.conclusion).toBe('unknown');
  });

  it('is the reason why what others refer to in it is open', () => {
    const { network } = modelOf({
      'main.tf': `${NETWORK}
resource "azurerm_subnet_network_security_group_association" "a" {
  subnet_id                 = azurerm_subnet.s.id
  network_security_group_id = azurerm_network_security_group.lost.id
}`,
      'lost.tf': BROKEN,
    });
    expect(network.associations[0]?.target).toEqual({
      unknown: saying('lost.tf, which cannot be read'),
    });
  });

  it('in a module leaves open what the module is handed, and what is in it', () => {
    const { network } = modelOf({
      'main.tf': `${NETWORK}${JOINED}${rule('count = 0')}
module "rules" {
  source = "./rules"
  nsg    = azurerm_network_security_group.g.name
}
module "other" {
  source = "./other"
}`,
      'rules/main.tf': BROKEN,
      'rules/variables.tf': 'variable "nsg" {}\n',
      'other/main.tf': `resource "azurerm_network_security_group" "o" {\n  name = "o"\n}\n`,
    });
    const others = network.networkSecurityGroups.map(({ id, otherRules }) => [id, otherRules]);
    expect(others).toEqual([
      ['azurerm_network_security_group.g', { unknown: saying('rules/main.tf cannot be read') }],
      ['module.other.azurerm_network_security_group.o', undefined],
    ]);
  });

  it.each<[string, Files]>([
    ['the only one', { 'main.tf': BROKEN }],
    ['the one with the network', { 'variables.tf': 'variable "x" {}\n', 'network.tf': BROKEN, 'ml.tf': WORKSPACE }],
    [
      'in the only module',
      { 'main.tf': `module "net" {\n  source = "./net"\n}\n`, 'net/main.tf': BROKEN, 'net/v.tf': 'variable "x" {}\n' },
    ],
  ])('is an error of the input where nothing else is left to check: %s', async (_, files) => {
    await expect(checked(files)).rejects.toThrow(InputError);
    await expect(checked(files)).rejects.toThrow(/expected/);
  });

  it('is an error for nobody where a context file is meant', async () => {
    const report = await run(
      { 'main.tf': NETWORK + JOINED, 'hub/ml.tf': WORKSPACE, 'hub/broken.tf': BROKEN },
      { files: ['main.tf'], contextFiles: ['hub'], edition: '2021-11', region: 'westeurope', hbi: false },
    );
    expect(report.scopes).toMatchObject([{ id: 'azurerm_subnet.s' }]);
    expect(report.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  });
});

describe('compute in a subnet of a module that cannot be read', () => {
  const COMPUTE = `${WORKSPACE}
module "network" {
  source = "Azure/network/azurerm"
}
resource "azurerm_machine_learning_compute_cluster" "c" {
  name                          = "c"
  machine_learning_workspace_id = azurerm_machine_learning_workspace.w.id
  subnet_resource_id            = module.network.subnet_ids["training"]
}
`;

  it('is a scope of which nothing is known, and the reason names the module and the reference', async () => {
    const report = await checked({ 'main.tf': COMPUTE });
    expect(report.scopes).toMatchObject([{ id: 'azurerm_machine_learning_compute_cluster.c', kind: 'subnet' }]);
    const required = report.findings.filter(({ level }) => level === 'required');
    expect(new Set(required.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    expect(required[0]?.explanation).toContain('module.network is not read');
    expect(required[0]?.explanation).toContain('module.network.subnet_ids["training"]');
    expect(report.conclusion).toBe('unknown');
  });

  it('leaves what is decided elsewhere decided', async () => {
    const report = await checked({
      'main.tf': `${NETWORK}${JOINED}${rule('')}${COMPUTE}
resource "azurerm_machine_learning_compute_cluster" "d" {
  name                          = "d"
  machine_learning_workspace_id = azurerm_machine_learning_workspace.w.id
  subnet_resource_id            = azurerm_subnet.s.id
}`,
    });
    expect(report.scopes.map(({ id }) => id)).toEqual([
      'azurerm_subnet.s',
      'azurerm_machine_learning_compute_cluster.c',
    ]);
    expect(report.conclusion).toBe('fail');
  });

  it('is the same from a plan in which the reference leads nowhere', async () => {
    const workspace = { address: 'azurerm_machine_learning_workspace.w', mode: 'managed', name: 'w' };
    const cluster = { address: 'azurerm_machine_learning_compute_cluster.c', mode: 'managed', name: 'c' };
    const types = {
      w: 'azurerm_machine_learning_workspace',
      c: 'azurerm_machine_learning_compute_cluster',
    };
    const plan = {
      format_version: '1.2',
      planned_values: {
        root_module: {
          resources: [
            { ...workspace, type: types.w, values: { name: 'w', location: 'westeurope' } },
            { ...cluster, type: types.c, values: { name: 'c' } },
          ],
        },
      },
      resource_changes: [
        {
          ...cluster,
          type: types.c,
          change: {
            actions: ['create'],
            before: null,
            after: { name: 'c' },
            after_unknown: { subnet_resource_id: true },
          },
        },
      ],
      configuration: {
        root_module: {
          resources: [
            {
              ...cluster,
              type: types.c,
              expressions: { subnet_resource_id: { references: ['module.network.subnet_ids', 'module.network'] } },
            },
          ],
          module_calls: { network: { source: 'Azure/network/azurerm', module: {} } },
        },
      },
    };
    const report = await run(
      { 'plan.json': plan },
      { files: ['plan.json'], edition: '2021-11', region: 'westeurope', hbi: false },
    );
    expect(report.scopes).toMatchObject([{ id: 'azurerm_machine_learning_compute_cluster.c', kind: 'subnet' }]);
    expect(report.findings.every(({ verdict }) => verdict === 'unknown')).toBe(true);
    expect(report.conclusion).toBe('unknown');
  });
});
