/** Reading and writing YAML as Terraform does. */
import { parseDocument, type ScalarTag, type Tags } from 'yaml';
import { msg } from '../../../../azure/message.js';
import { MAXIMUM_VALUE_DEPTH, spend } from '../budget.js';
import { fail } from '../failure.js';
import { jsonString } from '../json.js';
import { formatNumber } from '../numbers.js';
import { fromPlain } from '../plain.js';
import type { Budget, TfValue } from '../types.js';
import { isMapping, isSequence, sortedNames, tooPrecise, undecided } from '../values.js';

/** What is nested deeper is not read: the library would use up the stack. */
function isTooDeep(source: string): boolean {
  let depth = 0;
  for (const letter of source) {
    if (letter === '[' || letter === '{') depth += 1;
    if (depth > MAXIMUM_VALUE_DEPTH) return true;
  }
  return /^(?:\s*[-?:] ?){100}/m.test(source.slice(0, 1_000_000)) || /^ {400}/m.test(source);
}

/** The library takes its time with very long texts. */
const MAXIMUM_LENGTH = 2_000_000;

const YES = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const NO = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const DATE = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(Z|[+-]\d{2}:\d{2}))?$/;

/** Words that Terraform's reader takes for truth, and days and times, which it makes whole; the rest is YAML 1.2. */
const TAGS: ScalarTag[] = [
  { tag: 'tag:yaml.org,2002:bool', default: true, test: YES, resolve: () => true },
  { tag: 'tag:yaml.org,2002:bool', default: true, test: NO, resolve: () => false },
  {
    tag: 'tag:yaml.org,2002:timestamp',
    default: true,
    test: DATE,
    resolve(source) {
      const [, day = '', time = '00:00:00', zone = 'Z'] = DATE.exec(source) ?? [];
      return `${day}T${time}${/^[+-]00:00$/.test(zone) ? 'Z' : zone}`;
    },
  },
];

const OPTIONS = {
  version: '1.2',
  merge: true,
  logLevel: 'error',
  uniqueKeys: false,
  customTags: (tags: Tags): Tags => [...TAGS, ...tags],
} as const;

/** @throws EvaluationFailure, Undecided */
export function readYaml(source: string): TfValue {
  if (source.length > MAXIMUM_LENGTH || isTooDeep(source)) return undecided(msg`this YAML is too large to be read`);
  try {
    const document = parseDocument(source, OPTIONS);
    if (document.contents === null && document.errors.length === 0) return fail(msg`this YAML is empty`);
    if (document.errors.length > 0) return fail(msg`this text is no YAML`);
    if (document.warnings.length > 0) return undecided(msg`this YAML has tags that are not read here`);
    return fromPlain(document.toJS({ maxAliasCount: 1000, mapAsMap: true }));
  } catch (error) {
    if (error instanceof Error && error.name === 'ReferenceError')
      return fail(msg`this YAML refers to itself too often`);
    // The library's own recursion, where nesting is not seen from the outside.
    if (error instanceof RangeError) return undecided(msg`this YAML is too large to be read`);
    throw error;
  }
}

/** @throws Undecided */
export function writeYaml(value: TfValue, budget: Budget): string {
  const plain = value === null || typeof value === 'boolean' || typeof value === 'number';
  // A document that is a bare word is closed by dots.
  return `${write(value, 0, budget)}\n${plain ? '...\n' : ''}`;
}

function write(value: TfValue, level: number, budget: Budget): string {
  const indent = '  '.repeat(level);
  spend(budget, 'text', indent.length);
  if (isSequence(value)) {
    if (value.items.length === 0) return '[]';
    return value.items.map((item) => `${indent}- ${write(item, level + 1, budget).trimStart()}`).join('\n');
  }
  if (isMapping(value)) {
    if (value.entries.size === 0) return '{}';
    const member = (name: string): string => {
      const inner = value.entries.get(name) ?? null;
      const nested = (isSequence(inner) && inner.items.length > 0) || (isMapping(inner) && inner.entries.size > 0);
      const written = write(inner, isMapping(inner) ? level + 1 : level, budget);
      return `${indent}${jsonString(name)}:${nested ? '\n' : ' '}${written}`;
    };
    return sortedNames(value).map(member).join('\n');
  }
  return writeScalar(value, level);
}

function writeScalar(value: TfValue, level: number): string {
  if (typeof value === 'number') return formatNumber(value) ?? tooPrecise();
  if (typeof value !== 'string') return String(value);
  if (!value.includes('\n')) return jsonString(value);
  // What begins with a blank says how far it is moved in, and what ends with more or less than one line end says so too.
  const indicator = /^[ \n]/.test(value) ? '2' : '';
  const ending = !value.endsWith('\n') ? '-' : value.endsWith('\n\n') || value === '\n' ? '+' : '';
  const indent = '  '.repeat(Math.max(level, 1));
  const lines = value.replace(/\n$/, '').split('\n');
  return `|${indicator}${ending}\n${lines.map((line) => (line === '' ? '' : `${indent}${line}`)).join('\n')}`;
}
