/** Templates among the inputs: opened first of all where parameters are given, which are matched with every template before any is evaluated. */
import type { Region } from '../../../azure/regions.js';
import type { InputFile } from '../../files.js';
import { type ByteSource, isFolder, openFile, STANDARD_INPUT } from '../../json/bytes.js';
import { type InputFile as OpenInput, type Verdict, verdictOf } from '../../recognise.js';
import type { SourceModel } from '../../source.js';
import { loadBicep } from '../bicep/load.js';
import type { BicepOptions } from '../bicep/read-bicep.js';
import { readTemplate, type TemplateDocument } from './document.js';
import { readTemplateModel } from './model.js';
import type { ParameterValues } from './parameter-input.js';

/** What is said about all templates of a run. */
export interface TemplateSettings {
  /** The location of resource groups (CONTRACT "ARM"); `null`: not said. */
  readonly region?: string | null;
  readonly cloud?: Region['cloud'];
  readonly templates?: OpenedTemplates & { readonly values: ReadonlyMap<TemplateDocument, ParameterValues> };
}

export interface OpenedTemplates {
  /** By path. */
  readonly documents: ReadonlyMap<string, TemplateDocument>;
  /** The values that a `.bicepparam` among the files gives to its own template. */
  readonly own: ReadonlyMap<TemplateDocument, ParameterValues>;
  /** Standard input where it is something else: it cannot be opened twice. */
  readonly standardInput: { readonly input: OpenInput; readonly verdict: Verdict } | null;
}

/** The templates among the files. @throws {InputError} a file cannot be read */
export function openTemplates(files: readonly InputFile[], io: BicepOptions): OpenedTemplates {
  const documents = new Map<string, TemplateDocument>();
  const own = new Map<TemplateDocument, ParameterValues>();
  let standardInput: OpenedTemplates['standardInput'] = null;
  for (const file of files) {
    if (file.path !== STANDARD_INPUT && isFolder(file.path)) continue;
    const input: OpenInput = { file: file.name, source: openFile(file.path) };
    try {
      const verdict = verdictOf(input);
      const kind = 'refusal' in verdict ? null : verdict.kind;
      if (kind === 'arm-template') documents.set(file.path, readTemplate(file.name, input.source));
      else if (kind === 'bicep') {
        const { document, values } = loadBicep(file, io);
        documents.set(file.path, document);
        if (values !== null) own.set(document, values);
      } else if (file.path === STANDARD_INPUT) standardInput = { input, verdict };
    } finally {
      input.source.close();
    }
  }
  return { documents, own, standardInput };
}

type Options = TemplateSettings & { readonly reported: boolean };

/** Reads a template of an open input, or takes it as it was opened before, and evaluates it. @throws {InputError} with line and column */
export function loadTemplate(
  input: { readonly file: string; readonly source: ByteSource },
  options: Options,
): SourceModel {
  return modelOf(readTemplate(input.file, input.source), options);
}

/** Compiles a Bicep file and evaluates it. @throws {InputError} it does not compile, or cannot be evaluated */
export function loadBicepFile(file: InputFile, options: Options & BicepOptions): SourceModel {
  const { document, values } = loadBicep(file, options);
  return modelOf(document, options, values);
}

/** The network of a template that is at hand. @throws {InputError} with line and column */
export function modelOf(
  document: TemplateDocument,
  { reported, region, cloud, templates }: Options,
  own: ParameterValues | null = templates?.own.get(document) ?? null,
): SourceModel {
  const values = templates?.values.get(document);
  const model = readTemplateModel(document, {
    reported,
    region: region ?? null,
    cloud: cloud ?? 'public',
    given: (name) => values?.get(name) ?? own?.get(name),
    ...(document.locate === undefined ? {} : { locate: document.locate }),
  });
  return { ...model, diagnostics: [...(document.notes ?? []), ...model.diagnostics] };
}
