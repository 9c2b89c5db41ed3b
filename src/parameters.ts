/** The setting `parameters`: its items read and matched with the templates among the files, mistakes as those of the command (exit status 2). */
import { statSync } from 'node:fs';
import { ConfigurationError } from './settings/settings.js';
import { loadBicepParameters } from './sources/arm/bicep/load.js';
import type { BicepOptions } from './sources/arm/bicep/read-bicep.js';
import { declaredParameters, type TemplateDocument } from './sources/arm/template/document.js';

export { openTemplates } from './sources/arm/template/load.js';

import {
  assignParameters,
  ParameterError,
  type ParameterSource,
  type ParameterValues,
  readItem,
  readParameterFile,
} from './sources/arm/template/parameter-input.js';
import { openFile } from './sources/json/bytes.js';
import { InputError } from './sources/source.js';

/**
 * Reads the items of the setting.
 * @param locate where a file of that name is
 * @throws {ConfigurationError} with the place of the mistake
 */
export function givenParameters(
  items: readonly string[],
  locate: (name: string) => string,
  io: BicepOptions,
): readonly GivenParameter[] {
  return items.flatMap((item): readonly GivenParameter[] => {
    const source = configuration(() => readSource(item, locate, io));
    return source === null ? [] : [{ item, source }];
  });
}

/** An item of the setting that templates may take. */
export interface GivenParameter {
  readonly item: string;
  readonly source: ParameterSource;
}

/** `null` for what only a folder of Terraform configuration takes. */
function readSource(item: string, locate: (name: string) => string, io: BicepOptions): ParameterSource | null {
  const read = readItem(item, (name) => isFile(locate(name)));
  if (read.kind === 'assignment') return read;
  if (read.kind === 'terraform') return null;
  const refuse = (what: string): ConfigurationError => new ConfigurationError(what, { file: read.file });
  const path = locate(read.file);
  if (!isFile(path)) throw refuse('there is no such file of parameters; check the path');
  if (read.kind === 'bicep') return { kind: 'file', file: loadBicepParameters({ path, name: read.file }, io) };
  const source = openFile(path);
  try {
    return { kind: 'file', file: readParameterFile(read.file, source) };
  } finally {
    source.close();
  }
}

/**
 * @param folders whether single values that no template declares may belong to something else
 * @returns the values of each template, and the items that templates take
 * @throws {ConfigurationError} where no template takes an item, or a value is wrong
 */
export function matchParameters(
  given: readonly GivenParameter[],
  templates: readonly TemplateDocument[],
  folders: boolean,
): { readonly values: ReadonlyMap<TemplateDocument, ParameterValues>; readonly taken: ReadonlySet<string> } {
  const declared = new Set(templates.flatMap((template) => [...declaredParameters(template)]));
  const mine = given.filter(
    ({ source }) => !folders || source.kind === 'file' || declared.has(source.name.toLowerCase()),
  );
  const sources = mine.map(({ source }) => source);
  return {
    values: configuration(() => assignParameters(sources, templates)),
    taken: new Set(mine.map(({ item }) => item)),
  };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function configuration<T>(f: () => T): T {
  try {
    return f();
  } catch (error) {
    if (error instanceof InputError) throw new ConfigurationError(error.message, { file: error.file, ...error.place });
    if (error instanceof ParameterError) throw new ConfigurationError(error.message, error.place);
    throw error;
  }
}
