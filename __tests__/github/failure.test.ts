/** Every status that GitHub answers has a sentence that says what to do. */
import { describe, expect, it } from '@jest/globals';
import { explainFailure, type FailureContext } from '../../src/github/failure.js';
import { httpError } from './fakes.js';

const context = (event = 'pull_request', fork = false, actor = 'a'): FailureContext => ({ event, actor, fork });

describe('explainFailure', () => {
  it.each([
    [401, 'Bad credentials', 'check github-token'],
    [403, 'Resource not accessible by integration', '`pull-requests: write`'],
    [404, 'Not Found', '`pull-requests: write`'],
    [403, 'Unable to create comment because issue is locked.', 'the conversation is locked'],
    [403, 'You have exceeded a secondary rate limit', 'rate limit'],
    [429, 'Too many requests', 'rate limit'],
    [410, 'Issues are disabled', 'turned off'],
    [422, 'Validation Failed', 'did not accept its text'],
    [422, 'User can only have one pending review per pull request', 'submit or discard it'],
    [500, 'fetch failed', 'run the job again later'],
    [503, 'Unavailable', 'run the job again later'],
  ])('explains %d %s', (status, message, remedy) => {
    const text = explainFailure(httpError(status, message), context());
    expect(text).toContain(remedy);
    expect(text).toContain(`HTTP ${status}: ${message}`);
    expect(text).toContain('The same report is in the job summary');
  });

  it('knows the rate limit by its headers', () => {
    expect(explainFailure(httpError(403, 'No', { 'x-ratelimit-remaining': '0' }), context())).toContain('rate limit');
  });

  it('tells forks and Dependabot that their token can only read, and how to have the comment all the same', () => {
    expect(explainFailure(httpError(403), context('pull_request', true))).toContain('from a fork can only read');
    expect(explainFailure(httpError(403), context('pull_request_target', true))).not.toContain('fork');
    expect(explainFailure(httpError(403), context('pull_request', false, 'dependabot[bot]'))).toContain('Dependabot');
    expect(explainFailure(httpError(403), context('pull_request', true))).toContain('docs/workflows');
    expect(explainFailure(httpError(403), context('pull_request', false, 'dependabot[bot]'))).toContain(
      'docs/workflows',
    );
  });

  it('stays one line with whatever is thrown', () => {
    for (const thrown of [
      null,
      'x\n::error::y',
      new Error(`\u001b[2J${'z'.repeat(5000)}`),
      { status: '403' },
      new TypeError('a\nb'),
    ]) {
      const text = explainFailure(thrown, context());
      expect(text).toMatch(/^The pull request was not commented on: something unexpected[ -~…]*$/);
      expect(text.length).toBeLessThan(700);
    }
  });
});
