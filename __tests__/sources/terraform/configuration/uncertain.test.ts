/** What count, for_each, conditions and hidden files leave open must never make anything met or unmet. */
import { describe, expect, it } from '@jest/globals';
import type { Report } from '../../../../src/report/report.js';
import { saying } from '../../../messages.js';
import { DENY, JOINED, messages, modelOf, NETWORK, reportOf, rule } from './folder.js';

const verdictsOf = (report: Report): readonly string[] => [
  ...new Set(report.findings.filter(({ direction }) => direction === 'outbound').map(({ verdict }) => verdict)),
];

const open = (type = 'any'): string => `variable "open" {\n  type = ${type}\n}\n`;

describe('a rule that may be there', () => {
  it.each([
    ['by an open count', 'count = var.open'],
    ['by a condition on its count', 'count = var.open ? 1 : 0'],
    ['by an open for_each', 'for_each = var.open'],
    ['by a condition on its for_each', 'for_each = var.open ? toset(["a"]) : toset([])'],
    ['by a function of something open', 'count = length(var.open)'],
  ])('%s makes what it would decide unknown, and says what is missing', async (_, more) => {
    const report = await reportOf(`${open()}${NETWORK}${JOINED}${rule(more)}`);
    expect(verdictsOf(report)).toEqual(['unknown']);
    expect(report.findings.find(({ direction }) => direction === 'outbound')?.explanation).toContain(
      'var.open has no value',
    );
  });

  it('is there, where the condition is given', async () => {
    const text = `${open('bool')}${NETWORK}${JOINED}${rule('count = var.open ? 1 : 0')}`;
    expect(verdictsOf(await reportOf(text, ['open=true']))).toEqual(['unmet']);
    expect(verdictsOf(await reportOf(text, ['open=false']))).toEqual(['met']);
  });

  it('is there, where both branches have it', async () => {
    const report = await reportOf(`${open()}${NETWORK}${JOINED}${rule('count = var.open ? 1 : 2')}`);
    expect(verdictsOf(report)).toEqual(['unmet']);
  });
});

describe('blocks inside a group', () => {
  const group = (content: string): string => NETWORK.replace(/\n}\n$/, `\n${content}\n}\n`);

  it('are open where a dynamic block runs over something open', async () => {
    const dynamic = `dynamic "security_rule" {\n  for_each = var.open\n  content {\n${DENY}\n  }\n}`;
    expect(verdictsOf(await reportOf(`${open()}${group(dynamic)}${JOINED}`))).toEqual(['unknown']);
  });

  it('are open where a dynamic block runs over null, which Terraform refuses: another value will be given', async () => {
    const dynamic = `dynamic "security_rule" {\n  for_each = var.rules\n  content {\n${DENY}\n  }\n}`;
    const text = `variable "rules" {\n  type    = list(string)\n  default = null\n}\n${group(dynamic)}${JOINED}`;
    expect(verdictsOf(await reportOf(text))).toEqual(['unknown']);
    expect(verdictsOf(await reportOf(text, ['rules=[]']))).toEqual(['met']);
  });

  it('are what they are where only one of their values is open', async () => {
    const block = `security_rule {\n${DENY.replace('"Deny"', 'var.open')}\n}`;
    expect(verdictsOf(await reportOf(`${open()}${group(block)}${JOINED}`))).toEqual(['unknown']);
  });
});

describe('two open things together', () => {
  const group = (content: string): string => NETWORK.replace(/\n}\n$/, `\n${content}\n}\n`);

  it('hidden rules may stand before a rule whose priority is open (N1)', async () => {
    const dynamic = `dynamic "security_rule" {\n  for_each = var.open\n  content {\n${DENY}\n  }\n}`;
    const late = rule('').replace('= 100', '= var.open');
    expect(verdictsOf(await reportOf(`${open()}${group(dynamic)}${JOINED}${late}`))).toEqual(['unknown']);
  });

  it('a rule that may be there may take the place of the one that the group has under its name (N17)', async () => {
    const inline = `security_rule {\n${DENY}\n}`;
    const allowed = rule('count = var.open').replace('"Deny"', '"Allow"');
    expect(verdictsOf(await reportOf(`${open()}${group(inline)}${JOINED}${allowed}`))).toEqual(['unknown']);
  });
});

describe('a group that may be there', () => {
  const text = `${open()}${NETWORK.replace('"azurerm_network_security_group" "g" {', '"azurerm_network_security_group" "g" {\n  count = var.open ? 1 : 0')}
resource "azurerm_network_security_rule" "r" {
  count = var.open ? 1 : 0
  ${DENY}
  resource_group_name         = azurerm_resource_group.rg.name
  network_security_group_name = azurerm_network_security_group.g[0].name
}
resource "azurerm_subnet_network_security_group_association" "a" {
  count                     = var.open ? 1 : 0
  subnet_id                 = azurerm_subnet.s.id
  network_security_group_id = azurerm_network_security_group.g[0].id
}
`;

  it('makes what it would decide unknown', async () => {
    expect(verdictsOf(await reportOf(text))).toEqual(['unknown']);
  });

  it('decides where the condition is given', async () => {
    expect(verdictsOf(await reportOf(text, ['open=true']))).toEqual(['unmet']);
  });
});

describe('an association', () => {
  it('of a value that is chosen by something open is open between its choices', () => {
    const { network } = modelOf(`${open()}${NETWORK}
resource "azurerm_network_security_group" "h" {
  name = "h"
}
resource "azurerm_subnet_network_security_group_association" "a" {
  subnet_id                 = azurerm_subnet.s.id
  network_security_group_id = var.open ? azurerm_network_security_group.g.id : azurerm_network_security_group.h.id
}`);
    expect(network.associations).toMatchObject([{ target: { unknown: saying('var.open') } }]);
  });

  it('of any of an open number of groups may be none', () => {
    const { network } =
      modelOf(`${open()}${NETWORK.replace('"azurerm_network_security_group" "g" {', '"azurerm_network_security_group" "g" {\n  for_each = var.open')}
resource "azurerm_subnet_network_security_group_association" "a" {
  subnet_id                 = azurerm_subnet.s.id
  network_security_group_id = azurerm_network_security_group.g["x"].id
}`);
    expect(network.associations).toMatchObject([
      { target: { candidates: ['azurerm_network_security_group.g', null] } },
    ]);
  });
});

describe('a scope that may be there', () => {
  it('is checked as if it were there, and says so', () => {
    const model = modelOf(
      `${open()}${NETWORK.replace('"azurerm_subnet" "s" {', '"azurerm_subnet" "s" {\n  count = var.open ? 1 : 0')}`,
    );
    expect(model.network.subnets.map(({ key }) => key)).toEqual(['azurerm_subnet.s[0]']);
    expect(messages(model)).toContainEqual(
      expect.stringContaining('azurerm_subnet.s[0] is checked as if it were there once'),
    );
  });
});

describe('what nobody can read', () => {
  it('may join what it is handed', async () => {
    const report = await reportOf(`${NETWORK}
module "join" {
  source    = "git::https://example.com/join.git"
  subnet_id = azurerm_subnet.s.id
}
resource "azurerm_route_table" "t" {
  name                = "t"
  resource_group_name = azurerm_resource_group.rg.name
  location            = azurerm_resource_group.rg.location
}
resource "azurerm_subnet_route_table_association" "t" {
  subnet_id      = azurerm_subnet.s.id
  route_table_id = azurerm_route_table.t.id
}`);
    expect(verdictsOf(report)).toEqual(['unknown']);
    expect(report.findings.map(({ explanation }) => explanation).join()).toContain('module.join is not read');
  });

  it('leaves alone what it is not handed', async () => {
    const report = await reportOf(`${NETWORK}${JOINED}${rule('')}
module "other" {
  source = "git::https://example.com/other.git"
  name   = "x"
}`);
    expect(verdictsOf(report)).toEqual(['unmet']);
  });
});
