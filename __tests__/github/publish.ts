/** One run of the publisher against the tests' server, with times that pass quickly. */
import { readContext } from '../../src/github/context.js';
import { type Published, type PublishOrder, publish } from '../../src/github/publish.js';
import { en } from '../../src/report/language/en.js';
import { renderMarkdown } from '../../src/report/markdown.js';
import type { Report } from '../../src/report/report.js';
import { gapReport } from '../reports.js';
import { HEAD, type Server } from './server.js';

export const QUICK = { total: 20_000, times: { second: 2, request: 150 } };

/** The variables that a runner sets for a run of a workflow. */
export function runner(url: string, run = 1, event = 'pull_request'): Readonly<Record<string, string>> {
  return {
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: '/event.json',
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_WORKFLOW_REF: 'o/r/.github/workflows/w.yml@x',
    GITHUB_RUN_NUMBER: String(run),
    GITHUB_RUN_ID: String(1000 + run),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_API_URL: url,
    GITHUB_GRAPHQL_URL: `${url}/graphql`,
  };
}

export const pullPayload = (head = HEAD, repository = 'o/r'): object => ({
  pull_request: { number: 3, head: { sha: head, repo: { full_name: repository } } },
});

export interface Run {
  readonly run?: number;
  readonly report?: Report;
  readonly payload?: object;
  readonly event?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly order?: Partial<PublishOrder>;
  readonly patience?: typeof QUICK;
}

/** Publishes a report as the action would. */
export function publishTo(server: Pick<Server, 'url'>, options: Run = {}): Promise<Published> {
  const { run = 1, report = gapReport(), payload = pullPayload(), event = 'pull_request' } = options;
  const context = readContext({ ...runner(server.url, run, event), ...options.env }, () => JSON.stringify(payload));
  return publish(
    {
      how: 'review',
      key: '',
      tool: '1.0.0',
      token: 'secret-token',
      context,
      report,
      messages: en,
      failed: report.conclusion === 'fail',
      render: (limit) => renderMarkdown(report, { limit, messages: en }),
      workspace: '/workspace',
      readLine: null,
      ...options.order,
    },
    options.patience ?? QUICK,
  );
}
