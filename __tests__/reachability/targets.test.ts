/** What service tags, words and prefixes cover of a required tag, with and without the list of prefixes (T1 to T8, N5). */
import { describe, expect, it } from '@jest/globals';
import { parseServiceTag } from '../../src/azure/service-tags.js';
import type { TagList } from '../../src/azure/tag-list.js';
import { isDecided } from '../../src/reachability/targets.js';
import { judge, OPEN, rule, tagList, toHost, toTag, training, virtualNetwork } from './builders.js';

const denyAll = rule(4096, 'Deny Outbound * * -> *');

/** The verdict on a required tag where only this destination is allowed. */
function allowing(destination: string, required: string, tags: TagList | null = null): string {
  return judge(
    training({ rules: [rule(100, `Allow Outbound Tcp * -> ${destination}@443`), denyAll] }),
    toTag(required),
    {
      tags,
    },
  ).verdict;
}

describe('tags without a list of prefixes', () => {
  it.each(['Storage', 'BatchNodeManagement', 'MicrosoftContainerRegistry', 'AzureKeyVault', 'AzureContainerRegistry'])(
    '%s of a region is inside of the service and of AzureCloud of that region, and of no other (T1)',
    (service) => {
      const required = `${service}.westus2`;
      const verdicts = [
        service,
        required,
        'AzureCloud.westus2',
        'AzureCloud',
        `${service}.eastus`,
        'AzureCloud.eastus',
      ];
      expect(verdicts.map((destination) => allowing(destination, required))).toEqual([
        'met',
        'met',
        'met',
        'met',
        'unmet',
        'unmet',
      ]);
    },
  );

  it('a region of a service is only a part of all of it (T1)', () => {
    expect(allowing('MicrosoftContainerRegistry.westus2', 'MicrosoftContainerRegistry')).toBe('partial');
    expect(allowing('AzureCloud.westus2', 'MicrosoftContainerRegistry')).toBe('partial');
  });

  it.each([
    'AzureMachineLearning',
    'BatchNodeManagement',
    'AzureResourceManager',
    'MicrosoftContainerRegistry',
    'AzureKeyVault',
    'AzureMonitor',
    'AzureContainerRegistry',
  ])('AzureCloud holds all of %s (T2)', (required) => {
    expect(allowing('AzureCloud', required)).toBe('met');
  });

  it.each([
    ['AzureFrontDoor.FirstParty', 'unmet'],
    ['AzureFrontDoor.Frontend', 'partial'],
    ['AzureActiveDirectory', 'partial'],
    ['Storage', 'partial'],
    ['Storage.westus2', 'met'],
    ['Storage.swedencentral', 'met'],
  ])('AzureCloud leaves %s %s (T3)', (required, expected) => {
    expect(allowing('AzureCloud', required)).toBe(expected);
  });

  it('the part that AzureCloud leaves closed is named (T3)', () => {
    const rules = [rule(100, 'Allow Outbound Tcp * -> AzureCloud@443'), denyAll];
    const finding = judge(training({ rules }), toTag('AzureActiveDirectory'));
    expect(finding.uncovered).toEqual([
      { ports: ['443'], addresses: [], note: 'AzureActiveDirectory outside AzureCloud' },
    ]);
  });

  const needed = [
    'AzureActiveDirectory',
    'AzureMachineLearning',
    'BatchNodeManagement.westus2',
    'AzureResourceManager',
    'Storage.westus2',
    'AzureFrontDoor.Frontend',
    'MicrosoftContainerRegistry',
    'AzureFrontDoor.FirstParty',
    'AzureMonitor',
    'AzureKeyVault.westus2',
    'AzureContainerRegistry.westus2',
  ];

  it.each(needed)(
    '%s is met by itself and by the Internet, and by no other of the tags needed (T4, T5)',
    (required) => {
      const others = needed.filter((tag) => tag !== required).map((tag) => tag.replace('.westus2', ''));
      expect(allowing(required, required)).toBe('met');
      expect(allowing('Internet', required)).toBe('met');
      expect(allowing(others.join(), required)).toBe('unmet');
      expect(allowing('VirtualNetwork', required)).toBe('unmet');
      expect(allowing('AzureLoadBalancer', required)).toBe('unmet');
    },
  );

  it('Internet is all that is outside of the network, VirtualNetwork all that is inside (T5)', () => {
    expect(allowing('Internet', 'VirtualNetwork')).toBe('unmet');
    expect(allowing('VirtualNetwork', 'VirtualNetwork')).toBe('met');
    expect(allowing('INTERNET', 'Storage.westus2')).toBe('met');
  });

  it.each([
    ['storage.WESTUS2', 'Storage.westus2'],
    ['Storage.WestUS2', 'Storage.westus2'],
    ['AzureFrontDoor.FrontEnd', 'AzureFrontDoor.Frontend'],
    ['azurefrontdoor.firstparty', 'AzureFrontDoor.FirstParty'],
    ['Keyvault.westus2', 'AzureKeyVault.westus2'],
    ['AZUREACTIVEDIRECTORY', 'AzureActiveDirectory'],
    ['azurecloud.brazilsouth', 'Storage.brazilsouth'],
  ])('%s is read as %s, whatever the spelling (T6)', (written, required) => {
    expect(allowing(written, required)).toBe('met');
  });

  it.each([
    ['centralfrance', 'francecentral'],
    ['southfrance', 'francesouth'],
    ['germanywc', 'germanywestcentral'],
    ['germanyn', 'germanynorth'],
    ['norwaye', 'norwayeast'],
    ['norwayw', 'norwaywest'],
    ['switzerlandn', 'switzerlandnorth'],
    ['switzerlandw', 'switzerlandwest'],
    ['brazilse', 'brazilsoutheast'],
    ['chilec', 'chilecentral'],
  ])('AzureCloud.%s is the region %s (T8)', (suffix, region) => {
    expect(allowing(`AzureCloud.${suffix}`, `Storage.${region}`)).toBe('met');
    expect(parseServiceTag(`AzureCloud.${suffix}`)).toMatchObject({ name: `AzureCloud.${region}`, exists: true });
  });

  it.each([
    ['Storage.uswest', 'Storage'],
    ['Storage.nowhere', 'Storage.westus2'],
    ['Stroage', 'Storage'],
    ['KeyVaults.westus2', 'AzureKeyVault.westus2'],
    ['Frontdoor', 'AzureFrontDoor.Frontend'],
    ['pypi.org', 'AzureFrontDoor.Frontend'],
  ])('%s does not exist, so it matches nothing of %s (T6, T8)', (written, required) => {
    expect(parseServiceTag(written).exists).toBe(false);
    expect(allowing(written, required)).toBe('unmet');
  });

  it('a tag inside of a required one is a part of it', () => {
    expect(allowing('AzureActiveDirectory.ServiceEndpoint', 'AzureActiveDirectory')).toBe('partial');
    expect(allowing('AzureActiveDirectory,AzureCloud', 'AzureActiveDirectory')).toBe('met');
  });

  it('all parts together are the whole', () => {
    const rules = [
      rule(100, 'Allow Outbound Tcp * -> AzureCloud@443'),
      rule(110, 'Allow Outbound Tcp * -> AzureActiveDirectory@443'),
      denyAll,
    ];
    expect(judge(training({ rules }), toTag('AzureActiveDirectory')).verdict).toBe('met');
  });
});

describe('a required region that the input does not tell', () => {
  it.each([
    ['Storage', 'met'],
    ['AzureCloud', 'met'],
    ['Internet', 'met'],
    ['Storage.westus2', 'unknown'],
    ['AzureCloud.westus2', 'unknown'],
    ['AzureKeyVault', 'unmet'],
    ['AzureFrontDoor.FirstParty', 'unmet'],
  ])('is with %s %s', (destination, expected) => {
    expect(allowing(destination, 'Storage.<region>')).toBe(expected);
  });

  it('is what the finding waits for', () => {
    const rules = [rule(100, 'Allow Outbound Tcp * -> Storage.westus2@443'), denyAll];
    const { explanation } = judge(training({ rules }), toTag('Storage.<region>'));
    expect(JSON.stringify(explanation)).toContain('the region, which is not in the input');
  });
});

describe('tags with a list of prefixes', () => {
  const tags = tagList(
    { name: 'Storage', prefixes: ['20.0.0.0/16', '21.0.0.0/16', '2603::/32'] },
    { name: 'Storage.WestUS2', prefixes: ['20.0.0.0/24', '2603::/48'] },
    { name: 'AzureCloud.westus2', prefixes: ['20.0.0.0/17'] },
    { name: 'Sql', prefixes: ['20.0.0.0/25'] },
  );

  it.each([
    ['Storage', 'met'],
    ['Storage.westus2', 'met'],
    ['AzureCloud.westus2', 'met'],
    ['Sql', 'partial'],
    ['20.0.0.0/24', 'met'],
    ['20.0.0.0/16', 'met'],
    ['20.0.0.0/25', 'partial'],
    ['20.0.0.0/25,20.0.0.128/25', 'met'],
    ['20.0.0.0-20.0.0.255', 'met'],
    ['20.0.0.0-20.0.0.254', 'partial'],
    ['21.0.0.0/16', 'unmet'],
    ['Internet', 'met'],
    ['VirtualNetwork', 'unmet'],
    ['*', 'met'],
  ])('allowing %s leaves Storage.westus2 %s, address by address', (destination, expected) => {
    expect(allowing(destination, 'Storage.westus2', tags)).toBe(expected);
  });

  it('IPv6 is asked for only where the subnet has addresses of it', () => {
    const rules = [rule(100, 'Allow Outbound Tcp * -> 20.0.0.0/24@443'), denyAll];
    const dual = training({ rules, subnet: { addressPrefixes: ['10.0.1.0/24', 'fd00::/64'] } });
    expect(judge(training({ rules }), toTag('Storage.westus2'), { tags }).verdict).toBe('met');
    expect(judge(dual, toTag('Storage.westus2'), { tags }).uncovered).toEqual([
      { ports: ['443'], addresses: ['2603::/48'], count: 1 },
    ]);
  });

  it('a tag that the list lacks is judged by the facts, where they say (T1, T2)', () => {
    expect(allowing('AzureCloud', 'Storage.westus2', tags)).toBe('met');
    expect(allowing('AzureKeyVault', 'Storage.westus2', tags)).toBe('unmet');
    expect(allowing('AzureKeyVault', 'AzureKeyVault', tags)).toBe('met');
  });

  it('a network with public addresses of the tag takes them from the Internet (T5)', () => {
    const rules = [rule(100, 'Allow Outbound Tcp * -> Internet@443'), denyAll];
    const world = {
      ...training({ rules, subnet: { addressPrefixes: ['20.0.0.0/26'] } }),
      virtualNetworks: [virtualNetwork({ addressSpace: ['20.0.0.0/25'] })],
    };
    expect(judge(world, toTag('Storage.westus2'), { tags }).uncovered).toMatchObject([{ addresses: ['20.0.0.0/25'] }]);
  });

  it('a host of a third party stays without addresses: its prefixes are in no list', () => {
    const rules = [rule(100, 'Allow Outbound Tcp * -> 20.0.0.0/16@443'), denyAll];
    expect(judge(training({ rules }), toHost('pypi.org'), { tags }).verdict).toBe('unknown');
  });
});

describe('coverage', () => {
  it('is decided where what is covered for certain is all that may be', () => {
    const half = { addresses: { v4: [0, 10], v6: [] }, parts: 0n };
    const whole = { addresses: { v4: [0, 20], v6: [] }, parts: 0n };
    expect(isDecided({ must: half, may: half, reason: null })).toBe(true);
    expect(isDecided({ must: half, may: { ...half }, reason: OPEN.unknown })).toBe(true);
    expect(isDecided({ must: half, may: whole, reason: OPEN.unknown })).toBe(false);
  });
});
