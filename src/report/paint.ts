/** Lines of a terminal in pieces, so that they are measured and trimmed before they are painted; and what text reports share. */
import type { PathStep, Remedy, Verdict } from '../reachability/finding.js';
import { defuse, plainBlock, plainName } from './escape.js';
import type { Messages } from './language/catalogue.js';
import { displayWidth, fill, wrap } from './layout.js';
import { ruleWords } from './rule-words.js';
import { placeOf } from './summary.js';

/** What the reader of a text can show, and in which language. */
export interface TextLook {
  /** Whether to colour by ANSI escapes. No colour says what no word says. */
  readonly colour: boolean;
  /** Cells per line; `Infinity` for no wrapping. */
  readonly width: number;
  /** Whether marks may be other than ASCII. */
  readonly unicode: boolean;
  readonly messages: Messages;
}

/** The names of what is painted, with their SGR parameters. */
const STYLES = { bold: '1', dim: '2', bad: '31', warn: '33', good: '32' } as const;
export type Style = keyof typeof STYLES;

export type Painted = { readonly text: string; readonly style: Style };
export type Piece = string | Painted;
export type Line = readonly Piece[];

type Marks = Readonly<Record<Verdict, string>>;

const UNICODE: Marks = { unmet: '✗', partial: '◐', unknown: '?', met: '✓', waived: '–', 'not-applicable': '–' };
const ASCII: Marks = { unmet: 'x', partial: '~', unknown: '?', met: '+', waived: '-', 'not-applicable': '-' };

/** The mark that stands before each verdict. */
export function verdictMarks(unicode: boolean): Marks {
  return unicode ? UNICODE : ASCII;
}

export const VERDICT_STYLE: Readonly<Record<Verdict, Style>> = {
  unmet: 'bad',
  partial: 'bad',
  unknown: 'warn',
  met: 'good',
  waived: 'dim',
  'not-applicable': 'dim',
};

/** What decides a step: group and rule, and of a route its next hop. Harmless text. */
export function stepLabel(step: PathStep, messages: Messages): string {
  const { leg, resource, rule, collection, priority, nextHop } = step;
  const label = messages.decider({
    leg,
    resource: plainName(resource),
    rule: rule === null ? null : plainName(ruleWords({ leg, rule }, messages)),
    priority,
    ...(collection === undefined ? {} : { collection: plainName(collection) }),
  });
  return nextHop === undefined ? label : `${label}, ${messages.nextHop(plainName(nextHop))}`;
}

/** Pieces with a separator between them, on lines of `width` cells behind a margin. */
export function flow(pieces: readonly Painted[], separator: string, margin: string, width: number): readonly Line[] {
  const room = width - margin.length;
  const words = pieces.flatMap(({ text, style }) => wrap(text, room).map((line) => ({ text: line, style })));
  return fill(words, separator, room).map((line) => [
    margin,
    ...line.flatMap((piece, index): Piece[] => (index === 0 ? [piece] : [{ text: separator, style: 'dim' }, piece])),
  ]);
}

/** Names one after the other, with commas, on lines of `width` cells behind a margin. No name is broken. */
export function listNames(names: readonly string[], style: Style, margin: string, width: number): readonly Line[] {
  const words = names.map((text, index) => ({ text: index < names.length - 1 ? `${text},` : text }));
  return fill(words, ' ', Math.max(20, width - displayWidth(margin))).map((line) => [
    margin,
    { text: line.map(({ text }) => text).join(' '), style },
  ]);
}

/** A fix is code: its lines are not wrapped. */
export function remedyLines(
  remedy: Remedy,
  { messages, width }: Pick<TextLook, 'messages' | 'width'>,
  indent: number,
): readonly Line[] {
  const margin = ' '.repeat(indent);
  const place = remedy.location === null ? null : plainName(placeOf(remedy.location));
  const heading = messages.remedy(remedy.language, remedy.verified, place);
  return [
    ...wrap(heading, width - indent).map((text): Line => [margin, { text, style: 'bold' }]),
    ...plainBlock(remedy.text)
      .split('\n')
      .map((line): Line => [margin, '  ', line]),
  ];
}

/** The text of all lines, each ending in `\n` and none in spaces. */
export function printLines(lines: readonly Line[], colour: boolean): string {
  return `${lines.map((line) => printLine(line, colour)).join('\n')}\n`;
}

/** Trailing spaces go before the paint does; a workflow's log is told nothing. */
function printLine(line: Line, colour: boolean): string {
  const pieces = line.map((piece) => (typeof piece === 'string' ? { text: piece, style: null } : piece));
  const bare = pieces.map(({ text }) => text).join('');
  const trimmed = bare.trimEnd();
  const safe = defuse(trimmed);
  // A line that had to be defused is printed bare: its pieces no longer fit.
  if (!colour || safe !== trimmed) return safe;
  let room = trimmed.length;
  return pieces
    .map(({ text, style }) => {
      const shown = text.slice(0, room);
      room -= shown.length;
      return style === null || shown.trim() === '' ? shown : `\u001b[${STYLES[style]}m${shown}\u001b[0m`;
    })
    .join('');
}
