/** The reader of Terraform documents: the same as a simple reader on genuine files, in every version, encoding and order of keys. */
import fs from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { TerraformDocument } from '../../../src/sources/terraform/document.js';
import { readTerraformDocument } from '../../../src/sources/terraform/read-document.js';
import { filesBelow, sharedFile } from '../../shared.js';
import { errorOf, PLAN, RAW, read, TEXT } from './hand-written-plan.js';
import { naiveDocument } from './naive-document.js';

/** The object with its keys, and those of all objects in it, in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe('a genuine Terraform document', () => {
  const files = [
    ...filesBelow(sharedFile('plans'), '.json'),
    ...filesBelow(sharedFile('plans'), '.tfstate'),
    ...filesBelow(sharedFile('cases'), '.json').filter((file) =>
      /[\\/]tf-(?!3[34])[^\\/]*[\\/](?:plan|.*state)\.json$/.test(file),
    ),
  ].filter((file) => !/not-a-plan/.test(file));

  it('is read as a simple reader reads it: every one of ../shared', () => {
    for (const file of files) {
      const expected = naiveDocument(JSON.parse(fs.readFileSync(file, 'utf8').replace(/^\ufeff/, '')));
      expect([file, readTerraformDocument(file)]).toEqual([file, expected]);
      expect(readTerraformDocument(file, { chunk: 1021 })).toEqual(readTerraformDocument(file));
    }
    if (files.length > 0) expect(files.length).toBeGreaterThan(50);
  });

  it('has the same addresses and values as raw state and as `terraform show -json` of it', () => {
    for (const name of ['301-machine-learning-hub-spoke-secure', 'hub-spoke-aml']) {
      const [raw, shown] = [
        `${name === 'hub-spoke-aml' ? `${name}.state` : name}.json.tfstate`,
        `${name}.state.json`,
      ].map((file) => sharedFile(`plans/${file}`));
      if (raw == null || shown == null) return;
      const byAddress = (file: string): unknown =>
        new Map(
          readTerraformDocument(file).planned.map(({ address, values, index, mode }) => [
            address,
            { values, index, mode },
          ]),
        );
      expect(byAddress(raw)).toEqual(byAddress(shown));
      expect(readTerraformDocument(raw).resourceCount).toBe(readTerraformDocument(shown).resourceCount);
    }
  });
});

describe('a plan', () => {
  it('is read in full: modules at any depth, changes, what was before, configuration', () => {
    expect(read(TEXT)).toEqual(naiveDocument(PLAN));
    expect(read(TEXT)).toMatchObject({ format: 'plan', errored: true, resourceCount: 4 });
  });

  it('keeps sensitive variables and the defaults of sensitive variables to itself', () => {
    const document = read(TEXT);
    expect([...document.variables]).toEqual([
      ['location', 'westeurope'],
      ['nothing', null],
    ]);
    expect(document.configuration?.variables.get('password')).toEqual({});
    expect(document.configuration?.calls.get('net')?.module.variables.get('secret')).toEqual({});
  });

  it('is the same in pieces of any size', () => {
    for (const chunk of [1, 2, 3, 7, 64, 1000]) expect(read(TEXT, chunk)).toEqual(read(TEXT));
  });

  it('is the same in any encoding, pretty-printed, and with the keys in the opposite order', () => {
    const pretty = `\r\n${JSON.stringify(PLAN, null, '\t').replaceAll('\n', '\r\n')}\r\n`;
    const variants = [
      ...[pretty, `\ufeff${TEXT}`].map((text) => Buffer.from(text)),
      ...[TEXT, `\ufeff${pretty}`].flatMap((text) => [
        Buffer.from(text, 'utf16le'),
        Buffer.from(text, 'utf16le').swap16(),
      ]),
    ];
    for (const variant of variants) for (const chunk of [3, 10_000]) expect(read(variant, chunk)).toEqual(read(TEXT));
    const sorted = (document: TerraformDocument) => ({
      ...document,
      planned: document.planned.toSorted((a, b) => (a.address < b.address ? -1 : 1)),
    });
    for (const chunk of [3, 10_000])
      expect(sorted(read(reversed(PLAN), chunk))).toEqual(sorted(naiveDocument(reversed(PLAN))));
  });

  it('is the same when keys and types are written with escapes', () => {
    const escaped = TEXT.replaceAll('"type"', '"\\u0074ype"').replaceAll('"azurerm_subnet"', '"azurerm\\u005fsubnet"');
    expect(read(escaped)).toEqual(read(TEXT));
  });

  it('has full addresses even where old versions leave module and key out', () => {
    const instance = {
      address: 'azurerm_route.r',
      mode: 'managed',
      type: 'azurerm_route',
      name: 'r',
      index: 'a"b$' + '{c}',
      values: {},
    };
    const module = { resources: [instance], address: 'module.net' };
    for (const shape of [module, reversed(module)]) {
      const document = read({ format_version: '0.1', planned_values: { root_module: { child_modules: [shape] } } });
      expect(document.planned.map(({ address }) => address)).toEqual(['module.net.azurerm_route.r["a\\"b$$' + '{c}"]']);
    }
  });

  it('leaves deposed objects out, which have the address of what replaced them', () => {
    const item = (deposed: string) => ({ ...PLAN.planned_values.root_module.resources[0], [deposed]: '0badcafe' });
    const change = { ...PLAN.resource_changes[0], deposed: '0badcafe' };
    const document = read({
      ...PLAN,
      planned_values: { root_module: { resources: [item('deposed_key')] } },
      resource_changes: [change],
    });
    expect([document.planned, document.changes]).toEqual([[], []]);
  });

  it('may have null where Terraform has nothing', () => {
    const nothing = {
      format_version: '1.2',
      planned_values: { root_module: { resources: null, child_modules: null } },
      resource_changes: null,
      configuration: null,
      variables: null,
    };
    expect(read(nothing)).toMatchObject({ planned: [], changes: [], configuration: null, resourceCount: 0 });
  });

  it.each(['0.1', '0.2', '1.0', '1.2', '1.7'])('of format version %s is read', (version) => {
    expect(read({ ...PLAN, format_version: version }).formatVersion).toBe(version);
  });

  it.each(['2.0', '10.1', '999999999'])('of format version %s is refused: its shape is not known', (version) => {
    expect(errorOf({ format_version: version, planned_values: [], resource_changes: {} }).message).toMatch(
      /newer than what is read \(0\.1 to 1\.x\)/,
    );
  });
});

describe('a state', () => {
  it('of `terraform show -json` fills what is, and describes no change', () => {
    const document = read({ format_version: '1.0', terraform_version: '1.11.4', values: PLAN.planned_values });
    expect(document).toEqual({
      ...read(TEXT),
      format: 'state',
      formatVersion: '1.0',
      errored: false,
      variables: new Map(),
      prior: [],
      changes: null,
      configuration: null,
    });
    expect(read({ format_version: '1.0' })).toMatchObject({ format: 'state', planned: [], resourceCount: 0 });
  });

  it('in raw form has addresses with module and quoted key, and no deposed objects', () => {
    for (const chunk of [1, 7, 10_000]) {
      const document = read(RAW, chunk);
      expect(document.planned.map(({ address, mode, index }) => [address, mode, index])).toEqual([
        ['module.net["x"].azurerm_subnet.s["a \\"b\\" \\\\ $$' + '{c}"]', 'managed', 'a "b" \\ $' + '{c}'],
        ['data.azurerm_subnet.d[0]', 'data', 0],
      ]);
      expect(document).toMatchObject({
        format: 'raw-state',
        formatVersion: '4',
        prior: [],
        changes: null,
        configuration: null,
      });
    }
  });

  it('in raw form tells sensitive attributes by their paths, in the shape of sensitive_values', () => {
    const attribute = (value: unknown) => ({ type: 'get_attr', value });
    const index = (value: unknown, type: string) => ({ type: 'index', value: { value, type } });
    const sensitive = (...paths: unknown[]): unknown => {
      const [resource] = RAW.resources;
      const instance = { ...resource?.instances[0], sensitive_attributes: paths };
      return read({ ...RAW, resources: [{ ...resource, instances: [instance] }] }).planned[0]?.sensitive;
    };
    expect(sensitive()).toEqual({});
    expect(sensitive([attribute('key')], [attribute('list'), index(1, 'number'), attribute('secret')])).toEqual({
      key: true,
      list: [{}, { secret: true }],
    });
    expect(sensitive([attribute('list')], [attribute('list'), index(0, 'number')])).toEqual({ list: true });
    // An element of a set is named by its value, and an index may lead nowhere: then all of it is sensitive.
    expect(sensitive([attribute('set'), index({ a: 1 }, 'object')], [attribute('list'), index(1e9, 'number')])).toEqual(
      { set: true, list: true },
    );
    expect(sensitive([attribute('__proto__')])).toBe(true);
    expect(({} as Record<string, unknown>)['key']).toBeUndefined();
  });

  it.each([
    [1, /upgrade it with/],
    [3, /written by Terraform 0\.11 or older; upgrade it with/],
    [5, /newer than what is read \(4\)/],
  ])('of raw version %d is refused with the next step', (version, message) => {
    expect(errorOf({ ...RAW, version }).message).toMatch(message);
  });
});
