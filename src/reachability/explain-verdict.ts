/** The one sentence of a finding: which of the explanations fits, with the rule that decides. */
import { joined, type Message, msg } from '../azure/message.js';
import { formatPorts } from '../azure/ports.js';
import { type Decider, type Explanation, type Flow as FlowWords, portsLabel } from './explanation.js';
import type { RawStep, Uncovered, Verdict } from './finding.js';
import type { Question } from './packets-of.js';
import type { Part } from './part.js';
import { waitsForAppliance, waitsForHost, waitsForStorageByName, waitsForTagData } from './reasons.js';
import type { Scope } from './scopes.js';
import { closedHosts } from './verdict.js';

/** What the sentence is made of. */
export interface Verdicted {
  readonly verdict: Verdict;
  readonly question: Question;
  readonly scope: Scope;
  readonly parts: readonly Part[];
  readonly path: readonly RawStep[];
  readonly uncovered: readonly Uncovered<Message>[];
}

export function explanationOf(given: Verdicted): Explanation {
  const { requirement } = given.question;
  const flow: FlowWords = {
    direction: requirement.direction,
    target: requirement.tag ?? requirement.host ?? '',
    ports: portsLabel(requirement.protocol, formatPorts(given.question.ports)),
  };
  switch (given.verdict) {
    case 'met':
      return explainMet(given, flow);
    case 'unknown':
      return explainUnknown(given, flow);
    case 'partial':
      return explainPartial(given, flow);
    default:
      return explainUnmet(given, flow);
  }
}

/** The names of Azure's default rules (N4). */
const DEFAULT_RULE_NAMES: ReadonlySet<string> = new Set([
  'AllowVNetInBound',
  'AllowAzureLoadBalancerInBound',
  'DenyAllInBound',
  'AllowVnetOutBound',
  'AllowInternetOutBound',
  'DenyAllOutBound',
]);

function isDefaultRule({ rule, priority }: RawStep): boolean {
  return priority !== null && priority >= 65000 && rule !== null && DEFAULT_RULE_NAMES.has(rule);
}

function explainMet({ path, question, scope }: Verdicted, flow: FlowWords): Explanation {
  const allows = path.filter(({ action }) => action === 'allow');
  const managed = path.find(({ leg }) => leg === 'managed-network');
  if (managed !== undefined) {
    const mode = managed.rule ?? '';
    if (mode.toLowerCase() === 'allowinternetoutbound')
      return { kind: 'internet-outbound-allowed', flow, workspace: managed.resource, mode };
    if (question.requirement.tag !== null && question.requirement.adHoc !== true)
      return { kind: 'approved-by-service', flow, workspace: managed.resource, mode };
    return { kind: 'approved-by-outbound-rule', flow, by: managed };
  }
  const defaulted = allows.find(({ leg, rule }) => leg === 'way-out' && rule === 'default outbound access');
  const rules = allows.filter(({ leg }) => leg !== 'way-out');
  const direct = path.find(({ nextHop }) => nextHop === 'VirtualNetworkServiceEndpoint');
  const [only] = rules;
  if (only === undefined) {
    if (direct !== undefined)
      return { kind: 'by-service-endpoint', flow, endpoint: 'VirtualNetworkServiceEndpoint', scope: scope.resource.id };
    if (defaulted !== undefined) return { kind: 'by-default-outbound-access', flow, scope: scope.resource.id };
    return { kind: 'no-group', flow, scope: scope.resource.id };
  }
  if (rules.length > 1) {
    const legs = new Set(rules.map(({ leg }) => leg));
    return { kind: legs.size > 1 ? 'allowed-all-legs' : 'allowed-together', flow, by: rules.map(decider) };
  }
  if (only.leg === 'firewall') return { kind: 'allowed-by-rule', flow, by: only };
  if (isDefaultRule(only)) return { kind: 'allowed-by-default-rule', flow, by: only };
  return question.requirement.host !== null && question.requirement.hostIsPartOf === null
    ? { kind: 'host-allowed-as-internet', flow, by: only }
    : { kind: 'allowed-by-rule', flow, by: only };
}

function explainUnknown({ parts, path }: Verdicted, flow: FlowWords): Explanation {
  const waitsFor =
    parts.find((part) => part.fate === 'unknown' && part.waitsFor !== null)?.waitsFor ??
    msg`a value that is not in the input`;
  const open = path.find(({ action, leg }) => action === 'unknown' && leg !== 'route') ?? null;
  const route = path.find(({ leg, nextHop }) => leg === 'route' && nextHop !== undefined && nextHop !== 'Internet');
  if (open === null && route !== undefined) {
    if (route.nextHop === 'VirtualNetworkGateway') return { kind: 'gateway-not-in-input', flow, by: route };
    if (waitsForAppliance(waitsFor))
      return { kind: 'appliance-not-in-input', flow, by: route, nextHop: route.nextHop ?? '' };
  }
  if (open !== null && open.leg === 'managed-network' && waitsForStorageByName(waitsFor)) {
    return { kind: 'not-supported-fqdn-storage', flow, by: open };
  }
  if (open !== null && open.rule === null) {
    // A way out and an isolation mode are values; groups and firewalls have rules, which the input may lack.
    return open.leg === 'way-out' || open.leg === 'managed-network'
      ? { kind: 'unknown-value', flow, waitsFor, by: null }
      : { kind: 'unknown-rules', flow, resource: open.resource, waitsFor };
  }
  if (open !== null && waitsForTagData(waitsFor)) return { kind: 'unknown-prefixes', flow, by: open };
  if (open !== null && waitsForHost(waitsFor)) return { kind: 'unknown-host-addresses', flow, by: open };
  return { kind: 'unknown-value', flow, waitsFor, by: open };
}

function explainUnmet(given: Verdicted, flow: FlowWords): Explanation {
  const { path, scope, question } = given;
  const deny = lastDeny(path);
  if (deny === null) return { kind: 'no-way-out', flow, scope: scope.resource.id };
  switch (deny.leg) {
    case 'route':
      return flow.direction === 'inbound'
        ? { kind: 'asymmetric-return', flow, by: deny, nextHop: deny.nextHop ?? '' }
        : { kind: 'no-route', flow, by: deny };
    case 'way-out':
      return { kind: 'no-way-out', flow, scope: scope.resource.id };
    case 'managed-network':
      return { kind: 'host-not-approved', flow, workspace: deny.resource, mode: deny.rule ?? '' };
    case 'firewall':
      return explainFirewallDeny(deny, given, flow);
    default:
      if (isDefaultRule(deny)) return { kind: 'denied-by-default-rule', flow, by: deny };
      return question.requirement.host !== null && question.requirement.hostIsPartOf === null
        ? { kind: 'host-denied-as-internet', flow, by: deny }
        : { kind: 'denied-by-rule', flow, by: deny };
  }
}

function explainFirewallDeny(deny: RawStep, { question }: Verdicted, flow: FlowWords): Explanation {
  if (deny.rule !== null) return { kind: 'denied-by-rule', flow, by: deny };
  const firewall = deny.resource;
  const { requirement } = question;
  const web =
    requirement.protocol === 'tcp' &&
    requirement.ports.every(({ low, high }) => low === high && (low === 80 || low === 443));
  if (!web) return { kind: 'needs-network-rule', flow, firewall };
  const hosts = requirement.standIns.map(({ host }) => host);
  if (requirement.tag === null || hosts.length === 0) return { kind: 'no-firewall-rule', flow, firewall };
  return { kind: 'no-firewall-rule-nor-hosts', flow, firewall, hosts: [...new Set(hosts)] };
}

function explainPartial(given: Verdicted, flow: FlowWords): Explanation {
  const { parts, path, uncovered, question, scope } = given;
  const deny = lastDeny(path);
  if (deny === null) return { kind: 'no-way-out', flow, scope: scope.resource.id };
  const hosts = closedHosts(parts, question);
  if (deny.leg === 'firewall' && deny.rule === null && hosts.length > 0) {
    return { kind: 'partly-by-hosts', flow, firewall: deny.resource, closedHosts: hosts };
  }
  const closed = joined(uncovered.map((row) => words(row, question)));
  const [waiting] = parts.flatMap(({ fate, waitsFor }) => (fate === 'unknown' && waitsFor !== null ? [waitsFor] : []));
  if (waiting !== undefined && !parts.some(({ fate }) => fate === 'allowed')) {
    return { kind: 'partly-denied-partly-unknown', flow, closed, by: decider(deny), waitsFor: waiting };
  }
  return { kind: 'partly-denied', flow, open: null, closed, by: decider(deny) };
}

function words(row: Uncovered<Message>, question: Question): Message {
  const whole = formatPorts(question.ports).join() === row.ports.join();
  const ports = whole ? null : portsLabel(question.requirement.protocol, row.ports);
  const addresses =
    row.addresses === 'all' || row.addresses.length === 0
      ? null
      : prefixes(row.addresses, row.count ?? row.addresses.length);
  const found = [ports, row.note ?? null, addresses].filter((text) => text !== null);
  return found.length > 0 ? msg`${found}` : msg`${portsLabel(question.requirement.protocol, row.ports)}`;
}

function prefixes(list: readonly string[], count: number): string {
  return count <= 3 ? list.join(', ') : `${list.slice(0, 3).join(', ')} (${count})`;
}

/** The deny that ends it: the last one on the path, a named rule before a nameless default. */
function lastDeny(path: readonly RawStep[]): RawStep | null {
  const denies = path.filter(({ action }) => action === 'deny');
  return (
    denies.find(
      ({ rule, priority }) =>
        rule !== null && !(priority !== null && priority >= 65000 && DEFAULT_RULE_NAMES.has(rule)),
    ) ??
    denies[denies.length - 1] ??
    null
  );
}

function decider({ leg, resource, rule, priority, collection }: RawStep): Decider {
  return { leg, resource, rule, priority, ...(collection === undefined ? {} : { collection }) };
}
