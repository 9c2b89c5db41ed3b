/** The terminal, or what stands in its place: what it can show, and writing to it to the end. */
import { errorCode } from '../azure/error-code.js';
import { ConfigurationError } from '../settings/settings.js';

/** The part of a stream that is used here; a terminal says so and knows its width. */
export interface Output {
  write(text: string, done: (error?: Error | null) => void): unknown;
  once(event: 'error', listener: (error: Error) => void): unknown;
  off(event: 'error', listener: (error: Error) => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The process, as far as the command line needs it. */
export interface CliIo {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly platform: string;
}

/** Line width where there is no terminal to ask. */
const WIDTH_OF_FILES = 100;
const NARROWEST = 40;

/** Whoever read has stopped reading (`| head`): nothing is left to say, and nothing is wrong. */
const CLOSED = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END', 'ECONNRESET']);

/** Writes all of `text` and waits until the system has it. A reader that has gone away is no error; a full disk is. */
export function write(stream: Output, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // A failure is told twice, to the callback and as an event; the listener stays then, or the event would end the process.
    const fail = (error: Error): void => (CLOSED.has(errorCode(error)) ? resolve() : reject(error));
    stream.once('error', fail);
    stream.write(text, (error) => {
      if (error) return fail(error);
      stream.off('error', fail);
      resolve();
    });
  });
}

/**
 * Writes to standard output.
 * @throws {ConfigurationError} it cannot be written to
 */
export async function print({ stdout }: CliIo, text: string): Promise<void> {
  try {
    await write(stdout, text);
  } catch (error) {
    throw new ConfigurationError(`standard output cannot be written to (${errorCode(error)}); use --output FILE`);
  }
}

/** What the reader of a text can show. */
export interface Look {
  readonly colour: boolean;
  /** Cells per line. */
  readonly width: number;
  readonly unicode: boolean;
}

/**
 * @param colour what the user says of colour
 * @param toFile the text goes to a file and not to standard output
 */
export function lookOf(io: CliIo, colour: 'auto' | 'always' | 'never', toFile: boolean): Look {
  const terminal = !toFile && io.stdout.isTTY === true;
  const columns = terminal ? (io.stdout.columns ?? 0) : 0;
  return {
    colour: colour === 'auto' ? wantsColour(io.env, terminal, toFile) : colour === 'always',
    width: columns > 0 ? Math.max(NARROWEST, columns) : WIDTH_OF_FILES,
    unicode: !terminal || speaksUnicode(io),
  };
}

/** @see https://no-color.org */
function wantsColour(env: CliIo['env'], terminal: boolean, toFile: boolean): boolean {
  if (toFile || (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return false;
  const forced = env['FORCE_COLOR'] ?? '';
  return forced === '' ? terminal : forced !== '0' && forced !== 'false';
}

/** A terminal shows more than ASCII where its locale or program says so. */
function speaksUnicode({ env, platform }: CliIo): boolean {
  if (platform === 'win32')
    return [env['WT_SESSION'], env['TERM_PROGRAM'], env['TERM']].some((value) => (value ?? '') !== '');
  return /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '');
}
