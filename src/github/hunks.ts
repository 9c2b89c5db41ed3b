/** The lines of a changed file that a comment can stand on: those on the new side of its diff. */

/** Text of each line on the new side of the hunks, by its number. */
export type NewSide = ReadonlyMap<number, string>;

/**
 * Reads the hunks that GitHub tells of a file.
 * @param patch lines that begin with `@@`, a blank, `+`, `-` or `\`; anything else ends a hunk
 */
export function readHunks(patch: string): NewSide {
  const lines = new Map<number, string>();
  let next = 0;
  for (const text of patch.split('\n')) {
    const start = /^@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})(?:,\d{1,9})? @@/.exec(text)?.[1];
    if (start !== undefined) next = Number(start);
    else if (next === 0) continue;
    else if (text.startsWith('+') || text.startsWith(' ')) {
      lines.set(next, text.slice(1).replace(/\r$/, ''));
      next += 1;
    } else if (!text.startsWith('-') && !text.startsWith('\\')) next = 0;
  }
  return lines;
}
