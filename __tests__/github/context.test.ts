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
  GITHUB_ACTOR: 'a',
};

const context = (payload: unknown, env: Readonly<Record<string, string | undefined>> = ENV) =>
  readContext(env, () => (typeof payload === 'string' ? payload : JSON.stringify(payload)));

const pull = (head: unknown) => ({ pull_request: { number: 3, head: { repo: head } } });

describe('readContext', () => {
  it('knows the run', () => {
    expect(context({})).toMatchObject({
      event: 'pull_request',
      apiUrl: 'https://api.github.com',
      stamp: { workflow: 'o/r/.github/workflows/check.yml', run: 12, attempt: 2 },
    });
    expect(context({}, { ...ENV, GITHUB_API_URL: 'https://ghe.example/api/v3' }).apiUrl).toBe(
      'https://ghe.example/api/v3',
    );
    expect(context({}, { ...ENV, GITHUB_WORKFLOW_REF: '' }).stamp.workflow).toBe('Check');
  });

  it.each([
    ['a branch of the repository', pull({ full_name: 'o/r' }), false],
    ['a fork', pull({ full_name: 'x/r' }), true],
    ['a fork that is gone', pull(null), true],
    ['a comment on it', { issue: { number: 3, pull_request: {} } }, false],
  ])('knows a pull request from %s', (_, payload, fork) => {
    expect(context(payload).pullRequest).toEqual({ owner: 'o', repo: 'r', number: 3, fork });
  });

  it.each([
    ['a push', { ref: 'refs/heads/main' }],
    ['a merge group', { merge_group: { head_sha: 'x' } }],
    ['a manual run', { inputs: {} }],
    ['a comment on an issue', { issue: { number: 3 } }],
    ['a number that is none', { pull_request: { number: '3' } }],
    ['a negative number', { pull_request: { number: -3 } }],
    ['an inherited pull request', '{"__proto__": {"pull_request": {"number": 3}}}'],
    ['no object', 'null'],
    ['no JSON', '{'],
  ])('knows none for %s', (_, payload) => {
    expect(context(payload).pullRequest).toBeNull();
  });

  it('knows none outside of GitHub', () => {
    const throws = () => {
      throw new Error('ENOENT');
    };
    expect(readContext({}, throws)).toMatchObject({ pullRequest: null, stamp: { run: 0, attempt: 0 } });
    expect(readContext(ENV, throws).pullRequest).toBeNull();
    expect(context(pull(null), { ...ENV, GITHUB_REPOSITORY: 'nonsense' }).pullRequest).toBeNull();
    expect(context({}, { ...ENV, GITHUB_RUN_NUMBER: '1e9' }).stamp.run).toBe(0);
  });
});
