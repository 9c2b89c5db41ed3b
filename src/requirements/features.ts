/** What a workspace is used for, and what a row may wait for: the names of features and conditions and what the input says of each. */
import { nearest } from '../azure/nearest.js';
import { isUnknown, type Value } from '../azure/value.js';
import type { Condition, Edition } from './edition.js';
import type { MatrixContext, ScopeFacts } from './facts.js';
import type { Level, Requirement } from './requirement.js';

/** `null`: the input does not tell. */
type Answer = boolean | null;

interface Feature {
  /** What becomes of the feature's rows where it is not named: recommended, asked where the input shows the thing, or not asked. */
  readonly unnamed: 'recommended' | 'detected' | 'off';
  /** Naming one of these names this one too. */
  readonly impliedBy?: readonly string[];
}

/** Features that have rows (CONTRACT, "Features"). */
const FEATURES: ReadonlyMap<string, Feature> = new Map<string, Feature>([
  ['python', { unnamed: 'recommended' }],
  ['pytorch', { unnamed: 'recommended' }],
  ['tensorflow', { unnamed: 'recommended' }],
  ['r', { unnamed: 'recommended' }],
  ['vscode', { unnamed: 'recommended' }],
  ['vscode-ports', { unnamed: 'off', impliedBy: ['vscode'] }],
  ['rstudio', { unnamed: 'off' }],
  ['automl', { unnamed: 'off' }],
  ['aks', { unnamed: 'detected', impliedBy: ['aks-public-api', 'aks-gpu', 'aks-extension'] }],
]);

/** When each condition holds. Naming a condition as a feature makes it hold, except `hbi`, which is an input of its own. */
const CONDITIONS: Readonly<Record<Condition, (context: MatrixContext, facts: ScopeFacts) => Answer>> = {
  hbi: ({ hbi }) => known(hbi),
  // Compute that says nothing has a public address; without compute nothing is known of it (CONTRACT, "No compute in the input").
  'compute-public-ip': (_, { hasCompute, publicIp }) =>
    !hasCompute || isUnknown(publicIp) ? null : publicIp !== false,
  'workspace-private-endpoint': (_, { workspacePrivateEndpoint }) => known(workspacePrivateEndpoint),
  'private-endpoint': (_, { privateEndpointInNetwork }) => known(privateEndpointInNetwork),
  // The way out of a managed network is the service's own (M1).
  'storage-firewall': (_, { kind, storageBehindFirewall }) =>
    kind === 'managed-network' ? false : known(storageBehindFirewall),
  // P3: only a private link scope takes the row away.
  'azure-monitor': (_, { monitorPrivateLink }) => negate(known(monitorPrivateLink)),
  // A cluster that says nothing has a public API server.
  'aks-public-api': (_, { kubernetes }) =>
    kubernetes === null || isUnknown(kubernetes.privateCluster) ? null : kubernetes.privateCluster !== true,
  'aks-gpu': (_, { kubernetes }) => kubernetes?.gpu ?? null,
  'aks-extension': (_, { kubernetes }) => kubernetes?.extension ?? null,
};

/** Other words for a feature that people use. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['kubernetes', 'aks'],
  ['private-endpoints', 'private-endpoint'],
]);

/** Names with a meaning of their own among the features: nothing beyond what is derived; turn the unnamed host rows off. */
const WORDS: readonly string[] = ['auto', 'none'];

/** All names that `features` takes, sorted; those that an edition's own rows use come with it. */
export function featureNames(edition?: Edition): readonly string[] {
  const conditions = Object.keys(CONDITIONS).filter((name) => name !== 'hbi');
  const own = edition?.rows.flatMap(({ feature }) => (feature === null ? [] : [feature])) ?? [];
  return [...new Set([...FEATURES.keys(), ...conditions, ...WORDS, ...own])].sort();
}

/**
 * The names among `names` that no feature has, each with the nearest real one.
 * @param edition a user's own edition may have features of its own
 */
export function unknownFeatures(
  names: readonly string[],
  edition?: Edition,
): readonly { readonly name: string; readonly nearest: string | null }[] {
  const real = new Set(featureNames(edition));
  return names
    .filter((name) => !real.has(canonical(name)))
    .map((name) => ({ name, nearest: nearest(canonical(name), real) }));
}

/** The features that a user names, with what they imply. */
export interface NamedFeatures {
  has(name: string): boolean;
  /** `none` is among them. */
  readonly onlyNamed: boolean;
}

/** Reads the user's names; any case, aliases included. */
export function namedFeatures(names: readonly string[]): NamedFeatures {
  const said = new Set(names.map(canonical));
  const implied = [...FEATURES].filter(([, { impliedBy }]) => impliedBy?.some((name) => said.has(name)));
  const all = new Set([...said, ...implied.map(([name]) => name)]);
  return { has: (name) => all.has(name), onlyNamed: said.has('none') };
}

/**
 * The level at which a feature's rows are asked, `null` where they are not (CONTRACT, "Features"). A feature that the tool does not know, of a
 * user's own edition, is asked only when named.
 */
export function featureLevel(feature: string | null, named: NamedFeatures, facts: ScopeFacts): Level | null {
  if (feature === null) return 'required';
  // M5: there is no Kubernetes in a managed network.
  if (feature === 'aks' && facts.kind === 'managed-network') return null;
  if (named.has(feature)) return 'required';
  const unnamed = FEATURES.get(feature)?.unnamed ?? 'off';
  if (unnamed === 'recommended') return named.onlyNamed ? null : 'recommended';
  return unnamed === 'detected' && facts.kubernetes !== null ? 'required' : null;
}

/** Whether a condition holds; `null` where the input does not tell. */
export function holds(condition: Condition, named: NamedFeatures, context: MatrixContext, facts: ScopeFacts): Answer {
  if (condition !== 'hbi' && named.has(condition)) return true;
  return CONDITIONS[condition](context, facts);
}

/** The features of a report's context: those that have requirements, at their highest level, and those that are named, as required. Sorted. */
export function featureLevels(
  features: readonly string[],
  requirements: readonly Requirement[],
): Readonly<Record<string, Level>> {
  const levels = new Map<string, Level>();
  for (const { feature, level } of requirements) {
    if (feature !== null && levels.get(feature) !== 'required') levels.set(feature, level);
  }
  for (const name of features.map(canonical)) if (!WORDS.includes(name)) levels.set(name, 'required');
  return Object.fromEntries([...levels].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function canonical(name: string): string {
  const lower = name.trim().toLowerCase();
  return ALIASES.get(lower) ?? lower;
}

function known(value: Value<boolean>): Answer {
  return isUnknown(value) ? null : value;
}

function negate(answer: Answer): Answer {
  return answer === null ? null : !answer;
}
