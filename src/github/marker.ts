/** The hidden line at the start of what this action writes: whose it is, what it says and which run wrote it. */
import type { RunStamp } from './context.js';

/** Of a comment or review that carries the report. */
export interface Marker {
  readonly key: string;
  /** The version of the tool that wrote it. */
  readonly tool: string;
  /** Of the content below the marker. */
  readonly hash: string;
  readonly stamp: RunStamp;
  /** Whether it was written as it would be today; an old one is written anew. */
  readonly current: boolean;
}

/** Of a comment on a line. */
export interface LineMarker {
  readonly key: string;
  /** What the comment is about, wherever it stands. */
  readonly id: string;
  readonly hash: string;
  readonly state: 'open' | 'fixed';
}

const REPORT = 'azureml-network-check';
const LINE = 'azureml-network-check-line';
/** Raised when old markers can no longer be read as new ones. 2: with run id and commit. */
const VERSION = 2;

/** One line, an HTML comment that no key can end. */
export function renderMarker({ key, tool, hash, stamp }: Omit<Marker, 'current'>): string {
  const { workflow, run, attempt, id, head } = stamp;
  return hide(REPORT, { v: VERSION, key, tool, hash, workflow, run, attempt, id, head });
}

/** The marker that a body starts with, or `null`: no marker, or none that can be read. Extra properties of later versions are ignored. */
export function parseMarker(body: string): Marker | null {
  const read = unhide(REPORT, body);
  if (read === null) return null;
  const { v, key, tool, hash, workflow, run, attempt, id, head } = read;
  if (typeof v !== 'number' || typeof key !== 'string' || typeof hash !== 'string') return null;
  return {
    key,
    tool: textOf(tool),
    hash,
    stamp: {
      workflow: textOf(workflow),
      run: numberOf(run),
      attempt: numberOf(attempt),
      id: numberOf(id),
      head: textOf(head),
    },
    current: v >= VERSION,
  };
}

export function renderLineMarker({ key, id, hash, state }: LineMarker): string {
  return hide(LINE, { v: VERSION, key, id, hash, state });
}

export function parseLineMarker(body: string): LineMarker | null {
  const read = unhide(LINE, body);
  if (read === null) return null;
  const { key, id, hash, state } = read;
  if (typeof key !== 'string' || typeof id !== 'string' || typeof hash !== 'string') return null;
  return { key, id, hash, state: state === 'fixed' ? 'fixed' : 'open' };
}

/**
 * Whether `a` is from a later run, or a later attempt of the same run, than `b`. Runs of different workflows have no order: their ids tell when they
 * began, not whose result holds.
 */
export function isLater(a: RunStamp, b: RunStamp): boolean {
  if (a.workflow !== b.workflow) return false;
  const [runA, runB] = a.id > 0 && b.id > 0 ? [a.id, b.id] : [a.run, b.run];
  return runA > runB || (runA === runB && a.attempt > b.attempt);
}

function hide(name: string, value: object): string {
  // Inside strings alone: nothing else of this JSON has one of these characters. `--` and `>` end comments.
  return `<!-- ${name} ${JSON.stringify(value).replace(/[-<>\u007f-\uffff]/g, escapeUnicode)} -->`;
}

function unhide(name: string, body: string): Readonly<Record<string, unknown>> | null {
  const start = `<!-- ${name} {`;
  if (!body.startsWith(start)) return null;
  const line = body.split(/\r?\n/, 1)[0] ?? '';
  const end = line.lastIndexOf('} -->');
  if (end < 0 || line.slice(end).trimEnd() !== '} -->') return null;
  try {
    return JSON.parse(line.slice(start.length - 1, end + 1)) as Readonly<Record<string, unknown>>;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function escapeUnicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
