/** What each kind of change of a what-if answer says about a resource before and after the deployment (W1). */
import { isMessage, type Message, msg } from '../../../azure/message.js';
import { isObject, member, textMember } from './members.js';
import type { ResourceName, Shown } from './payload.js';
import { labelOf } from './payload.js';

/** One entry of `changes` (or of `potentialChanges`). */
export interface Change {
  readonly name: ResourceName;
  /** In lower case; `potential` for what may or may not happen. */
  readonly type: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Why nothing is known, for `Unsupported`: in Azure's words or in ours. */
  readonly reason: string | Message | null;
}

/** Before and after; `null` where the resource is not there. */
export interface TwoStates {
  readonly before: Shown | null;
  readonly after: Shown | null;
}

type Rule = (change: Change) => TwoStates;

const ID_ONLY = (change: Change): Message =>
  msg`the what-if answer names ${labelOf(change.name)} without its properties; ask for FullResourcePayloads`;

/**
 * Each type of change once. `after` is what the deployment leaves; what the template does not hold stays as it is, since only the complete mode deletes,
 * and then says `Delete`. What Azure could not work out is open, whatever else the entry holds.
 */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['create', (change) => ({ before: null, after: shown(change.after, change) })],
  ['modify', (change) => ({ before: shown(change.before, change), after: shown(change.after, change) })],
  [
    'nochange',
    (change) => ({
      before: shown(change.before ?? change.after, change),
      after: shown(change.after ?? change.before, change),
    }),
  ],
  ['ignore', stays],
  ['delete', (change) => ({ before: shown(change.before, change), after: null })],
  ['deploy', (change) => alwaysOpen(ID_ONLY(change))],
  [
    'unsupported',
    (change) => {
      const label = labelOf(change.name);
      return alwaysOpen(
        change.reason === null
          ? msg`what-if could not work out ${label}`
          : msg`what-if could not work out ${label} (${isMessage(change.reason) ? change.reason : shortened(change.reason)})`,
      );
    },
  ],
  [
    'potential',
    (change) => alwaysOpen(msg`whether ${labelOf(change.name)} changes is decided while the deployment runs`),
  ],
]);

/** What a change says of its resource before and after. A type of change that nobody knows says nothing. */
export function statesOf(change: Change): TwoStates {
  const rule = RULES.get(change.type);
  return rule === undefined
    ? alwaysOpen(msg`the change of ${labelOf(change.name)} is of the unknown type ${change.type.slice(0, 40)}`)
    : rule(change);
}

/**
 * It exists, is not in the template, and stays: `before` shows it, and `after` the same. What-if says `Ignore` too of what is beyond its limits (500 nested
 * deployments, 800 groups, five minutes): without a `before` nothing is known.
 */
function stays(change: Change): TwoStates {
  if (!isObject(change.before)) return alwaysOpen(msg`what-if has not looked at ${labelOf(change.name)}`);
  const state = shown(change.before, change);
  return { before: state, after: state };
}

function alwaysOpen(open: Message): TwoStates {
  return { before: { open }, after: { open } };
}

function shown(payload: unknown, change: Change): Shown {
  return isObject(payload) ? { body: payload } : { open: ID_ONLY(change) };
}

/** Azure's reasons end in links and advice; the first sentence says it. */
function shortened(reason: string): string {
  const end = reason.indexOf('. ');
  const first = (end < 0 ? reason : reason.slice(0, end)).replace(/\.$/, '');
  return first.length > 300 ? `${first.slice(0, 300)}…` : first;
}

/** Reads one entry as far as its own members go. @param name which resource it is about */
export function changeOf(entry: unknown, name: ResourceName, list: string): Change {
  return {
    name,
    type: list === 'potentialChanges' ? 'potential' : (textMember(entry, 'changeType') ?? '').toLowerCase(),
    before: member(entry, 'before') ?? null,
    after: member(entry, 'after') ?? null,
    reason: textMember(entry, 'unsupportedReason'),
  };
}
