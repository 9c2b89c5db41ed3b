/** Remedies on the model: the smallest change at the leg that blocks, and the engine's word that it helps (N1, N6, F2, F8, R2, R8, M2, M3, T9). */
import { describe, expect, it } from '@jest/globals';
import { msg } from '../../src/azure/message.js';
import type { Network } from '../../src/azure/model.js';
import { findScopes } from '../../src/reachability/scopes.js';
import { buildTopology } from '../../src/reachability/topology.js';
import type { Change } from '../../src/remedy/change.js';
import { freePriority } from '../../src/remedy/change.js';
import { propose } from '../../src/remedy/propose.js';
import { nameLike } from '../../src/remedy/rule-names.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import {
  applicationRule,
  behindFirewall,
  collection,
  compute,
  firewall,
  fromTag,
  natGateway,
  network,
  networkRule,
  OPEN,
  policy,
  route,
  rule,
  ruleCollectionGroup,
  subnet,
  toHost,
  toTag,
  training,
  workspace,
} from '../reachability/builders.js';

function mend(world: Network, asked: Requirement, scope = 'training') {
  const topology = buildTopology(world);
  const [found] = findScopes(topology, [scope]).scopes;
  if (found === undefined) throw new Error(`no ${scope}`);
  const { changes, verified } = propose({ scope: found, requirement: asked }, topology, null);
  return { verified, changes: changes.map(inWords) };
}

/** A change in one line. */
function inWords(change: Change): string {
  switch (change.kind) {
    case 'security-rule': {
      const {
        priority,
        direction,
        protocol,
        sourceAddressPrefixes,
        destinationAddressPrefixes,
        destinationPortRanges,
      } = change.rule;
      return `${change.group}: ${String(priority)} ${String(direction)} ${String(protocol)} ${String(sourceAddressPrefixes)} -> ${String(destinationAddressPrefixes)}@${String(destinationPortRanges)}`;
    }
    case 'firewall-rule': {
      const { sourceAddresses, destinationAddresses, destinationFqdns, destinationPorts, applicationProtocols } =
        change.rule;
      const to = `${String(destinationAddresses)}${String(destinationFqdns)}`;
      const on = `${String(destinationPorts)}${Array.isArray(applicationProtocols) ? applicationProtocols.map(({ type, port }) => `${type}:${port}`).join() : ''}`;
      const { name, priority, isNew } = change.collection;
      return `${change.owner}/${name}${isNew ? ` (new, ${priority})` : ''}: ${String(sourceAddresses)} -> ${to}@${on}`;
    }
    case 'rule-collection-group':
      return `${change.group.key} (new group, ${String(change.group.priority)}) ${change.collections.map(inWords).join('; ')}`;
    case 'route':
      return `${change.table}: ${String(change.route.addressPrefix)} -> ${String(change.route.nextHopType)}`;
    case 'nat-gateway':
      return `${change.subnet}: ${change.natGateway}`;
    case 'outbound-rule':
      return `${change.workspace}: ${change.rule.destination.type} ${'fqdn' in change.rule.destination ? String(change.rule.destination.fqdn) : ''}`;
  }
}

const storage = toTag('Storage.westus2');
const deny = rule(4000, 'Deny Outbound * * -> Internet');

describe('a group that denies', () => {
  it('gets one rule, with the ports that are missing, behind the exceptions that are there', () => {
    const rules = [
      rule(100, 'Allow Outbound Tcp * -> AzureActiveDirectory@443'),
      rule(205, 'Allow Outbound Tcp * -> Storage.westus2@443'),
      deny,
    ];
    expect(mend(training({ rules }), toTag('Storage.westus2', '443,445'))).toEqual({
      verified: true,
      changes: ['nsg: 210 Outbound Tcp VirtualNetwork -> Storage.WestUS2@445'],
    });
  });

  it.each([
    [
      'by a default rule, inbound',
      training({ rules: [] }),
      fromTag('BatchNodeManagement', '29876-29877'),
      'nsg: 100 Inbound Tcp BatchNodeManagement -> VirtualNetwork@29876-29877',
    ],
    [
      'before a rule of priority 101',
      training({ rules: [rule(101, 'Deny Outbound * * -> *')] }),
      storage,
      'nsg: 100 Outbound Tcp VirtualNetwork -> Storage.WestUS2@443',
    ],
    [
      'where the numbers before the deny are dense',
      training({ rules: [rule(3999, 'Allow Outbound Tcp * -> Sql@1433'), deny] }),
      storage,
      'nsg: 3998 Outbound Tcp VirtualNetwork -> Storage.WestUS2@443',
    ],
    [
      'udp',
      training({ rules: [deny] }),
      toTag('AzureMachineLearning', '5831', { protocol: 'udp' }),
      'nsg: 100 Outbound Udp VirtualNetwork -> AzureMachineLearning@5831',
    ],
    [
      'a host, which it knows only as the Internet',
      training({ rules: [deny] }),
      toHost('pypi.org'),
      'nsg: 100 Outbound Tcp VirtualNetwork -> Internet@443',
    ],
    [
      "a host of Microsoft's, by its tag",
      training({ rules: [deny] }),
      toHost('aka.ms', { hostIsPartOf: 'AzureFrontDoor.FirstParty' }),
      'nsg: 100 Outbound Tcp VirtualNetwork -> AzureFrontDoor.FirstParty@443',
    ],
  ])('gets a rule %s', (_, world, asked, change) => {
    expect(mend(world, asked)).toEqual({ verified: true, changes: [change] });
  });

  it.each([
    ['denies with the first number of all', training({ rules: [rule(100, 'Deny Outbound * * -> *')] }), storage],
    ['would need a tag whose region nobody knows', training({ rules: [deny] }), toTag('Storage.<region>')],
  ])('gets none where it %s', (_, world, asked) => {
    expect(mend(world, asked)).toEqual({ verified: false, changes: [] });
  });

  it('is one of two: each gets its rule', () => {
    const world = behindFirewall([collection(100, 'Allow network', [networkRule('TCP 10.0.0.0/8 -> Sql@1433')])], {
      rules: [deny],
    });
    expect(mend(world, storage)).toEqual({
      verified: true,
      changes: [
        'nsg: 100 Outbound Tcp VirtualNetwork -> Storage.WestUS2@443',
        'group200/Allow-network-100: 10.0.1.0/24 -> Storage.WestUS2@443',
      ],
    });
  });
});

describe('a firewall that denies', () => {
  it('gets an application rule for a host, beside others of its kind', () => {
    const world = behindFirewall([
      collection(100, 'Allow network', [networkRule('TCP 10.0.0.0/8 -> Sql@1433')]),
      collection(200, 'Allow application', [applicationRule('10.0.0.0/8 -> *.anaconda.com@Https:443')]),
    ]);
    expect(mend(world, toHost('pypi.org'))).toEqual({
      verified: true,
      changes: ['group200/Allow-application-200: 10.0.1.0/24 -> pypi.org@Https:443'],
    });
  });

  it('gets a collection of its own before one that denies', () => {
    const world = behindFirewall([
      collection(150, 'Deny network', [networkRule('Any * -> *@*')]),
      collection(200, 'Allow network', [networkRule('TCP * -> Sql@1433')]),
    ]);
    expect(mend(world, storage)).toEqual({
      verified: true,
      changes: ['group200/azureml-service-tags (new, 140): 10.0.1.0/24 -> Storage.WestUS2@443'],
    });
  });

  it('takes the sources of a neighbour where nobody knows the subnet', () => {
    const world = behindFirewall([collection(100, 'Allow network', [networkRule('TCP 10.0.0.0/8 -> Sql@1433')])], {
      subnet: { addressPrefixes: [OPEN] },
    });
    expect(mend(world, storage).changes).toEqual(['group200/Allow-network-100: 10.0.0.0/8 -> Storage.WestUS2@443']);
  });

  it('with classic rules gets one there', () => {
    const world = training({
      routes: [route('0.0.0.0/0 -> VirtualAppliance firewall')],
      firewalls: [
        firewall({ ruleCollections: [collection(100, 'Allow network', [networkRule('TCP * -> Sql@1433')])] }),
      ],
    });
    expect(mend(world, storage)).toEqual({
      verified: true,
      changes: ['firewall/Allow-network-100: 10.0.1.0/24 -> Storage.WestUS2@443'],
    });
  });

  it('spells BatchNodeManagement without its region (T7)', () => {
    const world = behindFirewall([collection(100, 'Allow network', [networkRule('TCP * -> Sql@1433')])]);
    expect(mend(world, toTag('BatchNodeManagement.westus2'))).toEqual({
      verified: true,
      changes: ['group200/Allow-network-100: 10.0.1.0/24 -> BatchNodeManagement@443'],
    });
  });

  const withPolicy = (groups: Network['ruleCollectionGroups'], own: Parameters<typeof policy>[0] = {}) =>
    training({
      routes: [route('0.0.0.0/0 -> VirtualAppliance firewall')],
      firewalls: [firewall({ policy: { key: 'policy' } })],
      firewallPolicies: [policy(own)],
      ruleCollectionGroups: groups,
    });

  it('gets a rule collection group where its policy has none', () => {
    expect(mend(withPolicy([]), storage)).toEqual({
      verified: true,
      changes: [
        'policy/azureml (new group, 1000) policy/azureml/azureml-service-tags (new, 1000): 10.0.1.0/24 -> Storage.WestUS2@443',
      ],
    });
    expect(mend(withPolicy([]), toHost('pypi.org'))).toMatchObject({
      verified: true,
      changes: [expect.stringContaining('new group, 1000')],
    });
  });

  it('gets a group before one that denies with the first number of all, where Terraform puts them in turn', () => {
    const first = ruleCollectionGroup(200, [collection(100, 'Deny network', [networkRule('Any * -> *@*')])]);
    expect(mend(withPolicy([first]), storage)).toEqual({ verified: false, changes: [] });
    expect(mend(withPolicy([first], { id: 'azurerm_firewall_policy.hub' }), storage)).toEqual({
      verified: true,
      changes: [
        'policy/azureml (new group, 190) policy/azureml/azureml-service-tags (new, 1000): 10.0.1.0/24 -> Storage.WestUS2@443',
      ],
    });
  });

  it.each([
    ['is of another owner', { existing: true as const }],
    ['may have groups that the input does not show', { otherGroups: { unknown: msg`what it shows` } }],
  ])('gets no group where its policy %s', (_, own) => {
    expect(mend(withPolicy([], own), storage).changes).toEqual([]);
  });

  it('without any collection gets its first classic one', () => {
    const world = training({
      routes: [route('0.0.0.0/0 -> VirtualAppliance firewall')],
      firewalls: [firewall({})],
    });
    expect(mend(world, storage)).toEqual({
      verified: true,
      changes: ['firewall/azureml-service-tags (new, 1000): 10.0.1.0/24 -> Storage.WestUS2@443'],
    });
  });

  it('gets no classic rule in a virtual hub, where a firewall has rules of a policy only', () => {
    const world = training({
      routes: [route('0.0.0.0/0 -> VirtualAppliance firewall')],
      firewalls: [firewall({ virtualHub: { key: 'hub' } })],
    });
    expect(mend(world, storage).changes).toEqual([]);
  });

  it.each([
    ['is denied by the parent, whose rules come first (F2)', 'parent'],
    ['has a host on a port that no application rule sees (F4)', 'port'],
  ])('gets none where it %s', (_, kind) => {
    const world =
      kind === 'parent'
        ? training({
            routes: [route('0.0.0.0/0 -> VirtualAppliance firewall')],
            firewalls: [firewall({ policy: { key: 'policy' } })],
            firewallPolicies: [policy({ basePolicy: { key: 'base' } }), policy({ key: 'base' })],
            ruleCollectionGroups: [
              ruleCollectionGroup(200, [collection(100, 'Allow network', [networkRule('TCP * -> Sql@1433')])]),
              {
                ...ruleCollectionGroup(100, [collection(100, 'Deny network', [networkRule('Any * -> *@*')])], {
                  key: 'base-group',
                }),
                policy: { key: 'base' },
                existing: true,
              },
            ],
          })
        : behindFirewall([]);
    const asked = kind === 'parent' ? storage : toHost('files.example.com', { ports: [{ low: 8443, high: 8443 }] });
    expect(mend(world, asked)).toEqual({ verified: false, changes: [] });
  });
});

describe('a route that leads nowhere', () => {
  it('is passed by one for the tag (R2)', () => {
    expect(mend(training({ routes: [route('0.0.0.0/0 -> None')] }), storage)).toEqual({
      verified: true,
      changes: ['routes: Storage.WestUS2 -> Internet'],
    });
  });

  it('for the answers of inbound traffic is passed by one for the sender (R8)', () => {
    const world = behindFirewall([], {
      rules: [rule(100, 'Allow Inbound Tcp BatchNodeManagement -> *@29876-29877')],
      computes: [compute({ publicIp: true })],
      workspaces: [workspace()],
    });
    expect(mend(world, fromTag('BatchNodeManagement', '29876-29877'))).toEqual({
      verified: true,
      changes: ['routes: BatchNodeManagement -> Internet'],
    });
  });

  it('cannot be passed by a host', () => {
    expect(mend(training({ routes: [route('0.0.0.0/0 -> None')] }), toHost('pypi.org'))).toEqual({
      verified: false,
      changes: [],
    });
  });
});

describe('a managed network', () => {
  const world = network({ workspaces: [workspace({ isolationMode: 'AllowOnlyApprovedOutbound' })] });

  it('gets an outbound rule for a host (M2)', () => {
    expect(mend(world, toHost('pypi.org'), 'workspace')).toEqual({
      verified: true,
      changes: ['workspace: FQDN pypi.org'],
    });
  });

  it.each([
    ['of Azure Storage (M3)', toHost('acct.blob.core.windows.net')],
    ['on another port (M2)', toHost('pypi.org', { ports: [{ low: 8443, high: 8443 }] })],
  ])('has nothing that would surely help for a host %s', (_, asked) => {
    expect(mend(world, asked, 'workspace').verified).toBe(false);
  });
});

it('a subnet without a way out gets no rule: none would help (R9)', () => {
  expect(mend(training({ subnet: { defaultOutboundAccess: false } }), storage)).toEqual({
    verified: false,
    changes: [],
  });
});

describe('a subnet without a way out, in a network that has a NAT gateway (R9)', () => {
  const world = (...gateways: readonly { readonly key: string; readonly existing?: true }[]): Network => {
    const net = training({ subnet: { defaultOutboundAccess: false } });
    const others = gateways.map(({ key }) =>
      subnet({ key: `with-${key}`, natGateway: { key }, virtualNetwork: net.subnets[0]?.virtualNetwork ?? null }),
    );
    const natGateways = gateways.map((own) => ({ ...natGateway(own.key), ...own }));
    return { ...net, subnets: [...net.subnets, ...others], natGateways };
  };

  it('gets that one', () => {
    expect(mend(world({ key: 'nat' }), storage)).toEqual({ verified: true, changes: ['training: nat'] });
  });

  it('gets none where there are two, or where it is of another owner', () => {
    expect(mend(world({ key: 'nat' }, { key: 'nat2' }), storage).changes).toEqual([]);
    expect(mend(world({ key: 'nat', existing: true }), storage).changes).toEqual([]);
  });
});

it.each([
  [[], 100, 4097, 100, 4090],
  [[4090, 4080], 100, 4097, 4081, 4096],
  [[100, 101, 102], 100, 103, 103, null],
  [[100, 102], 100, 103, 103, 101],
])('a free number beside %j from %d below %d after %d is %s', (taken, from, below, after, expected) => {
  expect(freePriority(taken, { from, below, after })).toBe(expected);
});

it.each([
  ['AllowOutboundStorage', ['AllowAad', 'DenyAll'], 'AllowOutboundStorage'],
  ['AllowOutboundStorage', ['allow-aad', 'deny-all'], 'allow-outbound-storage'],
  ['AllowOutboundStorage', ['Allow-Aad', 'Deny-All'], 'Allow-Outbound-Storage'],
  ['AllowOutboundStorage', ['allow_aad', 'deny_all', 'Other'], 'allow_outbound_storage'],
  ['AllowOutboundStorage', [], 'AllowOutboundStorage'],
  ['AllowOutboundStorage', ['storage', 'ml', 'arm', 'block-web'], 'allow-outbound-storage'],
  ['AllowOutboundStorage', ['storage', 'ml', 'arm', 'BlockWeb'], 'AllowOutboundStorage'],
  ['AllowOutboundStorage', ['storage', 'ml'], 'allow-outbound-storage'],
])('%s beside %j is called %s', (name, neighbours, expected) => {
  expect(nameLike(name, neighbours)).toBe(expected);
});
