/** The network while it is put together: its lists may still change, and keys may still become aliases of others. */
import type { Message } from '../../azure/message.js';
import type { Diagnostic, Network, Resource, ResourceKind } from '../../azure/model.js';

export type Lists = { -readonly [K in ResourceKind]: Network[K][number][] };

/** Which key a resource is known by in the end: resources that turn out to be one keep the key of one of them. */
export interface Aliases {
  readonly add: (kind: ResourceKind, from: string, to: string) => void;
  /** @param kinds what the resource may be: a key names one resource of each kind */
  readonly canonical: (key: string, kinds: readonly ResourceKind[]) => string;
}

export function makeAliases(): Aliases {
  const maps = new Map<ResourceKind, Map<string, string>>();
  const follow = (kind: ResourceKind, key: string): string => {
    const map = maps.get(kind);
    let current = key;
    for (let next = map?.get(current); next !== undefined; next = map?.get(current)) current = next;
    return current;
  };
  return {
    canonical: (key, kinds) => {
      for (const kind of kinds) {
        const found = follow(kind, key);
        if (found !== key) return found;
      }
      return key;
    },
    add: (kind, from, to) => {
      const target = follow(kind, to);
      if (from === target) return;
      const map = maps.get(kind) ?? new Map<string, string>();
      map.set(from, target);
      maps.set(kind, map);
    },
  };
}

/** Replaces a list of one kind. */
export function replace<K extends ResourceKind>(lists: Lists, kind: K, change: (list: Lists[K]) => Lists[K]): void {
  lists[kind] = change(lists[kind]);
}

/** The name in the form in which Azure compares names; `null` where it is open. */
export function nameKey(resource: Pick<Resource, 'name'>): string | null {
  return typeof resource.name === 'string' ? resource.name.toLowerCase() : null;
}

/** Whether a resource is only referred to: marked so, or a data source of Terraform by its address. Quoted keys in an address are no part of the path. */
export function isReference(resource: Resource): boolean {
  return resource.existing === true || /(?:^|\.)data\./.test(resource.key.replace(/"[^"]*"/g, ''));
}

export type Report = (severity: Diagnostic['severity'], message: Message, resource: Resource) => void;
