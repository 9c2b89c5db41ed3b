/** Text put into text, and nothing else touched: newlines, indentation and the ends of lines as the file has them. */

/** What comes in at an offset; `cut` units of white space behind it go. */
export interface Insertion {
  readonly at: number;
  readonly cut?: number;
  readonly text: string;
}

/** Several insertions at one offset come in their order. */
export function applyInsertions(text: string, insertions: readonly Insertion[]): string {
  const ordered = insertions.map((insertion, index) => ({ ...insertion, index }));
  ordered.sort((a, b) => a.at - b.at || a.index - b.index);
  const pieces: string[] = [];
  let from = 0;
  for (const { at, cut = 0, text: piece } of ordered) {
    pieces.push(text.slice(from, at), piece);
    from = Math.max(from, at + cut);
  }
  return [...pieces, text.slice(from)].join('');
}

/** How the file ends its lines: as it ends the first. */
export function newlineOf(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The white space that a line begins with, where nothing else stands before the offset; else `null`. */
export function indentBefore(text: string, offset: number): string | null {
  const before = text.slice(lineStart(text, offset), offset).replace(/^\uFEFF/, '');
  return /^[ \t]*$/.test(before) ? before : null;
}

/** The white space that the line of an offset begins with. */
export function indentOfLine(text: string, offset: number): string {
  return /^\uFEFF?([ \t]*)/.exec(text.slice(lineStart(text, offset), offset))?.[1] ?? '';
}

/** Where the line of an offset ends, if nothing follows on it but a comment that ends with it; else the offset itself. */
export function endOfLine(text: string, offset: number): number {
  const next = text.indexOf('\n', offset);
  const end = next < 0 ? text.length : text[next - 1] === '\r' && next > offset ? next - 1 : next;
  const rest = text.slice(offset, end);
  return /^[ \t]*(?:(?:#|\/\/).*)?$/.test(rest) ? end : offset;
}

/** Lines that are indented by two for each step, indented as the file does it. */
export function indented(lines: readonly string[], indent: string, unit: string): readonly string[] {
  return lines.map((line) => {
    const steps = Math.floor((/^ */.exec(line)?.[0].length ?? 0) / 2);
    const content = line.slice(steps * 2);
    return content === '' ? '' : `${indent}${unit.repeat(steps)}${content}`;
  });
}
