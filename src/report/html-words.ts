/** Pieces that several parts of the HTML page write alike. What they return is HTML; text of the input is escaped here. */
import type { Finding, TooWide } from '../reachability/finding.js';
import { htmlText } from './escape.js';
import type { Messages } from './language/catalogue.js';
import { portsOf } from './summary.js';

export interface HtmlPage {
  readonly messages: Messages;
  /** Whether to say what is new: where everything is, it says nothing. */
  readonly changes: boolean;
  /** The number of each finding in the report: the address of its path. */
  readonly numbers: ReadonlyMap<Finding, number>;
}

/** A name of the input; a translating browser leaves it alone. */
export function name(text: string): string {
  return `<code translate="no">${htmlText(text, 200)}</code>`;
}

/** A sign that repeats the word beside it. */
export function sign(kind: string, mark: string): string {
  return `<span class="sign ${kind}" aria-hidden="true">${mark}</span>`;
}

export function traffic(
  finding: Pick<Finding | TooWide, 'direction' | 'protocol' | 'ports'>,
  messages: Messages,
): string {
  return `${messages.direction[finding.direction]} ${htmlText(portsOf(finding))}`;
}

/** Paragraphs of what is not empty. */
export function paragraphs(texts: readonly string[]): string {
  return texts
    .filter((text) => text !== '')
    .map((text) => `<p>${text}</p>`)
    .join('\n');
}
