/** Rules of an Azure Firewall in Terraform's language: of a policy's rule collection group, and classic ones, which are resources of their own. */
import { knownOr } from '../../azure/value.js';
import type { Topology } from '../../reachability/topology.js';
import type { CollectionPlace, FirewallChange, GroupChange } from '../change.js';
import { collectionOf, known, type PlainFirewallRule, plainFirewallRule, type Target } from '../written-rule.js';
import { type Fit, headOf, localAddress, type TerraformChange, withCopied } from './terraform-fit.js';
import { block, list, text } from './terraform-syntax.js';

/** A rule for a collection that is there, or a new collection with all its rules. `null` where a rule's sources cannot be written. */
export function firewallRule(
  change: FirewallChange,
  target: Target,
  topology: Topology,
  fit: Fit,
): TerraformChange | null {
  const { resource, style } = target;
  const { name, kind, isNew } = change.collection;
  const rules: (readonly string[])[] = [];
  for (const rule of [change.rule, ...(change.also ?? [])]) {
    const plain = plainFirewallRule(rule);
    if (plain === null) return null;
    rules.push(ruleBlock(plain, kind, style === 'separate'));
  }
  if (isNew) return newCollection(change.collection, rules, target, fit);
  const lines = rules.flat();
  if (style === 'inline') {
    const nested = { type: `${kind}_rule_collection`, name };
    return { lines, inside: resource.id, nested, behind: null, place: resource.location };
  }
  const there = collectionOf(change, topology);
  if (there?.declaredBy === undefined) return null;
  return { lines, inside: there.declaredBy, nested: null, behind: null, place: there.location };
}

/** A group with all its collections, behind its policy. `null` where a rule's sources cannot be written. */
export function ruleCollectionGroup(
  { group, collections }: GroupChange,
  { resource }: Target,
  topology: Topology,
  fit: Fit,
): TerraformChange | null {
  const inside: Target = { resource: group, style: 'inline', beside: null, besideLocation: null };
  const body: string[] = [];
  for (const change of collections) {
    const collection = firewallRule(change, inside, topology, fit);
    if (collection === null) return null;
    body.push('', ...collection.lines.map(indented));
  }
  const name = known(group.name);
  const target: Target = { ...inside, resource, style: 'separate' };
  const attributes = [
    ['name', text(name)],
    ['firewall_policy_id', `${localAddress(resource.id)}.id`],
    ['priority', String(knownOr(group.priority, 0))],
  ] as const;
  const head = block(
    headOf('azurerm_firewall_policy_rule_collection_group', name, target, fit),
    withCopied(attributes, fit),
  );
  const lines = [...head.slice(0, -1), ...body, '}'];
  return { lines, inside: null, nested: null, behind: resource.id, place: resource.location };
}

function newCollection(
  { name, kind, priority }: CollectionPlace,
  rules: readonly (readonly string[])[],
  target: Target,
  fit: Fit,
): TerraformChange {
  const { resource, style } = target;
  const common = [
    ['priority', String(priority)],
    ['action', text('Allow')],
  ] as const;
  const body = rules.flatMap((rule) => ['', ...rule.map(indented)]);
  if (style === 'inline') {
    const head = block(`${kind}_rule_collection`, [['name', text(name)], ...common]);
    const lines = [...head.slice(0, -1), ...body, '}'];
    return { lines, inside: resource.id, nested: null, behind: null, place: resource.location };
  }
  const firewall = localAddress(resource.id);
  const own = headOf(`azurerm_firewall_${kind}_rule_collection`, name, target, fit);
  const attributes = [
    ['name', text(name)],
    ['azure_firewall_name', `${firewall}.name`],
    ['resource_group_name', `${firewall}.resource_group_name`],
    ...common,
  ] as const;
  const head = block(own, withCopied(attributes, fit));
  const lines = [...head.slice(0, -1), ...body, '}'];
  return { lines, inside: null, nested: null, behind: resource.id, place: resource.location };
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

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`;
}
