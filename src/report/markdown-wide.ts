/** The folded part of the Markdown report on rules that are wider than needed, with the narrower ones to copy. */
import type { TooWide } from '../reachability/finding.js';
import { markdownText } from './escape.js';
import { remedies } from './markdown-details.js';
import { code, details, type Page, stepCell, table } from './markdown-words.js';
import { WIDE_MARKS } from './marks.js';
import type { Report } from './report.js';
import { portsOf, sortTooWide } from './summary.js';

/** Scopes that are named, where a rule is on the way of several. */
const MOST_SCOPES = 10;

/** Only where everything is told: whoever has no room for it is told of gaps first. */
export function wideBlocks({ tooWide }: Report, page: Page): readonly string[] {
  if (!page.wide || tooWide.length === 0) return [];
  const { messages } = page;
  const rules = sortTooWide(tooWide);
  return details(`${messages.wide.heading} (${rules.length})`, [
    table(
      [messages.column.verdict, messages.wide.opens, messages.wide.rule, messages.column.why],
      rules.map((rule) => [
        verdict(rule, page),
        [rule.opens.map(code).join(', '), traffic(rule, page)].join('<br>'),
        stepCell(rule.path[0], messages),
        [markdownText(rule.explanation), ...scopesOf(rule, page)].join('<br>'),
      ]),
    ),
    ...remedies(rules, page),
  ]);
}

/** The mark, the word, and what the change has to do with it. */
function verdict({ verdict: is, change }: TooWide, { messages, changes }: Page): string {
  const said = !changes || change === null || change === 'fixed' ? '' : ` (${messages.change[change]})`;
  return `${WIDE_MARKS[is]} ${messages.wide.verdict[is]}${said}`;
}

function traffic(rule: TooWide, { messages }: Page): string {
  return `${messages.direction[rule.direction]} ${markdownText(portsOf(rule))}`;
}

function scopesOf({ scopes }: TooWide, { messages }: Page): readonly string[] {
  if (scopes.length < 2) return [];
  const left = scopes.length - MOST_SCOPES;
  const names = [...scopes.slice(0, MOST_SCOPES).map(code), ...(left > 0 ? [messages.more(left)] : [])];
  return [messages.wide.fromScopes(names)];
}
