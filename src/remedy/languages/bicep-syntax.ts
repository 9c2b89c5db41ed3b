/** Values of Bicep's language, as people indent them. */

/** What Bicep writes as an object, an array, a string, a number, or an expression as it is. */
export type BicepValue =
  | string
  | number
  | readonly BicepValue[]
  | { readonly [name: string]: BicepValue }
  | { readonly expression: string };

/** @param depth how far the line that it begins on is indented, in steps of two */
export function writeBicep(value: BicepValue, depth: number): string {
  const pad = '  '.repeat(depth + 1);
  const end = `\n${'  '.repeat(depth)}`;
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return String(value);
  if (isList(value))
    return value.length === 0
      ? '[]'
      : `[${value.map((item) => `\n${pad}${writeBicep(item, depth + 1)}`).join('')}${end}]`;
  if (isExpression(value)) return value.expression;
  return `{${Object.entries(value)
    .map(([name, item]) => `\n${pad}${name}: ${writeBicep(item, depth + 1)}`)
    .join('')}${end}}`;
}

function isList(value: BicepValue): value is readonly BicepValue[] {
  return Array.isArray(value);
}

function isExpression(value: BicepValue): value is { readonly expression: string } {
  return typeof value === 'object' && 'expression' in value && typeof value.expression === 'string';
}

function text(value: string): string {
  const escaped = value
    .replace(/\\/g, '\\\\')
    .replace(/'/g, "\\'")
    .replace(/[\r\n]+/g, ' ');
  return `'${escaped.replace(/\$\{/g, '\\${')}'`;
}
