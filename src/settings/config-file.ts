/** The configuration file: YAML in, what it sets out, every mistake with its line and column. */
import { readFile, stat } from 'node:fs/promises';
import type { CST, LineCounter, Node, Pair, YAMLMap } from 'yaml';
import { errorCode } from '../azure/error-code.js';
import type { Additions } from '../requirements/additions.js';
import type { Waiver } from '../requirements/waiver.js';
import { editionMistake } from './edition-mistake.js';
import type { Given, GivenSettings } from './parse.js';
import { ConfigurationError } from './settings.js';
import { suggestion } from './suggestion.js';
import { isSettingName, SETTINGS, type SettingName } from './table.js';
import { readWaivers } from './waivers.js';

const LARGEST_FILE = 1024 * 1024;
const DEEPEST = 32;

/** Not settings by themselves: rows that extend the chosen edition, and exceptions from it. Read where they are understood. */
const REQUIREMENTS = 'requirements';
const WAIVERS = 'waivers';
const READ_ELSEWHERE: readonly string[] = [REQUIREMENTS, WAIVERS];

/** What a configuration file sets. */
export interface ConfigFile {
  readonly given: GivenSettings;
  readonly requirements: Additions | null;
  readonly waivers: readonly Waiver[];
}

const KEYS: readonly string[] = [
  ...SETTINGS.map((spec) => spec.name).filter((name) => name !== 'config'),
  ...READ_ELSEWHERE,
];

/**
 * Reads a configuration file.
 * @param path where it is
 * @param name what messages call it
 * @returns `null` where there is no such file
 * @throws {ConfigurationError} it cannot be read or is wrong
 */
export async function readConfigFile(path: string, name: string): Promise<ConfigFile | null> {
  let content: string;
  try {
    const info = await stat(path);
    if (!info.isFile()) throw new ConfigurationError('is not a file; name the YAML file itself', { file: name });
    if (info.size > LARGEST_FILE) throw tooLarge(name);
    content = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new ConfigurationError(`cannot be read (${code}); check its permissions`, { file: name });
  }
  const given = await parseConfigFile(content, name);
  const requirements = await readRequirements(content, name);
  return { given, requirements, waivers: await readWaivers(content, name) };
}

/**
 * Reads the requirements of one's own in a configuration file; `null` where it has none.
 * @throws {ConfigurationError} with line and column, and the id of the row
 */
export async function readRequirements(content: string, name: string): Promise<Additions | null> {
  // The key may be written with escapes.
  if (!/requirements|\\/.test(content)) return null;
  const { parseAdditions } = await import('../requirements/additions.js');
  const found = await parseAdditions(content, name);
  if (found === null || !('errors' in found)) return found;
  throw editionMistake(found.errors);
}

/**
 * Reads the text of a configuration file: a mapping of setting names to a value or a list of values. Requirements are read by
 * {@link readRequirements} and {@link readWaivers}.
 * @throws {ConfigurationError} with line and column
 */
export async function parseConfigFile(content: string, name: string): Promise<GivenSettings> {
  if (content.length > LARGEST_FILE) throw tooLarge(name);
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  // Composing recurses, and an engine whose stack runs out may end the process: depth is looked at before, without recursion.
  if (depthOf(new yaml.Parser().parse(content)) > DEEPEST)
    throw new ConfigurationError('is nested more deeply than a configuration is', { file: name });
  const document = yaml.parseDocument(content, {
    lineCounter: lines,
    prettyErrors: false,
    // The library compares every key with every other; repeated keys are found below.
    uniqueKeys: false,
  });
  const place = (offset: number | undefined): ConfigurationError['place'] => placeAt(name, lines, offset);

  const [error] = document.errors;
  if (error !== undefined)
    throw new ConfigurationError(`is not YAML: ${(error.message.split('\n')[0] ?? '').trim()}`, place(error.pos[0]));
  const top = document.contents;
  if (top === null || (yaml.isScalar(top) && top.value === null)) return new Map();
  if (!yaml.isMap(top))
    throw new ConfigurationError('has to be a mapping such as `region: westeurope`', place(offsetOf(top)));

  const given = new Map<SettingName, Given>();
  const seen = new Set<SettingName>();
  const elsewhere = new Set<string>();
  for (const pair of (top as YAMLMap<Node, Node | null>).items) {
    const name = yaml.isScalar(pair.key) ? String(pair.key.value) : '';
    if (READ_ELSEWHERE.includes(name)) {
      if (elsewhere.has(name)) throw new ConfigurationError(`${name} is set twice`, place(offsetOf(pair.key)));
      elsewhere.add(name);
      continue;
    }
    const key = settingOf(pair, name, place);
    if (seen.has(key)) throw new ConfigurationError(`${key} is set twice`, place(offsetOf(pair.key)));
    seen.add(key);
    const texts = textsOf(pair.value, key);
    if (texts.length > 0) given.set(key, { texts, place: place(offsetOf(pair.value) ?? offsetOf(pair.key)) });
  }
  return given;

  function resolved(value: Node | null): Node | null {
    if (!yaml.isAlias(value)) return value;
    const target = value.resolve(document);
    if (target === undefined)
      throw new ConfigurationError('there is no anchor of this name above', place(offsetOf(value)));
    return target;
  }

  function textsOf(value: Node | null, key: SettingName): readonly string[] {
    const node = resolved(value);
    if (yaml.isSeq(node)) return node.items.flatMap((item) => scalarText(item as Node | null, key));
    return scalarText(node, key);
  }

  function scalarText(value: Node | null, key: SettingName): readonly string[] {
    const node = resolved(value);
    if (node === null || (yaml.isScalar(node) && node.value === null)) return [];
    if (yaml.isScalar(node)) {
      // The text as written: an edition 2021-11 or a key 007 is no number here.
      return [typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))];
    }
    throw new ConfigurationError(`${key} takes a value or a list of values`, place(offsetOf(value)));
  }
}

function settingOf(
  pair: Pair<Node, Node | null>,
  key: string,
  place: (offset: number | undefined) => ConfigurationError['place'],
): SettingName {
  const here = place(offsetOf(pair.key));
  if (key === 'config') throw new ConfigurationError('config cannot be set in the configuration file itself', here);
  if (key === 'github-token')
    throw new ConfigurationError('a token does not belong into a file; use the input github-token', here);
  if (isSettingName(key)) return key;
  const shown = key.length > 80 ? `${key.slice(0, 80)}…` : key;
  const hint = suggestion(key, KEYS);
  throw new ConfigurationError(
    `there is no setting ${JSON.stringify(shown)}${hint === '' ? `; the settings are ${KEYS.join(', ')}` : hint}`,
    here,
  );
}

function depthOf(tokens: Iterable<CST.Token>): number {
  let deepest = 0;
  const open: { readonly token: CST.Token; readonly depth: number }[] = [];
  for (const token of tokens) {
    open.push({ token, depth: 0 });
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const depth = next.depth + 1;
      deepest = Math.max(deepest, depth);
      const value = 'value' in next.token ? next.token.value : undefined;
      if (typeof value === 'object') open.push({ token: value, depth });
      for (const item of 'items' in next.token ? next.token.items : []) {
        if (item.key) open.push({ token: item.key, depth });
        if (item.value) open.push({ token: item.value, depth });
      }
    }
  }
  return deepest;
}

function offsetOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0];
}

function placeAt(file: string, lines: LineCounter, offset: number | undefined): ConfigurationError['place'] {
  if (offset === undefined) return { file };
  const { line, col } = lines.linePos(offset);
  return line > 0 ? { file, line, column: col } : { file };
}

function tooLarge(name: string): ConfigurationError {
  return new ConfigurationError('is larger than 1 MiB, which no configuration is', { file: name });
}
