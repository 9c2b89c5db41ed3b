/** Where traffic goes before anybody filters it: longest prefix first, for an equal prefix user routes before system routes (R1 to R7, P1). */
import { ALL_V4 } from '../azure/addresses.js';
import { msg } from '../azure/message.js';
import type { Route, RouteTable } from '../azure/model.js';
import { parseServiceTag, specialTag } from '../azure/service-tags.js';
import { isUnknown, knownOr } from '../azure/value.js';
import type { RawStep } from './finding.js';
import { firstMatch } from './first-match.js';
import { eitherWay, type Leg } from './part.js';
import { unseenAppliance } from './reasons.js';
import {
  decided,
  type NextHop,
  prefixLength,
  RANK,
  type Ranked,
  type RouteLabel,
  type RouteQuestion,
  tagCoverage,
  toEntry,
} from './route-entries.js';
import { ANY_BOX, ANY_END, type Packets } from './space.js';
import { systemRoutes } from './system-routes.js';
import { type Coverage, coverRemote, isAnything, startsLikeAddress } from './targets.js';
import { follow, type Topology } from './topology.js';

export type { NextHop, RouteQuestion } from './route-entries.js';

/** The leg of a subnet's routes: each part of the packets goes on by `onward` of its next hop. */
export function routeLeg(question: RouteQuestion, onward: (hop: NextHop) => Leg): Leg {
  const table = follow(question.subnet.routeTable, question.topology.routeTables);
  if (table.kind === 'one') return tableLeg(table.resource, question, onward);
  if (table.kind === 'none') return tableLeg(null, question, onward);
  if (table.candidates === null) {
    const step: RawStep = { ...stepOf(question.subnet.id, null), action: 'unknown', waitsFor: table.reason };
    return (packets) => [{ packets, fate: 'unknown', steps: [step], waitsFor: table.reason }];
  }
  const ways = table.candidates.map((candidate) => tableLeg(candidate, question, onward));
  return (packets) => eitherWay(packets, ways, table.reason);
}

/** The next hops of packets, without going on: what parts of the input are on the way. */
export function nextHops(question: RouteQuestion, packets: Packets): readonly NextHop[] {
  const seen: NextHop[] = [];
  const leg = routeLeg(question, (hop) => {
    return (part) => {
      seen.push(hop);
      return [{ packets: part, fate: 'allowed', steps: [], waitsFor: null }];
    };
  });
  const parts = leg(packets);
  const open = parts.flatMap(({ fate, waitsFor }) => (fate === 'unknown' && waitsFor !== null ? [waitsFor] : []));
  const [reason] = open;
  return reason === undefined ? seen : [...seen, { kind: 'elsewhere', type: 'unknown', reason }];
}

function tableLeg(table: RouteTable | null, question: RouteQuestion, onward: (hop: NextHop) => Leg): Leg {
  return (packets) => {
    const entries = [...ranked(table, question)]
      .sort((a, b) => b.length - a.length || a.rank - b.rank)
      .map(({ entry }) => entry);
    return firstMatch(packets, entries, ({ word }) => word, Number.POSITIVE_INFINITY).flatMap((piece) => {
      const ways = [...new Map(piece.deciders.map((entry) => [entry.label.word, entry])).values()];
      const legs = ways.map(({ label, reason, must, may }): Leg => {
        const open =
          ways.length > 1 && must !== may && reason !== null ? { action: 'unknown' as const, waitsFor: reason } : {};
        const denied = label.nextHop.kind === 'none' ? { action: 'deny' as const } : {};
        const here: RawStep = { ...stepOf(label.resource, label), ...denied, ...open };
        const next = onward(label.nextHop);
        return (part) => next(part).map((after) => ({ ...after, steps: [here, ...after.steps] }));
      });
      const reason = ways.find(({ reason: text }) => text !== null)?.reason ?? msg`the route that it takes`;
      return legs.length === 1 && legs[0] !== undefined
        ? legs[0](piece.packets)
        : eitherWay(piece.packets, legs, reason);
    });
  };
}

function stepOf(resource: string, label: RouteLabel | null): RawStep {
  return {
    leg: 'route',
    resource,
    rule: label?.name ?? null,
    action: 'route',
    priority: null,
    ...(label === null ? {} : { nextHop: label.word }),
    location: label?.location ?? null,
  };
}

function* ranked(table: RouteTable | null, question: RouteQuestion): Generator<Ranked> {
  if (table !== null) {
    if (table.otherRoutes !== undefined) {
      const hop: NextHop = { kind: 'elsewhere', type: 'unknown', reason: table.otherRoutes.unknown };
      const label: RouteLabel = {
        resource: table.id,
        name: null,
        nextHop: hop,
        location: table.location,
        word: 'unknown',
      };
      yield { length: 1000, rank: 0, entry: { must: [], may: [ANY_BOX], label, reason: table.otherRoutes.unknown } };
    }
    for (const route of table.routes) yield* userRoute(route, table, question);
    yield* halvesOfEverything(table, question);
  }
  yield* systemRoutes(question, table);
}

/** Two routes for the halves of IPv4 that go the same way are one route for everything, longer than 0.0.0.0/0. */
function* halvesOfEverything(table: RouteTable, question: RouteQuestion): Generator<Ranked> {
  const half = (prefix: string) =>
    table.routes.find((route) => route.addressPrefix === prefix && route.presence === undefined);
  const [low, high] = [half('0.0.0.0/1'), half('128.0.0.0/1')];
  if (low === undefined || high === undefined) return;
  const [first, second] = [low, high].map((route) => ({ ...route, addressPrefix: '0.0.0.0/0' }));
  if (first === undefined || second === undefined) return;
  const [one, other] = [[...userRoute(first, table, question)][0], [...userRoute(second, table, question)][0]];
  if (one === undefined || one.entry.label.word !== other?.entry.label.word) return;
  yield { length: 1, rank: -1, entry: one.entry };
}

/** In a route 0.0.0.0/0 is the default of IPv4 only; `::/0` is that of IPv6. */
const EVERY_V4: Coverage = decided({ addresses: { v4: ALL_V4, v6: [] }, parts: ANY_END.parts });

function* userRoute(route: Route, table: RouteTable, question: RouteQuestion): Generator<Ranked> {
  const hop = nextHopOf(route, question.topology);
  const label: RouteLabel = {
    resource: table.id,
    name: knownOr(route.name, null),
    nextHop: hop,
    location: route.location ?? table.location,
    word: wordOf(hop, route),
  };
  const { addressPrefix, presence } = route;
  if (isUnknown(addressPrefix)) {
    yield { length: 1000, rank: 0, entry: { must: [], may: [ANY_BOX], label, reason: addressPrefix.unknown } };
    return;
  }
  const place = (length: number, rank: number, coverage: Coverage): Ranked[] => {
    const entry = toEntry(coverage, label, presence?.unknown ?? null);
    return entry === null ? [] : [{ length, rank, entry }];
  };
  const text = addressPrefix.trim();
  const { target, around } = question.flow;
  if (text === '0.0.0.0/0') yield* place(0, RANK.prefix, EVERY_V4);
  else if (isAnything(text)) yield* place(0, RANK.prefix, coverRemote(['*'], target, around));
  else if (startsLikeAddress(text)) {
    const length = prefixLength(text);
    if (length !== null) yield* place(length, RANK.prefix, coverRemote([text], target, around));
  } else if (specialTag(text) === null) {
    // Internet, VirtualNetwork and the like are no prefixes of routes (T10); a diagnostic says so.
    const tag = parseServiceTag(text);
    const cloud = tag.service === 'AzureCloud';
    const rank = tag.region === null ? (cloud ? RANK.cloud : RANK.tag) : cloud ? RANK.regionalCloud : RANK.regionalTag;
    for (const { length, coverage } of tagCoverage(tag.name, question)) yield* place(length, rank, coverage);
  }
}

function nextHopOf(route: Route, topology: Topology): NextHop {
  if (isUnknown(route.nextHopType)) return { kind: 'elsewhere', type: 'unknown', reason: route.nextHopType.unknown };
  switch (route.nextHopType.trim().toLowerCase()) {
    case 'internet':
      return { kind: 'internet' };
    case 'none':
    case 'nexthopblackhole':
      return { kind: 'none' };
    case 'vnetlocal':
    case 'virtualnetwork':
      return { kind: 'direct', type: 'VnetLocal' };
    case 'virtualnetworkgateway':
      return {
        kind: 'elsewhere',
        type: 'VirtualNetworkGateway',
        reason: msg`what is behind the virtual network gateway, which is not in the input`,
      };
    default:
      return applianceOf(route, topology);
  }
}

function applianceOf(route: Route, topology: Topology): NextHop {
  const address = isUnknown(route.nextHopIpAddress) ? null : route.nextHopIpAddress;
  const type = address === null ? 'VirtualAppliance' : `VirtualAppliance ${address}`;
  const firewall = follow(route.nextHop, topology.firewalls);
  if (firewall.kind === 'one') return { kind: 'firewall', key: firewall.resource.key, type };
  const reason =
    firewall.kind === 'open'
      ? firewall.reason
      : isUnknown(route.nextHopIpAddress)
        ? route.nextHopIpAddress.unknown
        : unseenAppliance(address);
  return { kind: 'elsewhere', type, reason };
}

function wordOf(hop: NextHop, route: Route): string {
  const type = knownOr(route.nextHopType, 'unknown');
  return hop.kind === 'firewall' || hop.kind === 'elsewhere' ? hop.type : hop.kind === 'direct' ? hop.type : type;
}
