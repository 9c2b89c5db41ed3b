/** One comment per key: found by marker and author, written once, never by an older run. */
import { describe, expect, it } from '@jest/globals';
import type { IssueComment } from '../../src/github/client.js';
import { type CommentOrder, publishComment } from '../../src/github/comment.js';
import { parseMarker } from '../../src/github/marker.js';
import { BOT, fakeGitHub, httpError, SOMEBODY } from './fakes.js';

const WORKFLOW = 'o/r/.github/workflows/w.yml';

const order = (
  content: string,
  changes: Partial<CommentOrder> & { readonly run?: number; readonly attempt?: number } = {},
): CommentOrder => ({
  key: '',
  tool: '1.0.0',
  stamp: { workflow: WORKFLOW, run: changes.run ?? 1, attempt: changes.attempt ?? 1 },
  create: true,
  render: () => content,
  ...changes,
});

/** The comment that `made` leads to, as it stands on the pull request. */
async function existing(made: CommentOrder, changes: Partial<IssueComment> = {}): Promise<IssueComment> {
  const github = fakeGitHub();
  await publishComment(github.client, made);
  const [comment] = github.comments;
  if (comment === undefined) throw new Error('no comment');
  return { ...comment, ...changes };
}

const chatter: IssueComment = { id: 1, body: 'Nice.', url: 'u', author: SOMEBODY };

describe('publishComment', () => {
  it('writes the first comment, without asking who it is', async () => {
    const github = fakeGitHub([chatter]);
    expect(await publishComment(github.client, order('bad'))).toMatchObject({
      kind: 'created',
      url: 'https://github.example/c/1001',
    });
    expect(github.calls).toEqual(['listComments', 'createComment']);
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
    const other = { workflow: 'o/r/.github/workflows/other.yml', run: 1, attempt: 1 };
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
    expect(lost.calls).toEqual(['listComments', 'createComment', 'listComments', 'createComment']);
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

  it('leaves room for the marker, whose size depends on the key', async () => {
    const github = fakeGitHub();
    const key = '한'.repeat(100);
    await publishComment(github.client, order('', { key, render: (limit) => 'x'.repeat(limit) }));
    expect(Buffer.byteLength(github.comments[0]?.body ?? '')).toBe(65_536);
  });
});
