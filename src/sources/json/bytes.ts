/** Where the bytes of an input come from: a file, standard input or memory, read in order and in pieces. */
import fs from 'node:fs';
import { InputError } from '../source.js';

export interface ByteSource {
  /** Puts at most `length` bytes into `target` from `offset` on, and says how many; 0 is the end. Throws {@link InputError}. */
  readonly read: (target: Buffer, offset: number, length: number) => number;
  /** Goes back to the first byte; `null` where that is impossible (a pipe). */
  readonly rewind: (() => void) | null;
  readonly close: () => void;
}

/** The name of standard input among the inputs. */
export const STANDARD_INPUT = '-';

const PROBLEMS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file; check the path, and that the step that writes the file ran before'],
  ['ENOTDIR', 'there is no such file: a part of its path is a file, not a folder'],
  ['EACCES', 'no permission to read this file; make it readable for the user that runs the check'],
  ['EPERM', 'no permission to read this file; make it readable for the user that runs the check'],
  ['EISDIR', 'this is a folder; name the file in it, or a glob such as folder/*.json'],
  ['ELOOP', 'this is a symbolic link that leads back to itself'],
  ['ENAMETOOLONG', 'there is no such file: the name is longer than a name may be'],
  ['ERR_INVALID_ARG_VALUE', 'there is no such file: the name has a character that no name may have'],
]);

/** The {@link InputError} for a failed call of the file system. */
export function fileProblem(file: string, error: unknown): InputError {
  const code = codeOf(error);
  return new InputError(PROBLEMS.get(code) ?? `this file cannot be read (${code})`, file);
}

/** Whether `file` is an existing folder. Never throws. */
export function isFolder(file: string): boolean {
  if (file === STANDARD_INPUT) return false;
  try {
    return fs.statSync(file).isDirectory();
  } catch {
    return false; // Opening it will say what is wrong.
  }
}

/** Opens a file, or standard input for `-`. @throws {InputError} if it is missing, a folder, or may not be read */
export function openFile(file: string): ByteSource {
  if (file === STANDARD_INPUT) return { ...descriptorSource(file, 0, false), close: () => {} };
  let descriptor: number | null = null;
  try {
    descriptor = fs.openSync(file, 'r');
    const stats = fs.fstatSync(descriptor);
    if (stats.isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' });
    return descriptorSource(file, descriptor, stats.isFile());
  } catch (error) {
    if (descriptor !== null) fs.closeSync(descriptor);
    throw fileProblem(file, error);
  }
}

/** Bytes that are already in memory. */
export function bytesOf(content: Uint8Array): ByteSource {
  let position = 0;
  return {
    read: (target, offset, length) => {
      const piece = content.subarray(position, position + Math.min(length, target.length - offset));
      target.set(piece, offset);
      position += piece.length;
      return piece.length;
    },
    rewind: () => {
      position = 0;
    },
    close: () => {},
  };
}

/** What `head` holds, then what `rest` still has. Lets a pipe be looked at before it is read. */
export function chained(head: readonly Uint8Array[], rest: ByteSource): ByteSource {
  const first = bytesOf(Buffer.concat(head));
  return {
    read: (target, offset, length) => first.read(target, offset, length) || rest.read(target, offset, length),
    rewind: null,
    close: rest.close,
  };
}

/** The same source, with a copy of every piece that passes put into `kept`. */
export function recorded(source: ByteSource, kept: Uint8Array[]): ByteSource {
  return {
    ...source,
    read: (target, offset, length) => {
      const count = source.read(target, offset, length);
      if (count > 0) kept.push(Uint8Array.prototype.slice.call(target, offset, offset + count));
      return count;
    },
  };
}

/** `seekable`: a regular file, which is read by position so that it can be rewound; a pipe has none. */
function descriptorSource(file: string, descriptor: number, seekable: boolean): ByteSource {
  let position = 0;
  const read = (target: Buffer, offset: number, length: number): number => {
    for (;;) {
      try {
        const count = fs.readSync(descriptor, target, offset, length, seekable ? position : null);
        position += count;
        return count;
      } catch (error) {
        const code = codeOf(error);
        if (code === 'EOF') return 0; // Windows says so at the end of a pipe.
        if (code !== 'EAGAIN') throw fileProblem(file, error);
        pause(5); // A pipe that does not block and whose writer has nothing yet.
      }
    }
  };
  const rewind = (): void => {
    position = 0;
  };
  return { read, rewind: seekable ? rewind : null, close: () => fs.closeSync(descriptor) };
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : 'unknown error';
}
