/** Several files as one network: links, duplicates, associations, separate rules, next hops. */

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { msg } from '../../src/azure/message.js';
import type {
  Association,
  Firewall,
  Link,
  Network,
  NetworkSecurityGroup,
  OpenLink,
  Resource,
  Route,
  RouteTable,
  SecurityRule,
  SeparateRoute,
  SeparateSecurityRule,
  Subnet,
  VirtualNetwork,
} from '../../src/azure/model.js';
import { isUnknown, unknown } from '../../src/azure/value.js';
import { assemble } from '../../src/sources/assemble.js';
import { joinParts, type PartialNetwork, RESOURCE_KINDS } from '../../src/sources/parts.js';
import { InputError } from '../../src/sources/source.js';

type Change = Partial<Resource>;
const LATER = unknown(msg`known after apply`);

function base(key: string, change: Change = {}): Resource {
  return {
    key,
    id: key,
    name: key.split('.').at(-1) ?? key,
    file: 'plan.json',
    location: null,
    reported: true,
    ...change,
  };
}

function subnet(key: string, change: Change & Partial<Subnet> = {}): Subnet {
  return {
    ...base(key),
    virtualNetwork: null,
    addressPrefixes: ['10.0.1.0/24'],
    networkSecurityGroup: null,
    routeTable: null,
    natGateway: null,
    serviceEndpoints: [],
    delegations: [],
    defaultOutboundAccess: null,
    privateEndpointNetworkPolicies: null,
    ...change,
  };
}

const network = (key: string, change: Change & Partial<VirtualNetwork> = {}): VirtualNetwork => ({
  ...base(key),
  addressSpace: ['10.0.0.0/16'],
  ...change,
});
const group = (key: string, change: Change & Partial<NetworkSecurityGroup> = {}): NetworkSecurityGroup => ({
  ...base(key),
  securityRules: [],
  ...change,
});
const table = (key: string, routes: readonly Route[] = [], change: Change = {}): RouteTable => ({
  ...base(key),
  routes,
  ...change,
});

function route(name: string, change: Partial<Route> = {}): Route {
  return {
    name,
    addressPrefix: '0.0.0.0/0',
    nextHopType: 'VirtualAppliance',
    nextHopIpAddress: '10.0.0.4',
    nextHop: null,
    location: null,
    ...change,
  };
}

function rule(name: string, priority = 100): SecurityRule {
  return {
    name,
    priority,
    direction: 'Outbound',
    access: 'Allow',
    protocol: 'Tcp',
    sourcePortRanges: ['*'],
    destinationPortRanges: ['443'],
    sourceAddressPrefixes: ['*'],
    destinationAddressPrefixes: ['*'],
    sourceApplicationSecurityGroups: false,
    destinationApplicationSecurityGroups: false,
    location: null,
  };
}

const separate = (key: string, networkSecurityGroup: Link, change: Change = {}): SeparateSecurityRule => ({
  ...base(key, change),
  networkSecurityGroup,
  rule: rule(key),
});

function association(key: string, owner: Link, target: Link, change: Change & Partial<Association> = {}): Association {
  return { ...base(key), kind: 'networkSecurityGroup', of: 'subnet', owner, target, ...change };
}

function firewall(key: string, change: Change & Partial<Firewall> = {}): Firewall {
  return {
    ...base(key),
    policy: null,
    privateIpAddresses: LATER,
    subnet: null,
    virtualHub: null,
    threatIntelMode: null,
    dnsProxy: null,
    ruleCollections: [],
    ...change,
  };
}

function joined(...models: PartialNetwork[]): ReturnType<typeof assemble> {
  return assemble(models.map((model) => joinParts([model])));
}

const ID = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network';

describe('links', () => {
  it('by id lead to the resource with that id in any file and any case', () => {
    const { network: all } = joined(
      { subnets: [subnet('s', { networkSecurityGroup: { id: `${ID}/networkSecurityGroups/NSG`.toUpperCase() } })] },
      { networkSecurityGroups: [group('g', { armId: `${ID}/networkSecurityGroups/nsg`, file: 'hub.json' })] },
    );
    expect(all.subnets[0]?.networkSecurityGroup).toEqual({ key: 'g' });
  });

  it('by id lead to what is still to be created, by name and resource group', () => {
    const id = `${ID}/virtualNetworks/vnet/subnets/training`;
    const compute = { kind: 'AmlCompute' as const, workspace: null, publicIp: null, kubernetesCluster: null };
    const link = (change: Change): Link | undefined =>
      joined({
        virtualNetworks: [network('vnet', change)],
        subnets: [subnet('training', { virtualNetwork: { key: 'vnet' }, ...change })],
        computes: [{ ...base('c'), ...compute, subnet: { id } }],
      }).network.computes[0]?.subnet;
    expect(link({ resourceGroup: 'RG' })).toEqual({ key: 'training' });
    expect(link({})).toEqual({ key: 'training' });
    expect(link({ resourceGroup: 'another' })).toEqual({ unknown: `${id} is not in the input` });
    expect(link({ armId: `${ID}/virtualNetworks/elsewhere` })).toEqual({ unknown: `${id} is not in the input` });
  });

  it('by name lead to the one resource of that kind and name, in the group where it is told', () => {
    const groups = [
      group('a', { name: 'NSG', resourceGroup: 'one' }),
      group('b', { name: 'nsg', resourceGroup: 'two' }),
    ];
    const link = (networkSecurityGroup: Link): Link | undefined =>
      joined({ networkSecurityGroups: groups, subnets: [subnet('s', { networkSecurityGroup })] }).network.subnets[0]
        ?.networkSecurityGroup;
    expect(link({ type: 'networkSecurityGroups', name: 'nsg', resourceGroup: 'Two' })).toEqual({ key: 'b' });
    expect(link({ type: 'networkSecurityGroups', name: 'nsg' })).toEqual({
      unknown: 'nsg (networkSecurityGroups) can be any of 2 resources of the input',
      candidates: ['a', 'b'],
    });
    expect(link({ type: 'networkSecurityGroups', name: 'other' })).toEqual({
      unknown: 'other (networkSecurityGroups) is not in the input',
    });
  });

  it('to a child by its full name tell networks apart', () => {
    const { network: all } = joined({
      virtualNetworks: [network('v1'), network('v2')],
      subnets: [
        subnet('a', { name: 'default', virtualNetwork: { key: 'v1' } }),
        subnet('b', { name: 'default', virtualNetwork: { type: 'virtualNetworks', name: 'v2' } }),
      ],
      kubernetesClusters: [
        {
          ...base('aks'),
          region: 'eastus',
          outboundType: null,
          privateCluster: null,
          nodeSubnets: [{ type: 'subnets', name: 'v2/default' }],
        },
      ],
    });
    expect(all.kubernetesClusters[0]?.nodeSubnets).toEqual([{ key: 'b' }]);
  });

  it('that are undecided keep their candidates; one candidate alone decides', () => {
    const link = (candidates: readonly (string | null)[]): Link | undefined =>
      joined({
        networkSecurityGroups: [group('a'), group('b')],
        subnets: [subnet('s', { networkSecurityGroup: { ...LATER, candidates } })],
      }).network.subnets[0]?.networkSecurityGroup;
    expect(link(['a', 'b', null])).toEqual({ ...LATER, candidates: ['a', 'b', null] });
    expect(link(['a', 'a'])).toEqual({ key: 'a' });
    expect(link(['a', 'nothing'])).toEqual(LATER);
  });

  it('to a resource of another kind lead nowhere', () => {
    const { network: all } = joined({
      routeTables: [table('rt', [], { armId: '/rt' })],
      subnets: [subnet('s', { networkSecurityGroup: { id: '/rt' }, routeTable: { key: 's' } })],
    });
    expect(all.subnets[0]).toMatchObject({
      networkSecurityGroup: { unknown: '/rt is not in the input' },
      routeTable: { unknown: 's is not in the input' },
    });
  });
});

describe('one resource in several files', () => {
  const armId = `${ID}/networkSecurityGroups/nsg`;

  it('is there once, as it is where it is managed, and links to either lead to it', () => {
    const { network: all } = joined(
      {
        networkSecurityGroups: [group('data.azurerm_network_security_group.hub', { armId: armId.toUpperCase() })],
        subnets: [subnet('s', { networkSecurityGroup: { key: 'data.azurerm_network_security_group.hub' } })],
      },
      {
        networkSecurityGroups: [group('hub', { armId, file: 'hub.json', reported: false, securityRules: [rule('r')] })],
      },
    );
    expect(all.networkSecurityGroups).toHaveLength(1);
    expect(all.networkSecurityGroups[0]).toMatchObject({ key: 'hub', reported: true, securityRules: [{ name: 'r' }] });
    expect(all.subnets[0]?.networkSecurityGroup).toEqual({ key: 'hub' });
  });

  it('that is only referred to in both is filled from both', () => {
    const { network: all } = joined(
      { networkSecurityGroups: [group('data.g', { armId, otherRules: LATER })] },
      { networkSecurityGroups: [group('data.h', { armId, file: 'b.json', securityRules: [rule('r')] })] },
    );
    expect(all.networkSecurityGroups).toHaveLength(1);
    expect(all.networkSecurityGroups[0]?.securityRules).toHaveLength(1);
    expect(all.networkSecurityGroups[0]?.otherRules).toBeUndefined();
  });

  it('written in its network and by itself is one subnet, as written by itself', () => {
    const { network: all } = joined({
      virtualNetworks: [network('v')],
      networkSecurityGroups: [group('g')],
      subnets: [
        subnet('v/training', { name: 'Training', virtualNetwork: { key: 'v' } }),
        subnet('own', {
          name: 'training',
          virtualNetwork: { type: 'virtualNetworks', name: 'v' },
          networkSecurityGroup: LATER,
        }),
      ],
      networkInterfaces: [
        {
          ...base('nic'),
          networkSecurityGroup: null,
          subnets: [{ key: 'v/training' }],
          privateIpAddresses: [],
          publicIpAddress: false,
        },
      ],
      associations: [association('a', { key: 'v/training' }, { key: 'g' })],
    });
    expect(all.subnets.map((one) => [one.key, one.networkSecurityGroup])).toEqual([['own', { key: 'g' }]]);
    expect(all.networkInterfaces[0]?.subnets).toEqual([{ key: 'own' }]);
  });
});

describe('one address in several files', () => {
  it('is an error that names both files, where nothing tells the resources apart (CONTRACT, bad input)', () => {
    const attempt = (): unknown =>
      joined(
        { subnets: [subnet('azurerm_subnet.a')] },
        { subnets: [subnet('azurerm_subnet.a', { file: 'other.json' })] },
      );
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(/azurerm_subnet\.a is declared here and in plan\.json too/);
    try {
      attempt();
    } catch (error) {
      expect(error).toMatchObject({ file: 'other.json' });
    }
  });

  it('is fine where ids differ: both are there, and each file means its own', () => {
    const model = (file: string, id: string): PartialNetwork => ({
      networkSecurityGroups: [group('azurerm_network_security_group.a', { file, armId: id })],
      subnets: [
        subnet(`azurerm_subnet.${id}`, {
          file,
          networkSecurityGroup: { ...LATER, candidates: ['azurerm_network_security_group.a', null] },
          routeTable: null,
        }),
      ],
      associations: [
        association(`x.${id}`, { key: `azurerm_subnet.${id}` }, { key: 'azurerm_network_security_group.a' }, { file }),
      ],
    });
    const { network: all } = joined(model('a.json', '1'), model('b.json', '2'));
    expect(all.networkSecurityGroups.map((one) => one.key)).toEqual([
      'azurerm_network_security_group.a',
      'b.json: azurerm_network_security_group.a',
    ]);
    expect(all.subnets.map((one) => one.networkSecurityGroup)).toEqual([
      { key: 'azurerm_network_security_group.a' },
      { key: 'b.json: azurerm_network_security_group.a' },
    ]);
    expect(all.networkSecurityGroups.map((one) => one.id)).toEqual([
      'azurerm_network_security_group.a',
      'azurerm_network_security_group.a',
    ]);
  });

  it('is fine where one file is only context, or only refers to the resource', () => {
    expect(
      joined({ subnets: [subnet('a')] }, { subnets: [subnet('a', { file: 'b.json', reported: false })] }).network
        .subnets,
    ).toHaveLength(2);
    expect(
      joined({ subnets: [subnet('data.x.a')] }, { subnets: [subnet('data.x.a', { file: 'b.json' })] }).network.subnets,
    ).toHaveLength(2);
    const quoted = (): unknown =>
      joined({ subnets: [subnet('x.y[".data.z"]')] }, { subnets: [subnet('x.y[".data.z"]', { file: 'b.json' })] });
    expect(quoted).toThrow(InputError);
  });

  it('twice in one file is told apart and reported', () => {
    const { network: all, diagnostics } = joined({ subnets: [subnet('a'), subnet('a')] });
    expect(new Set(all.subnets.map((one) => one.key)).size).toBe(2);
    expect(diagnostics.map((one) => one.message)).toEqual([
      'a is in plan.json more than once; links to it lead to the first',
    ]);
  });
});

describe('associations', () => {
  it('become the property of their subnet or interface', () => {
    const { network: all } = joined({
      networkSecurityGroups: [group('g')],
      routeTables: [table('rt')],
      natGateways: [base('nat')],
      subnets: [subnet('s', { networkSecurityGroup: LATER, routeTable: LATER })],
      networkInterfaces: [
        { ...base('nic'), networkSecurityGroup: null, subnets: [], privateIpAddresses: [], publicIpAddress: false },
      ],
      associations: [
        association('1', { key: 's' }, { key: 'g' }),
        association('2', { key: 's' }, { key: 'rt' }, { kind: 'routeTable' }),
        association('3', { key: 's' }, { key: 'nat' }, { kind: 'natGateway' }),
        association('4', { key: 'nic' }, { key: 'g' }, { of: 'networkInterface' }),
      ],
    });
    expect(all.subnets[0]).toMatchObject({
      networkSecurityGroup: { key: 'g' },
      routeTable: { key: 'rt' },
      natGateway: { key: 'nat' },
    });
    expect(all.networkInterfaces[0]?.networkSecurityGroup).toEqual({ key: 'g' });
    expect(all.associations).toEqual([]);
  });

  it('of an undecided owner may hold for each candidate, and each may also keep what it has', () => {
    const owner: OpenLink = { unknown: msg`each.value is open`, candidates: ['a', 'b'] };
    const { network: all } = joined({
      networkSecurityGroups: [group('g'), group('h')],
      subnets: [subnet('a'), subnet('b', { networkSecurityGroup: { key: 'h' } }), subnet('c')],
      associations: [association('1', owner, { key: 'g' })],
    });
    expect(all.subnets.map((one) => one.networkSecurityGroup)).toEqual([
      { unknown: 'each.value is open', candidates: [null, 'g'] },
      { unknown: 'each.value is open', candidates: ['h', 'g'] },
      null,
    ]);
  });

  it('of an owner that nothing is known of make every other subnet of the file undecided', () => {
    const { network: all } = joined(
      {
        networkSecurityGroups: [group('g')],
        subnets: [subnet('a'), subnet('b')],
        associations: [association('1', LATER, { key: 'g' }), association('2', { key: 'b' }, { key: 'g' })],
      },
      { subnets: [subnet('c', { file: 'b.json' })] },
    );
    expect(all.subnets.map((one) => one.networkSecurityGroup)).toEqual([LATER, { key: 'g' }, null]);
  });

  it('twice for one subnet are reported, and undecided where they differ', () => {
    const { network: all, diagnostics } = joined({
      networkSecurityGroups: [group('g'), group('h')],
      subnets: [subnet('s')],
      associations: [association('1', { key: 's' }, { key: 'g' }), association('2', { key: 's' }, { key: 'h' })],
    });
    expect(all.subnets[0]?.networkSecurityGroup).toEqual({
      unknown: 's has 2 associations with a network security group',
      candidates: ['g', 'h'],
    });
    expect(diagnostics).toEqual([
      {
        severity: 'warning',
        message: 's has more than one association with a network security group (1, 2); Azure keeps one',
        location: null,
      },
    ]);
  });

  it('that belong to nothing in the input are reported, not applied', () => {
    const { network: all, diagnostics } = joined({
      networkSecurityGroups: [group('g')],
      subnets: [subnet('s')],
      associations: [association('1', { id: '/elsewhere' }, { key: 'g' })],
    });
    expect(all.subnets[0]?.networkSecurityGroup).toBeNull();
    expect(diagnostics.map((one) => one.message)).toEqual(['1 is left out: /elsewhere is not in the input']);
  });
});

describe('rules and routes of their own', () => {
  it('join their group, in place of an inline rule of the same name (N16, N17)', () => {
    const { network: all } = joined({
      networkSecurityGroups: [group('g', { securityRules: [rule('a', 200), rule('B', 300)] })],
      separateSecurityRules: [separate('b', { key: 'g' }), separate('c', { type: 'networkSecurityGroups', name: 'G' })],
    });
    expect(all.networkSecurityGroups[0]?.securityRules.map((one) => [one.name, one.priority])).toEqual([
      ['a', 200],
      ['b', 100],
      ['c', 100],
    ]);
    expect(all.separateSecurityRules).toEqual([]);
  });

  it('of an undecided group are perhaps in each candidate', () => {
    const { network: all } = joined({
      networkSecurityGroups: [group('g'), group('h'), group('i')],
      separateSecurityRules: [separate('r', { ...LATER, candidates: ['g', 'h'] })],
    });
    expect(all.networkSecurityGroups.map((one) => one.securityRules.map((it) => it.presence?.unknown))).toEqual([
      ['whether r belongs to g: known after apply'],
      ['whether r belongs to h: known after apply'],
      [],
    ]);
  });

  it('of a group that nothing is known of may be in every group of the file', () => {
    const { network: all } = joined(
      { networkSecurityGroups: [group('g')], separateSecurityRules: [separate('r', LATER)] },
      { networkSecurityGroups: [group('h', { file: 'b.json' })] },
    );
    expect(all.networkSecurityGroups.map((one) => one.otherRules)).toEqual([LATER, undefined]);
  });

  it('join route tables, workspaces, firewalls, IP groups and clusters alike', () => {
    const collection = {
      name: 'c',
      kind: 'network' as const,
      priority: 100,
      action: 'Allow' as const,
      rules: [],
      location: null,
    };
    const approved = { name: 'pypi', destination: { type: 'FQDN' as const, fqdn: 'pypi.org' }, location: null };
    const separateRoute: SeparateRoute = {
      ...base('r'),
      routeTable: { key: 'rt' },
      route: route('default', { nextHopType: 'Internet', nextHopIpAddress: null }),
    };
    const { network: all } = joined({
      routeTables: [table('rt')],
      separateRoutes: [separateRoute],
      workspaces: [
        { ...base('ws'), region: 'eastus', highBusinessImpact: null, isolationMode: 'Disabled', outboundRules: [] },
      ],
      separateOutboundRules: [{ ...base('o'), workspace: { key: 'ws' }, rule: approved }],
      firewalls: [firewall('fw')],
      separateRuleCollections: [{ ...base('c'), firewall: { type: 'firewalls', name: 'fw' }, collection }],
      ipGroups: [{ ...base('ipg'), addresses: ['10.0.0.0/24'] }],
      separateIpGroupAddresses: [
        { ...base('x'), ipGroup: { key: 'ipg' }, addresses: ['10.0.1.0/24', '10.0.0.0/24'] },
        { ...base('y'), ipGroup: { ...LATER, candidates: ['ipg', null] }, addresses: ['10.0.2.0/24'] },
      ],
      subnets: [subnet('s')],
      kubernetesClusters: [
        { ...base('aks'), region: 'eastus', nodeSubnets: [{ key: 's' }], outboundType: null, privateCluster: null },
      ],
      kubernetesNodePools: [{ ...base('p'), cluster: { key: 'aks' }, subnet: { key: 's' } }],
    });
    expect(all.routeTables[0]?.routes.map((one) => one.name)).toEqual(['default']);
    expect(all.workspaces[0]?.outboundRules).toEqual([{ ...approved, declaredBy: 'o' }]);
    expect(all.firewalls[0]?.ruleCollections).toMatchObject([collection]);
    expect(all.ipGroups[0]?.addresses).toEqual([
      '10.0.0.0/24',
      '10.0.1.0/24',
      { unknown: 'whether the addresses of y belong to ipg: known after apply' },
    ]);
    expect(all.kubernetesClusters[0]?.nodeSubnets).toEqual([{ key: 's' }]);
  });
});

describe('next hops', () => {
  const hop = (result: ReturnType<typeof assemble>): Link | undefined =>
    result.network.routeTables[0]?.routes[0]?.nextHop;

  it('lead to the firewall with that private address, in whatever file (F14)', () => {
    expect(
      hop(
        joined(
          { routeTables: [table('rt', [route('default')])] },
          { firewalls: [firewall('fw', { file: 'hub.json', privateIpAddresses: ['10.0.0.4'] })] },
        ),
      ),
    ).toEqual({ key: 'fw' });
  });

  it('lead nowhere where no firewall has the address: an appliance outside the input', () => {
    expect(
      hop(
        joined({
          routeTables: [table('rt', [route('default')])],
          firewalls: [firewall('fw', { privateIpAddresses: ['10.0.0.5'] })],
        }),
      ),
    ).toBeNull();
  });

  it('are undecided between firewalls of one address', () => {
    const firewalls = [
      firewall('a', { privateIpAddresses: ['10.0.0.4'] }),
      firewall('b', { privateIpAddresses: ['10.0.0.4'] }),
    ];
    expect(hop(joined({ routeTables: [table('rt', [route('default')])], firewalls }))).toEqual({
      unknown: '2 firewalls of the input have the address 10.0.0.4',
      candidates: ['a', 'b'],
    });
  });

  it('keep the firewall that a reference tells', () => {
    const firewalls = [firewall('a', { privateIpAddresses: ['10.0.0.4'] }), firewall('b')];
    expect(
      hop(
        joined({
          routeTables: [table('rt', [route('default', { nextHopIpAddress: LATER, nextHop: { key: 'b' } })])],
          firewalls,
        }),
      ),
    ).toEqual({ key: 'b' });
  });

  it('are taken for the first address of the subnet of a firewall that is still to be created, with a note', () => {
    const subnets = [subnet('AzureFirewallSubnet', { addressPrefixes: ['10.0.0.64/26'] })];
    const planned = (address: string, count = 1): ReturnType<typeof assemble> =>
      joined({
        subnets,
        routeTables: [table('rt', [route('default', { nextHopIpAddress: address })])],
        firewalls: ['a', 'b'].slice(0, count).map((key) => firewall(key, { subnet: { key: 'AzureFirewallSubnet' } })),
      });
    const result = planned('10.0.0.68');
    expect(hop(result)).toEqual({ key: 'a' });
    expect(result.diagnostics).toEqual([
      {
        severity: 'note',
        message: 'a has no address yet; 10.0.0.68 is taken for it, the first that Azure assigns in its subnet',
        location: null,
      },
    ]);
    expect(hop(planned('10.0.0.69'))).toBeNull();
    expect(hop(planned('10.0.0.68', 2))).toBeNull();
  });
});

describe('any input', () => {
  const keys = ['a', 'b', 'c', 'd'] as const;
  const key = fc.constantFrom(...keys);
  const link: fc.Arbitrary<Link> = fc.oneof(
    fc.constant(null),
    key.map((one) => ({ key: one })),
    key.map((one) => ({ id: `/${one}` })),
    key.map((name) => ({ type: 'subnets' as const, name })),
    fc.array(fc.option(key), { maxLength: 3 }).map((candidates) => ({ ...LATER, candidates })),
    fc.constant(LATER),
  );
  const identity = fc.record({
    key,
    armId: fc.option(
      key.map((one) => `/${one}`),
      { nil: undefined },
    ),
    data: fc.boolean(),
  });
  const resource =
    (kind: string, file: string) =>
    (one: { key: string; armId: string | undefined; data: boolean }): Resource => {
      const { armId } = one;
      return {
        ...base(`${one.data ? 'data.' : ''}${one.key}`, { file, id: kind }),
        ...(armId === undefined ? {} : { armId }),
      };
    };
  const model = (file: string, reported: boolean): fc.Arbitrary<Network> =>
    fc
      .record({
        subnets: fc.array(fc.tuple(identity, link, link, link), { maxLength: 4 }),
        groups: fc.array(identity, { maxLength: 4 }),
        networks: fc.array(identity, { maxLength: 3 }),
        associations: fc.array(fc.tuple(identity, link, link), { maxLength: 4 }),
        rules: fc.array(fc.tuple(identity, link), { maxLength: 4 }),
      })
      .map(({ subnets, groups, networks, associations, rules }) => {
        const own = { reported };
        return joinParts([
          {
            virtualNetworks: networks.map((one) => network('v', { ...resource('v', file)(one), ...own })),
            subnets: subnets.map(([one, virtualNetwork, networkSecurityGroup, routeTable]) =>
              subnet('s', { ...resource('s', file)(one), ...own, virtualNetwork, networkSecurityGroup, routeTable }),
            ),
            networkSecurityGroups: groups.map((one) => group('g', { ...resource('g', file)(one), ...own })),
            associations: associations.map(([one, owner, target]) =>
              association('x', owner, target, { ...resource('x', file)(one), ...own }),
            ),
            separateSecurityRules: rules.map(([one, owner]) =>
              separate('r', owner, { ...resource('r', file)(one), ...own }),
            ),
          },
        ]);
      });

  it('gives unique keys, links that are keys, null or open with keys as candidates, and the same answer again', () => {
    fc.assert(
      fc.property(model('a.json', true), model('b.json', false), (first, second) => {
        const { network: all, diagnostics } = assemble([first, second]);
        const known = new Set<string>();
        for (const kind of RESOURCE_KINDS) {
          const list: readonly Resource[] = all[kind];
          expect(new Set(list.map((one) => one.key)).size).toBe(list.length);
          for (const one of list) known.add(one.key);
        }
        const decided = (one: Link): void => {
          if (one === null) return;
          if (isUnknown(one))
            for (const candidate of one.candidates ?? []) expect(candidate === null || known.has(candidate)).toBe(true);
          else expect('key' in one && known.has(one.key)).toBe(true);
        };
        for (const one of all.subnets)
          [one.virtualNetwork, one.networkSecurityGroup, one.routeTable, one.natGateway].forEach(decided);
        expect([all.associations, all.separateSecurityRules]).toEqual([[], []]);
        expect(assemble([first, second])).toEqual({ network: all, diagnostics });
      }),
      { numRuns: 500 },
    );
  });

  it('of many resources with open owners ends without copying each rule into each group', () => {
    const many = 2_000;
    const groups = Array.from({ length: many }, (_, index) => group(`g${index}`));
    const candidates = groups.map((one) => one.key);
    const { network: all } = joined({
      networkSecurityGroups: groups,
      subnets: Array.from({ length: many }, (_, index) =>
        subnet(`s${index}`, { networkSecurityGroup: { ...LATER, candidates: ['g0', 'g1'] } }),
      ),
      separateSecurityRules: Array.from({ length: many }, (_, index) =>
        separate(`r${index}`, { ...LATER, candidates: candidates.slice(0, 200) }),
      ),
    });
    const copies = all.networkSecurityGroups.reduce((sum, one) => sum + one.securityRules.length, 0);
    expect(copies).toBeLessThanOrEqual(200_000);
    expect(all.networkSecurityGroups[0]?.otherRules).toEqual({ ...LATER, candidates: candidates.slice(0, 200) });
    expect(all.networkSecurityGroups[many - 1]?.otherRules).toBeUndefined();
  });
});
