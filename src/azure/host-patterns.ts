/**
 * Sets of host names as firewalls write them: an exact name, or a wildcard that may only stand left-most (F8). A wildcard is a set of all
 * names with one ending, so any two patterns are nested or disjoint, and a set is a list of patterns, each with the nested ones taken out.
 * URL paths are the same with beginnings in the place of endings.
 */

/** All names with an ending (`*.contoso.com`, `*contoso.com`, `*`), or one name. */
export interface Pattern {
  readonly wildcard: boolean;
  /** Lower case; without the asterisk. */
  readonly text: string;
}

/** One pattern less the patterns inside it that are excluded. */
interface Piece {
  readonly of: Pattern;
  readonly except: readonly Pattern[];
}

/** A set of names. `null` stands for all names. */
export type PatternSet = readonly Piece[] | null;

/** How two patterns are compared: hosts by their endings, paths by their beginnings. */
export type Family = 'host' | 'path';

/**
 * Reads a host pattern of an application rule. `null` where the pattern is not supported (a wildcard anywhere but left-most, F8) or is no host
 * at all; such a rule matches nothing.
 */
export function parseHostPattern(text: string): Pattern | null {
  const host = text.trim().toLowerCase().replace(/\.$/, '');
  const wildcard = host.startsWith('*');
  const rest = wildcard ? host.slice(1) : host;
  if (rest.includes('*') || /[\s/:@]/.test(rest) || (!wildcard && rest === '')) return null;
  return { wildcard, text: rest };
}

/** Reads the path part of a URL rule (F9): a wildcard may stand right-most; without one it is that path only. */
export function parsePathPattern(text: string): Pattern | null {
  const wildcard = text.endsWith('*');
  const rest = wildcard ? text.slice(0, -1) : text;
  return rest.includes('*') ? null : { wildcard, text: rest };
}

/** The set of all names that one of the patterns matches. */
export function patternSet(patterns: readonly Pattern[], family: Family): PatternSet {
  if (patterns.some(({ wildcard, text }) => wildcard && text === '')) return null;
  // Widest first, so that a pattern inside an earlier one is dropped.
  const sorted = [...patterns].sort((a, b) => a.text.length - b.text.length || Number(b.wildcard) - Number(a.wildcard));
  const kept: Pattern[] = [];
  for (const pattern of sorted) if (!kept.some((wide) => covers(wide, pattern, family))) kept.push(pattern);
  return kept.map((of) => ({ of, except: [] }));
}

/** Whether every name of `narrow` is one of `wide`. */
export function covers(wide: Pattern, narrow: Pattern, family: Family): boolean {
  if (!wide.wildcard) return !narrow.wildcard && narrow.text === wide.text;
  return family === 'host' ? narrow.text.endsWith(wide.text) : narrow.text.startsWith(wide.text);
}

/** Names of both sets. */
export function intersectPatterns(a: PatternSet, b: PatternSet, family: Family): PatternSet {
  if (a === null) return b;
  if (b === null) return a;
  const out: Piece[] = [];
  for (const left of a) {
    for (const right of b) {
      const of = covers(left.of, right.of, family) ? right.of : covers(right.of, left.of, family) ? left.of : null;
      if (of === null) continue;
      const piece = without(of, [...left.except, ...right.except], family);
      if (piece !== null) out.push(piece);
    }
  }
  return out;
}

/** Names of `a` that are not in `b`. `a` must not be the set of all names unless `b` is. */
export function subtractPatterns(a: PatternSet, b: PatternSet, family: Family): PatternSet {
  if (b === null) return [];
  let rest = a ?? [{ of: { wildcard: true, text: '' }, except: [] }];
  for (const { of, except } of b) {
    const next: Piece[] = [];
    for (const piece of rest) {
      const outside = without(piece.of, [...piece.except, of], family);
      if (outside !== null) next.push(outside);
      // What `b` leaves out of its own pattern stays in `a`.
      for (const hole of except) {
        const inner = covers(piece.of, hole, family) ? hole : covers(hole, piece.of, family) ? piece.of : null;
        const kept = inner === null ? null : without(inner, piece.except, family);
        if (kept !== null) next.push(kept);
      }
    }
    rest = next;
  }
  return rest;
}

export function isEmptyPatterns(set: PatternSet): boolean {
  return set !== null && set.length === 0;
}

/** The patterns of a set, as they are written, exclusions left out. */
export function formatPatterns(set: PatternSet): readonly string[] {
  if (set === null) return ['*'];
  return [...new Set(set.map(({ of }) => `${of.wildcard ? '*' : ''}${of.text}`))].sort();
}

/** `of` less the exclusions that lie inside it; `null` where nothing is left. */
function without(of: Pattern, except: readonly Pattern[], family: Family): Piece | null {
  const inside: Pattern[] = [];
  for (const hole of except) {
    if (covers(hole, of, family)) return null;
    if (covers(of, hole, family) && !inside.some((wide) => covers(wide, hole, family))) inside.push(hole);
  }
  return { of, except: inside };
}
