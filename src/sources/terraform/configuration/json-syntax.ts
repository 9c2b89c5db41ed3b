/** Terraform's JSON form (`.tf.json`) as the tree of its native form, with the places of the JSON text. */

import { type Node as JsonNode, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Message, msg } from '../../../azure/message.js';
import type { Attribute, Block, Body, Expression, Position } from '../hcl/ast.js';
import { type Parsed, parseExpressionText } from '../hcl/parser.js';

/** Deeper than this is no file of a person or a generator. */
const MAXIMUM_DEPTH = 200;

/** How many labels a block of the top level has; all others have none, or are not read. */
const LABELS: ReadonlyMap<string, number> = new Map([
  ['resource', 2],
  ['data', 2],
  ['variable', 1],
  ['output', 1],
  ['module', 1],
  ['locals', 0],
]);

interface Text {
  readonly source: string;
  /** Offsets at which lines begin. */
  readonly lines: readonly number[];
}

/**
 * Reads a file. Objects and lists are values; which of them stand for nested blocks is the same to whoever reads them. Texts are templates,
 * and those that hold types are types.
 */
export function parseJsonConfiguration(source: string): Parsed<Body> {
  const text: Text = { source, lines: lineStarts(source) };
  const at = (offset: number): Position => positionAt(text, offset);
  const fault = (message: Message, offset: number): Parsed<Body> => {
    const { line, column } = at(offset);
    return { value: null, fault: { message, line, column } };
  };
  const deep = tooDeep(source);
  if (deep !== null) return fault(msg`values are nested more than ${MAXIMUM_DEPTH} levels deep`, deep);
  const errors: ParseError[] = [];
  const tree = parseTree(source, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first !== undefined)
    return fault(msg`this is no JSON (${words(printParseErrorCode(first.error))})`, first.offset);
  if (tree === undefined || tree.type !== 'object') return fault(msg`expected an object of blocks`, tree?.offset ?? 0);
  const wrong: { message: Message; offset: number }[] = [];
  const blocks = membersOf(tree).flatMap(({ name, value }): readonly Block[] => {
    const labels = LABELS.get(name);
    return labels === undefined ? [] : blocksOf(text, name, [], labels, value, wrong);
  });
  const [mistake] = wrong;
  if (mistake !== undefined) return fault(mistake.message, mistake.offset);
  return { value: { attributes: new Map(), blocks, at: at(0), end: source.length }, fault: null };
}

function lineStarts(source: string): readonly number[] {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionAt({ lines }: Text, offset: number): Position {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { offset, line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
}

/** Where brackets are nested too deeply for a recursive reader; `null` where they are not. */
function tooDeep(source: string): number | null {
  let [depth, inString] = [0, false];
  for (let at = 0; at < source.length; at += 1) {
    const character = source.charCodeAt(at);
    if (inString) {
      if (character === 0x5c) at += 1;
      else if (character === 0x22) inString = false;
    } else if (character === 0x22) inString = true;
    else if (character === 0x7b || character === 0x5b) {
      depth += 1;
      if (depth > MAXIMUM_DEPTH) return at;
    } else if (character === 0x7d || character === 0x5d) depth -= 1;
  }
  return null;
}

/** `PropertyNameExpected` as words. */
function words(code: string): string {
  return code.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();
}

interface Member {
  readonly name: string;
  readonly key: JsonNode;
  readonly value: JsonNode;
}

/** Members of an object, without the comments that Terraform allows (`//`). */
function membersOf(node: JsonNode): readonly Member[] {
  return (node.children ?? []).flatMap((property): readonly Member[] => {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined || typeof key.value !== 'string' || key.value === '//') return [];
    return [{ name: key.value, key, value }];
  });
}

/** A list of objects stands for several blocks. */
function objectsOf(node: JsonNode): readonly JsonNode[] {
  if (node.type === 'array') return (node.children ?? []).flatMap(objectsOf);
  return node.type === 'object' ? [node] : [];
}

function blocksOf(
  text: Text,
  type: string,
  labels: readonly string[],
  labelsLeft: number,
  node: JsonNode,
  wrong: { message: Message; offset: number }[],
): readonly Block[] {
  if (node.type !== 'object' && node.type !== 'array') {
    wrong.push({ message: msg`expected an object for "${type}"`, offset: node.offset });
    return [];
  }
  return objectsOf(node).flatMap((object): readonly Block[] => {
    if (labelsLeft > 0) {
      return membersOf(object).flatMap(({ name, value }) =>
        blocksOf(text, type, [...labels, name], labelsLeft - 1, value, wrong),
      );
    }
    return [{ type, labels, body: bodyOf(text, type, object, wrong), ...placeOf(text, object) }];
  });
}

function placeOf(text: Text, node: JsonNode): { readonly at: Position; readonly end: number } {
  return { at: positionAt(text, node.offset), end: node.offset + node.length };
}

function bodyOf(text: Text, type: string, object: JsonNode, wrong: { message: Message; offset: number }[]): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (const { name, key, value } of membersOf(object)) {
    if (name === 'dynamic' && type !== 'locals') {
      for (const made of objectsOf(value)) {
        for (const member of membersOf(made)) {
          for (const inner of objectsOf(member.value)) blocks.push(dynamicBlock(text, member.name, inner, wrong));
        }
      }
      continue;
    }
    const isType = type === 'variable' && name === 'type';
    const { at, end } = placeOf(text, key);
    attributes.set(name, { name, expression: expressionOf(text, value, isType, wrong), at, end });
  }
  return { attributes, blocks, ...placeOf(text, object) };
}

function dynamicBlock(
  text: Text,
  label: string,
  object: JsonNode,
  wrong: { message: Message; offset: number }[],
): Block {
  const body = bodyOf(text, 'dynamic', object, wrong);
  const attributes = new Map([...body.attributes].filter(([name]) => name !== 'content'));
  const content = membersOf(object)
    .filter(({ name }) => name === 'content')
    .flatMap(({ value }) => objectsOf(value))
    .map(
      (inner): Block => ({
        type: 'content',
        labels: [],
        body: bodyOf(text, 'content', inner, wrong),
        ...placeOf(text, inner),
      }),
    );
  const iterator = attributes.get('iterator');
  if (iterator !== undefined && iterator.expression.kind === 'literal') {
    const { at, end } = iterator.expression;
    const name = String(iterator.expression.value);
    attributes.set('iterator', { ...iterator, expression: { kind: 'variable', name, at, end } });
  }
  return { type: 'dynamic', labels: [label], body: { ...body, attributes, blocks: content }, ...placeOf(text, object) };
}

function expressionOf(
  text: Text,
  node: JsonNode,
  isType: boolean,
  wrong: { message: Message; offset: number }[],
): Expression {
  const place = placeOf(text, node);
  switch (node.type) {
    case 'array': {
      const elements = (node.children ?? []).map((child) => expressionOf(text, child, false, wrong));
      return { kind: 'tuple', elements, ...place };
    }
    case 'object': {
      const items = membersOf(node).map(({ key, value }) => ({
        key: templateOf(text, key, false, wrong),
        value: expressionOf(text, value, false, wrong),
      }));
      return { kind: 'object', items, ...place };
    }
    case 'string':
      return templateOf(text, node, isType, wrong);
    default: {
      const value: unknown = node.value;
      const isScalar = value === null || typeof value === 'number' || typeof value === 'boolean';
      return { kind: 'literal', value: isScalar ? value : null, ...place };
    }
  }
}

/** A text as a template, by way of a heredoc: there, quotes and backslashes are themselves. */
function templateOf(
  text: Text,
  node: JsonNode,
  isType: boolean,
  wrong: { message: Message; offset: number }[],
): Expression {
  const place = placeOf(text, node);
  const value = String(node.value);
  if (!isType && !value.includes('${') && !value.includes('%{')) return { kind: 'literal', value, ...place };
  const longest = (value.match(/_+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const marker = `TEXT${'_'.repeat(longest + 1)}`;
  const { value: parsed, fault } = parseExpressionText(isType ? value : `<<${marker}\n${value}\n${marker}\n`);
  if (fault !== null) {
    wrong.push({ message: fault.message, offset: node.offset });
    return { kind: 'literal', value: null, ...place };
  }
  return placed(isType ? parsed : withoutNewline(parsed), place) as Expression;
}

/** The newline that a heredoc ends with is not in the text. */
function withoutNewline(expression: Expression): Expression {
  if (expression.kind === 'literal' && typeof expression.value === 'string') {
    return { ...expression, value: expression.value.replace(/\n$/, '') };
  }
  if (expression.kind !== 'template') return expression;
  const last = expression.parts.at(-1);
  if (last?.kind !== 'text') return expression;
  const rest = last.value.replace(/\n$/, '');
  const parts = expression.parts.slice(0, -1);
  return { ...expression, parts: rest === '' ? parts : [...parts, { kind: 'text', value: rest }] };
}

/** The same tree with every node at the place of the JSON text that it stands in. */
function placed(node: unknown, place: { readonly at: Position; readonly end: number }): unknown {
  if (Array.isArray(node)) return node.map((child) => placed(child, place));
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.entries(node).map(([name, child]): [string, unknown] => {
    if (name === 'at') return [name, place.at];
    return [name, name === 'end' ? place.end : placed(child, place)];
  });
  return Object.fromEntries(copy);
}
