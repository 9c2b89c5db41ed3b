/** Paths of the action stay where they may be, links included. */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '../azure/inside.js';
import { ConfigurationError } from './settings.js';

/**
 * The absolute path of `name`, which need not exist yet.
 * @param cwd the folder that a relative path starts from
 * @param roots the folders it may be in
 * @throws {ConfigurationError} it is in none of them, by its name or by a symbolic link on the way
 */
export function resolveInside(name: string, cwd: string, roots: readonly string[]): string {
  const file = path.resolve(cwd, name);
  const real = realPath(file);
  if (roots.some((root) => isInside(real, realPath(path.resolve(root))))) return file;
  throw new ConfigurationError('is outside the workspace; name a path inside it', { file: name });
}

/** The path without links, as far as it exists. */
function realPath(file: string): string {
  const missing: string[] = [];
  for (let existing = file; ; existing = path.dirname(existing)) {
    try {
      return path.join(realpathSync(existing), ...missing);
    } catch {
      if (path.dirname(existing) === existing) return file;
      missing.unshift(path.basename(existing));
    }
  }
}
