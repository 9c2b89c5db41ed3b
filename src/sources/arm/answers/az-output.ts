/** What `az … show`, `az … list` and the REST interface print of resources and deployments: one object, a list, or a list in `value`, in any mixture (N15). */
import { armIdKey, parentArmId } from '../../../azure/arm-id.js';
import { msg } from '../../../azure/message.js';
import type { Diagnostic } from '../../../azure/model.js';
import { joinParts, type PartialNetwork } from '../../parts.js';
import type { SourceModel } from '../../source.js';
import type { ResourceInstance } from '../../terraform/document.js';
import { documentOf } from '../../terraform/outputs-document.js';
import { readTerraform } from '../../terraform/reader.js';
import { readArmResource } from '../resources.js';
import { withoutUnderscores } from './az-ml.js';
import { readDeployment } from './deployment.js';
import { type AnswerInput, items, member, readElements, textMember } from './members.js';
import { namedById } from './named.js';
import { type AnswerOptions, limited, note, warning } from './notes.js';
import { isRead, mapShown, type ResourceName, type Shown } from './payload.js';
import { agreed } from './twice.js';
import { isDeployment } from './unexpanded.js';

interface Entry {
  readonly name: ResourceName;
  readonly shown: Shown;
}

/**
 * Reads resources and deployments as they are now. Types that no check reads are counted and left out.
 * @throws {InputError} it is no JSON, or a value is nested too deep or too long
 */
export function readAzOutput(input: AnswerInput, options: AnswerOptions): SourceModel {
  const entries: Entry[] = [];
  const values: ResourceInstance[] = [];
  const diagnostics: Diagnostic[] = [];
  let skipped = 0;
  readElements(
    input,
    (value) => {
      const found = entriesOf(value, values, diagnostics);
      if (found === null) skipped++;
      else entries.push(...found);
    },
    (name, next) => {
      if (typeof next === 'string')
        diagnostics.push(warning(msg`the list goes on behind ${name}; what is there is not in the input`));
    },
  );
  if (skipped > 0 && entries.length === 0)
    diagnostics.push(
      note(msg`none of the ${skipped} resources of this file is of a type that matters for the network`),
    );
  const around = {
    file: input.file,
    reported: options.reported,
    diagnose: (diagnostic: Diagnostic) => void diagnostics.push(diagnostic),
  };
  const all = joined(entries);
  const parts: PartialNetwork[] = [...all, ...ownersOf(all)].map(({ name, shown }) => mapShown(name, shown, around));
  if (values.length > 0) {
    const model = readTerraform(documentOf(withNames(values)), { file: input.file, reported: options.reported });
    parts.push(model.network);
    diagnostics.push(...model.diagnostics);
  }
  return { network: joinParts(parts), before: null, diagnostics: limited(diagnostics) };
}

/** What a value calls itself is its name in reports, as it is for every resource in ARM's words; where two have the same, their places tell them apart. */
function withNames(values: readonly ResourceInstance[]): readonly ResourceInstance[] {
  const taken = new Set<string>();
  return values.map((instance, at) => {
    const name = member(instance.values, 'name');
    const names = [...(instance.mode === 'data' && typeof name === 'string' ? [name] : []), instance.address];
    const address = names.find((one) => one !== '' && !taken.has(one)) ?? `${instance.address}[${at}]`;
    taken.add(address);
    return { ...instance, address };
  });
}

/**
 * What one element holds; `null` for what is no resource that is read.
 * @param values takes what outputs of deployments hold without an id
 */
function entriesOf(value: unknown, values: ResourceInstance[], diagnostics: Diagnostic[]): readonly Entry[] | null {
  const resource = readArmResource(value);
  if (resource === null) return null;
  const { type, id, name } = resource;
  const named: ResourceName = { type, names: name, ...(id === undefined ? {} : { id }) };
  if (isDeployment(named)) {
    const deployment = readDeployment(value, id ?? 'the deployment');
    diagnostics.push(...deployment.diagnostics);
    values.push(...deployment.values);
    return deployment.resources;
  }
  if (!isRead(type)) return null;
  const body = withoutUnderscores(type, value);
  return [{ name: named, shown: { body } }, ...groupsOf(named, body)];
}

/** A policy lists the ids of its rule collection groups. What they hold is elsewhere, perhaps in another file: until it is found, it is open. */
function groupsOf({ type, id }: ResourceName, body: unknown): readonly Entry[] {
  if (type.toLowerCase() !== 'microsoft.network/firewallpolicies' || id === undefined) return [];
  const properties = member(body, 'properties') ?? body;
  const listed = ['ruleCollectionGroups', 'ruleGroups'].flatMap((list) => items(member(properties, list)));
  return listed.flatMap((one) => {
    const group = namedById(textMember(one, 'id') ?? '');
    if (group === null || !isRead(group.type)) return [];
    return [
      {
        name: group,
        shown: { open: msg`the input shows that ${id} has ${group.id ?? ''}, and not what is in it`, existing: true },
      },
    ];
  });
}

/** Types that are a part of their parent, and decide nothing without it. */
const PARTS: ReadonlySet<string> = new Set([
  'microsoft.network/networksecuritygroups/securityrules',
  'microsoft.network/routetables/routes',
  'microsoft.network/firewallpolicies/rulecollectiongroups',
]);

/** The groups, tables and policies whose parts are printed without them: they exist, and what else is in them is open. */
function ownersOf(entries: readonly Entry[]): readonly Entry[] {
  const known = new Set(entries.map(({ name }) => armIdKey(name.id ?? '')));
  const owners = new Map<string, Entry>();
  for (const { name } of entries) {
    const id = name.id === undefined || !PARTS.has(name.type.toLowerCase()) ? null : parentArmId(name.id);
    const owner = id === null ? null : namedById(id);
    if (id === null || owner === null || known.has(armIdKey(id))) continue;
    const open = msg`the file shows a part of ${id}, and not what else is in it`;
    owners.set(armIdKey(id), { name: owner, shown: { open, existing: true } });
  }
  return [...owners.values()];
}

/** A resource that is printed twice is one; where the two differ, nobody knows which of them is newer. References to a resource give way to it. */
function joined(entries: readonly Entry[]): readonly Entry[] {
  const byId = new Map<string, Entry>();
  const rest: Entry[] = [];
  for (const entry of entries) {
    const { id } = entry.name;
    const key = id === undefined ? null : armIdKey(id);
    const known = key === null ? undefined : byId.get(key);
    if (key === null) rest.push(entry);
    else if (known === undefined || 'open' in known.shown) byId.set(key, entry);
    else if ('body' in entry.shown) {
      const reason = msg`the file shows ${id ?? ''} more than once, with different contents`;
      byId.set(key, { ...known, shown: { body: agreed(known.shown.body, entry.shown.body, reason) } });
    }
  }
  return [...byId.values(), ...rest];
}
