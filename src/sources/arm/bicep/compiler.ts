/** The Bicep compiler of the user: found on the path, run without a shell, a terminal or a network, and not for long. */
import { type SpawnSyncOptions, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { errorCode } from '../../../azure/error-code.js';
import { InputError } from '../../source.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface CompileOptions {
  readonly env: Environment;
  readonly platform: string;
  /** Whether modules may be fetched from registries; only where the user has asked for it. */
  readonly restore: boolean;
  /** In milliseconds. */
  readonly timeLimit: number;
}

/** What a compiler has printed. */
export interface Compiled {
  readonly output: string;
  /** Warnings and errors, as it writes them. */
  readonly messages: string;
  readonly succeeded: boolean;
}

export const TIME_LIMIT = 90_000;

/** Azure takes 4 MB; compiled from large modules that are never deployed it may be more. */
const LARGEST_OUTPUT = 128 * 1024 * 1024;

interface Compiler {
  readonly executable: string;
  readonly words: (command: Command, file: string, restore: boolean) => readonly string[];
}

type Command = 'build' | 'build-params';

const BY_NAME: readonly { readonly names: Readonly<Record<string, string>>; readonly words: Compiler['words'] }[] = [
  {
    names: { win32: 'bicep.exe', '': 'bicep' },
    words: (command, file, restore) => [command, '--stdout', ...(restore ? [] : ['--no-restore']), file],
  },
  {
    // az.cmd of Windows starts only in a shell, which no file name is given to here.
    names: { '': 'az' },
    words: (command, file, restore) => [
      'bicep',
      command,
      '--stdout',
      ...(restore ? [] : ['--no-restore']),
      '--file',
      file,
    ],
  },
];

/**
 * Compiles one file.
 * @param file absolute path, and the name that errors call it
 * @throws {InputError} there is no compiler, or it cannot be started, does not end, or prints without end
 */
export function compile(
  command: Command,
  file: { readonly path: string; readonly name: string },
  options: CompileOptions,
): Compiled {
  const compiler = findCompiler(options);
  if (compiler === null)
    throw new InputError(
      'this is a Bicep file, and there is no compiler: neither bicep nor az is on the PATH; install one (https://aka.ms/bicep-install), or compile it where there is one and pass the JSON of `bicep build`',
      file.name,
    );
  const how: SpawnSyncOptions & { readonly detached: boolean } = {
    cwd: path.dirname(file.path),
    env: environmentFor(options),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.timeLimit,
    killSignal: 'SIGKILL',
    maxBuffer: LARGEST_OUTPUT,
    windowsHide: true,
    // A group of its own, so that what the compiler has started ends with it.
    detached: options.platform !== 'win32',
  };
  const words = compiler.words(command, file.path, options.restore);
  const result = spawnSync(compiler.executable, [...words], { ...how, encoding: 'buffer' });
  if (result.error !== undefined) throw failed(result, compiler, file.name, options);
  const [output, messages] = [result.stdout, result.stderr].map((bytes) =>
    bytes.toString('utf8').replace(/^\uFEFF/, ''),
  );
  return { output: output ?? '', messages: messages ?? '', succeeded: result.status === 0 };
}

function failed(
  { error, pid }: SpawnSyncReturns<Buffer>,
  { executable }: Compiler,
  name: string,
  { timeLimit, platform }: CompileOptions,
): InputError {
  const code = errorCode(error);
  const program = path.basename(executable);
  if (platform !== 'win32' && pid > 0) endGroup(pid);
  if (code === 'ETIMEDOUT')
    return new InputError(
      `${program} has not compiled this file within ${Math.ceil(timeLimit / 1000)} seconds and was ended; compile it beforehand and pass the JSON`,
      name,
    );
  if (code === 'ENOBUFS')
    return new InputError(
      `${program} has printed more than ${LARGEST_OUTPUT / 1024 / 1024} MB for this file, which is no template`,
      name,
    );
  return new InputError(`${program} cannot be started (${code}); check its installation: ${executable}`, name);
}

/** Ends what a compiler has left behind. Usually there is nothing. */
function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It is gone.
  }
}

/**
 * The first `bicep` of the path, or else the one that `az bicep install` has put aside, or else the first `az`. Relative entries of the path would lead into the repository and are left
 * out.
 */
function findCompiler({ env, platform }: CompileOptions): Compiler | null {
  const windows = platform === 'win32';
  const { delimiter, isAbsolute, join } = windows ? path.win32 : path.posix;
  const folders = (variable(env, 'PATH', windows) ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const home = env[windows ? 'USERPROFILE' : 'HOME'] ?? '';
  const own = join(env['AZURE_CONFIG_DIR'] ?? join(home, '.azure'), 'bin');
  for (const { names, words } of BY_NAME) {
    const name = names[platform] ?? (windows ? undefined : names['']);
    if (name === undefined) continue;
    const places = name.startsWith('bicep') && isAbsolute(own) ? [...folders, own] : folders;
    const executable = places.map((folder) => join(folder, name)).find(isExecutable);
    if (executable !== undefined) return { executable, words };
  }
  return null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function variable(env: Environment, name: string, windows: boolean): string | undefined {
  if (!windows) return env[name];
  const key = Object.keys(env).find((one) => one.toUpperCase() === name);
  return key === undefined ? undefined : env[key];
}

/** Names of variables that hold credentials more often than not. A parameter file may read any variable, and what it reads may be printed. */
const SECRET = /^(?:INPUT_|ACTIONS_)|TOKEN|SECRET|PASSW|CREDENTIAL|CONNECTION_?STRING|PRIVATE|_KEY$|_PAT$/i;

/** Where nobody listens. az fetches a missing compiler, and asks for newer ones, without being told to. */
const NOWHERE = 'http://127.0.0.1:9';

function environmentFor({ env, restore }: CompileOptions): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !SECRET.test(name)));
  const quiet = { AZURE_CORE_COLLECT_TELEMETRY: 'false', AZURE_CORE_NO_COLOR: 'true', NO_COLOR: '1' };
  if (restore) return { ...kept, ...quiet };
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
  const offline = Object.fromEntries(proxies.map((name) => [name, NOWHERE]));
  return { ...kept, ...quiet, ...offline, NO_PROXY: '', no_proxy: '' };
}
