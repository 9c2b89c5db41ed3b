/** What is asked: a requirement, the packets it stands for, and the verdict that counting them gives (CONTRACT, Decisions). */
import type { Verdict } from '../../src/reachability/finding.js';
import type { Requirement, StandInHost } from '../../src/requirements/requirement.js';
import type { Packet, Point, World } from './packet.js';
import { type Decision, type Fate, send } from './packet-simulator.js';

/** Client ports of which a rule may hold some: the ends of the ephemeral range, ports that rules like to pin, and any other (N2). */
const CLIENT_PORTS = [1024, 5831, 44224, 50000, 65535];

/** A host for tags that no host stands in for: only `*` matches it. */
const NAMELESS = 'somewhere-in-the-tag.invalid';

export interface Question {
  readonly requirement: Requirement;
  readonly near: readonly Point[];
  readonly far: readonly Point[];
}

export function requirement(fields: Partial<Requirement> & Pick<Requirement, 'ports'>): Requirement {
  return {
    id: 'asked',
    level: 'required',
    direction: 'outbound',
    protocol: 'tcp',
    tag: null,
    host: null,
    urlPath: null,
    hostIsPartOf: null,
    standIns: [],
    feature: null,
    purpose: 'asked by a test',
    source: 'a test',
    ...fields,
  };
}

/** Far points get the number that `subset:` tokens use. */
export function question(requirement: Requirement, near: readonly Point[], far: readonly Point[]): Question {
  return { requirement, near, far: far.map((point, index) => ({ ...point, index })) };
}

/** What is the same for packets that differ in the client's port only. */
export interface Combination {
  readonly near: Point;
  readonly far: Point;
  readonly port: number;
  readonly packets: readonly Packet[];
}

export function combinations({ requirement, near, far }: Question): readonly Combination[] {
  const ports = requirement.ports.flatMap(({ low, high }) => Array.from({ length: high - low + 1 }, (_, i) => low + i));
  return ports.flatMap((port) =>
    hostsAsked(requirement, port).flatMap((host) =>
      near.flatMap((nearPoint) =>
        sameFamily(far, nearPoint).map((farPoint) => ({
          near: nearPoint,
          far: farPoint,
          port,
          packets: CLIENT_PORTS.map((sourcePort) => ({
            direction: requirement.direction,
            protocol: requirement.protocol,
            near: nearPoint,
            far: farPoint,
            sourcePort,
            port,
            ...host,
            ...(requirement.fqdnTag === undefined ? {} : { fqdnTag: requirement.fqdnTag }),
          })),
        })),
      ),
    ),
  );
}

/** IPv4 talks to IPv4 only, and IPv6 to IPv6. */
function sameFamily(far: readonly Point[], near: Point): readonly Point[] {
  return far.filter(({ address }) => address.includes(':') === near.address.includes(':'));
}

type Asked = { readonly host: string; readonly path: string | null };

function hostsAsked(requirement: Requirement, port: number): readonly Asked[] {
  if (requirement.host !== null) {
    const paths = requirement.urlPath === null ? [null] : pathsOf(requirement.urlPath);
    return namesWithin(requirement.host).flatMap((host) => paths.map((path) => ({ host, path })));
  }
  const here = requirement.standIns.filter((standIn) => hasPort(standIn, port));
  const names = here.flatMap(({ host }) => namesWithin(host));
  return (names.length === 0 ? [NAMELESS] : names).map((host) => ({ host, path: null }));
}

function hasPort(standIn: StandInHost, port: number): boolean {
  return standIn.ports.some(({ low, high }) => low <= port && port <= high);
}

/** Names that a wildcard stands for: one for each way in which the patterns of the tests hold them, the last of which is none but the widest. */
function namesWithin(host: string): readonly string[] {
  if (!host.startsWith('*')) return [host];
  const rest = host.slice(1);
  const bare = rest.replace(/^\./, '');
  const below = ['a', 'b.a', 'c.a', 'zz9'].map((label) => `${label}.${bare}`);
  return rest === bare ? [bare, `zz9${bare}`, ...below] : below;
}

function pathsOf(path: string): readonly string[] {
  return path.endsWith('*') ? ['x', 'y/z'].map((end) => path.slice(0, -1) + end) : [path];
}

/** How a combination fares: allowed only where every client port is, and `mixed` where only some are. */
export type Outcome = Fate | 'mixed';

export interface Answer {
  readonly outcomes: readonly Outcome[];
  readonly combinations: readonly Combination[];
  /** Every decision that any packet meets. */
  readonly decisions: readonly Decision[];
  /** The decisions that end a denied packet's way. */
  readonly denials: readonly Decision[];
}

export function answer(world: World, asked: Question): Answer {
  const decisions = new Map<string, Decision>();
  const denials = new Map<string, Decision>();
  const all = combinations(asked);
  const outcomes = all.map(({ packets }) => {
    const fates = packets.map((packet) => {
      const trace = send(world, packet);
      for (const decision of trace.decisions) decisions.set(decisionKey(decision), decision);
      const denial = trace.decisions.find(({ action }) => action === 'deny');
      if (denial !== undefined) denials.set(decisionKey(denial), denial);
      return trace.fate;
    });
    const first = fates[0] ?? 'allow';
    return fates.every((fate) => fate === first) ? first : 'mixed';
  });
  return { outcomes, combinations: all, decisions: [...decisions.values()], denials: [...denials.values()] };
}

/** One string for a decision, to compare with a step of a path. */
export function decisionKey({ leg, resource, rule, action }: Decision): string {
  return [leg, resource, rule, action].join('|').toLowerCase();
}

/**
 * The verdicts that an outcome list allows. A client port is open or closed by a rule that pins it: where all that opens is pinned, N2 calls it
 * closed; where all that closes is pinned, it is closed in part. The same packets pass in both, so either word will do there.
 */
export function verdicts(outcomes: readonly Outcome[]): ReadonlySet<Verdict> {
  const closed = verdict(outcomes.map((outcome) => (outcome === 'mixed' ? ['deny'] : [outcome])));
  const inPart = verdict(outcomes.map((outcome) => (outcome === 'mixed' ? ['deny', 'allow'] : [outcome])));
  return new Set([closed, inPart]);
}

function verdict(parts: readonly (readonly Fate[])[]): Verdict {
  const fates = new Set(parts.flat());
  if (!fates.has('deny')) return fates.has('open') ? 'unknown' : 'met';
  return fates.size === 1 ? 'unmet' : 'partial';
}

/** What may be said of a network of which several readings are possible. */
export function overWorlds(answers: readonly Answer[]): ReadonlySet<Verdict> {
  const each = answers.map(({ outcomes }) => verdicts(outcomes));
  const always = (wanted: Verdict) => each.every((set) => set.has(wanted));
  const accepted = new Set<Verdict>();
  if (always('met')) return new Set(['met']);
  if (always('unmet')) accepted.add('unmet');
  const count = answers[0]?.outcomes.length ?? 0;
  const certain = Array.from({ length: count }, (_, i) => answers.every(({ outcomes }) => isClosed(outcomes[i])));
  if (each.some((set) => !(set.size === 1 && set.has('unmet'))) && certain.includes(true)) accepted.add('partial');
  if (accepted.size === 0) {
    accepted.add('unknown');
    // In every world something is denied, though not the same thing: both words are true.
    if (answers.every(({ outcomes }) => outcomes.some(isClosed))) accepted.add('partial');
  }
  return accepted;
}

/** Whether a verdict can be defended where several values are open: never sure of what is not so in every world. */
export function isSound(given: Verdict, answers: readonly Answer[]): boolean {
  const each = answers.map(({ outcomes }) => verdicts(outcomes));
  const somethingDenied = answers.every(({ outcomes }) => outcomes.some(isClosed));
  if (given === 'met') return each.every((set) => set.has('met'));
  if (given === 'unmet') return each.every((set) => set.has('unmet'));
  if (given === 'partial') return somethingDenied;
  return given === 'unknown' && !each.every((set) => set.has('met'));
}

function isClosed(outcome: Outcome | undefined): boolean {
  return outcome === 'deny' || outcome === 'mixed';
}
