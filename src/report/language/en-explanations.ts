/** English: why a verdict is what it is, one sentence each. */
import type { Decider, ExplanationMessages, Flow } from '../../reachability/explanation.js';
import { ended, grammar } from './grammar.js';

const { list } = grammar('en');

/** `TCP 443 to Storage.westus2`: the subject of most sentences. */
const flowOf = ({ direction, ports, target }: Flow): string =>
  direction === 'outbound' ? `${ports} to ${target}` : `${ports} from ${target}`;

/** `rule DenyInternet (priority 4000) of azurerm_network_security_group.ml` */
function by({ leg, resource, rule, collection, priority }: Decider): string {
  if (rule === null) return resource;
  const noun = { route: 'route', 'managed-network': 'outbound rule' }[leg as string] ?? 'rule';
  const order = priority === null ? '' : ` (priority ${priority})`;
  const where = collection === undefined ? '' : ` in collection ${collection}`;
  return `${noun} ${rule}${order}${where} of ${resource}`;
}

const all = (deciders: readonly Decider[]): string => list(deciders.map(by));

export const explanations: ExplanationMessages = {
  'allowed-by-rule': (e) => `${flowOf(e.flow)} is allowed by ${by(e.by)}.`,
  'allowed-as-part-of': (e) => `${flowOf(e.flow)} is allowed as part of ${e.container} by ${by(e.by)}.`,
  'allowed-by-default-rule': (e) => `No rule of its own decides ${flowOf(e.flow)}, and default ${by(e.by)} allows it.`,
  'allowed-all-legs': (e) => `${flowOf(e.flow)} is allowed on the whole path, by ${all(e.by)}.`,
  'allowed-together': (e) => `${flowOf(e.flow)} is allowed by ${all(e.by)} together.`,
  'no-group': (e) =>
    `Nothing filters ${flowOf(e.flow)}: ${e.scope} has no network security group, and no firewall is on the path.`,
  'allowed-by-hosts': (e) =>
    `${flowOf(e.flow)} is open by host name: ${by(e.by)} allows ${list(e.hosts)}, which ${e.hosts.length === 1 ? 'stands' : 'stand'} in for the tag.`,
  'allowed-by-pattern': (e) => `${flowOf(e.flow)} is allowed by the pattern ${e.pattern} in ${by(e.by)}.`,
  'host-allowed-as-internet': (e) =>
    `Network security groups see no host names, and ${by(e.by)} allows the Internet, so ${flowOf(e.flow)} is open.`,
  'bypasses-firewall': (e) =>
    `${flowOf(e.flow)} does not pass ${e.firewall}: ${by(e.by)} sends it straight to the Internet.`,
  'by-service-endpoint': (e) =>
    `${flowOf(e.flow)} leaves by the service endpoint ${e.endpoint} of ${e.scope}, whatever the route table says.`,
  'by-private-endpoint': (e) => `${flowOf(e.flow)} goes to the private endpoint ${e.endpoint}.`,
  'by-default-outbound-access': (e) =>
    `${flowOf(e.flow)} is allowed, but leaves ${e.scope} only by default outbound access, which new networks no longer have.`,
  'inbound-with-return-route': (e) =>
    `${flowOf(e.flow)} is allowed by ${by(e.by)}, and ${by(e.route)} brings the answers back by the Internet.`,

  'denied-by-rule': (e) => `${flowOf(e.flow)} is denied by ${by(e.by)}.`,
  'denied-by-default-rule': (e) => `No rule allows ${flowOf(e.flow)}, so default ${by(e.by)} denies it.`,
  'allow-behind-deny': (e) =>
    `${flowOf(e.flow)} is denied by ${by(e.by)}, which comes before the allowing ${by(e.shadowed)}.`,
  'allow-does-not-match': (e) =>
    `${flowOf(e.flow)} is denied by ${by(e.by)}; ${by(e.candidate)} does not match because of its ${e.why}.`,
  'no-firewall-rule': (e) =>
    `No rule of ${e.firewall} allows ${flowOf(e.flow)}, and Azure Firewall denies what no rule allows.`,
  'no-firewall-rule-nor-hosts': (e) =>
    `No network rule of ${e.firewall} allows ${flowOf(e.flow)}, and no application rule allows ${list(e.hosts)} in its place.`,
  'needs-network-rule': (e) =>
    `Application rules of ${e.firewall} see only HTTP, HTTPS and SQL, so ${flowOf(e.flow)} needs a network rule.`,
  'needs-tls-inspection': (e) =>
    `${flowOf(e.flow)} stays closed: ${by(e.by)} names a URL, which Azure Firewall cannot see without TLS inspection.`,
  'needs-dns-proxy': (e) =>
    `${flowOf(e.flow)} stays closed: ${by(e.by)} names a host, which a network rule resolves only with DNS proxy on.`,
  'host-denied-as-internet': (e) =>
    `Network security groups see no host names, and ${by(e.by)} denies the Internet, so ${flowOf(e.flow)} is closed.`,
  'no-route': (e) => `${flowOf(e.flow)} is dropped: ${by(e.by)} has next hop None.`,
  'no-way-out': (e) =>
    `${flowOf(e.flow)} is routed to the Internet, but ${e.scope} has no way out: no NAT gateway, public IP or outbound rule of a load balancer, and default outbound access is off.`,
  'asymmetric-return': (e) =>
    `${flowOf(e.flow)} is lost: the answers leave through ${e.nextHop} by ${by(e.by)}, and no route with next hop Internet brings them back the way they came.`,

  'partly-denied': (e) =>
    `${e.open === null ? `Only a part of ${flowOf(e.flow)}` : `Only ${e.open} of ${flowOf(e.flow)}`} is open: ${by(e.by)} denies the rest (${e.closed}).`,
  'partly-denied-partly-unknown': (e) =>
    `${flowOf(e.flow)} cannot be open in full: ${by(e.by)} denies a part of it (${e.closed}), and the rest waits for a value (${e.waitsFor}).`,
  'partly-by-source': (e) =>
    `${flowOf(e.flow)} is open for a part of ${e.scope} only: ${by(e.by)} has source ${list(e.sources)}.`,
  'partly-by-hosts': (e) =>
    `${e.firewall} allows only some of the hosts that stand in for ${e.flow.target}: ${list(e.closedHosts)} ${e.closedHosts.length === 1 ? 'is' : 'are'} missing on ${e.flow.ports}.`,

  'unknown-value': (e) =>
    `Whether ${flowOf(e.flow)} is open depends on ${e.by === null ? 'a value that is not in the input' : by(e.by)}: ${e.waitsFor}.`,
  'unknown-rules': (e) =>
    `Whether ${flowOf(e.flow)} is open depends on rules of ${e.resource} that the input does not show: ${e.waitsFor}.`,
  'unknown-prefixes': (e) =>
    `Whether ${flowOf(e.flow)} is open depends on ${by(e.by)}: only service tag data (service-tags) can tell whether its IP prefixes hold the tag.`,
  'unknown-host-addresses': (e) =>
    `Whether ${flowOf(e.flow)} is open depends on ${by(e.by)}: its IP prefixes are narrower than the Internet, and the addresses of the host are not known.`,
  'appliance-not-in-input': (e) =>
    `Whether ${flowOf(e.flow)} is open cannot be told: ${by(e.by)} sends it to ${e.nextHop}, which belongs to no firewall of the input.`,
  'gateway-not-in-input': (e) =>
    `Whether ${flowOf(e.flow)} is open cannot be told: ${by(e.by)} sends it to a virtual network gateway, and what is behind it is not in the input.`,
  'web-category': (e) => `Whether ${flowOf(e.flow)} is open cannot be told: ${by(e.by)} decides by web category.`,

  'approved-by-service': (e) =>
    `${flowOf(e.flow)} is approved by the service itself in the managed network of ${e.workspace} (${e.mode}).`,
  'internet-outbound-allowed': (e) =>
    `${flowOf(e.flow)} is open: the managed network of ${e.workspace} allows everything outbound (${e.mode}).`,
  'approved-by-outbound-rule': (e) => `${flowOf(e.flow)} is approved by ${by(e.by)}.`,
  'host-not-approved': (e) =>
    `No outbound rule of ${e.workspace} approves ${flowOf(e.flow)}, and its managed network blocks what is not approved (${e.mode}).`,
  'fqdn-rule-ports': (e) =>
    `${by(e.by)} cannot open ${flowOf(e.flow)}: FQDN rules of a managed network serve ports 80 and 443 only.`.replace(
      /^./,
      (first) => first.toUpperCase(),
    ),
  'not-supported-fqdn-storage': (e) =>
    `Whether ${flowOf(e.flow)} is open cannot be told: ${by(e.by)} is an FQDN rule for Azure Storage, which managed networks do not support (use a private endpoint rule).`,

  'rule-taken-away': (e) => `This change takes away ${by(e.by)}, which allowed ${flowOf(e.flow)}.`,
  waived: (e) =>
    `${flowOf(e.flow)} is waived until ${e.until}${e.owner === null ? '' : ` by ${e.owner}`}: ${ended(e.reason)}`,
  'not-applicable': (e) => `${flowOf(e.flow)} is not asked here: ${e.reason}.`,
};
