/** Text of the input made harmless: it never becomes markup, a mention, a link, a workflow command or a terminal escape. */

/** Controls, formats (bidirectional marks, zero-width characters, tags), line and paragraph separators, private use, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;
/** Breaks a pattern that GitHub looks for in rendered text, where no escape of Markdown's can help. */
const BREAK = '\u200b';
const LONGEST_NAME = 200;
const LONGEST_SENTENCE = 1200;
const LONGEST_BLOCK = 20_000;

/**
 * One line without anything invisible: line breaks and tabs become spaces, every other such character is spelt out (`\u202e`).
 * @param limit how many UTF-16 units of the text are shown at most; what is longer ends in `…`
 */
export function plain(text: string, limit: number = LONGEST_SENTENCE): string {
  return clip(text, limit)
    .replace(/[\t\n\v\f\r\u2028\u2029]+/g, ' ')
    .replace(INVISIBLE, spellOut);
}

/** {@link plain} for a name: shorter. */
export function plainName(text: string): string {
  return plain(text, LONGEST_NAME);
}

/** Several lines, each without anything invisible; for code to copy. */
export function plainBlock(text: string): string {
  return clip(text, LONGEST_BLOCK)
    .split(/\r\n?|[\n\v\f\u2028\u2029]/)
    .map((line) => defuse(line.replaceAll('\t', '  ').replace(INVISIBLE, spellOut).trimEnd()))
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
}

/**
 * A finished line of output without a workflow command: the runner obeys lines that begin with `::`, and `##[` anywhere in a line.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function defuse(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '## [');
}

/** Text inside a paragraph or a table cell of GitHub's Markdown; shown as it is and nothing else. */
export function markdownText(text: string): string {
  return escapeInline(plain(text));
}

/**
 * A name as a code span of GitHub's Markdown, also inside a table cell. In code GitHub looks for no mentions and links. A name with a pipe
 * (which a cell would split) or with `##[` (which nothing can escape in code) is written as text instead.
 */
export function markdownCode(text: string): string {
  const name = plainName(text);
  if (name === '') return '–';
  if (/\||##\[/.test(name)) return escapeInline(name.trim());
  const fence = '`'.repeat(longestRun(name, '`') + 1);
  const padding = /^`|`$|^ .*\S.* $/.test(name) ? ' ' : '';
  return `${fence}${padding}${name}${padding}${fence}`;
}

/** A fenced block of code, its fence longer than any inside. */
export function markdownBlock(text: string, language: string): string {
  const code = plainBlock(text);
  const fence = '`'.repeat(Math.max(3, longestRun(code, '`') + 1));
  return `${fence}${language}\n${code}\n${fence}`;
}

/** A name as HTML code, for places where Markdown is not read (`<summary>`). */
export function htmlCode(text: string): string {
  return `<code>${htmlText(text, LONGEST_NAME)}</code>`;
}

/** Text between the tags of HTML and in quoted attributes, on one line: no character of it is markup, and the runner obeys none. */
export function htmlText(text: string, limit: number = LONGEST_SENTENCE): string {
  return htmlEntities(plain(text, limit));
}

/** Several lines of code for `<pre>`. */
export function htmlBlock(text: string): string {
  return htmlEntities(plainBlock(text));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function htmlEntities(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '').replaceAll('##[', '##&#91;');
}

/** What GitHub links in rendered text, and where to break it so that it does not. */
const LINKED: readonly (readonly [pattern: RegExp, broken: string])[] = [
  [/@/g, `@${BREAK}`], // mentions, addresses, owner/repository@commit
  [/#(?=\d)/g, `#${BREAK}`], // issues
  [/(?<![a-z0-9])(GH|GHSA|CVE)-/gi, `$1-${BREAK}`],
  [/:(?=\/\/)/g, `:${BREAK}`], // any scheme
  [/(www)(?=\.)/gi, `$1${BREAK}`],
  [/:(?=[a-z0-9_+-]+(?::|$))/gi, `:${BREAK}`], // emoji, also with a colon of ours behind the text
];

/** Markdown's own characters; entities where a backslash would not do for tables, HTML and mathematics. */
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '|': '&#124;',
  '`': '&#96;',
  $: '<span>$</span>',
};

function escapeInline(text: string): string {
  const unlinked = LINKED.reduce((broken, [pattern, replacement]) => broken.replace(pattern, replacement), text)
    // Seven to forty hexadecimal digits may be a commit of this repository.
    .replace(/(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])/gi, (word) => word.replace(/.{6}(?=.)/g, `$&${BREAK}`));
  return (
    unlinked
      // An underscore inside a word is no emphasis; leaving it keeps resource addresses readable in mails.
      .replace(/[&<>|`$\\*[\]~]|(?<![a-z0-9])_|_(?![a-z0-9])/gi, (character) => ESCAPES[character] ?? `\\${character}`)
      // What would begin a heading, a quotation, a list or a rule, should the text ever stand first in its line.
      .replace(/^(\s*)([#+=-])/, '$1\\$2')
      .replace(/^(\s*\d+)([.)])/, '$1\\$2')
  );
}

function spellOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Never ends in half a character. */
function clip(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
