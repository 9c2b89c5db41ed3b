/** How traffic that groups and routes let go gets a public address (R9; CONTRACT, "The way out"). */

import { describe, expect, it } from '@jest/globals';
import type { Compute, KubernetesCluster, NatGateway, Network, Subnet } from '../../src/azure/model.js';
import { evaluate } from '../../src/reachability/evaluate.js';
import { findScopes } from '../../src/reachability/scopes.js';
import { buildTopology } from '../../src/reachability/topology.js';
import { said } from '../messages.js';
import {
  compute,
  judge,
  networkInterface,
  OPEN,
  peering,
  privateEndpoint,
  route,
  rule,
  subnet,
  toHost,
  toTag,
  training,
  virtualNetwork,
} from './builders.js';

const storage = toTag('Storage.westus2');
const nat = { ...virtualNetwork({ key: 'nat' }) };

function verdict(given: Partial<Subnet>, parts: Partial<Network> = {}): string {
  return judge(training({ subnet: given, ...parts }), storage).verdict;
}

function diagnostics(world: Network): readonly string[] {
  const topology = buildTopology(world);
  const { scopes } = findScopes(topology, ['training']);
  return evaluate(topology, scopes, () => [storage], null).diagnostics.map(
    ({ severity, message }) => `${severity}: ${said(message)}`,
  );
}

describe('a subnet', () => {
  it.each([
    ['declares default outbound access', { defaultOutboundAccess: true }, {}, 'met'],
    ['says nothing', { defaultOutboundAccess: null }, {}, 'met'],
    ['is private', { defaultOutboundAccess: false }, {}, 'unmet'],
    [
      'is private and has a NAT gateway',
      { defaultOutboundAccess: false, natGateway: { key: 'nat' } },
      { natGateways: [nat] },
      'met',
    ],
    ['is private and may have a NAT gateway', { defaultOutboundAccess: false, natGateway: OPEN }, {}, 'unknown'],
    ['does not tell', { defaultOutboundAccess: OPEN }, {}, 'unknown'],
    [
      'does not tell, and has a NAT gateway',
      { defaultOutboundAccess: OPEN, natGateway: { key: 'nat' } },
      { natGateways: [nat] },
      'met',
    ],
  ] as const)('that %s (R9)', (_, given, parts, expected) => {
    expect(verdict(given, parts)).toBe(expected);
  });

  it('without a way out leaves everything public unmet, whatever its group allows (R9)', () => {
    const world = training({
      rules: [rule(100, 'Allow Outbound * * -> *')],
      subnet: { defaultOutboundAccess: false },
    });
    for (const asked of [storage, toHost('pypi.org'), toTag('AzureMachineLearning', '5831', { protocol: 'udp' })])
      expect(judge(world, asked)).toMatchObject({
        verdict: 'unmet',
        explanation: { kind: 'no-way-out', scope: 'training' },
      });
  });

  it('that says nothing gets a warning, one that says something does not (CONTRACT, "The way out")', () => {
    expect(diagnostics(training({ subnet: { defaultOutboundAccess: null } }))).toEqual([
      expect.stringMatching(/^warning: training .*default outbound access/),
    ]);
    expect(diagnostics(training({ subnet: { defaultOutboundAccess: true } }))).toEqual([]);
    expect(
      diagnostics(
        training({ subnet: { defaultOutboundAccess: null, natGateway: { key: 'nat' } }, natGateways: [nat] }),
      ),
    ).toEqual([]);
    // Nothing gets so far that it would need it.
    const closed = training({ subnet: { defaultOutboundAccess: null }, rules: [rule(100, 'Deny Outbound * * -> *')] });
    expect(diagnostics(closed)).toEqual([]);
  });
});

describe('public addresses of compute in a private subnet', () => {
  const withComputes = (...publicIps: readonly Compute['publicIp'][]) =>
    verdict(
      { defaultOutboundAccess: false },
      { computes: publicIps.map((publicIp, i) => compute({ key: `cluster${i}`, publicIp })) },
    );

  it.each([
    ['all have one', [true, true], 'met'],
    ['one that says nothing has one', [null], 'met'],
    ['none has one', [false], 'unmet'],
    ['some have none', [true, false], 'unmet'],
    ['it is open', [OPEN], 'unknown'],
    ['it is open for one, and another has none', [OPEN, false], 'unmet'],
  ] as const)('%s (R9)', (_, publicIps, expected) => {
    expect(withComputes(...publicIps)).toBe(expected);
  });

  it.each([
    ['loadBalancer', 'met'],
    ['managedNATGateway', 'met'],
    [null, 'met'],
    ['userDefinedRouting', 'unmet'],
    ['none', 'unmet'],
    [OPEN, 'unknown'],
  ])('a cluster of outbound type %j (R9)', (outboundType, expected) => {
    const cluster: KubernetesCluster = {
      ...virtualNetwork({ key: 'aks' }),
      region: 'westus2',
      nodeSubnets: [{ key: 'training' }],
      outboundType,
      privateCluster: null,
    };
    const attached = compute({ kind: 'Kubernetes', subnet: null, kubernetesCluster: { key: 'aks' } });
    expect(verdict({ defaultOutboundAccess: false }, { kubernetesClusters: [cluster], computes: [attached] })).toBe(
      expected,
    );
  });
});

describe('a network interface in a private subnet', () => {
  const reach = (given: Parameters<typeof networkInterface>[0], parts: Partial<Network> = {}) =>
    judge(
      training({ subnet: { defaultOutboundAccess: false }, networkInterfaces: [networkInterface(given)], ...parts }),
      storage,
      { scope: 'nic' },
    ).verdict;

  it('goes out by a public address of its own, or by an outbound rule of a load balancer (R9)', () => {
    expect(reach({ publicIpAddress: true })).toBe('met');
    expect(reach({ publicIpAddress: false })).toBe('unmet');
    expect(reach({ publicIpAddress: OPEN })).toBe('unknown');
    const outbound = { ...virtualNetwork({ key: 'rule' }), networkInterfaces: [{ key: 'nic' }] };
    expect(reach({ publicIpAddress: false }, { loadBalancerOutboundRules: [outbound] })).toBe('met');
    expect(
      reach(
        { key: 'nic', publicIpAddress: false },
        { loadBalancerOutboundRules: [{ ...outbound, networkInterfaces: [{ key: 'other' }] }] },
      ),
    ).toBe('unmet');
  });
});

describe('a NAT gateway', () => {
  const through = (given: Partial<NatGateway>) =>
    training({
      subnet: { defaultOutboundAccess: false, natGateway: { key: 'nat' } },
      natGateways: [{ ...nat, ...given }],
    });

  it('without an address is a way out by the contract, and told', () => {
    const empty = through({ isWithoutAddress: true });
    expect(judge(empty, storage).verdict).toBe('met');
    expect(diagnostics(empty)).toEqual([
      'warning: nat has no public IP address and no prefix in the input, and carries nothing out until it gets one',
    ]);
    expect(diagnostics(through({}))).toEqual([]);
  });
});

describe('what needs no public way out', () => {
  it('is a service endpoint, the network itself and its peers (CONTRACT, "Private subnets")', () => {
    const given = { defaultOutboundAccess: false, serviceEndpoints: ['Microsoft.Storage'] };
    expect(verdict(given)).toBe('met');
    const peered = training({
      subnet: given,
      virtualNetworks: [virtualNetwork({ key: 'hub', addressSpace: ['10.1.0.0/16'] })],
      peerings: [peering('vnet', { key: 'hub' })],
      subnets: [subnet({ key: 'endpoints', virtualNetwork: { key: 'hub' }, addressPrefixes: ['10.1.2.0/24'] })],
      privateEndpoints: [privateEndpoint()],
    });
    expect(judge(peered, toTag('VirtualNetwork')).verdict).toBe('met');
    expect(judge(peered, toTag('AzureKeyVault.westus2')).verdict).toBe('unmet');
  });

  it('may still be closed by service endpoint policies, which nobody reads: told once for each subnet', () => {
    const given: Partial<Subnet> = { defaultOutboundAccess: false, serviceEndpoints: ['Microsoft.Storage'] };
    expect(diagnostics(training({ subnet: { ...given, hasServiceEndpointPolicies: true } }))).toEqual([
      "warning: training has service endpoint policies, which are not read here: they have to allow the workspace's storage accounts and the alias /services/Azure/MachineLearning",
    ]);
    expect(diagnostics(training({ subnet: given }))).toEqual([]);
  });

  it('is an appliance: what is behind it is its own matter', () => {
    const world = training({
      subnet: { defaultOutboundAccess: false },
      routes: [route('0.0.0.0/0 -> VirtualAppliance 10.9.9.9')],
    });
    expect(judge(world, storage).verdict).toBe('unknown');
  });
});
