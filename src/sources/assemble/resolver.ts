/** From ids and names to keys: which resource of the input a link means. */

import { armIdKey, parseArmId } from '../../azure/arm-id.js';
import { msg } from '../../azure/message.js';
import type { Link, OpenLink, Resource, ResourceKind } from '../../azure/model.js';
import { isUnknown, unknown } from '../../azure/value.js';
import { kindOfArmType } from '../arm/resources.js';
import { RESOURCE_KINDS } from '../parts.js';
import { LINKED_KINDS, PARENT_LINKS } from './link-fields.js';
import { type Aliases, type Lists, nameKey } from './lists.js';

/** Decides links over all files. */
export interface Resolver {
  /** The key, `null`, or an open link whose candidates are keys. Constant time for each link. */
  readonly decide: (link: Link, wanted: readonly ResourceKind[]) => Link;
  /** Whether an answer means "certainly something that is not in the input", in contrast to "undecided". */
  readonly isOutside: (link: Link) => boolean;
}

/** More candidates than this are as good as none: no verdict holds over so many. */
export const MOST_CANDIDATES = 256;

interface Named {
  readonly kind: ResourceKind;
  readonly key: string;
  readonly armId: string | undefined;
  readonly group: string | null;
}

/** Indexes all resources once: by key, by id, by kind and name. */
export function makeResolver(lists: Lists, aliases: Aliases): Resolver {
  const kinds = new Map<string, Set<ResourceKind>>();
  const ids = new Map<string, { readonly kind: ResourceKind; readonly key: string }[]>();
  const names = makeNameIndex();
  const parentName = makeParentName(lists);
  for (const kind of RESOURCE_KINDS) {
    const list: readonly Resource[] = lists[kind];
    // What no link leads to needs no place in an index, and there may be very much of it: separate rules above all.
    if (!LINKED_KINDS.has(kind) && list.every((resource) => resource.updates === undefined)) continue;
    for (const resource of list) {
      if (resource.updates !== undefined) continue;
      const { key, armId } = resource;
      push(ids, armId === undefined ? null : armIdKey(armId), { kind, key });
      kinds.set(key, (kinds.get(key) ?? new Set()).add(kind));
      const name = nameKey(resource);
      if (name === null) continue;
      const group = typeof resource.resourceGroup === 'string' ? resource.resourceGroup.toLowerCase() : null;
      const named = { kind, key, armId, group };
      names.add(kind, name, named);
      if (PARENT_LINKS[kind] !== undefined) names.add(kind, `${parentName(kind, resource) ?? '*'}/${name}`, named);
    }
  }

  const outside = new WeakSet<OpenLink>();
  const notInInput = (what: string): OpenLink => {
    const link = unknown(msg`${what} is not in the input`);
    outside.add(link);
    return link;
  };
  const isWanted = (key: string, wanted: readonly ResourceKind[]): boolean =>
    wanted.some((kind) => kinds.get(key)?.has(kind) === true);
  const some = (found: readonly Named[], what: string): Link => {
    const keys = [...new Set(found.map((one) => aliases.canonical(one.key, [one.kind])))];
    const [first] = keys;
    if (first === undefined) return notInInput(what);
    if (keys.length === 1) return { key: first };
    const reason = msg`${what} can be any of ${keys.length} resources of the input`;
    return keys.length > MOST_CANDIDATES ? unknown(reason) : { unknown: reason, candidates: keys };
  };

  const byId = (id: string, wanted: readonly ResourceKind[]): Link => {
    const exact = ids.get(armIdKey(id))?.find((one) => wanted.includes(one.kind));
    if (exact !== undefined) return { key: aliases.canonical(exact.key, [exact.kind]) };
    const parsed = parseArmId(id);
    const kind = parsed === null ? null : kindOfArmType(parsed.type);
    if (parsed === null || kind === null || !wanted.includes(kind)) return notInInput(id);
    // What is still to be created has no id yet: its name and its group tell, as far as they are known.
    const found = names.find(kind, parsed.names, parsed.resourceGroup).filter((one) => one.armId === undefined);
    return some(found, id);
  };

  const byName = (type: ResourceKind, name: string, group: string | undefined): Link =>
    some(names.find(type, name.split('/'), group ?? null), `${name} (${type})`);

  const candidatesOf = (link: OpenLink, wanted: readonly ResourceKind[]): Link => {
    if (link.candidates === undefined) return link;
    const keys = link.candidates
      .map((one) => (one === null ? null : aliases.canonical(one, wanted)))
      .filter((one) => one === null || isWanted(one, wanted));
    const candidates = [...new Set(keys)];
    const [only] = candidates;
    // All that it can be turned out to be one and the same.
    if (candidates.length === 1 && only !== undefined && keys.length === link.candidates.length)
      return only === null ? null : { key: only };
    if (candidates.length > MOST_CANDIDATES || keys.length < link.candidates.length) return unknown(link.unknown);
    return { unknown: link.unknown, candidates };
  };

  return {
    isOutside: (link) => link !== null && isUnknown(link) && outside.has(link),
    decide: (link, wanted) => {
      if (link === null) return null;
      if ('key' in link) {
        const key = aliases.canonical(link.key, wanted);
        return isWanted(key, wanted) ? { key } : notInInput(key);
      }
      if ('id' in link) return link.id.trim() === '' ? null : byId(link.id, wanted);
      if (isUnknown(link)) return candidatesOf(link, wanted);
      return byName(link.type, link.name, link.resourceGroup);
    },
  };
}

/** Resources by kind, full or last name, and resource group. */
interface NameIndex {
  readonly add: (kind: ResourceKind, path: string, named: Named) => void;
  /** A resource or a link that does not tell its group may be of any; one that does and fits comes first. */
  readonly find: (kind: ResourceKind, path: readonly string[], group: string | null) => readonly Named[];
}

function makeNameIndex(): NameIndex {
  const index = new Map<string, Named[]>();
  // Names that this many resources share tell nothing without a group; longer lists would make the work for each link grow with the input.
  const most = 4 * MOST_CANDIDATES;
  const add = (place: string, named: Named): void => {
    if ((index.get(place)?.length ?? 0) < most) push(index, place, named);
  };
  return {
    add: (kind, path, named) => {
      add(`${kind} ${path} in any group`, named);
      add(`${kind} ${path} in ${named.group === null ? 'an unknown group' : `group ${named.group}`}`, named);
    },
    find: (kind, path, group) => {
      const names = path.map((name) => name.toLowerCase());
      const loose = names.length > 1 ? [`*/${names.at(-1)}`] : [];
      const at = (place: string): readonly Named[] =>
        [names.join('/'), ...loose].flatMap((name) => index.get(`${kind} ${name} in ${place}`) ?? []);
      if (group === null) return at('any group');
      const exact = at(`group ${group.toLowerCase()}`);
      return exact.length > 0 ? exact : at('an unknown group');
    },
  };
}

function push<T>(map: Map<string, T[]>, key: string | null, value: T): void {
  if (key === null) return;
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The name of the parent of a child resource, where it is known. */
function makeParentName(lists: Lists): (kind: ResourceKind, resource: Resource) => string | null {
  const byKey = new Map<string, string | null>();
  for (const kind of RESOURCE_KINDS)
    for (const one of lists[kind] as readonly Resource[]) byKey.set(one.key, nameKey(one));
  return (kind, resource) => {
    const link = (PARENT_LINKS[kind] as ((it: Resource) => Link) | undefined)?.(resource) ?? null;
    if (link === null || isUnknown(link)) return null;
    if ('key' in link) return byKey.get(link.key) ?? null;
    if ('id' in link) return parseArmId(link.id)?.names.at(-1)?.toLowerCase() ?? null;
    return link.name.split('/').at(-1)?.toLowerCase() ?? null;
  };
}
