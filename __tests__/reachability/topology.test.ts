/** The network, indexed: links followed, peers, private endpoints, compute, and what VirtualNetwork holds (T5, N7, F2). */

import { describe, expect, it } from '@jest/globals';
import { formatPrefixes } from '../../src/azure/addresses.js';
import type { Link, Network } from '../../src/azure/model.js';
import {
  buildTopology,
  computeSubnets,
  follow,
  keyOf,
  keysOf,
  knownSpace,
  networkSpace,
} from '../../src/reachability/topology.js';
import { saying } from '../messages.js';
import {
  compute,
  group,
  network,
  OPEN,
  peering,
  policy,
  privateEndpoint,
  route,
  ruleCollectionGroup,
  subnet,
  training,
  virtualNetwork,
} from './builders.js';

describe('a link', () => {
  const groups = new Map([
    ['a', group([], { key: 'a' })],
    ['b', group([], { key: 'b' })],
  ]);

  it.each<readonly [string, Link, object]>([
    ['to nothing', null, { kind: 'none' }],
    ['to a resource', { key: 'a' }, { kind: 'one', resource: groups.get('a') }],
    ['to what is not there', { key: 'x' }, { kind: 'open', candidates: null, reason: saying('x') }],
    ['that is open', OPEN, { kind: 'open', candidates: null, reason: OPEN.unknown }],
    ['to one of two', { ...OPEN, candidates: ['a', 'b'] }, { candidates: [groups.get('a'), groups.get('b')] }],
    ['to one or to nothing', { ...OPEN, candidates: ['a', null] }, { candidates: [groups.get('a'), null] }],
    ['to one of two, one not there', { ...OPEN, candidates: ['a', 'x'] }, { kind: 'open', candidates: null }],
    ['by an id outside of the input', { id: '/x' }, { kind: 'open', candidates: null, reason: saying('/x') }],
    [
      'by a name outside of the input',
      { type: 'networkSecurityGroups', name: 'x' },
      { kind: 'open', candidates: null },
    ],
    ['by a key of the prototype', { key: '__proto__' }, { kind: 'open', candidates: null }],
  ])('%s', (_, link, expected) => {
    expect(follow(link, groups)).toMatchObject(expected);
  });

  it('has one certain key, or several possible ones', () => {
    expect([keyOf({ key: 'a' }), keyOf(null), keyOf(OPEN), keyOf({ ...OPEN, candidates: ['a'] })]).toEqual([
      'a',
      null,
      null,
      null,
    ]);
    expect([
      keysOf({ key: 'a' }),
      keysOf(null),
      keysOf(OPEN),
      keysOf({ ...OPEN, candidates: ['a', null, 'b'] }),
      keysOf({ id: '/x' }),
    ]).toEqual([['a'], [], [], ['a', 'b'], []]);
  });
});

describe('prefixes', () => {
  const text = (space: ReturnType<typeof knownSpace>) => [formatPrefixes(space.addresses).prefixes, space.open];

  it('are known, or wait for a value; what is no prefix counts as nothing', () => {
    expect(text(knownSpace(['10.0.0.0/24', '10.0.1.0/24']))).toEqual([['10.0.0.0/23'], null]);
    expect(text(knownSpace(['10.0.0.0/24', OPEN]))).toEqual([['10.0.0.0/24'], OPEN.unknown]);
    expect(text(knownSpace(OPEN))).toEqual([[], OPEN.unknown]);
    expect(text(knownSpace(['10.0.0.0/33', 'x', '']))).toEqual([[], null]);
  });

  const space = (all: Network) => {
    const [first] = all.subnets;
    if (first === undefined) throw new Error('no subnet');
    return text(networkSpace(first, buildTopology(all)));
  };
  const hub = virtualNetwork({ key: 'hub', addressSpace: ['10.1.0.0/16'] });

  it('of VirtualNetwork are those of the network and of its peers, from whichever side the peering is (T5)', () => {
    expect(space(training({}))).toEqual([['10.0.0.0/16'], null]);
    expect(space(training({ virtualNetworks: [hub] }))).toEqual([['10.0.0.0/16'], null]);
    for (const peerings of [[peering('vnet', { key: 'hub' })], [peering('hub', { key: 'vnet' })]])
      expect(space(training({ virtualNetworks: [hub], peerings }))).toEqual([['10.0.0.0/15'], null]);
  });

  it("of VirtualNetwork are not those of a peer's peers (T5)", () => {
    const far = virtualNetwork({ key: 'far', addressSpace: ['10.9.0.0/16'] });
    const peerings = [peering('vnet', { key: 'hub' }), peering('hub', { key: 'far' })];
    expect(space(training({ virtualNetworks: [hub, far], peerings }))).toEqual([['10.0.0.0/15'], null]);
  });

  it('of VirtualNetwork take private prefixes of user routes in, never 0.0.0.0/0 or public ones (T5)', () => {
    const routes = ['192.168.0.0/16', '0.0.0.0/0', '20.0.0.0/8', 'Storage'].map((prefix) => route(`${prefix} -> None`));
    expect(space(training({ routes }))).toEqual([['10.0.0.0/16', '192.168.0.0/16'], null]);
  });

  it('of VirtualNetwork are open where a peer, a network or its space is', () => {
    expect(space(training({ peerings: [peering('vnet', OPEN)] }))).toEqual([['10.0.0.0/16'], saying('vnet-peering')]);
    expect(
      space(
        training({ virtualNetworks: [{ ...hub, addressSpace: OPEN }], peerings: [peering('vnet', { key: 'hub' })] }),
      ),
    ).toEqual([['10.0.0.0/16'], OPEN.unknown]);
    expect(space(training({ subnet: { virtualNetwork: OPEN } }))).toEqual([['10.0.1.0/24'], OPEN.unknown]);
  });
});

describe('the index', () => {
  const cluster = {
    ...virtualNetwork({ key: 'aks' }),
    region: 'westus2',
    nodeSubnets: [{ key: 'a' }, { key: 'b' }],
    outboundType: null,
    privateCluster: null,
  };

  it('has compute by each subnet that it is or may be in', () => {
    const computes = [
      compute({ key: 'one', subnet: { key: 'a' } }),
      compute({ key: 'two', subnet: { ...OPEN, candidates: ['a', 'b', null] } }),
      compute({ key: 'three', kind: 'Kubernetes', subnet: { key: 'a' }, kubernetesCluster: { key: 'aks' } }),
    ];
    const topology = buildTopology(network({ computes, kubernetesClusters: [cluster] }));
    const at = (key: string) => topology.computes.get(key)?.map((each) => each.key);
    expect(at('a')).toEqual(['one', 'two', 'three']);
    expect(at('b')).toEqual(['two', 'three']);
    expect(computeSubnets(compute({ kind: 'Kubernetes', subnet: null }), new Map())).toEqual([null]);
  });

  it('has private endpoints by their network, the lost ones by themselves', () => {
    const topology = buildTopology(
      network({
        subnets: [subnet({ key: 'endpoints' })],
        privateEndpoints: [
          privateEndpoint({ key: 'known' }),
          privateEndpoint({ key: 'lost', subnet: { key: 'nowhere' } }),
        ],
      }),
    );
    expect(topology.privateEndpoints.get('vnet')?.map(({ key }) => key)).toEqual(['known']);
    expect(topology.privateEndpoints.get(null)?.map(({ key }) => key)).toEqual(['lost']);
  });

  it('has the groups of each policy that they are or may be of (F2)', () => {
    const topology = buildTopology(
      network({
        firewallPolicies: [policy(), policy({ key: 'other' })],
        ruleCollectionGroups: [
          ruleCollectionGroup(100, []),
          ruleCollectionGroup(200, [], { policy: { ...OPEN, candidates: ['policy', 'other'] } }),
        ],
      }),
    );
    const of = (key: string) => topology.groupsOfPolicy.get(key)?.map((each) => each.key);
    expect(of('policy')).toEqual(['group100', 'group200']);
    expect(of('other')).toEqual(['group200']);
  });
});
