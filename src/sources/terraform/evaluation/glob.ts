/** Patterns of file names as `fileset` has them: `*`, `**`, `?`, `[a-z]`, `{tf,json}`. */
import { compile, type Program, RegexTooLarge } from './regex/program.js';
import { RegexFault } from './regex/syntax.js';

/** A program that matches the whole of the names that a pattern means; `null` where it is none. */
export function globProgram(pattern: string): Program | null {
  try {
    return compile(`(?s)\\A(?:${translate(pattern)})\\z`);
  } catch (error) {
    if (error instanceof RegexFault || error instanceof RegexTooLarge) return null;
    throw error;
  }
}

function translate(pattern: string): string {
  let result = '';
  let depth = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const letter = pattern.charAt(at);
    const rest = pattern.slice(at, at + 3);
    if (rest === '**/') {
      result += '(?:[^/]*/)*?';
      at += 2;
    } else if (rest.startsWith('**')) {
      result += '.*';
      at += 1;
    } else if (letter === '*') {
      result += '[^/]*';
    } else if (letter === '?') {
      result += '[^/]';
    } else if (letter === '[') {
      const end = pattern.indexOf(']', at + 2);
      if (end < 0) throw new RegexFault('a class is not closed');
      const inside = pattern
        .slice(at + 1, end)
        .replace(/^!/, '^')
        .replace(/\[/g, '\\[');
      result += `[${inside}]`;
      at = end;
    } else if (letter === '{') {
      depth += 1;
      result += '(?:';
    } else if (letter === '}' && depth > 0) {
      depth -= 1;
      result += ')';
    } else if (letter === ',' && depth > 0) {
      result += '|';
    } else {
      const escaped = letter === '\\';
      if (escaped) at += 1;
      result += pattern.charAt(at).replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
    }
  }
  return result;
}
