/** What open values were made from, followed through the outputs of modules that are there an open number of times. */
import type { Location } from '../../../azure/model.js';
import { parsePath, type Step } from '../addresses.js';
import type { TfUnknown, TfValue } from '../evaluation/types.js';
import type { InstanceKey } from '../instances.js';
import type { Origin } from '../lookup.js';
import { outputOf } from './graph.js';
import type { InstanceNode, ModuleNode } from './node.js';
import { openAt, valueAt } from './plain-values.js';
import { placeOfBlock, writtenAttribute } from './resource-node.js';

/** Outputs that lead to outputs. */
const MAXIMUM_CHAIN = 32;

/** Where the nested block stands that made an item of an instance's attribute. @param place as reports name it */
export function itemPlaces(
  instances: ReadonlyMap<string, InstanceNode>,
  place: (location: Location) => Location | null,
): (address: string, path: readonly (string | number)[]) => Location | null {
  return (address, path) => {
    const instance = instances.get(address);
    const [name, ...rest] = path;
    if (instance === undefined || typeof name !== 'string') return null;
    const value = valueAt(writtenAttribute(instance, name) ?? null, rest);
    const found = value === undefined ? null : placeOfBlock(value);
    return found === null ? null : place(found);
  };
}

/** Looks up the instances of an evaluated configuration by their addresses. */
export function originLookup(
  root: ModuleNode,
  instances: ReadonlyMap<string, InstanceNode>,
): (address: string, path: readonly (string | number)[]) => Origin | null {
  return (address, path) => {
    const instance = instances.get(address);
    const [name, ...rest] = path;
    if (instance === undefined || typeof name !== 'string') return null;
    const value = writtenAttribute(instance, name);
    const open = value === undefined ? null : openAt(value, rest);
    return open === null ? null : followed(root, open, 0);
  };
}

function followed(root: ModuleNode, { references, derived }: TfUnknown, depth: number): Origin {
  const [first] = references;
  if (!references.some((text) => text.startsWith('module.'))) return { references, derived };
  const wanted = derived || first === undefined ? references : [first];
  const found = wanted.map((text) => (depth < MAXIMUM_CHAIN ? throughOutput(root, text, depth) : null));
  if (found.every((one) => one === null)) return { references, derived };
  const all = found.flatMap((one, at) => one?.references ?? wanted[at] ?? []);
  return { references: all, derived: derived || found.some((one) => one?.derived === true) };
}

/** `module.net[0].subnet_id` as what the output is made from; `null` where the text names no output, or one that is known. */
function throughOutput(root: ModuleNode, text: string, depth: number): Origin | null {
  const steps = text.startsWith('module.') ? parsePath(text) : null;
  if (steps === null) return null;
  let module: ModuleNode | undefined = root;
  let at = 0;
  while (module !== undefined && nameAt(steps, at) === 'module') {
    const name: string | null = nameAt(steps, at + 1);
    const step: Step | undefined = steps[at + 2];
    const key: InstanceKey = step !== undefined && 'key' in step ? step.key : null;
    const call: ReturnType<typeof module.calls.get> = name === null ? undefined : module.calls.get(name);
    module = call?.instances.get(key) ?? call?.instances.get(null);
    at += key === null ? 2 : 3;
  }
  const output = nameAt(steps, at);
  if (module === undefined || output === null || !module.source.outputs.has(output)) return null;
  const value: TfValue | undefined = outputOf(module, output);
  const rest = steps.slice(at + 1).flatMap((step) => ('name' in step ? [step.name] : 'key' in step ? [step.key] : []));
  const open = value === undefined ? null : openAt(value, rest);
  return open === null ? null : followed(root, open, depth + 1);
}

function nameAt(steps: readonly Step[], at: number): string | null {
  const step = steps[at];
  return step !== undefined && 'name' in step ? step.name : null;
}
