/** A file in, the model out: recognised by its content and given to the reader of its format. */
import path from 'node:path';
import type { Message } from '../azure/message.js';
import type { Network } from '../azure/model.js';
import type { TemplateSettings } from './arm/template/load.js';
import type { InputFile } from './files.js';
import { type ByteSource, isFolder, openFile } from './json/bytes.js';
import { type InputKind, type InputFile as OpenInput, type Verdict, verdictOf } from './recognise.js';
import { InputError, type SourceModel } from './source.js';
import type { TerraformDocument } from './terraform/document.js';
import { findConfiguration, instanceAddresses, mayHaveJson, rootAddresses } from './terraform/find-configuration.js';
import type { FolderLookup } from './terraform/folder-lookup.js';
import type { Evaluated } from './terraform/lookup.js';
import { readTerraformBytes } from './terraform/read-document.js';
import { deploysTemplates, readTerraform } from './terraform/reader.js';

export interface LoadOptions extends TemplateSettings {
  /** False for context files. */
  readonly reported: boolean;
  /** The folder that relative paths start from; absolute. */
  readonly cwd: string;
  /** The folder that nothing may be read outside of; `null`: any may. */
  readonly within: string | null;
  /** Whether the Bicep compiler may fetch modules from registries. */
  readonly restore?: boolean;
  /** Variable files and `name=value` for `.tf` folders; those for other formats are passed over. */
  readonly parameters?: readonly string[];
  /** The folder in which the `.tf` files of plans and states are looked for that do not lie beside them, for their places; absolute. */
  readonly searched?: string;
}

/** A model, and what became of the parameters, where the format takes any. */
export interface LoadedSource extends SourceModel {
  /** Absolute paths of the folders that a `.tf` folder calls as modules. */
  readonly modules?: ReadonlySet<string>;
  /** A plan or state whose `.tf` files were looked for, and the folders that may be theirs: none, or none without doubt. */
  readonly undecided?: { readonly file: string; readonly folders: readonly string[] };
  readonly parameters?: {
    readonly taken: readonly string[];
    readonly wrong: readonly {
      readonly parameter: string;
      readonly message: Message;
      readonly line: number | null;
      readonly column: number | null;
    }[];
  };
}

/**
 * All inputs of one kind, in their order. Terraform's configuration is a folder, whatever files of it are named: a `.tf` file stands for
 * its folder, and a folder that was only found by its files is left out where another one calls it as a module.
 * @throws {InputError} as {@link loadSource}
 */
export async function loadSources(files: readonly InputFile[], options: LoadOptions): Promise<readonly LoadedSource[]> {
  const byPath = new Map<string, { readonly file: InputFile; readonly isPart: boolean }>();
  for (const file of files) {
    const isPart = /\.tf(?:\.json)?$/.test(file.path) && !isFolder(file.path);
    const source = isPart ? { path: path.dirname(file.path), name: path.posix.dirname(file.name) } : file;
    const known = byPath.get(source.path);
    if (known === undefined || (known.isPart && !isPart)) byPath.set(source.path, { file: source, isPart });
  }
  const loaded: (LoadedSource & { readonly path: string; readonly isPart: boolean })[] = [];
  for (const { file, isPart } of byPath.values()) {
    if (isPart && /[\\/]\.terraform[\\/]/.test(file.path)) continue;
    loaded.push({ ...(await loadSource(file, options)), path: file.path, isPart });
  }
  const called = new Set(loaded.flatMap(({ modules }) => [...(modules ?? [])]));
  const kept = loaded.filter((source) => !source.isPart || !called.has(source.path));
  return kept.length === 0 ? loaded : kept;
}

/** A plan whose changes leave something behind says what: without it the check would pass on nothing. A plan that stopped half-way may lack it. */
function refuseWithoutPlan({ planned, changes, errored }: TerraformDocument, file: string): void {
  const leaves = (changes ?? []).some(
    ({ mode, actions, after }) => mode === 'managed' && after !== null && !actions.includes('forget'),
  );
  if (planned.length > 0 || errored || !leaves) return;
  throw new InputError(
    'this plan has changes but no planned_values, so it does not say what there will be; write it anew with `terraform show -json PLAN`',
    file,
  );
}

type Reader = (input: OpenInput, options: LoadOptions, file: InputFile) => Promise<SourceModel>;

/** The readers of formats that are not Terraform's, each loaded only where it is needed. */
const READERS: ReadonlyMap<InputKind, Reader> = new Map<InputKind, Reader>([
  ['arm-template', async (input, options) => (await import('./arm/template/load.js')).loadTemplate(input, options)],
  ['bicep', async (_, options, file) => (await import('./arm/template/load.js')).loadBicepFile(file, options)],
  ['arm-what-if', async (input, options) => (await import('./arm/answers/what-if.js')).readWhatIf(input, options)],
  [
    'arm-deployment',
    async (input, options) => (await import('./arm/answers/az-output.js')).readAzOutput(input, options),
  ],
  [
    'azure-resources',
    async (input, options) => (await import('./arm/answers/az-output.js')).readAzOutput(input, options),
  ],
]);

/** @throws {InputError} the file cannot be read, or is of no format that this version reads */
export async function loadSource(file: InputFile, options: LoadOptions): Promise<LoadedSource> {
  return file.path !== '-' && isFolder(file.path) ? loadFolder(file, options) : loadFile(file, options);
}

/** The evaluator of Terraform's language is loaded only for a folder. */
async function loadFolder(
  folder: InputFile,
  { reported, cwd, within, region, cloud, parameters = [] }: LoadOptions,
): Promise<LoadedSource> {
  const [{ readFolder }, { deployedTemplates }] = await Promise.all([
    import('./terraform/configuration/read.js'),
    import('./terraform/template-deployments.js'),
  ]);
  const templates = deployedTemplates({ region: region ?? null, cloud: cloud ?? 'public' });
  return readFolder(folder.path, folder.name, { cwd, within, reported, parameters, templates });
}

async function loadFile(file: InputFile, options: LoadOptions): Promise<LoadedSource> {
  const template = options.templates?.documents.get(file.path);
  if (template !== undefined) return (await import('./arm/template/load.js')).modelOf(template, options);
  const before = file.path === '-' ? (options.templates?.standardInput ?? null) : null;
  const input = before?.input ?? { file: file.name, source: openFile(file.path) };
  try {
    const verdict = before?.verdict ?? verdictOf(input);
    if ('refusal' in verdict || verdict.kind === 'terraform-outputs') {
      return await loadOutputs(file.name, input.source, options.reported, 'refusal' in verdict ? verdict : null);
    }
    const reader = READERS.get(verdict.kind);
    return reader === undefined ? await loadTerraform(file, input, options) : await reader(input, options, file);
  } finally {
    input.source.close();
  }
}

async function loadTerraform(file: InputFile, input: OpenInput, options: LoadOptions): Promise<LoadedSource> {
  const { reported, cwd, within, region, cloud, searched } = options;
  const document = readTerraformBytes(input);
  refuseWithoutPlan(document, file.name);
  const declaredAddresses = (): readonly string[] =>
    document.changes === null ? instanceAddresses(document.planned) : rootAddresses(document.configuration);
  const json = mayHaveJson(file, { cwd, within }) ? await import('./terraform/configuration/json-syntax.js') : null;
  const folder = findConfiguration(file, {
    cwd,
    within,
    ...(json === null ? {} : { parseJson: json.parseJsonConfiguration }),
    declaredAddresses,
  });
  const templates = deploysTemplates(document)
    ? (await import('./terraform/template-deployments.js')).deployedTemplates({
        region: region ?? null,
        cloud: cloud ?? 'public',
      })
    : null;
  const read = (found: FolderLookup | null): SourceModel =>
    readTerraform(document, { file: file.name, reported, folder: found, templates });
  if (folder !== null) {
    const model = await readBeside(folder, document, read);
    return { ...model, diagnostics: [...model.diagnostics, ...folder.diagnostics()] };
  }
  const model = read(null);
  if (searched === undefined) return model;
  const [{ findBelow }, { readFolder }] = await Promise.all([
    import('./terraform/find-below.js'),
    import('./terraform/configuration/read.js'),
  ]);
  const evaluate = (found: string): Network | null => {
    try {
      return readFolder(found, found, { cwd, within: searched, reported, parameters: [] }).network;
    } catch {
      return null; // What cannot be evaluated proves nothing.
    }
  };
  const below = findBelow(file, { cwd, within: searched, declaredAddresses, network: model.network, evaluate });
  return 'lookup' in below
    ? read(below.lookup)
    : { ...model, undecided: { file: file.name, folders: below.undecided } };
}

/** Reads a plan with its files, which are evaluated only where the plan and the references in them leave something open. */
async function readBeside(
  folder: FolderLookup,
  { changes, variables }: TerraformDocument,
  read: (found: FolderLookup) => SourceModel,
): Promise<SourceModel> {
  const { configuration } = folder;
  if (configuration === undefined || changes === null) return read(folder);
  let isAsked = false;
  const asked = (): void => {
    isAsked = true;
  };
  const originOf: Evaluated['originOf'] = () => {
    asked();
    return null;
  };
  const makesNoBlocks: Evaluated['makesNoBlocks'] = () => {
    asked();
    return false;
  };
  const model = read({ ...folder, evaluated: { originOf, makesNoBlocks } });
  if (!isAsked) return model;
  const { evaluatedBeside } = await import('./terraform/configuration/beside.js');
  return read({ ...folder, evaluated: evaluatedBeside(configuration, variables) });
}

/** Outputs, or JSON of no format that holds what outputs hold. @throws {InputError} the refusal, where it holds nothing of a network */
async function loadOutputs(
  file: string,
  source: ByteSource,
  reported: boolean,
  refused: Extract<Verdict, { readonly refusal: string }> | null,
): Promise<SourceModel> {
  if (refused !== null && refused.loose !== true) throw new InputError(refused.refusal, file);
  const { readOutputs } = await import('./terraform/outputs-document.js');
  const model = readOutputs(source, { file, reported, isLoose: refused !== null });
  if (model === null) throw new InputError(refused?.refusal ?? 'these outputs cannot be read', file);
  return model;
}
