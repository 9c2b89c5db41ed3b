/** The regions of Azure's clouds: names, spellings, pairs, and what service tags call them. */

/** A region of one of Azure's clouds. */
export interface Region {
  /** The normalised name: `westus2`. */
  readonly name: string;
  /** As the portal writes it: `West US 2`. */
  readonly displayName: string;
  readonly cloud: 'public' | 'government' | 'china';
  /** What follows `AzureCloud.`: the name, except where the tag list has a form of its own (T8). */
  readonly azureCloudSuffix: string;
  /** The paired region, where we are sure of it; a pair need not be mutual. */
  readonly pairedRegion: string | null;
}

/** Display name, paired region, irregular suffix of AzureCloud tags. */
type Row = readonly [displayName: string, pair?: string | null, azureCloudSuffix?: string];

/*
 * Names and pairs: Microsoft Learn, "Azure regions list" and "Azure in China regions"; suffixes and regions that only the tag list knows:
 * service tag download of 2025-11-17 (T8). Regions that are announced or for testing are listed too: a name we know is better than a refusal.
 */
const PUBLIC: readonly Row[] = [
  ['Australia Central', 'australiacentral2'],
  ['Australia Central 2', 'australiacentral'],
  ['Australia East', 'australiasoutheast'],
  ['Australia Southeast', 'australiaeast'],
  ['Austria East'],
  ['Belgium Central'],
  ['Brazil Northeast', null, 'brazilne'],
  ['Brazil South', 'southcentralus'],
  ['Brazil Southeast', 'brazilsouth', 'brazilse'],
  ['Canada Central', 'canadaeast'],
  ['Canada East', 'canadacentral'],
  ['Central India', 'southindia'],
  ['Central US', 'eastus2'],
  ['Central US EUAP', 'eastus2euap'],
  ['Chile Central', null, 'chilec'],
  ['Denmark East'],
  ['East Asia', 'southeastasia'],
  ['East US', 'westus'],
  ['East US 2', 'centralus'],
  ['East US 2 EUAP', 'centraluseuap'],
  ['East US STG', 'southcentralusstg', 'usstagee'],
  ['France Central', 'francesouth', 'centralfrance'],
  ['France South', 'francecentral', 'southfrance'],
  ['Germany North', 'germanywestcentral', 'germanyn'],
  ['Germany West Central', 'germanynorth', 'germanywc'],
  ['Indonesia Central'],
  ['Israel Central'],
  ['Israel Northwest'],
  ['Italy North'],
  ['Japan East', 'japanwest'],
  ['Japan West', 'japaneast'],
  ['Jio India Central', 'jioindiawest'],
  ['Jio India West', 'jioindiacentral'],
  ['Korea Central', 'koreasouth'],
  ['Korea South', 'koreacentral'],
  ['Malaysia South'],
  ['Malaysia West'],
  ['Mexico Central'],
  ['New Zealand North'],
  ['North Central US', 'southcentralus'],
  ['North Europe', 'westeurope'],
  ['North Europe 2'],
  ['Norway East', 'norwaywest', 'norwaye'],
  ['Norway West', 'norwayeast', 'norwayw'],
  ['Poland Central'],
  ['Qatar Central'],
  ['South Africa North', 'southafricawest'],
  ['South Africa West', 'southafricanorth'],
  ['South Central US', 'northcentralus'],
  ['South Central US 2'],
  ['South Central US STG', 'eastusstg', 'usstagec'],
  ['South India', 'centralindia'],
  ['Southeast Asia', 'eastasia'],
  ['Southeast US'],
  ['Southeast US 3'],
  ['Spain Central'],
  ['Sweden Central', 'swedensouth'],
  ['Sweden South', 'swedencentral'],
  ['Switzerland North', 'switzerlandwest', 'switzerlandn'],
  ['Switzerland West', 'switzerlandnorth', 'switzerlandw'],
  ['Taiwan North'],
  ['Taiwan Northwest'],
  ['UAE Central', 'uaenorth'],
  ['UAE North', 'uaecentral'],
  ['UK South', 'ukwest'],
  ['UK West', 'uksouth'],
  ['West Central US', 'westus2'],
  ['West Europe', 'northeurope'],
  ['West India', 'southindia'],
  ['West US', 'eastus'],
  ['West US 2', 'westcentralus'],
  ['West US 3', 'eastus'],
];

const GOVERNMENT: readonly Row[] = [
  ['US DoD Central', 'usdodeast'],
  ['US DoD East', 'usdodcentral'],
  ['US Gov Arizona', 'usgovtexas'],
  ['US Gov Iowa'],
  ['US Gov Texas'],
  ['US Gov Virginia', 'usgovtexas'],
];

const CHINA: readonly Row[] = [
  ['China East', 'chinanorth'],
  ['China East 2', 'chinanorth2'],
  ['China East 3', 'chinanorth3'],
  ['China North', 'chinaeast'],
  ['China North 2', 'chinaeast2'],
  ['China North 3', 'chinaeast3'],
];

/** All regions, the public cloud first, each cloud by display name. */
export const REGIONS: readonly Region[] = [
  ...PUBLIC.map((row) => region('public', row)),
  ...GOVERNMENT.map((row) => region('government', row)),
  ...CHINA.map((row) => region('china', row)),
];

/** By name and by the suffix of AzureCloud tags, which people copy from tag lists. */
const BY_NAME: ReadonlyMap<string, Region> = new Map([
  ...REGIONS.map((one) => [one.azureCloudSuffix, one] as const),
  ...REGIONS.map((one) => [one.name, one] as const),
]);

function region(cloud: Region['cloud'], [displayName, pairedRegion = null, suffix]: Row): Region {
  const name = normaliseRegion(displayName);
  return { name, displayName, cloud, azureCloudSuffix: suffix ?? name, pairedRegion };
}

/**
 * One spelling for all: lower case without spaces, hyphens and underscores, and without the portal's leading geography:
 * `(US) West US 2`, `West-US-2` and `WESTUS2` are `westus2`. It does not check that the region exists.
 */
export function normaliseRegion(text: string): string {
  const named = text.trim().replace(/^\([^()]{0,40}\)/, '');
  return named.toLowerCase().replace(/[\s_-]+/g, '');
}

/** The region that a text names in any spelling, or by the suffix of its AzureCloud tag (`germanywc`, T8); `null` where none does. */
export function findRegion(text: string): Region | null {
  return BY_NAME.get(normaliseRegion(text)) ?? null;
}

/** The longest text that {@link nearestRegion} compares: no region's name is half as long. */
const LONGEST = 48;

/**
 * The name of the region that a misspelt text most likely means, or `null` where none is near: few typing errors away from a name,
 * or a name with its words in another order (`uswest2`, as in another cloud's names and in old documents, T8).
 */
export function nearestRegion(text: string): string | null {
  const wanted = normaliseRegion(text);
  if (wanted.length < 3 || wanted.length > LONGEST) return null;
  const limit = Math.max(1, Math.floor(wanted.length / 4));
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const candidate of REGIONS) {
    for (const form of forms(candidate)) {
      const distance = editDistance(wanted, form);
      if (distance <= limit && (best === null || distance < best.distance)) best = { name: candidate.name, distance };
    }
  }
  return best?.name ?? null;
}

/** The name, and its words with the first or the country moved: `westus2`, `uswest2`, `centralfrance`. */
function forms(one: Region): readonly string[] {
  const words = one.displayName.toLowerCase().split(' ');
  const number = /^\d+$/.test(words.at(-1) ?? '') ? (words.pop() ?? '') : '';
  const [first = '', ...others] = words;
  const last = words.at(-1) ?? '';
  return [one.name, `${others.join('')}${first}${number}`, `${last}${words.slice(0, -1).join('')}${number}`];
}

/** Insertions, deletions, replacements and swaps of neighbours between two short texts. */
function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(swapped ? Math.min(least, (beforeLast[j - 2] ?? 0) + 1) : least);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
