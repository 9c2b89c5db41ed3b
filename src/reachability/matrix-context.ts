/** Region, cloud and HBI of a scope: as told, else as its workspace says, else as the only ones of the input do. */
import { english, msg } from '../azure/message.js';
import type { Diagnostic, Workspace } from '../azure/model.js';
import { findRegion, normaliseRegion } from '../azure/regions.js';
import { isUnknown, unknown, type Value } from '../azure/value.js';
import type { MatrixContext } from '../requirements/facts.js';
import type { Cloud } from '../requirements/requirement.js';
import type { Scope } from './scopes.js';
import type { Topology } from './topology.js';

/** What the user says; `null` and `auto` leave it to the input. */
export interface Told {
  readonly region: string | null;
  readonly cloud: 'auto' | Cloud;
  readonly hbi: 'auto' | boolean;
  readonly features: readonly string[];
  readonly language: MatrixContext['language'];
}

/** The contexts of a scope: one for each workspace with compute in it, where they differ. */
export function contextsOf(scope: Scope, topology: Topology, told: Told): readonly MatrixContext[] {
  if (scope.workspaces.length < 2) return [contextOf(scope.workspaces, topology, told)];
  const contexts = scope.workspaces.map((workspace) => contextOf([workspace], topology, told));
  return [...new Map(contexts.map((context) => [JSON.stringify(context), context])).values()];
}

/** @param own the workspaces it is about; none: those of the input */
export function contextOf(own: readonly Workspace[], topology: Topology, told: Told): MatrixContext {
  const workspaces = own.length === 0 ? topology.network.workspaces : own;
  const region = told.region ?? regionOf(workspaces);
  return {
    region,
    cloud: told.cloud === 'auto' ? cloudOf(region) : told.cloud,
    hbi: told.hbi === 'auto' ? hbiOf(workspaces) : told.hbi,
    features: told.features,
    language: told.language,
  };
}

function regionOf(workspaces: readonly Workspace[]): Value<string> {
  const regions = workspaces.map(({ region }) => region);
  const known = [...new Set(regions.flatMap((region) => (isUnknown(region) ? [] : [normaliseRegion(region)])))];
  const [only] = known;
  if (only !== undefined && known.length === 1) return only;
  if (known.length > 1)
    return unknown(msg`the region, since the workspaces of the input are in several; say which with region`);
  return regions.find(isUnknown) ?? unknown(msg`the region, since no workspace is in the input; say it with region`);
}

function cloudOf(region: Value<string>): Cloud {
  return isUnknown(region) ? 'public' : (findRegion(region)?.cloud ?? 'public');
}

/** A workspace that says nothing of it is not HBI; one that is not in the input may be. */
function hbiOf(workspaces: readonly Workspace[]): Value<boolean> {
  const answers = workspaces.map(({ highBusinessImpact }) => highBusinessImpact);
  if (answers.includes(true)) return true;
  const open = answers.find(isUnknown);
  if (open !== undefined) return open;
  return answers.length > 0
    ? false
    : unknown(msg`whether the workspace is HBI, since none is in the input; say so with hbi`);
}

/** The context that all scopes share; what they differ in is unknown. `null` for no scopes. */
export function commonContext(contexts: readonly MatrixContext[]): MatrixContext | null {
  const [first] = contexts;
  if (first === undefined) return null;
  const same = <K extends keyof MatrixContext>(key: K) =>
    contexts.every((context) => JSON.stringify(context[key]) === JSON.stringify(first[key]));
  return {
    ...first,
    region: same('region') ? first.region : unknown(msg`the scopes are in several regions`),
    hbi: same('hbi') ? first.hbi : unknown(msg`the workspaces of the scopes differ`),
  };
}

/** What of the context is open, once each. */
export function contextDiagnostics(contexts: readonly MatrixContext[]): readonly Diagnostic[] {
  const notes = new Map<string, Diagnostic>();
  for (const { region, hbi } of contexts) {
    const location = null;
    for (const value of [region, hbi]) {
      if (isUnknown(value))
        notes.set(english(value.unknown), { severity: 'warning', message: msg`not known: ${value.unknown}`, location });
    }
    if (!isUnknown(region) && findRegion(region) === null) {
      notes.set(region, {
        severity: 'warning',
        message: msg`${region} is no region that this version knows; its cloud is taken to be public`,
        location,
      });
    }
  }
  return [...notes.values()];
}
