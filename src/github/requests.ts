/** Requests in the shapes that this action needs: one, all pages of a list, a question in GraphQL; answers that are no answers count as faults of the server. */

/** The part of Octokit that sends. */
export type Send = (
  route: string,
  parameters: Readonly<Record<string, unknown>>,
) => Promise<{ readonly data: unknown; readonly headers: Readonly<Record<string, unknown>> }>;

export type Parameters = Readonly<Record<string, unknown>>;

export interface Requests {
  /** What may be sent twice: reading, updating, deleting. */
  readonly send: (route: string, parameters: Parameters) => Promise<unknown>;
  /** What may not, since the server may have done it although its answer was lost. */
  readonly sendOnce: (route: string, parameters: Parameters) => Promise<unknown>;
  /** All pages. */
  readonly list: (route: string, parameters: Parameters) => Promise<readonly unknown[]>;
  /** The value of `data`. Mutations are sent twice too: those used here may be done twice. */
  readonly graphql: (query: string, variables: Parameters) => Promise<unknown>;
}

/** An error of the kind that Octokit throws. */
export interface RequestError extends Error {
  readonly status: number;
}

const PAGE = 100;
/** GitHub has no list as long as this; a server that says so for ever is not believed. */
const MOST_PAGES = 100;

export function makeRequests(send: Send, graphqlUrl: string): Requests {
  return {
    send: async (route, parameters) => (await send(route, parameters)).data,
    sendOnce: async (route, parameters) => (await send(route, { ...parameters, request: { retries: 0 } })).data,
    list: async (route, parameters) => {
      const items: unknown[] = [];
      for (let page = 1; page <= MOST_PAGES; page++) {
        const { data, headers } = await send(route, { ...parameters, per_page: PAGE, page });
        if (!Array.isArray(data)) throw noAnswer(route);
        for (const item of data) items.push(item);
        const link = headers['link'];
        if (typeof link !== 'string' || !link.includes('rel="next"')) break;
      }
      return items;
    },
    graphql: async (query, variables) => {
      const { data } = await send(`POST ${graphqlUrl}`, { query, variables });
      const errors = field(data, 'errors');
      if (Array.isArray(errors) && errors.length > 0) throw refused(errors[0]);
      const answer = field(data, 'data');
      if (typeof answer !== 'object' || answer === null) throw noAnswer('GraphQL');
      return answer;
    },
  };
}

/** GraphQL refuses with status 200 and a type of error. */
const REFUSALS: Readonly<Record<string, number>> = {
  FORBIDDEN: 403,
  INSUFFICIENT_SCOPES: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  UNPROCESSABLE: 422,
};

function refused(error: unknown): RequestError {
  const [type, message] = [field(error, 'type'), field(error, 'message')];
  const status = typeof type === 'string' && Object.hasOwn(REFUSALS, type) ? REFUSALS[type] : undefined;
  return fault(typeof message === 'string' ? message : 'GraphQL refused the request', status ?? 422);
}

function noAnswer(what: string): RequestError {
  return fault(`the answer to ${what} was broken off`, 500);
}

function fault(message: string, status: number): RequestError {
  return Object.assign(new Error(message), { status });
}

/** A property of an answer, which may be anything. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** @throws {RequestError} it is no text: the answer was broken off */
export function text(value: unknown, name: string): string {
  const found = field(value, name);
  if (typeof found !== 'string') throw noAnswer(name);
  return found;
}

/** @throws {RequestError} it is no number that counts things */
export function count(value: unknown, name: string): number {
  const found = field(value, name);
  if (typeof found !== 'number' || !Number.isSafeInteger(found)) throw noAnswer(name);
  return found;
}

/** Empty where it is `null` or missing. */
export function optionalText(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
}
