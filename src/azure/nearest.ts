/** The nearest known name to a misspelt one, for messages that end in "did you mean …?". */
import { distance } from 'fastest-levenshtein';

/**
 * @param text what was written
 * @param names what it may have meant
 * @returns the name with the smallest edit distance, upper and lower case being equal; `null` where none is near (more than a third of the letters off)
 */
export function nearest(text: string, names: Iterable<string>): string | null {
  const wanted = text.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  // Hostile input may be long; no name is, so a long text is near to none.
  if (wanted.length > 200) return null;
  for (const name of names) {
    const off = distance(wanted, name.toLowerCase());
    if (off < bestDistance) {
      best = name;
      bestDistance = off;
    }
  }
  return best;
}
