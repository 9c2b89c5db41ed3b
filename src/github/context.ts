/** What GitHub tells a step about its run: repository, pull request, run. Read when asked, from the variables that are passed in. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** Which run wrote something: enough to tell an older run of the same workflow from a newer one. */
export interface RunStamp {
  /** The workflow's file, or its name where the runner does not tell the file. */
  readonly workflow: string;
  /** Counts the runs of a workflow, from 1. */
  readonly run: number;
  /** Counts the attempts of a run, from 1. */
  readonly attempt: number;
}

export interface PullRequest {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
  /** The branch is in another repository: the token of `pull_request` runs can then read only. */
  readonly fork: boolean;
}

export interface RunContext {
  readonly event: string;
  readonly actor: string;
  readonly apiUrl: string;
  readonly stamp: RunStamp;
  /** `null` for events without one (push, merge_group, workflow_dispatch, schedule). */
  readonly pullRequest: PullRequest | null;
}

/**
 * Reads the context of a run. Whatever is missing or malformed, for instance on a developer's machine, leads to a context without pull request.
 * @param readText reads the file of the event's payload
 */
export function readContext(env: Environment, readText: (file: string) => string): RunContext {
  return {
    event: env['GITHUB_EVENT_NAME'] ?? '',
    actor: env['GITHUB_ACTOR'] ?? '',
    apiUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
    stamp: {
      // owner/repo/.github/workflows/check.yml@refs/heads/main: the file is the same for every branch.
      workflow: env['GITHUB_WORKFLOW_REF']?.split('@')[0] || env['GITHUB_WORKFLOW'] || '',
      run: count(env['GITHUB_RUN_NUMBER']),
      attempt: count(env['GITHUB_RUN_ATTEMPT']),
    },
    pullRequest: pullRequestOf(env, readText),
  };
}

function pullRequestOf(env: Environment, readText: (file: string) => string): PullRequest | null {
  const file = env['GITHUB_EVENT_PATH'];
  const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  if (!file || !owner || !repo) return null;
  let payload: unknown;
  try {
    payload = JSON.parse(readText(file));
  } catch {
    return null;
  }
  // Comments on issues carry the pull request as an issue that has one.
  const isIssueOfOne = property(property(payload, 'issue'), 'pull_request') !== undefined;
  const pull = property(payload, 'pull_request') ?? (isIssueOfOne ? property(payload, 'issue') : undefined);
  const number = property(pull, 'number');
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) return null;
  const head = property(property(property(pull, 'head'), 'repo'), 'full_name');
  // A fork that was deleted has no repository any more.
  const fork = property(pull, 'head') !== undefined && head !== `${owner}/${repo}`;
  return { owner, repo, number, fork };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function count(text: string | undefined): number {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0;
}
