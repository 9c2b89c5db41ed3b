/** Service tags for the SMT oracle: a tag list as SMT macros, and the same list as the engine wants it. Lists are read, or made up with the facts T1 to T4. */
import type { TagList } from '../../src/reachability/targets.js';
import { type Block, type Family, readBlock, writePrefix } from './z3-addresses.js';
import { FALSE, type Formula, or, within } from './z3-formula.js';

/** Tags by name in lower case. */
export type Tags = ReadonlyMap<string, readonly Block[]>;

interface Download {
  readonly values: readonly {
    readonly name: string;
    readonly properties: { readonly addressPrefixes: readonly string[] };
  }[];
}

/** Reads the text of a ServiceTags download. */
export function readTags(text: string): Tags {
  const download = JSON.parse(text) as Download;
  return new Map(
    download.values.map(({ name, properties }) => [
      name.toLowerCase(),
      properties.addressPrefixes.map(readBlock).filter((block) => block !== null),
    ]),
  );
}

/** Tags as macros: each is defined once in a session and then called by name. */
export interface Vocabulary {
  /** `term` is an address of the tag; `null` where there is no such tag. */
  readonly contains: (name: string, family: Family, term: Formula) => Formula | null;
  /** `term` is inside a prefix of exactly this length of the tag. */
  readonly containsByLength: (name: string, family: Family, length: number, term: Formula) => Formula;
  /** The prefix lengths that the tag has. */
  readonly lengths: (name: string, family: Family) => readonly number[];
  /** All definitions so far, oldest first; it only grows. */
  readonly definitions: ReadonlyMap<string, string>;
}

export function vocabularyOf(tags: Tags): Vocabulary {
  const definitions = new Map<string, string>();
  const blocksOf = (name: string, family: Family): readonly Block[] =>
    (tags.get(name.toLowerCase()) ?? []).filter((block) => block.family === family);
  const call = (macro: string, family: Family, blocks: readonly Block[], term: Formula): Formula => {
    if (blocks.length === 0) return FALSE;
    if (!definitions.has(macro)) {
      const sort = `(_ BitVec ${family === 4 ? 32 : 128})`;
      const body = or(...blocks.map((block) => within('it', block)));
      definitions.set(macro, `(define-fun |${macro}| ((it ${sort})) Bool ${body})`);
    }
    return `(|${macro}| ${term})`;
  };
  return {
    contains: (name, family, term) =>
      tags.has(name.toLowerCase())
        ? call(`${name.toLowerCase()} v${family}`, family, blocksOf(name, family), term)
        : null,
    containsByLength: (name, family, length, term) => {
      const blocks = blocksOf(name, family).filter((block) => block.length === length);
      return call(`${name.toLowerCase()} v${family} /${length}`, family, blocks, term);
    },
    lengths: (name, family) => [...new Set(blocksOf(name, family).flatMap(({ length }) => length ?? []))],
    definitions,
  };
}

/** The same tags in the engine's form. */
export function engineTagList(tags: Tags): TagList {
  type Addresses = NonNullable<ReturnType<TagList['prefixes']>>;
  type Lengths = NonNullable<ReturnType<TagList['byLength']>>;
  const whole = new Map<string, Addresses>();
  const byLength = new Map<string, Lengths>();
  const remember = <T>(cache: Map<string, T>, name: string, make: (blocks: readonly Block[]) => T): T | null => {
    const blocks = tags.get(name.toLowerCase());
    if (blocks === undefined) return null;
    const made = cache.get(name) ?? make(blocks);
    cache.set(name, made);
    return made;
  };
  return {
    prefixes: (name) => remember(whole, name, engineAddresses),
    byLength: (name) =>
      remember(byLength, name, (blocks) => {
        const lengths = [...new Set(blocks.flatMap(({ length }) => length ?? []))];
        return new Map(
          lengths.map((length) => [length, engineAddresses(blocks.filter((block) => block.length === length))]),
        );
      }),
  };
}

function engineAddresses(blocks: readonly Block[]): { readonly v4: readonly number[]; readonly v6: readonly bigint[] } {
  return { v4: boundaries(blocks, 4).map(Number), v6: boundaries(blocks, 6) };
}

/** First address, first address behind, and so on; blocks that touch become one. */
function boundaries(blocks: readonly Block[], family: Family): readonly bigint[] {
  const out: bigint[] = [];
  const sorted = blocks.filter((block) => block.family === family).sort((a, b) => (a.low < b.low ? -1 : 1));
  for (const { low, high } of sorted) {
    const end = out.at(-1);
    if (end === undefined || low > end) out.push(low, high + 1n);
    else if (high + 1n > end) out[out.length - 1] = high + 1n;
  }
  return out;
}

const REGIONAL = ['Storage', 'BatchNodeManagement', 'AzureKeyVault', 'AzureContainerRegistry'];
const GLOBAL = [
  'AzureMachineLearning',
  'AzureResourceManager',
  'MicrosoftContainerRegistry',
  'AzureMonitor',
  'AzureActiveDirectory',
  'AzureFrontDoor.Frontend',
  'AzureFrontDoor.FirstParty',
];
const REGIONS = ['westus2', 'eastus', 'northeurope'];
/** What AzureCloud holds none of (T3). */
const OUTSIDE_CLOUD = new Set(['AzureFrontDoor.FirstParty', 'AzureFrontDoor.Frontend']);

/** A small list that keeps T1 to T4: regional tags inside their service and inside AzureCloud.<region>, no two services overlapping, Entra ID only partly in AzureCloud. */
export function madeUpTags(): Tags {
  const tags = new Map<string, Block[]>();
  let next = 0n;
  const add = (names: readonly string[], length: number): void => {
    const v4 = (20n << 24n) + next * 4096n;
    const v6 = (0x2603_1000n << 96n) + (next << 64n);
    next += 1n;
    for (const text of [writePrefix(4, v4, length), writePrefix(6, v6, 64)]) {
      const block = readBlock(text);
      if (block === null) throw new Error(`no prefix: ${text}`);
      for (const name of names) tags.set(name.toLowerCase(), [...(tags.get(name.toLowerCase()) ?? []), block]);
    }
  };
  for (const service of REGIONAL) {
    for (const region of REGIONS) {
      for (const length of [20, 23, 26, 28, 32])
        add([service, `${service}.${region}`, `AzureCloud.${region}`, 'AzureCloud'], length);
    }
    add([service], 24); // in no region
  }
  for (const service of GLOBAL) {
    for (const length of [21, 24, 24, 27, 31, 32]) {
      const partly = service === 'AzureActiveDirectory' && length === 31;
      add(OUTSIDE_CLOUD.has(service) || partly ? [service] : [service, 'AzureCloud', 'AzureCloud.eastus'], length);
    }
  }
  return tags;
}
