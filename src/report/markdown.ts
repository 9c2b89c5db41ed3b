/** The report in GitHub's Markdown, for the job summary and the pull request; as much of it as fits. */
import type { Finding, PathStep, Verdict } from '../reachability/finding.js';
import { VERDICTS } from './conclusion.js';
import { defuse, htmlCode, markdownBlock, markdownCode, markdownText, plainName } from './escape.js';
import { groupByCause } from './groups.js';
import type { Messages } from './language/catalogue.js';
import type { Report } from './report.js';
import { type Measure, shrinkToFit } from './shrink.js';
import {
  decidingStep,
  isAllNew,
  isOpen,
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

export interface MarkdownOptions {
  /** What the place can hold: 65,536 characters for a comment, 1 MiB for a job's summary. */
  readonly limit: number;
  /** What `limit` counts. Bytes of UTF-8 unless said, which is never less than characters. */
  readonly measure?: Measure;
  readonly messages: Messages;
  /** Heading in place of the usual one; plain text. */
  readonly title?: string;
  /** Level of the first heading, 1 to 5; 2 unless said. Those below it are one deeper. */
  readonly headingLevel?: number;
}

/** How much is told; each step leaves out what is missed least. */
type Depth = 'everything' | 'gaps' | 'counts';

const MARKS: Readonly<Record<Verdict, string>> = {
  unmet: '❌',
  partial: '🟠',
  unknown: '❔',
  met: '✅',
  waived: '➖',
  'not-applicable': '➖',
};
const CONCLUSION_MARKS = { fail: '❌', unknown: '❔', pass: '✅' } as const;
/** Prefixes of a part that is still closed, at most. */
const PREFIXES = 20;

interface Page {
  readonly messages: Messages;
  readonly depth: Depth;
  /** Whether to say what is new: where everything is, it says nothing. */
  readonly changes: boolean;
  /** `###`: of the headings below the first. */
  readonly hashes: string;
}

/**
 * At most `limit` characters or bytes. Too long a report shrinks: to its gaps, to numbers and names, and in the end it is cut at a line with
 * everything closed that was open; each time it says so. Text of the input is shown as it is: never markup, mention or link.
 */
export function renderMarkdown(report: Report, options: MarkdownOptions): string {
  const { limit, messages, measure = 'bytes' } = options;
  return shrinkToFit(
    (['everything', 'gaps', 'counts'] as const).map((depth) => () => render(report, depth, options)),
    { limit, measure, notice: `_${messages.cut}_` },
  );
}

function render(report: Report, depth: Depth, options: MarkdownOptions): string {
  const { messages } = options;
  const level = Math.min(5, Math.max(1, options.headingLevel ?? 2));
  const page: Page = { messages, depth, changes: !isAllNew(report), hashes: '#'.repeat(level + 1) };
  const scopes = summarise(report);
  const findings = scopes.flatMap(({ required }) => required);
  const gaps = findings.filter(({ verdict }) => verdict !== 'unknown');
  const undecided = findings.filter(({ verdict }) => verdict === 'unknown');
  const title = options.title === undefined ? messages.title : markdownText(options.title);
  const blocks = [
    `${'#'.repeat(level)} ${CONCLUSION_MARKS[report.conclusion]} ${messages.heading(title, report.conclusion)}`,
    headline(report, messages),
    context(report, messages),
    ...(depth === 'everything' ? [] : [`_${depth === 'gaps' ? messages.onlyGaps : messages.onlyCounts}_`]),
    ...(depth === 'counts' ? countTable(scopes, page) : [...gapTable(gaps, page), ...undecidedTable(undecided, page)]),
    ...names(missingHeading(report, 'tag', messages), report.missing.tags, page),
    ...names(missingHeading(report, 'host', messages), report.missing.hosts, page),
    ...(depth === 'counts' ? [] : [...recommended(scopes, page), ...scopeDetails(scopes, page)]),
    ...(depth === 'counts' ? [] : diagnostics(report, page)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function headline(report: Report, messages: Messages): string {
  const sums = totals(report);
  if (sums.scopes === 0) return `**${messages.nothingToCheck}**`;
  return `**${messages.headline(sums)}**${sums.fixed > 0 ? ` ${messages.fixed(sums.fixed)}` : ''}`;
}

/** What was checked. In some languages it begins with a name of the input, so the line is made harmless as a whole. */
function context(report: Report, messages: Messages): string {
  const { cloud, region, hbi, features } = report.context;
  const featureNames = Object.keys(features).sort();
  const parts = [
    messages.edition(markdownCode(report.edition)),
    messages.cloud[cloud],
    messages.region(region === null ? null : markdownCode(region)),
    messages.hbi(hbi),
    ...(featureNames.length > 0 ? [messages.features(featureNames.map(markdownCode))] : []),
    messages.checked(totals(report)),
  ];
  return defuse(parts.join(' · '));
}

/** What fails the check: one row per requirement and scope. */
function gapTable(gaps: readonly Finding[], page: Page): readonly string[] {
  if (gaps.length === 0) return [];
  const { messages, hashes } = page;
  const { column } = messages;
  return [
    `${hashes} ${messages.requiredGaps}`,
    table(
      [column.verdict, column.target, column.traffic, column.scope, column.decidedBy, column.place],
      gaps.map((finding) => [
        verdict(finding, page),
        code(targetOf(finding)),
        traffic(finding, messages),
        code(finding.scope),
        ...decided(finding, messages),
      ]),
    ),
  ];
}

/** What cannot be decided, with what it waits for. */
function undecidedTable(findings: readonly Finding[], { messages, hashes }: Page): readonly string[] {
  if (findings.length === 0) return [];
  const { column } = messages;
  return [
    `${hashes} ${messages.undecided}`,
    table(
      [column.target, column.traffic, column.scope, column.waitsFor, column.place],
      findings.map((finding) => {
        const waits = waitsFor(finding);
        return [
          code(targetOf(finding)),
          traffic(finding, messages),
          code(finding.scope),
          waits.length === 0 ? markdownText(finding.explanation) : waits.map(markdownText).join('<br>'),
          decided(finding, messages)[1] ?? '',
        ];
      }),
    ),
  ];
}

/** Numbers of each scope, for when there is no room for more. */
function countTable(scopes: readonly ScopeSummary[], { messages, hashes }: Page): readonly string[] {
  if (scopes.length === 0) return [];
  const seen = VERDICTS.filter((each) => scopes.some(({ counts }) => counts[each] > 0));
  return [
    `${hashes} ${messages.scopes}`,
    table(
      [messages.column.scope, ...seen.map((each) => messages.verdict[each])],
      scopes.map(({ id, counts }) => [code(id), ...seen.map((each) => String(counts[each]))]),
    ),
  ];
}

function missingHeading(report: Report, kind: 'tag' | 'host', messages: Messages): string {
  const heading = kind === 'tag' ? messages.missingTags : messages.missingHosts;
  return missingLevel(report, kind) === 'required' ? heading : messages.onlyRecommended(heading);
}

/** A block to copy: GitHub puts a button on it. */
function names(heading: string, list: readonly string[], { hashes }: Page): readonly string[] {
  return list.length === 0 ? [] : [`${hashes} ${heading}`, markdownBlock(list.map(plainName).join('\n'), 'text')];
}

/** One row per scope and cause, with all names that it closes. */
function recommended(scopes: readonly ScopeSummary[], page: Page): readonly string[] {
  const findings = scopes.flatMap((scope) => scope.recommended);
  if (findings.length === 0) return [];
  const { messages } = page;
  const { column } = messages;
  return details(`${messages.recommendedGaps} (${findings.length})`, [
    table(
      [column.verdict, column.target, column.traffic, column.scope, column.decidedBy, column.place],
      scopes.flatMap((scope) =>
        groupByCause(scope.recommended).map((group) => [
          verdict(group[0], page),
          group.map((finding) => code(targetOf(finding))).join(', '),
          traffic(group[0], messages),
          code(group[0].scope),
          ...decided(group[0], messages),
        ]),
      ),
    ),
  ]);
}

/** Scope by scope: every finding with its sentence, and the fixes. */
function scopeDetails(scopes: readonly ScopeSummary[], page: Page): readonly string[] {
  const { messages, depth } = page;
  return scopes.flatMap((scope) => {
    const findings = [...scope.required, ...scope.recommended, ...(depth === 'everything' ? scope.settled : [])];
    if (findings.length === 0) return [];
    const place = scope.location === null ? [] : [htmlCode(placeOf(scope.location))];
    const counted = VERDICTS.filter((each) => scope.counts[each] > 0).map((each) =>
      messages.verdictCount(each, scope.counts[each]),
    );
    const { column } = messages;
    return details(
      [
        htmlCode(scope.id),
        ...(scope.kind === null ? [] : [messages.scopeKind[scope.kind]]),
        ...place,
        counted.join(', '),
      ].join(' · '),
      [
        table(
          [column.verdict, column.target, column.traffic, column.level, column.why, column.needs],
          findings.map((finding) => [
            verdict(finding, page),
            code(targetOf(finding)),
            traffic(finding, messages),
            messages.level[finding.level],
            [markdownText(finding.explanation), ...closed(finding, messages)].join('<br>'),
            markdownText(finding.purpose),
          ]),
        ),
        ...(depth === 'everything' ? remedies(findings, messages) : []),
      ],
    );
  });
}

/** Each fix once, though it may close several gaps. */
function remedies(findings: readonly Finding[], messages: Messages): readonly string[] {
  const blocks = findings.flatMap(({ remedy }) => {
    if (remedy === null) return [];
    const place = remedy.location === null ? null : markdownCode(placeOf(remedy.location));
    const language = { terraform: 'hcl', bicep: 'bicep', arm: 'json', 'az-cli': 'sh' }[remedy.language];
    return [`${messages.remedy(remedy.language, remedy.verified, place)}\n\n${markdownBlock(remedy.text, language)}`];
  });
  return [...new Set(blocks)];
}

function closed(finding: Finding, messages: Messages): readonly string[] {
  if (finding.verdict !== 'partial') return [];
  return finding.uncovered.flatMap(({ ports, addresses, count, note }) => {
    if (addresses === 'all' && note === undefined) return [];
    const shown = addresses === 'all' ? addresses : addresses.slice(0, PREFIXES).map(code);
    const more = addresses === 'all' ? 0 : (count ?? addresses.length) - shown.length;
    const text = markdownText(`${finding.protocol.toUpperCase()} ${ports.join(', ')}`);
    return [messages.uncovered(text, shown, more, note === undefined ? null : markdownText(note))];
  });
}

function diagnostics(report: Report, { messages, depth }: Page): readonly string[] {
  const list = sortDiagnostics(report.diagnostics).filter(
    ({ severity }) => depth === 'everything' || severity !== 'note',
  );
  if (list.length === 0) return [];
  return details(messages.diagnostics(list.length), [
    list
      .map(({ severity, message, location }) => {
        const place = location === null ? '' : ` ${code(placeOf(location))}`;
        return `- **${messages.severity[severity]}**${place} ${markdownText(message)}`;
      })
      .join('\n'),
  ]);
}

/** @param summary HTML; Markdown is not read there */
function details(summary: string, blocks: readonly string[]): readonly string[] {
  return [`<details><summary>${summary}</summary>`, ...blocks, '</details>'];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => defuse(`| ${row.join(' | ')} |`)).join('\n');
}

const code = markdownCode;

function verdict(finding: Finding, { messages, changes }: Page): string {
  const change =
    !changes || finding.change === null || (finding.change === 'existing' && !isOpen(finding))
      ? ''
      : ` (${messages.change[finding.change]})`;
  return `${MARKS[finding.verdict]} ${messages.verdict[finding.verdict]}${change}`;
}

function traffic(finding: Finding, messages: Messages): string {
  return `${messages.direction[finding.direction]} ${markdownText(portsOf(finding))}`;
}

/** Two cells: the deciding rule, and where it is declared. */
function decided(finding: Finding, messages: Messages): readonly string[] {
  const step = decidingStep(finding);
  if (step === null) return ['', ''];
  return [decider(step, messages), step.location === null ? '' : code(placeOf(step.location))];
}

function decider({ leg, resource, rule, collection, priority, nextHop }: PathStep, messages: Messages): string {
  const label = messages.decider({
    leg,
    resource: code(resource),
    rule: rule === null ? null : code(rule),
    priority,
    ...(collection === undefined ? {} : { collection: code(collection) }),
  });
  return nextHop === undefined ? label : `${label}, ${messages.nextHop(markdownText(nextHop))}`;
}
