/** After groups and routes: how traffic with next hop Internet gets a public address (R9; CONTRACT, "The way out"). */

import type { Message } from '../azure/message.js';
import type { NatGateway } from '../azure/model.js';
import { isUnknown } from '../azure/value.js';
import type { RawStep } from './finding.js';
import type { Leg } from './part.js';
import type { Scope } from './scopes.js';
import { follow, keyOf, type Topology } from './topology.js';

/** What the step of a way out is called: an id in the JSON report, which every language has words for. */
export type WayName = 'no subnet' | 'NAT gateway' | 'public IP address' | 'default outbound access';

/** What carries traffic out. `default`: nothing but the access that Azure gives to a subnet that says nothing. */
export type WayOut =
  | { readonly kind: 'open'; readonly by: string; readonly how: WayName; readonly gateway?: NatGateway }
  | { readonly kind: 'default'; readonly by: string }
  | { readonly kind: 'closed'; readonly by: string }
  | { readonly kind: 'unknown'; readonly by: string; readonly reason: Message };

export function wayOut(scope: Scope, topology: Topology): WayOut {
  const { subnet } = scope;
  const by = scope.resource.id;
  if (subnet === null) return { kind: 'open', by, how: 'no subnet' };
  const gateway = follow(subnet.natGateway, topology.natGateways);
  if (gateway.kind === 'one') {
    const { resource } = gateway;
    return { kind: 'open', by: resource.id, how: 'NAT gateway', gateway: resource };
  }
  // Whichever of several gateways it is, it is one.
  if (gateway.kind === 'open' && gateway.candidates !== null && !gateway.candidates.includes(null)) {
    return { kind: 'open', by, how: 'NAT gateway' };
  }
  const own = ownAddresses(scope, topology);
  if (own === true) return { kind: 'open', by, how: 'public IP address' };
  if (subnet.defaultOutboundAccess === true || subnet.defaultOutboundAccess === null) {
    return subnet.defaultOutboundAccess === null
      ? { kind: 'default', by }
      : { kind: 'open', by, how: 'default outbound access' };
  }
  if (gateway.kind === 'open') return { kind: 'unknown', by, reason: gateway.reason };
  if (own !== false) return { kind: 'unknown', by, reason: own };
  if (isUnknown(subnet.defaultOutboundAccess))
    return { kind: 'unknown', by, reason: subnet.defaultOutboundAccess.unknown };
  return { kind: 'closed', by };
}

/** Whether everything in the scope has a public address of its own, or a load balancer's: `true`, `false`, or what decides it. */
function ownAddresses(scope: Scope, topology: Topology): boolean | Message {
  const nic = scope.networkInterface;
  if (nic !== null) {
    if (nic.publicIpAddress === true) return true;
    const pooled = topology.network.loadBalancerOutboundRules.some((rule) =>
      rule.networkInterfaces.some((link) => keyOf(link) === nic.key),
    );
    if (pooled) return true;
    return isUnknown(nic.publicIpAddress) ? nic.publicIpAddress.unknown : false;
  }
  const answers: (boolean | Message)[] = scope.computes.flatMap(({ kind, publicIp }) => {
    if (kind === 'Kubernetes') return [];
    // A compute that says nothing of it has a public address.
    return [isUnknown(publicIp) ? publicIp.unknown : publicIp !== false];
  });
  for (const { outboundType } of scope.clusters) {
    if (isUnknown(outboundType)) answers.push(outboundType.unknown);
    else answers.push(CLUSTER_WAYS_OUT.has((outboundType ?? 'loadBalancer').toLowerCase()));
  }
  if (answers.length === 0) return false;
  if (answers.includes(false)) return false;
  return answers.find((answer) => typeof answer !== 'boolean') ?? true;
}

/** Outbound types of a Kubernetes cluster that bring their own public address. */
const CLUSTER_WAYS_OUT = new Set(['loadbalancer', 'managednatgateway', 'managednatgatewayv2']);

/** The leg that ends with the Internet. */
export function wayOutLeg(way: WayOut, location: RawStep['location']): Leg {
  const step: RawStep = {
    leg: 'way-out',
    resource: way.by,
    rule: (way.kind === 'open'
      ? way.how
      : way.kind === 'default'
        ? 'default outbound access'
        : null) satisfies WayName | null,
    action: way.kind === 'closed' ? 'deny' : way.kind === 'unknown' ? 'unknown' : 'allow',
    priority: null,
    ...(way.kind === 'unknown' ? { waitsFor: way.reason } : {}),
    location,
  };
  const fate = way.kind === 'closed' ? 'denied' : way.kind === 'unknown' ? 'unknown' : 'allowed';
  return (packets) => [{ packets, fate, steps: [step], waitsFor: way.kind === 'unknown' ? way.reason : null }];
}
