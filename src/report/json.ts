/** The JSON report: the contract's keys in the contract's order, and the same bytes for the same report. */
import type { Diagnostic, Location } from '../azure/model.js';
import type { Finding, PathStep, Remedy, ScopeReport, TooWide, Uncovered } from '../reachability/finding.js';
import type { PathExplanation, Report } from './report.js';

/** Two spaces of indentation, one newline at the end, nothing in it that a terminal or a workflow's log would obey. */
export function renderJson(report: Report): string {
  return renderSafeJson(inOrder(report));
}

/** Any value as JSON, by the rules of {@link renderJson}. */
export function renderSafeJson(value: unknown): string {
  return `${harmless(JSON.stringify(value, null, 2))}\n`;
}

/** The answers of `explain`, in the words of the report. */
export function renderExplanationsJson(explanations: readonly PathExplanation[]): string {
  const value = {
    schemaVersion: 1,
    explanations: explanations.map((of) => ({
      scope: of.scope.id,
      to: of.to,
      verdict: of.verdict,
      path: of.path.map(step),
      explanation: of.explanation,
      uncovered: of.uncovered.map(uncovered),
    })),
  };
  return renderSafeJson(value);
}

/**
 * The same JSON value with characters spelt out that JSON would leave as they are: delete and the C1 controls (a terminal may take them for
 * escapes), invisible and bidirectional formats, line separators, and the runner's `##[`. Outside of strings JSON has none of them.
 */
function harmless(json: string): string {
  return json
    .replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu, (character) =>
      Array.from({ length: character.length }, (_, unit) => hex(character.charCodeAt(unit))).join(''),
    )
    .replaceAll('##[', '##\\u005b');
}

function hex(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

function inOrder(report: Report): Report {
  const { cloud, region, hbi, features } = report.context;
  // fromEntries makes an own property of any name, `__proto__` too.
  const sorted = Object.fromEntries(Object.entries(features).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    schemaVersion: report.schemaVersion,
    tool: { name: report.tool.name, version: report.tool.version },
    edition: report.edition,
    context: { cloud, region, hbi, features: sorted },
    conclusion: report.conclusion,
    missing: { tags: report.missing.tags, hosts: report.missing.hosts },
    scopes: report.scopes.map(scope),
    findings: report.findings.map(finding),
    tooWide: report.tooWide.map(tooWide),
    diagnostics: report.diagnostics.map(diagnostic),
  };
}

function scope({ id, kind, location: place }: ScopeReport): ScopeReport {
  return { id, kind, location: location(place) };
}

function finding(of: Finding): Finding {
  return {
    requirement: of.requirement,
    scope: of.scope,
    level: of.level,
    verdict: of.verdict,
    change: of.change,
    direction: of.direction,
    protocol: of.protocol,
    ports: of.ports,
    tag: of.tag,
    host: of.host,
    purpose: of.purpose,
    uncovered: of.uncovered.map(uncovered),
    path: of.path.map(step),
    explanation: of.explanation,
    remedy: of.remedy === null ? null : remedy(of.remedy),
    ...(of.remedyNote === undefined ? {} : { remedyNote: of.remedyNote }),
  };
}

function tooWide(of: TooWide): TooWide {
  return {
    requirement: of.requirement,
    scope: of.scope,
    scopes: of.scopes,
    level: of.level,
    verdict: of.verdict,
    change: of.change,
    direction: of.direction,
    protocol: of.protocol,
    ports: of.ports,
    opens: of.opens,
    path: [step(of.path[0])],
    explanation: of.explanation,
    remedy: of.remedy === null ? null : remedy(of.remedy),
  };
}

function uncovered({ ports, addresses, count, note }: Uncovered): Uncovered {
  return { ports, addresses, ...(count === undefined ? {} : { count }), ...(note === undefined ? {} : { note }) };
}

function step(of: PathStep): PathStep {
  return {
    leg: of.leg,
    resource: of.resource,
    rule: of.rule,
    ...(of.collection === undefined ? {} : { collection: of.collection }),
    action: of.action,
    priority: of.priority,
    ...(of.nextHop === undefined ? {} : { nextHop: of.nextHop }),
    ...(of.part === undefined ? {} : { part: of.part }),
    ...(of.waitsFor === undefined ? {} : { waitsFor: of.waitsFor }),
    location: location(of.location),
  };
}

function remedy({ language, text, location: place, verified }: Remedy): Remedy {
  return { language, text, location: location(place), verified };
}

function diagnostic({ severity, message, location: place }: Diagnostic<string>): Diagnostic<string> {
  return { severity, message, location: location(place) };
}

function location(place: Location | null): Location | null {
  if (place === null) return null;
  const { file, line, column } = place;
  return { file, line, ...(column === undefined ? {} : { column }) };
}
