/** The text that carries the report, its hidden marker, and which texts of a pull request are ours. */
import { createHash } from 'node:crypto';
import type { Identity, IssueComment, PullClient } from './client.js';
import type { RunStamp } from './context.js';
import { isLater, type Marker, parseMarker, renderMarker } from './marker.js';

/** GitHub's limit of a body, in characters; counted here in bytes, which are never fewer. */
const LARGEST_BODY = 65_536;
const HASH_LENGTH = 64;

/** What shall stand on the pull request. */
export interface Order {
  /** Tells the checks of one pull request apart. */
  readonly key: string;
  readonly tool: string;
  readonly stamp: RunStamp;
  /** Whether to write a first one; one that exists is brought up to date in any case. */
  readonly create: boolean;
  /** The content in at most so many bytes. */
  readonly render: (limit: number) => string;
  /** What may stand in the content and makes no difference: the address of the run. */
  readonly passing: string | null;
}

export interface Outcome {
  /** `older`: a later run has written, this one does not. `none`: there is nothing, and nothing to say. */
  readonly kind: 'created' | 'updated' | 'unchanged' | 'older' | 'none';
  readonly url: string | null;
  /** What was replaced is of this very run: two jobs share a key. */
  readonly replacedOwnRun: boolean;
}

export interface Draft {
  readonly body: string;
  readonly hash: string;
}

/** One of ours, with what its marker says. */
export interface Marked<T extends IssueComment> {
  readonly comment: T;
  readonly marker: Marker;
}

export function draft({ key, tool, stamp, render, passing }: Order): Draft {
  const marker = { key, tool, hash: '0'.repeat(HASH_LENGTH), stamp };
  const content = render(LARGEST_BODY - Buffer.byteLength(renderMarker(marker)) - 1);
  const hash = hashOf(passing === null ? content : content.replaceAll(passing, ''));
  return { body: `${renderMarker({ ...marker, hash })}\n${content}`, hash };
}

export function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Those with our marker and this key (`null`: any) that the token's own account has written, lowest id first; anybody can copy a marker. */
export async function findOwn<T extends IssueComment>(
  all: readonly T[],
  key: string | null,
  whoAmI: PullClient['whoAmI'],
): Promise<readonly Marked<T>[]> {
  const marked = all.flatMap((comment) => {
    const marker = parseMarker(comment.body);
    return marker !== null && (key === null || marker.key === key) ? [{ comment, marker }] : [];
  });
  if (marked.length === 0) return [];
  const me = await whoAmI();
  return marked.filter(({ comment }) => isSame(comment.author, me)).sort((a, b) => a.comment.id - b.comment.id);
}

/** What stands there, held against what shall stand there. */
export function compareWith(
  own: readonly Marked<IssueComment>[],
  order: Order,
  { hash }: Draft,
): 'older' | 'unchanged' | 'stale' {
  if (own.some(({ marker }) => isLater(marker.stamp, order.stamp))) return 'older';
  const [kept] = own;
  return kept?.marker.hash === hash && kept.marker.current ? 'unchanged' : 'stale';
}

export function isSameRun(a: RunStamp, b: RunStamp): boolean {
  return a.workflow === b.workflow && a.run === b.run && a.id === b.id && a.attempt === b.attempt;
}

/** `whoAmI` asked once, however often it is needed. */
export function onceAsked(whoAmI: PullClient['whoAmI']): PullClient['whoAmI'] {
  let answer: Promise<Identity> | null = null;
  return () => {
    answer ??= whoAmI();
    return answer;
  };
}

function isSame(author: Identity | null, me: Identity): boolean {
  if (author === null) return false;
  return me.id !== null && author.id !== null ? author.id === me.id : author.login === me.login;
}
