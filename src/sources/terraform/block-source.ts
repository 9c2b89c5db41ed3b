/** Blocks of `.tf` files with their places in the words of a report, and the search for a nested block by its `name`. */
import type { Location } from '../../azure/model.js';
import type { Attribute, Block, Body, Expression, ObjectConstructor, Position } from './hcl/ast.js';
import { literalString } from './hcl/literals.js';

/** A block as it stands in a file. */
export interface BlockSource {
  /** Where its type (or, of an object in an attribute, its brace) stands. */
  readonly location: Location;
  readonly attributes: ReadonlyMap<string, AttributeSource>;
  /** Nested blocks in the order of the file. A dynamic block has the type `dynamic` and its generated type as its label. */
  readonly blocks: readonly NestedBlock[];
}

export interface AttributeSource {
  readonly expression: Expression;
  /** Where its name stands. */
  readonly location: Location;
}

export interface NestedBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: BlockSource;
}

/** A block of the tree as a source. @param file as locations should name it */
export function blockSource(block: Block, file: string): BlockSource {
  return bodySource(block.body, locationOf(file, block.at), file);
}

/** The same file and place in the words of a report. */
export function locationOf(file: string, at: Position): Location {
  return { file, line: at.line, column: at.column };
}

function bodySource(body: Body, location: Location, file: string): BlockSource {
  const attributes = new Map<string, AttributeSource>();
  for (const [name, attribute] of body.attributes) attributes.set(name, attributeSource(attribute, file));
  const blocks = body.blocks.map((block) => ({
    type: block.type,
    labels: block.labels,
    body: blockSource(block, file),
  }));
  return { location, attributes, blocks };
}

function attributeSource(attribute: Attribute, file: string): AttributeSource {
  return { expression: attribute.expression, location: locationOf(file, attribute.at) };
}

/**
 * Lays an override file's block over a block, as Terraform does: attributes replace attributes, nested blocks replace all nested blocks
 * of their type. The place stays.
 */
export function overrideBlock(base: BlockSource, override: BlockSource): BlockSource {
  const replaced = new Set(override.blocks.map(generatedType));
  return {
    location: base.location,
    attributes: new Map([...base.attributes, ...override.attributes]),
    blocks: [...base.blocks.filter((block) => !replaced.has(generatedType(block))), ...override.blocks],
  };
}

/** The type of blocks that this one makes: for a dynamic block its label. */
function generatedType(block: NestedBlock): string {
  return block.type === 'dynamic' ? (block.labels[0] ?? '') : block.type;
}

/** The name by which the content of a dynamic block calls the current element: `iterator`, or else its label. */
export function dynamicIterator(block: NestedBlock): string {
  const iterator = block.body.attributes.get('iterator')?.expression;
  return iterator?.kind === 'variable' ? iterator.name : (block.labels[0] ?? '');
}

/**
 * Finds the nested block of a type (`security_rule`, `route`, `rule`, `network_rule_collection`, …) that has this `name`: a block, or
 * an object in a list that is assigned to an attribute of that name. Where no name is literally this one, but just one block (or
 * dynamic block, or assigned expression) can make it, that one. `null` where there is none, or where several can.
 *
 * Of a dynamic block the result is its `content`.
 */
export function findNestedBlock(block: BlockSource, type: string, name: string): BlockSource | null {
  const possible: BlockSource[] = [];
  for (const { body, nameExpression } of candidates(block, type)) {
    const literal = nameExpression === null ? null : literalString(nameExpression);
    if (literal === name) return body;
    if (literal === null && canBe(nameExpression, name)) possible.push(body);
  }
  const [only, another] = possible;
  return only !== undefined && another === undefined ? only : null;
}

interface Candidate {
  readonly body: BlockSource;
  /** `null` where nothing tells the name. */
  readonly nameExpression: Expression | null;
}

function candidates(block: BlockSource, type: string): Candidate[] {
  const found = block.blocks.filter((nested) => generatedType(nested) === type).map(blockCandidate);
  const assigned = block.attributes.get(type);
  if (assigned !== undefined) found.push(...assignedCandidates(assigned));
  return found;
}

function blockCandidate(nested: NestedBlock): Candidate {
  if (nested.type !== 'dynamic') return { body: nested.body, nameExpression: nameOf(nested.body) };
  const content = nested.body.blocks.find((inner) => inner.type === 'content')?.body ?? nested.body;
  return { body: content, nameExpression: nameOf(content) };
}

function nameOf(body: BlockSource): Expression | null {
  return body.attributes.get('name')?.expression ?? null;
}

/** Objects of a list; an expression that is no such list can be anything. */
function assignedCandidates(assigned: AttributeSource): Candidate[] {
  const { expression, location } = assigned;
  const opaque: Candidate = { body: { location, attributes: new Map(), blocks: [] }, nameExpression: null };
  if (expression.kind !== 'tuple') return [opaque];
  return expression.elements.map((element) => {
    const place = locationOf(location.file, element.at);
    if (element.kind !== 'object') return { ...opaque, body: { ...opaque.body, location: place } };
    const body = objectSource(element, place);
    return { body, nameExpression: nameOf(body) };
  });
}

function objectSource(object: ObjectConstructor, location: Location): BlockSource {
  const attributes = new Map<string, AttributeSource>();
  for (const { key, value } of object.items) {
    const name = literalString(key);
    if (name !== null) attributes.set(name, { expression: value, location: locationOf(location.file, key.at) });
  }
  return { location, attributes, blocks: [] };
}

/** Whether an expression can have this text as its value, judged by what its template begins and ends with. */
function canBe(expression: Expression | null, text: string): boolean {
  if (expression?.kind !== 'template') return true;
  const first = expression.parts[0];
  const last = expression.parts.at(-1);
  const prefix = first?.kind === 'text' ? first.value : '';
  const suffix = last?.kind === 'text' ? last.value : '';
  return text.length >= prefix.length + suffix.length && text.startsWith(prefix) && text.endsWith(suffix);
}
