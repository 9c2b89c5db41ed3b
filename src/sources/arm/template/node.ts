/** The tree of a template's JSON: every value with its place in the text, names compared without case as Azure Resource Manager does. */

/** Where in the text a value begins: counted in characters from 0. */
export type Offset = number;

export type JsonNode = ObjectNode | ArrayNode | ScalarNode;

export interface ObjectNode {
  readonly kind: 'object';
  readonly offset: Offset;
  readonly members: readonly Member[];
  /** By name in lower case; of two equal names the last one counts. */
  readonly byName: ReadonlyMap<string, Member>;
}

export interface Member {
  readonly name: string;
  /** Where the name is. */
  readonly offset: Offset;
  readonly value: JsonNode;
}

export interface ArrayNode {
  readonly kind: 'array';
  readonly offset: Offset;
  readonly items: readonly JsonNode[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly offset: Offset;
  readonly value: string | number | boolean | null;
}

/** The value of a member, by its name in any case; `null` where there is none, or where `node` is no object. */
export function memberOf(node: JsonNode | null, name: string): JsonNode | null {
  return entryOf(node, name)?.value ?? null;
}

/** {@link memberOf} with the place of the name. */
export function entryOf(node: JsonNode | null, name: string): Member | null {
  return node?.kind === 'object' ? (node.byName.get(name.toLowerCase()) ?? null) : null;
}

/** The members of an object; none of anything else. */
export function membersOf(node: JsonNode | null): readonly Member[] {
  return node?.kind === 'object' ? [...node.byName.values()] : [];
}

/** The elements of an array; none of anything else. */
export function itemsOf(node: JsonNode | null): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}

/** A text; `null` for anything else. */
export function textOf(node: JsonNode | null): string | null {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : null;
}

/** An object with these members. */
export function objectNode(offset: Offset, members: readonly Member[]): ObjectNode {
  return {
    kind: 'object',
    offset,
    members,
    byName: new Map(members.map((member) => [member.name.toLowerCase(), member])),
  };
}

/** Lines and columns of a text, from 1. Made once; each question takes logarithmic time. */
export function makePlaces(text: string): (offset: Offset) => { readonly line: number; readonly column: number } {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
