/** Fixes that are resources of their own: in the words of the provider that the file uses, of a version that has the type, and waiting for what they belong to. */
import { describe, expect, it } from '@jest/globals';
import { plan, type Resources, run } from '../check-plans.js';

const ML = 'Microsoft.MachineLearningServices/workspaces';
const ID = `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/${ML}/ml`;
const network = {
  isolationMode: 'AllowOnlyApprovedOutbound',
  outboundRules: { mirror: { type: 'FQDN', destination: 'mirror.example.com' } },
};
const azapi: Resources = {
  'azapi_resource.ws': {
    id: ID,
    type: `${ML}@2024-10-01`,
    name: 'ml',
    parent_id: ID.slice(0, ID.indexOf('/providers')),
    location: 'westus2',
    body: { properties: { managedNetwork: network } },
  },
};

async function remedyIn(files: Readonly<Record<string, unknown>>) {
  const report = await run(files, { region: 'westus2', features: ['python'] });
  return report.findings.find(({ host }) => host === 'pypi.org')?.remedy;
}

describe('a rule for the managed network of a workspace that azapi makes (M4)', () => {
  it('is a resource of azapi: an object of Terraform, as `terraform fmt` sets it, no JSON', async () => {
    expect(await remedyIn({ 'plan.json': plan(azapi) })).toEqual({
      language: 'terraform',
      location: null,
      verified: true,
      text: `resource "azapi_resource" "allow_host_pypi_org" {
  type      = "${ML}/outboundRules@2024-04-01"
  name      = "allow-host-pypi-org"
  parent_id = azapi_resource.ws.id
  body = {
    properties = {
      type        = "FQDN"
      category    = "UserDefined"
      destination = "pypi.org"
    }
  }
}`,
    });
  });

  it('is one of azurerm beside rules that azurerm makes for it', async () => {
    const beside: Resources = {
      'azurerm_machine_learning_workspace_network_outbound_rule_fqdn.docs': {
        id: `${ID}/outboundRules/docs`,
        name: 'docs',
        workspace_id: ID,
        destination_fqdn: 'docs.example.com',
      },
    };
    const remedy = await remedyIn({ 'plan.json': plan({ ...azapi, ...beside }) });
    expect(remedy?.text).toMatch(
      /^resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" [\s\S]*workspace_id +=\s+azapi_resource\.ws\.id\n/,
    );
  });
});

it('a rule of its own in a template has a version that its type has, and waits for the workspace', async () => {
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [
      { type: ML, apiVersion: '2024-04-01', name: 'ml', location: 'westus2', properties: { managedNetwork: network } },
    ],
  };
  const remedy = await remedyIn({ 'template.json': template });
  expect(JSON.parse(remedy?.text ?? '')).toMatchObject({
    type: `${ML}/outboundRules`,
    apiVersion: '2024-04-01',
    name: 'ml/allow-host-pypi-org',
    dependsOn: [`[resourceId('${ML}', 'ml')]`],
  });
});
