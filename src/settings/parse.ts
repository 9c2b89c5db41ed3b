/** From what was written, by whatever door it came in, to validated settings: no bad value becomes a default. */
import { findRegion, nearestRegion } from '../azure/regions.js';
import type { Cloud } from '../requirements/requirement.js';
import { ConfigurationError, type FailOn, type Language, type Settings } from './settings.js';
import { suggestion } from './suggestion.js';
import { SETTINGS, type SettingName, type SettingSpec } from './table.js';

/** What one door was given for one setting: the texts as written, and where, if in a file. */
export interface Given {
  readonly texts: readonly string[];
  readonly place: ConfigurationError['place'];
  /** The texts of a list are its items as they are: a file name may hold line breaks and begin with a blank. */
  readonly verbatim?: boolean;
}

export type GivenSettings = ReadonlyMap<SettingName, Given>;

const LONGEST_VALUE = 4096;
const MOST_ITEMS = 10_000;

/** The inputs of the action that are set. An empty input counts as not set, as everywhere in GitHub Actions. */
export function givenInputs(getInput: (name: string) => string): GivenSettings {
  const given = new Map<SettingName, Given>();
  for (const { name } of SETTINGS) {
    const text = getInput(name);
    if (text.trim() !== '') given.set(name, { texts: [text], place: null });
  }
  return given;
}

/** Both together; what `first` sets wins as a whole, lists are not joined. */
export function merge(first: GivenSettings, second: GivenSettings): GivenSettings {
  return new Map([...second, ...first]);
}

/**
 * Validates all settings.
 * @throws {ConfigurationError} for the first bad value, naming the setting, what is allowed, and what was probably meant
 */
export function parseSettings(given: GivenSettings): Settings {
  const region = readRegion(given);
  const cloud = choice<'auto' | Cloud>(given, 'cloud');
  if (region !== null && cloud !== 'auto' && region.cloud !== cloud)
    throw mistake(
      given,
      'cloud',
      `cloud is ${cloud}, but region ${region.name} is in the cloud ${region.cloud}; leave one of them out`,
    );
  const hbi = choice<'auto' | 'true' | 'false'>(given, 'hbi');
  return {
    files: list(given, 'files'),
    contextFiles: list(given, 'context-files'),
    parameters: list(given, 'parameters'),
    ...(choice<'true' | 'false'>(given, 'bicep-restore') === 'true' ? { bicepRestore: true } : {}),
    region: region?.name ?? null,
    hbi: hbi === 'auto' ? 'auto' : hbi === 'true',
    cloud,
    edition: text(given, 'edition') ?? 'latest',
    features: unique(list(given, 'features').map((name) => name.toLowerCase())).filter((name) => name !== 'auto'),
    scope: list(given, 'scope'),
    serviceTags: text(given, 'service-tags'),
    failOn: choice<FailOn>(given, 'fail-on'),
    baseline: text(given, 'baseline'),
    comment: choice<Settings['comment']>(given, 'comment'),
    commentKey: text(given, 'comment-key') ?? '',
    annotations: choice<'true' | 'false'>(given, 'annotations') === 'true',
    mode: choice<Settings['mode']>(given, 'mode'),
    reports: list(given, 'report'),
    language: choice<Language>(given, 'language'),
    reportFile: text(given, 'report-file'),
    sarifFile: text(given, 'sarif-file'),
    htmlFile: text(given, 'html-file'),
  };
}

/** The one value of a text setting, or `null` where it is not set. */
export function text(given: GivenSettings, name: SettingName): string | null {
  const texts = given.get(name)?.texts;
  // A flag that is given twice: the last one counts, so that a script can add to a command it was given.
  const value = texts?.[texts.length - 1]?.trim() ?? '';
  if (value === '') return null;
  if (/[\r\n]/.test(value)) throw mistake(given, name, `${name} takes one value, not several lines`);
  return checked(given, name, value);
}

function list(given: GivenSettings, name: SettingName): readonly string[] {
  const separator = specOf(name).kind === 'names' ? /[\r\n,]+/ : /[\r\n]+/;
  const { texts = [], verbatim = false } = given.get(name) ?? {};
  const items = verbatim ? texts : texts.flatMap((value) => value.split(separator)).map((item) => item.trim());
  const kept = unique(items.filter((item) => item !== ''));
  if (kept.length > MOST_ITEMS) throw mistake(given, name, `${name} has more than ${MOST_ITEMS} items`);
  return kept.map((item) => checked(given, name, item));
}

/** The table holds the default of every choice, so a choice always has a value. */
function choice<T extends string>(given: GivenSettings, name: SettingName): T {
  const spec = specOf(name);
  const value = text(given, name) ?? spec.byDefault;
  const found = spec.values?.find((allowed) => allowed === value.toLowerCase());
  if (found !== undefined) return found as T;
  throw mistake(
    given,
    name,
    `${name} ${short(value)} is not one of ${(spec.values ?? []).join(', ')}${suggestion(value, spec.values ?? [])}`,
  );
}

function readRegion(given: GivenSettings): ReturnType<typeof findRegion> {
  const written = text(given, 'region');
  if (written === null) return null;
  const region = findRegion(written);
  if (region !== null) return region;
  const near = nearestRegion(written);
  const hint = near === null ? '; `az account list-locations` lists them' : `; did you mean ${near}?`;
  throw mistake(given, 'region', `region ${short(written)} is not an Azure region${hint}`);
}

function checked(given: GivenSettings, name: SettingName, value: string): string {
  if (value.includes('\0')) throw mistake(given, name, `${name} holds a NUL character`);
  if (value.length > LONGEST_VALUE)
    throw mistake(given, name, `${name} has a value of ${value.length} characters; at most ${LONGEST_VALUE} are read`);
  return value;
}

function mistake(given: GivenSettings, name: SettingName, message: string): ConfigurationError {
  return new ConfigurationError(message, given.get(name)?.place ?? null);
}

function specOf(name: SettingName): SettingSpec {
  const spec = SETTINGS.find((candidate) => candidate.name === name);
  if (spec === undefined) throw new Error(`no setting ${name}`);
  return spec;
}

function unique(items: readonly string[]): readonly string[] {
  return [...new Set(items)];
}

function short(value: string): string {
  return value.length > 80 ? `${value.slice(0, 80)}…` : value;
}
