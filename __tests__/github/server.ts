/** A GitHub on this machine with one pull request: real HTTP for the real Octokit, its answers and what it is asked held against GitHub's own description. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerGraphql, isGraphqlCall } from './graphql.js';
import { answerSchema, bodySchema, example, problems, queryNames } from './openapi.js';
import { answerRest, type Params } from './rest.js';
import { type Answer, BOT, HEAD, type State } from './world.js';

export * from './world.js';

/** What goes wrong with a call. */
export interface Fault {
  readonly status: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** `answer`: refused. `before`: the connection breaks and nothing is done. `after`: it is done, and the answer lost. `silent`: nothing ever comes. `broken`: done, and the answer broken off. `refused`: done, and answered with the status. */
  readonly how: 'answer' | 'before' | 'after' | 'silent' | 'broken' | 'refused';
  /** How often, from the first call on. */
  readonly times: number;
}

export interface Server {
  readonly url: string;
  readonly state: State;
  /** The name of each call, in order. */
  readonly calls: string[];
  /** What of requests or answers is not as GitHub describes it. */
  readonly violations: string[];
  readonly faults: Map<string, Fault>;
  /** Called before each call is answered, so that something can happen in between. */
  readonly meanwhile: { run: (call: string) => void | Promise<void> };
  readonly nextId: () => number;
  /** Faults count from now on, and so do the calls. */
  readonly restart: () => void;
  readonly stop: () => Promise<void>;
}

/** Each call by a short name, with its route in GitHub's description. */
const ROUTES: readonly (readonly [name: string, route: string])[] = [
  ['GET pull', 'GET /repos/{owner}/{repo}/pulls/{pull_number}'],
  ['GET pulls', 'GET /repos/{owner}/{repo}/pulls'],
  ['GET files', 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files'],
  ['GET comments', 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments'],
  ['POST comment', 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'],
  ['PATCH comment', 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}'],
  ['DELETE comment', 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}'],
  ['GET reviews', 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews'],
  ['POST review', 'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews'],
  ['POST submit', 'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/events'],
  ['PUT review', 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}'],
  ['DELETE review', 'DELETE /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}'],
  ['POST line', 'POST /repos/{owner}/{repo}/pulls/{pull_number}/comments'],
  ['PATCH line', 'PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}'],
  ['POST status', 'POST /repos/{owner}/{repo}/statuses/{sha}'],
  ['GET user', 'GET /user'],
];

type Body = Readonly<Record<string, unknown>>;

/** Starts one on a free port. The token it expects is `secret-token`. */
export async function startServer(): Promise<Server> {
  let last = 100;
  const nextId = (): number => {
    last += 1;
    return last;
  };
  const state: State = {
    head: HEAD,
    files: [],
    comments: [],
    reviews: [],
    threads: [],
    statuses: [],
    pulls: [],
    viewer: BOT,
    mayResolve: true,
  };
  const [calls, violations] = [[] as string[], [] as string[]];
  const faults = new Map<string, Fault>();
  const seen = new Map<string, number>();
  const meanwhile: Server['meanwhile'] = { run: () => undefined };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const url = new URL(request.url ?? '', 'http://github.test');
    const method = request.method ?? '';
    const graphql = isGraphqlCall(method, url.pathname, body);
    const match = graphql === null ? matchRoute(method, url.pathname) : null;
    const call = graphql ?? match?.name ?? `${method} ${url.pathname}`;
    await meanwhile.run(call);
    calls.push(call);
    if (request.headers.authorization !== 'token secret-token') violations.push(`${call}: without the token`);
    if (match !== null) violations.push(...requestProblems(match.route, url, method, body));

    const fault = faults.get(call);
    const count = (seen.get(call) ?? 0) + 1;
    seen.set(call, count);
    const wrong = fault !== undefined && count <= fault.times ? fault : null;
    if (wrong?.how === 'before') return void response.destroy();
    if (wrong?.how === 'silent') return;
    if (wrong?.how === 'answer') return send(response, refusal(wrong));
    const answer =
      graphql !== null
        ? answerGraphql(graphql, (body ?? {}) as Body, state)
        : match === null
          ? { status: 404, value: { message: 'Not Found' } }
          : answerRest(match.name, match.params, (body ?? {}) as Body, url, { state, nextId });
    if (wrong?.how === 'after') return void response.destroy();
    if (wrong?.how === 'refused') return send(response, refusal(wrong));
    if (wrong?.how === 'broken') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"id": 1, "bo');
      return void setTimeout(() => response.destroy(), 5);
    }
    const full = match === null ? answer : complete(match.route, answer, violations);
    send(response, full);
  };

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    state,
    calls,
    violations,
    faults,
    meanwhile,
    nextId,
    restart: () => {
      seen.clear();
      calls.length = 0;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function refusal({ status, message, headers }: Fault): Answer {
  return { status, value: { message: message ?? 'Fault' }, headers: headers ?? {} };
}

function matchRoute(method: string, pathname: string): { name: string; route: string; params: Params } | null {
  for (const [name, route] of ROUTES) {
    const [routeMethod = '', path = ''] = route.split(' ');
    if (routeMethod !== method) continue;
    const pattern = new RegExp(`^(?:/api/v3)?${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const groups = pattern.exec(pathname);
    if (groups !== null) return { name, route, params: groups.groups ?? {} };
  }
  return null;
}

function requestProblems(route: string, url: URL, method: string, body: unknown): readonly string[] {
  const names = queryNames(route);
  const strange = [...url.searchParams.keys()].filter((name) => !names.includes(name));
  return [
    ...strange.map((name) => `${route}: takes no ${name}`),
    ...(method === 'GET' || method === 'DELETE' ? [] : problems(`body of ${route}`, bodySchema(route), body)),
  ];
}

/** The answer with all that GitHub's has, as far as it is described. */
function complete(route: string, answer: Answer, violations: string[]): Answer {
  const schema = answerSchema(route, answer.status);
  if (schema === undefined || schema === null) return answer;
  const items = schema['items'] as Parameters<typeof example>[0] | undefined;
  const value = Array.isArray(answer.value)
    ? answer.value.map((each) => example(items ?? {}, each))
    : example(schema, answer.value);
  violations.push(...problems(`answer of ${route}`, schema, value));
  return { ...answer, value };
}

function send(response: ServerResponse, { status, value, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(status === 204 ? undefined : JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? null : JSON.parse(text);
}
