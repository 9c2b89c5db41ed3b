/** Rendered output beside its fixture: a change of wording is a difference to review. `UPDATE_GOLDEN=1 npm test -- report` writes it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * What the file holds; with `UPDATE_GOLDEN` set, after `actual` has been written to it.
 * @param folder ends in a slash
 */
export function golden(path: string, actual: string, folder = new URL('./fixtures/', import.meta.url)): string {
  const file = fileURLToPath(new URL(path, folder));
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(fileURLToPath(new URL('./', new URL(path, folder))), { recursive: true });
    writeFileSync(file, actual);
  }
  return readFileSync(file, 'utf8');
}
