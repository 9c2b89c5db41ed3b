/** Rules of Azure Firewall: what network and application rules match (F4, F7 to F13, T7, T9). */
import { describe, expect, it } from '@jest/globals';
import type { FirewallPolicy, FirewallRule, Network, RuleCollection } from '../../src/azure/model.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import {
  applicationRule,
  behindFirewall,
  collection,
  fromTag,
  ipGroup,
  judge,
  networkRule,
  OPEN,
  policy,
  ports,
  tagList,
  toHost,
  toTag,
} from './builders.js';

const storage = toTag('Storage.westus2');
const pypi = toHost('pypi.org');
const allowPypi = applicationRule('* -> pypi.org@Https:443');
const entra = toTag('AzureActiveDirectory', '80,443', {
  standIns: [{ host: 'login.microsoftonline.com', ports: ports('80,443') }],
});
const registry = toTag('MicrosoftContainerRegistry', '443', {
  standIns: [
    { host: 'mcr.microsoft.com', ports: ports('443') },
    { host: '*.data.mcr.microsoft.com', ports: ports('443') },
  ],
});
const notebooks = toTag('AzureMachineLearning', '443,8787', {
  standIns: [{ host: '*.instances.azureml.ms', ports: ports('443,8787') }],
});

function verdict(asked: Requirement, collections: readonly RuleCollection[], parts: Partial<Network> = {}): string {
  return judge(behindFirewall(collections, parts), asked).verdict;
}

/** The verdict where the firewall has this network rule only. */
function byNetwork(asked: Requirement, rule: FirewallRule, parts: Partial<Network> = {}): string {
  return verdict(asked, [collection(100, 'Allow network', [rule])], parts);
}

/** The verdict where the firewall has this application rule only. */
function byApplication(asked: Requirement, rule: FirewallRule, parts: Partial<Network> = {}): string {
  return verdict(asked, [collection(100, 'Allow application', [rule])], parts);
}

const withPolicy = (given: Partial<FirewallPolicy>): Partial<Network> => ({ firewallPolicies: [policy(given)] });

describe('application rules', () => {
  it.each([
    ['UDP 5831', toTag('AzureMachineLearning', '5831', { protocol: 'udp' }), 'unmet'],
    ['TCP 445', toTag('Storage.westus2', '445'), 'unmet'],
    ['TCP 8787', toTag('AzureMachineLearning', '8787'), 'unmet'],
    ['TCP 443', toTag('Storage.westus2'), 'met'],
    ['TCP 80', toTag('AzureActiveDirectory', '80'), 'met'],
  ])('for every host on the web ports leave %s %s (F4)', (_, asked, expected) => {
    expect(byApplication(asked, applicationRule('* -> *@Http:80,Https:443'))).toBe(expected);
  });

  it.each([
    ['Https:443', 'met'],
    ['https:443', 'met'],
    ['Http:443', 'unmet'],
    ['Http:80', 'unmet'],
    ['Https:8443', 'unmet'],
    ['Mssql:1433', 'unmet'],
  ])('of the protocol %s leave a host on TCP 443 %s (F4)', (protocol, expected) => {
    expect(byApplication(pypi, applicationRule(`* -> pypi.org@${protocol}`))).toBe(expected);
  });

  it('may be for a port of their own (F4)', () => {
    const custom = applicationRule('* -> *.instances.azureml.ms@Https:443,Https:8787');
    expect(byApplication(notebooks, custom)).toBe('met');
    expect(byApplication(notebooks, applicationRule('* -> *.instances.azureml.ms@Https:443'))).toBe('partial');
  });

  it.each([
    ['*.anaconda.com', 'repo.anaconda.com', 'met'],
    ['*.anaconda.com', 'a.b.anaconda.com', 'met'],
    ['*.anaconda.com', '*.anaconda.com', 'met'],
    ['*.anaconda.com', 'anaconda.com', 'unmet'],
    ['anaconda.com', '*.anaconda.com', 'unmet'],
    ['*pytorch.org', 'pytorch.org', 'met'],
    ['*pytorch.org', '*.pytorch.org', 'met'],
    ['*pytorch.org', 'evilpytorch.org', 'met'],
    ['*.pytorch.org', '*pytorch.org', 'partial'],
    ['*', '*.anaconda.com', 'met'],
    ['PyPI.org', 'pypi.org', 'met'],
    ['www.contoso.*', 'www.contoso.com', 'unmet'],
    ['*.contoso.*', 'www.contoso.com', 'unmet'],
    ['www.*contoso.com', 'www.contoso.com', 'unmet'],
    ['repo.anaconda.com', '*.anaconda.com', 'partial'],
  ])('for %s leave the host %s %s (F8)', (pattern, host, expected) => {
    expect(byApplication(toHost(host), applicationRule(`* -> ${pattern}@Https:443`))).toBe(expected);
  });

  it('meet a tag if they allow every host that stands in for it (CONTRACT, "Tags and firewalls")', () => {
    expect(byApplication(registry, applicationRule('* -> mcr.microsoft.com,*.data.mcr.microsoft.com@Https:443'))).toBe(
      'met',
    );
    expect(byApplication(registry, applicationRule('* -> *mcr.microsoft.com@Https:443'))).toBe('met');
    expect(byApplication(registry, applicationRule('* -> *@Https:443'))).toBe('met');
    expect(byApplication(entra, applicationRule('* -> login.microsoftonline.com@Https:443,Http:80'))).toBe('met');
  });

  it('meet a tag partly with some of its hosts, and the closed ones are named', () => {
    const world = behindFirewall([
      collection(100, 'Allow application', [applicationRule('* -> mcr.microsoft.com@Https:443')]),
    ]);
    expect(judge(world, registry)).toMatchObject({
      verdict: 'partial',
      uncovered: [{ ports: ['443'], note: 'hosts: *.data.mcr.microsoft.com' }],
      explanation: { kind: 'partly-by-hosts', closedHosts: ['*.data.mcr.microsoft.com'] },
    });
    expect(byApplication(entra, applicationRule('* -> login.microsoftonline.com@Https:443'))).toBe('partial');
  });

  it('meet a tag without hosts that stand in only with `*` (CONTRACT, "Tags without hosts that stand in")', () => {
    const firstParty = toTag('AzureFrontDoor.FirstParty');
    expect(byApplication(firstParty, applicationRule('* -> *.azurefd.net@Https:443'))).toBe('unmet');
    expect(byApplication(firstParty, applicationRule('* -> *@Https:443'))).toBe('met');
    expect(byNetwork(firstParty, networkRule('TCP * -> AzureFrontDoor.FirstParty@443'))).toBe('met');
  });

  it('do not know tags: a name of one among the hosts matches nothing (T9)', () => {
    expect(byApplication(entra, applicationRule('* -> AzureActiveDirectory@Https:443,Http:80'))).toBe('unmet');
    expect(
      byNetwork(
        entra,
        networkRule('TCP * -> @80,443', { destinationFqdns: ['AzureActiveDirectory'] }),
        withPolicy({ dnsProxy: true }),
      ),
    ).toBe('unmet');
  });

  it('are not for what comes in (F15)', () => {
    // Inbound flows meet no firewall at all: the group decides, and there is none here.
    const finding = judge(behindFirewall([]), fromTag('VirtualNetwork', '8704'));
    expect(finding.path.some(({ leg }) => leg === 'firewall')).toBe(false);
  });
});

describe('URL rules', () => {
  const url = (destination: string, given: Partial<FirewallRule> = {}) =>
    applicationRule('* -> @Https:443', {
      destinationFqdns: [],
      destinationUrls: [destination],
      terminateTls: true,
      ...given,
    });
  const premium = withPolicy({ tier: 'Premium', tlsInspection: true });
  const tools = toHost('raw.githubusercontent.com', { urlPath: 'microsoft/tools/*' });

  it.each([
    ['raw.githubusercontent.com/microsoft/tools/*', 'met'],
    ['raw.githubusercontent.com/microsoft/*', 'met'],
    ['raw.githubusercontent.com/*', 'met'],
    ['*.githubusercontent.com/microsoft/tools/*', 'met'],
    ['https://raw.githubusercontent.com/microsoft/tools/*', 'met'],
    ['*', 'met'],
    ['raw.githubusercontent.com/microsoft/tools', 'unmet'],
    ['raw.githubusercontent.com/microsoft/tools/server/*', 'partial'],
    ['raw.githubusercontent.com/google/*', 'unmet'],
    ['github.com/microsoft/tools/*', 'unmet'],
    ['raw.githubusercontent.com/*/tools/*', 'unmet'],
  ])('for %s, with TLS inspection, leave microsoft/tools/* %s (F9)', (destination, expected) => {
    expect(byApplication(tools, url(destination), premium)).toBe(expected);
  });

  it('see no path of HTTPS without TLS inspection, and do not exist below Premium (F9)', () => {
    const rule = url('raw.githubusercontent.com/microsoft/tools/*');
    expect(byApplication(tools, { ...rule, terminateTls: false }, premium)).toBe('unmet');
    expect(byApplication(tools, { ...rule, terminateTls: null }, premium)).toBe('unmet');
    expect(byApplication(tools, rule, withPolicy({ tier: 'Standard' }))).toBe('unmet');
  });

  it('see the path of HTTP without TLS inspection (F9)', () => {
    const http = toHost('archive.ubuntu.com', { ports: ports('80') });
    const rule = url('archive.ubuntu.com/*', {
      terminateTls: false,
      applicationProtocols: [{ type: 'Http', port: 80 }],
    });
    expect(byApplication(http, rule, premium)).toBe('met');
  });

  it('inspect TLS on 443 only (F9)', () => {
    const custom = toHost('pypi.org', { ports: ports('8443') });
    expect(
      byApplication(custom, url('pypi.org/*', { applicationProtocols: [{ type: 'Https', port: 8443 }] }), premium),
    ).toBe('unmet');
  });

  it('for a part of a host leave the host partly closed, and a rule for the host opens every path (F9)', () => {
    expect(byApplication(pypi, url('pypi.org/simple/*'), premium)).toBe('partial');
    expect(byApplication(tools, applicationRule('* -> raw.githubusercontent.com@Https:443'))).toBe('met');
  });
});

describe('network rules', () => {
  it.each([
    ['TCP', 'tcp', 'met'],
    ['tcp', 'tcp', 'met'],
    ['UDP', 'tcp', 'unmet'],
    ['ICMP', 'tcp', 'unmet'],
    ['Any', 'tcp', 'met'],
    ['Any', 'udp', 'met'],
    ['UDP,TCP', 'udp', 'met'],
    ['TCP', 'udp', 'unmet'],
  ] as const)('of protocol %s leave %s %s (F7)', (protocols, protocol, expected) => {
    expect(
      byNetwork(
        toTag('AzureMachineLearning', '5831', { protocol }),
        networkRule(`${protocols} * -> AzureMachineLearning@5831`),
      ),
    ).toBe(expected);
  });

  it.each([
    ['Storage.westus2', 'met'],
    ['Storage', 'met'],
    ['AzureCloud', 'met'],
    ['*', 'met'],
    ['0.0.0.0/0', 'met'],
    ['Storage.eastus', 'unmet'],
    ['20.0.0.0/8', 'unknown'],
    ['10.0.0.0/8', 'unmet'],
  ])('to %s leave Storage.westus2 %s (T1, T9)', (destination, expected) => {
    expect(byNetwork(storage, networkRule(`TCP * -> ${destination}@443`))).toBe(expected);
  });

  it('take a regional BatchNodeManagement, whatever the tag list says of it (T7)', () => {
    expect(
      byNetwork(toTag('BatchNodeManagement.westus2'), networkRule('Any * -> BatchNodeManagement.westus2@443')),
    ).toBe('met');
  });

  it('know no Internet and no VirtualNetwork: these are words of security groups', () => {
    expect(byNetwork(storage, networkRule('TCP * -> Internet@443'))).toBe('unmet');
  });

  it('with prefixes are decided by a tag list', () => {
    const tags = tagList({ name: 'Storage.westus2', prefixes: ['20.0.0.0/24'] });
    const world = behindFirewall([
      collection(100, 'Allow network', [networkRule('TCP * -> 20.0.0.0/25,20.0.0.128/26@443')]),
    ]);
    expect(judge(world, storage, { tags })).toMatchObject({
      verdict: 'partial',
      uncovered: [{ addresses: ['20.0.0.192/26'] }],
    });
  });

  it.each([
    [true, 'mcr.microsoft.com', 'met'],
    [true, 'MCR.Microsoft.com', 'met'],
    [false, 'mcr.microsoft.com', 'unmet'],
    [null, 'mcr.microsoft.com', 'unmet'],
    [true, '*.microsoft.com', 'unmet'],
    [true, '*', 'unmet'],
    [OPEN, 'mcr.microsoft.com', 'unknown'],
  ])('with DNS proxy %j and the host %s leave mcr.microsoft.com %s (F10)', (dnsProxy, host, expected) => {
    const rule = networkRule('TCP * -> @443', { destinationFqdns: [host] });
    expect(byNetwork(toHost('mcr.microsoft.com'), rule, withPolicy({ dnsProxy }))).toBe(expected);
  });

  it('with exact hosts count as those hosts on those ports (CONTRACT, "Tags without hosts that stand in")', () => {
    const rule = networkRule('TCP * -> @443', { destinationFqdns: ['login.microsoftonline.com'] });
    expect(byNetwork(entra, rule, withPolicy({ dnsProxy: true }))).toBe('partial');
    expect(byNetwork(entra, { ...rule, destinationPorts: ['80', '443'] }, withPolicy({ dnsProxy: true }))).toBe('met');
  });

  it('together with application rules may meet what neither does alone', () => {
    const both = [
      collection(100, 'Allow network', [networkRule('TCP * -> AzureMachineLearning@8787')]),
      collection(100, 'Allow application', [applicationRule('* -> *.azureml.ms@Https:443')]),
    ];
    expect(verdict(notebooks, both)).toBe('met');
    expect(verdict(notebooks, both.slice(0, 1))).toBe('partial');
  });
});

describe('sources', () => {
  it.each([
    ['*', 'met'],
    ['10.0.1.0/24', 'met'],
    ['10.0.0.0/8', 'met'],
    ['10.0.1.0/25', 'partial'],
    ['10.0.2.0/24', 'unmet'],
    ['VirtualNetwork', 'unmet'],
    ['Storage', 'unmet'],
  ])('%s of a rule leave the subnet 10.0.1.0/24 %s (F13, T9)', (source, expected) => {
    expect(byNetwork(storage, networkRule(`TCP ${source} -> Storage@443`))).toBe(expected);
    expect(byApplication(pypi, applicationRule(`${source} -> pypi.org@Https:443`))).toBe(expected);
  });

  it('of IP groups are those of the groups (F13)', () => {
    const rule = networkRule('TCP  -> Storage@443', { sourceIpGroups: [{ key: 'spokes' }, { key: 'more' }] });
    const groups = (...addresses: readonly Parameters<typeof ipGroup>[1][]) => ({
      ipGroups: [ipGroup('spokes', addresses[0] ?? []), ipGroup('more', addresses[1] ?? [])],
    });
    expect(byNetwork(storage, rule, groups(['10.0.0.0/16']))).toBe('met');
    expect(byNetwork(storage, rule, groups(['10.0.1.0/25'], ['10.0.1.128/25']))).toBe('met');
    expect(byNetwork(storage, rule, groups(['10.9.0.0/16']))).toBe('unmet');
    expect(byNetwork(storage, rule, groups(OPEN))).toBe('unknown');
    expect(byNetwork(storage, rule, {})).toBe('unknown');
  });

  it('of an IP group that is a destination count as well', () => {
    const rule = networkRule('TCP * -> @443', { destinationIpGroups: [{ key: 'services' }] });
    const tags = tagList({ name: 'Storage.westus2', prefixes: ['20.0.0.0/24'] });
    const world = behindFirewall([collection(100, 'Allow network', [rule])], {
      ipGroups: [ipGroup('services', ['20.0.0.0/16'])],
    });
    expect(judge(world, storage, { tags }).verdict).toBe('met');
  });
});

describe('FQDN tags and web categories', () => {
  const tagged = (...fqdnTags: readonly string[]) =>
    applicationRule('* -> @Https:443', { destinationFqdns: [], fqdnTags });

  it('AzureKubernetesService holds the hosts that clusters need, and none of Azure Machine Learning (F11)', () => {
    for (const host of [
      'mcr.microsoft.com',
      '*.data.mcr.microsoft.com',
      'management.azure.com',
      'login.microsoftonline.com',
      'packages.microsoft.com',
    ])
      expect(byApplication(toHost(host), tagged('AzureKubernetesService'))).toBe('met');
    for (const host of ['ml.azure.com', '*.azureml.ms', 'pypi.org'])
      expect(byApplication(toHost(host), tagged('AzureKubernetesService'))).toBe('unmet');
  });

  it('need no protocol: they are for https (F11)', () => {
    const rule = { ...tagged('azurekubernetesservice'), applicationProtocols: [] };
    expect(byApplication(toHost('mcr.microsoft.com'), rule)).toBe('met');
    expect(byApplication(toHost('mcr.microsoft.com', { ports: ports('80') }), rule)).toBe('unmet');
  });

  it('of Windows hold nothing of it; of a list that is not public they are open (F11)', () => {
    expect(byApplication(pypi, tagged('WindowsUpdate'))).toBe('unmet');
    expect(byApplication(pypi, tagged('MicrosoftSecretService'))).toBe('unknown');
  });

  it('a web category cannot be decided (F12)', () => {
    const rule = applicationRule('* -> @Https:443', {
      destinationFqdns: [],
      webCategories: ['ComputersAndTechnology'],
    });
    expect(byApplication(pypi, rule)).toBe('unknown');
    const above = collection(50, 'Allow application', [allowPypi]);
    expect(verdict(pypi, [above, collection(100, 'Deny application', [rule])])).toBe('met');
  });
});
