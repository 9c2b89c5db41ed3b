/** The report as SARIF 2.1.0, for code scanning and other viewers: gaps, open questions and waived gaps at the lines that decide them. */
import type { Diagnostic, Location } from '../azure/model.js';
import type { Finding, PathStep, TooWide } from '../reachability/finding.js';
import { bounded } from './bounded.js';
import { VERDICTS } from './conclusion.js';
import { plainBlock } from './escape.js';
import { renderSafeJson } from './json.js';
import type { Messages } from './language/catalogue.js';
import { stepLabel } from './paint.js';
import type { Report } from './report.js';
import { ruleId, type SarifRule, sarifRules, wideSarifRules } from './sarif-rules.js';
import { artifactUri, fingerprint, sarifText } from './sarif-text.js';
import { decidingStep, portsOf, sortDiagnostics, sortTooWide, targetOf, waitsFor } from './summary.js';

export interface SarifOptions {
  readonly messages: Messages;
  /** The input file, as the user named it: where a result stands that no line declares. Code scanning refuses a result without a place. */
  readonly input?: string;
  /** Tells several runs on one commit apart (`comment-key`). */
  readonly category?: string;
}

/**
 * What GitHub shows of one run, and of one result.
 * @see https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
const MOST_RESULTS = 5000;
/** Modules within modules. */
const MOST_CALLS = 10;
const MOST_LOCATIONS = 100;
const MOST_NOTIFICATIONS = 1000;

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

interface Page extends SarifOptions {
  readonly places: ReadonlyMap<string, Location | null>;
  readonly rules: ReadonlyMap<string, number>;
}

/** One run, the worst results first where there are too many. The same bytes for the same report: no times, no random ids. */
export function renderSarif(whole: Report, options: SarifOptions): string {
  const report = bounded(whole);
  const told = report.findings.filter(isTold);
  const shown = told.length > MOST_RESULTS ? worstFirst(told).slice(0, MOST_RESULTS) : told;
  const wide = sortTooWide(report.tooWide.filter(({ verdict }) => verdict !== 'met'));
  const rules = [...sarifRules(report, shown, options.messages), ...wideSarifRules(wide, options.messages)];
  const page: Page = {
    ...options,
    places: new Map(report.scopes.map(({ id, location }) => [id, location])),
    rules: new Map(rules.map(({ id }, index) => [id, index])),
  };
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      run(
        report,
        rules,
        { shown, wide: wide.slice(0, MOST_RESULTS - shown.length), left: told.length - shown.length },
        page,
      ),
    ],
  };
  return renderSafeJson(log);
}

/** What becomes a result, and how many findings are too many. */
interface Told {
  readonly shown: readonly Finding[];
  readonly wide: readonly TooWide[];
  readonly left: number;
}

function run(report: Report, rules: readonly SarifRule[], { shown, wide, left }: Told, page: Page): object {
  const { messages, category = '' } = page;
  const { cloud, region, hbi } = report.context;
  return {
    tool: {
      driver: {
        name: report.tool.name,
        version: sarifText(report.tool.version),
        rules,
      },
    },
    automationDetails: { id: `${report.tool.name}/${category === '' ? '' : `${sarifText(category)}/`}` },
    language: messages.language,
    columnKind: 'utf16CodeUnits',
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications(report, left, page) }],
    results: [...shown.map((finding) => result(finding, page)), ...wide.map((rule) => wideResult(rule, page))],
    properties: {
      edition: sarifText(report.edition),
      conclusion: report.conclusion,
      cloud,
      region: region === null ? null : sarifText(region),
      hbi,
    },
  };
}

/** What a reader of alerts has to know of; what is met is no alert. */
function isTold({ verdict }: Finding): boolean {
  return verdict === 'unmet' || verdict === 'partial' || verdict === 'unknown' || verdict === 'waived';
}

function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ level, verdict }: Finding): number => VERDICTS.indexOf(verdict) * 2 + (level === 'required' ? 0 : 1);
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

/** A gap is an error where it is required, else a warning. What is undecided is a note: code scanning shows nothing weaker. */
function levelOf({ verdict, level }: Finding): 'error' | 'warning' | 'note' {
  if (verdict === 'unknown') return 'note';
  return level === 'required' ? 'error' : 'warning';
}

function result(finding: Finding, page: Page): object {
  const { messages } = page;
  const id = ruleId(finding);
  const decisive = decidingStep(finding);
  const print = fingerprint([
    finding.requirement,
    finding.scope,
    finding.direction,
    finding.protocol,
    finding.tag,
    finding.host,
  ]);
  const related = relatedPlaces(finding, decisive, page);
  const flow = pathFlow(finding, messages);
  return {
    ruleId: id,
    ruleIndex: page.rules.get(id) ?? -1,
    level: levelOf(finding),
    message: { text: messageOf(finding, messages) },
    locations: [place(decisive?.location ?? page.places.get(finding.scope) ?? anyPlace(finding), finding.scope, page)],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(flow.length < 2 ? {} : { codeFlows: [{ threadFlows: [{ locations: flow }] }] }),
    partialFingerprints: {
      'azuremlNetworkCheck/v1': print,
      // The one that GitHub compares. Two scopes that one rule closes are two alerts, at one line.
      primaryLocationLineHash: `${print}:1`,
    },
    ...suppressed(finding),
    properties: {
      scope: sarifText(finding.scope),
      verdict: finding.verdict,
      requirementLevel: finding.level,
      change: finding.change,
    },
  };
}

/** What is waived, as code scanning knows it. */
function suppressed({ verdict, explanation }: Pick<Finding | TooWide, 'verdict' | 'explanation'>): object {
  if (verdict !== 'waived') return {};
  const justification = explanation === '' ? {} : { justification: sarifText(explanation) };
  return { suppressions: [{ kind: 'external', status: 'accepted', ...justification }] };
}

/**
 * A rule that is wider than needed: a note on its line. The narrower rules stand in its properties: a `fix` of SARIF has to say which characters of the
 * file go, and a report knows the first line of a rule, not its last.
 */
function wideResult(rule: TooWide, page: Page): object {
  const { requirement, scope, scopes, path, direction, explanation, remedy } = rule;
  const [{ resource, collection, rule: name, location }] = path;
  const print = fingerprint([requirement, resource, collection ?? null, name, direction]);
  return {
    ruleId: requirement,
    ruleIndex: page.rules.get(requirement) ?? -1,
    level: 'note',
    message: { text: sarifText(explanation === '' ? page.messages.wide.kind[requirement] : explanation) },
    locations: [place(location ?? page.places.get(scope) ?? null, scope, page)],
    partialFingerprints: { 'azuremlNetworkCheck/v1': print, primaryLocationLineHash: `${print}:1` },
    ...suppressed(rule),
    properties: {
      scope: sarifText(scope),
      scopes: scopes.slice(0, MOST_LOCATIONS).map(sarifText),
      verdict: rule.verdict,
      requirementLevel: rule.level,
      change: rule.change,
      ...(remedy === null
        ? {}
        : { remedy: { language: remedy.language, code: plainBlock(remedy.text), verified: remedy.verified } }),
    },
  };
}

/** The sentence, or where there is none the traffic and its verdict; then what is waited for. */
function messageOf(finding: Finding, messages: Messages): string {
  const { explanation, verdict, direction, scope } = finding;
  const traffic = `${targetOf(finding)}, ${messages.direction[direction]} ${portsOf(finding)}`;
  const waits = verdict === 'unknown' ? waitsFor(finding).filter((value) => !explanation.includes(value)) : [];
  const sentences = [
    explanation === '' ? `${traffic}: ${messages.verdict[verdict]}.` : explanation,
    ...(waits.length === 0 ? [] : [messages.waitsFor(waits)]),
    messages.page.scopeOf(scope),
  ];
  return sentences.map(sarifText).join(' ');
}

/** The scope's declaration and the other lines on the path, each once. */
function relatedPlaces(finding: Finding, decisive: PathStep | null, page: Page): readonly object[] {
  const { messages, places } = page;
  const scope = places.get(finding.scope) ?? null;
  const calls = callsOf(decisive?.location ?? scope);
  const all = [
    ...calls.map((location) => ({ location, text: messages.page.calledFrom })),
    ...(scope === null ? [] : [{ location: scope, text: messages.page.scopeOf(finding.scope) }]),
    ...finding.path.flatMap((step) =>
      step.location === null || step === decisive ? [] : [{ location: step.location, text: stepText(step, messages) }],
    ),
  ];
  const distinct = new Map(all.map((one) => [`${one.text}\n${one.location.file}:${one.location.line}`, one]));
  return [...distinct.values()].slice(0, MOST_LOCATIONS).map(({ location, text }, id) => ({
    id,
    ...physical(location),
    message: { text: sarifText(text) },
  }));
}

/** The calls of the modules that a declaration is in, the nearest first. */
function callsOf(place: Location | null): readonly Location[] {
  const calls: Location[] = [];
  for (let call = place?.calledFrom; call !== undefined && calls.length < MOST_CALLS; call = call.calledFrom)
    calls.push(call);
  return calls;
}

/** The path step by step, as far as it is declared anywhere. */
function pathFlow(finding: Finding, messages: Messages): readonly object[] {
  return finding.path
    .slice(0, MOST_LOCATIONS)
    .flatMap((step) =>
      step.location === null
        ? []
        : [{ location: { ...physical(step.location), message: { text: sarifText(stepText(step, messages)) } } }],
    );
}

function stepText(step: PathStep, messages: Messages): string {
  return `${messages.action[step.action]}: ${stepLabel(step, messages)}`;
}

function anyPlace(finding: Finding): Location | null {
  return finding.path.find(({ location }) => location !== null)?.location ?? null;
}

function place(location: Location | null, scope: string, { input = '' }: Page): object {
  const logicalLocations = [{ fullyQualifiedName: sarifText(scope), kind: 'resource' }];
  if (location !== null) return { ...physical(location), logicalLocations };
  return input === '' ? { logicalLocations } : { ...physical({ file: input, line: 1 }), logicalLocations };
}

function physical({ file, line, column }: Location): object {
  const uri = artifactUri(file);
  return {
    physicalLocation: {
      artifactLocation: uri.startsWith('file:') ? { uri } : { uri, uriBaseId: '%SRCROOT%' },
      region: { startLine: Math.max(1, line), ...(column === undefined ? {} : { startColumn: Math.max(1, column) }) },
    },
  };
}

function notifications(report: Report, left: number, { messages }: Page): readonly object[] {
  const told = sortDiagnostics(report.diagnostics).slice(0, MOST_NOTIFICATIONS);
  const cut: readonly Diagnostic<string>[] =
    left === 0
      ? []
      : [{ severity: 'warning', message: messages.page.resultsLeftOut(left, MOST_RESULTS), location: null }];
  return [...cut, ...told].map(({ severity, message, location }) => ({
    level: severity,
    message: { text: sarifText(message) },
    ...(location === null ? {} : { locations: [physical(location)] }),
  }));
}

export const SARIF_LIMITS = { results: MOST_RESULTS, locations: MOST_LOCATIONS } as const;
