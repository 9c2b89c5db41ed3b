/** Several reports as one: of the jobs of a matrix, each of which has checked a part. The same reports give the same bytes, in whatever order they come. */

import { msg } from '../azure/message.js';
import type { Diagnostic } from '../azure/model.js';
import type { Finding, ScopeReport } from '../reachability/finding.js';
import { concludeReport, type FailOn, missing, VERDICTS } from './conclusion.js';
import type { Messages } from './language/catalogue.js';
import { joinWide, renamed } from './merge-wide.js';
import type { Report } from './report.js';
import { targetOf } from './summary.js';

export interface NamedReport {
  /** What people call it: the path of its file. Tells scopes of one name apart. */
  readonly name: string;
  readonly report: Report;
}

export type Merged = { readonly report: Report } | { readonly problem: string; readonly name: string };

/**
 * One report with all scopes and findings. Conclusion and missing names are worked out anew from the findings.
 * `failOn` is what the merged report is concluded under, whatever the single ones were; `version` that of the tool that merges; `say` puts what merging
 * finds into its language.
 * @returns what is wrong where the reports do not go together
 */
export function mergeReports(
  given: readonly NamedReport[],
  { failOn, version, say }: { readonly failOn: FailOn; readonly version: string; readonly say: Messages['say'] },
): Merged {
  const all = given.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const [first] = all;
  if (first === undefined) return { problem: 'there is no report to merge', name: '' };
  const { edition } = first.report;
  const other = all.find(({ report }) => report.edition !== edition);
  if (other !== undefined)
    return {
      problem: `is of edition ${other.report.edition}, and ${first.name} of ${edition}; run all jobs with one edition`,
      name: other.name,
    };
  const { scopes, findings, diagnostics, nameOf } = joinScopes(all, say);
  const tooWide = joinWide(all.map(({ report }) => report.tooWide.map((rule) => renamed(rule, nameOf(report)))));
  const clouds = new Set(all.map(({ report }) => report.context.cloud));
  return {
    report: {
      schemaVersion: 1,
      tool: { name: 'azureml-network-check', version },
      edition,
      context: {
        cloud: first.report.context.cloud,
        region: common(all.map(({ report }) => report.context.region)),
        hbi: common(all.map(({ report }) => report.context.hbi)),
        features: joinFeatures(all),
      },
      conclusion: concludeReport({ findings, tooWide }, failOn),
      missing: missing(findings),
      scopes,
      findings,
      tooWide,
      diagnostics: distinct([
        ...all.flatMap(({ report }) => report.diagnostics),
        ...(clouds.size > 1
          ? [warning(say(msg`the reports are of several clouds (${[...clouds].sort()}); the heading names one`))]
          : []),
        ...diagnostics,
      ]),
    },
  };
}

/** The value that all have; `null` where they differ. */
function common<T>(values: readonly (T | null)[]): T | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}

/** What is required in one part is required. */
function joinFeatures(all: readonly NamedReport[]): Report['context']['features'] {
  const features = new Map<string, 'required' | 'recommended'>();
  for (const { report } of all)
    for (const [name, level] of Object.entries(report.context.features))
      if (features.get(name) !== 'required') features.set(name, level);
  // fromEntries makes an own property of any name, `__proto__` too.
  return Object.fromEntries(features);
}

/** A scope of one or several reports. */
interface Joined {
  readonly id: string;
  readonly scope: ScopeReport | null;
  /** The first report that has it. */
  readonly name: string;
  readonly findings: Map<string, Finding>;
  disagrees: boolean;
}

function joinScopes(
  all: readonly NamedReport[],
  say: Messages['say'],
): Pick<Report, 'scopes' | 'findings' | 'diagnostics'> & {
  /** What the scopes of a report are called in the merged one. */
  readonly nameOf: (report: Report) => (scope: string) => string;
} {
  const joined = new Map<string, Joined>();
  const keys = new Map<Report, Map<string, string>>();
  for (const { name, report } of all) {
    for (const part of partsOf(report)) {
      const key = identity(part);
      keys.set(report, (keys.get(report) ?? new Map<string, string>()).set(part.id, key));
      const known = joined.get(key);
      if (known === undefined)
        joined.set(key, { ...part, name, findings: byRequirement(part.findings), disagrees: false });
      else join(known, part.findings);
    }
  }
  const variants = new Map<string, number>();
  for (const { id } of joined.values()) variants.set(id, (variants.get(id) ?? 0) + 1);
  const named = [...joined].map(([key, one]) => ({
    ...one,
    key,
    id: (variants.get(one.id) ?? 0) > 1 ? `${one.name}: ${one.id}` : one.id,
  }));
  const names = new Map(named.map(({ key, id }) => [key, id]));
  return {
    nameOf: (report) => (scope) => names.get(keys.get(report)?.get(scope) ?? '') ?? scope,
    scopes: named.flatMap(({ id, scope }) => (scope === null ? [] : [{ ...scope, id }])),
    findings: named.flatMap(({ id, findings }) => [...findings.values()].map((finding) => ({ ...finding, scope: id }))),
    diagnostics: named.flatMap(({ id, disagrees }) =>
      disagrees
        ? [
            warning(
              say(
                msg`${id} is in several reports that do not agree on it; of each requirement the worst verdict stands`,
              ),
            ),
          ]
        : [],
    ),
  };
}

interface Part {
  readonly id: string;
  readonly scope: ScopeReport | null;
  readonly findings: readonly Finding[];
}

/** The scopes of a report with their findings; a scope that only findings name has no entry of its own. */
function partsOf(report: Report): readonly Part[] {
  const findings = new Map<string, Finding[]>(report.scopes.map(({ id }) => [id, []]));
  for (const finding of report.findings) {
    const list = findings.get(finding.scope);
    if (list === undefined) findings.set(finding.scope, [finding]);
    else list.push(finding);
  }
  const scopes = new Map(report.scopes.map((scope) => [scope.id, scope]));
  return [...findings].map(([id, list]) => ({ id, scope: scopes.get(id) ?? null, findings: list }));
}

/**
 * Equal for what is one scope: the same name declared at the same place; or, where no place is known, the same name with the very same findings, since two
 * stacks may well have a subnet of one address.
 */
function identity({ id, scope, findings }: Part): string {
  if (scope !== null && scope.location !== null)
    return JSON.stringify([id, scope.kind, scope.location.file, scope.location.line]);
  return JSON.stringify([id, scope?.kind, findings]);
}

function byRequirement(findings: readonly Finding[]): Map<string, Finding> {
  return new Map(findings.map((finding) => [requirementKey(finding), finding]));
}

function join(known: Joined, findings: readonly Finding[]): void {
  for (const [key, finding] of byRequirement(findings)) {
    const other = known.findings.get(key);
    if (other !== undefined && other.verdict !== finding.verdict) known.disagrees = true;
    if (other === undefined || isWorse(finding, other)) known.findings.set(key, finding);
  }
}

function isWorse(a: Finding, b: Finding): boolean {
  return VERDICTS.indexOf(a.verdict) < VERDICTS.indexOf(b.verdict);
}

function requirementKey(finding: Finding): string {
  const { requirement, direction, protocol, ports } = finding;
  return JSON.stringify([requirement, targetOf(finding), direction, protocol, ports]);
}

function warning(message: string): Diagnostic<string> {
  return { severity: 'warning', message, location: null };
}

function distinct(diagnostics: readonly Diagnostic<string>[]): readonly Diagnostic<string>[] {
  return [...new Map(diagnostics.map((one) => [JSON.stringify(one), one])).values()];
}
