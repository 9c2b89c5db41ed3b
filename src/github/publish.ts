/** Tells GitHub: a review or a comment where there is a pull request, a status where there is only a commit. It never throws: what fails becomes a note. */
import type { Messages } from '../report/language/catalogue.js';
import { lineComments } from '../report/line-comments.js';
import type { Report } from '../report/report.js';
import { totals } from '../report/summary.js';
import type { Order, Outcome } from './body.js';
import type { GitHubClient, PullClient } from './client.js';
import { publishComment } from './comment.js';
import type { RunContext, Target } from './context.js';
import { causeOf, explainFailure } from './failure.js';
import { type LineOrder, MOST_LINES } from './lines.js';
import { type ClientOptions, makeClient, outOfTime, type Times, USUAL_TIMES } from './octokit.js';
import { publishReview, retireReviews } from './review.js';
import { commitStatus } from './status.js';

/** Makes the client; tests shorten its times or stand in for it. */
export type Connect = (options: Omit<ClientOptions, 'times'>) => Promise<GitHubClient>;

export interface PublishOrder {
  readonly how: 'review' | 'comment';
  readonly key: string;
  readonly tool: string;
  readonly token: string;
  readonly context: RunContext;
  readonly report: Report;
  readonly messages: Messages;
  /** Whether the check fails. */
  readonly failed: boolean;
  /** The report in at most so many bytes. */
  readonly render: (limit: number) => string;
  readonly workspace: string;
  readonly readLine: LineOrder['readLine'];
}

/** What the log is to say of it. */
export interface Note {
  readonly level: 'warning' | 'notice' | 'info';
  readonly text: string;
}

export interface Published {
  /** Where the report is; empty where it is nowhere on GitHub but in the job. */
  readonly url: string;
  readonly notes: readonly Note[];
}

/** How long GitHub may take. */
export interface Patience {
  /** All calls together, in milliseconds. */
  readonly total: number;
  readonly times: Times;
}

const USUAL: Patience = { total: 150_000, times: USUAL_TIMES };
/** How often to look whether another job has submitted its review, two seconds apart. */
const LOOKS = 5;

/** @param connect stands in for the network in tests */
export async function publish(order: PublishOrder, patience: Patience = USUAL, connect?: Connect): Promise<Published> {
  const { context, token } = order;
  const { repository, target } = context;
  if (repository === null || target.kind === 'none') return { url: '', notes: [] };
  if (token === '') return target.kind === 'commit' ? { url: '', notes: [] } : warn(EMPTY_TOKEN);
  const deadline = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      deadline.abort();
      reject(outOfTime());
    }, patience.total);
  });
  const options = {
    token,
    apiUrl: context.apiUrl,
    graphqlUrl: context.graphqlUrl,
    ...repository,
    deadline: deadline.signal,
  };
  try {
    const client = await (connect === undefined ? makeClient({ ...options, times: patience.times }) : connect(options));
    return await Promise.race([tell(client, order, target, patience), expiry]);
  } catch (error) {
    return target.kind === 'commit' ? noStatus(error, context) : warn(explainFailure(error, context));
  } finally {
    clearTimeout(timer);
  }
}

const EMPTY_TOKEN =
  'The pull request was not commented on: github-token is empty. The same report is in the job summary.';

async function tell(client: GitHubClient, order: PublishOrder, target: Target, patience: Patience): Promise<Published> {
  if (target.kind === 'commit') {
    const { report, messages, failed, key, context } = order;
    const headline = report.scopes.length === 0 ? messages.nothingToCheck : messages.headline(totals(report));
    await client.setStatus(target.commit, commitStatus({ failed, headline, key, url: context.runUrl }));
    return { url: '', notes: [] };
  }
  const number = await pullNumber(client, order.context, target);
  if (typeof number !== 'number') return number;
  const pull = client.pull(number);
  return order.how === 'review' ? review(pull, order, patience) : comment(pull, order);
}

/** A pull request from a fork is looked up by the branch and commit that the event names: what a report file says is not asked. */
async function pullNumber(client: GitHubClient, { stamp }: RunContext, target: Target): Promise<number | Published> {
  if (target.kind === 'pull-request') return target.number;
  if (target.kind !== 'branch') return { url: '', notes: [] };
  const pulls = (await client.openPulls(target.owner, target.branch)).filter(
    ({ head, headRepository }) => head === stamp.head && headRepository === target.repository,
  );
  const [pull] = pulls;
  if (pull !== undefined && pulls.length === 1) return pull.number;
  return warn(
    pulls.length > 1
      ? 'The pull request was not commented on: several are open from this branch. The report is in the job summary.'
      : 'The pull request was not commented on: it is closed, or its branch has moved on since. The report is in the job summary.',
    'notice',
  );
}

function orderOf({ key, tool, context, report, render }: PublishOrder): Order {
  return { key, tool, stamp: context.stamp, create: hasSomethingToSay(report), render, passing: context.runUrl };
}

/** A check that has found nothing does not begin a conversation; one that exists is told the good news. */
function hasSomethingToSay({ conclusion, missing }: Report): boolean {
  return conclusion !== 'pass' || missing.tags.length > 0 || missing.hosts.length > 0;
}

async function review(pull: PullClient, order: PublishOrder, { times }: Patience): Promise<Published> {
  const { key, messages, workspace, readLine, report, context } = order;
  const outcome = await publishReview(pull, {
    ...orderOf(order),
    lines: { key, messages, workspace, readLine, said: lineComments(report) },
    patience: { tries: LOOKS, pause: () => new Promise((resolve) => setTimeout(resolve, 2 * times.second)) },
  });
  return {
    url: outcome.url ?? '',
    notes: [
      ...notesOf(outcome),
      ...(outcome.lost === null
        ? []
        : [note('warning', `The review is up to date, but not all around it: ${causeOf(outcome.lost, context)}.`)]),
      ...(outcome.refused === 0
        ? []
        : [
            note(
              'warning',
              `GitHub did not take ${outcome.refused} of the comments on lines; the review says the same.`,
            ),
          ]),
      ...(outcome.left === 0
        ? []
        : [
            note(
              'info',
              `${MOST_LINES} comments stand on changed lines; ${outcome.left} more causes are in the review alone.`,
            ),
          ]),
      ...(outcome.folded === 0
        ? []
        : [
            note(
              'info',
              `The token may not resolve conversations (GitHub asks for \`contents: write\`), so ${outcome.folded} that are settled were folded instead.`,
            ),
          ]),
    ],
  };
}

async function comment(pull: PullClient, order: PublishOrder): Promise<Published> {
  const outcome = await publishComment(pull, orderOf(order));
  const published = { url: outcome.url ?? '', notes: notesOf(outcome) };
  if (outcome.kind !== 'created') return published;
  try {
    // Until now the report may have been a review.
    await retireReviews(pull, order.key, order.messages.review.moved);
    return published;
  } catch (error) {
    const text = `The comment is there, but an older review could not be put away: ${causeOf(error, order.context)}.`;
    return { ...published, notes: [...published.notes, note('warning', text)] };
  }
}

function notesOf({ kind, replacedOwnRun }: Outcome): readonly Note[] {
  return [
    ...(kind === 'older' ? [note('info', 'A later run has written the comment; this one leaves it as it is.')] : []),
    ...(replacedOwnRun
      ? [note('notice', 'This run has written the comment more than once; give each job a comment-key of its own.')]
      : []),
  ];
}

/** The job has a result of its own, so this is no news to warn of. */
function noStatus(error: unknown, context: RunContext): Published {
  return warn(
    `The commit was given no status of its own (that needs \`statuses: write\`): ${causeOf(error, context)}.`,
    'info',
  );
}

function warn(text: string, level: Note['level'] = 'warning'): Published {
  return { url: '', notes: [note(level, text)] };
}

function note(level: Note['level'], text: string): Note {
  return { level, text };
}
