/** What a failed call to GitHub means for the user, and what to do about it. */
import { plain } from '../report/escape.js';
import { messageOf, statusOf } from './client.js';
import type { RunContext } from './context.js';
import { field } from './requests.js';

const PERMISSION = 'the job needs the permission `pull-requests: write`';
const SECOND_WORKFLOW = 'a second workflow can write it: see docs/workflows in the repository of azureml-network-check';

/** What of a run decides how a failure is explained. */
export type FailureContext = Pick<RunContext, 'event' | 'actor' | 'fork'>;

/** One sentence on why there is no comment: cause, status, remedy. */
export function explainFailure(error: unknown, context: FailureContext): string {
  return `The pull request was not commented on: ${causeOf(error, context)}. The same report is in the job summary and in the log.`;
}

/** Cause, status and remedy, as a part of a sentence. */
export function causeOf(error: unknown, context: FailureContext): string {
  const status = statusOf(error);
  const message = plain(messageOf(error), 300);
  return `${cause(status, error, context)} (${status === null ? '' : `HTTP ${status}: `}${message})`;
}

function cause(status: number | null, error: unknown, { event, actor, fork }: FailureContext): string {
  if (status === 429 || (status === 403 && isRateLimit(error)))
    return "GitHub's rate limit is used up; run the job again later";
  if (status === 403 && /locked/i.test(messageOf(error))) return 'the conversation is locked';
  if (status === 401) return 'the token is not valid; check github-token';
  if (status === 403 || status === 404) {
    if (event === 'pull_request' && fork)
      return `the token of a run for a pull request from a fork can only read; ${SECOND_WORKFLOW}`;
    if (actor === 'dependabot[bot]') return `the token of a run for Dependabot can only read; ${SECOND_WORKFLOW}`;
    return PERMISSION;
  }
  if (status === 410) return 'comments are turned off in this repository';
  if (status === 422 && /pending review/i.test(messageOf(error)))
    return 'the account of the token has a review that it has not submitted; submit or discard it, or use comment: comment';
  if (status === 422) return 'GitHub did not accept its text; please report this';
  if (status !== null && status >= 500) return 'GitHub did not answer; run the job again later';
  return 'something unexpected happened; please report this';
}

function isRateLimit(error: unknown): boolean {
  const headers = field(field(error, 'response'), 'headers');
  return (
    field(headers, 'x-ratelimit-remaining') === '0' ||
    field(headers, 'retry-after') !== undefined ||
    /rate limit/i.test(messageOf(error))
  );
}
