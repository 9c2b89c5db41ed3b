/** What the command line and the REST interface print of resources and deployments (N15). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAzOutput } from '../../../../src/sources/arm/answers/az-output.js';
import { assemble } from '../../../../src/sources/assemble.js';
import { bytesOf } from '../../../../src/sources/json/bytes.js';
import { recogniseBytes } from '../../../../src/sources/recognise.js';
import { InputError, type SourceModel } from '../../../../src/sources/source.js';
import { said, saying } from '../../../messages.js';
import { filesBelow, sharedFile } from '../../../shared.js';

const PROVIDERS = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers';
const NETWORK = `${PROVIDERS}/Microsoft.Network`;
const WORKSPACE = `${PROVIDERS}/Microsoft.MachineLearningServices/workspaces/ws`;
const NSG = `${NETWORK}/networkSecurityGroups/nsg`;
const POLICY = `${NETWORK}/firewallPolicies/p`;

function read(document: unknown, reported = true): SourceModel {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return readAzOutput({ file: 'az.json', source: bytesOf(Buffer.from(text)) }, { reported });
}

function kindOf(document: unknown): string {
  return recogniseBytes({ file: 'f', source: bytesOf(Buffer.from(JSON.stringify(document))) }).kind;
}

const RULE = {
  access: 'Deny',
  destinationAddressPrefix: 'Storage',
  destinationAddressPrefixes: [],
  destinationPortRange: '*',
  destinationPortRanges: [],
  direction: 'Outbound',
  priority: 200,
  protocol: '*',
  sourceAddressPrefix: '*',
  sourceAddressPrefixes: [],
  sourcePortRange: '*',
  sourcePortRanges: [],
};
const FLAT = {
  defaultSecurityRules: [{ name: 'AllowVnetOutBound', priority: 65000 }],
  id: NSG,
  location: 'westus2',
  name: 'nsg',
  resourceGroup: 'rg',
  securityRules: [{ id: `${NSG}/securityRules/r`, name: 'r', ...RULE }],
  type: 'Microsoft.Network/networkSecurityGroups',
};
const REST = {
  id: NSG,
  name: 'nsg',
  type: 'Microsoft.Network/networkSecurityGroups',
  properties: { securityRules: [{ name: 'r', properties: RULE }], defaultSecurityRules: [] },
};

describe('resources as az prints them', () => {
  it('are recognised by their ids and types, alone, in a list and in value, in any mixture', () => {
    for (const document of [FLAT, REST, [FLAT, REST], { value: [REST], nextLink: null }, [{ x: 1 }, FLAT]])
      expect(kindOf(document)).toBe('azure-resources');
    expect(kindOf({ id: WORKSPACE, name: 'ws', hbi_workspace: true })).toBe('azure-resources');
    expect(() => kindOf({ id: 'x', type: 'module', name: 'y' })).toThrow(InputError);
    expect(() => kindOf([{ id: 'x' }])).toThrow(InputError);
  });

  it('are the same network in the flattened and in the REST shape (N15)', () => {
    const [flat, rest] = [FLAT, REST].map((json) => read(json).network.networkSecurityGroups[0]);
    expect(flat?.securityRules).toEqual(rest?.securityRules);
    expect(flat).toMatchObject({ id: NSG, armId: NSG, reported: true, location: null });
    expect(flat?.otherRules).toBeUndefined();
    expect(read(REST).before).toBeNull();
    expect(read(REST, false).network.networkSecurityGroups[0]?.reported).toBe(false);
  });

  it('that are printed twice are one, and open where the two differ', () => {
    expect(read([FLAT, FLAT]).network.networkSecurityGroups).toHaveLength(1);
    const other = { ...FLAT, securityRules: [{ ...FLAT.securityRules[0], access: 'Allow' }] };
    const [group, ...more] = read([FLAT, other]).network.networkSecurityGroups;
    expect(more).toEqual([]);
    expect(group?.securityRules[0]?.access).toEqual({ unknown: saying('more than once') });
  });

  it('that a tool lists without their properties exist and are open: nobody may take a group for one without rules', () => {
    const listed = {
      ...{ changedTime: 'x', createdTime: 'x', provisioningState: 'Succeeded', resourceGroup: 'rg', tags: {} },
      ...{ id: NSG, name: 'nsg', type: 'Microsoft.Network/networkSecurityGroups', properties: null },
    };
    const graph = { count: 1, data: [{ ...listed, tenantId: 't', subscriptionId: 's' }], skip_token: null };
    expect(kindOf(graph)).toBe('azure-resources');
    for (const document of [[listed], graph])
      expect(read(document).network.networkSecurityGroups[0]).toMatchObject({
        existing: true,
        otherRules: { unknown: saying('without its properties') },
      });
    const { diagnostics } = read({ count: 1, data: [REST], skip_token: 'more' });
    expect(said(diagnostics[0]?.message)).toContain('goes on behind skip_token');
  });

  it('that are a part of another one show that it exists and not what else is in it', () => {
    const rule = { id: `${NSG}/securityRules/r`, name: 'r', ...RULE };
    const { network } = assemble([read([rule]).network]);
    expect(network.networkSecurityGroups[0]).toMatchObject({
      id: NSG,
      securityRules: [{ name: 'r' }],
      otherRules: { unknown: saying('a part of') },
    });
    const whole = assemble([read([rule]).network, read(FLAT).network]);
    expect(whole.network.networkSecurityGroups).toHaveLength(1);
    expect(whole.network.networkSecurityGroups[0]?.otherRules).toBeUndefined();
  });

  it('leave a policy open whose rule collection groups are listed and not shown, until another file shows them', () => {
    const id = `${POLICY}/ruleCollectionGroups/g`;
    const policy = {
      id: POLICY,
      name: 'p',
      ruleCollectionGroups: [{ id, resourceGroup: 'rg' }],
      sku: { tier: 'Basic' },
    };
    const alone = assemble([read(policy).network]).network.ruleCollectionGroups;
    expect(alone).toEqual([
      expect.objectContaining({ policy: { key: POLICY }, otherRuleCollections: expect.anything() }),
    ]);
    const group = { id, name: 'g', priority: 100, ruleCollections: [] };
    for (const models of [[read([policy, group])], [read(policy), read(group)]]) {
      const groups = assemble(models.map(({ network }) => network)).network.ruleCollectionGroups;
      expect(groups).toHaveLength(1);
      expect(groups[0]).toMatchObject({ priority: 100, policy: { key: POLICY } });
      expect(groups[0]?.otherRuleCollections).toBeUndefined();
    }
  });

  it('say that a list goes on elsewhere, and that a file has nothing that matters', () => {
    expect(said(read({ value: [REST], nextLink: 'https://x' }).diagnostics[0]?.message)).toContain('nextLink');
    const disk = { id: `${PROVIDERS}/Microsoft.Compute/disks/d`, name: 'd' };
    expect(said(read([disk, disk]).diagnostics[0]?.message)).toContain('none of the 2 resources');
  });

  it('are read as the machine learning extension names them', () => {
    const workspace = {
      id: WORKSPACE,
      name: 'ws',
      location: 'westeurope',
      hbi_workspace: true,
      managed_network: {
        isolation_mode: 'allow_only_approved_outbound',
        outbound_rules: [
          { name: 'pypi', type: 'fqdn', destination: 'pypi.org', category: 'user_defined' },
          {
            name: 'tag',
            type: 'service_tag',
            destination: { service_tag: 'AzureMonitor', protocol: 'TCP', port_ranges: '80, 443' },
          },
        ],
      },
    };
    const subnet = `${NETWORK}/virtualNetworks/v/subnets/s`;
    const compute = {
      id: `${WORKSPACE}/computes/c`,
      name: 'c',
      type: 'amlcompute',
      enable_node_public_ip: false,
      network_settings: { subnet },
    };
    const { network } = read([workspace, compute]);
    expect(network.workspaces[0]).toMatchObject({
      region: 'westeurope',
      highBusinessImpact: true,
      isolationMode: 'allowonlyapprovedoutbound',
      outboundRules: [
        { name: 'pypi', destination: { type: 'FQDN', fqdn: 'pypi.org' } },
        { name: 'tag', destination: { type: 'ServiceTag', serviceTag: 'AzureMonitor', portRanges: ['80', '443'] } },
      ],
    });
    expect(network.computes[0]).toMatchObject({ kind: 'AmlCompute', publicIp: false, subnet: { id: subnet } });
  });
});

describe('deployments as az prints them', () => {
  const deployment = {
    id: `${PROVIDERS}/Microsoft.Resources/deployments/main`,
    name: 'main',
    type: 'Microsoft.Resources/deployments',
    properties: {
      provisioningState: 'Succeeded',
      templateHash: '1',
      outputs: {
        nsg: { type: 'String', value: NSG },
        many: { type: 'Object', value: { policies: [POLICY, 'text', 1] } },
        secret: { type: 'SecureString', value: `${NETWORK}/routeTables/hidden` },
      },
      outputResources: [{ id: `${NETWORK}/virtualNetworks/v`, resourceGroup: 'rg' }, { id: '/x' }, null],
    },
  };

  it('are recognised in a group and in a subscription', () => {
    expect(kindOf(deployment)).toBe('arm-deployment');
    expect(
      kindOf({
        id: '/subscriptions/x/providers/Microsoft.Resources/deployments/d',
        type: 'Microsoft.Resources/deployments',
      }),
    ).toBe('arm-deployment');
  });

  it.each([
    ['in the shape of REST', { properties: { securityRules: [{ name: 'closed', properties: RULE }] } }],
    ['flattened', { securityRules: [{ name: 'closed', ...RULE }] }],
  ])('have whole resources in their outputs, %s', (_, body) => {
    const outputs = { made: { type: 'Object', value: { groups: [{ id: NSG, name: 'nsg', ...body }] } } };
    const { network } = read({
      ...deployment,
      properties: { ...deployment.properties, outputs, outputResources: [{ id: NSG }] },
    });
    expect(network.networkSecurityGroups).toHaveLength(1);
    expect(network.networkSecurityGroups[0]).toMatchObject({
      id: NSG,
      securityRules: [{ name: 'closed', access: 'Deny', destinationAddressPrefixes: ['Storage'] }],
    });
    expect(network.networkSecurityGroups[0]?.otherRules).toBeUndefined();
    expect(network.networkSecurityGroups[0]?.existing).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    [
      "in ARM's words",
      { name: 'other', properties: { securityRules: [{ name: 'closed', properties: RULE }] } },
      'other',
    ],
    ['flattened', { name: 'other', securityRules: [{ name: 'closed', ...RULE }] }, 'other'],
    [
      "in Terraform's words",
      {
        name: 'other',
        security_rule: [
          {
            name: 'closed',
            access: 'Deny',
            priority: 200,
            direction: 'Outbound',
            destination_address_prefix: 'Storage',
          },
        ],
      },
      'other',
    ],
    ['as rules without their group', [{ name: 'closed', properties: RULE }], 'outputs.made'],
  ])('have groups without an id in their outputs, %s', (_, value, id) => {
    const outputs = {
      made: { type: 'Object', value },
      hidden: { type: 'secureObject', value: { name: 'hunter2', securityRules: [] } },
    };
    const { network } = read({ ...deployment, properties: { ...deployment.properties, outputs, outputResources: [] } });
    expect(network.networkSecurityGroups).toMatchObject([
      { id, securityRules: [{ name: 'closed', access: 'Deny', destinationAddressPrefixes: ['Storage'] }] },
    ]);
  });

  it.each([
    ["in ARM's words", { name: 'nsg', securityRules: [] }],
    ["in Terraform's words", { name: 'nsg', security_rule: [] }],
  ])('show a group that they have made by its name alone, %s', (_, value) => {
    const outputs = { made: { type: 'Object', value } };
    const { network } = read({
      ...deployment,
      properties: { ...deployment.properties, outputs, outputResources: [{ id: NSG.toUpperCase() }] },
    });
    expect(network.networkSecurityGroups).toHaveLength(1);
    expect(network.networkSecurityGroups[0]?.armId?.toUpperCase()).toBe(NSG.toUpperCase());
    expect(network.networkSecurityGroups[0]?.otherRules).toBeUndefined();
  });

  it('tell groups of the same name apart by their places', () => {
    const outputs = {
      a: {
        type: 'Array',
        value: [
          { name: 'n', securityRules: [] },
          { name: 'n', securityRules: [] },
        ],
      },
    };
    const { network } = read({ ...deployment, properties: { ...deployment.properties, outputs, outputResources: [] } });
    expect(network.networkSecurityGroups.map(({ id }) => id)).toEqual(['n', 'outputs.a[1]']);
  });

  it('name what exists and leave it open; secure outputs are not looked at', () => {
    const { network } = read(deployment);
    expect(network.networkSecurityGroups[0]).toMatchObject({
      id: NSG,
      existing: true,
      otherRules: { unknown: saying('does not show its properties') },
    });
    expect(network.firewallPolicies[0]?.otherGroups).toBeDefined();
    expect(network.virtualNetworks).toHaveLength(1);
    expect(JSON.stringify(network)).not.toContain('hidden');
  });

  it('give way to what another file shows of the same resource', () => {
    const { network } = assemble([read(deployment).network, read(FLAT).network]);
    expect(network.networkSecurityGroups).toHaveLength(1);
    expect(network.networkSecurityGroups[0]?.otherRules).toBeUndefined();
  });

  it('that have failed say so', () => {
    const failed = { ...deployment, properties: { ...deployment.properties, provisioningState: 'Failed' } };
    expect(said(read(failed).diagnostics[0]?.message)).toContain('has not succeeded (Failed)');
  });
});

describe('az output that is hostile', () => {
  it('never crashes, whatever the JSON', () => {
    const word = fc.constantFrom(
      'id',
      'type',
      'name',
      'properties',
      'value',
      'outputs',
      'outputResources',
      'ruleCollectionGroups',
      '__proto__',
      'constructor',
      'managed_network',
      'outbound_rules',
      'hbi_workspace',
      'securityRules',
      'nextLink',
      'unknown',
    );
    const leaf = fc.constantFrom<unknown>(
      null,
      1,
      NSG,
      POLICY,
      WORKSPACE,
      deployment(),
      'Microsoft.Network/virtualNetworks',
      '',
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(word, tie('value'), { maxKeys: 6 }),
      ),
    })).value;
    fc.assert(
      fc.property(json, (document) => {
        const { network } = read(JSON.stringify(document) ?? 'null');
        expect(() => assemble([network])).not.toThrow();
      }),
      { numRuns: 300 },
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  function deployment(): string {
    return `${PROVIDERS}/Microsoft.Resources/deployments/d`;
  }
});

describe('genuine output of az (skipped where it is absent)', () => {
  const files = filesBelow(sharedFile('azure-json/az'), '.json');
  (files.length === 0 ? it.skip : it)('is recognised, and every file gives resources of the model', () => {
    for (const file of files) {
      const content = readFileSync(file);
      expect([file, recogniseBytes({ file, source: bytesOf(content) }).kind]).toEqual([file, 'azure-resources']);
      const { network, diagnostics } = readAzOutput({ file, source: bytesOf(content) }, { reported: true });
      expect([file, Object.values(network).flat().length > 0]).toEqual([file, true]);
      expect([file, diagnostics]).toEqual([file, []]);
    }
  });
});
