/** Blocks, lists and strings of Terraform's language, formatted as `terraform fmt` does. */

/** Attributes with their equals signs in one column, as `terraform fmt` sets them. */
export function block(type: string, attributes: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...attributes.map(([name]) => name.length));
  return [`${type} {`, ...attributes.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`), '}'];
}

export function list(items: readonly string[]): string {
  return `[${items.map(text).join(', ')}]`;
}

/** A quoted string: template markers are no templates. */
export function text(value: string): string {
  const escaped = value
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/[\r\n]+/g, ' ');
  return `"${escaped.replace(/\$\{/g, '$$${').replace(/%\{/g, '%%{')}"`;
}
