/** The action from inputs to outputs: with a runner and a GitHub in memory, and with the real Octokit and core against a server on this machine. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ActionParts, run } from '../src/action.js';
import type { Check, CheckIo } from '../src/check-options.js';
import type { GitHubClient, PullClient } from '../src/github/client.js';
import { publish } from '../src/github/publish.js';
import type { Report } from '../src/report/report.js';
import { ConfigurationError, type Settings } from '../src/settings/settings.js';
import { InputError } from '../src/sources/source.js';
import { type FakeCore, type FakeGitHub, fakeCore, fakeGitHub, httpError } from './github/fakes.js';
import { QUICK } from './github/publish.js';
import { HEAD, type Server, startServer } from './github/server.js';
import { gapReport, passReport } from './reports.js';

let workspace = '';
let temp = '';
let root = '';
beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'action-')));
  workspace = path.join(root, 'workspace');
  temp = path.join(root, 'temp');
  mkdirSync(workspace);
  mkdirSync(temp);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const INPUTS = { files: 'plan.json', comment: 'comment', 'github-token': 'secret-token' };

/** The variables that a runner sets for a pull request. */
function environment(
  payload: unknown = { pull_request: { number: 3, head: { sha: HEAD, repo: { full_name: 'o/r' } } } },
) {
  const event = path.join(root, 'event.json');
  writeFileSync(event, JSON.stringify(payload));
  return {
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: event,
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_WORKFLOW_REF: 'o/r/.github/workflows/w.yml@x',
    GITHUB_RUN_NUMBER: '5',
    GITHUB_RUN_ATTEMPT: '1',
  };
}

interface Run extends FakeCore {
  readonly github: FakeGitHub;
  readonly seen: { settings?: Settings; io?: CheckIo; clients: number };
  readonly texts: (kind: string) => readonly string[];
}

interface Options {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly report?: Report;
  readonly check?: Check;
  readonly github?: FakeGitHub;
  readonly env?: ActionParts['env'];
  readonly faults?: Parameters<typeof fakeCore>[1];
}

async function action(options: Options = {}): Promise<Run> {
  const core = fakeCore({ ...INPUTS, ...options.inputs }, options.faults);
  const github = options.github ?? fakeGitHub();
  const seen: Run['seen'] = { clients: 0 };
  await run({
    core: core.core,
    env: options.env ?? environment(),
    check:
      options.check ??
      (async (settings, io) => {
        Object.assign(seen, { settings, io });
        return { report: options.report ?? gapReport() };
      }),
    publish: (order) =>
      publish(order, QUICK, async () => {
        seen.clients++;
        return clientOf(github);
      }),
  });
  const texts = (kind: string): readonly string[] =>
    core.log.filter((line) => line.kind === kind).map(({ text }) => text);
  return { ...core, github, seen, texts };
}

/** A client whose pull request has comments and nothing else. */
function clientOf({ client, statuses }: FakeGitHub & { readonly statuses?: unknown[] }): GitHubClient {
  const pull = { ...client, listReviews: async () => [] } as unknown as PullClient;
  return { pull: () => pull, openPulls: async () => [], setStatus: async (...status) => void statuses?.push(status) };
}

describe('the action with gaps', () => {
  it('tells the log, the lines, the summary, the outputs and the pull request, and fails', async () => {
    const { log, texts, outputs, summary, github, seen } = await action();
    expect(seen.io).toEqual({ cwd: workspace, within: workspace });
    expect(texts('info').join('\n')).toContain('Storage.westus2');
    expect(log.find(({ kind }) => kind === 'error')?.place).toMatchObject({ file: 'main.tf', startLine: 40 });
    expect(summary.text).toContain('Storage.westus2');
    expect(github.comments.map(({ body }) => body.includes('Storage.westus2'))).toEqual([true]);
    expect(outputs).toEqual({
      conclusion: 'fail',
      'missing-tags': '["Storage.westus2"]',
      'missing-hosts': '[]',
      counts: '{"met":1,"partial":0,"unmet":1,"unknown":0,"waived":0,"not-applicable":0,"too-wide":0}',
      report: expect.stringMatching(/report\.json$/),
      'comment-url': 'https://github.example/c/1000',
    });
    expect(JSON.parse(readFileSync(outputs['report'] ?? '', 'utf8'))).toEqual(gapReport());
    expect(path.dirname(path.dirname(outputs['report'] ?? ''))).toBe(temp);
    expect(texts('failed')).toEqual([expect.stringMatching(/^1 of 1 requirement .*Storage\.westus2\.$/)]);
    expect(texts('secret')).toEqual(['secret-token']);
    expect(texts('warning')).toEqual([]);
  });

  it('does not fail where nothing counts the gaps, and tells the same', async () => {
    const { texts, outputs, github } = await action({ inputs: { 'fail-on': 'never' } });
    expect(texts('failed')).toEqual([]);
    expect(outputs['conclusion']).toBe('fail');
    expect(github.comments).toHaveLength(1);
  });

  it('prints text that may hold anything between the commands that stop commands', async () => {
    const report = gapReport();
    const hostile = { ...report, edition: '\n::set-output name=x::y\n##[error]z' };
    const info = (await action({ report: hostile })).texts('info');
    const [start, text, end] = info;
    expect(start).toMatch(/^::stop-commands::[-0-9a-f]{36}$/);
    expect(end).toBe(`::${start?.split('::')[2]}::`);
    expect(text).not.toMatch(/^\s*::|##\[/m);
  });

  it('says which check it is where there are several', async () => {
    const { github, summary } = await action({ inputs: { 'comment-key': 'eu' } });
    expect(summary.text.split('\n')[0]).toContain('(eu)');
    expect(github.comments[0]?.body).toContain('(eu)');
  });

  it('says no more errors and warnings than GitHub shows of a step, its own among them', async () => {
    const [unmet] = gapReport().findings;
    if (unmet === undefined) throw new Error('no finding');
    const levels = ['required', 'recommended'] as const;
    const findings = levels.flatMap((level) =>
      Array.from({ length: 30 }, (_, at) => ({
        ...unmet,
        level,
        path: unmet.path.map((step) => ({ ...step, location: { file: `${level}.tf`, line: at + 1 } })),
      })),
    );
    const { texts } = await action({
      report: { ...gapReport(), findings },
      github: fakeGitHub([], { listComments: [httpError(403)] }),
    });
    expect(texts('error').length + texts('failed').length).toBe(10);
    expect(texts('warning')).toHaveLength(10);
  });

  it('speaks the language that is asked for', async () => {
    expect((await action({ inputs: { language: 'ko' } })).summary.text).toMatch(/\p{Script=Hangul}/u);
  });

  it('drops the annotations and the comment where they are not wanted', async () => {
    const { texts, github, seen, outputs } = await action({ inputs: { annotations: 'false', comment: 'off' } });
    expect(texts('error')).toEqual([]);
    expect([github.calls, seen.clients, outputs['comment-url']]).toEqual([[], 0, '']);
  });

  it('keeps the place of what lies outside the repository in words', async () => {
    const report = gapReport();
    const [unmet, ...rest] = report.findings;
    if (unmet === undefined) throw new Error('no finding');
    const at = (file: string): Report => ({
      ...report,
      findings: [{ ...unmet, path: unmet.path.map((step) => ({ ...step, location: { file, line: 4 } })) }, ...rest],
    });
    const outside = await action({ report: at('../hub/main.tf') });
    expect(outside.log.find(({ kind }) => kind === 'error')).toMatchObject({
      text: expect.stringMatching(/^\.\.\/hub\/main\.tf:4: /),
      place: expect.not.objectContaining({ file: expect.anything() }),
    });
    const absolute = await action({ report: at(path.join(workspace, 'net', 'main.tf')) });
    expect(absolute.log.find(({ kind }) => kind === 'error')?.place).toMatchObject({
      file: 'net/main.tf',
      startLine: 4,
    });
  });

  it.each([
    ['push', { after: '0'.repeat(40) }],
    ['merge_group', { merge_group: {} }],
    ['schedule', { schedule: '1 2 3 4 5' }],
    ['workflow_dispatch', { inputs: {} }],
  ])('comments on nothing for %s', async (event, payload) => {
    const { seen, texts, summary } = await action({ env: { ...environment(payload), GITHUB_EVENT_NAME: event } });
    expect(seen.clients).toBe(0);
    expect(texts('warning')).toEqual([]);
    expect(summary.text).toContain('Storage.westus2');
  });
});

describe('the action without gaps', () => {
  it('passes and begins no conversation', async () => {
    const { texts, outputs, github } = await action({ report: passReport() });
    expect(texts('failed')).toEqual([]);
    expect(outputs).toMatchObject({ conclusion: 'pass', 'comment-url': '' });
    expect(github.calls).toEqual(['listComments']);
  });

  it('turns the comment of an earlier run green', async () => {
    const { github } = await action();
    const after = await action({ report: passReport(), github, env: { ...environment(), GITHUB_RUN_NUMBER: '6' } });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('✅');
    expect(after.outputs['comment-url']).toBe('https://github.example/c/1000');
  });
});

describe('the action when something does not work', () => {
  it.each([
    ['listComments', httpError(403, 'Resource not accessible by integration'), '`pull-requests: write`'],
    ['createComment', httpError(403, 'Resource not accessible by integration'), '`pull-requests: write`'],
    ['createComment', httpError(404), '`pull-requests: write`'],
    ['createComment', httpError(422), 'did not accept'],
    ['createComment', httpError(429), 'rate limit'],
    ['listComments', httpError(500), 'did not answer'],
    ['listComments', new TypeError('x'), 'unexpected'],
  ] as const)('tells the rest and warns once when %s fails (%#)', async (call, error, cause) => {
    const run = await action({ github: fakeGitHub([], { [call]: [error] }) });
    expect(run.texts('warning')).toEqual([expect.stringContaining(cause)]);
    expect(run.summary.text).toContain('Storage.westus2');
    expect(run.outputs).toMatchObject({ conclusion: 'fail', 'comment-url': '' });
    expect(run.texts('failed')).toHaveLength(1);

    const green = await action({ report: passReport(), github: fakeGitHub([], { listComments: [error] }) });
    expect(green.texts('failed')).toEqual([]);
  });

  it('warns of an empty token', async () => {
    const { texts, seen } = await action({ inputs: { 'github-token': '' } });
    expect(texts('warning')).toEqual([expect.stringContaining('github-token is empty')]);
    expect(seen.clients).toBe(0);
  });

  it('lives without a summary and without outputs', async () => {
    const noSummary = await action({ faults: { summary: new Error('ENOSPC') } });
    expect(noSummary.texts('warning')).toEqual([expect.stringContaining('job summary could not be written: ENOSPC')]);
    expect(noSummary.github.comments).toHaveLength(1);
    const noOutput = await action({ faults: { output: new Error('Missing file') } });
    expect(noOutput.texts('warning')).toEqual([expect.stringContaining('outputs could not be set: Missing file')]);
    expect(noOutput.texts('failed')).toHaveLength(1);
  });

  it('lives without a folder for temporary files', async () => {
    const { texts, outputs } = await action({ env: { ...environment(), RUNNER_TEMP: path.join(root, 'event.json') } });
    expect(texts('warning')).toEqual([expect.stringContaining('the JSON report cannot be written there')]);
    expect(outputs['report']).toBe('');
  });

  it('fails where the report cannot be written to the file that was asked for', async () => {
    writeFileSync(path.join(workspace, 'file'), '');
    const { texts } = await action({ report: passReport(), inputs: { 'report-file': 'file/r.json' } });
    expect(texts('failed')).toEqual([expect.stringContaining('file/r.json: the JSON report cannot be written there')]);
  });

  it.each([
    ['no files', { files: ' ' }, 'the input files is missing'],
    ['a wrong region', { region: 'westeurop' }, 'region westeurop is not an Azure region; did you mean westeurope?'],
    ['a wrong choice', { annotations: 'maybe' }, 'annotations maybe is not one of true, false'],
    ['a configuration file outside', { config: '../x.yml' }, '../x.yml: is outside the workspace'],
    ['a report outside', { 'report-file': '/etc/x.json' }, '/etc/x.json: is outside the workspace'],
    ['a report behind a link', { 'report-file': 'link/x.json' }, 'link/x.json: is outside the workspace'],
  ])('fails with one line for %s, before anything is read', async (_, inputs, message) => {
    if (!existsSync(path.join(workspace, 'link'))) symlinkSync(tmpdir(), path.join(workspace, 'link'));
    const { texts, seen, outputs } = await action({ inputs });
    expect(texts('failed')).toEqual([expect.stringContaining(message)]);
    expect([seen.settings, outputs]).toEqual([undefined, {}]);
  });

  it.each([
    [new InputError('is not JSON', 'plan.json', { line: 3, column: 1 }), 'plan.json:3:1: is not JSON'],
    [new ConfigurationError('edition x is unknown'), 'azureml-network-check: edition x is unknown'],
    [
      new TypeError('x is undefined\n at y'),
      'azureml-network-check: a fault of this tool, not of your files: x is undefined; please',
    ],
  ])('fails with one line when the check throws: %#', async (error, message) => {
    const { texts } = await action({
      check: async () => {
        throw error;
      },
    });
    expect(texts('failed')).toEqual([expect.stringContaining(message)]);
    expect(texts('failed')[0]).not.toContain('\n');
  });

  it('annotates the places of all errors of a compiler, unless annotations are off', async () => {
    const others = [new InputError('x is not defined', 'modules/b.bicep', { line: 9, column: 1 })];
    const error = new InputError('expected "="', 'a.bicep', { line: 3, column: 7 }, others);
    const check = async (): Promise<never> => {
      throw error;
    };
    const { texts } = await action({ check });
    expect(texts('error')).toEqual(['expected "="', 'x is not defined']);
    const off = await action({ check, inputs: { annotations: 'false' } });
    expect(off.texts('error')).toEqual([]);
    expect(off.texts('info').join()).toContain('modules/b.bicep:9:1: x is not defined');
  });

  it('writes the report into the workspace or the folder for temporary files', async () => {
    expect((await action({ inputs: { 'report-file': 'out/r.json' } })).outputs['report']).toBe(
      path.join(workspace, 'out/r.json'),
    );
    const temporary = path.join(temp, 'r.json');
    expect((await action({ inputs: { 'report-file': temporary } })).outputs['report']).toBe(temporary);
  });
});

describe('the action with the mode comment', () => {
  const comment = { mode: 'comment', files: '' };
  const write = (name: string, report: unknown): void => {
    mkdirSync(path.join(workspace, 'reports'), { recursive: true });
    writeFileSync(path.join(workspace, 'reports', name), JSON.stringify(report));
  };

  it('checks nothing, and tells what the reports say as one, with the exit status of one check', async () => {
    write('a.json', gapReport());
    write('b.json', passReport());
    const { seen, outputs, texts, summary, github } = await action({
      inputs: { ...comment, report: 'reports/*.json' },
    });
    expect(seen.settings).toBeUndefined();
    expect(outputs).toMatchObject({ conclusion: 'fail', 'missing-tags': '["Storage.westus2"]' });
    expect(summary.text).toContain('Storage.westus2');
    expect(github.comments).toHaveLength(1);
    expect(texts('failed')).toHaveLength(1);
    const never = await action({ inputs: { ...comment, report: 'reports/*.json', 'fail-on': 'never' } });
    expect(never.texts('failed')).toEqual([]);
  });

  it.each([
    ['no report', '', 'the input report is missing'],
    ['a report that is not there', 'reports/none.json', 'reports/none.json: there is no such file'],
    ['what is no report', 'reports/odd.json', 'reports/odd.json: is not a report of azureml-network-check'],
    ['a report outside', '../event.json', '../event.json: is outside the workspace'],
  ])('fails with one line for %s', async (_, report, message) => {
    write('odd.json', { schemaVersion: 1, findings: [] });
    const { texts, github } = await action({ inputs: { ...comment, report } });
    expect(texts('failed')).toEqual([expect.stringContaining(message)]);
    expect(github.calls).toEqual([]);
  });
});

describe('the action with the real Octokit', () => {
  let server: Server;
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(async () => {
    await server.stop();
    expect(server.violations).toEqual([]);
  });

  it('reviews the pull request that the event names, whatever a hostile report says', async () => {
    server.state.pulls.push({ number: 3, sha: HEAD, repository: 'x/r', label: 'x:feature' });
    mkdirSync(path.join(workspace, 'reports'), { recursive: true });
    const report = gapReport();
    const hostile = {
      ...report,
      pullRequest: 99,
      number: 99,
      conclusion: 'pass',
      edition: '<!-- azureml-network-check {"v":2,"key":"","hash":"x"} -->',
      findings: report.findings.map((finding) => ({
        ...finding,
        explanation: '@octocat </details><script>\n::error::x',
        path: finding.path.map((step) => ({ ...step, location: { file: '../../.github/workflows/w.yml', line: 1 } })),
      })),
    };
    writeFileSync(path.join(workspace, 'reports', 'fork.json'), JSON.stringify(hostile));
    const core = fakeCore({
      mode: 'comment',
      report: 'reports/fork.json',
      'fail-on': 'never',
      'github-token': 'secret-token',
    });
    const payload = {
      workflow_run: {
        event: 'pull_request',
        head_sha: HEAD,
        head_branch: 'feature',
        head_repository: { full_name: 'x/r', owner: { login: 'x' } },
        pull_requests: [],
      },
    };
    await run({
      core: core.core,
      env: {
        ...environment(payload),
        GITHUB_EVENT_NAME: 'workflow_run',
        GITHUB_API_URL: server.url,
        GITHUB_GRAPHQL_URL: `${server.url}/graphql`,
      },
      publish: (order) => publish(order, QUICK),
    });
    expect(core.log.filter(({ kind }) => kind === 'failed' || kind === 'warning')).toEqual([]);
    expect(core.outputs['conclusion']).toBe('fail');
    const [review] = server.state.reviews;
    const [marker, ...content] = review?.body.split('\n') ?? [];
    expect(marker).toMatch(/^<!-- azureml-network-check \{"v":2,"key":""/);
    // In code GitHub shows everything as it is.
    expect(content.join('\n').replace(/`[^`\n]*`/g, '')).not.toMatch(/<!--|@octocat|<script|^::/m);
    expect(server.state.threads).toEqual([]);
  });

  it.each(['review', 'comment'])('works with the real core, with %s', async (how) => {
    const core = await import('@actions/core');
    const file = (name: string): string => {
      const place = path.join(temp, name);
      writeFileSync(place, '');
      return place;
    };
    const env: Record<string, string> = {
      ...environment(),
      GITHUB_API_URL: server.url,
      GITHUB_GRAPHQL_URL: `${server.url}/graphql`,
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary.md'),
      INPUT_FILES: 'plan.json\n',
      INPUT_COMMENT: how,
      'INPUT_GITHUB-TOKEN': 'secret-token',
      'INPUT_FAIL-ON': 'Required',
    };
    const before = { ...process.env };
    const status = process.exitCode;
    const write = process.stdout.write;
    const printed: string[] = [];
    Object.assign(process.env, env);
    process.stdout.write = ((text: string) => printed.push(text) > 0) as typeof process.stdout.write;
    try {
      await run({ core, check: async () => ({ report: gapReport() }), publish: (order) => publish(order, QUICK) });
      expect(process.exitCode).toBe(1);
    } finally {
      process.stdout.write = write;
      process.exitCode = status;
      for (const name of Object.keys(env)) delete process.env[name];
      Object.assign(process.env, before);
    }
    expect(readFileSync(env['GITHUB_OUTPUT'] ?? '', 'utf8')).toContain('["Storage.westus2"]');
    expect(readFileSync(env['GITHUB_OUTPUT'] ?? '', 'utf8')).toContain('https://github.example/o/r/pull/3#');
    expect(readFileSync(env['GITHUB_STEP_SUMMARY'] ?? '', 'utf8')).toContain('Storage.westus2');
    expect(printed.join('')).toMatch(/^::error title=[^\n]*file=main\.tf,line=40/m);
    expect(printed.join('')).toContain('::add-mask::secret-token');
    expect([server.state.reviews.length, server.state.comments.length]).toEqual(how === 'review' ? [1, 0] : [0, 1]);
  });
});
