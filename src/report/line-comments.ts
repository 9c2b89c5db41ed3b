/** What a review says on single lines: one comment for each rule, group or route that keeps something closed. Where it can stand is decided elsewhere. */
import type { Location } from '../azure/model.js';
import type { Finding, Remedy } from '../reachability/finding.js';
import { isGap } from './conclusion.js';
import { markdownBlock, markdownCode, markdownText, plainBlock } from './escape.js';
import type { Messages } from './language/catalogue.js';
import type { Report } from './report.js';
import { decidingStep, portsOf, targetOf } from './summary.js';

export interface LineComment {
  /** What it is about, wherever that is declared: equal from run to run while the same thing decides. */
  readonly id: string;
  /** Where it may stand, best first: the deciding rule or group, then the scope. */
  readonly places: readonly Location[];
  /** What is closed there; at least one. Put into words only where the comment finds a line: there may be very many. */
  readonly findings: readonly Finding[];
}

export interface LineComments {
  /** Most important first. */
  readonly comments: readonly LineComment[];
  /** The ids of all that is open: what is closed, and what cannot be decided. Any other id is settled. */
  readonly open: ReadonlySet<string>;
}

/** Entries of one comment, scopes of one entry, and bytes of all entries. */
const ENTRIES = 15;
const SCOPES = 10;
const LARGEST = 24_000;
/** Fixes of one comment; GitHub shows a suggestion per block, and nobody reads more. */
const FIXES = 5;

/** Gaps of both levels. What is undecided makes no comment, but keeps one that is there. */
export function lineComments(report: Report): LineComments {
  const scopes = new Map(report.scopes.map(({ id, location }) => [id, location]));
  const groups = new Map<string, { readonly places: readonly Location[]; readonly findings: Finding[] }>();
  const open = new Set<string>();
  for (const finding of report.findings) {
    if (!isGap(finding) && finding.verdict !== 'unknown') continue;
    const step = decidingStep(finding);
    const scope = scopes.get(finding.scope) ?? null;
    const places = [step?.location ?? null, step?.location?.calledFrom ?? null, scope].filter(
      (place) => place !== null,
    );
    const [first] = places;
    if (first === undefined) continue;
    const id = JSON.stringify([first.file, step?.leg, withoutKeys(step?.resource ?? finding.scope), step?.rule]);
    open.add(id);
    if (!isGap(finding)) continue;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, { places, findings: [finding] });
    else group.findings.push(finding);
  }
  const comments = [...groups].sort(([, a], [, b]) => weight(b.findings) - weight(a.findings));
  return {
    comments: comments.map(([id, group]) => ({ id, ...group })),
    open,
  };
}

/** A comment as it stands on a line. */
export interface Rendered {
  /** Markdown: what is closed, then the fixes; one that fits the line is a suggestion, which GitHub applies by a click. */
  readonly text: string;
  /** Equal where the same is said, wherever it stands. */
  readonly said: string;
}

/** @param line the text of the line, where it is known */
export function renderLineComment(
  { findings }: LineComment,
  place: Location,
  line: string | null,
  messages: Messages,
): Rendered {
  const text = textOf(findings, messages);
  const fixes = fixesOf(findings);
  const blocks = fixes.map((fix) => {
    const replaced = line === null ? null : suggestion(fix, place, line);
    const block =
      replaced === null ? markdownBlock(fix.text, FENCES[fix.language]) : markdownBlock(replaced, 'suggestion');
    return `${messages.remedy(fix.language, fix.verified, null)}\n\n${block}`;
  });
  return { text: [text, ...blocks].join('\n\n'), said: JSON.stringify([text, fixes.map((fix) => fix.text)]) };
}

const FENCES: Readonly<Record<Remedy['language'], string>> = {
  terraform: 'hcl',
  bicep: 'bicep',
  arm: 'json',
  'az-cli': 'sh',
};

/**
 * The lines to put in the place of one line, or `null` where the fix does not fit it. A fix fits the line that it names when it is the same
 * property with another value; or when it is a block of the same kind as the one that begins there, which then goes before that one.
 * Only a fix that the engine has checked is offered.
 */
function suggestion(fix: Remedy, place: Location, line: string): string | null {
  const { location, verified, text } = fix;
  if (!verified || location === null || location.file !== place.file || location.line !== place.line) return null;
  const code = plainBlock(text);
  // What had to be spelt out or clipped is no code any more.
  if (code !== text.replace(/\n+$/, '')) return null;
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  const lines = code.split('\n');
  const [first = ''] = lines;
  const [key, property] = [propertyOf(first), propertyOf(line)];
  if (lines.length === 1 && key !== null && key === property) return unchanged(indent + first.trim());
  const kind = blockOf(line);
  if (lines.length === 1 || kind === null || blockOf(first) !== kind) return null;
  const margin = /^\s*/.exec(first)?.[0] ?? '';
  const moved = lines.map((each) =>
    each === '' ? '' : indent + (each.startsWith(margin) ? each.slice(margin.length) : each),
  );
  return unchanged([...moved, line].join('\n'));
}

/** A line that a block of Markdown would print otherwise (tabs, invisible characters) must not come back changed. */
function unchanged(code: string): string | null {
  return plainBlock(code) === code ? code : null;
}

/** `priority` of `priority = 100`, `access` of `access: 'Allow'`. */
function propertyOf(line: string): string | null {
  return /^\s*([A-Za-z_][\w-]{0,100}) {0,100}[=:] {0,100}[^\s={[(]/.exec(line)?.[1] ?? null;
}

/** `security_rule` of `security_rule {`, `resource azurerm_route` of `resource "azurerm_route" "x" {`. */
function blockOf(line: string): string | null {
  const [, word, type] =
    /^\s*([a-z_]{1,100})(?: "([\w.-]{1,100})")?(?: "[\w.-]{1,100}")? \{$/.exec(line.trimEnd()) ?? [];
  return word === undefined ? null : `${word} ${type ?? ''}`;
}

/** Worst first; what several scopes lack is said once, with all of them. */
function textOf(findings: readonly Finding[], messages: Messages): string {
  const entries = new Map<string, { readonly finding: Finding; readonly scopes: string[] }>();
  for (const finding of [...findings].sort((a, b) => rank(a) - rank(b))) {
    const key = JSON.stringify([
      finding.level,
      finding.verdict,
      finding.direction,
      targetOf(finding),
      portsOf(finding),
    ]);
    const entry = entries.get(key);
    if (entry === undefined) entries.set(key, { finding, scopes: [finding.scope] });
    else entry.scopes.push(finding.scope);
  }
  const lines: string[] = [];
  let size = 0;
  for (const { finding, scopes } of entries.values()) {
    const line = `- ${entryOf(finding, scopes, messages)}`;
    size += Buffer.byteLength(line);
    if (lines.length > 0 && (lines.length === ENTRIES || size > LARGEST)) break;
    lines.push(line);
  }
  const left = entries.size - lines.length;
  const required = findings.filter(({ level }) => level === 'required').length;
  return [
    `**${messages.annotationTitle(required, findings.length - required, 0)}**`,
    '',
    ...lines,
    ...(left > 0 ? [`- ${messages.more(left)}`] : []),
  ].join('\n');
}

function entryOf(finding: Finding, scopes: readonly string[], messages: Messages): string {
  const traffic = `${messages.direction[finding.direction]} ${markdownText(portsOf(finding))}`;
  const shown = scopes.slice(0, SCOPES).map(markdownCode);
  const more = scopes.length > SCOPES ? [messages.more(scopes.length - SCOPES)] : [];
  const entry = messages.annotationEntry(markdownCode(targetOf(finding)), traffic, finding.verdict, finding.level, [
    ...shown,
    ...more,
  ]);
  return finding.explanation === '' ? entry : `${entry}<br>${markdownText(finding.explanation)}`;
}

function fixesOf(findings: readonly Finding[]): readonly Remedy[] {
  const fixes = new Map<string, Remedy>();
  for (const { remedy } of findings) if (remedy !== null && fixes.size < FIXES) fixes.set(remedy.text, remedy);
  return [...fixes.values()];
}

function rank(finding: Finding): number {
  return finding.level === 'required' ? 0 : 1;
}

/** What this change brings first, then what is required, then where most is missing. */
function weight(findings: readonly Finding[]): number {
  const fresh = findings.some(({ change }) => change === 'new') ? 2e9 : 0;
  const required = findings.some(({ level }) => level === 'required') ? 1e9 : 0;
  return fresh + required + findings.length;
}

/** The instances that one block declares by `count` or `for_each` are one to the reader of its line. */
function withoutKeys(address: string): string {
  return address.length > 2000 ? address : address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^"\]]*)\]/g, '[]');
}
