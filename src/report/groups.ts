/** Findings with one cause, put together: eleven hosts that one rule closes are one thing to read. */
import type { Finding } from '../reachability/finding.js';
import { decidingStep, placeOf, portsOf, targetOf, waitsFor } from './summary.js';

/** Findings of one scope and level that differ in nothing but the tag or host, in their order; at least one. */
export type FindingGroup = readonly [first: Finding, ...others: Finding[]];

/** Why all findings of a group are what they are; each has its sentence in every language. */
export type SharedCause =
  /** One rule denies them all. */
  | 'rule'
  /** No rule allows them, and a default rule such as DenyAllInBound ends it (N4). */
  | 'default-rule'
  /** A group, which sees no host names, denies the addresses that the hosts have. */
  | 'addresses'
  /** Azure Firewall denies what no rule allows (F1). */
  | 'no-firewall-rule'
  /** Next hop None (R4). */
  | 'dropped'
  /** The answers take another way back (R8). */
  | 'lost-answers'
  /** Next hop Internet, and nothing that leads there (R9). */
  | 'no-way-out'
  /** No outbound rule of a managed network approves them (M1). */
  | 'not-approved'
  /** The same part of each is closed. */
  | 'partial'
  /** They wait for the same values. */
  | 'unknown';

/** Lowest priority of Azure's default rules (N4). */
const DEFAULT_PRIORITY = 65000;

/** Groups at the place of their first finding. What has no cause that could be said in one sentence stays alone. */
export function groupByCause(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  findings.forEach((finding, index) => {
    const key = sharedCause(finding) === null ? `alone ${index}` : keyOf(finding);
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [finding]);
    else same.push(finding);
  });
  return [...groups.values()];
}

/** `null` where one sentence could not tell it: what is met, or decided by nothing that is on the path. */
export function sharedCause(finding: Finding): SharedCause | null {
  const step = decidingStep(finding);
  if (step === null) return null;
  if (finding.verdict === 'partial') return 'partial';
  if (finding.verdict === 'unknown') return waitsFor(finding).length > 0 ? 'unknown' : null;
  if (finding.verdict !== 'unmet' || step.action !== 'deny') return null;
  switch (step.leg) {
    case 'route':
      return finding.direction === 'inbound' ? 'lost-answers' : 'dropped';
    case 'way-out':
      return 'no-way-out';
    case 'managed-network':
      return 'not-approved';
    case 'security-admin-rule':
      return 'rule';
    case 'firewall':
      return step.rule === null ? 'no-firewall-rule' : 'rule';
    default:
      if (step.priority !== null && step.priority >= DEFAULT_PRIORITY) return 'default-rule';
      return finding.host === null ? 'rule' : 'addresses';
  }
}

/** Equal for findings that a reader would be told the same of, but for their names. */
function keyOf(finding: Finding): string {
  const { scope, level, verdict, change, direction, tag, uncovered, explanation } = finding;
  const step = decidingStep(finding);
  const open = verdict === 'unmet' ? null : uncovered;
  return JSON.stringify([
    [scope, level, verdict, change, direction, portsOf(finding), tag === null],
    step === null ? null : [step.leg, step.resource, step.collection, step.rule, step.priority, step.nextHop],
    step === null || step.location === null ? null : placeOf(step.location),
    [open, waitsFor(finding)],
    // Sentences that say different things, such as which hosts stand in, are not put together.
    explanation.replaceAll(targetOf(finding), '\u0000'),
  ]);
}
