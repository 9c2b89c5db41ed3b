/** What modules and files that nobody can read may add to: whatever is handed to them, and whatever is beside them. */
import { type Message, msg } from '../../../azure/message.js';
import { evaluate } from '../evaluation/evaluate.js';
import type { TfValue } from '../evaluation/types.js';
import { META_ARGUMENTS } from './meta.js';
import { inModule, type ModuleNode } from './node.js';
import { references } from './plan-references.js';
import { settled } from './settled.js';

/** Values within each other that are looked through. */
const MAXIMUM_DEPTH = 20;

/** References of one call that are followed. */
const MAXIMUM_REFERENCES = 2_000;

/** @returns the reason, by the full address of an instance, or of a module for all in it */
export function hiddenBy(modules: readonly ModuleNode[]): ReadonlyMap<string, Message> {
  const hidden = new Map<string, Message>();
  // All instances of a call are handed what the call names: it is looked at once.
  const calls = new Set<string>();
  for (const module of modules) {
    const [unread] = module.source.unread;
    if (unread !== undefined) {
      const reason = msg`${unread} cannot be read and may add to it`;
      hidden.set(module.address, reason);
      const { caller } = module;
      const name = module.path.at(-1) ?? '';
      const call = caller === null ? '' : inModule(caller.module, `module.${name}`);
      const handed = caller === null || calls.has(call) ? [] : handedTo(caller.module, name);
      calls.add(call);
      for (const address of handed) if (!hidden.has(address)) hidden.set(address, reason);
    }
    for (const [name, call] of module.calls) {
      if (call.problem === null) continue;
      const address = inModule(module, `module.${name}`);
      const reason = msg`${address} is not read and may add to it (${call.problem})`;
      for (const handed of handedTo(module, name)) if (!hidden.has(handed)) hidden.set(handed, reason);
    }
  }
  return hidden;
}

/** Addresses of the resources that a call's arguments name, by their values and by their words. */
function handedTo(module: ModuleNode, name: string): ReadonlySet<string> {
  const found = new Set<string>();
  const block = module.source.calls.get(name);
  const call = module.calls.get(name);
  if (block === undefined || call === undefined) return found;
  for (const [argument, { expression }] of block.attributes) {
    if (META_ARGUMENTS.has(argument) || argument === 'source' || argument === 'version') continue;
    for (const text of references(expression)) {
      const address = blockAddress(text);
      const block = module.source.resources.get(address);
      const node = block === undefined ? undefined : module.resources.get(address);
      for (const instance of node?.instances.values() ?? []) found.add(instance.address);
    }
    for (const repeated of call.expansion.items) {
      const value = evaluate(expression, module.scope(repeated));
      for (const text of referencesIn(value, 0, new Set())) found.add(withoutAttribute(text));
      if (found.size > MAXIMUM_REFERENCES) return found;
    }
  }
  return found;
}

/** `azurerm_subnet.a` of `azurerm_subnet.a["x"].id`. */
function blockAddress(text: string): string {
  return /^(?:data\.)?[^.[]+\.[^.[]+/.exec(text)?.[0] ?? text;
}

/** The instance that a full reference begins with. */
function withoutAttribute(text: string): string {
  const key = String.raw`(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?`;
  const pattern = new RegExp(`^(?:module\\.[\\w-]+${key}\\.)*(?:data\\.)?[\\w-]+\\.[\\w-]+${key}`);
  return pattern.exec(text)?.[0] ?? text;
}

function referencesIn(
  value: TfValue,
  depth: number,
  found: Set<string>,
  seen: Set<TfValue> = new Set(),
): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null || depth > MAXIMUM_DEPTH || found.size > MAXIMUM_REFERENCES)
    return found;
  // A value that stands in several places, or in itself, is looked at once.
  if (seen.has(value)) return found;
  seen.add(value);
  if (value.kind === 'unknown') for (const text of value.references) found.add(text);
  const at = value.kind === 'deferred' ? settled(value) : value;
  if (typeof at !== 'object' || at === null) return found;
  // A whole resource names itself; what its attributes come from is not handed over.
  if (at !== value && at.kind === 'object' && at.open !== null) {
    for (const text of at.open.references) found.add(text);
    return found;
  }
  if (at.kind === 'tuple' || at.kind === 'list' || at.kind === 'set') {
    for (const item of at.items) referencesIn(item, depth + 1, found, seen);
  } else if (at.kind === 'object' || at.kind === 'map') {
    for (const item of at.entries.values()) referencesIn(item, depth + 1, found, seen);
    if (at.kind === 'object' && at.open !== null) for (const text of at.open.references) found.add(text);
  } else if (at.kind === 'sensitive') referencesIn(at.value, depth + 1, found, seen);
  return found;
}
