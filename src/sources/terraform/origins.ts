/** From the full addresses that an evaluated value was made from to the instances that bear them. */
import { parsePath, type Step } from './addresses.js';
import type { Instance, InstanceKey, ModuleInstance, World } from './instances.js';

/** An instance, and the steps from there. */
export interface Named {
  readonly instance: Instance;
  readonly rest: readonly Step[];
}

/** Only the longest of each chain: `a.b["x"].id`, `a.b["x"]` and `a.b` say one thing. */
export function longest(references: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let chain = '';
  for (const text of references) {
    const isPrefix = chain.startsWith(text) && ['', '.', '['].includes(chain.charAt(text.length));
    if (chain !== '' && isPrefix) continue;
    chain = text;
    kept.push(text);
  }
  return kept;
}

function nameAt(steps: readonly Step[], at: number): string | null {
  const step = steps[at];
  return step !== undefined && 'name' in step ? step.name : null;
}

function keyAt(steps: readonly Step[], at: number): InstanceKey {
  const step = steps[at];
  return step !== undefined && 'key' in step ? step.key : null;
}

/** One of a map of instances; where their number is open, one without a key stands for all of them. */
function pick<T>(byKey: ReadonlyMap<InstanceKey, T>, key: InstanceKey): readonly T[] {
  const exact = byKey.get(key) ?? byKey.get(null);
  if (exact !== undefined) return [exact];
  return key === null ? [...byKey.values()] : [];
}

/** More than these are no candidates but anything. */
const MAXIMUM_NAMED = 100;

/**
 * The instances that an address means: one, or all of a block where it has no key.
 * @returns `null` where there is none, or where there are too many to be told
 */
export function instancesAt(world: World, text: string): readonly Named[] | null {
  const steps = parsePath(text);
  if (steps === null) return null;
  let modules: readonly ModuleInstance[] = [world.root];
  let at = 0;
  while (nameAt(steps, at) === 'module') {
    const name = nameAt(steps, at + 1);
    if (name === null) return null;
    const key = keyAt(steps, at + 2);
    modules = modules.flatMap((module) => pick(module.children.get(name) ?? new Map(), key));
    at += key === null ? 2 : 3;
  }
  const isData = nameAt(steps, at) === 'data';
  const [type, name] = [nameAt(steps, isData ? at + 1 : at), nameAt(steps, isData ? at + 2 : at + 1)];
  if (type === null || name === null) return null;
  at += isData ? 3 : 2;
  const key = keyAt(steps, at);
  const rest = steps.slice(key === null ? at : at + 1);
  const found = modules.flatMap((module) => {
    const group = module.groups.get(`${isData ? 'data.' : ''}${type}.${name}`);
    return group === undefined ? [] : pick(group.byKey, key).map((instance) => ({ instance, rest }));
  });
  return found.length === 0 || found.length > MAXIMUM_NAMED ? null : found;
}
