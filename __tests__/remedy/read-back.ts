/** Readers of the rules that `requirements --format …` prints, for the round trip: each language back into bodies of the model, by other code than wrote them. */
import type { Network } from '../../src/azure/model.js';
import { mapArmResource } from '../../src/sources/arm/resources.js';
import { joinParts } from '../../src/sources/parts.js';
import { type BlockSource, blockSource } from '../../src/sources/terraform/block-source.js';
import type { TerraformDocument } from '../../src/sources/terraform/document.js';
import type { Expression } from '../../src/sources/terraform/hcl/ast.js';
import { literalValue } from '../../src/sources/terraform/hcl/literals.js';
import { parseConfiguration } from '../../src/sources/terraform/hcl/parser.js';
import { readTerraform } from '../../src/sources/terraform/reader.js';

const GROUP = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network';
export const IDS = {
  network: `${GROUP}/virtualNetworks/vnet`,
  group: `${GROUP}/networkSecurityGroups/nsg-azureml`,
  table: `${GROUP}/routeTables/rt`,
  policy: `${GROUP}/firewallPolicies/policy`,
  firewall: `${GROUP}/azureFirewalls/fw`,
  workspace: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ml',
} as const;

export const SUBNET = '10.9.1.0/24';

/** What stands in for the variables of the printed rules. */
const VARIABLES: Readonly<Record<string, unknown>> = {
  resource_group_name: 'rg',
  location: 'westeurope',
  firewall_policy_id: IDS.policy,
  source_addresses: [SUBNET],
};

function arm(type: string, names: readonly string[], body: object, id: string): Network {
  return joinParts([
    mapArmResource({ type, name: names, id, body }, { file: 'base.json', reported: true, location: null }),
  ]);
}

/** A subnet with compute, behind the group, or behind a firewall that the policy belongs to. */
export function base(kind: 'group' | 'firewall', publicIp: boolean): readonly Network[] {
  const subnet = {
    addressPrefix: SUBNET,
    ...(kind === 'group' ? { networkSecurityGroup: { id: IDS.group } } : { routeTable: { id: IDS.table } }),
  };
  const compute = {
    properties: {
      computeType: 'AmlCompute',
      properties: { subnet: { id: `${IDS.network}/subnets/ml` }, enableNodePublicIp: publicIp },
    },
  };
  const shared = [
    arm(
      'Microsoft.Network/virtualNetworks',
      ['vnet'],
      {
        properties: {
          addressSpace: { addressPrefixes: ['10.9.0.0/16'] },
          subnets: [{ name: 'ml', properties: subnet }],
        },
      },
      IDS.network,
    ),
    arm(
      'Microsoft.MachineLearningServices/workspaces',
      ['ml'],
      { location: 'westeurope', properties: {} },
      IDS.workspace,
    ),
    arm(
      'Microsoft.MachineLearningServices/workspaces/computes',
      ['ml', 'cpu'],
      compute,
      `${IDS.workspace}/computes/cpu`,
    ),
  ];
  if (kind === 'group') return shared;
  const route = { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.9.0.4' };
  return [
    ...shared,
    arm(
      'Microsoft.Network/routeTables',
      ['rt'],
      { properties: { routes: [{ name: 'all', properties: route }] } },
      IDS.table,
    ),
    arm('Microsoft.Network/firewallPolicies', ['policy'], { properties: {} }, IDS.policy),
    arm(
      'Microsoft.Network/azureFirewalls',
      ['fw'],
      {
        properties: {
          firewallPolicy: { id: IDS.policy },
          ipConfigurations: [
            {
              properties: {
                privateIPAddress: '10.9.0.4',
                subnet: { id: `${IDS.network}/subnets/AzureFirewallSubnet` },
              },
            },
          ],
        },
      },
      IDS.firewall,
    ),
  ];
}

/** Terraform: parsed as a configuration, its values taken for a state. */
export function readTerraformText(text: string, id: string | null): Network {
  const parsed = parseConfiguration(text);
  if (parsed.value === null) throw new Error(`${parsed.fault.line}: ${parsed.fault.message}`);
  const resource = parsed.value.blocks.find(({ type: kind }) => kind === 'resource');
  const [type, name] = resource?.labels ?? [];
  if (resource === undefined || type === undefined || name === undefined) throw new Error('there is no resource');
  const document: TerraformDocument = {
    format: 'state',
    formatVersion: '1.0',
    terraformVersion: null,
    errored: false,
    variables: new Map(),
    planned: [
      {
        address: `${type}.${name}`,
        mode: 'managed',
        type,
        name,
        index: null,
        values: { ...values(blockSource(resource, 'rules.tf')), ...(id === null ? {} : { id }) },
        sensitive: {},
      },
    ],
    prior: [],
    changes: null,
    configuration: null,
    resourceCount: 1,
  };
  return readTerraform(document, { file: 'rules.tf', reported: true }).network;
}

function values(body: BlockSource): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, { expression }] of body.attributes) out[name] = plainValue(expression);
  for (const { type, body: inner } of body.blocks) {
    const list = (out[type] ?? []) as unknown[];
    list.push(values(inner));
    out[type] = list;
  }
  return out;
}

function plainValue(expression: Expression): unknown {
  if (expression.kind === 'traversal') {
    const [step] = expression.steps;
    return VARIABLES[step?.kind === 'attribute' ? step.name : ''];
  }
  return literalValue(expression);
}

/** Bicep: objects and arrays a line at a time, which is all that is printed. */
export function readBicepText(text: string, id: string, names: readonly string[]): Network {
  const [, type, from] = /^resource azureml '([^'@]+)@[^']+' = ([\s\S]*)$/m.exec(text) ?? [];
  if (type === undefined || from === undefined) throw new Error('there is no resource named azureml');
  const json = from
    .replace(/'((?:[^'\\]|\\.)*)'/g, (_, inner: string) => JSON.stringify(inner.replace(/\\(.)/g, '$1')))
    .replace(/^(\s*)(\w+): /gm, '$1"$2": ')
    .replace(/: sourceAddresses$/gm, `: ${JSON.stringify([SUBNET])}`)
    .replace(/: (location|policy)$/gm, ': "$1"')
    .replace(/([^{[\n,])\n(\s*)(?=["{\d])/g, '$1,\n$2');
  return arm(type, names, JSON.parse(json), id);
}

/** Commands of the Azure CLI: words after flags. */
export function readAzCliText(text: string): Network {
  const commands = text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.startsWith('az network nsg rule create'));
  const securityRules = commands.map((line) => {
    const words = [...line.matchAll(/'((?:[^']|'\\'')*)'|"[^"]*"|\S+/g)].map(([word, quoted]) => quoted ?? word);
    const flag = (name: string) => {
      const at = words.indexOf(`--${name}`);
      const end = words.findIndex((word, i) => i > at && word.startsWith('--'));
      return words.slice(at + 1, end < 0 ? undefined : end);
    };
    return {
      name: flag('name')[0],
      properties: {
        priority: Number(flag('priority')[0]),
        direction: flag('direction')[0],
        access: flag('access')[0],
        protocol: flag('protocol')[0],
        sourceAddressPrefixes: flag('source-address-prefixes'),
        sourcePortRanges: flag('source-port-ranges'),
        destinationAddressPrefixes: flag('destination-address-prefixes'),
        destinationPortRanges: flag('destination-port-ranges'),
      },
    };
  });
  return arm('Microsoft.Network/networkSecurityGroups', ['nsg-azureml'], { properties: { securityRules } }, IDS.group);
}
