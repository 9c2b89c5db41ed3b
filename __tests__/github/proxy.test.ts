/** The proxy that a runner names is used: the API's host is known to the proxy alone. */
import { createServer, type Server as HttpServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Server, startServer } from './server.js';

let server: Server;
let proxy: HttpServer;
const asked: string[] = [];

beforeAll(async () => {
  server = await startServer();
  const { port } = new URL(server.url);
  proxy = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const { pathname, search } = new URL(incoming.url ?? '');
    const { method, headers } = incoming;
    const forwarded = request({ host: '127.0.0.1', port, path: pathname + search, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(forwarded);
  });
  proxy.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    const through = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      through.pipe(socket).pipe(through);
    });
    through.on('error', () => socket.destroy());
    socket.on('error', () => through.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await server.stop();
});

it('goes through the proxy', async () => {
  // The toolkit reads the variables when it is loaded.
  const url = 'http://github.invalid/api/v3';
  const variables = {
    http_proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    GITHUB_API_URL: url,
    no_proxy: '',
    NO_PROXY: '',
  };
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    const { publishTo } = await import('./publish.js');
    const { notes } = await publishTo({ url }, { env: { GITHUB_GRAPHQL_URL: 'http://github.invalid/api/graphql' } });
    expect(notes).toEqual([]);
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
    Object.assign(process.env, before);
  }
  expect(server.state.reviews).toHaveLength(1);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.every((line) => line.includes('github.invalid'))).toBe(true);
  expect(server.violations).toEqual([]);
});
