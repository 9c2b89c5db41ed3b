/** Rules that are wider than needed, for a terminal: what each opens and where it stands, then the sentence; with `verbose` the narrower rules. */
import type { TooWide } from '../reachability/finding.js';
import { plain, plainName } from './escape.js';
import { displayWidth, pad, wrap } from './layout.js';
import { type Line, remedyLines, type Style, type TextLook } from './paint.js';
import { placeOf, portsOf, sortTooWide } from './summary.js';

interface Page extends TextLook {
  readonly verbose: boolean;
  /** Whether to say what is new: where everything is, it says nothing. */
  readonly changes: boolean;
}

type Verdict = TooWide['verdict'];

const MARKS: Readonly<Record<'unicode' | 'ascii', Readonly<Record<Verdict, string>>>> = {
  unicode: { 'too-wide': '!', waived: '–', met: '✓' },
  ascii: { 'too-wide': '!', waived: '-', met: '+' },
};
const STYLES: Readonly<Record<Verdict, Style>> = { 'too-wide': 'warn', waived: 'dim', met: 'good' };

/** Scopes that are named, where a rule is on the way of several. */
const MOST_SCOPES = 10;
const GAP = '  ';

/** Nothing where there are none. */
export function wideLines(rules: readonly TooWide[], page: Page): readonly Line[] {
  if (rules.length === 0) return [];
  const { messages, unicode } = page;
  const marks = MARKS[unicode ? 'unicode' : 'ascii'];
  const word = ({ verdict }: TooWide): string => `${marks[verdict]} ${messages.wide.verdict[verdict]}`;
  const column = Math.max(...rules.map((rule) => displayWidth(word(rule))));
  return [
    [],
    [{ text: `${messages.wide.heading} (${rules.length})`, style: 'bold' }],
    ...sortTooWide(rules).flatMap((rule) => ruleLines(rule, word(rule), column, page)),
  ];
}

function ruleLines(rule: TooWide, word: string, column: number, page: Page): readonly Line[] {
  const { messages, width, verbose, changes, unicode } = page;
  const { direction, change, opens, path, scopes, verdict } = rule;
  const indent = GAP.length + column + GAP.length;
  const margin = ' '.repeat(indent);
  const room = Math.max(20, width - indent);
  const said = !changes || change !== 'new' ? '' : ` (${messages.change[change]})`;
  const traffic = `${messages.direction[direction]} ${plainName(portsOf(rule))}${said}`;
  const [{ location }] = path;
  const head = [opens.map(plainName).join(', '), traffic, ...(location === null ? [] : [plainName(placeOf(location))])];
  const sentences = [
    ...(rule.explanation === '' ? [] : [plain(rule.explanation)]),
    ...(scopes.length > 1 ? [messages.wide.fromScopes(namesOf(scopes, page))] : []),
  ];
  return [
    ...wrap(head.join(unicode ? ' · ' : ' - '), room).map((text, line): Line => {
      const bold = { text, style: 'bold' } as const;
      if (line > 0) return [margin, bold];
      return [GAP, { text: word, style: STYLES[verdict] }, pad('', column - displayWidth(word)), GAP, bold];
    }),
    ...sentences.flatMap((text) => wrap(text, room).map((line): Line => [margin, line])),
    ...(verbose && rule.remedy !== null ? remedyLines(rule.remedy, page, indent) : []),
  ];
}

function namesOf(scopes: readonly string[], { messages }: Page): readonly string[] {
  const left = scopes.length - MOST_SCOPES;
  return [...scopes.slice(0, MOST_SCOPES).map(plainName), ...(left > 0 ? [messages.more(left)] : [])];
}
