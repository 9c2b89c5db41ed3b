import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadSources } from '../../../../src/sources/load.js';
import { InputError } from '../../../../src/sources/source.js';
import { type Files, inFolder, reportOf } from './folder.js';

const FILES: Files = {
  'envs/prod/main.tf': 'module "net" {\n  source = "../../net"\n}\n',
  'envs/prod/more.tf': 'resource "azurerm_route_table" "t" {\n  name = "t"\n}\n',
  'net/main.tf': 'resource "azurerm_subnet" "s" {\n  name = "s"\n}\n',
  'net/.terraform/modules/x/main.tf': 'resource "azurerm_subnet" "x" {\n  name = "x"\n}\n',
  'alone/main.tf.json': '{"resource":{"azurerm_subnet":{"a":{"name":"a"}}}}',
};

const keysOf = (names: readonly string[], files = FILES): Promise<readonly (readonly string[])[]> =>
  inFolder(files, async (folder) => {
    const inputs = names.map((name) => ({ path: path.join(folder, name), name }));
    const models = await loadSources(inputs, { reported: true, cwd: folder, within: folder });
    return models.map(({ network }) => [...network.subnets, ...network.routeTables].map(({ key }) => key));
  });

describe('files of Terraform configuration', () => {
  it('stand for their folder, once', async () => {
    expect(await keysOf(['envs/prod/main.tf', 'envs/prod/more.tf', 'alone/main.tf.json'])).toEqual([
      ['module.net.azurerm_subnet.s', 'azurerm_route_table.t'],
      ['azurerm_subnet.a'],
    ]);
  });

  it('of a folder that another one calls as a module are read there, and fetched modules never by themselves', async () => {
    const all = Object.keys(FILES).sort();
    expect(await keysOf(all)).toEqual([['azurerm_subnet.a'], ['module.net.azurerm_subnet.s', 'azurerm_route_table.t']]);
  });

  it('of a module are read by themselves where its folder is named', async () => {
    expect(await keysOf(['envs/prod', 'net'])).toEqual([
      ['module.net.azurerm_subnet.s', 'azurerm_route_table.t'],
      ['azurerm_subnet.s'],
    ]);
  });

  it('without any are no input', async () => {
    await expect(keysOf(['docs'], { 'docs/readme.md': 'x' })).rejects.toThrow(InputError);
  });
});

describe('parameters', () => {
  const text = 'variable "name" {\n  default = "s"\n}\nresource "azurerm_subnet" "s" {\n  name = var.name\n}\n';

  it('that no variable takes are a mistake in the command, and never show their value', async () => {
    const error: unknown = await reportOf(text, ['nmae=hunter2']).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'ConfigurationError', place: { file: 'nmae' } });
    expect(String(error)).not.toContain('hunter2');
  });

  it('that cannot be read are one too', async () => {
    await expect(reportOf(text, ['missing.tfvars'])).rejects.toMatchObject({ name: 'ConfigurationError' });
  });

  it('that a variable takes are no mistake', async () => {
    await expect(reportOf(text, ['name=x'])).resolves.toMatchObject({ conclusion: 'pass' });
  });
});
