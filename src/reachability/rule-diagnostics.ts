/** What in the rules of the input matches nothing, stands in no order, or is not what it looks like: told, since the engine only takes it as Azure would. */

import { type AddressSet, NO_ADDRESSES, parseAddresses, unionOf } from '../azure/addresses.js';
import { msg } from '../azure/message.js';
import type { Diagnostic, Network, Resource } from '../azure/model.js';
import type { Value } from '../azure/value.js';
import { firewallFaults } from './rules/firewalls.js';
import { managedRuleFaults } from './rules/managed-rules.js';
import { knownItems, limited, type Note, quoted, warning } from './rules/notes.js';
import { routeFaults } from './rules/routes.js';
import { adminRuleFaults, securityRuleFaults, widenedNetworks } from './rules/security-rules.js';

/**
 * Faults of all rules, each with its place, the resource and the rule: in the files that are reported on, and for admin rules, firewalls,
 * policies and IP groups, which may be on the way, in all files. Unknown values have no faults. At most twenty of each kind, then a count; linear in the number of rules.
 * @param network assembled: separate rules and collections are where they belong
 */
export function ruleDiagnostics(network: Network): readonly Diagnostic[] {
  return limited(faults(network));
}

function* faults(network: Network): Generator<Note> {
  for (const one of network.virtualNetworks) if (one.reported) yield* prefixFaults(one, one.addressSpace);
  for (const one of network.subnets) if (one.reported) yield* prefixFaults(one, one.addressPrefixes);
  const inside = unionOf(
    network.virtualNetworks.flatMap(({ addressSpace }) => knownItems(addressSpace).map(addressesOf)),
  );
  for (const group of network.networkSecurityGroups) if (group.reported) yield* securityRuleFaults(group, inside);
  for (const rule of network.securityAdminRules) yield* adminRuleFaults(rule);
  yield* widenedNetworks(network);
  for (const table of network.routeTables) if (table.reported) yield* routeFaults(table);
  yield* firewallFaults(network);
  for (const group of network.ipGroups) yield* prefixFaults(group, group.addresses);
  for (const workspace of network.workspaces) if (workspace.reported) yield* managedRuleFaults(workspace);
}

function addressesOf(text: string): AddressSet {
  return parseAddresses(text) ?? NO_ADDRESSES;
}

/** Where only addresses may stand, a name is no better than a prefix that cannot be read. */
function* prefixFaults(resource: Resource, field: Value<readonly Value<string>[]>): Generator<Note> {
  for (const text of knownItems(field)) {
    if (parseAddresses(text) !== null) continue;
    yield warning(
      msg`prefixes that cannot be read`,
      { resource: resource.id, location: resource.location },
      () => msg`${quoted(text)} is no address and no prefix, and counts as nothing`,
    );
  }
}
