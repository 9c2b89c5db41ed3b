import { describe, expect, it } from '@jest/globals';
import type { Network } from '../../../../src/azure/model.js';
import { InputError } from '../../../../src/sources/source.js';
import { readFolder } from '../../../../src/sources/terraform/configuration/read.js';
import { saying } from '../../../messages.js';
import { inFolder, messages, modelOf, NETWORK, rule } from './folder.js';

const group = (body: string): string => `resource "azurerm_network_security_group" "g" {\n  name = "g"\n${body}\n}\n`;
const one = (name: string, to = '"*"', more = ''): string =>
  `security_rule {\n  name = "${name}"\n  priority = 100\n  direction = "Outbound"\n  access = "Deny"\n  protocol = "*"\n  destination_address_prefix = ${to}\n  ${more}\n}\n`;
const rulesOf = ({ networkSecurityGroups }: Network): readonly unknown[] =>
  networkSecurityGroups.flatMap(({ securityRules }) => securityRules.map(({ name }) => name));
const targetsOf = ({ networkSecurityGroups }: Network): readonly unknown[] =>
  networkSecurityGroups.flatMap(({ securityRules }) =>
    securityRules.map(({ destinationAddressPrefixes }) => destinationAddressPrefixes),
  );

describe('a folder of .tf files', () => {
  it('gives resources under the addresses that a plan would give them', () => {
    const { network } = modelOf({
      'main.tf': `
module "net" {
  source   = "./net"
  for_each = toset(["a", "b"])
  name     = each.key
}`,
      'net/main.tf': `
variable "name" {}
resource "azurerm_subnet" "s" {
  count = 2
  name  = "\${var.name}-\${count.index}"
}`,
    });
    expect(network.subnets.map(({ key, name }) => [key, name])).toEqual([
      ['module.net["a"].azurerm_subnet.s[0]', 'a-0'],
      ['module.net["a"].azurerm_subnet.s[1]', 'a-1'],
      ['module.net["b"].azurerm_subnet.s[0]', 'b-0'],
      ['module.net["b"].azurerm_subnet.s[1]', 'b-1'],
    ]);
  });

  it('has an order of blocks that is that of the files, dynamic blocks included', () => {
    const { network } = modelOf(
      group(`
${one('first')}
dynamic "security_rule" {
  for_each = { b = "2", a = "1" }
  iterator = each_rule
  content {
    name = "\${each_rule.key}-\${each_rule.value}"
  }
}
${one('last')}`),
    );
    expect(rulesOf(network)).toEqual(['first', 'a-1', 'b-2', 'last']);
  });

  it('links by the very instance that a value comes from, through locals, outputs, maps and conditions', () => {
    const { network } = modelOf({
      'main.tf': `
module "net" {
  source = "./net"
}
locals {
  chosen = true ? module.net.by_name["b"] : module.net.by_name["a"]
}
resource "azurerm_network_security_group" "g" {
  name = "g"
}
resource "azurerm_subnet_network_security_group_association" "x" {
  subnet_id                 = local.chosen.id
  network_security_group_id = one([for g in [azurerm_network_security_group.g] : g.id])
}`,
      'net/main.tf': `
resource "azurerm_subnet" "s" {
  for_each = toset(["a", "b"])
  name     = each.key
}
output "by_name" {
  value = { for key, subnet in azurerm_subnet.s : subnet.name => subnet }
}`,
    });
    expect(network.associations.map(({ owner, target }) => [owner, target])).toEqual([
      [{ key: 'module.net.azurerm_subnet.s["b"]' }, { key: 'azurerm_network_security_group.g' }],
    ]);
  });

  it('knows regions as the provider writes them', () => {
    const { network } = modelOf(
      `resource "azurerm_resource_group" "rg" {\n  name = "rg"\n  location = "West Europe"\n}\n${group(one('a', `"Storage.\${azurerm_resource_group.rg.location}"`))}`,
    );
    expect(targetsOf(network)).toEqual([['Storage.westeurope']]);
  });

  it('reads override files over all others, and nothing of hidden files', () => {
    const { network } = modelOf({
      'main.tf': group(one('main')),
      'main_override.tf': group(one('override')),
      '.hidden.tf': group(one('hidden')),
    });
    expect(rulesOf(network)).toEqual(['override']);
  });

  it('passes over what declares no network', () => {
    const { network, diagnostics } = modelOf(`
terraform {
  required_version = ">= 1.0"
}
provider "azurerm" {
  features {}
}
moved {
  from = azurerm_subnet.a
  to   = azurerm_subnet.b
}
import {
  to = azurerm_subnet.b
  id = "/x"
}
check "x" {
  assert {
    condition     = var.nothing
    error_message = "x"
  }
}
removed {
  from = azurerm_subnet.c
}
${group(one('a'))}`);
    expect(rulesOf(network)).toEqual(['a']);
    expect(diagnostics).toEqual([]);
  });

  it('without .tf files is no configuration', () => {
    expect(() => modelOf({ 'readme.md': 'x' })).toThrow(InputError);
    expect(() => modelOf({ 'readme.md': 'x' })).toThrow(/without \.tf files/);
  });

  it('leaves data sources open, and says that Azure knows', () => {
    const { network } = modelOf(`
data "azurerm_network_security_group" "g" {
  name                = "g"
  resource_group_name = "rg"
}
data "azurerm_subnet" "s" {
  name = "s"
}
resource "azurerm_network_interface" "n" {
  name = data.azurerm_subnet.s.virtual_network_name
}`);
    expect(network.networkSecurityGroups).toMatchObject([{ existing: true, securityRules: [], name: 'g' }]);
    expect(network.networkSecurityGroups[0]?.otherRules).toBeDefined();
    expect(network.networkInterfaces[0]?.name).toEqual({
      unknown: saying('data.azurerm_subnet.s.virtual_network_name is read from Azure'),
    });
  });
});

describe('variables', () => {
  const tagged = `variable "to" {\n  type    = string\n  default = "Default"\n}\n${group(one('a', 'var.to'))}`;

  it('have their defaults, terraform.tfvars, automatic files in order, and what the user gives, each over the one before', () => {
    const files: Record<string, string> = { 'main.tf': tagged };
    expect(targetsOf(modelOf(files).network)).toEqual([['Default']]);
    files['terraform.tfvars'] = 'to = "Tfvars"\n';
    expect(targetsOf(modelOf(files).network)).toEqual([['Tfvars']]);
    files['terraform.tfvars.json'] = '{"to":"Json"}';
    expect(targetsOf(modelOf(files).network)).toEqual([['Json']]);
    files['b.auto.tfvars'] = 'to = "B"\n';
    files['a.auto.tfvars.json'] = '{"to":"A"}';
    expect(targetsOf(modelOf(files).network)).toEqual([['B']]);
    files['prod.tfvars'] = 'to = "Prod"\n';
    expect(targetsOf(modelOf(files).network)).toEqual([['B']]);
    expect(targetsOf(modelOf(files, ['prod.tfvars']).network)).toEqual([['Prod']]);
    expect(targetsOf(modelOf(files, ['prod.tfvars', 'to=Given']).network)).toEqual([['Given']]);
    expect(modelOf(files, ['prod.tfvars', 'to=Given', 'other.bicepparam', 'nobody=1']).parameters).toEqual({
      taken: ['prod.tfvars', 'to=Given'],
      wrong: [],
    });
  });

  it('without a value are open, named and told once with their place', () => {
    const model = modelOf(`variable "to" {}\n${group(one('a', 'var.to') + one('b', 'var.to'))}`);
    expect(targetsOf(model.network)).toEqual([
      [{ unknown: saying('var.to has no value') }],
      [{ unknown: saying('var.to has no value') }],
    ]);
    expect(model.diagnostics).toEqual([
      {
        severity: 'warning',
        message: saying('--parameters to=VALUE'),
        location: { file: 'main.tf', line: 1, column: 1 },
      },
    ]);
  });

  it('are converted to their types, with the defaults of optional attributes', () => {
    const { network } = modelOf(
      `variable "rules" {
  type = map(object({ to = optional(string, "VirtualNetwork"), port = number }))
}
${group(`dynamic "security_rule" {
  for_each = var.rules
  content {
    name                       = security_rule.key
    priority                   = security_rule.value.port
    destination_address_prefix = security_rule.value.to
  }
}`)}`,
      ['rules={ a = { port = "7" } }'],
    );
    expect(network.networkSecurityGroups[0]?.securityRules).toMatchObject([
      { name: 'a', priority: 7, destinationAddressPrefixes: ['VirtualNetwork'] },
    ]);
  });

  it('that are sensitive are never shown, nor what is made of them', () => {
    const secret = 'hunter2';
    const model = modelOf(
      `variable "secret" {\n  sensitive = true\n}\nlocals {\n  made = "x-\${var.secret}"\n}\n${group(one('a', 'local.made'))}`,
      [`secret=${secret}`],
    );
    expect(JSON.stringify([model.network, model.diagnostics])).not.toContain(secret);
    expect(targetsOf(model.network)).toEqual([[{ unknown: saying('is sensitive') }]]);
  });

  it("that cannot be read are the user's to mend, with the place", () => {
    const wrong = (parameters: readonly string[]) =>
      modelOf({ 'main.tf': 'variable "n" {\n  type = list(string)\n}\n', 'bad.tfvars': 'n = [\n' }, parameters)
        .parameters.wrong;
    expect(wrong(['bad.tfvars'])).toMatchObject([{ parameter: 'bad.tfvars', line: 2 }]);
    expect(wrong(['missing.tfvars'])).toMatchObject([{ parameter: 'missing.tfvars' }]);
    expect(wrong(['n=['])).toMatchObject([{ parameter: 'n=[' }]);
  });
});

describe('modules', () => {
  it('that are no folders are told, and what they are handed is open', () => {
    const model = modelOf(`${NETWORK}
module "rules" {
  source = "Azure/network-security-group/azurerm"
  nsg    = azurerm_network_security_group.g.name
}`);
    expect(messages(model)).toEqual([expect.stringContaining('module.rules is not read')]);
    expect(model.network.networkSecurityGroups[0]?.otherRules).toEqual({
      unknown: saying('module.rules is not read'),
    });
    expect(model.network.associations).toEqual([]);
  });

  it('that terraform init has fetched are read where it has put them', () => {
    const { network } = modelOf({
      'main.tf': 'module "net" {\n  source = "Azure/network/azurerm"\n}\n',
      '.terraform/modules/modules.json':
        '{"Modules":[{"Key":"","Dir":"."},{"Key":"net","Dir":".terraform/modules/net"}]}',
      '.terraform/modules/net/main.tf': group(one('fetched')),
    });
    expect(rulesOf(network)).toEqual(['fetched']);
  });

  it('that lead out of the workspace are not read, by path or by link', () => {
    inFolder(
      { 'in/main.tf': 'module "out" {\n  source = "../out"\n}\n', 'out/main.tf': group(one('secret')) },
      (folder) => {
        const model = readFolder(`${folder}/in`, 'in', {
          cwd: folder,
          within: `${folder}/in`,
          reported: true,
          parameters: [],
        });
        expect(rulesOf(model.network)).toEqual([]);
        expect(messages(model)).toContainEqual(expect.stringContaining('outside the workspace'));
      },
    );
  });

  it('that contain themselves are named', () => {
    const model = modelOf({
      'main.tf': 'module "a" {\n  source = "./a"\n}\n',
      'a/main.tf': 'module "b" {\n  source = "../"\n}\n',
    });
    expect(messages(model)).toContainEqual(expect.stringContaining('module b leads back'));
  });

  it('whose outputs depend on each other are worked out output by output', () => {
    const { network } = modelOf({
      'main.tf': `
module "one" {
  source = "./m"
  given  = "first"
  other  = module.two.given
}
module "two" {
  source = "./m"
  given  = "second"
  other  = module.one.given
}
${group(one('a', 'module.one.other'))}`,
      'm/main.tf':
        'variable "given" {}\nvariable "other" {}\noutput "given" {\n  value = var.given\n}\noutput "other" {\n  value = var.other\n}\n',
    });
    expect(targetsOf(network)).toEqual([['second']]);
  });
});

describe('what is wrong', () => {
  it('in one file is told with its place, and the rest of the folder is read', () => {
    const model = modelOf({ 'good.tf': group(one('a')), 'bad.tf': 'resource "x" "y" {\n  name =\n}\n' });
    expect(rulesOf(model.network)).toEqual(['a']);
    expect(model.diagnostics).toEqual([
      { severity: 'error', message: saying(/./), location: { file: 'bad.tf', line: 2, column: 9 } },
    ]);
    expect(model.network.networkSecurityGroups[0]?.otherRules).toEqual({ unknown: saying('bad.tf') });
  });

  it('in all files is an error of the input', () => {
    const error = (() => {
      try {
        return modelOf('resource {');
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ file: 'main.tf', place: { line: 1 } });
  });

  it('with locals that define each other is named as the circle that they are', () => {
    const model = modelOf(
      `locals {\n  a = local.b\n  b = "\${local.c}!"\n  c = local.a\n}\n${group(one('x', 'local.a'))}`,
    );
    expect(model.diagnostics).toMatchObject([
      {
        severity: 'error',
        message: 'local.a is defined by itself: local.a → local.b → local.c → local.a',
        location: { file: 'main.tf', line: 2 },
      },
    ]);
    expect(targetsOf(model.network)).toEqual([[{ unknown: saying('local.a is defined by itself') }]]);
  });

  it('with a count that depends on itself ends', () => {
    const model = modelOf('resource "azurerm_subnet" "s" {\n  count = length(azurerm_subnet.s)\n  name = "s"\n}\n');
    expect(messages(model)).toContainEqual(expect.stringContaining('depends on itself'));
  });

  it('in an expression is told with its place', () => {
    const model = modelOf(group(one('a', 'local.nothing')));
    expect(model.diagnostics).toMatchObject([
      { message: saying('local.nothing is not declared'), location: { line: 9 } },
    ]);
  });
});

describe('files that functions read', () => {
  const files = { 'main.tf': group(one('a', `trimspace(file("\${path.module}/to.txt"))`)), 'to.txt': 'Storage\n' };

  it('are those of the folder', () => {
    expect(targetsOf(modelOf(files).network)).toEqual([['Storage']]);
  });

  it.each(['/etc/hostname', '../outside.txt', './../../etc/hostname'])('are not %s', (name) => {
    const model = modelOf({ 'main.tf': group(one('a', `file("${name}")`)) }, [], false);
    expect(targetsOf(model.network)).toEqual([[{ unknown: saying('outside the folder') }]]);
  });
});

it('rules of their own belong to the group whose name they have', () => {
  const { network } = modelOf(NETWORK + rule(''));
  expect(network.separateSecurityRules).toMatchObject([
    { key: 'azurerm_network_security_rule.r', networkSecurityGroup: { key: 'azurerm_network_security_group.g' } },
  ]);
});
