/** ARM bodies to the model: both shapes, any case, open values, nested children. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isMessage, msg } from '../../../src/azure/message.js';
import { isUnknown, unknown } from '../../../src/azure/value.js';
import {
  type ArmContext,
  kindOfArmType,
  mapArmResource,
  mapArmResources,
  readArmResource,
  readArmResources,
} from '../../../src/sources/arm/resources.js';
import type { PartialNetwork } from '../../../src/sources/parts.js';
import { filesBelow, sharedFile } from '../../shared.js';

const CONTEXT: ArmContext = { file: 'main.json', reported: true, location: null };
const GROUP = '/subscriptions/s/resourceGroups/rg/providers';
const LATER = unknown(msg`parameters x has no value`);

function map(json: unknown, context: Partial<ArmContext> = {}): PartialNetwork {
  const resource = readArmResource(json);
  if (resource === null) throw new Error('the fixture names no type');
  return mapArmResource(resource, { ...CONTEXT, ...context });
}

const RULE = {
  priority: '110',
  direction: 'outbound',
  access: 'ALLOW',
  protocol: 'TCP',
  sourcePortRange: '*',
  sourceAddressPrefix: '*',
  destinationAddressPrefix: 'Storage.westus2',
  destinationPortRanges: ['443', '445'],
};

describe('network security groups in ARM words', () => {
  const mapped = {
    name: 'storage',
    priority: 110,
    direction: 'Outbound',
    access: 'Allow',
    protocol: 'TCP',
    sourcePortRanges: ['*'],
    destinationPortRanges: ['443', '445'],
    sourceAddressPrefixes: ['*'],
    destinationAddressPrefixes: ['Storage.westus2'],
    sourceApplicationSecurityGroups: false,
    destinationApplicationSecurityGroups: false,
    location: null,
  };

  it('are read in the REST shape, flattened as the command line prints them, and in any case (N15)', () => {
    const rest = {
      type: 'Microsoft.Network/networkSecurityGroups',
      name: 'nsg',
      properties: { securityRules: [{ name: 'storage', properties: RULE }] },
    };
    const flat = {
      type: 'Microsoft.Network/networkSecurityGroups',
      name: 'nsg',
      securityRules: [{ name: 'storage', ...RULE }],
    };
    const upper = {
      Type: 'microsoft.network/NETWORKSECURITYGROUPS',
      Name: 'nsg',
      Properties: { SecurityRules: [{ Name: 'storage', PROPERTIES: RULE }] },
    };
    for (const json of [rest, flat, upper])
      expect(map(json).networkSecurityGroups?.[0]?.securityRules).toEqual([mapped]);
  });

  it('keep rules that are children or resources of their own apart, linked to their group (N16)', () => {
    const child = { type: 'securityRules', name: 'storage', properties: RULE };
    const nested = map({
      type: 'Microsoft.Network/networkSecurityGroups',
      name: 'nsg',
      properties: {},
      resources: [child],
    });
    expect(nested.separateSecurityRules?.[0]).toMatchObject({
      id: 'nsg/storage',
      networkSecurityGroup: { key: nested.networkSecurityGroups?.[0]?.key },
      rule: mapped,
    });
    const own = map({
      type: 'Microsoft.Network/networkSecurityGroups/securityRules',
      name: 'nsg/storage',
      properties: RULE,
    });
    expect(own.separateSecurityRules?.[0]).toMatchObject({
      networkSecurityGroup: { type: 'networkSecurityGroups', name: 'nsg' },
      rule: mapped,
    });
    const known = map({
      id: `${GROUP}/Microsoft.Network/networkSecurityGroups/nsg/securityRules/storage`,
      name: 'storage',
      ...RULE,
    });
    expect(known.separateSecurityRules?.[0]?.networkSecurityGroup).toEqual({
      id: `${GROUP}/Microsoft.Network/networkSecurityGroups/nsg`,
    });
  });

  it('say which value is open and why, and drop nothing', () => {
    const securityRules = [
      { name: 'a', properties: { ...RULE, priority: LATER, access: 'Maybe', destinationAddressPrefix: null } },
      LATER,
      'text',
    ];
    const group = map({ type: 'Microsoft.Network/networkSecurityGroups', name: 'nsg', properties: { securityRules } })
      .networkSecurityGroups?.[0];
    expect(group?.otherRules).toBe(LATER);
    expect(group?.securityRules).toHaveLength(1);
    expect(group?.securityRules[0]).toMatchObject({
      priority: LATER,
      access: { unknown: 'nsg: securityRules[0].access is not one of Allow, Deny' },
      destinationAddressPrefixes: { unknown: 'nsg: securityRules[0].destinationAddressPrefix is missing' },
    });
  });

  it('tell rules for application security groups from rules for addresses (N6)', () => {
    const properties = {
      ...RULE,
      destinationAddressPrefix: undefined,
      destinationApplicationSecurityGroups: [{ id: 'x' }],
    };
    const [rule] =
      map({
        type: 'Microsoft.Network/networkSecurityGroups',
        name: 'n',
        properties: { securityRules: [{ name: 'a', properties }] },
      }).networkSecurityGroups?.[0]?.securityRules ?? [];
    expect(rule).toMatchObject({
      destinationApplicationSecurityGroups: true,
      destinationAddressPrefixes: [],
      sourceApplicationSecurityGroups: false,
    });
  });

  it('take a template expression that nobody resolved for an open value', () => {
    const properties = {
      securityRules: [{ name: 'a', properties: { ...RULE, destinationAddressPrefix: "[parameters('x')]" } }],
    };
    const group = map({ type: 'Microsoft.Network/networkSecurityGroups', name: 'n', properties })
      .networkSecurityGroups?.[0];
    expect(group?.securityRules[0]?.destinationAddressPrefixes).toEqual([
      { unknown: "n: securityRules[0].destinationAddressPrefix is [parameters('x')], which is not resolved" },
    ]);
  });
});

describe('virtual networks in ARM words', () => {
  const subnet = {
    name: 'training',
    properties: {
      addressPrefix: '10.0.1.0/24',
      networkSecurityGroup: { id: `${GROUP}/Microsoft.Network/networkSecurityGroups/nsg` },
      routeTable: { id: { key: 'rt' } },
      natGateway: LATER,
      serviceEndpoints: [{ service: 'Microsoft.Storage' }],
      delegations: [{ name: 'd', properties: { serviceName: 'Microsoft.Web/serverFarms' } }],
      defaultOutboundAccess: false,
      privateEndpointNetworkPolicies: 'Disabled',
    },
  };

  it('tell a NAT gateway that is declared without an address', () => {
    const isWithout = (properties: Record<string, unknown>) =>
      map({ id: `${GROUP}/Microsoft.Network/natGateways/nat`, properties }).natGateways?.[0]?.isWithoutAddress;
    const id = `${GROUP}/Microsoft.Network/publicIPPrefixes/own`;
    expect([isWithout({}), isWithout({ publicIpAddresses: [] })]).toEqual([true, true]);
    expect([isWithout({ publicIpPrefixes: [{ id }] }), isWithout({ publicIpAddresses: LATER })]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('have service endpoint policies where a list shows some', () => {
    const has = (properties: Record<string, unknown>) =>
      map({
        id: `${GROUP}/Microsoft.Network/virtualNetworks/vnet`,
        properties: { subnets: [{ name: 'training', properties }] },
      }).subnets?.[0]?.hasServiceEndpointPolicies;
    const id = `${GROUP}/Microsoft.Network/serviceEndpointPolicies/own`;
    expect(has({ serviceEndpointPolicies: [{ id }] })).toBe(true);
    expect([has({ serviceEndpointPolicies: [] }), has({})]).toEqual([undefined, undefined]);
  });

  it('hold their subnets and peerings, with ids that follow from theirs', () => {
    const id = `${GROUP}/Microsoft.Network/virtualNetworks/vnet`;
    const peering = { name: 'to-hub', properties: { remoteVirtualNetwork: { id: `${id}2` } } };
    const parts = map({
      id,
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [subnet],
        virtualNetworkPeerings: [peering],
      },
    });
    const [network] = parts.virtualNetworks ?? [];
    expect(network).toMatchObject({ id, name: 'vnet', resourceGroup: 'rg', addressSpace: ['10.0.0.0/16'] });
    expect(parts.subnets?.[0]).toMatchObject({
      id: `${id}/subnets/training`,
      armId: `${id}/subnets/training`,
      virtualNetwork: { key: network?.key },
      addressPrefixes: ['10.0.1.0/24'],
      networkSecurityGroup: { id: `${GROUP}/Microsoft.Network/networkSecurityGroups/nsg` },
      routeTable: { key: 'rt' },
      natGateway: LATER,
      serviceEndpoints: ['Microsoft.Storage'],
      delegations: ['Microsoft.Web/serverFarms'],
      defaultOutboundAccess: false,
      privateEndpointNetworkPolicies: 'Disabled',
    });
    expect(parts.peerings?.[0]).toMatchObject({
      virtualNetwork: { key: network?.key },
      remoteVirtualNetwork: { id: `${id}2` },
    });
  });

  it('are called by their name path where the input has no id (CONTRACT, ids)', () => {
    expect(
      map({ type: 'Microsoft.Network/virtualNetworks', name: 'vnet', properties: { subnets: [subnet] } }).subnets?.[0]
        ?.id,
    ).toBe('vnet/training');
    const own = map({ type: 'Microsoft.Network/virtualNetworks/subnets', name: 'vnet/training', ...subnet.properties });
    expect(own.subnets?.[0]).toMatchObject({
      id: 'vnet/training',
      name: 'training',
      virtualNetwork: { type: 'virtualNetworks', name: 'vnet' },
    });
  });

  it('hand an open link to the resolver with its path; where more than the link is open, it may also be none', () => {
    const asked: unknown[] = [];
    const resolveLink: NonNullable<ArmContext['resolveLink']> = (path, wanted) => {
      asked.push([path.join('.'), ...wanted]);
      return { key: 'azurerm_network_security_group.a' };
    };
    const properties = { networkSecurityGroup: { id: LATER }, routeTable: LATER };
    const parts = map(
      { type: 'Microsoft.Network/virtualNetworks/subnets', name: 'v/s', properties },
      { path: ['body'], resolveLink },
    );
    expect(parts.subnets?.[0]?.networkSecurityGroup).toEqual({ key: 'azurerm_network_security_group.a' });
    expect(asked).toEqual([
      ['body.properties.networkSecurityGroup.id', 'networkSecurityGroups'],
      ['body.properties.routeTable', 'routeTables'],
    ]);
    const covered = map(
      { type: 'Microsoft.Network/virtualNetworks/subnets', name: 'v/s', properties: LATER },
      { resolveLink },
    );
    expect(covered.subnets?.[0]?.networkSecurityGroup).toEqual({
      ...LATER,
      candidates: ['azurerm_network_security_group.a', null],
    });
  });

  it('that are not shown as a whole leave open what is not shown', () => {
    const absent = unknown(msg`vnet exists already`);
    const parts = map({ type: 'Microsoft.Network/virtualNetworks/subnets', name: 'v/s' }, { absent, existing: true });
    expect(parts.subnets?.[0]).toMatchObject({
      existing: true,
      addressPrefixes: absent,
      networkSecurityGroup: absent,
      serviceEndpoints: absent,
      defaultOutboundAccess: absent,
    });
  });
});

describe('routes, interfaces and endpoints in ARM words', () => {
  it('link an open next hop through the resolver only, and keep a known address (W4)', () => {
    const route = (nextHopIpAddress: unknown): object => ({
      name: 'r',
      properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress },
    });
    const json = {
      type: 'Microsoft.Network/routeTables',
      name: 'rt',
      properties: { routes: [route('10.0.0.4'), route(LATER)] },
    };
    expect(
      map(json).routeTables?.[0]?.routes.map(({ nextHopIpAddress, nextHop }) => [nextHopIpAddress, nextHop]),
    ).toEqual([
      ['10.0.0.4', null],
      [LATER, null],
    ]);
    const linked = map(json, { resolveLink: () => ({ key: 'fw' }) });
    expect(linked.routeTables?.[0]?.routes[1]?.nextHop).toEqual({ key: 'fw' });
  });

  it('see a public address on any configuration of an interface', () => {
    const nic = (configurations: readonly object[]): PartialNetwork =>
      map({ type: 'Microsoft.Network/networkInterfaces', name: 'n', ipConfigurations: configurations });
    expect(nic([{ subnet: { id: '/s' } }, { publicIPAddress: { id: '/p' } }]).networkInterfaces?.[0]).toMatchObject({
      publicIpAddress: true,
      subnets: [{ id: '/s' }],
    });
    expect(nic([{ publicIpAddress: LATER }]).networkInterfaces?.[0]?.publicIpAddress).toBe(LATER);
    const pooled = nic([{ properties: { loadBalancerBackendAddressPools: [{ id: '/lb/pool' }] } }])
      .networkInterfaces?.[0];
    expect(isUnknown(pooled?.publicIpAddress)).toBe(true);
    expect(nic([{ loadBalancerBackendAddressPools: [] }]).networkInterfaces?.[0]?.publicIpAddress).toBe(false);
    expect(nic([{ privateIpAddress: '10.0.0.5' }]).networkInterfaces?.[0]).toMatchObject({
      publicIpAddress: false,
      privateIpAddresses: ['10.0.0.5'],
    });
  });

  it('make one endpoint of each connection, automatic or manual', () => {
    const properties = {
      subnet: { id: '/subnet' },
      privateLinkServiceConnections: [
        { name: 'a', properties: { privateLinkServiceId: '/ws', groupIds: ['amlworkspace'] } },
      ],
      manualPrivateLinkServiceConnections: [
        { name: 'b', properties: { privateLinkServiceId: '/st', groupIds: ['blob'] } },
      ],
    };
    const endpoints = map({ id: `${GROUP}/Microsoft.Network/privateEndpoints/pe`, properties }).privateEndpoints ?? [];
    expect(endpoints.map(({ target, groupIds }) => [target, groupIds])).toEqual([
      [{ id: '/ws' }, ['amlworkspace']],
      [{ id: '/st' }, ['blob']],
    ]);
    expect(new Set(endpoints.map((one) => one.key)).size).toBe(2);
  });

  it('find the interfaces behind an outbound rule in its pool', () => {
    const lb = `${GROUP}/Microsoft.Network/loadBalancers/lb`;
    const nic = `${GROUP}/Microsoft.Network/networkInterfaces/n`;
    const properties = {
      backendAddressPools: [
        { name: 'Pool', properties: { backendIPConfigurations: [{ id: `${nic}/ipConfigurations/c` }] } },
      ],
      outboundRules: [{ name: 'out', properties: { backendAddressPool: { id: `${lb}/backendAddressPools/pool` } } }],
    };
    expect(map({ id: lb, properties }).loadBalancerOutboundRules?.[0]?.networkInterfaces).toEqual([{ id: nic }]);
  });
});

describe('firewalls in ARM words', () => {
  it('have addresses and a policy in a network, and classic collections (F15)', () => {
    const json = {
      type: 'Microsoft.Network/azureFirewalls',
      name: 'fw',
      properties: {
        firewallPolicy: { id: '/policy' },
        threatIntelMode: 'Alert',
        additionalProperties: { 'Network.DNS.EnableProxy': 'true' },
        ipConfigurations: [
          { name: 'a', properties: { subnet: { id: '/subnet' }, privateIPAddress: '10.0.0.4' } },
          { name: 'b', properties: { publicIPAddress: { id: '/pip' } } },
        ],
        networkRuleCollections: [
          {
            name: 'n',
            properties: {
              priority: 200,
              action: { type: 'Allow' },
              rules: [
                {
                  name: 'r',
                  protocols: ['UDP'],
                  sourceAddresses: ['*'],
                  destinationAddresses: ['AzureMachineLearning'],
                  destinationPorts: ['5831'],
                },
              ],
            },
          },
        ],
        applicationRuleCollections: [
          {
            name: 'a',
            properties: {
              priority: 100,
              action: { type: 'Deny' },
              rules: [
                {
                  name: 'r',
                  protocols: [{ protocolType: 'Https' }],
                  targetFqdns: ['*.anaconda.com'],
                  sourceIpGroups: ['/ipg'],
                },
              ],
            },
          },
        ],
      },
    };
    expect(map(json).firewalls?.[0]).toMatchObject({
      policy: { id: '/policy' },
      subnet: { id: '/subnet' },
      privateIpAddresses: ['10.0.0.4'],
      dnsProxy: true,
      ruleCollections: [
        {
          kind: 'network',
          name: 'n',
          priority: 200,
          action: 'Allow',
          rules: [{ protocols: ['UDP'], destinationPorts: ['5831'], applicationProtocols: [] }],
        },
        {
          kind: 'application',
          name: 'a',
          action: 'Deny',
          rules: [
            {
              protocols: [],
              destinationFqdns: ['*.anaconda.com'],
              applicationProtocols: [{ type: 'Https', port: 443 }],
              sourceIpGroups: [{ id: '/ipg' }],
            },
          ],
        },
      ],
    });
  });

  it('have an open address where Azure assigns one, in a network or a hub', () => {
    const inNetwork = map({
      type: 'Microsoft.Network/azureFirewalls',
      name: 'fw',
      properties: { ipConfigurations: [{ name: 'a', properties: { subnet: { id: '/subnet' } } }] },
    });
    expect(inNetwork.firewalls?.[0]?.privateIpAddresses).toEqual([
      { unknown: 'the private address of fw is assigned by Azure' },
    ]);
    const inHub = map({
      type: 'Microsoft.Network/azureFirewalls',
      name: 'fw',
      properties: { virtualHub: { id: '/hub' }, hubIPAddresses: { privateIPAddress: '10.1.0.132' } },
    });
    expect(inHub.firewalls?.[0]).toMatchObject({
      virtualHub: { id: '/hub' },
      subnet: null,
      privateIpAddresses: ['10.1.0.132'],
    });
  });

  it('have policies with a tier, DNS proxy, a parent and a certificate for TLS inspection (F9, F10)', () => {
    const properties = {
      sku: { tier: 'Premium' },
      dnsSettings: { enableProxy: true },
      basePolicy: { id: '/base' },
      transportSecurity: { certificateAuthority: { name: 'ca' } },
    };
    expect(
      map({ type: 'Microsoft.Network/firewallPolicies', name: 'p', properties }).firewallPolicies?.[0],
    ).toMatchObject({
      tier: 'Premium',
      dnsProxy: true,
      basePolicy: { id: '/base' },
      tlsInspection: true,
      threatIntelMode: null,
    });
    expect(
      map({ type: 'Microsoft.Network/firewallPolicies', name: 'p', properties: {} }).firewallPolicies?.[0]
        ?.tlsInspection,
    ).toBe(false);
  });

  it('tell network from application collections by their rules, and split a collection of both (F2)', () => {
    const rules = [
      { ruleType: 'applicationRule', name: 'a' },
      { ruleType: 'NetworkRule', name: 'n', ipProtocols: ['TCP'] },
    ];
    const collection = {
      name: 'c',
      priority: 100,
      ruleCollectionType: 'FirewallPolicyFilterRuleCollection',
      action: { type: 'Allow' },
      rules,
    };
    const nat = {
      name: 'd',
      priority: 90,
      ruleCollectionType: 'FirewallPolicyNatRuleCollection',
      action: { type: 'DNAT' },
      rules: [{ ruleType: 'NatRule', name: 'x' }],
    };
    const [group] =
      map({
        type: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
        name: 'p/g',
        properties: { priority: 300, ruleCollections: [collection, nat] },
      }).ruleCollectionGroups ?? [];
    expect(group).toMatchObject({ policy: { type: 'firewallPolicies', name: 'p' }, priority: 300 });
    expect(
      group?.ruleCollections.map((one) => [one.kind, one.name, one.action, one.rules.map((rule) => rule.name)]),
    ).toEqual([
      ['application', 'c', 'Allow', ['a']],
      ['network', 'c', 'Allow', ['n']],
      ['nat', 'd', 'Dnat', ['x']],
    ]);
  });

  it('say that a collection may hold more where a rule is of a type that nobody knows', () => {
    const ruleCollections = [
      { name: 'c', priority: 1, action: { type: 'Allow' }, rules: [{ ruleType: 'FutureRule', name: 'f' }] },
    ];
    const [group] =
      map({
        type: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
        name: 'p/g',
        properties: { ruleCollections },
      }).ruleCollectionGroups ?? [];
    expect(group?.ruleCollections.map((one) => [one.kind, one.otherRules?.unknown])).toEqual([
      ['network', 'p/g: a rule of type FutureRule is not read'],
      ['application', 'p/g: a rule of type FutureRule is not read'],
    ]);
  });
});

describe('machine learning in ARM words', () => {
  const workspace = (properties: object): PartialNetwork =>
    map({ type: 'Microsoft.MachineLearningServices/workspaces', name: 'ws', location: 'West US 2', properties });

  it('have a region, the HBI flag, and no managed network unless they say so (M1)', () => {
    expect(workspace({ hbiWorkspace: true }).workspaces?.[0]).toMatchObject({
      region: 'westus2',
      highBusinessImpact: true,
      isolationMode: 'Disabled',
      outboundRules: [],
    });
    expect(workspace({}).workspaces?.[0]?.highBusinessImpact).toBeNull();
  });

  it('approve hosts, tags and private endpoints, as a map or as children (M4)', () => {
    const outboundRules = {
      pypi: { type: 'FQDN', destination: 'pypi.org' },
      tag: {
        type: 'ServiceTag',
        destination: { serviceTag: 'AzureDevOps', protocol: 'TCP', portRanges: '80, 443', addressPrefixes: [] },
      },
      pe: {
        type: 'PrivateEndpoint',
        destination: { serviceResourceId: '/storage', subresourceTarget: 'blob', sparkEnabled: true },
      },
      odd: { type: 'Telepathy', destination: 'x' },
    };
    const rules = workspace({ managedNetwork: { isolationMode: 'AllowOnlyApprovedOutbound', outboundRules } })
      .workspaces?.[0]?.outboundRules;
    expect(rules?.map((rule) => [rule.name, rule.destination])).toEqual([
      ['pypi', { type: 'FQDN', fqdn: 'pypi.org' }],
      [
        'tag',
        {
          type: 'ServiceTag',
          serviceTag: 'AzureDevOps',
          protocol: 'TCP',
          portRanges: ['80', '443'],
          addressPrefixes: null,
          action: 'Allow',
        },
      ],
      ['pe', { type: 'PrivateEndpoint', target: { id: '/storage' }, subresource: 'blob' }],
      ['odd', { type: 'Unknown', reason: { unknown: 'ws: an outbound rule of type Telepathy is not read' } }],
    ]);
    for (const [type, name] of [
      ['outboundRules', 'ws/pypi'],
      ['managedNetworks/outboundRules', 'ws/default/pypi'],
    ] as const) {
      const json = {
        type: `Microsoft.MachineLearningServices/workspaces/${type}`,
        name,
        properties: outboundRules.pypi,
      };
      expect(map(json).separateOutboundRules?.[0]).toMatchObject({
        workspace: { type: 'workspaces', name: 'ws' },
        rule: { name: 'pypi', destination: { fqdn: 'pypi.org' } },
      });
    }
    const id = `${GROUP}/Microsoft.MachineLearningServices/workspaces/ws`;
    const known = map({ id: `${id}/managedNetworks/default/outboundRules/pypi`, properties: outboundRules.pypi });
    expect(known.separateOutboundRules?.[0]?.workspace).toEqual({ id });
  });

  it('place compute in subnets, with or without public addresses, and attach clusters', () => {
    const compute = (properties: object): PartialNetwork =>
      map({ type: 'Microsoft.MachineLearningServices/workspaces/computes', name: 'ws/c', properties });
    const inner = { subnet: { id: '/subnet' }, enableNodePublicIp: false };
    expect(compute({ computeType: 'AmlCompute', properties: inner }).computes?.[0]).toMatchObject({
      kind: 'AmlCompute',
      subnet: { id: '/subnet' },
      publicIp: false,
      workspace: { type: 'workspaces', name: 'ws' },
    });
    expect(compute({ computeType: 'computeinstance', properties: {} }).computes?.[0]).toMatchObject({
      kind: 'ComputeInstance',
      subnet: null,
      publicIp: null,
    });
    expect(compute({ computeType: 'Kubernetes', resourceId: '/aks', properties: {} }).computes?.[0]).toMatchObject({
      kind: 'Kubernetes',
      kubernetesCluster: { id: '/aks' },
    });
    expect(compute({ computeType: 'Databricks' }).computes).toBeUndefined();
  });

  it('know where the nodes of a Kubernetes cluster are and how they leave', () => {
    const properties = {
      agentPoolProfiles: [{ vnetSubnetID: '/subnet' }, { name: 'x' }],
      networkProfile: { outboundType: 'userDefinedRouting' },
      apiServerAccessProfile: { enablePrivateCluster: true },
    };
    expect(
      map({ type: 'Microsoft.ContainerService/managedClusters', name: 'aks', location: 'eastus', properties })
        .kubernetesClusters?.[0],
    ).toMatchObject({
      region: 'eastus',
      nodeSubnets: [{ id: '/subnet' }],
      outboundType: 'userDefinedRouting',
      privateCluster: true,
    });
  });
});

describe('virtual hubs in ARM words', () => {
  it('have connections and routing intents', () => {
    const connection = {
      type: 'hubVirtualNetworkConnections',
      name: 'c',
      properties: { remoteVirtualNetwork: { id: '/vnet' }, enableInternetSecurity: true },
    };
    const intent = {
      type: 'routingIntent',
      name: 'i',
      properties: { routingPolicies: [{ name: 'p', destinations: ['Internet'], nextHop: '/fw' }] },
    };
    const parts = map({
      type: 'Microsoft.Network/virtualHubs',
      name: 'hub',
      properties: { addressPrefix: '10.1.0.0/24' },
      resources: [connection, intent],
    });
    const [hub] = parts.virtualHubs ?? [];
    expect(parts.virtualHubConnections?.[0]).toMatchObject({
      virtualHub: { key: hub?.key },
      virtualNetwork: { id: '/vnet' },
      internetSecurity: true,
    });
    expect(parts.routingIntents?.[0]).toMatchObject({
      virtualHub: { key: hub?.key },
      policies: [{ destinations: ['Internet'], nextHop: { id: '/fw' } }],
    });
  });
});

describe('real answers of Azure', () => {
  const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  const folder = sharedFile('azure-json/az');
  const test = folder === null ? it.skip : it;

  test('give a resource of the model for every body of a type that is read (skipped where they are absent)', () => {
    const files = filesBelow(folder, '.json');
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      for (const resource of readArmResources(read(file))) {
        if (kindOfArmType(resource.type) === null || /loadBalancers$/i.test(resource.type)) continue;
        const parts = mapArmResource(resource, CONTEXT);
        expect([file, resource.type, Object.values(parts).flat().length > 0]).toEqual([file, resource.type, true]);
      }
    }
  });

  test('show nothing open in an export of virtual networks but what Azure assigns (skipped where it is absent)', () => {
    const json = read(`${folder}/export-virtual-network.json`);
    const network = mapArmResources(readArmResources(json).map((resource) => ({ resource, context: CONTEXT })));
    expect(network.networkSecurityGroups.length).toBeGreaterThan(0);
    expect(network.networkSecurityGroups.flatMap((group) => group.securityRules).length).toBeGreaterThan(0);
    expect(network.subnets.length).toBeGreaterThan(10);
    const reasons = new Set<string>();
    JSON.stringify(network, (key, value: unknown) => {
      if (key === 'unknown') reasons.add(String(value));
      return value;
    });
    expect([...reasons].filter((reason) => !/assigned by Azure/.test(reason))).toEqual([]);
  });
});

describe('hostile bodies', () => {
  const types = [
    'virtualNetworks',
    'virtualNetworks/subnets',
    'networkSecurityGroups',
    'routeTables',
    'networkInterfaces',
    'privateEndpoints',
    'azureFirewalls',
    'firewallPolicies/ruleCollectionGroups',
    'virtualHubs',
    'loadBalancers',
  ]
    .map((type) => `Microsoft.Network/${type}`)
    .concat([
      'Microsoft.MachineLearningServices/workspaces',
      'Microsoft.MachineLearningServices/workspaces/computes',
      'Microsoft.ContainerService/managedClusters',
    ]);
  const words = fc.constantFrom(
    'properties',
    'name',
    'id',
    'subnets',
    'securityRules',
    'routes',
    'ipConfigurations',
    'rules',
    'resources',
    'ruleCollections',
    'unknown',
    '__proto__',
    'constructor',
    'subnet',
    'managedNetwork',
    'outboundRules',
    'destination',
    'type',
    'computeType',
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom<unknown>(null, true, 0, -1, '', '[x]', 'Allow', 'FQDN', 'ServiceTag', 'AmlCompute', LATER),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(words, tie('value'), { maxKeys: 6 }),
    ),
  })).value;

  it('never throw and always give resources with text for names, reasons and keys', () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), json, (type, body) => {
        const parts = mapArmResource({ type, name: ['a', 'b'], body }, CONTEXT);
        for (const resource of Object.values(parts).flat()) expect(typeof resource.key).toBe('string');
        JSON.stringify(parts, (key, value: unknown) => {
          if (key === 'unknown') expect(isMessage(value)).toBe(true);
          return value;
        });
      }),
      { numRuns: 500 },
    );
  });

  it('nested without end are read to a depth that templates have', () => {
    let body: object = {};
    for (let depth = 0; depth < 5_000; depth++)
      body = { type: 'Microsoft.Network/natGateways', name: 'n', resources: [body] };
    expect(map(body).natGateways?.length).toBeLessThan(20);
  });

  it('leave the prototype of objects alone', () => {
    const json: unknown = JSON.parse(
      '{"type":"Microsoft.Network/networkSecurityGroups","name":"n","__proto__":{"polluted":1},"properties":{"__proto__":{"securityRules":[{}]}}}',
    );
    expect(map(json).networkSecurityGroups?.[0]?.securityRules).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
