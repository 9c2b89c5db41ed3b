/** The answer of an Azure what-if, in the shape of the command line or of REST, as the network after the deployment and the one before (W1 to W3). */
import { armIdKey } from '../../../azure/arm-id.js';
import { msg } from '../../../azure/message.js';
import type { Diagnostic, Network } from '../../../azure/model.js';
import { joinParts, type PartialNetwork } from '../../parts.js';
import { InputError, type SourceModel } from '../../source.js';
import type { Path } from '../cursor.js';
import { keepAssignedAddresses } from './assigned.js';
import { type Change, changeOf, statesOf } from './change.js';
import { type AnswerInput, isObject, items, member, readMembers, textMember } from './members.js';
import { type AnswerOptions, limited, warning } from './notes.js';
import { isRead, labelOf, mapShown, type ResourceName, type Shown } from './payload.js';
import { agreed } from './twice.js';
import { isDeployment, openPolicies, unexpandedNote } from './unexpanded.js';
import { linkOfText, resourceOfText } from './unresolved.js';

/** What a what-if answer holds, apart from the resources that no check reads. */
interface Document {
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
  /** Nested deployments that Azure has not looked into. */
  readonly unexpanded: readonly ResourceName[];
}

/**
 * Reads a what-if answer. `before` is what `NoChange`, `Modify`, `Ignore` and `Delete` say was there.
 * @throws {InputError} it is no JSON, or Azure answered with an error
 */
export function readWhatIf(input: AnswerInput, options: AnswerOptions): SourceModel {
  const document = readDocument(input);
  const changes = joined(document.changes).map((change) => ({ change, states: statesOf(change) }));
  const bodies = new Map<string, unknown>();
  for (const { change, states } of changes)
    if (change.name.id !== undefined && states.after !== null && 'body' in states.after)
      bodies.set(armIdKey(change.name.id), states.after.body);
  const diagnostics: Diagnostic[] = [];
  const around = { file: input.file, reported: options.reported };
  const parts = (side: 'before' | 'after'): PartialNetwork[] =>
    changes.flatMap(({ change, states }) => {
      const shown = side === 'after' ? afterOf(change, states.after) : states.before;
      if (shown === null) return [];
      return mapShown(change.name, shown, {
        ...around,
        resolveLink: (body, path, wanted) => {
          const text = valueAt(body, path);
          return typeof text === 'string' ? linkOfText(text, wanted, (id) => bodies.get(armIdKey(id))) : null;
        },
        ...(side === 'after' ? { diagnose: (diagnostic: Diagnostic) => void diagnostics.push(diagnostic) } : {}),
      });
    });
  const open = changes.flatMap(({ states }) =>
    states.after !== null && 'open' in states.after ? [warning(states.after.open)] : [],
  );
  const finish = (network: Network): Network => openPolicies(network, document.unexpanded);
  return {
    network: finish(joinParts(parts('after'))),
    before: finish(joinParts(parts('before'))),
    diagnostics: [...document.diagnostics, ...limited(open), ...diagnostics],
  };
}

function afterOf(change: Change, after: Shown | null): Shown | null {
  if (after === null || !('body' in after)) return after;
  return { ...after, body: keepAssignedAddresses(change.name.type, change.before, after.body) };
}

/** Azure lists a resource once for each deployment that holds it. What the entries do not agree on is open. */
function joined(changes: readonly Change[]): readonly Change[] {
  const byId = new Map<string, Change>();
  const rest: Change[] = [];
  for (const change of changes) {
    const { id } = change.name;
    const key = id === undefined ? null : armIdKey(id);
    const known = key === null ? undefined : byId.get(key);
    if (key === null) rest.push(change);
    else byId.set(key, known === undefined ? change : both(known, change));
  }
  return [...byId.values(), ...rest];
}

function both(one: Change, other: Change): Change {
  const reason = msg`the what-if answer lists ${labelOf(one.name)} more than once, with different contents`;
  const plain = [one, other].every(({ type }) => PLAIN.has(type));
  return {
    ...one,
    type: one.type === other.type || plain ? one.type : 'unsupported',
    reason: one.reason ?? other.reason ?? (plain ? null : reason),
    before:
      one.before === null || other.before === null
        ? (one.before ?? other.before)
        : agreed(one.before, other.before, reason),
    after: agreed(one.after, other.after, reason),
  };
}

/** Types of changes after which the resource is as `after` shows it. */
const PLAIN: ReadonlySet<string> = new Set(['create', 'modify', 'nochange']);

const SECTIONS: ReadonlySet<string> = new Set(['changes', 'potentialChanges']);
const VALUES: ReadonlySet<string> = new Set(['status', 'error', 'diagnostics']);

function readDocument(input: AnswerInput): Document {
  const changes: Change[] = [];
  const unexpanded: ResourceName[] = [];
  const lost: Diagnostic[] = [];
  const values = new Map<string, unknown>();
  readMembers(input, {
    lists: SECTIONS,
    values: VALUES,
    wrappers: new Set(['properties']),
    value: (name, value) => void values.set(name, value),
    element: (list, entry) => {
      const name = nameOf(entry);
      if (name === null) {
        if (isObject(entry) && !isScope(entry)) lost.push(lostNote(entry));
      } else if (isDeployment(name)) {
        if (/^(?:unsupported|ignore)$/i.test(textMember(entry, 'changeType') ?? '')) unexpanded.push(name);
      } else if (isRead(name.type)) changes.push(changeOf(entry, name, list));
    },
  });
  refuseFailure(values, input.file);
  const notes = items(values.get('diagnostics')).flatMap((one) => noteOf(one, unexpanded));
  const deployments = [...new Map(unexpanded.map((name) => [labelOf(name).toLowerCase(), name])).values()];
  return {
    changes,
    unexpanded: deployments,
    diagnostics: [...limited(notes), ...limited(deployments.map(unexpandedNote)), ...limited(lost)],
  };
}

/** The resource of an entry: by its id, or by the text of an id that is not resolved. */
function nameOf(entry: unknown): ResourceName | null {
  const id = textMember(entry, 'resourceId') ?? textMember(member(entry, 'after'), 'id');
  return id === null ? null : resourceOfText(id);
}

/** Subscriptions and resource groups are listed too, and nothing about them matters here. */
function isScope(entry: unknown): boolean {
  return /^\/subscriptions\/[^/]+(?:\/resourcegroups\/[^/]+)?\/?$/i.test(textMember(entry, 'resourceId') ?? '');
}

/** An entry whose resource nobody can name may be anything; that it is there has to be said. */
function lostNote(entry: unknown): Diagnostic {
  const id = textMember(entry, 'resourceId') ?? '?';
  return warning(msg`what-if lists a resource that it cannot name yet: ${id.slice(0, 200)}`);
}

/** Where Azure could not work out anything there are no changes, and nothing to check would look like nothing wrong. */
function refuseFailure(values: ReadonlyMap<string, unknown>, file: string): void {
  const error = values.get('error');
  const status = values.get('status');
  if (!isObject(error) && (typeof status !== 'string' || /^succeeded$/i.test(status))) return;
  const said = [textMember(error, 'code'), textMember(error, 'message')].filter((text) => text !== null).join(': ');
  throw new InputError(
    `this what-if has failed and shows no changes (${(said || String(status)).slice(0, 500)}); mend the deployment and run it again`,
    file,
  );
}

/** What Azure itself notes. Deployments that it has not looked into are collected in `unexpanded`. */
function noteOf(note: unknown, unexpanded: ResourceName[]): readonly Diagnostic[] {
  const target = textMember(note, 'target');
  const named = target === null ? null : resourceOfText(target);
  if (named !== null && isDeployment(named)) {
    unexpanded.push(named);
    return [];
  }
  const message = textMember(note, 'message');
  if (message === null) return [];
  const about = named === null ? (target ?? 'what-if') : labelOf(named);
  return [warning(msg`${about}: ${message.slice(0, 500)}`)];
}

function valueAt(body: unknown, path: Path): unknown {
  let value = body;
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined;
    else value = member(value, step);
  }
  return value;
}
