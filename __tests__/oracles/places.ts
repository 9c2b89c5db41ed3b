/** The small world of the oracle: its addresses with the tags that hold them (T1-T5), and the questions that are asked of it. */
import type { PortRange, Requirement } from '../../src/requirements/requirement.js';
import type { Point } from './packet.js';
import { type Question, question, requirement } from './questions.js';

/** One address per part that the containment facts tell apart; the addresses themselves only serve routes. */
const PUBLIC_POINTS: readonly (readonly [name: string, tags: string])[] = [
  ['storage-west', 'storage storage.westus2 azurecloud azurecloud.westus2'],
  ['storage-east', 'storage storage.eastus azurecloud azurecloud.eastus'],
  ['registry-west', 'azurecontainerregistry azurecontainerregistry.westus2 azurecloud azurecloud.westus2'],
  ['registry-east', 'azurecontainerregistry azurecontainerregistry.eastus azurecloud azurecloud.eastus'],
  ['vault-west', 'azurekeyvault azurekeyvault.westus2 azurecloud azurecloud.westus2'],
  ['images-west', 'microsoftcontainerregistry microsoftcontainerregistry.westus2 azurecloud azurecloud.westus2'],
  ['images-east', 'microsoftcontainerregistry microsoftcontainerregistry.eastus azurecloud azurecloud.eastus'],
  ['batch-west', 'batchnodemanagement batchnodemanagement.westus2 azurecloud azurecloud.westus2'],
  ['batch-east', 'batchnodemanagement batchnodemanagement.eastus azurecloud azurecloud.eastus'],
  // The regions that no rule of the tests names; of the whole of Storage a part is in none, and outside of AzureCloud too (T3).
  ['storage-rest', 'storage azurecloud'],
  ['storage-outside', 'storage'],
  ['registry-rest', 'azurecontainerregistry azurecloud'],
  ['vault-rest', 'azurekeyvault azurecloud'],
  ['images-rest', 'microsoftcontainerregistry azurecloud'],
  ['batch-rest', 'batchnodemanagement azurecloud'],
  // T3: most of Entra ID and a little of Front Door are inside AzureCloud, the rest is not. What is inside is spread over AzureCloud's
  // regions (a reading of ours: T1 only speaks of services that have regional tags).
  ['entra-west', 'azureactivedirectory azurecloud azurecloud.westus2'],
  ['entra-rest', 'azureactivedirectory azurecloud'],
  ['entra-outside', 'azureactivedirectory'],
  ['front-door-west', 'azurefrontdoor.frontend azurecloud azurecloud.westus2'],
  ['front-door-rest', 'azurefrontdoor.frontend azurecloud'],
  ['front-door-outside', 'azurefrontdoor.frontend'],
  ['first-party', 'azurefrontdoor.firstparty'],
  // T2.
  ['machine-learning-west', 'azuremachinelearning azurecloud azurecloud.westus2'],
  ['machine-learning-rest', 'azuremachinelearning azurecloud'],
  ['resource-manager-west', 'azureresourcemanager azurecloud azurecloud.westus2'],
  ['resource-manager-rest', 'azureresourcemanager azurecloud'],
  ['monitor-west', 'azuremonitor azurecloud azurecloud.westus2'],
  ['monitor-rest', 'azuremonitor azurecloud'],
  ['third-party', ''],
];

export const FAR: readonly Point[] = [
  ...PUBLIC_POINTS.map(([name, tags], i) => ({
    name,
    address: `20.${i + 1}.0.4`,
    tags: tags.split(' ').filter((tag) => tag !== ''),
    place: 'public' as const,
  })),
  { name: 'endpoint', address: '10.0.2.4', tags: [], place: 'network' },
];

/** One address in each half of the compute's subnet. */
export const NEAR: readonly Point[] = [
  { name: 'low-half', address: '10.0.1.4', tags: [], place: 'network' },
  { name: 'high-half', address: '10.0.1.200', tags: [], place: 'network' },
];

/** The compute's address in a subnet that has IPv6 as well. */
export const NEAR_V6: Point = { name: 'v6', address: 'fd00:0:0:1::4', tags: [], place: 'network' };

function withTag(tag: string): readonly Point[] {
  if (tag === 'VirtualNetwork') return FAR.filter(({ place }) => place === 'network');
  return FAR.filter(({ tags }) => tags.includes(tag.toLowerCase()));
}

function ports(...texts: readonly string[]): readonly PortRange[] {
  return texts.map((text) => {
    const [low = '', high = low] = text.split('-');
    return { low: Number(low), high: Number(high) };
  });
}

const HTTPS = ports('443');

/** Requirements in the manner of the matrix. */
export const OUTBOUND: readonly Requirement[] = [
  tag('AzureActiveDirectory', ports('80', '443'), ['login.microsoftonline.com']),
  tag('AzureMachineLearning', HTTPS, ['*.azureml.ms', 'graph.windows.net']),
  { ...tag('AzureMachineLearning', ports('5831'), []), protocol: 'udp' },
  tag('AzureResourceManager', HTTPS, ['management.azure.com']),
  tag('Storage.westus2', HTTPS, ['*.blob.core.windows.net', '*.queue.core.windows.net']),
  tag('Storage.westus2', ports('443', '445'), ['*.blob.core.windows.net']),
  tag('AzureFrontDoor.Frontend', HTTPS, ['ml.azure.com']),
  tag('AzureFrontDoor.FirstParty', HTTPS, []),
  tag('MicrosoftContainerRegistry', HTTPS, ['mcr.microsoft.com', '*.data.mcr.microsoft.com']),
  tag('MicrosoftContainerRegistry.westus2', HTTPS, ['mcr.microsoft.com']),
  tag('AzureContainerRegistry.westus2', HTTPS, []),
  tag('AzureKeyVault.westus2', HTTPS, ['*.vault.azure.net']),
  tag('BatchNodeManagement.westus2', HTTPS, ['*.westus2.batch.azure.com']),
  tag('AzureMonitor', HTTPS, ['dc.services.visualstudio.com']),
  host('pypi.org', HTTPS),
  host('*.anaconda.com', HTTPS),
  host('*pytorch.org', HTTPS),
  host('archive.ubuntu.com', ports('80')),
  host('a.vscode.dev', ports('8704-8710')),
  { ...host('login.microsoftonline.com', ports('80', '443')), hostIsPartOf: 'AzureActiveDirectory' },
  { ...host('raw.githubusercontent.com', HTTPS), urlPath: 'microsoft/tools/*' },
];

/** Asked of groups alone: no firewall is on the way to an endpoint. */
export const PRIVATE: Requirement = tag('VirtualNetwork', HTTPS, []);

export const INBOUND: readonly Requirement[] = [
  { ...tag('BatchNodeManagement', ports('29876-29877'), []), direction: 'inbound' },
  { ...tag('AzureMachineLearning', ports('44224'), []), direction: 'inbound' },
  { ...tag('BatchNodeManagement.westus2', ports('29876-29877'), []), direction: 'inbound' },
];

function tag(name: string, asked: readonly PortRange[], hosts: readonly string[]): Requirement {
  const web = asked.filter(({ low }) => low === 80 || low === 443);
  return requirement({ tag: name, ports: asked, standIns: hosts.map((host) => ({ host, ports: web })) });
}

function host(name: string, asked: readonly PortRange[]): Requirement {
  return requirement({ host: name, ports: asked });
}

/** A requirement with the points that it is about. */
export function asked(of: Requirement, near: readonly Point[] = NEAR): Question {
  const where = of.tag ?? of.hostIsPartOf;
  const far = where === null ? FAR.filter(({ name }) => name === 'third-party') : withTag(where);
  return question(of, near, far);
}
