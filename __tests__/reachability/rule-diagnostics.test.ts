/** What is told about rules that match nothing, stand in no order or are not what they look like. */

import { describe, expect, it } from '@jest/globals';
import { english, msg } from '../../src/azure/message.js';
import type { FirewallPolicy, FirewallRule, Network, SecurityRule, Subnet } from '../../src/azure/model.js';
import { unknown } from '../../src/azure/value.js';
import { ruleDiagnostics } from '../../src/reachability/rule-diagnostics.js';
import { said } from '../messages.js';
import {
  applicationRule,
  collection,
  firewall,
  group,
  network,
  networkRule,
  policy,
  resource,
  routeTable,
  ruleGroup,
  securityRule,
} from './network.js';

function messages(parts: Partial<Network>): readonly string[] {
  return ruleDiagnostics(network(parts)).map(({ message }) => english(message));
}

/** What is told about one security rule. */
function ofRule(parts: Partial<SecurityRule>): readonly string[] {
  return messages({ networkSecurityGroups: [group([parts])] });
}

function ofRoute(addressPrefix: string): readonly string[] {
  return messages({ routeTables: [routeTable([{ addressPrefix }])] });
}

function ofNetworkRule(parts: Partial<FirewallRule>, of: Partial<FirewallPolicy> = {}): readonly string[] {
  return messages({
    firewallPolicies: [policy(of)],
    ruleCollectionGroups: [ruleGroup([collection('network', [networkRule(parts)])])],
  });
}

function ofApplicationRule(parts: Partial<FirewallRule>, of: Partial<FirewallPolicy> = {}): readonly string[] {
  return messages({
    firewallPolicies: [policy(of)],
    ruleCollectionGroups: [ruleGroup([collection('application', [applicationRule(parts)])])],
  });
}

const open = unknown(msg`x is known after apply`);

describe('ports', () => {
  it.each([
    ['65536', 'nsg, rule r: "65536" is no port or port range and matches nothing; ports end at 65535'],
    ['443-80', 'nsg, rule r: "443-80" is no port or port range and matches nothing; the lower end comes first'],
    [
      '80,443',
      'nsg, rule r: "80,443" is no port or port range and matches nothing; each port or range is an item of its own',
    ],
    ['https', 'nsg, rule r: "https" is no port or port range and matches nothing; write 443, 8000-8080 or *'],
  ])('%s are told in security rules', (port, message) => {
    expect(ofRule({ destinationPortRanges: ['443', port] })).toEqual([message]);
    expect(ofRule({ sourcePortRanges: [port] })).toEqual([message]);
  });

  it('are told in network and application rules of firewalls', () => {
    expect(ofNetworkRule({ destinationAddresses: ['*'], destinationPorts: ['0-65536'] })).toEqual([
      'rcg, rule f: "0-65536" is no port or port range and matches nothing; ports end at 65535',
    ]);
    expect(
      ofApplicationRule({ destinationFqdns: ['*'], applicationProtocols: [{ type: 'Https', port: 70000 }] }),
    ).toEqual(['rcg, rule f: 70000 is no port; ports are from 1 to 65535']);
  });

  it('that are right, or not known, are not told', () => {
    expect(ofRule({ destinationPortRanges: ['*', '0', '65535', '29876-29877', open], sourcePortRanges: open })).toEqual(
      [],
    );
  });
});

describe('protocols', () => {
  it('that do not exist are told, in any case those that do are not (N3, F7)', () => {
    expect(ofRule({ protocol: 'Https' })).toEqual([
      'nsg, rule r: "Https" is no protocol of such a rule, so it matches nothing',
    ]);
    expect(['tcp', 'UDP', '*', 'Icmp', 'Esp', 'Ah', 'Any'].flatMap((protocol) => ofRule({ protocol }))).toEqual([]);
    expect(ofNetworkRule({ destinationAddresses: ['*'], protocols: ['TCP', 'SCTP'] })).toHaveLength(1);
    expect(
      ofApplicationRule({ destinationFqdns: ['a.b'], applicationProtocols: [{ type: 'ftp', port: 21 }] }),
    ).toHaveLength(1);
  });
});

describe('prefixes', () => {
  it.each(['10.0.0.0/33', '300.1.1.1/8', '10.0.0/8', '10.0.0.9-10.0.0.1', '', '2603::/129'])(
    'such as %j are told',
    (prefix) => {
      const message = `nsg, rule r: "${prefix}" is no address and no prefix, so it matches nothing`;
      expect(ofRule({ destinationAddressPrefixes: [prefix] })).toEqual([message]);
      expect(ofRule({ sourceAddressPrefixes: ['10.0.0.0/8', prefix] })).toEqual([message]);
    },
  );

  it('are told wherever addresses stand', () => {
    const bad = '10.0.0.0/33';
    expect(ofRoute(bad)).toEqual(['rt, route out: "10.0.0.0/33" is no address and no prefix, so it matches nothing']);
    expect(ofNetworkRule({ destinationAddresses: [bad] })).toHaveLength(1);
    expect(ofNetworkRule({ sourceAddresses: [bad], destinationAddresses: ['*'] })).toHaveLength(1);
    expect(messages({ ipGroups: [{ ...resource('ips'), addresses: [bad, 'Storage', '10.0.0.0/8'] }] })).toHaveLength(2);
    expect(messages({ virtualNetworks: [{ ...resource('vnet'), addressSpace: [bad] }] })).toHaveLength(1);
    expect(messages({ subnets: [{ ...subnet('a'), addressPrefixes: [bad] }] })).toHaveLength(1);
  });

  it('of routes are no ranges', () => {
    expect(ofRoute('10.0.0.1-10.0.0.9')).toEqual([
      'rt, route out: "10.0.0.1-10.0.0.9" is a range; a route has one prefix',
    ]);
  });
});

describe('service tags', () => {
  it('that do not exist are told with the nearest real name', () => {
    expect(ofRule({ destinationAddressPrefixes: ['AzureMachineLerning'] })).toEqual([
      'nsg, rule r: there is no service tag "AzureMachineLerning", so it matches nothing; did you mean AzureMachineLearning?',
    ]);
    expect(ofRule({ destinationAddressPrefixes: ['completely-else'] })).toEqual([
      'nsg, rule r: there is no service tag "completely-else", so it matches nothing',
    ]);
  });

  it('with a region of the old documents are told with the real region (T8)', () => {
    expect(ofRoute('Storage.uswest')).toEqual([
      'rt, route out: there is no service tag "Storage.uswest", so it matches nothing; did you mean Storage.westus?',
    ]);
  });

  it('in the spelling of documents are told with the name that Azure takes (T6)', () => {
    expect(ofRule({ destinationAddressPrefixes: ['Keyvault.westus2'] })).toEqual([
      'nsg, rule r: "Keyvault.westus2" is what documents call the tag; Azure takes only AzureKeyVault.westus2',
    ]);
    expect(ofRule({ destinationAddressPrefixes: ['azurefrontdoor.FRONTEND'] })).toEqual([]);
  });

  it.each(['AzureMachineLearning.westus2', 'AzureResourceManager.westus2'])(
    '%s is told to be used without a region (T7)',
    (tag) => {
      const service = tag.split('.')[0];
      expect(ofRule({ destinationAddressPrefixes: [tag] })).toEqual([
        `nsg, rule r: ${tag} cannot be used with a region in rules and routes; write ${service}`,
      ]);
      expect(ofRoute(tag)).toHaveLength(1);
      expect(ofNetworkRule({ destinationAddresses: [tag] })).toHaveLength(1);
    },
  );

  it('regional BatchNodeManagement is told in firewall rules and routes, not in groups (T7)', () => {
    const tag = 'BatchNodeManagement.westus2';
    expect(ofRule({ destinationAddressPrefixes: [tag] })).toEqual([]);
    expect(ofRoute(tag)[0]).toMatch(
      /offers BatchNodeManagement.westus2 to network security groups only, not to a route/,
    );
    expect(ofNetworkRule({ destinationAddresses: [tag] })[0]).toMatch(/not to a firewall rule/);
    expect(ofRoute('BatchNodeManagement')).toEqual([]);
  });

  it('AzureCloud is told in routes and firewall rules (T7)', () => {
    expect(ofRoute('AzureCloud')).toHaveLength(1);
    expect(ofRoute('AzureCloud.westus2')).toHaveLength(1);
    expect(ofNetworkRule({ destinationAddresses: ['AzureCloud'] })).toHaveLength(1);
    expect(ofRule({ destinationAddressPrefixes: ['AzureCloud'] })).toEqual([]);
  });

  it('of which there are several on one side of a rule are told (N6)', () => {
    expect(ofRule({ destinationAddressPrefixes: ['Storage', 'AzureMonitor'] })).toEqual([
      'nsg, rule r: it names 2 service tags as destination; Azure takes one tag per rule, so make a rule for each',
    ]);
    expect(ofRule({ destinationAddressPrefixes: ['10.0.0.0/8', '10.9.0.0/16', '20.0.0.0/8'] })).toEqual([]);
  });

  it.each(['Internet', 'VirtualNetwork', 'AzureLoadBalancer', 'AzurePlatformDNS'])(
    '%s is told as prefix of a route (T10)',
    (tag) => {
      expect(ofRoute(tag)).toEqual([
        `rt, route out: the tag ${tag} cannot be the prefix of a route, which takes nothing this way`,
      ]);
    },
  );

  it('are told where a table has more than 25 routes with them (T10)', () => {
    const routes = (count: number) => Array.from({ length: count }, () => ({ addressPrefix: 'Storage.westus2' }));
    expect(messages({ routeTables: [routeTable(routes(25))] })).toEqual([]);
    expect(messages({ routeTables: [routeTable(routes(26))] })).toEqual([
      'rt: it has 26 routes with service tags; Azure takes 25 in one table',
    ]);
  });

  it('are told as source of firewall rules, and words of groups as their destination (T9)', () => {
    expect(ofNetworkRule({ sourceAddresses: ['VirtualNetwork'], destinationAddresses: ['*'] })[0]).toMatch(
      /"VirtualNetwork" is no source of a firewall rule/,
    );
    expect(ofApplicationRule({ sourceAddresses: ['Storage'], destinationFqdns: ['*'] })[0]).toMatch(
      /"Storage" is no source of a firewall rule/,
    );
    expect(ofNetworkRule({ destinationAddresses: ['Internet'] })).toEqual([
      'rcg, rule f: a firewall has no tag Internet, so it matches nothing',
    ]);
  });

  it('are told in application rules and in the place of host names (T9, F10)', () => {
    expect(ofApplicationRule({ destinationFqdns: ['AzureMachineLearning'] })[0]).toMatch(
      /is a service tag and no host name/,
    );
    expect(ofApplicationRule({ fqdnTags: ['Storage.westus2', 'WindowsUpdate'] })).toEqual([
      'rcg, rule f: "Storage.westus2" is a service tag and no FQDN tag, so it matches nothing; only network rules take service tags',
    ]);
    expect(ofApplicationRule({ destinationFqdns: ['a.b'], destinationAddresses: ['Storage'] })[0]).toMatch(
      /application rules take no service tags/,
    );
    expect(ofNetworkRule({ destinationFqdns: ['Storage.westus2'] }, { dnsProxy: true })[0]).toMatch(
      /is a service tag and no host name/,
    );
  });
});

describe('security rules', () => {
  it('of one direction with one priority are told, those of different directions are not (N1)', () => {
    const rules = [
      { name: 'a', priority: 100 },
      { name: 'b', priority: 100 },
      { name: 'c', priority: 100, direction: 'Inbound' as const },
    ];
    expect(messages({ networkSecurityGroups: [group(rules)] })).toEqual([
      'nsg, rule b: it has the same priority 100 as the outbound rule "a"; Azure refuses that',
    ]);
  });

  it('that may belong to another group share no priority', () => {
    const rules = [
      { name: 'a', priority: 100 },
      { name: 'b', priority: 100, presence: open },
    ];
    expect(messages({ networkSecurityGroups: [group(rules)] })).toEqual([]);
  });

  it.each([99, 4097, 0, -1, 100.5])('with the priority %d are told (N1)', (priority) => {
    expect(ofRule({ priority })).toEqual([
      `nsg, rule r: the priority ${priority} is not between 100 and 4096; Azure refuses it`,
    ]);
  });

  it('without a priority are told; with one that is known only after apply they are not', () => {
    expect(ofRule({ priority: unknown(msg`nsg.r.priority is not in the input`) })).toEqual([
      'nsg, rule r: it has no priority, so its place in the order is open',
    ]);
    expect(ofRule({ priority: open })).toEqual([]);
  });

  it('inbound to a public address are told, unless a network of the input has it (N10)', () => {
    const inbound = { direction: 'Inbound' as const, destinationAddressPrefixes: ['20.1.2.3'] };
    expect(ofRule(inbound)).toEqual([
      'nsg, rule r: as destination of an inbound rule "20.1.2.3" matches nothing: there a network security group sees the private addresses of the virtual network',
    ]);
    const virtualNetworks = [{ ...resource('vnet'), addressSpace: ['20.1.0.0/16'] }];
    expect(messages({ networkSecurityGroups: [group([inbound])], virtualNetworks })).toEqual([]);
    expect(ofRule({ ...inbound, destinationAddressPrefixes: ['10.1.2.3', '0.0.0.0/0', 'VirtualNetwork'] })).toEqual([]);
  });

  it('outbound from a tag are told, since a source there is private (N10)', () => {
    expect(ofRule({ sourceAddressPrefixes: ['Internet'] })).toHaveLength(1);
    expect(ofRule({ direction: 'Inbound', sourceAddressPrefixes: ['Internet'] })).toEqual([]);
  });

  it('have their own place, or their group has', () => {
    const [own] = ruleDiagnostics(network({ networkSecurityGroups: [group([{ priority: 1 }])] }));
    const [groups] = ruleDiagnostics(network({ networkSecurityGroups: [group([{ priority: 1, location: null }])] }));
    expect([own?.location?.line, groups?.location?.line]).toEqual([7, 1]);
    expect(own?.severity).toBe('warning');
  });

  it('of context files are not told', () => {
    expect(messages({ networkSecurityGroups: [{ ...group([{ priority: 1 }]), reported: false }] })).toEqual([]);
  });
});

function subnet(key: string, parts: Partial<Subnet> = {}): Subnet {
  return {
    ...resource(key),
    virtualNetwork: null,
    addressPrefixes: ['10.0.0.0/24'],
    networkSecurityGroup: { key: 'nsg' },
    routeTable: { key: 'rt' },
    natGateway: null,
    serviceEndpoints: [],
    delegations: [],
    defaultOutboundAccess: null,
    privateEndpointNetworkPolicies: null,
    ...parts,
  };
}

describe('security admin rules', () => {
  it('have faults told like those of groups, with priorities from 1 on (N12)', () => {
    const admin = (parts: Partial<SecurityRule>) => ({
      ...resource('admin'),
      reported: false,
      collection: null,
      action: 'Deny' as const,
      rule: securityRule(parts),
    });
    expect(
      messages({ securityAdminRules: [admin({ priority: 1, destinationAddressPrefixes: ['Internet'] })] }),
    ).toEqual([]);
    expect(
      messages({ securityAdminRules: [admin({ priority: 0, destinationPortRanges: ['443-80'], protocol: 'x' })] }),
    ).toHaveLength(3);
  });
});

describe('a default route beside a rule for VirtualNetwork', () => {
  const appliance = routeTable([{ nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.0.1.4' }]);
  const forNetwork = group([{ destinationAddressPrefixes: ['virtualnetwork'] }]);

  it('gets a note, once for all subnets that share both (T5)', () => {
    const parts = {
      networkSecurityGroups: [forNetwork],
      routeTables: [appliance],
      subnets: [subnet('a'), subnet('b')],
    };
    const notes = ruleDiagnostics(network(parts));
    expect(notes.map(({ severity }) => severity)).toEqual(['note']);
    expect(said(notes[0]?.message)).toMatch(
      /^nsg, rule r: the route "out" of rt for 0.0.0.0\/0 may make Azure count every address/,
    );
  });

  it('gets none without such a rule, without such a route, or at another subnet', () => {
    const none = [
      { networkSecurityGroups: [group([{}])], routeTables: [appliance], subnets: [subnet('a')] },
      {
        networkSecurityGroups: [group([{ sourceAddressPrefixes: ['VirtualNetwork'] }])],
        routeTables: [appliance],
        subnets: [subnet('a')],
      },
      { networkSecurityGroups: [forNetwork], routeTables: [routeTable([{}])], subnets: [subnet('a')] },
      { networkSecurityGroups: [forNetwork], routeTables: [appliance], subnets: [subnet('a', { routeTable: null })] },
    ];
    expect(none.flatMap(messages)).toEqual([]);
  });
});

describe('firewall rules', () => {
  it('with wildcards that are not left-most are told (F8)', () => {
    for (const host of ['www.contoso.*', '*.contoso.*', 'www.*contoso.com']) {
      expect(ofApplicationRule({ destinationFqdns: [host] })).toEqual([
        `rcg, rule f: "${host}" matches nothing: a wildcard may only stand left-most`,
      ]);
    }
    expect(ofApplicationRule({ destinationFqdns: ['*', '*.contoso.com', '*contoso.com', 'contoso.com'] })).toEqual([]);
  });

  it('with URLs for host names are told', () => {
    expect(ofApplicationRule({ destinationFqdns: ['https://contoso.com/x'] })[0]).toMatch(
      /is no host name and matches nothing/,
    );
  });

  it('of networks with wildcards are told (F10)', () => {
    expect(ofNetworkRule({ destinationFqdns: ['*.contoso.com'] }, { dnsProxy: true })).toEqual([
      'rcg, rule f: "*.contoso.com" matches nothing: host names in network rules take no wildcards; use an application rule',
    ]);
  });

  it('of networks with host names are told where the DNS proxy is off (F10)', () => {
    const rule = { destinationFqdns: ['contoso.com'] };
    const off = ['rcg, rule f: its host names match nothing: the DNS proxy of the firewall is off'];
    expect(ofNetworkRule(rule)).toEqual(off);
    expect(ofNetworkRule(rule, { dnsProxy: false })).toEqual(off);
    expect(ofNetworkRule(rule, { dnsProxy: true })).toEqual([]);
    expect(ofNetworkRule(rule, { dnsProxy: open })).toEqual([]);
  });

  it('inherit the DNS proxy of the nearest parent that says anything', () => {
    const parents = [
      policy({ basePolicy: { key: 'p1' } }),
      policy({ ...resource('p1'), basePolicy: { key: 'p2' } }),
      policy({ ...resource('p2'), dnsProxy: true }),
    ];
    const groups = [ruleGroup([collection('network', [networkRule({ destinationFqdns: ['contoso.com'] })])])];
    expect(messages({ firewallPolicies: parents, ruleCollectionGroups: groups })).toEqual([]);
    expect(messages({ firewallPolicies: [...parents].reverse(), ruleCollectionGroups: groups })).toEqual([]);
  });

  it('with URLs are told without Premium, and for HTTPS without TLS inspection (F9)', () => {
    const rule = { destinationUrls: ['contoso.com/x/*'] };
    expect(ofApplicationRule(rule)[0]).toMatch(/need a policy of tier Premium/);
    expect(ofApplicationRule(rule, { tier: 'Premium' })[0]).toMatch(/does not ask for TLS inspection/);
    expect(ofApplicationRule({ ...rule, terminateTls: true }, { tier: 'Premium' })[0]).toMatch(/no certificate/);
    expect(ofApplicationRule({ ...rule, terminateTls: true }, { tier: 'Premium', tlsInspection: true })).toEqual([]);
    expect(
      ofApplicationRule({ ...rule, applicationProtocols: [{ type: 'Http', port: 80 }] }, { tier: 'Premium' }),
    ).toEqual([]);
    expect(ofApplicationRule(rule, { tier: open })[0]).toMatch(/does not ask for TLS inspection/);
  });

  it('with URLs whose wildcards stand in the middle are told (F9)', () => {
    const premium = { tier: 'Premium', tlsInspection: true };
    expect(
      ofApplicationRule({ destinationUrls: ['contoso.com/*/x', 'a.*.com/'], terminateTls: true }, premium),
    ).toHaveLength(2);
    expect(
      ofApplicationRule({ destinationUrls: ['*', '*.a.com/*', 'https://a.com'], terminateTls: true }, premium),
    ).toEqual([]);
  });

  it('of firewalls in context files are told, since they may be on the way', () => {
    const groups = [
      { ...ruleGroup([collection('network', [networkRule({ destinationAddresses: ['Storag'] })])]), reported: false },
    ];
    expect(messages({ firewallPolicies: [policy()], ruleCollectionGroups: groups })).toHaveLength(1);
  });
});

describe('the order of a firewall', () => {
  it('has priorities from 100 to 65000 (F2)', () => {
    const groups = [ruleGroup([collection('network', [], { priority: 65001 })], { priority: 99 })];
    expect(messages({ firewallPolicies: [policy()], ruleCollectionGroups: groups })).toEqual([
      'rcg: the priority 99 is not between 100 and 65000; Azure refuses it',
      'rcg, rule collection c: the priority 65001 is not between 100 and 65000; Azure refuses it',
    ]);
  });

  it('needs a priority for every group and collection', () => {
    const missing = unknown(msg`rcg.priority is missing`);
    const groups = [ruleGroup([collection('network', [], { priority: missing })], { priority: missing })];
    expect(messages({ ruleCollectionGroups: groups })).toEqual([
      'rcg: it has no priority, so its place in the order is open',
      'rcg, rule collection c: it has no priority, so its place in the order is open',
    ]);
  });

  it('is not settled between collections of one kind with one priority (F2)', () => {
    const collections = [
      collection('network', []),
      collection('network', [], { name: 'd' }),
      collection('application', []),
    ];
    expect(messages({ ruleCollectionGroups: [ruleGroup(collections)] })).toEqual([
      'rcg, rule collection d: it has the same priority 200 as the network rule collection "c", so which of them comes first is not settled',
    ]);
  });

  it('is not settled between groups of one policy with one priority; two policies have an order each (F2)', () => {
    const other = ruleGroup([], { ...resource('rcg2') });
    expect(messages({ ruleCollectionGroups: [ruleGroup([]), other] })).toEqual([
      'rcg2: it has the same priority 300 as the rule collection group rcg of its policy, so which of them comes first is not settled',
    ]);
    expect(messages({ ruleCollectionGroups: [ruleGroup([]), { ...other, policy: { key: 'another' } }] })).toEqual([]);
  });

  it('has a classic part beside a policy only by mistake (F15)', () => {
    const both = firewall({ policy: { key: 'policy' }, ruleCollections: [collection('network', [])] });
    expect(messages({ firewalls: [both], firewallPolicies: [policy()] })[0]).toMatch(
      /^firewall: it has a policy and the classic rule collection "c"/,
    );
    expect(messages({ firewalls: [{ ...both, policy: null }] })).toEqual([]);
  });
});

describe('parent policies', () => {
  it('that are not in the input are told', () => {
    const lost = policy({ basePolicy: unknown(msg`policy "hub" is not in the input`) });
    expect(messages({ firewallPolicies: [lost] })).toEqual([
      'policy: the rules of its parent policy come before its own and are not in the input: policy "hub" is not in the input',
    ]);
    expect(messages({ firewallPolicies: [policy({ basePolicy: { key: 'gone' } })] })).toHaveLength(1);
  });

  it('in a circle are told once, from wherever the circle is met', () => {
    const circle = [
      policy({ ...resource('tail'), basePolicy: { key: 'a' } }),
      policy({ ...resource('a'), basePolicy: { key: 'b' } }),
      policy({ ...resource('b'), basePolicy: { key: 'a' } }),
    ];
    const message = 'a: its parent policies lead back to it (a, then b); Azure refuses that';
    expect(messages({ firewallPolicies: circle })).toEqual([message]);
    expect(messages({ firewallPolicies: [policy({ basePolicy: { key: 'policy' } })] })).toHaveLength(1);
  });
});

describe('managed networks', () => {
  it('have faults in their own rules told (M2, M4)', () => {
    const tag = { type: 'ServiceTag', protocol: 'TCP', action: 'Allow', addressPrefixes: null } as const;
    const outboundRules = [
      { name: 'tag', destination: { ...tag, serviceTag: 'Storge', portRanges: ['80,443', '65536'] }, location: null },
      {
        name: 'ignored',
        destination: { ...tag, serviceTag: 'Storge', portRanges: ['80'], addressPrefixes: ['10.0.0.0/8'] },
        location: null,
      },
      { name: 'host', destination: { type: 'FQDN', fqdn: 'www.*.com' }, location: null },
    ] as const;
    const workspace = {
      ...resource('ws'),
      region: 'westus2',
      highBusinessImpact: null,
      isolationMode: 'AllowOnlyApprovedOutbound',
      outboundRules,
    };
    expect(messages({ workspaces: [workspace] })).toEqual([
      'ws, outbound rule tag: there is no service tag "Storge", so it matches nothing; did you mean Storage?',
      'ws, outbound rule tag: "65536" is no port or port range and matches nothing; ports end at 65535',
      'ws, outbound rule host: "www.*.com" is no host name, or its wildcard is not left-most, so it matches nothing',
    ]);
  });
});

describe('very many faults', () => {
  it('end in a count, each kind its own', () => {
    const rules = Array.from({ length: 50 }, (_, i) => ({ name: `r${i}`, destinationPortRanges: ['65536'] }));
    const told = messages({ networkSecurityGroups: [group([...rules, { protocol: 'x' }])] });
    expect(told).toHaveLength(22);
    expect(told[20]).toContain('"x" is no protocol');
    expect(told[21]).toBe('and 30 more ports that cannot be read');
  });

  it('are not all put into words: a hundred thousand misspelt tags take no longer than reading them', () => {
    const rule = securityRule({
      destinationAddressPrefixes: Array.from({ length: 100_000 }, (_, i) => `Strage${i}.westus`),
    });
    const told = messages({ networkSecurityGroups: [group([rule])] });
    expect(told.at(-1)).toBe('and 99980 more service tags that do not exist');
  });

  it('leave long texts of the input short', () => {
    const [message = ''] = ofRule({ name: 'n'.repeat(10_000), destinationAddressPrefixes: ['x'.repeat(100_000)] });
    expect(message.length).toBeLessThan(300);
  });

  it('of policies in a long chain are followed once', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) =>
      policy({ ...resource(`p${i}`), basePolicy: { key: `p${i + 1}` } }),
    );
    expect(messages({ firewallPolicies: chain })).toEqual([
      'p19999: the rules of its parent policy come before its own and are not in the input: p20000, which is not in the input',
    ]);
  });
});

it('a network without faults has none told', () => {
  expect(messages({})).toEqual([]);
});
