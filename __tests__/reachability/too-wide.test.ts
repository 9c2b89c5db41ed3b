/** Rules that are too wide, with what would do in their place, tried by the engine; and all that is not told (issue 8, part 5; N1, N4, N6, F8, M1, M2, T9). */

import { describe, expect, it } from '@jest/globals';
import type { Network, OutboundRule } from '../../src/azure/model.js';
import { evaluate } from '../../src/reachability/evaluate.js';
import { ownersOnPaths } from '../../src/reachability/path-owners.js';
import { findScopes } from '../../src/reachability/scopes.js';
import type { TagList } from '../../src/reachability/targets.js';
import { wideRules } from '../../src/reachability/too-wide.js';
import { buildTopology } from '../../src/reachability/topology.js';
import type { RawTooWide } from '../../src/reachability/wide-change.js';
import { tellTooWide } from '../../src/remedy/tell-too-wide.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import { said } from '../messages.js';
import {
  applicationRule,
  behindFirewall,
  collection,
  fromTag,
  network,
  networkInterface,
  networkRule,
  OPEN,
  rule,
  subnet,
  tagList,
  toHost,
  toTag,
  training,
  workspace,
} from './builders.js';

const storage = toTag('Storage.westus2', '443', { id: 'outbound-storage' });
const vault = toTag('AzureKeyVault.westus2', '443', { id: 'outbound-vault' });
const identity = toTag('AzureActiveDirectory', '80,443', { id: 'outbound-identity' });
const pypi = toHost('pypi.org', { id: 'host-pypi' });
const deny = rule(4000, 'Deny Outbound * * -> Internet');

function tried(
  world: Network,
  asked: readonly Requirement[],
  {
    scopes: names = ['training'],
    tags = null,
  }: { readonly scopes?: readonly string[]; readonly tags?: TagList | null } = {},
): ReturnType<typeof tellTooWide> {
  const topology = buildTopology(world);
  const { scopes } = findScopes(topology, names);
  const answers = evaluate(topology, scopes, () => asked, tags);
  const wide = wideRules(answers, ownersOnPaths(answers.findings, topology), scopes, topology);
  return tellTooWide(wide, answers, topology, tags);
}

function remarks(...given: Parameters<typeof tried>): readonly RawTooWide[] {
  return tried(...given).rules;
}

function words(...given: Parameters<typeof tried>): readonly string[] {
  return remarks(...given).map(({ explanation }) => said(explanation));
}

describe('a security rule that allows far more than is needed', () => {
  it('is told with its line, what is needed of it, and the narrower rule as it stands in the file', () => {
    const location = { file: 'main.tf', line: 12 };
    const rules = [rule(100, 'Allow Outbound Tcp VirtualNetwork -> Storage@443', { location }), deny];
    expect(remarks(training({ rules }), [storage])).toEqual([
      {
        requirement: 'too-wide-service',
        scope: 'training',
        scopes: ['training'],
        level: 'recommended',
        verdict: 'too-wide',
        change: null,
        direction: 'outbound',
        protocol: 'tcp',
        ports: ['443'],
        opens: ['Storage'],
        path: [
          {
            leg: 'network-security-group',
            resource: 'nsg',
            rule: 'Allow100',
            action: 'allow',
            priority: 100,
            location,
          },
        ],
        explanation:
          'nsg, rule Allow100: it allows Storage of every region on port 443, and Azure Machine Learning needs of that only Storage.westus2 TCP 443; with narrower rules in its place everything that is met stays met.',
        waiver: null,
        remedy: {
          language: 'arm',
          text: expect.stringContaining('"destinationAddressPrefix": "Storage.WestUS2"'),
          location: null,
          verified: true,
        },
      },
    ]);
  });

  it.each([
    ['everything', '*', 'every address of the Internet on all ports'],
    ['the Internet', 'Internet', 'every address of the Internet on all ports'],
    ['everything by its prefix (N5)', '0.0.0.0/0', 'every address of the Internet on all ports'],
    ['all of Azure', 'AzureCloud@443', 'AzureCloud on port 443'],
    ['all of Azure in a region', 'AzureCloud.westus2@443', 'AzureCloud.westus2 on port 443'],
    ['every port of a service', 'Storage.westus2', 'Storage.westus2 on all ports'],
  ])('%s', (_, to, allowed) => {
    const [message, ...more] = words(training({ rules: [rule(100, `Allow Outbound * * -> ${to}`), deny] }), [storage]);
    expect(more).toEqual([]);
    expect(message).toContain(
      `it allows ${allowed}, and Azure Machine Learning needs of that only Storage.westus2 TCP 443;`,
    );
  });

  it.each<[string, string, Partial<RawTooWide>]>([
    ['everything', '*', { requirement: 'too-wide-internet', protocol: 'any', ports: ['0-65535'], opens: ['*'] }],
    ['the Internet', 'Internet@443', { requirement: 'too-wide-internet', ports: ['443'], opens: ['Internet'] }],
    ['all of Azure', 'AzureCloud@443', { requirement: 'too-wide-cloud', opens: ['AzureCloud'] }],
    ['a service', 'Storage@443', { requirement: 'too-wide-service', opens: ['Storage'] }],
    ['all ports', 'Storage.westus2', { requirement: 'too-wide-ports', ports: ['0-65535'], opens: ['Storage.westus2'] }],
  ])('has an id for its kind, and its own words: %s', (_, to, expected) => {
    const protocol = to === '*' ? '*' : 'Tcp';
    expect(
      remarks(training({ rules: [rule(100, `Allow Outbound ${protocol} * -> ${to}`), deny] }), [storage]),
    ).toMatchObject([expected]);
  });

  it('is replaced by one rule for each tag, between its neighbours, with all that is met still met (N1, N6)', () => {
    const rules = [rule(100, 'Allow Outbound Tcp * -> Internet'), rule(102, 'Deny Outbound * * -> 9.9.9.9'), deny];
    // Three tags and two free numbers: no narrower rules fit, and nothing is told.
    expect(words(training({ rules }), [storage, vault, identity])).toEqual([]);
    const [narrowed] = remarks(training({ rules: [rules[0], deny].flatMap((one) => one ?? []) }), [
      storage,
      vault,
      identity,
    ]);
    const priorities = [...(narrowed?.remedy?.text ?? '').matchAll(/"priority": (\d+)/g)].map((match) =>
      Number(match[1]),
    );
    expect(priorities).toEqual([100, 101, 102]);
    expect(narrowed?.remedy?.text).toContain('AzureActiveDirectory');
  });

  it('keeps the Internet on the ports of hosts that are nobody’s tag', () => {
    const rules = [rule(100, 'Allow Outbound * * -> Internet'), deny];
    expect(words(training({ rules }), [storage, pypi])).toEqual([
      expect.stringContaining('needs of that only Internet TCP 443;'),
    ]);
    // On these ports alone nothing narrower would do.
    expect(
      words(training({ rules: [rule(100, 'Allow Outbound Tcp * -> Internet@443'), deny] }), [storage, pypi]),
    ).toEqual([]);
  });

  it('leaves the network itself alone where the rule is for every address', () => {
    const rules = [rule(100, 'Allow Outbound * * -> *'), rule(4096, 'Deny Outbound * * -> *')];
    const [found] = remarks(training({ rules }), [storage]);
    expect(found?.remedy?.text).toContain('"destinationAddressPrefix": "VirtualNetwork"');
  });

  it('is told inbound by its sources, where the matrix uses it', () => {
    const rules = [rule(100, 'Allow Inbound Tcp * -> *@44224'), rule(110, 'Allow Inbound Tcp * -> *@22')];
    expect(words(training({ rules }), [fromTag('AzureMachineLearning', '44224')])).toEqual([
      expect.stringContaining(
        'rule Allow100: it allows every address of the Internet on port 44224, and Azure Machine Learning needs of that only AzureMachineLearning TCP 44224',
      ),
    ]);
  });

  it('is told as one that nothing uses, where it leads to the Internet', () => {
    const rules = [
      rule(100, 'Allow Outbound Tcp * -> Storage.westus2@443'),
      rule(110, 'Allow Outbound Tcp * -> Internet@22'),
      deny,
    ];
    const [found, ...more] = remarks(training({ rules }), [storage]);
    expect(more).toEqual([]);
    expect(said(found?.explanation)).toContain('nothing that Azure Machine Learning needs goes by it; without it');
    expect(found?.remedy).toBeNull();
  });

  it('is decided exactly with a tag list, huge public prefixes too', () => {
    const tags = tagList(
      { name: 'Storage.westus2', prefixes: ['20.1.0.0/16'] },
      { name: 'Storage', prefixes: ['20.0.0.0/12'] },
    );
    const rules = [rule(100, 'Allow Outbound Tcp * -> 20.0.0.0/8@443'), deny];
    expect(words(training({ rules }), [storage], { tags })).toEqual([
      expect.stringContaining('it allows 20.0.0.0/8 on port 443'),
    ]);
    // Without one, nobody knows what is in the prefix.
    expect(words(training({ rules }), [storage])).toEqual([]);
  });
});

describe('what is not told of groups', () => {
  const told = (rules: Parameters<typeof training>[0]['rules'], asked = [storage]) =>
    words(training({ ...(rules === undefined ? {} : { rules }) }), asked);

  it('the default rules, and a rule that the default rules make no difference to (N4)', () => {
    expect(told([])).toEqual([]);
    expect(told([rule(100, 'Allow Outbound * * -> Internet')])).toEqual([]);
    expect(told([rule(100, 'Allow Outbound Tcp * -> Storage@443')])).toEqual([]);
  });

  it.each([
    ['just what is needed', 'Tcp * -> Storage.westus2@443'],
    ['a few ports more', 'Tcp * -> Storage.westus2@443,445'],
    ['a service that the matrix does not ask for', 'Tcp * -> Sql@1433'],
    ['another region', 'Tcp * -> Storage.eastus@443'],
    ['private addresses', '* * -> 10.0.0.0/8'],
    ['the network', '* * -> VirtualNetwork'],
    ['DNS and NTP', '* * -> Internet@53,123'],
    ['a public prefix of a company', 'Tcp * -> 203.0.113.0/24@443'],
  ])('%s', (_, line) => {
    const own = rule(200, 'Allow Outbound Tcp * -> Storage.westus2@443');
    expect(told([rule(100, `Allow Outbound ${line}`), own, deny])).toEqual([]);
  });

  it('a service that is asked for as a whole', () => {
    expect(told([rule(100, 'Allow Outbound Tcp * -> Storage@443'), deny], [toTag('Storage')])).toEqual([]);
  });

  it('anything open: its name, whether it is there, another priority, a region that nobody knows', () => {
    const wide = rule(100, 'Allow Outbound Tcp * -> Storage@443');
    expect(told([wide, deny])).toHaveLength(1);
    expect(told([{ ...wide, name: OPEN }, deny])).toEqual([]);
    expect(told([{ ...wide, presence: OPEN }, deny])).toEqual([]);
    expect(told([{ ...wide, destinationAddressPrefixes: ['Storage', OPEN] }, deny])).toEqual([]);
    expect(told([wide, deny, rule(50, 'Deny Outbound Tcp * -> Sql', { priority: OPEN })])).toEqual([]);
    expect(told([wide, deny], [toTag('Storage.<region>')])).toEqual([]);
  });

  it('a rule with the name of another', () => {
    const wide = rule(100, 'Allow Outbound Tcp * -> Storage@443');
    expect(told([wide, rule(300, 'Deny Outbound Tcp * -> Sql', { name: 'Allow100' }), deny])).toEqual([]);
  });

  it('a group that others have as well', () => {
    const rules = [rule(100, 'Allow Outbound Tcp * -> Storage@443'), deny];
    const shared = { networkSecurityGroup: { key: 'nsg' } };
    const elsewhere = subnet({ key: 'web', addressPrefixes: ['10.0.2.0/24'], ...shared });
    expect(words(training({ rules, subnets: [elsewhere] }), [storage])).toEqual([]);
    const nic = networkInterface({ subnets: [{ key: 'other' }], ...shared });
    expect(words(training({ rules, networkInterfaces: [nic] }), [storage])).toEqual([]);
  });

  it('a rule before a firewall that lets only the needed through', () => {
    const rules = [rule(100, 'Allow Outbound * * -> Internet'), deny];
    const narrow = [collection(200, 'Allow network', [networkRule('TCP 10.0.1.0/24 -> Storage.westus2@443')])];
    expect(words(behindFirewall(narrow, { rules }), [storage])).toEqual([]);
  });
});

describe('a rule that several scopes share', () => {
  it('is told once, with the needs and the names of all', () => {
    const rules = [rule(100, 'Allow Outbound Tcp * -> Storage@443'), deny];
    const second = subnet({ key: 'second', addressPrefixes: ['10.0.2.0/24'], networkSecurityGroup: { key: 'nsg' } });
    const told = remarks(training({ rules, subnets: [second] }), [storage], { scopes: ['training', 'second'] });
    expect(told).toMatchObject([{ scope: 'training', scopes: ['training', 'second'] }]);
  });

  it('is not narrowed where one of them needs more', () => {
    const rules = [rule(100, 'Allow Outbound Tcp * -> Storage@443'), deny];
    const topology = buildTopology(
      training({
        rules,
        subnets: [subnet({ key: 'second', addressPrefixes: ['10.0.2.0/24'], networkSecurityGroup: { key: 'nsg' } })],
      }),
    );
    const { scopes } = findScopes(topology, ['training', 'second']);
    const asked = (id: string) => (id === 'second' ? [storage, toTag('Storage.eastus')] : [storage]);
    const answers = evaluate(topology, scopes, ({ resource }) => asked(resource.id), null);
    const wide = wideRules(answers, ownersOnPaths(answers.findings, topology), scopes, topology);
    expect(tellTooWide(wide, answers, topology, null).rules.map(({ explanation }) => said(explanation))).toEqual([
      expect.stringContaining('needs of that only Storage.westus2 TCP 443, Storage.eastus TCP 443'),
    ]);
  });
});

describe('a firewall rule that allows far more than is needed', () => {
  const allow = (line: string) => collection(200, 'Allow network', [networkRule(line, { name: 'wide' })]);
  const web = (line: string) => collection(300, 'Allow application', [applicationRule(line, { name: 'web' })]);

  it('for every address becomes one for the tags, and a collection for the hosts (F4, F8, T9)', () => {
    const [found, ...more] = remarks(behindFirewall([allow('Any 10.0.1.0/24 -> *@*')]), [storage, vault, pypi]);
    expect(more).toEqual([]);
    expect(said(found?.explanation)).toContain(
      'needs of that only Storage.westus2 TCP 443, AzureKeyVault.westus2 TCP 443, pypi.org TCP 443;',
    );
    expect(JSON.stringify(found?.remedy?.text)).toMatch(/Storage\.WestUS2.*AzureKeyVault\.WestUS2.*pypi\.org/);
  });

  it('for any host becomes one for the hosts that are needed, and those that stand in for tags', () => {
    const standIns = [{ host: '*.blob.core.windows.net', ports: [{ low: 443, high: 443 }] }];
    const asked = [toTag('Storage.westus2', '443', { standIns }), pypi];
    const [found] = remarks(behindFirewall([web('10.0.1.0/24 -> *@Https:443,Http:80')]), asked);
    expect(said(found?.explanation)).toContain(
      'it allows every host on port 80, 443, and Azure Machine Learning needs of that only *.blob.core.windows.net TCP 443, pypi.org TCP 443;',
    );
    expect(found?.remedy?.text).toContain('pypi.org');
  });

  it('is told where another one would hide it: both are', () => {
    const both = [allow('TCP 10.0.1.0/24 -> *@443'), web('10.0.1.0/24 -> *@Https:443')];
    expect(words(behindFirewall(both), [storage]).map((message) => /rule (\w+)/.exec(message)?.[1])).toEqual([
      'wide',
      'web',
    ]);
    const cloud = [allow('TCP 10.0.1.0/24 -> AzureCloud@443'), web('10.0.1.0/24 -> *@Https:443')];
    expect(words(behindFirewall(cloud), [vault, pypi]).map((message) => /rule (\w+)/.exec(message)?.[1])).toEqual([
      'wide',
      'web',
    ]);
  });

  it('for other sources too is told only where it is for everything, and says that others were not looked at', () => {
    expect(words(behindFirewall([allow('TCP * -> *@443')]), [storage])).toEqual([
      expect.stringContaining('; who else sends by it was not looked at'),
    ]);
    expect(words(behindFirewall([allow('TCP * -> AzureCloud@443')]), [storage])).toEqual([]);
    expect(words(behindFirewall([allow('TCP 10.0.1.0/24 -> AzureCloud@443')]), [storage])).toHaveLength(1);
    const ntp = collection(100, 'Allow network', [networkRule('UDP * -> *@4000', { name: 'others' })]);
    expect(words(behindFirewall([ntp, allow('TCP 10.0.1.0/24 -> Storage.westus2@443')]), [storage])).toEqual([]);
  });
});

describe('a rule of a managed network that allows far more than is needed', () => {
  const managed = (isolationMode: string, ...outboundRules: readonly OutboundRule[]) =>
    network({ workspaces: [workspace({ isolationMode, outboundRules })] });
  const any = { name: 'any', destination: { type: 'FQDN', fqdn: '*' }, location: null } as const;
  const tag = (serviceTag: string) =>
    ({
      name: 'tag',
      destination: {
        type: 'ServiceTag',
        serviceTag,
        protocol: 'TCP',
        portRanges: ['443'],
        addressPrefixes: null,
        action: 'Allow',
      },
      location: null,
    }) as const;
  const scopes = ['workspace'];

  it('for any host becomes rules for the hosts (M2)', () => {
    expect(words(managed('AllowOnlyApprovedOutbound', any), [storage, pypi], { scopes })).toEqual([
      expect.stringContaining(
        'workspace, outbound rule any: it allows every host on port 80, 443, and Azure Machine Learning needs of that only pypi.org TCP 443',
      ),
    ]);
  });

  it('for all of Azure is used by nothing, since the tags are approved (M1)', () => {
    expect(words(managed('AllowOnlyApprovedOutbound', tag('AzureCloud')), [storage], { scopes })).toEqual([
      expect.stringContaining('nothing that Azure Machine Learning needs goes by it'),
    ]);
  });

  it('is not told for a service of the user’s, nor where the mode allows the Internet', () => {
    expect(words(managed('AllowOnlyApprovedOutbound', tag('Sql')), [storage], { scopes })).toEqual([]);
    expect(words(managed('AllowOnlyApprovedOutbound', tag('Storage')), [storage], { scopes })).toEqual([]);
    expect(words(managed('AllowInternetOutbound', any), [storage, pypi], { scopes })).toEqual([]);
  });
});

describe('very many wide rules', () => {
  it('are tried up to twenty, and the rest is counted', () => {
    const rules = Array.from({ length: 30 }, (_, i) =>
      rule(100 + 10 * i, `Allow Outbound Tcp * -> Internet@${2000 + i}`),
    );
    const { rules: told, untried } = tried(training({ rules: [...rules, deny] }), [storage]);
    expect([told.length, untried.length]).toEqual([20, 10]);
  });

  it('are not tried at very many places', () => {
    const rules = [rule(100, 'Allow Outbound Tcp * -> Storage@443'), deny];
    const places = Array.from({ length: 1200 }, (_, i) =>
      subnet({
        key: `s${i}`,
        addressPrefixes: [`10.0.${i >> 6}.${(i & 63) * 4}/30`],
        networkSecurityGroup: { key: 'nsg' },
      }),
    );
    const names = ['training', ...places.map(({ key }) => key)];
    const { rules: told, untried } = tried(training({ rules, subnets: places }), [storage], { scopes: names });
    expect([told.length, untried.length]).toEqual([0, 1]);
  });

  it('have no narrower rules beside a priority that Azure refuses (N1)', () => {
    for (const priority of [1e12, -5, 100.5, Number.NaN])
      expect(
        words(training({ rules: [rule(priority, 'Allow Outbound Tcp * -> Storage@443'), deny] }), [storage]),
      ).toEqual([]);
  });
});
