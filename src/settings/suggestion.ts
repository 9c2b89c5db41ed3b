/** The end of a message about a word that is not known. */
import { nearest } from '../azure/nearest.js';

/** `; did you mean X?` for the known word that was probably meant, or nothing where none is near. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === null ? '' : `; did you mean ${near}?`;
}
