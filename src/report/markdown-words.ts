/** Words and cells of the Markdown report: what several of its blocks write alike. Text of the input is escaped here. */

import type { Finding, PathStep } from '../reachability/finding.js';
import { defuse, markdownCode, markdownText } from './escape.js';
import type { Messages } from './language/catalogue.js';
import { VERDICT_MARKS } from './marks.js';
import { ruleWords } from './rule-words.js';
import { decidingStep, isOpen, placeOf, portsOf } from './summary.js';

/** How much is told; each step leaves out what is missed least. */
export type Depth = 'everything' | 'gaps' | 'causes' | 'counts';

export interface Page {
  readonly messages: Messages;
  readonly depth: Depth;
  /** Whether rules that are wider than needed are told: what is left out first. */
  readonly wide: boolean;
  /** Whether to say what is new: where everything is, it says nothing. */
  readonly changes: boolean;
  /** `###`: of the headings below the first. */
  readonly hashes: string;
}

export const code = markdownCode;

/** @param summary HTML; Markdown is not read there */
export function details(summary: string, blocks: readonly string[]): readonly string[] {
  return [`<details><summary>${summary}</summary>`, ...blocks, '</details>'];
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => defuse(`| ${row.join(' | ')} |`)).join('\n');
}

/** The mark, the word, and what the change has to do with it. */
export function verdict(finding: Finding, { messages, changes }: Page): string {
  const change =
    !changes || finding.change === null || (finding.change === 'existing' && !isOpen(finding))
      ? ''
      : ` (${messages.change[finding.change]})`;
  return `${VERDICT_MARKS[finding.verdict]} ${messages.verdict[finding.verdict]}${change}`;
}

export function traffic(finding: Finding, messages: Messages): string {
  return `${messages.direction[finding.direction]} ${markdownText(portsOf(finding))}`;
}

/** One cell: the deciding rule, and below it where it is declared. */
export function decided(finding: Finding, messages: Messages): string {
  const step = decidingStep(finding);
  return step === null ? '–' : stepCell(step, messages);
}

/** What decides a step, and below it where it is declared. */
export function stepCell(step: PathStep, messages: Messages): string {
  const place = step.location === null ? [] : [code(placeOf(step.location))];
  return [decider(step, messages), ...place].join('<br>');
}

function decider({ leg, resource, rule, collection, priority, nextHop }: PathStep, messages: Messages): string {
  const label = messages.decider({
    leg,
    resource: code(resource),
    rule: rule === null ? null : code(ruleWords({ leg, rule }, messages)),
    priority,
    ...(collection === undefined ? {} : { collection: code(collection) }),
  });
  return nextHop === undefined ? label : `${label}, ${messages.nextHop(markdownText(nextHop))}`;
}
