/** Finds the `.tf` files of a state or plan that lies elsewhere: in folders below, and only where names prove that they are its own. */
import { type Dirent, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '../../azure/inside.js';
import type { Network, Resource } from '../../azure/model.js';
import { isUnknown, type Value } from '../../azure/value.js';
import { configurationAt, type FindOptions, KNOWS_NOTHING } from './find-configuration.js';
import type { FolderLookup } from './folder-lookup.js';

export interface BelowOptions extends Omit<FindOptions, 'within'> {
  /** Nothing is looked for outside of it, not even behind symbolic links; absolute. */
  readonly within: string;
  /** What the input says of its resources. */
  readonly network: Network;
  /** What a folder says of its own, by the same addresses; `null` where it cannot be evaluated. */
  readonly evaluate: (folder: string) => Network | null;
}

/** The folder that is meant, for places only; or those that may be meant, relative to `cwd`, where none is without doubt. */
export type Below = { readonly lookup: FolderLookup } | { readonly undecided: readonly string[] };

/** Folders that are listed, and those of them whose `.tf` files are parsed. With more, what is found may not be the only one. */
const MOST_FOLDERS = 5_000;
const MOST_PARSED = 200;
/** What tools put there is nobody's configuration. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules']);

/**
 * Looks below the folder of the input, then below the current one. A folder is taken only if it declares everything that the input does, at least
 * one resource has the same name in Azure there, none has another, and no other folder is like it.
 */
export function findBelow(input: { readonly path: string }, options: BelowOptions): Below {
  const beside = input.path === '-' ? [] : [path.dirname(path.resolve(options.cwd, input.path))];
  const { folders, isWhole } = foldersBelow([...beside, path.resolve(options.cwd)], options.within);
  const alike: { readonly folder: string; readonly lookup: FolderLookup; readonly isProved: boolean }[] = [];
  for (const folder of folders) {
    const found = configurationAt(folder, options, false);
    if (found?.fits !== true) continue;
    const there = options.evaluate(folder);
    const proof = there === null ? 'open' : compare(options.network, there);
    if (proof !== 'other') alike.push({ folder, lookup: found.lookup, isProved: proof === 'same' });
  }
  const [first, second] = alike;
  if (first?.isProved === true && second === undefined && isWhole) return { lookup: placesOf(first.lookup) };
  return { undecided: alike.map(({ folder }) => shown(folder, options.cwd)) };
}

/** Folders with `.tf` files, near ones first; hidden ones and symbolic links are not followed. */
function foldersBelow(
  roots: readonly string[],
  within: string,
): { readonly folders: readonly string[]; readonly isWhole: boolean } {
  const inside = realOrNull(within);
  const queue = roots.flatMap((root) => {
    const real = realOrNull(root);
    return inside !== null && real !== null && isInside(real, inside) ? [root] : [];
  });
  const seen = new Set<string>();
  const folders: string[] = [];
  for (const folder of queue) {
    if (seen.has(folder)) continue;
    if (seen.size === MOST_FOLDERS) return { folders, isWhole: false };
    seen.add(folder);
    const entries = listing(folder);
    if (entries.some((entry) => entry.isFile() && entry.name.endsWith('.tf'))) {
      if (folders.length === MOST_PARSED) return { folders, isWhole: false };
      folders.push(folder);
    }
    for (const entry of entries)
      if (entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.has(entry.name))
        queue.push(path.join(folder, entry.name));
  }
  return { folders, isWhole: true };
}

function listing(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return []; // A folder that cannot be listed holds nothing that could be edited.
  }
}

function realOrNull(folder: string): string | null {
  try {
    return realpathSync(folder);
  } catch {
    return null;
  }
}

/** `other`: an address has another name or another resource group there; `open`: no name is known on both sides. */
function compare(input: Network, folder: Network): 'same' | 'other' | 'open' {
  const there = new Map(resourcesOf(folder).map((resource) => [resource.id, resource]));
  let proof: 'same' | 'open' = 'open';
  for (const resource of resourcesOf(input)) {
    const its = there.get(resource.id);
    if (its === undefined || resource.existing === true) continue;
    const names = isEqual(resource.name, its.name);
    if (names === false || isEqual(resource.resourceGroup, its.resourceGroup) === false) return 'other';
    if (names === true) proof = 'same';
  }
  return proof;
}

/** `null` where either is not known. */
function isEqual(one: Value<string> | undefined, other: Value<string> | undefined): boolean | null {
  if (one === undefined || other === undefined || isUnknown(one) || isUnknown(other)) return null;
  return one.toLowerCase() === other.toLowerCase();
}

function resourcesOf(network: Network): readonly Resource[] {
  const kinds: readonly (readonly Resource[])[] = Object.values(network);
  return kinds.flat();
}

/** What the files say beside places is for the check, which does not look for them here. */
function placesOf({ blockLocation, callLocation, nestedLocation }: FolderLookup): FolderLookup {
  return { ...KNOWS_NOTHING, blockLocation, callLocation, nestedLocation, diagnostics: () => [] };
}

function shown(folder: string, cwd: string): string {
  const relative = path.relative(cwd, folder) || '.';
  return path.sep === '/' ? relative : relative.replaceAll(path.sep, '/');
}
