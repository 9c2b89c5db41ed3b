/** Sets: each element once, in Terraform's order. */
import { formatNumber } from './numbers.js';
import type { TfSensitive, TfSet, TfType, TfValue } from './types.js';
import {
  compareText,
  hasUnknown,
  isMapping,
  isSequence,
  isUnknownValue,
  sortedNames,
  summaryOf,
  unmarkDeep,
} from './values.js';

/**
 * What go-cty hashes a value by: equal values have equal keys, and elements that have no order of their own are sorted by it.
 * Nothing open or sensitive may be inside.
 */
export function keyOf(value: TfValue): string {
  if (value === null) return '~';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return formatNumber(value) ?? `about ${value}`;
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  if (isSequence(value)) {
    const [open, close] = value.kind === 'tuple' ? ['<', '>'] : ['[', ']'];
    return `${open}${value.items.map((item) => `${keyOf(item)};`).join('')}${close}`;
  }
  if (isMapping(value)) {
    const names = sortedNames(value);
    const child = (name: string) => keyOf(value.entries.get(name) ?? null);
    return value.kind === 'object'
      ? `<${names.map((name) => `${child(name)};`).join('')}>`
      : `{${names.map((name) => `${JSON.stringify(name)}:${child(name)};`).join('')}}`;
  }
  return '?';
}

/** A set of values of one type. Marks inside become one on the set. Elements with something open in them are all kept. */
export function setOf(items: readonly TfValue[], element: TfType): TfSet | TfSensitive {
  const sensitive = items.some((item) => summaryOf(item).sensitive);
  const byKey = new Map<string, TfValue>();
  const open: TfValue[] = [];
  for (const marked of items) {
    const item = sensitive ? unmarkDeep(marked) : marked;
    if (hasUnknown(item)) {
      if (!(isUnknownValue(item) && open.includes(item))) open.push(item);
    } else {
      const key = keyOf(item);
      if (!byKey.has(key)) byKey.set(key, item);
    }
  }
  const sorted = [...byKey].sort(compareElements).map(([, item]) => item);
  const set: TfSet = { kind: 'set', element, items: [...sorted, ...open] };
  return sensitive ? { kind: 'sensitive', value: set } : set;
}

function compareElements(
  [leftKey, left]: readonly [string, TfValue],
  [rightKey, right]: readonly [string, TfValue],
): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  return compareText(leftKey, rightKey);
}

/** Whether the number of a set's elements is open: one that is not known may be the same as another. */
export const sizeIsOpen = (set: TfSet): boolean => set.items.length > 1 && hasUnknown(set);
