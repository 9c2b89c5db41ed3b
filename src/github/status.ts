/** The status of a commit that no pull request is there for: a push, an entry of a merge queue. */
import { plain } from '../report/escape.js';
import type { CommitStatus } from './client.js';

/** GitHub's limit, in characters. */
const LONGEST = 140;

export interface StatusOrder {
  /** What the check exits with: a status never says otherwise. */
  readonly failed: boolean;
  readonly headline: string;
  readonly key: string;
  readonly url: string | null;
}

/** `pending` is no answer for a check that is done: what is undecided, and not to fail, is a success that says so in its words. */
export function commitStatus({ failed, headline, key, url }: StatusOrder): CommitStatus {
  return {
    state: failed ? 'failure' : 'success',
    description: plain(headline, LONGEST),
    context: key === '' ? 'azureml-network-check' : plain(`azureml-network-check (${key})`, LONGEST),
    url,
  };
}
