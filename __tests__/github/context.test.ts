/** Which pull request a run is for, by its event. */
import { describe, expect, it } from '@jest/globals';
import { readContext } from '../../src/github/context.js';

const ENV = {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_EVENT_PATH: '/event.json',
  GITHUB_REPOSITORY: 'o/r',
  GITHUB_WORKFLOW: 'Check',
  GITHUB_WORKFLOW_REF: 'o/r/.github/workflows/check.yml@refs/pull/3/merge',
  GITHUB_RUN_NUMBER: '12',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_RUN_ID: '77',
  GITHUB_ACTOR: 'a',
};

const context = (payload: unknown, env: Readonly<Record<string, string | undefined>> = ENV) =>
  readContext(env, () => (typeof payload === 'string' ? payload : JSON.stringify(payload)));

const SHA = 'c0ffee00'.repeat(5);
const pull = (head: unknown) => ({ pull_request: { number: 3, head: { sha: SHA, repo: head } } });

describe('readContext', () => {
  it('knows the run', () => {
    expect(context({})).toMatchObject({
      event: 'pull_request',
      apiUrl: 'https://api.github.com',
      graphqlUrl: 'https://api.github.com/graphql',
      repository: { owner: 'o', repo: 'r' },
      stamp: { workflow: 'o/r/.github/workflows/check.yml', run: 12, attempt: 2, id: 77 },
      runUrl: null,
    });
    expect(context({}, { ...ENV, GITHUB_WORKFLOW_REF: '' }).stamp.workflow).toBe('Check');
    expect(context({}, { ...ENV, GITHUB_SERVER_URL: 'https://github.com' }).runUrl).toBe(
      'https://github.com/o/r/actions/runs/77',
    );
  });

  it('knows GitHub Enterprise Server', () => {
    const api = { ...ENV, GITHUB_API_URL: 'https://ghe.example/api/v3' };
    expect(context({}, api)).toMatchObject({
      apiUrl: 'https://ghe.example/api/v3',
      graphqlUrl: 'https://ghe.example/api/graphql',
    });
    expect(context({}, { ...api, GITHUB_GRAPHQL_URL: 'https://ghe.example/graph' }).graphqlUrl).toBe(
      'https://ghe.example/graph',
    );
  });

  it.each([
    ['a branch of the repository', pull({ full_name: 'o/r' }), false],
    ['a fork', pull({ full_name: 'x/r' }), true],
    ['a fork that is gone', pull(null), true],
    ['a comment on it', { issue: { number: 3, pull_request: {} } }, false],
  ])('knows a pull request from %s', (_, payload, fork) => {
    expect(context(payload)).toMatchObject({ target: { kind: 'pull-request', number: 3 }, fork });
  });

  it('knows the commit that is checked', () => {
    expect(context(pull(null)).stamp.head).toBe(SHA);
    expect(context({ issue: { number: 3, pull_request: {} } }).stamp.head).toBe('');
  });

  it.each([
    ['push', { after: SHA }],
    ['merge_group', { merge_group: { head_sha: SHA } }],
  ])('knows the commit of %s', (event, payload) => {
    expect(context(payload, { ...ENV, GITHUB_EVENT_NAME: event })).toMatchObject({
      target: { kind: 'commit', commit: SHA },
      stamp: { head: SHA },
    });
  });

  it.each([
    ['push', 'a deleted branch', { after: '0'.repeat(40) }],
    ['push', 'no commit', { after: '../..' }],
    ['schedule', 'a time', { schedule: '1 2 3 4 5' }],
    ['workflow_dispatch', 'a manual run', { inputs: {} }],
    ['issue_comment', 'a comment on an issue', { issue: { number: 3 } }],
    ['pull_request', 'a number that is none', { pull_request: { number: '3' } }],
    ['pull_request', 'a negative number', { pull_request: { number: -3 } }],
    ['pull_request', 'an inherited pull request', '{"__proto__": {"pull_request": {"number": 3}}}'],
    ['pull_request', 'no object', 'null'],
    ['pull_request', 'no JSON', '{'],
    ['workflow_run', 'nothing', {}],
  ])('knows no target for %s with %s', (event, _, payload) => {
    expect(context(payload, { ...ENV, GITHUB_EVENT_NAME: event }).target).toEqual({ kind: 'none' });
  });

  it('knows none outside of GitHub', () => {
    const throws = () => {
      throw new Error('ENOENT');
    };
    expect(readContext({}, throws)).toMatchObject({ target: { kind: 'none' }, stamp: { run: 0, attempt: 0, id: 0 } });
    expect(readContext(ENV, throws).target).toEqual({ kind: 'none' });
    expect(context(pull(null), { ...ENV, GITHUB_REPOSITORY: 'nonsense' }).target).toEqual({ kind: 'none' });
    expect(context({}, { ...ENV, GITHUB_RUN_NUMBER: '1e9' }).stamp.run).toBe(0);
  });
});

describe('readContext of a run that follows another', () => {
  const followed = (changes: object = {}) => ({
    workflow_run: {
      id: 500,
      run_number: 40,
      run_attempt: 3,
      path: '.github/workflows/check.yml@refs/heads/main',
      event: 'pull_request',
      head_sha: SHA,
      head_branch: 'feature',
      head_repository: { full_name: 'x/r', owner: { login: 'x' } },
      pull_requests: [],
      ...changes,
    },
  });
  const ours = { number: 3, head: { sha: SHA }, base: { repo: { url: 'https://api.github.com/repos/o/r' } } };
  const read = (payload: unknown) => context(payload, { ...ENV, GITHUB_EVENT_NAME: 'workflow_run' });

  it('is that of the run that it follows', () => {
    expect(read(followed()).stamp).toEqual({
      workflow: 'o/r/.github/workflows/check.yml',
      run: 40,
      attempt: 3,
      id: 500,
      head: SHA,
    });
  });

  it('takes the number of the pull request from the event', () => {
    const payload = followed({ pull_requests: [ours], head_repository: { full_name: 'o/r', owner: { login: 'o' } } });
    expect(read(payload)).toMatchObject({ target: { kind: 'pull-request', number: 3 }, fork: false });
  });

  it('looks for a pull request from a fork by its branch, which the event tells', () => {
    expect(read(followed())).toMatchObject({
      target: { kind: 'branch', owner: 'x', branch: 'feature', repository: 'x/r' },
      fork: true,
    });
  });

  it.each([
    ['in another repository', { ...ours, base: { repo: { url: 'https://api.github.com/repos/up/stream' } } }],
    ['at another commit', { ...ours, head: { sha: 'd'.repeat(40) } }],
  ])('does not believe in a pull request %s', (_, odd) => {
    expect(read(followed({ pull_requests: [odd] })).target).toMatchObject({ kind: 'branch' });
  });

  it('looks where several are named', () => {
    expect(read(followed({ pull_requests: [ours, { ...ours, number: 4 }] })).target).toMatchObject({ kind: 'branch' });
  });

  it.each([
    ['a push', { event: 'push' }],
    ['no commit', { head_sha: 'main' }],
    ['a fork that is gone', { head_repository: null }],
  ])('knows no target after %s', (_, changes) => {
    expect(read(followed(changes)).target).toEqual({ kind: 'none' });
  });
});
