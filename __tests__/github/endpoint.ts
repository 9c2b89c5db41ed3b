/** A GitHub on this machine with one pull request, as far as the action calls it: real HTTP, for the real Octokit. */
import { createServer, type IncomingMessage } from 'node:http';
import { BOT } from './fakes.js';

export interface EndpointComment {
  readonly id: number;
  body: string;
  readonly html_url: string;
  readonly user: { readonly login: string; readonly id: number };
}

export interface Endpoint {
  readonly url: string;
  /** `METHOD /path` of every request, and whether the token was missing. */
  readonly requests: string[];
  readonly comments: EndpointComment[];
  /** Statuses that are answered first, by `METHOD /path`; 0 breaks the connection. */
  readonly faults: Map<string, number[]>;
  readonly add: (body: string, user?: EndpointComment['user']) => EndpointComment;
  /** GraphQL refuses from now on to tell whom the token speaks for. */
  readonly hideViewer: () => void;
  readonly stop: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly value: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const LIST = '/repos/o/r/issues/3/comments';
const BOT_USER = { login: BOT.login, id: BOT.id ?? 0 };

/** Starts one on a free port. */
export async function startEndpoint(): Promise<Endpoint> {
  const requests: string[] = [];
  const comments: EndpointComment[] = [];
  const faults = new Map<string, number[]>();
  let viewer: { readonly login: string; readonly databaseId: number } | null = {
    login: BOT.login,
    databaseId: BOT_USER.id,
  };
  let url = '';

  const add: Endpoint['add'] = (body, user = BOT_USER) => {
    const id = comments.length + 1;
    const comment = { id, body, html_url: `https://github.example/o/r/pull/3#issuecomment-${id}`, user };
    comments.push(comment);
    return comment;
  };

  const answer = (call: string, query: URLSearchParams, body: string): Answer => {
    if (call === `GET ${LIST}`) {
      const [page, size] = [Number(query.get('page') ?? '1'), Number(query.get('per_page'))];
      const next = `<${url}${LIST}?per_page=${size}&page=${page + 1}>; rel="next"`;
      const headers: Readonly<Record<string, string>> = page * size < comments.length ? { link: next } : {};
      return { status: 200, value: comments.slice((page - 1) * size, page * size), headers };
    }
    if (call === `POST ${LIST}`) return { status: 201, value: add(body) };
    if (call === 'POST /graphql') {
      const refused = { data: null, errors: [{ message: 'Resource not accessible by integration' }] };
      return { status: 200, value: viewer === null ? refused : { data: { viewer } } };
    }
    if (call === 'GET /user') return { status: 403, value: { message: 'Resource not accessible by integration' } };
    const comment = comments.find(({ id }) => call === `PATCH /repos/o/r/issues/comments/${id}`);
    return comment === undefined
      ? { status: 404, value: { message: 'Not Found' } }
      : { status: 200, value: Object.assign(comment, { body }) };
  };

  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const { pathname, searchParams } = new URL(request.url ?? '', url);
    const call = `${request.method} ${pathname}`;
    requests.push(request.headers.authorization === 'token secret-token' ? call : `${call} without token`);
    const fault = faults.get(call)?.shift();
    if (fault === 0) return void response.destroy();
    const { status, value, headers } =
      fault === undefined
        ? answer(call, searchParams, body)
        : { status: fault, value: { message: 'Fault' }, headers: {} };
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(value));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;

  return {
    url,
    requests,
    comments,
    faults,
    add,
    hideViewer: () => {
      viewer = null;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? '' : ((JSON.parse(text) as { readonly body?: string }).body ?? '');
}
