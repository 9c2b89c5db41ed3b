/** A change in Terraform's language: a block for inside of a resource, or a resource of its own beside its neighbours. */
import type { Topology } from '../../reachability/topology.js';
import type { Change } from '../change.js';
import {
  collectionOf,
  type PlainFirewallRule,
  plainFirewallRule,
  plainOutboundRule,
  plainRoute,
  plainRule,
  type Target,
  targetOf,
} from '../written-rule.js';
import { block, list, text } from './terraform-syntax.js';

/** What to write, and where. */
export interface TerraformChange {
  readonly lines: readonly string[];
  /** The address of the resource whose block the lines go into; `null` for a resource of its own. */
  readonly inside: string | null;
  /** Within that block: the nested block that they go into, by type and name; `null` for the block itself. */
  readonly nested: { readonly type: string; readonly name: string } | null;
  /** For a resource of its own: the one that it stands behind. */
  readonly behind: string | null;
}

/** `null` where the network has no resource that the change is about. */
export function terraformChange(change: Change, topology: Topology): TerraformChange | null {
  const target = targetOf(change, topology);
  if (target === null) return null;
  switch (change.kind) {
    case 'security-rule':
      return securityRule(plainRule(change.rule), target);
    case 'route':
      return route(plainRoute(change.route), target);
    case 'outbound-rule': {
      const rule = plainOutboundRule(change.rule);
      return rule === null ? null : outboundRule(rule, target);
    }
    case 'firewall-rule':
      return firewallRule(change, target, topology);
  }
}

function securityRule(rule: ReturnType<typeof plainRule>, { resource, style, beside }: Target): TerraformChange {
  const ports: readonly [string, string] =
    rule.ports.length === 1
      ? ['destination_port_range', text(rule.ports[0] ?? '*')]
      : ['destination_port_ranges', list(rule.ports)];
  const attributes: readonly (readonly [string, string])[] = [
    ['name', text(rule.name)],
    ['priority', String(rule.priority)],
    ['direction', text(rule.direction)],
    ['access', text(rule.access)],
    ['protocol', text(rule.protocol)],
    ['source_port_range', text('*')],
    ports,
    ['source_address_prefix', text(rule.source)],
    ['destination_address_prefix', text(rule.destination)],
  ];
  if (style === 'inline') return inside(resource.id, block('security_rule', attributes));
  const group = localAddress(resource.id);
  return {
    lines: block(`resource "azurerm_network_security_rule" ${text(blockName(rule.name))}`, [
      ...attributes,
      ['resource_group_name', `${group}.resource_group_name`],
      ['network_security_group_name', `${group}.name`],
    ]),
    inside: null,
    nested: null,
    behind: beside ?? resource.id,
  };
}

function route(plain: ReturnType<typeof plainRoute>, { resource, style, beside }: Target): TerraformChange {
  const attributes: readonly (readonly [string, string])[] = [
    ['name', text(plain.name)],
    ['address_prefix', text(plain.prefix)],
    ['next_hop_type', text(plain.hop)],
  ];
  if (style === 'inline') return inside(resource.id, block('route', attributes));
  const table = localAddress(resource.id);
  return {
    lines: block(`resource "azurerm_route" ${text(blockName(plain.name))}`, [
      ...attributes,
      ['resource_group_name', `${table}.resource_group_name`],
      ['route_table_name', `${table}.name`],
    ]),
    inside: null,
    nested: null,
    behind: beside ?? resource.id,
  };
}

function outboundRule(rule: NonNullable<ReturnType<typeof plainOutboundRule>>, { resource }: Target): TerraformChange {
  const workspace = `${localAddress(resource.id)}.id`;
  const [type, attributes]: readonly [string, readonly (readonly [string, string])[]] =
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
  return {
    lines: block(
      `resource "azurerm_machine_learning_workspace_network_outbound_rule_${type}" ${text(blockName(rule.name))}`,
      [['name', text(rule.name)], ['workspace_id', workspace], ...attributes],
    ),
    inside: null,
    nested: null,
    behind: resource.id,
  };
}

function firewallRule(
  change: Extract<Change, { readonly kind: 'firewall-rule' }>,
  { resource, style }: Target,
  topology: Topology,
): TerraformChange | null {
  const { name, kind, priority, isNew } = change.collection;
  const plain = plainFirewallRule(change.rule);
  if (plain === null) return null;
  const rule = ruleBlock(plain, kind, style === 'separate');
  const there = collectionOf(change, topology);
  if (style === 'inline') {
    const type = `${kind}_rule_collection`;
    if (!isNew) return { lines: rule, inside: resource.id, nested: { type, name }, behind: null };
    return inside(resource.id, collectionBlock(type, name, priority, rule));
  }
  if (!isNew && there?.declaredBy !== undefined) return inside(there.declaredBy, rule);
  const firewall = localAddress(resource.id);
  const head = block('', [
    ['name', text(name)],
    ['azure_firewall_name', `${firewall}.name`],
    ['resource_group_name', `${firewall}.resource_group_name`],
    ['priority', String(priority)],
    ['action', text('Allow')],
  ]).slice(1, -1);
  const own = `resource "azurerm_firewall_${kind}_rule_collection" ${text(blockName(name))} {`;
  return { lines: [own, ...head, '', ...rule.map(indented), '}'], inside: null, nested: null, behind: resource.id };
}

function collectionBlock(type: string, name: string, priority: number, rule: readonly string[]): readonly string[] {
  const head = block('', [
    ['name', text(name)],
    ['priority', String(priority)],
    ['action', text('Allow')],
  ]).slice(1, -1);
  return [`${type} {`, ...head, '', ...rule.map(indented), '}'];
}

/** A rule of a policy, or of a classic collection, which calls some things otherwise. */
function ruleBlock(rule: PlainFirewallRule, kind: 'network' | 'application', classic: boolean): readonly string[] {
  if (kind === 'network') {
    return block('rule', [
      ['name', text(rule.name)],
      ['protocols', list(rule.protocols)],
      ['source_addresses', list(rule.sources)],
      ['destination_addresses', list(rule.destinations)],
      ['destination_ports', list(rule.ports)],
    ]);
  }
  const head = block('rule', [
    ['name', text(rule.name)],
    ['source_addresses', list(rule.sources)],
    [classic ? 'target_fqdns' : 'destination_fqdns', list(rule.hosts)],
  ]);
  const protocols = rule.web.flatMap(({ type, port }) => [
    '',
    ...block(classic ? 'protocol' : 'protocols', [
      ['type', text(type)],
      ['port', classic ? text(String(port)) : String(port)],
    ]).map(indented),
  ]);
  return [...head.slice(0, -1), ...protocols, '}'];
}

function inside(resource: string, lines: readonly string[]): TerraformChange {
  return { lines, inside: resource, nested: null, behind: null };
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`;
}

/** The address within its own module: `module.net["a"].azurerm_subnet.b["c.d"]` gives `azurerm_subnet.b["c.d"]`. */
export function localAddress(address: string): string {
  const dots: number[] = [];
  let quoted = false;
  for (let at = 0; at < address.length; at++) {
    if (address[at] === '"' && address[at - 1] !== '\\') quoted = !quoted;
    else if (address[at] === '.' && !quoted) dots.push(at);
  }
  const start = dots.at(-2);
  return start === undefined ? address : address.slice(start + 1);
}

/** `AllowOutboundStorage` as the name of a block: `allow_outbound_storage`. */
function blockName(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  return /^[a-z]/.test(words) ? words : `rule_${words}`;
}
