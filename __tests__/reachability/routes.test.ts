/** Where traffic goes: which route takes it, and what that makes of it (R1 to R7, P1, T10, T12, F14). */
import { describe, expect, it } from '@jest/globals';
import type { Network, Route } from '../../src/azure/model.js';
import type { Value } from '../../src/azure/value.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import {
  applicationRule,
  behindFirewall,
  collection,
  firewall,
  group,
  judge,
  network,
  networkRule,
  OPEN,
  peering,
  policy,
  privateEndpoint,
  route,
  routeTable,
  rule,
  ruleCollectionGroup,
  steps,
  subnet,
  tagList,
  toHost,
  toTag,
  training,
  virtualNetwork,
} from './builders.js';

const storage = toTag('Storage.westus2');
const toFirewall = route('0.0.0.0/0 -> VirtualAppliance firewall');
const closedFirewall = { firewalls: [firewall()] };

function verdict(
  routes: readonly Route[],
  asked: Requirement = storage,
  parts: Partial<Network> = closedFirewall,
): string {
  return judge(training({ routes, ...parts }), asked).verdict;
}

/** The routes that took it, with their next hops. */
function taken(
  world: Network,
  asked: Requirement = storage,
  tags: Parameters<typeof judge>[2] = {},
): readonly string[] {
  return steps({ path: judge(world, asked, tags).path.filter(({ leg }) => leg === 'route') });
}

describe('the longest prefix', () => {
  const tags = tagList({ name: 'Storage.westus2', prefixes: ['20.0.0.0/24'] });

  it.each([
    [['0.0.0.0/0 -> None', '20.0.0.0/24 -> Internet'], 'met'],
    [['20.0.0.0/24 -> None', '0.0.0.0/0 -> Internet'], 'unmet'],
    [['20.0.0.0/8 -> None', '20.0.0.0/16 -> Internet'], 'met'],
    [['20.0.0.0/16 -> Internet', '20.0.0.0/25 -> None'], 'partial'],
    [['20.0.0.0/25 -> None', '20.0.0.128/25 -> None', '20.0.0.0/24 -> Internet'], 'unmet'],
    [['30.0.0.0/8 -> None'], 'met'],
  ])('of %j wins, in whatever order they are written: %s (R1)', (lines, expected) => {
    for (const routes of [lines, [...lines].reverse()]) {
      const finding = judge(training({ routes: routes.map((line) => route(line)) }), storage, { tags });
      expect(finding.verdict).toBe(expected);
    }
  });

  it('of a user wins over one of Azure that is as long (R1)', () => {
    expect(taken(training({ routes: [route('0.0.0.0/0 -> None')] }))).toEqual(['routes/0.0.0.0/0 deny to None']);
  });

  it('is that of a tag, for the prefixes of the tag: it beats 0.0.0.0/0 and goes past the firewall (R2)', () => {
    const world = training({ routes: [toFirewall, route('Storage.westus2 -> Internet')], ...closedFirewall });
    expect(judge(world, storage).verdict).toBe('met');
    expect(taken(world)).toEqual(['routes/Storage.westus2 route to Internet']);
    expect(verdict([toFirewall, route('BatchNodeManagement -> Internet')])).toBe('unmet');
    expect(verdict([toFirewall, route('AzureMachineLearning -> Internet')], toTag('AzureMachineLearning'))).toBe('met');
  });

  it.each([
    ['Storage', 'met'],
    ['AzureCloud', 'met'],
    ['AzureCloud.westus2', 'met'],
    ['Storage.eastus', 'unmet'],
    ['AzureCloud.eastus', 'unmet'],
  ])('of the tag %s leaves Storage.westus2 behind a closed firewall %s (R2, T1)', (tag, expected) => {
    expect(verdict([toFirewall, route(`${tag} -> Internet`)])).toBe(expected);
  });

  it('of a part of a tag takes that part only (R2)', () => {
    const part = [toFirewall, route('AzureCloud -> Internet')];
    expect(verdict(part, toTag('AzureActiveDirectory'))).toBe('partial');
    expect(verdict(part, toTag('AzureFrontDoor.FirstParty'))).toBe('unmet');
  });

  it('of a tag is, with a list, that of each of its prefixes (R1, R2)', () => {
    const routes = [route('Storage.westus2 -> Internet'), route('20.0.0.0/16 -> None')];
    expect(judge(training({ routes }), storage, { tags }).verdict).toBe('met');
    const longer = [route('Storage.westus2 -> Internet'), route('20.0.0.0/26 -> None')];
    expect(judge(training({ routes: longer }), storage, { tags }).verdict).toBe('partial');
  });
});

describe('equal prefixes', () => {
  it.each([
    ['Storage.westus2', 'Storage'],
    ['Storage', 'AzureCloud.westus2'],
    ['AzureCloud.westus2', 'AzureCloud'],
    ['Storage.westus2', 'AzureCloud'],
  ])('%s goes before %s (R3)', (first, second) => {
    expect(verdict([route(`${second} -> None`), route(`${first} -> Internet`)])).toBe('met');
    expect(verdict([route(`${second} -> Internet`), route(`${first} -> None`)])).toBe('unmet');
  });

  it.each(['Storage.westus2', 'Storage', 'AzureCloud.westus2', 'AzureCloud'])(
    'an explicit prefix goes before the tag %s (R3)',
    (tag) => {
      const tags = tagList(
        { name: 'Storage.westus2', prefixes: ['20.0.0.0/24'] },
        { name: tag, prefixes: ['20.0.0.0/24'] },
      );
      const routes = [route(`${tag} -> Internet`), route('20.0.0.0/24 -> None')];
      expect(judge(training({ routes }), storage, { tags }).verdict).toBe('unmet');
    },
  );
});

describe('next hops', () => {
  it.each([
    ['Internet', 'met'],
    ['internet', 'met'],
    ['None', 'unmet'],
    ['none', 'unmet'],
    ['VirtualNetworkGateway', 'unknown'],
    ['virtualnetworkgateway', 'unknown'],
    ['VirtualAppliance 10.9.9.9', 'unknown'],
  ])('%s for 0.0.0.0/0 is %s (R4)', (hop, expected) => {
    expect(verdict([route(`0.0.0.0/0 -> ${hop}`)])).toBe(expected);
  });

  it('None drops it, and the finding says which route (R4)', () => {
    const finding = judge(training({ routes: [route('0.0.0.0/0 -> None')] }), storage);
    expect(finding.explanation).toMatchObject({ kind: 'no-route', by: { resource: 'routes', rule: '0.0.0.0/0' } });
  });

  it('an appliance or a gateway that is not in the input is named as what is waited for (R4)', () => {
    const explained = (hop: string) => judge(training({ routes: [route(`0.0.0.0/0 -> ${hop}`)] }), storage).explanation;
    expect(explained('VirtualAppliance 10.9.9.9')).toMatchObject({ kind: 'appliance-not-in-input' });
    expect(explained('VirtualNetworkGateway')).toMatchObject({ kind: 'gateway-not-in-input' });
  });

  it('a deny at the group is a deny, wherever the route leads', () => {
    const world = training({
      rules: [rule(100, 'Deny Outbound * * -> Storage')],
      routes: [route('0.0.0.0/0 -> VirtualAppliance 10.9.9.9')],
    });
    expect(judge(world, storage).verdict).toBe('unmet');
  });

  it('0.0.0.0/0 to an appliance takes public services of Azure too (R5)', () => {
    for (const asked of [storage, toTag('AzureMachineLearning'), toHost('pypi.org')])
      expect(verdict([toFirewall], asked)).toBe('unmet');
  });

  it('but not what a service endpoint of the subnet carries (R5, T12)', () => {
    const world = training({
      routes: [toFirewall],
      subnet: { serviceEndpoints: ['Microsoft.Storage'] },
      ...closedFirewall,
    });
    expect(judge(world, storage)).toMatchObject({ verdict: 'met', explanation: { kind: 'by-service-endpoint' } });
    expect(judge(world, toTag('AzureKeyVault.westus2')).verdict).toBe('unmet');
  });

  it.each([
    ['Microsoft.Storage', 'Storage.westus2'],
    ['Microsoft.Storage.Global', 'Storage.westus2'],
    ['microsoft.storage', 'Storage.westus2'],
    ['Microsoft.KeyVault', 'AzureKeyVault.westus2'],
    ['Microsoft.ContainerRegistry', 'AzureContainerRegistry.westus2'],
  ])('the endpoint %s routes what %s holds (T12)', (endpoint, tag) => {
    const world = training({ routes: [route('0.0.0.0/0 -> None')], subnet: { serviceEndpoints: [endpoint] } });
    expect(judge(world, toTag(tag)).verdict).toBe('met');
  });

  it('a route of a user for the tag of a service endpoint goes before it (R1, R3)', () => {
    const world = training({ routes: [route('Storage -> None')], subnet: { serviceEndpoints: ['Microsoft.Storage'] } });
    expect(judge(world, storage).verdict).toBe('unmet');
  });

  it('and any route of a user that is as long as one of a service endpoint goes before it (R1)', () => {
    const tags = tagList(
      { name: 'Storage', prefixes: ['20.0.0.0/16'] },
      { name: 'Storage.westus2', prefixes: ['20.0.0.0/24'] },
      { name: 'AzureCloud', prefixes: ['20.0.0.0/16'] },
    );
    for (const prefix of ['AzureCloud', '20.0.0.0/16']) {
      const world = training({
        routes: [route(`${prefix} -> None`)],
        subnet: { serviceEndpoints: ['Microsoft.Storage'] },
      });
      expect(judge(world, storage, { tags }).verdict).toBe('unmet');
    }
  });

  it('a service endpoint does not help against the group (T12)', () => {
    const world = training({
      rules: [rule(100, 'Deny Outbound * * -> Internet')],
      subnet: { serviceEndpoints: ['Microsoft.Storage'] },
    });
    expect(judge(world, storage).verdict).toBe('unmet');
  });
});

describe("Azure's own routes", () => {
  it('send what no route takes to the Internet (R6)', () => {
    expect(judge(training({}), storage)).toMatchObject({ verdict: 'met' });
    expect(taken(training({}))).toEqual(['training/Default route to Internet']);
    expect(verdict([])).toBe('met');
  });

  it.each(['10.200.0.0/16', '172.20.0.0/16', '192.168.7.0/24', '100.64.0.0/10'])(
    'drop %s unless the network has it (R6)',
    (prefix) => {
      const tags = tagList({ name: 'Storage.westus2', prefixes: [prefix] });
      expect(judge(training({}), storage, { tags }).verdict).toBe('unmet');
      const wider = { ...training({}), virtualNetworks: [virtualNetwork({ addressSpace: ['10.0.0.0/16', prefix] })] };
      expect(judge(wider, storage, { tags }).verdict).toBe('met');
    },
  );

  it('a route of a user takes private space as well (R1, R6)', () => {
    const tags = tagList({ name: 'Storage.westus2', prefixes: ['10.200.0.0/16'] });
    expect(judge(training({ routes: [route('10.200.0.0/16 -> Internet')] }), storage, { tags }).verdict).toBe('met');
    // Shorter than 10.0.0.0/8, so it takes nothing of it.
    expect(judge(training({ routes: [route('0.0.0.0/0 -> Internet')] }), storage, { tags }).verdict).toBe('unmet');
  });

  it.each(['Internet', 'VirtualNetwork', 'AzureLoadBalancer', 'AzurePlatformDNS'])(
    '%s is no prefix of a route: such a route takes nothing (T10)',
    (word) => {
      expect(verdict([route(`${word} -> None`)])).toBe('met');
    },
  );

  it.each(['10.0.0.0/33', 'Stroage', 'Storage.nowhere'])('%s is nothing at all: such a route takes nothing', (text) => {
    expect(verdict([route(`${text} -> None`)])).toBe('met');
  });
});

describe('private endpoints', () => {
  const vnetRow = toTag('VirtualNetwork');
  const place = (policies: string | null, routes: readonly Route[]) =>
    training({
      routes,
      subnets: [
        subnet({ key: 'endpoints', addressPrefixes: ['10.0.2.0/24'], privateEndpointNetworkPolicies: policies }),
      ],
      privateEndpoints: [privateEndpoint()],
      ...closedFirewall,
    });

  it.each([
    ['Disabled', '0.0.0.0/0', 'met', 'the route of the endpoint is a /32'],
    [null, '10.0.2.0/24', 'met', 'policies are off by default'],
    ['Disabled', '10.0.2.0/24', 'met', 'policies are off'],
    ['NetworkSecurityGroupEnabled', '10.0.2.0/24', 'met', 'only groups are on'],
    ['Enabled', '10.0.2.0/24', 'unmet', 'it is longer than the network'],
    ['RouteTableEnabled', '10.0.2.0/24', 'unmet', 'it is longer than the network'],
    ['Enabled', '10.0.0.0/16', 'unmet', 'it is as long as the network'],
    ['Enabled', '10.0.0.0/8', 'met', 'it is shorter than the network'],
    ['Enabled', '0.0.0.0/0', 'met', 'it is shorter than the network'],
  ])(
    'with policies %s, a route %s to a closed firewall leaves them %s: %s (P1)',
    (policies, prefix, expected, _why) => {
      expect(judge(place(policies, [route(`${prefix} -> VirtualAppliance firewall`)]), vnetRow).verdict).toBe(expected);
    },
  );

  it('are judged subnet by subnet: a route for them takes those whose policies are on (P1)', () => {
    const world = training({
      routes: [route('10.0.2.0/23 -> VirtualAppliance firewall')],
      subnets: [
        subnet({ key: 'endpoints', addressPrefixes: ['10.0.2.0/24'], privateEndpointNetworkPolicies: 'Enabled' }),
        subnet({ key: 'others', addressPrefixes: ['10.0.3.0/24'], privateEndpointNetworkPolicies: 'Disabled' }),
      ],
      privateEndpoints: [privateEndpoint(), privateEndpoint({ key: 'other', subnet: { key: 'others' } })],
      ...closedFirewall,
    });
    const finding = judge(world, vnetRow);
    expect(finding.verdict).toBe('partial');
    expect(finding.uncovered).toEqual([{ ports: ['443'], addresses: ['10.0.2.0/24'], count: 1 }]);
  });

  it.each([
    ['10.0.2.0/24', 'unknown', 'it may take them'],
    ['0.0.0.0/0', 'met', 'it takes them whatever the policies are'],
  ])('whose policies are open, and a route %s to a closed firewall: %s, %s (P1)', (prefix, expected) => {
    const world = training({
      routes: [route(`${prefix} -> VirtualAppliance firewall`)],
      subnets: [subnet({ key: 'endpoints', addressPrefixes: ['10.0.2.0/24'], privateEndpointNetworkPolicies: OPEN })],
      privateEndpoints: [privateEndpoint()],
      ...closedFirewall,
    });
    expect(judge(world, vnetRow).verdict).toBe(expected);
  });

  it.each([
    ['Enabled', '10.0.2.0/24', 'unknown'],
    ['Enabled', '0.0.0.0/0', 'met'],
    ['Disabled', '10.0.2.0/24', 'met'],
  ])('in a subnet without known addresses, with policies %s and a route %s: %s (P1)', (policies, prefix, expected) => {
    const world = training({
      routes: [route(`${prefix} -> VirtualAppliance firewall`)],
      subnets: [subnet({ key: 'endpoints', addressPrefixes: [OPEN], privateEndpointNetworkPolicies: policies })],
      privateEndpoints: [privateEndpoint()],
      ...closedFirewall,
    });
    expect(judge(world, vnetRow).verdict).toBe(expected);
  });

  it.each([
    ['Enabled', 'unmet'],
    ['NetworkSecurityGroupEnabled', 'unmet'],
    ['RouteTableEnabled', 'met'],
    [null, 'met'],
    [OPEN, 'unknown'],
  ])('behind a group that denies, with policies %j and no known addresses: %s (N13)', (policies, expected) => {
    const world = training({
      networkSecurityGroups: [group([rule(100, 'Deny Inbound * * -> *')], { key: 'closed' })],
      subnets: [
        subnet({
          key: 'endpoints',
          addressPrefixes: [OPEN],
          privateEndpointNetworkPolicies: policies,
          networkSecurityGroup: { key: 'closed' },
        }),
      ],
      privateEndpoints: [privateEndpoint()],
    });
    expect(judge(world, vnetRow).verdict).toBe(expected);
  });

  it('are reached without a way out (CONTRACT, "Private subnets")', () => {
    const world = training({
      subnet: { defaultOutboundAccess: false },
      subnets: [subnet({ key: 'endpoints', addressPrefixes: ['10.0.2.0/24'] })],
      privateEndpoints: [privateEndpoint()],
    });
    expect(judge(world, vnetRow).verdict).toBe('met');
    expect(judge(world, storage).verdict).toBe('unmet');
  });

  it.each([
    ['0.0.0.0/0', 'met'],
    ['10.1.0.0/16', 'unmet'],
    ['10.1.2.0/24', 'unmet'],
  ])('of a peered hub go past the firewall but for a route for the hub: %s is %s (R7)', (prefix, expected) => {
    const world = training({
      routes: [toFirewall, route(`${prefix} -> VirtualAppliance firewall`)],
      virtualNetworks: [virtualNetwork({ key: 'hub', addressSpace: ['10.1.0.0/16'] })],
      peerings: [peering('vnet', { key: 'hub' }), peering('hub', { key: 'vnet' })],
      subnets: [
        subnet({
          key: 'endpoints',
          virtualNetwork: { key: 'hub' },
          addressPrefixes: ['10.1.2.0/24'],
          privateEndpointNetworkPolicies: 'Enabled',
        }),
      ],
      privateEndpoints: [privateEndpoint()],
      ...closedFirewall,
    });
    expect(judge(world, vnetRow).verdict).toBe(expected);
  });
});

describe('a firewall', () => {
  const open = [collection(100, 'Allow network', [networkRule('TCP * -> Storage.westus2@443')])];

  it('matters only where a route leads through it (F14)', () => {
    expect(judge(behindFirewall([]), storage).verdict).toBe('unmet');
    expect(judge(behindFirewall(open), storage).verdict).toBe('met');
    const past = training({ firewalls: [firewall()] });
    expect(judge(past, storage).verdict).toBe('met');
    const elsewhere = training({
      routes: [route('10.5.0.0/16 -> VirtualAppliance firewall')],
      firewalls: [firewall()],
    });
    expect(judge(elsewhere, storage).verdict).toBe('met');
  });

  it('is enough of a way out for a private subnet (CONTRACT, "Private subnets")', () => {
    const world = behindFirewall(open);
    const [place, ...others] = world.subnets;
    if (place === undefined) throw new Error('no subnet');
    const closed = { ...world, subnets: [{ ...place, defaultOutboundAccess: false }, ...others] };
    expect(judge(closed, storage).verdict).toBe('met');
  });

  const hub = (internetSecurity: Value<boolean>, destinations: readonly Value<string>[]) =>
    training({
      virtualHubs: [{ ...virtualNetwork({ key: 'hub' }), addressPrefix: '10.100.0.0/24' }],
      virtualHubConnections: [
        {
          ...virtualNetwork({ key: 'connection' }),
          virtualHub: { key: 'hub' },
          virtualNetwork: { key: 'vnet' },
          internetSecurity,
        },
      ],
      routingIntents: [
        {
          ...virtualNetwork({ key: 'intent' }),
          virtualHub: { key: 'hub' },
          policies: [{ destinations, nextHop: { key: 'firewall' } }],
        },
      ],
      firewalls: [firewall({ virtualHub: { key: 'hub' } })],
    });

  it('of a virtual hub is on the way where a routing intent takes the Internet there (F14)', () => {
    expect(judge(hub(true, ['Internet']), storage).verdict).toBe('unmet');
    expect(judge(hub(true, ['PrivateTraffic']), storage).verdict).toBe('met');
    expect(judge(hub(false, ['Internet']), storage).verdict).toBe('met');
    // Whether it is on the way waits for what is open; where it is not, nothing is.
    expect(judge(hub(OPEN, ['Internet']), storage).verdict).toBe('unknown');
    expect(judge(hub(true, [OPEN]), storage).verdict).toBe('unknown');
    expect(judge(hub(true, [OPEN, 'Internet']), storage).verdict).toBe('unmet');
    expect(judge(hub(OPEN, ['PrivateTraffic']), storage).verdict).toBe('met');
  });

  it('is on the way whichever of the intents and route tables of the hub says so', () => {
    const both = hub(true, ['Internet']);
    const table = { ...virtualNetwork({ key: 'table' }), virtualHub: { key: 'hub' }, policies: [] };
    for (const routingIntents of [
      [...both.routingIntents, table],
      [table, ...both.routingIntents],
    ])
      expect(judge({ ...both, routingIntents }, storage).verdict).toBe('unmet');
  });
});

describe('values that are open', () => {
  it('a route that may or may not take it is no denial in the path, even where it leads nowhere (R4)', () => {
    const finding = judge(training({ routes: [route('x -> None', { addressPrefix: OPEN })] }), storage);
    expect(finding.verdict).toBe('unknown');
    expect(finding.path[0]).toMatchObject({ leg: 'route', nextHop: 'None', action: 'unknown', waitsFor: OPEN.unknown });
  });

  it('a next hop that is known only after apply is unknown', () => {
    expect(verdict([route('0.0.0.0/0 -> VirtualAppliance', { nextHopIpAddress: OPEN })])).toBe('unknown');
    expect(verdict([route('0.0.0.0/0 -> VirtualAppliance', { nextHop: OPEN })])).toBe('unknown');
    expect(verdict([route('0.0.0.0/0 -> VirtualAppliance', { nextHopType: OPEN })])).toBe('unknown');
  });

  it('an open prefix decides only where the next hops differ', () => {
    expect(verdict([route('x -> None', { addressPrefix: OPEN })])).toBe('unknown');
    expect(verdict([route('x -> Internet', { addressPrefix: OPEN })])).toBe('met');
    expect(verdict([route('x -> None', { addressPrefix: OPEN }), route('0.0.0.0/0 -> None')])).toBe('unmet');
  });

  it('a route that may not be there decides only where the next hops differ', () => {
    expect(verdict([route('Storage -> None', { presence: OPEN })])).toBe('unknown');
    expect(verdict([route('Storage -> Internet', { presence: OPEN })])).toBe('met');
  });

  it('a route with a public prefix is open without a list, and does not matter for the network itself', () => {
    expect(verdict([route('20.0.0.0/8 -> None')])).toBe('unknown');
    expect(verdict([route('20.0.0.0/8 -> Internet')])).toBe('met');
    expect(verdict([route('192.168.0.0/16 -> None')])).toBe('met');
  });

  it('a route table that is open between candidates is judged as each of them', () => {
    const either = (a: readonly Route[], b: readonly Route[]) =>
      judge(
        training({
          subnet: { routeTable: { ...OPEN, candidates: ['a', 'b'] } },
          routeTables: [routeTable(a, { key: 'a' }), routeTable(b, { key: 'b' })],
        }),
        storage,
      ).verdict;
    expect(either([], [route('0.0.0.0/0 -> Internet')])).toBe('met');
    expect(either([], [route('0.0.0.0/0 -> None')])).toBe('unknown');
    expect(either([route('Storage -> None')], [route('0.0.0.0/0 -> None')])).toBe('unmet');
  });

  it('a route table of which nothing is known, or that may hold more routes, is unknown', () => {
    expect(judge(training({ subnet: { routeTable: OPEN } }), storage).verdict).toBe('unknown');
    const more = training({
      subnet: { routeTable: { key: 'more' } },
      routeTables: [routeTable([], { key: 'more', otherRoutes: OPEN })],
    });
    expect(judge(more, storage).verdict).toBe('unknown');
  });
});

describe('a firewall in the network of another file', () => {
  it('is found by its key, whatever else it is called', () => {
    const world = network({
      ...training({ routes: [route('0.0.0.0/0 -> VirtualAppliance hub/firewall')] }),
      firewalls: [firewall({ key: 'hub/firewall', id: 'azurerm_firewall.hub', policy: { key: 'policy' } })],
      firewallPolicies: [policy()],
      ruleCollectionGroups: [
        ruleCollectionGroup(100, [collection(100, 'Allow application', [applicationRule('* -> pypi.org@Https:443')])]),
      ],
    });
    expect(judge(world, toHost('pypi.org')).verdict).toBe('met');
    expect(judge(world, toHost('anaconda.com')).verdict).toBe('unmet');
  });
});
