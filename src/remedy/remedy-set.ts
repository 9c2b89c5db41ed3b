/** All gaps together as one set of changes: each for the network with those before it, joined where one rule will do, and judged by the engine as a whole. */
import type { Message } from '../azure/message.js';
import type { TagList } from '../azure/tag-list.js';
import { answerOne } from '../reachability/evaluate.js';
import type { Verdict } from '../reachability/finding.js';
import type { Topology } from '../reachability/topology.js';
import { applyChange, type Change, scopeAfter } from './change.js';
import { joining } from './join-sources.js';
import { foldChanges, mergeChanges } from './merge-changes.js';
import { type Bounds, type Gap, propose } from './propose.js';
import { findSiblings, type Siblings } from './siblings.js';

/** What became of a gap. */
export interface Outcome<G extends Gap = Gap> {
  readonly gap: G;
  /** What the engine finds with all changes of the set. */
  readonly verdict: Verdict;
  /** Why it is not closed, or whose it is to do the rest; `null` where it is closed. */
  readonly reason: Message | null;
}

export interface RemedySet<G extends Gap = Gap> {
  /** What has to be written, each once, in the order of the gaps; empty where nothing helps. */
  readonly changes: readonly Change[];
  /** The network with all of them, also where one block declares several resources. */
  readonly topology: Topology;
  /** One for each gap, in their order. */
  readonly outcomes: readonly Outcome<G>[];
}

/**
 * One set of changes for many gaps. Scopes that share a group share its rules; a second run on its result finds nothing to do.
 * Changes that do not close a gap by themselves are part of it only where the rest is somebody else's.
 * @param isWritable whether a change can be written where it belongs
 */
export function remedySet<G extends Gap>(
  gaps: readonly G[],
  topology: Topology,
  tagList: TagList | null,
  isWritable: Bounds['isWritable'] = () => true,
): RemedySet<G> {
  const siblings = findSiblings(topology);
  const bounds: Bounds = { isWritable, rulesBeside: siblings.rulesBeside, isAlone: siblings.isAlone };
  const found = joining();
  const reasons: (Message | null)[] = [];
  let now = topology;
  for (const { scope, requirement } of gaps) {
    const proposal = propose({ scope: scopeAfter(scope, now), requirement }, now, tagList, bounds);
    reasons.push(proposal.reason);
    if (proposal.verdict !== 'met' && proposal.verdict !== 'unknown' && !proposal.elsewhere) continue;
    now = proposal.changes.reduce((there, change) => mirrored(there, change, siblings), proposal.topology);
    now = proposal.changes.reduce((there, change) => found.add(change, there), now);
  }
  const { changes } = found;
  const verdicts = (there: Topology): readonly Verdict[] => gaps.map((gap) => verdictAt(gap, there, tagList));
  const apart = { changes: foldChanges(changes), topology: now, verdicts: verdicts(now) };
  const joined = mergeChanges(changes, topology);
  const together = joined.reduce((there, change) => mirrored(applyChange(there, change), change, siblings), topology);
  const merged = { changes: joined, topology: together, verdicts: verdicts(together) };
  // One by one they were tried; together they have to do the same.
  const isSame =
    merged.verdicts.every((verdict, i) => verdict === apart.verdicts[i]) &&
    joined.every((change) => isWritable(change, topology));
  const best = isSame ? merged : apart;
  return {
    changes: best.changes,
    topology: best.topology,
    outcomes: gaps.map((gap, i) => {
      const verdict = best.verdicts[i] ?? 'unknown';
      return { gap, verdict, reason: verdict === 'met' ? null : (reasons[i] ?? null) };
    }),
  };
}

/** The network with what the block of a change does to the other resources that it declares. */
function mirrored(topology: Topology, change: Change, siblings: Siblings): Topology {
  return siblings.mirrors(change, topology).reduce(applyChange, topology);
}

function verdictAt({ scope, requirement }: Gap, topology: Topology, tagList: TagList | null): Verdict {
  return answerOne(topology, scopeAfter(scope, topology), () => requirement, tagList).finding.verdict;
}
