/** What each event of GitHub leads to, on github.com, through a proxy's eyes, and on GitHub Enterprise Server; and that time is bounded. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { passReport } from '../reports.js';
import { publishTo, pullPayload, QUICK } from './publish.js';
import { HEAD, type Server, startServer } from './server.js';

let server: Server;
beforeEach(async () => {
  server = await startServer();
});
afterEach(async () => {
  await server.stop();
  expect(server.violations).toEqual([]);
});

describe('an event with a pull request', () => {
  it.each(['pull_request', 'pull_request_target', 'pull_request_review'])('of %s leads to a review', async (event) => {
    await publishTo(server, { event });
    expect(server.state.reviews).toHaveLength(1);
  });

  it('of a comment on it leads to a review, though the event tells no commit', async () => {
    await publishTo(server, { event: 'issue_comment', payload: { issue: { number: 3, pull_request: {} } } });
    expect(server.state.reviews).toHaveLength(1);
  });
});

describe('an event with a commit alone', () => {
  it.each([
    ['push', { after: HEAD }],
    ['merge_group', { merge_group: { head_sha: HEAD } }],
  ])('of %s leads to a status that says what the check says', async (event, payload) => {
    expect(await publishTo(server, { event, payload })).toEqual({ url: '', notes: [] });
    await publishTo(server, { event, payload, report: passReport(), order: { key: 'eu' } });
    expect(server.state.statuses).toEqual([
      {
        sha: HEAD,
        state: 'failure',
        context: 'azureml-network-check',
        description: expect.stringMatching(/^1 of 1 requirement .{1,100}$/),
      },
      { sha: HEAD, state: 'success', context: 'azureml-network-check (eu)', description: expect.any(String) },
    ]);
    expect(server.calls).toEqual(['POST status', 'POST status']);
  });

  it('leads to nothing without a token, and to a line in the log without the permission', async () => {
    const push = { event: 'push', payload: { after: HEAD } };
    expect(await publishTo(server, { ...push, order: { token: '' } })).toEqual({ url: '', notes: [] });
    server.faults.set('POST status', { status: 403, how: 'answer', times: 9 });
    const { notes } = await publishTo(server, push);
    expect(notes).toEqual([{ level: 'info', text: expect.stringContaining('statuses: write') }]);
  });
});

describe('an event with neither', () => {
  it.each([
    ['schedule', { schedule: '1 2 3 4 5' }],
    ['workflow_dispatch', { inputs: {} }],
    ['workflow_run', { workflow_run: { event: 'push', head_sha: HEAD } }],
  ])('of %s asks GitHub nothing', async (event, payload) => {
    expect(await publishTo(server, { event, payload })).toEqual({ url: '', notes: [] });
    expect(server.calls).toEqual([]);
  });
});

describe('a run that follows a run for a fork', () => {
  const followed = (run = 1, attempt = 1) => ({
    event: 'workflow_run',
    payload: {
      workflow_run: {
        id: 5000 + run,
        run_number: run,
        run_attempt: attempt,
        path: '.github/workflows/check.yml',
        event: 'pull_request',
        head_sha: HEAD,
        head_branch: 'feature',
        head_repository: { full_name: 'x/r', owner: { login: 'x' } },
        pull_requests: [],
      },
    },
  });
  const theirs = { number: 3, sha: HEAD, repository: 'x/r', label: 'x:feature' };

  it('finds the pull request by branch, repository and commit', async () => {
    server.state.pulls.push(
      { ...theirs, number: 2, sha: 'e'.repeat(40) },
      { ...theirs, number: 4, repository: 'x/other' },
    );
    const none = await publishTo(server, followed());
    expect(none).toEqual({ url: '', notes: [{ level: 'notice', text: expect.stringContaining('moved on') }] });
    server.state.pulls.push(theirs);
    await publishTo(server, followed());
    expect(server.state.reviews).toHaveLength(1);
  });

  it('does not guess between two', async () => {
    server.state.pulls.push(theirs, { ...theirs, number: 5 });
    const { notes } = await publishTo(server, followed());
    expect(notes).toEqual([{ level: 'notice', text: expect.stringContaining('several are open') }]);
    expect(server.state.reviews).toEqual([]);
  });

  it('goes by the order of the runs that it follows, not by its own', async () => {
    server.state.pulls.push(theirs);
    await publishTo(server, { ...followed(7), run: 1 });
    const { notes } = await publishTo(server, { ...followed(6), run: 2, report: passReport() });
    expect(notes).toEqual([{ level: 'info', text: expect.stringContaining('A later run') }]);
    expect(server.state.reviews[0]?.body).toContain('❌');
  });
});

describe('a token that can only read', () => {
  const readOnly = (): void => {
    for (const call of ['POST review', 'POST comment'])
      server.faults.set(call, {
        status: 403,
        message: 'Resource not accessible by integration',
        how: 'answer',
        times: 99,
      });
  };

  it.each(['review', 'comment'] as const)('of a fork leads to one line on how to get the %s', async (how) => {
    readOnly();
    const { url, notes } = await publishTo(server, { payload: pullPayload(HEAD, 'x/r'), order: { how } });
    expect(url).toBe('');
    expect(notes).toEqual([{ level: 'warning', text: expect.stringMatching(/from a fork .* docs\/workflows/) }]);
  });

  it('of Dependabot does too', async () => {
    readOnly();
    const { notes } = await publishTo(server, { env: { GITHUB_ACTOR: 'dependabot[bot]' } });
    expect(notes).toEqual([{ level: 'warning', text: expect.stringMatching(/Dependabot .* docs\/workflows/) }]);
  });
});

describe('GitHub Enterprise Server', () => {
  it('is asked at its own addresses', async () => {
    const url = `${server.url}/api/v3`;
    await publishTo({ url }, { env: { GITHUB_GRAPHQL_URL: '' } });
    await publishTo(
      { url },
      { run: 2, report: passReport(), env: { GITHUB_GRAPHQL_URL: `${server.url}/api/graphql` } },
    );
    expect(server.state.reviews).toMatchObject([{ body: expect.stringContaining('✅') }]);
    expect(server.calls).toContain('GraphQL threads');
  });
});

describe('time', () => {
  it('is bounded for all calls together, and nothing is written after it is up', async () => {
    server.faults.set('GET reviews', { status: 0, how: 'silent', times: 1 });
    const begun = performance.now();
    const { notes } = await publishTo(server, { patience: { total: 400, times: { second: 2, request: 300 } } });
    // The first try takes 300 ms; what remains is too short for much.
    if (notes.length > 0)
      expect(notes).toEqual([{ level: 'warning', text: expect.stringContaining('did not answer') }]);
    server.faults.set('GET pull', { status: 0, how: 'silent', times: 99 });
    const late = await publishTo(server, { run: 2, patience: { total: 300, times: { second: 2, request: 200 } } });
    expect(late.notes).toEqual([{ level: 'warning', text: expect.stringContaining('did not answer') }]);
    expect(performance.now() - begun).toBeLessThan(10_000);
    const calls = server.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.calls).toHaveLength(calls);
  });

  it('is not spent on a rate limit that lasts for an hour', async () => {
    server.faults.set('GET pull', {
      status: 403,
      message: 'API rate limit exceeded',
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600) },
      how: 'answer',
      times: 99,
    });
    const { notes } = await publishTo(server, { patience: QUICK });
    expect(notes).toEqual([{ level: 'warning', text: expect.stringContaining('rate limit is used up') }]);
    expect(server.calls).toEqual(['GET pull']);
  });
});
