/** One comment per key: found by marker and author, written once, never by an older run. */
import { describe, expect, it } from '@jest/globals';
import type { Order } from '../../src/github/body.js';
import type { IssueComment } from '../../src/github/client.js';
import { publishComment } from '../../src/github/comment.js';
import { parseMarker } from '../../src/github/marker.js';
import { BOT, fakeGitHub, httpError, SOMEBODY } from './fakes.js';

const WORKFLOW = 'o/r/.github/workflows/w.yml';

const order = (
  content: string,
  changes: Partial<Order> & { readonly run?: number; readonly attempt?: number } = {},
): Order => ({
  key: '',
  tool: '1.0.0',
  stamp: { workflow: WORKFLOW, run: changes.run ?? 1, attempt: changes.attempt ?? 1, id: 0, head: '' },
  create: true,
  render: () => content,
  passing: null,
  ...changes,
});

/** The comment that `made` leads to, as it stands on the pull request. */
async function existing(made: Order, changes: Partial<IssueComment> = {}): Promise<IssueComment> {
  const github = fakeGitHub();
  await publishComment(github.client, made);
  const [comment] = github.comments;
  if (comment === undefined) throw new Error('no comment');
  return { ...comment, ...changes };
}

const chatter: IssueComment = { id: 1, body: 'Nice.', url: 'u', author: SOMEBODY };

describe('publishComment', () => {
  it('writes the first comment, and looks whether it is the only one', async () => {
    const github = fakeGitHub([chatter]);
    expect(await publishComment(github.client, order('bad'))).toMatchObject({
      kind: 'created',
      url: 'https://github.example/c/1001',
    });
    // The second look is for what another job may have written at the same moment.
    expect(github.calls).toEqual(['listComments', 'createComment', 'listComments', 'whoAmI']);
    expect(github.comments[1]?.body.split('\n').slice(1)).toEqual(['bad']);
    expect(parseMarker(github.comments[1]?.body ?? '')).toMatchObject({ key: '', tool: '1.0.0', stamp: { run: 1 } });
  });

  it('writes no first comment where there is nothing to say', async () => {
    const github = fakeGitHub([chatter]);
    expect(await publishComment(github.client, order('good', { create: false }))).toMatchObject({
      kind: 'none',
      url: null,
    });
    expect(github.calls).toEqual(['listComments']);
  });

  it('updates the comment in place, also with good news', async () => {
    const github = fakeGitHub([chatter, await existing(order('bad'))]);
    expect(await publishComment(github.client, order('good', { run: 2, create: false }))).toMatchObject({
      kind: 'updated',
    });
    expect(github.calls).toEqual(['listComments', 'whoAmI', 'updateComment']);
    expect(github.comments[1]?.body).toMatch(/\ngood$/);
  });

  it('does not touch a comment that says the same', async () => {
    const github = fakeGitHub([await existing(order('bad'))]);
    const outcome = await publishComment(github.client, order('bad', { run: 2, tool: '1.0.1' }));
    expect(outcome).toMatchObject({ kind: 'unchanged', url: 'https://github.example/c/1000' });
    expect(github.calls).toEqual(['listComments', 'whoAmI']);
  });

  it.each([
    ['an older run', { run: 4, attempt: 1 }],
    ['a second attempt of an older run', { run: 4, attempt: 2 }],
    ['a first attempt, when the second has written', { run: 5, attempt: 1 }],
  ])('lets nothing be overwritten by %s', async (_, older) => {
    const github = fakeGitHub([await existing(order('new', { run: 5, attempt: 2 }))]);
    expect(await publishComment(github.client, order('old', older))).toMatchObject({ kind: 'older' });
    expect(github.calls).toEqual(['listComments', 'whoAmI']);
  });

  it('lets a run of another workflow write', async () => {
    const github = fakeGitHub([await existing(order('a', { run: 5 }))]);
    const other = { workflow: 'o/r/.github/workflows/other.yml', run: 1, attempt: 1, id: 0, head: '' };
    expect(await publishComment(github.client, order('b', { stamp: other }))).toMatchObject({
      kind: 'updated',
      replacedOwnRun: false,
    });
  });

  it('tells when one run replaces what it has written itself', async () => {
    const github = fakeGitHub([await existing(order('a', { run: 5 }))]);
    expect(await publishComment(github.client, order('b', { run: 5 }))).toMatchObject({
      kind: 'updated',
      replacedOwnRun: true,
    });
  });

  it('leaves the comment of another key alone', async () => {
    const github = fakeGitHub([await existing(order('a', { key: 'eu' }))]);
    expect(await publishComment(github.client, order('b', { key: 'us' }))).toMatchObject({ kind: 'created' });
    expect(github.comments).toHaveLength(2);
  });

  it.each([
    ['somebody else', SOMEBODY],
    ['an account of the same name', { login: BOT.login, id: 99 }],
    ['an account that is gone', null],
  ])('does not believe a marker that %s has written', async (_, author) => {
    const copied = await existing(order('forged', { run: 1_000_000 }), { author });
    const github = fakeGitHub([copied]);
    expect(await publishComment(github.client, order('true'))).toMatchObject({ kind: 'created' });
    expect(github.comments[0]).toEqual(copied);
  });

  it('goes by the login where only that is known', async () => {
    const me = { login: BOT.login, id: null };
    const github = fakeGitHub([await existing(order('a'))], {}, me);
    expect(await publishComment(github.client, order('b', { run: 2 }))).toMatchObject({ kind: 'updated' });
    const other = fakeGitHub([await existing(order('a'), { author: SOMEBODY })], {}, me);
    expect(await publishComment(other.client, order('b', { run: 2 }))).toMatchObject({ kind: 'created' });
  });

  it('leaves one of two comments that jobs have written at the same moment', async () => {
    const double = await existing(order('b'), { id: 2000 });
    const github = fakeGitHub([await existing(order('a')), chatter, double]);
    await publishComment(github.client, order('c', { run: 2 }));
    expect(github.comments.map(({ id }) => id)).toEqual([1000, 1]);
    expect(github.comments[0]?.body).toMatch(/\nc$/);
  });

  it('writes anew where the comment was deleted after the look', async () => {
    const github = fakeGitHub([await existing(order('a'))], { updateComment: [httpError(404)] });
    expect(await publishComment(github.client, order('b', { run: 2 }))).toMatchObject({
      kind: 'updated',
      url: 'https://github.example/c/1001',
    });
  });

  it('looks before it tries to write a second time', async () => {
    const lost = fakeGitHub([], { createComment: [httpError(502)] });
    expect(await publishComment(lost.client, order('a'))).toMatchObject({ kind: 'created' });
    expect(lost.calls.slice(0, 4)).toEqual(['listComments', 'createComment', 'listComments', 'createComment']);
    expect(lost.comments).toHaveLength(1);

    // This server makes the comment and fails to say so.
    const made = fakeGitHub();
    const client = {
      ...made.client,
      createComment: async (body: string) => {
        await made.client.createComment(body);
        throw httpError(504);
      },
    };
    expect(await publishComment(client, order('a'))).toMatchObject({
      kind: 'created',
      url: 'https://github.example/c/1000',
    });
    expect(made.comments).toHaveLength(1);
  });

  it('does not try again what was refused', async () => {
    const github = fakeGitHub([], { createComment: [httpError(403)] });
    await expect(publishComment(github.client, order('a'))).rejects.toMatchObject({ status: 403 });
    expect(github.calls).toEqual(['listComments', 'createComment']);
  });

  it('takes back its own where another job was faster', async () => {
    const faster = { ...(await existing(order('a'))), id: 5 };
    const github = fakeGitHub();
    const client = {
      ...github.client,
      createComment: (body: string) => {
        github.comments.push(faster);
        return github.client.createComment(body);
      },
    };
    expect(await publishComment(client, order('b', { run: 2 }))).toMatchObject({ kind: 'updated', url: faster.url });
    expect(github.comments.map(({ id, body }) => [id, /\nb$/.test(body)])).toEqual([[5, true]]);
  });

  it('is content with its comment where it cannot look whether it is the only one', async () => {
    const github = fakeGitHub();
    let looks = 0;
    const client = {
      ...github.client,
      listComments: () => {
        looks += 1;
        return looks > 1 ? Promise.reject(httpError(502)) : github.client.listComments();
      },
    };
    expect(await publishComment(client, order('a'))).toMatchObject({ kind: 'created' });
  });

  it('writes a comment of an earlier version anew, though it says the same', async () => {
    const made = await existing(order('a'));
    const old = { ...made, body: made.body.replace('"v":2', '"v":1') };
    const github = fakeGitHub([old]);
    expect(await publishComment(github.client, order('a', { run: 2 }))).toMatchObject({ kind: 'updated' });
    expect(github.comments[0]?.body).toContain('"v":2');
  });

  it('does not count the address of the run as content', async () => {
    const at = (run: number) => order(`See https://x/runs/${run}.`, { run, passing: `https://x/runs/${run}` });
    const github = fakeGitHub([await existing(at(1))]);
    expect(await publishComment(github.client, at(2))).toMatchObject({ kind: 'unchanged' });
  });

  it('leaves room for the marker, whose size depends on the key', async () => {
    const github = fakeGitHub();
    const key = '한'.repeat(100);
    await publishComment(github.client, order('', { key, render: (limit) => 'x'.repeat(limit) }));
    expect(Buffer.byteLength(github.comments[0]?.body ?? '')).toBe(65_536);
  });
});
