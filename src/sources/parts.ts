/** Parts of a network, as mappings answer them one resource at a time, and how they are put together. */
import { EMPTY_NETWORK, type Network, type ResourceKind } from '../azure/model.js';

/** Some lists of a network; a list that is left out is empty. */
export type PartialNetwork = { readonly [K in ResourceKind]?: Network[K] };

/** The kinds of resources, in the order of the model. */
export const RESOURCE_KINDS = Object.keys(EMPTY_NETWORK) as readonly ResourceKind[];

type Lists = { -readonly [K in ResourceKind]: Network[K][number][] };

/** One network of several parts, resources in the order of the parts. Linear in their number. */
export function joinParts(parts: Iterable<PartialNetwork>): Network {
  const lists = Object.fromEntries(RESOURCE_KINDS.map((kind) => [kind, []])) as unknown as Lists;
  for (const part of parts) {
    for (const kind of Object.keys(part)) if (isResourceKind(kind)) append(lists, kind, part[kind]);
  }
  return lists;
}

/** Whether a text is the name of a list of the network. */
export function isResourceKind(text: string): text is ResourceKind {
  return Object.hasOwn(EMPTY_NETWORK, text);
}

function append<K extends ResourceKind>(lists: Lists, kind: K, resources: PartialNetwork[K]): void {
  const list: Network[K][number][] = lists[kind];
  for (const resource of resources ?? []) list.push(resource);
}
