/** Rendered output beside its fixture: a change of wording is a difference to review. `UPDATE_GOLDEN=1 npm test -- report` writes it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the file holds; with `UPDATE_GOLDEN` set, after `actual` has been written to it. */
export function golden(path: string, actual: string): string {
  const file = fileURLToPath(new URL(`./fixtures/${path}`, import.meta.url));
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(fileURLToPath(new URL('./', new URL(`./fixtures/${path}`, import.meta.url))), { recursive: true });
    writeFileSync(file, actual);
  }
  return readFileSync(file, 'utf8');
}
