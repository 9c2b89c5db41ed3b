/** The Bicep files of a project on the disk: read for the places in them, never outside of the folder that a run may read. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '../../../azure/inside.js';
import type { BicepSources } from './source-map.js';

/** Longer ones are compiled all the same, and shown without lines. */
const LONGEST_FILE = 4 * 1024 * 1024;

export interface Project {
  /** The folder that names in reports are relative to; absolute. */
  readonly cwd: string;
  /** The folder that nothing is read outside of; `null`: any file may be read. */
  readonly within: string | null;
  /** The file that is checked. */
  readonly main: { readonly path: string; readonly name: string };
}

/** How reports call a file: as the user named it, relative to the current folder where the user's names are. */
export function nameOf(file: string, { cwd, main }: Project): string {
  if (path.resolve(cwd, main.path) === file) return main.name;
  if (path.isAbsolute(main.name)) return file;
  return path.relative(cwd, file).split(path.sep).join('/');
}

export function sourcesOf(project: Project): BicepSources {
  return {
    read: (file) => {
      const text = readText(file, project.within);
      return text === null ? null : { name: nameOf(file, project), text };
    },
    resolve: (from, reference) =>
      /\.bicep$/i.test(reference) && !/^(?:br|ts)[:/]/.test(reference)
        ? path.resolve(path.dirname(from), reference)
        : null,
  };
}

/** The text of a file wherever it is, for what is said about it without being shown; `null` where there is none. */
export function readAnywhere(file: string): string | null {
  return readText(file, null);
}

function readText(file: string, within: string | null): string | null {
  try {
    const real = realpathSync(file);
    if (within !== null && !isInside(real, realpathSync(within))) return null;
    const { size } = statSync(real);
    return size > LONGEST_FILE ? null : readFileSync(real, 'utf8');
  } catch {
    return null; // The compiler could read it; for lines alone nobody has to be told.
  }
}
