/** Every call to GitHub fails in every way: the report stands exactly once somewhere, the exit status is that of the check, and what could not be done is said. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { run } from '../../src/action.js';
import { publish } from '../../src/github/publish.js';
import type { Report } from '../../src/report/report.js';
import { golden } from '../report/golden.js';
import { gapReport, passReport } from '../reports.js';
import { fakeCore } from './fakes.js';
import { publishTo, pullPayload, QUICK, runner } from './publish.js';
import { type Fault, HEAD, type Server, startServer } from './server.js';

/** What a run of the action meets on GitHub, and what it has to say. */
interface Scenario {
  readonly title: string;
  /** Brings the pull request into the state that the run finds. */
  readonly before: (server: Server) => Promise<unknown>;
  readonly how: 'review' | 'comment';
  readonly report: Report;
  readonly event: string;
  readonly payload: object;
  /** The calls that are made, each of which fails in turn. */
  readonly calls: readonly string[];
}

const CHANGED = {
  filename: 'main.tf',
  patch: '@@ -38,0 +38,5 @@\n+a\n+b\n+security_rule {\n+d\n+e',
};
const gap = gapReport();
const nothing = async (server: Server): Promise<void> => void server.state.files.push(CHANGED);

/** Two gaps more: on line 41 a new one, and on line 40 another sentence. */
function grown(): Report {
  const report = gapReport();
  const [unmet, ...rest] = report.findings;
  if (unmet === undefined) throw new Error('no finding');
  const more = {
    ...unmet,
    tag: 'AzureActiveDirectory',
    path: unmet.path.map((step) => ({ ...step, rule: 'Other', location: { file: 'main.tf', line: 41 } })),
  };
  return { ...report, findings: [{ ...unmet, explanation: 'Otherwise.' }, more, ...rest] };
}

const PULL = { event: 'pull_request', payload: pullPayload() };

const SCENARIOS: readonly Scenario[] = [
  {
    title: 'the first review',
    before: async (server) => {
      await nothing(server);
      // The comment of an earlier version, which goes.
      await publishTo(server, { order: { how: 'comment' } });
    },
    how: 'review',
    report: grown(),
    ...PULL,
    calls: [
      'GET pull',
      'GET reviews',
      'GET files',
      'POST review',
      'POST submit',
      'GraphQL viewer',
      'GET comments',
      'DELETE comment',
    ],
  },
  {
    title: 'a later review',
    before: async (server) => {
      await nothing(server);
      await publishTo(server);
    },
    how: 'review',
    report: grown(),
    ...PULL,
    calls: [
      'GET pull',
      'GET reviews',
      'GraphQL viewer',
      'GET files',
      'PUT review',
      'GET comments',
      'GraphQL threads',
      'PATCH line',
      'POST line',
    ],
  },
  {
    title: 'a review that turns green',
    before: async (server) => {
      await nothing(server);
      await publishTo(server);
    },
    how: 'review',
    report: passReport(),
    ...PULL,
    calls: ['PUT review', 'PATCH line', 'GraphQL resolve'],
  },
  {
    title: 'the first comment',
    before: nothing,
    how: 'comment',
    report: gap,
    ...PULL,
    calls: ['GET comments', 'POST comment', 'GraphQL viewer', 'GET reviews'],
  },
  {
    title: 'a later comment, of which there are two',
    before: async (server) => {
      await publishTo(server, { order: { how: 'comment' } });
      const [one] = server.state.comments;
      if (one !== undefined) server.state.comments.push({ ...one, id: server.nextId() });
    },
    how: 'comment',
    report: grown(),
    ...PULL,
    calls: ['GET comments', 'GraphQL viewer', 'PATCH comment', 'DELETE comment'],
  },
  {
    title: 'after a run for a fork',
    before: async (server) => {
      await nothing(server);
      server.state.pulls.push({ number: 3, sha: HEAD, repository: 'x/r', label: 'x:feature' });
    },
    how: 'review',
    report: gap,
    event: 'workflow_run',
    payload: {
      workflow_run: {
        event: 'pull_request',
        head_sha: HEAD,
        head_branch: 'feature',
        head_repository: { full_name: 'x/r', owner: { login: 'x' } },
        pull_requests: [],
      },
    },
    calls: ['GET pulls'],
  },
  {
    title: 'a push',
    before: nothing,
    how: 'review',
    report: gap,
    event: 'push',
    payload: { after: HEAD },
    calls: ['POST status'],
  },
];

const always = (fault: Omit<Fault, 'times' | 'how'> & Partial<Pick<Fault, 'how'>>): Fault => ({
  how: 'answer',
  ...fault,
  times: Number.POSITIVE_INFINITY,
});
const once = (fault: Parameters<typeof always>[0]): Fault => ({ ...always(fault), times: 1 });
const SECONDARY = { message: 'You have exceeded a secondary rate limit', headers: { 'retry-after': '1' } };
const soon = (): string => String(Math.floor(Date.now() / 1000) + 3600);

const FAULTS: readonly (readonly [name: string, fault: Fault])[] = [
  ['401', always({ status: 401, message: 'Bad credentials' })],
  ['403', always({ status: 403, message: 'Resource not accessible by integration' })],
  ['404', always({ status: 404, message: 'Not Found' })],
  ['422', always({ status: 422, message: 'Validation Failed' })],
  ['429', always({ status: 429, message: 'Too Many Requests' })],
  [
    'rate limit',
    always({
      status: 403,
      message: 'API rate limit exceeded',
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon() },
    }),
  ],
  ['secondary limit', always({ status: 403, ...SECONDARY })],
  ['secondary limit, once', once({ status: 403, ...SECONDARY })],
  ['500', always({ status: 500 })],
  ['502, once', once({ status: 502 })],
  ['503, once, though done', once({ status: 503, how: 'refused' })],
  ['no answer', always({ status: 0, how: 'silent' })],
  ['no answer, once', once({ status: 0, how: 'silent' })],
  ['reset', always({ status: 0, how: 'before' })],
  ['reset, once', once({ status: 0, how: 'before' })],
  ['reset after it was done, once', once({ status: 0, how: 'after' })],
  ['answer broken off, once', once({ status: 200, how: 'broken' })],
];

/** What stands on GitHub in the end, without the numbers that differ from run to run. */
function standing({ state }: Server): object {
  const text = (body: string): string => body.split('\n').slice(1).join('\n');
  return {
    reviews: state.reviews.map(({ body, state: how, folded }) => [how, folded, text(body)]),
    comments: state.comments.map(({ body }) => text(body)),
    threads: state.threads
      .map(({ path: file, line, resolved, comments }) => [file, line, resolved, comments.map(({ body }) => text(body))])
      .sort(),
    statuses: [...new Set(state.statuses.map((status) => JSON.stringify(status)))],
  };
}

/** What is no more than a line in the log: the job's own result says it, or nothing is lost. */
const QUIET = /^The commit was given no status|^The token may not resolve/;

interface Seen {
  /** How often the new content stands on GitHub. */
  readonly copies: number;
  readonly pending: number;
  readonly standing: object;
  readonly notes: readonly string[];
  readonly failed: readonly string[];
  readonly summary: boolean;
  readonly milliseconds: number;
  readonly violations: readonly string[];
  readonly calls: readonly string[];
}

async function act(scenario: Scenario, call: string | null, fault: Fault | null): Promise<Seen> {
  const server = await startServer();
  const folder = mkdtempSync(path.join(tmpdir(), 'faults-'));
  try {
    await scenario.before(server);
    server.restart();
    // Whoever is told that there is nothing to delete, or to change, is told the truth.
    const gone = call?.startsWith('DELETE') && fault?.status === 404;
    if (call === 'PATCH comment' && fault?.status === 404)
      server.meanwhile.run = (next) => void (next === call && server.state.comments.shift());
    if (call !== null && fault !== null) server.faults.set(call, gone ? { ...fault, how: 'refused' } : fault);
    const event = path.join(folder, 'event.json');
    writeFileSync(event, JSON.stringify(scenario.payload));
    const core = fakeCore({ files: 'plan.json', comment: scenario.how, 'github-token': 'secret-token' });
    const env = {
      ...runner(server.url, 9, scenario.event),
      GITHUB_EVENT_PATH: event,
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
    };
    const request = fault?.how === 'silent' ? 300 : 5000;
    const begun = performance.now();
    await run({
      core: core.core,
      env,
      check: async () => ({ report: scenario.report }),
      publish: (order) => publish({ ...order, readLine: null }, { total: 20_000, times: { ...QUICK.times, request } }),
    });
    const milliseconds = performance.now() - begun;
    const green = scenario.report.conclusion === 'pass';
    // The heading of a report stands below its hidden marker.
    const says = ({ body }: { readonly body: string }): boolean =>
      green ? (body.split('\n')[1] ?? '').includes('✅') : body.includes('Storage.westus2');
    const { reviews, comments, statuses } = server.state;
    const fresh =
      scenario.report === gap
        ? says
        : (each: { readonly body: string }) => says(each) && (green || each.body.includes('Otherwise.'));
    return {
      copies:
        [...reviews.filter((review) => review.state === 'COMMENTED'), ...comments].filter(fresh).length +
        Math.min(1, statuses.length),
      pending: reviews.filter((review) => review.state === 'PENDING').length,
      standing: standing(server),
      notes: core.log
        .filter(({ kind, text }) => kind === 'warning' || kind === 'notice' || (kind === 'info' && QUIET.test(text)))
        .map(({ text }) => text),
      failed: core.log.filter(({ kind }) => kind === 'failed').map(({ text }) => text),
      summary: core.summary.text !== '',
      milliseconds,
      violations: server.violations,
      calls: [...server.calls],
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const OUTCOMES = {
  whole: 'everything, as without a fault',
  part: 'the report is where it belongs, once; something around it is not as it should be (a comment on a line, an old comment), and a warning says so; what the token may not resolve is folded',
  summary:
    'the report is in the summary, the annotations and the log; a warning (for a push, a line in the log) says why it is nowhere else',
} as const;

/** Judges one run, and holds what has to hold whatever happens. */
function outcomeOf(seen: Seen, sound: Seen): keyof typeof OUTCOMES {
  expect(seen.violations).toEqual([]);
  expect(seen.failed).toEqual(sound.failed);
  expect(seen.summary).toBe(true);
  expect(seen.milliseconds).toBeLessThan(20_000);
  expect(seen.pending).toBe(0);
  expect(seen.copies).toBeLessThanOrEqual(1);
  if (isDeepStrictEqual(seen.standing, sound.standing)) return 'whole';
  expect(seen.notes).toHaveLength(1);
  return seen.copies === 1 ? 'part' : 'summary';
}

/** Cells at a time: most of each is waiting. */
const AT_ONCE = 8;

describe('a fault of GitHub', () => {
  it('at any call leaves the report in exactly one place, the exit status as it is, and a word about it', async () => {
    const cells = SCENARIOS.flatMap((scenario) =>
      scenario.calls.flatMap((call) => FAULTS.map(([name, fault]) => ({ scenario, call, name, fault }))),
    );
    const sound = new Map(
      await Promise.all(SCENARIOS.map(async (scenario) => [scenario, await act(scenario, null, null)] as const)),
    );
    for (const [scenario, seen] of sound) {
      expect({ scenario: scenario.title, copies: seen.copies, notes: seen.notes }).toEqual({
        scenario: scenario.title,
        copies: 1,
        notes: [],
      });
      for (const call of scenario.calls) expect(seen.calls).toContain(call);
    }
    const results = new Map<string, keyof typeof OUTCOMES>();
    const left = [...cells];
    const work = async (): Promise<void> => {
      for (let cell = left.shift(); cell !== undefined; cell = left.shift()) {
        const { scenario, call, name, fault } = cell;
        const seen = await act(scenario, call, fault);
        const base = sound.get(scenario);
        if (base === undefined) throw new Error('no run without faults');
        try {
          results.set(`${scenario.title} ${call} ${name}`, outcomeOf(seen, base));
        } catch (error) {
          throw new Error(
            `${scenario.title}, ${call}, ${name}: ${seen.notes.join(' | ')}\n${seen.calls.join(', ')}\n${error}`,
          );
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const table = render(results);
    expect(table).toBe(golden('fault-table.md', table, new URL('../../docs/', import.meta.url)));
  });
});

function render(results: ReadonlyMap<string, keyof typeof OUTCOMES>): string {
  const count = (outcome: string): number => [...results.values()].filter((each) => each === outcome).length;
  const blocks = SCENARIOS.map(({ title, calls }) => {
    const head = ['fault', ...calls.map((call) => `\`${call}\``)];
    const rows = FAULTS.map(([name]) => [name, ...calls.map((call) => results.get(`${title} ${call} ${name}`) ?? '')]);
    const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
    const capital = title.slice(0, 1).toUpperCase() + title.slice(1);
    return [`## ${capital}`, '', line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
  });
  return `${[
    '# What happens when GitHub is unwell',
    "Made by `__tests__/github/faults.test.ts`, which runs the action against a server on the same machine that fails each call in each way (`UPDATE_GOLDEN=1 npm test -- faults` writes this page anew). Requests and answers are held against GitHub's own description of its API.",
    'Whatever fails, in all runs: the exit status is that of the check; the report is in the job summary, the annotations and the log; it stands on the pull request at most once; no draft of a review is left behind.',
    Object.entries(OUTCOMES)
      .map(([outcome, meaning]) => `- **${outcome}**: ${meaning} (${count(outcome)} of ${results.size})`)
      .join('\n'),
    'Faults without "once" go on for ever. "No answer" is a server that accepts the call and stays silent; "reset" breaks the connection.',
    ...blocks,
  ].join('\n\n')}\n`;
}
