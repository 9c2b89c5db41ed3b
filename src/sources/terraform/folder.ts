/** A folder of `.tf` files and the local modules it calls: where things are declared, and what a plan does not hold. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Diagnostic, Location } from '../../azure/model.js';
import { type BlockSource, blockSource, locationOf, overrideBlock } from './block-source.js';
import type { Attribute, Block, Body, Expression } from './hcl/ast.js';
import { literalString } from './hcl/literals.js';
import { parseConfiguration } from './hcl/parser.js';

export {
  type AttributeSource,
  type BlockSource,
  dynamicIterator,
  findNestedBlock,
  type NestedBlock,
} from './block-source.js';

/** What a module of a configuration declares. Keys come from the files, hence maps. */
export interface ModuleSource {
  /** `azurerm_subnet.this`, `data.azurerm_subnet.this`. */
  readonly resources: ReadonlyMap<string, BlockSource>;
  readonly locals: ReadonlyMap<string, Expression>;
  /** The `value` of each output. */
  readonly outputs: ReadonlyMap<string, Expression>;
  readonly variables: ReadonlyMap<string, VariableSource>;
  /** Module calls by name. */
  readonly calls: ReadonlyMap<string, BlockSource>;
}

export interface VariableSource {
  readonly default?: Expression;
  readonly location: Location;
}

export interface ConfigurationFolder {
  /**
   * The module that these calls lead to, from the root (`[]`) down; read when it is first asked for. `null` where there is none, where
   * it is not a folder of this workspace (registry, git), or where it calls itself.
   */
  readonly module: (path: readonly string[]) => ModuleSource | null;
  /** What has been noticed so far: files that cannot be read or parsed, modules that cannot be followed. Grows as modules are read. */
  readonly diagnostics: () => readonly Diagnostic[];
}

/** The file system, as far as it is needed. Paths are absolute. */
export interface FolderFiles {
  /** The names in a folder. @throws where it cannot be read */
  readonly readdir: (folder: string) => readonly string[];
  /** The bytes of a file. @throws with a message for the user where it cannot be read */
  readonly readFile: (file: string) => Uint8Array;
  /** The path behind symbolic links. @throws where there is nothing */
  readonly realpath: (path: string) => string;
}

export interface FolderOptions {
  /** No file outside this folder is read, not even through symbolic links. Without it: the current folder, or `folder` where that is elsewhere. */
  readonly workspace?: string;
  readonly fs?: FolderFiles;
}

const MEBIBYTE = 1024 * 1024;
const MAXIMUM_FILES = 5_000;
const MAXIMUM_FILE_BYTES = 8 * MEBIBYTE;
/** Of all files together. The trees take some forty times as much memory. */
const MAXIMUM_BYTES = 32 * MEBIBYTE;

/** Only regular files of a sane size: a link to a device or a pipe would never end. */
function readRegularFile(file: string): Uint8Array {
  const stat = statSync(file);
  if (!stat.isFile()) throw new Error('it is not a regular file');
  if (stat.size > MAXIMUM_FILE_BYTES) throw new Error(`it is larger than ${MAXIMUM_FILE_BYTES / MEBIBYTE} MiB`);
  return readFileSync(file);
}

const NODE_FILES: FolderFiles = {
  readdir: (folder) => readdirSync(folder),
  readFile: readRegularFile,
  realpath: (path) => realpathSync(path),
};

/** One reading of a configuration: what is fixed, what has been read, and what is left to say. */
interface Reading {
  readonly fs: FolderFiles;
  readonly workspace: string;
  readonly modules: Map<string, ModuleSource | null>;
  readonly diagnostics: Diagnostic[];
  readonly reported: Set<string>;
  filesLeft: number;
  bytesLeft: number;
}

/**
 * Opens a configuration. Nothing is read before a module is asked for, and nothing is ever thrown for what the files contain.
 * @param folder of the root module, absolute or relative to the current folder
 */
export function readConfigurationFolder(folder: string, options: FolderOptions = {}): ConfigurationFolder {
  const fs = options.fs ?? NODE_FILES;
  const root = resolve(folder);
  const reading: Reading = {
    fs,
    workspace: workspaceOf(fs, root, options.workspace),
    modules: new Map(),
    diagnostics: [],
    reported: new Set(),
    filesLeft: MAXIMUM_FILES,
    bytesLeft: MAXIMUM_BYTES,
  };
  return {
    module: (path) => followCalls(reading, root, path),
    diagnostics: () => [...reading.diagnostics],
  };
}

function workspaceOf(fs: FolderFiles, root: string, given: string | undefined): string {
  const realRoot = realpathOrNull(fs, root) ?? root;
  const wanted = resolve(given ?? '.');
  const real = realpathOrNull(fs, wanted) ?? wanted;
  return given !== undefined || isInside(real, realRoot) ? real : realRoot;
}

function realpathOrNull(fs: FolderFiles, path: string): string | null {
  try {
    return fs.realpath(path);
  } catch {
    return null;
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** A path as a user would type it: relative to the current folder, with forward slashes. */
function displayPath(path: string): string {
  const shown = relative(process.cwd(), path) || '.';
  return sep === '/' ? shown : shown.replaceAll(sep, '/');
}

/** Says something once. */
function report(reading: Reading, severity: Diagnostic['severity'], message: string, location: Location): void {
  const key = `${location.file}:${location.line}:${location.column ?? 0}:${message}`;
  if (reading.reported.has(key)) return;
  reading.reported.add(key);
  reading.diagnostics.push({ severity, message, location });
}

function followCalls(reading: Reading, root: string, path: readonly string[]): ModuleSource | null {
  const chain = new Set([realpathOrNull(reading.fs, root) ?? root]);
  let folder = root;
  let source = moduleAt(reading, folder);
  for (const name of path) {
    const call = source?.calls.get(name);
    if (call === undefined) return null;
    const next = calledFolder(reading, folder, call);
    if (next === null) return null;
    if (chain.has(next.real)) {
      report(
        reading,
        'warning',
        `module ${name} leads back to a module that contains it, it is not followed`,
        call.location,
      );
      return null;
    }
    chain.add(next.real);
    folder = next.path;
    source = moduleAt(reading, folder);
  }
  return source;
}

/** A folder as the files name it, and behind symbolic links. */
interface CalledFolder {
  readonly path: string;
  readonly real: string;
}

/** The folder of a call with a local source; `null` for all others. */
function calledFolder(reading: Reading, folder: string, call: BlockSource): CalledFolder | null {
  const attribute = call.attributes.get('source');
  const source = attribute === undefined ? null : literalString(attribute.expression);
  if (attribute === undefined || source === null || !/^\.\.?(?:[\\/]|$)/.test(source)) return null;
  const target = resolve(folder, source.replaceAll('\\', '/'));
  const real = realpathOrNull(reading.fs, target);
  if (real === null) {
    report(reading, 'warning', `there is no folder "${displayPath(target)}" for this module`, attribute.location);
    return null;
  }
  if (isInside(reading.workspace, real)) return { path: target, real };
  report(reading, 'warning', `"${source}" is outside the workspace, the module is not read`, attribute.location);
  return null;
}

function moduleAt(reading: Reading, folder: string): ModuleSource | null {
  const known = reading.modules.get(folder);
  if (known !== undefined) return known;
  const source = readModule(reading, folder);
  reading.modules.set(folder, source);
  return source;
}

function readModule(reading: Reading, folder: string): ModuleSource | null {
  const names = listFolder(reading, folder);
  const files = names.filter((name) => name.endsWith('.tf'));
  for (const name of names.filter((candidate) => candidate.endsWith('.tf.json'))) {
    const place = { file: displayPath(join(folder, name)), line: 1 };
    report(reading, 'note', 'the JSON form of Terraform configuration is not read', place);
  }
  if (files.length === 0) return null;
  const module = emptyModule();
  // Override files are laid over all others, whatever their names.
  for (const name of [...files.filter((file) => !isOverride(file)), ...files.filter(isOverride)]) {
    const path = join(folder, name);
    const body = readBody(reading, path);
    if (body !== null) addBody(reading, module, body, displayPath(path), isOverride(name));
  }
  return module;
}

/** The names that Terraform looks at, sorted: no hidden files, no editors' leftovers. */
function listFolder(reading: Reading, folder: string): string[] {
  try {
    return [...reading.fs.readdir(folder)]
      .filter((name) => !name.startsWith('.') && !name.endsWith('~') && !(name.startsWith('#') && name.endsWith('#')))
      .sort();
  } catch {
    report(reading, 'error', 'the folder cannot be read', { file: displayPath(folder), line: 1 });
    return [];
  }
}

function isOverride(name: string): boolean {
  const stem = basename(name, '.tf');
  return stem === 'override' || stem.endsWith('_override');
}

function readBody(reading: Reading, path: string): Body | null {
  const file = displayPath(path);
  const fail = (message: string, line = 1, column?: number): null => {
    report(reading, 'error', message, column === undefined ? { file, line } : { file, line, column });
    return null;
  };
  reading.filesLeft -= 1;
  if (reading.filesLeft < 0)
    return fail(`this configuration has more than ${MAXIMUM_FILES} files, the rest is not read`);
  const real = realpathOrNull(reading.fs, path);
  if (real === null) return fail('the file cannot be read');
  if (!isInside(reading.workspace, real))
    return fail('the file is a link that leads outside the workspace, it is not read');
  let bytes: Uint8Array;
  try {
    bytes = reading.fs.readFile(real);
  } catch (error) {
    return fail(`the file cannot be read: ${reasonOf(error)}`);
  }
  reading.bytesLeft -= bytes.length;
  if (reading.bytesLeft < 0)
    return fail(`the files are larger than ${MAXIMUM_BYTES / MEBIBYTE} MiB together, the rest is not read`);
  const text = decode(bytes);
  if (text === null) return fail('the file is not UTF-8, save it as UTF-8');
  const { value, fault } = parseConfiguration(text);
  return fault === null ? value : fail(fault.message, fault.line, fault.column);
}

/** Without the absolute path that the system's own messages hold. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

interface MutableModule extends ModuleSource {
  readonly resources: Map<string, BlockSource>;
  readonly locals: Map<string, Expression>;
  readonly outputs: Map<string, Expression>;
  readonly variables: Map<string, VariableSource>;
  readonly calls: Map<string, BlockSource>;
}

function emptyModule(): MutableModule {
  return { resources: new Map(), locals: new Map(), outputs: new Map(), variables: new Map(), calls: new Map() };
}

function addBody(reading: Reading, module: MutableModule, body: Body, file: string, override: boolean): void {
  for (const block of body.blocks) {
    const [first, second] = block.labels;
    if (block.type === 'locals') {
      for (const [name, { expression }] of block.body.attributes) module.locals.set(name, expression);
    } else if (first === undefined) {
    } else if (block.type === 'module') {
      addBlock(reading, module.calls, first, blockSource(block, file), override);
    } else if (block.type === 'output') {
      const value = block.body.attributes.get('value');
      if (value !== undefined) module.outputs.set(first, value.expression);
    } else if (block.type === 'variable') {
      addVariable(module.variables, first, block, file);
    } else if (second !== undefined && (block.type === 'resource' || block.type === 'data')) {
      const address = `${block.type === 'data' ? 'data.' : ''}${first}.${second}`;
      addBlock(reading, module.resources, address, blockSource(block, file), override);
    }
  }
}

function addVariable(variables: Map<string, VariableSource>, name: string, block: Block, file: string): void {
  const known = variables.get(name);
  const fallback: Attribute | undefined = block.body.attributes.get('default');
  const location = known?.location ?? locationOf(file, block.at);
  const expression = fallback?.expression ?? known?.default;
  variables.set(name, expression === undefined ? { location } : { default: expression, location });
}

function addBlock(
  reading: Reading,
  map: Map<string, BlockSource>,
  key: string,
  block: BlockSource,
  override: boolean,
): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, block);
  else if (override) map.set(key, overrideBlock(known, block));
  else {
    const place = `${known.location.file}:${known.location.line}`;
    report(reading, 'warning', `${key} is declared twice, first in ${place}; this one is left out`, block.location);
  }
}
