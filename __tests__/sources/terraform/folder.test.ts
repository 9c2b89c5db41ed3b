/** Folders of `.tf` files: what a module declares, where, and what is refused. */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { references } from '../../../src/sources/terraform/configuration/plan-references.js';
import {
  type BlockSource,
  type ConfigurationFolder,
  dynamicIterator,
  type FolderFiles,
  findNestedBlock,
  readConfigurationFolder,
} from '../../../src/sources/terraform/folder.js';
import { literalValue } from '../../../src/sources/terraform/hcl/literals.js';
import { said } from '../../messages.js';

/** A file system of a few texts, with paths relative to the current folder. Reads are counted. */
function filesOf(texts: Readonly<Record<string, string | Uint8Array>>): FolderFiles & { readonly reads: string[] } {
  const files = new Map(Object.entries(texts).map(([name, text]) => [resolve(name), text]));
  const folders = new Set([...files.keys()].flatMap((file) => parentsOf(file)));
  const reads: string[] = [];
  return {
    reads,
    readdir: (folder) => {
      if (!folders.has(folder)) throw new Error('ENOENT');
      return [...files.keys()].filter((file) => resolve(file, '..') === folder).map((file) => relative(folder, file));
    },
    readFile: (file) => {
      const text = files.get(file);
      if (text === undefined) throw new Error('there is no such file');
      reads.push(relative('.', file));
      return typeof text === 'string' ? new TextEncoder().encode(text) : text;
    },
    realpath: (path) => {
      if (!files.has(path) && !folders.has(path)) throw new Error('ENOENT');
      return path;
    },
  };
}

function parentsOf(path: string): string[] {
  const parent = resolve(path, '..');
  return parent === path ? [] : [parent, ...parentsOf(parent)];
}

function open(texts: Readonly<Record<string, string | Uint8Array>>, folder = 'infra'): ConfigurationFolder {
  return readConfigurationFolder(folder, { fs: filesOf(texts) });
}

function resource(text: string, address = 'a.b'): BlockSource {
  const found = open({ 'infra/main.tf': text }).module([])?.resources.get(address);
  if (found === undefined) throw new Error(`no resource ${address}`);
  return found;
}

function messages(folder: ConfigurationFolder): string[] {
  return folder
    .diagnostics()
    .map(({ severity, message, location }) => `${severity} ${location?.file}:${location?.line}: ${said(message)}`);
}

describe('a module', () => {
  const folder = open({
    'infra/network.tf': `resource "azurerm_subnet" "this" {\n  name = "s"\n}\ndata "azurerm_subnet" "hub" { name = "h" }\n`,
    'infra/values.tf':
      'locals {\n  tags = ["Storage"]\n}\nlocals {\n  more = { a = 1 }\n}\nvariable "region" {\n  default = "westus2"\n}\nvariable "bare" {}\noutput "id" {\n  value = azurerm_subnet.this.id\n}\n',
    'infra/calls.tf': 'module "net" {\n  source = "./net"\n  name   = "n"\n}\n',
    'infra/net/main.tf': 'resource "azurerm_route_table" "rt" {}\n',
    'infra/.hidden.tf': 'this is no Terraform',
    'infra/main.tf~': 'nor this',
  });
  const root = folder.module([]);

  it('has its resources and data sources by address, over all files, with their places', () => {
    expect([...(root?.resources ?? [])].map(([address, { location }]) => [address, location])).toEqual([
      ['azurerm_subnet.this', { file: 'infra/network.tf', line: 1, column: 1 }],
      ['data.azurerm_subnet.hub', { file: 'infra/network.tf', line: 4, column: 1 }],
    ]);
    expect(root?.resources.get('azurerm_subnet.this')?.attributes.get('name')?.location).toEqual({
      file: 'infra/network.tf',
      line: 2,
      column: 3,
    });
  });

  it('has the definitions of locals, which no plan holds', () => {
    expect([...(root?.locals ?? [])].map(([name, e]) => [name, literalValue(e)])).toEqual([
      ['tags', ['Storage']],
      ['more', { entries: new Map([['a', 1]]) }],
    ]);
  });

  it('has variables with and without default, and outputs', () => {
    expect([...(root?.variables.keys() ?? [])]).toEqual(['region', 'bare']);
    expect(root?.variables.get('bare')).toEqual({
      sensitive: false,
      nullable: true,
      location: { file: 'infra/values.tf', line: 10, column: 1 },
    });
    expect(root?.variables.get('region')?.default).toMatchObject({ kind: 'literal', value: 'westus2' });
    const id = root?.outputs.get('id');
    expect(id === undefined ? [] : references(id)).toEqual(['azurerm_subnet.this.id', 'azurerm_subnet.this']);
  });

  it('leads to the modules that it calls', () => {
    expect([...(root?.calls.keys() ?? [])]).toEqual(['net']);
    expect(folder.module(['net'])?.resources.get('azurerm_route_table.rt')?.location.file).toBe('infra/net/main.tf');
    expect(folder.module(['other'])).toBeNull();
    expect(folder.module(['net', 'other'])).toBeNull();
  });

  it('says nothing about files that Terraform does not look at', () => {
    expect(messages(folder)).toEqual([]);
  });
});

describe('reading', () => {
  it('happens when a module is first asked for, and once', () => {
    const fs = filesOf({
      'infra/main.tf': 'module "a" {\n  source = "./m"\n}\nmodule "b" {\n  source = "./m"\n}',
      'infra/m/main.tf': 'locals {}',
    });
    const folder = readConfigurationFolder('infra', { fs });
    expect(fs.reads).toEqual([]);
    folder.module(['a']);
    folder.module(['b']);
    folder.module(['a']);
    expect(fs.reads).toEqual(['infra/main.tf', 'infra/m/main.tf'].map((name) => relative('.', resolve(name))));
  });

  it('goes on past a file with a fault, and tells its place', () => {
    const folder = open({ 'infra/a.tf': 'locals {\n  x = \n}', 'infra/b.tf': 'locals {\n  y = 1\n}' });
    expect([...(folder.module([])?.locals.keys() ?? [])]).toEqual(['y']);
    expect(folder.diagnostics()).toEqual([
      {
        severity: 'error',
        message: 'expected an expression, found the end of the line',
        location: { file: 'infra/a.tf', line: 2, column: 7 },
      },
    ]);
  });

  it('tells of bytes that are no UTF-8, of JSON syntax, and of one address declared twice', () => {
    const folder = open({
      'infra/a.tf': new Uint8Array([0xff, 0xfe, 0x61]),
      'infra/b.tf': 'resource "a" "b" {}',
      'infra/c.tf': '\nresource "a" "b" {}',
      'infra/d.tf.json': '{}',
    });
    expect(folder.module([])?.resources.get('a.b')?.location.file).toBe('infra/b.tf');
    expect(messages(folder)).toEqual([
      'note infra/d.tf.json:1: the JSON form of Terraform configuration is not read',
      'error infra/a.tf:1: the file is not UTF-8, save it as UTF-8',
      'warning infra/c.tf:2: a.b is declared twice, first in infra/b.tf:1; this one is left out',
    ]);
  });

  it('finds no module where there is no folder or no .tf file', () => {
    expect(open({ 'infra/readme.md': '' }).module([])).toBeNull();
    const missing = open({ 'infra/main.tf': '' }, 'elsewhere');
    expect(missing.module([])).toBeNull();
    expect(messages(missing)).toEqual(['error elsewhere:1: the folder cannot be read']);
  });

  it('lays override files over the others, attribute by attribute and block type by block type', () => {
    const folder = open({
      'infra/a_override.tf': 'resource "a" "b" {\n  x = 2\n  rule {\n    name = "new"\n  }\n}',
      'infra/main.tf': 'resource "a" "b" {\n  x = 1\n  y = 1\n  rule {\n    name = "old"\n  }\n  other {}\n}',
    });
    const block = folder.module([])?.resources.get('a.b');
    expect([...(block?.attributes ?? [])].map(([name, { expression }]) => [name, literalValue(expression)])).toEqual([
      ['x', 2],
      ['y', 1],
    ]);
    expect(block?.blocks.map(({ type, body }) => `${type} ${body.location.file}`)).toEqual([
      'other infra/main.tf',
      'rule infra/a_override.tf',
    ]);
    expect(messages(folder)).toEqual([]);
  });

  it('keeps names such as __proto__ as names', () => {
    const folder = open({ 'infra/main.tf': 'locals {\n  __proto__ = 1\n}\nmodule "__proto__" {\n  source = "./x"\n}' });
    expect(folder.module([])?.locals.has('__proto__')).toBe(true);
    expect(folder.module(['__proto__'])).toBeNull();
    expect(folder.module(['constructor'])).toBeNull();
  });

  it('stops after 5,000 files', () => {
    const texts = Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`infra/${n}.tf`, '']));
    const folder = open(texts);
    expect(folder.module([])).not.toBeNull();
    expect(messages(folder)).toEqual([
      expect.stringMatching(/^error .*: this configuration has more than 5000 files, the rest is not read$/),
    ]);
  });
});

describe('modules', () => {
  it('of a registry or of git are not here', () => {
    const folder = open({ 'infra/main.tf': 'module "a" {\n  source = "Azure/network/azurerm"\n}\nmodule "b" {}' });
    expect([folder.module(['a']), folder.module(['b'])]).toEqual([null, null]);
    expect(messages(folder)).toEqual([]);
  });

  it('that are missing are told at their source', () => {
    const folder = open({ 'infra/main.tf': 'module "a" {\n  source = "../gone"\n}' });
    expect(folder.module(['a'])).toBeNull();
    expect(messages(folder)).toEqual(['warning infra/main.tf:2: there is no folder "gone" for this module']);
  });

  it('beside the root are read, as long as they are in the workspace', () => {
    const texts = {
      'envs/prod/main.tf': 'module "a" {\n  source = "../../modules/a"\n}',
      'modules/a/main.tf': 'locals {\n  x = 1\n}',
    };
    expect(open(texts, 'envs/prod').module(['a'])?.locals.has('x')).toBe(true);
    const narrow = readConfigurationFolder('envs/prod', { fs: filesOf(texts), workspace: 'envs' });
    expect(narrow.module(['a'])).toBeNull();
    expect(messages(narrow)).toEqual([
      'warning envs/prod/main.tf:2: "../../modules/a" is outside the workspace, the module is not read',
    ]);
  });

  it('that call themselves are not followed', () => {
    const folder = open({
      'infra/main.tf': 'module "a" {\n  source = "./a"\n}',
      'infra/a/main.tf': 'module "back" {\n  source = "../"\n}\nmodule "self" {\n  source = "./."\n}',
    });
    expect(folder.module(['a', 'back'])).toBeNull();
    expect(folder.module(['a', 'self'])).toBeNull();
    expect(messages(folder)).toEqual([
      'warning infra/a/main.tf:1: module back leads back to a module that contains it, it is not followed',
      'warning infra/a/main.tf:4: module self leads back to a module that contains it, it is not followed',
    ]);
  });
});

describe('a nested block is found by its name', () => {
  const line = (found: BlockSource | null): number | null => found?.location.line ?? null;

  it('where the name is a literal, at any depth', () => {
    const group = resource(
      'resource "a" "b" {\n  network_rule_collection {\n    name = "one"\n    rule {\n      name = "r"\n    }\n  }\n  network_rule_collection {\n    name = "two"\n    rule {\n      name = "r"\n    }\n  }\n}',
    );
    const two = findNestedBlock(group, 'network_rule_collection', 'two');
    expect(line(two)).toBe(8);
    expect(line(two === null ? null : findNestedBlock(two, 'rule', 'r'))).toBe(10);
    expect(findNestedBlock(group, 'network_rule_collection', 'three')).toBeNull();
    expect(findNestedBlock(group, 'nat_rule_collection', 'one')).toBeNull();
  });

  it('in a dynamic block, whose content is the answer where its names are computed', () => {
    const group = resource(
      'resource "a" "b" {\n  security_rule {\n    name = "fixed"\n  }\n  dynamic "security_rule" {\n    for_each = var.rules\n    iterator = each_rule\n    content {\n      name = each_rule.value.name\n      port = 1\n    }\n  }\n}',
    );
    const dynamic = findNestedBlock(group, 'security_rule', 'from-the-variable');
    expect(line(dynamic)).toBe(8);
    expect([...(dynamic?.attributes.keys() ?? [])]).toEqual(['name', 'port']);
    expect(line(findNestedBlock(group, 'security_rule', 'fixed'))).toBe(2);
    expect(group.blocks.map((block) => [block.type, block.labels])).toEqual([
      ['security_rule', []],
      ['dynamic', ['security_rule']],
    ]);
    expect(group.blocks.slice(1).map(dynamicIterator)).toEqual(['each_rule']);
  });

  it('not where several dynamic blocks could make it, unless the name tells them apart', () => {
    const dynamic = (name: string): string =>
      `  dynamic "rule" {\n    for_each = var.r\n    content {\n      name = ${name}\n    }\n  }\n`;
    const two = (a: string, b: string): BlockSource => resource(`resource "a" "b" {\n${dynamic(a)}${dynamic(b)}}`);
    expect(findNestedBlock(two('rule.key', 'rule.value'), 'rule', 'allow-x')).toBeNull();
    const named = two(`"allow-$\{rule.key}"`, `"deny-$\{rule.key}"`);
    expect(line(findNestedBlock(named, 'rule', 'allow-x'))).toBe(4);
    expect(line(findNestedBlock(named, 'rule', 'deny-x'))).toBe(10);
    expect(findNestedBlock(named, 'rule', 'x')).toBeNull();
    expect(dynamicIterator({ type: 'dynamic', labels: ['rule'], body: named })).toBe('rule');
  });

  it('in a list of objects that is assigned to an attribute', () => {
    const group = resource(
      'resource "a" "b" {\n  route = [\n    { name = "one" },\n    {\n      name = "two"\n    },\n  ]\n  other = concat(a, b)\n}',
    );
    expect(line(findNestedBlock(group, 'route', 'two'))).toBe(4);
    expect(findNestedBlock(group, 'route', 'three')).toBeNull();
    expect(line(findNestedBlock(group, 'other', 'any'))).toBe(8);
  });
});

describe('on a real disk', () => {
  const base = mkdtempSync(join(tmpdir(), 'folder-test-'));
  afterAll(() => rmSync(base, { recursive: true }));

  it('a module is read, and neither file nor module behind a link that leads outside', () => {
    mkdirSync(join(base, 'work', 'infra', 'm'), { recursive: true });
    mkdirSync(join(base, 'secret'));
    writeFileSync(join(base, 'secret', 'main.tf'), 'locals {\n  secret = 1\n}');
    writeFileSync(
      join(base, 'work', 'infra', 'main.tf'),
      'module "m" {\n  source = "./m"\n}\nmodule "link" {\n  source = "./link"\n}\n',
    );
    writeFileSync(join(base, 'work', 'infra', 'm', 'main.tf'), 'locals {\n  inside = 1\n}');
    mkdirSync(join(base, 'work', 'infra', 'folder.tf'));
    try {
      symlinkSync(join(base, 'secret'), join(base, 'work', 'infra', 'link'));
      symlinkSync('m', join(base, 'work', 'infra', 'linked.tf'));
      symlinkSync(join(base, 'secret', 'main.tf'), join(base, 'work', 'infra', 'secret.tf'));
    } catch {
      console.warn('skipped: this system makes no symbolic links');
      return;
    }
    const folder = readConfigurationFolder(join(base, 'work', 'infra'), { workspace: join(base, 'work') });
    expect(folder.module(['m'])?.locals.has('inside')).toBe(true);
    expect(folder.module(['link'])).toBeNull();
    expect(folder.module([])?.locals.size).toBe(0);
    expect(folder.diagnostics().map(({ message }) => message)).toEqual([
      'the file cannot be read: it is not a regular file',
      'the file is a link that leads outside the workspace, it is not read',
      '"./link" is outside the workspace, the module is not read',
    ]);
  });
});
