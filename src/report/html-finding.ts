/** One finding on the HTML page: a line to unfold, and below it the sentence, the path as a line with its stops, what stays closed, and the fix. */

import type { Finding, PathStep } from '../reachability/finding.js';
import { htmlBlock, htmlText } from './escape.js';
import { type HtmlPage, name, paragraphs, sign, traffic } from './html-words.js';
import { ACTION_SIGNS, VERDICT_SIGNS } from './marks.js';
import { ruleWords } from './rule-words.js';
import { isOpen, placeOf, targetOf, waitsFor } from './summary.js';

/** Prefixes of a part that is still closed, at most. */
const PREFIXES = 20;
/** Stops of one path, at most: rules by the hundred may each decide a part. */
const MOST_STEPS = 60;

/** The address of the finding is inside of what is folded: a browser that is sent there unfolds it. */
export function findingDetails(finding: Finding, page: HtmlPage): string {
  const { messages, numbers } = page;
  const { verdict, level, remedy } = finding;
  const waits = waitsFor(finding).filter((value) => !finding.explanation.includes(value));
  const sentences = [
    htmlText(finding.explanation),
    ...closedParts(finding, page),
    finding.remedyNote === undefined ? '' : htmlText(finding.remedyNote),
    waits.length === 0 || verdict !== 'unknown' ? '' : messages.waitsFor(waits.map((value) => htmlText(value))),
    finding.purpose === '' ? '' : `<span class="soft">${messages.column.needs}: ${htmlText(finding.purpose)}</span>`,
  ];
  return `<details class="finding">
<summary>${sign(verdict, VERDICT_SIGNS[verdict])}<span>${messages.verdict[verdict]}${change(finding, page)}</span>${name(targetOf(finding))}<span class="soft">${traffic(finding, messages)} · ${messages.level[level]}</span></summary>
<div class="body" id="f${numbers.get(finding)}">
${paragraphs(sentences)}
${pathList(finding, page)}
${remedy === null ? '' : remedyBlock(remedy, page)}
<p class="back"><a href="#matrix">${messages.page.backToMatrix}</a></p>
</div>
</details>`;
}

function change(finding: Finding, { messages, changes }: HtmlPage): string {
  if (!changes || finding.change === null || (finding.change === 'existing' && !isOpen(finding))) return '';
  return ` (${messages.change[finding.change]})`;
}

/** The stops in the order of the traffic: outbound from the scope to the destination, inbound the other way round. */
function pathList(finding: Finding, page: HtmlPage): string {
  const { messages } = page;
  if (finding.path.length === 0) return '';
  const shown = finding.path.slice(0, MOST_STEPS);
  const left = finding.path.length - shown.length;
  const scope = name(finding.scope);
  const target = name(targetOf(finding));
  const inbound = finding.direction === 'inbound';
  const verdict = finding.verdict;
  const stops = [
    `<li>${sign('start', '•')}${inbound ? target : scope}</li>`,
    ...shown.map((step) => stop(step, page)),
    ...(left === 0 ? [] : [`<li>${messages.more(left)}</li>`]),
    `<li>${sign(verdict, VERDICT_SIGNS[verdict])}${inbound ? scope : target}: ${messages.verdict[verdict]}</li>`,
  ];
  return `<ol class="path" aria-label="${messages.page.path}">
${stops.join('\n')}
</ol>`;
}

function stop(step: PathStep, { messages }: HtmlPage): string {
  const { leg, action, rule, priority, collection, nextHop, part, waitsFor: waits, location, resource } = step;
  const label = messages.decider({
    leg,
    resource: name(resource),
    rule: rule === null ? null : name(ruleWords({ leg, rule }, messages)),
    priority,
    ...(collection === undefined ? {} : { collection: name(collection) }),
  });
  const more = [
    ...(nextHop === undefined ? [] : [messages.nextHop(htmlText(nextHop))]),
    ...(part === undefined ? [] : [htmlText(part)]),
    ...(waits === undefined ? [] : [messages.waitsFor([htmlText(waits)])]),
    ...(location === null ? [] : [name(placeOf(location))]),
  ];
  const line = action === 'deny' ? ' class="cut"' : action === 'unknown' ? ' class="ask"' : '';
  return `<li${line}>${sign(action, ACTION_SIGNS[action])}<span class="leg">${messages.leg[leg]}:</span> ${messages.action[action]}<br>${label}${more.length === 0 ? '' : `<br><span class="soft">${more.join(' · ')}</span>`}</li>`;
}

/** What stays closed of what is open in part, where the sentence does not say it: ports it names, addresses it does not. */
function closedParts(finding: Finding, { messages }: HtmlPage): readonly string[] {
  if (finding.verdict !== 'partial') return [];
  return finding.uncovered.flatMap(({ ports, addresses, count, note }) => {
    if (addresses === 'all' && note === undefined) return [];
    const shown = addresses === 'all' ? addresses : addresses.slice(0, PREFIXES).map(name);
    const more = addresses === 'all' ? 0 : (count ?? addresses.length) - shown.length;
    const text = htmlText(`${finding.protocol.toUpperCase()} ${ports.join(', ')}`);
    return [messages.uncovered(text, shown, more, note === undefined ? null : htmlText(note))];
  });
}

export function remedyBlock(
  { language, text, location, verified }: NonNullable<Finding['remedy']>,
  page: HtmlPage,
): string {
  const place = location === null ? null : name(placeOf(location));
  return `<p>${page.messages.remedy(language, verified, place)}</p>
<pre tabindex="0" translate="no">${htmlBlock(text)}</pre>`;
}
