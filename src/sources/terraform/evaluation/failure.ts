/** How an evaluation ends early: with what is wrong, with what is open, or with a limit. Thrown inside this folder only; `evaluate` turns them into values. */
import { english, type Message } from '../../../azure/message.js';
import type { Position } from '../hcl/ast.js';
import type { TfFailure, TfUnknown } from './types.js';

/** The expression is wrong. `try` and `can` catch it. `at` is set by the innermost node that it passes. */
export class EvaluationFailure extends Error {
  override readonly name = 'EvaluationFailure';
  constructor(
    readonly what: Message,
    public at: Position | null = null,
  ) {
    super(english(what));
  }
}

/** The result of the operation at hand is open. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
  constructor(readonly value: TfUnknown) {
    super(english(value.reason));
  }
}

/** The budget is used up. Nothing but `evaluate` catches it. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
  constructor(readonly what: Message) {
    super(english(what));
  }
}

/** Ends with what is wrong. @throws EvaluationFailure */
export function fail(message: Message, at: Position | null = null): never {
  throw new EvaluationFailure(message, at);
}

/** What is wrong, as a value. @param message a clause without a full stop and without any value in it */
export function failure(message: Message, at: Position): TfFailure {
  return { kind: 'failure', message, at };
}
