/** `regex`, `regexall` and `replace`, on expressions in RE2's syntax. */
import { msg } from '../../../../azure/message.js';
import { spend } from '../budget.js';
import { fail } from '../failure.js';
import { findMatch, type Match } from '../regex/match.js';
import { compile, type Program, RegexTooLarge } from '../regex/program.js';
import { RegexFault } from '../regex/syntax.js';
import type { Budget, TfType, TfValue } from '../types.js';
import { objectType, typeOf } from '../types-of.js';
import { objectOf, tupleOf, undecided } from '../values.js';
import { define, type Entry, listOf, text } from './function.js';
import { replaceAll } from './strings.js';

function compiled(source: string): Program {
  try {
    return compile(source);
  } catch (error) {
    if (error instanceof RegexFault) return fail(msg`this is no regular expression that Terraform reads`);
    if (error instanceof RegexTooLarge) return undecided(msg`this regular expression is too large`);
    throw error;
  }
}

/** The code points of a text, and the text between two of them. */
function pointsOf(value: string): {
  readonly codes: readonly number[];
  readonly between: (from: number, to: number) => string;
} {
  const letters = [...value];
  return {
    codes: letters.map((letter) => letter.codePointAt(0) ?? 0),
    between: (from, to) => letters.slice(from, to).join(''),
  };
}

/** All matches from left to right, none over another, and no empty one right behind another. */
function* matchesIn(program: Program, codes: readonly number[], budget: Budget): Generator<Match> {
  const pay = (steps: number) => spend(budget, 'steps', steps);
  let start = 0;
  let lastEnd = -1;
  while (start <= codes.length) {
    spend(budget, 'steps', program.instructions.length);
    const match = findMatch(program, codes, start, pay);
    if (match === null) return;
    const [begin = 0, end = 0] = match;
    if (end > begin || begin !== lastEnd) yield match;
    lastEnd = end;
    start = end > begin ? end : end + 1;
  }
}

type Between = (from: number, to: number) => string;

/** The whole match, its groups in order, or its groups by name. */
function captured({ groups }: Program, match: Match, between: Between): TfValue {
  const part = (index: number): TfValue => {
    const [from = -1, to = -1] = match.slice(2 * index, 2 * index + 2);
    return from < 0 ? null : between(from, to);
  };
  if (groups.length === 0) return part(0);
  if (groups.every((name) => name === null)) return tupleOf(groups.map((_, index) => part(index + 1)));
  const entries = groups.map((name, index): [string, TfValue] => [name ?? '', part(index + 1)]);
  return objectOf(new Map(entries));
}

function checkNames({ groups }: Program): void {
  const named = groups.filter((name) => name !== null).length;
  if (named > 0 && named < groups.length) fail(msg`either all groups of a regular expression have names, or none has`);
}

/** The type of each match, also where there is none. */
function typeOfMatches({ groups }: Program): TfType {
  if (groups.length === 0) return 'string';
  if (groups.every((name) => name === null)) return { kind: 'tuple', elements: groups.map(() => 'string') };
  return objectType(groups.map((name): [string, TfType] => [name ?? '', 'string']));
}

function first(source: string, value: string, budget: Budget): TfValue {
  const program = compiled(source);
  checkNames(program);
  const { codes, between } = pointsOf(value);
  for (const match of matchesIn(program, codes, budget)) return captured(program, match, between);
  return fail(msg`the regular expression does not match the text`);
}

function all(source: string, value: string, budget: Budget): TfValue {
  const program = compiled(source);
  checkNames(program);
  const { codes, between } = pointsOf(value);
  const found: TfValue[] = [];
  for (const match of matchesIn(program, codes, budget)) {
    spend(budget, 'items', program.groups.length + 1);
    found.push(captured(program, match, between));
  }
  const [sample] = found;
  return listOf(sample === undefined ? typeOfMatches(program) : typeOf(sample), found);
}

/** `$1`, `${1}`, `$name`, `$$`; a name is as long as it can be. */
const PLACEHOLDER = /\$(?:\$|(\w+)|\{(\w+)\})/g;

function replaceMatches(source: string, value: string, replacement: string, budget: Budget): string {
  const program = compiled(source);
  const { codes, between } = pointsOf(value);
  const groupOf = (name: string, match: Match): string => {
    const index = /^\d+$/.test(name) ? Number(name) : program.groups.lastIndexOf(name) + 1 || -1;
    const [from = -1, to = -1] = index < 0 ? [] : match.slice(2 * index, 2 * index + 2);
    return from < 0 ? '' : between(from, to);
  };
  const parts: string[] = [];
  let position = 0;
  for (const match of matchesIn(program, codes, budget)) {
    const [begin = 0, end = 0] = match;
    const inserted = replacement.replace(PLACEHOLDER, (placeholder, plain?: string, braced?: string) =>
      placeholder === '$$' ? '$' : groupOf(plain ?? braced ?? '', match),
    );
    spend(budget, 'text', inserted.length + replacement.length);
    parts.push(between(position, begin), inserted);
    position = end;
  }
  parts.push(between(position, codes.length));
  return parts.join('');
}

/** A text between slashes is a regular expression. */
function replace([value, wanted, replacement]: readonly TfValue[], budget: Budget): string {
  const search = text(wanted);
  return search.length > 1 && search.startsWith('/') && search.endsWith('/')
    ? replaceMatches(search.slice(1, -1), text(value), text(replacement), budget)
    : replaceAll(text(value), search, text(replacement), budget);
}

export const REGULAR_EXPRESSIONS: readonly Entry[] = [
  define('regex', ['string', 'string'], ([source, value], { budget }) => first(text(source), text(value), budget)),
  define('regexall', ['string', 'string'], ([source, value], { budget }) => all(text(source), text(value), budget)),
  define('replace', ['string', 'string', 'string'], (args, { budget }) => replace(args, budget)),
];
