/** What is of a service tag without its prefixes: parts, ordered by the containment facts T1 to T4. */
import { REGIONS } from '../azure/regions.js';
import type { ServiceTag } from '../azure/service-tags.js';

/** A part of the public Internet that has no addresses in the input. */
export type Part =
  | {
      readonly kind: 'tag';
      readonly service: string;
      /** `null`: what no regional tag holds. `'?'`: of a region that the input does not tell. */
      readonly region: string | null;
      /** Whether it is inside AzureCloud; `null`: no fact says. */
      readonly inCloud: boolean | null;
      /** A smaller tag that it is inside of. */
      readonly inside: string | null;
    }
  | { readonly kind: 'host' }
  | { readonly kind: 'network' };

/** Parts of the whole service that lie in AzureCloud: T2 (all), T3 (some, none). Anything else: no fact says. */
const IN_AZURE_CLOUD: ReadonlyMap<string, 'all' | 'some' | 'none'> = new Map([
  ['AzureMachineLearning', 'all'],
  ['BatchNodeManagement', 'all'],
  ['AzureResourceManager', 'all'],
  ['MicrosoftContainerRegistry', 'all'],
  ['AzureContainerRegistry', 'all'],
  ['AzureKeyVault', 'all'],
  ['AzureMonitor', 'all'],
  ['AzureActiveDirectory', 'some'],
  ['Storage', 'some'],
  ['AzureFrontDoor.Frontend', 'some'],
  ['AzureFrontDoor.FirstParty', 'none'],
]);

/** Tags that lie inside of a larger one and are no region of it; measured in the public download of 2025-11-17. All other pairs are disjoint (T4). */
const INSIDE: ReadonlyMap<string, readonly { readonly tag: string; readonly inCloud: readonly boolean[] }[]> = new Map([
  [
    'AzureActiveDirectory',
    [
      { tag: 'AzureActiveDirectory.ServiceEndpoint', inCloud: [true, false] },
      { tag: 'AzureActiveDirectoryDomainServices', inCloud: [true] },
    ],
  ],
  ['AzureMonitor', [{ tag: 'AzureMonitor.Core', inCloud: [true] }]],
]);

/** The parts of a tag. @param openRegion where it is a regional tag of a region that the input does not tell */
export function partsOf(tag: ServiceTag, openRegion: boolean): readonly Part[] {
  const service = tag.service;
  const cloud = IN_AZURE_CLOUD.get(service) ?? null;
  if (tag.region !== null || openRegion) {
    // Regional tags are inside their AzureCloud region even where the whole service is not inside AzureCloud (T1, T3).
    const inCloud = cloud === null ? null : cloud !== 'none';
    return [{ kind: 'tag', service, region: openRegion ? '?' : tag.region, inCloud, inside: null }];
  }
  const parts: Part[] = [];
  for (const { tag: inside, inCloud } of INSIDE.get(service) ?? []) {
    for (const inside_ of inCloud) parts.push({ kind: 'tag', service, region: null, inCloud: inside_, inside });
  }
  if (cloud !== 'none') {
    const inCloud = cloud === null ? null : true;
    for (const { name } of REGIONS) parts.push({ kind: 'tag', service, region: name, inCloud, inside: null });
    parts.push({ kind: 'tag', service, region: null, inCloud, inside: null });
  }
  if (cloud !== 'all' && cloud !== null)
    parts.push({ kind: 'tag', service, region: null, inCloud: false, inside: null });
  return parts;
}

/** Whether a tag holds a part (T1 to T4); `null` where no fact says. */
export function holds(tag: ServiceTag, part: Part): boolean | null {
  if (part.kind !== 'tag') return false;
  // A region that the service has no tag for: such a tag matches nothing (T7).
  if (!tag.exists && tag.region !== null) return false;
  if (tag.service === part.service) {
    if (tag.region === null) return true;
    if (part.region === '?') return null;
    return tag.region === part.region;
  }
  if (tag.service === 'AzureCloud') {
    if (part.inCloud === false) return false;
    if (tag.region === null) return part.inCloud;
    if (part.region === '?') return null;
    return tag.region === part.region ? part.inCloud : part.inCloud === null && part.region === null ? null : false;
  }
  return part.inside === tag.name;
}
