/** The calls to GitHub that this action makes, behind interfaces, so that whatever decides about them can be read and tested without a network. */

export interface Identity {
  readonly login: string;
  /** `null` where only the login is known. */
  readonly id: number | null;
}

export interface IssueComment {
  readonly id: number;
  readonly body: string;
  /** Where people see it. */
  readonly url: string;
  /** `null`: the account is gone. */
  readonly author: Identity | null;
}

/** A review of a pull request. What is pending is seen by its author alone; an account has one pending review per pull request at most. */
export interface Review extends IssueComment {
  /** Its name in GraphQL. */
  readonly node: string;
  readonly pending: boolean;
}

/** The first comment of a conversation on a line of the diff. */
export interface LineThread {
  /** The conversation's name in GraphQL. */
  readonly id: string;
  readonly resolved: boolean;
  /** The line that it stood on has changed since. */
  readonly outdated: boolean;
  /** Whether somebody has answered. */
  readonly answered: boolean;
  readonly path: string;
  readonly comment: {
    readonly id: number;
    readonly node: string;
    readonly body: string;
    /** Whether the token's own account wrote it. */
    readonly own: boolean;
    readonly folded: boolean;
  };
}

/** A comment to be written on a line of the new side of the diff. */
export interface NewLineComment {
  readonly path: string;
  readonly line: number;
  readonly body: string;
}

export interface ChangedFile {
  readonly path: string;
  /** The hunks of its diff; `null` for binary files and for what GitHub finds too large. */
  readonly patch: string | null;
}

export interface PullState {
  /** The commit at the tip of its branch. */
  readonly head: string;
}

/** Bound to one pull request. Every call may throw; see `failure.ts` for what it means. */
export interface PullClient {
  readonly getPull: () => Promise<PullState>;
  /** As many as GitHub tells (3,000). */
  readonly listFiles: () => Promise<readonly ChangedFile[]>;

  /** All comments, oldest first. */
  readonly listComments: () => Promise<readonly IssueComment[]>;
  /** Never tried twice here: who calls looks before trying again. */
  readonly createComment: (body: string) => Promise<IssueComment>;
  readonly updateComment: (id: number, body: string) => Promise<IssueComment>;
  readonly deleteComment: (id: number) => Promise<void>;

  /** All reviews, oldest first. */
  readonly listReviews: () => Promise<readonly Review[]>;
  /** A pending review. Never tried twice here. */
  readonly createReview: (commit: string, body: string, comments: readonly NewLineComment[]) => Promise<Review>;
  /** Makes a pending review one that everybody sees. Never tried twice here. */
  readonly submitReview: (id: number) => Promise<Review>;
  readonly updateReview: (id: number, body: string) => Promise<Review>;
  /** Only what is pending can be deleted. */
  readonly deletePendingReview: (id: number) => Promise<void>;

  readonly listThreads: () => Promise<readonly LineThread[]>;
  /** Never tried twice here. */
  readonly createLineComment: (commit: string, comment: NewLineComment) => Promise<void>;
  readonly updateLineComment: (id: number, body: string) => Promise<void>;
  readonly resolveThread: (thread: string) => Promise<void>;
  readonly unresolveThread: (thread: string) => Promise<void>;
  /** Folds a review or a comment in the page. @param node its name in GraphQL */
  readonly fold: (node: string, why: 'OUTDATED' | 'RESOLVED') => Promise<void>;
  readonly unfold: (node: string) => Promise<void>;

  /** Whom the token speaks for. */
  readonly whoAmI: () => Promise<Identity>;
}

export interface CommitStatus {
  readonly state: 'success' | 'failure';
  /** At most 140 characters. */
  readonly description: string;
  /** Tells it from the status of other checks. */
  readonly context: string;
  readonly url: string | null;
}

/** A pull request that is open. */
export interface OpenPull {
  readonly number: number;
  /** The commit at the tip of its branch. */
  readonly head: string;
  /** `owner/name` of the branch's repository; `null` where that is gone. */
  readonly headRepository: string | null;
}

/** Bound to one repository. */
export interface GitHubClient {
  readonly pull: (number: number) => PullClient;
  /** The open pull requests from one branch, of this repository or of a fork. */
  readonly openPulls: (owner: string, branch: string) => Promise<readonly OpenPull[]>;
  readonly setStatus: (commit: string, status: CommitStatus) => Promise<void>;
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

/** Whether the server did not do its part: it may have done what it was asked, or not. */
export function isServerFault(error: unknown): boolean {
  const status = statusOf(error);
  return status !== null && status >= 500;
}

/** How long another job of the same account may have its review pending. */
export interface Patience {
  readonly tries: number;
  readonly pause: () => Promise<void>;
}

/** "User can only have one pending review per pull request": neither another review nor a comment on a line can be written meanwhile. */
export function isPendingElsewhere(error: unknown): boolean {
  return statusOf(error) === 422 && /pending review/i.test(messageOf(error));
}
