/**
 * Sets of whole numbers as sorted, disjoint, half-open intervals in one flat list: `[lo, hi, lo, hi, …]`, `lo` inside, `hi` outside.
 * Half-open bounds need comparisons only, so one algebra serves ports, IPv4 (`number`) and IPv6 (`bigint`). All operations are exact and linear.
 */

export type Intervals<T extends number | bigint> = readonly T[];

/** The empty set. */
export const EMPTY: readonly never[] = [];

/** One interval from `low` to `high`, `high` outside. */
export function interval<T extends number | bigint>(low: T, high: T): Intervals<T> {
  return low < high ? [low, high] : EMPTY;
}

/** Sorts and joins intervals given in any order, overlapping or not. */
export function normalise<T extends number | bigint>(pairs: readonly (readonly [T, T])[]): Intervals<T> {
  const sorted = [...pairs].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  const out: T[] = [];
  for (const [low, high] of sorted) {
    if (!(low < high)) continue;
    const last = out[out.length - 1];
    if (last !== undefined && low <= last) {
      if (high > last) out[out.length - 1] = high;
    } else {
      out.push(low, high);
    }
  }
  return out;
}

/** Elements of either set. */
export function union<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): Intervals<T> {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return sweep(a, b, (inA, inB) => inA || inB);
}

/** Elements of both sets. */
export function intersect<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): Intervals<T> {
  if (a === b) return a;
  if (!overlaps(a, b)) return EMPTY;
  if (a.length > 8 * b.length && b.length <= FEW) return intersectSmall(b, a);
  if (b.length > 8 * a.length && a.length <= FEW) return intersectSmall(a, b);
  return sweep(a, b, (inA, inB) => inA && inB);
}

/** Elements of `a` that are not in `b`. */
export function subtract<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): Intervals<T> {
  if (a === b) return EMPTY;
  if (!overlaps(a, b)) return a;
  if (a.length > 8 * b.length && b.length <= FEW) return subtractSmall(a, b);
  return sweep(a, b, (inA, inB) => inA && !inB);
}

/** Whether every element of `part` is in `whole`. */
export function containsAll<T extends number | bigint>(whole: Intervals<T>, part: Intervals<T>): boolean {
  for (let i = 0; i < part.length; i += 2) {
    const low = part[i] as T;
    const at = lastStartingAtOrBefore(whole, low);
    if (at < 0 || (whole[at + 1] as T) < (part[i + 1] as T)) return false;
  }
  return true;
}

/** Whether one number is in the set. */
export function contains<T extends number | bigint>(set: Intervals<T>, value: T): boolean {
  const at = lastStartingAtOrBefore(set, value);
  return at >= 0 && value < (set[at + 1] as T);
}

/** Whether the sets share an element. */
export function overlaps<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): boolean {
  if (a.length === 0 || b.length === 0) return false;
  if ((a[a.length - 1] as T) <= (b[0] as T) || (b[b.length - 1] as T) <= (a[0] as T)) return false;
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  if (many.length > 8 * few.length) {
    for (let i = 0; i < few.length; i += 2) {
      const at = lastStartingAtOrBefore(many, few[i] as T);
      if (at >= 0 && (few[i] as T) < (many[at + 1] as T)) return true;
      const next = at < 0 ? 0 : at + 2;
      if (next < many.length && (many[next] as T) < (few[i + 1] as T)) return true;
    }
    return false;
  }
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if ((a[i + 1] as T) <= (b[j] as T)) i += 2;
    else if ((b[j + 1] as T) <= (a[i] as T)) j += 2;
    else return true;
  }
  return false;
}

/** Whether the sets have the same elements. */
export function equal<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): boolean {
  return a === b || (a.length === b.length && a.every((bound, i) => bound === b[i]));
}

/** A walk over all bounds of both sets in order; `keep` says whether a stretch inside or outside of each belongs to the answer. */
function sweep<T extends number | bigint>(
  a: Intervals<T>,
  b: Intervals<T>,
  keep: (inA: boolean, inB: boolean) => boolean,
): Intervals<T> {
  const out: T[] = [];
  let i = 0;
  let j = 0;
  let open = false;
  while (i < a.length || j < b.length) {
    const nextA = a[i];
    const nextB = b[j];
    const at = nextB === undefined || (nextA !== undefined && nextA <= nextB) ? (nextA as T) : nextB;
    while (i < a.length && a[i] === at) i++;
    while (j < b.length && b[j] === at) j++;
    // An odd index means that the walk is inside an interval of that set.
    const inside = keep(i % 2 === 1, j % 2 === 1);
    if (inside !== open) {
      out.push(at);
      open = inside;
    }
  }
  return out;
}

/** Intersection of a short list with a long one, by binary search: a rule's few prefixes against a tag's thousands. What lies within is copied as a whole. */
function intersectSmall<T extends number | bigint>(few: Intervals<T>, many: Intervals<T>): Intervals<T> {
  const pieces: Intervals<T>[] = [];
  for (let i = 0; i < few.length; i += 2) {
    const low = few[i] as T;
    const high = few[i + 1] as T;
    let first = Math.max(lastStartingAtOrBefore(many, low), 0);
    if ((many[first + 1] as T) <= low) first += 2;
    // The interval behind the last one that starts before the end.
    let end = first;
    if (first < many.length && (many[first] as T) < high) {
      end = lastStartingAtOrBefore(many, high);
      end = (many[end] as T) < high ? end + 2 : end;
    }
    if (end <= first) continue;
    const cutsFirst = (many[first] as T) < low;
    const cutsLast = (many[end - 1] as T) > high;
    // All of the long list: the list itself, so that whoever compares by identity sees it.
    if (end - first === many.length && !cutsFirst && !cutsLast) return many;
    const piece = many.slice(first, end);
    if (cutsFirst) piece[0] = low;
    if (cutsLast) piece[piece.length - 1] = high;
    pieces.push(piece);
  }
  return pieces.length === 1 ? (pieces[0] ?? EMPTY) : ([] as T[]).concat(...pieces);
}

/** So many bounds are worth cutting out one by one. */
const FEW = 64;

/** A long list without a short one: what lies between the cuts is copied as a whole, which is faster than a walk and makes nothing on the way. */
function subtractSmall<T extends number | bigint>(many: Intervals<T>, few: Intervals<T>): Intervals<T> {
  const pieces: Intervals<T>[] = [];
  // Everything before this index is in `pieces`; the interval there begins at `from`, where a cut has taken its beginning.
  let at = 0;
  let from: T | null = null;
  for (let i = 0; i < few.length && at < many.length; i += 2) {
    const low = few[i] as T;
    const high = few[i + 1] as T;
    let first = lastStartingAtOrBefore(many, low);
    if (first < 0) first = 0;
    else if ((many[first + 1] as T) <= low) first += 2;
    if (first >= many.length) break;
    if (from !== null && first > at) {
      pieces.push([from, many[at + 1] as T]);
      at += 2;
      from = null;
    }
    if (first > at) pieces.push(many.slice(at, first));
    at = first;
    const start: T = from ?? (many[at] as T);
    if (start < low) pieces.push([start, low]);
    else if (start >= high) continue;
    // Intervals that end within the cut are gone; of the next one the cut may take the beginning.
    while (at < many.length && (many[at + 1] as T) <= high) at += 2;
    from = at < many.length && (many[at] as T) < high ? high : null;
  }
  if (from !== null) {
    pieces.push([from, many[at + 1] as T]);
    at += 2;
  }
  if (at < many.length) pieces.push(many.slice(at));
  return ([] as T[]).concat(...pieces);
}

/** The index of the last interval that starts at or before `value`, or -1. */
function lastStartingAtOrBefore<T extends number | bigint>(set: Intervals<T>, value: T): number {
  let low = 0;
  let high = set.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((set[2 * middle] as T) <= value) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? -1 : 2 * (low - 1);
}
