/** The networks of all files as one: each resource once, every link decided or open, everything where it belongs. */
import { msg } from '../azure/message.js';
import type { Diagnostic, Network } from '../azure/model.js';
import { attachAll } from './assemble/attach.js';
import { claimKeys } from './assemble/claims.js';
import { decideLinks } from './assemble/link-fields.js';
import { type Lists, makeAliases, type Report } from './assemble/lists.js';
import { applyUpdates, mergeById, mergeExisting, mergeInline } from './assemble/merge.js';
import { linkNextHops } from './assemble/next-hops.js';
import { makeResolver } from './assemble/resolver.js';
import { openPoliciesOfStrays } from './assemble/stray-groups.js';
import { joinParts, RESOURCE_KINDS } from './parts.js';
import type { SourceModel } from './source.js';

/** Diagnostics of one kind of message beyond this many are counted, not printed. */
const MOST_NOTES = 20;

/**
 * Joins the models of all files. Afterwards associations, separate rules, routes, collections, addresses and node pools are part of what they belong to and
 * their own lists are empty; every link is a key, `null`, or open with keys as candidates; a resource that several files know is there once; next hops that
 * are addresses lead to the firewall that has them. The work is linear in the number of resources and links.
 * @throws InputError where two files declare one address and nothing tells the two resources apart
 */
export function assemble(models: readonly SourceModel['network'][]): {
  readonly network: Network;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { report, diagnostics } = makeReport();
  const lists = joinParts(claimKeys(models, report)) as Lists;
  const aliases = makeAliases();

  mergeById(lists, aliases);
  mergeExisting(lists, aliases);
  const first = makeResolver(lists, aliases);
  // What an update could not be laid over is a resource of its own from here on.
  const resolver = applyUpdates(lists, aliases, first, report) ? makeResolver(lists, aliases) : first;
  mergeInline(lists, aliases, resolver);
  for (const kind of RESOURCE_KINDS) decide(lists, kind, resolver.decide);
  openPoliciesOfStrays(lists, resolver);
  attachAll(lists, resolver, report);
  linkNextHops(lists, report);
  return { network: lists, diagnostics: diagnostics() };
}

function decide<K extends keyof Lists>(lists: Lists, kind: K, how: Parameters<typeof decideLinks>[2]): void {
  lists[kind] = decideLinks(kind, lists[kind], how);
}

/** Collects diagnostics; very many of one severity end in a count. */
function makeReport(): { readonly report: Report; readonly diagnostics: () => readonly Diagnostic[] } {
  const found: Diagnostic[] = [];
  const counts = new Map<Diagnostic['severity'], number>();
  return {
    report: (severity, message, resource) => {
      const count = (counts.get(severity) ?? 0) + 1;
      counts.set(severity, count);
      if (count <= MOST_NOTES) found.push({ severity, message, location: resource.location });
    },
    diagnostics: () => [
      ...found,
      ...[...counts]
        .filter(([, count]) => count > MOST_NOTES)
        .map(([severity, count]) => ({
          severity,
          message: msg`and ${count - MOST_NOTES} more of this kind`,
          location: null,
        })),
    ],
  };
}
