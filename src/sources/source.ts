/** What a reader of any dialect answers: the resources of one file in the model's words, and what it noticed on the way. */
import type { Diagnostic, Location, Network } from '../azure/model.js';

/** The answer of one reader for one file (or folder). Links in it may still be ids and names; `assemble` resolves them over all files. */
export interface SourceModel {
  readonly network: Network;
  readonly diagnostics: readonly Diagnostic[];
  /** The same resources as they are before the change that the file describes; `null` where the file describes no change. */
  readonly before: Network | null;
}

/**
 * An input that cannot be read or is no known format (exit status 3). The message says what is wrong and what to do, in one line,
 * without the file's name: `location` carries it.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  constructor(
    message: string,
    readonly file: string,
    readonly place: { readonly line: number; readonly column: number } | null = null,
    /** More that is wrong, where a compiler has found several things at once. */
    readonly others: readonly InputError[] = [],
  ) {
    super(message);
  }

  get location(): Location | null {
    return this.place === null ? null : { file: this.file, ...this.place };
  }
}
