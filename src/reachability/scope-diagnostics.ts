/** What is told of a scope beside its findings: ways that may close, and values that make its rows milder. */
import { type Message, msg } from '../azure/message.js';
import type { Diagnostic, NatGateway } from '../azure/model.js';
import { isUnknown } from '../azure/value.js';
import type { ScopeFacts } from '../requirements/facts.js';
import type { Requirement } from '../requirements/requirement.js';
import type { Scope } from './scopes.js';
import type { WayOut } from './way-out.js';

/**
 * @param rows what is asked of the scope
 * @param wayOut how it reaches the Internet
 * @param byDefault whether anything goes out by default outbound access alone
 */
export function scopeDiagnostics(
  scope: Scope,
  facts: ScopeFacts,
  rows: readonly Requirement[],
  wayOut: WayOut,
  byDefault: boolean,
): readonly Diagnostic[] {
  return [
    ...(scope.subnet?.hasServiceEndpointPolicies === true ? [endpointPolicies(scope)] : []),
    ...(isUnknown(facts.publicIp) && rows.some(isMilderInbound) ? [openPublicIp(scope, facts.publicIp.unknown)] : []),
    ...(wayOut.kind === 'open' && wayOut.gateway?.isWithoutAddress === true ? [emptyGateway(wayOut.gateway)] : []),
    ...(byDefault ? [defaultAccess(scope)] : []),
  ];
}

/** An inbound row that a public address would make a required one (MATRIX, edition 2026-03). */
function isMilderInbound({ direction, level }: Requirement): boolean {
  return direction === 'inbound' && level === 'recommended';
}

function openPublicIp({ resource }: Scope, reason: Message): Diagnostic {
  return {
    severity: 'warning',
    message: msg`${resource.id}: whether compute has a public IP address is not known (${reason}), so what must come in is recommended only`,
    location: resource.location,
  };
}

function endpointPolicies({ resource }: Scope): Diagnostic {
  return {
    severity: 'warning',
    message: msg`${resource.id} has service endpoint policies, which are not read here: they have to allow the workspace's storage accounts and the alias /services/Azure/MachineLearning`,
    location: resource.location,
  };
}

function emptyGateway({ id, location }: NatGateway): Diagnostic {
  return {
    severity: 'warning',
    message: msg`${id} has no public IP address and no prefix in the input, and carries nothing out until it gets one`,
    location,
  };
}

function defaultAccess(scope: Scope): Diagnostic {
  return {
    severity: 'warning',
    message: msg`${scope.resource.id} reaches the Internet only by Azure's default outbound access, which new networks do not have; give it a NAT gateway, a firewall, or nodes with public IP addresses`,
    location: scope.resource.location,
  };
}
