/** How much an evaluation may cost, so that no input takes long or fills the memory. */
import { msg } from '../../../azure/message.js';
import { LimitReached } from './failure.js';
import type { Budget } from './types.js';

/** Far beyond what people and generators write; a few seconds and a few hundred megabytes at worst. */
const LIMITS: Budget = { steps: 10_000_000, text: 50_000_000, items: 2_000_000, depth: 600 };

/** Deeper values than this come from no file of a person, and would use up the stack of whoever goes through them. */
export const MAXIMUM_VALUE_DEPTH = 250;

/** A budget for one run. @param limits other limits than the usual ones */
export function newBudget(limits: Partial<Budget> = {}): Budget {
  return { ...LIMITS, ...limits };
}

/** Spends some of one kind. @throws LimitReached where there is not enough left; then nothing is left of it */
export function spend(budget: Budget, kind: 'steps' | 'text' | 'items', amount: number): void {
  if (amount <= budget[kind]) {
    budget[kind] -= amount;
    return;
  }
  budget[kind] = 0;
  throw new LimitReached(REASONS[kind]);
}

const REASONS = {
  steps: msg`the expressions of this folder take more steps than an evaluation may take`,
  text: msg`the expressions of this folder make more text than an evaluation may make`,
  items: msg`the expressions of this folder make more elements than an evaluation may make`,
} as const;

/** Goes one level deeper; the way back is `budget.depth += 1`. @throws LimitReached */
export function descend(budget: Budget): void {
  if (budget.depth <= 0) {
    throw new LimitReached(msg`the expressions of this folder are nested deeper than an evaluation goes`);
  }
  budget.depth -= 1;
}
