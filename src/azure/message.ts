/** A sentence, or a part of one, that a user reads: written in English where it arises, and put into the report's language later. */

/** What no input can hold: it tells a message of ours from any text or object of a file. */
const MADE: unique symbol = Symbol('message');

/** What stands in a message: a name of the input, a number, another message, or a list of names and messages, which commas part. */
export type MessageValue = MessagePart | readonly MessagePart[];
export type MessagePart = string | number | Message | Day;

/** A date as `2026-03-19`, which each language writes in its own way. */
export interface Day {
  readonly day: string;
}

/** What is said. Made by {@link msg} only, so that every sentence can be found and translated. */
export interface Message {
  /** The English words, with `{0}`, `{1}`, … for the values: the key of the catalogues. */
  readonly key: string;
  readonly values: readonly MessageValue[];
  /** How many messages stand in one another here. */
  readonly depth: number;
  readonly [MADE]: true;
}

/** Reasons of reasons: below this many, the innermost are kept as their English text, so that no input makes them deeper. */
const DEEPEST = 24;

/** One key per place in the source; the strings of a template are the same object each time. */
const keys = new WeakMap<TemplateStringsArray, string>();

/** A message: what stands in `${}` are names, numbers and other messages; the words around them are its key in the catalogues. */
export function msg(words: TemplateStringsArray, ...values: readonly MessageValue[]): Message {
  let key = keys.get(words);
  if (key === undefined) {
    key = words.reduce((before, after, index) => `${before}{${index - 1}}${after}`);
    keys.set(words, key);
  }
  let depth = 1;
  for (const value of values) if (typeof value === 'object') depth = Math.max(depth, depthOf(value) + 1);
  if (depth <= DEEPEST) return { key, values, depth, [MADE]: true };
  return { key, values: values.map(printEnglish), depth: 1, [MADE]: true };
}

function depthOf(value: MessageValue): number {
  if (isMessage(value)) return value.depth;
  return isList(value) ? value.reduce<number>((most, one) => Math.max(most, depthOf(one)), 0) : 0;
}

/** Messages with semicolons between them; at least one. */
export function joined(messages: readonly Message[]): Message {
  const [first = msg``, second] = messages;
  if (second === undefined) return first;
  const half = Math.ceil(messages.length / 2);
  return msg`${joined(messages.slice(0, half))}; ${joined(messages.slice(half))}`;
}

/** Whether this was made by {@link msg}. No parsed file can pass for it. */
export function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && MADE in value;
}

/**
 * Puts values into a template, each `{0}` once: text of the input that looks like a place of the template stays as it is.
 * @param print one value in words
 */
export function fill(
  template: string,
  values: readonly MessageValue[],
  print: (value: MessageValue) => string,
): string {
  return template.replaceAll(/\{(\d+)\}/g, (place, index: string) => {
    const value = values[Number(index)];
    return value === undefined ? place : print(value);
  });
}

/** Its English text: what sorts messages and tells them apart, and what errors that end a run say. */
export function english(message: Message): string {
  return fill(message.key, message.values, printEnglish);
}

function printEnglish(value: MessageValue): string {
  return printValue(value, { message: english, day: ({ day }) => day });
}

/** One value in words, by what a language does with messages and days. Names and numbers are the same in all. */
export function printValue(
  value: MessageValue,
  language: { readonly message: (message: Message) => string; readonly day: (day: Day) => string },
): string {
  if (isMessage(value)) return language.message(value);
  if (isList(value)) return value.map((one) => printValue(one, language)).join(', ');
  return typeof value === 'object' ? language.day(value) : String(value);
}

/** The language's own test loses `readonly` on the way. */
function isList(value: MessageValue): value is readonly MessagePart[] {
  return Array.isArray(value);
}

/** Whether both say the same of the same values. */
export function sameMessage(a: Message, b: Message): boolean {
  return a === b || (a.key === b.key && english(a) === english(b));
}

/** Whether both say the same, of whatever values. */
export function sameWords(a: Message, b: Message): boolean {
  return a.key === b.key;
}
