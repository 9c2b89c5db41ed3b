/** From an attribute of an instance to the expression that the configuration has for it. */
import type { ConfigurationExpression } from './document.js';
import type { Instance, World } from './instances.js';
import { isObject, isOpen, type JsonObject, own } from './known-values.js';

export type AttributePath = readonly (string | number)[];

/**
 * What the configuration says of an attribute. `left-out`: the author wrote nothing, so the provider's default holds (CONTRACT, Decisions);
 * `hidden`: it is written where a plan does not show it (a `dynamic` block), or there is no configuration.
 */
export type Declaration =
  | { readonly kind: 'left-out' }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'written'; readonly expression: ConfigurationExpression };

const LEFT_OUT: Declaration = { kind: 'left-out' };
const HIDDEN: Declaration = { kind: 'hidden' };

const expressionsOfNodes = new WeakMap<object, ConfigurationExpression | null>();

/** A node of `expressions`, seen as an expression rather than as a nested block. The same node gives the same object. */
export function asExpression(node: unknown): ConfigurationExpression | null {
  if (!isObject(node)) return null;
  const known = expressionsOfNodes.get(node);
  if (known !== undefined) return known;
  const expression = readExpression(node);
  expressionsOfNodes.set(node, expression);
  return expression;
}

function readExpression(node: JsonObject): ConfigurationExpression | null {
  const references = own(node, 'references');
  if (Array.isArray(references)) {
    return { references: references.filter((reference): reference is string => typeof reference === 'string') };
  }
  if (Object.hasOwn(node, 'constant_value')) return { constant_value: own(node, 'constant_value') };
  // An expression of functions and constants alone has neither.
  return Object.keys(node).length === 0 ? {} : null;
}

/** Whether a nested block of the configuration can have made this item: its constants are the item's values. */
function fits(block: unknown, item: unknown): boolean {
  if (!isObject(block)) return false;
  return Object.keys(block).every((name) => {
    const node = own(block, name);
    if (!isObject(node) || !Object.hasOwn(node, 'constant_value')) return true;
    const constant = own(node, 'constant_value');
    if (constant === null || typeof constant === 'object') return true;
    const value = own(item, name);
    // Providers change the case of what is written.
    const written = String(constant).toLowerCase();
    return value === undefined || value === null || isOpen(value) || String(value).toLowerCase() === written;
  });
}

/** Blocks of one list by their constant name, so that long lists are not searched item by item. */
const indexes = new WeakMap<readonly unknown[], { named: Map<string, unknown[]>; unnamed: unknown[] }>();

function blocksFor(blocks: readonly unknown[], items: unknown, at: number): readonly unknown[] {
  const item = own(items, at);
  const sameLength = Array.isArray(items) && items.length === blocks.length;
  if (sameLength && (blocks.length === 1 || fits(blocks[at], item))) return [blocks[at]];
  let index = indexes.get(blocks);
  if (index === undefined) {
    index = { named: new Map(), unnamed: [] };
    for (const block of blocks) {
      const name = own(own(block, 'name'), 'constant_value');
      if (typeof name !== 'string') index.unnamed.push(block);
      else index.named.set(name, [...(index.named.get(name) ?? []), block]);
    }
    indexes.set(blocks, index);
  }
  const name = own(item, 'name');
  const named = typeof name === 'string' ? (index.named.get(name) ?? []) : blocks;
  const found = named.filter((block) => fits(block, item));
  return found.length > 0 || typeof name !== 'string' ? found : index.unnamed.filter((block) => fits(block, item));
}

/**
 * The declaration of the attribute at `path`. Items of nested blocks are matched to the configuration's blocks by position and by
 * constants (a plan sorts the items of sets); a block written as an attribute stands for all that is in it.
 */
export function declarationAt(world: World, instance: Instance, path: AttributePath): Declaration {
  const config = instance.group.config;
  if (!world.configured || config === null) return HIDDEN;
  let nodes: readonly unknown[] = [config.expressions];
  let value: unknown = instance.values;
  for (const [depth, part] of path.entries()) {
    if (typeof part === 'number') {
      const lists = nodes.filter((node): node is readonly unknown[] => Array.isArray(node));
      const items = value;
      nodes = lists.length > 0 ? lists.flatMap((list) => blocksFor(list, items, part)) : nodes.filter(isObject);
      if (nodes.length === 0) return HIDDEN;
    } else {
      const next = nodes.map((node) => own(node, part)).filter((node) => node !== undefined);
      if (next.length === 0) {
        const isTop = depth === 0 && world.lookup !== null;
        const isDynamic =
          isTop && world.lookup?.hasDynamicBlock(instance.module.path, instance.group.address, part) === true;
        // A plan does not show `dynamic` blocks: items of a list that no expression accounts for came from one.
        const items = own(value, part);
        const isFilled = path.length > depth + 1 && Array.isArray(items) && items.length > 0;
        return isDynamic || isFilled ? HIDDEN : LEFT_OUT;
      }
      nodes = next;
    }
    value = own(value, part);
    const expressions = nodes.map(asExpression);
    const isLast = depth === path.length - 1;
    if (expressions.some((expression) => expression !== null) && !nodes.some((node) => Array.isArray(node))) {
      const written = expressions.filter((expression) => expression !== null);
      const first = written[0];
      // One expression keeps its identity, by which what it leads to is remembered.
      if (written.length === 1 && (first?.references ?? []).length > 0 && first !== undefined) {
        return { kind: 'written', expression: first };
      }
      const references = written.flatMap((expression) => expression.references ?? []);
      if (references.length > 0) return { kind: 'written', expression: { references } };
      if (isLast && first !== undefined) return { kind: 'written', expression: first };
      // Constants do not make anything unknown: the item came from a `dynamic` block beside them.
      if (!isLast && first !== undefined && Object.hasOwn(first, 'constant_value')) return HIDDEN;
    }
  }
  return nodes.some((node) => Array.isArray(node) && node.length > 0) ? { kind: 'written', expression: {} } : HIDDEN;
}
