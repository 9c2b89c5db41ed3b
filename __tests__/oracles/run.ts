/** Asks the engine and holds its answer against the oracle's; counts what was asked. */
import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Network } from '../../src/azure/model.js';
import { evaluate, type RawFinding } from '../../src/reachability/evaluate.js';
import type { PathStep } from '../../src/reachability/finding.js';
import { findScopes } from '../../src/reachability/scopes.js';
import type { TagList } from '../../src/reachability/targets.js';
import { buildTopology } from '../../src/reachability/topology.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import { type Answer, decisionKey, overWorlds, verdicts } from './questions.js';

/** Security groups get this many random networks in all, the other themes a part of it; `ORACLE_RUNS` sets another number. */
const RUNS = Number(process.env['ORACLE_RUNS'] ?? 10_000);

/** The same networks every time, unless `ORACLE_SEED` asks for others. */
const SEED = Number(process.env['ORACLE_SEED'] ?? 20_211_105);

/** Runs a property over its share of the runs. @param share of the runs for security groups, 1 for all of them */
export function forAll<T>(share: number, arbitrary: fc.Arbitrary<T>, property: (value: T) => void): void {
  const numRuns = Math.max(1, Math.round(RUNS * share));
  fc.assert(fc.property(arbitrary, property), { numRuns, seed: SEED });
}

/** How many networks were asked about, by theme and verdict, for the line that the tests print. */
export interface Tally {
  readonly count: (verdict: string) => void;
  readonly line: () => string;
}

export function tally(theme: string): Tally {
  const counts = new Map<string, number>();
  return {
    count: (verdict) => counts.set(verdict, (counts.get(verdict) ?? 0) + 1),
    line: () => {
      const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
      const each = [...counts].sort().map(([verdict, count]) => `${verdict} ${count}`);
      return `oracle: ${theme}: ${all} questions, no disagreement (${each.join(', ')})`;
    },
  };
}

/** The engine's finding for one requirement at one scope. @param scope its id; other scopes of the network are left out */
export function engine(
  network: Network,
  scope: string,
  requirement: Requirement,
  tagList: TagList | null = null,
): RawFinding {
  const topology = buildTopology(network);
  const { scopes } = findScopes(topology, [scope]);
  const { findings } = evaluate(topology, scopes, () => [requirement], tagList);
  expect(findings).toHaveLength(1);
  return findings[0] as RawFinding;
}

/** The verdict is one that counting packets gives, and every rule of the path decides some packet. */
export function agree(finding: RawFinding, answer: Answer): void {
  expect([...verdicts(answer.outcomes)]).toContain(finding.verdict);
  evidence(finding, answer);
}

/** The same where the input leaves open which of several networks it is: the verdict is the one that they force. */
export function agreeOver(finding: RawFinding, answers: readonly Answer[]): void {
  expect([...overWorlds(answers)]).toContain(finding.verdict);
  const [first] = answers;
  if (first === undefined) throw new Error('there is at least one world');
  const decisions = answers.flatMap((one) => one.decisions);
  evidence(finding, { ...first, decisions, denials: answers.flatMap(({ denials }) => denials) });
}

/** Legs whose decisions are named by rules of the input. */
const NAMED_LEGS: readonly PathStep['leg'][] = ['network-interface-group', 'network-security-group', 'firewall'];

/** Every rule that the path names decides some packet as the path says; and what denies a packet, or lets one through, is among them. */
export function evidence(finding: RawFinding, answer: Answer): void {
  const decided = new Set(answer.decisions.map(decisionKey));
  const named = finding.path.filter(
    ({ leg, action, rule }) => NAMED_LEGS.includes(leg) && (action === 'allow' || action === 'deny') && rule !== null,
  );
  for (const step of named) expect(decided).toContain(stepKey(step));
  // A route may lead to a firewall, to the Internet or nowhere: it is held to being taken, not to what comes of it.
  const taken = new Set(
    answer.decisions.flatMap(({ leg, resource, rule }) => (leg === 'route' ? [`${resource}|${rule}`] : [])),
  );
  for (const { resource, rule } of finding.path.filter((step) => step.leg === 'route' && step.resource === 'routes')) {
    expect([...taken]).toContain(`${resource}|${rule}`);
  }
  if (finding.verdict === 'unmet' || finding.verdict === 'partial') {
    const denials = new Set(answer.denials.map(legOf));
    expect(finding.path.some((step) => step.action === 'deny' && denials.has(legOf(step)))).toBe(true);
  }
  if (finding.verdict === 'met') {
    expect(finding.path.filter(({ action }) => action === 'deny')).toEqual([]);
    const legs = finding.path.map(({ leg }) => leg);
    for (const leg of new Set(answer.decisions.map((decision) => decision.leg))) expect(legs).toContain(leg);
  }
}

function stepKey({ leg, resource, rule, action }: Pick<PathStep, 'leg' | 'resource' | 'rule' | 'action'>): string {
  return [leg, resource, rule, action].join('|').toLowerCase();
}

/** What can be compared of a denial: the rule where one is named, else the leg. */
function legOf({ leg, rule, resource }: Pick<PathStep, 'leg' | 'rule' | 'resource'>): string {
  return NAMED_LEGS.includes(leg) && rule !== null ? [leg, resource, rule].join('|').toLowerCase() : leg;
}
