/** A folder of `.tf` files and the local modules it calls: where things are declared, and what a plan does not hold. */

import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { english, type Message, msg } from '../../azure/message.js';
import type { Diagnostic, Location } from '../../azure/model.js';
import type { BlockSource } from './block-source.js';
import type { Body } from './hcl/ast.js';
import { literalString } from './hcl/literals.js';
import { type Parsed, parseConfiguration } from './hcl/parser.js';
import { addBody, emptyModule, type ModuleSource } from './module-source.js';

export {
  type AttributeSource,
  type BlockSource,
  dynamicIterator,
  findNestedBlock,
  type NestedBlock,
} from './block-source.js';
export type { ModuleSource, VariableSource } from './module-source.js';

export interface ConfigurationFolder {
  /**
   * The module that these calls lead to, from the root (`[]`) down; read when it is first asked for. `null` where there is none, where
   * it is not a folder of this workspace (registry, git), or where it calls itself.
   */
  readonly module: (path: readonly string[]) => ModuleSource | null;
  /** Why that is `null`, a clause; `null` where the module is there. */
  readonly problem: (path: readonly string[]) => Message | null;
  /** What has been noticed so far: files that cannot be read or parsed, modules that cannot be followed. Grows as modules are read. */
  readonly diagnostics: () => readonly Diagnostic[];
}

/** The file system, as far as it is needed. Paths are absolute. */
export interface FolderFiles {
  /** The names of the files in a folder. @throws where it cannot be read */
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
  /** Reads the JSON form (`.tf.json`). Without it such files are only noted. */
  readonly parseJson?: (text: string) => Parsed<Body>;
}

const MEBIBYTE = 1024 * 1024;
const MAXIMUM_FILES = 5_000;
/** Paths of calls that are remembered. */
const MAXIMUM_FOLLOWED = 20_000;
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
  // As Terraform has it: a folder is no file of the configuration, whatever its name.
  readdir: (folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [] : [entry.name])),
  readFile: readRegularFile,
  realpath: (path) => realpathSync(path),
};

/** One reading of a configuration: what is fixed, what has been read, and what is left to say. */
interface Reading {
  readonly fs: FolderFiles;
  readonly workspace: string;
  readonly root: string;
  readonly parseJson: ((text: string) => Parsed<Body>) | null;
  /** Where `terraform init` has put the modules that are no folders, by the path of their calls; read when it is first needed. */
  installed: ReadonlyMap<string, string> | null;
  readonly modules: Map<string, ModuleSource | null>;
  readonly followed: Map<string, Followed>;
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
    root,
    parseJson: options.parseJson ?? null,
    installed: null,
    modules: new Map(),
    followed: new Map(),
    diagnostics: [],
    reported: new Set(),
    filesLeft: MAXIMUM_FILES,
    bytesLeft: MAXIMUM_BYTES,
  };
  return {
    module: (path) => {
      const found = followCalls(reading, path);
      return 'source' in found ? found.source : null;
    },
    problem: (path) => {
      const found = followCalls(reading, path);
      return 'source' in found ? null : found.problem;
    },
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
function report(reading: Reading, severity: Diagnostic['severity'], message: Message, location: Location): void {
  const key = `${location.file}:${location.line}:${location.column ?? 0}:${english(message)}`;
  if (reading.reported.has(key)) return;
  reading.reported.add(key);
  reading.diagnostics.push({ severity, message, location });
}

type Followed =
  | {
      readonly source: ModuleSource;
      readonly folder: string;
      /** The folders of the modules around it and its own, behind symbolic links. */
      readonly chain: ReadonlySet<string>;
    }
  | { readonly problem: Message };

/** Each path once: every module looks at the one that calls it. */
function followCalls(reading: Reading, path: readonly string[]): Followed {
  const key = path.join('.');
  const known = reading.followed.get(key);
  if (known !== undefined) return known;
  const found = path.length === 0 ? rootModule(reading) : calledModule(reading, path);
  if (reading.followed.size < MAXIMUM_FOLLOWED) reading.followed.set(key, found);
  return found;
}

function rootModule(reading: Reading): Followed {
  const { root } = reading;
  const source = moduleAt(reading, root);
  if (source === null) return { problem: msg`there are no .tf files in ${displayPath(root)}` };
  return { source, folder: root, chain: new Set([realpathOrNull(reading.fs, root) ?? root]) };
}

function calledModule(reading: Reading, path: readonly string[]): Followed {
  const caller = followCalls(reading, path.slice(0, -1));
  if ('problem' in caller) return caller;
  const name = path.at(-1) ?? '';
  const call = caller.source.calls.get(name);
  if (call === undefined) return { problem: msg`no module ${name} is called` };
  const next = calledFolder(reading, caller.folder, call, path);
  if ('problem' in next) return next;
  if (caller.chain.has(next.real)) {
    const problem = msg`module ${name} leads back to a module that contains it, it is not followed`;
    report(reading, 'warning', problem, call.location);
    return { problem };
  }
  const source = moduleAt(reading, next.path);
  if (source === null) return { problem: msg`there are no .tf files in ${displayPath(next.path)}` };
  return { source, folder: next.path, chain: new Set([...caller.chain, next.real]) };
}

/** A folder as the files name it, and behind symbolic links. */
interface CalledFolder {
  readonly path: string;
  readonly real: string;
}

/** The folder of a call: that of a local source, or where `terraform init` has put what comes from elsewhere. */
function calledFolder(
  reading: Reading,
  folder: string,
  call: BlockSource,
  path: readonly string[],
): CalledFolder | { readonly problem: Message } {
  const attribute = call.attributes.get('source');
  const source = attribute === undefined ? null : literalString(attribute.expression);
  if (attribute === undefined || source === null) return { problem: msg`its source is no literal` };
  const isLocal = /^\.\.?(?:[\\/]|$)/.test(source);
  const installed = isLocal ? undefined : installedModules(reading).get(path.join('.'));
  if (!isLocal && installed === undefined)
    return { problem: msg`its source ${source} is no folder, and \`terraform init\` has not put it into .terraform` };
  const target = installed ?? resolve(folder, source.replaceAll('\\', '/'));
  const real = realpathOrNull(reading.fs, target);
  if (real === null) {
    const problem = msg`there is no folder "${displayPath(target)}" for this module`;
    report(reading, 'warning', problem, attribute.location);
    return { problem };
  }
  if (isInside(reading.workspace, real)) return { path: target, real };
  const problem = msg`"${source}" is outside the workspace, the module is not read`;
  report(reading, 'warning', problem, attribute.location);
  return { problem };
}

/** `.terraform/modules/modules.json`, as far as it can be believed: `{"Modules":[{"Key":"net","Dir":".terraform/modules/net"}]}`. */
function installedModules(reading: Reading): ReadonlyMap<string, string> {
  if (reading.installed !== null) return reading.installed;
  const found = new Map<string, string>();
  reading.installed = found;
  const index = realpathOrNull(reading.fs, join(reading.root, '.terraform', 'modules', 'modules.json'));
  if (index === null || !isInside(reading.workspace, index)) return found;
  try {
    const document: unknown = JSON.parse(decode(reading.fs.readFile(index)) ?? '');
    const list = own(document, 'Modules');
    for (const module of Array.isArray(list) ? list : []) {
      const [key, dir] = [own(module, 'Key'), own(module, 'Dir')];
      if (typeof key === 'string' && typeof dir === 'string') found.set(key, resolve(reading.root, dir));
    }
  } catch {
    // An index that cannot be read is as good as none: the modules are then named as missing.
  }
  return found;
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
  const isJson = (name: string): boolean => name.endsWith('.tf.json');
  for (const name of reading.parseJson === null ? names.filter(isJson) : []) {
    const place = { file: displayPath(join(folder, name)), line: 1 };
    report(reading, 'note', msg`the JSON form of Terraform configuration is not read`, place);
  }
  const files = names.filter((name) => name.endsWith('.tf') || (reading.parseJson !== null && isJson(name)));
  if (files.length === 0) return null;
  const way = relative(reading.root, folder) || '.';
  const module = emptyModule(folder, sep === '/' ? way : way.replaceAll(sep, '/'));
  const say = (message: Message, location: Location): void => report(reading, 'warning', message, location);
  // Override files are laid over all others, whatever their names.
  for (const name of [...files.filter((file) => !isOverride(file)), ...files.filter(isOverride)]) {
    const path = join(folder, name);
    const body = readBody(reading, path, isJson(name));
    if (body === null) module.unread.push(displayPath(path));
    else addBody(module, body, displayPath(path), isOverride(name), say);
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
    report(reading, 'error', msg`the folder cannot be read`, { file: displayPath(folder), line: 1 });
    return [];
  }
}

function isOverride(name: string): boolean {
  const stem = basename(basename(name, '.json'), '.tf');
  return stem === 'override' || stem.endsWith('_override');
}

function readBody(reading: Reading, path: string, isJson: boolean): Body | null {
  const file = displayPath(path);
  const fail = (message: Message, line = 1, column?: number): null => {
    report(reading, 'error', message, column === undefined ? { file, line } : { file, line, column });
    return null;
  };
  reading.filesLeft -= 1;
  if (reading.filesLeft < 0)
    return fail(msg`this configuration has more than ${MAXIMUM_FILES} files, the rest is not read`);
  const real = realpathOrNull(reading.fs, path);
  if (real === null) return fail(msg`the file cannot be read`);
  if (!isInside(reading.workspace, real))
    return fail(msg`the file is a link that leads outside the workspace, it is not read`);
  let bytes: Uint8Array;
  try {
    bytes = reading.fs.readFile(real);
  } catch (error) {
    return fail(msg`the file cannot be read: ${reasonOf(error)}`);
  }
  reading.bytesLeft -= bytes.length;
  if (reading.bytesLeft < 0)
    return fail(msg`the files are larger than ${MAXIMUM_BYTES / MEBIBYTE} MiB together, the rest is not read`);
  const text = decode(bytes);
  if (text === null) return fail(msg`the file is not UTF-8, save it as UTF-8`);
  const parse = isJson && reading.parseJson !== null ? reading.parseJson : parseConfiguration;
  const { value, fault } = parse(text);
  return fault === null ? value : fail(fault.message, fault.line, fault.column);
}

/** Without the absolute path that the system's own messages hold. */
function reasonOf(error: unknown): string | Message {
  if (!(error instanceof Error)) return msg`no reason given`;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

function own(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
