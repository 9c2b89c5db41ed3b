/** Steps into a value that nobody has evaluated: how they are written, and what a splat does to the steps behind it. */
import type { LookupStep } from './lookup.js';

/**
 * One step. `given` steps come from the question and may be left over; all others belong to the expression and are never lost.
 * `each` is any element, chosen by whoever asks (`[*]`); `any` is one that no question can choose, because the order or the keys are others.
 */
export type Move =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'key'; readonly key: LookupStep }
  | { readonly kind: 'given'; readonly key: LookupStep }
  /** An index that is no literal, as text; `?` where the text would say nothing. */
  | { readonly kind: 'index'; readonly text: string }
  | { readonly kind: 'splat'; readonly moves: readonly Move[] }
  | { readonly kind: 'each' }
  | { readonly kind: 'any' };

export const EACH: Move = { kind: 'each' };
export const ANY: Move = { kind: 'any' };

/** The text of an index that nothing tells. It parses as an index expression and never has a value. */
export const UNTOLD = '?';

/** How many steps at the end come from the question. */
export function countGiven(moves: readonly Move[]): number {
  return moves.reduce((count, move) => (move.kind === 'given' ? count + 1 : count), 0);
}

/** The key that a step names, whether as an attribute or as an index; `null` for all others. */
export function keyOf(move: Move): LookupStep | null {
  if (move.kind === 'name') return move.name;
  return move.kind === 'key' || move.kind === 'given' ? move.key : null;
}

/** The position that a step names. `x.0` and the key `"0"` of a list mean the same as `[0]`. */
export function positionOf(move: Move): number | null {
  const key = keyOf(move);
  if (typeof key === 'number') return key;
  return key !== null && /^\d{1,9}$/.test(key) ? Number(key) : null;
}

/** Whether a step picks elements of a list as an index does. */
function picks(move: Move | undefined): move is Move {
  if (move === undefined) return false;
  return move.kind === 'index' || move.kind === 'each' || move.kind === 'any' || positionOf(move) !== null;
}

/**
 * Resolves splats: `x[*].id` followed by `[0]` is `x[0].id`, by nothing it is `.id` of each element. The index is then part of the expression,
 * whoever gave it.
 */
export function withoutSplats(moves: readonly Move[]): readonly Move[] {
  if (!moves.some(({ kind }) => kind === 'splat')) return moves;
  const resolved: Move[] = [];
  const left = [...moves].reverse();
  for (let move = left.pop(); move !== undefined; move = left.pop()) {
    if (move.kind !== 'splat') {
      resolved.push(move);
      continue;
    }
    const next = left.at(-1);
    if (picks(next)) left.pop();
    left.push(...[...move.moves].reverse());
    resolved.push(picks(next) ? (next.kind === 'given' ? { kind: 'key', key: next.key } : next) : EACH);
  }
  return resolved;
}

/** The steps as Terraform's language writes them: `.id`, `["a"]`, `[0]`, `[each.key]`. Given steps are not written. */
export function textOfMoves(moves: readonly Move[]): string {
  return moves.map(textOfMove).join('');
}

function textOfMove(move: Move): string {
  switch (move.kind) {
    case 'name':
      return `.${move.name}`;
    case 'key':
      return typeof move.key === 'number' ? `[${move.key}]` : `[${quoted(move.key)}]`;
    case 'index':
      return `[${move.text}]`;
    case 'splat':
      return `[*]${textOfMoves(move.moves)}`;
    case 'each':
      return '[*]';
    case 'any':
      return `[${UNTOLD}]`;
    case 'given':
      return '';
  }
}

/** A text in quotes, escaped as Terraform does it. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(/[$%]\{/g, (mark) => mark.charAt(0) + mark);
}
