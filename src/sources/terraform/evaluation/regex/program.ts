/** Regular expressions as small programs, after Thompson: each step knows where to go on. */
import type { CharacterSet } from './characters.js';
import { type Assertion, type Expression, type Pattern, readExpression } from './syntax.js';

export type Instruction =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  /** Goes on at `first`, and where that fails at `second`. */
  | { readonly kind: 'split'; first: number; second: number }
  | { readonly kind: 'jump'; to: number }
  /** Remembers the place: `2 * group` where it begins, and one more where it ends. */
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'match' };

export interface Program {
  readonly instructions: readonly Instruction[];
  readonly groups: readonly (string | null)[];
}

/** More is no expression of a person; each costs time for every character. */
const MAXIMUM_INSTRUCTIONS = 20_000;

/** An expression whose program would be too large. Thrown inside this folder only. */
export class RegexTooLarge extends Error {
  override readonly name = 'RegexTooLarge';
}

/** @throws RegexFault, RegexTooLarge */
export function compile(source: string): Program {
  const expression: Expression = readExpression(source);
  const instructions: Instruction[] = [];
  emit(instructions, { kind: 'save', slot: 0 });
  compilePattern(expression.pattern, instructions);
  emit(instructions, { kind: 'save', slot: 1 });
  emit(instructions, { kind: 'match' });
  return { instructions, groups: expression.groups };
}

function emit<T extends Instruction>(instructions: Instruction[], instruction: T): T {
  if (instructions.length >= MAXIMUM_INSTRUCTIONS) throw new RegexTooLarge();
  instructions.push(instruction);
  return instruction;
}

function compilePattern(pattern: Pattern, into: Instruction[]): void {
  switch (pattern.kind) {
    case 'set':
    case 'assertion':
      emit(into, pattern);
      break;
    case 'sequence':
      for (const part of pattern.parts) compilePattern(part, into);
      break;
    case 'choice':
      compileChoice(pattern.branches, into);
      break;
    case 'group':
      emit(into, { kind: 'save', slot: 2 * pattern.index });
      compilePattern(pattern.inner, into);
      emit(into, { kind: 'save', slot: 2 * pattern.index + 1 });
      break;
    case 'repeat':
      compileRepeat(pattern, into);
  }
}

function compileChoice(branches: readonly Pattern[], into: Instruction[]): void {
  const ends: { to: number }[] = [];
  for (const [index, branch] of branches.entries()) {
    if (index === branches.length - 1) {
      compilePattern(branch, into);
      break;
    }
    const split = emit(into, { kind: 'split' as const, first: 0, second: 0 });
    split.first = into.length;
    compilePattern(branch, into);
    ends.push(emit(into, { kind: 'jump' as const, to: 0 }));
    split.second = into.length;
  }
  for (const end of ends) end.to = into.length;
}

function compileRepeat(pattern: Pattern & { readonly kind: 'repeat' }, into: Instruction[]): void {
  const { inner, minimum, maximum, greedy } = pattern;
  for (let turn = 0; turn < minimum; turn += 1) compilePattern(inner, into);
  if (maximum === Number.POSITIVE_INFINITY) {
    const start = into.length;
    const split = emit(into, { kind: 'split' as const, first: 0, second: 0 });
    const inside = into.length;
    compilePattern(inner, into);
    emit(into, { kind: 'jump', to: start });
    aim(split, inside, into.length, greedy);
    return;
  }
  const splits: { readonly split: { first: number; second: number }; readonly inside: number }[] = [];
  for (let turn = minimum; turn < maximum; turn += 1) {
    const split = emit(into, { kind: 'split' as const, first: 0, second: 0 });
    splits.push({ split, inside: into.length });
    compilePattern(inner, into);
  }
  for (const { split, inside } of splits) aim(split, inside, into.length, greedy);
}

function aim(split: { first: number; second: number }, inside: number, behind: number, greedy: boolean): void {
  split.first = greedy ? inside : behind;
  split.second = greedy ? behind : inside;
}
