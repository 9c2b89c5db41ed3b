/** Files of the folder `../shared` beside the repository, which holds material that is not ours to copy. Tests skip where it is absent. */
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';

const SHARED = resolve(process.cwd(), '..', 'shared');

/** The path of a file or folder there; `null`, with one visible line, where it is absent. */
export function sharedFile(relative: string): string | null {
  const path = join(SHARED, relative);
  // Without links, so that readers which refuse to leave a folder by a link do not refuse this one.
  if (existsSync(path)) return realpathSync(path);
  console.warn(`skipped: ../shared/${relative} is not here`);
  return null;
}

/** All files below a folder whose names end so, sorted; none where the folder is absent. */
export function filesBelow(folder: string | null, suffix: string): string[] {
  if (folder === null || !existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(suffix) && !name.includes('node_modules'))
    .map((name) => join(folder, name))
    .sort();
}
