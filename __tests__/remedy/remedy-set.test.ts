/** All gaps as one set: one rule for what Azure takes in one, none wider than the gaps, and nothing left to do afterwards (N1, N6, T9). */

import { describe, expect, it } from '@jest/globals';
import type { Network } from '../../src/azure/model.js';
import { isUnknown } from '../../src/azure/value.js';
import { findScopes } from '../../src/reachability/scopes.js';
import { buildTopology, type Topology } from '../../src/reachability/topology.js';
import { applyChange, type Change, scopeAfter } from '../../src/remedy/change.js';
import { mergeChanges } from '../../src/remedy/merge-changes.js';
import type { Gap } from '../../src/remedy/propose.js';
import { remedySet } from '../../src/remedy/remedy-set.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import { saying } from '../messages.js';
import {
  applicationRule,
  behindFirewall,
  collection,
  firewall,
  group,
  network,
  networkRule,
  policy,
  route,
  rule,
  ruleCollectionGroup,
  subnet,
  toHost,
  toTag,
  training,
  virtualNetwork,
} from '../reachability/builders.js';

function gapsIn(topology: Topology, scopes: readonly string[], asked: readonly Requirement[]): readonly Gap[] {
  return findScopes(topology, scopes).scopes.flatMap((scope) => asked.map((requirement) => ({ scope, requirement })));
}

function mend(world: Network, asked: readonly Requirement[], scopes: readonly string[] = ['training']) {
  const topology = buildTopology(world);
  const gaps = gapsIn(topology, scopes, asked);
  const set = remedySet(gaps, topology, null);
  const again = remedySet(
    gaps.map((gap) => ({ ...gap, scope: scopeAfter(gap.scope, set.topology) })),
    set.topology,
    null,
  );
  return {
    changes: set.changes.map(inWords),
    verdicts: set.outcomes.map(({ verdict }) => verdict),
    reasons: set.outcomes.map(({ reason }) => reason),
    again: again.changes.length,
  };
}

function inWords(change: Change): string {
  if (change.kind === 'security-rule') {
    const { name, priority, protocol, destinationAddressPrefixes, destinationPortRanges } = change.rule;
    return `${change.group}: ${String(name)} ${String(priority)} ${String(protocol)} ${String(destinationAddressPrefixes)}@${String(destinationPortRanges)}`;
  }
  if (change.kind !== 'firewall-rule') return change.kind;
  const rules = [change.rule, ...(change.also ?? [])].map((one) => {
    const to = `${String(one.destinationAddresses)}${String(one.destinationFqdns)}`;
    const web = isUnknown(one.applicationProtocols) ? [] : one.applicationProtocols;
    return `${String(one.name)} ${String(one.sourceAddresses)} -> ${to}@${String(one.destinationPorts)}${web.map(({ type, port }) => `${String(type)}:${String(port)}`).join()}`;
  });
  return `${change.collection.isNew ? 'new ' : ''}${change.collection.name}: ${rules.join(' | ')}`;
}

const storage = toTag('Storage.westus2', '443', { id: 'outbound-storage' });
const files = toTag('Storage.westus2', '445', { id: 'outbound-files' });
const entra = toTag('AzureActiveDirectory', '443', { id: 'outbound-entra' });
const deny = rule(4000, 'Deny Outbound * * -> Internet', { name: 'Deny' });

describe('at a group', () => {
  it('each service tag gets a rule of its own, with all its ports (N6)', () => {
    expect(mend(training({ rules: [deny] }), [storage, entra, files])).toEqual({
      changes: [
        'nsg: AllowOutboundStorage 100 Tcp Storage.WestUS2@443,445',
        'nsg: AllowOutboundEntra 110 Tcp AzureActiveDirectory@443',
      ],
      verdicts: ['met', 'met', 'met'],
      reasons: [null, null, null],
      again: 0,
    });
  });

  it('one rule for the Internet is enough for many hosts', () => {
    const hosts = [
      toHost('pypi.org'),
      toHost('*.anaconda.com'),
      toHost('x.example', { ports: [{ low: 80, high: 80 }] }),
    ];
    expect(mend(training({ rules: [deny] }), hosts).changes).toEqual(['nsg: AllowHosts 100 Tcp Internet@80,443']);
  });

  it('ports are not joined across a rule of the user that stands between: it would be lifted', () => {
    const rules = [
      rule(100, 'Deny Outbound Tcp * -> Storage.westus2@443', { name: 'NoStorage' }),
      rule(102, 'Deny Outbound Tcp * -> *@445', { name: 'No445' }),
    ];
    const topology = buildTopology(training({ rules }));
    const [one, other] = [99, 101].map((priority, i): Change => {
      const own = rule(priority, `Allow Outbound Tcp * -> Storage.westus2@${i === 0 ? 443 : 445}`, { name: `r${i}` });
      return { kind: 'security-rule', group: 'nsg', rule: own };
    });
    if (one === undefined || other === undefined) throw new Error('two changes');
    expect(mergeChanges([one, other], topology)).toEqual([one, other]);
  });

  it('two scopes that share it share its rules', () => {
    const world = network({
      ...training({ rules: [deny] }),
      subnets: ['one', 'two'].map((key, i) =>
        subnet({ key, id: key, networkSecurityGroup: { key: 'nsg' }, addressPrefixes: [`10.0.${i}.0/24`] }),
      ),
      computes: [],
    });
    const set = mend(world, [storage], ['one', 'two']);
    expect(set).toMatchObject({ verdicts: ['met', 'met'], again: 0 });
    expect(set.changes).toHaveLength(1);
  });

  it('where no number is free, the reason names the rule', () => {
    const world = training({ rules: [rule(100, 'Deny Outbound * * -> *', { name: 'First' })] });
    expect(mend(world, [storage])).toMatchObject({
      changes: [],
      verdicts: ['unmet'],
      reasons: [saying(/no priority is free in nsg before the rule First of priority 100/)],
    });
  });
});

describe('groups that one block declares', () => {
  const location = { file: 'modules/net/main.tf', line: 7 };
  const world = (second: readonly ReturnType<typeof rule>[]): Network =>
    network({
      virtualNetworks: [virtualNetwork()],
      subnets: ['a', 'b'].map((key) =>
        subnet({
          key,
          id: key,
          networkSecurityGroup: { key: `nsg-${key}` },
          addressPrefixes: [`10.0.${key === 'a' ? 1 : 2}.0/24`],
        }),
      ),
      networkSecurityGroups: [
        group([deny], { key: 'nsg-a', id: 'nsg-a', location }),
        group(second, { key: 'nsg-b', id: 'nsg-b', location }),
      ],
    });

  it('are closed by what is written there once', () => {
    const set = mend(world([deny]), [storage], ['a', 'b']);
    expect(set).toMatchObject({ verdicts: ['met', 'met'], again: 0 });
    expect(set.changes).toHaveLength(1);
  });

  it('get a number and a name that are free in each of them', () => {
    const taken = [rule(100, 'Allow Outbound Tcp * -> Sql@1433', { name: 'AllowOutboundStorage' }), deny];
    expect(mend(world(taken), [storage], ['a', 'b']).changes).toEqual([
      'nsg-a: AllowOutboundStorage2 110 Tcp Storage.WestUS2@443',
    ]);
  });
});

describe('at a firewall', () => {
  const tags = collection(100, 'Allow network', [networkRule('TCP 10.0.0.0/8 -> Sql@1433')]);

  it('tags of equal ports and protocol are one rule, hosts of equal ports another (T9)', () => {
    const world = behindFirewall([
      tags,
      collection(200, 'Allow application', [applicationRule('10.0.0.0/8 -> *.anaconda.com@Https:443')]),
    ]);
    const asked = [storage, entra, files, toHost('pypi.org'), toHost('r.example')];
    expect(mend(world, asked)).toMatchObject({
      changes: [
        'Allow-network-100: Allow-Outbound-Storage 10.0.1.0/24 -> Storage.WestUS2@443,445',
        'Allow-network-100: Allow-Outbound-Entra 10.0.1.0/24 -> AzureActiveDirectory@443',
        'Allow-application-200: Allow-Hosts 10.0.1.0/24 -> pypi.org,r.example@Https:443',
      ],
      again: 0,
    });
    expect(mend(world, [storage, entra]).changes).toEqual([
      'Allow-network-100: Allow-Service-Tags 10.0.1.0/24 -> Storage.WestUS2,AzureActiveDirectory@443',
    ]);
  });

  it('a new collection is made with all its rules', () => {
    const world = behindFirewall([
      collection(150, 'Deny network', [networkRule('Any * -> *@*')]),
      collection(200, 'Allow network', [networkRule('TCP * -> Sql@1433')]),
    ]);
    const udp = toTag('AzureMachineLearning', '5831', { protocol: 'udp', id: 'outbound-ml-udp' });
    expect(mend(world, [storage, udp])).toMatchObject({
      changes: [
        'new azureml-service-tags: AllowOutboundStorage 10.0.1.0/24 -> Storage.WestUS2@443 | AllowOutboundMlUdp 10.0.1.0/24 -> AzureMachineLearning@5831',
      ],
      verdicts: ['met', 'met'],
      again: 0,
    });
  });

  it.each([
    ['that is only read for linking', { reported: false }, /is of hub.json, which is read for linking only/],
    ['that the input only refers to', { existing: true as const }, /is only referred to in hub.json/],
  ])('of a hub %s nothing is done, and whose it is is said', (_, foreign, reason) => {
    const file = 'hub.json';
    const world = training({
      rules: [deny],
      routes: [route('0.0.0.0/0 -> VirtualAppliance firewall')],
      firewalls: [firewall({ policy: { key: 'policy' }, ...foreign, file })],
      firewallPolicies: [policy({ ...foreign, file })],
      ruleCollectionGroups: [{ ...ruleCollectionGroup(200, [tags]), ...foreign, file }],
    });
    const set = mend(world, [storage]);
    // What is the user's own does its part, so that the owner's rule is all that is left.
    expect(set.changes).toEqual(['nsg: AllowOutboundStorage 100 Tcp Storage.WestUS2@443']);
    expect(set.reasons).toEqual([saying(reason)]);
    expect(set.verdicts).toEqual(['unmet']);
  });
});

it('a subnet without a way out gets nothing, and the reason (R9)', () => {
  const world = training({ rules: [deny], subnet: { defaultOutboundAccess: false } });
  expect(mend(world, [storage])).toMatchObject({
    changes: [],
    verdicts: ['unmet'],
    reasons: [saying('has no way out')],
  });
});

it('never allows more than was asked: what no requirement names stays denied', () => {
  const topology = buildTopology(training({ rules: [deny] }));
  const gaps = gapsIn(topology, ['training'], [storage, entra]);
  const { changes } = remedySet(gaps, topology, null);
  const after = changes.reduce(applyChange, topology);
  const others = gapsIn(after, ['training'], [files, toTag('Storage', '443'), toTag('Sql', '443'), toHost('pypi.org')]);
  expect(
    others.map(
      ({ scope, requirement }) => remedySet([{ scope, requirement }], after, null, () => false).outcomes[0]?.verdict,
    ),
  ).not.toContain('met');
});
