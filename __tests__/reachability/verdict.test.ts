/** From parts to a verdict, to what is not covered, and to the path (CONTRACT, "Partly covered", "Partly denied, partly unknown", path[]). */
import { describe, expect, it } from '@jest/globals';
import type { Fate, Part } from '../../src/reachability/part.js';
import { ANY_BOX } from '../../src/reachability/space.js';
import { verdictOf } from '../../src/reachability/verdict.js';
import {
  applicationRule,
  behindFirewall,
  collection,
  judge,
  networkRule,
  OPEN,
  policy,
  ports,
  rule,
  ruleCollectionGroup,
  steps,
  tagList,
  toHost,
  toTag,
  training,
} from './builders.js';

const storage = toTag('Storage.westus2');
const denyAll = rule(4096, 'Deny Outbound * * -> *');

describe('a verdict', () => {
  const part = (fate: Fate): Part => ({ packets: [ANY_BOX], fate, steps: [], waitsFor: null });

  it.each<readonly [readonly Fate[], string]>([
    [[], 'met'],
    [['allowed'], 'met'],
    [['denied'], 'unmet'],
    [['unknown'], 'unknown'],
    [['allowed', 'unknown'], 'unknown'],
    [['allowed', 'denied'], 'partial'],
    [['denied', 'unknown'], 'partial'],
    [['allowed', 'denied', 'unknown'], 'partial'],
  ])('of parts that are %j is %s', (fates, expected) => {
    expect(verdictOf(fates.map(part))).toBe(expected);
  });

  it('does not count parts without packets', () => {
    expect(verdictOf([part('allowed'), { ...part('denied'), packets: [] }])).toBe('met');
  });

  it('is partial where a part is denied and the rest waits for a value: it can never be met', () => {
    const rules = [rule(100, 'Allow Outbound Tcp * -> x@443', { destinationAddressPrefixes: OPEN }), denyAll];
    const finding = judge(training({ rules }), toTag('AzureActiveDirectory', '80,443'));
    expect(finding).toMatchObject({
      verdict: 'partial',
      uncovered: [{ ports: ['80'], addresses: 'all' }],
      explanation: { kind: 'partly-denied-partly-unknown', closed: 'TCP 80', waitsFor: OPEN.unknown },
    });
  });
});

describe('what is not covered', () => {
  const uncovered = (line: string, asked = storage, tags: Parameters<typeof judge>[2] = {}) =>
    judge(training({ rules: [rule(100, line), denyAll] }), asked, tags).uncovered;

  it('is nothing for what is met or unknown', () => {
    expect(uncovered('Allow Outbound Tcp * -> Storage@443')).toEqual([]);
    expect(uncovered('Allow Outbound Tcp * -> 20.0.0.0/8@443')).toEqual([]);
  });

  it('is everything for what is unmet', () => {
    expect(uncovered('Allow Outbound Tcp * -> Sql@443')).toEqual([{ ports: ['443'], addresses: 'all' }]);
    expect(uncovered('Allow Outbound Tcp * -> Sql@443', toTag('AzureMachineLearning', '443,8787,18881'))).toEqual([
      { ports: ['443', '8787', '18881'], addresses: 'all' },
    ]);
  });

  it('is told by ports, in order, ranges as ranges', () => {
    const batch = toTag('BatchNodeManagement', '443,8000-8010,29876-29877');
    expect(uncovered('Allow Outbound Tcp * -> BatchNodeManagement@8003-8005,29876', batch)).toEqual([
      { ports: ['443', '8000-8002', '8006-8010', '29877'], addresses: 'all' },
    ]);
  });

  it('is told by prefixes where a list knows them: the first 20, and how many there are', () => {
    const prefixes = Array.from({ length: 30 }, (_, i) => `20.${i}.0.0/24`);
    const tags = { tags: tagList({ name: 'Storage.westus2', prefixes }) };
    const [row, ...others] = uncovered('Allow Outbound Tcp * -> 20.0.0.0/24@443', storage, tags);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ ports: ['443'], addresses: prefixes.slice(1, 21), count: 29 });
    expect(uncovered('Allow Outbound Tcp * -> Sql@443', storage, tags)).toEqual([{ ports: ['443'], addresses: 'all' }]);
  });

  it('is told in words where it is a part of a tag', () => {
    expect(uncovered('Allow Outbound Tcp * -> AzureCloud@443', toTag('AzureFrontDoor.Frontend'))).toEqual([
      { ports: ['443'], addresses: [], note: 'AzureFrontDoor.Frontend outside AzureCloud' },
    ]);
  });

  it('is told by its own sources where a rule is for a part of the subnet (F13)', () => {
    expect(uncovered('Allow Outbound Tcp 10.0.1.0/25 -> Storage@443')).toEqual([
      { ports: ['443'], addresses: 'all', note: 'from 10.0.1.128/25' },
    ]);
  });

  it('is told by hosts where a firewall allows some of those that stand in', () => {
    const registry = toTag('MicrosoftContainerRegistry', '443', {
      standIns: [
        { host: 'mcr.microsoft.com', ports: ports('443') },
        { host: '*.data.mcr.microsoft.com', ports: ports('443') },
      ],
    });
    const world = behindFirewall([
      collection(100, 'Allow application', [applicationRule('* -> *.data.mcr.microsoft.com@Https:443')]),
    ]);
    expect(judge(world, registry).uncovered).toEqual([
      expect.objectContaining({ ports: ['443'], note: 'hosts: mcr.microsoft.com' }),
    ]);
  });

  it('names no hosts where every one that stands in is closed, also where some lie inside others (F8)', () => {
    const learning = toTag('AzureMachineLearning', '443,8787', {
      standIns: ['*.azureml.net', '*.modelmanagement.azureml.net'].map((host) => ({ host, ports: ports('443') })),
    });
    const world = behindFirewall([
      collection(100, 'Allow network', [networkRule('TCP * -> AzureMachineLearning@8787')]),
    ]);
    const finding = judge(world, learning);
    expect(finding.uncovered).toEqual([{ ports: ['443'], addresses: 'all' }]);
    expect(finding.explanation.kind).toBe('partly-denied');
    expect(finding.path.map(({ part }) => part)).toEqual([undefined, 'TCP 8787', 'TCP 443']);
  });

  it.each([
    ['one host under a wildcard', ['*'], ['evil.anaconda.com'], 'evil.anaconda.com'],
    ['all but one', ['repo.anaconda.com'], [], '*.anaconda.com other than repo.anaconda.com'],
    ['the rest of a wider wildcard', ['*.repo.anaconda.com'], [], '*.anaconda.com other than *.repo.anaconda.com'],
  ])('is told by the names that are closed: %s (F8)', (_, open, shut, note) => {
    const world = behindFirewall([
      collection(100, 'Deny application', [applicationRule(`* -> ${shut.join()}@Https:443`)]),
      collection(200, 'Allow application', [applicationRule(`* -> ${open.join()}@Https:443`)]),
    ]);
    const finding = judge(world, toHost('*.anaconda.com'));
    expect(finding).toMatchObject({ verdict: 'partial', uncovered: [{ ports: ['443'], addresses: 'all', note }] });
    expect(finding.explanation).toMatchObject({ kind: 'partly-denied', closed: note });
  });

  it('is told by the paths of a host that URL rules leave closed (F9)', () => {
    const byUrl = applicationRule('* -> @Https:443', {
      destinationFqdns: [],
      destinationUrls: ['pypi.org/simple/*'],
      terminateTls: true,
    });
    const world = behindFirewall([], {
      firewallPolicies: [policy({ tier: 'Premium', tlsInspection: true })],
      ruleCollectionGroups: [ruleCollectionGroup(100, [collection(100, 'Allow application', [byUrl])])],
    });
    const note = (host: string, urlPath: string | null) => judge(world, toHost(host, { urlPath })).uncovered[0]?.note;
    expect(note('pypi.org', null)).toEqual('paths other than /simple/*');
    expect(note('pypi.org', 'legacy/*')).toBeUndefined();
    expect(judge(world, toHost('pypi.org', { urlPath: 'simple/*' })).path.map(({ part }) => part)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('is told by the source ports that a rule denies (N2)', () => {
    const rules = [rule(100, 'Deny Outbound Tcp * -> Storage@443', { sourcePortRanges: ['1024-2000'] })];
    expect(judge(training({ rules }), storage)).toMatchObject({
      verdict: 'partial',
      uncovered: [{ ports: ['443'], addresses: 'all', note: 'source ports 1024-2000' }],
    });
  });

  it('is one row for each set of ports that have something else uncovered', () => {
    const rules = [
      rule(100, 'Allow Outbound Tcp * -> AzureCloud@443'),
      rule(110, 'Allow Outbound Tcp * -> Storage@80'),
      denyAll,
    ];
    expect(judge(training({ rules }), toTag('AzureActiveDirectory', '80,443')).uncovered).toEqual([
      { ports: ['80'], addresses: 'all' },
      { ports: ['443'], addresses: [], note: 'AzureActiveDirectory outside AzureCloud' },
    ]);
  });
});

describe('a path', () => {
  it('has each deciding step once, leg by leg in the order of the packet (N7, F14)', () => {
    const world = behindFirewall([collection(100, 'Allow network', [networkRule('TCP * -> Storage@443')])], {
      rules: [rule(100, 'Allow Outbound * * -> Storage')],
    });
    expect(steps(judge(world, storage))).toEqual([
      'nsg/Allow100 allow',
      'routes/0.0.0.0/0 route to VirtualAppliance',
      'group200/TCP * -> Storage@443 allow',
    ]);
    expect(judge(world, storage).path.map(({ leg }) => leg)).toEqual(['network-security-group', 'route', 'firewall']);
  });

  it('ends with the way out where the Internet is next', () => {
    expect(judge(training({ rules: [] }), storage).path.map(({ leg }) => leg)).toEqual([
      'network-security-group',
      'route',
      'way-out',
    ]);
  });

  it('names the part that a step decides, where it is not all of it', () => {
    const rules = [
      rule(300, 'Allow Outbound Tcp * -> AzureActiveDirectory@443'),
      rule(200, 'Deny Outbound Tcp * -> *@80'),
    ];
    const { path } = judge(training({ rules }), toTag('AzureActiveDirectory', '80,443'));
    expect(path.filter(({ leg }) => leg === 'network-security-group')).toMatchObject([
      { rule: 'Deny200', action: 'deny', priority: 200, part: 'TCP 80' },
      { rule: 'Allow300', action: 'allow', priority: 300, part: 'TCP 443' },
    ]);
  });

  it('is the same whatever the order of the input, so that the same input gives the same bytes', () => {
    const rules = [100, 200, 300, 400].map((priority) => rule(priority, `Allow Outbound Tcp * -> *@${priority}`));
    const asked = toHost('pypi.org', { ports: ports('100,200,300,400') });
    expect(judge(training({ rules: [...rules].reverse() }), asked)).toEqual(judge(training({ rules }), asked));
  });
});
