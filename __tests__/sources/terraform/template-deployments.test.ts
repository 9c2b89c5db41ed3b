import { describe, expect, it } from '@jest/globals';
import { msg } from '../../../src/azure/message.js';
import { unknown } from '../../../src/azure/value.js';
import { assemble } from '../../../src/sources/assemble.js';
import type { ResourceInstance, TerraformDocument } from '../../../src/sources/terraform/document.js';
import { deploysTemplates, readTerraform } from '../../../src/sources/terraform/reader.js';
import { deployedTemplates } from '../../../src/sources/terraform/template-deployments.js';
import { saying } from '../../messages.js';
import { group, rule, template } from '../arm/template/templates.js';

function instance(address: string, values: Record<string, unknown>): ResourceInstance {
  const [type = '', name = ''] = address.split('.');
  return { address, mode: 'managed', type, name, index: null, module: '', values } as unknown as ResourceInstance;
}

function documentOf(...planned: readonly ResourceInstance[]): TerraformDocument {
  return {
    format: 'state',
    formatVersion: '1.0',
    terraformVersion: '1.9.0',
    errored: false,
    variables: new Map(),
    planned,
    prior: [],
    changes: null,
    configuration: null,
    resourceCount: planned.length,
  };
}

function modelOf(...planned: readonly ResourceInstance[]) {
  const templates = deployedTemplates({ region: null, cloud: 'public' });
  return readTerraform(documentOf(...planned), { file: 'plan.json', reported: true, templates });
}

const GROUP = template({
  parameters: { name: { type: 'string' }, tag: { type: 'string', defaultValue: 'Storage' } },
  resources: [group("[parameters('name')]", [rule('r', { destinationAddressPrefix: "[parameters('tag')]" })])],
});

describe('a template that Terraform deploys', () => {
  it('to a resource group is evaluated with its parameters, under its address', () => {
    const { network, diagnostics } = modelOf(
      instance('azurerm_resource_group_template_deployment.net', {
        resource_group_name: 'rg-ml',
        template_content: JSON.stringify(GROUP),
        parameters_content: JSON.stringify({ name: { value: 'nsg-ml' } }),
      }),
    );
    expect(diagnostics).toEqual([]);
    expect(network.networkSecurityGroups).toMatchObject([
      {
        id: 'azurerm_resource_group_template_deployment.net/nsg-ml',
        name: 'nsg-ml',
        resourceGroup: 'rg-ml',
        securityRules: [{ destinationAddressPrefixes: ['Storage'] }],
      },
    ]);
  });

  it('is linked with resources of Terraform by name and group', () => {
    const { network } = modelOf(
      instance('azurerm_network_security_group.apart', {
        name: 'nsg-tf',
        resource_group_name: 'rg-ml',
        security_rule: [],
      }),
      instance('azurerm_resource_group_template_deployment.net', {
        resource_group_name: 'rg-ml',
        template_content: JSON.stringify(
          template({
            resources: [
              {
                type: 'Microsoft.Network/virtualNetworks/subnets',
                name: 'vnet/snet',
                properties: {
                  networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-tf')]" },
                },
              },
            ],
          }),
        ),
      }),
    );
    expect(assemble([network]).network.subnets[0]?.networkSecurityGroup).toEqual({
      key: 'azurerm_network_security_group.apart',
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['azurerm_subscription_template_deployment.d', { template_content: JSON.stringify(GROUP), location: 'westus2' }],
    ['azurerm_template_deployment.d', { template_body: JSON.stringify(GROUP), parameters: { name: 'nsg' } }],
    [
      'azapi_resource.d',
      { type: 'Microsoft.Resources/deployments@2022-09-01', body: { properties: { template: GROUP } } },
    ],
    [
      'azapi_resource.d',
      { type: 'Microsoft.Resources/deployments@2022-09-01', body: JSON.stringify({ properties: { template: GROUP } }) },
    ],
  ])('%s is read too', (address, values) => {
    const one = instance(address, values);
    expect(deploysTemplates(documentOf(one))).toBe(true);
    expect(modelOf(one).network.networkSecurityGroups).toHaveLength(1);
  });

  it('whose parameters are known only after apply has open values where they are used', () => {
    const { network } = modelOf(
      instance('azurerm_resource_group_template_deployment.net', {
        template_content: JSON.stringify(GROUP),
        parameters_content: unknown(msg`parameters_content is known after apply`),
      }),
    );
    expect(JSON.stringify(network.networkSecurityGroups[0]?.securityRules)).toMatch(/known after apply/);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'is known only after apply',
      { template_content: unknown(msg`it is known after apply`) },
      /what it deploys is not known/,
    ],
    ['is in a template spec', { template_spec_version_id: 'x' }, /takes its template from elsewhere/],
    ['is no JSON', { template_content: '{' }, /its template cannot be evaluated/],
  ])('that %s is left out with a warning', (_, values, message) => {
    const { network, diagnostics } = modelOf(instance('azurerm_resource_group_template_deployment.net', values));
    expect(network.networkSecurityGroups).toEqual([]);
    expect(diagnostics.map((one) => one.message)).toEqual([saying(message)]);
  });
});
