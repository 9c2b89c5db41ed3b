/** Reading regular expressions in RE2's syntax, which is Terraform's. */
import {
  anyOf,
  between,
  type CharacterSet,
  complement,
  ESCAPED_SETS,
  folded,
  NAMED_SETS,
  single,
  unicodeSet,
} from './characters.js';

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word' | 'not-word';

export type Pattern =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly branches: readonly Pattern[] }
  | { readonly kind: 'group'; readonly index: number; readonly inner: Pattern }
  | {
      readonly kind: 'repeat';
      readonly inner: Pattern;
      readonly minimum: number;
      readonly maximum: number;
      readonly greedy: boolean;
    };

/** Names of the groups in order; `null` for one without a name. */
export interface Expression {
  readonly pattern: Pattern;
  readonly groups: readonly (string | null)[];
}

/** Thrown inside this folder only. */
export class RegexFault extends Error {
  override readonly name = 'RegexFault';
}

interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly ungreedy: boolean;
}

interface Reader {
  readonly letters: readonly string[];
  at: number;
  depth: number;
  flags: Flags;
  readonly groups: (string | null)[];
}

const MAXIMUM_DEPTH = 200;
const MAXIMUM_REPEAT = 1000;

/** @throws RegexFault */
export function readExpression(source: string): Expression {
  const flags = { ignoreCase: false, multiline: false, dotAll: false, ungreedy: false };
  const reader: Reader = { letters: [...source], at: 0, depth: 0, flags, groups: [] };
  const pattern = readChoice(reader);
  if (reader.at < reader.letters.length) throw new RegexFault('a group is closed that was not opened');
  return { pattern, groups: reader.groups };
}

const peek = (reader: Reader, ahead = 0): string => reader.letters[reader.at + ahead] ?? '';

function take(reader: Reader): string {
  const letter = reader.letters[reader.at];
  if (letter === undefined) throw new RegexFault('the expression ends too early');
  reader.at += 1;
  return letter;
}

function takeIf(reader: Reader, text: string): boolean {
  if (
    !reader.letters
      .slice(reader.at, reader.at + text.length)
      .join('')
      .startsWith(text)
  )
    return false;
  reader.at += text.length;
  return true;
}

function readChoice(reader: Reader): Pattern {
  reader.depth += 1;
  if (reader.depth > MAXIMUM_DEPTH) throw new RegexFault('groups are nested too deep');
  const { flags } = reader;
  const branches = [readSequence(reader)];
  while (takeIf(reader, '|')) branches.push(readSequence(reader));
  // Flags that a group sets end with it.
  reader.flags = flags;
  reader.depth -= 1;
  const [only] = branches;
  return branches.length === 1 && only !== undefined ? only : { kind: 'choice', branches };
}

function readSequence(reader: Reader): Pattern {
  const parts: Pattern[] = [];
  for (;;) {
    const letter = peek(reader);
    if (letter === '' || letter === '|' || letter === ')') return { kind: 'sequence', parts };
    if (takeIf(reader, '\\Q')) {
      parts.push(...readQuoted(reader));
      continue;
    }
    const atom = readAtom(reader);
    if (atom !== null) parts.push(readRepeats(reader, atom));
  }
}

function readQuoted(reader: Reader): Pattern[] {
  const parts: Pattern[] = [];
  while (peek(reader) !== '' && !takeIf(reader, '\\E')) parts.push(letterSet(reader, take(reader)));
  return parts;
}

const setOf = (reader: Reader, set: CharacterSet): Pattern => ({
  kind: 'set',
  set: reader.flags.ignoreCase ? folded(set) : set,
});

const letterSet = (reader: Reader, letter: string): Pattern => setOf(reader, single(letter.codePointAt(0) ?? 0));

const assertion = (kind: Assertion): Pattern => ({ kind: 'assertion', assertion: kind });

/** One thing that may be repeated; `null` for flags, which are nothing by themselves. */
function readAtom(reader: Reader): Pattern | null {
  const letter = take(reader);
  switch (letter) {
    case '(':
      return readGroup(reader);
    case '[':
      return setOf(reader, readClass(reader));
    case '.':
      return { kind: 'set', set: reader.flags.dotAll ? () => true : complement(single(0x0a)) };
    case '^':
      return assertion(reader.flags.multiline ? 'line-start' : 'text-start');
    case '$':
      return assertion(reader.flags.multiline ? 'line-end' : 'text-end');
    case '\\':
      return readEscape(reader);
    case '*':
    case '+':
    case '?':
      throw new RegexFault('a repetition repeats nothing');
    default:
      return letterSet(reader, letter);
  }
}

const ASSERTIONS: ReadonlyMap<string, Assertion> = new Map<string, Assertion>([
  ['A', 'text-start'],
  ['z', 'text-end'],
  ['b', 'word'],
  ['B', 'not-word'],
]);

function readEscape(reader: Reader): Pattern {
  const found = ASSERTIONS.get(peek(reader));
  if (found !== undefined) {
    take(reader);
    return assertion(found);
  }
  const set = readEscapedSet(reader);
  return setOf(reader, set ?? single(readEscapedCode(reader)));
}

/** `\d`, `\pL`, `\p{Greek}`; the backslash is taken. */
function readEscapedSet(reader: Reader): CharacterSet | null {
  const letter = peek(reader);
  const known = ESCAPED_SETS.get(letter);
  if (known !== undefined) {
    take(reader);
    return known;
  }
  if (letter !== 'p' && letter !== 'P') return null;
  take(reader);
  let name = take(reader);
  if (name === '{') {
    name = '';
    while (peek(reader) !== '}') name += take(reader);
    take(reader);
  }
  const negated = name.startsWith('^');
  const set = unicodeSet(negated ? name.slice(1) : name);
  if (set === null) throw new RegexFault('a character class has an unknown name');
  return negated !== (letter === 'P') ? complement(set) : set;
}

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['t', 9],
  ['n', 10],
  ['r', 13],
  ['v', 11],
]);

function readEscapedCode(reader: Reader): number {
  const letter = take(reader);
  const control = CONTROLS.get(letter);
  if (control !== undefined) return control;
  if (letter === 'x') return readHexadecimal(reader);
  if (/[0-7]/.test(letter) && (letter === '0' || /[0-7]/.test(peek(reader)))) {
    let digits = letter;
    while (digits.length < 3 && /[0-7]/.test(peek(reader))) digits += take(reader);
    return Number.parseInt(digits, 8);
  }
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x80 && !/[0-9A-Za-z]/.test(letter)) return code;
  throw new RegexFault('an escape sequence is unknown');
}

function readHexadecimal(reader: Reader): number {
  let digits = '';
  if (takeIf(reader, '{')) {
    while (peek(reader) !== '}') digits += take(reader);
    take(reader);
  } else {
    digits = take(reader) + take(reader);
  }
  const code = /^[0-9A-Fa-f]{1,8}$/.test(digits) ? Number.parseInt(digits, 16) : Number.POSITIVE_INFINITY;
  if (code > 0x10ffff) throw new RegexFault('an escape sequence is unknown');
  return code;
}

/** What stands between brackets; the opening one is taken. */
function readClass(reader: Reader): CharacterSet {
  const negated = takeIf(reader, '^');
  const sets: CharacterSet[] = [];
  for (let first = true; first || peek(reader) !== ']'; first = false) {
    const named = readNamed(reader);
    if (named !== null) {
      sets.push(named);
      continue;
    }
    const low = readClassItem(reader);
    if (typeof low !== 'number') {
      sets.push(low);
    } else if (peek(reader) === '-' && peek(reader, 1) !== ']' && peek(reader, 1) !== '') {
      take(reader);
      const high = readClassItem(reader);
      if (typeof high !== 'number' || high < low) throw new RegexFault('a range of characters is the wrong way round');
      sets.push(between(low, high));
    } else {
      sets.push(single(low));
    }
  }
  take(reader);
  // What is not told apart must not be before the set is turned into its opposite.
  const all = reader.flags.ignoreCase ? folded(anyOf(sets)) : anyOf(sets);
  return negated ? complement(all) : all;
}

function readNamed(reader: Reader): CharacterSet | null {
  if (peek(reader) !== '[' || peek(reader, 1) !== ':') return null;
  const end = reader.letters.indexOf(']', reader.at);
  const matched = /^\[:(\^?)([a-z]+):\]$/.exec(reader.letters.slice(reader.at, end + 1).join(''));
  if (matched === null) return null;
  const set = NAMED_SETS.get(matched[2] ?? '');
  if (set === undefined) throw new RegexFault('a character class has an unknown name');
  reader.at = end + 1;
  return matched[1] === '^' ? complement(set) : set;
}

function readClassItem(reader: Reader): number | CharacterSet {
  const letter = take(reader);
  if (letter !== '\\') return letter.codePointAt(0) ?? 0;
  return readEscapedSet(reader) ?? readEscapedCode(reader);
}

/** What follows an opening parenthesis. */
function readGroup(reader: Reader): Pattern | null {
  let name: string | null = null;
  if (takeIf(reader, '?P<') || takeIf(reader, '?<')) {
    name = '';
    while (peek(reader) !== '>') name += take(reader);
    take(reader);
    if (!/^\w+$/.test(name) || reader.groups.includes(name)) throw new RegexFault('the name of a group is not usable');
  } else if (takeIf(reader, '?')) {
    return readFlags(reader);
  }
  const index = reader.groups.push(name);
  return { kind: 'group', index, inner: readInside(reader) };
}

function readInside(reader: Reader): Pattern {
  const inner = readChoice(reader);
  if (!takeIf(reader, ')')) throw new RegexFault('a group is not closed');
  return inner;
}

const FLAGS: ReadonlyMap<string, keyof Flags> = new Map<string, keyof Flags>([
  ['i', 'ignoreCase'],
  ['m', 'multiline'],
  ['s', 'dotAll'],
  ['U', 'ungreedy'],
]);

/** `(?i)` for the rest of the group, `(?i-s:…)` for what is inside. */
function readFlags(reader: Reader): Pattern | null {
  let flags = reader.flags;
  let value = true;
  for (;;) {
    const letter = take(reader);
    const flag = FLAGS.get(letter);
    if (flag !== undefined) flags = { ...flags, [flag]: value };
    else if (letter === '-' && value) value = false;
    else if (letter === ')') {
      reader.flags = flags;
      return null;
    } else if (letter === ':') {
      const outer = reader.flags;
      reader.flags = flags;
      const inner = readInside(reader);
      reader.flags = outer;
      return inner;
    } else throw new RegexFault('the flags of a group are unknown');
  }
}

function readRepeats(reader: Reader, atom: Pattern): Pattern {
  const bounds = readBounds(reader);
  if (bounds === null) return atom;
  const lazy = takeIf(reader, '?');
  const pattern: Pattern = { kind: 'repeat', inner: atom, ...bounds, greedy: lazy === reader.flags.ungreedy };
  if (readBounds(reader) !== null) throw new RegexFault('a repetition is itself repeated');
  return pattern;
}

/** `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}`; anything else in braces is text. */
function readBounds(reader: Reader): { readonly minimum: number; readonly maximum: number } | null {
  if (takeIf(reader, '*')) return { minimum: 0, maximum: Number.POSITIVE_INFINITY };
  if (takeIf(reader, '+')) return { minimum: 1, maximum: Number.POSITIVE_INFINITY };
  if (takeIf(reader, '?')) return { minimum: 0, maximum: 1 };
  if (peek(reader) !== '{') return null;
  const matched = /^\{(\d{1,5})(?:(,)(\d{0,5}))?\}/.exec(reader.letters.slice(reader.at, reader.at + 14).join(''));
  if (matched === null) return null;
  const [whole, low, comma, high] = matched;
  const minimum = Number(low);
  const maximum = comma === undefined ? minimum : high === '' ? Number.POSITIVE_INFINITY : Number(high);
  const largest = maximum === Number.POSITIVE_INFINITY ? minimum : maximum;
  if (largest > MAXIMUM_REPEAT || maximum < minimum) throw new RegexFault('a repetition has impossible bounds');
  reader.at += whole.length;
  return { minimum, maximum };
}
