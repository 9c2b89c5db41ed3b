/** Security groups: what rules match, in which order, and what a group does with what no rule names (N1 to N14). */
import { describe, expect, it } from '@jest/globals';
import type { SecurityRule } from '../../src/azure/model.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import {
  compute,
  fromTag,
  group,
  judge,
  networkInterface,
  privateEndpoint,
  requirement,
  rule,
  steps,
  subnet,
  tagList,
  toHost,
  toTag,
  training,
} from './builders.js';

const storage = toTag('Storage.westus2');
const denyAll = rule(4096, 'Deny Outbound * * -> *');
const denyInternet = rule(4000, 'Deny Outbound * * -> Internet');

function verdict(asked: Requirement, ...rules: readonly SecurityRule[]): string {
  return judge(training({ rules }), asked).verdict;
}

describe('rules of one direction', () => {
  const deny = rule(300, 'Deny Outbound * * -> Internet');

  it('are taken by number, the lower first, wherever they are written (N1)', () => {
    const below = judge(training({ rules: [deny, rule(200, 'Allow Outbound Tcp * -> Storage@443')] }), storage);
    expect(below.verdict).toBe('met');
    expect(steps(below)[0]).toBe('nsg/Allow200 allow');
    const above = judge(training({ rules: [rule(400, 'Allow Outbound Tcp * -> Storage@443'), deny] }), storage);
    expect(above.verdict).toBe('unmet');
    expect(steps(above)).toEqual(['nsg/Deny300 deny']);
  });

  it('end at the first match, and what the first does not match goes on to the next (N1)', () => {
    const entra = toTag('AzureActiveDirectory', '80,443');
    const open443 = rule(100, 'Allow Outbound Tcp * -> AzureActiveDirectory@443');
    const finding = judge(training({ rules: [open443, denyAll] }), entra);
    expect(finding.verdict).toBe('partial');
    expect(finding.uncovered).toEqual([{ ports: ['80'], addresses: 'all' }]);
    expect(steps(finding).filter((step) => step.startsWith('nsg'))).toEqual([
      'nsg/Allow100 allow',
      'nsg/Deny4096 deny',
    ]);
    expect(verdict(entra, open443, rule(200, 'Allow Outbound Tcp * -> AzureActiveDirectory@80'), denyAll)).toBe('met');
  });

  it('have nothing to do with those of the other direction (N1)', () => {
    expect(verdict(storage, rule(100, 'Deny Inbound * * -> *'))).toBe('met');
    expect(verdict(fromTag('AzureMachineLearning', '44224'), rule(100, 'Allow Outbound * * -> *'))).toBe('unmet');
  });
});

describe('the five fields of a rule', () => {
  it.each([
    ['*', 'met', 'all ports'],
    ['1024-65535', 'met', 'all ports that a client picks from'],
    ['44224', 'unmet', 'one port, which a client has by chance only'],
    ['49152-65535', 'unmet', 'some of the ports that a client picks from'],
    ['0-1023', 'unmet', 'none of the ports that a client picks from'],
  ])('source ports %s of an allow make it %s: %s (N2)', (source, expected) => {
    expect(verdict(storage, rule(100, `Allow Outbound Tcp *@${source} -> Storage.westus2@443`), denyAll)).toBe(
      expected,
    );
  });

  it('a pinned source port does not spoil what another rule allows for all of them (N2)', () => {
    const pinned = rule(100, 'Allow Outbound Tcp *@44224 -> Storage.westus2@443');
    expect(verdict(storage, pinned, rule(200, 'Allow Outbound Tcp * -> Storage.westus2@443'), denyAll)).toBe('met');
    expect(verdict(storage, pinned)).toBe('met');
  });

  it('two rules may cover the source ports together (N2)', () => {
    const halves = [
      rule(100, 'Allow Outbound Tcp *@0-30000 -> Storage.westus2@443'),
      rule(110, 'Allow Outbound Tcp *@30001-65535 -> Storage.westus2@443'),
    ];
    expect(verdict(storage, ...halves, denyAll)).toBe('met');
  });

  it('the pinned source port of the inbound rule of a real template opens nothing (N2)', () => {
    const inbound = fromTag('AzureMachineLearning', '44224');
    expect(verdict(inbound, rule(100, 'Allow Inbound Tcp AzureMachineLearning@44224 -> *@44224'))).toBe('unmet');
    expect(verdict(inbound, rule(100, 'Allow Inbound Tcp AzureMachineLearning -> *@44224'))).toBe('met');
  });

  const udp = toTag('AzureMachineLearning', '5831', { protocol: 'udp' });
  it.each([
    ['Udp', 'met'],
    ['UDP', 'met'],
    ['udp', 'met'],
    ['*', 'met'],
    ['Tcp', 'unmet'],
    ['TCP', 'unmet'],
    ['Icmp', 'unmet'],
    ['Esp', 'unmet'],
    ['Ah', 'unmet'],
  ])('protocol %s is, for UDP 5831, %s (N3)', (protocol, expected) => {
    expect(verdict(udp, rule(100, `Allow Outbound ${protocol} * -> AzureMachineLearning@5831`), denyAll)).toBe(
      expected,
    );
  });

  it.each([
    ['443', 'met'],
    ['*', 'met'],
    ['0-65535', 'met'],
    ['400-500', 'met'],
    ['80,443', 'met'],
    ['80', 'unmet'],
    ['444-65535', 'unmet'],
    ['8443', 'unmet'],
    ['https', 'unmet'],
    ['65536', 'unmet'],
    ['500-400', 'unmet'],
  ])('destination ports %s leave TCP 443 %s', (ports, expected) => {
    expect(verdict(storage, rule(100, `Allow Outbound Tcp * -> Storage.westus2@${ports}`), denyAll)).toBe(expected);
  });

  it.each([
    ['*', 'met'],
    ['0.0.0.0/0', 'met'],
    ['Any', 'met'],
    ['VirtualNetwork', 'met'],
    ['virtualnetwork', 'met'],
    ['10.0.1.0/24', 'met'],
    ['10.0.0.0/16', 'met'],
    ['10.0.1.0/25,10.0.1.128/25', 'met'],
    ['10.0.1.0-10.0.1.255', 'met'],
    ['10.0.1.0/25', 'partial'],
    ['10.0.2.0/24', 'unmet'],
    ['Internet', 'unmet'],
    ['Storage.westus2', 'unmet'],
    ['10.0.1.0/33', 'unmet'],
  ])('the source %s of an allow, for a subnet 10.0.1.0/24, is %s (N2, N5, N10)', (source, expected) => {
    expect(verdict(storage, rule(100, `Allow Outbound Tcp ${source} -> Storage.westus2@443`), denyAll)).toBe(expected);
  });
});

describe('default rules', () => {
  it('let everything out to the Internet, so allow rules alone change nothing (N4)', () => {
    const finding = judge(training({ rules: [rule(100, 'Allow Outbound Tcp * -> Sql@1433')] }), storage);
    expect(finding.verdict).toBe('met');
    expect(finding.path[0]).toMatchObject({ rule: 'AllowInternetOutBound', priority: 65001, action: 'allow' });
  });

  it.each([
    ['inbound AzureMachineLearning', fromTag('AzureMachineLearning', '44224'), 'unmet', 'DenyAllInBound', 65500],
    ['inbound VirtualNetwork', fromTag('VirtualNetwork', '8704'), 'met', 'AllowVnetInBound', 65000],
    ['outbound VirtualNetwork', toTag('VirtualNetwork'), 'met', 'AllowVnetOutBound', 65000],
    ['outbound UDP', toTag('AzureMachineLearning', '5831', { protocol: 'udp' }), 'met', 'AllowInternetOutBound', 65001],
    ['an outbound host', toHost('pypi.org'), 'met', 'AllowInternetOutBound', 65001],
  ] as const)('%s is %s by %s (N4, N5)', (_, asked, expected, name, priority) => {
    const finding = judge(training({ rules: [] }), asked);
    expect(finding.verdict).toBe(expected);
    expect(finding.path[0]).toMatchObject({ leg: 'network-security-group', resource: 'nsg', rule: name, priority });
  });

  it('cannot be removed, only overridden by a lower number (N4)', () => {
    expect(verdict(storage, denyInternet)).toBe('unmet');
    expect(verdict(fromTag('AzureMachineLearning', '44224'), rule(4096, 'Allow Inbound * * -> *'))).toBe('met');
  });

  it('let load balancers in, but nothing of Azure Machine Learning (N4)', () => {
    expect(
      verdict(fromTag('BatchNodeManagement', '29876-29877'), rule(100, 'Allow Inbound * AzureLoadBalancer -> *')),
    ).toBe('unmet');
  });
});

describe('augmented rules', () => {
  it('hold several ports and several ranges in one rule (N6)', () => {
    const inbound = fromTag('AzureMachineLearning', '44224');
    const wide = rule(100, 'Allow Inbound Tcp AzureMachineLearning -> 10.0.1.0/25,10.0.1.128/25@80,44000-45000');
    expect(verdict(inbound, wide)).toBe('met');
    const narrow = rule(100, 'Allow Inbound Tcp AzureMachineLearning -> 10.0.1.0/25,10.0.1.64/26@80,44000-45000');
    expect(verdict(inbound, narrow)).toBe('partial');
  });
});

describe('two groups', () => {
  const closed = group([denyInternet], { key: 'closed' });
  const wide = group([], { key: 'wide' });
  const onNic = (nsg: string | null) => networkInterface({ networkSecurityGroup: nsg === null ? null : { key: nsg } });
  const place = (ofNic: string | null, ofSubnet: string | null) =>
    training({
      subnet: { networkSecurityGroup: ofSubnet === null ? null : { key: ofSubnet } },
      networkSecurityGroups: [closed, wide],
      networkInterfaces: [onNic(ofNic)],
    });

  it.each([
    ['wide', 'wide', 'met'],
    ['closed', 'wide', 'unmet'],
    ['wide', 'closed', 'unmet'],
    ['closed', null, 'unmet'],
    [null, 'closed', 'unmet'],
    [null, 'wide', 'met'],
    [null, null, 'met'],
  ])('%s on the interface and %s on the subnet are %s: both must allow, none lets pass (N7)', (nic, of, expected) => {
    expect(judge(place(nic, of), storage, { scope: 'nic' }).verdict).toBe(expected);
  });

  it('are met interface first going out, subnet first coming in (N7)', () => {
    const world = training({
      rules: [],
      networkSecurityGroups: [group([], { key: 'nic-group' })],
      networkInterfaces: [networkInterface({ networkSecurityGroup: { key: 'nic-group' } })],
    });
    const legs = (asked: Requirement) =>
      judge(world, asked, { scope: 'nic' })
        .path.filter(({ leg }) => leg.endsWith('group'))
        .map(({ leg }) => leg);
    expect(legs(storage)).toEqual(['network-interface-group', 'network-security-group']);
    expect(legs(fromTag('VirtualNetwork', '8704'))).toEqual(['network-security-group', 'network-interface-group']);
  });

  it('coming in, the group that denies first ends it: the other is never asked (N7)', () => {
    const world = training({
      rules: [],
      networkSecurityGroups: [group([], { key: 'nic-group' })],
      networkInterfaces: [networkInterface({ networkSecurityGroup: { key: 'nic-group' } })],
    });
    const finding = judge(world, fromTag('AzureMachineLearning', '44224'), { scope: 'nic' });
    expect(steps(finding)).toEqual(['nsg/DenyAllInBound deny']);
  });

  it('one group on the subnet filters what stays in the subnet too (N8)', () => {
    const inside = (rules: readonly SecurityRule[]) =>
      training({ rules, privateEndpoints: [privateEndpoint({ subnet: { key: 'training' } })] });
    expect(judge(inside([]), toTag('VirtualNetwork')).verdict).toBe('met');
    expect(judge(inside([denyAll]), toTag('VirtualNetwork')).verdict).toBe('unmet');
  });
});

describe('directions and addresses', () => {
  it('an answer needs no rule: a closed other direction changes nothing (N9)', () => {
    expect(verdict(storage, rule(100, 'Deny Inbound * * -> *'))).toBe('met');
    expect(
      verdict(
        fromTag('AzureMachineLearning', '44224'),
        rule(100, 'Deny Outbound * * -> *'),
        rule(100, 'Allow Inbound Tcp AzureMachineLearning -> *@44224'),
      ),
    ).toBe('met');
  });

  it.each([
    ['*', 'met'],
    ['VirtualNetwork', 'met'],
    ['10.0.1.0/24', 'met'],
    ['10.0.1.0/26', 'partial'],
    ['20.51.9.118', 'unmet'],
    ['20.51.9.0/24', 'unmet'],
    ['Internet', 'unmet'],
  ])('an inbound rule to %s is %s: the destination is the private address (N10)', (destination, expected) => {
    expect(
      verdict(
        fromTag('AzureMachineLearning', '44224'),
        rule(100, `Allow Inbound Tcp AzureMachineLearning -> ${destination}@44224`),
      ),
    ).toBe(expected);
  });

  it('an outbound rule from the public address never matches: the source is the private one (N10)', () => {
    expect(verdict(storage, rule(100, 'Deny Outbound * 20.51.9.118 -> *'))).toBe('met');
    expect(verdict(storage, rule(100, 'Allow Outbound * 20.51.9.118 -> *'), denyAll)).toBe('unmet');
  });

  it.each(['AzurePlatformDNS', 'AzurePlatformIMDS', 'AzurePlatformLKM', 'AzureLoadBalancer'])(
    'a rule on %s is about that address only, not about a service (N11)',
    (tag) => {
      expect(verdict(storage, rule(100, `Deny Outbound * * -> ${tag}`))).toBe('met');
      expect(verdict(storage, rule(100, `Allow Outbound * * -> ${tag}`), denyAll)).toBe('unmet');
    },
  );

  it.each([
    ['Disabled', 'met'],
    [null, 'met'],
    ['RouteTableEnabled', 'met'],
    ['Enabled', 'unmet'],
    ['NetworkSecurityGroupEnabled', 'unmet'],
  ])(
    'with policies %s, a closed group on the subnet of private endpoints leaves them %s (N13)',
    (policies, expected) => {
      const world = training({
        rules: [],
        subnets: [
          subnet({
            key: 'endpoints',
            addressPrefixes: ['10.0.2.0/24'],
            networkSecurityGroup: { key: 'closed' },
            privateEndpointNetworkPolicies: policies,
          }),
        ],
        networkSecurityGroups: [group([rule(100, 'Deny Inbound * * -> *')], { key: 'closed' })],
        privateEndpoints: [privateEndpoint()],
      });
      expect(judge(world, toTag('VirtualNetwork')).verdict).toBe(expected);
    },
  );
});

describe('application security groups', () => {
  it('never hold compute: a rule for one does not match (CONTRACT, "Source ports")', () => {
    expect(verdict(storage, rule(100, 'Deny Outbound * * -> *', { sourceApplicationSecurityGroups: true }))).toBe(
      'met',
    );
    expect(
      verdict(
        fromTag('AzureMachineLearning', '44224'),
        rule(100, 'Allow Inbound * AzureMachineLearning -> *', { destinationApplicationSecurityGroups: true }),
      ),
    ).toBe('unmet');
  });

  it('are no destination outside of the network', () => {
    expect(verdict(storage, rule(100, 'Deny Outbound * * -> *', { destinationApplicationSecurityGroups: true }))).toBe(
      'met',
    );
  });
});

describe('requirements at a group', () => {
  it('a required port list is one requirement: some of it closed is partial (CONTRACT, "A port list")', () => {
    const ml = toTag('AzureMachineLearning', '443,8787,18881');
    const finding = judge(training({ rules: [rule(100, 'Deny Outbound Tcp * -> *@8787-18881')] }), ml);
    expect(finding).toMatchObject({ verdict: 'partial', uncovered: [{ ports: ['8787', '18881'], addresses: 'all' }] });
  });

  it('with a tag list, prefixes of a rule are decided exactly', () => {
    const tags = tagList({ name: 'Storage.westus2', prefixes: ['20.0.0.0/24', '20.0.4.0/24'] });
    const of = (prefixes: string) =>
      judge(training({ rules: [rule(100, `Allow Outbound Tcp * -> ${prefixes}@443`), denyAll] }), storage, { tags });
    expect(of('20.0.0.0/16').verdict).toBe('met');
    expect(of('30.0.0.0/16').verdict).toBe('unmet');
    expect(of('20.0.0.0/24')).toMatchObject({
      verdict: 'partial',
      uncovered: [{ ports: ['443'], addresses: ['20.0.4.0/24'], count: 1 }],
    });
  });

  it('without one, public prefixes are undecided whatever their size, and private ones hold nothing of the Internet', () => {
    const open = (prefixes: string, asked = storage) =>
      judge(training({ rules: [rule(100, `Allow Outbound Tcp * -> ${prefixes}@443`), denyAll] }), asked).verdict;
    expect(open('20.0.0.0/24')).toBe('unknown');
    expect(open('0.0.0.0/1')).toBe('unknown');
    expect(open('0.0.0.0/1,128.0.0.0/1')).toBe('met');
    expect(open('10.0.0.0/8')).toBe('unmet');
    expect(open('20.0.0.0/24', toHost('pypi.org'))).toBe('unknown');
    expect(open('10.0.0.0/8', toHost('pypi.org'))).toBe('unmet');
  });

  it('a host of a third party is met by the Internet on its port, and by no service tag (CONTRACT, "Hosts and network security groups")', () => {
    const open = (to: string) => verdict(toHost('pypi.org'), rule(100, `Allow Outbound Tcp * -> ${to}@443`), denyAll);
    expect(open('Internet')).toBe('met');
    expect(open('*')).toBe('met');
    expect(open('AzureCloud')).toBe('unmet');
    expect(open('AzureFrontDoor.Frontend')).toBe('unmet');
    expect(open('VirtualNetwork')).toBe('unmet');
  });

  it('a host of Microsoft that stands in for a tag is where that tag is', () => {
    const asked = toHost('mcr.microsoft.com', { hostIsPartOf: 'MicrosoftContainerRegistry' });
    expect(verdict(asked, rule(100, 'Allow Outbound Tcp * -> MicrosoftContainerRegistry@443'), denyAll)).toBe('met');
    expect(verdict(asked, rule(100, 'Allow Outbound Tcp * -> Storage@443'), denyAll)).toBe('unmet');
  });

  it('a compute in the subnet changes nothing of what the group does', () => {
    const world = training({ rules: [denyInternet], computes: [compute()] });
    expect(judge(world, requirement()).verdict).toBe('unmet');
  });
});
