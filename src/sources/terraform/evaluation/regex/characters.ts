/** Sets of characters in regular expressions, as RE2 names them. */

/** Whether a code point belongs to the set. */
export type CharacterSet = (code: number) => boolean;

const range =
  (...pairs: readonly (readonly [number, number])[]): CharacterSet =>
  (code) =>
    pairs.some(([low, high]) => code >= low && code <= high);

const union =
  (...sets: readonly CharacterSet[]): CharacterSet =>
  (code) =>
    sets.some((set) => set(code));

/** All that are not in the set. */
export const complement =
  (set: CharacterSet): CharacterSet =>
  (code) =>
    !set(code);

/** One character. */
export const single =
  (wanted: number): CharacterSet =>
  (code) =>
    code === wanted;

/** From one character to another. */
export const between = (low: number, high: number): CharacterSet => range([low, high]);

/** Any of the sets. */
export const anyOf = (sets: readonly CharacterSet[]): CharacterSet => union(...sets);

/** A set that does not tell capital from small letters. */
export function folded(set: CharacterSet): CharacterSet {
  return (code) => {
    if (set(code)) return true;
    const letter = String.fromCodePoint(code);
    return [letter.toLowerCase(), letter.toUpperCase()].some((other) => {
      const changed = other.codePointAt(0) ?? code;
      return changed !== code && other.length === String.fromCodePoint(changed).length && set(changed);
    });
  };
}

const DIGIT = range([0x30, 0x39]);
const UPPER = range([0x41, 0x5a]);
const LOWER = range([0x61, 0x7a]);
const ALPHA = union(UPPER, LOWER);
const ALNUM = union(ALPHA, DIGIT);
/** What `\w` is: ASCII only. */
export const WORD: CharacterSet = union(ALNUM, single(0x5f));
const SPACE = range([0x09, 0x0a], [0x0c, 0x0d], [0x20, 0x20]);

/** `\d`, `\s`, `\w` and their opposites. */
export const ESCAPED_SETS: ReadonlyMap<string, CharacterSet> = new Map([
  ['d', DIGIT],
  ['D', complement(DIGIT)],
  ['s', SPACE],
  ['S', complement(SPACE)],
  ['w', WORD],
  ['W', complement(WORD)],
]);

/** `[:alpha:]` and its like. */
export const NAMED_SETS: ReadonlyMap<string, CharacterSet> = new Map([
  ['alnum', ALNUM],
  ['alpha', ALPHA],
  ['ascii', range([0, 0x7f])],
  ['blank', range([0x09, 0x09], [0x20, 0x20])],
  ['cntrl', range([0, 0x1f], [0x7f, 0x7f])],
  ['digit', DIGIT],
  ['graph', range([0x21, 0x7e])],
  ['lower', LOWER],
  ['print', range([0x20, 0x7e])],
  ['punct', range([0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e])],
  ['space', range([0x09, 0x0d], [0x20, 0x20])],
  ['upper', UPPER],
  ['word', WORD],
  ['xdigit', range([0x30, 0x39], [0x41, 0x46], [0x61, 0x66])],
]);

/** `\pL`, `\p{Greek}`; `null` where Unicode has no category or script of this name. */
export function unicodeSet(name: string): CharacterSet | null {
  if (name === 'Any') return () => true;
  if (!/^[A-Za-z_]{1,40}$/.test(name)) return null;
  for (const property of [`gc=${name}`, `sc=${name}`]) {
    try {
      // One character at a time, so that nothing is searched for. RE2 knows the short names of categories only.
      const pattern = new RegExp(`^\\p{${property}}$`, 'u');
      if (property.startsWith('gc') && name.length > 2) continue;
      return (code) => pattern.test(String.fromCodePoint(code));
    } catch {
      // Not a category; it may be a script.
    }
  }
  return null;
}
