import { describe, expect, it } from '@jest/globals';
import { isUnknown } from '../../../../src/azure/value.js';
import { assemble } from '../../../../src/sources/assemble.js';
import { said } from '../../../messages.js';
import {
  deployment,
  group,
  type Json,
  network,
  read,
  rule,
  template,
  virtualNetwork,
  withResources,
} from './templates.js';

const GROUP_ID = "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]";

describe('names and ids', () => {
  it('a resource is called by its name path, and has no resource id where subscription and group are not known', () => {
    const { subnets, networkSecurityGroups } = network(withResources(group('nsg'), virtualNetwork('vnet')));
    expect(networkSecurityGroups.map(({ id, armId }) => [id, armId])).toEqual([['nsg', undefined]]);
    expect(subnets.map(({ id }) => id)).toEqual(['vnet/snet']);
  });

  it('resourceId links resources of one template though nobody knows the subscription', () => {
    const { subnets, networkSecurityGroups } = network(
      withResources(group('nsg'), virtualNetwork('vnet', { networkSecurityGroup: { id: GROUP_ID } })),
    );
    expect(subnets[0]?.networkSecurityGroup).toEqual({ key: networkSecurityGroups[0]?.key });
  });

  it('an id in another resource group is another resource of the same name', () => {
    const elsewhere = "[resourceId('rg-other', 'Microsoft.Network/networkSecurityGroups', 'nsg')]";
    const { subnets } = network(
      withResources(
        deployment('there', withResources(group('nsg', [rule('there')])), { resourceGroup: 'rg-other' }),
        group('nsg', [rule('here')]),
        virtualNetwork('vnet', { networkSecurityGroup: { id: elsewhere } }),
        virtualNetwork('vnet2', { networkSecurityGroup: { id: GROUP_ID } }),
      ),
    );
    const groups = network(
      withResources(
        deployment('there', withResources(group('nsg', [rule('there')])), { resourceGroup: 'rg-other' }),
        group('nsg', [rule('here')]),
      ),
    ).networkSecurityGroups;
    const keys = new Map(groups.map((one) => [one.securityRules[0]?.name, one.key]));
    expect(subnets.map(({ networkSecurityGroup }) => networkSecurityGroup)).toEqual([
      { key: keys.get('there') },
      { key: keys.get('here') },
    ]);
  });

  it('a name that only Azure knows is the same name wherever the same expression stands', () => {
    const unique = "[format('nsg-{0}', uniqueString(resourceGroup().id))]";
    const id =
      "[resourceId('Microsoft.Network/networkSecurityGroups', format('nsg-{0}', uniqueString(resourceGroup().id)))]";
    const { subnets, networkSecurityGroups } = network(
      withResources(group(unique), virtualNetwork('vnet', { networkSecurityGroup: { id } })),
    );
    expect(subnets[0]?.networkSecurityGroup).toEqual({ key: networkSecurityGroups[0]?.key });
  });

  it('and another expression is another name', () => {
    const id = "[resourceId('Microsoft.Network/networkSecurityGroups', uniqueString('b'))]";
    const { subnets } = network(
      withResources(group("[uniqueString('a')]"), virtualNetwork('vnet', { networkSecurityGroup: { id } })),
    );
    expect(isUnknown(subnets[0]?.networkSecurityGroup)).toBe(true);
  });

  it('children are found nested with relative and full types and names, and by their names', () => {
    const children = [
      { type: 'securityRules', name: 'relative', ...withoutName(rule('a', { priority: 101 })) },
      {
        type: 'Microsoft.Network/networkSecurityGroups/securityRules',
        name: 'nsg/full',
        ...withoutName(rule('b', { priority: 102 })),
      },
    ];
    const { networkSecurityGroups } = network(
      withResources(group('nsg', [], { resources: children }), {
        type: 'Microsoft.Network/networkSecurityGroups/securityRules',
        name: "[concat('nsg', '/', 'apart')]",
        ...withoutName(rule('c', { priority: 103 })),
      }),
    );
    expect(networkSecurityGroups[0]?.securityRules.map(({ name }) => name)).toEqual(['relative', 'full', 'apart']);
  });
});

function withoutName({ properties }: Json): { readonly properties: unknown } {
  return { properties };
}

describe('loops', () => {
  it('of resources have an index, also one with a name and an offset', () => {
    const { networkSecurityGroups } = network(
      template({
        variables: { names: ['a', 'b'] },
        resources: [
          group("[concat('nsg-', variables('names')[copyIndex()], copyIndex('loop', 1))]", [], {
            copy: { name: 'loop', count: "[length(variables('names'))]" },
          }),
        ],
      }),
    );
    expect(networkSecurityGroups.map(({ id }) => id)).toEqual(['nsg-a1', 'nsg-b2']);
  });

  it('of properties stand beside other properties, and inside loops of resources', () => {
    const looped = {
      copy: [
        {
          name: 'securityRules',
          count: 2,
          input: {
            name: "[format('{0}-{1}', copyIndex('groups'), copyIndex('securityRules'))]",
            properties: { ...(rule('x')['properties'] as object), priority: "[add(200, copyIndex('securityRules'))]" },
          },
        },
      ],
    };
    const { networkSecurityGroups } = network(
      withResources(
        group("[concat('nsg', copyIndex())]", [], { copy: { name: 'groups', count: 2 }, properties: looped }),
      ),
    );
    expect(
      networkSecurityGroups.map(({ securityRules }) => securityRules.map(({ name, priority }) => [name, priority])),
    ).toEqual([
      [
        ['0-0', 200],
        ['0-1', 201],
      ],
      [
        ['1-0', 200],
        ['1-1', 201],
      ],
    ]);
  });

  it('of which the count is open leave open how many rules there are', () => {
    const looped = { copy: [{ name: 'securityRules', count: "[parameters('n')]", input: rule('r') }] };
    const { networkSecurityGroups } = network(
      template({ parameters: { n: { type: 'int' } }, resources: [group('nsg', [], { properties: looped })] }),
    );
    expect(said(networkSecurityGroups[0]?.otherRules?.unknown)).toMatch(/n has no value/);
  });

  it('without repetitions make nothing', () => {
    expect(network(withResources(group('nsg', [], { copy: { name: 'l', count: 0 } }))).networkSecurityGroups).toEqual(
      [],
    );
  });
});

describe('conditions', () => {
  it('that are false leave the resource out, but not its children', () => {
    const child = { type: 'securityRules', name: 'child', ...withoutName(rule('child')) };
    const off = group('nsg', [], { condition: '[equals(1, 2)]', resources: [child] });
    expect(read(withResources(off)).network.networkSecurityGroups).toEqual([]);
    expect(read(withResources(off)).network.separateSecurityRules).toHaveLength(1);
  });

  it('that are open leave it open whether a rule is in its group', () => {
    const { networkSecurityGroups } = network(
      template({
        parameters: { on: { type: 'bool' } },
        resources: [
          group('nsg', [rule('sure')]),
          {
            condition: "[parameters('on')]",
            type: 'Microsoft.Network/networkSecurityGroups/securityRules',
            name: 'nsg/maybe',
            ...withoutName(rule('maybe', { access: 'Deny', priority: 90 })),
          },
        ],
      }),
    );
    expect(networkSecurityGroups[0]?.securityRules.map(({ name, presence }) => [name, presence !== undefined])).toEqual(
      [
        ['sure', false],
        ['maybe', true],
      ],
    );
  });

  it('that are open leave open too what the rule would take the place of', () => {
    const { networkSecurityGroups } = network(
      template({
        parameters: { on: { type: 'bool' } },
        resources: [
          group('nsg', [rule('same', { access: 'Deny' }), rule('other')]),
          {
            condition: "[parameters('on')]",
            type: 'Microsoft.Network/networkSecurityGroups/securityRules',
            name: 'nsg/same',
            ...withoutName(rule('same')),
          },
        ],
      }),
    );
    const rules = networkSecurityGroups[0]?.securityRules ?? [];
    expect(rules.map(({ name, access, presence }) => [name, access, presence !== undefined])).toEqual([
      ['same', 'Deny', true],
      ['other', 'Allow', false],
      ['same', 'Allow', true],
    ]);
  });

  it('that are open leave the group of a subnet open that its network shows too', () => {
    const { subnets } = network(
      template({
        parameters: { on: { type: 'bool' } },
        resources: [
          group('nsg'),
          virtualNetwork('vnet'),
          {
            condition: "[parameters('on')]",
            type: 'Microsoft.Network/virtualNetworks/subnets',
            name: 'vnet/snet',
            properties: { addressPrefix: '10.0.1.0/24', networkSecurityGroup: { id: GROUP_ID } },
          },
        ],
      }),
    );
    expect(subnets).toHaveLength(1);
    expect(isUnknown(subnets[0]?.networkSecurityGroup)).toBe(true);
  });

  it('that are open make a group one whose rules nobody knows, since it may be another that is there', () => {
    const { networkSecurityGroups } = network(
      template({
        parameters: { on: { type: 'bool' } },
        resources: [group('nsg', [rule('r')], { condition: "[parameters('on')]" })],
      }),
    );
    expect(said(networkSecurityGroups[0]?.otherRules?.unknown)).toMatch(/whether nsg is deployed is not decided/);
    expect(networkSecurityGroups[0]?.securityRules[0]?.presence).toBeDefined();
  });

  it('of a nested deployment hold for what is in it', () => {
    const inner = withResources(group('nsg', [rule('r')]));
    const of = (condition: unknown) =>
      read(template({ parameters: { on: { type: 'bool' } }, resources: [deployment('d', inner, { condition })] }))
        .network;
    expect(of(false).networkSecurityGroups).toEqual([]);
    expect(of("[parameters('on')]").networkSecurityGroups[0]?.otherRules).toBeDefined();
  });

  it('choose a link between the group and none', () => {
    const { subnets, networkSecurityGroups } = network(
      template({
        parameters: { on: { type: 'bool' } },
        resources: [
          group('nsg'),
          virtualNetwork('vnet', {
            networkSecurityGroup: `[if(parameters('on'), createObject('id', ${GROUP_ID.slice(1, -1)}), null())]`,
          }),
        ],
      }),
    );
    expect(subnets[0]?.networkSecurityGroup).toMatchObject({ candidates: [networkSecurityGroups[0]?.key, null] });
  });
});

describe('nested deployments', () => {
  const inner = template({
    parameters: { name: { type: 'string', defaultValue: 'by-default' } },
    variables: { suffix: 'inner' },
    resources: [group("[concat(parameters('name'), '-', variables('suffix'))]")],
    outputs: {
      id: {
        type: 'string',
        value: "[resourceId('Microsoft.Network/networkSecurityGroups', concat(parameters('name'), '-inner'))]",
      },
    },
  });

  it('have parameters and variables of their own where their scope is inner', () => {
    const outer = template({
      parameters: { name: { type: 'string', defaultValue: 'outer' } },
      variables: { suffix: 'outer' },
      resources: [
        deployment('d', inner, {}, { parameters: { name: { value: "[parameters('name')]" } } }),
        deployment('e', inner),
      ],
    });
    expect(network(outer).networkSecurityGroups.map(({ id }) => id)).toEqual(['outer-inner', 'by-default-inner']);
  });

  it('use those around them where nothing is said', () => {
    const outer = template({
      parameters: { name: { type: 'string', defaultValue: 'outer' } },
      variables: { suffix: 'around' },
      resources: [deployment('d', inner, {}, { expressionEvaluationOptions: undefined })],
    });
    expect(network(outer).networkSecurityGroups.map(({ id }) => id)).toEqual(['outer-around']);
  });

  it('give their outputs to whom asks, by name, by id and by symbolic name', () => {
    const asked = ["reference('d')", "reference(resourceId('Microsoft.Resources/deployments', 'd'), '2022-09-01')"];
    for (const how of asked) {
      const { subnets, networkSecurityGroups } = network(
        withResources(
          virtualNetwork('vnet', { networkSecurityGroup: { id: `[${how}.outputs.id.value]` } }),
          deployment('d', inner, {}, { parameters: { name: { value: 'n' } } }),
        ),
      );
      expect(subnets[0]?.networkSecurityGroup).toEqual({ key: networkSecurityGroups[0]?.key });
    }
    const symbolic = template({
      languageVersion: '2.0',
      resources: {
        vnet: virtualNetwork('vnet', { networkSecurityGroup: { id: "[reference('module').outputs.id.value]" } }),
        module: deployment('d', inner),
      },
    });
    const { subnets, networkSecurityGroups } = network(symbolic);
    expect(subnets[0]?.networkSecurityGroup).toEqual({ key: networkSecurityGroups[0]?.key });
  });

  it('can be asked within one another, and for resources that a sibling deploys', () => {
    const vnet = withResources(virtualNetwork('vnet'));
    const reader = template({
      parameters: { id: { type: 'string' } },
      resources: [
        group('nsg', [
          rule('r', {
            sourceAddressPrefix: "[reference(parameters('id'), '2023-11-01').addressSpace.addressPrefixes[0]]",
          }),
        ]),
      ],
    });
    const { networkSecurityGroups } = network(
      withResources(
        deployment(
          'reader',
          reader,
          {},
          { parameters: { id: { value: "[resourceId('Microsoft.Network/virtualNetworks', 'vnet')]" } } },
        ),
        deployment('network', vnet),
      ),
    );
    expect(networkSecurityGroups[0]?.securityRules[0]?.sourceAddressPrefixes).toEqual(['10.0.0.0/16']);
  });

  it('whose template is elsewhere are unknown, and a warning says so', () => {
    const linked = {
      type: 'Microsoft.Resources/deployments',
      name: 'linked',
      properties: { mode: 'Incremental', templateLink: { relativePath: 'modules/nsg.json' } },
    };
    const model = read(
      withResources(
        linked,
        virtualNetwork('vnet', { networkSecurityGroup: { id: "[reference('linked').outputs.id.value]" } }),
      ),
    );
    expect(model.diagnostics.map(({ message }) => message)).toEqual([
      'deployment linked takes its template from elsewhere; what it deploys is not in the input',
    ]);
    expect(isUnknown(model.network.subnets[0]?.networkSecurityGroup)).toBe(true);
  });

  it('go where they say: subscription templates deploy to groups', () => {
    const { networkSecurityGroups } = network(
      template(
        { resources: [deployment('d', withResources(group('nsg')), { resourceGroup: 'rg-ml' })] },
        'subscriptionDeploymentTemplate.json',
      ),
    );
    expect(networkSecurityGroups.map(({ id, resourceGroup }) => [id, resourceGroup])).toEqual([['nsg', 'rg-ml']]);
  });

  it('take parameters from expressions that make them, and from loops, as Bicep writes them', () => {
    const inner2 = template({
      parameters: { names: { type: 'array' }, on: { type: 'bool', defaultValue: true }, name: { type: 'string' } },
      resources: [
        group("[concat(parameters('name'), length(parameters('names')))]", [], { condition: "[parameters('on')]" }),
      ],
    });
    const parameters = {
      names: { copy: [{ name: 'value', count: 3, input: "[copyIndex('value')]" }] },
      on: '[createObject()]',
      name: "[if(parameters('x'), createObject('value', 'n'), createObject('value', 'n'))]",
    };
    const { networkSecurityGroups } = network(
      template({ parameters: { x: { type: 'bool' } }, resources: [deployment('d', inner2, {}, { parameters })] }),
    );
    expect(networkSecurityGroups.map(({ id, otherRules }) => [id, otherRules])).toEqual([['n3', undefined]]);
  });

  it('are where the resource group is that the template makes', () => {
    const inner3 = withResources(
      group('nsg', [rule('r', { destinationAddressPrefix: "[concat('Storage.', resourceGroup().location)]" })]),
    );
    const { networkSecurityGroups } = network(
      template(
        {
          resources: [
            { type: 'Microsoft.Resources/resourceGroups', name: 'rg-ml', location: 'koreacentral' },
            deployment('d', inner3, { resourceGroup: 'rg-ml' }),
          ],
        },
        'subscriptionDeploymentTemplate.json',
      ),
    );
    expect(networkSecurityGroups[0]?.securityRules[0]?.destinationAddressPrefixes).toEqual(['Storage.koreacentral']);
  });

  it('in a loop are each their own', () => {
    const { networkSecurityGroups } = network(
      withResources(
        deployment(
          "[concat('d', copyIndex())]",
          inner,
          { copy: { name: 'l', count: 2 } },
          { parameters: { name: { value: "[concat('n', copyIndex())]" } } },
        ),
      ),
    );
    expect(networkSecurityGroups.map(({ id }) => id)).toEqual(['n0-inner', 'n1-inner']);
  });
});

describe('reference()', () => {
  it('shows properties of the template, and what Azure adds stays open', () => {
    const { networkSecurityGroups } = network(
      withResources(
        virtualNetwork('vnet'),
        group('nsg', [
          rule('known', { sourceAddressPrefix: "[reference('vnet').subnets[0].properties.addressPrefix]" }),
          rule('open', { sourceAddressPrefix: "[reference('vnet').resourceGuid]" }),
        ]),
      ),
    );
    const [known, open] = networkSecurityGroups[0]?.securityRules ?? [];
    expect(known?.sourceAddressPrefixes).toEqual(['10.0.1.0/24']);
    expect(JSON.stringify(open?.sourceAddressPrefixes)).toMatch(/known only to Azure/);
  });

  it('of a firewall leads routes to it by its private address (F14)', () => {
    const firewall = {
      type: 'Microsoft.Network/azureFirewalls',
      name: 'afw',
      properties: { ipConfigurations: [{ name: 'c', properties: { subnet: { id: 'x' } } }] },
    };
    const routes = (address: string) => ({
      type: 'Microsoft.Network/routeTables',
      name: 'rt',
      properties: {
        routes: [
          {
            name: 'all',
            properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: address },
          },
        ],
      },
    });
    for (const how of [
      "reference('afw')",
      "reference(resourceId('Microsoft.Network/azureFirewalls', 'afw'), '2023-11-01', 'Full').properties",
    ]) {
      const { routeTables, firewalls } = network(
        withResources(firewall, routes(`[${how}.ipConfigurations[0].properties.privateIPAddress]`)),
      );
      expect(routeTables[0]?.routes[0]?.nextHop).toEqual({ key: firewalls[0]?.key });
    }
    const spoke = withResources(
      routes(
        "[reference(resourceId('Microsoft.Network/azureFirewalls', 'afw'), '2023-11-01').ipConfigurations[0].properties.privateIPAddress]",
      ),
    );
    const both = assemble([read(spoke).network, read(withResources(firewall)).network]).network;
    expect(both.routeTables[0]?.routes[0]?.nextHop).toEqual({ key: both.firewalls[0]?.key });
  });

  it('resourceInfo gives ids without asking for properties, also in circles', () => {
    const { peerings, virtualNetworks } = network(
      template({
        languageVersion: '2.0',
        resources: {
          a: virtualNetwork(
            'a',
            {},
            {
              properties: {
                virtualNetworkPeerings: [
                  { name: 'p', properties: { remoteVirtualNetwork: { id: "[resourceInfo('b').id]" } } },
                ],
              },
            },
          ),
          b: virtualNetwork(
            'b',
            {},
            {
              properties: {
                virtualNetworkPeerings: [
                  { name: 'p', properties: { remoteVirtualNetwork: { id: "[resourceInfo('a').id]" } } },
                ],
              },
            },
          ),
        },
      }),
    );
    expect(peerings.map(({ remoteVirtualNetwork }) => remoteVirtualNetwork)).toEqual([
      { key: virtualNetworks[1]?.key },
      { key: virtualNetworks[0]?.key },
    ]);
  });
});

describe('existing resources', () => {
  const existing = {
    existing: true,
    type: 'Microsoft.Network/networkSecurityGroups',
    apiVersion: '2023-11-01',
    name: 'nsg',
  };

  it('are known by name, and their rules are not', () => {
    const { networkSecurityGroups } = network(template({ languageVersion: '2.0', resources: { nsg: existing } }));
    expect(said(networkSecurityGroups[0]?.otherRules?.unknown)).toMatch(/nsg exists already/);
    expect(networkSecurityGroups[0]?.reported).toBe(false);
  });

  it('give way to what the same template deploys, and to what another file deploys under that name', () => {
    const one = network(
      template({
        languageVersion: '2.0',
        resources: {
          ref: existing,
          nsg: group('nsg', [rule('r')]),
          vnet: virtualNetwork('vnet', { networkSecurityGroup: { id: GROUP_ID } }),
        },
      }),
    );
    expect(one.networkSecurityGroups.map(({ securityRules }) => securityRules.length)).toEqual([1]);
    const first = read(
      template({
        languageVersion: '2.0',
        resources: { ref: existing, vnet: virtualNetwork('vnet', { networkSecurityGroup: { id: GROUP_ID } }) },
      }),
    );
    const second = read(withResources(group('nsg', [rule('r')]))).network;
    const renamed = JSON.parse(JSON.stringify(second).replaceAll('main.json', 'other.json')) as typeof second;
    const { network: both } = assemble([first.network, renamed]);
    expect(both.networkSecurityGroups).toHaveLength(1);
    expect(both.subnets[0]?.networkSecurityGroup).toEqual({ key: both.networkSecurityGroups[0]?.key });
  });

  it('in a group of their own are not the one that is deployed here', () => {
    const { networkSecurityGroups } = network(
      template({
        languageVersion: '2.0',
        resources: { ref: { ...existing, resourceGroup: 'rg-hub' }, nsg: group('nsg') },
      }),
    );
    expect(networkSecurityGroups.map(({ otherRules }) => otherRules !== undefined)).toEqual([true, false]);
  });
});

describe('a resource that is declared twice', () => {
  it('is one where both say the same', () => {
    expect(
      network(withResources(group('nsg', [rule('r')]), group('nsg', [rule('r')]))).networkSecurityGroups,
    ).toHaveLength(1);
  });

  it('is the one that depends on the others, also through the deployments around them', () => {
    const update = (dependsOn: readonly string[]) =>
      deployment('update', withResources(virtualNetwork('vnet', { networkSecurityGroup: { id: GROUP_ID } })), {
        dependsOn,
      });
    const step = deployment('step', template({}), {
      dependsOn: ["[resourceId('Microsoft.Network/virtualNetworks', 'vnet')]"],
    });
    const ordered = network(withResources(group('nsg'), virtualNetwork('vnet'), step, update(['step'])));
    expect(ordered.subnets[0]?.networkSecurityGroup).toEqual({ key: ordered.networkSecurityGroups[0]?.key });
    const unordered = network(withResources(group('nsg'), virtualNetwork('vnet'), update([])));
    expect(unordered.subnets[0]?.networkSecurityGroup).toMatchObject({
      candidates: [null, unordered.networkSecurityGroups[0]?.key],
    });
  });

  it('has what both say; what only one says is open', () => {
    const [only] = network(
      withResources(
        group('nsg', [rule('both'), rule('differs', { access: 'Deny' })]),
        group('nsg', [rule('both'), rule('differs'), rule('one')]),
      ),
    ).networkSecurityGroups;
    expect(only?.securityRules.map(({ name, access }) => [name, typeof access])).toEqual([
      ['both', 'string'],
      ['differs', 'object'],
    ]);
    expect(said(only?.otherRules?.unknown)).toMatch(/declared 2 times/);
  });
});

describe('places', () => {
  it('of resources, rules, routes and subnets are the lines that declare them, also through variables and loops', () => {
    const text = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "variables": {
    "rules": [
      { "name": "fromVariable", "properties": {} }
    ]
  },
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups", "name": "nsg",
      "properties": {
        "securityRules": "[concat(variables('rules'), variables('rules'))]"
      }
    },
    {
      "type": "Microsoft.Network/networkSecurityGroups", "name": "looped",
      "properties": {
        "copy": [
          { "name": "securityRules", "count": 2, "input":
            { "name": "[string(copyIndex('securityRules'))]" } }
        ]
      }
    },
    {
      "type": "Microsoft.Network/virtualNetworks", "name": "vnet",
      "properties": { "subnets": [
        { "name": "a" },
        { "name": "b" }
      ] }
    }
  ]
}`;
    const { networkSecurityGroups, subnets } = read(text).network;
    const lineOf = (one: { readonly location: { readonly line: number } | null } | undefined) => one?.location?.line;
    expect(networkSecurityGroups.map(lineOf)).toEqual([9, 15]);
    expect(networkSecurityGroups[0]?.securityRules.map(lineOf)).toEqual([5, 5]);
    expect(networkSecurityGroups[1]?.securityRules.map(lineOf)).toEqual([20, 20]);
    expect(subnets.map(lineOf)).toEqual([27, 28]);
  });
});
