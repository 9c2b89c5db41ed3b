/** Engine and oracle asked the same, their answers side by side, and a disagreement made small. */
import type { Network } from '../../src/azure/model.js';
import { evaluate, type RawFinding } from '../../src/reachability/evaluate.js';
import { findScopes } from '../../src/reachability/scopes.js';
import type { TagList } from '../../src/reachability/targets.js';
import { buildTopology } from '../../src/reachability/topology.js';
import { judge, type OracleVerdict, uncoveredFault } from './z3-judge.js';
import { placeOf } from './z3-place.js';
import type { Policy } from './z3-policies.js';
import type { Session } from './z3-session.js';
import type { Vocabulary } from './z3-tags.js';

/** Whom a comparison asks. */
export interface Judges {
  readonly session: Session;
  readonly vocabulary: Vocabulary;
  readonly tagList: TagList;
}

export interface Disagreement {
  readonly requirement: string;
  readonly engine: string;
  readonly oracle: string;
}

export interface Comparison {
  readonly disagreements: readonly Disagreement[];
  readonly verdicts: readonly OracleVerdict[];
  /** Milliseconds for the same verdicts; the check of `uncovered` is not counted. */
  readonly engineMs: number;
  readonly oracleMs: number;
}

/** Asks the engine as `check` does. */
export function askEngine(policy: Policy, tagList: TagList): readonly RawFinding[] {
  const topology = buildTopology(policy.network);
  const { scopes } = findScopes(topology, policy.scope === 'nic' ? ['nic'] : []);
  return evaluate(topology, scopes, () => policy.requirements, tagList).findings;
}

/** All requirements of a policy, by both. */
export function compare(policy: Policy, { session, vocabulary, tagList }: Judges): Comparison {
  const begin = performance.now();
  const findings = askEngine(policy, tagList);
  const engineMs = performance.now() - begin;
  const place = placeOf(policy.network, policy.scope, vocabulary);
  const disagreements: Disagreement[] = [];
  const verdicts: OracleVerdict[] = [];
  let oracleMs = 0;
  for (const requirement of policy.requirements) {
    const start = performance.now();
    const verdict = judge(session, place, requirement);
    oracleMs += performance.now() - start;
    verdicts.push(verdict);
    if (verdict === 'vacuous') continue;
    const found = findings.filter((it) => it.requirement === requirement.id && it.scope === policy.scope);
    const fault = faultOf(found, verdict, (finding) => uncoveredFault(session, place, requirement, finding));
    if (fault !== null) disagreements.push({ requirement: requirement.id, ...fault });
  }
  return { disagreements, verdicts, engineMs, oracleMs };
}

/** Two answers that differ, or `null`. */
function faultOf(
  found: readonly RawFinding[],
  verdict: OracleVerdict,
  uncovered: (finding: RawFinding) => string | null,
): Omit<Disagreement, 'requirement'> | null {
  const [finding, ...more] = found;
  if (finding === undefined || more.length > 0 || finding.verdict !== verdict)
    return { engine: found.map((it) => it.verdict).join(', ') || 'no finding', oracle: verdict };
  const fault = uncovered(finding);
  return fault === null ? null : { engine: `uncovered ${JSON.stringify(finding.uncovered)}`, oracle: fault };
}

/** Leaves out of the policy what this disagreement does not need. */
export function shrink(policy: Policy, disagreement: Disagreement, judges: Judges): Policy {
  const requirements = policy.requirements.filter(({ id }) => id === disagreement.requirement);
  const fails = (network: Network): boolean => {
    try {
      return compare({ ...policy, requirements, network }, judges).disagreements.some(
        (it) => it.oracle === disagreement.oracle && it.engine.split(' ')[0] === disagreement.engine.split(' ')[0],
      );
    } catch {
      return false; // no policy any more: an empty field, a link to nothing
    }
  };
  let network = policy.network;
  for (let smaller = true; smaller; ) {
    smaller = false;
    for (const candidate of withoutOne(network)) {
      if (!fails(candidate)) continue;
      network = candidate;
      smaller = true;
      break;
    }
  }
  return { ...policy, requirements, network };
}

/** The value with one entry of one of its lists left out, in all ways; of a list of one, only if it is not the text of a field. */
function* withoutOne<T>(value: T): Generator<T> {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      if (value.length > 1 || typeof value[0] === 'object') yield value.toSpliced(index, 1) as T;
    }
    for (const [index, item] of value.entries())
      for (const smaller of withoutOne(item)) yield value.with(index, smaller) as T;
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      for (const smaller of withoutOne(item)) yield { ...value, [key]: smaller };
  }
}

/** The parts of a policy that say anything, for a report. */
export function describe(policy: Policy): string {
  const full = Object.entries(policy.network).filter(([, list]) => list.length > 0);
  const drop = new Set(['file', 'location', 'reported', 'id', 'name', 'purpose', 'source']);
  return JSON.stringify(
    { scope: policy.scope, requirements: policy.requirements.map(({ id }) => id), ...Object.fromEntries(full) },
    (key, value: unknown) => (drop.has(key) || isEmpty(value) ? undefined : value),
    1,
  );
}

function isEmpty(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
