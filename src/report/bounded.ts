/** A report whose texts are of a length that people read: a name of megabytes costs no renderer more than any other. */
import { createHash } from 'node:crypto';
import type { Report } from './report.js';

/** UTF-16 units. Renderers show less of a text than this. */
const LONGEST = 8192;

/**
 * The same report, each text that is longer cut there. A digest of the whole stands at the cut, so that what was different stays different.
 * The JSON report is not made of this one: it holds everything.
 */
export function bounded(report: Report): Report {
  return hasLong(report) ? (cutAll(report, new Map()) as Report) : report;
}

function hasLong(value: unknown): boolean {
  if (typeof value === 'string') return value.length > LONGEST;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasLong);
  return Object.entries(value).some(([key, each]) => key.length > LONGEST || hasLong(each));
}

/** @param known texts that were cut before: one name stands in many findings */
function cutAll(value: unknown, known: Map<string, string>): unknown {
  if (typeof value === 'string') return cutText(value, known);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => cutAll(each, known));
  // fromEntries makes an own property of any name, `__proto__` too.
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [cutText(key, known), cutAll(each, known)] as const),
  );
}

function cutText(text: string, known: Map<string, string>): string {
  if (text.length <= LONGEST) return text;
  const before = known.get(text);
  if (before !== undefined) return before;
  const digest = createHash('sha256').update(text, 'utf16le').digest('hex').slice(0, 16);
  const short = `${text.slice(0, LONGEST - 20).replace(/[\ud800-\udbff]$/, '')}… ${digest}`;
  known.set(text, short);
  return short;
}
