/** Reading tables of comma-separated values (RFC 4180), of which the first line names the columns. */
import { msg } from '../../../../azure/message.js';
import { spend } from '../budget.js';
import { fail } from '../failure.js';
import type { Budget, TfType, TfValue } from '../types.js';
import { objectType } from '../types-of.js';
import { objectOf } from '../values.js';
import { listOf } from './function.js';

const WRONG_QUOTE = msg`a quote in this table of comma-separated values is misplaced`;

/** @throws EvaluationFailure */
export function readCsv(source: string, budget: Budget): TfValue {
  const [header, ...rows] = readRows(source.replaceAll('\r\n', '\n'), budget);
  if (header === undefined) return fail(msg`a table of comma-separated values needs a line that names its columns`);
  if (new Set(header).size !== header.length) return fail(msg`two columns of the table have the same name`);
  const type: TfType = objectType(header.map((name): [string, TfType] => [name, 'string']));
  const objects = rows.map((row) => {
    if (row.length !== header.length) fail(msg`a line of the table has another number of columns than the first`);
    return objectOf(new Map(header.map((name, index) => [name, row[index] ?? ''])));
  });
  return listOf(type, objects);
}

function readRows(source: string, budget: Budget): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < source.length) {
    // Lines with nothing on them are passed over.
    if (source.charAt(at) === '\n') {
      at += 1;
      continue;
    }
    const row: string[] = [];
    for (;;) {
      const field = readField(source, at);
      row.push(field.value);
      spend(budget, 'items', 1);
      at = field.end + 1;
      if (source.charAt(field.end) !== ',') break;
    }
    rows.push(row);
  }
  return rows;
}

/** A field and the offset of the comma or line end behind it. */
function readField(source: string, start: number): { readonly value: string; readonly end: number } {
  if (source.charAt(start) === '"') return readQuoted(source, start);
  const pattern = /[^,\n]*/y;
  pattern.lastIndex = start;
  const value = pattern.exec(source)?.[0] ?? '';
  if (value.includes('"')) fail(WRONG_QUOTE);
  return { value, end: start + value.length };
}

function readQuoted(source: string, start: number): { readonly value: string; readonly end: number } {
  let value = '';
  let at = start + 1;
  for (;;) {
    const close = source.indexOf('"', at);
    if (close < 0) return fail(WRONG_QUOTE);
    value += source.slice(at, close);
    if (source.charAt(close + 1) !== '"') {
      const behind = source.charAt(close + 1);
      return behind === '' || behind === ',' || behind === '\n' ? { value, end: close + 1 } : fail(WRONG_QUOTE);
    }
    value += '"';
    at = close + 2;
  }
}
