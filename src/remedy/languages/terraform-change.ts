/** A change in Terraform's language: a block for inside of a resource, or a resource of its own beside its neighbours. */
import type { Resource } from '../../azure/model.js';
import type { Topology } from '../../reachability/topology.js';
import type { Change } from '../change.js';
import { plainOutboundRule, plainRoute, plainRule, type Target, targetOf } from '../written-rule.js';
import { armChange } from './arm-change.js';
import { azapiChange, isAzapi } from './azapi-change.js';
import { firewallRule, ruleCollectionGroup } from './terraform-firewall.js';
import { type Attribute, type Fit, headOf, localAddress, type TerraformChange, withCopied } from './terraform-fit.js';
import { block, list, text } from './terraform-syntax.js';

const ANYWHERE: Fit = { copied: new Map(), freeLabel: (_, wanted) => wanted };

/** `null` where the network has no resource that the change is about. */
export function terraformChange(change: Change, topology: Topology, fit: Fit = ANYWHERE): TerraformChange | null {
  const target = targetOf(change, topology);
  if (target === null) return null;
  // A rule of azurerm's beside others of its kind needs no more of the workspace than its id.
  if (isAzapi(target.resource) && !(change.kind === 'outbound-rule' && target.beside?.includes('azurerm_') === true)) {
    const written = armChange(change, topology);
    return written === null ? null : azapiChange(written, target, fit);
  }
  switch (change.kind) {
    case 'security-rule':
      return securityRule(plainRule(change.rule), target, fit);
    case 'route':
      return route(plainRoute(change.route), target, fit);
    case 'outbound-rule': {
      const rule = plainOutboundRule(change.rule);
      return rule === null ? null : outboundRule(rule, target, fit);
    }
    case 'firewall-rule':
      return firewallRule(change, target, topology, fit);
    case 'nat-gateway': {
      const gateway = topology.natGateways.get(change.natGateway);
      return gateway === undefined ? null : natGateway(gateway, target, fit);
    }
    case 'rule-collection-group':
      return ruleCollectionGroup(change, target, topology, fit);
  }
}

function securityRule(rule: ReturnType<typeof plainRule>, target: Target, fit: Fit): TerraformChange {
  const attributes: readonly Attribute[] = [
    ['name', text(rule.name)],
    ['priority', String(rule.priority)],
    ['direction', text(rule.direction)],
    ['access', text(rule.access)],
    ['protocol', text(rule.protocol)],
    ['source_port_range', text('*')],
    oneOrMany('destination_port_range', 's', rule.ports),
    oneOrMany('source_address_prefix', 'es', rule.sources),
    oneOrMany('destination_address_prefix', 'es', rule.destinations),
  ];
  if (target.style === 'inline') return inside(target, block('security_rule', attributes));
  const group = localAddress(target.resource.id);
  return ownResource('azurerm_network_security_rule', rule.name, target, fit, [
    ...attributes,
    ['resource_group_name', `${group}.resource_group_name`],
    ['network_security_group_name', `${group}.name`],
  ]);
}

function oneOrMany(name: string, plural: string, values: readonly string[]): Attribute {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? [name, text(only)] : [`${name}${plural}`, list(values)];
}

function route(plain: ReturnType<typeof plainRoute>, target: Target, fit: Fit): TerraformChange {
  const attributes: readonly Attribute[] = [
    ['name', text(plain.name)],
    ['address_prefix', text(plain.prefix)],
    ['next_hop_type', text(plain.hop)],
  ];
  if (target.style === 'inline') return inside(target, block('route', attributes));
  const table = localAddress(target.resource.id);
  return ownResource('azurerm_route', plain.name, target, fit, [
    ...attributes,
    ['resource_group_name', `${table}.resource_group_name`],
    ['route_table_name', `${table}.name`],
  ]);
}

function outboundRule(
  rule: NonNullable<ReturnType<typeof plainOutboundRule>>,
  target: Target,
  fit: Fit,
): TerraformChange {
  const [type, attributes]: readonly [string, readonly Attribute[]] =
    rule.type === 'FQDN'
      ? ['fqdn', [['destination_fqdn', text(rule.host)]]]
      : [
          'service_tag',
          [
            ['service_tag', text(rule.tag)],
            ['protocol', text(rule.protocol)],
            ['port_ranges', text(rule.ports)],
          ],
        ];
  return ownResource(`azurerm_machine_learning_workspace_network_outbound_rule_${type}`, rule.name, target, fit, [
    ['name', text(rule.name)],
    ['workspace_id', `${localAddress(target.resource.id)}.id`],
    ...attributes,
  ]);
}

/** One more subnet for a NAT gateway; `null` where neither module could name the other's resource. */
function natGateway(gateway: Resource, target: Target, fit: Fit): TerraformChange | null {
  const [subnet, own] = [target.resource.id, gateway.id].map(localAddress);
  if (subnet === undefined || own === undefined || subnet !== target.resource.id || own !== gateway.id) return null;
  const label = subnet.replace(/^azurerm_subnet\./, '').replace(/\[.*$/, '');
  return ownResource('azurerm_subnet_nat_gateway_association', label, target, fit, [
    ['subnet_id', `${subnet}.id`],
    ['nat_gateway_id', `${own}.id`],
  ]);
}

function inside({ resource }: Target, lines: readonly string[]): TerraformChange {
  return { lines, inside: resource.id, nested: null, behind: null, place: resource.location };
}

/** A resource of its own, with what its neighbour says in place of what it would say by itself. */
function ownResource(
  type: string,
  name: string,
  target: Target,
  fit: Fit,
  attributes: readonly Attribute[],
): TerraformChange {
  return {
    lines: block(headOf(type, name, target, fit), withCopied(attributes, fit)),
    inside: null,
    nested: null,
    behind: target.beside ?? target.resource.id,
    place: target.beside === null ? target.resource.location : target.besideLocation,
  };
}
