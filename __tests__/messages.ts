/** Tests say what is read: a message equals its English text wherever values are compared. */
import { expect } from '@jest/globals';
import { english, isMessage } from '../src/azure/message.js';

expect.addEqualityTesters([
  (a: unknown, b: unknown): boolean | undefined => {
    if (isMessage(a) && typeof b === 'string') return english(a) === b;
    if (isMessage(b) && typeof a === 'string') return english(b) === a;
    return isMessage(a) && isMessage(b) ? english(a) === english(b) : undefined;
  },
]);

/** The English text of a message; of nothing, nothing. */
export function said(value: unknown): string {
  return isMessage(value) ? english(value) : String(value ?? '');
}

/** Matches a message by a part of its English text, where values are compared. */
export function saying(part: string | RegExp): unknown {
  return {
    $$typeof: Symbol.for('jest.asymmetricMatcher'),
    asymmetricMatch: (other: unknown) =>
      isMessage(other) && (typeof part === 'string' ? said(other).includes(part) : part.test(said(other))),
    toAsymmetricMatcher: () => `saying ${part}`,
  };
}
