/** Policies as people write them, and as they get them wrong: groups, route tables and firewalls around what Azure Machine Learning asks for. */
import { msg } from '../../src/azure/message.js';
import { EMPTY_NETWORK, type Network, type Route, type SecurityRule, type Subnet } from '../../src/azure/model.js';
import { unknown, type Value } from '../../src/azure/value.js';
import type { Direction, Requirement } from '../../src/requirements/requirement.js';
import { randomFirewall } from './z3-firewall-policies.js';
import { ALL_REQUIREMENTS, farPrefix, farTexts, type Ground, portTexts, resource } from './z3-ground.js';
import { type Random, randomFrom } from './z3-random.js';
import type { Tags } from './z3-tags.js';

export interface Policy {
  readonly network: Network;
  /** Key of the subnet or network interface that is judged. */
  readonly scope: string;
  readonly requirements: readonly Requirement[];
}

/** The policy of this seed. */
export function makePolicy(seed: number, tags: Tags): Policy {
  const random = randomFrom(seed);
  const requirements = random.some(ALL_REQUIREMENTS, 2 + random.below(3));
  const ground = { random, tags, requirements, dualStack: random.chance(0.12), open: random.chance(0.12) };
  const nic = random.chance(0.35);
  const routed = random.chance(0.6);
  const publicIp = random.chance(0.25);
  const subnet: Subnet = {
    ...resource('subnet'),
    virtualNetwork: { key: 'spoke' },
    addressPrefixes: ground.dualStack ? ['10.1.0.0/24', 'fd00:1::/64'] : ['10.1.0.0/24'],
    networkSecurityGroup: !nic || random.chance(0.7) ? { key: 'subnet-group' } : null,
    routeTable: routed ? { key: 'routes' } : null,
    natGateway: random.chance(0.3) ? { key: 'nat' } : null,
    serviceEndpoints: random.chance(0.15) ? ['Microsoft.KeyVault', 'Microsoft.Storage.Global'] : [],
    delegations: [],
    defaultOutboundAccess: random.pick([null, null, null, true, false]),
    privateEndpointNetworkPolicies: null,
  };
  return {
    scope: nic ? 'nic' : 'subnet',
    requirements,
    network: {
      ...EMPTY_NETWORK,
      ...(routed ? randomFirewall(ground) : {}),
      virtualNetworks: [
        { ...resource('spoke'), addressSpace: ground.dualStack ? ['10.1.0.0/16', 'fd00:1::/48'] : ['10.1.0.0/16'] },
        { ...resource('hub'), addressSpace: ['10.0.0.0/16'] },
      ],
      peerings: [
        { ...resource('to-hub'), virtualNetwork: { key: 'spoke' }, remoteVirtualNetwork: { key: 'hub' } },
        { ...resource('to-spoke'), virtualNetwork: { key: 'hub' }, remoteVirtualNetwork: { key: 'spoke' } },
      ],
      subnets: [subnet],
      natGateways: [resource('nat')],
      networkSecurityGroups: ['subnet-group', 'nic-group'].map((key) => ({
        ...resource(key),
        securityRules: securityRules(ground),
      })),
      routeTables: [{ ...resource('routes'), routes: routes(ground) }],
      networkInterfaces: nic
        ? [
            {
              ...resource('nic'),
              networkSecurityGroup: { key: 'nic-group' },
              subnets: [{ key: 'subnet' }],
              privateIpAddresses: ground.dualStack ? ['10.1.0.5', 'fd00:1::5'] : ['10.1.0.5'],
              publicIpAddress: publicIp,
            },
          ]
        : [],
      computes: nic
        ? []
        : [
            {
              ...resource('compute'),
              kind: 'AmlCompute',
              workspace: null,
              subnet: { key: 'subnet' },
              publicIp,
              kubernetesCluster: null,
            },
          ],
    },
  };
}

function securityRules(ground: Ground): readonly SecurityRule[] {
  const { random } = ground;
  const rules = ground.requirements.flatMap((requirement) => [
    ...(random.chance(0.8) ? [securityRule(ground, requirement, 'Allow')] : []),
    ...(random.chance(0.15) ? [securityRule(ground, requirement, 'Deny')] : []),
    ...(random.chance(0.15) ? [securityRule(ground, requirement, 'Allow')] : []),
  ]);
  const priorities = random.some(
    Array.from({ length: 60 }, (_, index) => 100 + 10 * index),
    rules.length,
  );
  const directions: readonly Direction[] = ['outbound', 'inbound'];
  const last = directions.flatMap((direction) =>
    random.chance(0.6)
      ? [
          {
            ...ruleOf(direction),
            name: `last-${direction}`,
            priority: 4096,
            access: 'Deny' as const,
            ...lastRemote(random, direction),
          },
        ]
      : [],
  );
  return [...rules.map((rule, index) => ({ ...rule, priority: priorities[index] ?? 4000 - index })), ...last];
}

function lastRemote(random: Random, direction: Direction): Partial<SecurityRule> {
  return far(direction, [random.pick(['*', 'Internet', 'INTERNET', '0.0.0.0/0', 'AzureCloud'])]);
}

function ruleOf(direction: Direction): SecurityRule {
  return {
    name: direction,
    priority: 100,
    direction: direction === 'outbound' ? 'Outbound' : 'Inbound',
    access: 'Allow',
    protocol: '*',
    sourcePortRanges: ['*'],
    destinationPortRanges: ['*'],
    sourceAddressPrefixes: ['*'],
    destinationAddressPrefixes: ['*'],
    sourceApplicationSecurityGroups: false,
    destinationApplicationSecurityGroups: false,
    location: null,
  };
}

function securityRule(ground: Ground, requirement: Requirement, access: 'Allow' | 'Deny'): SecurityRule {
  const { random, open } = ground;
  const { direction, protocol } = requirement;
  const rule: SecurityRule = {
    ...ruleOf(direction),
    name: `${access}-${requirement.id}-${random.below(1000)}`,
    access,
    protocol: random.weighted(
      [6, () => (random.chance(0.5) ? protocol.toUpperCase() : protocol)],
      [4, () => '*'],
      [0.5, () => (protocol === 'tcp' ? 'Udp' : 'Tcp')],
      [0.1, () => 'Icmp'],
    ),
    sourcePortRanges: random.weighted<readonly string[]>(
      [20, () => ['*']],
      [1, () => ['0-65535']],
      [1, () => ['1024-65535']],
      // What a deny for some source ports leaves open is a matter of degree, which a formula has no word for; the packet simulator judges it.
      [1, () => (access === 'Allow' ? ['44224'] : ['*'])],
      [1, () => ['1024-30000', '30001-65535']],
      [0.5, () => (access === 'Allow' ? ['1025-65535'] : ['*'])],
      [0.5, () => ['0-1023']],
    ),
    destinationPortRanges: portTexts(ground, requirement),
    ...near(direction, nearTexts(random)),
    ...far(direction, farTexts(ground, requirement, ['Internet'])),
  };
  if (!open || !random.chance(0.3)) return rule;
  const why = unknown(msg`local.x is known after apply`);
  return random.pick([
    { ...rule, access: why },
    { ...rule, protocol: why },
    { ...rule, destinationPortRanges: why },
    { ...rule, ...far(direction, why) },
    { ...rule, ...far(direction, [farPrefix(ground, requirement), why]) },
    { ...rule, presence: why },
  ]);
}

function far(direction: Direction, texts: Value<readonly Value<string>[]>): Partial<SecurityRule> {
  return direction === 'outbound' ? { destinationAddressPrefixes: texts } : { sourceAddressPrefixes: texts };
}

function near(direction: Direction, texts: readonly string[]): Partial<SecurityRule> {
  return direction === 'outbound' ? { sourceAddressPrefixes: texts } : { destinationAddressPrefixes: texts };
}

/** The end of the compute: all of it, half of it, or somewhere else (N10: a public address never matches). */
function nearTexts(random: Random): readonly string[] {
  return random.weighted<readonly string[]>(
    [12, () => ['*']],
    [6, () => ['VirtualNetwork']],
    [3, () => ['10.1.0.0/24']],
    [1, () => ['10.1.0.0/25']],
    [1, () => ['10.1.0.0/25', '10.1.0.128-10.1.0.255']],
    [1, () => ['10.0.0.0/8', 'fd00::/8']],
    [0.4, () => ['10.2.0.0/16']],
    [0.2, () => ['Internet']],
    [0.2, () => ['20.1.2.3']],
  );
}

function routes(ground: Ground): readonly Route[] {
  const { random, requirements, dualStack } = ground;
  const out = new Map<string, Route>();
  const add = (addressPrefix: string, ...weights: readonly (readonly [number, () => Partial<Route>])[]): void => {
    const route = { name: `route-${out.size}`, addressPrefix, location: null, nextHopIpAddress: null, nextHop: null };
    out.set(addressPrefix.toLowerCase(), { ...route, nextHopType: 'Internet', ...random.weighted(...weights) });
  };
  const none = (): Partial<Route> => ({ nextHopType: 'None' });
  const internet = (): Partial<Route> => ({ nextHopType: random.pick(['Internet', 'internet']) });
  const appliance = (): Partial<Route> => ({
    nextHopType: 'VirtualAppliance',
    ...random.weighted<Partial<Route>>(
      [8, () => ({ nextHopIpAddress: '10.0.1.4', nextHop: { key: 'firewall' } })],
      [3, () => ({ nextHopIpAddress: unknown(msg`known after apply`), nextHop: { key: 'firewall' } })],
      [ground.open ? 4 : 0, () => ({ nextHopIpAddress: '10.0.9.9' })],
    ),
  });
  if (random.chance(0.85))
    add(
      '0.0.0.0/0',
      [8, appliance],
      [1, internet],
      [0.5, none],
      [ground.open ? 2 : 0, () => ({ nextHopType: 'VirtualNetworkGateway' })],
    );
  if (dualStack && random.chance(0.3)) add('::/0', [1, none], [1, internet]);
  for (const requirement of requirements) {
    const tag = requirement.tag ?? '';
    if (random.chance(0.3)) add(tag, [6, internet], [1, none], [2, appliance]);
    if (random.chance(0.1)) add(tag.split('.westus2')[0] ?? tag, [6, internet], [1, none], [2, appliance]);
    if (random.chance(0.25)) add(farPrefix(ground, requirement, false), [5, internet], [2, none], [3, appliance]);
  }
  if (random.chance(0.06)) add('AzureCloud', [1, internet], [1, appliance]);
  if (random.chance(0.06)) add('AzureCloud.westus2', [1, internet], [1, appliance]);
  return [...out.values()];
}
