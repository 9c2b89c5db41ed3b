/** What `environment()` answers in each of Azure's clouds (Microsoft Learn, "Deployment functions for ARM templates"). */
import type { Region } from '../../../azure/regions.js';
import { knownToAzure } from '../language/open.js';
import type { ArmValue } from '../language/types.js';
import { objectOf } from '../language/values.js';

interface Cloud {
  readonly name: string;
  readonly resourceManager: string;
  readonly portal: string;
  readonly loginEndpoint: string;
  readonly suffixes: Readonly<Record<string, string>>;
}

const CLOUDS: Readonly<Record<Region['cloud'], Cloud>> = {
  public: {
    name: 'AzureCloud',
    resourceManager: 'https://management.azure.com/',
    portal: 'https://portal.azure.com',
    loginEndpoint: 'https://login.microsoftonline.com/',
    suffixes: {
      acrLoginServer: '.azurecr.io',
      keyvaultDns: '.vault.azure.net',
      sqlServerHostname: '.database.windows.net',
      storage: 'core.windows.net',
    },
  },
  government: {
    name: 'AzureUSGovernment',
    resourceManager: 'https://management.usgovcloudapi.net/',
    portal: 'https://portal.azure.us',
    loginEndpoint: 'https://login.microsoftonline.us/',
    suffixes: {
      acrLoginServer: '.azurecr.us',
      keyvaultDns: '.vault.usgovcloudapi.net',
      sqlServerHostname: '.database.usgovcloudapi.net',
      storage: 'core.usgovcloudapi.net',
    },
  },
  china: {
    name: 'AzureChinaCloud',
    resourceManager: 'https://management.chinacloudapi.cn/',
    portal: 'https://portal.azure.cn',
    loginEndpoint: 'https://login.chinacloudapi.cn/',
    suffixes: {
      acrLoginServer: '.azurecr.cn',
      keyvaultDns: '.vault.azure.cn',
      sqlServerHostname: '.database.chinacloudapi.cn',
      storage: 'core.chinacloudapi.cn',
    },
  },
};

/** The object; members that nothing in a network depends on are open. */
export function environmentOf(cloud: Region['cloud']): ArmValue {
  const { name, resourceManager, portal, loginEndpoint, suffixes } = CLOUDS[cloud];
  return knownToAzure('environment()', {
    type: 'object',
    members: objectOf([
      ['name', name],
      ['resourceManager', resourceManager],
      ['portal', portal],
      [
        'authentication',
        knownToAzure('environment().authentication', {
          type: 'object',
          members: objectOf([['loginEndpoint', loginEndpoint]]),
        }),
      ],
      [
        'suffixes',
        knownToAzure('environment().suffixes', { type: 'object', members: objectOf(Object.entries(suffixes)) }),
      ],
    ]),
  });
}
