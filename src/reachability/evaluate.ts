/** Every requirement at every scope: the legs in Azure's order, then the verdict. */
import { NO_ADDRESSES } from '../azure/addresses.js';
import { type Message, msg } from '../azure/message.js';
import type { Diagnostic, Link, NetworkSecurityGroup, Subnet } from '../azure/model.js';
import { isUnknown, unknown, type Value } from '../azure/value.js';
import type { ScopeFacts } from '../requirements/facts.js';
import type { Requirement } from '../requirements/requirement.js';
import { type AppliedRule, type AppliedRules, adminRulesLeg, appliedRules } from './admin-rules.js';
import { type EndpointPlaces, endpointPlaces } from './endpoint-places.js';
import { explanationOf } from './explain-verdict.js';
import type { Explanation } from './explanation.js';
import type { Finding, LegKind, RawStep, Uncovered } from './finding.js';
import { firewallLeg, policyLeg } from './firewall.js';
import { managedNetworkLeg } from './managed-network.js';
import { type Question, type Questioner, questioner } from './packets-of.js';
import { eitherWay, type Leg, type Part, through } from './part.js';
import { type NextHop, nextHops, type RouteQuestion, routeLeg } from './routes.js';
import { scopeDiagnostics } from './scope-diagnostics.js';
import { nearEndpoints, scopeFacts } from './scope-facts.js';
import { localEnd, type Scope } from './scopes.js';
import { type Flow, securityGroupLeg } from './security-groups.js';
import { ANY_BOX, intersectPackets, subtractPackets } from './space.js';
import type { LocalEnd, Surroundings, TagList, Target } from './targets.js';
import { follow, keyOf, networkSpace, type Topology } from './topology.js';
import { pathOf, uncoveredOf, verdictOf } from './verdict.js';
import { type WayOut, wayOut, wayOutLeg } from './way-out.js';

/** A finding whose sentence is not yet in a language. Remedies and changes come later. */
export type RawFinding = Omit<Finding, 'explanation' | 'remedy' | 'change' | 'uncovered' | 'path'> & {
  readonly explanation: Explanation;
  readonly uncovered: readonly Uncovered<Message>[];
  readonly path: readonly RawStep[];
};

export interface Evaluation {
  readonly findings: readonly RawFinding[];
  /** What each finding is the answer to, in their order. */
  readonly asked: readonly { readonly scope: Scope; readonly requirement: Requirement }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Everything about a scope that does not depend on the requirement. */
interface Site {
  readonly scope: Scope;
  readonly topology: Topology;
  readonly local: LocalEnd;
  readonly around: Surroundings;
  readonly wayOut: WayOut;
  /** Where private endpoints near the scope are. */
  readonly endpoints: EndpointPlaces;
  readonly publicIp: Value<boolean | null>;
  readonly adminRules: readonly AppliedRule[];
}

/**
 * Judges all requirements at all scopes.
 * @param requirementsFor the rows that apply to a scope with these facts
 * @param tagList exact prefixes of service tags, or `null` for the facts T1 to T5
 */
export function evaluate(
  topology: Topology,
  scopes: readonly Scope[],
  requirementsFor: (scope: Scope, facts: ScopeFacts) => readonly Requirement[],
  tagList: TagList | null,
): Evaluation {
  const findings: RawFinding[] = [];
  const asked: Evaluation['asked'][number][] = [];
  const diagnostics: Diagnostic[] = [];
  const questions = questioner(tagList);
  const adminRules = appliedRules(topology);
  for (const scope of scopes) {
    const site = siteOf(scope, topology, tagList, adminRules);
    const facts = scopeFacts(scope, topology, storageBehindFirewall(site, questions));
    let byDefault = false;
    const rows = requirementsFor(scope, facts);
    for (const requirement of rows) {
      const question = questions.ask(requirement, site.local, site.endpoints);
      const parts = judge(site, question);
      byDefault ||=
        site.wayOut.kind === 'default' &&
        parts.some(({ fate, steps }) => fate === 'allowed' && steps.some(({ leg }) => leg === 'way-out'));
      findings.push(toFinding(site, question, parts));
      asked.push({ scope, requirement });
    }
    diagnostics.push(...scopeDiagnostics(scope, facts, rows, site.wayOut, byDefault));
  }
  return { findings, asked, diagnostics };
}

/** One requirement at one scope: the finding, and the ways of its parts, leg by leg. */
export interface Answer {
  readonly finding: RawFinding;
  readonly question: Question;
  readonly parts: readonly Part[];
  readonly local: LocalEnd;
}

/** {@link evaluate} for one question, with what its finding is made of: for whoever draws the path. */
export function answerOne(
  topology: Topology,
  scope: Scope,
  requirementFor: (facts: ScopeFacts) => Requirement,
  tagList: TagList | null,
): Answer {
  const questions = questioner(tagList);
  const site = siteOf(scope, topology, tagList, appliedRules(topology));
  const facts = scopeFacts(scope, topology, storageBehindFirewall(site, questions));
  const question = questions.ask(requirementFor(facts), site.local, site.endpoints);
  const parts = judge(site, question);
  return { finding: toFinding(site, question, parts), question, parts, local: site.local };
}

function siteOf(scope: Scope, topology: Topology, tagList: TagList | null, adminRules: AppliedRules): Site {
  const network = scope.subnet === null ? null : keyOf(scope.subnet.virtualNetwork);
  const local = localEnd(scope, topology);
  const space = scope.subnet === null ? { addresses: NO_ADDRESSES, open: null } : networkSpace(scope.subnet, topology);
  return {
    scope,
    topology,
    local,
    around: { networkSpace: space.addresses, openSpace: space.open, tagList },
    wayOut: wayOut(scope, topology),
    endpoints: endpointPlaces(nearEndpoints(scope, topology).endpoints, topology),
    publicIp: scopeFacts(scope, topology, false).publicIp,
    adminRules: network === null ? [] : (adminRules.get(network) ?? []),
  };
}

/** The way of one requirement's packets through the scope. */
export function judge(site: Site, question: Question): readonly Part[] {
  const { requirement, target } = question;
  const flow: Flow = {
    direction: requirement.direction,
    protocol: requirement.protocol,
    target,
    local: site.local,
    around: site.around,
  };
  const legs = requirement.direction === 'outbound' ? outboundLegs(site, question, flow) : inboundLegs(site, flow);
  return settlePlaceholder(through(question.packets, legs), requirement.placeholder);
}

/** A host that is one name within a wildcard: where only some of the wildcard's names are open, its name decides. */
function settlePlaceholder(parts: readonly Part[], placeholder: string | undefined): readonly Part[] {
  if (placeholder === undefined || verdictOf(parts) !== 'partial') return parts;
  const waitsFor = msg`which host ${placeholder} is`;
  return parts.map((part) => (part.fate === 'denied' ? { ...part, fate: 'unknown' as const, waitsFor } : part));
}

function outboundLegs(site: Site, question: Question, flow: Flow): readonly Leg[] {
  const { scope, topology } = site;
  if (scope.kind === 'managed-network' && scope.workspace !== null)
    return [managedNetworkLeg(scope.workspace, question.requirement, flow)];
  if (scope.group !== null) return [securityGroupLeg(scope.group, 'network-security-group', flow)];
  if (scope.firewall !== null) return [firewallLeg(scope.firewall, flow, question.hosts, topology)];
  if (scope.policy !== null)
    return [policyLeg(scope.policy, scope.policy.id, { flow, hosts: question.hosts, topology })];
  const legs = filterLegs(site, flow, [...interfaceLegs(site, flow), ...subnetGroupLegs(site, flow)]);
  if (scope.openPlace !== null) return [unknownPlace(scope, scope.openPlace)];
  return scope.subnet === null
    ? legs
    : [
        ...legs,
        ...endpointLegs(site, flow),
        routeLeg(routeQuestion(site, flow), (hop) => onward(hop, site, question, flow)),
      ];
}

/** Inbound the subnet's group comes first, then the interface's (N7); before both, whether answers find their way back (R8). */
function inboundLegs(site: Site, flow: Flow): readonly Leg[] {
  const { scope } = site;
  if (scope.group !== null) return [securityGroupLeg(scope.group, 'network-security-group', flow)];
  if (scope.openPlace !== null) return [unknownPlace(scope, scope.openPlace)];
  if (scope.subnet === null) return [];
  return [
    ...returnLegs(site, flow),
    ...filterLegs(site, flow, [...subnetGroupLegs(site, flow), ...interfaceLegs(site, flow)]),
  ];
}

/** Compute whose subnet the input does not decide: everything is open. */
function unknownPlace({ resource }: Scope, reason: Message): Leg {
  const step: RawStep = {
    leg: 'network-security-group',
    resource: resource.id,
    rule: null,
    action: 'unknown',
    priority: null,
    waitsFor: reason,
    location: resource.location,
  };
  return (packets) => [{ packets, fate: 'unknown', steps: [step], waitsFor: reason }];
}

/** Groups on the subnets of private endpoints filter what goes to them only where the subnet's policies say so (N13). */
function endpointLegs({ endpoints, topology }: Site, flow: Flow): readonly Leg[] {
  if (!isNetworkTarget(flow.target)) return [];
  return endpoints.places.flatMap(({ subnet, end, groups }): readonly Leg[] => {
    if (groups === false) return [];
    const there = [{ ...ANY_BOX, remote: end }];
    const group = endpointGroupLeg(subnet, groups, topology, { ...flow, atFarEnd: true });
    return [
      (packets) => {
        const inside = intersectPackets(packets, there);
        const beyond = subtractPackets(packets, there);
        const passed: readonly Part[] =
          beyond.length === 0 ? [] : [{ packets: beyond, fate: 'allowed', steps: [], waitsFor: null }];
        return inside.length === 0 ? passed : [...group(inside), ...passed];
      },
    ];
  });
}

function endpointGroupLeg(subnet: Subnet | null, groups: Value<boolean>, topology: Topology, flow: Flow): Leg {
  const ways =
    subnet === null ? [] : [groupLeg(subnet.networkSecurityGroup, 'network-security-group', subnet.id, topology, flow)];
  if (!isUnknown(groups) && ways[0] !== undefined) return ways[0];
  const reason = isUnknown(groups) ? groups.unknown : msg`the subnet of a private endpoint`;
  // A subnet that nobody knows may have any group; one without a group lets everything through, policies or not.
  const pass: Leg = (packets) => [{ packets, fate: 'allowed', steps: [], waitsFor: null }];
  return (packets) => eitherWay(packets, ways.length === 0 ? [] : [...ways, pass], reason);
}

/** Security admin rules come before the groups and may end it (N12). */
function filterLegs({ adminRules }: Site, flow: Flow, groups: readonly Leg[]): readonly Leg[] {
  return adminRules.length === 0 ? groups : [adminRulesLeg(adminRules, flow, groups)];
}

function interfaceLegs({ scope, topology }: Site, flow: Flow): readonly Leg[] {
  const nic = scope.networkInterface;
  return nic === null ? [] : [groupLeg(nic.networkSecurityGroup, 'network-interface-group', nic.id, topology, flow)];
}

function subnetGroupLegs({ scope, topology }: Site, flow: Flow): readonly Leg[] {
  return scope.subnet === null
    ? []
    : [groupLeg(scope.subnet.networkSecurityGroup, 'network-security-group', scope.subnet.id, topology, flow)];
}

/** No group on a level lets everything through (N7); a group that is open between candidates is judged as each of them. */
function groupLeg(link: Link, kind: LegKind, owner: string, topology: Topology, flow: Flow): Leg {
  const pass: Leg = (packets) => [{ packets, fate: 'allowed', steps: [], waitsFor: null }];
  const legOf = (group: NetworkSecurityGroup | null) => (group === null ? pass : securityGroupLeg(group, kind, flow));
  const followed = follow(link, topology.securityGroups);
  if (followed.kind === 'none') return pass;
  if (followed.kind === 'one') return legOf(followed.resource);
  if (followed.candidates !== null) {
    const ways = followed.candidates.map(legOf);
    return (packets) => eitherWay(packets, ways, followed.reason);
  }
  const step: RawStep = {
    leg: kind,
    resource: owner,
    rule: null,
    action: 'unknown',
    priority: null,
    waitsFor: followed.reason,
    location: null,
  };
  return (packets) => [{ packets, fate: 'unknown', steps: [step], waitsFor: followed.reason }];
}

function routeQuestion(site: Site, flow: Flow): RouteQuestion {
  const { scope, topology } = site;
  if (scope.subnet === null) throw new Error('routes are asked of subnets only');
  return {
    subnet: scope.subnet,
    flow,
    topology,
    endpoints: isNetworkTarget(flow.target) ? site.endpoints.places : [],
  };
}

function isNetworkTarget({ key }: Target): boolean {
  return key.startsWith('network');
}

function onward(hop: NextHop, site: Site, question: Question, flow: Flow): Leg {
  const pass: Leg = (packets) => [{ packets, fate: 'allowed', steps: [], waitsFor: null }];
  switch (hop.kind) {
    case 'internet':
      return wayOutLeg(site.wayOut, site.scope.resource.location);
    case 'direct':
      return pass;
    case 'none':
      return (packets) => [{ packets, fate: 'denied', steps: [], waitsFor: null }];
    case 'firewall': {
      const firewall = site.topology.firewalls.get(hop.key);
      return firewall === undefined ? pass : firewallLeg(firewall, flow, question.hosts, site.topology);
    }
    default:
      return (packets) => [{ packets, fate: 'unknown', steps: [], waitsFor: hop.reason }];
  }
}

/**
 * Compute with a public address is answered directly; where its default route goes to a firewall or an appliance the answers take another way and
 * are lost, unless the sender's tag or prefixes have a route of their own to the Internet (R8).
 */
function returnLegs(site: Site, flow: Flow): readonly Leg[] {
  if (site.publicIp === false) return [];
  const open = isUnknown(site.publicIp)
    ? site.publicIp.unknown
    : site.scope.computes.length === 0 && site.scope.networkInterface === null
      ? msg`whether compute here has a public IP address`
      : null;
  const leg = routeLeg(routeQuestion(site, { ...flow, direction: 'outbound' }), (hop) => {
    if (hop.kind === 'internet' || hop.kind === 'direct')
      return (packets) => [{ packets, fate: 'allowed', steps: [], waitsFor: null }];
    // A route whose next hop is open may lead to the Internet.
    const undecided = open ?? (hop.kind === 'elsewhere' && hop.type === 'unknown' ? hop.reason : null);
    return (packets) =>
      undecided === null
        ? [{ packets, fate: 'denied', steps: [], waitsFor: null }]
        : [{ packets, fate: 'unknown', steps: [], waitsFor: undecided }];
  });
  return [
    (packets) =>
      leg(packets).map((part) => ({
        ...part,
        // Only a route that stands in the way is worth a line of an inbound path, and the route that mends it.
        steps:
          part.fate === 'allowed' && !isMended(part.steps) ? [] : part.steps.map((step) => asReturn(step, part.fate)),
      })),
  ];
}

/** A route of the user's with next hop Internet is what R8 asks for; Azure's own route is nothing to tell. */
function isMended(steps: readonly RawStep[]): boolean {
  return steps.some(
    ({ leg, rule, nextHop }) => leg === 'route' && rule !== 'Default' && nextHop?.toLowerCase() === 'internet',
  );
}

function asReturn(step: RawStep, fate: Part['fate']): RawStep {
  return step.leg === 'route' && fate === 'denied' ? { ...step, action: 'deny' } : step;
}

/** Whether what goes to Storage passes a firewall, an appliance or a gateway: then SMB's port 445 joins the list (MATRIX 2026-03 row 6). */
function storageBehindFirewall(site: Site, questions: Questioner): Value<boolean> {
  if (site.scope.openPlace !== null) return unknown(site.scope.openPlace);
  if (site.scope.subnet === null) return site.scope.kind === 'firewall';
  const target = questions.target({ tag: 'Storage.<region>', hostIsPartOf: null }, site.local, {
    addresses: NO_ADDRESSES,
    parts: 0,
  });
  const flow: Flow = { direction: 'outbound', protocol: 'tcp', target, local: site.local, around: site.around };
  const packets = [
    { local: site.local.end, sourcePorts: null, remote: target.end, ports: null, hosts: null, paths: null },
  ];
  const hops = nextHops(routeQuestion(site, flow), packets);
  if (
    hops.some(
      ({ kind, ...hop }) => kind === 'firewall' || (kind === 'elsewhere' && 'type' in hop && hop.type !== 'unknown'),
    )
  )
    return true;
  const open = hops.find((hop) => hop.kind === 'elsewhere');
  return open?.kind === 'elsewhere' ? unknown(open.reason) : false;
}

function toFinding(site: Site, question: Question, parts: readonly Part[]): RawFinding {
  const { requirement } = question;
  const verdict = verdictOf(parts);
  const uncovered = verdict === 'unmet' || verdict === 'partial' ? uncoveredOf(parts, question, site.local) : [];
  const path = pathOf(parts, question);
  return {
    requirement: requirement.id,
    scope: site.scope.resource.id,
    level: requirement.level,
    verdict,
    direction: requirement.direction,
    protocol: requirement.protocol,
    ports: requirement.ports.map(({ low, high }) => (low === high ? `${low}` : `${low}-${high}`)),
    tag: requirement.tag,
    host: requirement.host,
    purpose: requirement.purpose,
    uncovered,
    path,
    explanation: explanationOf({ verdict, question, scope: site.scope, parts, path, uncovered }),
  };
}
