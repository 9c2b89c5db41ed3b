/** Evaluated attributes in the shape of a plan's `values`: JSON, with what is open and what is sensitive in its place. */
import { type Message, msg } from '../../../azure/message.js';
import { unknown } from '../../../azure/value.js';
import { formatPath } from '../addresses.js';
import type { TfUnknown, TfValue } from '../evaluation/types.js';
import { sensitiveAt } from '../known-values.js';
import { settled } from './settled.js';

type Path = readonly (string | number)[];

/** Deeper than this no attribute of a network lies. */
const MAXIMUM_DEPTH = 80;

/**
 * @param address of the resource instance, for the reasons
 * @param path of the value in its attributes
 */
export function plainValue(value: TfValue, address: string, path: Path): unknown {
  const at = value;
  if (typeof at !== 'object' || at === null) return at;
  switch (at.kind) {
    // No attribute of a network takes one, and it may hold what it stands in.
    case 'deferred':
      return unknown(msg`${address}: ${formatPath(path)} is a whole resource or module`);
    case 'unknown':
      return unknown(reasonOf(at, address, path));
    case 'sensitive':
      return at.value === null ? null : sensitiveAt(address, path);
    case 'failure':
      return unknown(msg`${address}: ${formatPath(path)} cannot be evaluated: ${at.message}`);
    case 'tuple':
    case 'list':
    case 'set':
      if (path.length > MAXIMUM_DEPTH) break;
      return at.items.map((item, index) => plainValue(item, address, [...path, index]));
    case 'object':
    case 'map':
      if (path.length > MAXIMUM_DEPTH) break;
      // Keys of the files become own properties, whatever they are.
      return Object.fromEntries(
        [...at.entries].map(([name, item]) => [name, plainValue(item, address, [...path, name])]),
      );
  }
  return unknown(msg`${address}: ${formatPath(path.slice(0, 3))} is nested too deeply`);
}

/** The very value of something else is known when that is, as a plan says it; anything more is told. */
function reasonOf({ reason }: TfUnknown, address: string, path: Path): Message {
  return msg`${address}: ${formatPath(path)} is open, since ${reason}`;
}

/** What an open value was made from; `null` where the value at the path is known or not there. */
export function openAt(value: TfValue, path: Path): TfUnknown | null {
  const at = valueAt(value, path, true);
  return typeof at === 'object' && at !== null && at.kind === 'unknown' ? at : null;
}

/** The value at a path; `undefined` where there is none. @param outer whether an open value stands for all that is in it */
export function valueAt(value: TfValue, path: Path, outer = false): TfValue | undefined {
  let at = settled(value);
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    let next: TfValue | undefined;
    if (at.kind === 'tuple' || at.kind === 'list' || at.kind === 'set') {
      next = typeof step === 'number' ? at.items[step] : undefined;
    } else if (at.kind === 'object' || at.kind === 'map') {
      next = at.entries.get(String(step));
      // One nested block that is written as an object stands for a list of one.
      if (next === undefined && step === 0) next = at;
    } else return outer ? at : undefined;
    if (next === undefined) return undefined;
    at = settled(next);
  }
  return at;
}
