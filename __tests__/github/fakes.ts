/** A pull request's comments and a runner's core, in memory, with every call recorded. */
import type { Identity, IssueComment } from '../../src/github/client.js';
import type { CommentClient } from '../../src/github/comment.js';
import type { ActionCore, AnnotationPlace } from '../../src/github/core.js';

export const BOT: Identity = { login: 'github-actions[bot]', id: 41898282 };
export const SOMEBODY: Identity = { login: 'somebody', id: 7 };

/** An error as Octokit throws it. */
export function httpError(status: number, message = 'Fault', headers: Readonly<Record<string, string>> = {}): Error {
  return Object.assign(new Error(message), { status, response: { status, headers } });
}

export interface FakeGitHub {
  readonly client: CommentClient;
  readonly comments: IssueComment[];
  /** Names of the calls, in order. */
  readonly calls: string[];
}

/** @param faults what a call throws, by its name, once each */
export function fakeGitHub(
  comments: readonly IssueComment[] = [],
  faults: Partial<Record<keyof CommentClient, readonly Error[]>> = {},
  me: Identity = BOT,
): FakeGitHub {
  const kept = [...comments];
  const calls: string[] = [];
  const left = new Map(Object.entries(faults).map(([name, errors]) => [name, [...errors]]));
  const call = (name: keyof CommentClient): void => {
    calls.push(name);
    const error = left.get(name)?.shift();
    if (error !== undefined) throw error;
  };
  const client: CommentClient = {
    listComments: async () => {
      call('listComments');
      return [...kept];
    },
    createComment: async (body) => {
      call('createComment');
      const comment = {
        id: 1000 + kept.length,
        body,
        url: `https://github.example/c/${1000 + kept.length}`,
        author: me,
      };
      kept.push(comment);
      return comment;
    },
    updateComment: async (id, body) => {
      call('updateComment');
      const index = kept.findIndex((comment) => comment.id === id);
      const found = kept[index];
      if (found === undefined) throw httpError(404);
      kept[index] = { ...found, body };
      return { ...found, body };
    },
    deleteComment: async (id) => {
      call('deleteComment');
      kept.splice(
        kept.findIndex((comment) => comment.id === id),
        1,
      );
    },
    whoAmI: async () => {
      call('whoAmI');
      return me;
    },
  };
  return { client, comments: kept, calls };
}

export interface FakeCore {
  readonly core: ActionCore;
  readonly log: { readonly kind: string; readonly text: string; readonly place?: AnnotationPlace }[];
  readonly outputs: Record<string, string>;
  readonly summary: { text: string };
}

export function fakeCore(
  inputs: Readonly<Record<string, string>>,
  faults: { readonly summary?: Error; readonly output?: Error } = {},
): FakeCore {
  const log: { kind: string; text: string; place?: AnnotationPlace }[] = [];
  const outputs: Record<string, string> = {};
  const summary = { text: '' };
  const say =
    (kind: string) =>
    (text: string, place?: AnnotationPlace): void => {
      log.push(place === undefined ? { kind, text } : { kind, text, place });
    };
  let buffer = '';
  const core: ActionCore = {
    getInput: (name) => inputs[name] ?? '',
    setSecret: say('secret'),
    setOutput: (name, value) => {
      if (faults.output !== undefined) throw faults.output;
      outputs[name] = value;
    },
    setFailed: say('failed'),
    error: say('error'),
    warning: say('warning'),
    notice: say('notice'),
    info: say('info'),
    summary: {
      addRaw: (text) => {
        buffer += text;
      },
      emptyBuffer: () => {
        buffer = '';
      },
      write: async () => {
        if (faults.summary !== undefined) throw faults.summary;
        summary.text += buffer;
        buffer = '';
      },
    },
  };
  return { core, log, outputs, summary };
}
