/** Rules in Terraform's language, for azurerm 3 and 4. */
import type { ApplicationRule, FirewallRules, GroupRule } from '../allow-rules.js';
import { block, list, text } from './terraform-syntax.js';

/** A network security group with all its rules. */
export function terraformGroup(rules: readonly GroupRule[], notes: readonly string[]): string {
  return lines(
    ...comment(notes),
    'variable "resource_group_name" {',
    '  type = string',
    '}',
    '',
    'variable "location" {',
    '  type = string',
    '}',
    '',
    'resource "azurerm_network_security_group" "azureml" {',
    '  name                = "nsg-azureml"',
    '  location            = var.location',
    '  resource_group_name = var.resource_group_name',
    ...rules.flatMap((rule) => ['', ...securityRule(rule).map((line) => `  ${line}`)]),
    '}',
  );
}

function securityRule(rule: GroupRule): readonly string[] {
  const ports: readonly [string, string] =
    rule.ports.length === 1
      ? ['destination_port_range', text(rule.ports[0] ?? '*')]
      : ['destination_port_ranges', list(rule.ports)];
  return block('security_rule', [
    ['name', text(rule.name)],
    ['description', text(rule.description)],
    ['priority', String(rule.priority)],
    ['direction', text(rule.direction)],
    ['access', text(rule.access)],
    ['protocol', text(rule.protocol)],
    ['source_address_prefix', text(rule.source)],
    ['source_port_range', text('*')],
    ['destination_address_prefix', text(rule.destination)],
    ports,
  ]);
}

/** A rule collection group of a firewall policy. */
export function terraformFirewall(rules: FirewallRules, notes: readonly string[]): string {
  return lines(
    ...comment(notes),
    'variable "firewall_policy_id" {',
    '  type = string',
    '}',
    '',
    'variable "source_addresses" {',
    '  description = "Prefixes of the subnets that compute is in."',
    '  type        = list(string)',
    '}',
    '',
    'resource "azurerm_firewall_policy_rule_collection_group" "azureml" {',
    '  name               = "azureml"',
    '  firewall_policy_id = var.firewall_policy_id',
    '  priority           = 200',
    '',
    '  network_rule_collection {',
    '    name     = "service-tags"',
    '    priority = 200',
    '    action   = "Allow"',
    ...rules.network.flatMap((rule) => [
      '',
      ...block('rule', [
        ['name', text(rule.name)],
        ['protocols', list([rule.protocol])],
        ['source_addresses', 'var.source_addresses'],
        ['destination_addresses', list([rule.destination])],
        ['destination_ports', list(rule.ports)],
      ]).map((line) => `    ${line}`),
    ]),
    '  }',
    ...collection('hosts', 300, rules.application),
    ...collection('recommended-hosts', 310, rules.recommended),
    '}',
  );
}

function collection(name: string, priority: number, rules: readonly ApplicationRule[]): readonly string[] {
  if (rules.length === 0) return [];
  return [
    '',
    '  application_rule_collection {',
    `    name     = ${text(name)}`,
    `    priority = ${priority}`,
    '    action   = "Allow"',
    ...rules.flatMap((rule) => [
      '',
      '    rule {',
      `      name             = ${text(rule.name)}`,
      '      source_addresses = var.source_addresses',
      '      destination_fqdns = [',
      ...rule.hosts.map((host) => `        ${text(host)},`),
      '      ]',
      '',
      '      protocols {',
      `        type = ${text(rule.type)}`,
      `        port = ${rule.port}`,
      '      }',
      '    }',
    ]),
    '  }',
  ];
}

function comment(notes: readonly string[]): readonly string[] {
  return [...notes.map((note) => `# ${note.replace(/[\r\n]+/g, ' ')}`), ...(notes.length > 0 ? [''] : [])];
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
