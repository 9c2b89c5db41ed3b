/** Annotations and the report's text to the log of a workflow, where a line can be a command. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Annotation } from '../report/annotations.js';
import { defuse } from '../report/escape.js';
import type { ActionCore } from './core.js';

/** Emits each annotation with its place, as far as that is a file of the repository. */
export function annotate(core: ActionCore, annotations: readonly Annotation[], workspace: string): void {
  for (const { level, title, message, file, line, column } of annotations) {
    const inside = file === undefined ? null : repositoryPath(file, workspace);
    const place = {
      ...(inside === null ? {} : { file: inside }),
      ...(inside === null || line === undefined ? {} : { startLine: line }),
      ...(inside === null || column === undefined ? {} : { startColumn: column }),
    };
    // GitHub shows no place outside the repository; the words keep it.
    const text =
      file !== undefined && inside === null ? `${file}${line === undefined ? '' : `:${line}`}: ${message}` : message;
    core[level](text, { title, ...place });
  }
}

/** Prints text that may hold anything: the runner is told to obey no command in it. */
export function printSafely(core: ActionCore, text: string): void {
  const token = randomUUID();
  core.info(`::stop-commands::${token}`);
  core.info(text.split('\n').map(defuse).join('\n'));
  core.info(`::${token}::`);
}

/** Relative to the workspace, with forward slashes; `null` for what is outside. */
export function repositoryPath(file: string, workspace: string): string | null {
  const relative = path.relative(workspace, path.resolve(workspace, file));
  if (relative === '' || /^\.\.([\\/]|$)/.test(relative) || path.isAbsolute(relative)) return null;
  return relative.split(path.sep).join('/');
}
