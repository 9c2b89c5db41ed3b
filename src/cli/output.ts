/** Reports that go to a file. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../azure/error-code.js';
import { ConfigurationError } from '../settings/settings.js';

/**
 * Writes a file, making its folders.
 * @param name relative to `cwd`
 * @throws {ConfigurationError} it cannot be written
 */
export async function writeReport(name: string, content: string, cwd: string): Promise<void> {
  const file = path.resolve(cwd, name);
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  } catch (error) {
    throw new ConfigurationError(
      `the report cannot be written there (${errorCode(error)}); check the path and its permissions`,
      {
        file: name,
      },
    );
  }
}
