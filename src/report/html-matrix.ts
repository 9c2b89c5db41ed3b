/** The picture at the top of the HTML page: a tile for each requirement at each scope, in a table that a screen reader reads too. */
import type { Finding, Verdict } from '../reachability/finding.js';
import { VERDICTS } from './conclusion.js';
import { htmlText } from './escape.js';
import { type HtmlPage, name, sign, traffic } from './html-words.js';
import { VERDICT_SIGNS } from './marks.js';
import type { Report } from './report.js';
import { portsOf, targetOf } from './summary.js';

/** Scopes in the picture; more are listed below it only. */
const MOST_SCOPES = 200;

/** Columns whose headings are not turned. */
const FEW = 2;

/** A row or a column: its heading, and the key of the tiles in it. */
interface Axis {
  readonly key: string;
  readonly heading: string;
}

/** Empty where there is nothing to show. Where scopes are many they are the rows, since pages grow downwards. */
export function matrixSection(report: Report, page: HtmlPage): string {
  const { messages } = page;
  const byScope = new Map<string, Map<string, Finding>>();
  const requirements = new Map<string, Finding>();
  for (const finding of report.findings) {
    const key = requirementKey(finding);
    requirements.set(key, requirements.get(key) ?? finding);
    const row = byScope.get(finding.scope) ?? new Map<string, Finding>();
    byScope.set(finding.scope, row.set(key, finding));
  }
  if (requirements.size === 0) return '';
  const shown = [...byScope.keys()].slice(0, MOST_SCOPES);
  const left = byScope.size - shown.length;
  const scopes = shown.map((id): Axis => ({ key: id, heading: name(id) }));
  const rows = [...requirements].map(([key, finding]): Axis => ({ key, heading: requirementHeading(finding, page) }));
  const tall = scopes.length > rows.length;
  const table = tall
    ? grid(scopes, rows, messages.column.scope, (scope, row) => tile(byScope.get(scope)?.get(row), page))
    : grid(rows, scopes, messages.page.requirement, (row, scope) => tile(byScope.get(scope)?.get(row), page));
  return `<section>
<h2 id="matrix">${messages.page.matrix}</h2>
<p class="soft">${messages.page.matrixHelp}</p>
${legend(report, page)}
<div class="matrix" role="region" aria-labelledby="matrix" tabindex="0">
${table}
</div>
${left === 0 ? '' : `<p>${messages.page.scopesLeftOut(left)}</p>`}
</section>`;
}

function requirementKey(finding: Finding): string {
  return JSON.stringify([finding.requirement, finding.direction, targetOf(finding), portsOf(finding)]);
}

function requirementHeading(finding: Finding, { messages }: HtmlPage): string {
  const level = finding.level === 'recommended' ? ` · ${messages.level.recommended}` : '';
  return `${name(targetOf(finding))} <span class="traffic">${traffic(finding, messages)}${level}</span>`;
}

function legend(report: Report, { messages }: HtmlPage): string {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of report.findings) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const items = VERDICTS.flatMap((verdict) => {
    const count = counts.get(verdict);
    if (count === undefined) return [];
    return [`<li>${sign(verdict, VERDICT_SIGNS[verdict])} ${htmlText(messages.verdictCount(verdict, count))}</li>`];
  });
  return `<ul class="legend">${items.join('')}</ul>`;
}

function grid(
  rows: readonly Axis[],
  columns: readonly Axis[],
  corner: string,
  cell: (row: string, column: string) => string,
): string {
  const head = columns.map(({ heading }) => `<th scope="col"><span class="up">${heading}</span></th>`).join('');
  const body = rows.map(
    ({ key, heading }) =>
      `<tr><th scope="row">${heading}</th>${columns.map((column) => cell(key, column.key)).join('')}</tr>`,
  );
  // Few columns have room for their headings as they are.
  return `<table${columns.length <= FEW ? ' class="few"' : ''}>
<thead><tr><td>${corner}</td>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>`;
}

/** A link to the finding below, which opens it: no script is needed. */
function tile(finding: Finding | undefined, { messages, numbers }: HtmlPage): string {
  if (finding === undefined) return `<td><span class="vh">${messages.page.notAsked}</span></td>`;
  const { verdict } = finding;
  return `<td><a class="tile ${verdict}" href="#f${numbers.get(finding)}"><span aria-hidden="true">${VERDICT_SIGNS[verdict]}</span><span class="vh">${messages.verdict[verdict]}</span></a></td>`;
}
