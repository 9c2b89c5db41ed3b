/** Where an expression is evaluated, and the references of one expression without their prefixes. */
import { parsePath, type Step } from './addresses.js';
import type { ConfigurationExpression } from './document.js';
import type { Instance, InstanceKey, ModuleInstance } from './instances.js';
import type { ExactReferences, LookupStep } from './lookup.js';

/** What `each` and `count` are: of a resource, or of a module call. */
export interface Repetition {
  readonly key: InstanceKey;
  /** How many instances the block has. */
  readonly size: number;
  readonly forEach: ConfigurationExpression | null;
  /** The exact references of `for_each` after these steps into its value, where the `.tf` files are at hand. */
  readonly exact: (steps: readonly LookupStep[]) => ExactReferences | null;
  /** Whether the `.tf` files show that `for_each` is a set. */
  readonly isSet: () => boolean;
}

export interface Scope {
  readonly module: ModuleInstance;
  readonly repetition: Repetition | null;
  /** What `self` is. */
  readonly self: Instance | null;
}

/** One reference of an expression: what it starts from, and the steps from there. */
export interface Term {
  readonly text: string;
  readonly root: 'resource' | 'module' | 'variable' | 'local' | 'each' | 'count' | 'self' | 'other';
  /** `azurerm_subnet.this`, `data.azurerm_subnet.this`, the module's, the variable's or the local's name, `key`, `value`, `index`. */
  readonly name: string;
  readonly steps: readonly Step[];
}

const TWO_WORD_ROOTS: ReadonlyMap<string, Term['root']> = new Map([
  ['module', 'module'],
  ['var', 'variable'],
  ['local', 'local'],
  ['each', 'each'],
  ['count', 'count'],
]);

const OTHER_ROOTS: ReadonlySet<string> = new Set(['path', 'terraform', 'ephemeral', 'provider', 'action']);

function nameAt(steps: readonly Step[], at: number): string | null {
  const step = steps[at];
  return step !== undefined && 'name' in step ? step.name : null;
}

/** Reads one reference; `null` where it is none. */
export function parseReference(text: string): Term | null {
  const steps = parsePath(text);
  if (steps === null) return null;
  const first = nameAt(steps, 0);
  if (first === null) return null;
  if (first === 'self') return { text, root: 'self', name: first, steps: steps.slice(1) };
  if (OTHER_ROOTS.has(first)) return { text, root: 'other', name: first, steps: steps.slice(1) };
  const second = nameAt(steps, 1);
  if (second === null) return null;
  const root = TWO_WORD_ROOTS.get(first);
  if (root !== undefined) return { text, root, name: second, steps: steps.slice(2) };
  if (first !== 'data') return { text, root: 'resource', name: `${first}.${second}`, steps: steps.slice(2) };
  const third = nameAt(steps, 2);
  return third === null ? null : { text, root: 'resource', name: `data.${second}.${third}`, steps: steps.slice(3) };
}

/** Whether `text` names something that `shorter` leads to. */
function startsWith(text: string, shorter: string): boolean {
  return text.startsWith(shorter) && (text[shorter.length] === '.' || text[shorter.length] === '[');
}

const termsOfLists = new WeakMap<readonly string[], readonly Term[]>();

/**
 * The references of an expression. A plan lists each one with all its prefixes (`a.b["x"].id`, `a.b["x"]`, `a.b`): only the
 * longest of each chain counts. A bare `a.b` that is followed by `each.key` was indexed with it.
 */
export function termsOf(references: readonly string[]): readonly Term[] {
  const known = termsOfLists.get(references);
  if (known !== undefined) return known;
  const terms: Term[] = [];
  let chain = '';
  for (const text of references) {
    if (chain !== '' && startsWith(chain, text)) {
      chain = text;
      continue;
    }
    chain = text;
    const term = parseReference(text);
    if (term !== null) terms.push(term);
  }
  termsOfLists.set(references, terms);
  return terms;
}

/** The steps that a {@link ExactReferences} question can be asked with: those before the first index that is no literal. */
export function literalSteps(steps: readonly Step[]): readonly LookupStep[] {
  const literal: LookupStep[] = [];
  for (const step of steps) {
    if ('expression' in step) break;
    literal.push('name' in step ? step.name : step.key);
  }
  return literal;
}
