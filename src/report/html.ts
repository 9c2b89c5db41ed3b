/** The report as one HTML page that needs nothing else: no network, no script; read on a phone, in the dark, on paper, and aloud. */
import { createHash } from 'node:crypto';
import type { Finding } from '../reachability/finding.js';
import { bounded } from './bounded.js';
import { editionSource } from './edition-source.js';
import { htmlText } from './escape.js';
import { findingDetails } from './html-finding.js';
import { matrixSection } from './html-matrix.js';
import { STYLE } from './html-style.js';
import { wideSection } from './html-wide.js';
import { type HtmlPage, name, sign } from './html-words.js';
import type { Messages } from './language/catalogue.js';
import { VERDICT_SIGNS } from './marks.js';
import type { Report } from './report.js';
import {
  changesOf,
  isAllNew,
  missingLevel,
  placeOf,
  type ScopeSummary,
  sortDiagnostics,
  summarise,
  totals,
} from './summary.js';

export interface HtmlOptions {
  readonly messages: Messages;
  /** Heading in place of the usual one; plain text. */
  readonly title?: string;
}

const CONCLUSION_SIGNS = {
  fail: VERDICT_SIGNS.unmet,
  unknown: VERDICT_SIGNS.unknown,
  pass: VERDICT_SIGNS.met,
} as const;

/** Nothing is loaded, nothing runs, nothing is sent; the one style sheet is known by its hash. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** The page. The same bytes for the same report. */
export function renderHtml(whole: Report, options: HtmlOptions): string {
  const report = bounded(whole);
  const { messages } = options;
  const page: HtmlPage = {
    messages,
    changes: !isAllNew(report),
    numbers: new Map(report.findings.map((finding, index) => [finding, index])),
  };
  const title = messages.heading(htmlText(options.title ?? messages.title), report.conclusion);
  const body = [
    header(report, title, page),
    '<main>',
    missingSection(report, page),
    matrixSection(report, page),
    ...summarise(report).map((scope) => scopeSection(scope, page)),
    wideSection(report, page),
    diagnosticSection(report, page),
    '</main>',
    footer(report, page),
  ];
  return `<!doctype html>
<html lang="${messages.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
${body.filter((part) => part !== '').join('\n')}
</body>
</html>
`;
}

/** The conclusion first, then what it comes to and what the change does, then what was checked. */
function header(report: Report, title: string, { messages, changes }: HtmlPage): string {
  const sums = totals(report);
  const { cloud, region, hbi, features } = report.context;
  const by = changesOf(report);
  const counted = { new: by.new.length, existing: by.existing.length, fixed: by.fixed.length };
  const names = Object.keys(features).sort();
  const facts = [
    messages.edition(name(report.edition)),
    messages.cloud[cloud],
    messages.region(region === null ? null : name(region)),
    messages.hbi(hbi),
    ...(names.length > 0 ? [messages.features(names.map(name))] : []),
    messages.checked(sums),
  ];
  return `<header>
<h1>${sign(report.conclusion, CONCLUSION_SIGNS[report.conclusion])}<span>${title}</span></h1>
<p class="headline">${sums.scopes === 0 ? messages.nothingToCheck : messages.headline(sums)}</p>
${changes && Object.values(counted).some((count) => count > 0) ? `<p>${messages.page.changes(counted)}</p>` : ''}
<ul class="facts">${facts.map((fact) => `<li>${fact}</li>`).join('')}</ul>
</header>`;
}

/** All names once, to read and to copy. */
function missingSection(report: Report, { messages }: HtmlPage): string {
  const lists = (['tag', 'host'] as const).flatMap((kind) => {
    const names = kind === 'tag' ? report.missing.tags : report.missing.hosts;
    if (names.length === 0) return [];
    const heading = kind === 'tag' ? messages.missingTags : messages.missingHosts;
    const title = missingLevel(report, kind) === 'required' ? heading : messages.onlyRecommended(heading);
    return [`<h3>${title}</h3>\n<ul class="names">${names.map((one) => `<li>${name(one)}</li>`).join('\n')}</ul>`];
  });
  if (lists.length === 0) return '';
  return `<section>
<h2>${messages.page.whatIsMissing}</h2>
${lists.join('\n')}
</section>`;
}

/** What is required and open stands there; what is recommended and what is settled is folded. */
function scopeSection(scope: ScopeSummary, page: HtmlPage): string {
  const { messages } = page;
  const about = [
    ...(scope.kind === null ? [] : [messages.scopeKind[scope.kind]]),
    ...(scope.location === null ? [] : [name(placeOf(scope.location))]),
  ];
  const list = (heading: string, findings: readonly Finding[]): string =>
    findings.length === 0
      ? ''
      : `<h3>${heading}</h3>\n${findings.map((finding) => findingDetails(finding, page)).join('\n')}`;
  const fold = (summary: string, findings: readonly Finding[]): string =>
    findings.length === 0
      ? ''
      : `<details class="fold"><summary>${summary}</summary>
${findings.map((finding) => findingDetails(finding, page)).join('\n')}
</details>`;
  const parts = [
    list(messages.requiredGaps, scope.required),
    fold(`${messages.recommendedGaps} (${scope.recommended.length})`, scope.recommended),
    fold(messages.page.settledOf(scope.settled.length), scope.settled),
  ];
  return `<section class="scope">
<h2>${name(scope.id)}</h2>
<p class="soft">${about.join(' · ')}</p>
${parts.filter((part) => part !== '').join('\n')}
</section>`;
}

function diagnosticSection(report: Report, { messages }: HtmlPage): string {
  const list = sortDiagnostics(report.diagnostics);
  if (list.length === 0) return '';
  const items = list.map(({ severity, message, location }) => {
    const place = location === null ? '' : ` ${name(placeOf(location))}`;
    return `<li><strong>${messages.severity[severity]}</strong>${place} ${htmlText(message)}</li>`;
  });
  return `<section>
<h2>${messages.diagnostics(list.length)}</h2>
<ul>
${items.join('\n')}
</ul>
</section>`;
}

function footer(report: Report, { messages }: HtmlPage): string {
  const source = editionSource(report.edition);
  const lines = [
    ...(source === null ? [] : [messages.page.source(htmlText(source.document), source.date ?? null)]),
    messages.page.madeBy(`${report.tool.name} ${htmlText(report.tool.version, 100)}`),
  ];
  return `<footer>${lines.map((line) => `<p>${line}</p>`).join('')}</footer>`;
}
