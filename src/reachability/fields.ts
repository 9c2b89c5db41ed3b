/** Ports and protocols of rules in three values. */

import { EMPTY, union } from '../azure/intervals.js';
import type { Message } from '../azure/message.js';
import { ALL_PORTS, type PortSet, parsePorts } from '../azure/ports.js';
import { isUnknown, type Value } from '../azure/value.js';

/** Ports that a rule certainly covers, those it covers at most, and what decides between them. */
export interface PortCoverage {
  readonly must: PortSet;
  readonly may: PortSet;
  readonly reason: Message | null;
}

/** Reads a list of ports and ranges. What is no port covers nothing; the rule's diagnostics say so. */
export function coverPorts(field: Value<readonly Value<string>[]>): PortCoverage {
  if (isUnknown(field)) return { must: EMPTY, may: ALL_PORTS, reason: field.unknown };
  let must: PortSet = EMPTY;
  let reason: Message | null = null;
  for (const item of field) {
    if (isUnknown(item)) reason = item.unknown;
    else must = union(must, parsePorts(item) ?? EMPTY);
  }
  return reason === null ? { must, may: must, reason } : { must, may: ALL_PORTS, reason };
}

/** Whether a rule's protocol is the packet's: `Tcp`, `UDP`, `*`, `Any` in any case (N3, F7). */
export function coversProtocol(
  written: Value<string>,
  protocol: 'tcp' | 'udp',
): boolean | { readonly reason: Message } {
  if (isUnknown(written)) return { reason: written.unknown };
  const name = written.trim().toLowerCase();
  return name === '*' || name === 'any' || name === protocol;
}
