/** From parts to a verdict: what is covered, what is not, on which path, and why in one sentence. */

import { type AddressSet, formatPrefixes, isEmptyAddresses } from '../azure/addresses.js';
import { containsAll, EMPTY, intersect, union } from '../azure/intervals.js';
import { joined, type Message, msg } from '../azure/message.js';
import { ALL_PORTS, EPHEMERAL_PORTS, formatPorts, type PortSet } from '../azure/ports.js';
import { describeHosts, someHosts } from './describe-hosts.js';
import { describeParts } from './describe-parts.js';
import type { LegKind, RawStep, Uncovered, Verdict } from './finding.js';
import type { Question } from './packets-of.js';
import type { Part } from './part.js';
import { type Box, containsEnd, type EndSet, NO_END, type Packets, subtractEnds, unionEnds } from './space.js';
import type { LocalEnd } from './targets.js';

/** How many prefixes a list of uncovered addresses writes out (CONTRACT). */
const PREFIX_LIMIT = 20;

/** CONTRACT, Decisions: nothing denied and nothing open is met; partly denied can never be met; all denied is unmet. */
export function verdictOf(parts: readonly Part[]): Verdict {
  const fates = new Set(parts.filter(({ packets }) => packets.length > 0).map(({ fate }) => fate));
  if (!fates.has('denied')) return fates.has('unknown') ? 'unknown' : 'met';
  return fates.size > 1 ? 'partial' : 'unmet';
}

/** What is denied, by ports. */
export function uncoveredOf(
  parts: readonly Part[],
  question: Question,
  local: LocalEnd,
): readonly Uncovered<Message>[] {
  const denied = parts.filter(({ fate }) => fate === 'denied').flatMap(({ packets }) => packets);
  const byPorts = new Map<string, { ports: readonly string[]; boxes: Box[] }>();
  for (const box of denied) {
    const ports = formatPorts(box.ports ?? question.ports);
    const key = ports.join();
    const same = byPorts.get(key);
    if (same === undefined) byPorts.set(key, { ports, boxes: [box] });
    else same.boxes.push(box);
  }
  const rows = [...byPorts.values()].map(({ ports, boxes }) => ({ ports, ...destinations(boxes, question, local) }));
  const joined = joinEqual(rows);
  return joined.sort((a, b) => firstPort(a.ports) - firstPort(b.ports));
}

function firstPort(ports: readonly string[]): number {
  return Number.parseInt(ports[0] ?? '0', 10);
}

/** Ports whose uncovered addresses are the same share one row. */
function joinEqual(rows: readonly Uncovered<Message>[]): Uncovered<Message>[] {
  const bySame = new Map<string, Uncovered<Message>>();
  for (const row of rows) {
    const key = JSON.stringify({ ...row, ports: null });
    const same = bySame.get(key);
    bySame.set(key, same === undefined ? row : { ...same, ports: sortPorts([...same.ports, ...row.ports]) });
  }
  return [...bySame.values()];
}

function sortPorts(ports: readonly string[]): readonly string[] {
  return [...new Set(ports)].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
}

function destinations(boxes: readonly Box[], question: Question, local: LocalEnd): Omit<Uncovered<Message>, 'ports'> {
  const remote = boxes.reduce<EndSet>((all, box) => unionEnds(all, box.remote ?? question.target.end), NO_END);
  const notes = [
    describeParts(question.target, remote.parts),
    describeHosts(boxes, question),
    describeSources(boxes, local),
    describeSourcePorts(boxes),
  ].filter((text) => text !== null);
  const noted = notes.length === 0 ? {} : { note: joined(notes) };
  if (containsEnd(remote, question.target.end)) return { addresses: 'all', ...noted };
  if (isEmptyAddresses(remote.addresses)) return { addresses: [], ...noted };
  const { prefixes, count } = formatPrefixes(remote.addresses, PREFIX_LIMIT);
  return { addresses: prefixes, count, ...noted };
}

function describeSources(boxes: readonly Box[], local: LocalEnd): Message | null {
  const sources = boxes.reduce<EndSet>((all, box) => unionEnds(all, box.local ?? local.end), NO_END);
  const left = subtractEnds(local.end, sources).addresses;
  // Packets of one family say nothing of addresses of the other.
  const spared: AddressSet = {
    v4: sources.addresses.v4.length > 0 ? left.v4 : [],
    v6: sources.addresses.v6.length > 0 ? left.v6 : [],
  };
  if (isEmptyAddresses(spared)) return null;
  return msg`from ${formatPrefixes(sources.addresses, 3).prefixes}`;
}

/** The ports that a client has them from, where these are not all that it may have (N2). */
function describeSourcePorts(packets: Packets): Message | null {
  const ports = packets.reduce<PortSet>((all, box) => union(all, box.sourcePorts ?? ALL_PORTS), EMPTY);
  return containsAll(ports, EPHEMERAL_PORTS) ? null : msg`source ports ${formatPorts(ports)}`;
}

/** The legs in the order in which packets meet them; inbound the subnet's group comes before the interface's (N7). */
const OUTBOUND_ORDER: readonly LegKind[] = [
  'managed-network',
  'security-admin-rule',
  'network-interface-group',
  'network-security-group',
  'route',
  'firewall',
  'way-out',
];
const INBOUND_ORDER: readonly LegKind[] = [
  'route',
  'security-admin-rule',
  'network-security-group',
  'network-interface-group',
  'firewall',
  'way-out',
  'managed-network',
];

/** All deciding steps, each once, leg by leg; where they decide different parts, with the part. */
export function pathOf(parts: readonly Part[], question: Question): readonly RawStep[] {
  const fates = new Set(parts.map(({ fate }) => fate));
  const steps = new Map<string, { step: RawStep; packets: Packets[] }>();
  for (const { steps: own, packets } of parts) {
    for (const step of own) {
      const key = JSON.stringify([
        step.leg,
        step.resource,
        step.collection,
        step.rule,
        step.action,
        step.nextHop,
        step.priority,
      ]);
      const same = steps.get(key);
      if (same === undefined) steps.set(key, { step, packets: [packets] });
      else same.packets.push(packets);
    }
  }
  const order = question.requirement.direction === 'outbound' ? OUTBOUND_ORDER : INBOUND_ORDER;
  return [...steps.values()]
    .map(({ step, packets }) => (fates.size > 1 || steps.size > 1 ? withPart(step, packets.flat(), question) : step))
    .map((step, index) => ({ step, index }))
    .sort(
      (a, b) =>
        order.indexOf(a.step.leg) - order.indexOf(b.step.leg) || byPriority(a.step, b.step) || a.index - b.index,
    )
    .map(({ step }) => step);
}

/** Rules of one group by priority; a firewall's steps stay in the order of evaluation, which is not that of their numbers alone. */
function byPriority(a: RawStep, b: RawStep): number {
  if (a.leg !== b.leg || a.resource !== b.resource || a.leg === 'firewall') return 0;
  return (a.priority ?? 0) - (b.priority ?? 0);
}

function withPart(step: RawStep, packets: Packets, question: Question): RawStep {
  // Groups and routes see no host names.
  const seen = step.leg === 'firewall' ? packets : packets.map((box) => ({ ...box, hosts: null }));
  const words = partWords(seen, question);
  return words.length === 0 ? step : { ...step, part: joined(words) };
}

/** Ports, parts of a tag and hosts, as far as these packets are not all of the question's. */
function partWords(packets: Packets, question: Question): readonly Message[] {
  const ports = packets.flatMap((box) => formatPorts(intersect(box.ports ?? question.ports, question.ports)));
  const mine = sortPorts(ports);
  const whole = formatPorts(question.ports);
  return [
    mine.join() === whole.join() ? null : msg`${question.requirement.protocol.toUpperCase()} ${mine}`,
    describeParts(
      question.target,
      packets.reduce((all, box) => all | (box.remote ?? question.target.end).parts, 0n),
    ),
    describeHosts(packets, question),
  ].filter((text) => text !== null);
}

/** In words, what these packets are of the question's: also addresses, sources and source ports. `null` where they are all, or have no words. */
export function describePackets(packets: Packets, question: Question, local: LocalEnd): Message | null {
  const remote = packets.reduce<EndSet>((all, box) => unionEnds(all, box.remote ?? question.target.end), NO_END);
  const named = isEmptyAddresses(remote.addresses) || containsEnd(remote, question.target.end);
  const { prefixes, count } = named ? { prefixes: [], count: 0 } : formatPrefixes(remote.addresses, 3);
  const words = [
    ...partWords(packets, question),
    ...(prefixes.length === 0 ? [] : [count > prefixes.length ? msg`${prefixes} (${count})` : msg`${prefixes}`]),
    describeSources(packets, local),
    describeSourcePorts(packets),
  ].filter((text) => text !== null);
  return words.length === 0 ? null : joined(words);
}

/** The denied hosts of those that stand in for a tag, where others of them are open. */
export function closedHosts(parts: readonly Part[], question: Question): readonly string[] {
  if (question.requirement.host !== null) return [];
  return someHosts(
    parts.filter(({ fate }) => fate === 'denied').flatMap(({ packets }) => packets),
    question,
  );
}
