/** Unfriendly text, and an independent reader of Markdown that knows no more than it must to tell whether any of it got through. */
import fc from 'fast-check';

const FRAGMENTS = [
  '@octocat',
  '@org/team',
  '#1',
  'GH-2',
  'o/r#3',
  '0123456789abcdef',
  'https://e.example',
  'http://',
  'www.e.example',
  'a@b.example',
  'ftp://x',
  '[x](y)',
  '![x](y)',
  '[x]',
  '[^1]',
  '<b>',
  '</details>',
  '</summary>',
  '<!--',
  '-->',
  '&lt;',
  '|',
  '||',
  '\\',
  '\\|',
  '\\\\',
  '\n',
  '\r\n',
  '\n\n',
  '# ',
  '- ',
  '1. ',
  '> ',
  '+ ',
  '===',
  '---',
  '`',
  '``',
  '```',
  '~~~',
  '*',
  '**',
  '_',
  '__',
  '~~',
  '$',
  '$$',
  ':tada:',
  '::error::',
  '##[error]',
  '%0A',
  '\u001b[31m',
  '\u009b1m',
  '\u0007',
  '\u0000',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\u2028',
  '\ud800',
  '\u{e0041}',
  '훈련',
  'é',
  '😀',
  ' ',
  '  ',
  '\t',
  'a',
  'Z9',
  '__proto__',
];

/** Text of a few such pieces, now and then of anything at all. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...FRAGMENTS) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    ),
    { maxLength: 7 },
  )
  .map((pieces) => pieces.join(''));

/** Lines that are no code, each with what Markdown would read as code taken out of it. */
export function outsideCode(markdown: string): readonly string[] {
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of markdown.split('\n')) {
    const ticks = /^`{3,}/.exec(line)?.[0];
    if (fence !== null) {
      if (line.trim() === fence) fence = null;
    } else if (ticks !== undefined && !line.slice(ticks.length).includes('`')) fence = ticks;
    else lines.push(withoutCode(line));
  }
  if (fence !== null) throw new Error('a fence is left open');
  return lines;
}

/** CommonMark's code spans, found from left to right; a backslash outside of them hides the next character. */
function withoutCode(line: string): string {
  let rest = line;
  let kept = '';
  while (rest !== '') {
    const ticks = /^`+/.exec(rest)?.[0];
    const end = ticks === undefined ? -1 : closing(rest, ticks.length);
    if (ticks !== undefined && end > 0) {
      kept += '◻';
      rest = rest.slice(end);
    } else {
      const length = rest.startsWith('\\') ? 2 : (ticks?.length ?? 1);
      kept += rest.slice(0, length);
      rest = rest.slice(length);
    }
  }
  return kept;
}

function closing(text: string, length: number): number {
  for (const match of text.slice(length).matchAll(/`+/g))
    if (match[0].length === length) return length + match.index + length;
  return -1;
}

/** What of a line GitHub would act on, that the renderer does not itself write. */
export function leaks(line: string): readonly string[] {
  const own = line
    .replaceAll(/<code>[^<>]*<\/code>/g, '◻')
    .replaceAll('<span>$</span>', '◻')
    .replaceAll('<br>', ' ')
    .replace(/^<details><summary>([^<>]*)<\/summary>$/, '$1')
    .replace(/^<\/details>$/, '');
  return [...found(own, SOURCE), ...found(rendered(own), RENDERED)];
}

/** What Markdown would read in the source. */
const SOURCE: readonly RegExp[] = [
  /<|>/, // HTML, quotations
  /(?<!\\)(?:\\\\)*[[\]]/, // links, images, footnotes, tasks
  /`/,
  /\$/, // mathematics
  /##\[/,
  /^\s*::/,
];

/** What GitHub looks for in the text that a reader sees. */
const RENDERED: readonly RegExp[] = [
  /@[a-z0-9]/i, // mentions, addresses
  /#\d/, // issues
  /\b(?:gh|ghsa|cve)-\w/i,
  /[a-z]:\/\//i,
  /www\./i,
  /(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])/i, // commits
  /:[a-z0-9_+-]+:/i, // emoji
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u,
];

const found = (line: string, patterns: readonly RegExp[]): readonly string[] =>
  patterns.flatMap((pattern) => pattern.exec(line)?.[0] ?? []);

function rendered(line: string): string {
  return line
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** What kind of line each is, and how many cells a row has: text of a plan must not change that. */
export function skeleton(markdown: string): readonly string[] {
  return outsideCode(markdown).map((line) => {
    if (line.startsWith('|')) return `row of ${line.replaceAll(/\\./g, '').split('|').length - 2}`;
    return /^(#+ |- \*\*|<details>|<\/details>|$)/.exec(line)?.[0] ?? 'text';
  });
}
