/** From the paths and globs that a user names to the files that are read. */
import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { errorCode } from '../azure/error-code.js';
import { isInside } from '../azure/inside.js';
import { InputError } from './source.js';

/** One file (or folder) to read. */
export interface InputFile {
  /** To open it: absolute, or `-` for standard input. */
  readonly path: string;
  /** To talk about it: as the user named it, with forward slashes. */
  readonly name: string;
}

export interface ExpandOptions {
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** The folder that no file may be outside of; `null`: any file may be read. */
  readonly within: string | null;
}

/** Longer patterns are nobody's; the glob library compiles them to regular expressions. */
const LONGEST_PATTERN = 4096;

/**
 * The files that `patterns` name: an existing path is taken as it is, whatever characters it has; everything else is a glob (`*`, `?`, `[ab]`, `{a,b}`,
 * `**`), which finds files, or folders where it ends in a slash. A pattern that begins with `!` takes away what the others found. `-` is standard input.
 * Each file is in the answer once, under its first name; the order does not depend on the order of the patterns.
 * @throws {InputError} a pattern finds nothing, or a file is outside `within`
 */
export async function expandFiles(patterns: readonly string[], options: ExpandOptions): Promise<readonly InputFile[]> {
  return sorted(await collect(patterns, options));
}

/**
 * The files to check and the files that are read for linking only; a file that both lists find is checked.
 * @throws {InputError} as {@link expandFiles}
 */
export async function expandInputs(
  patterns: { readonly files: readonly string[]; readonly contextFiles: readonly string[] },
  options: ExpandOptions,
): Promise<{ readonly files: readonly InputFile[]; readonly contextFiles: readonly InputFile[] }> {
  const files = await collect(patterns.files, options);
  const context = await collect(patterns.contextFiles, options);
  return { files: sorted(files), contextFiles: sorted([...context].filter(([real]) => !files.has(real))) };
}

/** By real path: two names of one file are one file. */
async function collect(patterns: readonly string[], options: ExpandOptions): Promise<ReadonlyMap<string, InputFile>> {
  const ignored = patterns.filter((pattern) => isNegative(pattern, options.cwd)).map((pattern) => pattern.slice(1));
  const found = new Map<string, InputFile>();
  for (const pattern of patterns) {
    if (isNegative(pattern, options.cwd)) continue;
    for (const file of await filesOf(pattern, ignored, options)) {
      const real = file.path === '-' ? '-' : realPath(file, options.within);
      const known = found.get(real);
      if (known === undefined || file.name < known.name) found.set(real, file);
    }
  }
  return found;
}

function sorted(files: Iterable<readonly [string, InputFile]>): readonly InputFile[] {
  return [...files].map(([, file]) => file).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

async function filesOf(
  pattern: string,
  ignored: readonly string[],
  options: ExpandOptions,
): Promise<readonly InputFile[]> {
  if (pattern === '-') return [{ path: '-', name: '-' }];
  if (pattern.includes('\0') || pattern.length > LONGEST_PATTERN)
    throw new InputError('is no path: it is too long or holds a NUL character', pattern.slice(0, 80));
  const whole = path.resolve(options.cwd, pattern);
  const state = stateOf(whole);
  if (state === 'there') return [{ path: whole, name: nameOf(pattern) }];
  if (state !== 'missing') throw new InputError(`cannot be read (${state}); check its permissions`, pattern);

  const { glob, isDynamicPattern } = await import('tinyglobby');
  // Windows writes folders with backslashes, which a glob reads as escapes.
  const portable = process.platform === 'win32' ? pattern.replaceAll('\\', '/') : pattern;
  if (!isDynamicPattern(portable))
    throw new InputError('there is no such file; check the path, or make the plan first', pattern);
  if (options.within !== null && leaves(portable, options.cwd, options.within)) throw outside(pattern);
  const matches = await glob(portable, {
    cwd: options.cwd,
    ignore: [...ignored],
    expandDirectories: false,
    onlyDirectories: portable.endsWith('/'),
    // Nested alternatives of extended globs can take a regular expression for ever; nobody needs them to name files.
    extglob: false,
    followSymbolicLinks: options.within === null,
  });
  if (matches.length === 0)
    throw new InputError('no file matches this glob; check it, and that the step before has written the file', pattern);
  return matches.map((match) => {
    const name = match.length > 1 ? match.replace(/\/$/, '') : match;
    return { path: path.resolve(options.cwd, name), name };
  });
}

/** An existing file whose name begins with `!` is a file. */
function isNegative(pattern: string, cwd: string): boolean {
  return pattern.startsWith('!') && pattern.length > 1 && stateOf(path.resolve(cwd, pattern)) !== 'there';
}

function stateOf(file: string): 'there' | 'missing' | string {
  try {
    statSync(file);
    return 'there';
  } catch (error) {
    const code = errorCode(error);
    return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL', 'ERR_INVALID_ARG_VALUE'].includes(code) ? 'missing' : code;
  }
}

/** Symbolic links are followed before a path counts as inside or as a second name of the same file. */
function realPath(file: InputFile, within: string | null): string {
  let real: string;
  let root: string | null;
  try {
    real = realpathSync(file.path);
    root = within === null ? null : realpathSync(within);
  } catch (error) {
    throw new InputError(`cannot be read (${errorCode(error)}); check its permissions`, file.name);
  }
  if (root !== null && !isInside(real, root)) throw outside(file.name);
  return real;
}

/** Whether a glob would look for files outside `within`: decided before anything is listed. */
function leaves(pattern: string, cwd: string, within: string): boolean {
  const segments = pattern.split('/');
  const first = segments.findIndex((segment) => /[*?[\]{}()!]/.test(segment));
  const [fixed, rest] = [segments.slice(0, first), segments.slice(first)];
  if (rest.some((segment) => /(^|[{,(|])\.\.($|[},)|])/.test(segment))) return true;
  return !isInside(path.resolve(cwd, fixed.join('/') || (pattern.startsWith('/') ? '/' : '.')), within);
}

function outside(name: string): InputError {
  return new InputError('is outside the workspace, where nothing is read; write or copy the file into it', name);
}

function nameOf(pattern: string): string {
  const slashes = process.platform === 'win32' ? pattern.replaceAll('\\', '/') : pattern;
  return slashes.length > 1 ? slashes.replace(/^\.\/(?=.)/, '').replace(/(?<=.)\/+$/, '') : slashes;
}
