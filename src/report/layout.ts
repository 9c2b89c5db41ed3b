/** Columns and paragraphs of a terminal, measured in cells: a Chinese, Japanese or Korean character takes two, a combining mark none. */

const NARROW = /^[\x20-\x7e\u00a0-\u02ff]*$/;
const ZERO = /[\p{M}\p{Cf}\u1160-\u11ff]/u;
/** East Asian Wide and Fullwidth (Unicode Standard Annex 11), and what is drawn as an emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** How many cells a text takes in a terminal. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** The text followed by as many spaces as make it `width` cells wide. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/**
 * Lines of at most `width` cells, broken at spaces. A word is never broken, so that addresses can be copied; one that is wider than
 * the line stands on a line of its own.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const needed = displayWidth(word);
    if (line !== '' && used + 1 + needed > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    used += (line === '' ? 0 : 1) + needed;
    line += (line === '' ? '' : ' ') + word;
  }
  return line === '' ? lines : [...lines, line];
}

/** Puts pieces on as few lines as hold them, never breaking one; `separator` stands between two of a line. */
export function fill<T extends { readonly text: string }>(
  pieces: readonly T[],
  separator: string,
  width: number,
): readonly (readonly T[])[] {
  const lines: T[][] = [];
  let used = 0;
  for (const piece of pieces) {
    const needed = displayWidth(piece.text);
    const line = lines.at(-1);
    if (line !== undefined && used + displayWidth(separator) + needed <= width) {
      line.push(piece);
      used += displayWidth(separator) + needed;
    } else {
      lines.push([piece]);
      used = needed;
    }
  }
  return lines;
}

/** The width of each column: that of its widest cell. */
export function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
    });
  return widths;
}
