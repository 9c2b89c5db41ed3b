/** What needs itself to be evaluated has no value: the circle is told by its members. */
import type { Run } from './run.js';

/**
 * Evaluates something that others may ask for meanwhile.
 * @param token what it is, the same object each time
 * @param label what it is called in a message
 * @throws {InputError} naming the members of the circle, where it is already being evaluated
 */
export function once<T>(run: Run, token: object, label: string, offset: number, evaluate: () => T): T {
  const first = run.active.findIndex((one) => one.token === token);
  if (first >= 0) {
    const names = run.active.slice(first).map((one) => one.label);
    throw run.failure(circleProblem(names), offset);
  }
  run.active.push({ token, label, offset });
  try {
    return evaluate();
  } finally {
    run.active.pop();
  }
}

/** The sentence about a circle. @param names its members, in the order in which they need each other */
export function circleProblem(names: readonly string[]): string {
  const shown = names.length > 12 ? [...names.slice(0, 12), `${names.length - 12} more`] : names;
  return names.length === 1
    ? `${shown[0] ?? ''} needs itself, so it has no value; break the circle`
    : `${shown.join(', ')} need each other in a circle, so none of them has a value; break the circle`;
}
