/** What goes wrong in an expression, with the place and the function, for the template's reader to decide about. */
import { english, type Message } from '../../../azure/message.js';

/** An expression that is malformed or cannot be evaluated: wrong types, missing names, an index out of range. */
export class ExpressionError extends Error {
  override readonly name: string = 'ExpressionError';
  /** The text that was evaluated, where `evaluateString` was on the way. `at` counts in it. */
  text: string | null = null;

  /**
   * @param problem a clause without a full stop
   * @param at zero-based offset in the text of the expression
   * @param functionName the function that refused, as written; `null` where there is none
   */
  constructor(
    readonly problem: Message,
    readonly at: number,
    readonly functionName: string | null = null,
  ) {
    super(english(problem));
  }
}

/** The text is no expression of the language. Nothing can be made of it, however much is known. */
export class SyntaxFault extends ExpressionError {
  override readonly name: string = 'SyntaxFault';
}

/** A template asks for more than {@link Limits} allow. Never becomes an open value: the whole run ends. */
export class LimitError extends ExpressionError {
  override readonly name: string = 'LimitError';
}
