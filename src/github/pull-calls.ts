/** Each call to a pull request: its route, what it sends, and how its answer is read. */
import type { Identity, IssueComment, LineThread, PullClient, Review } from './client.js';
import { isServerFault, statusOf } from './client.js';
import { count, field, optionalText, type Requests, text } from './requests.js';

interface Place {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** The account of a job's own token, where nothing better is told. */
export const ACTIONS_BOT: Identity = { login: 'github-actions[bot]', id: null };

const PULL = '/repos/{owner}/{repo}/pulls/{pull_number}';
const ISSUE = '/repos/{owner}/{repo}/issues';

export function pullClient(requests: Requests, { owner, repo, number }: Place): PullClient {
  const here = { owner, repo };
  const pull = { ...here, pull_number: number };
  return {
    getPull: async () => ({ head: text(field(await requests.send(`GET ${PULL}`, pull), 'head'), 'sha') }),
    listFiles: async () =>
      (await requests.list(`GET ${PULL}/files`, pull)).map((file) => ({
        path: text(file, 'filename'),
        patch: typeof field(file, 'patch') === 'string' ? text(file, 'patch') : null,
      })),

    listComments: async () =>
      (await requests.list(`GET ${ISSUE}/{issue_number}/comments`, { ...here, issue_number: number })).map(commentOf),
    createComment: async (body) =>
      commentOf(
        await requests.sendOnce(`POST ${ISSUE}/{issue_number}/comments`, { ...here, issue_number: number, body }),
      ),
    updateComment: async (id, body) =>
      commentOf(await requests.send(`PATCH ${ISSUE}/comments/{comment_id}`, { ...here, comment_id: id, body })),
    deleteComment: (id) => gone(requests.send(`DELETE ${ISSUE}/comments/{comment_id}`, { ...here, comment_id: id })),

    listReviews: async () => (await requests.list(`GET ${PULL}/reviews`, pull)).map(reviewOf),
    createReview: async (commit, body, comments) =>
      reviewOf(
        await requests.sendOnce(`POST ${PULL}/reviews`, {
          ...pull,
          commit_id: commit,
          body,
          comments: comments.map((comment) => ({ ...comment, side: 'RIGHT' })),
        }),
      ),
    submitReview: async (id) =>
      reviewOf(
        await requests.sendOnce(`POST ${PULL}/reviews/{review_id}/events`, {
          ...pull,
          review_id: id,
          event: 'COMMENT',
        }),
      ),
    updateReview: async (id, body) =>
      reviewOf(await requests.send(`PUT ${PULL}/reviews/{review_id}`, { ...pull, review_id: id, body })),
    deletePendingReview: (id) => gone(requests.send(`DELETE ${PULL}/reviews/{review_id}`, { ...pull, review_id: id })),

    listThreads: () => listThreads(requests, { owner, repo, number }),
    createLineComment: async (commit, comment) => {
      await requests.sendOnce(`POST ${PULL}/comments`, { ...pull, commit_id: commit, ...comment, side: 'RIGHT' });
    },
    updateLineComment: async (id, body) => {
      await requests.send('PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}', {
        ...here,
        comment_id: id,
        body,
      });
    },
    resolveThread: async (thread) => {
      await requests.graphql(RESOLVE, { thread });
    },
    unresolveThread: async (thread) => {
      await requests.graphql(UNRESOLVE, { thread });
    },
    fold: async (node, why) => {
      await requests.graphql(FOLD, { node, why });
    },
    unfold: async (node) => {
      await requests.graphql(UNFOLD, { node });
    },
    whoAmI: () => whoAmI(requests),
  };
}

const RESOLVE =
  'mutation resolve($thread: ID!) { resolveReviewThread(input: {threadId: $thread}) { thread { isResolved } } }';
const UNRESOLVE =
  'mutation unresolve($thread: ID!) { unresolveReviewThread(input: {threadId: $thread}) { thread { isResolved } } }';
const FOLD =
  'mutation fold($node: ID!, $why: ReportedContentClassifiers!) { minimizeComment(input: {subjectId: $node, classifier: $why}) { minimizedComment { isMinimized } } }';
const UNFOLD =
  'mutation unfold($node: ID!) { unminimizeComment(input: {subjectId: $node}) { unminimizedComment { isMinimized } } }';
const THREADS = `query threads($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) { reviewThreads(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { id isResolved isOutdated path comments(first: 1) { totalCount nodes { id databaseId body viewerDidAuthor isMinimized } } }
  } } } }`;
const VIEWER = 'query viewer { viewer { login databaseId } }';
/** 10,000 conversations. */
const MOST_PAGES = 100;

async function listThreads(requests: Requests, { owner, repo, number }: Place): Promise<readonly LineThread[]> {
  const threads: LineThread[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await requests.graphql(THREADS, { owner, repo, number, after });
    const list = field(field(field(answer, 'repository'), 'pullRequest'), 'reviewThreads');
    const nodes = field(list, 'nodes');
    for (const node of Array.isArray(nodes) ? nodes : []) threads.push(...threadOf(node));
    const next = field(list, 'pageInfo');
    if (field(next, 'hasNextPage') !== true) break;
    after = text(next, 'endCursor');
  }
  return threads;
}

/** None for a conversation whose comments are gone. */
function threadOf(thread: unknown): readonly LineThread[] {
  const comments = field(thread, 'comments');
  const nodes = field(comments, 'nodes');
  const first: unknown = Array.isArray(nodes) ? nodes[0] : undefined;
  if (typeof first !== 'object' || first === null || typeof field(first, 'databaseId') !== 'number') return [];
  return [
    {
      id: text(thread, 'id'),
      resolved: field(thread, 'isResolved') === true,
      outdated: field(thread, 'isOutdated') === true,
      answered: count(comments, 'totalCount') > 1,
      path: optionalText(thread, 'path'),
      comment: {
        id: count(first, 'databaseId'),
        node: text(first, 'id'),
        body: optionalText(first, 'body'),
        own: field(first, 'viewerDidAuthor') === true,
        folded: field(first, 'isMinimized') === true,
      },
    },
  ];
}

/** Tokens of apps, a job's own among them, get 403 from `GET /user`; GraphQL answers every token, without any permission. */
async function whoAmI(requests: Requests): Promise<Identity> {
  const viewer = await requests.graphql(VIEWER, {}).then(
    (answer) => field(answer, 'viewer'),
    () => null,
  );
  const [login, id] = [field(viewer, 'login'), field(viewer, 'databaseId')];
  if (typeof login === 'string') return { login, id: typeof id === 'number' ? id : null };
  try {
    const user = await requests.send('GET /user', {});
    return { login: text(user, 'login'), id: count(user, 'id') };
  } catch (error) {
    // A server that does not answer is no proof of who we are not: better no comment than a second one.
    if (isServerFault(error)) throw error;
    return ACTIONS_BOT;
  }
}

function commentOf(comment: unknown): IssueComment {
  return {
    id: count(comment, 'id'),
    body: optionalText(comment, 'body'),
    url: text(comment, 'html_url'),
    author: authorOf(comment),
  };
}

function reviewOf(review: unknown): Review {
  return { ...commentOf(review), node: text(review, 'node_id'), pending: text(review, 'state') === 'PENDING' };
}

function authorOf(comment: unknown): Identity | null {
  const user = field(comment, 'user');
  return typeof user === 'object' && user !== null ? { login: text(user, 'login'), id: count(user, 'id') } : null;
}

/** What is not there any more need not be deleted. */
async function gone(deleting: Promise<unknown>): Promise<void> {
  try {
    await deleting;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}
