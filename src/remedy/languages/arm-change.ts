/** A change in ARM's words, as JSON for a template and as an object of Bicep: an element of a list, or a resource of its own. */
import { parseArmId } from '../../azure/arm-id.js';
import { knownOr } from '../../azure/value.js';
import type { Topology } from '../../reachability/topology.js';
import type { Change, FirewallChange } from '../change.js';
import {
  known,
  plainFirewallRule,
  plainOutboundRule,
  plainRoute,
  plainRule,
  type Target,
  targetOf,
} from '../written-rule.js';
import { type BicepValue, writeBicep } from './bicep-syntax.js';

/** An object to write, and where. */
export interface ArmChange {
  readonly value: { readonly [name: string]: BicepValue };
  /** The resource that it is about, and the list in it (`securityRules`); for a rule of a firewall, the collection that the list is of. */
  readonly resource: string;
  readonly list: string;
  readonly collection: string | null;
  /** Set for a resource of its own: its type. */
  readonly type: string | null;
}

/** `null` where the network has no resource that the change is about, or the rule cannot be written. */
export function armChange(change: Change, topology: Topology): ArmChange | null {
  const target = targetOf(change, topology);
  if (target === null) return null;
  switch (change.kind) {
    case 'security-rule':
      return element(
        securityRule(plainRule(change.rule)),
        target,
        'securityRules',
        `${NETWORK}/networkSecurityGroups/securityRules`,
      );
    case 'route': {
      const { name, prefix, hop } = plainRoute(change.route);
      return element(
        { name, properties: { addressPrefix: prefix, nextHopType: hop } },
        target,
        'routes',
        `${NETWORK}/routeTables/routes`,
      );
    }
    case 'outbound-rule': {
      const rule = plainOutboundRule(change.rule);
      if (rule === null) return null;
      const destination: BicepValue =
        rule.type === 'FQDN'
          ? rule.host
          : { serviceTag: rule.tag, protocol: rule.protocol, portRanges: rule.ports, action: 'Allow' };
      const value = { name: rule.name, properties: { type: rule.type, category: 'UserDefined', destination } };
      return element(value, target, 'outboundRules', 'Microsoft.MachineLearningServices/workspaces/outboundRules');
    }
    case 'firewall-rule':
      return firewallRule(change, target);
    // A property of the subnet, which may stand in its network: where that is, no text can say.
    case 'nat-gateway':
      return null;
    case 'rule-collection-group': {
      const { name, priority } = change.group;
      const collections = change.collections.map((one) => firewallRule(one, { ...target, style: 'inline' })?.value);
      const written = collections.filter((one) => one !== undefined);
      if (written.length < collections.length) return null;
      return element(
        { name: known(name), properties: { priority: knownOr(priority, 0), ruleCollections: written } },
        target,
        'ruleCollectionGroups',
        `${NETWORK}/firewallPolicies/ruleCollectionGroups`,
      );
    }
  }
}

const NETWORK = 'Microsoft.Network';

function element(value: ArmChange['value'], { resource, style }: Target, list: string, type: string): ArmChange {
  return { value, resource: resource.id, list, collection: null, type: style === 'separate' ? type : null };
}

function securityRule(rule: ReturnType<typeof plainRule>): ArmChange['value'] {
  return {
    name: rule.name,
    properties: {
      priority: rule.priority,
      direction: rule.direction,
      access: rule.access,
      protocol: rule.protocol,
      ...oneOrMany('sourceAddressPrefix', 'es', rule.sources),
      sourcePortRange: '*',
      ...oneOrMany('destinationAddressPrefix', 'es', rule.destinations),
      ...oneOrMany('destinationPortRange', 's', rule.ports),
    },
  };
}

function oneOrMany(name: string, plural: string, values: readonly string[]): ArmChange['value'] {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? { [name]: only } : { [`${name}${plural}`]: values };
}

function firewallRule(change: FirewallChange, { resource, style }: Target): ArmChange | null {
  const { name, kind, priority, isNew } = change.collection;
  const classic = style === 'separate';
  const rules: ArmChange['value'][] = [];
  for (const each of [change.rule, ...(change.also ?? [])]) {
    const rule = plainFirewallRule(each);
    if (rule === null) return null;
    rules.push(classic ? classicRule(rule, kind) : policyRule(rule, kind));
  }
  const [value] = rules;
  if (value === undefined) return null;
  const list = classic ? `${kind}RuleCollections` : 'ruleCollections';
  if (!isNew) return { value, resource: resource.id, list, collection: name, type: null };
  const collection: ArmChange['value'] = classic
    ? { name, properties: { priority, action: { type: 'Allow' }, rules } }
    : {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection',
        name,
        priority,
        action: { type: 'Allow' },
        rules,
      };
  return { value: collection, resource: resource.id, list, collection: null, type: null };
}

type Rule = NonNullable<ReturnType<typeof plainFirewallRule>>;

function policyRule(rule: Rule, kind: 'network' | 'application'): ArmChange['value'] {
  return kind === 'network'
    ? {
        ruleType: 'NetworkRule',
        name: rule.name,
        ipProtocols: rule.protocols,
        sourceAddresses: rule.sources,
        destinationAddresses: rule.destinations,
        destinationPorts: rule.ports,
      }
    : {
        ruleType: 'ApplicationRule',
        name: rule.name,
        protocols: rule.web.map(({ type, port }) => ({ protocolType: type, port })),
        sourceAddresses: rule.sources,
        targetFqdns: rule.hosts,
      };
}

function classicRule(rule: Rule, kind: 'network' | 'application'): ArmChange['value'] {
  return kind === 'network'
    ? {
        name: rule.name,
        protocols: rule.protocols,
        sourceAddresses: rule.sources,
        destinationAddresses: rule.destinations,
        destinationPorts: rule.ports,
      }
    : {
        name: rule.name,
        protocols: rule.web.map(({ type, port }) => ({ protocolType: type, port })),
        sourceAddresses: rule.sources,
        targetFqdns: rule.hosts,
      };
}

/** A version of the interface that has the type, by its provider; each has its own (learn.microsoft.com/azure/templates, 2024). */
export function apiVersion(type: string): string {
  return type.startsWith('Microsoft.MachineLearningServices/') ? '2024-04-01' : '2024-05-01';
}

/** JSON for a template: an element of a list, or a resource of its own, whose name begins with that of what it belongs to, and which waits for it. */
export function armText({ value, type, resource }: ArmChange): string {
  if (type === null) return JSON.stringify(value, null, 2);
  const names = parseArmId(resource)?.names ?? resource.split('/');
  const owner = [type.slice(0, type.lastIndexOf('/')), ...names].map((text) => `'${text.replace(/'/g, "''")}'`);
  const named = {
    type,
    apiVersion: apiVersion(type),
    ...value,
    name: `${names.join('/')}/${String(value['name'])}`,
    dependsOn: [`[resourceId(${owner.join(', ')})]`],
  };
  return JSON.stringify(named, null, 2);
}

/** An element of a list in Bicep; a resource of its own beside its neighbours, under a parent of that name. */
export function bicepText({ value, type }: ArmChange, parent: string): string {
  if (type === null) return writeBicep(value, 0);
  const symbol = String(value['name'])
    .replace(/[^A-Za-z0-9_]/g, '_')
    .replace(/^(?![A-Za-z_])/, '_');
  return `resource ${symbol} '${type}@${apiVersion(type)}' = ${writeBicep({ parent: { expression: parent }, ...value }, 0)}`;
}
