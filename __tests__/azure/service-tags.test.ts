/** Names of service tags: every spelling to Azure's own, and which exist (T6, T7, T8). */
import { describe, expect, it } from '@jest/globals';
import { REGIONS } from '../../src/azure/regions.js';
import { canonicalTag, parseServiceTag, specialTag, tagRegion } from '../../src/azure/service-tags.js';

describe('a service tag', () => {
  it.each([
    ['Storage', 'Storage', null],
    ['storage.WESTUS2', 'Storage.westus2', 'westus2'],
    ['Storage.WestUS2', 'Storage.westus2', 'westus2'],
    ['azureactivedirectory', 'AzureActiveDirectory', null],
    ['AzureFrontDoor.FrontEnd', 'AzureFrontDoor.Frontend', null],
    ['AZUREFRONTDOOR.FIRSTPARTY', 'AzureFrontDoor.FirstParty', null],
    ['AzureCloud.brazilsouth', 'AzureCloud.brazilsouth', 'brazilsouth'],
    ['AzureActiveDirectory.ServiceEndpoint', 'AzureActiveDirectory.ServiceEndpoint', null],
    ['BatchNodeManagement.usgovvirginia', 'BatchNodeManagement.usgovvirginia', 'usgovvirginia'],
    ['Storage.chinaeast2', 'Storage.chinaeast2', 'chinaeast2'],
  ])('%s is %s (T6)', (text, name, region) => {
    expect(parseServiceTag(text)).toMatchObject({
      name,
      region,
      exists: true,
      documentSpelling: false,
      suggestion: null,
    });
    expect(canonicalTag(text)).toBe(name);
  });

  it.each([
    ['Keyvault.westus2', 'AzureKeyVault.westus2'],
    ['KeyVault', 'AzureKeyVault'],
    ['ContainerRegistry.westus2', 'AzureContainerRegistry.westus2'],
    ['Frontdoor.FirstParty', 'AzureFrontDoor.FirstParty'],
    ['FrontDoor.Frontend', 'AzureFrontDoor.Frontend'],
  ])("%s is the documents' spelling of %s, which is no tag itself (T6)", (text, name) => {
    expect(parseServiceTag(text)).toMatchObject({ name, exists: true, documentSpelling: true });
  });

  it.each([
    ['Storage.uswest', null],
    ['Stroage', 'Storage'],
    ['Stroage.westus2', 'Storage.westus2'],
    ['AzureActiveDirectry', 'AzureActiveDirectory'],
    ['AzureActiveDirectory.westus2', 'AzureActiveDirectory'],
    ['AzureFrontDoor.FrontendX', 'AzureFrontDoor.Frontend'],
    ['pypi.org', null],
    ['x'.repeat(10_000), null],
  ])('%s does not exist (T6, T7, T8)', (text, suggestion) => {
    const tag = parseServiceTag(text);
    expect(tag.exists).toBe(false);
    if (suggestion !== null) expect(tag.suggestion).toBe(suggestion);
  });

  it('keeps a name of the prototype for a name like any other', () => {
    for (const text of ['__proto__', 'constructor', 'Storage.__proto__'])
      expect(parseServiceTag(text).exists).toBe(false);
  });

  it.each(['AzureMonitor.westus2', 'Storage.eastus2euap', 'AzureCloud.usstagee'])(
    '%s is in the list, whoever may use it (T7)',
    (text) => {
      expect(parseServiceTag(text).exists).toBe(true);
    },
  );
});

describe('the region of a tag', () => {
  it.each([
    ['WestUS2', 'westus2'],
    ['centralfrance', 'francecentral'],
    ['southfrance', 'francesouth'],
    ['germanywc', 'germanywestcentral'],
    ['germanyn', 'germanynorth'],
    ['norwaye', 'norwayeast'],
    ['norwayw', 'norwaywest'],
    ['switzerlandn', 'switzerlandnorth'],
    ['switzerlandw', 'switzerlandwest'],
    ['usstagee', 'eastusstg'],
    ['usstagec', 'southcentralusstg'],
    ['brazilse', 'brazilsoutheast'],
    ['chilec', 'chilecentral'],
    ['francecentral', 'francecentral'],
  ])('%s is %s (T8)', (suffix, region) => {
    expect(tagRegion(suffix)).toBe(region);
  });

  it('is the same by the name of a region and by its suffix of AzureCloud (T8)', () => {
    for (const { name, azureCloudSuffix } of REGIONS)
      expect([azureCloudSuffix, tagRegion(azureCloudSuffix)]).toEqual([azureCloudSuffix, name]);
  });
});

describe('words that are no service', () => {
  it.each([
    ['INTERNET', 'Internet'],
    ['virtualnetwork', 'VirtualNetwork'],
    ['AzureLoadBalancer', 'AzureLoadBalancer'],
    ['AzurePlatformDNS', 'AzurePlatformDNS'],
    ['AzurePlatformIMDS', 'AzurePlatformIMDS'],
    ['azureplatformlkm', 'AzurePlatformLKM'],
    ['Storage', null],
    ['*', null],
  ])('%s: %j (N11, T5)', (text, expected) => {
    expect(specialTag(text)).toBe(expected);
    if (expected !== null) expect(canonicalTag(text)).toBe(expected);
  });
});
