/** The repair as one function: files in, what to change in them out. Nothing is written here. */
import type { Message } from './azure/message.js';
import { judge, judgeAt, refuseUnmatched, waive } from './check.js';
import type { CheckIo } from './check-options.js';
import { createEditor, type Edits } from './fix/editor.js';
import { loadInputs } from './inputs.js';
import { compareWith } from './reachability/change.js';
import type { Finding } from './reachability/finding.js';
import type { Topology } from './reachability/topology.js';
import { applyChange, type Change, scopeAfter } from './remedy/change.js';
import { foldChanges } from './remedy/merge-changes.js';
import type { Gap } from './remedy/propose.js';
import { remedySet } from './remedy/remedy-set.js';
import { findSiblings } from './remedy/siblings.js';
import { exitStatus, isGap } from './report/conclusion.js';
import type { Messages } from './report/language/catalogue.js';
import { localiseFinding } from './report/localise.js';
import type { Settings } from './settings/settings.js';

/** Which gaps are closed: all, or those of required rows. */
export type FixLevel = 'all' | 'required';

/** A gap that the changes leave, or of which nobody can tell whether they close it. */
export interface Left {
  readonly finding: Finding;
  readonly reason: Message | null;
}

export interface FixResult extends Edits {
  readonly messages: Messages;
  /** How many gaps there are, and how many of them these changes close. */
  readonly gaps: number;
  readonly closed: number;
  readonly left: readonly Left[];
  /** Groups that open the Internet for hosts, since groups see no names. */
  readonly opened: readonly string[];
  /** The exit status of `check` once these changes are made, but for rules that are too wide, which no change here touches. */
  readonly status: (changes: readonly Change[]) => 0 | 1;
  readonly changes: readonly Change[];
}

/** A change may change what is asked (a route past the firewall, for instance): then the rest is looked at once more. */
const MOST_ROUNDS = 3;

/**
 * Works out what closes the gaps of the input, and how its files have to be edited.
 * @param workspace the folder that no file to edit may be outside of
 * @throws {ConfigurationError} the settings ask for what does not exist (exit status 2)
 * @throws {InputError} an input cannot be read (exit status 3)
 */
export async function fix(settings: Settings, io: CheckIo, level: FixLevel, workspace: string): Promise<FixResult> {
  const inputs = await loadInputs(settings, io, workspace);
  const start = judge(inputs.after, inputs, settings);
  refuseUnmatched(start.unmatched);
  const earlier = inputs.before === null ? null : judge(inputs.before, inputs, settings).findings;
  const editor = createEditor(start.topology, { cwd: io.cwd, workspace, undecided: inputs.undecided });

  /** Findings of a changed network, waived as those of the input are. */
  const findingsAt = (topology: Topology) => {
    const scopes = start.scopes.map((scope) => scopeAfter(scope, topology));
    const judged = judgeAt({ scopes, diagnostics: [], unmatched: [] }, topology, inputs, settings);
    const compared = compareWith(judged.findings, earlier, inputs.after);
    // Rules that are wider than needed are nobody's gap.
    const { findings } = waive({ findings: compared, tooWide: [] }, judged, inputs, settings, io);
    return findings.map((raw, i) => ({
      finding: localiseFinding(raw, { remedy: null, reason: null }, inputs.messages),
      asked: judged.asked[i],
    }));
  };

  const first = gapsOf(findingsAt(start.topology), level);
  const found: Change[] = [];
  const reasons = new Map<string, Message | null>();
  let topology = start.topology;
  let gaps: readonly FixGap[] = first;
  for (let round = 0; round < MOST_ROUNDS && gaps.length > 0; round++) {
    const set = remedySet(gaps, topology, inputs.tagList, editor.isWritable);
    for (const { gap, reason } of set.outcomes) reasons.set(nameOf(gap.finding), reason);
    if (set.changes.length === 0) break;
    found.push(...set.changes);
    topology = set.topology;
    gaps = gapsOf(findingsAt(topology), level);
  }
  // What a later round puts into a collection of an earlier one is written with it.
  const changes = foldChanges(found);
  const last = findingsAt(topology);
  const asked = new Set(first.map(({ finding }) => nameOf(finding)));
  // What is undecided now may be closed still: it is not known to be open.
  const undecided = last.filter(({ finding }) => finding.verdict === 'unknown' && asked.has(nameOf(finding)));
  const left = [...gapsOf(last, level), ...undecided].map(({ finding }): Left => {
    return { finding, reason: reasons.get(nameOf(finding)) ?? null };
  });
  const open = new Set(left.map(({ finding }) => nameOf(finding)));
  return {
    ...editor.edit(changes),
    messages: inputs.messages,
    gaps: first.length,
    closed: first.filter(({ finding }) => !open.has(nameOf(finding))).length,
    left,
    opened: openedGroups(changes, start.topology),
    status: (made) => {
      const there = withChanges(start.topology, made);
      return exitStatus({ findings: findingsAt(there).map(({ finding }) => finding), tooWide: [] }, settings.failOn);
    },
    changes,
  };
}

interface FixGap extends Gap {
  readonly finding: Finding;
}

/** Gaps in the order in which they are closed: what is required first, tags before hosts, so that a host's rule never stands in for a tag's. */
function gapsOf(
  findings: readonly { readonly finding: Finding; readonly asked: Gap | undefined }[],
  level: FixLevel,
): readonly FixGap[] {
  const gaps = findings.flatMap(({ finding, asked }) =>
    asked !== undefined && isGap(finding) && (level === 'all' || finding.level === 'required')
      ? [{ ...asked, finding }]
      : [],
  );
  const rank = ({ finding: { level: its, tag } }: FixGap): number =>
    (its === 'required' ? 0 : 2) + (tag === null ? 1 : 0);
  return [...gaps].sort((a, b) => rank(a) - rank(b));
}

function nameOf({ scope, requirement, tag, host }: Finding): string {
  return [scope, requirement, tag, host].join('\n');
}

function withChanges(topology: Topology, changes: readonly Change[]): Topology {
  const siblings = findSiblings(topology);
  return changes.reduce((there, change) => {
    const after = applyChange(there, change);
    return siblings.mirrors(change, after).reduce(applyChange, after);
  }, topology);
}

/** Rules for the Internet, by the group that they are for. */
function openedGroups(changes: readonly Change[], topology: Topology): readonly string[] {
  const ids = changes.flatMap((change) => {
    if (change.kind !== 'security-rule') return [];
    const { destinationAddressPrefixes } = change.rule;
    const isOpen = Array.isArray(destinationAddressPrefixes) && destinationAddressPrefixes.includes('Internet');
    return isOpen ? [topology.securityGroups.get(change.group)?.id ?? change.group] : [];
  });
  return [...new Set(ids)];
}
