/** Faults in the outbound rules of managed networks (M2, M4). */

import { parseHostPattern } from '../../azure/host-patterns.js';
import { msg } from '../../azure/message.js';
import type { OutboundRule, Workspace } from '../../azure/model.js';
import { isUnknown } from '../../azure/value.js';
import { addressFaults, portFaults, readAddressTexts } from './fields.js';
import { type Note, quoted, type Where, warning } from './notes.js';

export function* managedRuleFaults(workspace: Workspace): Generator<Note> {
  for (const rule of workspace.outboundRules) {
    yield* faultsOf(rule, {
      resource: workspace.id,
      part: ['outbound rule', rule.name],
      location: rule.location ?? workspace.location,
    });
  }
}

function* faultsOf({ destination }: OutboundRule, where: Where): Generator<Note> {
  if (destination.type === 'FQDN') {
    const { fqdn } = destination;
    if (!isUnknown(fqdn) && parseHostPattern(fqdn) === null) {
      yield warning(
        msg`host names that cannot be read`,
        where,
        () => msg`${quoted(fqdn)} is no host name, or its wildcard is not left-most, so it matches nothing`,
      );
    }
  } else if (destination.type === 'ServiceTag') {
    const { addressPrefixes, portRanges, serviceTag } = destination;
    // Prefixes stand in the tag's place (M4).
    const prefixes =
      isUnknown(addressPrefixes) || addressPrefixes === null || addressPrefixes.length === 0 ? [] : addressPrefixes;
    for (const read of readAddressTexts(
      prefixes.length > 0 ? prefixes : isUnknown(addressPrefixes) ? [] : [serviceTag],
    ))
      yield* addressFaults(read, where);
    if (!isUnknown(portRanges))
      yield* portFaults(
        portRanges.flatMap((text) => text.split(',')),
        where,
      );
  }
}
