/** Everything that a run reads: the edition, the catalogue of sentences, and all files as one network. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { english } from './azure/message.js';
import type { Diagnostic, Network } from './azure/model.js';
import { findRegion } from './azure/regions.js';
import type { TagList } from './azure/tag-list.js';
import type { CheckIo } from './check-options.js';
import type { Messages } from './report/language/catalogue.js';
import { loadMessages } from './report/language/load.js';
import type { Edition } from './requirements/edition.js';
import { unknownFeatures } from './requirements/features.js';
import { findEdition } from './requirements/load.js';
import type { Cloud } from './requirements/requirement.js';
import { editionMistake } from './settings/edition-mistake.js';
import { resolveInside } from './settings/paths.js';
import { ConfigurationError, type Settings } from './settings/settings.js';
import { assemble } from './sources/assemble.js';
import { expandInputs, type InputFile } from './sources/files.js';
import { isFolder } from './sources/json/bytes.js';
import { type LoadedSource, type LoadOptions, loadSources } from './sources/load.js';

export interface Inputs {
  readonly edition: Edition;
  readonly messages: Messages;
  readonly tagList: TagList | null;
  /** What is to be said of a tag list that is for another cloud than the one that is asked about (T11). */
  readonly tagListMismatch: (cloud: Cloud) => Diagnostic | null;
  readonly after: Network;
  /** The network before the change; `null` where no file describes a change. */
  readonly before: Network | null;
  readonly diagnostics: readonly Diagnostic[];
  /** For plans and states whose `.tf` files were looked for and not found without doubt: the folders that may be theirs. */
  readonly undecided: ReadonlyMap<string, readonly string[]>;
}

/**
 * @param searched the folder in which `.tf` files are looked for that do not lie beside their plan or state, for whoever edits them
 * @throws {ConfigurationError} the settings ask for what does not exist (exit status 2)
 * @throws {InputError} an input cannot be read (exit status 3)
 */
export async function loadInputs(settings: Settings, io: CheckIo, searched?: string): Promise<Inputs> {
  const edition = await loadEdition(settings, io);
  const messages = await loadMessages(settings.language);
  const tags = await loadTags(settings, io);
  const networks = await loadNetworks(settings, io, searched);
  return {
    ...networks,
    edition: edition.edition,
    messages,
    tagList: tags.list,
    tagListMismatch: tags.mismatch,
    diagnostics: [...edition.diagnostics, ...tags.diagnostics, ...networks.diagnostics],
  };
}

/** Parameters that nothing takes, or that cannot be read, are a mistake in the command (CONTRACT, "ARM"). */
function refuseParameters(
  { parameters }: Settings,
  sources: readonly LoadedSource[],
  takenByTemplates: ReadonlySet<string>,
): void {
  for (const { parameter, message, line, column } of sources.flatMap((source) => source.parameters?.wrong ?? [])) {
    const place = line === null ? {} : { line, ...(column === null ? {} : { column }) };
    throw new ConfigurationError(english(message), { file: nameOf(parameter), ...place });
  }
  const taken = new Set(sources.flatMap((source) => source.parameters?.taken ?? []));
  const lost = parameters.find((parameter) => !taken.has(parameter) && !takenByTemplates.has(parameter));
  if (lost === undefined) return;
  throw new ConfigurationError(
    'no input takes it among the parameters: no template declares it, and it sets no variable of a folder of .tf files',
    { file: nameOf(lost) },
  );
}

/** A value may be a secret: of `name=value` only the name is shown. */
function nameOf(parameter: string): string {
  return /^([A-Za-z_][\w-]*)=/.exec(parameter)?.[1] ?? parameter;
}

export async function loadEdition(
  settings: Settings,
  io: CheckIo,
): Promise<{ readonly edition: Edition; readonly diagnostics: readonly Diagnostic[] }> {
  const readText = (name: string) => readFile(inside(name, io), 'utf8');
  const found = await findEdition(settings.edition, readText, settings.requirements ?? null);
  if ('errors' in found) throw editionMistake(found.errors);
  const [odd] = unknownFeatures(settings.features, found.edition);
  if (odd !== undefined) {
    throw new ConfigurationError(
      `there is no feature "${odd.name}"${odd.nearest === null ? '' : `; did you mean ${odd.nearest}?`}`,
    );
  }
  const diagnostics = found.warnings.map(({ file, line, column, message }): Diagnostic => {
    const location = line === null ? null : { file, line, ...(column === null ? {} : { column }) };
    return { severity: 'warning', message, location };
  });
  return { edition: found.edition, diagnostics };
}

/** The absolute path of a file that a setting names. @throws {ConfigurationError} it is where no input may be */
export function inside(name: string, io: CheckIo): string {
  return io.within === null ? path.resolve(io.cwd, name) : resolveInside(name, io.cwd, [io.within]);
}

async function loadTags(
  { serviceTags }: Settings,
  io: CheckIo,
): Promise<{
  readonly list: TagList | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly mismatch: Inputs['tagListMismatch'];
}> {
  if (serviceTags === null) return { list: null, diagnostics: [], mismatch: () => null };
  const { loadTagList } = await import('./sources/service-tags.js');
  return loadTagList({ path: inside(serviceTags, io), name: serviceTags });
}

async function loadNetworks(
  settings: Settings,
  io: CheckIo,
  searched?: string,
): Promise<Pick<Inputs, 'after' | 'before' | 'diagnostics' | 'undecided'>> {
  const { files, contextFiles } = await expandInputs(settings, io);
  const compiler = { ...io, restore: settings.bicepRestore === true };
  const { taken, ...templates } = await templatesOf(settings, [...files, ...contextFiles], compiler);
  const options: Omit<LoadOptions, 'reported'> = {
    ...compiler,
    ...placeOf(settings),
    ...templates,
    parameters: settings.parameters,
    ...(searched === undefined ? {} : { searched }),
  };
  const models = [
    ...(await loadSources(files, { ...options, reported: true })),
    ...(await loadSources(contextFiles, { ...options, reported: false })),
  ];
  refuseParameters(settings, models, taken);
  const { network, diagnostics } = assemble(models.map((model) => model.network));
  const changes = models.some(({ before }) => before !== null);
  const before = changes ? assemble(models.map((model) => model.before ?? model.network)).network : null;
  return {
    after: network,
    before,
    diagnostics: [...models.flatMap((model) => model.diagnostics), ...diagnostics],
    undecided: new Map(
      models.flatMap(({ undecided }) => (undecided === undefined ? [] : [[undecided.file, undecided.folders]])),
    ),
  };
}

/** What templates are told of where they are deployed to. */
function placeOf({ region, cloud }: Settings): Pick<LoadOptions, 'region' | 'cloud'> {
  const own = region === null ? null : findRegion(region);
  return { region, cloud: cloud === 'auto' ? (own?.cloud ?? 'public') : cloud };
}

/** Parameters are matched with all templates before any is evaluated; without parameters no file is opened twice. */
async function templatesOf(
  { parameters }: Settings,
  files: readonly InputFile[],
  io: CheckIo & Pick<LoadOptions, 'restore'>,
): Promise<Pick<LoadOptions, 'templates'> & { readonly taken: ReadonlySet<string> }> {
  if (parameters.length === 0) return { taken: new Set() };
  const { givenParameters, matchParameters, openTemplates } = await import('./parameters.js');
  const given = givenParameters(parameters, (name) => inside(name, io), io);
  const opened = openTemplates(files, io);
  // A value that no template declares may be that of a variable of a folder.
  const folders = files.some(({ path: file }) => /\.tf(?:\.json)?$/.test(file) || isFolder(file));
  const { values, taken } = matchParameters(given, [...opened.documents.values()], folders);
  return { templates: { ...opened, values }, taken };
}
