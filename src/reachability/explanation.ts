/** Why a verdict is what it is: data that the engine makes and that a catalogue of a language turns into one sentence. */
import { isMessage, type Message } from '../azure/message.js';
import type { Direction, Protocol } from '../requirements/requirement.js';
import type { LegKind } from './finding.js';

/** The traffic that a sentence is about. */
export interface Flow {
  readonly direction: Direction;
  /** Service tag or host: the destination, inbound the source. */
  readonly target: string;
  /** As {@link portsLabel} writes them: `TCP 80, 443`. */
  readonly ports: string;
}

/** What decided. A `PathStep` of a finding can be passed as it is. */
export interface Decider {
  readonly leg: LegKind;
  readonly resource: string;
  /** `null` where nothing named decides. */
  readonly rule: string | null;
  readonly priority: number | null;
  /** The rule collection of a firewall rule. */
  readonly collection?: string;
}

/** All kinds of explanations. Names, addresses and clauses are strings of the input; clauses are messages, in a language `Words`; numbers are numbers; nothing else. */
export type Explanation<Words = Message> =
  // Allowed.
  /** A rule that names the target itself. */
  | { readonly kind: 'allowed-by-rule'; readonly flow: Flow; readonly by: Decider }
  /** A rule whose destination holds the target: `container` is `Internet`, `AzureCloud.westus2`, `*`, … (T1-T5). */
  | { readonly kind: 'allowed-as-part-of'; readonly flow: Flow; readonly container: string; readonly by: Decider }
  /** A default rule: `by` is AllowInternetOutBound, AllowVnetOutBound, … (N4). */
  | { readonly kind: 'allowed-by-default-rule'; readonly flow: Flow; readonly by: Decider }
  /** Several legs, each with the rule that allows, in the order of the path. */
  | { readonly kind: 'allowed-all-legs'; readonly flow: Flow; readonly by: readonly Decider[] }
  /** Several rules of one leg cover it together. */
  | { readonly kind: 'allowed-together'; readonly flow: Flow; readonly by: readonly Decider[] }
  /** No group, firewall or route filters the scope (N7). */
  | { readonly kind: 'no-group'; readonly flow: Flow; readonly scope: string }
  /** Application rules allow every host that stands in for the tag. */
  | { readonly kind: 'allowed-by-hosts'; readonly flow: Flow; readonly hosts: readonly string[]; readonly by: Decider }
  /** A firewall's application rule allows the host by this pattern (F8). */
  | { readonly kind: 'allowed-by-pattern'; readonly flow: Flow; readonly pattern: string; readonly by: Decider }
  /** A group sees no host names, and allows the Internet on these ports. */
  | { readonly kind: 'host-allowed-as-internet'; readonly flow: Flow; readonly by: Decider }
  /** A route sends it past the firewall (R2). */
  | { readonly kind: 'bypasses-firewall'; readonly flow: Flow; readonly by: Decider; readonly firewall: string }
  /** A service endpoint of the subnet carries it (R5, T12). */
  | { readonly kind: 'by-service-endpoint'; readonly flow: Flow; readonly endpoint: string; readonly scope: string }
  /** A private endpoint carries it (P1). */
  | { readonly kind: 'by-private-endpoint'; readonly flow: Flow; readonly endpoint: string }
  /** Open, but only by default outbound access (R9). */
  | { readonly kind: 'by-default-outbound-access'; readonly flow: Flow; readonly scope: string }
  /** A route brings the answers of an inbound flow back by the Internet (R8). */
  | { readonly kind: 'inbound-with-return-route'; readonly flow: Flow; readonly by: Decider; readonly route: Decider }

  // Denied.
  | { readonly kind: 'denied-by-rule'; readonly flow: Flow; readonly by: Decider }
  /** No rule matches, and a default rule such as DenyAllInBound ends it (N4). */
  | { readonly kind: 'denied-by-default-rule'; readonly flow: Flow; readonly by: Decider }
  /** A rule would allow it, but a deny has the lower number (N1). */
  | { readonly kind: 'allow-behind-deny'; readonly flow: Flow; readonly by: Decider; readonly shadowed: Decider }
  /** An allow rule names the target but does not match: `why` says which field (`source port 44224`, `protocol Udp`). */
  | {
      readonly kind: 'allow-does-not-match';
      readonly flow: Flow;
      readonly by: Decider;
      readonly candidate: Decider;
      readonly why: Words;
    }
  /** Azure Firewall denies what no rule allows (F1). */
  | { readonly kind: 'no-firewall-rule'; readonly flow: Flow; readonly firewall: string }
  /** A tag that neither a network rule nor application rules for its hosts allow. */
  | {
      readonly kind: 'no-firewall-rule-nor-hosts';
      readonly flow: Flow;
      readonly firewall: string;
      readonly hosts: readonly string[];
    }
  /** Application rules see HTTP, HTTPS and MSSQL only; a network rule is needed (F4). */
  | { readonly kind: 'needs-network-rule'; readonly flow: Flow; readonly firewall: string }
  /** A URL rule without TLS inspection (F9). */
  | { readonly kind: 'needs-tls-inspection'; readonly flow: Flow; readonly by: Decider }
  /** A host name in a network rule without DNS proxy (F10). */
  | { readonly kind: 'needs-dns-proxy'; readonly flow: Flow; readonly by: Decider }
  /** A group sees no host names, and the Internet is denied on these ports. */
  | { readonly kind: 'host-denied-as-internet'; readonly flow: Flow; readonly by: Decider }
  /** Next hop None (R4). */
  | { readonly kind: 'no-route'; readonly flow: Flow; readonly by: Decider }
  /** Next hop Internet, and nothing that leads there (R9). */
  | { readonly kind: 'no-way-out'; readonly flow: Flow; readonly scope: string }
  /** Inbound past the route table, outbound answers through a firewall or an appliance (R8). */
  | { readonly kind: 'asymmetric-return'; readonly flow: Flow; readonly by: Decider; readonly nextHop: string }

  // In part.
  /** `open` and `closed` are parts in words: `TCP 443`, `20.0.0.0/8`, `Storage.westus2`. `open` is `null` where it is not worth naming. */
  | {
      readonly kind: 'partly-denied';
      readonly flow: Flow;
      readonly open: Words | null;
      readonly closed: Words;
      readonly by: Decider;
    }
  /** Partly denied, and the rest waits for a value: it can never be met. */
  | {
      readonly kind: 'partly-denied-partly-unknown';
      readonly flow: Flow;
      readonly closed: Words;
      readonly by: Decider;
      readonly waitsFor: Words;
    }
  /** Only some of the scope's own addresses are covered by the rule's source (F13). */
  | {
      readonly kind: 'partly-by-source';
      readonly flow: Flow;
      readonly scope: string;
      readonly sources: readonly string[];
      readonly by: Decider;
    }
  /** Only some of the hosts that stand in for the tag are allowed. */
  | {
      readonly kind: 'partly-by-hosts';
      readonly flow: Flow;
      readonly firewall: string;
      readonly closedHosts: readonly string[];
    }

  // Open to values that are not in the input.
  /** `waitsFor`: a clause without a full stop (`azurerm_ip_group.x.cidrs is known after apply`); `by`: the rule it is part of. */
  | { readonly kind: 'unknown-value'; readonly flow: Flow; readonly waitsFor: Words; readonly by: Decider | null }
  /** There may be rules that the input does not show. */
  | { readonly kind: 'unknown-rules'; readonly flow: Flow; readonly resource: string; readonly waitsFor: Words }
  /** Prefixes of which only service-tag data could tell whether they hold the tag. */
  | { readonly kind: 'unknown-prefixes'; readonly flow: Flow; readonly by: Decider }
  /** A host at a rule with public prefixes that are narrower than the Internet. */
  | { readonly kind: 'unknown-host-addresses'; readonly flow: Flow; readonly by: Decider }
  /** A next hop IP that no firewall of the input has. */
  | { readonly kind: 'appliance-not-in-input'; readonly flow: Flow; readonly by: Decider; readonly nextHop: string }
  /** A virtual network gateway. */
  | { readonly kind: 'gateway-not-in-input'; readonly flow: Flow; readonly by: Decider }
  /** A web category decides (F12). */
  | { readonly kind: 'web-category'; readonly flow: Flow; readonly by: Decider }

  // Managed networks.
  /** The service approves its own tags (M1). `mode` is the isolation mode. */
  | { readonly kind: 'approved-by-service'; readonly flow: Flow; readonly workspace: string; readonly mode: string }
  /** AllowInternetOutbound. */
  | {
      readonly kind: 'internet-outbound-allowed';
      readonly flow: Flow;
      readonly workspace: string;
      readonly mode: string;
    }
  /** An outbound rule of the workspace allows it. */
  | { readonly kind: 'approved-by-outbound-rule'; readonly flow: Flow; readonly by: Decider }
  | { readonly kind: 'host-not-approved'; readonly flow: Flow; readonly workspace: string; readonly mode: string }
  /** FQDN rules open ports 80 and 443 only (M2). */
  | { readonly kind: 'fqdn-rule-ports'; readonly flow: Flow; readonly by: Decider }
  /** An FQDN rule for a host of Azure Storage (M3). */
  | { readonly kind: 'not-supported-fqdn-storage'; readonly flow: Flow; readonly by: Decider }

  /** The change takes away the rule that allowed it. `now`: what would be said without that. */
  | { readonly kind: 'rule-taken-away'; readonly flow: Flow; readonly by: Decider; readonly now: Explanation<Words> }

  // Not judged.
  /** `until`: the last day, as it is written. `otherwise`: what would be said without the waiver. */
  | {
      readonly kind: 'waived';
      readonly flow: Flow;
      readonly reason: string;
      readonly owner: string | null;
      readonly until: string;
      readonly otherwise: Explanation<Words>;
    }
  | { readonly kind: 'not-applicable'; readonly flow: Flow; readonly reason: Words };

export type ExplanationKind = Explanation['kind'];

/** An explanation whose clauses are in a language. */
type Worded = Explanation<string>;

/** One function per kind: a language that lacks one does not compile. */
export type ExplanationMessages = {
  readonly [K in ExplanationKind]: (explanation: Extract<Worded, { readonly kind: K }>) => string;
};

/**
 * One sentence for an explanation; clauses that are in its language already stay as they are. Text of the input stays as it is; whoever prints the sentence escapes it.
 * @param messages a catalogue of `src/report/language`
 */
export function explain(
  explanation: Explanation<Message | string>,
  { explanations, say }: { readonly explanations: ExplanationMessages; readonly say: (message: Message) => string },
): string {
  const worded = Object.entries(explanation).map(([name, value]) => [name, isMessage(value) ? say(value) : value]);
  // The table is typed kind by kind; TypeScript cannot follow that the kind picks the matching function.
  const sentence = explanations[explanation.kind] as (explanation: Worded) => string;
  const text = sentence(Object.fromEntries(worded) as Worded);
  if (explanation.kind === 'waived') return `${text} ${explain(explanation.otherwise, { explanations, say })}`;
  return explanation.kind === 'rule-taken-away' ? `${text} ${explain(explanation.now, { explanations, say })}` : text;
}

/** Protocol and ports as sentences and tables print them: `TCP 80, 443`. */
export function portsLabel(protocol: Protocol | 'any', ports: readonly string[]): string {
  return `${protocol === 'any' ? 'TCP/UDP' : protocol.toUpperCase()} ${ports.join(', ')}`;
}
