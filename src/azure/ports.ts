/** Port sets, and the ways in which ports are written. */
import { EMPTY, type Intervals, interval, normalise } from './intervals.js';
import { remembered } from './remembered.js';

/** A set of ports, 0 to 65535. */
export type PortSet = Intervals<number>;

export const ALL_PORTS: PortSet = [0, 65536];

/** What a client picks its source port from: a rule that covers these covers a client (CONTRACT, "Source ports"). */
export const EPHEMERAL_PORTS: PortSet = [1024, 65536];

/** Reads `*`, `443`, `29876-29877` or `0-65535`. `null` where it is none of these: not a number, over 65535, upside down. */
export const parsePorts: (text: string) => PortSet | null = remembered((text) => {
  const trimmed = text.trim();
  if (trimmed === '*' || trimmed.toLowerCase() === 'any') return ALL_PORTS;
  const match = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/.exec(trimmed);
  if (match === null) return null;
  const low = Number(match[1]);
  const high = match[2] === undefined ? low : Number(match[2]);
  return low <= high && high <= 65535 ? interval(low, high + 1) : null;
});

/** The ports of several ranges, both ends included. */
export function portSet(ranges: readonly { readonly low: number; readonly high: number }[]): PortSet {
  return ranges.length === 0 ? EMPTY : normalise(ranges.map(({ low, high }) => [low, high + 1] as const));
}

/** `['80', '443', '29876-29877']`. */
export function formatPorts(ports: PortSet): readonly string[] {
  const out: string[] = [];
  for (let i = 0; i < ports.length; i += 2) {
    const low = ports[i] as number;
    const high = (ports[i + 1] as number) - 1;
    out.push(low === high ? String(low) : `${low}-${high}`);
  }
  return out;
}
