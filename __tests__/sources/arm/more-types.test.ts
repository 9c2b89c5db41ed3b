/** ARM types beside the everyday ones: serverless compute, managed networks of their own, hub route tables, network managers. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { msg } from '../../../src/azure/message.js';
import type { Network } from '../../../src/azure/model.js';
import { unknown } from '../../../src/azure/value.js';
import { check } from '../../../src/check.js';
import type { Finding } from '../../../src/reachability/finding.js';
import { parseSettings } from '../../../src/settings/parse.js';
import { type ArmContext, mapArmResources, readArmResource } from '../../../src/sources/arm/resources.js';
import { assemble } from '../../../src/sources/assemble.js';
import { saying } from '../../messages.js';

const GROUP = '/subscriptions/s/resourceGroups/rg/providers';
const NETWORK = `${GROUP}/Microsoft.Network`;
const WORKSPACE = `${GROUP}/Microsoft.MachineLearningServices/workspaces/ws`;
const CONTEXT: ArmContext = { file: 'main.json', reported: true, location: null };

function network(...resources: readonly object[]): Network {
  const read = resources.map((json) => {
    const resource = readArmResource(json);
    if (resource === null) throw new Error('the fixture names no type');
    return { resource, context: CONTEXT };
  });
  return assemble([mapArmResources(read)]).network;
}

describe('serverless compute', () => {
  const subnet = `${NETWORK}/virtualNetworks/v/subnets/s`;
  const workspace = (settings: unknown): object => ({
    id: WORKSPACE,
    location: 'eastus',
    properties: { serverlessComputeSettings: settings },
  });

  it('that names a subnet is compute in that subnet, with or without public addresses', () => {
    const vnet = { id: `${NETWORK}/virtualNetworks/v`, properties: { subnets: [{ name: 's', properties: {} }] } };
    const settings = { serverlessComputeCustomSubnet: subnet, serverlessComputeNoPublicIP: true };
    const { computes, workspaces, subnets } = network(vnet, workspace(settings));
    expect(computes).toEqual([
      expect.objectContaining({
        id: `${WORKSPACE}/serverlessCompute`,
        kind: 'AmlCompute',
        workspace: { key: workspaces[0]?.key },
        subnet: { key: subnets[0]?.key },
        publicIp: false,
      }),
    ]);
    expect(network(workspace({ serverlessComputeCustomSubnet: subnet })).computes[0]?.publicIp).toBeNull();
  });

  it('without a subnet, or of a workspace that is only known to exist, is none', () => {
    for (const settings of [undefined, null, {}, { serverlessComputeCustomSubnet: null }])
      expect(network(workspace(settings)).computes).toEqual([]);
    const resource = readArmResource({ id: WORKSPACE });
    if (resource === null) throw new Error('the fixture names no type');
    const open = mapArmResources([{ resource, context: { ...CONTEXT, absent: unknown(msg`not shown`) } }]);
    expect([open.workspaces.length, open.computes.length]).toEqual([1, 0]);
  });
});

describe('a managed network that is a resource of its own', () => {
  const own = {
    id: `${WORKSPACE}/managedNetworks/default`,
    properties: { managedNetwork: { isolationMode: 'AllowOnlyApprovedOutbound' } },
  };

  it('gives its workspace the isolation mode, and leaves it what else it says (M1)', () => {
    const workspace = { id: WORKSPACE, location: 'East US', properties: { hbiWorkspace: true } };
    const rule = {
      id: `${WORKSPACE}/managedNetworks/default/outboundRules/pypi`,
      properties: { type: 'FQDN', destination: 'pypi.org' },
    };
    const { workspaces } = network(workspace, own, rule);
    expect(workspaces).toEqual([
      expect.objectContaining({
        id: WORKSPACE,
        region: 'eastus',
        highBusinessImpact: true,
        isolationMode: 'AllowOnlyApprovedOutbound',
        outboundRules: [expect.objectContaining({ name: 'pypi' })],
      }),
    ]);
  });

  it('of a workspace that is not in the input leaves open what it does not say', () => {
    expect(network(own).workspaces[0]).toMatchObject({
      isolationMode: 'AllowOnlyApprovedOutbound',
      region: { unknown: saying(/./) },
    });
  });
});

describe('a route table of a virtual hub', () => {
  it('is the routing intent that it comes to; routes to connections are left out', () => {
    const firewall = `${NETWORK}/azureFirewalls/fw`;
    const routes = [
      { name: 'all', destinationType: 'CIDR', destinations: ['0.0.0.0/0'], nextHop: firewall },
      { name: 'private', destinationType: 'CIDR', destinations: ['10.0.0.0/8'], nextHop: firewall },
      {
        name: 'spoke',
        destinations: ['10.9.0.0/16'],
        nextHop: `${NETWORK}/virtualHubs/h/hubVirtualNetworkConnections/c`,
      },
    ];
    const { routingIntents, virtualHubs, firewalls } = network(
      { id: firewall, properties: {} },
      { id: `${NETWORK}/virtualHubs/h`, properties: { addressPrefix: '10.0.0.0/23' } },
      { id: `${NETWORK}/virtualHubs/h/hubRouteTables/defaultRouteTable`, properties: { routes } },
    );
    const nextHop = { key: firewalls[0]?.key };
    expect(routingIntents).toEqual([
      expect.objectContaining({
        virtualHub: { key: virtualHubs[0]?.key },
        policies: [
          { destinations: ['Internet'], nextHop },
          { destinations: ['PrivateTraffic'], nextHop },
        ],
      }),
    ]);
  });

  it('takes the Internet to the connection of an appliance where it says so: whether that lets it through is open', () => {
    const nextHop = `${NETWORK}/virtualHubs/h/hubVirtualNetworkConnections/nva`;
    const routes = [{ name: 'all', destinationType: 'CIDR', destinations: ['0.0.0.0/0'], nextHop }];
    const { routingIntents } = network(
      { id: `${NETWORK}/virtualHubs/h`, properties: {} },
      { id: `${NETWORK}/virtualHubs/h/hubRouteTables/defaultRouteTable`, properties: { routes } },
    );
    expect(routingIntents[0]?.policies).toEqual([
      { destinations: ['Internet'], nextHop: { unknown: saying(/nva is not in the input/) } },
    ]);
  });
});

describe('security admin rules (N12)', () => {
  const manager = `${NETWORK}/networkManagers/m`;
  const configuration = `${manager}/securityAdminConfigurations/c`;
  const collection = `${configuration}/ruleCollections/rc`;
  const vnet = `${NETWORK}/virtualNetworks/v`;
  const rule = (name: string, access: string, priority: number, tag: string): object => ({
    id: `${collection}/rules/${name}`,
    kind: 'Custom',
    properties: {
      access,
      priority,
      direction: 'Outbound',
      protocol: 'Any',
      sources: [],
      destinations: [{ addressPrefix: tag, addressPrefixType: 'ServiceTag' }],
    },
  });
  const resources = [
    {
      id: vnet,
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [
          {
            name: 's',
            properties: {
              addressPrefix: '10.0.0.0/24',
              networkSecurityGroup: { id: `${NETWORK}/networkSecurityGroups/n` },
            },
          },
        ],
      },
    },
    { id: `${NETWORK}/networkSecurityGroups/n`, properties: { securityRules: [] } },
    { id: `${manager}/networkGroups/g`, properties: {} },
    { id: `${manager}/networkGroups/g/staticMembers/v`, properties: { resourceId: vnet } },
    { id: configuration, properties: {} },
    { id: collection, properties: { appliesToGroups: [{ networkGroupId: `${manager}/networkGroups/g` }] } },
    rule('no-storage', 'Deny', 1, 'Storage'),
    rule('monitor', 'Allow', 2, 'AzureMonitor'),
    { id: `${collection}/rules/default`, kind: 'Default', properties: { flag: 'AllowVnetInbound' } },
  ];

  it('are read with their groups and members, and without the rules of Azure itself', () => {
    const found = network(...resources);
    expect(found.securityAdminRules.map(({ name }) => name)).toEqual(['no-storage', 'monitor']);
    expect(found.securityAdminRules[0]).toMatchObject({
      action: 'Deny',
      collection: { key: collection },
      rule: { protocol: '*', sourceAddressPrefixes: ['*'], destinationPortRanges: ['*'] },
    });
    expect(found.networkGroupMembers[0]).toMatchObject({
      networkGroup: { key: `${manager}/networkGroups/g` },
      virtualNetwork: { key: vnet },
    });
  });

  it('leave open what they deny, since no resource tells whether they are deployed; what they only pass on is decided', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'manager-'));
    try {
      writeFileSync(path.join(folder, 'az.json'), JSON.stringify(resources));
      const text = (value: string) => ({ texts: [value], place: null });
      const settings = parseSettings(
        new Map([
          ['files', text('az.json')],
          ['region', text('westeurope')],
        ] as const),
      );
      const { findings } = (await check(settings, { cwd: folder, within: folder })).report;
      const of = (tag: string): Finding | undefined =>
        findings.find((one) => one.tag === tag && one.direction === 'outbound');
      expect(of('Storage.westeurope')?.verdict).toBe('unknown');
      expect(of('Storage.westeurope')?.explanation).toContain('is deployed');
      expect(of('AzureMonitor')?.verdict).toBe('met');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
