/** Makes Markdown fit: the fullest rendering that does, or the last one cut at a line with all closed that was open. */

export type Measure = 'characters' | 'bytes';

export interface Room {
  readonly limit: number;
  /** Characters are UTF-16 units, of which there are never fewer than GitHub counts. */
  readonly measure: Measure;
  /** The last line of what was cut. */
  readonly notice: string;
}

/** @param renderings fullest first; each is made only when the one before is too long */
export function shrinkToFit(renderings: readonly (() => string)[], room: Room): string {
  let text = '';
  for (const render of renderings) {
    text = render();
    if (size(text, room.measure) <= room.limit) return text;
  }
  return cut(text, room);
}

/** The first lines of a Markdown text, what is open at the end closed, then the notice; never longer than the limit. */
export function cut(text: string, { limit, measure, notice }: Room): string {
  const last = `${notice}\n`;
  let best = size(last, measure) <= limit ? last : '';
  let kept = '';
  let used = 0;
  let state: State = { fence: null, details: 0 };
  for (const line of text.split('\n')) {
    used += size(line, measure) + 1;
    if (used > limit) break;
    kept += `${line}\n`;
    state = after(state, line);
    // The limit is held against the whole: these lines, what closes them, and the notice.
    const end = `${closing(state)}\n${last}`;
    if (used + size(end, measure) <= limit) best = kept + end;
  }
  return best;
}

interface State {
  /** The backticks of an open fence. */
  readonly fence: string | null;
  readonly details: number;
}

/** Reads only what the renderer writes: fences and details at the start of a line. */
function after({ fence, details }: State, line: string): State {
  if (fence !== null) return { fence: line === fence ? null : fence, details };
  const opened = /^(`{3,})[^`]*$/.exec(line)?.[1];
  if (opened !== undefined) return { fence: opened, details };
  return { fence, details: details + (line.startsWith('<details>') ? 1 : 0) - (line.startsWith('</details>') ? 1 : 0) };
}

function closing({ fence, details }: State): string {
  return `${fence === null ? '' : `${fence}\n`}${'\n</details>\n'.repeat(details)}`;
}

function size(text: string, measure: Measure): number {
  return measure === 'bytes' ? Buffer.byteLength(text) : text.length;
}
