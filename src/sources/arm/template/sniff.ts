/** Whether a text that begins like this is a template that no strict reader of JSON takes: one with comments. */

/** What the beginning of a file tells. */
export type Sniffed = 'template' | 'parameters' | null;

/**
 * Looks at the first characters, once. Of all inputs, only templates and their parameter files have comments.
 * @param head the beginning of a file, which may end anywhere
 */
export function sniffTemplate(head: string): Sniffed {
  let commented = false;
  let depth = 0;
  let key: string | null = null;
  let started = false;
  let familiar = false;
  for (let at = 0; at < head.length; ) {
    const c = head[at] ?? '';
    const end = c === '"' ? endOfString(head, at) : c === '/' ? endOfComment(head, at) : at + 1;
    if (c === '/') commented ||= end > at + 1;
    else if (!started && c.trim() !== '') {
      if (c !== '{') return null;
      started = true;
      depth = 1;
    } else if (c === '{' || c === '[') depth++;
    else if (c === '}' || c === ']') depth--;
    else if (c === '"' && depth === 1) {
      const text = head.slice(at + 1, end - 1);
      if (key === '$schema') return kindOfSchema(text);
      key = text;
      familiar ||= NAMES.has(text);
    } else if (c === ',' && depth === 1) key = null;
    at = end;
  }
  return familiar && commented ? 'template' : null;
}

/** What stands at the top of a template. */
const NAMES: ReadonlySet<string> = new Set([
  '$schema',
  'contentVersion',
  'languageVersion',
  'metadata',
  'parameters',
  'variables',
  'functions',
  'resources',
  'outputs',
]);

function kindOfSchema(schema: string): Sniffed {
  if (/deploymentTemplate\.json/i.test(schema)) return 'template';
  return /deploymentParameters\.json/i.test(schema) ? 'parameters' : null;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

/** The offset behind a comment that begins here; behind this one character where none does. */
export function endOfComment(text: string, at: number): number {
  const next = text[at + 1];
  if (next !== '/' && next !== '*') return at + 1;
  const end = next === '/' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
  return end < 0 ? text.length : next === '/' ? end : end + 2;
}
