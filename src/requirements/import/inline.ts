/** The text of a table cell: Markdown and HTML taken away, breaks kept, in one pass over its characters. */

/** A cell as a reader sees it. */
export interface Cell {
  /** The lines of the cell, at `<br>` and the like; none is empty. */
  readonly lines: readonly string[];
  /** What stands in bold or as code: names, not sentences. */
  readonly names: readonly string[];
}

/** Elements that Learn's tables use. Anything else in angle brackets is a name to fill in, such as `<region>`. */
const ELEMENTS: ReadonlySet<string> = new Set(
  'a abbr b blockquote br cite code dd del details div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rgn s script small span strike strong style sub summary sup table tbody td tfoot th thead token tr tt u ul var'.split(
    ' ',
  ),
);
const BREAKS: ReadonlySet<string> = new Set(['br', 'p', 'li', 'ul', 'ol', 'div', 'hr', 'tr', 'table', 'dd', 'dt']);
const NAMES: ReadonlySet<string> = new Set(['b', 'strong', 'code', 'tt', 'kbd', 'samp']);

const TAG = /<\/?([a-z][a-z0-9]*)(?:[\s/][^<>]*)?>/iy;
const COMMENT = '<!--';
const AUTOLINK = /<((?:https?:\/\/)[^\s<>]*)>/iy;
/** The text of a link has no brackets; its target may have one pair of parentheses. */
const LINK = /!?\[([^[\]]*)\](?:\([^()\n]*(?:\([^()]*\)[^()]*)?\)|\[[^[\]]*\])/y;
/** No cell has more names in bold or code. */
const MOST_NAMES = 100;

/** A footnote's mark. */
const RAISED = /<sup>\s*([0-9*†‡]{1,3})\s*<\/sup>/iy;
const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/iy;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['ast', '*'],
  ['lbrack', '['],
  ['rbrack', ']'],
  ['ndash', '–'],
  ['hyphen', '-'],
  ['comma', ','],
  ['period', '.'],
  ['colon', ':'],
]);
const PUNCTUATION = /[!-/:-@[-`{-~]/;
/** Nothing of these is text: controls, direction marks, joiners, private use, halves of characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

interface State {
  lines: string[];
  names: string[];
  /** The name that is being read; `null` outside bold and code. */
  name: string | null;
  /** A single asterisk has begun emphasis. */
  emphasis: boolean;
}

/**
 * Reads a cell. HTML is never kept, references to pages are left out, `\*` is an asterisk. An asterisk that no emphasis needs (`*.contoso.com`,
 * `Tag*`) is one too.
 */
export function readCell(markdown: string): Cell {
  const state: State = { lines: [''], names: [], name: null, emphasis: false };
  scan(markdown.normalize('NFC'), state, 0);
  closeName(state);
  return {
    lines: state.lines.map(tidy).filter((line) => line !== ''),
    names: [...new Set(state.names.slice(0, MOST_NAMES).map(tidy))].filter((name) => name !== ''),
  };
}

/** The cell in one line. */
export function textOf(cell: Cell): string {
  return cell.lines.join(' ');
}

function scan(source: string, state: State, depth: number): void {
  let codeless = -1; // from here on, no run of backticks of this length has a partner
  let at = 0;
  while (at < source.length) {
    const character = source.charAt(at);
    if (character === '\\' && PUNCTUATION.test(source.charAt(at + 1))) {
      put(state, source.charAt(at + 1));
      at += 2;
    } else if (character === '`') {
      const fence = runAt(source, at, '`');
      const end = codeless === fence ? -1 : closing(source, at + fence, fence);
      if (end < 0) {
        codeless = fence;
        at += fence;
      } else {
        openName(state);
        put(state, source.slice(at + fence, end));
        closeName(state);
        at = end + fence;
      }
    } else if (character === '<') at = readAngle(source, at, state);
    else if (character === '&') at = readEntity(source, at, state);
    else if ((character === '[' || character === '!') && depth === 0) {
      LINK.lastIndex = at;
      const link = LINK.exec(source);
      if (link === null) {
        put(state, character);
        at += 1;
      } else {
        scan(link[1] ?? '', state, depth + 1);
        at += link[0].length;
      }
    } else if (character === '*' || character === '_') at = readEmphasis(source, at, state);
    else {
      put(state, character);
      at += 1;
    }
  }
}

/** Where the run of exactly `length` backticks begins that closes a code span. */
function closing(source: string, from: number, length: number): number {
  for (let at = source.indexOf('`', from); at >= 0; ) {
    const run = runAt(source, at, '`');
    if (run === length) return at;
    at = source.indexOf('`', at + run);
  }
  return -1;
}

function readAngle(source: string, at: number, state: State): number {
  if (source.startsWith(COMMENT, at)) {
    const end = source.indexOf('-->', at + COMMENT.length);
    return end < 0 ? source.length : end + 3;
  }
  AUTOLINK.lastIndex = at;
  const link = AUTOLINK.exec(source);
  if (link !== null) {
    put(state, link[1] ?? '');
    return at + link[0].length;
  }
  RAISED.lastIndex = at;
  const raised = RAISED.exec(source);
  if (raised !== null) {
    put(
      state,
      (raised[1] ?? '').replace(/\d/g, (digit) => SUPERSCRIPT.charAt(Number(digit))),
    );
    return at + raised[0].length;
  }
  TAG.lastIndex = at;
  const tag = TAG.exec(source);
  const name = tag?.[1]?.toLowerCase() ?? '';
  if (tag === null || !ELEMENTS.has(name)) {
    put(state, '<');
    return at + 1;
  }
  if (BREAKS.has(name)) {
    state.lines.push('');
    state.emphasis = false;
    if (state.name !== null) state.name += ' ';
  }
  if (NAMES.has(name)) {
    if (tag[0].startsWith('</')) closeName(state);
    else openName(state);
  }
  return at + tag[0].length;
}

function readEntity(source: string, at: number, state: State): number {
  ENTITY.lastIndex = at;
  const entity = ENTITY.exec(source);
  const [whole = '&', decimal, hex, word] = entity ?? [];
  const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : null;
  const text =
    code !== null ? (code <= 0x10ffff ? String.fromCodePoint(code) : '') : ENTITIES.get((word ?? '').toLowerCase());
  put(state, text ?? whole);
  return at + whole.length;
}

/** Two or more are bold. One is emphasis only if it has a partner and is no wildcard and no footnote's mark. */
function readEmphasis(source: string, at: number, state: State): number {
  const mark = source.charAt(at);
  const run = runAt(source, at, mark);
  const [before, after] = [source.charAt(at - 1), source.charAt(at + run)];
  const inside = /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
  if (mark === '_' && inside) put(state, '_'.repeat(run));
  else if (run === 1) {
    if (mark === '*' && !beginsOrEnds(source, at, state)) put(state, mark);
  } else {
    // Of three before a dot the last is the wildcard's: ***.contoso.com**
    const wild = mark === '*' && run % 2 === 1 && /[.\p{L}]/u.test(after) && state.name === null;
    if (state.name === null) openName(state);
    else closeName(state);
    if (wild) put(state, mark);
  }
  return at + run;
}

/** Whether a single asterisk is emphasis: it closes what is open, or has a partner near enough in the same line. */
function beginsOrEnds(source: string, at: number, state: State): boolean {
  const near = source.slice(at + 1, at + 200);
  const open = state.emphasis && !near.startsWith('.');
  state.emphasis = !open && /^[^\s.|][^<\n]*[^\s\\*(]\*(?![*.])/.test(near);
  return open || state.emphasis;
}

function runAt(source: string, at: number, character: string): number {
  let end = at;
  while (source.charAt(end) === character) end += 1;
  return end - at;
}

function put(state: State, text: string): void {
  const last = state.lines.length - 1;
  state.lines[last] = `${state.lines[last] ?? ''}${text}`;
  if (state.name !== null) state.name += text;
}

function openName(state: State): void {
  closeName(state);
  state.name = '';
}

function closeName(state: State): void {
  if (state.name !== null) state.names.push(state.name);
  state.name = null;
}

function tidy(text: string): string {
  return text
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(INVISIBLE, '')
    .trim();
}
