/** What is noticed about rules: worded only when it is shown, and of very many of one kind only the first and a count. */
import { type Message, msg } from '../../azure/message.js';
import type { Diagnostic, Location } from '../../azure/model.js';
import { isUnknown, type Value } from '../../azure/value.js';

export interface Note {
  /** A plural that can follow "and 30 more": `ports that cannot be read`. It has no values: its key tells kinds apart. */
  readonly kind: Message;
  readonly severity: 'warning' | 'note';
  readonly where: Where;
  /** A clause without a full stop. A function, since of a million faults only a few are put into words. */
  readonly text: () => Message;
}

/** A resource, and where there is one the rule in it. */
export interface Where {
  readonly resource: string;
  /** What of the resource it is, with its name. */
  readonly part?: readonly [what: PartKind, name: Value<string>];
  readonly location: Location | null;
}

type PartKind = 'rule' | 'route' | 'rule collection' | 'outbound rule';

/** How many of one kind are shown. */
const SHOWN = 20;

export function warning(kind: Message, where: Where, text: () => Message): Note {
  return { kind, severity: 'warning', where, text };
}

/** Diagnostics in the order of the notes, the first twenty of each kind; after those of all kinds, a count of what is left of each. */
export function limited(notes: Iterable<Note>): readonly Diagnostic[] {
  const shown: Diagnostic[] = [];
  const kinds = new Map<string, { count: number; readonly kind: Message; readonly severity: Note['severity'] }>();
  for (const { kind, severity, where, text } of notes) {
    const known = kinds.get(kind.key) ?? { count: 0, kind, severity };
    known.count++;
    kinds.set(kind.key, known);
    if (known.count <= SHOWN)
      shown.push({ severity, message: msg`${wordsOf(where)}: ${text()}`, location: where.location });
  }
  for (const { count, kind, severity } of kinds.values()) {
    if (count > SHOWN) shown.push({ severity, message: msg`and ${count - SHOWN} more ${kind}`, location: null });
  }
  return shown;
}

/** A place, as sentences begin with it. */
export function wordsOf({ resource, part }: Omit<Where, 'location'>): string | Message {
  if (part === undefined) return resource;
  const [what, name] = part;
  return PLACES[what](resource, isUnknown(name) ? msg`without a known name` : cut(name));
}

const PLACES: Readonly<Record<PartKind, (resource: string, name: string | Message) => Message>> = {
  rule: (resource, name) => msg`${resource}, rule ${name}`,
  route: (resource, name) => msg`${resource}, route ${name}`,
  'rule collection': (resource, name) => msg`${resource}, rule collection ${name}`,
  'outbound rule': (resource, name) => msg`${resource}, outbound rule ${name}`,
};

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
  return isUnknown(value) && /\bis (?:missing|not in the input)$/.test(value.unknown.key);
}
