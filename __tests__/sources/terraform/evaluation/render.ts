/** Values as Terraform's console prints them, so that both can be compared letter by letter. */
import { formatNumber } from '../../../../src/sources/terraform/evaluation/numbers.js';
import type { TfValue } from '../../../../src/sources/terraform/evaluation/types.js';
import { isMapping, isSequence, settleDeep, sortedNames } from '../../../../src/sources/terraform/evaluation/values.js';
import { said } from '../../../messages.js';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\u200d', '\\u200d'],
]);

export const quote = (text: string): string =>
  `"${text.replace(/[\n\r\t"\\\u200d]/g, (letter) => ESCAPES.get(letter) ?? letter)}"`;

/** On one line: what the console puts on several lines is brought onto one by {@link oneLine}. */
export function render(value: TfValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return formatNumber(value) ?? 'about a number';
  if (typeof value === 'string') return quote(value);
  if (value.kind === 'unknown') return `unknown: ${said(value.reason)}`;
  if (value.kind === 'failure') return 'error';
  if (value.kind === 'sensitive') return '(sensitive value)';
  if (value.kind === 'deferred') return render(settleDeep(value));
  if (isSequence(value)) {
    const inner = `[${value.items.map((item) => `${render(item)},`).join(' ')}]`;
    return value.kind === 'tuple' ? inner : `to${value.kind}(${inner})`;
  }
  if (isMapping(value)) {
    const inner = `{${sortedNames(value)
      .map((name) => `${quote(name)} = ${render(value.entries.get(name) ?? null)}`)
      .join(' ')}}`;
    return value.kind === 'map' ? `tomap(${inner})` : inner;
  }
  return 'a value of no kind';
}
