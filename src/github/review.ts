/** The one review of a check on a pull request: its body is the report, its comments stand on changed lines; kept up to date, never by an older run. */
import {
  compareWith,
  type Draft,
  draft,
  findOwn,
  isSameRun,
  type Marked,
  type Order,
  type Outcome,
  onceAsked,
} from './body.js';
import { isPendingElsewhere, isServerFault, type Patience, type PullClient, type Review, statusOf } from './client.js';
import { removeComments } from './comment.js';
import { doLines, type LineOrder, type PlacedLines, placeLines, planLines } from './lines.js';

export interface ReviewOrder extends Order {
  readonly lines: LineOrder;
  readonly patience: Patience;
}

export interface ReviewOutcome extends Outcome {
  /** What could not be done although the report is there, as the client threw it. */
  readonly lost: unknown;
  /** Comments on lines that GitHub did not take. */
  readonly refused: number;
  /** Conversations that the token may not resolve. */
  readonly folded: number;
  /** Causes on changed lines that were too many for a comment each. */
  readonly left: number;
}

const NO_LINES: Placed = { lines: [], left: 0, lost: null };
const DONE = { lost: null, refused: 0, folded: 0, left: 0 };

/** Makes the pull request show `order`'s content once. It throws what the client throws while the report is not there. */
export async function publishReview(given: PullClient, order: ReviewOrder): Promise<ReviewOutcome> {
  const client = { ...given, whoAmI: onceAsked(given.whoAmI) };
  const text = draft(order);
  const pull = await client.getPull();
  const moved = order.stamp.head !== '' && order.stamp.head !== pull.head;
  const own = (await ownReviews(client, order.key)).filter(({ comment }) => !comment.pending);
  const [kept] = own;
  if (kept === undefined && !order.create) return { kind: 'none', url: null, replacedOwnRun: false, ...DONE };
  // A newer commit has had, or will have, a run of its own, and that run may have found what stands here to be right.
  if (kept !== undefined && moved) return { kind: 'older', url: kept.comment.url, replacedOwnRun: false, ...DONE };

  const wanted = moved || order.lines.said.comments.length === 0 ? NO_LINES : await placed(client, order);
  const begun = kept === undefined ? await begin(client, order, text, order.stamp.head || pull.head, wanted) : null;
  if (begun !== null && 'url' in begun) return begun;
  const standing = begun === null ? own : [begun];
  const outcome = await update(client, order, text, standing);
  if (outcome.kind === 'older') return { ...outcome, ...DONE };
  try {
    if (outcome.kind === 'updated') await removeComments(client, order.key);
    const steps = planLines(order.lines, wanted.lines, await client.listThreads());
    return {
      ...outcome,
      lost: wanted.lost,
      left: wanted.left,
      ...(await doLines(client, pull.head, steps, order.patience)),
    };
  } catch (error) {
    return { ...outcome, ...DONE, lost: error };
  }
}

/** Leaves a word where reviews of earlier runs stand, because the report is elsewhere now: a review cannot be deleted. */
export async function retireReviews(client: PullClient, key: string, word: string): Promise<void> {
  for (const { comment } of await ownReviews(client, key)) {
    if (comment.pending) await client.deletePendingReview(comment.id);
    else await retire(client, comment, word);
  }
}

async function retire(client: PullClient, { id, node }: Review, word: string): Promise<void> {
  // Without a marker it is no longer ours.
  await client.updateReview(id, word);
  await client.fold(node, 'OUTDATED');
}

interface Placed extends PlacedLines {
  /** The report matters more than its lines: what GitHub tells of the diff may fail to come. */
  readonly lost: unknown;
}

async function placed(client: PullClient, order: ReviewOrder): Promise<Placed> {
  try {
    return { ...placeLines(order.lines, await client.listFiles()), lost: null };
  } catch (error) {
    return { lines: [], left: 0, lost: error };
  }
}

async function update(
  client: PullClient,
  order: ReviewOrder,
  text: Draft,
  own: readonly Marked<Review>[],
): Promise<Outcome> {
  const [kept, ...doubles] = own;
  if (kept === undefined) throw new Error('no review to update');
  const { comment, marker } = kept;
  const state = compareWith(own, order, text);
  if (state === 'older') return { kind: 'older', url: comment.url, replacedOwnRun: false };
  const { url } = state === 'unchanged' ? comment : await client.updateReview(comment.id, text.body);
  for (const double of doubles) await retire(client, double.comment, order.lines.messages.review.moved);
  const replacedOwnRun = state === 'stale' && isSameRun(marker.stamp, order.stamp);
  return { kind: state === 'unchanged' ? 'unchanged' : 'updated', url, replacedOwnRun };
}

/**
 * Writes the first review. It is pending at first: an account has one pending review per pull request, so of two jobs that found none at the
 * same moment one has to wait, and then finds the other's. @returns the other's, to be brought up to date, or the outcome
 */
async function begin(
  client: PullClient,
  order: ReviewOrder,
  text: Draft,
  head: string,
  wanted: Placed,
): Promise<ReviewOutcome | Marked<Review>> {
  const made = await createPending(client, order, text, head, wanted);
  if (!('pending' in made)) return made;
  const other = (await ownReviews(client, order.key).catch(() => [])).find(
    ({ comment }) => !comment.pending && comment.id !== made.review.id,
  );
  if (other !== undefined) {
    await client.deletePendingReview(made.review.id);
    return other;
  }
  const { url } = made.pending ? await submit(client, order, made.review) : made.review;
  const outcome = {
    kind: 'created',
    url,
    replacedOwnRun: false,
    ...DONE,
    lost: wanted.lost,
    left: wanted.left,
    refused: made.refused,
  } as const;
  try {
    // An earlier version of this tool, or `comment: comment`, has written the report as a comment.
    await removeComments(client, order.key);
    return outcome;
  } catch (error) {
    return { ...outcome, lost: error };
  }
}

interface Made {
  readonly review: Review;
  readonly pending: boolean;
  readonly refused: number;
}

async function createPending(
  client: PullClient,
  order: ReviewOrder,
  text: Draft,
  head: string,
  wanted: Placed,
): Promise<Made | Marked<Review>> {
  let comments = wanted.lines.map(({ path, line, body }) => ({ path, line, body }));
  const refused = (): number => wanted.lines.length - comments.length;
  const made = (review: Review): Made => ({ review, pending: review.pending, refused: refused() });
  let faults = 0;
  let waits = 0;
  for (;;) {
    try {
      return made(await client.createReview(head, text.body, comments));
    } catch (error) {
      const blocked = isPendingElsewhere(error);
      if (!isServerFault(error) && statusOf(error) !== 422) throw error;
      if (statusOf(error) === 422 && !blocked) {
        if (comments.length === 0) throw error;
        // The branch has moved on since the diff was read.
        comments = [];
        continue;
      }
      const own = await ownReviews(client, order.key);
      // The server may have made the review although its answer was a fault.
      const mine = own.find(
        ({ marker }) => marker.hash === text.hash && isSameRun(marker.stamp, order.stamp) && !blocked,
      );
      if (mine !== undefined) return made(mine.comment);
      const other = own.find(({ comment }) => !comment.pending);
      if (other !== undefined) return other;
      if (!blocked) {
        faults += 1;
        if (faults > 1) throw error;
        continue;
      }
      if (waits > order.patience.tries) throw error;
      // Whoever began it was stopped before it was done; nobody else would ever submit it.
      if (waits === order.patience.tries) await dropPending(client, error);
      else await order.patience.pause();
      waits += 1;
    }
  }
}

/** Deletes what this check, under any key, has left pending. @throws what was thrown: the pending review is a person's draft, or another tool's */
async function dropPending(client: PullClient, error: unknown): Promise<void> {
  const pending = (await findOwn(await client.listReviews(), null, client.whoAmI)).filter(
    ({ comment }) => comment.pending,
  );
  if (pending.length === 0) throw error;
  for (const { comment } of pending) await client.deletePendingReview(comment.id);
}

/** Makes the pending review one that everybody sees; where that cannot be, nothing of it is left. */
async function submit(client: PullClient, order: ReviewOrder, review: Review): Promise<Review> {
  for (let tries = 0; ; tries++) {
    try {
      return await client.submitReview(review.id);
    } catch (error) {
      const look = await ownReviews(client, order.key).catch(() => []);
      const now = look.find(({ comment }) => comment.id === review.id)?.comment;
      if (now !== undefined && !now.pending) return now;
      if (tries > 0 || !isServerFault(error)) {
        await client.deletePendingReview(review.id).catch(() => undefined);
        throw error;
      }
    }
  }
}

async function ownReviews(client: PullClient, key: string): Promise<readonly Marked<Review>[]> {
  return findOwn(await client.listReviews(), key, client.whoAmI);
}
