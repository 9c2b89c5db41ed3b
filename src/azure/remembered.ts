/** A pure function of a short text that remembers its answers: a large network says the same few words in a million rules. */

/** Longer texts are no words. */
const LONGEST = 64;

/**
 * @param make the function; its answers are shared, so they must not be changed
 * @param most answers to remember; with more, all are forgotten and it begins anew
 */
export function remembered<T>(make: (text: string) => T, most = 4096): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST) return make(text);
    const answer = known.get(text);
    if (answer !== undefined) return answer;
    if (known.size >= most) known.clear();
    const made = make(text);
    known.set(text, made);
    return made;
  };
}
