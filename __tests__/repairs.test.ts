/** What a report says of a gap that it has no fix for, or no sure one: the true reason, and whose it is to do. */
import { describe, expect, it } from '@jest/globals';
import type { Settings } from '../src/settings/settings.js';
import { cluster, IDS, place, plan, run, SUBNET, securityRule, state, workspace } from './check-plans.js';

const PROVIDERS = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Network';
const POLICY = {
  id: `${PROVIDERS}/firewallPolicies/afwp`,
  name: 'afwp',
  resource_group_name: 'rg',
  location: 'westus2',
};

async function storageIn(files: Readonly<Record<string, unknown>>, given: Partial<Settings> = {}) {
  const report = await run(files, { region: 'westus2', features: ['none'], ...given });
  return report.findings.find(({ requirement }) => requirement === 'outbound-storage');
}

/** A subnet whose traffic goes to the firewall of a hub, and a group that lets all of it out, but for what `rules` say. */
const spoke = (rules: readonly ReturnType<typeof securityRule>[] = []) => ({
  ...workspace(),
  ...cluster(),
  ...place(rules),
  'azurerm_route_table.spoke': {
    id: IDS.table,
    name: 'rt',
    resource_group_name: 'rg',
    route: [
      {
        name: 'default',
        address_prefix: '0.0.0.0/0',
        next_hop_type: 'VirtualAppliance',
        next_hop_in_ip_address: '10.9.0.4',
      },
    ],
  },
  'azurerm_subnet_route_table_association.spoke': {
    id: IDS.subnet,
    subnet_id: IDS.subnet,
    route_table_id: IDS.table,
  },
});

const GROUP = `${POLICY.id}/ruleCollectionGroups/spokes`;
const hub = {
  'azurerm_firewall_policy.hub': POLICY,
  'azurerm_firewall.hub': {
    id: `${PROVIDERS}/azureFirewalls/afw`,
    name: 'afw',
    resource_group_name: 'rg',
    firewall_policy_id: POLICY.id,
    ip_configuration: [{ name: 'c', private_ip_address: '10.9.0.4' }],
  },
  'azurerm_firewall_policy_rule_collection_group.spokes': {
    id: GROUP,
    name: 'spokes',
    firewall_policy_id: POLICY.id,
    priority: 500,
    network_rule_collection: [
      {
        name: 'tags "of" all\nspokes',
        priority: 500,
        action: 'Allow',
        rule: [
          {
            name: 'ntp',
            protocols: ['UDP'],
            source_addresses: ['10.0.0.0/8'],
            destination_addresses: ['10.9.9.9'],
            destination_ports: ['123'],
          },
        ],
      },
    ],
  },
};

describe('a gap without a fix', () => {
  it('is of somebody else: the report says whose', async () => {
    const finding = await storageIn(
      { 'plan.json': plan(spoke()), 'hub.json': state(hub) },
      { files: ['plan.json'], contextFiles: ['hub.json'] },
    );
    expect(finding).toMatchObject({ verdict: 'unmet', remedy: null });
    expect(finding?.remedyNote).toBe(
      'No fix is printed here: azurerm_firewall_policy_rule_collection_group.spokes is of hub.json, which is read for linking only, so whoever owns it has to change it.',
    );
  });

  it('at a policy by itself lacks the sources of a rule (F13), not a place for one', async () => {
    const finding = await storageIn({ 'plan.json': plan({ 'azurerm_firewall_policy.hub': POLICY }) });
    expect(finding).toMatchObject({ verdict: 'unmet', remedy: null });
    expect(finding?.remedyNote).toMatch(
      /No fix is printed here: a rule of \S+ names its sources, and the addresses of the compute are not in the input\.$/,
    );
  });

  it('behind the first number (N1) says what has to move', async () => {
    const resources = { ...workspace(), ...cluster(), ...place([securityRule(100, 'Deny', 'Internet')]) };
    const finding = await storageIn({ 'plan.json': plan(resources) });
    expect(finding).toMatchObject({ scope: SUBNET, remedy: null });
    expect(finding?.remedyNote).toContain('that rule has to get a higher number first.');
  });
});

describe('a fix', () => {
  it('that the engine has verified needs no more words', async () => {
    const resources = { ...workspace(), ...cluster(), ...place([securityRule(4000, 'Deny', 'Internet')]) };
    const finding = await storageIn({ 'plan.json': plan(resources) });
    expect(finding?.remedy).toMatchObject({ verified: true });
    expect(finding).not.toHaveProperty('remedyNote');
    expect(finding?.remedy?.text).toMatch(/^security_rule \{/);
  });

  it('that leaves something open says what', async () => {
    const finding = await storageIn({ 'plan.json': plan(spoke([securityRule(4000, 'Deny', 'Internet')])) });
    expect(finding?.remedy).toMatchObject({ verified: false });
    expect(finding?.remedyNote).toBe(
      'The fix may not be enough: it depends on the appliance 10.9.0.4, which is not in the input.',
    );
  });

  it('of several places names each, and the collection that a rule is for, on one line whatever its name', async () => {
    const both = plan({ ...spoke([securityRule(4000, 'Deny', 'Internet')]), ...hub });
    const finding = await storageIn({ 'plan.json': both });
    expect(finding?.remedy).toMatchObject({ verified: true });
    const lines = finding?.remedy?.text.split('\n') ?? [];
    expect(lines.filter((line) => line.startsWith('#'))).toEqual([
      '# azurerm_network_security_group.nsg',
      '# azurerm_firewall_policy_rule_collection_group.spokes: tags "of" all\uFFFDspokes',
    ]);
    expect(lines.filter((line) => /^\S.*\{$/.test(line))).toEqual(['security_rule {', 'rule {']);
  });
});
