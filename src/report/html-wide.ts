/** Rules that are wider than needed on the HTML page: a line to unfold for each, and below it the sentence, the rule, and the narrower ones. */
import type { TooWide } from '../reachability/finding.js';
import { htmlText } from './escape.js';
import { remedyBlock } from './html-finding.js';
import { type HtmlPage, name, paragraphs, sign, traffic } from './html-words.js';
import { WIDE_SIGNS } from './marks.js';
import type { Report } from './report.js';
import { ruleWords } from './rule-words.js';
import { placeOf, sortTooWide } from './summary.js';

/** Scopes that are named, where a rule is on the way of several. */
const MOST_SCOPES = 20;
/** The colours of the signs of findings that mean as much. */
const COLOURS: Readonly<Record<TooWide['verdict'], string>> = { 'too-wide': 'unknown', waived: 'waived', met: 'met' };

/** Empty where there are none. */
export function wideSection({ tooWide }: Report, page: HtmlPage): string {
  if (tooWide.length === 0) return '';
  const { messages } = page;
  return `<section>
<h2>${messages.wide.heading}</h2>
<p class="soft">${messages.wide.help}</p>
${sortTooWide(tooWide)
  .map((rule) => ruleDetails(rule, page))
  .join('\n')}
</section>`;
}

function ruleDetails(rule: TooWide, page: HtmlPage): string {
  const { messages, changes } = page;
  const { verdict, change, opens, remedy } = rule;
  const said = !changes || change === null || change === 'fixed' ? '' : ` (${messages.change[change]})`;
  const sentences = [
    htmlText(rule.explanation),
    ...scopesOf(rule, page),
    `<span class="soft">${deciderOf(rule, page)}</span>`,
  ];
  return `<details class="finding">
<summary>${sign(COLOURS[verdict], WIDE_SIGNS[verdict])}<span>${messages.wide.verdict[verdict]}${said}</span>${opens.map(name).join(' ')}<span class="soft">${traffic(rule, messages)} · ${messages.level[rule.level]}</span></summary>
<div class="body">
${paragraphs(sentences)}
${remedy === null ? '' : remedyBlock(remedy, page)}
</div>
</details>`;
}

/** The rule, and where it is declared. */
function deciderOf({ path: [step] }: TooWide, { messages }: HtmlPage): string {
  const { leg, rule, priority, collection, location, resource } = step;
  const label = messages.decider({
    leg,
    resource: name(resource),
    rule: rule === null ? null : name(ruleWords({ leg, rule }, messages)),
    priority,
    ...(collection === undefined ? {} : { collection: name(collection) }),
  });
  return [label, ...(location === null ? [] : [name(placeOf(location))])].join(' · ');
}

function scopesOf({ scopes }: TooWide, { messages }: HtmlPage): readonly string[] {
  if (scopes.length < 2) return [];
  const left = scopes.length - MOST_SCOPES;
  return [
    messages.wide.fromScopes([...scopes.slice(0, MOST_SCOPES).map(name), ...(left > 0 ? [messages.more(left)] : [])]),
  ];
}
