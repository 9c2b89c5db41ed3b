/** azapi resources to the model: bodies as objects and as JSON texts, parents, updates, data sources. */

import { describe, expect, it } from '@jest/globals';
import { english, msg } from '../../../src/azure/message.js';
import { unknown } from '../../../src/azure/value.js';
import { assemble } from '../../../src/sources/assemble.js';
import { joinParts, type PartialNetwork } from '../../../src/sources/parts.js';
import { type AzapiHelpers, type AzapiInstance, mapAzapi } from '../../../src/sources/terraform/azapi.js';
import { said } from '../../messages.js';

const GROUP = '/subscriptions/s/resourceGroups/rg';
const LATER = unknown(msg`azapi_resource.x.body is known after apply`);
const HELPERS: AzapiHelpers = {
  file: 'plan.json',
  reported: true,
  location: { file: 'main.tf', line: 3 },
  resolveLink: (path) => unknown(msg`nothing leads from ${path.join('.')}`),
};

function azapi(
  address: string,
  values: Readonly<Record<string, unknown>>,
  helpers: Partial<AzapiHelpers> = {},
): PartialNetwork {
  const type = address.replace(/^data\./, '').split('.')[0] ?? '';
  const mode: AzapiInstance['mode'] = address.startsWith('data.') ? 'data' : 'managed';
  return mapAzapi({ address, type, mode, values }, { ...HELPERS, ...helpers });
}

const SUBNET = 'Microsoft.Network/virtualNetworks/subnets@2024-05-01';
const VNET_ID = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet`;

describe('azapi_resource', () => {
  const body = { properties: { addressPrefix: '10.0.1.0/24', networkSecurityGroup: { id: '/nsg' } } };

  it('has a body that is an object (azapi 2) or a JSON text (azapi 1), and an id that follows from parent and name', () => {
    for (const written of [body, JSON.stringify(body)]) {
      const [subnet] =
        azapi('azapi_resource.training', { type: SUBNET, name: 'training', parent_id: VNET_ID, body: written })
          .subnets ?? [];
      expect(subnet).toMatchObject({
        key: 'azapi_resource.training',
        id: 'azapi_resource.training',
        armId: `${VNET_ID}/subnets/training`,
        resourceGroup: 'rg',
        name: 'training',
        location: { file: 'main.tf', line: 3 },
        virtualNetwork: { id: VNET_ID },
        addressPrefixes: ['10.0.1.0/24'],
        networkSecurityGroup: { id: '/nsg' },
      });
    }
  });

  it('asks for its parent and for links in the body by their paths, where they are known after apply (W4)', () => {
    const asked: string[] = [];
    const resolveLink: AzapiHelpers['resolveLink'] = (path, wanted) => {
      asked.push(`${path.join('.')}: ${wanted.join()}`);
      return { key: `some.${wanted[0]}` };
    };
    const values = {
      type: SUBNET,
      name: 'a',
      parent_id: LATER,
      body: { properties: { networkSecurityGroup: { id: LATER } } },
    };
    expect(azapi('azapi_resource.a', values, { resolveLink }).subnets?.[0]).toMatchObject({
      virtualNetwork: { key: 'some.virtualNetworks' },
      networkSecurityGroup: { key: 'some.networkSecurityGroups' },
      routeTable: null,
    });
    expect(asked).toEqual([
      'parent_id: virtualNetworks',
      'body.properties.networkSecurityGroup.id: networkSecurityGroups',
    ]);
  });

  it('has an open everything where its JSON text is known after apply; a link in it may also be none', () => {
    const values = { type: SUBNET, name: 'a', parent_id: VNET_ID, body: LATER };
    const [subnet] = azapi('azapi_resource.a', values, { resolveLink: () => ({ key: 'nsg' }) }).subnets ?? [];
    expect(subnet).toMatchObject({
      addressPrefixes: LATER,
      networkSecurityGroup: { ...LATER, candidates: ['nsg', null] },
    });
  });

  it('with a body that is no JSON is open, not empty', () => {
    for (const broken of ['{"properties":', '[]', '5', true]) {
      const [group] =
        azapi('azapi_resource.g', {
          type: 'Microsoft.Network/networkSecurityGroups@2024-05-01',
          name: 'g',
          parent_id: GROUP,
          body: broken,
        }).networkSecurityGroups ?? [];
      expect(group?.otherRules?.unknown).toEqual(
        'azapi_resource.g: body is neither an object nor the JSON text of one',
      );
    }
  });

  it('takes its region from the attribute beside the body', () => {
    const values = {
      type: 'Microsoft.MachineLearningServices/workspaces@2024-04-01',
      name: 'ws',
      location: 'West US 2',
      parent_id: GROUP,
      body: { properties: { hbiWorkspace: true } },
    };
    expect(azapi('azapi_resource.ws', values).workspaces?.[0]).toMatchObject({
      region: 'westus2',
      highBusinessImpact: true,
      armId: `${GROUP}/providers/Microsoft.MachineLearningServices/workspaces/ws`,
    });
  });

  it('can be an outbound rule below the managed network of a workspace (M4)', () => {
    const type = 'Microsoft.MachineLearningServices/workspaces/managedNetworks/outboundRules@2025-01-01-preview';
    const values = {
      type,
      name: 'pypi',
      parent_id: LATER,
      body: { properties: { type: 'FQDN', destination: 'pypi.org' } },
    };
    const resolveLink: AzapiHelpers['resolveLink'] = (path, wanted) => ({ key: `${path.join('.')} ${wanted.join()}` });
    expect(azapi('azapi_resource.r', values, { resolveLink }).separateOutboundRules?.[0]).toMatchObject({
      workspace: { key: 'parent_id workspaces' },
      rule: { name: 'pypi' },
    });
  });

  it('of a type that is not read gives nothing; one whose type is open is reported', () => {
    expect(azapi('azapi_resource.x', { type: 'Microsoft.Storage/storageAccounts@2023-01-01', name: 'x' })).toEqual({});
    const messages: string[] = [];
    expect(
      azapi('azapi_resource.x', { type: LATER }, { diagnose: (one) => messages.push(english(one.message)) }),
    ).toEqual({});
    expect(messages).toEqual([`azapi_resource.x: its type is not known (${english(LATER.unknown)})`]);
  });

  it('as a data source is there already and leaves open what it does not export', () => {
    const values = {
      type: SUBNET,
      resource_id: `${VNET_ID}/subnets/training`,
      output: { properties: { addressPrefix: '10.0.1.0/24' } },
    };
    const [subnet] = azapi('data.azapi_resource.training', values).subnets ?? [];
    expect(subnet).toMatchObject({
      existing: true,
      name: 'training',
      addressPrefixes: ['10.0.1.0/24'],
      routeTable: { unknown: 'data.azapi_resource.training does not export it' },
    });
  });
});

describe('azapi_update_resource', () => {
  const training = azapi('azapi_resource.training', {
    type: SUBNET,
    name: 'training',
    parent_id: VNET_ID,
    body: {
      properties: {
        addressPrefix: '10.0.1.0/24',
        routeTable: { id: `${GROUP}/providers/Microsoft.Network/routeTables/rt` },
      },
    },
  });
  const groups = azapi('azapi_resource.nsg', {
    type: 'Microsoft.Network/networkSecurityGroups@2024-05-01',
    name: 'nsg',
    parent_id: GROUP,
    body: {},
  });
  const tables = azapi('azapi_resource.rt', {
    type: 'Microsoft.Network/routeTables@2024-05-01',
    name: 'rt',
    parent_id: GROUP,
    body: {},
  });
  const update = (values: object, helpers: Partial<AzapiHelpers> = {}): PartialNetwork =>
    azapi(
      'azapi_update_resource.u',
      {
        type: SUBNET,
        body: {
          properties: {
            networkSecurityGroup: { id: `${GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg` },
          },
        },
        ...values,
      },
      helpers,
    );

  it('is laid over its target, which keeps what the update does not mention, in any order of files', () => {
    const byId = update({ resource_id: `${VNET_ID}/subnets/training` });
    const byParent = update({ name: 'training', parent_id: VNET_ID });
    const byReference = update(
      { resource_id: LATER },
      { resolveLink: (path) => (path.join() === 'resource_id' ? { key: 'azapi_resource.training' } : null) },
    );
    for (const one of [byId, byParent, byReference]) {
      const { network } = assemble([joinParts([one, groups, tables, training])]);
      expect(network.subnets).toHaveLength(1);
      expect(network.subnets[0]).toMatchObject({
        key: 'azapi_resource.training',
        addressPrefixes: ['10.0.1.0/24'],
        networkSecurityGroup: { key: 'azapi_resource.nsg' },
        routeTable: { key: 'azapi_resource.rt' },
      });
      expect(network.subnets[0]?.updates).toBeUndefined();
    }
    const { network } = assemble([joinParts([byId]), joinParts([training, groups, tables])]);
    expect(network.subnets[0]).toMatchObject({
      networkSecurityGroup: { key: 'azapi_resource.nsg' },
      routeTable: { key: 'azapi_resource.rt' },
    });
  });

  it('of a workspace leaves its region as it is, since an update has no location of its own (M4)', () => {
    const type = 'Microsoft.MachineLearningServices/workspaces@2024-10-01';
    const workspace = azapi('azapi_resource.ws', {
      type,
      name: 'ws',
      location: 'West US 2',
      parent_id: GROUP,
      body: {},
    });
    const managed = azapi('azapi_update_resource.u', {
      type,
      resource_id: `${GROUP}/providers/Microsoft.MachineLearningServices/workspaces/ws`,
      body: { properties: { managedNetwork: { isolationMode: 'AllowOnlyApprovedOutbound' } } },
    });
    expect(assemble([joinParts([workspace, managed])]).network.workspaces).toMatchObject([
      { key: 'azapi_resource.ws', region: 'westus2', isolationMode: 'AllowOnlyApprovedOutbound' },
    ]);
  });

  it('whose target is not in the input stands by itself, open in what it does not mention', () => {
    const { network } = assemble([joinParts([update({ resource_id: `${VNET_ID}/subnets/training` }), groups])]);
    expect(network.subnets[0]).toMatchObject({
      key: 'azapi_update_resource.u',
      networkSecurityGroup: { key: 'azapi_resource.nsg' },
      routeTable: {
        unknown: 'azapi_update_resource.u does not change it, and the resource that it changes is not in the input',
      },
    });
  });

  it('replaces a list of rules by its own', () => {
    const rule = (name: string): object => ({
      name,
      properties: {
        priority: 100,
        direction: 'Outbound',
        access: 'Deny',
        protocol: '*',
        sourcePortRange: '*',
        destinationPortRange: '*',
        sourceAddressPrefix: '*',
        destinationAddressPrefix: '*',
      },
    });
    const type = 'Microsoft.Network/networkSecurityGroups@2024-05-01';
    const target = azapi('azapi_resource.nsg', {
      type,
      name: 'nsg',
      parent_id: GROUP,
      body: { properties: { securityRules: [rule('a')] } },
    });
    const change = (properties: object): PartialNetwork =>
      azapi('azapi_update_resource.u', { type, name: 'nsg', parent_id: GROUP, body: { properties } });
    const names = (parts: PartialNetwork): unknown =>
      assemble([joinParts([target, parts])]).network.networkSecurityGroups.map((one) => [
        one.securityRules.map((it) => it.name),
        one.otherRules,
      ]);
    expect(names(change({ securityRules: [rule('b')] }))).toEqual([[['b'], undefined]]);
    expect(names(change({ flushConnection: true }))).toEqual([[['a'], undefined]]);
    expect(names(change({ securityRules: LATER }))).toEqual([[[], LATER]]);
  });

  it('whose target is one of several leaves open, in each of them, what it mentions', () => {
    const other = azapi('azapi_resource.other', {
      type: SUBNET,
      name: 'other',
      parent_id: VNET_ID,
      body: { properties: {} },
    });
    const candidates = { unknown: msg`each.value`, candidates: ['azapi_resource.training', 'azapi_resource.other'] };
    const { network, diagnostics } = assemble([
      joinParts([training, other, groups, tables, update({ resource_id: LATER }, { resolveLink: () => candidates })]),
    ]);
    expect(network.subnets.map((one) => one.networkSecurityGroup)).toEqual([
      { unknown: 'azapi_resource.training may be changed by azapi_update_resource.u: each.value' },
      { unknown: 'azapi_resource.other may be changed by azapi_update_resource.u: each.value' },
    ]);
    expect(network.subnets[0]?.routeTable).toEqual({ key: 'azapi_resource.rt' });
    expect(said(diagnostics[0]?.message)).toContain('which resource it changes is not decided');
  });
});
