/** Whether something is there at all, where `count`, `for_each` or the call of its module leaves that open. */
import { type Message, msg } from '../../../azure/message.js';

/** `null`: it is certainly there, once. */
export type Presence = {
  /** What decides it, a clause. */
  readonly reason: Message;
  /** It may also be there more than once, with other values each time. */
  readonly many: boolean;
} | null;

/** Of something inside something else. */
export function within(outer: Presence, inner: Presence): Presence {
  if (outer === null || inner === null) return outer ?? inner;
  return { reason: msg`${outer.reason}; ${inner.reason}`, many: outer.many || inner.many };
}
