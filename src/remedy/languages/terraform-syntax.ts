/** Blocks, lists and strings of Terraform's language, formatted as `terraform fmt` does. */

/** Attributes with their equals signs in one column, as `terraform fmt` sets them. */
export function block(type: string, attributes: readonly (readonly [string, string])[]): readonly string[] {
  const widths = columnWidths(attributes);
  const lines = attributes.flatMap(([name, value], i) =>
    `${name.padEnd(widths[i] ?? 0)} = ${value}`.split('\n').map((line) => (line === '' ? '' : `  ${line}`)),
  );
  return [`${type} {`, ...lines, '}'];
}

/** A value of several lines ends a column: it is not aligned, and what follows it is aligned by itself. */
function columnWidths(attributes: readonly (readonly [string, string])[]): readonly number[] {
  const widths: number[] = [];
  for (let from = 0; from < attributes.length; ) {
    const next = attributes.findIndex(([, value], i) => i >= from && value.includes('\n'));
    const to = next < 0 ? attributes.length : next;
    const width = Math.max(0, ...attributes.slice(from, to).map(([name]) => name.length));
    for (let i = from; i < to; i++) widths[i] = width;
    if (next >= 0) widths[next] = 0;
    from = to + 1;
  }
  return widths;
}

/** Longer lists get a line for each item. */
const LONGEST_LIST = 80;

export function list(items: readonly string[]): string {
  const line = `[${items.map(text).join(', ')}]`;
  if (line.length <= LONGEST_LIST || items.length < 2) return line;
  return ['[', ...items.map((item) => `  ${text(item)},`), ']'].join('\n');
}

/** A quoted string: template markers are no templates. */
export function text(value: string): string {
  const escaped = value
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/[\r\n]+/g, ' ');
  return `"${escaped.replace(/\$\{/g, '$$${').replace(/%\{/g, '%%{')}"`;
}
