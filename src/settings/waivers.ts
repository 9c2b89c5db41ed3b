/** The key `waivers` of the configuration file: a list of exceptions, every mistake with its line and column. */

import { toWaiver, type Waiver } from '../requirements/waiver.js';
import { errorAt, type Path, readWritten, type Written } from '../requirements/written.js';
import { editionMistake } from './edition-mistake.js';
import type { ConfigurationError } from './settings.js';

const KEY = 'waivers';

/**
 * Reads the waivers of a configuration file; none where it has no such key.
 * @param name the file, as messages name it
 * @throws {ConfigurationError} with line and column
 */
export async function readWaivers(content: string, name: string): Promise<readonly Waiver[]> {
  // The key may be written with escapes.
  if (!/waivers|\\/.test(content)) return [];
  const written = await readWritten(content, name, 'the configuration');
  if (!('document' in written)) throw editionMistake(written.errors);
  const value = own(written.value, KEY);
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw mistakeAt(written, [KEY], 'waivers takes a list of waivers');
  return value.map((item: unknown, index) => waiverAt(written, item, [KEY, index]));
}

function waiverAt(written: Written, item: unknown, path: Path): Waiver {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    throw mistakeAt(written, path, 'a waiver is a mapping with scope, reason, expires, and a requirement, tag or host');
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(item)) {
    if (value === null || value === undefined) continue;
    if (!['string', 'number', 'boolean'].includes(typeof value))
      throw mistakeAt(written, [...path, name], `${JSON.stringify(name.slice(0, 80))} of a waiver takes one value`);
    fields.set(name, String(value));
  }
  const { line, column } = errorAt(written, { path, message: '' });
  const location = line === null ? null : { file: written.file, line, ...(column === null ? {} : { column }) };
  const made = toWaiver(fields, { location, declaration: null });
  if ('waiver' in made) return made.waiver;
  throw mistakeAt(written, made.field === null ? path : [...path, made.field], made.mistake);
}

function mistakeAt(written: Written, path: Path, message: string): ConfigurationError {
  return editionMistake([errorAt(written, { path, message })]);
}

function own(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}
