/** Where the nested block with a certain `name` stands: by one look-up for each of many rules. */
import type { Location } from '../../azure/model.js';
import { constructorOf, entriesOf, NO_NAMES, textOf } from './bindings.js';
import { type BlockSource, dynamicIterator, findNestedBlock, locationOf, type NestedBlock } from './block-source.js';
import type { Expression } from './hcl/ast.js';
import { literalString } from './hcl/literals.js';

/** The blocks of one type in one resource. */
interface Places {
  /** By literal name; `null` where two blocks have it. */
  readonly named: ReadonlyMap<string, Location | null>;
  /** Each by itself those that compute the name: `dynamic` blocks, templates, assigned expressions. */
  readonly computed: readonly BlockSource[];
}

/** More than these are too many to tell one from the other. */
const MAXIMUM_COMPUTED = 100;

/** Elements that the `dynamic` blocks of a resource may run over. */
const MAXIMUM_ELEMENTS = 10_000;

const placesOfBlocks = new WeakMap<BlockSource, Map<string, Places>>();

/**
 * The place of the block (or object in an assigned list) of that type and name, in the resource itself or within other nested blocks
 * (a `rule` in its collection). Of a name that is computed, the place is that of the `content` of the `dynamic` block which runs over literals
 * that make it, or else of the only block or expression that can.
 * @param locals of the module, which `dynamic` blocks run over
 */
export function nestedPlace(
  resource: BlockSource,
  type: string,
  name: string,
  locals: ReadonlyMap<string, Expression>,
): Location | null {
  const { named, computed } = placesOf(resource, type, locals);
  const literal = named.get(name);
  if (literal !== undefined) return literal;
  if (computed.length > MAXIMUM_COMPUTED) return null;
  const possible = computed.flatMap((block) => findNestedBlock(block, type, name)?.location ?? []);
  const [only, another] = possible;
  return only !== undefined && another === undefined ? only : null;
}

function placesOf(resource: BlockSource, type: string, locals: ReadonlyMap<string, Expression>): Places {
  let byType = placesOfBlocks.get(resource);
  if (byType === undefined) {
    byType = new Map();
    placesOfBlocks.set(resource, byType);
  }
  let places = byType.get(type);
  if (places === undefined) {
    places = findPlaces(resource, type, locals);
    byType.set(type, places);
  }
  return places;
}

/** The type of the blocks that a block makes: for a `dynamic` block its label. */
export function madeType(block: NestedBlock): string {
  return block.type === 'dynamic' ? (block.labels[0] ?? '') : block.type;
}

/** What stands inside a block: for a `dynamic` block its `content`. */
export function contentOf(block: NestedBlock): BlockSource {
  if (block.type !== 'dynamic') return block.body;
  return block.body.blocks.find(({ type }) => type === 'content')?.body ?? block.body;
}

function findPlaces(resource: BlockSource, type: string, locals: ReadonlyMap<string, Expression>): Places {
  const named = new Map<string, Location | null>();
  const computed: BlockSource[] = [];
  let elementsLeft = MAXIMUM_ELEMENTS;
  const add = (names: readonly (string | null)[], location: Location, alone: Partial<BlockSource>): void => {
    for (const name of names) {
      if (name === null) continue;
      const known = named.get(name);
      named.set(name, known === undefined || isSame(known, location) ? location : null);
    }
    if (names.includes(null)) computed.push({ location, attributes: new Map(), blocks: [], ...alone });
  };
  const search = (block: BlockSource): void => {
    for (const nested of block.blocks) {
      if (madeType(nested) !== type) {
        search(contentOf(nested));
        continue;
      }
      const names = namesMade(nested, locals, elementsLeft);
      elementsLeft -= names.length;
      add(names, contentOf(nested).location, { blocks: [nested] });
    }
    const assigned = block.attributes.get(type);
    if (assigned === undefined) return;
    const { expression, location } = assigned;
    if (expression.kind !== 'tuple') {
      add([null], location, { attributes: new Map([[type, assigned]]) });
      return;
    }
    for (const element of expression.elements) {
      const alone = { ...assigned, expression: { ...expression, elements: [element] } };
      add([literalOf(nameIn(element))], locationOf(location.file, element.at), {
        attributes: new Map([[type, alone]]),
      });
    }
  };
  search(resource);
  return { named, computed };
}

function isSame(one: Location | null, other: Location): boolean {
  return one !== null && one.file === other.file && one.line === other.line && one.column === other.column;
}

/** The names of the blocks that a block is or makes; `null` among them for those that cannot be told. */
function namesMade(
  block: NestedBlock,
  locals: ReadonlyMap<string, Expression>,
  limit: number,
): readonly (string | null)[] {
  const name = contentOf(block).attributes.get('name')?.expression;
  const literal = literalOf(name);
  const collection = block.type === 'dynamic' ? block.body.attributes.get('for_each')?.expression : undefined;
  if (literal !== null || name === undefined || collection === undefined) return [literal];
  const over = constructorOf(collection, NO_NAMES, locals);
  const count = over?.node.kind === 'tuple' ? over.node.elements.length : (over?.node.items.length ?? 0);
  if (over === null || count > limit) return [null];
  const iterator = dynamicIterator(block);
  return entriesOf(over).map((entry) => textOf(name, new Map([[iterator, { kind: 'entry', ...entry }]])));
}

function literalOf(expression: Expression | undefined): string | null {
  return expression === undefined ? null : literalString(expression);
}

function nameIn(element: Expression): Expression | undefined {
  if (element.kind !== 'object') return undefined;
  return element.items.find(({ key }) => literalString(key) === 'name')?.value;
}
