/** Narrower rules keep all prefixes of the rule that they stand in for (N6), or are not written. */
import { describe, expect, it } from '@jest/globals';
import { cluster, place, plan, run, securityRule, type Values, workspace } from '../check-plans.js';

const SOURCES = ['10.0.1.0/25', '10.0.1.128/25'];
const wide = (given: Values) =>
  securityRule(100, 'Allow', 'Storage', {
    protocol: 'Tcp',
    destination_port_range: '443',
    source_address_prefix: null,
    source_address_prefixes: SOURCES,
    ...given,
  });

async function narrower(rule: Values): Promise<string | null> {
  const resources = { ...workspace(), ...cluster(), ...place([rule, securityRule(4000, 'Deny', 'Internet')]) };
  const { tooWide } = await run({ 'plan.json': plan(resources) });
  expect(tooWide).toMatchObject([{ requirement: 'too-wide-service' }]);
  return tooWide[0]?.remedy?.text ?? null;
}

describe('a narrower rule', () => {
  it('has the list of prefixes that the wide one has', async () => {
    expect(await narrower(wide({}))).toContain(`
  source_address_prefixes    = ["10.0.1.0/25", "10.0.1.128/25"]
  destination_address_prefix = "Storage.WestUS2"
`);
  });

  it('has the single word where there is one', async () => {
    expect(await narrower(wide({ source_address_prefix: '*', source_address_prefixes: null }))).toContain(
      '\n  source_address_prefix      = "*"\n',
    );
  });

  it('is not written where the wide one asks for source ports', async () => {
    const ports = { source_port_range: null, source_port_ranges: ['0-65535'] };
    expect(await narrower(wide(ports))).toBeNull();
  });

  it('has them as a template writes them', async () => {
    const rule = (name: string, properties: Values) => ({ name, properties: { direction: 'Outbound', ...properties } });
    const any = { sourcePortRange: '*', protocol: 'Tcp', destinationPortRange: '443' };
    const group = {
      type: 'Microsoft.Network/networkSecurityGroups',
      apiVersion: '2024-05-01',
      name: 'nsg',
      location: 'westus2',
      properties: {
        securityRules: [
          rule('storage', {
            ...any,
            priority: 100,
            access: 'Allow',
            sourceAddressPrefixes: SOURCES,
            destinationAddressPrefix: 'Storage',
          }),
          rule('deny', {
            ...any,
            priority: 4000,
            access: 'Deny',
            sourceAddressPrefix: '*',
            destinationAddressPrefix: 'Internet',
          }),
        ],
      },
    };
    const subnet = {
      addressPrefix: '10.0.1.0/24',
      networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]" },
    };
    const network = {
      type: 'Microsoft.Network/virtualNetworks',
      apiVersion: '2024-05-01',
      name: 'vnet',
      location: 'westus2',
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [{ name: 'training', properties: subnet }],
      },
    };
    const template = {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [group, network],
    };
    const { tooWide } = await run({ 'template.json': template }, { region: 'westus2' });
    expect(JSON.parse(tooWide[0]?.remedy?.text ?? 'null')).toMatchObject({
      properties: { sourceAddressPrefixes: SOURCES, destinationAddressPrefix: 'Storage.WestUS2' },
    });
  });
});
