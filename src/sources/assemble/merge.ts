/** One Azure resource that the input has several times: as a data source and where it is managed, inside its parent and by itself, or as an update. */

import { armIdKey } from '../../azure/arm-id.js';
import { msg } from '../../azure/message.js';
import type { Resource, ResourceKind } from '../../azure/model.js';
import { isUnknown } from '../../azure/value.js';
import { RESOURCE_KINDS } from '../parts.js';
import { applyUpdate, LISTS_WITH_REST, maybeUpdate } from '../updates.js';
import { PARENT_LINKS } from './link-fields.js';
import { type Aliases, isReference, type Lists, nameKey, type Report, replace } from './lists.js';
import type { Resolver } from './resolver.js';

const REST_FIELDS: ReadonlySet<string> = new Set(LISTS_WITH_REST.values());

/** Kinds that can also be written inside their parent. */
const INLINE: ReadonlySet<ResourceKind> = new Set(['subnets', 'peerings']);

/** An association has the id of what it belongs to, so its id says nothing about itself. */
const WITHOUT_OWN_ID: ReadonlySet<ResourceKind> = new Set(['associations']);

/** Joins resources of one kind that have the same Azure resource id; links to any of them lead to the one that is kept. */
export function mergeById(lists: Lists, aliases: Aliases): void {
  for (const kind of RESOURCE_KINDS) {
    if (WITHOUT_OWN_ID.has(kind)) continue;
    mergeGroups(lists, kind, aliases, ({ armId, updates }) =>
      armId === undefined || updates !== undefined ? null : armIdKey(armId),
    );
  }
}

/**
 * Joins what one file only refers to, without an id, with the resource that another file declares under that name, in the same resource group as far as both
 * tell. A name that several files declare is left open.
 */
export function mergeExisting(lists: Lists, aliases: Aliases): void {
  for (const kind of RESOURCE_KINDS) {
    if (PARENT_LINKS[kind] !== undefined) continue;
    const all: readonly Resource[] = lists[kind];
    const references = all.filter((one) => one.existing === true && one.armId === undefined);
    if (references.length === 0) continue;
    const declared = new Map<string, Resource[]>();
    for (const one of all) {
      const name = nameKey(one);
      if (name !== null && !isReference(one)) declared.set(name, [...(declared.get(name) ?? []).slice(0, 8), one]);
    }
    const gone = new Map<string, Resource>();
    for (const reference of references) {
      const [only, ...others] = declaredElsewhere(reference, declared.get(nameKey(reference) ?? '') ?? []);
      if (only !== undefined && others.length === 0) gone.set(reference.key, only);
    }
    for (const [key, target] of gone) aliases.add(kind, key, target.key);
    if (gone.size > 0)
      replace(lists, kind, () => all.filter((one) => !gone.has(one.key)) as unknown as (typeof lists)[typeof kind]);
  }
}

/** Those of another file that may be the resource; those that surely are in its group come first. */
function declaredElsewhere(reference: Resource, named: readonly Resource[]): readonly Resource[] {
  const group = groupKey(reference);
  const fitting = named.filter((one) => {
    const other = groupKey(one);
    return one.file !== reference.file && (group === null || other === null || group === other);
  });
  const sure = fitting.filter((one) => group !== null && groupKey(one) === group);
  return sure.length > 0 ? sure : fitting;
}

function groupKey({ resourceGroup }: Resource): string | null {
  return typeof resourceGroup === 'string' ? resourceGroup.toLowerCase() : null;
}

/** Joins subnets (and peerings) that have one name in one network: written in the network and by themselves. Networks must have been joined before. */
export function mergeInline(lists: Lists, aliases: Aliases, resolver: Resolver): void {
  const parent = (link: Parameters<Resolver['decide']>[0]): string | null => {
    const decided = resolver.decide(link, ['virtualNetworks']);
    return decided !== null && 'key' in decided ? decided.key : null;
  };
  const full = (resource: Resource, network: string | null): string | null => {
    const name = nameKey(resource);
    return name === null || network === null ? null : `${network} ${name}`;
  };
  mergeGroups(lists, 'subnets', aliases, (it) => full(it, parent(it.virtualNetwork)));
  mergeGroups(lists, 'peerings', aliases, (it) => full(it, parent(it.virtualNetwork)));
}

function mergeGroups<K extends ResourceKind>(
  lists: Lists,
  kind: K,
  aliases: Aliases,
  identity: (resource: Lists[K][number]) => string | null,
): void {
  const all: readonly Resource[] = lists[kind];
  const groups = new Map<string, Resource[]>();
  for (const resource of all) {
    const id = identity(resource as Lists[K][number]);
    if (id === null) continue;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [resource]);
    else group.push(resource);
  }
  if (groups.size === all.length) return;
  const replaced = new Map<string, Resource | null>();
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const [first, ...others] = group;
    if (first === undefined) continue;
    // Two managed resources of one file are two resources, whatever their ids say: several model resources can come of one block.
    const joinable = others.filter(
      (other) => INLINE.has(kind) || other.file !== first.file || isReference(other) || isReference(first),
    );
    if (joinable.length === 0) continue;
    const merged = merge(kind, [first, ...joinable]);
    for (const one of [first, ...joinable]) {
      replaced.set(one.key, one.key === merged.key ? merged : null);
      aliases.add(kind, one.key, merged.key);
    }
  }
  if (replaced.size === 0) return;
  const kept = all
    .map((one) => (replaced.has(one.key) ? (replaced.get(one.key) ?? null) : one))
    .filter((one) => one !== null);
  replace(lists, kind, () => kept as unknown as Lists[K]);
}

/** The one that is declared rather than referred to, by itself rather than inside its parent, reported rather than context, and then the one with more knowledge. */
function merge(kind: ResourceKind, group: readonly Resource[]): Resource {
  const ranked = group.map((resource) => ({ resource, rank: rank(kind, resource) }));
  ranked.sort((a, b) => compare(a.rank, b.rank));
  const [best, ...others] = ranked.map((one) => one.resource);
  if (best === undefined) throw new RangeError('an empty group has no resource');
  const reported = group.some((one) => one.reported);
  const armId = group.find((one) => one.armId !== undefined)?.armId;
  const known = isReference(best) ? others.reduce(fill, best) : best;
  return { ...known, reported, ...(armId === undefined ? {} : { armId }) };
}

function rank(kind: ResourceKind, resource: Resource): readonly number[] {
  return [
    isReference(resource) ? 1 : 0,
    isInline(kind, resource) ? 1 : 0,
    resource.reported ? 0 : 1,
    openFields(resource),
  ];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}

/** Whether it is written inside its parent: its key then begins with the parent's. */
function isInline(kind: ResourceKind, resource: Resource): boolean {
  const parent = (PARENT_LINKS[kind] as ((it: Resource) => unknown) | undefined)?.(resource);
  return (
    typeof parent === 'object' && parent !== null && 'key' in parent && resource.key.startsWith(String(parent.key))
  );
}

function openFields(resource: Resource): number {
  return Object.entries(resource).filter(([name, value]) => isUnknown(value) || REST_FIELDS.has(name)).length;
}

/** What one reference to a resource leaves open, another may show. */
function fill(target: Resource, other: Resource): Resource {
  const more = Object.entries(other).filter(
    ([name, value]) => isUnknown((target as unknown as Readonly<Record<string, unknown>>)[name]) && !isUnknown(value),
  );
  const lists = [...LISTS_WITH_REST].filter(
    ([list, rest]) => Object.hasOwn(target, list) && Object.hasOwn(target, rest) && !Object.hasOwn(other, rest),
  );
  const dropped = new Set(lists.map(([, rest]) => rest));
  const kept = Object.entries(target).filter(([name]) => !dropped.has(name));
  const shown = Object.entries(other).filter(([name]) => lists.some(([list]) => list === name));
  return Object.fromEntries([
    ...kept,
    ...more.filter(([name]) => !LISTS_WITH_REST.has(name)),
    ...shown,
  ]) as unknown as Resource;
}

/** Lays resources that only change another one over it; one whose target is not in the input stands by itself. Answers whether there was any. */
export function applyUpdates(lists: Lists, aliases: Aliases, resolver: Resolver, report: Report): boolean {
  const kinds = RESOURCE_KINDS.filter((kind) =>
    (lists[kind] as readonly Resource[]).some((one) => one.updates !== undefined),
  );
  for (const kind of kinds) applyUpdatesOf(lists, kind, aliases, resolver, report);
  return kinds.length > 0;
}

function applyUpdatesOf<K extends ResourceKind>(
  lists: Lists,
  kind: K,
  aliases: Aliases,
  resolver: Resolver,
  report: Report,
): void {
  const all: readonly Resource[] = lists[kind];
  const updates = all.filter((one) => one.updates !== undefined);
  const current = new Map(all.map((one) => [one.key, one]));
  for (const update of updates) {
    const target = resolver.decide(update.updates ?? null, [kind]);
    const found = target !== null && 'key' in target ? current.get(target.key) : undefined;
    if (found !== undefined && found !== update) {
      current.set(found.key, applyUpdate(found, update));
      current.delete(update.key);
      aliases.add(kind, update.key, found.key);
    } else if (target !== null && isUnknown(target) && !resolver.isOutside(target)) {
      report('warning', msg`${update.id}: which resource it changes is not decided (${target.unknown})`, update);
      for (const key of target.candidates ?? []) {
        const candidate = key === null ? undefined : current.get(key);
        if (candidate !== undefined) current.set(candidate.key, maybeUpdate(candidate, update, target));
      }
      if (target.candidates !== undefined) current.delete(update.key);
    }
  }
  const kept = [...current.values()].map(({ updates: _, ...resource }) => resource);
  replace(lists, kind, () => kept as unknown as Lists[K]);
}
