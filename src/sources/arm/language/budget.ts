/** What the evaluation of one template may cost. Everything that can grow is charged here before or as it grows. */
import { msg } from '../../../azure/message.js';
import { LimitError } from './errors.js';
import type { Budget, Limits } from './types.js';

/**
 * Far above what templates need that Azure accepts (4 MB of template, 800 resources, 10,000 elements of a range), and low enough that nothing takes
 * longer than seconds. The depth keeps the stack within what Node.js gives, the frames of the template's reader between two expressions included.
 */
export const DEFAULT_LIMITS: Limits = { steps: 5_000_000, characters: 40_000_000, items: 2_000_000, depth: 700 };

/** A string longer than this is none that Azure accepts in a template. */
export const LONGEST_STRING = 4_194_304;

/** A budget for one run; tests give smaller limits. */
export function createBudget(limits: Partial<Limits> = {}): Budget {
  const all = { ...DEFAULT_LIMITS, ...limits };
  return { limits: all, ...all, unique: 0, parsed: new Map() };
}

/** Takes `amount` from the budget. @throws {LimitError} where it is used up */
export function spend(budget: Budget, what: 'steps' | 'characters' | 'items', amount: number, at = 0): void {
  budget[what] -= amount;
  if (budget[what] < 0) throw new LimitError(exhausted(what, budget.limits), at);
}

/** Takes what a string of this length costs, before it is made. @throws {LimitError} */
export function spendString(budget: Budget, length: number, at = 0): void {
  if (length > LONGEST_STRING)
    throw new LimitError(msg`a string of this template is longer than ${LONGEST_STRING} characters`, at);
  spend(budget, 'characters', length, at);
}

/** Evaluates something one level deeper. For readers of templates too: variables and functions call for one another. @throws {LimitError} */
export function deeper<T>(budget: Budget, at: number, evaluate: () => T): T {
  enter(budget, at);
  try {
    return evaluate();
  } finally {
    leave(budget);
  }
}

/** Goes a level deeper, until {@link leave}. @throws {LimitError} */
export function enter(budget: Budget, at: number): void {
  if (budget.depth <= 0)
    throw new LimitError(msg`expressions of this template are nested deeper than ${budget.limits.depth} levels`, at);
  budget.depth--;
}

export function leave(budget: Budget): void {
  budget.depth++;
}

function exhausted(what: 'steps' | 'characters' | 'items', limits: Limits) {
  if (what === 'steps') return msg`this template takes more than ${limits.steps} steps to evaluate`;
  if (what === 'items') return msg`the arrays and objects of this template have more than ${limits.items} members`;
  return msg`the strings of this template have more than ${limits.characters} characters`;
}
