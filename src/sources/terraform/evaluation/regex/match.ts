/** Running a regular expression over a text, all ways at once (Pike's machine): the time is at most the product of both lengths. */
import { WORD } from './characters.js';
import type { Program } from './program.js';
import type { Assertion } from './syntax.js';

/** Offsets in code points: `[begin, end]` of the match, then of each group; -1 where a group took no part. */
export type Match = readonly number[];

interface Thread {
  readonly at: number;
  readonly slots: readonly number[];
}

function holds(assertion: Assertion, codes: readonly number[], at: number): boolean {
  const before = codes[at - 1];
  const after = codes[at];
  switch (assertion) {
    case 'text-start':
      return at === 0;
    case 'text-end':
      return at === codes.length;
    case 'line-start':
      return at === 0 || before === 0x0a;
    case 'line-end':
      return at === codes.length || after === 0x0a;
    case 'word':
    case 'not-word': {
      const boundary = (before !== undefined && WORD(before)) !== (after !== undefined && WORD(after));
      return boundary === (assertion === 'word');
    }
  }
}

/**
 * The first match at or behind `start`, and of those the one that Perl would find.
 * @param spend is told how many steps were taken, and may throw
 */
export function findMatch(
  { instructions, groups }: Program,
  codes: readonly number[],
  start: number,
  spend: (steps: number) => void,
): Match | null {
  const empty: readonly number[] = new Array<number>((groups.length + 1) * 2).fill(-1);
  const visited = new Int32Array(instructions.length).fill(-1);
  let threads: Thread[] = [];
  let found: readonly number[] | null = null;

  /** Follows everything that takes no character, the preferred way first. */
  const follow = (into: Thread[], from: Thread, position: number): void => {
    const stack: Thread[] = [from];
    let steps = 0;
    for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
      steps += 1;
      if (visited[thread.at] === position) continue;
      visited[thread.at] = position;
      const instruction = instructions[thread.at];
      switch (instruction?.kind) {
        case 'jump':
          stack.push({ at: instruction.to, slots: thread.slots });
          break;
        case 'split':
          stack.push({ at: instruction.second, slots: thread.slots });
          stack.push({ at: instruction.first, slots: thread.slots });
          break;
        case 'save':
          steps += thread.slots.length;
          stack.push({ at: thread.at + 1, slots: thread.slots.with(instruction.slot, position) });
          break;
        case 'assertion':
          if (holds(instruction.assertion, codes, position)) stack.push({ at: thread.at + 1, slots: thread.slots });
          break;
        default:
          into.push(thread);
      }
    }
    spend(steps);
  };

  for (let position = start; position <= codes.length; position += 1) {
    if (found === null) follow(threads, { at: 0, slots: empty }, position);
    if (threads.length === 0 && found !== null) break;
    spend(threads.length + 1);
    const next: Thread[] = [];
    const code = codes[position];
    const pending: Thread[] = [];
    for (const thread of threads) {
      const instruction = instructions[thread.at];
      if (instruction?.kind === 'match') {
        found = thread.slots;
        break;
      }
      if (instruction?.kind === 'set' && code !== undefined && instruction.set(code)) {
        pending.push({ at: thread.at + 1, slots: thread.slots });
      }
    }
    for (const thread of pending) follow(next, thread, position + 1);
    threads = next;
  }
  return found;
}
