/**
 * From places in the compiled JSON to the lines of Bicep that they come from. The compiler writes no map: declarations are found again by symbolic name,
 * or by type, order and name, and what is written out in them (rules, subnets, routes) by property and position.
 */
import type { Location } from '../../../azure/model.js';
import { itemsOf, type JsonNode, makePlaces, memberOf, membersOf, textOf } from '../template/node.js';
import { match } from './match.js';
import { type Declaration, declarationsOf, type Written, type WrittenObject } from './tree.js';

/** Bicep files by path, as they are read. */
export interface BicepSources {
  /** The text of a file and its name in reports; `null` where it is not there or may not be read. */
  readonly read: (path: string) => { readonly name: string; readonly text: string } | null;
  /** The path of a module that a file names, where it is a local one. */
  readonly resolve: (from: string, reference: string) => string | null;
}

/** One Bicep file whose outline is known. */
interface Outline {
  readonly path: string;
  readonly declarations: readonly Declaration[];
  readonly locate: (offset: number) => Location;
}

/** Modules within modules. */
const DEEPEST = 30;

/**
 * Makes the map of one compiled template.
 * @param root the compiled template
 * @param main the path of the `.bicep` file that it was compiled from
 * @returns the place of an offset of the compiled text: that of the innermost thing around it that was found again; `null` where there is none
 */
export function sourceMap(root: JsonNode, main: string, sources: BicepSources): (offset: number) => Location | null {
  const outlines = new Map<string, Outline | null>();
  const outlineOf = (path: string): Outline | null => {
    const known = outlines.get(path);
    if (known !== undefined) return known;
    const file = sources.read(path);
    const outline = file === null ? null : makeOutline(path, file.name, file.text);
    outlines.set(path, outline);
    return outline;
  };
  const places: { readonly at: number; readonly location: Location }[] = [];
  const outline = outlineOf(main);
  if (outline !== null) {
    const walker: Walker = { places, sources, outlineOf };
    places.push({ at: root.offset, location: outline.locate(0) });
    walkTemplate(root, outline, outline.locate(0), walker, 0);
  }
  places.sort((a, b) => a.at - b.at);
  return (offset) => {
    let [low, high] = [0, places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle]?.at ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return places[low - 1]?.location ?? null;
  };
}

function makeOutline(path: string, name: string, text: string): Outline {
  const placeOf = makePlaces(text);
  return { path, declarations: declarationsOf(text), locate: (offset) => ({ file: name, ...placeOf(offset) }) };
}

interface Walker {
  readonly places: { readonly at: number; readonly location: Location }[];
  readonly sources: BicepSources;
  readonly outlineOf: (path: string) => Outline | null;
}

/** @param around the place of what no declaration is found for */
function walkTemplate(template: JsonNode, outline: Outline, around: Location, walker: Walker, depth: number): void {
  for (const { name, value } of membersOf(template)) {
    const section = name.toLowerCase();
    if (section === 'resources') walkResources(value, outline, around, walker, depth);
    else if (section === 'variables') walkNamed(value, 'var', outline, around, walker);
    else cover(value, around, walker);
  }
}

function walkNamed(section: JsonNode, kind: 'var', outline: Outline, around: Location, walker: Walker): void {
  const declared = new Map(
    outline.declarations.filter((one) => one.kind === kind).map((one) => [one.symbol.toLowerCase(), one]),
  );
  const walkOne = (name: string, value: JsonNode): void => {
    const found = declared.get(name.toLowerCase());
    if (found === undefined) cover(value, around, walker);
    else align(value, found.value, outline, outline.locate(found.at), walker);
  };
  for (const { name, value } of membersOf(section)) {
    if (name.toLowerCase() !== 'copy') walkOne(name, value);
    else
      for (const loop of itemsOf(value)) walkOne(textOf(memberOf(loop, 'name')) ?? '', memberOf(loop, 'input') ?? loop);
  }
}

function walkResources(resources: JsonNode, outline: Outline, around: Location, walker: Walker, depth: number): void {
  for (const { node, declaration } of match(resources, outline.declarations)) {
    if (declaration === null) {
      cover(node, around, walker);
      continue;
    }
    const location = outline.locate(declaration.at);
    align(node, bodyOf(declaration.value), outline, location, walker);
    if (declaration.kind !== 'module' || depth >= DEEPEST) continue;
    const template = memberOf(memberOf(node, 'properties'), 'template');
    const path = walker.sources.resolve(outline.path, declaration.about);
    const inner = path === null ? null : walker.outlineOf(path);
    // What a module deploys that cannot be read is shown where the module is called.
    if (template !== null && inner !== null) walkTemplate(template, inner, inner.locate(0), walker, depth + 1);
  }
}

/** A resource in a loop is what the loop repeats. */
function bodyOf(value: Written): Written {
  return value.kind === 'loop' ? bodyOf(value.body) : value;
}

/** Gives a node and everything in it one place, unless something in it has been given its own. */
function cover(node: JsonNode, location: Location, walker: Walker): void {
  walker.places.push({ at: node.offset, location });
  for (const { value } of membersOf(node)) cover(value, location, walker);
  for (const item of itemsOf(node)) cover(item, location, walker);
}

/** Goes through JSON and Bicep side by side, as long as they have the same form. */
function align(node: JsonNode, written: Written, outline: Outline, location: Location, walker: Walker): void {
  if (node.kind === 'object' && written.kind === 'object') {
    walker.places.push({ at: node.offset, location });
    alignMembers(node, written, outline, location, walker);
  } else if (node.kind === 'array' && written.kind === 'list' && node.items.length === written.items.length) {
    walker.places.push({ at: node.offset, location });
    node.items.forEach((item, index) => {
      const own = written.items[index];
      if (own === undefined) cover(item, location, walker);
      else align(item, own, outline, startOf(own, outline), walker);
    });
  } else cover(node, location, walker);
}

function alignMembers(
  node: JsonNode,
  written: WrittenObject,
  outline: Outline,
  location: Location,
  walker: Walker,
): void {
  for (const { name, value } of membersOf(node)) {
    const own = written.members.get(name.toLowerCase());
    if (name.toLowerCase() === 'copy' && own === undefined) alignLoops(value, written, outline, location, walker);
    else if (own === undefined) cover(value, location, walker);
    else align(value, own.value, outline, outline.locate(own.at), walker);
  }
}

/** Loops of properties: `"copy": [{ "name": "securityRules", "count": …, "input": { … } }]`. */
function alignLoops(
  loops: JsonNode,
  written: WrittenObject,
  outline: Outline,
  location: Location,
  walker: Walker,
): void {
  for (const loop of itemsOf(loops)) {
    const own = written.members.get((textOf(memberOf(loop, 'name')) ?? '').toLowerCase());
    const input = memberOf(loop, 'input');
    cover(loop, own === undefined ? location : outline.locate(own.at), walker);
    if (own?.value.kind === 'loop' && input !== null)
      align(input, own.value.body, outline, startOf(own.value.body, outline), walker);
  }
}

/** An element of a list is shown where its name is, which tells more than a bracket. */
function startOf(written: Written, outline: Outline): Location {
  const name = written.kind === 'object' ? written.members.get('name') : undefined;
  return outline.locate(name?.at ?? written.at);
}
