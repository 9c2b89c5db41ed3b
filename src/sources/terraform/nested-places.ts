/** Where the nested block with a certain `name` stands: by one look-up for each of many rules. */
import type { Location } from '../../azure/model.js';
import { type BlockSource, findNestedBlock, locationOf, type NestedBlock } from './block-source.js';
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

const placesOfBlocks = new WeakMap<BlockSource, Map<string, Places>>();

/**
 * The place of the block (or object in an assigned list) of that type and name, in the resource itself or within other nested blocks
 * (a `rule` in its collection). Where the name is computed, that of the only `dynamic` block or expression that can make it.
 */
export function nestedPlace(resource: BlockSource, type: string, name: string): Location | null {
  const { named, computed } = placesOf(resource, type);
  const literal = named.get(name);
  if (literal !== undefined) return literal;
  if (computed.length > MAXIMUM_COMPUTED) return null;
  const possible = computed.flatMap((block) => findNestedBlock(block, type, name)?.location ?? []);
  const [only, another] = possible;
  return only !== undefined && another === undefined ? only : null;
}

function placesOf(resource: BlockSource, type: string): Places {
  let byType = placesOfBlocks.get(resource);
  if (byType === undefined) {
    byType = new Map();
    placesOfBlocks.set(resource, byType);
  }
  let places = byType.get(type);
  if (places === undefined) {
    places = findPlaces(resource, type);
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

function findPlaces(resource: BlockSource, type: string): Places {
  const named = new Map<string, Location | null>();
  const computed: BlockSource[] = [];
  const add = (name: string | null, location: Location, alone: Partial<BlockSource>): void => {
    if (name !== null) named.set(name, named.has(name) ? null : location);
    else computed.push({ location, attributes: new Map(), blocks: [], ...alone });
  };
  const search = (block: BlockSource): void => {
    for (const nested of block.blocks) {
      const content = contentOf(nested);
      if (madeType(nested) !== type) search(content);
      else add(literalOf(content.attributes.get('name')?.expression), nested.body.location, { blocks: [nested] });
    }
    const assigned = block.attributes.get(type);
    if (assigned === undefined) return;
    const { expression, location } = assigned;
    if (expression.kind !== 'tuple') {
      add(null, location, { attributes: new Map([[type, assigned]]) });
      return;
    }
    for (const element of expression.elements) {
      const alone = { ...assigned, expression: { ...expression, elements: [element] } };
      add(literalOf(nameIn(element)), locationOf(location.file, element.at), { attributes: new Map([[type, alone]]) });
    }
  };
  search(resource);
  return { named, computed };
}

function literalOf(expression: Expression | undefined): string | null {
  return expression === undefined ? null : literalString(expression);
}

function nameIn(element: Expression): Expression | undefined {
  if (element.kind !== 'object') return undefined;
  return element.items.find(({ key }) => literalString(key) === 'name')?.value;
}
