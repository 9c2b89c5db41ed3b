/** Folders of `.tf` files for tests, written to a temporary place and taken away again. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { english } from '../../../../src/azure/message.js';
import type { Report } from '../../../../src/report/report.js';
import { type FolderModel, readFolder } from '../../../../src/sources/terraform/configuration/read.js';
import { run } from '../../../check-plans.js';

export type Files = Readonly<Record<string, string>>;

/** Does something with a folder of these files. */
export function inFolder<T>(files: Files, work: (folder: string) => T): T {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'configuration-')));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  let isLater = false;
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const result = work(folder);
    isLater = result instanceof Promise;
    return (result instanceof Promise ? result.finally(remove) : result) as T;
  } finally {
    if (!isLater) remove();
  }
}

/** Reads a folder of these files; places are relative to it. */
export function modelOf(files: Files | string, parameters: readonly string[] = [], within = true): FolderModel {
  const all = typeof files === 'string' ? { 'main.tf': files } : files;
  return inFolder(all, (folder) =>
    readFolder(folder, '.', { cwd: folder, within: within ? folder : null, reported: true, parameters }),
  );
}

/** What a run says of it, in the older edition, which asks for no features. */
export function reportOf(text: string, parameters: readonly string[] = []): Promise<Report> {
  return run(
    { 'main.tf': text },
    { files: ['main.tf'], parameters, edition: '2021-11', region: 'westeurope', hbi: false },
  );
}

export const messages = ({ diagnostics }: Pick<FolderModel, 'diagnostics'>): readonly string[] =>
  diagnostics.map(({ message }) => english(message));

/** A group and a subnet that has it. */
export const NETWORK = `
resource "azurerm_resource_group" "rg" {
  name     = "rg"
  location = "West Europe"
}
resource "azurerm_virtual_network" "v" {
  name                = "v"
  resource_group_name = azurerm_resource_group.rg.name
  location            = azurerm_resource_group.rg.location
  address_space       = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "s" {
  name                 = "s"
  resource_group_name  = azurerm_resource_group.rg.name
  virtual_network_name = azurerm_virtual_network.v.name
  address_prefixes     = ["10.0.1.0/24"]
}
resource "azurerm_network_security_group" "g" {
  name                = "g"
  resource_group_name = azurerm_resource_group.rg.name
  location            = azurerm_resource_group.rg.location
}
`;

export const JOINED = `
resource "azurerm_subnet_network_security_group_association" "a" {
  subnet_id                 = azurerm_subnet.s.id
  network_security_group_id = azurerm_network_security_group.g.id
}
`;

/** The arguments of a rule that denies everything outbound. */
export const DENY = `
  name                        = "deny"
  priority                    = 100
  direction                   = "Outbound"
  access                      = "Deny"
  protocol                    = "*"
  source_port_range           = "*"
  destination_port_range      = "*"
  source_address_prefix       = "*"
  destination_address_prefix  = "*"
`;

/** A rule of its own for the group. @param more arguments before the others: count, for_each */
export const rule = (more: string): string => `
resource "azurerm_network_security_rule" "r" {
  ${more}
  ${DENY}
  resource_group_name         = azurerm_resource_group.rg.name
  network_security_group_name = azurerm_network_security_group.g.name
}
`;
