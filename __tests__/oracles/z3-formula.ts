/** Formulas over bit-vectors as SMT-LIB text, with the few simplifications that keep a printed formula readable. */
import { type Block, widthOf } from './z3-addresses.js';

/** A formula, or a term, in SMT-LIB 2. */
export type Formula = string;

export const TRUE = 'true';
export const FALSE = 'false';

export function and(...all: readonly Formula[]): Formula {
  if (all.includes(FALSE)) return FALSE;
  const rest = all.filter((it) => it !== TRUE);
  return rest.length === 0 ? TRUE : rest.length === 1 ? (rest[0] ?? TRUE) : `(and ${rest.join(' ')})`;
}

export function or(...all: readonly Formula[]): Formula {
  if (all.includes(TRUE)) return TRUE;
  const rest = all.filter((it) => it !== FALSE);
  return rest.length === 0 ? FALSE : rest.length === 1 ? (rest[0] ?? FALSE) : `(or ${rest.join(' ')})`;
}

export function not(it: Formula): Formula {
  return it === TRUE ? FALSE : it === FALSE ? TRUE : `(not ${it})`;
}

export function ite(condition: Formula, then: Formula, otherwise: Formula): Formula {
  if (condition === TRUE || then === otherwise) return then;
  if (condition === FALSE) return otherwise;
  if (then === TRUE) return or(condition, otherwise);
  if (then === FALSE) return and(not(condition), otherwise);
  return `(ite ${condition} ${then} ${otherwise})`;
}

/** A bit-vector constant. */
export function constant(value: bigint, width: number): Formula {
  return `#b${value.toString(2).padStart(width, '0')}`;
}

/** `term` is a number from `low` to `high`. */
export function between(term: Formula, low: bigint, high: bigint, width: number): Formula {
  if (low === high) return `(= ${term} ${constant(low, width)})`;
  const top = (1n << BigInt(width)) - 1n;
  return and(
    low === 0n ? TRUE : `(bvule ${constant(low, width)} ${term})`,
    high === top ? TRUE : `(bvule ${term} ${constant(high, width)})`,
  );
}

/** `term` is an address of the block: for a prefix, its first bits are those of the block. */
export function within(term: Formula, block: Block): Formula {
  const width = widthOf(block.family);
  if (block.length === null) return between(term, block.low, block.high, width);
  if (block.length === 0) return TRUE;
  const from = width - block.length;
  return `(= ((_ extract ${width - 1} ${from}) ${term}) ${constant(block.low >> BigInt(from), block.length)})`;
}

/** What a network does with a packet where its input may leave something open: `must`, however it is filled in; `may`, if it is filled in well. */
export interface Fate {
  readonly must: Formula;
  readonly may: Formula;
}

export const ALWAYS: Fate = { must: TRUE, may: TRUE };
export const NEVER: Fate = { must: FALSE, may: FALSE };
export const OPEN: Fate = { must: FALSE, may: TRUE };

export function surely(it: Formula): Fate {
  return { must: it, may: it };
}

export function allOf(...fates: readonly Fate[]): Fate {
  return { must: and(...fates.map(({ must }) => must)), may: and(...fates.map(({ may }) => may)) };
}

export function anyOf(...fates: readonly Fate[]): Fate {
  return { must: or(...fates.map(({ must }) => must)), may: or(...fates.map(({ may }) => may)) };
}

/** One rule of a list: what it matches, and what becomes of what it matches. */
export interface Clause {
  readonly match: Fate;
  readonly fate: Fate;
}

/** First match (N1, F1): a chain of if-then-else, built from its end. A rule that may match leaves both ways open. */
export function firstMatch(clauses: readonly Clause[], otherwise: Fate): Fate {
  return clauses.reduceRight((rest, { match, fate }) => {
    const sure = match.must === match.may;
    return {
      must: ite(match.must, fate.must, sure ? rest.must : ite(match.may, and(fate.must, rest.must), rest.must)),
      may: ite(match.must, fate.may, sure ? rest.may : ite(match.may, or(fate.may, rest.may), rest.may)),
    };
  }, otherwise);
}
