/** Bicep files as the templates and parameter files that they compile to, for those who read these. */

import { InputError } from '../../source.js';
import type { TemplateDocument } from '../template/document.js';
import { makePlaces, memberOf } from '../template/node.js';
import {
  assignParameters,
  ParameterError,
  type ParameterFile,
  type ParameterValues,
  parseParameterFile,
} from '../template/parameter-input.js';
import { sourcesOf } from './files.js';
import { type BicepOptions, readBicep, readBicepParameters } from './read-bicep.js';
import { declarationsOf } from './tree.js';

interface File {
  readonly path: string;
  readonly name: string;
}

/** A compiled template, and the values of its parameters where the file is a `.bicepparam`. */
export interface LoadedBicep {
  readonly document: TemplateDocument;
  readonly values: ParameterValues | null;
}

/**
 * Compiles a file of `files`.
 * @throws {InputError} it does not compile, or the values of a `.bicepparam` do not fit the template
 */
export function loadBicep(file: File, options: BicepOptions): LoadedBicep {
  const { document, locate, diagnostics, parameters } = readBicep(file, options);
  const whole: TemplateDocument = { ...document, locate, notes: diagnostics };
  if (parameters === null) return { document: whole, values: null };
  try {
    const given = placed(parseParameterFile(file.name, parameters), file, options);
    return { document: whole, values: assignParameters([{ kind: 'file', file: given }], [whole]).get(whole) ?? null };
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    const { line, column = 1 } = error.place;
    throw new InputError(error.message, error.place.file, line === undefined ? null : { line, column });
  }
}

/**
 * Compiles a `.bicepparam` of `parameters`.
 * @throws {InputError} it does not compile
 * @throws {ParameterError} what it compiles to is no parameter file
 */
export function loadBicepParameters(file: File, options: BicepOptions): ParameterFile {
  return placed(parseParameterFile(file.name, readBicepParameters(file, options)), file, options);
}

/** The parameter file with the places of the `.bicepparam`: where each parameter is given its value. */
function placed(compiled: ParameterFile, file: File, { cwd, within }: BicepOptions): ParameterFile {
  const text = sourcesOf({ cwd, within, main: file }).read(file.path)?.text ?? '';
  const placeOf = makePlaces(text);
  const declared = new Map(
    declarationsOf(text)
      .filter(({ kind }) => kind === 'param')
      .map(({ symbol, at }) => [symbol.toLowerCase(), at] as const),
  );
  const { json, entries } = compiled;
  const starts = entries.map(({ name, offset, value }) => ({
    from: Math.min(offset, value.offset, memberOf(value, 'value')?.offset ?? value.offset),
    at: declared.get(name.toLowerCase()) ?? 0,
  }));
  starts.sort((a, b) => a.from - b.from);
  return {
    ...compiled,
    json: {
      ...json,
      placeOf: (offset) => placeOf(starts.findLast(({ from }) => from <= offset)?.at ?? 0),
    },
  };
}
