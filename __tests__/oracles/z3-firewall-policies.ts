/** Azure Firewalls for generated policies: classic rules, or a policy with groups and sometimes a parent. */
import type { FirewallRule, Network, RuleCollection } from '../../src/azure/model.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import { farTexts, type Ground, portTexts, resource } from './z3-ground.js';

/** The firewall of key `firewall` at 10.0.1.4, with what belongs to it. */
export function randomFirewall(ground: Ground): Partial<Network> {
  const { random } = ground;
  const classic = random.chance(0.2);
  const parent = !classic && random.chance(0.35);
  const policies = classic ? [] : parent ? ['policy', 'parent'] : ['policy'];
  return {
    firewalls: [
      {
        ...resource('firewall'),
        policy: classic ? null : { key: 'policy' },
        privateIpAddresses: ['10.0.1.4'],
        subnet: null,
        virtualHub: null,
        threatIntelMode: random.pick([null, 'Alert', 'Off']),
        dnsProxy: null,
        ruleCollections: classic ? collections(ground, 2) : [],
      },
    ],
    firewallPolicies: policies.map((key) => ({
      ...resource(key),
      basePolicy: key === 'policy' && parent ? { key: 'parent' } : null,
      tier: 'Standard',
      dnsProxy: null,
      threatIntelMode: null,
      tlsInspection: false,
    })),
    ruleCollectionGroups: policies.flatMap((policy) =>
      distinct(ground, 1 + random.below(2)).map((priority) => ({
        ...resource(`${policy}-group-${priority}`),
        policy: { key: policy },
        priority,
        ruleCollections: collections(ground, 1),
      })),
    ),
    ipGroups: [
      { ...resource('compute-addresses'), addresses: random.pick([['10.1.0.0/24'], ['10.1.0.0/25'], ['10.0.0.0/8']]) },
      { ...resource('other-addresses'), addresses: ['10.9.0.0/16'] },
    ],
  };
}

function distinct({ random }: Ground, n: number): readonly number[] {
  return random.some(
    Array.from({ length: 50 }, (_, index) => 100 + 100 * index),
    n,
  );
}

/** At least `least` network collections, sometimes application collections; one is for any host. */
function collections(ground: Ground, least: number): readonly RuleCollection[] {
  const { random, requirements } = ground;
  const outbound = requirements.filter(({ direction }) => direction === 'outbound');
  const application = random.chance(0.15) ? 1 : 0;
  return distinct(ground, least + random.below(2) + application).map((priority, index): RuleCollection => {
    const allow = random.chance(0.85);
    const rest = {
      name: `collection-${priority}`,
      priority,
      action: allow ? 'Allow' : 'Deny',
      location: null,
    } as const;
    if (index < application) return { ...rest, kind: 'application', rules: [anyHost(ground)] };
    const wanted = random.some(outbound, allow ? outbound.length : 1).filter(() => random.chance(0.85));
    return { ...rest, kind: 'network', rules: wanted.map((requirement) => networkRule(ground, requirement)) };
  });
}

function source(ground: Ground): Pick<FirewallRule, 'sourceAddresses' | 'sourceIpGroups'> {
  return ground.random.weighted<Pick<FirewallRule, 'sourceAddresses' | 'sourceIpGroups'>>(
    [8, () => ({ sourceAddresses: ['*'], sourceIpGroups: [] })],
    [4, () => ({ sourceAddresses: ['10.1.0.0/16'], sourceIpGroups: [] })],
    [3, () => ({ sourceAddresses: [], sourceIpGroups: [{ key: 'compute-addresses' }] })],
    [1, () => ({ sourceAddresses: ['10.1.0.0/25', '10.3.0.0/16'], sourceIpGroups: [] })],
    [0.5, () => ({ sourceAddresses: ['10.1.0.128-10.1.0.255'], sourceIpGroups: [{ key: 'other-addresses' }] })],
    [0.3, () => ({ sourceAddresses: ['10.2.0.0/16'], sourceIpGroups: [] })],
  );
}

function blank(ground: Ground): FirewallRule {
  return {
    name: `rule-${ground.random.below(1000)}`,
    ...source(ground),
    protocols: [],
    destinationAddresses: [],
    destinationIpGroups: [],
    destinationFqdns: [],
    destinationPorts: [],
    applicationProtocols: [],
    destinationUrls: [],
    fqdnTags: [],
    webCategories: [],
    terminateTls: null,
    location: null,
  };
}

function networkRule(ground: Ground, requirement: Requirement): FirewallRule {
  const { random } = ground;
  return {
    ...blank(ground),
    protocols: random.weighted<readonly string[]>(
      [8, () => [requirement.protocol.toUpperCase()]],
      [3, () => ['Any']],
      [2, () => ['TCP', 'UDP']],
      [0.5, () => ['ICMP']],
    ),
    destinationAddresses: farTexts(ground, requirement, ['0.0.0.0/0']),
    destinationPorts: portTexts(ground, requirement),
  };
}

function anyHost(ground: Ground): FirewallRule {
  const types = ground.random.pick([['Https:443'], ['Http:80', 'Https:443'], ['Http:80']]);
  return {
    ...blank(ground),
    destinationFqdns: ['*'],
    applicationProtocols: types.map((text) => {
      const [type = '', port = ''] = text.split(':');
      return { type, port: Number(port) };
    }),
  };
}
