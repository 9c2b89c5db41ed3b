/** What a template leaves open, or says in a way that Azure refuses, decides nothing: neither that something is there nor that it is not. */
import { describe, expect, it } from '@jest/globals';
import { isUnknown } from '../../../../src/azure/value.js';
import { group, type Json, network, rule, template, virtualNetwork, withResources } from './templates.js';

const POLICY = { type: 'Microsoft.Network/firewallPolicies', apiVersion: '2023-11-01', name: 'policy', properties: {} };

function groupOf(name: string): Json {
  return {
    type: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
    apiVersion: '2023-11-01',
    name,
    properties: { priority: 200, ruleCollections: [] },
  };
}

const LINKED = {
  type: 'Microsoft.Resources/deployments',
  apiVersion: '2022-09-01',
  name: 'linked',
  properties: { mode: 'Incremental', templateLink: { uri: 'https://example.com/t.json' } },
};

describe('a firewall policy', () => {
  const hasOthers = (source: Json): boolean => network(source).firewallPolicies[0]?.otherGroups !== undefined;

  it('may have the rule collection group whose policy nobody knows (F2)', () => {
    const parameters = { name: { type: 'string' } };
    const open = groupOf("[parameters('name')]");
    expect(hasOthers(template({ parameters, resources: [POLICY, open] }))).toBe(true);
    expect(hasOthers(withResources(POLICY, groupOf('policy/one')))).toBe(false);
    expect(hasOthers(withResources(POLICY, groupOf('another/one')))).toBe(false);
  });

  it('without any group may have those of a template that is elsewhere', () => {
    expect(hasOthers(withResources(POLICY, LINKED))).toBe(true);
    expect(hasOthers(withResources(POLICY))).toBe(false);
    expect(hasOthers(withResources(POLICY, groupOf('policy/one'), LINKED))).toBe(false);
  });
});

describe('an output', () => {
  it('without a value is open, and no link to nothing', () => {
    const inner = template({ resources: [group('nsg')], outputs: { id: "[parameters('x')]" } });
    const nested = {
      type: 'Microsoft.Resources/deployments',
      name: 'm',
      properties: { template: inner, expressionEvaluationOptions: { scope: 'inner' } },
    };
    const subnet = { networkSecurityGroup: { id: "[reference('m').outputs.id.value]" } };
    const { subnets } = network(withResources(nested, virtualNetwork('vnet', subnet)));
    expect(subnets[0]?.networkSecurityGroup).toMatchObject({ unknown: expect.anything() });
  });
});

describe('a loop in copy', () => {
  const rules = (copy: unknown) =>
    network(withResources(group('nsg', [], { properties: { copy } }))).networkSecurityGroups[0];

  it('that is not written out may make any member', () => {
    for (const copy of ["[parameters('loops')]", ["[parameters('loop')]"], [{ name: 'securityRules', count: 1 }]])
      expect(isUnknown(rules(copy)?.otherRules)).toBe(true);
  });

  it('that is whole makes its member, and something else called copy is a member like any other', () => {
    expect(rules([{ name: 'securityRules', count: 1, input: rule('one') }])).toMatchObject({
      securityRules: [{ name: 'one' }],
    });
    expect(rules(['files'])?.otherRules).toBeUndefined();
  });
});
