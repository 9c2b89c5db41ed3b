/** Lines of the files that are checked out, to hold against the diff: a run of a pull request checks out a merge, whose lines may stand elsewhere. */
import { readFileSync, statSync } from 'node:fs';
import { resolveInside } from '../settings/paths.js';

/** No source file that people review is larger. */
const LARGEST_FILE = 4 * 1024 * 1024;

/** @returns a function for the text of a line (counted from 1) of a file in the workspace; `null` where there is none */
export function lineReader(workspace: string): (file: string, line: number) => string | null {
  const files = new Map<string, readonly string[]>();
  return (file, line) => {
    const known = files.get(file);
    const lines = known ?? linesOf(file, workspace);
    if (known === undefined) files.set(file, lines);
    return lines[line - 1] ?? null;
  };
}

function linesOf(file: string, workspace: string): readonly string[] {
  try {
    const path = resolveInside(file, workspace, [workspace]);
    const info = statSync(path);
    return info.isFile() && info.size <= LARGEST_FILE ? readFileSync(path, 'utf8').split('\n') : [];
  } catch {
    return [];
  }
}
