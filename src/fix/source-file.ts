/** Files that are edited: opened only inside the workspace, kept as they were read, written whole or not at all. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { errorCode } from '../azure/error-code.js';
import { isInside } from '../azure/inside.js';
import { type Message, msg } from '../azure/message.js';
import type { Insertion } from './insertions.js';

/** A file as it was read. */
export interface SourceFile {
  /** As places of the report name it. */
  readonly name: string;
  /** Absolute, behind symbolic links. */
  readonly path: string;
  readonly bytes: Buffer;
  /** With its byte order mark, so that encoding it again gives the same bytes. */
  readonly text: string;
}

export type Opened = { readonly file: SourceFile } | { readonly reason: Message };

/** Hand-written files are smaller by far. */
const LARGEST_FILE = 8 * 1024 * 1024;

/**
 * Opens a file for editing.
 * @param name relative to `cwd`
 * @param workspace the folder that nothing is written outside of, not even through a symbolic link
 */
export function openSource(name: string, cwd: string, workspace: string): Opened {
  try {
    const real = realpathSync(path.resolve(cwd, name));
    if (!isInside(real, realpathSync(workspace)))
      return { reason: msg`${name} is outside the folder that the command runs in, where nothing is written` };
    const stat = statSync(real);
    if (!stat.isFile() || stat.size > LARGEST_FILE) return { reason: msg`${name} is no regular file of at most 8 MiB` };
    const bytes = readFileSync(real);
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { file: { name, path: real, bytes, text } };
  } catch (error) {
    return errorCode(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA'
      ? { reason: msg`${name} is not UTF-8` }
      : { reason: msg`${name} cannot be read (${errorCode(error)})` };
  }
}

/** A file and what it will be. */
export interface EditedFile {
  readonly file: SourceFile;
  /** What comes in, and where. */
  readonly insertions: readonly Insertion[];
  readonly after: string;
}

/** What happened to the files: written, or left with the reason. */
export interface Written {
  readonly written: readonly string[];
  readonly failed: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * Writes all files, or none where one of them cannot be: each beside itself first, then all put in place by renaming.
 * A file that is not what was read any more is not written.
 */
export function writeSources(files: readonly EditedFile[]): Written {
  const prepared: { readonly edited: EditedFile; readonly beside: string }[] = [];
  const fail = (name: string, reason: string): Written => {
    for (const { beside } of prepared) rmSync(beside, { force: true });
    return { written: [], failed: [{ name, reason }] };
  };
  for (const edited of files) {
    const { file, after } = edited;
    const beside = path.join(path.dirname(file.path), `.${path.basename(file.path)}.${randomBytes(6).toString('hex')}`);
    try {
      prepared.push({ edited, beside });
      writeWhole(beside, Buffer.from(after, 'utf8'), statSync(file.path).mode & 0o777);
    } catch (error) {
      return fail(file.name, `it cannot be written (${errorCode(error)})`);
    }
  }
  const changed = files.find(({ file }) => !isAsRead(file));
  if (changed !== undefined) return fail(changed.file.name, 'it has changed since it was read; run the command again');
  const written: string[] = [];
  for (const [at, { edited, beside }] of prepared.entries()) {
    try {
      renameSync(beside, edited.file.path);
      written.push(edited.file.name);
    } catch (error) {
      for (const rest of prepared.slice(at)) rmSync(rest.beside, { force: true });
      return { written, failed: [{ name: edited.file.name, reason: `it cannot be written (${errorCode(error)})` }] };
    }
  }
  return { written, failed: [] };
}

function writeWhole(file: string, bytes: Buffer, mode: number): void {
  const handle = openSync(file, 'wx', mode);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function isAsRead({ path: file, bytes }: SourceFile): boolean {
  try {
    return realpathSync(file) === file && readFileSync(file).equals(bytes);
  } catch {
    return false;
  }
}
