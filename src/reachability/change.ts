/** What a change does to each finding: a gap it makes, one that was there, one it closes; and which rule it takes away. */
import type { Network } from '../azure/model.js';
import { knownOr, type Value } from '../azure/value.js';
import type { RawFinding } from './evaluate.js';
import type { Finding, PathStep, Verdict } from './finding.js';

export type ComparedFinding = RawFinding & Pick<Finding, 'change'>;

/** What is known of a step from before, in whatever words. */
type EarlierStep = Omit<PathStep, 'part' | 'waitsFor'>;

/** What is known of a finding from before: of the network before the change, or of an earlier report. */
export interface EarlierFinding {
  readonly requirement: string;
  readonly scope: string;
  readonly tag: string | null;
  readonly host: string | null;
  readonly verdict: Verdict;
  readonly path: readonly EarlierStep[];
}

/**
 * Compares with the findings of the network before the change.
 * @param before `null` where there is no earlier state to compare with
 * @param now the network after the change, in which the rules are looked for that allowed something before
 * @returns `new` for a gap that was none before and for everything at a scope that was not there; `fixed` for a gap that is none any more
 */
export function compareWith(
  after: readonly RawFinding[],
  before: readonly EarlierFinding[] | null,
  now: Network,
): readonly ComparedFinding[] {
  if (before === null) return after.map((finding) => ({ ...finding, change: null }));
  const earlier = new Map(before.map((finding) => [keyOf(finding), finding]));
  let rules: ReadonlySet<string> | null = null;
  return after.map((finding) => {
    const was = earlier.get(keyOf(finding));
    if (was === undefined) return { ...finding, change: 'new' };
    if (isGap(finding)) {
      if (isGap(was)) return { ...finding, change: 'existing' };
      rules ??= rulesOf(now);
      return told(finding, was, rules);
    }
    // What turned from closed to undecided is not known to be closed no more.
    return { ...finding, change: isGap(was) && finding.verdict !== 'unknown' ? 'fixed' : 'existing' };
  });
}

/** A new gap, with the rule that allowed it before and is there no more. */
function told(finding: RawFinding, was: EarlierFinding, rules: ReadonlySet<string>): ComparedFinding {
  const { flow } = finding.explanation;
  const lost =
    was.verdict === 'met' ? was.path.find((step) => isOwnRule(step) && !rules.has(nameOfStep(step))) : undefined;
  if (lost === undefined) return { ...finding, change: 'new' };
  return {
    ...finding,
    change: 'new',
    explanation: { kind: 'rule-taken-away', flow, by: lost, now: finding.explanation },
  };
}

/** A rule that somebody wrote: default rules and system routes cannot be taken away. */
function isOwnRule({ leg, rule, action, priority }: EarlierStep): boolean {
  const allows = action === 'allow' || (leg === 'route' && action === 'route');
  return allows && rule !== null && rule !== 'Default' && (priority === null || priority < 65000) && leg !== 'way-out';
}

function nameOfStep({ resource, collection, rule }: EarlierStep): string {
  return [resource, collection ?? '', rule ?? ''].join('\n');
}

/** All rules and routes of a network, as {@link nameOfStep} names them. */
function rulesOf(network: Network): ReadonlySet<string> {
  const name = (resource: string, collection: Value<string> | null, rule: Value<string>): string =>
    [resource, collection === null ? '' : knownOr(collection, ''), knownOr(rule, '')].join('\n');
  return new Set([
    ...network.networkSecurityGroups.flatMap(({ id, securityRules }) =>
      securityRules.map((rule) => name(id, null, rule.name)),
    ),
    ...network.routeTables.flatMap(({ id, routes }) => routes.map((route) => name(id, null, route.name))),
    ...[...network.firewalls, ...network.ruleCollectionGroups].flatMap(({ id, ruleCollections }) =>
      ruleCollections.flatMap((collection) => collection.rules.map((rule) => name(id, collection.name, rule.name))),
    ),
    ...network.workspaces.flatMap(({ id, isolationMode, outboundRules }) => [
      // An isolation mode decides like a rule, and is none that could be taken away.
      name(id, null, isolationMode),
      ...outboundRules.map((rule) => name(id, null, rule.name)),
    ]),
    ...network.securityAdminRules.map(({ id, rule }) => name(id, null, rule.name)),
  ]);
}

function keyOf({
  scope,
  requirement,
  tag,
  host,
}: Pick<EarlierFinding, 'scope' | 'requirement' | 'tag' | 'host'>): string {
  return [scope, requirement, tag, host].join('\n');
}

function isGap({ verdict }: { readonly verdict: Verdict }): boolean {
  return verdict === 'unmet' || verdict === 'partial';
}
