/** Managed networks of workspaces: approved tags, approved hosts, or everything (M1 to M5). */

import { describe, expect, it } from '@jest/globals';
import { msg } from '../../src/azure/message.js';
import type { OutboundRule, Workspace } from '../../src/azure/model.js';
import { unknown } from '../../src/azure/value.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import { judge, network, OPEN, ports, tagList, toHost, toTag, workspace } from './builders.js';

const pypi = toHost('pypi.org');

function of(given: Partial<Workspace>, asked: Requirement, tags: Parameters<typeof judge>[2] = {}) {
  return judge(network({ workspaces: [workspace(given)] }), asked, { scope: 'workspace', ...tags });
}

function approved(rules: readonly OutboundRule[], asked: Requirement): string {
  return of({ isolationMode: 'AllowOnlyApprovedOutbound', outboundRules: rules }, asked).verdict;
}

const named = { name: 'rule', location: null } as const;

function fqdn(host: string): OutboundRule {
  return { ...named, destination: { type: 'FQDN', fqdn: host } };
}

type TagDestination = Extract<OutboundRule['destination'], { type: 'ServiceTag' }>;

function serviceTag(given: Partial<TagDestination>): OutboundRule {
  return {
    ...named,
    destination: {
      type: 'ServiceTag',
      serviceTag: 'AzureMachineLearning',
      protocol: 'TCP',
      portRanges: ['443'],
      addressPrefixes: null,
      action: 'Allow',
      ...given,
    },
  };
}

/** A host of Microsoft's that no rule of the service approves. */
const partOfMl = toHost('aka.ms', { hostIsPartOf: 'AzureMachineLearning' });

describe('the isolation mode', () => {
  it.each([
    ['AllowInternetOutbound', 'met', 'met'],
    ['allowinternetoutbound', 'met', 'met'],
    ['AllowOnlyApprovedOutbound', 'met', 'unmet'],
    ['allowonlyapprovedoutbound', 'met', 'unmet'],
    [OPEN, 'unknown', 'unknown'],
  ])('%j leaves tags %s and hosts that no rule names %s (M1)', (isolationMode, tags, hosts) => {
    expect(of({ isolationMode }, toTag('Storage.westus2')).verdict).toBe(tags);
    expect(of({ isolationMode }, toTag('AzureMachineLearning', '5831', { protocol: 'udp' })).verdict).toBe(tags);
    expect(of({ isolationMode }, pypi).verdict).toBe(hosts);
  });

  it('a rule that certainly opens a host is the evidence, not one that may', () => {
    const rules = [
      serviceTag({ serviceTag: 'Internet', action: 'Allow', portRanges: ['443'] }),
      fqdn('acct.blob.core.windows.net'),
    ].map((rule, i) => ({ ...rule, name: `rule${i}` }));
    for (const outboundRules of [rules, rules.toReversed()]) {
      const finding = of(
        { isolationMode: 'AllowOnlyApprovedOutbound', outboundRules },
        toHost('acct.blob.core.windows.net'),
      );
      expect(finding.verdict).toBe('met');
      expect(finding.path).toMatchObject([{ rule: 'rule0', action: 'allow' }]);
    }
  });

  it('is the evidence (M1)', () => {
    expect(of({ isolationMode: 'AllowOnlyApprovedOutbound' }, toTag('Storage.westus2'))).toMatchObject({
      explanation: { kind: 'approved-by-service', mode: 'AllowOnlyApprovedOutbound' },
      path: [{ leg: 'managed-network', resource: 'workspace', rule: 'AllowOnlyApprovedOutbound', action: 'allow' }],
    });
    expect(of({ isolationMode: 'AllowInternetOutbound' }, pypi).explanation.kind).toBe('internet-outbound-allowed');
    expect(of({ isolationMode: 'AllowOnlyApprovedOutbound' }, pypi).explanation.kind).toBe('host-not-approved');
  });

  it('with the Internet open needs no rules, and takes no notice of any (M1)', () => {
    expect(of({ isolationMode: 'AllowInternetOutbound', outboundRules: [fqdn('anaconda.com')] }, pypi).verdict).toBe(
      'met',
    );
  });
});

describe('FQDN rules', () => {
  it.each([
    ['pypi.org', 'pypi.org', 'met'],
    ['PyPI.org', 'pypi.org', 'met'],
    ['*.anaconda.com', '*.anaconda.com', 'met'],
    ['*.anaconda.com', 'anaconda.com', 'unmet'],
    ['*anaconda.com', 'anaconda.com', 'met'],
    ['anaconda.com', '*.anaconda.com', 'unmet'],
    ['*', 'pypi.org', 'met'],
    ['pypi.*', 'pypi.org', 'unmet'],
  ])('%s leave %s %s: the patterns are those of a firewall (M2, F8)', (pattern, host, expected) => {
    expect(approved([fqdn(pattern)], toHost(host))).toBe(expected);
  });

  it('open ports 80 and 443, and no other (M2)', () => {
    const on = (text: string, protocol: 'tcp' | 'udp' = 'tcp') =>
      approved([fqdn('pypi.org')], toHost('pypi.org', { ports: ports(text), protocol }));
    expect(on('80')).toBe('met');
    expect(on('80,443')).toBe('met');
    expect(on('8443')).toBe('unmet');
    expect(on('443,8443')).toBe('partial');
    expect(on('443', 'udp')).toBe('unmet');
  });

  it.each([
    '*.blob.core.windows.net',
    'x.blob.core.windows.net',
    'x.file.core.windows.net',
    'x.dfs.core.windows.net',
    'x.blob.core.chinacloudapi.cn',
  ])('for a host of Azure Storage (%s) are unknown: the documents ask for a private endpoint (M3)', (host) => {
    const finding = of({ isolationMode: 'AllowOnlyApprovedOutbound', outboundRules: [fqdn(host)] }, toHost(host));
    expect(finding).toMatchObject({ verdict: 'unknown', explanation: { kind: 'not-supported-fqdn-storage' } });
  });

  it('and no rule for it leaves a host of Azure Storage closed (M1)', () => {
    expect(approved([fqdn('pypi.org')], toHost('vscode.blob.core.windows.net'))).toBe('unmet');
  });

  it('of which the host is open are unknown where it might be the one (M2)', () => {
    const rule: OutboundRule = { ...named, destination: { type: 'FQDN', fqdn: OPEN } };
    expect(approved([rule], pypi)).toBe('unknown');
    expect(approved([rule, fqdn('pypi.org')], pypi)).toBe('met');
    expect(approved([rule], toHost('pypi.org', { ports: ports('8443') }))).toBe('unmet');
  });

  it('that may not be there are unknown', () => {
    expect(approved([{ ...fqdn('pypi.org'), presence: OPEN }], pypi)).toBe('unknown');
    expect(approved([{ ...fqdn('anaconda.com'), presence: OPEN }], pypi)).toBe('unmet');
  });

  it('of which there may be others leave a host open that none of them names', () => {
    const more = { isolationMode: 'AllowOnlyApprovedOutbound', otherOutboundRules: OPEN };
    expect(of({ ...more, outboundRules: [] }, pypi).verdict).toBe('unknown');
    expect(of({ ...more, outboundRules: [fqdn('pypi.org')] }, pypi).verdict).toBe('met');
  });
});

describe('service tag rules', () => {
  it.each([
    [{}, 'met'],
    [{ protocol: '*' }, 'met'],
    [{ protocol: 'UDP' }, 'unmet'],
    [{ portRanges: ['80', '400-500'] }, 'met'],
    [{ portRanges: ['80,443'] }, 'met'],
    [{ portRanges: ['80'] }, 'unmet'],
    [{ serviceTag: 'AzureCloud' }, 'met'],
    [{ serviceTag: 'Sql' }, 'unmet'],
    [{ serviceTag: OPEN }, 'unknown'],
    [{ portRanges: OPEN }, 'unknown'],
    [{ protocol: OPEN }, 'unknown'],
    [{ action: 'Deny' }, 'unmet'],
    [{ action: OPEN }, 'unknown'],
  ] as const)('%j leave a host of that tag %s (M4)', (given, expected) => {
    expect(approved([serviceTag(given)], partOfMl)).toBe(expected);
  });

  it('go by their prefixes where they have some: the tag is ignored then (M4)', () => {
    const tags = { tags: tagList({ name: 'AzureMachineLearning', prefixes: ['20.0.0.0/24'] }) };
    const by = (addressPrefixes: readonly string[] | null) =>
      of(
        { isolationMode: 'AllowOnlyApprovedOutbound', outboundRules: [serviceTag({ addressPrefixes })] },
        partOfMl,
        tags,
      ).verdict;
    expect(by(['20.0.0.0/16'])).toBe('met');
    expect(by(['30.0.0.0/16'])).toBe('unmet');
    expect(by(null)).toBe('met');
  });

  it('hold no host of a third party', () => {
    expect(approved([serviceTag({ serviceTag: 'AzureCloud' })], pypi)).toBe('unmet');
  });
});

describe('other rules', () => {
  it('for private endpoints lead to no host of others (M4)', () => {
    const endpoint: OutboundRule = {
      ...named,
      destination: { type: 'PrivateEndpoint', target: null, subresource: 'blob' },
    };
    expect(approved([endpoint], pypi)).toBe('unmet');
    expect(approved([endpoint, fqdn('pypi.org')], pypi)).toBe('met');
  });

  it('of a kind that is open leave everything open that they might allow', () => {
    const open: OutboundRule = {
      ...named,
      destination: { type: 'Unknown', reason: unknown(msg`the type of the rule`) },
    };
    expect(of({ isolationMode: 'AllowOnlyApprovedOutbound', outboundRules: [open] }, pypi)).toMatchObject({
      verdict: 'unknown',
      path: expect.arrayContaining([expect.objectContaining({ waitsFor: 'the type of the rule' })]),
    });
  });
});
