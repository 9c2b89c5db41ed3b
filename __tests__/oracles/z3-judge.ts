/** The oracle's verdict: a requirement is a contract, and Z3 says whether the policy implies it, contradicts it everywhere, or neither. */
import type { Message } from '../../src/azure/message.js';
import type { RawFinding } from '../../src/reachability/evaluate.js';
import type { Uncovered as UncoveredOf, Verdict } from '../../src/reachability/finding.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import { type Family, readBlock } from './z3-addresses.js';
import { contract, fateOf } from './z3-encoding.js';
import { and, between, constant, type Fate, type Formula, not, or, TRUE, within } from './z3-formula.js';
import { type Packet, type Place, sourcePorts, speaks } from './z3-place.js';
import { DESTINATION_PORT, destination, type Session, SOURCE_PORT, source } from './z3-session.js';

type Uncovered = UncoveredOf<Message>;

/** `vacuous`: the requirement asks for no packet of a family that the compute speaks. */
export type OracleVerdict = Extract<Verdict, 'met' | 'partial' | 'unmet' | 'unknown'> | 'vacuous';

/** The question for one address family. */
interface Case {
  readonly family: Family;
  /** The packets that are asked for, with any source port of a client. */
  readonly asked: Formula;
  readonly fate: Fate;
  /** True of a source, destination and destination port that may be allowed from each source port of a client. */
  readonly mayPass: Formula;
}

function casesOf(place: Place, requirement: Requirement): readonly Case[] {
  const families: readonly Family[] = [4, 6];
  return families
    .filter((family) => speaks(place, family))
    .map((family) => {
      const packet: Packet = {
        family,
        source: source(family),
        destination: destination(family),
        sourcePort: SOURCE_PORT,
        destinationPort: DESTINATION_PORT,
        protocol: requirement.protocol,
      };
      const fate = (from: Formula): Fate => fateOf(place, requirement.direction, { ...packet, sourcePort: from });
      return {
        family,
        asked: and(contract(place, requirement, packet), between(SOURCE_PORT, 1024n, 65535n, 16)),
        fate: fate(SOURCE_PORT),
        mayPass: and(...sourcePorts(place).map((port) => fate(constant(port, 16)).may)),
      };
    });
}

/**
 * Decides by four questions: is there such a packet, is there one that is not surely allowed, one that is surely denied, one that may pass.
 * Partly denied and partly open is `partial`, since it can never be met (CONTRACT).
 */
export function judge(session: Session, place: Place, requirement: Requirement): OracleVerdict {
  const cases = casesOf(place, requirement);
  const some = (formula: (it: Case) => Formula): boolean =>
    anyCase(cases, (it) => session.satisfiable(and(it.asked, formula(it))));
  if (!some(({ fate }) => not(fate.must))) return some(() => TRUE) ? 'met' : 'vacuous';
  if (!some(({ fate }) => not(fate.may))) return 'unknown';
  return some(({ mayPass }) => mayPass) ? 'partial' : 'unmet';
}

/** What is wrong with the engine's `uncovered`, or `null`: it must name every packet that is denied, and nothing that is allowed. */
export function uncoveredFault(
  session: Session,
  place: Place,
  requirement: Requirement,
  finding: Pick<RawFinding, 'verdict' | 'uncovered'>,
): string | null {
  if (finding.verdict !== 'partial' && finding.verdict !== 'unmet') return null;
  const far = requirement.direction === 'outbound' ? destination : source;
  const cases = casesOf(place, requirement);
  const whole = finding.uncovered.every(({ addresses, count }) => addresses === 'all' || count === addresses.length);
  const missing = (it: Case): Formula =>
    and(
      it.asked,
      not(it.fate.may),
      not(or(...finding.uncovered.map((entry) => named(entry, it.family, far(it.family))))),
    );
  if (whole && anyCase(cases, (it) => session.satisfiable(missing(it)))) return 'a denied packet is not in uncovered';
  for (const entry of finding.uncovered.flatMap(onePrefixEach)) {
    const wrong = (it: Case): Formula => and(it.asked, not(it.fate.must), named(entry, it.family, far(it.family)));
    if (!anyCase(cases, (it) => session.satisfiable(wrong(it))))
      return `all of ${entry.addresses} on ${entry.ports} is allowed, yet in uncovered`;
  }
  return null;
}

function anyCase(cases: readonly Case[], ask: (it: Case) => boolean): boolean {
  for (const it of cases) if (ask(it)) return true;
  return false;
}

function named({ ports, addresses }: Uncovered, family: Family, term: Formula): Formula {
  const inAddresses =
    addresses === 'all'
      ? TRUE
      : or(...addresses.map(readBlock).flatMap((block) => (block?.family === family ? within(term, block) : [])));
  const inPorts = ports.map((range) => {
    const [low = '', high = low] = range.split('-');
    return between(DESTINATION_PORT, BigInt(low), BigInt(high), 16);
  });
  return and(inAddresses, or(...inPorts));
}

/** Single prefixes and ports, the first few of each entry. */
function onePrefixEach(entry: Uncovered): readonly Uncovered[] {
  return entry.ports.flatMap((port) =>
    entry.addresses === 'all'
      ? [{ ...entry, ports: [port] }]
      : entry.addresses.slice(0, 3).map((address) => ({ ...entry, ports: [port], addresses: [address] })),
  );
}
