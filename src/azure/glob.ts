/** Names with wildcards: `*` stands for any text, `?` for any character, and case does not count. */

/**
 * A test for names that a pattern matches as a whole. No regular expression is made of the pattern, so that none of them takes for ever: the time is
 * at most the product of both lengths.
 */
export function glob(pattern: string): (name: string) => boolean {
  const wanted = pattern.toLowerCase().replace(/\*+/g, '*');
  return (name) => matches(wanted, name.toLowerCase());
}

function matches(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < name.length; ) {
    if (pattern[at] === '*') {
      star = at;
      at += 1;
      resume = i;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[i])) {
      at += 1;
      i += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      at = star + 1;
      resume += 1;
      i = resume;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
