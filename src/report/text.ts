/** The report for a terminal: the conclusion, each scope with its gaps first, diagnostics, and what is missing to copy. */
import type { Diagnostic } from '../azure/model.js';
import type { Finding } from '../reachability/finding.js';
import { bounded } from './bounded.js';
import { isGap, VERDICTS } from './conclusion.js';
import { plain, plainName } from './escape.js';
import { type FindingGroup, groupByCause, sharedCause } from './groups.js';
import type { Messages } from './language/catalogue.js';
import { columnWidths, displayWidth, pad, wrap } from './layout.js';
import {
  flow,
  type Line,
  listNames,
  type Painted,
  printLines,
  remedyLines,
  type Style,
  stepLabel,
  type TextLook,
  VERDICT_STYLE,
  verdictMarks,
} from './paint.js';
import type { Report } from './report.js';
import {
  decidingStep,
  isAllNew,
  missingLevel,
  placeOf,
  portsOf,
  type ScopeSummary,
  sortDiagnostics,
  summarise,
  targetOf,
  totals,
  waitsFor,
} from './summary.js';
import { wideLines } from './text-wide.js';

export interface TextOptions extends TextLook {
  /** Also what is met, each path step by step, and the fixes. */
  readonly verbose: boolean;
}

interface Glyphs {
  readonly verdict: Readonly<Record<Finding['verdict'], string>>;
  readonly conclusion: Readonly<Record<Report['conclusion'], string>>;
  readonly separator: string;
  readonly arrow: string;
}

const UNICODE: Glyphs = {
  verdict: verdictMarks(true),
  conclusion: { fail: '✗', unknown: '?', pass: '✓' },
  separator: ' · ',
  arrow: '→',
};
const ASCII: Glyphs = {
  verdict: verdictMarks(false),
  conclusion: { fail: 'x', unknown: '?', pass: '+' },
  separator: ' - ',
  arrow: '->',
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
  /** Whether to say what is new: where everything is, it says nothing. */
  readonly changes: boolean;
}

/** What `cells` needs of a page. */
type Words = Pick<Page, 'messages' | 'glyphs' | 'changes'>;

/** Lines end in `\n`, never in spaces. Text of the input is made harmless. */
export function renderText(whole: Report, options: TextOptions): string {
  const report = bounded(whole);
  const scopes = summarise(report);
  const glyphs = options.unicode ? UNICODE : ASCII;
  const words: Words = { messages: options.messages, glyphs, changes: !isAllNew(report) };
  const rows = scopes.flatMap((scope) => listedGroups(scope, options.verbose)).map((group) => cells(group, words));
  const page: Page = { ...options, ...words, columns: columnWidths(rows) };
  const conclusion = conclusionLines(report, page);
  const body = [
    ...headLines(report, page),
    [],
    ...conclusion,
    ...scopes.flatMap((scope) => scopeLines(scope, page)),
    ...wideLines(report.tooWide, page),
    ...diagnosticLines(report.diagnostics, page),
    ...missingLines(report, page),
  ];
  const lines = body.length > LONG ? [...body, [], ...conclusion] : body;
  return printLines(lines, options.colour);
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
    page.width,
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

function listedGroups(scope: ScopeSummary, verbose: boolean): readonly FindingGroup[] {
  const listed = [scope.required, scope.recommended, ...(verbose ? [scope.settled] : [])];
  return listed.flatMap((findings) => grouped(findings, verbose));
}

/** Whoever asks for every step is told the steps of each. */
function grouped(findings: readonly Finding[], verbose: boolean): readonly FindingGroup[] {
  return verbose ? findings.map((finding): FindingGroup => [finding]) : groupByCause(findings);
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
    ...flow(head, glyphs.separator, '', page.width),
    ...flow(counted, '   ', '  ', page.width),
    ...section(messages.requiredGaps, scope.required, page),
    ...section(messages.recommendedGaps, scope.recommended, page),
    ...(verbose ? section(messages.settled, scope.settled, page) : []),
  ];
}

function section(heading: string, findings: readonly Finding[], page: Page): readonly Line[] {
  if (findings.length === 0) return [];
  return [
    [],
    ['  ', { text: heading, style: 'bold' }],
    ...grouped(findings, page.verbose).flatMap((group) => groupLines(group, page)),
  ];
}

/** Verdict, target (of several: how many), traffic, and where they are known the deciding rule and its place. */
function cells(group: FindingGroup, { messages, glyphs, changes }: Words): readonly string[] {
  const [finding] = group;
  const step = decidingStep(finding);
  const change =
    !changes || finding.change === null || finding.change === 'existing' ? '' : ` (${messages.change[finding.change]})`;
  const kind = finding.host === null ? 'tag' : 'host';
  return [
    `${glyphs.verdict[finding.verdict]} ${messages.verdict[finding.verdict]}`,
    group.length === 1 ? plainName(targetOf(finding)) : messages.targets[kind](group.length),
    `${messages.direction[finding.direction]} ${plainName(portsOf(finding))}${change}`,
    step === null ? '' : stepLabel(step, messages),
    step?.location ? plainName(placeOf(step.location)) : '',
  ];
}

const INDENT = 4;
const GAP = 2;

/**
 * One line where the whole table fits, two where it does not; the sentence stands below, under the target. Of several findings with one cause
 * the names stand first below, then what decides them all.
 */
function groupLines(group: FindingGroup, page: Page): readonly Line[] {
  const { columns, width } = page;
  const [verdict = '', target = '', traffic = '', by = '', place = ''] = cells(group, page);
  const [verdictWidth = 0, targetWidth = 0, trafficWidth = 0, byWidth = 0, placeWidth = 0] = columns;
  const margin = ' '.repeat(INDENT);
  const gap = ' '.repeat(GAP);
  const style = VERDICT_STYLE[group[0].verdict];
  const short = INDENT + verdictWidth + targetWidth + trafficWidth + 2 * GAP;
  const indent = short <= width ? INDENT + verdictWidth + GAP : INDENT + 2;
  const names = nameLines(group, page, indent);
  const details =
    group.length === 1 ? detailLines(group[0], page, indent) : sharedLines(group[0], group.length, page, indent);
  if (short > width) {
    return [
      ...wrap(`${verdict} ${target} ${traffic}`, width - INDENT).map(
        (text, line): Line => [margin, line === 0 ? { text, style } : text],
      ),
      ...names,
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
        ...names,
        ...details,
      ]
    : [[...start, ...middle], ...names, ...deciderLines(by, place, indent, page), ...details];
}

/** Of several findings: their names, below their number. */
function nameLines(group: FindingGroup, { width }: Page, indent: number): readonly Line[] {
  if (group.length === 1) return [];
  return listNames(
    group.map((finding) => plainName(targetOf(finding))),
    'bold',
    ' '.repeat(indent),
    width,
  );
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

function paragraph(text: string, { width }: Page, indent: number): readonly Line[] {
  return wrap(plain(text), Math.max(20, width - indent)).map((line): Line => [' '.repeat(indent), line]);
}

/** The sentence that is true of each of `count` findings with one cause, and what they wait for or what stays closed of each. */
function sharedLines(finding: Finding, count: number, page: Page, indent: number): readonly Line[] {
  const { messages } = page;
  const cause = sharedCause(finding);
  const texts = [
    ...(cause === null ? [] : [messages.together[cause](count)]),
    ...(finding.verdict === 'partial' ? finding.uncovered.map((part) => uncovered(part, finding, messages)) : []),
    ...(isGap(finding) ? [] : [messages.waitsFor(waitsFor(finding).map(plainName))]),
  ];
  return texts.flatMap((text) => paragraph(text, page, indent));
}

/** The sentence, what it waits for or what stays closed; with `verbose` the path and the fix. */
function detailLines(finding: Finding, page: Page, indent: number): readonly Line[] {
  const { messages, verbose, glyphs } = page;
  const paragraphs = (text: string): readonly Line[] => paragraph(text, page, indent);
  const waits = waitsFor(finding).filter((value) => !finding.explanation.includes(value));
  const steps = finding.path.map((step) => {
    const place = step.location === null ? '' : ` ${placeOf(step.location)}`;
    const part = step.part === undefined ? '' : ` [${step.part}]`;
    return `${glyphs.arrow} ${messages.labelled(messages.action[step.action], stepLabel(step, messages))}${part}${place}`;
  });
  return [
    ...(finding.explanation === '' ? [] : paragraphs(finding.explanation)),
    ...closedParts(finding, verbose).flatMap((part) => paragraphs(uncovered(part, finding, messages))),
    ...(isGap(finding) || waits.length === 0 ? [] : paragraphs(messages.waitsFor(waits.map(plainName)))),
    ...(verbose ? [finding.purpose, ...steps].flatMap(paragraphs) : []),
    ...(verbose && finding.remedy !== null ? remedyLines(finding.remedy, page, indent) : []),
    ...(finding.remedyNote === undefined ? [] : paragraphs(plain(finding.remedyNote))),
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

function diagnosticLines(diagnostics: readonly Diagnostic<string>[], page: Page): readonly Line[] {
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
      return wrap(place + plain(message), Math.max(20, width - indent)).map(
        (text, line): Line =>
          line === 0
            ? ['  ', { text: word, style: SEVERITY_STYLE[severity] }, pad('', column - displayWidth(word)), '  ', text]
            : [' '.repeat(indent), text],
      );
    }),
  ];
}

/** One name per line and nothing else on it, ready to copy. */
function missingLines(report: Report, { messages }: Page): readonly Line[] {
  const list = (kind: 'tag' | 'host', heading: string, names: readonly string[]): readonly Line[] => {
    if (names.length === 0) return [];
    const title = missingLevel(report, kind) === 'required' ? heading : messages.onlyRecommended(heading);
    return [[], [{ text: title, style: 'bold' }], ...names.map((name): Line => ['  ', plainName(name)])];
  };
  return [
    ...list('tag', messages.missingTags, report.missing.tags),
    ...list('host', messages.missingHosts, report.missing.hosts),
  ];
}
