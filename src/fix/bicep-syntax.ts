/** As much of Bicep as an edit needs: objects, lists and strings with their places; every other expression is passed over. */

export type BicepNode =
  | { readonly kind: 'object'; readonly start: number; readonly end: number; readonly properties: readonly Property[] }
  | { readonly kind: 'list'; readonly start: number; readonly end: number; readonly items: readonly BicepNode[] }
  /** `value` is `null` where the string has interpolations or escapes. */
  | { readonly kind: 'string'; readonly start: number; readonly end: number; readonly value: string | null }
  | { readonly kind: 'other'; readonly start: number; readonly end: number };

export interface Property {
  readonly name: string;
  readonly start: number;
  readonly value: BicepNode;
}

/** `resource symbol 'type@version' = { … }`, with the object behind conditions and loops. */
export interface Declaration {
  readonly symbol: string;
  /** Without the version. */
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly body: Extract<BicepNode, { readonly kind: 'object' }>;
  /** Whether it stands in the file itself, and not inside of another resource. */
  readonly isTop: boolean;
  /** Whether it is one of several, or only there on a condition. */
  readonly isPlain: boolean;
}

/** Text that this reader does not follow. Whoever edits leaves the file alone then. */
class Lost extends Error {}

const DEEPEST = 100;

/** The resource that is declared on a line, counted from 1; `null` where there is none that can be followed. */
export function declarationAt(text: string, line: number): Declaration | null {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const next = text.indexOf('\n', start);
    if (next < 0) return null;
    start = next + 1;
  }
  const head = /\uFEFF?([ \t]*)resource\s+([A-Za-z_]\w*)\s+'([^'@\n]+)@[^'\n]*'\s*=\s*/y;
  head.lastIndex = start;
  const found = head.exec(text);
  if (found === null) return null;
  const [, indent = '', symbol = '', type = ''] = found;
  try {
    const first = head.lastIndex;
    const open = text[first] === '{' ? first : text.indexOf('{', passHead(text, first));
    const body = open < 0 ? null : valueAt(text, open, 0);
    if (body?.kind !== 'object') return null;
    const end = text[first] === '[' ? passBalanced(text, first) : body.end;
    const isPlain = text[first] === '{';
    return { symbol, type, start: start + indent.length, end, body, isTop: indent === '', isPlain };
  } catch (error) {
    if (error instanceof Lost) return null;
    throw error;
  }
}

/** Behind `if (…)` and `[for … :`, in which braces may stand. */
function passHead(text: string, at: number): number {
  const condition = /(?:\[\s*for\b[^\n{]*:\s*)?if\s*\(/y;
  condition.lastIndex = at;
  return condition.test(text) ? passBalanced(text, condition.lastIndex - 1) : at;
}

/** One value that is the whole text, or `null`. */
export function parseBicepValue(text: string): BicepNode | null {
  try {
    const node = valueAt(text, passTrivia(text, 0), 0);
    return passTrivia(text, node.end) === text.length ? node : null;
  } catch (error) {
    if (error instanceof Lost) return null;
    throw error;
  }
}

/** Whether every bracket, string and comment of a file is closed. */
export function isBalanced(text: string): boolean {
  try {
    let at = 0;
    while (at < text.length) {
      if (/[)\]}]/.test(text[at] ?? '')) return false;
      at = passToken(text, at);
    }
    return true;
  } catch (error) {
    if (error instanceof Lost) return false;
    throw error;
  }
}

export function propertyOf(node: BicepNode | undefined, name: string): Property | undefined {
  return node?.kind === 'object' ? node.properties.find((property) => property.name === name) : undefined;
}

/** What an object says of its `name`, where that is plain text. */
export function nameOfObject(node: BicepNode): string | null {
  const name = propertyOf(node, 'name')?.value;
  return name?.kind === 'string' ? name.value : null;
}

function valueAt(text: string, at: number, depth: number): BicepNode {
  if (depth > DEEPEST) throw new Lost();
  const node = simpleAt(text, at, depth);
  // What an operator or a dot follows is an expression.
  const next = /[ \t]*(?:\/\/|\/\*|[\r\n,\]}]|$)/y;
  next.lastIndex = node.end;
  return next.test(text) ? node : { kind: 'other', start: at, end: passExpression(text, node.end) };
}

function simpleAt(text: string, at: number, depth: number): BicepNode {
  const character = text[at];
  if (character === '{') return objectAt(text, at, depth);
  if (character === '[') {
    const first = passTrivia(text, at + 1);
    return /^for\b/.test(text.slice(first, first + 4))
      ? { kind: 'other', start: at, end: passBalanced(text, at) }
      : listAt(text, at, depth);
  }
  if (character === "'") {
    const end = passString(text, at);
    const inner = text.slice(at + 1, end - 1);
    return { kind: 'string', start: at, end, value: /[\\$'\n]/.test(inner) ? null : inner };
  }
  return { kind: 'other', start: at, end: passExpression(text, at) };
}

function objectAt(text: string, open: number, depth: number): Extract<BicepNode, { readonly kind: 'object' }> {
  const properties: Property[] = [];
  for (let at = passSeparators(text, open + 1); ; ) {
    if (text[at] === '}') return { kind: 'object', start: open, end: at + 1, properties };
    const start = at;
    if (text.startsWith('...', at)) {
      at = passSeparators(text, passExpression(text, at + 3));
      continue;
    }
    const key = /(?:([A-Za-z_]\w*)|'([^'\n]*)')[ \t]*:/y;
    key.lastIndex = at;
    const found = key.exec(text);
    if (found === null) {
      // A nested resource, or what this reader does not know.
      const end = passExpression(text, at);
      if (end === at) throw new Lost();
      at = passSeparators(text, end);
      continue;
    }
    const value = valueAt(text, passTrivia(text, key.lastIndex), depth + 1);
    properties.push({ name: found[1] ?? found[2] ?? '', start, value });
    at = passSeparators(text, value.end);
  }
}

function listAt(text: string, open: number, depth: number): BicepNode {
  const items: BicepNode[] = [];
  for (let at = passSeparators(text, open + 1); ; ) {
    if (text[at] === ']') return { kind: 'list', start: open, end: at + 1, items };
    const item = valueAt(text, at, depth + 1);
    if (item.end === at) throw new Lost();
    items.push(item);
    at = passSeparators(text, item.end);
  }
}

/** Up to the end of a line, a comma or a closing bracket outside of brackets and strings. */
function passExpression(text: string, from: number): number {
  let at = from;
  while (at < text.length && !/[\r\n,\]})]/.test(text[at] ?? '') && !text.startsWith('//', at))
    at = passToken(text, at);
  return at;
}

/** One character, or a whole string, comment or pair of brackets with all that is in it. */
function passToken(text: string, at: number): number {
  if (text[at] === "'") return passString(text, at);
  if (/[([{]/.test(text[at] ?? '')) return passBalanced(text, at);
  return passComment(text, at) ?? at + 1;
}

function passBalanced(text: string, open: number): number {
  const closing: string[] = [];
  for (let at = open; at < text.length; ) {
    const character = text[at] ?? '';
    const pair = PAIRS.get(character);
    if (pair !== undefined) closing.push(pair);
    else if (/[)\]}]/.test(character) && closing.pop() !== character) throw new Lost();
    at = character === "'" ? passString(text, at) : (passComment(text, at) ?? at + 1);
    if (closing.length === 0) return at;
  }
  throw new Lost();
}

const PAIRS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

function passString(text: string, open: number): number {
  if (text.startsWith("'''", open)) {
    const end = text.indexOf("'''", open + 3);
    if (end < 0) throw new Lost();
    return end + 3;
  }
  for (let at = open + 1; at < text.length && text[at] !== '\n'; ) {
    if (text[at] === "'") return at + 1;
    if (text.startsWith('${', at)) at = passBalanced(text, at + 1);
    else at += text[at] === '\\' ? 2 : 1;
  }
  throw new Lost();
}

function passComment(text: string, at: number): number | null {
  if (text.startsWith('//', at)) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  if (!text.startsWith('/*', at)) return null;
  const end = text.indexOf('*/', at + 2);
  if (end < 0) throw new Lost();
  return end + 2;
}

function passTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (/[\s\uFEFF]/.test(text[at] ?? 'x')) at += 1;
    const after = passComment(text, at);
    if (after === null) return at;
    at = after;
  }
}

/** Between properties and items also commas. */
function passSeparators(text: string, from: number): number {
  let at = passTrivia(text, from);
  while (text[at] === ',') at = passTrivia(text, at + 1);
  if (at >= text.length) throw new Lost();
  return at;
}
