/** Which resource of the template an id in it means, also where subscription and group are not known: the same open parts are the same place. */
import { type ArmId, parseArmId } from '../../../azure/arm-id.js';
import { msg } from '../../../azure/message.js';
import type { Link, OpenLink, ResourceKind } from '../../../azure/model.js';
import { type ArmValue, OPEN, type Open } from '../language/types.js';
import { isArray, isObject, isOpen, memberOf } from '../language/values.js';
import { kindOfArmType } from '../resources.js';
import { addressOwner } from './references.js';
import type { Run } from './run.js';

/** The keys that the template's resources have in the model, by their rendered ids in lower case; children that are written inside others included. */
export type Keys = ReadonlyMap<string, string>;

/** Decides a link whose value is open; what nothing is known of stays open. */
export function linkOf(value: ArmValue, wanted: readonly ResourceKind[], keys: Keys, run: Run): Link {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return byId(value, keys, run) ?? { id: value };
  if (isOpen(value)) return ofOpen(value, wanted, keys, run);
  const id = isObject(value) ? memberOf(value, 'id') : undefined;
  return id === undefined ? { unknown: NO_ID } : linkOf(id, wanted, keys, run);
}

const NO_ID = msg`it is no resource id`;

function ofOpen(value: Open, wanted: readonly ResourceKind[], keys: Keys, run: Run): Link {
  const { alternatives, members } = value[OPEN];
  const owner = wanted.includes('firewalls') ? addressOwner(value, run) : null;
  if (owner !== null) {
    const rendered = typeof owner === 'string' ? owner : run.tokens.render(owner.id);
    return byId(rendered, keys, run) ?? value;
  }
  if (alternatives !== null) return oneOf(value, alternatives, wanted, keys, run);
  const id = members === null ? undefined : memberOf(members, 'id');
  if (id !== undefined) return linkOf(id, wanted, keys, run);
  return byId(run.tokens.render(value), keys, run) ?? value;
}

/** One of several: known where all of them are resources of the template, or none. */
function oneOf(
  value: Open,
  alternatives: readonly ArmValue[],
  wanted: readonly ResourceKind[],
  keys: Keys,
  run: Run,
): Link {
  const links = alternatives.map((one) => linkOf(one, wanted, keys, run));
  const candidates = links.map((link) => (link === null ? null : 'key' in link ? link.key : undefined));
  const known = candidates.filter((one) => one !== undefined);
  return known.length < candidates.length
    ? { unknown: value.unknown }
    : ({ unknown: value.unknown, candidates: [...new Set(known)] } satisfies OpenLink);
}

/** A resource of the template; or, by type and name, one that another file may have. */
function byId(rendered: string, keys: Keys, run: Run): Link {
  const key = keys.get(canonical(rendered));
  if (key !== undefined) return { key };
  const parsed = parseArmId(rendered);
  const kind = parsed === null ? null : kindOfArmType(parsed.type);
  if (parsed === null || kind === null || !parsed.names.every((name) => isPlain(name, run))) return null;
  return { type: kind, name: parsed.names.join('/'), ...groupOf(parsed, run) };
}

/** Two spellings of one id. */
export function canonical(rendered: string): string {
  return rendered.toLowerCase().replace(/\/$/, '');
}

function groupOf({ resourceGroup }: ArmId, run: Run): { readonly resourceGroup?: string } {
  return resourceGroup !== null && isPlain(resourceGroup, run) ? { resourceGroup } : {};
}

function isPlain(text: string, run: Run): boolean {
  return typeof run.tokens.value(text) === 'string';
}

/** The value at a path of names and indexes. */
export function valueAt(value: ArmValue | undefined, path: readonly (string | number)[]): ArmValue | undefined {
  let current = value;
  for (const step of path) {
    if (current === undefined || current === null) return undefined;
    if (isArray(current)) current = current[Number(step)];
    else if (isObject(current)) current = memberOf(current, String(step));
    else return current;
  }
  return current;
}
