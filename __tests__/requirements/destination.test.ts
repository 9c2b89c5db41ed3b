/** What people may write as a destination, and the requirement that it becomes. */

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { msg } from '../../src/azure/message.js';
import { unknown } from '../../src/azure/value.js';
import { builtInEdition } from '../../src/requirements/built-in.js';
import { formatDestination, parseDestination, requirementTo } from '../../src/requirements/destination.js';
import type { MatrixContext, ScopeFacts } from '../../src/requirements/facts.js';
import type { Requirement } from '../../src/requirements/requirement.js';

const found = builtInEdition('2026-03');
if (found === null) throw new Error('the edition 2026-03 is built in');
const edition = found;

const CONTEXT: MatrixContext = { cloud: 'public', region: 'westus2', hbi: false, features: [], language: 'en' };
const FACTS: ScopeFacts = {
  kind: 'subnet',
  hasCompute: true,
  publicIp: false,
  workspacePrivateEndpoint: false,
  privateEndpointInNetwork: false,
  storageBehindFirewall: false,
  monitorPrivateLink: false,
  kubernetes: null,
};

function asked(text: string, context: Partial<MatrixContext> = {}): Requirement {
  const destination = parseDestination(text);
  if ('error' in destination) throw new Error(destination.error);
  return requirementTo(destination, edition, { ...CONTEXT, ...context }, FACTS);
}
const hostsOf = ({ standIns }: Requirement): readonly string[] => standIns.map(({ host }) => host);

describe('a destination', () => {
  it.each([
    ['Storage.westus2', 'Storage.westus2:443'],
    ['storage.West US 2', 'Storage.westus2:443'],
    ['KeyVault', 'AzureKeyVault:443'],
    ['ContainerRegistry.WestEurope', 'AzureContainerRegistry.westeurope:443'],
    ['frontdoor.frontend', 'AzureFrontDoor.Frontend:443'],
    ['virtualnetwork', 'VirtualNetwork:443'],
    ['AzureMachineLearning:5831/udp', 'AzureMachineLearning:5831/udp'],
    ['AzureMachineLearning:8787/TCP', 'AzureMachineLearning:8787'],
    [' PyPI.org. ', 'pypi.org:443'],
    ['*.anaconda.com:80', '*.anaconda.com:80'],
    ['*pytorch.org', '*pytorch.org:443'],
    ['storage.com', 'storage.com:443'],
    ['azure.com', 'azure.com:443'],
    ['__proto__.example', '__proto__.example:443'],
  ])('%s is %s, which reads as itself (T6, F8)', (text, written) => {
    const destination = parseDestination(text);
    expect(destination).not.toHaveProperty('error');
    if ('error' in destination) return;
    expect(formatDestination(destination)).toBe(written);
    expect(parseDestination(written)).toEqual(destination);
  });

  it.each([
    ['', 'names no service tag and no host'],
    [':443', 'names no service tag and no host'],
    ['Storag', 'there is no service tag "Storag"; did you mean Storage?'],
    ['Storage.westus22', 'did you mean Storage.westus2?'],
    ['Storag.westus2', 'did you mean Storage.westus2?'],
    ['AzureActiveDirectory.westus', 'did you mean AzureActiveDirectory?'],
    ['AzureFrontDoor.Frontned', 'did you mean AzureFrontDoor.Frontend?'],
    ['localhost', 'a host is written in full'],
    ['*', 'a host is written in full'],
    ['Internet', 'Internet is no destination of its own'],
    ['AzureLoadBalancer', 'AzureLoadBalancer is no destination of its own'],
    ['20.0.0.1', '"20.0.0.1" is an address'],
    ['10.0.0.0/8', '"10.0.0.0/8" is an address'],
    ['::1', '"::1" is an address'],
    ['[2603:1000::1]:443', 'is an address'],
    ['300.1.1.1', 'is no host name'],
    ['https://pypi.org/simple', 'write it without scheme and path'],
    ['a.*.example', 'is no host name'],
    ['pypi..org', 'is no host name'],
    ['pypi.org:0', 'port 0 is not between 1 and 65535'],
    ['pypi.org:65536', 'port 65536 is not between 1 and 65535'],
    ['pypi.org:443/icmp', '"icmp" is not tcp or udp'],
    [`${'a.'.repeat(200)}org`, 'is too long'],
  ])('is not %j: %s', (text, message) => {
    expect(parseDestination(text)).toEqual({ error: expect.stringContaining(message) });
  });

  it('is never more than a text: whatever is written, there is an answer, and it reads as itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.domain(), fc.webUrl()), (text) => {
        const destination = parseDestination(text);
        if ('error' in destination) expect(destination.error).not.toBe('');
        else expect(parseDestination(formatDestination(destination))).toEqual(destination);
      }),
    );
  });
});

describe('the requirement of a destination', () => {
  it('is the row of the edition, on the port that is asked for', () => {
    const requirement = asked('Storage.westus2');
    expect(requirement).toMatchObject({ id: 'outbound-storage', ports: [{ low: 443, high: 443 }] });
    expect(requirement.adHoc).toBeUndefined();
    expect(hostsOf(requirement)).toContain('*.blob.core.windows.net');
  });

  it('is the row also where this scope is not asked for it', () => {
    expect(asked('AzureKeyVault.westus2').adHoc).toBeUndefined();
  });

  it('of a tag that no row asks for has the hosts that stand in for its service, in its region', () => {
    expect(asked('Storage.eastus')).toMatchObject({ tag: 'Storage.eastus', adHoc: true });
    expect(hostsOf(asked('Storage.eastus'))).toContain('*.blob.core.windows.net');
    expect(hostsOf(asked('BatchNodeManagement.eastus'))).toContain('*.eastus.batch.azure.com');
    expect(hostsOf(asked('Storage', { cloud: 'china' }))).toContain('*.blob.core.chinacloudapi.cn');
    expect(asked('Sql')).toMatchObject({ tag: 'Sql', standIns: [], adHoc: true });
  });

  it('of a host is that of the wildcard that holds it most narrowly', () => {
    const requirement = asked('repo.anaconda.com');
    expect(requirement).toMatchObject({ host: 'repo.anaconda.com', tag: null, hostIsPartOf: null });
    expect(requirement.adHoc).toBeUndefined();
    expect(asked('pypi.org')).toMatchObject({ id: expect.stringMatching(/pypi/), host: 'pypi.org' });
  });

  it('of a host that stands in for a tag knows the tag, in the form of the edition', () => {
    expect(asked('login.microsoftonline.com').hostIsPartOf).toBe('AzureActiveDirectory');
    expect(asked('mine.blob.core.windows.net').hostIsPartOf).toBe('Storage.westus2');
    expect(asked('mine.file.core.windows.net').hostIsPartOf).toBe('Storage.westus2');
    expect(asked('mine.blob.core.windows.net', { cloud: 'china' }).hostIsPartOf).toBeNull();
    expect(asked('example.com').hostIsPartOf).toBeNull();
  });

  it('keeps to the hosts that need no region where the region is not known', () => {
    const region = unknown(msg`the region`);
    expect(asked('x.westus2.batch.azure.com', { region }).hostIsPartOf).toBeNull();
    expect(asked('x.westus2.batch.azure.com').hostIsPartOf).toBe('BatchNodeManagement.westus2');
  });
});
