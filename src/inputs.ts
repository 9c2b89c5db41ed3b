/** Everything that a run reads: the edition, the catalogue of sentences, and all files as one network. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic, Network } from './azure/model.js';
import type { TagList } from './azure/tag-list.js';
import type { CheckIo } from './check-options.js';
import type { Messages } from './report/language/catalogue.js';
import { loadMessages } from './report/language/load.js';
import type { Edition } from './requirements/edition.js';
import { unknownFeatures } from './requirements/features.js';
import { findEdition } from './requirements/load.js';
import { editionMistake } from './settings/edition-mistake.js';
import { resolveInside } from './settings/paths.js';
import { ConfigurationError, type Settings } from './settings/settings.js';
import { assemble } from './sources/assemble.js';
import { expandInputs } from './sources/files.js';
import { loadSource } from './sources/load.js';

export interface Inputs {
  readonly edition: Edition;
  readonly messages: Messages;
  readonly tagList: TagList | null;
  readonly after: Network;
  /** The network before the change; `null` where no file describes a change. */
  readonly before: Network | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * @throws {ConfigurationError} the settings ask for what does not exist (exit status 2)
 * @throws {InputError} an input cannot be read (exit status 3)
 */
export async function loadInputs(settings: Settings, io: CheckIo): Promise<Inputs> {
  refuseParameters(settings);
  const edition = await loadEdition(settings, io);
  const messages = await loadMessages(settings.language);
  const tags = await loadTags(settings, io);
  const networks = await loadNetworks(settings, io);
  return {
    ...networks,
    edition: edition.edition,
    messages,
    tagList: tags.list,
    diagnostics: [...edition.diagnostics, ...tags.diagnostics, ...networks.diagnostics],
  };
}

/** Parameter files go with templates; where none takes them the command is wrong (CONTRACT, "ARM"). */
function refuseParameters({ parameters }: Settings): void {
  const [first] = parameters;
  if (first === undefined) return;
  throw new ConfigurationError(
    'no input takes parameters: they go with ARM and Bicep templates, which this version does not read',
    { file: first },
  );
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

function inside(name: string, io: CheckIo): string {
  return io.within === null ? path.resolve(io.cwd, name) : resolveInside(name, io.cwd, [io.within]);
}

async function loadTags(
  { serviceTags }: Settings,
  io: CheckIo,
): Promise<{ readonly list: TagList | null; readonly diagnostics: readonly Diagnostic[] }> {
  if (serviceTags === null) return { list: null, diagnostics: [] };
  const { loadTagList } = await import('./sources/service-tags.js');
  return loadTagList({ path: inside(serviceTags, io), name: serviceTags });
}

async function loadNetworks(
  settings: Settings,
  io: CheckIo,
): Promise<Pick<Inputs, 'after' | 'before' | 'diagnostics'>> {
  const { files, contextFiles } = await expandInputs(settings, io);
  const models = [
    ...files.map((file) => loadSource(file, { reported: true, ...io })),
    ...contextFiles.map((file) => loadSource(file, { reported: false, ...io })),
  ];
  const { network, diagnostics } = assemble(models.map((model) => model.network));
  const changes = models.some(({ before }) => before !== null);
  const before = changes ? assemble(models.map((model) => model.before ?? model.network)).network : null;
  return { after: network, before, diagnostics: [...models.flatMap((model) => model.diagnostics), ...diagnostics] };
}
