/** What GitHub tells a step about its run: repository, event, run. Read when asked, from the variables that are passed in. */
import { field } from './requests.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Which run wrote something: enough to tell an older run of the same workflow from a newer one. */
export interface RunStamp {
  /** The workflow's file, or its name where the runner does not tell the file. */
  readonly workflow: string;
  /** Counts the runs of a workflow, from 1. */
  readonly run: number;
  /** Counts the attempts of a run, from 1. */
  readonly attempt: number;
  /** The run's own number on this GitHub; 0 where it is not known. */
  readonly id: number;
  /** The commit that was checked; empty where it is not known. */
  readonly head: string;
}

export interface PullRequest {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
  /** The branch is in another repository: the token of `pull_request` runs can then read only. */
  readonly fork: boolean;
}

/** What a run has to tell its result to. */
export type Target =
  | { readonly kind: 'pull-request'; readonly number: number }
  /** The run that this one follows was for a pull request, which GitHub names by its branch alone (it comes from a fork). */
  | { readonly kind: 'branch'; readonly owner: string; readonly branch: string; readonly repository: string }
  | { readonly kind: 'commit'; readonly commit: string }
  | { readonly kind: 'none' };

export interface RunContext {
  readonly event: string;
  readonly actor: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** The page of this run; `null` where the runner does not tell it. */
  readonly runUrl: string | null;
  readonly repository: { readonly owner: string; readonly repo: string } | null;
  readonly stamp: RunStamp;
  readonly target: Target;
  /** Whether the branch is in another repository. */
  readonly fork: boolean;
}

const NOTHING: Target = { kind: 'none' };

/**
 * Reads the context of a run. Whatever is missing or malformed, for instance on a developer's machine, leads to a context without a target.
 * @param readText reads the file of the event's payload
 */
export function readContext(env: Environment, readText: (file: string) => string): RunContext {
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  const apiUrl = env['GITHUB_API_URL'] || 'https://api.github.com';
  const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  const repository = owner && repo ? { owner, repo } : null;
  const server = env['GITHUB_SERVER_URL'];
  const payload = repository === null ? null : payloadOf(env['GITHUB_EVENT_PATH'], readText);
  const found = repository === null ? { target: NOTHING } : readEvent(event, payload, `${owner}/${repo}`);
  return {
    event,
    actor: env['GITHUB_ACTOR'] ?? '',
    apiUrl,
    // GitHub Enterprise Server: https://HOST/api/v3 and https://HOST/api/graphql.
    graphqlUrl: env['GITHUB_GRAPHQL_URL'] || `${apiUrl.replace(/\/+$/, '').replace(/\/v3$/, '')}/graphql`,
    runUrl:
      repository === null || !server || !env['GITHUB_RUN_ID']
        ? null
        : `${server}/${owner}/${repo}/actions/runs/${encodeURIComponent(env['GITHUB_RUN_ID'])}`,
    repository,
    stamp: {
      // owner/repo/.github/workflows/check.yml@refs/heads/main: the file is the same for every branch.
      workflow: env['GITHUB_WORKFLOW_REF']?.split('@')[0] || env['GITHUB_WORKFLOW'] || '',
      run: numberIn(env['GITHUB_RUN_NUMBER']),
      attempt: numberIn(env['GITHUB_RUN_ATTEMPT']),
      id: numberIn(env['GITHUB_RUN_ID']),
      head: '',
      ...found.stamp,
    },
    target: found.target,
    fork: found.fork ?? false,
  };
}

interface Found {
  readonly target: Target;
  readonly fork?: boolean;
  /** Where the event knows better than the variables. */
  readonly stamp?: Partial<RunStamp>;
}

function readEvent(event: string, payload: unknown, repository: string): Found {
  switch (event) {
    case 'workflow_run':
      return followed(field(payload, 'workflow_run'), repository);
    case 'push':
      return commit(field(payload, 'after'));
    case 'merge_group':
      return commit(field(field(payload, 'merge_group'), 'head_sha'));
    default:
      return pullRequest(payload, repository);
  }
}

function pullRequest(payload: unknown, repository: string): Found {
  // Comments on issues carry the pull request as an issue that has one.
  const isIssueOfOne = field(field(payload, 'issue'), 'pull_request') !== undefined;
  const pull = field(payload, 'pull_request') ?? (isIssueOfOne ? field(payload, 'issue') : undefined);
  const number = numberOf(pull);
  if (number === null) return { target: NOTHING };
  const head = field(pull, 'head');
  // A fork that was deleted has no repository any more.
  const fork = head !== undefined && field(field(head, 'repo'), 'full_name') !== repository;
  return { target: { kind: 'pull-request', number }, fork, stamp: { head: commitIn(field(head, 'sha')) ?? '' } };
}

/** A run that follows another: what counts is the run that it follows, whose numbers GitHub itself tells here. */
function followed(run: unknown, repository: string): Found {
  const head = commitIn(field(run, 'head_sha'));
  const event = field(run, 'event');
  if (head === null || (event !== 'pull_request' && event !== 'pull_request_target')) return { target: NOTHING };
  const path = field(run, 'path');
  const stamp = {
    head,
    ...(typeof path === 'string' ? { workflow: `${repository}/${path.split('@')[0]}` } : {}),
    run: safe(field(run, 'run_number')),
    attempt: safe(field(run, 'run_attempt')),
    id: safe(field(run, 'id')),
  };
  const headRepository = field(run, 'head_repository');
  const name = field(headRepository, 'full_name');
  const fork = name !== repository;
  const pulls = field(run, 'pull_requests');
  // The list is empty for forks, and may name pull requests that the branch has in other repositories.
  const numbers = (Array.isArray(pulls) ? pulls : []).flatMap((pull: unknown) => {
    const number = numberOf(pull);
    const base = field(field(field(pull, 'base'), 'repo'), 'url');
    const elsewhere = typeof base === 'string' && !base.endsWith(`/repos/${repository}`);
    return number === null || elsewhere || field(field(pull, 'head'), 'sha') !== head ? [] : [number];
  });
  const [number] = numbers;
  if (number !== undefined && numbers.length === 1) return { target: { kind: 'pull-request', number }, fork, stamp };
  const [branch, owner] = [field(run, 'head_branch'), field(field(headRepository, 'owner'), 'login')];
  if (typeof branch !== 'string' || typeof owner !== 'string' || typeof name !== 'string')
    return { target: NOTHING, fork, stamp };
  return { target: { kind: 'branch', owner, branch, repository: name }, fork, stamp };
}

function commit(value: unknown): Found {
  const found = commitIn(value);
  // A branch that was deleted has forty zeros after the push.
  if (found === null || /^0+$/.test(found)) return { target: NOTHING };
  return { target: { kind: 'commit', commit: found }, stamp: { head: found } };
}

function payloadOf(file: string | undefined, readText: (file: string) => string): unknown {
  if (!file) return null;
  try {
    return JSON.parse(readText(file));
  } catch {
    return null;
  }
}

function commitIn(value: unknown): string | null {
  return typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value) ? value : null;
}

function numberOf(pull: unknown): number | null {
  const number = safe(field(pull, 'number'));
  return number < 1 ? null : number;
}

function safe(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

function numberIn(value: string | undefined): number {
  return /^\d{1,15}$/.test(value ?? '') ? Number(value) : 0;
}
