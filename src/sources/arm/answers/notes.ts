/** What the readers of Azure's answers note on the way, in a number that a person reads. */
import { type Message, msg } from '../../../azure/message.js';
import type { Diagnostic } from '../../../azure/model.js';

export interface AnswerOptions {
  /** False for context files. */
  readonly reported: boolean;
}

/** Notes of one kind beyond this many are counted. */
const MOST = 20;

export function warning(message: Message): Diagnostic {
  return { severity: 'warning', message, location: null };
}

export function note(message: Message): Diagnostic {
  return { severity: 'note', message, location: null };
}

/** The first of many, and how many more there are. */
export function limited(notes: readonly Diagnostic[]): readonly Diagnostic[] {
  const [first] = notes;
  if (first === undefined || notes.length <= MOST) return notes;
  return [
    ...notes.slice(0, MOST),
    { severity: first.severity, message: msg`and ${notes.length - MOST} more of this kind`, location: null },
  ];
}
