/** What-if answers: the network after the deployment, the one before, and what Azure itself does not know (W1 to W3). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Network } from '../../../../src/azure/model.js';
import { readWhatIf } from '../../../../src/sources/arm/answers/what-if.js';
import { assemble } from '../../../../src/sources/assemble.js';
import { bytesOf } from '../../../../src/sources/json/bytes.js';
import { recogniseBytes } from '../../../../src/sources/recognise.js';
import { InputError, type SourceModel } from '../../../../src/sources/source.js';
import { said, saying } from '../../../messages.js';
import { filesBelow, sharedFile } from '../../../shared.js';

const GROUP = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network';
const NSG = `${GROUP}/networkSecurityGroups/nsg`;
const VNET = `${GROUP}/virtualNetworks/vnet`;

function read(document: unknown): SourceModel {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return readWhatIf({ file: 'whatif.json', source: bytesOf(Buffer.from(text)) }, { reported: true });
}

function change(changeType: string, resourceId: string, payload: Readonly<Record<string, unknown>>): object {
  return { changeType, resourceId, ...payload };
}

function rule(name: string): object {
  return {
    name,
    properties: {
      priority: 100,
      direction: 'Outbound',
      access: 'Deny',
      protocol: '*',
      sourcePortRange: '*',
      destinationPortRange: '*',
      sourceAddressPrefix: '*',
      destinationAddressPrefix: 'Storage',
    },
  };
}

function group(...rules: readonly string[]): object {
  return { id: NSG, name: 'nsg', properties: { securityRules: rules.map(rule) } };
}

function ruleNames(network: Network | null): readonly unknown[] {
  return (network?.networkSecurityGroups ?? []).flatMap(({ securityRules }) => securityRules.map(({ name }) => name));
}

describe('a change of a what-if answer', () => {
  it('of type Modify is read from after for the verdict and from before for what changed, in both shapes (W1, W3)', () => {
    const changes = [change('Modify', NSG, { before: group('old'), after: group('new'), delta: [] })];
    for (const document of [
      { status: 'Succeeded', changes, error: null, potentialChanges: null, diagnostics: [] },
      { status: 'Succeeded', properties: { correlationId: 'x', changes } },
    ]) {
      const { network, before } = read(document);
      expect(ruleNames(network)).toEqual(['new']);
      expect(ruleNames(before)).toEqual(['old']);
      expect(network.networkSecurityGroups[0]).toMatchObject({ id: NSG, armId: NSG, resourceGroup: 'rg' });
    }
  });

  it('of type Create was not there before, of type Delete is not there after (W1)', () => {
    const created = read({ changes: [change('Create', NSG, { before: null, after: group('a') })] });
    expect([ruleNames(created.network), created.before?.networkSecurityGroups]).toEqual([['a'], []]);
    const deleted = read({ changes: [change('Delete', NSG, { before: group('a'), after: null })] });
    expect([deleted.network.networkSecurityGroups, ruleNames(deleted.before)]).toEqual([[], ['a']]);
  });

  it('of type Ignore stays as before shows it; shown without properties, everything in it is open (W1)', () => {
    const whole = read({ changes: [change('Ignore', NSG, { before: group('a'), after: group('b') })] });
    expect([ruleNames(whole.network), ruleNames(whole.before)]).toEqual([['a'], ['a']]);
    const bare = { id: NSG, name: 'nsg', location: 'westus2', type: 'Microsoft.Network/networkSecurityGroups' };
    const [nsg] = read({ changes: [change('Ignore', NSG, { before: bare, after: bare })] }).network
      .networkSecurityGroups;
    expect(said(nsg?.otherRules?.unknown)).toContain('without its properties');
  });

  it('of type Ignore without a before was beyond the limits of what-if, and is open (W1)', () => {
    const { network, diagnostics } = read({ changes: [change('Ignore', NSG, { before: null, after: group('a') })] });
    expect(network.networkSecurityGroups[0]).toMatchObject({ securityRules: [], otherRules: expect.anything() });
    expect(said(diagnostics[0]?.message)).toContain('has not looked at');
    const deployment = `${GROUP.replace('Network', 'Resources')}/deployments/far`;
    expect(said(read({ changes: [change('Ignore', deployment, {})] }).diagnostics[0]?.message)).toContain(deployment);
  });

  it.each(['Unsupported', 'Deploy', 'SomethingNew'])(
    'of type %s is open whatever else the entry holds (W1)',
    (type) => {
      const { network, before, diagnostics } = read({
        changes: [
          change(type, NSG, { before: group('a'), after: group('a'), unsupportedReason: 'It is new. See docs.' }),
        ],
      });
      expect(network.networkSecurityGroups[0]).toMatchObject({ securityRules: [], otherRules: expect.anything() });
      expect(before?.networkSecurityGroups[0]).toMatchObject({ securityRules: [], otherRules: expect.anything() });
      expect(diagnostics.map(({ message }) => said(message)).join()).toContain(NSG);
    },
  );

  it('that may or may not happen leaves its resource open', () => {
    const { network } = read({ changes: [], potentialChanges: [change('Create', NSG, { after: group('a') })] });
    expect(said(network.networkSecurityGroups[0]?.otherRules?.unknown)).toContain('decided while the deployment runs');
  });

  it('without its payload is open: the answer was asked for ids alone', () => {
    const { network } = read({ changes: [change('Create', NSG, {})] });
    expect(said(network.networkSecurityGroups[0]?.otherRules?.unknown)).toContain('FullResourcePayloads');
  });

  it('that is listed twice is one resource, open only in what the entries do not agree on', () => {
    const one = { id: NSG, name: 'nsg', properties: { securityRules: [rule('a'), rule('b')] } };
    const other = structuredClone(one);
    (other.properties.securityRules[1] as { properties: { access: string } }).properties.access = 'Allow';
    const { network } = read({
      changes: [change('Create', NSG, { after: one }), change('Create', NSG.toUpperCase(), { after: other })],
    });
    expect(network.networkSecurityGroups).toHaveLength(1);
    expect(network.networkSecurityGroups[0]?.securityRules.map(({ access }) => access)).toEqual([
      'Deny',
      { unknown: saying('more than once') },
    ]);
    const clash = read({ changes: [change('Create', NSG, { after: one }), change('Delete', NSG, { before: one })] });
    expect(clash.network.networkSecurityGroups[0]?.otherRules).toBeDefined();
  });

  it('keeps the private address that a firewall has, which what-if shows as removed', () => {
    const id = `${GROUP}/azureFirewalls/fw`;
    const firewall = (address: object, subnet = 'AzureFirewallSubnet'): object => ({
      properties: {
        ipConfigurations: [{ name: 'c', properties: { ...address, subnet: { id: `${VNET}/subnets/${subnet}` } } }],
      },
    });
    const addresses = (after: object): unknown =>
      read({ changes: [change('Modify', id, { before: firewall({ privateIPAddress: '10.0.0.4' }), after })] }).network
        .firewalls[0]?.privateIpAddresses;
    expect(addresses(firewall({}))).toEqual(['10.0.0.4']);
    expect(addresses(firewall({ privateIPAddress: '10.0.0.9' }))).toEqual(['10.0.0.9']);
    expect(addresses(firewall({}, 'elsewhere'))).toEqual([{ unknown: saying('assigned by Azure') }]);
  });
});

describe('what a what-if answer leaves unresolved (W2)', () => {
  const subnet = (link: object): Network => {
    const changes = [
      change('Create', NSG, { after: group('a') }),
      change('Create', VNET, { after: { properties: { subnets: [{ name: 's', properties: link }] } } }),
      change('Create', `${GROUP}/virtualNetworks/other`, {
        after: {
          properties: {
            subnets: [{ name: 'first', properties: { networkSecurityGroup: { id: NSG } } }],
          },
        },
      }),
    ];
    return assemble([read({ changes }).network]).network;
  };
  const linkOf = (id: string): unknown =>
    subnet({ networkSecurityGroup: { id } }).subnets.find(({ name }) => name === 's')?.networkSecurityGroup;

  it.each([
    `[reference('${NSG}', '2023-11-01').id]`,
    `[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]`,
    `[resourceId(parameters('sub'), 'rg', 'Microsoft.Network/networkSecurityGroups', 'nsg')]`,
    `[format('/subscriptions/{0}/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/{1}', parameters('s'), 'nsg')]`,
    `[concat('/subscriptions/', parameters('s'), '/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg')]`,
    `[reference('${GROUP}/virtualNetworks/other').subnets[0].properties.networkSecurityGroup.id]`,
    `[reference('${GROUP}/virtualNetworks/other').subnets[0].networkSecurityGroup.id]`,
  ])('links by its text: %s', (text) => {
    expect(linkOf(text)).toEqual({ key: NSG });
  });

  it.each([
    `[reference('${GROUP.replace('Network', 'Resources')}/deployments/nsg').outputs.id.value]`,
    `[reference(parameters('x')).id]`,
    `[format('{0}', parameters('x'))]`,
    `[reference('${NSG}']`,
    `[reference('${NSG}').defaultSecurityRules[0].id]`,
  ])('leads nowhere where the text does not tell, and never to no group: %s', (text) => {
    expect(linkOf(text)).toEqual({ unknown: saying('not resolved') });
  });

  it('does not follow a text that is nested without end', () => {
    const deep = `[${"concat('a', ".repeat(1_000)}'b'${')'.repeat(1_000)}]`;
    const doubled = `${"format('{0}{0}{0}', ".repeat(60)}'${NSG}'${')'.repeat(60)}`;
    for (const text of [deep, `[${doubled}]`, `[reference(${doubled}).id]`])
      expect(linkOf(text)).toEqual({ unknown: saying('not resolved') });
  });

  it('gives subnets that are written inside their network the ids that they will have', () => {
    const compute =
      '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ws/computes/c';
    const { network } = assemble([
      read({
        changes: [
          change('Create', VNET, { after: { properties: { subnets: [{ name: 's', properties: {} }] } } }),
          change('Create', compute, {
            after: {
              properties: {
                computeType: 'AmlCompute',
                properties: { subnet: { id: `[reference('${VNET}', '2023-11-01').subnets[0].id]` } },
              },
            },
          }),
        ],
      }).network,
    ]);
    expect(network.computes[0]?.subnet).toEqual({ key: network.subnets[0]?.key });
  });

  it('leads from a next hop to the firewall whose address it asks for', () => {
    const firewall = `${GROUP}/azureFirewalls/fw`;
    const hop = `[reference('${firewall}', '2023-11-01').ipConfigurations[0].properties.privateIPAddress]`;
    const route = { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: hop };
    const { network } = assemble([
      read({
        changes: [
          change('Create', firewall, { after: { properties: { ipConfigurations: [] } } }),
          change('Create', `${GROUP}/routeTables/rt`, {
            after: { properties: { routes: [{ name: 'default', properties: route }] } },
          }),
        ],
      }).network,
    ]);
    expect(network.routeTables[0]?.routes[0]?.nextHop).toEqual({ key: firewall });
  });

  it('names resources by the text of their id: parent, group and name, with the subscription open', () => {
    const id = `[format('/subscriptions/{0}/resourceGroups/rg/providers/Microsoft.Network/firewallPolicies/p/ruleCollectionGroups/g', parameters('s'))]`;
    const { network } = read({ changes: [change('Unsupported', id, { after: null, unsupportedReason: 'x' })] });
    expect(network.ruleCollectionGroups[0]).toMatchObject({
      id: 'p/g',
      name: 'g',
      policy: { type: 'firewallPolicies', name: 'p', resourceGroup: 'rg' },
      otherRuleCollections: expect.anything(),
    });
    expect(network.ruleCollectionGroups[0]?.armId).toBeUndefined();
  });

  it('opens every policy where rules belong to a policy that has no name yet', () => {
    const id = `[format('{0}/ruleCollectionGroups/g', parameters('policyId'))]`;
    const named = `[concat('/subscriptions/x/resourceGroups/rg/providers/Microsoft.Network/firewallPolicies/', parameters('p'), '/ruleCollectionGroups/g')]`;
    const policy = change('Create', `${GROUP}/firewallPolicies/p`, { after: { properties: { sku: {} } } });
    const stray = read({ changes: [policy, change('Create', named, { after: { properties: {} } })] });
    expect(stray.network.firewallPolicies[0]?.otherGroups).toBeDefined();
    const lost = read({ changes: [policy, change('Unsupported', id, {})] });
    expect(lost.diagnostics.map(({ message }) => said(message)).join()).toContain('cannot name yet');
  });

  it('names nested deployments that Azure has not looked into, and opens the policies of their group', () => {
    const target = `${GROUP.replace('Network', 'Resources')}/deployments/rules`;
    const { network, diagnostics } = read({
      changes: [
        change('Create', `${GROUP}/firewallPolicies/p`, { after: { properties: { sku: {} } } }),
        change('Create', `${GROUP.replace('/rg/', '/far/')}/firewallPolicies/q`, {
          after: { properties: { sku: {} } },
        }),
      ],
      diagnostics: [{ level: 'Warning', code: 'NestedDeploymentShortCircuited', target, message: 'short' }],
    });
    expect(diagnostics.map(({ message }) => message)).toEqual([saying(target)]);
    expect(network.firewallPolicies.map(({ otherGroups }) => otherGroups !== undefined)).toEqual([true, false]);
  });
});

describe('an answer that is none', () => {
  it('says what Azure said where the what-if itself has failed', () => {
    const failed = { status: 'Failed', error: { code: 'InvalidTemplate', message: 'line 3' }, changes: null };
    expect(() => read(failed)).toThrow(InputError);
    expect(() => read(failed)).toThrow(/InvalidTemplate: line 3/);
  });

  it('never crashes, whatever the JSON (hostile input)', () => {
    const words = fc.constantFrom(
      'changes',
      'properties',
      'changeType',
      'resourceId',
      'before',
      'after',
      'delta',
      'id',
    );
    const more = fc.constantFrom(
      '__proto__',
      'constructor',
      'name',
      'securityRules',
      'subnets',
      'unknown',
      'diagnostics',
    );
    const leaf = fc.constantFrom<unknown>(
      null,
      1,
      'Create',
      'Unsupported',
      NSG,
      VNET,
      `[reference('${NSG}').id]`,
      '[',
      '',
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.oneof(words, more), tie('value'), { maxKeys: 5 }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.array(json, { maxLength: 4 }), json, (changes, after) => {
        const { network } = read(
          JSON.stringify({ changes: [...changes, { changeType: 'Create', resourceId: NSG, after }] }),
        );
        expect(network.networkSecurityGroups.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('that is cut off, or nested without end, is an error with its place', () => {
    expect(() => read(`{"changes":[{"changeType":"Create","resourceId":"${NSG}","after":{`)).toThrow(InputError);
    expect(() => read(`{"changes":[${'['.repeat(10_000)}${']'.repeat(10_000)}]}`)).toThrow(InputError);
  });
});

describe('genuine what-if answers (skipped where they are absent)', () => {
  const files = filesBelow(sharedFile('azure-json/what-if'), '.json');
  (files.length === 0 ? it.skip : it)('are recognised and read, each resource under its full id', () => {
    for (const file of files) {
      const content = readFileSync(file);
      expect([file, recogniseBytes({ file, source: bytesOf(content) }).kind]).toEqual([file, 'arm-what-if']);
      const { network, before } = readWhatIf({ file, source: bytesOf(content) }, { reported: true });
      expect(before).not.toBeNull();
      if (!file.endsWith('real-1.json')) continue;
      expect(network.subnets.map(({ id }) => id).sort()).toEqual(
        expect.arrayContaining([expect.stringMatching(/sec-prod-vnet-001\/subnets\/sec-vm-snet-001$/)]),
      );
      expect(network.routeTables).toHaveLength(2);
      expect(before?.routeTables).toHaveLength(1);
      expect(network.ruleCollectionGroups[0]?.otherRuleCollections).toBeDefined();
    }
  });
});
