/** Comments on lines of the diff: each cause once, brought up to date, settled when it is gone, never repeated. */
import path from 'node:path';
import type { Messages } from '../report/language/catalogue.js';
import { type LineComment, type LineComments, renderLineComment } from '../report/line-comments.js';
import { repositoryPath } from './annotate.js';
import { hashOf } from './body.js';
import {
  type ChangedFile,
  isPendingElsewhere,
  isServerFault,
  type LineThread,
  messageOf,
  type NewLineComment,
  type Patience,
  type PullClient,
  statusOf,
} from './client.js';
import { type NewSide, readHunks } from './hunks.js';
import { type LineMarker, parseLineMarker, renderLineMarker } from './marker.js';

/** Comments on lines that one check has on one pull request, at most. */
export const MOST_LINES = 30;

/** What the lines of a pull request shall say. */
export interface LineOrder {
  readonly key: string;
  readonly said: LineComments;
  readonly messages: Messages;
  /** The folder that the report's paths start from: the repository. */
  readonly workspace: string;
  /**
   * The line as it was checked, `null` where there is no such line: GitHub tests a merge with the base branch, whose lines may stand elsewhere than on
   * the branch. `null` for the function: nothing is checked out.
   */
  readonly readLine: ((file: string, line: number) => string | null) | null;
}

export interface WantedLine extends NewLineComment {
  readonly id: string;
  readonly hash: string;
}

export interface PlacedLines {
  readonly lines: readonly WantedLine[];
  /** How many more would have had a line: beyond {@link MOST_LINES} they are in the report alone. */
  readonly left: number;
}

/** What can stand on a line that this pull request shows, most important first. */
export function placeLines(order: LineOrder, files: readonly ChangedFile[]): PlacedLines {
  const patches = new Map(files.map((file) => [file.path, file.patch]));
  const read = new Map<string, NewSide>();
  const linesOf = (file: string): NewSide => {
    const known = read.get(file);
    if (known !== undefined) return known;
    const patch = patches.get(file) ?? null;
    const lines: NewSide = patch === null ? new Map() : readHunks(patch);
    read.set(file, lines);
    return lines;
  };
  const lines: WantedLine[] = [];
  let left = 0;
  for (const comment of order.said.comments) {
    for (const place of comment.places) {
      const file = repositoryPath(place.file, order.workspace);
      const text = file === null ? undefined : linesOf(file).get(place.line);
      if (file === null || text === undefined || !isSameLine(order, file, place.line, text)) continue;
      if (lines.length === MOST_LINES) left += 1;
      else lines.push(wantedLine(order, comment, place, file, text));
      break;
    }
  }
  return { lines, left };
}

function wantedLine(
  { key, messages }: LineOrder,
  comment: LineComment,
  place: LineComment['places'][number],
  path: string,
  line: string,
): WantedLine {
  const { text, said } = renderLineComment(comment, place, line, messages);
  const [id, hash] = [hashOf(comment.id), hashOf(said)];
  const marker = renderLineMarker({ key, id, hash, state: 'open' });
  return { path, line: place.line, body: `${marker}\n${text}`, id, hash };
}

function isSameLine({ readLine, workspace }: LineOrder, file: string, line: number, text: string): boolean {
  return readLine === null || readLine(path.join(workspace, file), line)?.trimEnd() === text.trimEnd();
}

/** A conversation that this check has begun. */
interface OwnThread extends LineThread {
  readonly marker: LineMarker;
}

/** One thing to do about the conversations of a pull request. */
export type LineStep =
  | { readonly kind: 'create'; readonly comment: WantedLine }
  | { readonly kind: 'update'; readonly thread: LineThread; readonly body: string; readonly reopen: boolean }
  | { readonly kind: 'settle'; readonly thread: LineThread; readonly body: string }
  | { readonly kind: 'resolve'; readonly thread: LineThread };

/**
 * What to do so that the lines say what they shall, in this order: what is told is brought up to date or settled before anything new is said.
 * What somebody has answered or resolved, and what stands on a line that has changed since, is not said again while it is the same.
 */
export function planLines(
  order: LineOrder,
  wanted: readonly WantedLine[],
  all: readonly LineThread[],
): readonly LineStep[] {
  const own = all.flatMap((thread): OwnThread[] => {
    const marker = thread.comment.own ? parseLineMarker(thread.comment.body) : null;
    return marker?.key === order.key ? [{ ...thread, marker }] : [];
  });
  const open = new Set([...order.said.open].map(hashOf));
  const byId = new Map<string, OwnThread[]>();
  for (const thread of own) byId.set(thread.marker.id, [...(byId.get(thread.marker.id) ?? []), thread]);
  const wantedIds = new Map(wanted.map((line) => [line.id, line]));

  const steps: LineStep[] = [];
  for (const thread of own) {
    const line = wantedIds.get(thread.marker.id);
    if (!open.has(thread.marker.id)) steps.push(...settle(order, thread));
    else if (line === undefined || standing(byId.get(line.id) ?? [], line) !== thread) steps.push(...putAway(thread));
    else steps.push(...bringUpToDate(thread, line));
  }
  const live = own.filter(({ marker, outdated }) => open.has(marker.id) && !outdated).length;
  const fresh = wanted.filter((line) => standing(byId.get(line.id) ?? [], line) === null);
  return [
    ...steps,
    ...fresh.slice(0, Math.max(0, MOST_LINES - live)).map((comment): LineStep => ({ kind: 'create', comment })),
  ];
}

/** The conversation that says, or has said, what the line shall say; `null`: it has to be begun. */
function standing(threads: readonly OwnThread[], line: WantedLine): OwnThread | null {
  const live = threads.filter(({ outdated }) => !outdated);
  return live.at(-1) ?? threads.findLast(({ marker }) => marker.hash === line.hash && marker.state === 'open') ?? null;
}

function settle({ key, messages }: LineOrder, thread: OwnThread): readonly LineStep[] {
  const { id, hash, state } = thread.marker;
  if (state === 'fixed') return away(thread);
  const marker = renderLineMarker({ key, id, hash, state: 'fixed' });
  return [{ kind: 'settle', thread, body: `${marker}\n${messages.review.settled}` }];
}

/** The cause stands, but not in this conversation. */
function putAway(thread: OwnThread): readonly LineStep[] {
  return thread.outdated ? away(thread) : [];
}

function bringUpToDate(thread: OwnThread, line: WantedLine): readonly LineStep[] {
  const { hash, state } = thread.marker;
  if (hash === line.hash && state === 'open') return thread.outdated || thread.answered ? away(thread) : [];
  return [{ kind: 'update', thread, body: line.body, reopen: state === 'fixed' }];
}

function away(thread: OwnThread): readonly LineStep[] {
  return thread.resolved || thread.comment.folded ? [] : [{ kind: 'resolve', thread }];
}

/** What came of it. */
export interface LineOutcome {
  /** Conversations that the token may not resolve; they are folded instead. */
  readonly folded: number;
  /** Comments that GitHub did not take where they were to stand. */
  readonly refused: number;
}

/** Does the steps. It throws what the client throws; what was done until then stays. */
export async function doLines(
  client: PullClient,
  head: string,
  steps: readonly LineStep[],
  patience: Patience,
): Promise<LineOutcome> {
  let folded = 0;
  let refused = 0;
  const putOut = async (thread: LineThread, why: 'OUTDATED' | 'RESOLVED'): Promise<void> => {
    if (thread.resolved || (await unless(NOT_ALLOWED, client.resolveThread(thread.id)))) return;
    // Resolving asks for `contents: write`, which nobody should give to a check; folding does not.
    if (!thread.comment.folded) await client.fold(thread.comment.node, why);
    folded += 1;
  };
  for (const step of steps) {
    if (step.kind === 'create') {
      if (!(await createOnce(client, head, step.comment, patience))) refused += 1;
      continue;
    }
    const { thread } = step;
    if (step.kind === 'resolve') await putOut(thread, thread.outdated ? 'OUTDATED' : 'RESOLVED');
    else await client.updateLineComment(thread.comment.id, step.body);
    if (step.kind === 'settle') await putOut(thread, 'RESOLVED');
    if (step.kind === 'update' && step.reopen) {
      if (thread.comment.folded) await client.unfold(thread.comment.node);
      if (thread.resolved) await unless(NOT_ALLOWED, client.unresolveThread(thread.id));
    }
  }
  return { folded, refused };
}

/** The server may have made the comment although its answer was a fault. @returns whether the comment stands */
async function createOnce(client: PullClient, head: string, line: WantedLine, patience: Patience): Promise<boolean> {
  const { path: file, line: number, body } = line;
  const write = (): Promise<void> => client.createLineComment(head, { path: file, line: number, body });
  const create = (): Promise<boolean> => unless(NOT_TAKEN, whenFree(write, patience));
  try {
    return await create();
  } catch (error) {
    if (!isServerFault(error)) throw error;
    const made = (await client.listThreads()).some(({ comment, outdated }) => {
      const marker = comment.own && !outdated ? parseLineMarker(comment.body) : null;
      return marker?.id === line.id && marker.hash === line.hash;
    });
    return made || create();
  }
}

/** Waits while another job has its review pending. */
async function whenFree(write: () => Promise<void>, { tries, pause }: Patience): Promise<void> {
  for (let tried = 0; ; tried++) {
    try {
      return await write();
    } catch (error) {
      if (!isPendingElsewhere(error) || tried === tries) throw error;
      await pause();
    }
  }
}

/** Statuses that say no for good. */
const NOT_ALLOWED = [403, 404, 422];
const NOT_TAKEN = [404, 422];

/** Whether it was done; `false` where GitHub says no with one of these statuses. */
async function unless(statuses: readonly number[], doing: Promise<unknown>): Promise<boolean> {
  try {
    await doing;
    return true;
  } catch (error) {
    if (!statuses.includes(statusOf(error) ?? 0) || /rate limit/i.test(messageOf(error))) throw error;
    return false;
  }
}
