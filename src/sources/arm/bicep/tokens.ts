/** Bicep text as tokens, as far as finding declarations in it needs: what is a string or a comment holds none. Text that is no Bicep gives tokens too. */

export interface Token {
  /** `mark` is any other character by itself. */
  readonly kind: 'name' | 'string' | 'mark' | 'newline' | 'end';
  /** A name, the value of a string without interpolation (an empty text otherwise), a mark. */
  readonly text: string;
  /** Zero-based offset of the first character. */
  readonly at: number;
  /** The offset behind it. */
  readonly end: number;
  /** Of a string: whether parts of it are computed. */
  readonly computed: boolean;
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const BLANK = /[ \t\r]+/y;
const NUMBER = /[0-9]+/y;
const TRIPLE = "'''";

/** All tokens, the last of kind `end`. Time grows with the length of the text. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const put = (kind: Token['kind'], at: number, value: string, end = at + value.length, computed = false): void => {
    tokens.push({ kind, at, end, text: value, computed });
  };
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    const blank = match(BLANK, text, at) ?? match(NUMBER, text, at);
    if (blank !== null) at += blank.length;
    else if (char === '\n') put('newline', at++, '');
    else if (text.startsWith('//', at) || char === '#') at = endOfLine(text, at);
    else if (text.startsWith('/*', at)) at = after(text, '*/', at + 2);
    else if (char === "'") {
      const end = endOfString(text, at);
      const inner = text.slice(at, end);
      put('string', at, literal(inner), end, isComputed(inner));
      at = end;
    } else {
      const name = match(NAME, text, at);
      put(name === null ? 'mark' : 'name', at, name ?? char);
      at += name?.length ?? 1;
    }
  }
  put('end', text.length, '');
  return tokens;
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function after(text: string, mark: string, at: number): number {
  const found = text.indexOf(mark, at);
  return found < 0 ? text.length : found + mark.length;
}

/** Where the string that begins here ends. Strings hold code in `${}`, and code holds strings. One that is not closed ends with its line. */
function endOfString(text: string, start: number): number {
  if (text.startsWith(TRIPLE, start)) return afterTriple(text, start);
  /** What is open, innermost last: `'` for a string, `{` for code. */
  const open = ["'"];
  let at = start + 1;
  while (at < text.length) {
    const char = text[at] ?? '';
    const inString = open.at(-1) === "'";
    if (inString) {
      if (char === '\n') return at;
      if (char === '\\') at++;
      else if (char === "'") open.pop();
      else if (char === '$' && text[at + 1] === '{') {
        open.push('{');
        at++;
      }
    } else if (text.startsWith(TRIPLE, at)) at = afterTriple(text, at) - 1;
    else if (char === "'") open.push("'");
    else if (char === '{') open.push('{');
    else if (char === '}') open.pop();
    at++;
    if (open.length === 0) return at;
  }
  return text.length;
}

/** Quotes beyond three at the end belong to the text. */
function afterTriple(text: string, start: number): number {
  let end = after(text, TRIPLE, start + TRIPLE.length);
  while (text[end] === "'") end++;
  return end;
}

function isComputed(string: string): boolean {
  return !string.startsWith(TRIPLE) && /(?<!\\)\$\{/.test(string);
}

/** The value of a string; resource names and types have no escapes, so those stay as they are. */
function literal(string: string): string {
  if (isComputed(string)) return '';
  return string.startsWith(TRIPLE) ? string.slice(3, -3) : string.slice(1, -1);
}
