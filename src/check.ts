/** The check as one function: files in, report out. No GitHub, no process, nothing written. */
import { msg } from './azure/message.js';
import type { Diagnostic, Network, Resource } from './azure/model.js';
import { isUnknown } from './azure/value.js';
import type { CheckIo } from './check-options.js';
import { type Inputs, loadInputs } from './inputs.js';
import { type ComparedFinding, compareWith, type EarlierFinding } from './reachability/change.js';
import { type Evaluation, evaluate, type RawFinding } from './reachability/evaluate.js';
import { commonContext, contextDiagnostics, contextOf, contextsOf } from './reachability/matrix-context.js';
import { ownersOnPaths } from './reachability/path-owners.js';
import { ruleDiagnostics } from './reachability/rule-diagnostics.js';
import { findScopes, type Scope } from './reachability/scopes.js';
import { shadowDiagnostics } from './reachability/shadow-diagnostics.js';
import { nameOfWide, wideRules } from './reachability/too-wide.js';
import { buildTopology, type Topology } from './reachability/topology.js';
import { applyWaivers, type Waivables } from './reachability/waive.js';
import { compareWideWith, type EarlierWideRules, type RawTooWide } from './reachability/wide-change.js';
import { servicesOf } from './reachability/wide-shape.js';
import type { Repair } from './remedy/remedies.js';
import { concludeReport, missing } from './report/conclusion.js';
import { localiseDiagnostic, localiseFinding, localiseTooWide } from './report/localise.js';
import type { Report } from './report/report.js';
import type { MatrixContext } from './requirements/facts.js';
import { featureLevels } from './requirements/features.js';
import { requirementsFor } from './requirements/instantiate.js';
import type { Requirement } from './requirements/requirement.js';
import { readInlineWaivers } from './settings/inline-waivers.js';
import { ConfigurationError, type Settings } from './settings/settings.js';
import { VERSION } from './version.js';

/**
 * Runs the check.
 * @throws {ConfigurationError} the settings ask for what does not exist (exit status 2)
 * @throws {InputError} an input cannot be read (exit status 3)
 */
export async function check(settings: Settings, io: CheckIo): Promise<{ readonly report: Report }> {
  const inputs = await loadInputs(settings, io);
  const after = judge(inputs.after, inputs, settings);
  refuseUnmatched(after.unmatched);
  const before = await stateBefore(inputs, after, settings, io);
  const owners = ownersOnPaths(after.findings, after.topology);
  const wide = await wideAt(after, inputs, owners);
  const { findings, tooWide, diagnostics } = waive(
    {
      findings: compareWith(after.findings, before.findings, inputs.after),
      tooWide: compareWideWith(wide.rules, before.tooWide, inputs.after, {
        services: servicesOf(after.asked),
        scopes: new Set(after.scopes.map(({ resource }) => resource.id)),
      }),
    },
    after,
    inputs,
    settings,
    io,
  );
  const { repairs, left } = await repair(findings, after, inputs);
  const said = {
    findings: findings.map((finding, i) => localiseFinding(finding, repairs.get(i) ?? NO_REPAIR, inputs.messages)),
    tooWide: tooWide.map((rule) => localiseTooWide(rule, inputs.messages)),
  };
  return {
    report: toReport(inputs, settings, said, {
      ...after,
      diagnostics: [
        ...before.diagnostics,
        ...after.diagnostics,
        ...wide.diagnostics,
        ...shadowDiagnostics(owners, after.topology),
        ...diagnostics,
        ...withoutRemedy(left),
      ],
    }),
  };
}

/** What to compare with: the baseline that is named, else the network before the change; `null` where there is neither. */
async function stateBefore(
  inputs: Inputs,
  { context }: Judged,
  settings: Settings,
  io: CheckIo,
): Promise<{
  readonly findings: readonly EarlierFinding[] | null;
  readonly tooWide: EarlierWideRules | null;
  readonly diagnostics: readonly Diagnostic[];
}> {
  if (settings.baseline !== null) {
    const { loadBaseline } = await import('./baseline.js');
    const region = isUnknown(context.region) ? null : context.region;
    return loadBaseline(settings.baseline, io, { edition: inputs.edition.name, region });
  }
  if (inputs.before === null) return { findings: null, tooWide: null, diagnostics: [] };
  const judged = judge(inputs.before, inputs, settings);
  const { rules, untried } = await wideAt(judged, inputs);
  return { findings: judged.findings, tooWide: { told: rules, untried }, diagnostics: [] };
}

/** Rules on the way that allow far more than is needed. Where none does, what tries them is not loaded. */
async function wideAt(
  judged: Judged,
  { tagList }: Inputs,
  owners = ownersOnPaths(judged.findings, judged.topology),
): Promise<{
  readonly rules: readonly RawTooWide[];
  /** As {@link EarlierWideRules} has them. */
  readonly untried: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}> {
  const { topology, scopes } = judged;
  const wide = wideRules(judged, owners, scopes, topology);
  if (wide.length === 0) return { rules: [], untried: new Set(), diagnostics: [] };
  const { tellTooWide } = await import('./remedy/tell-too-wide.js');
  const { rules, untried } = tellTooWide(wide, judged, topology, tagList);
  return {
    rules,
    untried: new Set(untried.map(nameOfWide)),
    diagnostics: untried.length === 0 ? [] : [notTried(untried.length)],
  };
}

function notTried(count: number): Diagnostic {
  return {
    severity: 'note',
    message: msg`${count} more rules look too wide and were not tried: they are too many, or too many places use them`,
    location: null,
  };
}

function withoutRemedy(left: number): readonly Diagnostic[] {
  if (left === 0) return [];
  return [
    {
      severity: 'note',
      message: msg`remedies are worked out for the first gaps only: ${left} more have none`,
      location: null,
    },
  ];
}

/** Lays the waivers of the configuration file and of comments in the sources over the findings, and over the rules that are too wide. */
export function waive(
  waivables: Waivables,
  { scopes }: Judged,
  { after }: Inputs,
  settings: Settings,
  io: CheckIo,
): ReturnType<typeof applyWaivers> {
  const resources: readonly Resource[] = Object.values(after).flat();
  const locations = new Map(resources.map(({ id, location }) => [id, location]));
  const files = [...locations.values()].flatMap((location) => (location === null ? [] : [location.file]));
  const inline = readInlineWaivers(files, io.cwd);
  const names = new Map(
    scopes.map(({ resource: { id, key, armId } }) => [id, [id, key, ...(armId === undefined ? [] : [armId])]]),
  );
  const applied = applyWaivers(waivables, [...(settings.waivers ?? []), ...inline.waivers], {
    namesOfScope: (scope) => names.get(scope) ?? [scope],
    locationOf: (resource) => locations.get(resource) ?? null,
    today: io.today ?? new Date().toISOString().slice(0, 10),
  });
  return { ...applied, diagnostics: [...inline.diagnostics, ...applied.diagnostics] };
}

export interface Judged {
  readonly scopes: readonly Scope[];
  readonly findings: readonly RawFinding[];
  readonly asked: Evaluation['asked'];
  readonly topology: Topology;
  readonly diagnostics: readonly Diagnostic[];
  readonly requirements: readonly Requirement[];
  readonly context: MatrixContext;
  /** Patterns of `scope` that name nothing. */
  readonly unmatched: readonly string[];
}

/** Finds the scopes of a network and judges all requirements there. */
export function judge(network: Network, inputs: Inputs, settings: Settings): Judged {
  const topology = buildTopology(network);
  return judgeAt(findScopes(topology, settings.scope), topology, inputs, settings);
}

/** {@link judge} for scopes that are known. */
export function judgeAt(
  { scopes, diagnostics, unmatched }: ReturnType<typeof findScopes>,
  topology: Topology,
  { edition, tagList, tagListMismatch }: Inputs,
  settings: Settings,
): Judged {
  const contexts = new Map(scopes.map((scope) => [scope, contextsOf(scope, topology, settings)] as const));
  const requirements: Requirement[] = [];
  const evaluation = evaluate(
    topology,
    scopes,
    (scope, facts) => {
      const asked = (contexts.get(scope) ?? []).flatMap((context) => requirementsFor(edition, context, facts));
      const distinct = [...new Map(asked.map((one) => [`${one.id} ${one.tag ?? one.host}`, one])).values()];
      requirements.push(...distinct);
      return distinct;
    },
    tagList,
  );
  const all = [...contexts.values()].flat();
  return {
    scopes,
    findings: evaluation.findings,
    asked: evaluation.asked,
    topology,
    diagnostics: [
      ...diagnostics,
      ...(scopes.length === 0 ? [NOTHING_TO_CHECK] : []),
      ...contextDiagnostics(all),
      ...[...new Set(all.map(({ cloud }) => cloud))].flatMap((cloud) => tagListMismatch(cloud) ?? []),
      ...evaluation.diagnostics,
    ],
    requirements,
    context: commonContext(all) ?? contextOf([], topology, settings),
    unmatched,
  };
}

const NOTHING_TO_CHECK: Diagnostic = {
  severity: 'warning',
  message: msg`there is nothing to check: no compute of Azure Machine Learning in a subnet, no managed network, no subnet with a group or a route table, no group and no firewall`,
  location: null,
};

/** A name that is not there is a mistake; a pattern may well match nothing. */
export function refuseUnmatched(patterns: readonly string[]): void {
  const name = patterns.find((pattern) => !/[*?]/.test(pattern));
  if (name !== undefined)
    throw new ConfigurationError(
      `scope ${name} is no subnet, network interface, workspace, group or firewall of the input`,
    );
}

const NO_REPAIR: Repair = { remedy: null, reason: null };

/** What closes each gap, by the index of the finding. Where there is no gap, nothing of this is loaded. */
async function repair(
  findings: readonly ComparedFinding[],
  { asked, topology }: Judged,
  { tagList }: Inputs,
): Promise<{ readonly repairs: ReadonlyMap<number, Repair>; readonly left: number }> {
  const gaps = findings.flatMap(({ verdict }, i) => {
    const question = asked[i];
    return question !== undefined && (verdict === 'unmet' || verdict === 'partial') ? [{ ...question, i }] : [];
  });
  if (gaps.length === 0) return { repairs: new Map(), left: 0 };
  const { remediesFor } = await import('./remedy/remedies.js');
  const { repairs, left } = remediesFor(gaps, topology, tagList);
  return { repairs: new Map(gaps.map(({ i }, at) => [i, repairs[at] ?? NO_REPAIR])), left };
}

function toReport(
  inputs: Inputs,
  settings: Settings,
  said: Pick<Report, 'findings' | 'tooWide'>,
  judged: Judged,
): Report {
  const { region, cloud, hbi } = judged.context;
  const lost = judged.unmatched.map(
    (pattern): Diagnostic => ({ severity: 'warning', message: msg`scope ${pattern} matches nothing`, location: null }),
  );
  return {
    schemaVersion: 1,
    tool: { name: 'azureml-network-check', version: VERSION },
    edition: inputs.edition.name,
    context: {
      cloud,
      region: isUnknown(region) ? null : region,
      hbi: isUnknown(hbi) ? null : hbi,
      features: featureLevels(settings.features, judged.requirements),
    },
    conclusion: concludeReport(said, settings.failOn),
    missing: missing(said.findings),
    scopes: judged.scopes.map(({ resource, kind }) => ({ id: resource.id, kind, location: resource.location })),
    findings: said.findings,
    tooWide: said.tooWide,
    diagnostics: [...inputs.diagnostics, ...ruleDiagnostics(inputs.after), ...lost, ...judged.diagnostics].map((one) =>
      localiseDiagnostic(one, inputs.messages.say),
    ),
  };
}
