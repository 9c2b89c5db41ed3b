/** A report seen as people read it: by scope, gaps first, each with the step that decided it. Shared by all renderers. */
import type { Diagnostic, Location } from '../azure/model.js';
import { portsLabel } from '../reachability/explanation.js';
import type { Finding, PathStep, ScopeKind, TooWide, Verdict } from '../reachability/finding.js';
import { counts, isGap, isTooWide, VERDICTS } from './conclusion.js';
import type { Report } from './report.js';

/** The findings of one scope. */
export interface ScopeSummary {
  readonly id: string;
  /** `null` for a scope that findings name and the list of scopes lacks. */
  readonly kind: ScopeKind | null;
  readonly location: Location | null;
  /** Unmet, partial and unknown, in this order. */
  readonly required: readonly Finding[];
  readonly recommended: readonly Finding[];
  /** Met, waived, not applicable. */
  readonly settled: readonly Finding[];
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** Numbers for the sentence at the top. */
export interface Totals {
  readonly scopes: number;
  readonly required: number;
  readonly requiredGaps: number;
  readonly requiredUnknown: number;
  readonly recommended: number;
  readonly recommendedGaps: number;
  readonly recommendedUnknown: number;
  /** Rules that are wider than needed and not waived. */
  readonly tooWide: number;
  /** Gaps that the change closes. */
  readonly fixed: number;
}

/** Scopes in the order of the report, each with its findings sorted for reading. */
export function summarise(report: Report): readonly ScopeSummary[] {
  const byScope = new Map<string, Finding[]>(report.scopes.map(({ id }) => [id, []]));
  for (const finding of report.findings) {
    const list = byScope.get(finding.scope);
    if (list === undefined) byScope.set(finding.scope, [finding]);
    else list.push(finding);
  }
  const scopes = new Map(report.scopes.map((scope) => [scope.id, scope]));
  return [...byScope].map(([id, findings]) => {
    const open = findings.filter(isOpen).sort(byVerdict);
    return {
      id,
      kind: scopes.get(id)?.kind ?? null,
      location: scopes.get(id)?.location ?? null,
      required: open.filter(({ level }) => level === 'required'),
      recommended: open.filter(({ level }) => level === 'recommended'),
      settled: findings.filter((finding) => !isOpen(finding)).sort(byVerdict),
      counts: counts(findings),
    };
  });
}

/** Counts over the whole report. Waived and not applicable findings are no requirements. */
export function totals(report: Report): Totals {
  const of = (level: Finding['level'], is: (finding: Finding) => boolean): number =>
    report.findings.filter((finding) => finding.level === level && is(finding)).length;
  const judged = (finding: Finding): boolean => finding.verdict !== 'waived' && finding.verdict !== 'not-applicable';
  const undecided = (finding: Finding): boolean => finding.verdict === 'unknown';
  return {
    scopes: report.scopes.length,
    required: of('required', judged),
    requiredGaps: of('required', isGap),
    requiredUnknown: of('required', undecided),
    recommended: of('recommended', judged),
    recommendedGaps: of('recommended', isGap),
    recommendedUnknown: of('recommended', undecided),
    tooWide: report.tooWide.filter(isTooWide).length,
    fixed: report.findings.filter(({ change }) => change === 'fixed').length,
  };
}

/** Which action of a step settles a verdict, best witness first. */
const WITNESSES: Readonly<Record<Verdict, readonly PathStep['action'][]>> = {
  unmet: ['deny'],
  partial: ['deny', 'unknown'],
  unknown: ['unknown'],
  met: ['allow'],
  waived: ['deny', 'unknown'],
  'not-applicable': [],
};

/** The step of the path that decided the verdict: the first witness (of what is met, the last), else where the path ends, else `null`. */
export function decidingStep(finding: Finding): PathStep | null {
  for (const action of WITNESSES[finding.verdict]) {
    const steps = finding.path.filter((step) => step.action === action);
    const step = finding.verdict === 'met' ? steps.at(-1) : steps[0];
    if (step !== undefined) return step;
  }
  return finding.path.at(-1) ?? null;
}

/** The tag or the host. */
export function targetOf(finding: Finding): string {
  return finding.tag ?? finding.host ?? finding.requirement;
}

/** `TCP 443`. */
export function portsOf(finding: Pick<Finding | TooWide, 'protocol' | 'ports'>): string {
  return portsLabel(finding.protocol, finding.ports);
}

/** Values that an undecided finding waits for, each once. */
export function waitsFor(finding: Finding): readonly string[] {
  return [...new Set(finding.path.flatMap((step) => (step.waitsFor === undefined ? [] : [step.waitsFor])))];
}

/** The strongest level at which a tag (or a host) is missing. */
export function missingLevel(report: Pick<Report, 'findings'>, kind: 'tag' | 'host'): Finding['level'] {
  return report.findings.some((finding) => isGap(finding) && finding.level === 'required' && finding[kind] !== null)
    ? 'required'
    : 'recommended';
}

/** Gaps by what the change does to them; what was a gap and is none any more is `fixed`. */
export function changesOf(report: Report): Readonly<Record<'new' | 'existing' | 'fixed', readonly Finding[]>> {
  const of = (change: Finding['change']): readonly Finding[] =>
    report.findings.filter((finding) => finding.change === change && (change === 'fixed' || isGap(finding)));
  return { new: of('new'), existing: of('existing'), fixed: of('fixed') };
}

/** Whether all that is judged is new, as in a plan that creates everything: then it is not worth saying of each. */
export function isAllNew(report: Report): boolean {
  return [...report.findings, ...report.tooWide].every(({ change }) => change === 'new');
}

/** Rules that are wider than needed: what the change brings first, then what was there, what is waived and what is narrow now. */
export function sortTooWide(rules: readonly TooWide[]): readonly TooWide[] {
  const order: readonly TooWide['verdict'][] = ['too-wide', 'waived', 'met'];
  return rules.toSorted(
    (a, b) =>
      order.indexOf(a.verdict) - order.indexOf(b.verdict) || Number(b.change === 'new') - Number(a.change === 'new'),
  );
}

/** Errors first, then warnings, then notes; otherwise as they came. */
export function sortDiagnostics(diagnostics: readonly Diagnostic<string>[]): readonly Diagnostic<string>[] {
  const order: readonly Diagnostic['severity'][] = ['error', 'warning', 'note'];
  return diagnostics.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** `main.tf:40` or `main.tf:40:7`. */
export function placeOf({ file, line, column }: Location): string {
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}

/** Whether the finding still needs a reader: a gap, or undecided. */
export function isOpen(finding: Finding): boolean {
  return isGap(finding) || finding.verdict === 'unknown';
}

/** Worst first, outbound before inbound, tags before hosts, then by name. */
function byVerdict(a: Finding, b: Finding): number {
  return (
    VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
    compare(b.direction, a.direction) ||
    Number(a.tag === null) - Number(b.tag === null) ||
    compare(targetOf(a), targetOf(b)) ||
    compare(portsOf(a), portsOf(b))
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
