/** The values that a deployment resource gives for the parameters of its template: entry by entry, or as one expression that makes all of them. */
import { msg } from '../../../azure/message.js';
import { member as memberOfValue, oneOf } from '../language/access.js';
import { spend } from '../language/budget.js';
import { identityOf, open, secure } from '../language/open.js';
import { type ArmValue, OPEN, type Open } from '../language/types.js';
import { isObject, isOpen, memberOf as valueIn } from '../language/values.js';
import { evaluateNode, guarded } from './evaluate-node.js';
import { type JsonNode, memberOf, membersOf } from './node.js';
import type { Given } from './parameters.js';
import type { Instance, Run } from './run.js';
import { shown } from './tokens.js';

/**
 * `parameters` of a deployment resource: evaluated in the scope around it, when they are asked for. An entry is an object with a value, or an expression
 * that makes one. Where the names of the entries are not written out, all of them are evaluated at once.
 */
export function givenBy(instance: Instance): Given {
  const properties = memberOf(instance.node, 'properties');
  const parameters = memberOf(properties, 'parameters');
  const link = memberOf(properties, 'parametersLink');
  if (link !== null) {
    const name = instance.names.map(shown).join('/');
    return (wanted) =>
      open(msg`deployment ${name} takes its parameters from elsewhere; they are not in the input`, nameOf(wanted));
  }
  if (parameters === null) return () => undefined;
  return isWrittenOut(parameters) ? byEntry(parameters, instance) : asWhole(parameters, instance);
}

/** No name is an expression, and no loop makes entries. */
function isWrittenOut(parameters: JsonNode): boolean {
  return (
    parameters.kind === 'object' &&
    membersOf(parameters).every(
      ({ name, value }) => !name.startsWith('[') && !(name.toLowerCase() === 'copy' && value.kind === 'array'),
    )
  );
}

function nameOf(parameter: string): string {
  return `parameters('${parameter}')`;
}

function byEntry(parameters: JsonNode, instance: Instance): Given {
  const { run } = instance.deployment;
  const named = new Map(membersOf(parameters).map((member) => [member.name.toLowerCase(), member]));
  return (name) => {
    const member = named.get(name);
    if (member === undefined) return undefined;
    if (memberOf(member.value, 'reference') !== null) return secure(nameOf(member.name), 'string');
    return entryValue(evaluateNode(member.value, instance.scope, run), name, member.offset, run);
  };
}

function asWhole(parameters: JsonNode, instance: Instance): Given {
  let all: ArmValue | undefined;
  const { run } = instance.deployment;
  return (name) => {
    all ??= evaluateNode(parameters, instance.scope, run);
    return inAll(all, name, parameters.offset, run);
  };
}

/** The value of one parameter among all that are given. Of one that may be given or not, nothing is known: its default may count. */
function inAll(all: ArmValue, name: string, offset: number, run: Run): ArmValue | undefined {
  if (isObject(all)) {
    const entry = valueIn(all, name);
    return entry === undefined ? undefined : entryValue(entry, name, offset, run);
  }
  if (!isOpen(all)) return all === null ? undefined : undecided(run, all, name, offset);
  const { members, alternatives } = all[OPEN];
  const known = members === null ? undefined : valueIn(members, name);
  if (known !== undefined) return entryValue(known, name, offset, run);
  if (alternatives !== null) {
    const values = alternatives.map((one) => (isOpen(one) ? undefined : inAll(one, name, offset, run)));
    const given = values.filter((one) => one !== undefined);
    if (given.length === values.length) return oneOf(given, all, labelsOf(all, name), () => step(run));
    if (given.length === 0 && alternatives.every((one) => !isOpen(one))) return undefined;
  }
  return open(msg`whether the parameter ${name} is given is not decided (${all.unknown})`, nameOf(name), {
    identity: labelsOf(all, name).identity,
  });
}

/** Something that is no object of entries: Azure refuses it, and nothing follows from it. */
function undecided(run: Run, all: ArmValue, name: string, offset: number): Open {
  const reason = msg`the parameters of a deployment are not an object`;
  run.warn(reason, offset);
  return open(reason, nameOf(name), { identity: labelsOf(all, name).identity });
}

function labelsOf(all: ArmValue, name: string): { readonly text: string; readonly identity: string } {
  return { text: nameOf(name), identity: `${identityOf(all)}[${name}].value` };
}

/** The value in an entry: `{ value }`, a reference to a key vault, or something open that is one of these. */
function entryValue(entry: ArmValue, name: string, offset: number, run: Run): ArmValue | undefined {
  if (isOpen(entry))
    return guarded(run, offset, () =>
      memberOfValue(
        entry,
        'value',
        0,
        () => name,
        () => step(run),
      ),
    );
  if (!isObject(entry)) return undefined;
  return valueIn(entry, 'reference') === undefined ? valueIn(entry, 'value') : secure(nameOf(name), 'string');
}

function step(run: Run): void {
  spend(run.budget, 'steps', 1);
}
