/** What a finished deployment tells: which resources it has made, by their ids alone, and the ids and resources among its outputs. */
import { msg } from '../../../azure/message.js';
import type { Diagnostic } from '../../../azure/model.js';
import { readArmResource } from '../resources.js';
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
  readonly resources: readonly { readonly name: ResourceName; readonly shown: Shown }[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const properties = member(deployment, 'properties') ?? deployment;
  const ids = new Map<string, ResourceName>();
  const add = (id: string): void => {
    const name = id.length > 2_000 ? null : namedById(id);
    if (name !== null && isRead(name.type)) ids.set(id.toLowerCase(), name);
  };
  for (const list of ['outputResources', 'validatedResources'])
    for (const one of items(member(properties, list))) add(textMember(one, 'id') ?? '');
  const shown = new Map<string, { readonly name: ResourceName; readonly shown: Shown }>();
  addOutputs(member(properties, 'outputs'), add, (id, name, body) => void shown.set(id, { name, shown: { body } }));
  const state = textMember(properties, 'provisioningState');
  return {
    resources: [
      ...shown.values(),
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
    diagnostics:
      state !== null && /^(?:failed|canceled)$/i.test(state)
        ? [warning(msg`${label} has not succeeded (${state}); what it names may not exist`)]
        : [],
  };
}

/** Ids in outputs, and whole resources. Values of secure outputs are not looked at, even where a tool prints them. */
function addOutputs(
  outputs: unknown,
  add: (id: string) => void,
  show: (id: string, name: ResourceName, body: object) => void,
): void {
  if (!isObject(outputs)) return;
  let left = MOST_VALUES;
  const walk = (value: unknown, depth: number): void => {
    if (--left < 0 || depth > DEEPEST) return;
    const resource = isObject(value) ? readArmResource(value) : null;
    if (isObject(value) && resource?.id !== undefined && isRead(resource.type) && isWhole(resource.type, value)) {
      show(resource.id.toLowerCase(), { type: resource.type, names: resource.name, id: resource.id }, value);
      return;
    }
    if (typeof value === 'string') add(value);
    else if (Array.isArray(value)) for (const one of value) walk(one, depth + 1);
    else if (isObject(value)) for (const one of Object.values(value)) walk(one, depth + 1);
  };
  for (const output of Object.values(outputs)) {
    if (/^secure/i.test(textMember(output, 'type') ?? '')) continue;
    walk(member(output, 'value'), 0);
  }
}
