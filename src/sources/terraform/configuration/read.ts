/** A folder of `.tf` files, evaluated without Terraform, as a document like that of a plan. */
import { existsSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';

import { english, type Message, msg } from '../../../azure/message.js';
import type { Diagnostic, Location, Network } from '../../../azure/model.js';
import { isUnknown } from '../../../azure/value.js';
import { InputError, type SourceModel } from '../../source.js';
import { RELEVANT_TYPES, type ResourceInstance, type TerraformDocument } from '../document.js';
import { newBudget } from '../evaluation/budget.js';
import { type ConfigurationFolder, readConfigurationFolder } from '../folder.js';
import { folderLookup, fromFolder } from '../folder-lookup.js';
import { readTerraform } from '../reader.js';
import type { ReadDeployedTemplate } from '../template-deployments.js';
import { callNode, nodeOf, rootNode } from './graph.js';
import { hiddenBy } from './hidden.js';
import { givenInputs, type WrongParameter } from './inputs.js';
import { parseJsonConfiguration } from './json-syntax.js';
import { type InstanceNode, MAXIMUM_INSTANCES, MAXIMUM_MODULES, type ModuleNode, type Run } from './node.js';
import { itemPlaces, originLookup } from './origin-lookup.js';
import { plainValue } from './plain-values.js';
import { type Presence, within } from './presence.js';
import { readableFiles } from './readable-files.js';
import { writtenAttribute, writtenNames } from './resource-node.js';
import { withUncertainty } from './uncertain.js';
import { writtenModule } from './written.js';

export interface ReadFolderOptions {
  /** The folder that paths are relative to; absolute. */
  readonly cwd: string;
  /** The folder that nothing is read outside of; `null`: any file may be read. */
  readonly within: string | null;
  /** False for context files. */
  readonly reported: boolean;
  /** Variable files and `name=value`, as the user gave them; those of other formats are passed over. */
  readonly parameters: readonly string[];
  /** Reads the templates that are deployed; without it they are left out. */
  readonly templates?: ReadDeployedTemplate;
}

/** A model, and what became of the parameters. */
export interface FolderModel extends SourceModel {
  /** Absolute paths of the folders that are called as modules. */
  readonly modules: ReadonlySet<string>;
  readonly parameters: { readonly taken: readonly string[]; readonly wrong: readonly WrongParameter[] };
}

/**
 * Reads and evaluates a folder. Terraform is not run, no provider is asked, nothing is written.
 * @param path absolute @param name as the user named it
 * @throws {InputError} there are no `.tf` files in it, or files cannot be parsed and nothing is left to check
 */
export function readFolder(path: string, name: string, options: ReadFolderOptions): FolderModel {
  const { cwd } = options;
  const found: Diagnostic[] = [];
  const said = new Set<string>();
  const report: Run['report'] = (severity, message, location) => {
    const key = JSON.stringify([message, location]);
    if (!said.has(key) && said.size < MAXIMUM_DIAGNOSTICS)
      found.push({ severity, message, location: fromFolder(location, cwd) });
    said.add(key);
  };
  const folder = readConfigurationFolder(path, {
    workspace: options.within ?? parse(path).root,
    parseJson: parseJsonConfiguration,
  });
  const source = folder.module([]);
  if (source === null) throw noConfiguration(folder, name);
  if (source.unread.length > 0 && isEmpty(source)) throw nothingParsed(folder, name, cwd);
  const budget = newBudget();
  const given = givenInputs(source, { ...options, budget, report });
  const folders = new Set<string>();
  const run: Run = {
    folder: noting(folder, folders),
    files: readableFiles(path, () => [path, ...folders]),
    budget,
    inputs: given.values,
    workspace: workspaceOf(path),
    report,
    pending: new Map(),
    instancesLeft: MAXIMUM_INSTANCES,
    modulesLeft: MAXIMUM_MODULES,
  };
  const root = rootNode(run);
  if (root === null) throw noConfiguration(folder, name);

  const walk = walkModules(root);
  const { instances, document } = toDocument(walk, folder, report);
  const lookup = {
    ...folderLookup(folder, cwd),
    originOf: originLookup(root, instances),
    itemLocation: itemPlaces(instances, (location) => fromFolder(location, cwd)),
  };
  const uncertainty = { presence: presenceOf(instances), hidden: hiddenBy(walk.modules) };
  const uncertain: Diagnostic[] = [];
  const adjust = (mapped: Network): Network => {
    const { network, diagnostics } = withUncertainty(mapped, uncertainty);
    uncertain.push(...diagnostics);
    return network;
  };
  const model = readTerraform(document, {
    file: name,
    reported: options.reported,
    folder: lookup,
    adjust,
    templates: options.templates ?? null,
  });
  const isLost = walk.modules.some(({ source: { unread } }) => unread.length > 0);
  if (isLost && options.reported && !hasPlaces(model.network)) throw nothingParsed(folder, name, cwd);
  return {
    network: model.network,
    before: null,
    diagnostics: [...lookup.diagnostics(), ...found, ...model.diagnostics, ...uncertain],
    modules: new Set([...folders].filter((one) => one !== path)),
    parameters: { taken: given.taken, wrong: given.wrong },
  };
}

/** What is said once is enough; what is said a thousand times helps nobody. */
const MAXIMUM_DIAGNOSTICS = 200;

/** The folders of modules, as they are read. */
export function noting(folder: ConfigurationFolder, folders: Set<string>): ConfigurationFolder {
  return {
    ...folder,
    module: (path) => {
      const source = folder.module(path);
      if (source !== null) folders.add(source.folder);
      return source;
    },
  };
}

function isEmpty(source: NonNullable<ReturnType<ConfigurationFolder['module']>>): boolean {
  return [source.resources, source.calls, source.variables, source.locals, source.outputs].every(
    ({ size }) => size === 0,
  );
}

/** Whether there is anything that may be checked. Where there is not, what could not be read must not pass as if it held nothing. */
function hasPlaces({ workspaces, ...network }: Network): boolean {
  return (
    PLACES.some((kind) => network[kind].length > 0) ||
    workspaces.some(({ isolationMode }) => isUnknown(isolationMode) || isolationMode.toLowerCase() !== 'disabled')
  );
}

const PLACES = [
  ...(['computes', 'kubernetesClusters', 'subnets'] as const),
  ...(['networkSecurityGroups', 'firewalls', 'firewallPolicies'] as const),
];

function noConfiguration(folder: ConfigurationFolder, name: string): InputError {
  const unreadable = folder.diagnostics().some(({ severity }) => severity === 'error');
  return new InputError(
    unreadable
      ? 'the folder cannot be read; check its permissions'
      : 'this is a folder without .tf files; name the files in it, or a glob such as folder/*.json',
    name,
  );
}

function nothingParsed(folder: ConfigurationFolder, name: string, cwd: string): InputError {
  const first = folder.diagnostics().find(({ severity }) => severity === 'error');
  const place = fromFolder(first?.location ?? null, cwd);
  return new InputError(
    first === undefined ? 'none of the .tf files can be read' : english(first.message),
    place?.file ?? name,
    place === null ? null : { line: place.line, column: place.column ?? 1 },
  );
}

/** Where `terraform workspace select` notes its choice. */
function workspaceOf(path: string): string | null {
  const file = join(path, '.terraform', 'environment');
  try {
    if (!existsSync(file)) return null;
    const name = readFileSync(file, 'utf8').trim();
    return /^[\w.-]{1,90}$/.test(name) ? name : null;
  } catch {
    return null;
  }
}

export interface Walk {
  readonly modules: readonly ModuleNode[];
  readonly instances: readonly InstanceNode[];
}

/** All module instances, and all instances of the resources that are read, in the order of their addresses. */
export function walkModules(root: ModuleNode): Walk {
  const modules: ModuleNode[] = [];
  const instances: InstanceNode[] = [];
  const waiting = [root];
  for (let module = waiting.shift(); module !== undefined; module = waiting.shift()) {
    modules.push(module);
    for (const [address, block] of sorted(module.source.resources)) {
      if (!RELEVANT_TYPES.has(typeOf(address))) continue;
      for (const instance of nodeOf(module, address, block).instances.values()) instances.push(instance);
    }
    for (const [name, block] of sorted(module.source.calls)) {
      for (const instance of callNode(module, name, block).instances.values()) waiting.push(instance);
    }
  }
  return { modules, instances };
}

function sorted<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].sort(([one], [other]) => (one < other ? -1 : 1));
}

function typeOf(address: string): string {
  return address.replace(/^data\./, '').split('.')[0] ?? '';
}

function toDocument(
  { modules, instances }: Walk,
  folder: ConfigurationFolder,
  report: (severity: Diagnostic['severity'], message: Message, location: Location | null) => void,
): { readonly document: TerraformDocument; readonly instances: ReadonlyMap<string, InstanceNode> } {
  const [root] = modules;
  let left = MAXIMUM_MODULES;
  const configuration = writtenModule((path) => {
    left -= 1;
    return left < 0 ? null : folder.module(path);
  });
  if (modules.length > 0 && (root?.run.instancesLeft ?? 0) < 0)
    report('warning', msg`this configuration has more instances than are looked at`, null);
  const planned = instances.map(toInstance);
  return {
    instances: new Map(instances.map((instance) => [instance.address, instance])),
    document: {
      format: 'configuration',
      formatVersion: '',
      terraformVersion: null,
      errored: false,
      variables: new Map(),
      planned,
      prior: [],
      changes: null,
      configuration,
      resourceCount: planned.filter(({ mode }) => mode === 'managed').length,
    },
  };
}

function toInstance(instance: InstanceNode): ResourceInstance {
  const { node, address, repeated } = instance;
  const values = writtenNames(node.block).map((name): readonly [string, unknown] => [
    name,
    plainValue(writtenAttribute(instance, name) ?? null, address, [name]),
  ]);
  const { mode, type, name } = node;
  return { address, mode, type, name, index: repeated.key, values: Object.fromEntries(values), sensitive: {} };
}

function presenceOf(instances: ReadonlyMap<string, InstanceNode>): ReadonlyMap<string, Exclude<Presence, null>> {
  const found = new Map<string, Exclude<Presence, null>>();
  for (const { address, node, repeated } of instances.values()) {
    const presence = within(node.module.presence, repeated.presence);
    if (presence !== null) found.set(address, presence);
  }
  return found;
}
