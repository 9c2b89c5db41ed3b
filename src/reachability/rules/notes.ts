/** What is noticed about rules: worded only when it is shown, and of very many of one kind only the first and a count. */
import type { Diagnostic, Location } from '../../azure/model.js';
import { isUnknown, type Value } from '../../azure/value.js';

export interface Note {
  /** A plural that can follow "and 30 more": `ports that cannot be read`. */
  readonly kind: string;
  readonly severity: 'warning' | 'note';
  readonly where: Where;
  /** A clause without a full stop. A function, since of a million faults only a few are put into words. */
  readonly text: () => string;
}

/** A resource, and where there is one the rule in it. */
export interface Where {
  readonly resource: string;
  /** `rule`, `route`, `rule collection`, with its name. */
  readonly part?: readonly [what: string, name: Value<string>];
  readonly location: Location | null;
}

/** How many of one kind are shown. */
const SHOWN = 20;

export function warning(kind: string, where: Where, text: () => string): Note {
  return { kind, severity: 'warning', where, text };
}

/** Diagnostics in the order of the notes, the first twenty of each kind; after those of all kinds, a count of what is left of each. */
export function limited(notes: Iterable<Note>): readonly Diagnostic[] {
  const shown: Diagnostic[] = [];
  const kinds = new Map<string, { count: number; readonly severity: Note['severity'] }>();
  for (const { kind, severity, where, text } of notes) {
    const known = kinds.get(kind) ?? { count: 0, severity };
    known.count++;
    kinds.set(kind, known);
    if (known.count <= SHOWN)
      shown.push({ severity, message: `${wordsOf(where)}: ${text()}`, location: where.location });
  }
  for (const [kind, { count, severity }] of kinds) {
    if (count > SHOWN) shown.push({ severity, message: `and ${count - SHOWN} more ${kind}`, location: null });
  }
  return shown;
}

function wordsOf({ resource, part }: Where): string {
  if (part === undefined) return resource;
  const [what, name] = part;
  return `${resource}, ${what} ${isUnknown(name) ? 'without a known name' : cut(name)}`;
}

/** A text of the input, in quotes. */
export function quoted(text: string): string {
  return `"${cut(text)}"`;
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** The known items of a list. */
export function knownItems<T>(list: Value<readonly Value<T>[]>): readonly T[] {
  return isUnknown(list) ? [] : list.filter((item): item is T => !isUnknown(item));
}

/** Whether a value is open because the input leaves it out, and not because it is known only after apply. */
export function isMissing(value: Value<unknown>): boolean {
  return isUnknown(value) && /\bis (?:missing|not in the input)$/.test(value.unknown);
}
