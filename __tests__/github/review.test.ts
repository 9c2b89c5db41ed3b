/** The review as it lives through the runs of a pull request, with the real Octokit against a server on this machine. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Report } from '../../src/report/report.js';
import { gapReport, passReport } from '../reports.js';
import { publishTo } from './publish.js';
import { addThread } from './rest.js';
import { BOT, type Server, type ServerReview, SOMEBODY, startServer } from './server.js';

let server: Server;
beforeEach(async () => {
  server = await startServer();
});
afterEach(async () => {
  await server.stop();
  expect(server.violations).toEqual([]);
});

/** main.tf, whose lines 38 to 42 are in the diff. */
const CHANGED = {
  filename: 'main.tf',
  patch: '@@ -38,4 +38,5 @@ resource "x" "y" {\n a\n-b\n+b2\n+security_rule {\n d\n e',
};

const writes = (): readonly string[] => server.calls.filter((call) => !/^GET|threads$|viewer$/.test(call));

/** The report with another explanation, so with other content. */
function otherReport(explanation = 'Something else.'): Report {
  const report = gapReport();
  return {
    ...report,
    findings: report.findings.map((finding, at) => (at === 0 ? { ...finding, explanation } : finding)),
  };
}

describe('a review', () => {
  it('is written once, with a comment on the changed line that decides', async () => {
    server.state.files.push(CHANGED);
    const { url, notes } = await publishTo(server);
    expect(notes).toEqual([]);
    expect(url).toBe(`https://github.example/o/r/pull/3#pullrequestreview-${server.state.reviews[0]?.id}`);
    expect(server.state.reviews).toMatchObject([
      { state: 'COMMENTED', body: expect.stringContaining('Storage.westus2') },
    ]);
    expect(server.state.threads).toMatchObject([
      { path: 'main.tf', line: 40, comments: [{ body: expect.stringContaining('`Storage.westus2`') }] },
    ]);
    expect(writes()).toEqual(['POST review', 'POST submit']);
  });

  it('has no comments where the deciding line is not in the diff', async () => {
    server.state.files.push({ ...CHANGED, filename: 'other.tf' }, { filename: 'main.tf' });
    await publishTo(server);
    expect(server.state.reviews).toHaveLength(1);
    expect(server.state.threads).toEqual([]);
  });

  it('has no comment on a line that reads otherwise on the branch than it was checked', async () => {
    server.state.files.push(CHANGED);
    await publishTo(server, { order: { readLine: (_, line) => (line === 40 ? 'else' : null) } });
    expect(server.state.threads).toEqual([]);
    await publishTo(server, { run: 2, order: { readLine: (_, line) => (line === 40 ? 'security_rule {' : null) } });
    expect(server.state.threads).toHaveLength(1);
  });

  it('is not begun by a check that has found nothing', async () => {
    expect(await publishTo(server, { report: passReport() })).toEqual({ url: '', notes: [] });
    expect(writes()).toEqual([]);
  });

  it('is left as it is by a run that has the same to say', async () => {
    server.state.files.push(CHANGED);
    const first = await publishTo(server);
    server.calls.length = 0;
    expect(await publishTo(server, { run: 2 })).toEqual(first);
    expect(writes()).toEqual([]);
  });

  it('is brought up to date in place, and its comment on the line with it', async () => {
    server.state.files.push(CHANGED);
    await publishTo(server);
    await publishTo(server, { run: 2, report: otherReport() });
    expect(server.state.reviews).toMatchObject([{ body: expect.stringContaining('Something else') }]);
    expect(server.state.threads).toMatchObject([{ comments: [{ body: expect.stringContaining('Something else') }] }]);
    expect(writes()).toEqual(['POST review', 'POST submit', 'PUT review', 'PATCH line']);
  });

  it('turns green, and what is settled on lines is marked and resolved', async () => {
    server.state.files.push(CHANGED);
    await publishTo(server);
    const { url } = await publishTo(server, { run: 2, report: passReport() });
    expect(url).not.toBe('');
    expect(server.state.reviews).toMatchObject([{ body: expect.stringContaining('✅') }]);
    expect(server.state.threads).toMatchObject([
      { resolved: true, comments: [{ body: expect.stringContaining('Settled') }] },
    ]);
    server.calls.length = 0;
    await publishTo(server, { run: 3, report: passReport() });
    expect(writes()).toEqual([]);
  });

  it('folds what the token may not resolve, once', async () => {
    server.state.files.push(CHANGED);
    server.state.mayResolve = false;
    await publishTo(server);
    const { notes } = await publishTo(server, { run: 2, report: passReport() });
    expect(notes).toEqual([{ level: 'info', text: expect.stringContaining('contents: write') }]);
    expect(server.state.threads).toMatchObject([{ resolved: false, comments: [{ folded: true }] }]);
    server.calls.length = 0;
    await publishTo(server, { run: 3, report: passReport() });
    expect(writes()).toEqual([]);
  });

  it('opens a settled comment again when its cause is back', async () => {
    server.state.files.push(CHANGED);
    await publishTo(server);
    await publishTo(server, { run: 2, report: passReport() });
    await publishTo(server, { run: 3 });
    expect(server.state.threads).toMatchObject([
      { resolved: false, comments: [{ body: expect.stringContaining('Storage.westus2') }] },
    ]);
  });

  it('keeps a comment whose cause has become undecided', async () => {
    server.state.files.push(CHANGED);
    await publishTo(server);
    const report = gapReport();
    const undecided: Report = {
      ...report,
      conclusion: 'unknown',
      findings: report.findings.map((finding) => ({
        ...finding,
        ...(finding.verdict === 'unmet' ? { verdict: 'unknown' as const } : {}),
        path: finding.path.map((step) => ({ ...step, action: 'unknown' as const, waitsFor: 'a value' })),
      })),
    };
    await publishTo(server, { run: 2, report: undecided });
    expect(server.state.threads).toMatchObject([
      { resolved: false, comments: [{ body: expect.stringContaining('Storage.westus2') }] },
    ]);
  });

  it.each([
    ['answered', (): void => void thread().comments.push({ id: 999, body: 'We know.', user: SOMEBODY, folded: false })],
    ['on a line that has changed since', (): void => void Object.assign(thread(), { outdated: true })],
  ])('resolves a comment that is %s, and does not repeat it', async (_, happens) => {
    server.state.files.push(CHANGED);
    await publishTo(server);
    happens();
    await publishTo(server, { run: 2 });
    expect(server.state.threads).toMatchObject([{ resolved: true }]);
    server.calls.length = 0;
    await publishTo(server, { run: 3 });
    expect(writes()).toEqual([]);
  });

  it('says on the new line what has become different, where the old line has changed', async () => {
    server.state.files.push(CHANGED);
    await publishTo(server);
    thread().outdated = true;
    await publishTo(server, { run: 2, report: otherReport() });
    expect(server.state.threads).toMatchObject([{ resolved: true }, { resolved: false, line: 40 }]);
  });

  it('leaves what somebody has resolved', async () => {
    server.state.files.push(CHANGED);
    await publishTo(server);
    thread().resolved = true;
    await publishTo(server, { run: 2 });
    expect(server.state.threads).toMatchObject([{ resolved: true }]);
    expect(writes()).toEqual(['POST review', 'POST submit']);
  });

  it('leaves the conversations of people, and those of other keys, alone', async () => {
    server.state.files.push(CHANGED);
    await publishTo(server, { order: { key: 'eu' } });
    const talk = addThread(server, 'main.tf', 39, 'Why?', null);
    const copied = addThread(server, 'main.tf', 39, thread().comments[0]?.body ?? '', null);
    Object.assign(copied.comments[0] ?? {}, { user: SOMEBODY });
    server.calls.length = 0;
    await publishTo(server, { run: 2, report: passReport(), order: { key: 'us' } });
    await publishTo(server, { run: 2, report: passReport(), order: { key: 'eu' } });
    expect(talk.comments[0]?.body).toBe('Why?');
    expect(copied.comments[0]?.body).toContain('Storage.westus2');
    expect(writes().filter((call) => call === 'PATCH line')).toHaveLength(1);
  });

  it('has at most thirty comments on lines, the most important ones', async () => {
    const [unmet] = gapReport().findings;
    if (unmet === undefined) throw new Error('no finding');
    const findings = Array.from({ length: 40 }, (_, at) => ({
      ...unmet,
      level: at === 39 ? ('required' as const) : ('recommended' as const),
      path: unmet.path.map((step) => ({ ...step, rule: `r${at}`, location: { file: 'main.tf', line: at + 1 } })),
    }));
    server.state.files.push({ filename: 'main.tf', patch: `@@ -0,0 +1,40 @@\n${'+x\n'.repeat(40)}` });
    const { notes } = await publishTo(server, { report: { ...gapReport(), findings } });
    expect(notes).toEqual([{ level: 'info', text: expect.stringContaining('10 more causes') }]);
    expect(server.state.threads).toHaveLength(30);
    expect(server.state.threads[0]?.line).toBe(40);
    await publishTo(server, { run: 2, report: { ...gapReport(), findings: findings.slice(5) } });
    expect(server.state.threads.filter(({ resolved }) => !resolved)).toHaveLength(30);
  });

  it('is never overwritten by an older run, nor by one of an older commit', async () => {
    await publishTo(server, { run: 5 });
    for (const older of [{ run: 4 }, { run: 5, env: { GITHUB_RUN_ATTEMPT: '0' } }]) {
      const { url, notes } = await publishTo(server, { ...older, report: otherReport() });
      expect(url).not.toBe('');
      expect(notes).toEqual([{ level: 'info', text: expect.stringContaining('A later run') }]);
    }
    server.state.head = 'b'.repeat(40);
    await publishTo(server, { run: 6, report: otherReport() });
    expect(server.state.reviews[0]?.body).not.toContain('Something else');
  });

  it('is written for an older commit where there is none, without comments on lines', async () => {
    server.state.files.push(CHANGED);
    server.state.head = 'b'.repeat(40);
    await publishTo(server);
    expect(server.state.reviews).toHaveLength(1);
    expect(server.state.threads).toEqual([]);
  });

  it('takes the place of the comment that an earlier version has written', async () => {
    const old =
      '<!-- azureml-network-check {"v":1,"key":"","tool":"0.1.0","hash":"x","workflow":"w","run":1,"attempt":1} -->';
    const person = { id: 1, body: `${old}\nA copy.`, user: SOMEBODY };
    server.state.comments.push(person, { id: 2, body: `${old}\nThe report.`, user: BOT });
    await publishTo(server);
    expect(server.state.comments).toEqual([person]);
    expect(server.state.reviews).toHaveLength(1);
  });

  it('gives place to a comment, and takes it again', async () => {
    await publishTo(server);
    await publishTo(server, { run: 2, order: { how: 'comment' } });
    expect(server.state.reviews).toMatchObject([{ folded: true, body: expect.stringContaining('has moved') }]);
    expect(server.state.comments).toHaveLength(1);
    await publishTo(server, { run: 3 });
    expect(server.state.comments).toEqual([]);
    expect(server.state.reviews.map(({ body }) => body.includes('Storage.westus2'))).toEqual([false, true]);
  });

  it('is one for each key', async () => {
    await publishTo(server, { order: { key: 'eu' } });
    await publishTo(server, { order: { key: 'us' } });
    expect(server.state.reviews).toHaveLength(2);
  });
});

describe('two jobs at the same moment', () => {
  it('leave one review, and lose none', async () => {
    server.state.files.push(CHANGED);
    const jobs = await Promise.all(
      [1, 2, 3, 4].map((run) => publishTo(server, { run, report: otherReport(`Of run ${run}.`) })),
    );
    expect(server.state.reviews).toHaveLength(1);
    expect(server.state.reviews[0]?.state).toBe('COMMENTED');
    expect(server.state.threads).toHaveLength(1);
    expect(new Set(jobs.map(({ url }) => url)).size).toBe(1);
    expect(jobs.flatMap(({ notes }) => notes.filter(({ level }) => level === 'warning'))).toEqual([]);
  });

  it('leave one comment, and lose none', async () => {
    await Promise.all([1, 2, 3, 4].map((run) => publishTo(server, { run, order: { how: 'comment' } })));
    expect(server.state.comments).toHaveLength(1);
  });

  it('of different keys both have their review', async () => {
    await Promise.all(['a', 'b', 'c'].map((key) => publishTo(server, { order: { key } })));
    expect(server.state.reviews.map(({ state }) => state)).toEqual(['COMMENTED', 'COMMENTED', 'COMMENTED']);
  });

  it('wait with comments on lines while the other has its review pending', async () => {
    await publishTo(server);
    server.state.files.push(CHANGED);
    const draft: ServerReview = { id: 1, body: 'Another tool', user: BOT, state: 'PENDING', folded: false };
    server.meanwhile.run = (call) => {
      const drafts = server.state.reviews.filter(({ state }) => state === 'PENDING');
      if (call === 'PUT review') server.state.reviews.push(draft);
      // Submitted after the second attempt.
      else if (drafts.length > 0 && server.calls.filter((each) => each === 'POST line').length === 2)
        draft.state = 'COMMENTED';
    };
    const { notes } = await publishTo(server, { run: 2, report: otherReport() });
    expect(notes).toEqual([]);
    expect(server.calls.filter((call) => call === 'POST line')).toHaveLength(3);
    expect(server.state.threads).toHaveLength(1);
  });

  it('go on where one was stopped between writing and submitting', async () => {
    server.faults.set('POST submit', { status: 0, how: 'before', times: 2 });
    server.faults.set('DELETE review', { status: 500, how: 'answer', times: 4 });
    await publishTo(server);
    expect(server.state.reviews).toMatchObject([{ state: 'PENDING' }]);
    await publishTo(server, { run: 2, order: { key: 'other' } });
    expect(server.state.reviews).toMatchObject([{ state: 'COMMENTED' }]);
  });

  it('leave the draft of a person alone', async () => {
    const draft = { id: 1, body: 'My thoughts', user: BOT, state: 'PENDING' as const, folded: false };
    server.state.reviews.push(draft);
    const { notes } = await publishTo(server);
    expect(notes).toEqual([{ level: 'warning', text: expect.stringContaining('not submitted') }]);
    expect(server.state.reviews).toEqual([draft]);
  });
});

function thread() {
  const [first] = server.state.threads;
  if (first === undefined) throw new Error('no conversation');
  return first;
}
