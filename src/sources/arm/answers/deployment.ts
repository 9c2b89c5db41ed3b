/** What a finished deployment tells: which resources it has made, by their ids alone, and the ids and resources among its outputs. */
import { armIdKey } from '../../../azure/arm-id.js';
import { msg } from '../../../azure/message.js';
import type { Diagnostic } from '../../../azure/model.js';
import { isUnknown } from '../../../azure/value.js';
import type { ResourceInstance } from '../../terraform/document.js';
import { azurermTypeOf } from '../../terraform/instances.js';
import type { JsonObject } from '../../terraform/known-values.js';
import { instancesOfOutputs, isSecure } from '../../terraform/outputs.js';
import type { Shape } from '../../terraform/outputs-shapes.js';
import { kindOfArmType, readArmResource } from '../resources.js';
import { isObject, items, member, textMember } from './members.js';
import { namedById } from './named.js';
import { warning } from './notes.js';
import { isRead, isWhole, type ResourceName, type Shown } from './payload.js';

/** Outputs are looked through for ids no deeper and no longer than this. */
const DEEPEST = 6;
const MOST_VALUES = 20_000;

/**
 * Resources that `az deployment … show` (or `create`, `validate`, `list`) names. A deployment shows no properties: what it names exists and is open, so that
 * links lead to it and nothing about it is taken for granted.
 * @param label what messages call the deployment
 */
export function readDeployment(
  deployment: unknown,
  label: string,
): {
  readonly resources: readonly Entry[];
  /** What outputs hold without an id, as Terraform's reader takes it. */
  readonly values: readonly ResourceInstance[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const properties = member(deployment, 'properties') ?? deployment;
  const ids = new Map<string, ResourceName>();
  const add = (id: string): void => {
    const name = id.length > 2_000 ? null : namedById(id);
    if (name !== null && isRead(name.type)) ids.set(armIdKey(id), name);
  };
  for (const list of ['outputResources', 'validatedResources'])
    for (const one of items(member(properties, list))) add(textMember(one, 'id') ?? '');
  const outputs = readOutputs(member(properties, 'outputs'), ids);
  for (const id of outputs.ids) add(id);
  const shown = new Set(outputs.told.map(armIdKey));
  const state = textMember(properties, 'provisioningState');
  return {
    resources: [
      ...outputs.shown,
      ...[...ids]
        .filter(([id]) => !shown.has(id))
        .map(([, name]) => ({
          name,
          shown: {
            open: msg`${label} names ${name.id ?? ''} and does not show its properties`,
            existing: true as const,
          },
        })),
    ],
    values: outputs.values,
    diagnostics:
      state !== null && /^(?:failed|canceled)$/i.test(state)
        ? [warning(msg`${label} has not succeeded (${state}); what it names may not exist`)]
        : [],
  };
}

interface Entry {
  readonly name: ResourceName;
  readonly shown: Shown;
}

/**
 * What the outputs hold: ids, whole resources, and values without an id that are groups, rules, routes and the like, in ARM's words or in Terraform's.
 * Values of secure outputs are not looked at, even where a tool prints them.
 * @param known resources that the deployment names elsewhere: a value of the same type and name is one of them
 */
function readOutputs(
  outputs: unknown,
  known: ReadonlyMap<string, ResourceName>,
): {
  readonly ids: readonly string[];
  readonly shown: readonly Entry[];
  readonly values: readonly ResourceInstance[];
  /** The ids of what `shown` and `values` show. */
  readonly told: readonly string[];
} {
  if (!isObject(outputs)) return { ids: [], shown: [], values: [], told: [] };
  const open = Object.entries(outputs)
    .filter(([, output]) => isObject(output) && !isSecure(output))
    .map(([name, output]) => ({ name, value: member(output, 'value') }));
  const byName = new Map(
    [...known.values()].map(({ type, names, id }) => [
      `${typeKey(type)} ${names.map((name) => (isUnknown(name) ? '*' : name)).join('/')}`.toLowerCase(),
      id,
    ]),
  );
  const shown: Entry[] = [];
  const told: string[] = [];
  const settle = (shape: Shape, value: JsonObject): JsonObject | null => {
    const written = readArmResource(value)?.id ?? textMember(value, 'id');
    const type = 'arm' in shape ? typeKey(shape.arm) : shape.azurerm;
    const id = written ?? byName.get(`${type} ${textMember(value, 'name') ?? ''}`.toLowerCase());
    const name = id === undefined ? null : namedById(id);
    if (id === undefined || name === null || !isRead(name.type)) return value;
    if (!('arm' in shape)) {
      told.push(id);
      return { ...value, id };
    }
    if (!isWhole(name.type, shape.body)) return value;
    told.push(id);
    shown.push({ name, shown: { body: shape.body } });
    return null;
  };
  const values = instancesOfOutputs(open, { prefix: 'outputs', settle });
  return { ids: idsIn(open.map(({ value }) => value)), shown, values, told };
}

/** One word for a type, whichever of the two languages names it. */
function typeKey(type: string): string {
  const kind = kindOfArmType(type);
  return (kind === null ? null : azurermTypeOf(kind)) ?? type;
}

/** Texts among values that may be ids. */
function idsIn(values: readonly unknown[]): readonly string[] {
  const found: string[] = [];
  let left = MOST_VALUES;
  const walk = (value: unknown, depth: number): void => {
    if (--left < 0 || depth > DEEPEST) return;
    if (typeof value === 'string') found.push(value);
    else if (isObject(value) && isSecure(value)) return;
    else if (Array.isArray(value)) for (const one of value) walk(one, depth + 1);
    else if (isObject(value)) for (const one of Object.values(value)) walk(one, depth + 1);
  };
  walk(values, 0);
  return found;
}
