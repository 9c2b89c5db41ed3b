/** The few calls to GitHub that this action makes, behind an interface; the real ones go through Octokit, loaded here and nowhere else. */
import type { PullRequest } from './context.js';

export interface IssueComment {
  readonly id: number;
  readonly body: string;
  /** Where people see it. */
  readonly url: string;
  /** `null`: the account is gone. */
  readonly author: Identity | null;
}

export interface Identity {
  readonly login: string;
  /** `null` where only the login is known. */
  readonly id: number | null;
}

/** Bound to one pull request. Every call may throw; see `failure.ts` for what it means. */
export interface GitHubClient {
  /** All comments, oldest first. */
  readonly listComments: () => Promise<readonly IssueComment[]>;
  readonly createComment: (body: string) => Promise<IssueComment>;
  readonly updateComment: (id: number, body: string) => Promise<IssueComment>;
  readonly deleteComment: (id: number) => Promise<void>;
  /** Whom the token speaks for. */
  readonly whoAmI: () => Promise<Identity>;
}

/** The account of a job's own token, where nothing better is told. */
export const ACTIONS_BOT: Identity = { login: 'github-actions[bot]', id: null };

const TIMEOUT_MS = 20_000;
const PAUSES_MS = [1_000, 4_000];

export interface ClientOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly pullRequest: PullRequest;
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** A client by Octokit, which is loaded now. Reading, updating and deleting are tried again after faults of the server; creating is not. */
export async function makeClient({ token, apiUrl, pullRequest, pause = sleep }: ClientOptions): Promise<GitHubClient> {
  const { getOctokit } = await import('@actions/github');
  const octokit = getOctokit(token, { baseUrl: apiUrl, userAgent: 'azureml-network-check' });
  octokit.hook.wrap('request', async (request, options) => {
    const creates = options.method === 'POST' && !options.url.endsWith('/graphql');
    for (const milliseconds of creates ? [] : PAUSES_MS) {
      try {
        return await request(withTimeout(options));
      } catch (error) {
        if (!isServerFault(error)) throw error;
        await pause(milliseconds);
      }
    }
    return request(withTimeout(options));
  });

  const { owner, repo, number } = pullRequest;
  const { issues, users } = octokit.rest;
  return {
    listComments: async () => {
      const pages = octokit.paginate.iterator(issues.listComments, {
        owner,
        repo,
        issue_number: number,
        per_page: 100,
      });
      const comments: IssueComment[] = [];
      for await (const { data } of pages) comments.push(...data.map(commentOf));
      return comments;
    },
    createComment: async (body) =>
      commentOf((await issues.createComment({ owner, repo, issue_number: number, body })).data),
    updateComment: async (id, body) =>
      commentOf((await issues.updateComment({ owner, repo, comment_id: id, body })).data),
    deleteComment: async (id) => {
      await issues.deleteComment({ owner, repo, comment_id: id });
    },
    whoAmI: async () => {
      // Tokens of apps, a job's own among them, get 403 from GET /user; GraphQL answers every token, without any permission.
      const viewer = await octokit.graphql<Viewer>('query { viewer { login databaseId } }').then(
        (answer) => answer.viewer ?? null,
        () => null,
      );
      if (viewer !== null && typeof viewer.login === 'string')
        return { login: viewer.login, id: viewer.databaseId ?? null };
      try {
        const { data } = await users.getAuthenticated();
        return { login: data.login, id: data.id };
      } catch (error) {
        // A server that does not answer is no proof of who we are not: better no comment than a second one.
        if (isServerFault(error)) throw error;
        return ACTIONS_BOT;
      }
    },
  };
}

interface Viewer {
  readonly viewer?: { readonly login?: string; readonly databaseId?: number | null } | null;
}

/** What Octokit throws has a status: the server's, or 500 where there was no answer at all. */
export function statusOf(error: unknown): number | null {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
  return typeof status === 'number' ? status : null;
}

/** The message of what was thrown, whoever threw it. */
export function messageOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : null;
  return typeof message === 'string' ? message : String(error);
}

function isServerFault(error: unknown): boolean {
  const status = statusOf(error);
  return status !== null && status >= 500;
}

function withTimeout<T extends { readonly request?: object | undefined }>(options: T): T {
  return { ...options, request: { ...options.request, signal: AbortSignal.timeout(TIMEOUT_MS) } };
}

interface RestComment {
  readonly id: number;
  readonly body?: string | undefined;
  readonly html_url: string;
  readonly user: { readonly login: string; readonly id: number } | null;
}

function commentOf({ id, body, html_url, user }: RestComment): IssueComment {
  return { id, body: body ?? '', url: html_url, author: user === null ? null : { login: user.login, id: user.id } };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
