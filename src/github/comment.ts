/** The one comment of a check on a pull request: found, written once, kept up to date, never by an older run. */
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
import { type IssueComment, isServerFault, type PullClient, statusOf } from './client.js';

/** The calls that are made here. */
export type CommentClient = Pick<
  PullClient,
  'listComments' | 'createComment' | 'updateComment' | 'deleteComment' | 'whoAmI'
>;

/** Makes the pull request show `order`'s content once. It throws what the client throws. */
export async function publishComment(given: CommentClient, order: Order): Promise<Outcome> {
  const client = { ...given, whoAmI: onceAsked(given.whoAmI) };
  const text = draft(order);
  const own = await ownComments(client, order);
  const [kept] = own;
  if (kept !== undefined) return update(client, order, text, [kept, ...own.slice(1)]);
  if (!order.create) return { kind: 'none', url: null, replacedOwnRun: false };

  const made = await createOnce(client, order, text);
  // Two jobs that looked at the same moment have both written: the lowest id stays, and each job takes back its own.
  const after = await ownComments(client, order).catch(() => []);
  const [lowest] = after;
  if (lowest === undefined || lowest.comment.id >= made.id)
    return { kind: 'created', url: made.url, replacedOwnRun: false };
  await client.deleteComment(made.id);
  return update(client, order, text, [lowest]);
}

/** Takes away what earlier runs have written as comments, because the report is elsewhere now. */
export async function removeComments(given: CommentClient, key: string): Promise<void> {
  for (const { comment } of await findOwn(await given.listComments(), key, given.whoAmI))
    await given.deleteComment(comment.id);
}

async function update(
  client: CommentClient,
  order: Order,
  text: Draft,
  own: readonly [Marked<IssueComment>, ...Marked<IssueComment>[]],
): Promise<Outcome> {
  const [{ comment, marker }, ...doubles] = own;
  const state = compareWith(own, order, text);
  if (state === 'older') return { kind: 'older', url: comment.url, replacedOwnRun: false };
  const { url } = state === 'unchanged' ? comment : await updateOrCreate(client, order, text, comment.id);
  for (const double of doubles) await client.deleteComment(double.comment.id);
  const replacedOwnRun = state === 'stale' && isSameRun(marker.stamp, order.stamp);
  return { kind: state === 'unchanged' ? 'unchanged' : 'updated', url, replacedOwnRun };
}

async function ownComments(client: CommentClient, { key }: Order): Promise<readonly Marked<IssueComment>[]> {
  return findOwn(await client.listComments(), key, client.whoAmI);
}

/** The server may have made the comment although its answer was a fault: looks before trying a second time. */
async function createOnce(client: CommentClient, order: Order, { body }: Draft): Promise<IssueComment> {
  try {
    return await client.createComment(body);
  } catch (error) {
    if (!isServerFault(error)) throw error;
    const [made] = await ownComments(client, order);
    return made?.comment ?? (await client.createComment(body));
  }
}

/** Somebody may delete the comment between the look and the update. */
async function updateOrCreate(client: CommentClient, order: Order, text: Draft, id: number): Promise<IssueComment> {
  try {
    return await client.updateComment(id, text.body);
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    return createOnce(client, order, text);
  }
}
