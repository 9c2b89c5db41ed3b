/** What a run comes to: conclusion, exit status, what is missing and the counts (CONTRACT, "Decisions"). */
import type { Finding, TooWide, Verdict } from '../reachability/finding.js';
import type { Conclusion, Report } from './report.js';

/** What makes a run fail. The same names as the input `fail-on`. */
export type FailOn = 'required' | 'recommended' | 'too-wide' | 'unknown' | 'new' | 'never';

/** All verdicts, worst first. */
export const VERDICTS: readonly Verdict[] = ['unmet', 'partial', 'unknown', 'met', 'waived', 'not-applicable'];

const isRequired = (finding: Finding): boolean => finding.level === 'required';

/** Which findings `fail-on` looks at. `never` looks like `required`: it changes the exit status, not the conclusion. */
const COUNTED: Readonly<Record<FailOn, (finding: Finding) => boolean>> = {
  required: isRequired,
  recommended: () => true,
  'too-wide': () => true,
  unknown: isRequired,
  new: (finding) => isRequired(finding) && finding.change === 'new',
  never: isRequired,
};

/** Whether something is missing: nothing or only a part of it is allowed. */
export function isGap(finding: Finding): boolean {
  return finding.verdict === 'unmet' || finding.verdict === 'partial';
}

/** Whether a rule allows more than is needed, and nobody answers for it. */
export function isTooWide({ verdict }: TooWide): boolean {
  return verdict === 'too-wide';
}

/** `fail` for a gap that `failOn` counts, and under `too-wide` for a rule that is; else `unknown` for an undecided requirement; else `pass`. */
export function concludeReport({ findings, tooWide }: Judgement, failOn: FailOn): Conclusion {
  if (findings.some((finding) => isGap(finding) && COUNTED[failOn](finding))) return 'fail';
  if (failOn === 'too-wide' && tooWide.some(isTooWide)) return 'fail';
  if (findings.some((finding) => isRequired(finding) && finding.verdict === 'unknown')) return 'unknown';
  return 'pass';
}

/** What a conclusion is drawn from. */
type Judgement = Pick<Report, 'findings' | 'tooWide'>;

/**
 * 1 for what `failOn` counts, 0 otherwise. Decided from the findings, so that a report that was concluded under another setting
 * (several reports made one) is judged by this one.
 */
export function exitStatus(report: Judgement, failOn: FailOn): 0 | 1 {
  if (failOn === 'never') return 0;
  const conclusion = concludeReport(report, failOn);
  return conclusion === 'fail' || (failOn === 'unknown' && conclusion === 'unknown') ? 1 : 0;
}

/** Tags and hosts that are unmet or partly met in any scope, of either level: each once, sorted by code unit, so alike everywhere. */
export function missing(findings: readonly Finding[]): Report['missing'] {
  const gaps = findings.filter(isGap);
  return { tags: distinct(gaps.map(({ tag }) => tag)), hosts: distinct(gaps.map(({ host }) => host)) };
}

/** Findings by verdict; every verdict has its number, 0 too. */
export function counts(findings: readonly Finding[]): Readonly<Record<Verdict, number>> {
  const result: Record<Verdict, number> = { met: 0, partial: 0, unmet: 0, unknown: 0, waived: 0, 'not-applicable': 0 };
  for (const { verdict } of findings) result[verdict] += 1;
  return result;
}

function distinct(names: readonly (string | null)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== null))].sort();
}
