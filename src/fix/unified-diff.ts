/** Edited files as one patch, as `git apply` and `patch` take it. */
import { diffArrays } from 'diff';
import type { Insertion } from './insertions.js';
import type { EditedFile } from './source-file.js';

const CONTEXT = 3;

/** Each file's hunks under `--- a/NAME` and `+++ b/NAME`. Line ends are those of the file. */
export function unifiedDiff(files: readonly EditedFile[]): string {
  return files.map(patchOf).join('');
}

/** A run of lines: kept, taken away, or added. */
interface Run {
  readonly mark: ' ' | '-' | '+';
  readonly lines: readonly string[];
}

function patchOf({ file, after, insertions }: EditedFile): string {
  const hunks = hunksOf(runsOf(linesOf(file.text), linesOf(after), regionsOf(file.text, insertions)));
  if (hunks.length === 0) return '';
  return [`--- ${pathOf('a', file.name)}\n`, `+++ ${pathOf('b', file.name)}\n`, ...hunks].join('');
}

/** Lines with their ends. */
function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** Lines of the text that an edit touches, `to` not among them, and how many lines there are more afterwards. */
interface Region {
  readonly from: number;
  to: number;
  more: number;
}

/** Everything outside of these is equal, so that nothing has to be compared there: files may be long, and edits many. */
function regionsOf(text: string, insertions: readonly Insertion[]): readonly Region[] {
  const regions: Region[] = [];
  let line = 0;
  let at = 0;
  for (const insertion of [...insertions].sort((a, b) => a.at - b.at)) {
    const { cut = 0, text: added } = insertion;
    line += newlines(text.slice(at, insertion.at));
    at = insertion.at;
    const gone = newlines(text.slice(at, at + cut));
    const [to, more] = [line + gone + 1, newlines(added) - gone];
    const last = regions.at(-1);
    if (last !== undefined && line < last.to) {
      last.to = Math.max(last.to, to);
      last.more += more;
    } else regions.push({ from: line, to, more });
  }
  return regions;
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function runsOf(before: readonly string[], after: readonly string[], regions: readonly Region[]): readonly Run[] {
  const runs: Run[] = [];
  let [old, now] = [0, 0];
  for (const { from, to, more } of regions) {
    runs.push({ mark: ' ', lines: before.slice(old, from) });
    now += from - old;
    const end = now + (to - from) + more;
    for (const { value, added, removed } of diffArrays(before.slice(from, to), after.slice(now, end)))
      runs.push({ mark: added ? '+' : removed ? '-' : ' ', lines: value });
    [old, now] = [to, end];
  }
  return [...runs, { mark: ' ', lines: before.slice(old) }];
}

interface Hunk {
  readonly start: readonly [number, number];
  readonly counts: [number, number];
  readonly body: string[];
}

/** Changes with the lines around them; those that are near to each other in one hunk. */
function hunksOf(runs: readonly Run[]): readonly string[] {
  const joined = joinEqual(runs);
  const hunks: Hunk[] = [];
  let open: Hunk | null = null;
  let [old, now] = [0, 0];
  joined.forEach(({ mark, lines }, i) => {
    if (mark !== ' ') {
      open ??= begun(hunks, old, now);
      write(open, mark, lines);
    } else {
      const isLast = i === joined.length - 1;
      if (open !== null && !isLast && lines.length <= 2 * CONTEXT) write(open, ' ', lines);
      else {
        if (open !== null) write(open, ' ', lines.slice(0, CONTEXT));
        open = null;
        const head = isLast ? [] : lines.slice(-CONTEXT);
        if (!isLast) {
          open = begun(hunks, old + lines.length - head.length, now + lines.length - head.length);
          write(open, ' ', head);
        }
      }
    }
    old += mark === '+' ? 0 : lines.length;
    now += mark === '-' ? 0 : lines.length;
  });
  return hunks.filter(({ body }) => body.some((line) => !line.startsWith(' '))).map(printed);
}

function begun(hunks: Hunk[], old: number, now: number): Hunk {
  const hunk: Hunk = { start: [old, now], counts: [0, 0], body: [] };
  hunks.push(hunk);
  return hunk;
}

function write(hunk: Hunk, mark: Run['mark'], lines: readonly string[]): void {
  if (mark !== '+') hunk.counts[0] += lines.length;
  if (mark !== '-') hunk.counts[1] += lines.length;
  for (const line of lines)
    hunk.body.push(line.endsWith('\n') ? `${mark}${line}` : `${mark}${line}\n\\ No newline at end of file\n`);
}

function joinEqual(runs: readonly Run[]): readonly Run[] {
  const joined: { readonly mark: Run['mark']; readonly lines: string[] }[] = [];
  for (const { mark, lines } of runs) {
    const last = joined.at(-1);
    if (last?.mark === mark) for (const line of lines) last.lines.push(line);
    else if (lines.length > 0) joined.push({ mark, lines: [...lines] });
  }
  return joined;
}

function printed({ start: [old, now], counts: [less, more], body }: Hunk): string {
  return `@@ -${range(old, less)} +${range(now, more)} @@\n${body.join('')}`;
}

/** Lines count from 1; an empty range begins on the line before it. */
function range(start: number, lines: number): string {
  return lines === 1 ? `${start + 1}` : `${lines === 0 ? start : start + 1},${lines}`;
}

/** Names with characters that a patch cannot hold are quoted as git does it. */
function pathOf(side: 'a' | 'b', name: string): string {
  const full = `${side}/${name}`;
  if (!/[\p{Cc}"\\]/u.test(full)) return full;
  const quoted = [...Buffer.from(full, 'utf8')].map((byte) => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    return byte < 0x20 || byte > 0x7e ? `\\${byte.toString(8).padStart(3, '0')}` : String.fromCharCode(byte);
  });
  return `"${quoted.join('')}"`;
}
