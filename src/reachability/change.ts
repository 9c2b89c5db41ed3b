/** What a change does to each finding: a gap it makes, one that was there, one it closes. */
import type { RawFinding } from './evaluate.js';
import type { Finding } from './finding.js';

export type ComparedFinding = RawFinding & Pick<Finding, 'change'>;

/**
 * Compares with the findings of the network before the change.
 * @param before `null` where there is no earlier state to compare with
 * @returns `new` for a gap that was none before and for everything at a scope that was not there; `fixed` for a gap that is none any more
 */
export function compareWith(
  after: readonly RawFinding[],
  before: readonly RawFinding[] | null,
): readonly ComparedFinding[] {
  if (before === null) return after.map((finding) => ({ ...finding, change: null }));
  const earlier = new Map(before.map((finding) => [keyOf(finding), finding]));
  return after.map((finding) => {
    const was = earlier.get(keyOf(finding));
    if (was === undefined) return { ...finding, change: 'new' };
    if (isGap(finding)) return { ...finding, change: isGap(was) ? 'existing' : 'new' };
    // What turned from closed to undecided is not known to be closed no more.
    return { ...finding, change: isGap(was) && finding.verdict !== 'unknown' ? 'fixed' : 'existing' };
  });
}

function keyOf({ scope, requirement, tag, host }: RawFinding): string {
  return [scope, requirement, tag, host].join('\n');
}

function isGap({ verdict }: RawFinding): boolean {
  return verdict === 'unmet' || verdict === 'partial';
}
