/** Addresses of several files side by side: each key names one resource, and no two files claim one address for different things unseen. */

import { resourceGroupOf, sameArmId } from '../../azure/arm-id.js';
import { msg } from '../../azure/message.js';
import type { Link, Network, Resource } from '../../azure/model.js';
import { isUnknown } from '../../azure/value.js';
import { RESOURCE_KINDS } from '../parts.js';
import { InputError } from '../source.js';
import { decideLinks } from './link-fields.js';
import { isReference, type Lists, type Report } from './lists.js';

/**
 * All resources with keys of their own. A key that two files use is kept by the first and prefixed with the file's name in the second, where that is
 * no contradiction: one of them only refers to the resource, one is a context file, both say which Azure resource they mean, or their Azure names differ.
 * @throws InputError naming both files, where two files declare one address and nothing tells the two resources apart (CONTRACT, bad input)
 */
export function claimKeys(models: readonly Network[], report: Report): readonly Lists[] {
  const clashes = models.length > 1 ? sharedKeys(models) : [];
  const free = freeKeys(models);
  return models.map((model, index) => {
    const file = fileOf(model);
    const names = new Map([...(clashes[index] ?? [])].map((key) => [key, free(`${file}: ${key}`)] as const));
    return withNames(model, names, free, report);
  });
}

/** For each model, the keys that an earlier one has too. */
function sharedKeys(models: readonly Network[]): readonly ReadonlySet<string>[] {
  const owners = new Map<string, { readonly model: number; readonly resource: Resource }>();
  return models.map((model, index) => {
    const shared = new Set<string>();
    for (const kind of RESOURCE_KINDS) {
      for (const resource of model[kind]) {
        const owner = owners.get(`${kind} ${resource.key}`);
        if (owner === undefined) owners.set(`${kind} ${resource.key}`, { model: index, resource });
        else if (owner.model !== index) {
          if (!mayShareAddress(owner.resource, resource)) throw contradiction(owner.resource, resource);
          shared.add(resource.key);
        }
      }
    }
    return shared;
  });
}

/** Makes keys that nothing in the input has. Which ones there are is looked up when it is first asked: almost no input asks. */
function freeKeys(models: readonly Network[]): (wish: string) => string {
  let taken: Set<string> | null = null;
  const counts = new Map<string, number>();
  return (wish) => {
    taken ??= new Set(
      models.flatMap((model) => RESOURCE_KINDS.flatMap((kind) => model[kind].map((resource) => resource.key))),
    );
    let name = wish;
    let count = counts.get(wish) ?? 1;
    while (taken.has(name)) name = `${wish} (${++count})`;
    counts.set(wish, count);
    taken.add(name);
    return name;
  };
}

/** Two resources of one address that are not, or need not be, one resource declared twice. */
function mayShareAddress(a: Resource, b: Resource): boolean {
  if (isReference(a) || isReference(b) || !a.reported || !b.reported) return true;
  return (a.armId !== undefined && b.armId !== undefined) || haveOtherNames(a, b);
}

/** In Azure two resources of one type differ by name or by resource group: everybody calls a network `this` in Terraform, hub and spoke alike. */
function haveOtherNames(a: Resource, b: Resource): boolean {
  const differ = (one: unknown, other: unknown): boolean =>
    typeof one === 'string' && typeof other === 'string' && one.toLowerCase() !== other.toLowerCase();
  const groupOf = (resource: Resource): unknown =>
    resource.armId === undefined ? resource.resourceGroup : (resourceGroupOf(resource.armId) ?? resource.resourceGroup);
  return differ(a.name, b.name) || differ(groupOf(a), groupOf(b));
}

function contradiction(first: Resource, second: Resource): InputError {
  const other = first.file === second.file ? 'another of the files' : first.file;
  return new InputError(
    `${second.key} is declared here and in ${other} too, and neither their Azure names nor their ids tell the two apart; give only one of the files, or the one that is only looked up through context-files`,
    second.file,
  );
}

function fileOf(model: Network): string {
  for (const kind of RESOURCE_KINDS) for (const { file } of model[kind]) return file;
  return 'another file';
}

/** The model with new keys for some of its resources. Within one file a key may come twice only where the input is wrong: the second is told apart. */
function withNames(
  model: Network,
  names: ReadonlyMap<string, string>,
  free: (wish: string) => string,
  report: Report,
): Lists {
  const key = (old: string): string => names.get(old) ?? old;
  const rename = (link: Link): Link => {
    if (link === null || names.size === 0) return link;
    if ('key' in link) return { key: key(link.key) };
    if (!isUnknown(link) || link.candidates === undefined) return link;
    return { ...link, candidates: link.candidates.map((candidate) => (candidate === null ? null : key(candidate))) };
  };
  const lists = {} as { -readonly [K in keyof Lists]: Resource[] };
  for (const kind of RESOURCE_KINDS) {
    const seen = new Map<string, Resource>();
    const list = model[kind].map((resource): Resource => {
      const named = names.has(resource.key) ? { ...resource, key: key(resource.key) } : resource;
      const twin = seen.get(named.key);
      if (twin === undefined) {
        seen.set(named.key, named);
        return named;
      }
      if (!areSame(twin, named))
        report('warning', msg`${named.id} is in ${named.file} more than once; links to it lead to the first`, named);
      return { ...named, key: free(named.key) };
    });
    lists[kind] = names.size === 0 ? list : (decideLinks(kind, list as never, rename) as Resource[]);
  }
  return lists as unknown as Lists;
}

function areSame(a: Resource, b: Resource): boolean {
  return a.armId !== undefined && b.armId !== undefined && sameArmId(a.armId, b.armId);
}
