/** A change as commands of the Azure CLI, for a POSIX shell: where the input is no source that could be edited. */
import { parseArmId } from '../../azure/arm-id.js';
import type { Resource } from '../../azure/model.js';
import { isUnknown, knownOr } from '../../azure/value.js';
import type { Topology } from '../../reachability/topology.js';
import type { Change, FirewallChange } from '../change.js';
import { known, plainFirewallRule, plainOutboundRule, plainRoute, plainRule, targetOf } from '../written-rule.js';
import { quote } from './shell.js';

/** One command, and one more for each further rule of a new collection; `null` where the network has no resource that the change is about, or no command says it. */
export function azChange(change: Change, topology: Topology): string | null {
  const resource = targetOf(change, topology)?.resource;
  if (resource === undefined) return null;
  const place = placeOf(resource);
  switch (change.kind) {
    case 'security-rule': {
      const rule = plainRule(change.rule);
      return command('az network nsg rule create', [
        ...place.flags('--nsg-name'),
        ['--name', rule.name],
        ['--priority', String(rule.priority)],
        ['--direction', rule.direction],
        ['--access', rule.access],
        ['--protocol', rule.protocol],
        ['--source-address-prefixes', ...rule.sources],
        ['--source-port-ranges', '*'],
        ['--destination-address-prefixes', ...rule.destinations],
        ['--destination-port-ranges', ...rule.ports],
      ]);
    }
    case 'route': {
      const { name, prefix, hop } = plainRoute(change.route);
      return command('az network route-table route create', [
        ...place.flags('--route-table-name'),
        ['--name', name],
        ['--address-prefix', prefix],
        ['--next-hop-type', hop],
      ]);
    }
    case 'outbound-rule': {
      const rule = plainOutboundRule(change.rule);
      if (rule === null) return null;
      const what: readonly Flag[] =
        rule.type === 'FQDN'
          ? [
              ['--type', 'fqdn'],
              ['--destination', rule.host],
            ]
          : [
              ['--type', 'service_tag'],
              ['--service-tag', rule.tag],
              ['--protocol', rule.protocol],
              ['--port-ranges', rule.ports],
            ];
      return command('az ml workspace outbound-rule set', [
        ...place.flags('--workspace-name'),
        ['--rule', rule.name],
        ...what,
      ]);
    }
    case 'firewall-rule':
      return firewallCommands(change, resource, topology);
    case 'nat-gateway': {
      const { group, own } = namesOf(resource);
      const gateway = topology.natGateways.get(change.natGateway);
      if (gateway === undefined) return null;
      return command('az network vnet subnet update', [
        ['--resource-group', group],
        ['--vnet-name', own.at(-2) ?? '$VNET'],
        ['--name', own.at(-1) ?? UNKNOWN_NAME],
        ['--nat-gateway', gateway.armId ?? gateway.id],
      ]);
    }
    case 'rule-collection-group': {
      const { name, priority } = change.group;
      const { own } = namesOf(resource);
      const group: Names = { ...namesOf(resource), own: [...own, known(name)] };
      const commands = change.collections.map((one) => firewallCommands(one, resource, topology, group));
      if (commands.includes(null)) return null;
      const made = command('az network firewall policy rule-collection-group create', [
        ...place.flags('--policy-name'),
        ['--name', known(name)],
        ['--priority', String(knownOr(priority, 0))],
      ]);
      return [made, ...commands].join('\n\n');
    }
  }
}

/** @param names of the rule collection group, where it is not the resource itself */
function firewallCommands(
  change: FirewallChange,
  resource: Resource,
  topology: Topology,
  names: Names = namesOf(resource),
): string | null {
  const joining = (change.also ?? []).map((rule) => ({
    ...change,
    collection: { ...change.collection, isNew: false },
    rule,
  }));
  const commands = [change, ...joining].map((one) => firewallCommand(one, resource, topology, names));
  return commands.includes(null) ? null : commands.join('\n\n');
}

function firewallCommand(change: FirewallChange, resource: Resource, topology: Topology, names: Names): string | null {
  const rule = plainFirewallRule(change.rule);
  if (rule === null) return null;
  const { name, kind, priority, isNew } = change.collection;
  const sources: Flag = ['--source-addresses', ...rule.sources];
  if (topology.firewalls.has(change.owner)) {
    return command(`az network firewall ${kind}-rule create`, [
      ...placeOf(resource).flags('--firewall-name'),
      ['--collection-name', name],
      ['--name', rule.name],
      ...(isNew
        ? ([
            ['--priority', String(priority)],
            ['--action', 'Allow'],
          ] as const)
        : []),
      sources,
      ...(kind === 'network'
        ? ([
            ['--protocols', ...rule.protocols],
            ['--destination-addresses', ...rule.destinations],
            ['--destination-ports', ...rule.ports],
          ] as const)
        : ([
            ['--protocols', ...web(rule)],
            ['--target-fqdns', ...rule.hosts],
          ] as const)),
    ]);
  }
  const { group, policy, name: own } = groupNames(names);
  const head = isNew
    ? 'az network firewall policy rule-collection-group collection add-filter-collection'
    : 'az network firewall policy rule-collection-group collection rule add';
  return command(head, [
    ['--resource-group', group],
    ['--policy-name', policy],
    ['--rule-collection-group-name', own],
    ...(isNew
      ? ([
          ['--name', name],
          ['--collection-priority', String(priority)],
          ['--action', 'Allow'],
          ['--rule-name', rule.name],
        ] as const)
      : ([
          ['--collection-name', name],
          ['--name', rule.name],
        ] as const)),
    ['--rule-type', kind === 'network' ? 'NetworkRule' : 'ApplicationRule'],
    sources,
    ...(kind === 'network'
      ? ([
          ['--ip-protocols', ...rule.protocols],
          ['--destination-addresses', ...rule.destinations],
          ['--destination-ports', ...rule.ports],
        ] as const)
      : ([
          ['--protocols', ...web(rule)],
          ['--target-fqdns', ...rule.hosts],
        ] as const)),
  ]);
}

/** `Https=443`, as the command line wants it. */
function web(rule: NonNullable<ReturnType<typeof plainFirewallRule>>): readonly string[] {
  return rule.web.map(({ type, port }) => `${type}=${port}`);
}

type Flag = readonly [string, ...(readonly string[])];

/** The resource group and the name of a resource; variables of the shell stand for what the input does not tell. */
function placeOf(resource: Resource): { readonly flags: (name: string) => readonly Flag[] } {
  const { group, own } = namesOf(resource);
  return {
    flags: (name) => [
      ['--resource-group', group],
      [name, own.at(-1) ?? UNKNOWN_NAME],
    ],
  };
}

function groupNames({ group, own }: Names): { readonly group: string; readonly policy: string; readonly name: string } {
  return { group, policy: own.at(-2) ?? '$POLICY', name: own.at(-1) ?? UNKNOWN_NAME };
}

const UNKNOWN_NAME = '$NAME';

interface Names {
  readonly group: string;
  readonly own: readonly string[];
}

function namesOf({ armId, id, name, resourceGroup }: Resource): Names {
  const parsed = armId === undefined ? parseArmId(id) : parseArmId(armId);
  const own = parsed?.names ?? (isUnknown(name) ? [] : [name]);
  const written = resourceGroup === undefined || isUnknown(resourceGroup) ? null : resourceGroup;
  return { group: parsed?.resourceGroup ?? written ?? '$RESOURCE_GROUP', own };
}

function command(head: string, flags: readonly Flag[]): string {
  return [head, ...flags.map(([name, ...values]) => `${name} ${values.map(word).join(' ')}`)].join(' \\\n  ');
}

function word(text: string): string {
  return /^\$[A-Z_]+$/.test(text) ? `"${text}"` : quote(text);
}
