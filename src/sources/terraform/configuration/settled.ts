/** Values of expressions without what is worked out later. Nothing here throws. */
import { msg } from '../../../azure/message.js';
import type { TfDeferred, TfMap, TfObject, TfValue } from '../evaluation/types.js';
import { compareText, unknownOf } from '../evaluation/values.js';

/** A deferred value may answer with another; more than a few in a row are a circle. */
const MAXIMUM_TURNS = 8;

/** A value that is not deferred: what it is as a whole. */
export function settled(value: TfValue): Exclude<TfValue, TfDeferred> {
  let at = value;
  for (let turn = 0; turn < MAXIMUM_TURNS; turn += 1) {
    if (typeof at !== 'object' || at === null || at.kind !== 'deferred') return at;
    at = at.whole();
  }
  return unknownOf(msg`a value is defined by itself`);
}

/** The elements of a map or an object in the order in which Terraform goes through them. */
export function inOrder(value: TfMap | TfObject): readonly (readonly [string, TfValue])[] {
  return [...value.entries].sort(([one], [other]) => compareText(one, other));
}
