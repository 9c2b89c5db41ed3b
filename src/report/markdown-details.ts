/** The folded part of the Markdown report: names to copy, recommendations, every finding with its sentence, fixes, diagnostics. */
import type { Finding } from '../reachability/finding.js';
import { VERDICTS } from './conclusion.js';
import { htmlCode, markdownBlock, markdownCode, markdownText, plainName } from './escape.js';
import { causeTable } from './markdown-gaps.js';
import { code, details, type Page, table, traffic, verdict } from './markdown-words.js';
import type { Report } from './report.js';
import { missingLevel, placeOf, type ScopeSummary, sortDiagnostics, targetOf } from './summary.js';

/** Prefixes of a part that is still closed, at most. */
const PREFIXES = 20;

/** All names that are missing, as blocks to copy: GitHub puts a button on them. */
export function nameBlocks({ missing, ...report }: Report, { messages }: Page): readonly string[] {
  return (['tag', 'host'] as const).flatMap((kind) => {
    const list = kind === 'tag' ? missing.tags : missing.hosts;
    if (list.length === 0) return [];
    const title = kind === 'tag' ? messages.missingTags : messages.missingHosts;
    const heading = missingLevel(report, kind) === 'required' ? title : messages.onlyRecommended(title);
    return details(`${heading} (${list.length})`, [markdownBlock(list.map(plainName).join('\n'), 'text')]);
  });
}

/** What is recommended and not met, scope by scope. */
export function recommendedBlocks(scopes: readonly ScopeSummary[], page: Page): readonly string[] {
  const count = scopes.reduce((sum, { recommended }) => sum + recommended.length, 0);
  if (count === 0) return [];
  return details(
    `${page.messages.recommendedGaps} (${count})`,
    scopes.flatMap(({ id, recommended }) =>
      recommended.length === 0 ? [] : [`**${code(id)}**`, causeTable(recommended, page)],
    ),
  );
}

/** Scope by scope: every finding with its sentence, and the fixes. */
export function scopeBlocks(scopes: readonly ScopeSummary[], page: Page): readonly string[] {
  const { messages, depth } = page;
  return scopes.flatMap((scope) => {
    const findings = [...scope.required, ...scope.recommended, ...(depth === 'everything' ? scope.settled : [])];
    if (findings.length === 0) return [];
    const { column } = messages;
    return details(scopeSummary(scope, page), [
      table(
        [column.verdict, column.target, column.traffic, column.level, column.why, column.needs],
        findings.map((finding) => [
          verdict(finding, page),
          code(targetOf(finding)),
          traffic(finding, messages),
          messages.level[finding.level],
          [markdownText(finding.explanation), ...closed(finding, page), ...fixNote(finding)].join('<br>'),
          markdownText(finding.purpose),
        ]),
      ),
      ...(depth === 'everything' ? remedies(findings, page) : []),
    ]);
  });
}

/** HTML, as all that stands in a summary. */
function scopeSummary(scope: ScopeSummary, { messages }: Page): string {
  const counted = VERDICTS.filter((each) => scope.counts[each] > 0).map((each) =>
    messages.verdictCount(each, scope.counts[each]),
  );
  return [
    htmlCode(scope.id),
    ...(scope.kind === null ? [] : [messages.scopeKind[scope.kind]]),
    ...(scope.location === null ? [] : [htmlCode(placeOf(scope.location))]),
    counted.join(', '),
  ].join(' · ');
}

/** Numbers of each scope, for when there is no room for more. */
export function countBlocks(scopes: readonly ScopeSummary[], { messages, hashes }: Page): readonly string[] {
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

/** Each fix once, though it may close several gaps. */
export function remedies(findings: readonly Pick<Finding, 'remedy'>[], { messages }: Page): readonly string[] {
  const blocks = findings.flatMap(({ remedy }) => {
    if (remedy === null) return [];
    const place = remedy.location === null ? null : markdownCode(placeOf(remedy.location));
    const language = { terraform: 'hcl', bicep: 'bicep', arm: 'json', 'az-cli': 'sh' }[remedy.language];
    return [`${messages.remedy(remedy.language, remedy.verified, place)}\n\n${markdownBlock(remedy.text, language)}`];
  });
  return [...new Set(blocks)];
}

function closed(finding: Finding, { messages }: Page): readonly string[] {
  if (finding.verdict !== 'partial') return [];
  return finding.uncovered.flatMap(({ ports, addresses, count, note }) => {
    if (addresses === 'all' && note === undefined) return [];
    const shown = addresses === 'all' ? addresses : addresses.slice(0, PREFIXES).map(code);
    const more = addresses === 'all' ? 0 : (count ?? addresses.length) - shown.length;
    const text = markdownText(`${finding.protocol.toUpperCase()} ${ports.join(', ')}`);
    return [messages.uncovered(text, shown, more, note === undefined ? null : markdownText(note))];
  });
}

export function diagnosticBlocks(report: Report, { messages, depth }: Page): readonly string[] {
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

function fixNote({ remedyNote }: Finding): readonly string[] {
  return remedyNote === undefined ? [] : [markdownText(remedyNote)];
}
