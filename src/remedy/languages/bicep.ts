/** Rules in Bicep. */
import type { ApplicationRule, FirewallRules, GroupRule } from '../allow-rules.js';
import { type BicepValue, writeBicep } from './bicep-syntax.js';

/** A network security group with all its rules. */
export function bicepGroup(rules: readonly GroupRule[], notes: readonly string[]): string {
  const securityRules = rules.map(
    (rule): BicepValue => ({
      name: rule.name,
      properties: {
        description: rule.description,
        priority: rule.priority,
        direction: rule.direction,
        access: rule.access,
        protocol: rule.protocol,
        sourceAddressPrefix: rule.source,
        sourcePortRange: '*',
        destinationAddressPrefix: rule.destination,
        ...(rule.ports.length === 1
          ? { destinationPortRange: rule.ports[0] ?? '*' }
          : { destinationPortRanges: rule.ports }),
      },
    }),
  );
  return lines(
    ...comment(notes),
    'param location string = resourceGroup().location',
    '',
    `resource azureml 'Microsoft.Network/networkSecurityGroups@2024-05-01' = ${writeBicep(
      { name: 'nsg-azureml', location: { expression: 'location' }, properties: { securityRules } },
      0,
    )}`,
  );
}

/** A rule collection group of a firewall policy. */
export function bicepFirewall(rules: FirewallRules, notes: readonly string[]): string {
  const sources: BicepValue = { expression: 'sourceAddresses' };
  const network: BicepValue = {
    ruleCollectionType: 'FirewallPolicyFilterRuleCollection',
    name: 'service-tags',
    priority: 200,
    action: { type: 'Allow' },
    rules: rules.network.map((rule) => ({
      ruleType: 'NetworkRule',
      name: rule.name,
      ipProtocols: [rule.protocol],
      sourceAddresses: sources,
      destinationAddresses: [rule.destination],
      destinationPorts: rule.ports,
    })),
  };
  const ruleCollections = [
    network,
    ...collection('hosts', 300, rules.application, sources),
    ...collection('recommended-hosts', 310, rules.recommended, sources),
  ];
  return lines(
    ...comment(notes),
    'param firewallPolicyName string',
    '',
    "@description('Prefixes of the subnets that compute is in.')",
    'param sourceAddresses string[]',
    '',
    "resource policy 'Microsoft.Network/firewallPolicies@2024-05-01' existing = {",
    '  name: firewallPolicyName',
    '}',
    '',
    `resource azureml 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01' = ${writeBicep(
      { parent: { expression: 'policy' }, name: 'azureml', properties: { priority: 200, ruleCollections } },
      0,
    )}`,
  );
}

function collection(
  name: string,
  priority: number,
  rules: readonly ApplicationRule[],
  sources: BicepValue,
): readonly BicepValue[] {
  if (rules.length === 0) return [];
  return [
    {
      ruleCollectionType: 'FirewallPolicyFilterRuleCollection',
      name,
      priority,
      action: { type: 'Allow' },
      rules: rules.map((rule) => ({
        ruleType: 'ApplicationRule',
        name: rule.name,
        protocols: [{ protocolType: rule.type, port: rule.port }],
        sourceAddresses: sources,
        targetFqdns: rule.hosts,
      })),
    },
  ];
}

function comment(notes: readonly string[]): readonly string[] {
  return [...notes.map((note) => `// ${note.replace(/[\r\n]+/g, ' ')}`), ...(notes.length > 0 ? [''] : [])];
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
