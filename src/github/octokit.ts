/** A client by Octokit with patience: retries, rate limits, time limits, proxies and GitHub Enterprise Server. Loaded only when there is something to tell GitHub. */
import type { getOctokit } from '@actions/github';
import type { GitHubClient } from './client.js';
import { pullClient } from './pull-calls.js';
import { count, field, makeRequests, optionalText, type RequestError, type Requests, text } from './requests.js';

export interface ClientOptions {
  readonly token: string;
  /** GITHUB_API_URL */
  readonly apiUrl: string;
  /** GITHUB_GRAPHQL_URL */
  readonly graphqlUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** Ends all waiting and refuses all further calls. */
  readonly deadline: AbortSignal;
  readonly times?: Times;
}

/** All in milliseconds. */
export interface Times {
  /** What a second of waiting between two tries takes. */
  readonly second: number;
  /** How long one try may take. */
  readonly request: number;
}

export const USUAL_TIMES: Times = { second: 1000, request: 20_000 };

/** The longest wait that a rate limit may ask for, in seconds; a job does not stand still for an hour. */
const LONGEST_WAIT = 60;
const RATE_LIMIT_RETRIES = 2;

/**
 * Reading, updating and deleting are tried again after faults of the server (after 1, 4 and 9 seconds); what a rate limit refused, when GitHub says, if
 * that is soon. Creating is never tried again here, since it may have been done.
 */
export async function makeClient(options: ClientOptions): Promise<GitHubClient> {
  const { owner, repo } = options;
  const requests = await connect(options);
  return {
    pull: (number) => pullClient(requests, { owner, repo, number }),
    openPulls: async (headOwner, branch) => {
      const pulls = await requests.list('GET /repos/{owner}/{repo}/pulls', {
        owner,
        repo,
        state: 'open',
        head: `${headOwner}:${branch}`,
      });
      return pulls.map((pull) => {
        const head = field(pull, 'head');
        const name = optionalText(field(head, 'repo'), 'full_name');
        return { number: count(pull, 'number'), head: text(head, 'sha'), headRepository: name === '' ? null : name };
      });
    },
    setStatus: async (sha, { state, description, context, url }) => {
      await requests.send('POST /repos/{owner}/{repo}/statuses/{sha}', {
        owner,
        repo,
        sha,
        state,
        description,
        context,
        ...(url === null ? {} : { target_url: url }),
      });
    },
  };
}

async function connect({ token, apiUrl, graphqlUrl, deadline, times = USUAL_TIMES }: ClientOptions): Promise<Requests> {
  const [github, { retry }, { throttling }] = await Promise.all([
    import('@actions/github'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
  ]);
  const waits = (seconds: number, _options: unknown, _octokit: unknown, count: number): boolean =>
    seconds <= LONGEST_WAIT && count < RATE_LIMIT_RETRIES && !deadline.aborted;
  const octokit = github.getOctokit(
    token,
    {
      baseUrl: apiUrl,
      userAgent: 'azureml-network-check',
      retry: { retryAfterBaseValue: times.second },
      throttle: {
        // A group of queues of this client's own: what another client has done does not slow it down.
        id: `${apiUrl} ${nextId()}`,
        retryAfterBaseValue: times.second,
        fallbackSecondaryRateRetryAfter: LONGEST_WAIT,
        onRateLimit: waits,
        onSecondaryRateLimit: waits,
        ...pacing(times.second),
      },
      log: SILENT,
    },
    // First, and so closest to the network: each try has its own time.
    timeLimit(deadline, times.request),
    retry,
    throttling,
  );
  return makeRequests((route, parameters) => octokit.request(route, { ...parameters }), graphqlUrl);
}

/** GitHub asks for a second between two writes, and for three where each sends a message. */
function pacing(second: number): object {
  return { write: queues(second), notifications: queues(3 * second) };
}

interface Queue {
  readonly schedule: (options: object, task: () => unknown) => Promise<unknown>;
}

/** The part of Bottleneck's groups that the throttling plugin uses: one task after another, so far apart. */
function queues(gap: number): { readonly key: (id: string) => Queue } {
  let free = 0;
  const queue: Queue = {
    schedule: async (_options, task) => {
      const now = Date.now();
      const start = Math.max(now, free);
      free = start + gap;
      if (start > now) await new Promise((resolve) => setTimeout(resolve, start - now));
      return task();
    },
  };
  return { key: () => queue };
}

let clients = 0;
function nextId(): number {
  clients += 1;
  return clients;
}

type Plugin = NonNullable<Parameters<typeof getOctokit>[2]>;

/** Each try ends after its own time, and all of them at the deadline. */
function timeLimit(deadline: AbortSignal, milliseconds: number): Plugin {
  return ({ hook }) => {
    hook.wrap('request', async (request, options) => {
      if (deadline.aborted) throw outOfTime();
      // Not AbortSignal.any and AbortSignal.timeout: Node may forget the timer of a signal that only another signal knows.
      const attempt = new AbortController();
      const stop = (): void => attempt.abort(outOfTime());
      // No AbortError, which Octokit would not try again.
      const timer = setTimeout(() => attempt.abort(new Error('no answer in time')), milliseconds);
      deadline.addEventListener('abort', stop, { once: true });
      try {
        // Changed in place: what a hook passes on does not reach the hooks inside of it.
        Object.assign(options.request, { signal: attempt.signal });
        return whole(await request(options), options);
      } finally {
        clearTimeout(timer);
        deadline.removeEventListener('abort', stop);
      }
    });
    return {};
  };
}

interface Response {
  readonly status: number;
  readonly data: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Octokit hands on as text what it could not read or parse: an answer that was broken off, which may be asked for again. */
function whole<T extends Response>(response: T, request: object): T {
  const { status, data, headers } = response;
  if (typeof data === 'string' && status !== 204 && String(headers['content-type']).includes('json'))
    throw Object.assign(new Error('the answer was broken off'), { status: 500, request });
  return response;
}

/** No more is asked of GitHub in this run. */
export function outOfTime(): RequestError {
  return Object.assign(new Error('GitHub took too long; the time for it is used up'), { status: 500 });
}

/** Octokit would print warnings of its own; ours say what they mean for the user. */
const SILENT = { debug: quiet, info: quiet, warn: quiet, error: quiet };
function quiet(): void {}
