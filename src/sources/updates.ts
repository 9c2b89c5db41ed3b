/** Resources that only change another resource, and how they are laid over it. */
import { type Message, msg, sameMessage } from '../azure/message.js';
import type { Resource } from '../azure/model.js';
import { isUnknown, type Unknown, unknown } from '../azure/value.js';

/** The reason for which a value that an update does not mention is open. @param id what reports call the update */
export function notInUpdate(id: string): Message {
  return msg`${id} does not change it, and the resource that it changes is not in the input`;
}

/** A list, and what says that there may be more in it: they are known together. */
export const LISTS_WITH_REST: ReadonlyMap<string, string> = new Map([
  ['securityRules', 'otherRules'],
  ['routes', 'otherRoutes'],
  ['outboundRules', 'otherOutboundRules'],
  ['ruleCollections', 'otherRuleCollections'],
]);

/** What a resource is, in contrast to what it says. */
const IDENTITY: ReadonlySet<string> = new Set([
  'key',
  'id',
  'armId',
  'name',
  'resourceGroup',
  'file',
  'location',
  'reported',
  'existing',
  'updates',
  'kind',
]);

/** Objects of a separate rule, route or collection. */
const NESTED: ReadonlySet<string> = new Set(['rule', 'route', 'collection']);

type Fields = Readonly<Record<string, unknown>>;

/** The target with what the update says in place of its own. */
export function applyUpdate<R extends Resource>(target: R, update: R): R {
  return overlay(target as unknown as Fields, update as unknown as Fields, notInUpdate(update.id)) as unknown as R;
}

/** The target where it is open whether the update is meant for it: everything that the update mentions is open. */
export function maybeUpdate<R extends Resource>(target: R, update: R, reason: Unknown): R {
  const open = unknown(msg`${target.id} may be changed by ${update.id}: ${reason.unknown}`);
  const said = mentioned(update as unknown as Fields, notInUpdate(update.id));
  const fields = said.map(([name, value]): [string, unknown] => {
    const rest = LISTS_WITH_REST.get(name);
    if (rest !== undefined) return [rest, open];
    return [name, Array.isArray(value) ? [open] : NESTED.has(name) ? allOpen(value, open) : open];
  });
  return { ...target, ...Object.fromEntries(fields) };
}

function allOpen(value: unknown, open: Unknown): unknown {
  const fields = Object.entries(value as Fields).map(([name, one]) => [
    name,
    typeof one === 'boolean' || name === 'location' || name === 'kind' ? one : open,
  ]);
  return Object.fromEntries(fields);
}

function overlay(target: Fields, update: Fields, absent: Message): Fields {
  const changes = mentioned(update, absent).map(([name, value]): [string, unknown] => [
    name,
    NESTED.has(name) ? overlay(target[name] as Fields, value as Fields, absent) : value,
  ]);
  const result = { ...target, ...Object.fromEntries(changes) };
  // A list that the update replaces is known as far as the update says.
  const decided = changes
    .map(([name]) => LISTS_WITH_REST.get(name))
    .filter((rest) => rest !== undefined && !Object.hasOwn(update, rest));
  return Object.fromEntries(Object.entries(result).filter(([name]) => !decided.includes(name)));
}

/** The values that an update does mention. */
function mentioned(update: Fields, absent: Message): readonly (readonly [string, unknown])[] {
  const isAbsent = (value: unknown): boolean => isUnknown(value) && sameMessage(value.unknown, absent);
  return Object.entries(update).filter(([name, value]) => {
    if (IDENTITY.has(name) || isAbsent(value)) return false;
    const rest = LISTS_WITH_REST.get(name);
    if (rest !== undefined && isAbsent(update[rest])) return false;
    return !(Array.isArray(value) && value.length === 1 && isAbsent(value[0]));
  });
}
