/** A `.bicep` or `.bicepparam` file as a template: compiled by the user's compiler, with the lines of the source as its places. */
import path from 'node:path';
import { msg } from '../../../azure/message.js';
import type { Diagnostic, Location } from '../../../azure/model.js';
import { InputError } from '../../source.js';
import { member } from '../answers/members.js';
import { parseTemplate, type TemplateDocument } from '../template/document.js';
import { refuseOutside } from './boundary.js';
import { type Compiled, compile, type Environment, TIME_LIMIT } from './compiler.js';
import { nameOf, type Project, sourcesOf } from './files.js';
import { type CompilerMessage, firstWords, messagesOf } from './messages.js';
import { sourceMap } from './source-map.js';
import { tokensOf } from './tokens.js';

export interface BicepOptions extends Pick<Project, 'cwd' | 'within'> {
  /** Whether the compiler may fetch modules from registries; not unless the user asks for it. */
  readonly restore?: boolean;
  readonly env?: Environment;
  readonly platform?: string;
  /** In milliseconds. */
  readonly timeLimit?: number;
}

export interface BicepTemplate {
  /** The compiled template under the name of the Bicep file. */
  readonly document: TemplateDocument;
  /** The Bicep line that an offset of the compiled text comes from. */
  readonly locate: (offset: number) => Location | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Of a `.bicepparam`: the text of the parameter file that it makes; otherwise `null`. */
  readonly parameters: string | null;
}

type File = Project['main'];

/**
 * Compiles a file for a check.
 * @param file its path, and how the user named it; standard input (`-`) has no path that a compiler could read
 * @throws {InputError} there is no compiler, or the file does not compile: the first error of the compiler, with its place, and the others in `others`
 */
export function readBicep(file: File, options: BicepOptions): BicepTemplate {
  const project = projectOf(file, options);
  const sources = sourcesOf(project);
  const using = usedBy(sources.read(project.main.path)?.text ?? '');
  if (using === null) {
    const compiled = run('build', project, options);
    return templateOf(compiled.output, project.main.path, project, compiled, null);
  }
  const compiled = run('build-params', project, options);
  const { template, parameters } = bothOf(compiled.output, file.name);
  if (template === null)
    throw new InputError(
      'this parameter file uses no local Bicep file; name the template among the files, and this file among the parameters',
      file.name,
    );
  const main = sources.resolve(project.main.path, using) ?? project.main.path;
  return templateOf(template, main, project, compiled, parameters);
}

/**
 * Compiles a `.bicepparam` to the text of a parameter file.
 * @throws {InputError} as {@link readBicep}
 */
export function readBicepParameters(file: File, options: BicepOptions): string {
  return bothOf(run('build-params', projectOf(file, options), options).output, file.name).parameters;
}

function projectOf(file: File, { cwd, within }: BicepOptions): Project {
  if (file.path === '-')
    throw new InputError(
      'a Bicep file cannot come from standard input, since its modules are found beside it; name the file',
      file.name,
    );
  return { cwd, within, main: { path: path.resolve(cwd, file.path), name: file.name } };
}

/** What a `.bicepparam` names after `using`; `null` for any other file. */
function usedBy(text: string): string | null {
  const tokens = tokensOf(text.slice(0, 65_536));
  const index = tokens.findIndex(
    ({ kind, text: word }, at) =>
      kind === 'name' && word === 'using' && (at === 0 || tokens[at - 1]?.kind === 'newline'),
  );
  const next = tokens[index + 1];
  if (index < 0 || next === undefined) return null;
  return next.kind === 'string' ? next.text : '';
}

function run(command: 'build' | 'build-params', project: Project, options: BicepOptions): Compiled {
  refuseOutside(project);
  const compiled = compile(command, project.main, {
    env: options.env ?? process.env,
    platform: options.platform ?? process.platform,
    restore: options.restore ?? false,
    timeLimit: options.timeLimit ?? TIME_LIMIT,
  });
  if (!compiled.succeeded) throw compileError(compiled.messages, project);
  return compiled;
}

function compileError(printed: string, project: Project): InputError {
  const [first, ...others] = messagesOf(printed)
    .filter(({ severity }) => severity === 'error')
    .map((message) => {
      const { line, column, code, text } = message;
      return new InputError(`${text} (${code})${adviceFor(code)}`, placeOf(message, project), { line, column });
    });
  if (first === undefined)
    return new InputError(
      `the Bicep compiler has failed and says: ${firstWords(printed) || 'nothing'}${/Bicep CLI|Bicep version/.test(printed) ? '; run `az bicep install` in a step before' : ''}`,
      project.main.name,
    );
  return new InputError(first.message, first.file, first.place, others);
}

/** A module that is not on this machine: the check itself asks no registry. */
function adviceFor(code: string): string {
  return code === 'BCP190' || code === 'BCP192' ? '; run `bicep restore` in a step before, or set bicep-restore' : '';
}

function placeOf({ file }: CompilerMessage, project: Project): string {
  return nameOf(path.resolve(path.dirname(project.main.path), file), project);
}

function templateOf(
  output: string,
  main: string,
  project: Project,
  compiled: Compiled,
  parameters: string | null,
): BicepTemplate {
  const { name } = project.main;
  let document: TemplateDocument;
  try {
    document = parseTemplate(name, output);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      `the Bicep compiler has printed something that is no template (${firstWords(output) || 'nothing'})`,
      name,
    );
  }
  const locate = sourceMap(document.root, main, sourcesOf(project));
  return { document, locate, parameters, diagnostics: warningsOf(compiled.messages, project) };
}

/** Warnings of the compiler itself; those of its linter are about style. */
function warningsOf(printed: string, project: Project): readonly Diagnostic[] {
  return messagesOf(printed)
    .filter(({ severity, code }) => severity === 'warning' && /^BCP\d/.test(code))
    .slice(0, MOST_WARNINGS)
    .map((message): Diagnostic => {
      const { line, column, code, text } = message;
      return {
        severity: 'note',
        message: msg`the Bicep compiler warns: ${text.slice(0, 500)} (${code})`,
        location: { file: placeOf(message, project), line, column },
      };
    });
}

const MOST_WARNINGS = 20;

/** `build-params --stdout` prints both as texts in JSON. Versions before it did print the parameter file itself. */
function bothOf(output: string, name: string): { readonly template: string | null; readonly parameters: string } {
  let json: unknown;
  try {
    json = JSON.parse(output);
  } catch {
    throw new InputError(
      `the Bicep compiler has printed something that is no JSON (${firstWords(output) || 'nothing'})`,
      name,
    );
  }
  const parameters = member(json, 'parametersJson');
  const template = member(json, 'templateJson');
  if (typeof parameters === 'string')
    return { parameters, template: typeof template === 'string' && template !== '' ? template : null };
  return { parameters: output, template: null };
}
