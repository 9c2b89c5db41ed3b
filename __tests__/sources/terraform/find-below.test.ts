/** The `.tf` files of a state that lies elsewhere: found below, and taken only where names leave no doubt. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Location } from '../../../src/azure/model.js';
import { type LoadedSource, loadSource } from '../../../src/sources/load.js';

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'find-below-'));
  roots.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

/** A state of groups, by their addresses. */
function state(names: Readonly<Record<string, string>>): string {
  const resources = Object.entries(names).map(([address, name]) => ({
    address,
    mode: 'managed',
    type: 'azurerm_network_security_group',
    name: address.split('.').at(-1),
    values: { name, resource_group_name: 'rg', security_rule: [] },
  }));
  return JSON.stringify({ format_version: '1.0', terraform_version: '1.11.4', values: { root_module: { resources } } });
}

const group = (label: string, name: string, more = '  resource_group_name = "rg"\n'): string =>
  `resource "azurerm_network_security_group" "${label}" {\n  name = ${name}\n${more}}\n`;

const HUB = state({ 'azurerm_network_security_group.hub': 'nsg-hub' });

async function load(root: string, name = 'hub.state.json', cwd = root): Promise<LoadedSource> {
  const options = { reported: true, cwd, within: null, region: null, cloud: 'public' as const, searched: cwd };
  return loadSource({ path: path.join(root, name), name }, options);
}

const places = ({ network }: LoadedSource): readonly (Location | null)[] =>
  network.networkSecurityGroups.map(({ location }) => location);

const files = (source: LoadedSource): readonly (string | null)[] => places(source).map((place) => place?.file ?? null);

describe('the .tf files of a state', () => {
  it('are those of a folder below that declares all of it under the same names in Azure', async () => {
    const root = folderWith({ 'hub.state.json': HUB, 'infra/hub/main.tf': `\n${group('hub', '"NSG-Hub"')}` });
    const found = await load(root);
    expect(places(found)).toEqual([{ file: 'infra/hub/main.tf', line: 2, column: 1 }]);
    expect(found.undecided).toBeUndefined();
  });

  it('are below the current folder where the state lies in another one', async () => {
    const root = folderWith({ 'out/hub.state.json': HUB, 'hub/main.tf': group('hub', '"nsg-hub"') });
    expect(files(await load(path.join(root, 'out'), 'hub.state.json', root))).toEqual(['hub/main.tf']);
  });

  it('are looked for only by who asks for it', async () => {
    const root = folderWith({ 'hub.state.json': HUB, 'hub/main.tf': group('hub', '"nsg-hub"') });
    const io = { reported: true, cwd: root, within: null, region: null, cloud: 'public' as const };
    const found = await loadSource({ path: path.join(root, 'hub.state.json'), name: 'hub.state.json' }, io);
    expect(places(found)).toEqual([null]);
  });

  it('are told by names that are computed from defaults', async () => {
    const computed = `variable "stage" {\n  default = "hub"\n}\n${group('hub', `"nsg-\${var.stage}"`)}`;
    const root = folderWith({
      'hub.state.json': HUB,
      'a/main.tf': computed,
      'b/main.tf': computed.replace('"hub"', '"b"'),
    });
    expect(files(await load(root))).toEqual(['a/main.tf']);
  });

  it.each([
    ['has another name in Azure', group('hub', '"nsg-other"')],
    ['is in another resource group', group('hub', '"nsg-hub"', '  resource_group_name = "rg-other"\n')],
    ['is not declared', group('spoke', '"nsg-hub"')],
  ])('are not those of a folder where the resource %s', async (_, text) => {
    const found = await load(folderWith({ 'hub.state.json': HUB, 'hub/main.tf': text }));
    expect(places(found)).toEqual([null]);
    expect(found.undecided).toEqual({ file: 'hub.state.json', folders: [] });
  });

  it('are nobody’s to choose where two folders are alike: both are named', async () => {
    const text = group('hub', '"nsg-hub"');
    const found = await load(folderWith({ 'hub.state.json': HUB, 'a/main.tf': text, 'b/main.tf': text }));
    expect(places(found)).toEqual([null]);
    expect(found.undecided?.folders).toEqual(['a', 'b']);
  });

  it('are in doubt where another folder may be meant as well, since nothing tells its names', async () => {
    const open = `variable "name" {}\n${group('hub', 'var.name')}`;
    const both = { 'hub.state.json': HUB, 'a/main.tf': group('hub', '"nsg-hub"'), 'modules/hub/main.tf': open };
    expect((await load(folderWith(both))).undecided?.folders).toEqual(['a', 'modules/hub']);
    const alone = await load(folderWith({ 'hub.state.json': HUB, 'modules/hub/main.tf': open }));
    expect(places(alone)).toEqual([null]);
    expect(alone.undecided?.folders).toEqual(['modules/hub']);
  });

  it('are never outside of the workspace, in hidden folders, or behind a link', async () => {
    const text = group('hub', '"nsg-hub"');
    const root = folderWith({
      'work/hub.state.json': HUB,
      'work/.terraform/modules/hub/main.tf': text,
      'work/node_modules/hub/main.tf': text,
      'elsewhere/hub/main.tf': text,
    });
    symlinkSync(path.join(root, 'elsewhere'), path.join(root, 'work', 'link'));
    expect(places(await load(path.join(root, 'work')))).toEqual([null]);
    const outside = folderWith({ 'state/hub.state.json': HUB, 'state/hub/main.tf': text, 'work/readme.md': '' });
    const found = await load(path.join(outside, 'state'), 'hub.state.json', path.join(outside, 'work'));
    expect(places(found)).toEqual([null]);
  });

  it('are found for what modules declare, and for each of several', async () => {
    const address = 'module.hub["a"].azurerm_network_security_group.hub';
    const root = folderWith({
      'hub.state.json': state({ [address]: 'nsg-a', 'azurerm_network_security_group.own': 'nsg-own' }),
      'live/main.tf': `module "hub" {\n  for_each = toset(["a"])\n  source   = "../modules/hub"\n  name     = each.key\n}\n${group('own', '"nsg-own"')}`,
      'modules/hub/main.tf': `variable "name" {}\n${group('hub', `"nsg-\${var.name}"`)}`,
    });
    expect(new Set(files(await load(root)))).toEqual(new Set(['live/main.tf', 'modules/hub/main.tf']));
  });
});
