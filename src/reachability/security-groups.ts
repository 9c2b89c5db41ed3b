/** Network security groups: rules by priority, default rules last, source ports and all (N1 to N16). */

import { containsAll } from '../azure/intervals.js';
import { type Message, msg } from '../azure/message.js';
import type { NetworkSecurityGroup, SecurityRule } from '../azure/model.js';
import { EPHEMERAL_PORTS } from '../azure/ports.js';
import { isUnknown, knownOr } from '../azure/value.js';
import type { Direction, Protocol } from '../requirements/requirement.js';
import { type AddressField, readAddressField } from './address-field.js';
import { coverPorts, coversProtocol, type PortCoverage } from './fields.js';
import type { LegKind, RawStep } from './finding.js';
import { type Entry, firstMatch, type Piece } from './first-match.js';
import { type Leg, outside, type Part, within } from './part.js';
import { type SharedAnswers, sharedAnswer } from './shared-answer.js';
import { ANY_BOX, ANY_END, type Box, isEmptyEnd, NO_END, overlapsEnds, type Packets } from './space.js';
import {
  type Coverage,
  coverLocal,
  coverRemoteField,
  type LocalEnd,
  type Surroundings,
  type Target,
} from './targets.js';

/** What a packet is, apart from its box. */
export interface Flow {
  readonly direction: Direction;
  readonly protocol: Protocol;
  readonly target: Target;
  readonly local: LocalEnd;
  readonly around: Surroundings;
  /** Set where an outbound packet meets a group at its far end: that group's inbound rules judge it (N13). */
  readonly atFarEnd?: true;
}

/** A rule with what does not depend on the flow worked out once. */
interface CompiledRule {
  readonly rule: SecurityRule;
  readonly source: AddressField;
  readonly sourcePorts: PortCoverage;
  readonly destination: AddressField;
  readonly ports: PortCoverage;
}

interface CompiledGroup {
  readonly Inbound: readonly CompiledRule[];
  readonly Outbound: readonly CompiledRule[];
}

/** What the step of a rule prints. */
interface Label {
  readonly rule: SecurityRule | null;
  readonly action: 'allow' | 'deny' | 'unknown';
}

/** The leg of one group on a subnet or a network interface. */
export function securityGroupLeg(group: NetworkSecurityGroup, kind: LegKind, flow: Flow): Leg {
  return (packets) => {
    const { entries, answers } = preparedFor(group, flow);
    return sharedAnswer(packets, kind, answers, (bare) => {
      const pieces = firstMatch(bare, entries, ({ action }) => action, 2);
      return settleSourcePorts(pieces, (piece) => toPart(piece, group, kind));
    });
  };
}

/** What a group makes of one flow, as far as somebody has asked. */
interface Prepared {
  readonly flow: Flow;
  readonly entries: Iterable<Entry<Label>>;
  readonly answers: SharedAnswers;
}

/** A group at one scope. */
interface GroupHere {
  readonly rules: CompiledGroup;
  readonly prepared: WeakMap<Target, Prepared[]>;
}

/** By what is made anew for each scope, so that all goes with it: worked-out rules are larger than the rules, and groups may be thousands. */
const groupsHere = new WeakMap<Surroundings, WeakMap<NetworkSecurityGroup, GroupHere>>();

/** All that a flow is: the compiler asks for a line here when it gets another property. */
const FLOW: Readonly<Record<keyof Flow, true>> = {
  direction: true,
  protocol: true,
  target: true,
  local: true,
  around: true,
  atFarEnd: true,
};
const FLOW_KEYS = Object.keys(FLOW) as readonly (keyof Flow)[];

/** A group made ready for a flow; dozens of hosts have one and the same far end, and share what comes of it. */
function preparedFor(group: NetworkSecurityGroup, flow: Flow): Prepared {
  const ofScope = inMap(groupsHere, flow.around, () => new WeakMap<NetworkSecurityGroup, GroupHere>());
  const here = inMap(ofScope, group, (): GroupHere => ({ rules: compile(group), prepared: new WeakMap() }));
  const ofTarget = inMap(here.prepared, flow.target, (): Prepared[] => []);
  const same = ofTarget.find((one) => FLOW_KEYS.every((key) => one.flow[key] === flow[key]));
  if (same !== undefined) return same;
  const made = { flow, entries: replayable(entries(group, here.rules, flow)), answers: new Map() };
  ofTarget.push(made);
  return made;
}

function inMap<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}

/** Items that are made when they are first asked for, and kept: a list that nobody reads to its end is not made to its end. */
function replayable<T>(source: Iterator<T>): Iterable<T> {
  const made: T[] = [];
  return {
    *[Symbol.iterator]() {
      for (let i = 0; ; i++) {
        if (i === made.length) {
          const next = source.next();
          if (next.done === true) return;
          made.push(next.value);
        }
        yield made[i] as T;
      }
    },
  };
}

function* entries(group: NetworkSecurityGroup, rules: CompiledGroup, flow: Flow): Generator<Entry<Label>> {
  const direction = flow.direction === 'inbound' || flow.atFarEnd === true ? 'Inbound' : 'Outbound';
  let hidden = group.otherRules;
  for (const compiledRule of rules[direction]) {
    // No hidden rule can come before one of priority 100 (N1); before one whose priority is open it can.
    if (hidden !== undefined && knownOr(compiledRule.rule.priority, Number.POSITIVE_INFINITY) > 100) {
      yield { must: [], may: [ANY_BOX], label: { rule: null, action: 'unknown' }, reason: hidden.unknown };
      hidden = undefined;
    }
    const entry = toEntry(compiledRule, flow);
    if (entry !== null) yield entry;
  }
}

function compile(group: NetworkSecurityGroup): CompiledGroup {
  return { Inbound: order(group, 'Inbound'), Outbound: order(group, 'Outbound') };
}

/**
 * Custom rules by priority, then the default rules. A rule of unknown priority may come before any other, and certainly comes before the default
 * rules: it stands first as a rule that may be there, and last as the rule it is.
 */
function order(group: NetworkSecurityGroup, direction: 'Inbound' | 'Outbound'): readonly CompiledRule[] {
  const mine = group.securityRules.filter((rule) => isUnknown(rule.direction) || rule.direction === direction);
  const open = mine.filter((rule) => isUnknown(rule.priority));
  const early = open.flatMap((rule): readonly SecurityRule[] =>
    isUnknown(rule.priority) ? [{ ...rule, presence: rule.priority }] : [],
  );
  const known = mine.filter((rule) => !isUnknown(rule.priority));
  known.sort((a, b) => knownOr(a.priority, 0) - knownOr(b.priority, 0));
  // Priorities are from 100 to 4096 and none is there twice (N1): a rule at either end is certainly first or last of the custom rules.
  const isFirst = (rule: SecurityRule) => knownOr(rule.priority, 0) <= 100;
  const isLast = (rule: SecurityRule) => knownOr(rule.priority, 0) >= 4096;
  const first = known.filter(isFirst);
  const middle = known.filter((rule) => !isFirst(rule) && !isLast(rule));
  const last = known.filter((rule) => !isFirst(rule) && isLast(rule));
  return [...first, ...early, ...middle, ...open, ...last, ...DEFAULT_RULES[direction]].map(compileRule);
}

function compileRule(rule: SecurityRule): CompiledRule {
  return {
    rule,
    source: readAddressField(rule.sourceAddressPrefixes),
    sourcePorts: coverPorts(rule.sourcePortRanges),
    destination: readAddressField(rule.destinationAddressPrefixes),
    ports: coverPorts(rule.destinationPortRanges),
  };
}

/** What one rule matches of a flow, by itself; `null` for nothing. */
export function matchRule(rule: SecurityRule, flow: Flow): Pick<Entry<unknown>, 'must' | 'may' | 'reason'> | null {
  return toEntry(compileRule(rule), flow);
}

function toEntry(
  { rule, source, sourcePorts, destination, ports }: CompiledRule,
  { direction: way, protocol: asked, target, local: nearEnd, around }: Flow,
): Entry<Label> | null {
  const protocol = coversProtocol(rule.protocol, asked);
  if (protocol === false) return null;
  const outbound = way === 'outbound';
  const nearGroups = outbound ? rule.sourceApplicationSecurityGroups : rule.destinationApplicationSecurityGroups;
  const farGroups = outbound ? rule.destinationApplicationSecurityGroups : rule.sourceApplicationSecurityGroups;
  // Application security groups never hold Azure ML compute (CONTRACT, "Source ports").
  if (nearGroups) return null;
  const remote = farGroups
    ? coverGroupMembers(around)
    : coverRemoteField(outbound ? destination : source, target, around);
  // Most rules are about other addresses than this far end: they take no part at all.
  if (!overlapsEnds(remote.may, target.end)) return null;
  const local = coverLocal(outbound ? source : destination, nearEnd);
  if (isEmptyEnd(local.may)) return null;

  const may = box(local.may, sourcePorts.may, remote.may, ports.may);
  if (may === null) return null;
  const direction = isUnknown(rule.direction) ? rule.direction.unknown : null;
  const whether = rule.presence?.unknown ?? direction ?? (protocol === true ? null : protocol.reason);
  const reason = whether ?? ports.reason ?? remote.reason ?? local.reason ?? sourcePorts.reason;
  const decided =
    whether === null &&
    local.must === local.may &&
    remote.must === remote.may &&
    ports.must === ports.may &&
    sourcePorts.must === sourcePorts.may;
  const mayPackets = [may];
  const mustBox = whether === null ? box(local.must, sourcePorts.must, remote.must, ports.must) : null;
  const must = decided ? mayPackets : mustBox === null ? [] : [mustBox];
  return { must, may: mayPackets, label: { rule, action: actionOf(rule) }, reason };
}

function coverGroupMembers(around: Surroundings): Coverage {
  return {
    must: NO_END,
    may: { addresses: around.networkSpace, parts: 0n },
    reason: msg`the members of an application security group`,
  };
}

function box(
  local: Coverage['may'],
  sourcePorts: Box['sourcePorts'],
  remote: Coverage['may'],
  ports: Box['ports'],
): Box | null {
  if (isEmptyEnd(local) || isEmptyEnd(remote) || sourcePorts?.length === 0 || ports?.length === 0) return null;
  return {
    ...ANY_BOX,
    local: local === ANY_END ? null : local,
    remote: remote === ANY_END ? null : remote,
    sourcePorts,
    ports,
  };
}

function actionOf(rule: SecurityRule): 'allow' | 'deny' | 'unknown' {
  return isUnknown(rule.access) ? 'unknown' : rule.access === 'Allow' ? 'allow' : 'deny';
}

function toPart(piece: Piece<Label>, group: NetworkSecurityGroup, kind: LegKind): Part {
  const actions = new Set(piece.deciders.map(({ label }) => label.action));
  const [only] = actions;
  const fate =
    actions.size !== 1 || only === undefined || only === 'unknown'
      ? 'unknown'
      : only === 'allow'
        ? 'allowed'
        : 'denied';
  const steps = piece.deciders.map((entry): RawStep => {
    const { rule, action } = entry.label;
    const waitedFor = entry.must !== entry.may && fate === 'unknown' ? entry.reason : null;
    const awaited = waitedFor ?? openAccess(rule);
    return {
      leg: kind,
      resource: group.id,
      rule: rule === null ? null : knownOr(rule.name, null),
      action: waitedFor === null ? action : 'unknown',
      priority: rule === null ? null : knownOr(rule.priority, null),
      ...(awaited === null ? {} : { waitsFor: awaited }),
      location: rule?.location ?? group.location,
    };
  });
  return { packets: piece.packets, fate, steps, waitsFor: fate === 'unknown' ? waitsFor(piece) : null };
}

function waitsFor(piece: Piece<Label>): Message | null {
  for (const { label, reason } of piece.deciders) {
    const access = openAccess(label.rule);
    if (access !== null) return access;
    if (reason !== null) return reason;
  }
  return null;
}

/** What a rule waits for that may allow or deny. */
function openAccess(rule: SecurityRule | null): Message | null {
  return rule !== null && isUnknown(rule.access) ? rule.access.unknown : null;
}

/**
 * A client picks any ephemeral source port. Where some of them are left to a denying rule for all source ports, the allowing rules pinned the
 * source port and open nothing (N2); where only a rule pinned to some source ports denies, those stay closed and the rest stays open.
 */
function settleSourcePorts(pieces: readonly Piece<Label>[], part: (piece: Piece<Label>) => Part): readonly Part[] {
  const parts = pieces.map(part);
  const closed = pieces.flatMap(({ packets, deciders }, i) => {
    if (parts[i]?.fate !== 'denied') return [];
    const last = deciders[deciders.length - 1]?.label.rule;
    const pinned = last !== undefined && last !== null && !coversClient(last);
    return pinned
      ? []
      : packets.filter((box) => box.sourcePorts !== null && !containsAll(box.sourcePorts, EPHEMERAL_PORTS));
  });
  if (closed.length === 0) return parts;
  const widened: Packets = closed.map((narrow) => ({ ...narrow, sourcePorts: EPHEMERAL_PORTS }));
  const denied = parts.filter(({ fate }) => fate === 'denied');
  const others = parts.filter(({ fate }) => fate !== 'denied');
  const lost = within(others, widened).map((piece) => {
    const decider = denied.find(
      (part) =>
        within(
          [part],
          piece.packets.map((narrow) => ({ ...narrow, sourcePorts: null })),
        ).length > 0,
    );
    return { packets: piece.packets, fate: 'denied' as const, steps: decider?.steps ?? piece.steps, waitsFor: null };
  });
  return [...outside(others, widened), ...denied, ...lost];
}

function coversClient(rule: SecurityRule): boolean {
  return containsAll(coverPorts(rule.sourcePortRanges).must, EPHEMERAL_PORTS);
}

/** Azure's default rules (N4); protocol "Any" is TCP and UDP and more (N5). */
const DEFAULT_RULES = {
  Inbound: [
    defaultRule('AllowVnetInBound', 65000, 'Inbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork'),
    defaultRule('AllowAzureLoadBalancerInBound', 65001, 'Inbound', 'Allow', 'AzureLoadBalancer', '*'),
    defaultRule('DenyAllInBound', 65500, 'Inbound', 'Deny', '*', '*'),
  ],
  Outbound: [
    defaultRule('AllowVnetOutBound', 65000, 'Outbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork'),
    defaultRule('AllowInternetOutBound', 65001, 'Outbound', 'Allow', '*', 'Internet'),
    defaultRule('DenyAllOutBound', 65500, 'Outbound', 'Deny', '*', '*'),
  ],
} as const;

function defaultRule(
  name: string,
  priority: number,
  direction: 'Inbound' | 'Outbound',
  access: 'Allow' | 'Deny',
  source: string,
  destination: string,
): SecurityRule {
  return {
    name,
    priority,
    direction,
    access,
    protocol: '*',
    sourcePortRanges: ['*'],
    destinationPortRanges: ['*'],
    sourceAddressPrefixes: [source],
    destinationAddressPrefixes: [destination],
    sourceApplicationSecurityGroups: false,
    destinationApplicationSecurityGroups: false,
    location: null,
  };
}
