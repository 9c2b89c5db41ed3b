import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { english } from '../../../src/azure/message.js';
import type { Network, Resource } from '../../../src/azure/model.js';
import type { SourceModel } from '../../../src/sources/source.js';
import type { ResourceChange, ResourceInstance, TerraformDocument } from '../../../src/sources/terraform/document.js';
import { readTerraformDocument } from '../../../src/sources/terraform/read-document.js';
import { readTerraform } from '../../../src/sources/terraform/reader.js';
import { said } from '../../messages.js';
import { filesBelow, sharedFile } from '../../shared.js';

const FIXTURES = '__tests__/sources/terraform/fixtures';

function modelOf(fixture: string): SourceModel {
  const file = join(FIXTURES, fixture, 'plan.json');
  return readTerraform(readTerraformDocument(file), { file, reported: true });
}

const keysOf = (list: readonly Resource[]): readonly string[] => list.map(({ key }) => key);

/** An instance of a document made by hand, for what a stand-in provider never shows: lists that were refreshed. */
function instance(address: string, values: Record<string, unknown>): ResourceInstance {
  const [type = '', rest = ''] = address.replace(/^data\./, '').split('.');
  const match = /^([^[]+)(?:\["(.*)"\])?$/.exec(rest);
  return {
    address,
    mode: address.startsWith('data.') ? 'data' : 'managed',
    type,
    name: match?.[1] ?? rest,
    index: match?.[2] ?? null,
    values,
    sensitive: {},
  };
}

function change(address: string, actions: readonly string[], afterUnknown: unknown = {}): ResourceChange {
  const type = address.split('.')[0] ?? '';
  return {
    address,
    previousAddress: null,
    mode: 'managed',
    type,
    actions,
    before: null,
    after: null,
    afterUnknown,
    importing: false,
  };
}

function document(parts: Partial<TerraformDocument>): TerraformDocument {
  return {
    format: 'plan',
    formatVersion: '1.2',
    terraformVersion: '1.11.4',
    errored: false,
    variables: new Map(),
    planned: [],
    prior: [],
    changes: [],
    configuration: { resources: [], calls: new Map(), outputs: new Map(), variables: new Map() },
    resourceCount: 0,
    ...parts,
  };
}

const read = (parts: Partial<TerraformDocument>): SourceModel =>
  readTerraform(document(parts), { file: 'plan.json', reported: true });

const ruleValues = (name: string): Record<string, unknown> => ({
  name,
  priority: 100,
  direction: 'Outbound',
  access: 'allow',
  protocol: 'tcp',
  source_port_range: '*',
  source_port_ranges: [],
  destination_port_range: '',
  destination_port_ranges: ['80', '443'],
  source_address_prefix: '*',
  destination_address_prefix: 'Storage',
});

const GROUP = 'azurerm_network_security_group.g';
const group = (rules: readonly string[]): ResourceInstance =>
  instance(GROUP, { name: 'nsg', resource_group_name: 'rg', security_rule: rules.map(ruleValues) });
const rule = (name: string): ResourceInstance =>
  instance(`azurerm_network_security_rule.r["${name}"]`, {
    ...ruleValues(name),
    resource_group_name: 'RG',
    network_security_group_name: 'nsg',
  });
const block = (expressions: Record<string, unknown>): TerraformDocument['configuration'] => ({
  resources: [
    {
      address: GROUP,
      mode: 'managed',
      type: 'azurerm_network_security_group',
      name: 'g',
      expressions,
      countExpression: null,
      forEachExpression: null,
    },
  ],
  calls: new Map(),
  outputs: new Map(),
  variables: new Map(),
});
const inlineOf = (network: Network): readonly unknown[] =>
  (network.networkSecurityGroups[0]?.securityRules ?? []).map(({ name }) => name);

describe('rules that a refreshed group lists and that are resources of their own (N16, N17)', () => {
  it('are one rule, told by the resource, where both are there', () => {
    const { network } = read({ planned: [group(['a', 'drift']), rule('a')], configuration: block({}) });
    expect(inlineOf(network)).toEqual(['drift']);
    expect(network.separateSecurityRules).toHaveLength(1);
  });

  it('are gone after a plan that deletes the resource, although the unchanged group still lists them', () => {
    const { network, before } = read({
      planned: [group(['a', 'b']), rule('a')],
      prior: [group(['a', 'b']), rule('a'), rule('b')],
      changes: [change('azurerm_network_security_rule.r["b"]', ['delete'])],
      configuration: block({}),
    });
    expect(inlineOf(network)).toEqual([]);
    expect(keysOf(network.separateSecurityRules)).toEqual(['azurerm_network_security_rule.r["a"]']);
    expect(before?.separateSecurityRules).toHaveLength(2);
  });

  it('stay where Terraform only forgets the resource', () => {
    const { network } = read({
      planned: [group(['b'])],
      prior: [group(['b']), rule('b')],
      changes: [change('azurerm_network_security_rule.r["b"]', ['forget'])],
      configuration: block({}),
    });
    expect(inlineOf(network)).toEqual(['b']);
  });

  it('stay where the group itself declares them now', () => {
    const { network } = read({
      planned: [group(['b'])],
      prior: [group(['b']), rule('b')],
      configuration: block({ security_rule: { constant_value: [{ name: 'b' }] } }),
    });
    expect(inlineOf(network)).toEqual(['b']);
  });

  it('are one rule in a state, which has no configuration', () => {
    const { network, before } = read({
      format: 'state',
      planned: [group(['a']), rule('a')],
      changes: null,
      configuration: null,
    });
    expect(before).toBeNull();
    expect([inlineOf(network), network.separateSecurityRules.length]).toEqual([[], 1]);
    expect(network.separateSecurityRules[0]?.networkSecurityGroup).toEqual({
      type: 'networkSecurityGroups',
      name: 'nsg',
      resourceGroup: 'RG',
    });
  });

  it('hold for subnets of a virtual network as well; those that nobody declares are no scope of this file', () => {
    const network = instance('azurerm_virtual_network.v', {
      name: 'v',
      resource_group_name: 'rg',
      address_space: ['10.0.0.0/16'],
      subnet: [
        { name: 'own', address_prefixes: ['10.0.1.0/24'], security_group: '' },
        { name: 'foreign', address_prefixes: ['10.0.2.0/24'], security_group: '' },
      ],
    });
    const own = instance('azurerm_subnet.own', {
      name: 'own',
      virtual_network_name: 'v',
      resource_group_name: 'rg',
      address_prefixes: ['10.0.1.0/24'],
    });
    const configuration = block({});
    const blockOf = (type: string, name: string) => ({
      ...(configuration?.resources[0] ?? { countExpression: null, forEachExpression: null, mode: 'managed' as const }),
      address: `${type}.${name}`,
      type,
      name,
      expressions: {},
    });
    const model = read({
      planned: [network, own],
      configuration: {
        resources: [blockOf('azurerm_virtual_network', 'v'), blockOf('azurerm_subnet', 'own')],
        calls: new Map(),
        outputs: new Map(),
        variables: new Map(),
      },
    });
    expect(model.network.subnets.map(({ key, reported }) => [key, reported])).toEqual([
      ['azurerm_virtual_network.v.subnet["foreign"]', false],
      ['azurerm_subnet.own', true],
    ]);
  });
});

describe('values', () => {
  it('are read as Azure has them: words in any case, "" as nothing, singular and plural together', () => {
    const { network } = read({ planned: [group(['a'])], configuration: block({ security_rule: {} }) });
    expect(network.networkSecurityGroups[0]?.securityRules[0]).toMatchObject({
      access: 'Allow',
      direction: 'Outbound',
      protocol: 'tcp',
      sourcePortRanges: ['*'],
      destinationPortRanges: ['80', '443'],
      destinationAddressPrefixes: ['Storage'],
    });
  });

  it('that nobody wrote have the default of the provider; those that somebody wrote are open (Decisions, "Left out by the author")', () => {
    const open = { security_rule: true };
    const created = [change(GROUP, ['create'], open)];
    const planned = [instance(GROUP, { name: 'nsg' })];
    const leftOut = read({ planned, changes: created, configuration: block({}) });
    expect(leftOut.network.networkSecurityGroups[0]).not.toHaveProperty('otherRules');
    const written = read({
      planned,
      changes: created,
      configuration: block({ security_rule: { references: ['local.rules'] } }),
    });
    expect(written.network.networkSecurityGroups[0]?.otherRules).toEqual({
      unknown: 'azurerm_network_security_group.g: security_rule is known after apply',
    });
  });

  it('that are sensitive are nowhere in the model', () => {
    const { network } = modelOf('hops');
    expect(JSON.stringify(network)).not.toContain('10.6.9.0');
    expect(network.networkSecurityGroups[0]?.otherRules?.unknown).toEqual(
      'azurerm_network_security_group.h: security_rule is sensitive',
    );
  });

  it('of network policies for private endpoints have three spellings, the oldest with the inverted sense', () => {
    const policies = (values: Record<string, unknown>): unknown =>
      read({
        format: 'state',
        planned: [instance('azurerm_subnet.s', { name: 's', ...values })],
        changes: null,
        configuration: null,
      }).network.subnets[0]?.privateEndpointNetworkPolicies;
    expect(policies({ private_endpoint_network_policies: 'RouteTableEnabled' })).toBe('RouteTableEnabled');
    expect(policies({ private_endpoint_network_policies_enabled: true })).toBe('Enabled');
    expect(policies({ enforce_private_link_endpoint_network_policies: true })).toBe('Disabled');
    expect(policies({ enforce_private_link_endpoint_network_policies: false })).toBe('Enabled');
    expect(policies({})).toBeNull();
  });
});

describe('existing networks', () => {
  const { network, before, diagnostics } = modelOf('existing');

  it('are shown by data sources, and what these do not show is open', () => {
    const subnet = network.subnets[0];
    expect(subnet).toMatchObject({
      key: 'data.azurerm_subnet.training',
      existing: true,
      virtualNetwork: { key: 'data.azurerm_virtual_network.hub' },
    });
    expect(subnet?.delegations).toEqual({
      unknown: 'data.azurerm_subnet.training: the data source does not show delegation',
    });
    expect(keysOf(before?.subnets ?? [])).toEqual(['data.azurerm_subnet.training']);
  });

  it('that are read during apply are the resource that the same plan makes', () => {
    expect(keysOf(network.networkSecurityGroups)).toEqual(['azurerm_network_security_group.e']);
    expect(network.associations[0]?.target).toEqual({ key: 'azurerm_network_security_group.e' });
    expect(diagnostics).toEqual([]);
  });
});

describe('changes', () => {
  const { network, before } = modelOf('changes');

  it('leave out what is deleted and have what is new', () => {
    expect(keysOf(network.separateSecurityRules)).toEqual([
      'azurerm_network_security_rule.out["dns"]',
      'azurerm_network_security_rule.out["web"]',
    ]);
    expect(keysOf(before?.separateSecurityRules ?? [])).toEqual([
      'azurerm_network_security_rule.out["ssh"]',
      'azurerm_network_security_rule.out["web"]',
    ]);
  });

  it('show an update in place on both sides', () => {
    const ports = (side: Network | null): unknown => side?.separateSecurityRules.at(-1)?.rule.destinationPortRanges;
    expect([ports(before), ports(network)]).toEqual([['443'], ['80']]);
  });

  it('keep a moved resource the same one', () => {
    expect(keysOf(before?.networkSecurityGroups ?? [])).toEqual(keysOf(network.networkSecurityGroups));
  });

  it('are described by resource_changes alone in plans older than prior_state', () => {
    const old = read({
      planned: [group(['a'])],
      changes: [{ ...change(GROUP, ['update']), before: { name: 'nsg', security_rule: [] } }],
      configuration: block({ security_rule: {} }),
    });
    expect([inlineOf(old.before ?? old.network), inlineOf(old.network)]).toEqual([[], ['a']]);
  });
});

describe('firewalls', () => {
  const { network } = modelOf('hops');

  it('are next hops by reference to their address, in a network and in a hub (W4)', () => {
    expect(network.routeTables[0]?.routes[0]?.nextHop).toEqual({ key: 'azurerm_firewall.vnet' });
    expect(network.separateRoutes[0]?.route.nextHop).toEqual({ key: 'azurerm_firewall.hub' });
    expect(network.routingIntents[0]?.policies[0]).toEqual({
      destinations: ['Internet'],
      nextHop: { key: 'azurerm_firewall.hub' },
    });
  });

  it('are in the subnet that Azure demands where an id is put together from the network', () => {
    const firewall = network.firewalls.find(({ key }) => key === 'azurerm_firewall.vnet');
    expect(firewall?.subnet).toEqual({ key: 'azurerm_virtual_network.h.subnet["AzureFirewallSubnet"]' });
  });

  it('have classic collections by name, and rules with IP groups by id', () => {
    const [collection] = network.separateRuleCollections;
    expect(collection?.firewall).toEqual({ key: 'azurerm_firewall.vnet' });
    expect(collection?.collection).toMatchObject({ kind: 'network', priority: 200, action: 'Allow' });
    expect(collection?.collection.rules[0]?.sourceIpGroups).toEqual([{ key: 'azurerm_ip_group.h' }]);
  });
});

describe('a connection to a virtual hub', () => {
  it('learns no route to the Internet where it does not say so, as the provider has it (F14)', () => {
    const connection = (values: object): ResourceInstance =>
      instance('azurerm_virtual_hub_connection.c', { name: 'c', ...values });
    const secured = (values: object): unknown =>
      read({ format: 'state', planned: [connection(values)], changes: null, configuration: null }).network
        .virtualHubConnections[0]?.internetSecurity;
    expect(secured({})).toBe(false);
    expect(secured({ internet_security_enabled: null })).toBe(false);
    expect(secured({ internet_security_enabled: true })).toBe(true);
  });
});

describe('routes of a virtual hub that are resources of their own', () => {
  const ROUTE = 'azurerm_virtual_hub_route_table_route.r';
  const hub = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualHubs/h';
  const everything = { name: 'all', destinations_type: 'CIDR', destinations: ['0.0.0.0/0'] };
  const policies = [{ destinations: ['Internet'], nextHop: { id: `${hub}/fw` } }];
  const configured = (expressions: Record<string, unknown>): TerraformDocument['configuration'] => {
    const type = 'azurerm_virtual_hub_route_table_route';
    const written = { address: ROUTE, mode: 'managed', type, name: 'r', expressions } as const;
    const resources = [{ ...written, countExpression: null, forEachExpression: null }];
    return { resources, calls: new Map(), outputs: new Map(), variables: new Map() };
  };
  const state = (...planned: readonly ResourceInstance[]): Network['routingIntents'] =>
    read({ format: 'state', planned, changes: null, configuration: null }).network.routingIntents;

  it('are the intent that they come to, for the hub of their table (F14)', () => {
    const byDefault = { ...everything, route_table_id: `${hub}/hubRouteTables/defaultRouteTable` };
    expect(state(instance(ROUTE, { ...byDefault, next_hop: `${hub}/fw` }))).toMatchObject([
      { key: ROUTE, virtualHub: { id: hub }, policies },
    ]);
  });

  it('follow references to the hub, and to a table of the input (W4)', () => {
    const table = 'azurerm_virtual_hub_route_table.t';
    const intents = (reference: string): Network['routingIntents'] =>
      read({
        planned: [
          instance('azurerm_virtual_hub.h', { name: 'h' }),
          instance('azurerm_firewall.f', { name: 'fw' }),
          instance(table, { name: 't', virtual_hub_id: hub }),
          instance(ROUTE, everything),
        ],
        changes: [
          change('azurerm_virtual_hub.h', ['create'], { id: true, default_route_table_id: true }),
          change('azurerm_firewall.f', ['create'], { id: true }),
          change(table, ['create'], { id: true }),
          change(ROUTE, ['create'], { route_table_id: true, next_hop: true }),
        ],
        configuration: configured({
          route_table_id: { references: [reference] },
          next_hop: { references: ['azurerm_firewall.f.id', 'azurerm_firewall.f'] },
        }),
      }).network.routingIntents;
    const nextHop = { key: 'azurerm_firewall.f' };
    expect(intents('azurerm_virtual_hub.h.default_route_table_id')).toMatchObject([
      { virtualHub: { key: 'azurerm_virtual_hub.h' }, policies: [{ destinations: ['Internet'], nextHop }] },
    ]);
    expect(intents(`${table}.id`)).toMatchObject([{ virtualHub: { id: hub }, policies: [{ nextHop }] }]);
  });

  it('lead to an appliance elsewhere only where they take the Internet', () => {
    const open = (destinations: readonly string[]): Network['routingIntents'] =>
      read({
        planned: [instance(ROUTE, { ...everything, destinations, route_table_id: `${hub}/hubRouteTables/t` })],
        changes: [change(ROUTE, ['create'], { next_hop: true })],
        configuration: configured({ next_hop: { references: ['azurerm_virtual_hub_connection.c.id'] } }),
      }).network.routingIntents;
    expect(open(['0.0.0.0/0'])[0]?.policies[0]).toMatchObject({ destinations: ['Internet'] });
    expect(open(['0.0.0.0/0'])[0]?.policies[0]?.nextHop).toHaveProperty('unknown');
    expect(open(['10.9.0.0/16'])).toEqual([]);
  });
});

describe('Machine Learning', () => {
  const ml = (name: string, values: Record<string, unknown>): ResourceInstance =>
    instance(`azurerm_machine_learning_${name}`, { name: 'x', ...values });
  const state = (planned: readonly ResourceInstance[]): Network =>
    read({ format: 'state', planned, changes: null, configuration: null }).network;

  it('has no managed network and no HBI where the workspace says nothing of them (Decisions)', () => {
    const [workspace] = state([ml('workspace.w', { location: 'West US 2' })]).workspaces;
    expect(workspace).toMatchObject({ region: 'West US 2', isolationMode: 'Disabled', highBusinessImpact: false });
  });

  it('leaves what the data source of a workspace does not show open', () => {
    const [workspace] = state([
      instance('data.azurerm_machine_learning_workspace.w', { name: 'x', location: 'a' }),
    ]).workspaces;
    expect(workspace?.highBusinessImpact).toEqual({
      unknown: 'data.azurerm_machine_learning_workspace.w: the data source does not show high_business_impact',
    });
    expect(workspace?.isolationMode).toHaveProperty('unknown');
  });

  it('places clusters, instances, serverless and inference compute', () => {
    const id = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/s';
    const { computes } = state([
      ml('workspace.w', { location: 'a', serverless_compute: [{ subnet_id: id, public_ip_enabled: false }] }),
      ml('compute_cluster.c', { subnet_resource_id: id, node_public_ip_enabled: false }),
      ml('compute_instance.i', { subnet_resource_id: null }),
      ml('inference_cluster.k', { kubernetes_cluster_id: '/k' }),
    ]);
    expect(
      computes.map(({ kind, subnet, publicIp, kubernetesCluster }) => [kind, subnet, publicIp, kubernetesCluster]),
    ).toEqual([
      ['AmlCompute', { id }, false, null],
      ['AmlCompute', { id }, false, null],
      ['ComputeInstance', null, null, null],
      ['Kubernetes', null, null, { id: '/k' }],
    ]);
  });

  it('has outbound rules of three kinds (M4)', () => {
    const { separateOutboundRules } = state([
      ml('workspace_network_outbound_rule_fqdn.f', { destination_fqdn: 'pypi.org', workspace_id: '/w' }),
      ml('workspace_network_outbound_rule_service_tag.t', {
        service_tag: 'Sql',
        protocol: 'TCP',
        port_ranges: '443, 1433',
      }),
      ml('workspace_network_outbound_rule_private_endpoint.p', {
        service_resource_id: '/s',
        sub_resource_target: 'blob',
      }),
    ]);
    expect(separateOutboundRules.map(({ rule: { destination } }) => destination)).toEqual([
      { type: 'FQDN', fqdn: 'pypi.org' },
      {
        type: 'ServiceTag',
        serviceTag: 'Sql',
        protocol: 'TCP',
        portRanges: ['443', '1433'],
        addressPrefixes: null,
        action: 'Allow',
      },
      { type: 'PrivateEndpoint', target: { id: '/s' }, subresource: 'blob' },
    ]);
  });
});

describe('ways out', () => {
  it('by a load balancer are for the network interfaces in the pool of its outbound rule', () => {
    const { network } = read({
      format: 'state',
      changes: null,
      configuration: null,
      planned: [
        instance('azurerm_lb_backend_address_pool.p', { id: '/lb/POOL' }),
        instance('azurerm_lb_outbound_rule.o', { name: 'o', backend_address_pool_id: '/lb/pool' }),
        instance('azurerm_network_interface_backend_address_pool_association.a', {
          backend_address_pool_id: '/lb/pool',
          network_interface_id: '/nic',
        }),
      ],
    });
    expect(network.loadBalancerOutboundRules.map(({ networkInterfaces }) => networkInterfaces)).toEqual([
      [{ id: '/nic' }],
    ]);
  });

  it('of a cluster are a load balancer where it says nothing', () => {
    const { network } = read({
      format: 'state',
      changes: null,
      configuration: null,
      planned: [
        instance('azurerm_kubernetes_cluster.k', {
          name: 'k',
          location: 'a',
          default_node_pool: [{ vnet_subnet_id: '/s' }],
        }),
      ],
    });
    expect(network.kubernetesClusters[0]).toMatchObject({ outboundType: 'loadBalancer', nodeSubnets: [{ id: '/s' }] });
  });
});

describe('azapi', () => {
  it('is linked both ways: a body to a group, a network interface to the body', () => {
    const { network } = modelOf('bodies');
    expect(network.subnets[0]).toMatchObject({
      key: 'azapi_resource.subnet',
      virtualNetwork: { key: 'azurerm_virtual_network.z' },
      networkSecurityGroup: { key: 'azurerm_network_security_group.z' },
      addressPrefixes: ['10.7.1.0/24'],
    });
    expect(network.networkInterfaces[0]?.subnets).toEqual([{ key: 'azapi_resource.subnet' }]);
  });
});

describe('what the reader notices', () => {
  it('is said of plans that are incomplete', () => {
    const { diagnostics } = read({ errored: true, complete: false });
    expect(diagnostics.map(({ severity, message }) => [severity, english(message).split(',')[0]])).toEqual([
      ['warning', 'plan.json: Terraform stopped with an error while it made this plan'],
      ['warning', 'plan.json: Terraform put off a part of the changes to a later plan (deferred)'],
    ]);
  });

  it('is said of deposed objects, which do not hide their successors', () => {
    const { network, diagnostics } = read({
      planned: [group(['a'])],
      changes: [change(GROUP, ['delete']), change(GROUP, ['update'], { id: true })],
      configuration: block({ security_rule: {} }),
    });
    expect(network.networkSecurityGroups).toHaveLength(1);
    expect(said(diagnostics[0]?.message)).toContain(`a deposed object of ${GROUP}`);
  });
});

describe('hostile documents', () => {
  it('give a model and never throw, whatever the values are', () => {
    const original = readTerraformDocument(join(FIXTURES, 'hops', 'plan.json'));
    const spoil = (value: unknown, at: number, junk: unknown): unknown => {
      let count = 0;
      return JSON.parse(JSON.stringify(value), (_, inner: unknown) => {
        count += 1;
        return count % 37 === at ? junk : inner;
      });
    };
    const junk = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(null, true, [true], { unknown: 5 }, { references: ['a', 5, 'module.x[0]'] }),
    );
    fc.assert(
      fc.property(fc.nat(36), junk, fc.nat(3), (at, value, where) => {
        const array = (spoiled: unknown): never[] => (Array.isArray(spoiled) ? spoiled : []) as never[];
        const valid = array(spoil(original.planned, at, value)).filter(
          // What the reader of documents holds: without these it is no resource, and is left out.
          (item: { address?: unknown; type?: unknown; name?: unknown; values?: unknown }) =>
            typeof item?.address === 'string' &&
            typeof item.type === 'string' &&
            typeof item.name === 'string' &&
            typeof item.values === 'object' &&
            item.values !== null,
        );
        const changes =
          original.changes?.map((item) => ({ ...item, afterUnknown: spoil(item.afterUnknown, at % 5, value) })) ?? null;
        const configuration = original.configuration && {
          ...original.configuration,
          resources: original.configuration.resources.map((item) => ({
            ...item,
            expressions: Object(spoil(item.expressions, at, value)) as Record<string, unknown>,
          })),
        };
        const spoiled: TerraformDocument = {
          ...original,
          planned: where === 0 ? valid : original.planned,
          changes: where === 1 ? changes : original.changes,
          configuration: where === 2 ? configuration : original.configuration,
        };
        expect(readTerraform(spoiled, { file: 'x', reported: true }).network).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  it('do not touch prototypes', () => {
    const values = JSON.parse(
      '{"name":"n","__proto__":{"polluted":true},"security_rule":[{"__proto__":{"name":"x"}}]}',
    ) as Record<string, unknown>;
    const { network } = read({ planned: [instance(GROUP, values)], configuration: block({ security_rule: {} }) });
    expect(network.networkSecurityGroups[0]?.securityRules[0]?.name).toHaveProperty('unknown');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('genuine plans', () => {
  const folder = sharedFile('cases');
  const cases = filesBelow(folder, '.json').filter((file) => /tf-\d+[^/]*[/\\](plan|.*state)\.json$/.test(file));

  it('of the acceptance cases leave no compute, group association or route without its target', () => {
    const open = cases.flatMap((file) => {
      const { network } = readTerraform(readTerraformDocument(file), { file, reported: true });
      const links = [
        ...network.computes.map(({ key, subnet }) => ({ key, link: subnet })),
        ...network.associations.flatMap(({ key, owner, target }) => [owner, target].map((link) => ({ key, link }))),
        ...network.routeTables.flatMap(({ key, routes }) => routes.map(({ nextHop }) => ({ key, link: nextHop }))),
        ...network.separateRoutes.map(({ key, route }) => ({ key, link: route.nextHop })),
        ...network.firewalls.flatMap(({ key, subnet, policy }) => [subnet, policy].map((link) => ({ key, link }))),
      ];
      return links.filter(({ link }) => link !== null && 'unknown' in link).map(({ key }) => `${file}: ${key}`);
    });
    expect(open).toEqual([]);
    // Where the folder is there, it has cases.
    expect(cases.length > 30).toBe(folder !== null);
  });
});

describe('what a way out may lack', () => {
  it('say of a NAT gateway that it has no address only where nothing may give it one', () => {
    const gateway = instance('azurerm_nat_gateway.n', {
      id: '/subscriptions/s/n',
      name: 'n',
      resource_group_name: 'rg',
    });
    const gives = (kind: string, id: unknown) =>
      instance(`azurerm_nat_gateway_public_ip${kind}_association.a`, { nat_gateway_id: id });
    const isWithout = (...others: readonly ResourceInstance[]) =>
      read({ planned: [gateway, ...others] }).network.natGateways[0]?.isWithoutAddress;
    expect(isWithout()).toBe(true);
    expect(isWithout(gives('', '/subscriptions/s/other'))).toBe(true);
    expect(isWithout(gives('', '/subscriptions/S/N'))).toBeUndefined();
    expect(isWithout(gives('_prefix', '/subscriptions/s/n'))).toBeUndefined();
    const later = change('azurerm_nat_gateway_public_ip_association.a', ['create'], { nat_gateway_id: true });
    const open = instance('azurerm_nat_gateway_public_ip_association.a', {});
    expect(
      read({ planned: [gateway, open], changes: [later] }).network.natGateways[0]?.isWithoutAddress,
    ).toBeUndefined();
    const older = instance('azurerm_nat_gateway.n', { name: 'n', public_ip_address_ids: ['/subscriptions/s/ip'] });
    expect(read({ planned: [older] }).network.natGateways[0]?.isWithoutAddress).toBeUndefined();
  });

  it('is seen in a subnet whose list of service endpoint policies holds some', () => {
    const place = (policies: unknown) =>
      read({
        planned: [
          instance('azurerm_subnet.s', {
            name: 's',
            virtual_network_name: 'v',
            resource_group_name: 'rg',
            address_prefixes: ['10.0.1.0/24'],
            service_endpoint_policy_ids: policies,
          }),
        ],
      }).network.subnets[0]?.hasServiceEndpointPolicies;
    expect([place(['/subscriptions/s/policy']), place([]), place(null)]).toEqual([true, undefined, undefined]);
  });
});
