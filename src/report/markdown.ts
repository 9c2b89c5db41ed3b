/** The report in GitHub's Markdown, for the job summary and the pull request; as much of it as fits. */
import { bounded } from './bounded.js';
import { editionSource } from './edition-source.js';
import { defuse, markdownCode, markdownText } from './escape.js';
import type { Messages } from './language/catalogue.js';
import { countBlocks, diagnosticBlocks, nameBlocks, recommendedBlocks, scopeBlocks } from './markdown-details.js';
import { changeBlocks, gapBlocks } from './markdown-gaps.js';
import { wideBlocks } from './markdown-wide.js';
import type { Depth, Page } from './markdown-words.js';
import { CONCLUSION_MARKS } from './marks.js';
import type { Report } from './report.js';
import { type Measure, shrinkToFit } from './shrink.js';
import { isAllNew, isOpen, summarise, totals } from './summary.js';

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
  /** Where a longer form of the same is (the job's summary), for who reads a shortened one: an http or https address. */
  readonly moreAt?: string;
}

const DEPTHS: readonly Depth[] = ['everything', 'gaps', 'causes', 'counts'];

/** No row of a finding is shorter, in either measure: what has more of them than fit need not be rendered to know it. */
const SHORTEST_ROW = 32;

/**
 * At most `limit` characters or bytes. The conclusion stands first, then what the change does, then what is missing; the rest is folded. Too long
 * a report shrinks: it leaves out rules that are wider than needed, then goes down to its gaps, to what blocks them, to numbers and names, and in the
 * end it is cut at a line with everything closed that was open; each time it says so and where the rest is. Text of the input is shown as it is:
 * never markup, mention or link.
 */
export function renderMarkdown(report: Report, options: MarkdownOptions): string {
  const { limit, messages, measure = 'bytes' } = options;
  const short = bounded(report);
  const depths = DEPTHS.filter((depth) => leastLength(short, depth) <= limit);
  const [first] = depths;
  return shrinkToFit(
    [
      // Rules that are wider than needed go first.
      ...(first === 'everything' && short.tooWide.length > 0 ? [() => render(short, first, true, options)] : []),
      ...depths.map((depth) => () => render(short, depth, false, options)),
    ],
    { limit, measure, notice: notice(messages.cut, options) },
  );
}

/** Every finding has a row of its own where everything is told, every open one where the gaps are. */
function leastLength({ findings }: Report, depth: Depth): number {
  if (depth === 'everything') return findings.length * SHORTEST_ROW;
  return depth === 'gaps' ? findings.filter(isOpen).length * SHORTEST_ROW : 0;
}

function render(report: Report, depth: Depth, wide: boolean, options: MarkdownOptions): string {
  const { messages } = options;
  const level = Math.min(5, Math.max(1, options.headingLevel ?? 2));
  const page: Page = { messages, depth, wide, changes: !isAllNew(report), hashes: '#'.repeat(level + 1) };
  const scopes = summarise(report);
  const title = options.title === undefined ? messages.title : markdownText(options.title);
  const shortened = {
    everything: wide || report.tooWide.length === 0 ? null : messages.wide.leftOut,
    gaps: messages.onlyGaps,
    causes: messages.page.onlyCauses,
    counts: messages.onlyCounts,
  }[depth];
  const told = depth === 'everything' || depth === 'gaps';
  const blocks = [
    `${'#'.repeat(level)} ${CONCLUSION_MARKS[report.conclusion]} ${messages.heading(title, report.conclusion)}`,
    headline(report, messages),
    ...(shortened === null ? [] : [notice(shortened, options)]),
    ...changeBlocks(report, page),
    ...(depth === 'counts' ? countBlocks(scopes, page) : gapBlocks(scopes, page)),
    ...nameBlocks(report, page),
    ...(depth === 'counts' ? [] : recommendedBlocks(scopes, page)),
    ...(told ? scopeBlocks(scopes, page) : []),
    ...wideBlocks(report, page),
    ...(depth === 'counts' ? [] : diagnosticBlocks(report, page)),
    ...context(report, messages),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** What was left out, and where it is. */
function notice(sentence: string, { messages, moreAt }: MarkdownOptions): string {
  const address = moreAt !== undefined && /^https?:\/\/[\w.~:/?=&%-]+$/.test(moreAt) ? moreAt : null;
  const link = address === null ? '' : ` ${messages.page.summaryHasMore(`[${messages.page.summaryName}](${address})`)}`;
  return `_${sentence}_${link}`;
}

function headline(report: Report, messages: Messages): string {
  const sums = totals(report);
  return `**${sums.scopes === 0 ? messages.nothingToCheck : messages.headline(sums)}**`;
}

/** What was checked, by which edition, and where that is from. In some languages it begins with a name of the input, so each line is made harmless as a whole. */
function context(report: Report, messages: Messages): readonly string[] {
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
  const source = editionSource(report.edition);
  return [
    defuse(parts.join(' · ')),
    ...(source === null ? [] : [defuse(messages.page.source(markdownText(source.document), source.date ?? null))]),
  ];
}
