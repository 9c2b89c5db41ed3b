/** What the input shows of a scope, for the conditions of the matrix (CONTRACT, "Editions", "Features", "Ports that depend"; P2, P3, M1). */
import { describe, expect, it } from '@jest/globals';
import { english } from '../../src/azure/message.js';
import type { Compute, Network, PrivateEndpoint, Route } from '../../src/azure/model.js';
import type { Value } from '../../src/azure/value.js';
import { evaluate } from '../../src/reachability/evaluate.js';
import { findScopes } from '../../src/reachability/scopes.js';
import { buildTopology } from '../../src/reachability/topology.js';
import type { ScopeFacts } from '../../src/requirements/facts.js';
import {
  compute,
  firewall,
  group,
  network,
  networkInterface,
  OPEN,
  peering,
  policy,
  privateEndpoint,
  requirement,
  route,
  rule,
  subnet,
  training,
  virtualNetwork,
  workspace,
} from './builders.js';

/** What the engine tells the matrix of a scope. */
function facts(all: Network, pattern = 'training'): ScopeFacts {
  const topology = buildTopology(all);
  const seen: ScopeFacts[] = [];
  const asked = (_: unknown, of: ScopeFacts) => {
    seen.push(of);
    return [];
  };
  evaluate(topology, findScopes(topology, [pattern]).scopes, asked, null);
  const [first] = seen;
  if (first === undefined) throw new Error(`no scope ${pattern}`);
  return first;
}

describe('compute', () => {
  it.each<readonly [string, readonly Compute['publicIp'][], ScopeFacts['publicIp']]>([
    ['none', [], null],
    ['one without', [false], false],
    ['one with', [true], true],
    ['one that says nothing', [null], null],
    ['one of several with', [false, OPEN, true], true],
    ['one of several open', [false, null, OPEN], OPEN],
    ['one of several that says nothing', [false, null], null],
  ])('with public addresses: %s', (_, publicIps, expected) => {
    const computes = publicIps.map((publicIp, i) => compute({ key: `c${i}`, publicIp }));
    expect(facts(training({ computes }))).toMatchObject({ publicIp: expected, hasCompute: publicIps.length > 0 });
  });

  it('of a network interface is the interface itself', () => {
    const all = training({ networkInterfaces: [networkInterface({ publicIpAddress: true })] });
    expect(facts(all, 'nic')).toMatchObject({ kind: 'network-interface', hasCompute: true, publicIp: true });
  });

  it('of a cluster has no public address, and is told of', () => {
    const cluster = {
      ...virtualNetwork({ key: 'aks' }),
      region: 'westus2',
      nodeSubnets: [{ key: 'training' }],
      outboundType: null,
      privateCluster: true,
    };
    const attached = compute({ kind: 'Kubernetes', subnet: null, kubernetesCluster: { key: 'aks' }, publicIp: null });
    const all = training({ kubernetesClusters: [cluster], computes: [attached] });
    expect(facts(all)).toMatchObject({ hasCompute: true, publicIp: false, kubernetes: { privateCluster: true } });
    expect(facts(training({ computes: [compute()] })).kubernetes).toBeNull();
  });
});

describe('kinds of scopes', () => {
  it.each<readonly [string, Network, string]>([
    ['subnet', training({}), 'training'],
    ['network-security-group', network({ networkSecurityGroups: [group([])] }), 'nsg'],
    ['firewall', network({ firewalls: [firewall()] }), 'firewall'],
    ['firewall', network({ firewallPolicies: [policy()] }), 'policy'],
    ['managed-network', network({ workspaces: [workspace({ isolationMode: 'AllowInternetOutbound' })] }), 'workspace'],
  ])('%s', (kind, all, pattern) => {
    expect(facts(all, pattern).kind).toBe(kind);
  });
});

describe('private endpoints', () => {
  const endpoints = (given: Partial<PrivateEndpoint>, parts: Partial<Network> = {}) =>
    training({
      ...parts,
      subnets: [subnet({ key: 'endpoints', addressPrefixes: ['10.0.2.0/24'] }), ...(parts.subnets ?? [])],
      privateEndpoints: [privateEndpoint(given)],
      workspaces: [workspace(), workspace({ key: 'other' })],
    });

  it('in the network of the scope or in a peered one count, others do not (P2)', () => {
    const hub = {
      virtualNetworks: [virtualNetwork({ key: 'hub', addressSpace: ['10.1.0.0/16'] })],
      subnets: [subnet({ key: 'hub-endpoints', virtualNetwork: { key: 'hub' }, addressPrefixes: ['10.1.2.0/24'] })],
    };
    const inHub = { subnet: { key: 'hub-endpoints' } };
    expect(facts(training({})).privateEndpointInNetwork).toBe(false);
    expect(facts(endpoints({})).privateEndpointInNetwork).toBe(true);
    expect(facts(endpoints(inHub, hub)).privateEndpointInNetwork).toBe(false);
    expect(
      facts(endpoints(inHub, { ...hub, peerings: [peering('hub', { key: 'vnet' })] })).privateEndpointInNetwork,
    ).toBe(true);
  });

  it('whose network is open leave it open, unless another one is there', () => {
    const lost = endpoints({ subnet: OPEN });
    expect(facts(lost).privateEndpointInNetwork).toHaveProperty('unknown');
    const both = { ...lost, privateEndpoints: [...lost.privateEndpoints, privateEndpoint({ key: 'second' })] };
    expect(facts(both).privateEndpointInNetwork).toBe(true);
  });

  it.each<readonly [string, Partial<PrivateEndpoint>, ScopeFacts['workspacePrivateEndpoint']]>([
    ['its workspace', { target: { key: 'workspace' }, groupIds: ['amlworkspace'] }, true],
    ['another workspace', { target: { key: 'other' }, groupIds: ['amlworkspace'] }, false],
    ['a storage account', { target: null, groupIds: ['blob'] }, false],
    ['some workspace outside of the input', { target: OPEN, groupIds: ['amlworkspace'] }, true],
    ['what is open', { target: OPEN, groupIds: OPEN }, OPEN],
  ])('of the workspace: one that leads to %s', (_, given, expected) => {
    expect(facts({ ...endpoints(given), computes: [compute()] }).workspacePrivateEndpoint).toEqual(expected);
  });

  it.each<readonly [string, PrivateEndpoint['groupIds'], ScopeFacts['monitorPrivateLink']]>([
    ['azuremonitor', ['azuremonitor'], true],
    ['AzureMonitor', ['AzureMonitor'], true],
    ['blob', ['blob'], false],
    ['what is open', OPEN, OPEN],
  ])('of a private link scope of Azure Monitor: group %s (P3)', (_, groupIds, expected) => {
    expect(facts(endpoints({ groupIds })).monitorPrivateLink).toEqual(expected);
  });

  it('of Azure Monitor in a network that is not peered do not count (P3)', () => {
    const far = {
      virtualNetworks: [virtualNetwork({ key: 'far', addressSpace: ['10.2.0.0/16'] })],
      subnets: [subnet({ key: 'far-endpoints', virtualNetwork: { key: 'far' }, addressPrefixes: ['10.2.2.0/24'] })],
    };
    expect(
      facts(endpoints({ subnet: { key: 'far-endpoints' }, groupIds: ['azuremonitor'] }, far)).monitorPrivateLink,
    ).toBe(false);
  });
});

describe('a firewall or appliance on the way to storage (CONTRACT, "Ports that depend")', () => {
  const behind = (routes: readonly Route[], parts: Partial<Network> = {}) =>
    facts(training({ routes, firewalls: [firewall()], ...parts })).storageBehindFirewall;
  const toFirewall = route('0.0.0.0/0 -> VirtualAppliance firewall');

  it.each<readonly [string, readonly Route[], boolean]>([
    ['no route', [], false],
    ['a firewall', [toFirewall], true],
    ['an appliance that is not in the input', [route('0.0.0.0/0 -> VirtualAppliance 10.9.9.9')], true],
    ['a gateway', [route('0.0.0.0/0 -> VirtualNetworkGateway')], true],
    ['the Internet', [route('0.0.0.0/0 -> Internet')], false],
    ['a firewall, with a route for Storage to the Internet', [toFirewall, route('Storage -> Internet')], false],
    ['a firewall for something else', [route('Sql -> VirtualAppliance firewall')], false],
  ])('is there with %s', (_, routes, expected) => {
    expect(behind(routes)).toBe(expected);
  });

  it('is not there with a service endpoint', () => {
    const all = training({
      routes: [toFirewall],
      subnet: { serviceEndpoints: ['Microsoft.Storage'] },
      firewalls: [firewall()],
    });
    expect(facts(all).storageBehindFirewall).toBe(false);
  });

  it('is open where the route is', () => {
    expect(behind([route('0.0.0.0/0 -> x', { nextHopType: OPEN })])).toEqual(OPEN);
    expect(facts(training({ subnet: { routeTable: OPEN } })).storageBehindFirewall).toEqual(OPEN);
  });

  it('is there at a firewall by itself, and not at a group or in a managed network (M1)', () => {
    expect(facts(network({ firewalls: [firewall()] }), 'firewall').storageBehindFirewall).toBe(true);
    const alone = network({ networkSecurityGroups: [group([rule(100, 'Deny Outbound * * -> *')])] });
    expect(facts(alone, 'nsg').storageBehindFirewall).toBe(false);
  });
});

describe('a public IP address that the input leaves open', () => {
  const inbound = (level: 'required' | 'recommended') =>
    requirement({ direction: 'inbound', tag: 'BatchNodeManagement', ports: [{ low: 29876, high: 29877 }], level });

  function diagnostics(publicIp: Value<boolean>, level: 'required' | 'recommended'): readonly string[] {
    const topology = buildTopology(training({ rules: [], computes: [compute({ publicIp })] }));
    const { scopes } = findScopes(topology, ['training']);
    return evaluate(topology, scopes, () => [inbound(level)], null)
      .diagnostics.map(({ message }) => english(message))
      .filter((message) => message.includes('public IP address is not known'));
  }

  it('is told where it makes the inbound rows milder (MATRIX 2026-03)', () => {
    expect(diagnostics(OPEN, 'recommended')).toEqual([
      'training: whether compute has a public IP address is not known (var.x is known after apply), so what must come in is recommended only',
    ]);
  });

  it('is not told where it is known, or the rows are required all the same (2021-11)', () => {
    expect([...diagnostics(false, 'recommended'), ...diagnostics(OPEN, 'required')]).toEqual([]);
  });
});
