/** The values of the root module's variables: `terraform.tfvars`, `*.auto.tfvars`, and what the user gives, in Terraform's order. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { errorCode } from '../../../azure/error-code.js';
import { isInside } from '../../../azure/inside.js';
import { type Message, msg } from '../../../azure/message.js';
import type { Diagnostic, Location } from '../../../azure/model.js';
import { evaluate } from '../evaluation/evaluate.js';
import { failure } from '../evaluation/failure.js';
import { fromPlain } from '../evaluation/plain.js';
import type { Budget, Scope, TfValue } from '../evaluation/types.js';
import type { ModuleSource, VariableSource } from '../folder.js';
import type { Expression } from '../hcl/ast.js';
import { parseConfiguration, parseExpressionText } from '../hcl/parser.js';

/** A value of a variable, and where it was given. */
export interface Given {
  readonly value: TfValue;
  readonly location: Location | null;
}

export interface InputsOptions {
  /** The folder that paths of the answers, and of `parameters`, are relative to. */
  readonly cwd: string;
  readonly within: string | null;
  /** What the user gives: files and `name=value`, later ones win. */
  readonly parameters: readonly string[];
  readonly budget: Budget;
  readonly report: (severity: Diagnostic['severity'], message: Message, location: Location | null) => void;
}

export interface GivenInputs {
  readonly values: ReadonlyMap<string, Given>;
  /** Those of the parameters that set a variable of this module. */
  readonly taken: readonly string[];
  /** Those that nobody can read. */
  readonly wrong: readonly WrongParameter[];
}

/** A parameter that the user has to mend. */
export interface WrongParameter {
  readonly parameter: string;
  readonly message: Message;
  readonly line: number | null;
  readonly column: number | null;
}

const MAXIMUM_BYTES = 8 * 1024 * 1024;

/** Which parameters are for `.tf` folders at all. */
export function isForTerraform(parameter: string): boolean {
  return isVariableFile(parameter) || assignmentOf(parameter) !== null;
}

function isVariableFile(name: string): boolean {
  return name.endsWith('.tfvars') || name.endsWith('.tfvars.json');
}

/** `name=value`; the name is one of Terraform's, so that paths with `=` in them are none. */
function assignmentOf(parameter: string): readonly [string, string] | null {
  const match = /^([A-Za-z_][\w-]*)=([\s\S]*)$/.exec(parameter);
  return match?.[1] === undefined || match[2] === undefined ? null : [match[1], match[2]];
}

/** Reads what is given for the variables of a root module. Never throws; what cannot be read is told. */
export function givenInputs(root: ModuleSource, options: InputsOptions): GivenInputs {
  const values = new Map<string, Given>();
  for (const name of automaticFiles(root.folder)) {
    const path = join(root.folder, name);
    readFile(path, root, options, values, (message, line, column) =>
      options.report('error', message, { file: displayed(path, options.cwd), line, column }),
    );
  }
  const wrong: WrongParameter[] = [];
  const taken = options.parameters.filter((parameter) => {
    const say: Wrong = (message, line, column) => wrong.push({ parameter, message, line, column });
    const assignment = isVariableFile(parameter) ? null : assignmentOf(parameter);
    if (assignment !== null) return assign(assignment, root, options, values, say);
    return isVariableFile(parameter) && readFile(resolve(options.cwd, parameter), root, options, values, say);
  });
  return { values, taken, wrong };
}

type Wrong = (message: Message, line: number, column: number) => void;

/** In the order in which Terraform reads them: later ones win. */
function automaticFiles(folder: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  const automatic = names.filter((name) => /\.auto\.tfvars(?:\.json)?$/.test(name) && !name.startsWith('.')).sort();
  return [...['terraform.tfvars', 'terraform.tfvars.json'].filter((name) => names.includes(name)), ...automatic];
}

/** A value from the command line: text for variables of simple types and of none, an expression for all others. */
function assign(
  [name, text]: readonly [string, string],
  root: ModuleSource,
  options: InputsOptions,
  values: Map<string, Given>,
  say: Wrong,
): boolean {
  const variable = root.variables.get(name);
  if (variable === undefined) return false;
  const parsed = isSimple(variable) ? null : parseExpressionText(text);
  if (parsed === null) values.set(name, { value: text, location: null });
  else if (parsed.fault === null) values.set(name, { value: literal(parsed.value, options), location: null });
  else say(msg`the value cannot be parsed: ${parsed.fault.message}`, parsed.fault.line, parsed.fault.column);
  return true;
}

function isSimple({ type }: VariableSource): boolean {
  return type === undefined || (type.kind === 'variable' && ['string', 'number', 'bool'].includes(type.name));
}

/** Variable files hold constants: nothing can be referred to. */
function literal(expression: Expression, { budget }: InputsOptions): TfValue {
  const scope: Scope = {
    resolve: (_, at) => failure(msg`nothing can be referred to here`, at),
    variables: new Map(),
    files: { read: () => null, list: () => [] },
    budget,
  };
  return evaluate(expression, scope);
}

/** @returns whether it sets any variable of the module */
function readFile(
  path: string,
  root: ModuleSource,
  options: InputsOptions,
  values: Map<string, Given>,
  say: Wrong,
): boolean {
  const file = displayed(path, options.cwd);
  const text = readText(path, options.within);
  const found: FoundValues =
    typeof text !== 'string'
      ? { ...text, line: 1, column: 1 }
      : path.endsWith('.json')
        ? jsonValues(text, file)
        : nativeValues(text, file, options);
  if ('problem' in found) {
    say(found.problem, found.line, found.column);
    return false;
  }
  let sets = false;
  for (const [name, given] of found.values) {
    if (!root.variables.has(name)) continue;
    values.set(name, given);
    sets = true;
  }
  const lost = [...found.values.keys()].filter((name) => !root.variables.has(name));
  const [first] = lost;
  if (first !== undefined && root.unread.length === 0) {
    const location = found.values.get(first)?.location ?? { file, line: 1 };
    options.report(
      'note',
      msg`${file} sets ${lost.slice(0, 5).join(', ')}, which is no variable of this module`,
      location,
    );
  }
  return sets;
}

function displayed(path: string, cwd: string): string {
  const shown = relative(cwd, path) || basename(path);
  return sep === '/' ? shown : shown.replaceAll(sep, '/');
}

function readText(path: string, within: string | null): string | { readonly problem: Message } {
  try {
    const real = realpathSync(path);
    if (within !== null && !isInside(real, realpathSync(within)))
      return { problem: msg`the file is outside the workspace, where nothing is read` };
    const { size } = statSync(real);
    if (!statSync(real).isFile()) return { problem: msg`it is not a regular file` };
    if (size > MAXIMUM_BYTES) return { problem: msg`it is larger than what is read of variable files` };
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(real));
  } catch (error) {
    return { problem: msg`the file cannot be read (${errorCode(error)})` };
  }
}

type FoundValues =
  | { readonly values: ReadonlyMap<string, Given> }
  | { readonly problem: Message; readonly line: number; readonly column: number };

function nativeValues(text: string, file: string, options: InputsOptions): FoundValues {
  const { value, fault } = parseConfiguration(text);
  if (fault !== null) return { problem: fault.message, line: fault.line, column: fault.column };
  const values = new Map<string, Given>();
  for (const [name, { expression, at }] of value.attributes) {
    values.set(name, { value: literal(expression, options), location: { file, line: at.line, column: at.column } });
  }
  return { values };
}

function jsonValues(text: string, file: string): FoundValues {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { problem: msg`the file is no JSON`, line: 1, column: 1 };
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    return { problem: msg`the file is no JSON object of variables`, line: 1, column: 1 };
  return {
    values: new Map(
      Object.entries(document)
        .filter(([name]) => name !== '//')
        .map(([name, value]) => [name, { value: fromPlain(value), location: { file, line: 1 } }]),
    ),
  };
}
