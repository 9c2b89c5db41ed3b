/** A universe so small that every packet of it can be asked one by one: what the algebra of packets is compared with. */
import fc from 'fast-check';
import { type Pattern, type PatternSet, patternSet } from '../../src/azure/host-patterns.js';
import { normalise } from '../../src/azure/intervals.js';
import type { PortSet } from '../../src/azure/ports.js';
import type { Box, EndSet, Packets } from '../../src/reachability/space.js';

/** One point of each dimension; an end is an address below 3, or a part. */
export interface Packet {
  readonly local: Point;
  readonly sourcePort: number;
  readonly remote: Point;
  readonly port: number;
  readonly host: string;
  readonly path: string;
}

type Point = { readonly v4: number } | { readonly v6: bigint } | { readonly part: number };

const POINTS: readonly Point[] = [{ v4: 0 }, { v4: 1 }, { v4: 2 }, { v6: 0n }, { part: 0 }, { part: 1 }];
const PORT_NUMBERS = [0, 1, 2];
const HOSTS = ['a.x', 'b.a.x', 'x', 'y'];
const PATHS = ['/', '/a', '/a/b'];

/** All packets that differ in ports, the far end and the host; the other dimensions vary with them, so that each value is seen. */
export const PACKETS: readonly Packet[] = POINTS.flatMap((remote, r) =>
  PORT_NUMBERS.flatMap((port) =>
    HOSTS.flatMap((host, h) =>
      [0, 1, 2].map((turn) => ({
        remote,
        port,
        host,
        local: POINTS[(r + port + h + turn) % POINTS.length] ?? { part: 0 },
        sourcePort: (r + h + turn) % 3,
        path: PATHS[(port + h + turn) % PATHS.length] ?? '/',
      })),
    ),
  ),
);

export function inPackets(packets: Packets, packet: Packet): boolean {
  return packets.some((box) => inBox(box, packet));
}

export function inBox({ local, sourcePorts, remote, ports, hosts, paths }: Box, packet: Packet): boolean {
  return (
    (local === null || inEnd(local, packet.local)) &&
    (remote === null || inEnd(remote, packet.remote)) &&
    (sourcePorts === null || within(sourcePorts, packet.sourcePort)) &&
    (ports === null || within(ports, packet.port)) &&
    inNames(hosts, packet.host, (pattern, name) => name.endsWith(pattern)) &&
    inNames(paths, packet.path, (pattern, name) => name.startsWith(pattern))
  );
}

function inEnd({ addresses, parts }: EndSet, point: Point): boolean {
  if ('part' in point) return ((parts >> BigInt(point.part)) & 1n) === 1n;
  return 'v4' in point ? within(addresses.v4, point.v4) : within(addresses.v6, point.v6);
}

function within<T extends number | bigint>(bounds: readonly T[], value: T): boolean {
  return bounds.filter((bound) => bound <= value).length % 2 === 1;
}

function inNames(set: PatternSet, name: string, wild: (pattern: string, name: string) => boolean): boolean {
  const fits = ({ wildcard, text }: Pattern) => (wildcard ? wild(text, name) : name === text);
  return set === null || set.some(({ of, except }) => fits(of) && !except.some(fits));
}

function subset<T>(values: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc.subarray([...values], { minLength: 1 });
}

const portSets: fc.Arbitrary<PortSet> = subset(PORT_NUMBERS).map((some) =>
  normalise(some.map((port) => [port, port + 1])),
);
const ends: fc.Arbitrary<EndSet> = subset(POINTS).map((points) => ({
  addresses: {
    v4: normalise(points.flatMap((point) => ('v4' in point ? [[point.v4, point.v4 + 1] as const] : []))),
    v6: normalise(points.flatMap((point) => ('v6' in point ? [[point.v6, point.v6 + 1n] as const] : []))),
  },
  parts: points.reduce((all, point) => ('part' in point ? all | (1n << BigInt(point.part)) : all), 0n),
}));

function names(patterns: readonly Pattern[], family: 'host' | 'path'): fc.Arbitrary<PatternSet> {
  return subset(patterns).map((some) => patternSet(some, family));
}

const hostSets = names(
  [
    { wildcard: true, text: '.x' },
    { wildcard: true, text: 'x' },
    { wildcard: true, text: '.a.x' },
    { wildcard: false, text: 'a.x' },
    { wildcard: false, text: 'y' },
  ],
  'host',
);
const pathSets = names(
  [
    { wildcard: true, text: '/a' },
    { wildcard: true, text: '/a/' },
    { wildcard: false, text: '/' },
  ],
  'path',
);

/** Boxes that leave about half of the dimensions open. */
export const boxes: fc.Arbitrary<Box> = fc.record({
  local: fc.option(ends),
  sourcePorts: fc.option(portSets),
  remote: fc.option(ends),
  ports: fc.option(portSets),
  hosts: fc.option(hostSets),
  paths: fc.option(pathSets),
});
