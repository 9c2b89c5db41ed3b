/** An edit before it is made: what is put where, in any language. */
import type { Message } from '../azure/message.js';
import type { Insertion } from './insertions.js';
import type { SourceFile } from './source-file.js';

/** New lines for one place of a file. */
export interface Edit {
  readonly file: SourceFile;
  /** The address of the resource whose block is edited, or stands before what is new. */
  readonly about: string;
  /** Edits of equal keys are for the same place, and made in one. */
  readonly place: string;
  readonly lines: readonly string[];
  /** Makes the insertion of all edits for that place. */
  readonly insert: (all: readonly (readonly string[])[]) => Insertion;
}

/** An edit, or why the source cannot be edited; `isStale`: the file has the change already, the input is older. */
export type Placed = { readonly edit: Edit } | { readonly reason: Message; readonly isStale?: true };
