/** A folder of `.tf` files as the answer to what a plan does not hold: places of blocks, definitions of locals, exact references. */
import { relative, resolve, sep } from 'node:path';
import type { Diagnostic, Location } from '../../azure/model.js';
import { type Bound, localName, type Names, NO_NAMES, UNKNOWN_SCALAR } from './bindings.js';
import { dynamicIterator } from './block-source.js';
import { exactReferences } from './exact-references.js';
import type { BlockSource, ConfigurationFolder, ModuleSource, NestedBlock } from './folder.js';
import type { Expression } from './hcl/ast.js';
import { literalValue, plainLiteral } from './hcl/literals.js';
import type { ConfigurationLookup, ExactReferences, LookupStep } from './lookup.js';
import { ANY, type Move } from './moves.js';
import { contentOf, madeType, nestedPlace } from './nested-places.js';
import { placeOfValue } from './value-places.js';

/** A {@link ConfigurationLookup} that says what it could not read. */
export interface FolderLookup extends ConfigurationLookup {
  /** What has been noticed so far, without doubles; complete once the plan has been read. */
  readonly diagnostics: () => readonly Diagnostic[];
  /** What is looked into, where it may be evaluated. */
  readonly configuration?: ConfigurationFolder;
}

/** Blocks and values that are lists in every version of the provider from 3.0 on: the order of a plan is that of the file. */
const ORDERED: ReadonlySet<string> = new Set([
  'ip_configuration',
  'frontend_ip_configuration',
  'static_vnet_route',
  'routing_policy',
  'source_ip_groups',
  'destination_ip_groups',
]);

/**
 * Looks things up in a folder. Modules are read when something in them is asked for.
 * @param cwd the folder that the places of the answers are relative to; absolute
 */
export function folderLookup(folder: ConfigurationFolder, cwd: string): FolderLookup {
  const modules = new Map<string, ModuleSource | null>();
  // The folder looks behind symbolic links whenever it is asked for a module.
  const moduleAt = (path: readonly string[]): ModuleSource | null => {
    const key = path.join('.');
    const known = modules.get(key);
    if (known !== undefined) return known;
    const found = folder.module(path);
    modules.set(key, found);
    return found;
  };
  const answers = new WeakMap<Expression, Map<string, ExactReferences | null>>();
  const follow = (
    module: ModuleSource,
    expression: Expression,
    steps: readonly LookupStep[],
    path: readonly Move[] = [],
    names: Names = NO_NAMES,
  ): ExactReferences | null => {
    const known = answers.get(expression) ?? new Map<string, ExactReferences | null>();
    answers.set(expression, known);
    const question = JSON.stringify([path, steps]);
    const answer = known.get(question);
    if (answer !== undefined) return answer;
    const found = exactReferences(expression, { path, steps, names, locals: module.locals });
    if (known.size < MAXIMUM_ANSWERS) known.set(question, found);
    return found;
  };
  const resource = (module: readonly string[], address: string): BlockSource | null =>
    moduleAt(module)?.resources.get(address) ?? null;
  const place = (location: Location | null | undefined): Location | null => fromFolder(location ?? null, cwd);

  return {
    diagnostics: () =>
      folder.diagnostics().map((diagnostic) => ({ ...diagnostic, location: place(diagnostic.location) })),
    blockLocation: (module, address) => place(resource(module, address)?.location),
    callLocation: (module) => {
      const name = module.at(-1);
      return name === undefined ? null : place(moduleAt(module.slice(0, -1))?.calls.get(name)?.location);
    },
    nestedLocation: (module, address, blockType, name) => {
      const source = moduleAt(module);
      const block = source?.resources.get(address);
      return source === null || block === undefined ? null : place(nestedPlace(block, blockType, name, source.locals));
    },
    hasDynamicBlock: (module, address, blockType) => {
      const block = resource(module, address);
      return block === null ? null : blocksOf(block, blockType).some(({ type }) => type === 'dynamic');
    },
    valueLocation: (module, address, [name, ...inside]) => {
      const attribute = typeof name === 'string' ? resource(module, address)?.attributes.get(name) : undefined;
      return attribute === undefined ? null : place(placeOfValue(attribute, inside));
    },
    loopsOverSet: (path, of) => {
      const module = moduleAt(path);
      const block = 'call' in of ? module?.calls.get(of.call) : module?.resources.get(of.resource);
      const collection = block?.attributes.get('for_each')?.expression;
      return module !== null && collection !== undefined && isSet(collection, module.locals, 0);
    },
    localReferences: (path, name, steps) => {
      const module = moduleAt(path);
      const expression = module?.locals.get(name);
      return module === null || expression === undefined ? null : follow(module, expression, steps);
    },
    localValue: (path, name) => {
      const expression = moduleAt(path)?.locals.get(name);
      return expression === undefined ? null : literalOnce(expression);
    },
    outputReferences: (path, name, steps) => {
      const module = moduleAt(path);
      const expression = module?.outputs.get(name);
      return module === null || expression === undefined ? null : follow(module, expression, steps);
    },
    argumentReferences: (path, call, name, steps) => {
      const module = moduleAt(path);
      const argument = module?.calls.get(call)?.attributes.get(name);
      return module === null || argument === undefined ? null : follow(module, argument.expression, steps);
    },
    attributeReferences: (path, address, inside, steps) => {
      const module = moduleAt(path);
      const block = module?.resources.get(address);
      const found = block === undefined ? null : attributeAt(block, inside, NO_NAMES);
      return module === null || found === null
        ? null
        : follow(module, found.expression, steps, found.path, found.names);
    },
  };
}

/** Functions that answer sets, whatever they are given. */
const SETS: ReadonlySet<string> = new Set(['toset', 'setunion', 'setintersection', 'setsubtract']);

/** Locals that lead to locals, and conditions within conditions. */
const MAXIMUM_CHAIN = 16;

function isSet(expression: Expression, locals: ReadonlyMap<string, Expression>, depth: number): boolean {
  if (depth > MAXIMUM_CHAIN) return false;
  const inside = (inner: Expression): boolean => isSet(inner, locals, depth + 1);
  switch (expression.kind) {
    case 'parentheses':
      return inside(expression.inner);
    case 'call':
      return SETS.has(expression.name);
    case 'conditional':
      return inside(expression.whenTrue) && inside(expression.whenFalse);
    default: {
      const local = localName(expression, NO_NAMES);
      const definition = local === null ? undefined : locals.get(local);
      return definition !== undefined && inside(definition);
    }
  }
}

/** Answers that are remembered for one expression: every instance of a resource may ask with a key of its own. */
const MAXIMUM_ANSWERS = 1_000;

/** The reader of a folder names files from the folder that the process runs in. */
export function fromFolder(location: Location | null, cwd: string): Location | null {
  if (location === null || cwd === process.cwd()) return location;
  const file = relative(cwd, resolve(location.file)) || '.';
  return { ...location, file: sep === '/' ? file : file.replaceAll(sep, '/') };
}

const values = new WeakMap<Expression, { readonly value: unknown } | null>();

/** A literal's value, the same object whenever it is asked for. */
function literalOnce(expression: Expression): { readonly value: unknown } | null {
  const known = values.get(expression);
  if (known !== undefined) return known;
  const literal = literalValue(expression);
  const found = literal === undefined ? null : { value: plainLiteral(literal) };
  values.set(expression, found);
  return found;
}

/** An attribute's expression, the rest of the path inside its value, and the iterators around it. */
interface AttributeAt {
  readonly expression: Expression;
  readonly path: readonly Move[];
  readonly names: Names;
}

/**
 * The expression at a path of values. Of several blocks of one type only ordered ones can be told apart by their index, since a plan sorts sets;
 * where the index may be that of another block, the answer is `null`.
 */
function attributeAt(block: BlockSource, path: readonly (string | number)[], names: Names): AttributeAt | null {
  const [name, ...rest] = path;
  if (typeof name !== 'string') return null;
  const attribute = block.attributes.get(name);
  if (attribute !== undefined) {
    return { expression: attribute.expression, path: movesInside(name, rest), names };
  }
  const [index, ...inside] = rest;
  if (typeof index !== 'number') return null;
  const nested = blocksOf(block, name);
  const chosen = nested.length === 1 ? nested[0] : nestedAt(name, nested, index);
  return chosen === undefined ? null : attributeAt(contentOf(chosen), inside, namesInside(chosen, names));
}

function nestedAt(name: string, nested: readonly NestedBlock[], index: number): NestedBlock | undefined {
  return ORDERED.has(name) && nested.every(({ type }) => type !== 'dynamic') ? nested[index] : undefined;
}

function movesInside(name: string, path: readonly (string | number)[]): readonly Move[] {
  return path.map((part, at): Move => {
    if (typeof part === 'string')
      return /^[A-Za-z_][\w-]*$/.test(part) ? { kind: 'name', name: part } : { kind: 'key', key: part };
    // Right inside an attribute a set has an order of its own; the body of an azapi resource keeps its lists.
    return at > 0 || ORDERED.has(name) ? { kind: 'key', key: part } : ANY;
  });
}

/** The iterator of a `dynamic` block stands for any element of its `for_each`. */
function namesInside(block: NestedBlock, names: Names): Names {
  const collection = block.body.attributes.get('for_each')?.expression;
  if (block.type !== 'dynamic') return names;
  const value: Bound = collection === undefined ? UNKNOWN_SCALAR : { kind: 'element', collection, move: ANY, names };
  return new Map(names).set(dynamicIterator(block), { kind: 'entry', key: UNKNOWN_SCALAR, value });
}

const blocksByType = new WeakMap<BlockSource, ReadonlyMap<string, readonly NestedBlock[]>>();

/** The nested blocks that make blocks of a type, `dynamic` ones among them. */
function blocksOf(block: BlockSource, type: string): readonly NestedBlock[] {
  let byType = blocksByType.get(block);
  if (byType === undefined) {
    const found = new Map<string, NestedBlock[]>();
    for (const nested of block.blocks) {
      const list = found.get(madeType(nested));
      if (list === undefined) found.set(madeType(nested), [nested]);
      else list.push(nested);
    }
    byType = found;
    blocksByType.set(block, found);
  }
  return byType.get(type) ?? [];
}
