/** The part of GitHub's GraphQL that is asked here: which question it is, and the answer to it. */
import type { Answer, State } from './world.js';

const KNOWN = ['threads', 'resolve', 'unresolve', 'fold', 'unfold', 'viewer'] as const;

/** The question's name, `null` for other requests. GraphQL is at /graphql, on GitHub Enterprise Server at /api/graphql. */
export function isGraphqlCall(method: string, pathname: string, body: unknown): string | null {
  if (method !== 'POST' || !/^(\/api)?\/graphql$/.test(pathname)) return null;
  const query = (body as { readonly query?: string } | null)?.query ?? '';
  const name = /^(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
  return `GraphQL ${KNOWN.find((known) => known === name) ?? 'unknown'}`;
}

export function answerGraphql(call: string, body: Readonly<Record<string, unknown>>, state: State): Answer {
  const variables = (body['variables'] ?? {}) as Readonly<Record<string, unknown>>;
  const thread = state.threads.find(({ id }) => id === variables['thread']);
  switch (call) {
    case 'GraphQL viewer':
      if (state.viewer === null) return refused('FORBIDDEN');
      return data({ viewer: { login: state.viewer.login, databaseId: state.viewer.id } });
    case 'GraphQL threads':
      return data({ repository: { pullRequest: { reviewThreads: threads(state, variables['after']) } } });
    case 'GraphQL resolve':
    case 'GraphQL unresolve':
      if (!state.mayResolve) return refused('FORBIDDEN');
      if (thread === undefined) return refused('NOT_FOUND');
      thread.resolved = call === 'GraphQL resolve';
      return data({ resolveReviewThread: { thread: { isResolved: thread.resolved } } });
    case 'GraphQL fold':
    case 'GraphQL unfold': {
      const target =
        state.reviews.find(({ id }) => `PRR_${id}` === variables['node']) ??
        state.threads.flatMap(({ comments }) => comments).find(({ id }) => `PRRC_${id}` === variables['node']);
      if (target === undefined) return refused('NOT_FOUND');
      target.folded = call === 'GraphQL fold';
      return data({});
    }
    default:
      return refused('UNKNOWN');
  }
}

const PAGE = 100;

/** What belongs to a pending review is seen by nobody else, and here by nobody. */
function threads(state: State, after: unknown): object {
  const pending = new Set(state.reviews.filter((review) => review.state === 'PENDING').map(({ id }) => id));
  const all = state.threads.filter(({ review }) => review === null || !pending.has(review));
  const start = typeof after === 'string' ? Number(after) : 0;
  return {
    pageInfo: { hasNextPage: start + PAGE < all.length, endCursor: String(start + PAGE) },
    nodes: all.slice(start, start + PAGE).map(({ id, resolved, outdated, path, comments }) => ({
      id,
      isResolved: resolved,
      isOutdated: outdated,
      path,
      comments: {
        totalCount: comments.length,
        nodes: comments.slice(0, 1).map((comment) => ({
          id: `PRRC_${comment.id}`,
          databaseId: comment.id,
          body: comment.body,
          viewerDidAuthor: comment.user.id === state.viewer?.id,
          isMinimized: comment.folded,
        })),
      },
    })),
  };
}

function data(value: object): Answer {
  return { status: 200, value: { data: value } };
}

function refused(type: string): Answer {
  return {
    status: 200,
    value: {
      data: null,
      errors: [{ type, message: type === 'FORBIDDEN' ? 'Resource not accessible by integration' : type }],
    },
  };
}
