/** The one comment of a check on a pull request: found, written once, kept up to date, never by an older run. */
import { createHash } from 'node:crypto';
import { type GitHubClient, type Identity, type IssueComment, statusOf } from './client.js';
import type { RunStamp } from './context.js';
import { isLater, type Marker, parseMarker, renderMarker } from './marker.js';

/** GitHub's limit of a body, in characters; counted here in bytes, which are never fewer. */
const LARGEST_BODY = 65_536;
const HASH_LENGTH = 64;

export interface CommentOrder {
  /** Tells the checks of one pull request apart. */
  readonly key: string;
  readonly tool: string;
  readonly stamp: RunStamp;
  /** Whether to write a first comment; one that exists is brought up to date in any case. */
  readonly create: boolean;
  /** The content in at most so many bytes. */
  readonly render: (limit: number) => string;
}

export interface CommentOutcome {
  /** `older`: a later run has written, this one does not. `none`: there is no comment, and nothing to say. */
  readonly kind: 'created' | 'updated' | 'unchanged' | 'older' | 'none';
  readonly url: string | null;
  /** The comment that was replaced is of this very run: two jobs share a key. */
  readonly replacedOwnRun: boolean;
}

interface Marked {
  readonly comment: IssueComment;
  readonly marker: Marker;
}

/** Makes the pull request show `order`'s content once. It throws what the client throws. */
export async function publishComment(client: GitHubClient, order: CommentOrder): Promise<CommentOutcome> {
  const draft: Marker = { key: order.key, tool: order.tool, hash: '0'.repeat(HASH_LENGTH), stamp: order.stamp };
  const content = order.render(LARGEST_BODY - Buffer.byteLength(renderMarker(draft)) - 1);
  const hash = createHash('sha256').update(content).digest('hex');
  const body = `${renderMarker({ ...draft, hash })}\n${content}`;

  const [kept, ...doubles] = await findOwn(client, order.key);
  if (kept === undefined) {
    if (!order.create) return { kind: 'none', url: null, replacedOwnRun: false };
    return { kind: 'created', url: (await createOnce(client, order.key, body)).url, replacedOwnRun: false };
  }

  const { comment, marker } = kept;
  if ([kept, ...doubles].some((own) => isLater(own.marker.stamp, order.stamp)))
    return { kind: 'older', url: comment.url, replacedOwnRun: false };
  const unchanged = marker.hash === hash;
  const { url } = unchanged ? comment : await updateOrCreate(client, order.key, comment.id, body);
  // Two jobs that looked at the same moment have both written: one comment stays.
  for (const double of doubles) await client.deleteComment(double.comment.id);
  const { workflow, run, attempt } = marker.stamp;
  const sameRun = workflow === order.stamp.workflow && run === order.stamp.run && attempt === order.stamp.attempt;
  return { kind: unchanged ? 'unchanged' : 'updated', url, replacedOwnRun: !unchanged && sameRun };
}

/** The comments with our marker and key that the token's own account has written; anybody can copy a marker. */
async function findOwn(client: GitHubClient, key: string): Promise<readonly Marked[]> {
  const marked = (await client.listComments()).flatMap((comment) => {
    const marker = parseMarker(comment.body);
    return marker?.key === key ? [{ comment, marker }] : [];
  });
  if (marked.length === 0) return [];
  const me = await client.whoAmI();
  return marked.filter(({ comment }) => isSame(comment.author, me));
}

function isSame(author: Identity | null, me: Identity): boolean {
  if (author === null) return false;
  return me.id !== null && author.id !== null ? author.id === me.id : author.login === me.login;
}

/** The server may have made the comment although its answer was a fault: looks before trying a second time. */
async function createOnce(client: GitHubClient, key: string, body: string): Promise<IssueComment> {
  try {
    return await client.createComment(body);
  } catch (error) {
    if ((statusOf(error) ?? 0) < 500) throw error;
    const [made] = await findOwn(client, key);
    return made?.comment ?? (await client.createComment(body));
  }
}

/** Somebody may delete the comment between the look and the update. */
async function updateOrCreate(client: GitHubClient, key: string, id: number, body: string): Promise<IssueComment> {
  try {
    return await client.updateComment(id, body);
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    return createOnce(client, key, body);
  }
}
