import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Report } from '../../../src/report/report.js';
import { bytesOf } from '../../../src/sources/json/bytes.js';
import { InputError, type SourceModel } from '../../../src/sources/source.js';
import { instancesOfOutputs } from '../../../src/sources/terraform/outputs.js';
import { readOutputs } from '../../../src/sources/terraform/outputs-document.js';
import { run, securityRule, verdicts } from '../../check-plans.js';
import { saying } from '../../messages.js';

const RULES = [
  securityRule(100, 'Allow', 'Storage.westus2', { name: 'allow' }),
  securityRule(4000, 'Deny', 'Internet', { name: 'deny' }),
];
const GROUP = { name: 'nsg', location: 'westus2', resource_group_name: 'rg', security_rule: RULES };
const ID = '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg';
const output = (value: unknown, sensitive = false) => ({ sensitive, type: 'dynamic', value });

const modelOf = (document: unknown, isLoose = false): SourceModel | null =>
  readOutputs(bytesOf(Buffer.from(JSON.stringify(document))), { file: 'out.json', reported: true, isLoose });
const checked = (document: unknown): Promise<Report> =>
  run({ 'out.json': document }, { files: ['out.json'], edition: '2021-11', region: 'westus2', hbi: false });

/** Types and addresses of what is found in one output. */
const found = (value: unknown): readonly string[] =>
  instancesOfOutputs([{ name: 'x', value }]).map(({ type, address }) => `${type} ${address}`);

/** The same rule in ARM's words, flattened and in the shape of REST (N15). */
const flat = (priority: number, access: string, destinationAddressPrefix: string) => ({
  name: `r${priority}`,
  ...{ priority, access, destinationAddressPrefix, direction: 'Outbound', protocol: '*' },
  ...{ sourceAddressPrefix: '*', sourcePortRange: '*', destinationPortRange: '*' },
});
const rest = (...rule: Parameters<typeof flat>) => {
  const { name, ...properties } = flat(...rule);
  return { name, properties };
};
const FLAT = [flat(100, 'Allow', 'Storage.westus2'), flat(4000, 'Deny', 'Internet')];
const REST = [rest(100, 'Allow', 'Storage.westus2'), rest(4000, 'Deny', 'Internet')];
const AZAPI = { type: 'Microsoft.Network/networkSecurityGroups@2024-05-01', name: 'nsg' };

describe('outputs of Terraform', () => {
  it.each([
    ['nothing', {}],
    ['text', { id: output('abc') }],
    ['a number and a list', { n: output(1), list: output(['10.0.0.0/24']) }],
  ])('with %s leave nothing to check (CONTRACT, Formats)', async (_, document) => {
    const report = await checked(document);
    expect(report.findings).toEqual([]);
    expect(report.conclusion).toBe('pass');
  });

  it('that hold a group are checked against its rules', async () => {
    const report = await checked({ nsg: output(GROUP) });
    expect(report.scopes).toMatchObject([{ id: 'output.nsg', kind: 'network-security-group' }]);
    expect(verdicts(report, 'outbound-storage', 'outbound-azure-machine-learning')).toEqual({
      'outbound-storage': 'met',
      'outbound-azure-machine-learning': 'unmet',
    });
  });

  it('that are sensitive are told by name and never looked at', async () => {
    const report = await checked({ nsg: output({ ...GROUP, name: 'hunter2' }, true), ok: output(1) });
    expect(report.findings).toEqual([]);
    expect(JSON.stringify(report)).not.toContain('hunter2');
    expect(report.diagnostics.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('nsg is sensitive'),
    );
  });

  it('leave open what they do not show, as a data source does', () => {
    const model = modelOf({
      s: output({
        id: ID.replace('networkSecurityGroups/nsg', 'virtualNetworks/v/subnets/s'),
        name: 's',
        virtual_network_name: 'v',
        address_prefixes: ['10.0.0.0/24'],
      }),
    });
    expect(model?.network.subnets).toMatchObject([
      { existing: true, networkSecurityGroup: { unknown: saying('the output does not show') } },
    ]);
  });

  it('of a state or a plan without resources are read as well', async () => {
    const state = {
      format_version: '1.0',
      terraform_version: '1.5.0',
      values: { outputs: { nsg: output(GROUP), secret: output(GROUP, true) }, root_module: {} },
    };
    expect((await checked(state)).scopes).toMatchObject([{ id: 'output.nsg' }]);
    const raw = {
      version: 4,
      terraform_version: '1.5.0',
      serial: 1,
      lineage: 'a',
      outputs: { rules: output(RULES) },
      resources: [],
    };
    expect((await checked(raw)).scopes).toMatchObject([{ id: 'output.rules' }]);
    const plan = {
      format_version: '1.2',
      planned_values: { outputs: { nsg: output(GROUP), later: { sensitive: false } }, root_module: {} },
      resource_changes: [],
      configuration: { root_module: {} },
    };
    expect((await checked(plan)).scopes).toMatchObject([{ id: 'output.nsg' }]);
  });

  it('of a state say nothing of what its resources say better', async () => {
    const resource = {
      address: 'azurerm_network_security_group.g',
      mode: 'managed',
      type: 'azurerm_network_security_group',
      name: 'g',
      values: GROUP,
    };
    const state = {
      format_version: '1.0',
      values: { outputs: { nsg: output(GROUP), rules: output(RULES) }, root_module: { resources: [resource] } },
    };
    expect((await checked(state)).scopes).toMatchObject([{ id: 'azurerm_network_security_group.g' }]);
  });
});

describe('what an output holds is told', () => {
  it.each([
    ['by its id', { id: ID, name: 'nsg', location: 'x' }, ['azurerm_network_security_group output.x']],
    ['by its type', { type: 'azurerm_route_table', name: 'r' }, ['azurerm_route_table output.x']],
    ['by its rules', GROUP, ['azurerm_network_security_group output.x']],
    ['by its routes', { name: 'r', route: [] }, ['azurerm_route_table output.x']],
    ['in ARM words', { name: 'n', properties: { securityRules: [] } }, ['azapi_resource output.x']],
    [
      'inside maps and lists',
      { groups: { 'a.b': [GROUP] } },
      ['azurerm_network_security_group output.x.groups["a.b"][0]'],
    ],
    ['as a list of rules', RULES, ['azurerm_network_security_group output.x']],
    ['as a map of rules', { a: RULES[0], b: RULES[1] }, ['azurerm_network_security_group output.x']],
    [
      'as a list of routes',
      [{ name: 'r', address_prefix: '0.0.0.0/0', next_hop_type: 'Internet' }],
      ['azurerm_route_table output.x'],
    ],
    ['as a workspace', { name: 'w', high_business_impact: true }, ['azurerm_machine_learning_workspace output.x']],
    [
      'as a rule of its own',
      { ...RULES[0], network_security_group_name: 'nsg' },
      ['azurerm_network_security_rule output.x'],
    ],
    [
      'as a classic collection',
      { name: 'c', azure_firewall_name: 'f', rule: [{ target_fqdns: ['a'] }] },
      ['azurerm_firewall_application_rule_collection output.x'],
    ],
    ['as a text of JSON', JSON.stringify(GROUP), ['azurerm_network_security_group output.x']],
    ['not by an id alone', { id: ID, name: 'nsg' }, []],
    ['not by a text that begins like JSON', '[not json', []],
  ])('%s', (_, value, expected) => {
    expect(found(value)).toEqual(expected);
  });

  describe('rule collection groups without their policy', () => {
    const POLICY = '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/firewallPolicies/fwp';
    const group = (name: string, more: object) => ({
      ...{ name, priority: 200, application_rule_collection: [], nat_rule_collection: [] },
      network_rule_collection: [
        {
          ...{ name: 'c', priority: 100, action: 'Deny' },
          rule: [
            {
              ...{ name: 'all', protocols: ['Any'], source_addresses: ['*'] },
              ...{ destination_addresses: ['*'], destination_ports: ['*'] },
            },
          ],
        },
      ],
      ...more,
    });
    const policies = async (document: object) => (await checked(document)).scopes.map(({ id }) => id);

    it('are checked as one policy, whose other groups are open (F2)', async () => {
      const groups = [
        group('a', { firewall_policy_id: POLICY }),
        group('b', { id: `${POLICY.toUpperCase()}/ruleCollectionGroups/b` }),
      ];
      const report = await checked({ groups: output(groups) });
      expect(report.scopes.map(({ id, kind }) => [id, kind])).toEqual([
        ['output.groups[0].firewall_policy', 'firewall'],
      ]);
      expect(report.conclusion).toBe('unknown');
      const outbound = report.findings.filter(({ direction }) => direction === 'outbound');
      expect(new Set(outbound.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    });

    it('are so in the words of ARM, and where they name no policy', async () => {
      const arm = {
        id: `${POLICY}/ruleCollectionGroups/a`,
        type: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
        ...{ name: 'a', properties: { priority: 200, ruleCollections: [] } },
      };
      expect(await policies({ arm: output(arm) })).toEqual(['output.arm.firewall_policy']);
      expect(await policies({ one: output(group('a', {})) })).toEqual(['output.one.firewall_policy']);
    });

    it('belong to the policy that is beside them, with or without its id', async () => {
      const policy = { name: 'fwp', base_policy_id: null, threat_intelligence_mode: 'Alert' };
      const one = output(group('a', { firewall_policy_id: POLICY }));
      expect(await policies({ policy: output({ ...policy, id: POLICY }), one })).toEqual(['output.policy']);
      expect(await policies({ policy: output(policy), one })).toEqual(['output.policy']);
    });
  });

  it('collections of firewall rules are all that a policy has', async () => {
    const rules = [
      {
        name: 'r',
        protocols: ['TCP'],
        source_addresses: ['*'],
        destination_addresses: ['Storage.westus2'],
        destination_ports: ['443'],
      },
    ];
    const report = await checked({ fw: output([{ name: 'c', priority: 200, action: 'Allow', rules }]) });
    expect(verdicts(report, 'outbound-storage', 'outbound-azure-machine-learning')).toEqual({
      'outbound-storage': 'met',
      'outbound-azure-machine-learning': 'unmet',
    });
  });
});

describe('values in the words of ARM', () => {
  it.each<[string, unknown, string]>([
    ['a group with properties', { name: 'nsg', properties: { securityRules: REST } }, 'nsg'],
    ['a flattened group', { name: 'nsg', location: 'westus2', securityRules: FLAT }, 'nsg'],
    ['what reference() answers', { provisioningState: 'Succeeded', securityRules: REST }, 'nsg'],
    ['what azapi has read', { ...AZAPI, body: {}, output: { properties: { securityRules: REST } } }, 'nsg'],
    ['what azapi has sent', { ...AZAPI, body: { properties: { securityRules: REST } }, output: {} }, 'nsg'],
    ['what azapi 1 has sent', { ...AZAPI, body: JSON.stringify({ properties: { securityRules: REST } }) }, 'nsg'],
    ['a list of rules', REST, 'rules'],
    ['a list of flattened rules', FLAT, 'rules'],
    ['a map of rules', { a: REST[0], b: REST[1] }, 'rules'],
    ['rules in the words of both', [securityRule(100, 'Allow', 'Storage.westus2', { name: 'a' }), REST[1]], 'rules'],
    ['the output of a deployment', { type: 'Array', value: REST }, 'rules'],
    ['a text of it, encoded twice', JSON.stringify(JSON.stringify(FLAT)), 'rules'],
  ])('are a group: %s', async (_, value) => {
    const report = await checked({ x: output(value) });
    expect(report.scopes).toMatchObject([{ id: 'output.x', kind: 'network-security-group' }]);
    expect(verdicts(report, 'outbound-storage', 'outbound-azure-machine-learning')).toEqual({
      'outbound-storage': 'met',
      'outbound-azure-machine-learning': 'unmet',
    });
  });

  it.each<[string, unknown, readonly string[]]>([
    [
      'a flattened route table',
      { name: 'r', routes: [{ nextHopType: 'None', addressPrefix: '0.0.0.0/0' }] },
      ['azapi_resource output.x'],
    ],
    ['a list of routes', [{ properties: { nextHopType: 'None', addressPrefix: 'a' } }], ['azapi_resource output.x']],
    ['routes of something else', { routes: [{ path: '/', service: 'web' }] }, []],
    ['a workspace', { name: 'w', hbiWorkspace: true }, ['azapi_resource output.x']],
    ['a workspace of the extension', { name: 'w', hbi_workspace: true }, ['azapi_resource output.x']],
    [
      'a subnet',
      { name: 's', properties: { addressPrefix: 'a', networkSecurityGroup: { id: ID } } },
      ['azapi_resource output.x'],
    ],
    [
      'collections of a policy',
      [{ ruleCollectionType: 'x', priority: 1, rules: [] }],
      ['azapi_resource output.x', 'azapi_resource output.x.collections'],
    ],
    [
      'collections of a classic firewall',
      [{ name: 'c', properties: { priority: 1, action: { type: 'Allow' }, rules: [] } }],
      ['azapi_resource output.x'],
    ],
    ['a secure output', { type: 'SecureObject', value: { securityRules: REST } }, []],
    ['what PowerShell shows of one', { Type: 'SecureObject', Value: { securityRules: REST } }, []],
  ])('are read: %s', (_, value, expected) => {
    expect(found(value)).toEqual(expected);
  });

  it('tell whose they are, and are no group by themselves then', () => {
    const owned = { ...REST[0], id: `${ID}/securityRules/r` };
    expect(found([owned, { ...owned, id: `${ID}/securityRules/s` }])).toEqual([
      'azapi_resource output.x[0]',
      'azapi_resource output.x[1]',
    ]);
    const named = { ...RULES[0], network_security_group_name: 'nsg' };
    expect(found({ a: named, b: named })).toEqual([
      'azurerm_network_security_rule output.x.a',
      'azurerm_network_security_rule output.x.b',
    ]);
  });

  it('are one group, where rules are values by themselves', async () => {
    const report = await checked({ allow: output(REST[0]), deny: output(REST[1]) });
    expect(report.scopes).toMatchObject([{ id: 'output.*' }]);
    expect(verdicts(report, 'outbound-storage')).toEqual({ 'outbound-storage': 'met' });
  });

  it('allow what collections allow, whichever firewall they are for', async () => {
    const network = { name: 'n', sourceAddresses: ['*'], destinationPorts: ['443'] };
    const classic = { ...network, protocols: ['TCP'], destinationAddresses: ['Storage.westus2'] };
    const policy = {
      ...network,
      ruleType: 'NetworkRule',
      ipProtocols: ['TCP'],
      destinationAddresses: ['Storage.westus2'],
    };
    for (const collection of [
      { name: 'c', properties: { priority: 200, action: { type: 'Allow' }, rules: [classic] } },
      {
        name: 'c',
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection',
        priority: 200,
        action: { type: 'Allow' },
        rules: [policy],
      },
    ])
      expect(
        verdicts(await checked({ fw: output([collection]) }), 'outbound-storage', 'outbound-azure-machine-learning'),
      ).toEqual({
        'outbound-storage': 'met',
        'outbound-azure-machine-learning': 'unmet',
      });
  });
});

describe('JSON without a form of its own', () => {
  it.each([
    ['one output by itself', GROUP],
    ['a list of one', [GROUP]],
    ['the outputs of a step', { stdout: JSON.stringify({ nsg: output(GROUP) }), exitcode: '0' }],
    ['a text that holds it', JSON.stringify(GROUP)],
    ['the outputs of all steps', { net: { outputs: { rules: JSON.stringify(REST) }, outcome: 'success' } }],
    ['the outputs of a job', { rules: JSON.stringify(JSON.stringify(REST)), name: 'x' }],
    ['the properties of a deployment', { outputs: { nsg: { type: 'Object', value: { securityRules: REST } } } }],
  ])('is read where it holds something of a network: %s', async (_, document) => {
    expect((await checked(JSON.stringify(document))).scopes).toHaveLength(1);
  });

  it('keeps what is sensitive in a step to itself', () => {
    expect(modelOf({ stdout: JSON.stringify({ nsg: output(GROUP, true) }) }, true)).toBeNull();
  });

  it.each([[{ name: 'package', version: '1' }], [[1, 2]], ['text'], [{ a: { b: {} } }]])(
    'is no known format where it does not: %j',
    async (document) => {
      await expect(checked(JSON.stringify(document))).rejects.toThrow(InputError);
    },
  );
});

it('any JSON is read or refused, never worse', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.boolean(), (value, isLoose) => {
      const model = modelOf({ x: output(value), ...(isLoose ? { y: 1 } : {}) }, isLoose);
      expect(model === null || Array.isArray(model.network.subnets)).toBe(true);
    }),
    { numRuns: 300 },
  );
  expect(found(JSON.parse('{"__proto__": {"security_rule": []}}'))).toEqual([
    'azurerm_network_security_group output.x.__proto__',
  ]);
});
