/** Which places are checked (CONTRACT, Decisions, "Scopes" and "Which groups stand alone"; N14). */

import { describe, expect, it } from '@jest/globals';
import { formatPrefixes } from '../../src/azure/addresses.js';
import type { Network } from '../../src/azure/model.js';
import { findScopes, localEnd } from '../../src/reachability/scopes.js';
import { buildTopology } from '../../src/reachability/topology.js';
import { said, saying } from '../messages.js';
import {
  compute,
  firewall,
  group,
  network,
  networkInterface,
  OPEN,
  policy,
  routeTable,
  subnet,
  training,
  virtualNetwork,
  workspace,
} from './builders.js';

/** Kind and id of each scope, sorted. */
function scopes(all: Network, ...patterns: readonly string[]): readonly string[] {
  return findScopes(buildTopology(all), patterns)
    .scopes.map(({ kind, resource }) => `${kind} ${resource.id}`)
    .sort();
}

const guarded = (key: string, given: Parameters<typeof subnet>[0] = {}) =>
  subnet({ key, networkSecurityGroup: { key: 'nsg' }, ...given });
const managed = workspace({ key: 'managed', isolationMode: 'AllowOnlyApprovedOutbound' });

describe('with compute in a subnet', () => {
  it('that subnet is checked, guarded or not, and no other', () => {
    const all = network({
      subnets: [subnet(), guarded('other')],
      networkSecurityGroups: [group([])],
      computes: [compute()],
    });
    expect(scopes(all)).toEqual(['subnet training']);
  });

  it('each subnet is checked once, whatever is in it', () => {
    const computes = [
      compute(),
      compute({ key: 'b', kind: 'ComputeInstance' }),
      compute({ key: 'c', subnet: { key: 'second' } }),
    ];
    expect(scopes(network({ subnets: [subnet(), subnet({ key: 'second' })], computes }))).toEqual([
      'subnet second',
      'subnet training',
    ]);
  });

  it('the node pools of an attached cluster are compute too', () => {
    const cluster = {
      ...virtualNetwork({ key: 'aks' }),
      region: 'westus2',
      nodeSubnets: [{ key: 'nodes' }, { key: 'more-nodes' }],
      outboundType: null,
      privateCluster: null,
    };
    const attached = compute({ kind: 'Kubernetes', subnet: null, kubernetesCluster: { key: 'aks' } });
    const subnets = [subnet({ key: 'nodes' }), subnet({ key: 'more-nodes' }), guarded('other')];
    expect(scopes(network({ subnets, kubernetesClusters: [cluster], computes: [attached] }))).toEqual([
      'subnet more-nodes',
      'subnet nodes',
    ]);
    // A cluster that no workspace uses is none of our business.
    expect(scopes(network({ subnets, kubernetesClusters: [cluster] }))).toEqual(['subnet other']);
  });

  it('a compute that may be in one of two subnets has both checked, and is spoken of', () => {
    const all = network({
      subnets: [subnet({ key: 'a' }), subnet({ key: 'b' })],
      computes: [compute({ subnet: { ...OPEN, candidates: ['a', 'b'] } })],
    });
    expect(scopes(all)).toEqual(['subnet a', 'subnet b']);
    expect(findScopes(buildTopology(all), []).diagnostics).toMatchObject([
      { severity: 'warning', message: saying('cluster') },
    ]);
  });

  it('a compute whose subnet is open is a scope of its own, about which nothing is known', () => {
    const all = network({ subnets: [guarded('a')], computes: [compute({ subnet: OPEN })] });
    expect(scopes(all)).toEqual([`subnet ${all.computes[0]?.id}`]);
    expect(findScopes(buildTopology(all), []).diagnostics).toHaveLength(1);
  });

  it('managed networks are checked beside it', () => {
    expect(scopes(network({ subnets: [subnet()], computes: [compute()], workspaces: [workspace(), managed] }))).toEqual(
      ['managed-network managed', 'subnet training'],
    );
  });
});

describe('workspaces', () => {
  it.each([
    ['AllowInternetOutbound', 1],
    ['AllowOnlyApprovedOutbound', 1],
    [OPEN, 1],
    ['Disabled', 0],
    ['disabled', 0],
  ])('of isolation mode %j count as %i managed networks (M1)', (isolationMode, count) => {
    expect(scopes(network({ workspaces: [workspace({ isolationMode })] }))).toHaveLength(count);
  });

  it('that all bring their own network leave subnets alone that no compute names', () => {
    const place = { subnets: [guarded('a')], networkSecurityGroups: [group([])] };
    expect(scopes(network({ ...place, workspaces: [managed] }))).toEqual(['managed-network managed']);
    expect(scopes(network({ ...place, workspaces: [managed, workspace()] }))).toEqual([
      'managed-network managed',
      'subnet a',
    ]);
    expect(scopes(network({ ...place, workspaces: [managed], computes: [compute({ subnet: { key: 'a' } })] }))).toEqual(
      ['managed-network managed', 'subnet a'],
    );
  });
});

describe('without compute in a subnet', () => {
  it('subnets with a group or a route table are checked', () => {
    const subnets = [guarded('a'), subnet({ key: 'b', routeTable: { key: 'routes' } }), subnet({ key: 'c' })];
    expect(scopes(network({ subnets, networkSecurityGroups: [group([])], routeTables: [routeTable([])] }))).toEqual([
      'subnet a',
      'subnet b',
    ]);
  });

  it.each([
    'AzureFirewallSubnet',
    'azurefirewallsubnet',
    'AzureFirewallManagementSubnet',
    'AzureBastionSubnet',
    'GatewaySubnet',
    'RouteServerSubnet',
  ])('%s is not: Azure keeps it for itself (N14)', (name) => {
    expect(scopes(network({ subnets: [guarded('a', { name }), guarded('b')] }))).toEqual(['subnet b']);
  });

  it('subnets that are delegated to another service are not', () => {
    const subnets = [
      guarded('web', { delegations: ['Microsoft.Web/serverFarms'] }),
      guarded('ml', { delegations: ['Microsoft.MachineLearningServices/workspaces'] }),
    ];
    expect(scopes(network({ subnets }))).toEqual(['subnet ml']);
  });

  it('every group stands alone where no subnet is to be checked', () => {
    const groups = { networkSecurityGroups: [group([], { key: 'a' }), group([], { key: 'b' })] };
    const alone = ['network-security-group a', 'network-security-group b'];
    expect(scopes(network(groups))).toEqual(alone);
    expect(scopes(network({ ...groups, subnets: [subnet(), guarded('x', { name: 'GatewaySubnet' })] }))).toEqual(alone);
    expect(scopes(network({ ...groups, subnets: [guarded('x')] }))).toEqual(['subnet x']);
  });

  it('every firewall, and every policy that nobody has, stands alone where there is no group', () => {
    const all = {
      firewalls: [firewall({ policy: { key: 'policy' } }), firewall({ key: 'classic' })],
      firewallPolicies: [
        policy({ basePolicy: { key: 'parent' } }),
        policy({ key: 'parent' }),
        policy({ key: 'free', basePolicy: { key: 'parent' } }),
      ],
    };
    expect(scopes(network(all))).toEqual(['firewall classic', 'firewall firewall', 'firewall free']);
    expect(scopes(network({ ...all, networkSecurityGroups: [group([])] }))).toEqual(['network-security-group nsg']);
  });

  it('there may be nothing to check', () => {
    expect(scopes(network({}))).toEqual([]);
    expect(scopes(network({ subnets: [subnet()], workspaces: [workspace()] }))).toEqual([]);
  });
});

describe('context files', () => {
  const context = { reported: false };
  it.each<readonly [string, Partial<Network>]>([
    ['subnet', { subnets: [guarded('a', context)] }],
    ['group', { networkSecurityGroups: [group([], context)] }],
    ['firewall', { firewalls: [firewall(context)] }],
    ['policy', { firewallPolicies: [policy(context)] }],
    ['managed network', { workspaces: [{ ...managed, ...context }] }],
  ])('a %s of one is not checked by itself', (_, parts) => {
    expect(scopes(network(parts))).toEqual([]);
  });

  it('a subnet of one is checked where compute of the files is in it', () => {
    expect(scopes(network({ subnets: [subnet(context)], computes: [compute()] }))).toEqual(['subnet training']);
    expect(scopes(network({ subnets: [subnet(context)], computes: [compute(context)] }))).toEqual([]);
  });
});

describe('scope patterns', () => {
  const address = 'module.net["a"].azurerm_subnet.training[0]';
  const armId = '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/training';
  const all = network({
    subnets: [guarded('first', { id: address, armId }), guarded('second'), subnet({ key: 'third' })],
    networkSecurityGroups: [group([])],
    networkInterfaces: [networkInterface({ subnets: [{ key: 'second' }] })],
    firewalls: [firewall()],
    workspaces: [workspace()],
  });

  it.each([
    [address, [`subnet ${address}`]],
    ['module.net[*', [`subnet ${address}`]],
    ['module.net["?"].*', [`subnet ${address}`]],
    [armId.toUpperCase(), [`subnet ${address}`]],
    ['*/subnets/training', [`subnet ${address}`]],
    ['SECOND', ['subnet second']],
    ['*', [`subnet ${address}`, 'subnet second']],
  ])('%s narrows what is found by itself', (pattern, expected) => {
    expect(scopes(all, pattern)).toEqual(expected);
  });

  it.each([
    ['third', 'subnet third'],
    ['nic', 'network-interface nic'],
    ['nsg', 'network-security-group nsg'],
    ['firewall', 'firewall firewall'],
  ])('%s may name what is not found by itself', (pattern, expected) => {
    expect(scopes(all, pattern)).toEqual([expected]);
  });

  it('several patterns are a union, each scope once', () => {
    expect(scopes(all, 'second', 's*', 'nsg')).toEqual(['network-security-group nsg', 'subnet second']);
  });

  it('a pattern that names nothing is handed back; a dot is a dot, a bracket a bracket', () => {
    const missing = (pattern: string) => findScopes(buildTopology(all), [pattern]).unmatched;
    expect(missing('nowhere')).toEqual(['nowhere']);
    expect(missing('seco.d')).toEqual(['seco.d']);
    expect(missing('[a-z]*')).toEqual(['[a-z]*']);
    expect(missing('(')).toEqual(['(']);
    expect(missing('second')).toEqual([]);
    // A workspace without a managed network has no network to check.
    expect(missing('workspace')).toEqual(['workspace']);
  });
});

describe('the near end', () => {
  const near = (all: Network, pattern: string) => {
    const topology = buildTopology(all);
    const [scope] = findScopes(topology, [pattern]).scopes;
    if (scope === undefined) throw new Error('no scope');
    return localEnd(scope, topology);
  };

  it('of a subnet is its prefixes', () => {
    const { end, open } = near(training({ subnet: { addressPrefixes: ['10.0.1.0/25', '10.0.1.128/25'] } }), 'training');
    expect(formatPrefixes(end.addresses).prefixes).toEqual(['10.0.1.0/24']);
    expect(open).toBeNull();
  });

  it('of a subnet whose prefixes are open is somewhere in its network', () => {
    const { end, within, open } = near(training({ subnet: { addressPrefixes: ['10.0.1.0/25', OPEN] } }), 'training');
    expect(end.parts).toBe(1n);
    expect(formatPrefixes(within ?? end.addresses).prefixes).toEqual(['10.0.0.0/16']);
    expect(open).toBe(OPEN.unknown);
  });

  it('of a group is any subnet', () => {
    const { end, within, open } = near(network({ networkSecurityGroups: [group([])] }), 'nsg');
    expect({ parts: end.parts, within }).toEqual({ parts: 1n, within: null });
    expect(said(open)).toContain('not in the input');
  });
});
