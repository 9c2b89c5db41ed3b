/** The files that functions such as `file` and `templatefile` may read: regular ones of a sane size, inside the folders of the configuration. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { errorCode } from '../../../azure/error-code.js';
import { isInside } from '../../../azure/inside.js';
import { msg } from '../../../azure/message.js';
import type { Files } from '../evaluation/types.js';
import { unknownOf } from '../evaluation/values.js';

const MEBIBYTE = 1024 * 1024;
const MAXIMUM_FILE_BYTES = 4 * MEBIBYTE;
/** Of all reads together, the same file counted each time. */
const MAXIMUM_BYTES = 32 * MEBIBYTE;
const MAXIMUM_ENTRIES = 20_000;
const MAXIMUM_LEVELS = 20;

/**
 * @param root the folder that Terraform would run in; relative paths start there
 * @param allowed folders that may be read, absolute; links are followed before a file counts as inside
 */
export function readableFiles(root: string, allowed: () => readonly string[]): Files {
  let bytesLeft = MAXIMUM_BYTES;
  const mayRead = (real: string): boolean =>
    allowed().some((folder) => {
      try {
        return isInside(real, realpathSync(folder));
      } catch {
        return false;
      }
    });
  return {
    read: (path) => {
      // What lies outside is not even asked whether it is there.
      const wanted = resolve(root, path);
      if (path.includes('\0') || !allowed().some((folder) => isInside(wanted, folder))) return outside(path);
      try {
        const real = realpathSync(wanted);
        if (!mayRead(real)) return outside(path);
        const { size } = statSync(real);
        if (!statSync(real).isFile()) return unknownOf(msg`${path} is no regular file`);
        bytesLeft -= size;
        if (size > MAXIMUM_FILE_BYTES || bytesLeft < 0) return unknownOf(msg`${path} is larger than what is read`);
        return readFileSync(real);
      } catch (error) {
        const code = errorCode(error);
        return code === 'ENOENT' || code === 'ENOTDIR' ? null : unknownOf(msg`${path} cannot be read (${code})`);
      }
    },
    list: (folder) => {
      const wanted = resolve(root, folder);
      if (folder.includes('\0') || !allowed().some((one) => isInside(wanted, one))) return outside(folder);
      const found: string[] = [];
      let entriesLeft = MAXIMUM_ENTRIES;
      const walk = (at: string, name: string, level: number): boolean => {
        for (const entry of readdirSync(at, { withFileTypes: true })) {
          entriesLeft -= 1;
          if (entriesLeft < 0 || level > MAXIMUM_LEVELS) return false;
          const inner = name === '' ? entry.name : `${name}/${entry.name}`;
          if (entry.isDirectory() && !walk(join(at, entry.name), inner, level + 1)) return false;
          if (entry.isFile()) found.push(inner);
        }
        return true;
      };
      try {
        const real = realpathSync(wanted);
        if (!mayRead(real)) return outside(folder);
        return walk(real, '', 0) ? found.sort() : unknownOf(msg`there are more files in ${folder} than are looked at`);
      } catch (error) {
        const code = errorCode(error);
        return code === 'ENOENT' || code === 'ENOTDIR' ? [] : unknownOf(msg`${folder} cannot be listed (${code})`);
      }
    },
  };
}

function outside(path: string): ReturnType<typeof unknownOf> {
  // The text may come from anywhere; an absolute path says nothing to whoever reads the report elsewhere.
  const shown = isAbsolute(path) ? path.split(sep).at(-1) : path;
  return unknownOf(msg`the file ${shown ?? path} is outside the folder of the configuration, where nothing is read`);
}
