/** All sources of settings put together: what the door was given, then the configuration file, then the defaults. */
import path from 'node:path';
import { readConfigFile } from './config-file.js';
import { type GivenSettings, merge, parseSettings, text } from './parse.js';
import { ConfigurationError, type Settings } from './settings.js';
import { DEFAULT_CONFIG } from './table.js';

/**
 * @param given what inputs or flags set
 * @param cwd the folder that paths are relative to
 * @param resolvePath checks a path against the rules of the door and makes it absolute; it may throw a {@link ConfigurationError}
 * @throws {ConfigurationError} the first mistake found
 */
export async function loadSettings(
  given: GivenSettings,
  cwd: string,
  resolvePath: (name: string) => string = (name) => path.resolve(cwd, name),
): Promise<Settings> {
  const named = text(given, 'config');
  const name = named ?? DEFAULT_CONFIG;
  const fromFile = await readConfigFile(resolvePath(name), name);
  if (fromFile === null && named !== null)
    throw new ConfigurationError('there is no such configuration file; check config', { file: name });
  if (fromFile === null) return parseSettings(given);
  const settings = parseSettings(merge(given, fromFile.given));
  const { requirements, waivers } = fromFile;
  return {
    ...settings,
    ...(requirements === null ? {} : { requirements }),
    ...(waivers.length === 0 ? {} : { waivers }),
  };
}
