/** What a failed call to GitHub means for the user, and what to do about it. */
import { plain } from '../report/escape.js';
import { messageOf, statusOf } from './client.js';
import type { RunContext } from './context.js';

const PERMISSION = 'the job needs the permission `pull-requests: write`';

/** One sentence on why there is no comment: cause, status, remedy. */
export function explainFailure(error: unknown, context: RunContext): string {
  const status = statusOf(error);
  const message = plain(messageOf(error), 300);
  return `The pull request was not commented on: ${cause(status, error, context)} (${status === null ? '' : `HTTP ${status}: `}${message}). The same report is in the job summary and in the log.`;
}

function cause(status: number | null, error: unknown, { event, actor, pullRequest }: RunContext): string {
  if (status === 429 || (status === 403 && isRateLimit(error)))
    return "GitHub's rate limit is used up; run the job again later";
  if (status === 403 && /locked/i.test(messageOf(error))) return 'the conversation is locked';
  if (status === 401) return 'the token is not valid; check github-token';
  if (status === 403 || status === 404) {
    if (event === 'pull_request' && pullRequest?.fork === true)
      return 'the token of a run for a pull request from a fork can only read; that is how GitHub protects the repository';
    if (actor === 'dependabot[bot]')
      return `the token of a run for Dependabot can only read, unless the workflow says otherwise; ${PERMISSION}`;
    return PERMISSION;
  }
  if (status === 410) return 'comments are turned off in this repository';
  if (status === 422) return 'GitHub did not accept its text; please report this';
  if (status !== null && status >= 500) return 'GitHub did not answer; run the job again later';
  return 'something unexpected happened; please report this';
}

function isRateLimit(error: unknown): boolean {
  const headers = property(property(error, 'response'), 'headers');
  return (
    property(headers, 'x-ratelimit-remaining') === '0' ||
    property(headers, 'retry-after') !== undefined ||
    /rate limit/i.test(messageOf(error))
  );
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
