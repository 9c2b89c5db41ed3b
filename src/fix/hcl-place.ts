/** Places for new blocks in a `.tf` file: inside of a block, beside its kind, or behind a block. */
import type { Attribute, Block, Body, Node } from '../sources/terraform/hcl/ast.js';
import { literalString } from '../sources/terraform/hcl/literals.js';
import { endOfLine, type Insertion, indentBefore, indented, indentOfLine, lineStart, newlineOf } from './insertions.js';

/** The block that begins on a line; `null` where none of these labels does. */
export function blockAt(body: Body, line: number, type: string, labels: readonly string[]): Block | null {
  const found = body.blocks.find((block) => block.at.line === line);
  const isIt = found?.type === type && found.labels.length === labels.length;
  return isIt && found.labels.every((label, i) => label === labels[i]) ? found : null;
}

/** The only block of a type in another that has literally this name; `null` where there is none, or several. */
export function nestedBlock(block: Block, type: string, name: string): Block | null {
  const named = block.body.blocks.filter((nested) => nested.type === type && nameOf(nested) === name);
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** What a block sets as its `name`, where that is a literal. */
export function nameOf(block: Block): string | null {
  const name = block.body.attributes.get('name');
  return name === undefined ? null : literalString(name.expression);
}

/**
 * New blocks inside of a block: behind the last of their type, else behind everything in it.
 * @param type of the new blocks, which are lists of lines
 */
export function insertInside(
  text: string,
  block: Block,
  type: string,
  blocks: readonly (readonly string[])[],
): Insertion {
  const newline = newlineOf(text);
  const base = indentOfLine(text, block.at.offset);
  const { indent, unit } = indentInside(text, block, base);
  const lines = blocks.map((one) => indented(one, indent, unit).join(newline));
  const open = block.body.at.offset + 1;
  const close = block.body.end - 1;
  const inner = text.slice(open, close);
  if (!inner.includes('\n')) {
    const kept = inner.trim() === '' ? [] : [`${indent}${inner.trim()}`];
    const content = [...kept, ...lines].join(`${newline}${newline}`);
    return { at: open, cut: inner.length, text: `${newline}${content}${newline}${base}` };
  }
  const kin = block.body.blocks.filter((nested) => typeMade(nested) === type);
  const last = kin.at(-1) ?? lastItem(block.body);
  const gap = isDense(text, kin) ? newline : `${newline}${newline}`;
  if (last !== undefined) {
    return { at: endOfLine(text, endOf(text, last)), text: lines.map((one) => `${gap}${one}`).join('') };
  }
  const start = lineStart(text, close);
  return indentBefore(text, close) === null
    ? { at: close, text: `${newline}${lines.join(gap)}${newline}${base}` }
    : { at: start, text: `${lines.join(gap)}${newline}` };
}

/** New blocks behind a block that stands in the file itself. */
export function insertBehind(text: string, block: Block, blocks: readonly (readonly string[])[]): Insertion {
  const newline = newlineOf(text);
  return {
    at: endOfLine(text, block.end),
    text: blocks.map((lines) => `${newline}${newline}${lines.join(newline)}`).join(''),
  };
}

/** For a `dynamic` block the type of those that it makes. */
export function typeMade({ type, labels }: Block): string {
  return type === 'dynamic' ? (labels[0] ?? '') : type;
}

function indentInside(text: string, block: Block, base: string): { readonly indent: string; readonly unit: string } {
  const items: readonly Node[] = [...block.body.attributes.values(), ...block.body.blocks];
  const indents = items.map((item) => indentBefore(text, item.at.offset));
  const own = indents.find((indent) => indent?.startsWith(base) === true && indent.length > base.length);
  const unit = own?.slice(base.length) ?? (base.startsWith('\t') ? '\t' : '  ');
  return { indent: `${base}${unit}`, unit };
}

function lastItem({ attributes, blocks }: Body): Node | undefined {
  const items: readonly (Attribute | Block)[] = [...attributes.values(), ...blocks];
  return items.reduce<Node | undefined>(
    (last, item) => (last === undefined || item.end > last.end ? item : last),
    undefined,
  );
}

/** A heredoc ends behind its last line. */
function endOf(text: string, { end }: Node): number {
  if (text[end - 1] !== '\n') return end;
  return text[end - 2] === '\r' ? end - 2 : end - 1;
}

/** Whether blocks of this kind stand line to line here. */
function isDense(text: string, kin: readonly Block[]): boolean {
  const [one, other] = kin.slice(-2);
  if (one === undefined || other === undefined) return false;
  return !/\n[ \t]*\r?\n/.test(text.slice(one.end, other.at.offset));
}
