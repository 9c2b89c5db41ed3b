/** Nested blocks that a file writes as a list of objects (`security_rule = [...]`): one more object, with every argument, as Terraform wants it there. */
import { block } from '../remedy/languages/terraform-syntax.js';
import type { Block, Expression } from '../sources/terraform/hcl/ast.js';
import { type Insertion, indented, indentOfLine, newlineOf } from './insertions.js';

/** All arguments of the blocks that may be written so. */
const ARGUMENTS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'security_rule',
    [
      'name',
      'description',
      'priority',
      'direction',
      'access',
      'protocol',
      'source_port_range',
      'source_port_ranges',
      'destination_port_range',
      'destination_port_ranges',
      'source_address_prefix',
      'source_address_prefixes',
      'destination_address_prefix',
      'destination_address_prefixes',
      'source_application_security_group_ids',
      'destination_application_security_group_ids',
    ],
  ],
  ['route', ['name', 'address_prefix', 'next_hop_type', 'next_hop_in_ip_address']],
]);

/** The lines of a block as those of an object; `null` for a type that is never written so. */
export function objectLines(written: Block, text: string): readonly string[] | null {
  const names = ARGUMENTS.get(written.type);
  if (names === undefined) return null;
  const values = names.map((name): readonly [string, string] => {
    const expression = written.body.attributes.get(name)?.expression;
    return [name, expression === undefined ? 'null' : text.slice(expression.at.offset, expression.end)];
  });
  const lines = block('', values).map((line) => (line === ' {' ? '{' : line));
  return [...lines.slice(0, -1), '},'];
}

/** New objects at the beginning of a list, where no comma of its own has to be looked for; `null` where the expression is no list. */
export function insertIntoList(
  text: string,
  expression: Expression,
  objects: readonly (readonly string[])[],
): Insertion | null {
  if (expression.kind !== 'tuple') return null;
  const newline = newlineOf(text);
  const base = indentOfLine(text, expression.at.offset);
  const unit = base.startsWith('\t') ? '\t' : '  ';
  const lines = objects.flatMap((object) => indented(object, `${base}${unit}`, unit));
  const at = expression.at.offset + 1;
  const inner = text.slice(at, expression.end - 1);
  const isEmpty = inner.trim() === '';
  const tail = isEmpty ? `${newline}${base}` : '';
  return { at, ...(isEmpty ? { cut: inner.length } : {}), text: `${newline}${lines.join(newline)}${tail}` };
}
