/** The managed network of a workspace (M1 to M5): approved tags, approved hosts, or everything. */

import { type Pattern, parseHostPattern, patternSet } from '../azure/host-patterns.js';
import { EMPTY, normalise, union } from '../azure/intervals.js';
import type { Message } from '../azure/message.js';
import type { OutboundRule, Workspace } from '../azure/model.js';
import { ALL_PORTS, type PortSet, parsePorts } from '../azure/ports.js';
import { isUnknown, knownOr } from '../azure/value.js';
import type { Requirement } from '../requirements/requirement.js';
import { coversProtocol } from './fields.js';
import type { RawStep } from './finding.js';
import { type Entry, firstMatch } from './first-match.js';
import type { Leg, Part } from './part.js';
import { storageByName } from './reasons.js';
import type { Flow } from './security-groups.js';
import { ANY_BOX, type Box, isEmptyEnd } from './space.js';
import { coverRemote } from './targets.js';

interface Label {
  readonly action: 'allow' | 'deny' | 'unknown';
  readonly rule: string | null;
  readonly location: RawStep['location'];
}

/** Suffixes of Azure Storage, for which FQDN rules do not work (M3). */
const STORAGE = /\.(blob|file|queue|table|dfs)\.core\.(windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)$/;

/** The leg of a workspace's managed network. */
export function managedNetworkLeg(workspace: Workspace, requirement: Requirement, flow: Flow): Leg {
  const all = (fate: Part['fate'], rule: string | null, waitsFor: Message | null): Leg => {
    const action = fate === 'allowed' ? 'allow' : fate === 'denied' ? 'deny' : 'unknown';
    const step: RawStep = {
      leg: 'managed-network',
      resource: workspace.id,
      rule,
      action,
      priority: null,
      ...(waitsFor === null ? {} : { waitsFor }),
      location: workspace.location,
    };
    return (packets) => [{ packets, fate, steps: [step], waitsFor }];
  };
  if (isUnknown(workspace.isolationMode)) return all('unknown', null, workspace.isolationMode.unknown);
  const mode = workspace.isolationMode;
  if (mode.toLowerCase() === 'allowinternetoutbound') return all('allowed', mode, null);
  // The service approves the tags that it needs by itself (M1).
  if (requirement.tag !== null && requirement.adHoc !== true) return all('allowed', mode, null);
  return approvedLeg(workspace, mode, flow);
}

function approvedLeg(workspace: Workspace, mode: string, flow: Flow): Leg {
  return (packets) => {
    const entries: Entry<Label>[] = [];
    if (workspace.otherOutboundRules !== undefined) {
      const label: Label = { action: 'allow', rule: null, location: workspace.location };
      entries.push({ must: [], may: [ANY_BOX], label, reason: workspace.otherOutboundRules.unknown });
    }
    for (const rule of workspace.outboundRules) entries.push(...entryOf(rule, flow));
    // Rules only ever add to what is approved, so their order does not matter, and what is certain is told before what is not.
    if (entries.every(({ label }) => label.action === 'allow')) entries.sort((a, b) => b.must.length - a.must.length);
    const everything = [ANY_BOX];
    entries.push({
      must: everything,
      may: everything,
      label: { action: 'deny', rule: mode, location: workspace.location },
      reason: null,
    });
    return firstMatch(packets, entries, ({ action }) => action, 2).map((piece): Part => {
      const actions = new Set(piece.deciders.map(({ label }) => label.action));
      const [only] = actions;
      const fate =
        actions.size !== 1 || only === 'unknown' || only === undefined
          ? 'unknown'
          : only === 'allow'
            ? 'allowed'
            : 'denied';
      const steps = piece.deciders.map(({ label, reason }): RawStep => {
        const open = fate === 'unknown' && reason !== null;
        return {
          leg: 'managed-network',
          resource: workspace.id,
          rule: label.rule,
          action: open ? 'unknown' : label.action,
          priority: null,
          ...(open ? { waitsFor: reason } : {}),
          location: label.location,
        };
      });
      const waitsFor =
        fate === 'unknown' ? (piece.deciders.find(({ reason }) => reason !== null)?.reason ?? null) : null;
      return { packets: piece.packets, fate, steps, waitsFor };
    });
  };
}

/** FQDN rules open ports 80 and 443 (M2); ServiceTag rules their own ports; private endpoints are no way to a host of others. */
function entryOf(rule: OutboundRule, flow: Flow): readonly Entry<Label>[] {
  const label: Label = { action: 'allow', rule: knownOr(rule.name, null), location: rule.location };
  const { destination } = rule;
  const open = rule.presence?.unknown ?? null;
  if (destination.type === 'Unknown') return [{ must: [], may: [ANY_BOX], label, reason: destination.reason.unknown }];
  if (destination.type === 'PrivateEndpoint') return [];
  if (destination.type === 'FQDN') {
    if (flow.protocol !== 'tcp') return [];
    if (isUnknown(destination.fqdn)) {
      return [{ must: [], may: [{ ...ANY_BOX, ports: WEB_PORTS }], label, reason: destination.fqdn.unknown }];
    }
    const pattern = parseHostPattern(destination.fqdn);
    if (pattern === null) return [];
    const may = [{ ...ANY_BOX, ports: WEB_PORTS, hosts: patternSet([pattern], 'host') }];
    if (isStorage(pattern)) {
      const reason = storageByName(destination.fqdn);
      return [{ must: [], may, label, reason }];
    }
    return [open === null ? { must: may, may, label, reason: null } : { must: [], may, label, reason: open }];
  }
  return serviceTagEntry(destination, label, open, flow);
}

const WEB_PORTS: PortSet = normalise([
  [80, 81],
  [443, 444],
]);

function isStorage(pattern: Pattern): boolean {
  return STORAGE.test(`.${pattern.text}`.replace('..', '.'));
}

function serviceTagEntry(
  destination: Extract<OutboundRule['destination'], { type: 'ServiceTag' }>,
  label: Label,
  open: Message | null,
  flow: Flow,
): readonly Entry<Label>[] {
  const protocol = coversProtocol(destination.protocol, flow.protocol);
  if (protocol === false) return [];
  const { action, addressPrefixes, portRanges, serviceTag } = destination;
  const named = isUnknown(addressPrefixes)
    ? addressPrefixes
    : addressPrefixes === null || addressPrefixes.length === 0
      ? [serviceTag]
      : addressPrefixes;
  const remote = coverRemote(named, flow.target, flow.around);
  if (isEmptyEnd(remote.may)) return [];
  const ports = isUnknown(portRanges)
    ? null
    : portRanges
        .flatMap((text) => text.split(','))
        .reduce((all, text) => union(all, parsePorts(text) ?? EMPTY), EMPTY as PortSet);
  const box: Box = { ...ANY_BOX, remote: remote.may, ports: ports ?? ALL_PORTS };
  const reason =
    open ??
    (protocol === true ? null : protocol.reason) ??
    (isUnknown(portRanges) ? portRanges.unknown : null) ??
    remote.reason;
  const known: Label = { ...label, action: isUnknown(action) ? 'unknown' : action === 'Deny' ? 'deny' : 'allow' };
  if (reason === null)
    return [{ must: [box], may: [box], label: known, reason: isUnknown(action) ? action.unknown : null }];
  const certain = open === null && protocol === true && ports !== null && !isEmptyEnd(remote.must);
  return [{ must: certain ? [{ ...box, remote: remote.must }] : [], may: [box], label: known, reason }];
}
