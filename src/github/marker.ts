/** The hidden line at the start of a comment that tells whose it is, what it says and which run wrote it. */
import type { RunStamp } from './context.js';

export interface Marker {
  readonly key: string;
  /** The version of the tool that wrote it. */
  readonly tool: string;
  /** Of the content below the marker. */
  readonly hash: string;
  readonly stamp: RunStamp;
}

const START = '<!-- azureml-network-check {';
const END = '} -->';
/** Raised when old markers can no longer be read as new ones. */
const VERSION = 1;

/** One line, an HTML comment that no key can end. */
export function renderMarker({ key, tool, hash, stamp }: Marker): string {
  const { workflow, run, attempt } = stamp;
  const json = JSON.stringify({ v: VERSION, key, tool, hash, workflow, run, attempt });
  // Inside strings alone: nothing else of this JSON has one of these characters. `--` and `>` end comments.
  return `<!-- azureml-network-check ${json.replace(/[-<>\u007f-\uffff]/g, escapeUnicode)} -->`;
}

/** The marker that a comment's body starts with, or `null`: no marker, or none that can be read. Extra properties of later versions are ignored. */
export function parseMarker(body: string): Marker | null {
  if (!body.startsWith(START)) return null;
  const line = body.split(/\r?\n/, 1)[0] ?? '';
  if (!line.trimEnd().endsWith(END)) return null;
  let read: unknown;
  try {
    read = JSON.parse(line.slice(START.length - 1, line.lastIndexOf(END) + 1));
  } catch {
    return null;
  }
  const { v, key, tool, hash, workflow, run, attempt } = read as Readonly<Record<string, unknown>>;
  if (typeof v !== 'number' || typeof key !== 'string' || typeof hash !== 'string') return null;
  return {
    key,
    tool: typeof tool === 'string' ? tool : '',
    hash,
    stamp: {
      workflow: typeof workflow === 'string' ? workflow : '',
      run: typeof run === 'number' ? run : 0,
      attempt: typeof attempt === 'number' ? attempt : 0,
    },
  };
}

/** Whether `a` is from a later run, or a later attempt of the same run, than `b`. Runs of different workflows have no order. */
export function isLater(a: RunStamp, b: RunStamp): boolean {
  return a.workflow === b.workflow && (a.run > b.run || (a.run === b.run && a.attempt > b.attempt));
}

function escapeUnicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
