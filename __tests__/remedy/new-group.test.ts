/** A rule collection group for a policy that has none, in each language that it may have to be written in (F2). */
import { describe, expect, it } from '@jest/globals';
import type { FirewallPolicy } from '../../src/azure/model.js';
import { bicepEdit } from '../../src/fix/bicep-edit.js';
import { isBalanced } from '../../src/fix/bicep-syntax.js';
import { applyInsertions } from '../../src/fix/insertions.js';
import { findScopes } from '../../src/reachability/scopes.js';
import { buildTopology } from '../../src/reachability/topology.js';
import { languageOf } from '../../src/remedy/language-of.js';
import { textOf } from '../../src/remedy/remedies.js';
import { remedySet } from '../../src/remedy/remedy-set.js';
import { said } from '../messages.js';
import { firewall, policy, route, toHost, toTag, training } from '../reachability/builders.js';

/** All that a tag and a host need, of a firewall whose policy is empty. */
function setFor(own: Partial<FirewallPolicy>) {
  const topology = buildTopology(
    training({
      routes: [route('0.0.0.0/0 -> VirtualAppliance firewall')],
      firewalls: [firewall({ policy: { key: 'policy' } })],
      firewallPolicies: [policy({ key: 'policy', ...own })],
    }),
  );
  const gaps = findScopes(topology, ['training']).scopes.flatMap((scope) =>
    [toTag('Storage.westus2'), toTag('AzureMonitor'), toHost('pypi.org')].map((requirement) => ({
      scope,
      requirement,
    })),
  );
  const { changes, outcomes } = remedySet(gaps, topology, null);
  const [change, another] = changes;
  if (change === undefined || another !== undefined) throw new Error(`${changes.length} changes`);
  expect(outcomes.map(({ verdict }) => verdict)).toEqual(['met', 'met', 'met']);
  return { topology, change };
}

function textFor(own: Partial<FirewallPolicy> & { readonly id: string }): string {
  const { topology, change } = setFor(own);
  return textOf(change, languageOf({ location: null, ...own }), topology) ?? '';
}

describe('a group with both collections', () => {
  it('is one resource of Terraform', () => {
    expect(
      textFor({ id: 'module.hub.azurerm_firewall_policy.this' }),
    ).toBe(`resource "azurerm_firewall_policy_rule_collection_group" "azureml" {
  name               = "azureml"
  firewall_policy_id = azurerm_firewall_policy.this.id
  priority           = 1000

  network_rule_collection {
    name     = "azureml-service-tags"
    priority = 1000
    action   = "Allow"

    rule {
      name                  = "AllowServiceTags"
      protocols             = ["TCP"]
      source_addresses      = ["10.0.1.0/24"]
      destination_addresses = ["Storage.WestUS2", "AzureMonitor"]
      destination_ports     = ["443"]
    }
  }

  application_rule_collection {
    name     = "azureml-hosts"
    priority = 990
    action   = "Allow"

    rule {
      name              = "AllowRequirement"
      source_addresses  = ["10.0.1.0/24"]
      destination_fqdns = ["pypi.org"]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}`);
  });

  it('is a child of the policy in a template', () => {
    const written = JSON.parse(textFor({ id: 'afwp-hub' }));
    expect(written).toMatchObject({
      type: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
      name: 'afwp-hub/azureml',
      properties: {
        priority: 1000,
        ruleCollections: [
          { name: 'azureml-service-tags', priority: 1000, rules: [{ ruleType: 'NetworkRule' }] },
          { name: 'azureml-hosts', priority: 990, rules: [{ ruleType: 'ApplicationRule' }] },
        ],
      },
    });
  });

  it('is a resource behind the policy in Bicep, under its symbol', () => {
    const text = `resource hub 'Microsoft.Network/firewallPolicies@2023-09-01' = {
  name: 'afwp-hub'
  location: location
}

output id string = hub.id
`;
    const { topology, change } = setFor({ id: 'afwp-hub', location: { file: 'main.bicep', line: 1 } });
    const file = { name: 'main.bicep', path: '/x', bytes: Buffer.from(text), text };
    const placed = bicepEdit(change, topology, () => ({ file }));
    if ('reason' in placed) throw new Error(said(placed.reason));
    const after = applyInsertions(text, [placed.edit.insert([placed.edit.lines])]);
    expect(isBalanced(after)).toBe(true);
    expect(after).toMatch(
      /\}\n\nresource azureml 'Microsoft\.Network\/firewallPolicies\/ruleCollectionGroups@2023-09-01' = \{\n {2}parent: hub\n {2}name: 'azureml'\n {2}properties: \{\n {4}priority: 1000\n {4}ruleCollections: \[/,
    );
    expect(after.endsWith('}\n\noutput id string = hub.id\n')).toBe(true);
  });

  it('is made by one command, and its collections by the next', () => {
    const id = '/subscriptions/s/resourceGroups/rg-hub/providers/Microsoft.Network/firewallPolicies/afwp-hub';
    const commands = textFor({ id, armId: id }).replaceAll(' \\\n ', '').replaceAll("'", '').split('\n\n');
    expect(commands).toEqual([
      'az network firewall policy rule-collection-group create --resource-group rg-hub --policy-name afwp-hub --name azureml --priority 1000',
      'az network firewall policy rule-collection-group collection add-filter-collection --resource-group rg-hub --policy-name afwp-hub --rule-collection-group-name azureml --name azureml-service-tags --collection-priority 1000 --action Allow --rule-name AllowServiceTags --rule-type NetworkRule --source-addresses 10.0.1.0/24 --ip-protocols TCP --destination-addresses Storage.WestUS2 AzureMonitor --destination-ports 443',
      'az network firewall policy rule-collection-group collection add-filter-collection --resource-group rg-hub --policy-name afwp-hub --rule-collection-group-name azureml --name azureml-hosts --collection-priority 990 --action Allow --rule-name AllowRequirement --rule-type ApplicationRule --source-addresses 10.0.1.0/24 --protocols Https=443 --target-fqdns pypi.org',
    ]);
  });
});
