/** Terraform's dotted paths (`module.net["a"].azurerm_subnet.this[0].id`) as steps, and back to text. */

/** One step of a path. `expression` is an index that is no literal, as its source text (only exact references have those). */
export type Step = { readonly name: string } | { readonly key: string | number } | { readonly expression: string };

/** How one module instance is reached from its parent. */
export interface ModuleStep {
  readonly name: string;
  readonly key: string | number | null;
}

/** Longest path that is read; what is longer is no path of a real configuration. */
const MAXIMUM_STEPS = 200;

/** The position after the quoted string that starts at `start`, or -1 where it does not end. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return -1;
}

/** The position of the bracket that closes the one before `start`, or -1. Brackets inside strings do not count. */
function endOfBrackets(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at) - 1;
      if (at < 0) return -1;
    } else if (character === '[') depth += 1;
    else if (character === ']') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

/** A quoted key without its quotes. Terraform doubles the signs that would start a template. */
export function unquote(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value.replaceAll('$${', '${').replaceAll('%%{', '%{') : null;
  } catch {
    return null;
  }
}

function indexStep(text: string): Step | null {
  const inner = text.trim();
  if (/^\d+$/.test(inner)) return { key: Number(inner) };
  if (inner.startsWith('"') && endOfString(inner, 0) === inner.length && !/(^|[^$])\$\{/.test(inner)) {
    const key = unquote(inner);
    return key === null ? null : { key };
  }
  return inner === '' ? null : { expression: inner };
}

/**
 * Splits a path into its steps. Splats (`[*]`, `.*`) leave no step: the references of a plan do not have them either.
 * @returns `null` where the text is no such path
 */
export function parsePath(text: string): readonly Step[] | null {
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    if (steps.length >= MAXIMUM_STEPS) return null;
    if (text[at] === '[') {
      const end = endOfBrackets(text, at + 1);
      if (end < 0) return null;
      const inner = text.slice(at + 1, end);
      if (inner.trim() !== '*') {
        const step = indexStep(inner);
        if (step === null) return null;
        steps.push(step);
      }
      at = end + 1;
      continue;
    }
    if (text[at] === '.') at += 1;
    else if (at > 0) return null;
    const match = /^(\*|[^.[\]"\s]+)/.exec(text.slice(at, at + 1000));
    if (match?.[0] === undefined) return null;
    const name = match[0];
    at += name.length;
    if (name === '*') continue;
    // `x.0` is the older spelling of `x[0]`.
    steps.push(steps.length > 0 && /^\d+$/.test(name) ? { key: Number(name) } : { name });
  }
  return steps.length === 0 ? null : steps;
}

/** An instance key as Terraform writes it: `["a"]`, `[0]`, or nothing. */
export function formatKey(key: string | number | null): string {
  if (key === null) return '';
  return typeof key === 'number' ? `[${key}]` : `[${JSON.stringify(key)}]`;
}

/** A path's text, for reasons and reports: `ip_configuration[0].subnet_id`. */
export function formatPath(path: readonly (string | number)[]): string {
  return path.map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`)).join('');
}

/** The module instance that an address of a resource instance lies in, from the root down; `null` where it is no address. */
export function modulePathOf(address: string): readonly ModuleStep[] | null {
  if (!address.startsWith('module.')) return [];
  const steps = parsePath(address);
  if (steps === null) return null;
  const path: ModuleStep[] = [];
  let at = 0;
  for (;;) {
    const word = steps[at];
    const name = steps[at + 1];
    if (word === undefined || !('name' in word) || word.name !== 'module') return path;
    if (name === undefined || !('name' in name)) return null;
    const index = steps[at + 2];
    const key = index !== undefined && 'key' in index ? index.key : null;
    path.push({ name: name.name, key });
    at += key === null ? 2 : 3;
  }
}
