/** Tells rules that are too wide: only where narrower ones keep everything that is met, and only where something is closed by them. */
import { EMPTY, subtract, union } from '../azure/intervals.js';
import { type Message, msg } from '../azure/message.js';
import type { Remedy } from '../azure/model.js';
import { ALL_PORTS, formatPorts, type PortSet } from '../azure/ports.js';
import { canonicalTag } from '../azure/service-tags.js';
import type { TagList } from '../azure/tag-list.js';
import { isUnknown, knownOr } from '../azure/value.js';
import { type Evaluation, evaluate, type RawFinding } from '../reachability/evaluate.js';
import { coverPorts, coversProtocol } from '../reachability/fields.js';
import { wordsOf } from '../reachability/rules/notes.js';
import type { Scope } from '../reachability/scopes.js';
import type { WideRule } from '../reachability/too-wide.js';
import type { Topology } from '../reachability/topology.js';
import type { RawTooWide } from '../reachability/wide-change.js';
import { portWords, type Width } from '../reachability/wide-shape.js';
import type { Requirement } from '../requirements/requirement.js';
import type { TooWideId } from '../requirements/too-wide-ids.js';
import { scopeAfter } from './change.js';
import { type Narrower, narrowerRules } from './narrower.js';
import { languageOfChange, textOf } from './remedies.js';
import { applySwap, back, type Swap } from './swap.js';
import { targetOf } from './written-rule.js';

/** Every wide rule is tried by the engine; more than these help nobody at once. */
const MOST_TRIED = 20;
/** What they decide is asked again with less in their place: so many questions in all, so that a thousand places cost no more than a few. */
const MOST_QUESTIONS = 1000;
/** How many needs are named in a sentence. */
const MOST_NEEDS = 6;

/** A wide rule, what would do in its place, and something that shows the difference. */
interface Tried {
  readonly wide: WideRule;
  readonly narrower: Narrower;
  readonly probes: readonly Asked[];
}

/**
 * Told is a rule by which something far from the matrix is open, and closed without it: with all other wide rules made narrow, so that none hides
 * behind another. Where a firewall on the way, or a rule behind it, decides anyway, the rule is as good as narrow.
 * @param answers the findings of the network as it is, and what they answer
 * @returns the rules, of which nothing is known from before; and those that were too many to try
 */
export function tellTooWide(
  wide: readonly WideRule[],
  answers: Pick<Evaluation, 'findings' | 'asked'>,
  topology: Topology,
  tagList: TagList | null,
): { readonly rules: readonly RawTooWide[]; readonly untried: readonly WideRule[] } {
  const ask = (there: Topology, questions: readonly Asked[]) => askAll(there, questions, tagList);
  const askEach = (there: Topology, all: readonly Tried[]) => {
    const found = ask(
      there,
      all.flatMap(({ probes }) => probes),
    );
    return new Map(all.map((one, i) => [one, found.slice(...range(all, i))]));
  };
  const chosen = withinReason(wide);
  const looked = chosen.flatMap((rule) => tryable(rule, answers));
  const now = askEach(topology, looked);
  const open = looked.filter((one) => now.get(one)?.some((finding) => isOpen(finding, one)));
  const kept = open.filter(({ wide: { users }, narrower }) => {
    const after = ask(
      applySwap(topology, narrower.swap),
      users.flatMap((i) => answers.asked[i] ?? []),
    );
    return users.every((finding, i) => isAsGood(answers.findings[finding], after[i]));
  });
  const narrowed = kept.reduce((there, { narrower }) => applySwap(there, narrower.swap), topology);
  const without = askEach(narrowed, kept);
  const told = kept.filter((one) => {
    const differs = (findings: readonly RawFinding[]) =>
      findings.some((finding, i) => isOpen(finding, one) && isClosed(without.get(one)?.[i]));
    return differs(now.get(one) ?? []) && differs(ask(applySwap(narrowed, back(one.narrower.swap)), one.probes));
  });
  const tried = new Set(chosen);
  return { rules: told.map((one) => entryOf(one, topology)), untried: wide.filter((rule) => !tried.has(rule)) };
}

/** The first rules, as many as there is time for. */
function withinReason(wide: readonly WideRule[]): readonly WideRule[] {
  let questions = 0;
  return wide
    .filter(({ users }) => {
      const fits = questions + users.length <= MOST_QUESTIONS;
      if (fits) questions += users.length;
      return fits;
    })
    .slice(0, MOST_TRIED);
}

interface Asked {
  readonly scope: Scope;
  readonly requirement: Requirement;
}

/** The answers to questions at a changed network, in their order; each scope is made ready once. */
function askAll(there: Topology, questions: readonly Asked[], tagList: TagList | null): readonly RawFinding[] {
  const byScope = new Map<Scope, { readonly requirements: Requirement[]; readonly places: number[] }>();
  for (const [i, { scope, requirement }] of questions.entries()) {
    const list = byScope.get(scope) ?? { requirements: [], places: [] };
    list.requirements.push(requirement);
    list.places.push(i);
    byScope.set(scope, list);
  }
  const lists = new Map([...byScope].map(([scope, list]) => [scopeAfter(scope, there), list]));
  const { findings } = evaluate(there, [...lists.keys()], (scope) => lists.get(scope)?.requirements ?? [], tagList);
  const places = [...lists.values()].flatMap((list) => list.places);
  const out = new Map(places.map((place, i) => [place, findings[i]]));
  return questions.flatMap((_, i) => out.get(i) ?? []);
}

/** A tag in the place of a part of it may well close a gap; nothing may get worse. */
function isAsGood(before: RawFinding | undefined, after: RawFinding | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  if (after.verdict === 'met') return true;
  return before.verdict === after.verdict && JSON.stringify(before.uncovered) === JSON.stringify(after.uncovered);
}

/** Where the answers of one stand among the answers of all. */
function range(all: readonly Tried[], at: number): readonly [number, number] {
  const start = all.slice(0, at).reduce((sum, { probes }) => sum + probes.length, 0);
  return [start, start + (all[at]?.probes.length ?? 0)];
}

function tryable(wide: WideRule, { asked }: Pick<Evaluation, 'asked'>): readonly Tried[] {
  const users = wide.users.flatMap((i) => asked[i]?.requirement ?? []);
  const narrower = narrowerRules(wide, users);
  const probe = narrower === null ? null : probeOf(wide, narrower);
  if (narrower === null || probe === null) return [];
  return [{ wide, narrower, probes: wide.tried.map((scope) => ({ scope, requirement: probe })) }];
}

/** A prefix without tag data may hold anything: what is then open is enough. */
function isOpen({ verdict }: RawFinding, { wide }: Tried): boolean {
  return verdict === 'met' || (wide.width === 'prefix' && verdict === 'unknown');
}

function isClosed(finding: RawFinding | undefined): boolean {
  return finding?.verdict === 'unmet' || finding?.verdict === 'partial';
}

/** Something that the rule allows and that its narrower ones should not: its far end, or any host, on a port that shows it. */
function probeOf(wide: WideRule, { swap }: Narrower): Requirement | null {
  const protocol = protocolOf(wide);
  if (protocol === null) return null;
  const far = wide.width === 'ports' ? (wide.rest[0] ?? null) : (wide.wide.find(isTagText) ?? null);
  const toHost = far === null || wide.width === 'everything' || wide.width === 'prefix' || wide.width === 'hosts';
  const left = subtract(wide.ports, stillOpen(swap, toHost ? 'Internet' : canonicalTag(far), protocol));
  const [port] = left.length > 0 ? left : wide.ports;
  if (port === undefined) return null;
  // A port of the web where there is one: application rules see no other.
  const shown =
    [443, 80].find((one) => subtract([one, one + 1], left.length > 0 ? left : wide.ports).length === 0) ?? port;
  return {
    id: 'too-wide',
    level: 'required',
    direction: wide.kind === 'security-rule' && wide.rule.direction === 'Inbound' ? 'inbound' : 'outbound',
    protocol,
    ports: [{ low: shown, high: shown }],
    tag: toHost ? null : canonicalTag(far),
    host: toHost ? '*' : null,
    urlPath: null,
    hostIsPartOf: null,
    standIns: [],
    feature: null,
    purpose: '',
    source: '',
    adHoc: true,
  };
}

function isTagText(text: string): boolean {
  return /^[A-Za-z]/.test(text) && text !== 'Internet';
}

/** The ports on which the narrower rules leave the same far end open. */
function stillOpen(swap: Swap, far: string, protocol: 'tcp' | 'udp'): PortSet {
  if (swap.kind !== 'security-rule') return [];
  return swap.put
    .filter((rule) => {
      const ends = rule.direction === 'Inbound' ? rule.sourceAddressPrefixes : rule.destinationAddressPrefixes;
      const same = typeof rule.protocol === 'string' && ['*', 'any', protocol].includes(rule.protocol.toLowerCase());
      return same && !isUnknown(ends) && ends.some((end) => !isUnknown(end) && canonicalTag(end) === far);
    })
    .reduce<PortSet>((all, rule) => union(all, coverPorts(rule.destinationPortRanges).must), EMPTY);
}

/** The one that shows what is open; `null` for a rule of neither. */
function protocolOf(wide: WideRule): 'tcp' | 'udp' | null {
  const all = protocolsOf(wide);
  return all === 'any' ? 'tcp' : all;
}

function protocolsOf(wide: WideRule): 'tcp' | 'udp' | 'any' | null {
  const written =
    wide.kind === 'security-rule'
      ? [wide.rule.protocol]
      : wide.kind === 'outbound-rule'
        ? [wide.rule.destination.type === 'ServiceTag' ? wide.rule.destination.protocol : 'tcp']
        : wide.collection.kind === 'application' || isUnknown(wide.rule.protocols)
          ? ['tcp']
          : wide.rule.protocols;
  const covers = (protocol: 'tcp' | 'udp') => written.some((one) => coversProtocol(one, protocol) === true);
  return covers('tcp') && covers('udp') ? 'any' : covers('tcp') ? 'tcp' : covers('udp') ? 'udp' : null;
}

const IDS: Readonly<Record<Width, TooWideId>> = {
  everything: 'too-wide-internet',
  prefix: 'too-wide-prefix',
  cloud: 'too-wide-cloud',
  service: 'too-wide-service',
  ports: 'too-wide-ports',
  hosts: 'too-wide-hosts',
};

function entryOf({ wide, narrower }: Tried, topology: Topology): RawTooWide {
  const { kind, owner, rule, leg, width, wide: words, rest } = wide;
  const name = knownOr(rule.name, '');
  const what = inWords(wide, narrower);
  const where = wordsOf({ resource: owner.id, part: [kind === 'outbound-rule' ? 'outbound rule' : 'rule', name] });
  const [collection, priority] =
    kind === 'firewall-rule'
      ? [knownOr(wide.collection.name, null), wide.collection.priority]
      : [null, kind === 'security-rule' ? wide.rule.priority : null];
  const scopes = wide.scopes.map(({ resource }) => resource.id);
  return {
    requirement: IDS[width],
    scope: scopes[0] ?? '',
    scopes,
    level: 'recommended',
    verdict: 'too-wide',
    change: null,
    direction: kind === 'security-rule' && wide.rule.direction === 'Inbound' ? 'inbound' : 'outbound',
    protocol: protocolsOf(wide) ?? 'any',
    ports: formatPorts(wide.ports),
    opens: width === 'ports' ? rest : words,
    path: [
      {
        leg,
        resource: owner.id,
        rule: name,
        ...(collection === null ? {} : { collection }),
        action: 'allow',
        priority: knownOr(priority, null),
        location: rule.location ?? owner.location,
      },
    ],
    explanation: msg`${where}: ${wide.isShared ? msg`${what}; who else sends by it was not looked at` : what}.`,
    remedy: remedyOf(wide, narrower, topology),
    waiver: null,
  };
}

function inWords(wide: WideRule, { needs, swap }: Narrower): Message {
  const to = farWords(wide);
  const ports = portsMessage(wide.ports);
  if (needs.length > 0) {
    const shown = needs.slice(0, MOST_NEEDS).join(', ');
    const more = needs.length - MOST_NEEDS;
    const list = more > 0 ? msg`${shown} and ${more} more` : shown;
    return msg`it allows ${to} on ${ports}, and Azure Machine Learning needs of that only ${list}; with narrower rules in its place everything that is met stays met`;
  }
  return swap.put.length > 0
    ? msg`it allows ${to} on ${ports}, and nothing that Azure Machine Learning needs of the Internet goes by it; with a narrower rule in its place everything that is met stays met`
    : msg`it allows ${to} on ${ports}, and nothing that Azure Machine Learning needs goes by it; without it everything that is met stays met`;
}

function farWords({ width, wide, rest }: WideRule): Message {
  if (width === 'everything') return msg`every address of the Internet`;
  if (width === 'hosts') return msg`every host`;
  const names = (width === 'ports' ? rest : wide).slice(0, MOST_NEEDS).join(', ');
  return width === 'service' ? msg`${names} of every region` : msg`${names}`;
}

function portsMessage(ports: PortSet): Message {
  return subtract(ALL_PORTS, ports).length === 0 ? msg`all ports` : msg`port ${portWords(ports)}`;
}

/** The narrower rules in the language of the file; `null` where there are none to write, or not all of them can be written. */
function remedyOf({ owner }: WideRule, { changes, isWhole }: Narrower, topology: Topology): Remedy | null {
  const [first] = changes;
  const target = first === undefined || !isWhole ? undefined : targetOf(first, topology)?.resource;
  if (first === undefined || target === undefined) return null;
  const language = languageOfChange(first, target, topology);
  const texts = changes.map((change) => textOf(change, language, topology));
  return texts.includes(null) ? null : { language, text: texts.join('\n\n'), location: owner.location, verified: true };
}
