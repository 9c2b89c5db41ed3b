/** Finds the `.tf` files that a plan was made from, and never takes others for them. */

import { readdirSync, realpathSync } from 'node:fs';
import { dirname, parse, resolve } from 'node:path';
import { isInside } from '../../azure/inside.js';
import { msg } from '../../azure/message.js';
import type { Diagnostic } from '../../azure/model.js';
import type { ConfigurationModule, ResourceInstance } from './document.js';
import { type ConfigurationFolder, type ModuleSource, readConfigurationFolder } from './folder.js';
import { type FolderLookup, folderLookup } from './folder-lookup.js';

export interface FindOptions {
  /** The folder that paths of the answers are relative to; absolute. */
  readonly cwd: string;
  /** The folder that nothing is read outside of; `null`: any file may be read. */
  readonly within: string | null;
  /**
   * What the plan's root module declares, see {@link rootAddresses}. Asked only where there are `.tf` files. A folder is taken for the
   * plan's configuration only if it declares all of it; a plan that declares nothing is never compared.
   */
  readonly declaredAddresses: () => readonly string[];
}

/** What the root module of a plan's configuration declares: `azurerm_subnet.this`, `data.azurerm_subnet.this`, `module.net`. */
export function rootAddresses(configuration: ConfigurationModule | null): readonly string[] {
  if (configuration === null) return [];
  return [
    ...configuration.resources.map(({ address }) => address),
    ...[...configuration.calls.keys()].map((name) => `module.${name}`),
  ];
}

/** What the root module must declare for a state to have come from it: a state holds no configuration. Outputs are no resources. */
export function instanceAddresses(instances: readonly ResourceInstance[]): readonly string[] {
  const found = new Set<string>();
  for (const { address, mode, type, name } of instances) {
    if (address.startsWith('output.')) continue;
    const call = /^module\.([^.[]+)/.exec(address)?.[1];
    found.add(call === undefined ? `${mode === 'data' ? 'data.' : ''}${type}.${name}` : `module.${call}`);
  }
  return [...found];
}

/**
 * The configuration beside a plan, or else that of the current folder. Costs the listing of these two folders where they hold no `.tf` files.
 * @param planFile the plan as the user named it; standard input (`-`) has no folder
 * @returns `null` where no folder fits. A folder that may fit, but has files that cannot be parsed, gives an answer that knows nothing and has
 * their errors as diagnostics
 */
export function findConfiguration(
  planFile: { readonly path: string; readonly name: string },
  options: FindOptions,
): FolderLookup | null {
  const beside = planFile.path === '-' ? null : dirname(resolve(options.cwd, planFile.path));
  const folders = new Set([...(beside === null ? [] : [beside]), resolve(options.cwd)]);
  let broken: FolderLookup | null = null;
  for (const folder of folders) {
    const found = configurationAt(folder, options, folder === beside);
    if (found?.fits === true) return found.lookup;
    broken ??= found?.lookup ?? null;
  }
  return broken;
}

interface Candidate {
  readonly lookup: FolderLookup;
  readonly fits: boolean;
}

function configurationAt(folder: string, options: FindOptions, isBeside: boolean): Candidate | null {
  if (!hasConfiguration(folder) || !mayBeRead(folder, options.within)) return null;
  const declared = options.declaredAddresses();
  if (declared.length === 0) return null;
  const source = readConfigurationFolder(folder, { workspace: options.within ?? parse(folder).root });
  const root = source.module([]);
  if (root === null) return null;
  const missing = declared.filter((address) => !declares(root, address)).length;
  const lookup = softened(folderLookup(source, options.cwd));
  if (missing === 0) return { lookup, fits: true };
  const mayFit = isBroken(source) && (isBeside || missing < declared.length);
  return mayFit ? { lookup: { ...KNOWS_NOTHING, diagnostics: lookup.diagnostics }, fits: false } : null;
}

function hasConfiguration(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith('.tf'));
  } catch {
    return false; // A folder that cannot be listed holds nothing that helps; the plan itself has been read.
  }
}

/** Links are followed before a folder counts as inside. */
function mayBeRead(folder: string, within: string | null): boolean {
  if (within === null) return true;
  try {
    return isInside(realpathSync(folder), realpathSync(within));
  } catch {
    return false;
  }
}

function declares(root: ModuleSource, address: string): boolean {
  const call = /^module\.([^.[]+)$/.exec(address)?.[1];
  return call === undefined ? root.resources.has(address) : root.calls.has(call);
}

function isBroken(source: ConfigurationFolder): boolean {
  return source.diagnostics().some(({ severity }) => severity === 'error');
}

/** The plan can be checked without these files, so that nothing in them is an error of the input. */
function softened(lookup: FolderLookup): FolderLookup {
  const soft = ({ severity, message, location }: Diagnostic): Diagnostic =>
    severity === 'error'
      ? { severity: 'warning', message: msg`${message}; the plan is checked without this file`, location }
      : { severity, message, location };
  return { ...lookup, diagnostics: () => lookup.diagnostics().map(soft) };
}

const KNOWS_NOTHING: Omit<FolderLookup, 'diagnostics'> = {
  blockLocation: () => null,
  callLocation: () => null,
  nestedLocation: () => null,
  hasDynamicBlock: () => null,
  localReferences: () => null,
  localValue: () => null,
  outputReferences: () => null,
  argumentReferences: () => null,
  attributeReferences: () => null,
};
