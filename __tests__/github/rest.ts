/** What GitHub does and answers when it is asked by REST, on the state of the tests' server. */
import { type Answer, BOT, type Comment, type ServerReview, type State, type Thread } from './world.js';

type Body = Readonly<Record<string, unknown>>;
export type Params = Readonly<Record<string, string>>;

const PENDING_ELSEWHERE = 'User can only have one pending review per pull request';

export interface World {
  readonly state: State;
  readonly nextId: () => number;
}

export function answerRest(name: string, params: Params, body: Body, url: URL, { state, nextId }: World): Answer {
  const text = (key: string): string => String(body[key] ?? '');
  const by = <T extends { readonly id: number }>(list: readonly T[], key: string): T | undefined =>
    list.find(({ id }) => String(id) === params[key]);
  switch (name) {
    case 'GET pull':
      return { status: 200, value: { number: Number(params['pull_number']), head: { sha: state.head } } };
    case 'GET pulls':
      return {
        status: 200,
        value: state.pulls
          .filter(({ label }) => label === url.searchParams.get('head'))
          .map(({ number, sha, repository }) => ({
            number,
            head: { sha, repo: repository === null ? {} : { full_name: repository } },
          })),
      };
    case 'GET files':
      return paged(state.files, url);
    case 'GET comments':
      return paged(state.comments.map(commentValue), url);
    case 'POST comment': {
      const comment = { id: nextId(), body: text('body'), user: BOT };
      state.comments.push(comment);
      return { status: 201, value: commentValue(comment) };
    }
    case 'PATCH comment': {
      const comment = by(state.comments, 'comment_id');
      if (comment === undefined) return NOT_FOUND;
      comment.body = text('body');
      return { status: 200, value: commentValue(comment) };
    }
    case 'DELETE comment': {
      const index = state.comments.findIndex(({ id }) => String(id) === params['comment_id']);
      if (index < 0) return NOT_FOUND;
      state.comments.splice(index, 1);
      return { status: 204, value: null };
    }
    case 'GET reviews':
      return paged(state.reviews.map(reviewValue), url);
    case 'POST review':
      return createReview(body, { state, nextId });
    case 'POST submit': {
      const review = by(state.reviews, 'review_id');
      if (review === undefined) return NOT_FOUND;
      if (review.state !== 'PENDING') return unprocessable('Could not submit');
      review.state = 'COMMENTED';
      return { status: 200, value: reviewValue(review) };
    }
    case 'PUT review': {
      const review = by(state.reviews, 'review_id');
      if (review === undefined) return NOT_FOUND;
      review.body = text('body');
      return { status: 200, value: reviewValue(review) };
    }
    case 'DELETE review': {
      const review = by(state.reviews, 'review_id');
      if (review === undefined) return NOT_FOUND;
      if (review.state !== 'PENDING') return unprocessable('Can not delete a non-pending pull request review');
      state.reviews.splice(state.reviews.indexOf(review), 1);
      for (const thread of state.threads.filter((each) => each.review === review.id))
        state.threads.splice(state.threads.indexOf(thread), 1);
      return { status: 200, value: reviewValue(review) };
    }
    case 'POST line': {
      if (state.reviews.some((review) => review.state === 'PENDING')) return invalid(PENDING_ELSEWHERE);
      const [path, line] = [text('path'), Number(body['line'])];
      if (!isInDiff(state, path, line)) return invalid('Pull request review thread line must be part of the diff');
      const thread = addThread({ state, nextId }, path, line, text('body'), null);
      return { status: 201, value: { id: thread.comments[0]?.id, body: text('body'), path, line } };
    }
    case 'PATCH line': {
      const comment = by(
        state.threads.flatMap(({ comments }) => comments),
        'comment_id',
      );
      if (comment === undefined) return NOT_FOUND;
      comment.body = text('body');
      return { status: 200, value: { id: comment.id, body: comment.body } };
    }
    case 'POST status':
      state.statuses.push({
        sha: params['sha'] ?? '',
        state: text('state'),
        context: text('context'),
        description: text('description'),
      });
      return { status: 201, value: { state: text('state') } };
    case 'GET user':
      return { status: 403, value: { message: 'Resource not accessible by integration' } };
    default:
      return NOT_FOUND;
  }
}

const NOT_FOUND: Answer = { status: 404, value: { message: 'Not Found' } };

function unprocessable(error: string): Answer {
  return { status: 422, value: { message: 'Unprocessable Entity', errors: [error] } };
}

/** Comments on lines are refused in another shape than reviews. */
function invalid(message: string): Answer {
  const error = { resource: 'PullRequestReviewComment', field: 'line', code: 'custom', message };
  return {
    status: 422,
    value: { message: 'Validation Failed', documentation_url: 'https://docs.github.com', errors: [error] },
  };
}

function createReview(body: Body, world: World): Answer {
  const { state, nextId } = world;
  if (state.reviews.some((review) => review.state === 'PENDING')) return unprocessable(PENDING_ELSEWHERE);
  const comments = (body['comments'] ?? []) as readonly { path: string; line: number; body: string }[];
  if (comments.some(({ path, line }) => !isInDiff(state, path, line)))
    return unprocessable('Line could not be resolved');
  const review: ServerReview = {
    id: nextId(),
    body: String(body['body'] ?? ''),
    user: BOT,
    state: body['event'] === undefined ? 'PENDING' : 'COMMENTED',
    folded: false,
  };
  state.reviews.push(review);
  for (const { path, line, body: text } of comments) addThread(world, path, line, text, review.id);
  return { status: 200, value: reviewValue(review) };
}

export function addThread(
  { state, nextId }: World,
  path: string,
  line: number,
  body: string,
  review: number | null,
): Thread {
  const id = nextId();
  const thread: Thread = {
    id: `PRRT_${id}`,
    resolved: false,
    outdated: false,
    path,
    line,
    review,
    comments: [{ id, body, user: BOT, folded: false }],
  };
  state.threads.push(thread);
  return thread;
}

function isInDiff(state: State, path: string, line: number): boolean {
  const patch = state.files.find(({ filename }) => filename === path)?.patch;
  return [...(patch ?? '').matchAll(/@@ -\S+ \+(\d+)(?:,(\d+))? @@/g)].some(([, start, size]) => {
    const first = Number(start);
    return line >= first && line < first + Number(size ?? 1);
  });
}

function commentValue({ id, body, user }: Comment): object {
  return { id, body, user, html_url: `https://github.example/o/r/pull/3#issuecomment-${id}` };
}

function reviewValue({ id, body, user, state }: ServerReview): object {
  return {
    id,
    node_id: `PRR_${id}`,
    body,
    user,
    state,
    html_url: `https://github.example/o/r/pull/3#pullrequestreview-${id}`,
  };
}

function paged(items: readonly object[], url: URL): Answer {
  const [page, size] = [Number(url.searchParams.get('page') ?? '1'), Number(url.searchParams.get('per_page') ?? '30')];
  const next = new URL(url);
  next.searchParams.set('page', String(page + 1));
  return {
    status: 200,
    value: items.slice((page - 1) * size, page * size),
    headers: page * size < items.length ? { link: `<${next}>; rel="next"` } : {},
  };
}
