/** The ways of a question's packets as a tree: what they share is its trunk, and where parts of them part it forks. */
import { english, type Message } from '../azure/message.js';
import type { PathStep, RawStep } from './finding.js';
import type { Question } from './packets-of.js';
import type { Fate, Part } from './part.js';
import type { LocalEnd } from './targets.js';
import { describePackets } from './verdict.js';

/** Steps that all packets take, in Azure's order, then either an end or at least two forks. `Words` as in a `PathStep`. */
export interface PathTree<Words = string> {
  readonly steps: readonly PathStep<Words>[];
  readonly end: PathEnd<Words> | null;
  readonly forks: readonly PathFork<Words>[];
}

export interface PathEnd<Words = string> {
  readonly fate: Fate;
  /** For `unknown`: the value that decides it. */
  readonly waitsFor: Words | null;
}

export interface PathFork<Words = string> {
  /** Which part it is of what came here, in words; `null` where there are none. */
  readonly part: Words | null;
  readonly tree: PathTree<Words>;
}

/** A part, with a key for each of its steps and one for its end. */
interface Way {
  readonly part: Part;
  readonly keys: readonly string[];
}

/** @param parts as the engine judges them (`answerOne`) */
export function pathTree(parts: readonly Part[], question: Question, local: LocalEnd): PathTree<Message> {
  const ways = parts
    .filter(({ packets }) => packets.length > 0)
    .map((part): Way => ({ part, keys: [...part.steps.map(stepKey), endKey(part)] }));
  return growTree(ways, 0, (some) =>
    describePackets(
      some.flatMap(({ part }) => part.packets),
      question,
      local,
    ),
  );
}

function growTree(
  ways: readonly Way[],
  from: number,
  words: (ways: readonly Way[]) => Message | null,
): PathTree<Message> {
  const [first] = ways;
  if (first === undefined) return { steps: [], end: { fate: 'allowed', waitsFor: null }, forks: [] };
  let at = from;
  while (at < first.keys.length && ways.every(({ keys }) => keys[at] === first.keys[at])) at += 1;
  const steps = first.part.steps.slice(from, at);
  // The last key is that of the end, which no step's key equals: past it, all ways are one.
  if (at === first.keys.length) return { steps, end: endOf(first.part), forks: [] };
  const byNext = new Map<string, Way[]>();
  for (const way of ways) {
    const key = way.keys[at] ?? '';
    const same = byNext.get(key);
    if (same === undefined) byNext.set(key, [way]);
    else same.push(way);
  }
  const forks = [...byNext.values()].map((some) => ({ part: words(some), tree: growTree(some, at, words) }));
  return { steps, end: null, forks };
}

function stepKey({ leg, resource, collection, rule, action, nextHop, priority, waitsFor }: RawStep): string {
  return JSON.stringify([leg, resource, collection, rule, action, nextHop, priority, waitsFor && english(waitsFor)]);
}

function endOf({ fate, waitsFor }: Part): PathEnd<Message> {
  return { fate, waitsFor: fate === 'unknown' ? waitsFor : null };
}

function endKey(part: Part): string {
  const { fate, waitsFor } = endOf(part);
  return `${fate} ${waitsFor === null ? '' : english(waitsFor)}`;
}
