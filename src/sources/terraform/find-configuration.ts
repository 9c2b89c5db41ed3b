/** Finds the `.tf` files that a plan was made from, and never takes others for them. */

import { readdirSync, realpathSync } from 'node:fs';
import { dirname, parse, resolve } from 'node:path';
import { isInside } from '../../azure/inside.js';
import { msg } from '../../azure/message.js';
import type { Diagnostic } from '../../azure/model.js';
import type { ConfigurationModule, ResourceInstance } from './document.js';
import { type ConfigurationFolder, type ModuleSource, readConfigurationFolder } from './folder.js';
import { type FolderLookup, folderLookup } from './folder-lookup.js';
import type { Body } from './hcl/ast.js';
import type { Parsed } from './hcl/parser.js';

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
  /** Reads the JSON form, where {@link mayHaveJson} says that there is some. */
  readonly parseJson?: (text: string) => Parsed<Body>;
}

/** Whether one of the folders that a plan may be from has files in the JSON form: their parser is loaded only then. */
export function mayHaveJson(
  planFile: { readonly path: string },
  { cwd, within }: Pick<FindOptions, 'cwd' | 'within'>,
): boolean {
  return foldersOf(planFile, cwd).some(
    (folder) => namesIn(folder).some((name) => name.endsWith('.tf.json')) && mayBeRead(folder, within),
  );
}

/** The folder of the plan, and the current one. */
function foldersOf(planFile: { readonly path: string }, cwd: string): readonly string[] {
  const beside = planFile.path === '-' ? [] : [dirname(resolve(cwd, planFile.path))];
  return [...new Set([...beside, resolve(cwd)])];
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
  let broken: FolderLookup | null = null;
  for (const [at, folder] of foldersOf(planFile, options.cwd).entries()) {
    const found = configurationAt(folder, options, at === 0 && planFile.path !== '-');
    if (found?.fits === true) return found.lookup;
    broken ??= found?.lookup ?? null;
  }
  return broken;
}

interface Candidate {
  readonly lookup: FolderLookup;
  readonly fits: boolean;
}

/** A folder that declares all that the plan does (`fits`), or that may, since its files cannot be parsed; `null` for every other one. */
export function configurationAt(folder: string, options: FindOptions, isBeside: boolean): Candidate | null {
  if (!hasConfiguration(folder, options) || !mayBeRead(folder, options.within)) return null;
  const declared = options.declaredAddresses();
  if (declared.length === 0) return null;
  const source = readConfigurationFolder(folder, {
    workspace: options.within ?? parse(folder).root,
    ...(options.parseJson === undefined ? {} : { parseJson: options.parseJson }),
  });
  const root = source.module([]);
  if (root === null) return null;
  const missing = declared.filter((address) => !declares(root, address)).length;
  const lookup = softened(folderLookup(source, options.cwd));
  if (missing === 0) return { lookup: { ...lookup, configuration: source }, fits: true };
  const mayFit = isBroken(source) && (isBeside || missing < declared.length);
  return mayFit ? { lookup: { ...KNOWS_NOTHING, diagnostics: lookup.diagnostics }, fits: false } : null;
}

function hasConfiguration(folder: string, { parseJson }: FindOptions): boolean {
  return namesIn(folder).some((name) => name.endsWith('.tf') || (parseJson !== undefined && name.endsWith('.tf.json')));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // A folder that cannot be listed holds nothing that helps; the plan itself has been read.
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

export const KNOWS_NOTHING: Omit<FolderLookup, 'diagnostics'> = {
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
