/** A sentence, or a part of one, that a user reads: written in English where it arises, and put into the report's language later. */

/** What is said. Made by {@link msg} only, so that every sentence can be found and translated. */
export type Message = string;

/** A message: what stands in `${}` are names, numbers and other messages; the words around them are its key in the catalogues. */
export function msg(words: TemplateStringsArray, ...values: readonly (string | number | Message)[]): Message {
  return String.raw({ raw: words }, ...values);
}
