/** What the tests' GitHub knows: one pull request with its comments, reviews and conversations. */

export interface User {
  readonly login: string;
  readonly id: number;
}

export const BOT: User = { login: 'github-actions[bot]', id: 41898282 };
export const SOMEBODY: User = { login: 'somebody', id: 7 };
export const HEAD = 'a'.repeat(40);

export interface Comment {
  readonly id: number;
  body: string;
  readonly user: User;
}

export interface ServerReview extends Comment {
  state: 'PENDING' | 'COMMENTED';
  folded: boolean;
}

export interface Thread {
  readonly id: string;
  resolved: boolean;
  outdated: boolean;
  readonly path: string;
  readonly line: number;
  /** The review that it was written with; it is seen when that is. */
  readonly review: number | null;
  readonly comments: (Comment & { folded: boolean })[];
}

export interface State {
  head: string;
  files: { readonly filename: string; readonly patch?: string }[];
  readonly comments: Comment[];
  readonly reviews: ServerReview[];
  readonly threads: Thread[];
  readonly statuses: {
    readonly sha: string;
    readonly state: string;
    readonly context: string;
    readonly description: string;
  }[];
  pulls: {
    readonly number: number;
    readonly sha: string;
    readonly repository: string | null;
    readonly label: string;
  }[];
  /** Whom the token speaks for, as GraphQL tells it. */
  viewer: User | null;
  /** Resolving asks for more than `pull-requests: write`. */
  mayResolve: boolean;
}

export interface Answer {
  readonly status: number;
  readonly value: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
