/** The part of the Markdown report that is never folded: what the change does, and per scope what is missing, what blocks it and what is undecided. */
import type { Finding } from '../reachability/finding.js';
import { markdownText } from './escape.js';
import { groupByCause } from './groups.js';
import type { Changes } from './language/page.js';
import { code, decided, type Page, table, traffic, verdict } from './markdown-words.js';
import { scopeDrawings } from './mermaid.js';
import type { Report } from './report.js';
import { changesOf, placeOf, type ScopeSummary, targetOf, waitsFor } from './summary.js';

/** Scopes with the same gaps that are named in their heading. */
const MOST_SCOPES = 5;
/** Names in one list of changes. */
const MOST_CHANGED = 30;
/** Scopes that are drawn. Each drawing is far below what Mermaid reads (50,000 characters, 500 edges). */
const DRAWN = { everything: 3, gaps: 1, causes: 0, counts: 0 } as const;

/** What this change makes, leaves and closes; nothing where there is no earlier state, or everything is new. */
export function changeBlocks(report: Report, { messages, changes, depth }: Page): readonly string[] {
  if (!changes) return [];
  const by = changesOf(report);
  const kinds = (['new', 'existing', 'fixed'] as const).filter((kind) => by[kind].length > 0);
  if (kinds.length === 0) return [];
  const counted: Changes = { new: by.new.length, existing: by.existing.length, fixed: by.fixed.length };
  const lines = kinds.map((kind) => `- ${messages.page.changed[kind](by[kind].length)}: ${names(by[kind], messages)}`);
  return [messages.page.changes(counted), ...(depth === 'counts' ? [] : [lines.join('\n')])];
}

/** Each tag or host once, also where it is missing in several scopes. */
function names(findings: readonly Finding[], messages: Page['messages']): string {
  const all = [...new Set(findings.map(targetOf))];
  const shown = all.slice(0, MOST_CHANGED).map(code).join(', ');
  return all.length > MOST_CHANGED ? `${shown}, ${messages.more(all.length - MOST_CHANGED)}` : shown;
}

/** One table for each scope with required gaps, and one for what is undecided there; scopes with the same tables share them. */
export function gapBlocks(scopes: readonly ScopeSummary[], page: Page): readonly string[] {
  const shared = new Map<string, { readonly tables: readonly string[]; readonly scopes: ScopeSummary[] }>();
  for (const scope of scopes) {
    const tables = [...gapTable(scope.required, page), ...undecidedTable(scope.required, page)];
    if (tables.length === 0) continue;
    const key = tables.join('\n');
    const same = shared.get(key);
    if (same === undefined) shared.set(key, { tables, scopes: [scope] });
    else same.scopes.push(scope);
  }
  const all = [...shared.values()];
  const most = DRAWN[page.depth];
  const drawn = all.slice(0, most).flatMap(({ scopes: [scope] }) => (scope === undefined ? [] : [scope]));
  const left = most === 0 ? 0 : all.length - drawn.length;
  return [
    ...all.flatMap(({ tables, scopes: some }, index) => {
      const [scope] = some;
      const drawing = scope !== undefined && index < most ? drawings(scope, page) : [];
      return [heading(some, page), ...tables, ...drawing];
    }),
    ...(left === 0 ? [] : [`_${page.messages.page.drawingsLeftOut(left)}_`]),
  ];
}

function heading(scopes: readonly ScopeSummary[], { messages, hashes }: Page): string {
  const [first] = scopes;
  const shown = scopes.slice(0, MOST_SCOPES).map(({ id }) => code(id));
  const rest = scopes.length - shown.length;
  const title = [shown.join(', '), ...(rest === 0 ? [] : [messages.page.andMoreScopes(rest)])].join(' ');
  const about = [
    ...(first?.kind ? [messages.scopeKind[first.kind]] : []),
    ...(scopes.length === 1 && first?.location ? [code(placeOf(first.location))] : []),
  ];
  return [`${hashes} ${title}`, ...(about.length === 0 ? [] : [about.join(' · ')])].join('\n\n');
}

function gapTable(findings: readonly Finding[], page: Page): readonly string[] {
  const gaps = findings.filter(({ verdict: is }) => is !== 'unknown');
  if (gaps.length === 0) return [];
  return [causeTable(gaps, page)];
}

/** One row per cause, with all names that it closes: three columns, which a phone can show. */
export function causeTable(gaps: readonly Finding[], page: Page): string {
  const { messages } = page;
  return table(
    [messages.page.missing, messages.column.traffic, messages.page.blockedBy],
    groupByCause(gaps).map((group) => [
      `${verdict(group[0], page)}<br>${targets(group)}`,
      traffic(group[0], messages),
      decided(group[0], messages),
    ]),
  );
}

/** What cannot be decided, with what it waits for. */
function undecidedTable(findings: readonly Finding[], page: Page): readonly string[] {
  const { messages } = page;
  const open = findings.filter(({ verdict: is }) => is === 'unknown');
  if (open.length === 0) return [];
  return [
    table(
      [messages.page.stillOpen, messages.column.traffic, messages.column.waitsFor],
      groupByCause(open).map((group) => {
        const waits = waitsFor(group[0]);
        const reasons = waits.length === 0 ? [markdownText(group[0].explanation)] : waits.map(markdownText);
        return [
          `${verdict(group[0], page)}<br>${targets(group)}`,
          traffic(group[0], messages),
          [...reasons, decided(group[0], messages)].join('<br>'),
        ];
      }),
    ),
  ];
}

function targets(group: readonly Finding[]): string {
  return group.map((finding) => code(targetOf(finding))).join(', ');
}

/** Nothing of the input can end the fence: the drawing spells all but letters and digits out. */
function drawings(scope: ScopeSummary, { messages }: Page): readonly string[] {
  return scopeDrawings(scope, messages).map((text) => `\`\`\`mermaid\n${text}\n\`\`\``);
}
