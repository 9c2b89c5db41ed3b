/** Rules that are wider than needed, of several reports as one list: what is one rule is told once, with the scopes of all. */
import type { TooWide } from '../reachability/finding.js';

/** The same entry with other names of its scopes. */
export function renamed(rule: TooWide, nameOf: (scope: string) => string): TooWide {
  return { ...rule, scope: nameOf(rule.scope), scopes: rule.scopes.map(nameOf) };
}

/** @param lists those of each report, in the order of the reports */
export function joinWide(lists: readonly (readonly TooWide[])[]): readonly TooWide[] {
  const joined = new Map<string, TooWide>();
  for (const rule of lists.flat()) {
    const key = identity(rule);
    const known = joined.get(key);
    joined.set(key, known === undefined ? rule : join(known, rule));
  }
  return [...joined.values()];
}

/** One rule is one name at one place; where no place is known, at the same scopes: two stacks may well have a group of one address. */
function identity({ requirement, direction, path: [step], scopes }: TooWide): string {
  const { resource, collection, rule, location } = step;
  const place = location === null ? scopes : [location.file, location.line];
  return JSON.stringify([requirement, direction, resource, collection, rule, place]);
}

const WORST: readonly TooWide['verdict'][] = ['too-wide', 'waived', 'met'];

/** The worst of both, with the scopes of both. */
function join(a: TooWide, b: TooWide): TooWide {
  const worst = WORST.indexOf(b.verdict) < WORST.indexOf(a.verdict) ? b : a;
  const scopes = [...new Set([...a.scopes, ...b.scopes])];
  return { ...worst, scope: scopes[0] ?? worst.scope, scopes };
}
