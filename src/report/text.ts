/** The report for a terminal: the conclusion, each scope with its gaps first, diagnostics, and what is missing to copy. */
import type { Diagnostic } from '../azure/model.js';
import type { Finding, PathStep, Verdict } from '../reachability/finding.js';
import { isGap, VERDICTS } from './conclusion.js';
import { defuse, plain, plainBlock, plainName } from './escape.js';
import type { Messages } from './language/catalogue.js';
import { columnWidths, displayWidth, fill, pad, wrap } from './layout.js';
import type { Report } from './report.js';
import {
  decidingStep,
  placeOf,
  portsOf,
  type ScopeSummary,
  sortDiagnostics,
  summarise,
  targetOf,
  totals,
  waitsFor,
} from './summary.js';

export interface TextOptions {
  /** Whether to colour by ANSI escapes. No colour says what no word says. */
  readonly colour: boolean;
  /** Cells per line; `Infinity` for no wrapping. */
  readonly width: number;
  /** Whether marks may be other than ASCII. */
  readonly unicode: boolean;
  /** Also what is met, each path step by step, and the fixes. */
  readonly verbose: boolean;
  readonly messages: Messages;
}

/** The names of what the text paints, with their SGR parameters. */
const STYLES = { bold: '1', dim: '2', bad: '31', warn: '33', good: '32' } as const;
type Style = keyof typeof STYLES;

/** A line in pieces, so that it is measured and trimmed before it is painted. */
type Painted = { readonly text: string; readonly style: Style };
type Piece = string | Painted;
type Line = readonly Piece[];

interface Glyphs {
  readonly verdict: Readonly<Record<Verdict, string>>;
  readonly conclusion: Readonly<Record<Report['conclusion'], string>>;
  readonly separator: string;
  readonly arrow: string;
}

const UNICODE: Glyphs = {
  verdict: { unmet: '✗', partial: '◐', unknown: '?', met: '✓', waived: '–', 'not-applicable': '–' },
  conclusion: { fail: '✗', unknown: '?', pass: '✓' },
  separator: ' · ',
  arrow: '→',
};
const ASCII: Glyphs = {
  verdict: { unmet: 'x', partial: '~', unknown: '?', met: '+', waived: '-', 'not-applicable': '-' },
  conclusion: { fail: 'x', unknown: '?', pass: '+' },
  separator: ' - ',
  arrow: '->',
};

const VERDICT_STYLE: Readonly<Record<Verdict, Style>> = {
  unmet: 'bad',
  partial: 'bad',
  unknown: 'warn',
  met: 'good',
  waived: 'dim',
  'not-applicable': 'dim',
};
const CONCLUSION_STYLE = { fail: 'bad', unknown: 'warn', pass: 'good' } as const;
const SEVERITY_STYLE: Readonly<Record<Diagnostic['severity'], Style>> = { error: 'bad', warning: 'warn', note: 'dim' };

/** Above this many lines the conclusion is said once more at the end, where a terminal stands still. */
const LONG = 30;
/** Prefixes of a part that is still closed, at most. */
const PREFIXES = 5;

interface Page extends TextOptions {
  readonly glyphs: Glyphs;
  /** Widths of the columns of all tables: verdict, target, traffic, decided by, place. */
  readonly columns: readonly number[];
}

/** Lines end in `\n`, never in spaces. Text of the input is made harmless. */
export function renderText(report: Report, options: TextOptions): string {
  const scopes = summarise(report);
  const glyphs = options.unicode ? UNICODE : ASCII;
  const listed = scopes.flatMap((scope) => listedFindings(scope, options.verbose));
  const page: Page = {
    ...options,
    glyphs,
    columns: columnWidths(listed.map((finding) => cells(finding, options.messages, glyphs))),
  };
  const conclusion = conclusionLines(report, page);
  const body = [
    ...headLines(report, page),
    [],
    ...conclusion,
    ...scopes.flatMap((scope) => scopeLines(scope, page)),
    ...diagnosticLines(report.diagnostics, page),
    ...missingLines(report, page),
  ];
  const lines = body.length > LONG ? [...body, [], ...conclusion] : body;
  return `${lines.map((line) => print(line, options.colour)).join('\n')}\n`;
}

/** What was checked. */
function headLines(report: Report, page: Page): readonly Line[] {
  const { messages, glyphs } = page;
  const { cloud, region, hbi, features } = report.context;
  const names = Object.keys(features).sort();
  const parts = [
    `${report.tool.name} ${plainName(report.tool.version)}`,
    messages.edition(plainName(report.edition)),
    messages.cloud[cloud],
    messages.region(region === null ? null : plainName(region)),
    messages.hbi(hbi),
    ...(names.length > 0 ? [messages.features(names.map(plainName))] : []),
    messages.checked(totals(report)),
  ];
  return flow(
    parts.map((text) => ({ text, style: 'dim' })),
    glyphs.separator,
    '',
    page,
  );
}

function conclusionLines(report: Report, page: Page): readonly Line[] {
  const { messages, glyphs, width } = page;
  const sums = totals(report);
  const word = `${glyphs.conclusion[report.conclusion]} ${messages.conclusion[report.conclusion].toUpperCase()}`;
  const indent = displayWidth(word) + 2;
  const sentences = [
    sums.scopes === 0 ? messages.nothingToCheck : messages.headline(sums),
    ...(sums.fixed > 0 ? [messages.fixed(sums.fixed)] : []),
  ].join(' ');
  const style = CONCLUSION_STYLE[report.conclusion];
  return wrap(sentences, width - indent).map((text, line) =>
    line === 0 ? [{ text: word, style }, '  ', { text, style: 'bold' }] : [' '.repeat(indent), { text, style: 'bold' }],
  );
}

function listedFindings(scope: ScopeSummary, verbose: boolean): readonly Finding[] {
  return [...scope.required, ...scope.recommended, ...(verbose ? scope.settled : [])];
}

function scopeLines(scope: ScopeSummary, page: Page): readonly Line[] {
  const { messages, glyphs, verbose } = page;
  const head: readonly Painted[] = [
    { text: plainName(scope.id), style: 'bold' },
    ...(scope.kind === null ? [] : [{ text: messages.scopeKind[scope.kind], style: 'dim' } as const]),
    ...(scope.location === null ? [] : [{ text: plainName(placeOf(scope.location)), style: 'dim' } as const]),
  ];
  const counted = VERDICTS.filter((verdict) => scope.counts[verdict] > 0).map((verdict) => ({
    text: `${glyphs.verdict[verdict]} ${messages.verdictCount(verdict, scope.counts[verdict])}`,
    style: VERDICT_STYLE[verdict],
  }));
  return [
    [],
    ...flow(head, glyphs.separator, '', page),
    ...flow(counted, '   ', '  ', page),
    ...section(messages.requiredGaps, scope.required, page),
    ...section(messages.recommendedGaps, scope.recommended, page),
    ...(verbose ? section(messages.settled, scope.settled, page) : []),
  ];
}

function section(heading: string, findings: readonly Finding[], page: Page): readonly Line[] {
  if (findings.length === 0) return [];
  return [[], ['  ', { text: heading, style: 'bold' }], ...findings.flatMap((finding) => findingLines(finding, page))];
}

/** Verdict, target, traffic, and where they are known the deciding rule and its place. */
function cells(finding: Finding, messages: Messages, glyphs: Glyphs): readonly string[] {
  const step = decidingStep(finding);
  const change =
    finding.change === null || finding.change === 'existing' ? '' : ` (${messages.change[finding.change]})`;
  return [
    `${glyphs.verdict[finding.verdict]} ${messages.verdict[finding.verdict]}`,
    plainName(targetOf(finding)),
    `${messages.direction[finding.direction]} ${plainName(portsOf(finding))}${change}`,
    step === null ? '' : decider(step, messages),
    step?.location ? plainName(placeOf(step.location)) : '',
  ];
}

function decider(step: PathStep, messages: Messages): string {
  const { leg, resource, rule, collection, priority, nextHop } = step;
  const label = messages.decider({
    leg,
    resource: plainName(resource),
    rule: rule === null ? null : plainName(rule),
    priority,
    ...(collection === undefined ? {} : { collection: plainName(collection) }),
  });
  return nextHop === undefined ? label : `${label}, ${messages.nextHop(plainName(nextHop))}`;
}

const INDENT = 4;
const GAP = 2;

/** One line where the whole table fits, two where it does not; the sentence stands below, under the target. */
function findingLines(finding: Finding, page: Page): readonly Line[] {
  const { messages, glyphs, columns, width } = page;
  const [verdict = '', target = '', traffic = '', by = '', place = ''] = cells(finding, messages, glyphs);
  const [verdictWidth = 0, targetWidth = 0, trafficWidth = 0, byWidth = 0, placeWidth = 0] = columns;
  const margin = ' '.repeat(INDENT);
  const gap = ' '.repeat(GAP);
  const style = VERDICT_STYLE[finding.verdict];
  const short = INDENT + verdictWidth + targetWidth + trafficWidth + 2 * GAP;
  const indent = short <= width ? INDENT + verdictWidth + GAP : INDENT + 2;
  const details = detailLines(finding, page, indent);
  if (short > width) {
    return [
      ...wrap(`${verdict} ${target} ${traffic}`, width - INDENT).map(
        (text, line): Line => [margin, line === 0 ? { text, style } : text],
      ),
      ...deciderLines(by, place, indent, page),
      ...details,
    ];
  }
  const start: Line = [
    margin,
    { text: verdict, style },
    pad('', verdictWidth - displayWidth(verdict)),
    gap,
    { text: target, style: 'bold' },
  ];
  const long = short + byWidth + placeWidth + 2 * GAP;
  const middle: Line = [pad('', targetWidth - displayWidth(target)), gap, traffic];
  return long <= width && width !== Number.POSITIVE_INFINITY
    ? [
        [
          ...start,
          ...middle,
          pad('', trafficWidth - displayWidth(traffic)),
          gap,
          pad(by, byWidth),
          gap,
          { text: place, style: 'dim' },
        ],
        ...details,
      ]
    : [[...start, ...middle], ...deciderLines(by, place, indent, page), ...details];
}

/** On one line where both fit, else one below the other. */
function deciderLines(by: string, place: string, indent: number, page: Page): readonly Line[] {
  const margin = ' '.repeat(indent);
  const room = page.width - indent;
  const at: Painted = { text: place, style: 'dim' };
  if (displayWidth(by) + GAP + displayWidth(place) <= room)
    return by === '' && place === '' ? [] : [[margin, by, ' '.repeat(GAP), at]];
  return [
    ...wrap(by, room).map((text): Line => [margin, text]),
    ...wrap(place, room).map((text): Line => [margin, { text, style: 'dim' }]),
  ];
}

/** The sentence, what it waits for or what stays closed; with `verbose` the path and the fix. */
function detailLines(finding: Finding, page: Page, indent: number): readonly Line[] {
  const { messages, verbose, width, glyphs } = page;
  const margin = ' '.repeat(indent);
  const paragraphs = (text: string): readonly Line[] =>
    wrap(plain(text), Math.max(20, width - indent)).map((line): Line => [margin, line]);
  const waits = waitsFor(finding).filter((value) => !finding.explanation.includes(value));
  const steps = finding.path.map((step) => {
    const place = step.location === null ? '' : ` ${placeOf(step.location)}`;
    const part = step.part === undefined ? '' : ` [${step.part}]`;
    return `${glyphs.arrow} ${messages.action[step.action]}: ${decider(step, messages)}${part}${place}`;
  });
  return [
    ...(finding.explanation === '' ? [] : paragraphs(finding.explanation)),
    ...closedParts(finding, verbose).flatMap((part) => paragraphs(uncovered(part, finding, messages))),
    ...(isGap(finding) || waits.length === 0 ? [] : paragraphs(messages.waitsFor(waits.map(plainName)))),
    ...(verbose ? [finding.purpose, ...steps].flatMap(paragraphs) : []),
    ...(verbose && finding.remedy !== null ? remedyLines(finding.remedy, page, indent) : []),
  ];
}

/** What is closed of a partly open requirement, where the sentence does not say it: ports it names, addresses it does not. */
function closedParts(finding: Finding, verbose: boolean): Finding['uncovered'] {
  if (finding.verdict !== 'partial') return [];
  return finding.uncovered.filter(({ addresses, note }) => verbose || addresses !== 'all' || note !== undefined);
}

function uncovered(part: Finding['uncovered'][number], finding: Finding, messages: Messages): string {
  const { addresses, count, note } = part;
  const shown = addresses === 'all' ? addresses : addresses.slice(0, PREFIXES);
  const more = addresses === 'all' ? 0 : (count ?? addresses.length) - shown.length;
  return messages.uncovered(`${finding.protocol.toUpperCase()} ${part.ports.join(', ')}`, shown, more, note ?? null);
}

/** The fix is code: its lines are not wrapped. */
function remedyLines(
  remedy: NonNullable<Finding['remedy']>,
  { messages, width }: Page,
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

function diagnosticLines(diagnostics: readonly Diagnostic[], page: Page): readonly Line[] {
  if (diagnostics.length === 0) return [];
  const { messages, width } = page;
  const sorted = sortDiagnostics(diagnostics);
  const column = Math.max(...sorted.map(({ severity }) => displayWidth(messages.severity[severity])));
  const indent = 2 + column + GAP;
  return [
    [],
    [{ text: messages.diagnostics(sorted.length), style: 'bold' }],
    ...sorted.flatMap(({ severity, message, location }): Line[] => {
      const place = location === null ? '' : `${plainName(placeOf(location))}: `;
      const word = messages.severity[severity];
      return wrap(place + plain(message), Math.max(20, width - indent)).map((text, line) =>
        line === 0
          ? ['  ', { text: word, style: SEVERITY_STYLE[severity] }, pad('', column - displayWidth(word)), '  ', text]
          : [' '.repeat(indent), text],
      );
    }),
  ];
}

/** One name per line and nothing else on it, ready to copy. */
function missingLines(report: Report, { messages }: Page): readonly Line[] {
  const list = (heading: string, names: readonly string[]): readonly Line[] =>
    names.length === 0
      ? []
      : [[], [{ text: heading, style: 'bold' }], ...names.map((name): Line => ['  ', plainName(name)])];
  return [...list(messages.missingTags, report.missing.tags), ...list(messages.missingHosts, report.missing.hosts)];
}

/** Pieces with a separator between them, on lines of the page's width behind a margin. */
function flow(pieces: readonly Painted[], separator: string, margin: string, { width }: Page): readonly Line[] {
  const room = width - margin.length;
  const words = pieces.flatMap(({ text, style }) => wrap(text, room).map((line) => ({ text: line, style })));
  return fill(words, separator, room).map((line) => [
    margin,
    ...line.flatMap((piece, index): Piece[] => (index === 0 ? [piece] : [{ text: separator, style: 'dim' }, piece])),
  ]);
}

/** Trailing spaces go before the paint does; a workflow's log is told nothing. */
function print(line: Line, colour: boolean): string {
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
