/** An edition by what the user wrote: the name of a built-in one, or the path of a file. */
import { nearest } from '../azure/nearest.js';
import type { Additions } from './additions.js';
import { builtInEdition, editionNames, LIBRARY } from './built-in.js';
import type { EditionResult } from './edition.js';
import { meant, quote } from './resolve.js';

/** Whether an edition is named by path: it has a slash or backslash, or ends in `.yml`, `.yaml` or `.json`. */
export function isEditionPath(name: string): boolean {
  return /[\\/]|\.(ya?ml|json)$/i.test(name);
}

/**
 * Finds an edition by name (`latest`, `2021-11`) or reads it from a file.
 * @param additions rows of the configuration file that extend it
 * @param readText reads a file as text; may throw, its message becomes the error's. Keeping to the workspace is its business
 */
export async function findEdition(
  name: string,
  readText: (path: string) => Promise<string>,
  additions: Additions | null = null,
): Promise<EditionResult> {
  if (!isEditionPath(name)) {
    const edition = builtInEdition(name);
    const document = edition === null || additions === null ? undefined : LIBRARY.editions.get(edition.name);
    if (document !== undefined && additions !== null)
      return (await import('./additions.js')).extendDocument(document, additions);
    if (edition !== null) return { edition, warnings: [] };
    const names = [...editionNames(), 'latest'];
    const hint = `The editions are ${names.join(', ')}; a path of a .yml or .json file is an edition of your own.`;
    return failed('', `there is no edition ${quote(name)}${meant(nearest(name, names)) || '.'} ${hint}`);
  }
  let text: string;
  try {
    text = await readText(name);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return failed(name, `the edition file cannot be read: ${reason}`);
  }
  // Only a user's own file needs the YAML and JSON Schema libraries.
  const { parseEdition } = await import('./validate.js');
  return parseEdition(text, name, additions);
}

function failed(file: string, message: string): EditionResult {
  return { errors: [{ file, line: null, column: null, row: null, message }] };
}
