/** What users give for parameters, as files and as `name=value`, and which template takes it (CONTRACT "ARM"): all checked before anything is evaluated. */
import type { ByteSource } from '../../json/bytes.js';
import { InputError } from '../../source.js';
import { secure } from '../language/open.js';
import type { ArmValue } from '../language/types.js';
import { declaredParameters, type TemplateDocument } from './document.js';
import { entryOf, type JsonNode, type Member, memberOf, membersOf, textOf } from './node.js';
import { misfit } from './parameter-types.js';
import { declaredType } from './parameters.js';
import { plainValue } from './plain-value.js';
import { type JsonText, parseJson, readText } from './read-json.js';

/** A mistake in what is given for parameters, which the user can mend (exit status 2). The message names no value, which may be secret. */
export class ParameterError extends Error {
  override readonly name = 'ParameterError';
  constructor(
    message: string,
    readonly place: { readonly file: string; readonly line?: number; readonly column?: number },
  ) {
    super(message);
  }
}

/** What one item of the setting is, told by its form. */
export type ParameterItem =
  | { readonly kind: 'assignment'; readonly name: string; readonly text: string }
  | { readonly kind: 'file'; readonly file: string }
  /** `.tfvars`, `.tfvars.json`: for folders of Terraform configuration. */
  | { readonly kind: 'terraform'; readonly file: string }
  /** `.bicepparam`: for the Bicep compiler. */
  | { readonly kind: 'bicep'; readonly file: string };

/** @param exists whether there is a file of that name: `a=b.json` may be one */
export function readItem(item: string, exists: (file: string) => boolean): ParameterItem {
  const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(item);
  if (assignment !== null && !exists(item))
    return { kind: 'assignment', name: assignment[1] ?? '', text: assignment[2] ?? '' };
  if (/\.tfvars(?:\.json)?$/i.test(item)) return { kind: 'terraform', file: item };
  return { kind: /\.bicepparam$/i.test(item) ? 'bicep' : 'file', file: item };
}

/** The parameters of one file. */
export interface ParameterFile {
  readonly json: JsonText;
  readonly entries: readonly Member[];
}

/**
 * Reads a parameter file: with its schema, or the bare object of values that the command line takes too.
 * @throws {ParameterError} with its place
 */
export function readParameterFile(file: string, source: ByteSource): ParameterFile {
  return parseParameterFile(
    file,
    refusing(() => readText(file, source)),
  );
}

/** The same of a text that is at hand, for instance what the Bicep compiler makes of a `.bicepparam`. @throws {ParameterError} */
export function parseParameterFile(file: string, text: string): ParameterFile {
  const json = refusing(() => parseJson(file, text));
  const at = (node: JsonNode) => ({ file, ...json.placeOf(node.offset) });
  const schema = textOf(memberOf(json.root, '$schema')) ?? '';
  if (/deploymentTemplate\.json/i.test(schema))
    throw new ParameterError('this is a template; name it among the files, and its parameter file here', at(json.root));
  const parameters = memberOf(json.root, 'parameters') ?? (schema === '' ? json.root : null);
  if (parameters?.kind !== 'object')
    throw new ParameterError(
      'this is no parameter file of Azure Resource Manager: it has no object "parameters"',
      at(json.root),
    );
  for (const { name, value } of membersOf(parameters))
    if (!['value', 'reference', 'expression'].some((word) => entryOf(value, word) !== null))
      throw new ParameterError(`parameter ${name} has neither "value" nor "reference"`, at(value));
  return { json, entries: membersOf(parameters) };
}

/** What cannot be read is a mistake in the command here, not in an input. */
function refusing<T>(f: () => T): T {
  try {
    return f();
  } catch (error) {
    if (error instanceof InputError) throw new ParameterError(error.message, { file: error.file, ...error.place });
    throw error;
  }
}

/** Values by parameter, names in lower case. */
export type ParameterValues = ReadonlyMap<string, ArmValue>;

export type ParameterSource =
  | { readonly kind: 'file'; readonly file: ParameterFile }
  | { readonly kind: 'assignment'; readonly name: string; readonly text: string };

/**
 * Gives each file of parameters to every template that declares all of them, and each single value to every template that declares it. Later ones win.
 * @throws {ParameterError} where no template takes one, or a value does not fit the declared type
 */
export function assignParameters(
  sources: readonly ParameterSource[],
  templates: readonly TemplateDocument[],
): ReadonlyMap<TemplateDocument, ParameterValues> {
  const declared = new Map(templates.map((template) => [template, declaredParameters(template)] as const));
  const values = new Map(templates.map((template) => [template, new Map<string, ArmValue>()] as const));
  for (const source of sources) {
    const names = source.kind === 'file' ? source.file.entries.map(({ name }) => name) : [source.name];
    const taking = templates.filter((template) =>
      names.every((name) => declared.get(template)?.has(name.toLowerCase())),
    );
    if (taking.length === 0) throw refused(source, templates, declared);
    for (const template of taking)
      for (const [name, value] of valuesOf(source, template)) values.get(template)?.set(name.toLowerCase(), value);
  }
  return values;
}

function refused(
  source: ParameterSource,
  templates: readonly TemplateDocument[],
  declared: ReadonlyMap<TemplateDocument, ReadonlySet<string>>,
): ParameterError {
  const [only] = templates;
  if (source.kind === 'assignment')
    return new ParameterError(
      templates.length === 0
        ? 'no input takes parameters: they go with ARM and Bicep templates'
        : `no template declares the parameter ${source.name}`,
      { file: source.name },
    );
  const { json, entries } = source.file;
  if (only === undefined)
    return new ParameterError('no input takes parameters: they go with ARM and Bicep templates', { file: json.file });
  // The first name that the best template lacks tells most.
  const missing = (template: TemplateDocument): readonly Member[] =>
    entries.filter(({ name }) => declared.get(template)?.has(name.toLowerCase()) !== true);
  const nearest = templates.reduce((a, b) => (missing(b).length < missing(a).length ? b : a), only);
  const [first] = missing(nearest);
  const place = first === undefined ? {} : json.placeOf(first.offset);
  return new ParameterError(
    templates.length === 1
      ? `the template ${only.file} declares no parameter ${first?.name ?? ''}`
      : `no template declares all of these parameters; ${nearest.file} lacks ${first?.name ?? ''}`,
    { file: json.file, ...place },
  );
}

function* valuesOf(source: ParameterSource, template: TemplateDocument): Iterable<readonly [string, ArmValue]> {
  const definitions = memberOf(template.root, 'definitions');
  const declarationOf = (name: string): JsonNode | null => memberOf(memberOf(template.root, 'parameters'), name);
  if (source.kind === 'assignment') {
    const declaration = declarationOf(source.name);
    const json = fromText(source, declaration === null ? '' : declaredType(declaration, definitions));
    check(source.name, json, json.root, declaration, definitions);
    yield [source.name, plainValue(json.root)];
    return;
  }
  const { json, entries } = source.file;
  for (const { name, value: entry } of entries) {
    const value = memberOf(entry, 'value');
    if (value === null) yield [name, secure(`parameters('${name}')`, 'string')];
    else {
      check(name, json, value, declarationOf(name), definitions);
      yield [name, plainValue(value)];
    }
  }
}

function check(
  name: string,
  json: JsonText,
  value: JsonNode,
  declaration: JsonNode | null,
  definitions: JsonNode | null,
): void {
  const wrong = misfit(value, declaration, definitions);
  if (wrong === null) return;
  const place = json.file === name ? {} : json.placeOf(wrong.offset);
  throw new ParameterError(`parameter ${name}: ${wrong.problem}`, { file: json.file, ...place });
}

/** A value of the command line, read as the declared type: a text as it is, anything else as JSON. */
function fromText({ name, text }: { readonly name: string; readonly text: string }, type: string): JsonText {
  const whole = (value: string | boolean): JsonText => ({
    file: name,
    root: { kind: 'scalar', offset: 0, value },
    placeOf: () => ({ line: 1, column: 1 }),
  });
  if (type === 'string' || type === 'securestring') return whole(text);
  if (/^(?:true|false)$/i.test(text.trim())) return whole(text.trim().toLowerCase() === 'true');
  try {
    return parseJson(name, text);
  } catch (error) {
    // Not JSON: a text, of which the declared type says what it thinks.
    if (error instanceof InputError) return whole(text);
    throw error;
  }
}
