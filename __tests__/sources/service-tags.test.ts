/** Service-tag lists as Azure publishes them and as they arrive broken; facts T1 to T4, T7 and T8 against a real one. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import {
  type AddressSet,
  formatPrefixes,
  intersectAddresses,
  overlapsAddresses,
  subtractAddresses,
} from '../../src/azure/addresses.js';
import { containsAll } from '../../src/azure/intervals.js';
import { english } from '../../src/azure/message.js';
import { parseServiceTag, tagRegion } from '../../src/azure/service-tags.js';
import { bytesOf } from '../../src/sources/json/bytes.js';
import { loadTagList, readTagList, type TagListOptions } from '../../src/sources/service-tags.js';
import { InputError } from '../../src/sources/source.js';
import { said } from '../messages.js';
import { sharedFile } from '../shared.js';

const STORAGE = {
  region: 'westus2',
  systemService: 'AzureStorage',
  addressPrefixes: ['20.38.99.0/24', '2603:1030:c02:2::/63'],
  networkFeatures: ['NSG'],
};
const DOWNLOAD = {
  changeNumber: 376,
  cloud: 'Public',
  values: [{ name: 'Storage.WestUS2', id: 'Storage.WestUS2', properties: STORAGE }],
};

function read(document: unknown, options: TagListOptions & { readonly name?: string } = {}) {
  const bytes = typeof document === 'string' || Buffer.isBuffer(document) ? document : JSON.stringify(document);
  return readTagList(options.name ?? 'tags.json', bytesOf(Buffer.from(bytes)), options);
}

function problem(document: unknown): { readonly message: string; readonly place: InputError['place'] } {
  try {
    read(document);
  } catch (error) {
    if (error instanceof InputError) return { message: error.message, place: error.place };
    throw error;
  }
  throw new Error('it was read');
}

function messages(document: unknown, options: TagListOptions & { readonly name?: string } = {}): readonly string[] {
  return read(document, options).diagnostics.map(({ message }) => english(message));
}

describe('a service-tag list', () => {
  it('is the download of a cloud', () => {
    const { list, cloud, changeNumber, names, diagnostics } = read(DOWNLOAD);
    expect({ cloud, changeNumber, names, diagnostics }).toEqual({
      cloud: 'public',
      changeNumber: 376,
      names: ['Storage.WestUS2'],
      diagnostics: [],
    });
    expect(formatPrefixes(list.prefixes('Storage.westus2') ?? { v4: [], v6: [] }).prefixes).toEqual(
      STORAGE.addressPrefixes,
    );
  });

  it('is the answer of az network list-service-tags, with its number as text and its properties flat or not', () => {
    const envelope = {
      changeNumber: '376',
      cloud: 'Public',
      id: '/subscriptions/s/providers/…',
      name: 'Public',
      nextLink: null,
      type: 'Microsoft.Network/serviceTags',
    };
    const flat = read({ ...envelope, values: [{ id: 'Storage.WestUS2', name: 'Storage.WestUS2', ...STORAGE }] });
    expect(flat.list.prefixes('Storage.westus2')).toEqual(read(DOWNLOAD).list.prefixes('Storage.westus2'));
    expect(read({ ...envelope, values: DOWNLOAD.values }).changeNumber).toBe(376);
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${JSON.stringify(DOWNLOAD)}`, 'utf8')],
    ['UTF-16 of a Windows shell', Buffer.from(`\ufeff${JSON.stringify(DOWNLOAD)}`, 'utf16le')],
    ['big-endian UTF-16', Buffer.from(`\ufeff${JSON.stringify(DOWNLOAD)}`, 'utf16le').swap16()],
  ])('may be in %s', (_, bytes) => {
    expect(read(bytes).names).toEqual(['Storage.WestUS2']);
  });

  it('with only its first page gets a diagnostic', () => {
    expect(messages({ ...DOWNLOAD, nextLink: 'https://…' })[0]).toContain('only its first page');
  });

  it('of another cloud than the region gets a diagnostic (T11)', () => {
    const { mismatch } = read(JSON.stringify(DOWNLOAD, null, 2));
    expect(said(mismatch('china')?.message)).toContain('is for the public cloud, and the region is in the china cloud');
    expect(mismatch('china')?.location).toMatchObject({ file: 'tags.json', line: 3 });
    expect(mismatch('public')).toBeNull();
    expect(read({ ...DOWNLOAD, cloud: 'Moon' }).mismatch('public')).toBeNull();
  });

  it('that is old gets a diagnostic at its change number', () => {
    const text = JSON.stringify({ ...DOWNLOAD, changeNumber: 300 }, null, 2);
    const [diagnostic] = read(text).diagnostics;
    expect(said(diagnostic?.message)).toContain('its change number is 300, and 376 was there on 2025-11-17');
    expect(diagnostic?.location).toEqual({ file: 'tags.json', line: 2, column: 19 });
    expect(messages(DOWNLOAD, { name: 'ServiceTags_Public_20251117.json', now: '2026-11-23' })[0]).toContain(
      '371 days before 2026-11-23',
    );
  });
});

describe('a broken service-tag list', () => {
  const text = JSON.stringify(DOWNLOAD, null, 2);

  it('that is cut off names the place where it ends', () => {
    const cut = text.slice(0, text.indexOf('2603'));
    const lines = cut.split('\n');
    expect(problem(cut)).toEqual({
      message: expect.stringContaining('cut off'),
      place: { line: lines.length, column: (lines.at(-1) ?? '').length + 1 },
    });
  });

  it('that is no JSON names the place of the first wrong character', () => {
    expect(problem('<!DOCTYPE html>')).toEqual({
      message: expect.stringContaining('this is not JSON: "<"'),
      place: { line: 1, column: 1 },
    });
    expect(problem('').message).toContain('cut off');
    expect(problem(`${text}\n]`).place).toEqual({ line: text.split('\n').length + 1, column: 1 });
  });

  it.each([['[]'], ['"values"'], ['{}'], ['{"values":{}}'], ['{"resources":[]}'], ['{"__proto__":{"values":[]}}']])(
    '%s is no list, and says where to get one',
    (document) => {
      expect(problem(document).message).toMatch(/no service-tag list.*list-service-tags/);
    },
  );

  it('without any tag is not taken for one that decides something', () => {
    expect(problem({ ...DOWNLOAD, values: [] }).message).toContain('has no tag in it');
    expect(problem({ ...DOWNLOAD, values: [1, null, {}, { name: 'Storage' }] }).message).toContain('has no tag in it');
  });

  it('names the tag of a bad prefix and keeps the good ones', () => {
    const properties = { ...STORAGE, addressPrefixes: ['20.38.99.0/24', '10.0.0.0/33', 7, '300.1.1.1/8'] };
    const broken = { ...DOWNLOAD, values: [{ name: 'Storage.WestUS2', properties }] };
    expect(messages(broken)).toEqual([
      '3 of the prefixes of "Storage.WestUS2" cannot be read and count as nothing: "10.0.0.0/33"',
    ]);
    const { list } = read(broken);
    expect(formatPrefixes(list.prefixes('Storage.westus2') ?? { v4: [], v6: [] }).prefixes).toEqual(['20.38.99.0/24']);
  });

  it('tells entries that are no tags with their place, the first twenty and a count', () => {
    const { diagnostics } = read({ ...DOWNLOAD, values: [...DOWNLOAD.values, ...Array(30).fill({ name: 1 })] });
    expect(diagnostics).toHaveLength(21);
    expect(diagnostics[0]?.location?.column).toBeGreaterThan(1);
    expect(said(diagnostics[20]?.message)).toBe('and 10 more such faults in tags.json');
  });

  it('has its text quoted in messages, on one line and cut', () => {
    const name = `\u001b[31m\n${'x'.repeat(5000)}`;
    const [message = ''] = messages({ values: [{ name, addressPrefixes: ['a\nb'] }] });
    expect(message.length).toBeLessThan(300);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(message).not.toMatch(/[\u0000-\u001f]/);
  });

  it('with keys such as __proto__ changes no prototype', () => {
    read(
      '{"__proto__":{"polluted":1},"values":[{"__proto__":{"polluted":1},"name":"constructor","addressPrefixes":["1.2.3.4/32"]}]}',
    );
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('that is a folder or is missing says so', () => {
    expect(() => loadTagList({ path: path.resolve('.'), name: '.' })).toThrow(/folder/);
    expect(() => loadTagList({ path: path.resolve('not-there.json'), name: 'not-there.json' })).toThrow(/no such file/);
  });
});

const folder = mkdtempSync(path.join(tmpdir(), 'tags-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('is opened by path and talked about by name', () => {
  const file = path.join(folder, 'x.json');
  writeFileSync(file, JSON.stringify({ ...DOWNLOAD, changeNumber: 1 }));
  expect(loadTagList({ path: file, name: 'lists/x.json' }).diagnostics[0]?.location?.file).toBe('lists/x.json');
});

const file = sharedFile('service-tags/ServiceTags_Public_20251117.json');
const onReal = file === null ? describe.skip : describe;

onReal('the real list of 2025-11-17', () => {
  const loaded = loadTagList({ path: file ?? '', name: 'ServiceTags_Public_20251117.json' });
  const of = (name: string): AddressSet => {
    const set = loaded.list.prefixes(name);
    if (set === null) throw new Error(`the list has no ${name}`);
    return set;
  };
  const cloud = of('AzureCloud');
  const size = ({ v4 }: AddressSet) => v4.reduce((sum, bound, i) => sum + (i % 2 === 0 ? -bound : bound), 0);
  const share = (name: string) => size(intersectAddresses(of(name), cloud)) / size(of(name));
  /** Services whose every tag is needed by Azure Machine Learning. */
  const NEEDED = [
    'AzureMachineLearning',
    'BatchNodeManagement',
    'AzureResourceManager',
    'MicrosoftContainerRegistry',
    'AzureKeyVault',
    'AzureMonitor',
    'AzureContainerRegistry',
    'AzureActiveDirectory',
    'Storage',
    'AzureFrontDoor.FirstParty',
    'AzureFrontDoor.Frontend',
  ];
  const IN_CLOUD = NEEDED.slice(0, 7);
  const WITH_REGIONS = [
    'Storage',
    'BatchNodeManagement',
    'MicrosoftContainerRegistry',
    'AzureKeyVault',
    'AzureMachineLearning',
  ];
  const regional = loaded.names.flatMap((name) => {
    const dot = name.lastIndexOf('.');
    const service = name.slice(0, dot);
    return WITH_REGIONS.includes(service) ? [{ name, service, region: tagRegion(name.slice(dot + 1)) }] : [];
  });

  it('is read whole and without a complaint', () => {
    expect(loaded).toMatchObject({ cloud: 'public', changeNumber: 376, diagnostics: [] });
    expect(loaded.names).toHaveLength(3041);
  });

  it('has regional tags inside their service and inside their AzureCloud region, with no exception (T1)', () => {
    expect(regional.length).toBeGreaterThan(250);
    const exceptions = regional.flatMap(({ name, service, region }) => {
      const wholes = [loaded.list.prefixes(service), loaded.list.prefixes(`AzureCloud.${region}`)];
      // Two stages and canaries have no AzureCloud tag of their own.
      return wholes.flatMap((whole) => (whole === null || inside(of(name), whole) ? [] : [name]));
    });
    expect(exceptions).toEqual([]);
    const regions = loaded.names.filter((name) => name.startsWith('AzureCloud.'));
    expect(regions.filter((name) => !inside(of(name), cloud))).toEqual([]);
  });

  it('has AzureCloud holding seven services whole in IPv4, and in IPv6 all but a dozen addresses (T2)', () => {
    expect(IN_CLOUD.filter((name) => !containsAll(cloud.v4, of(name).v4))).toEqual([]);
    for (const name of IN_CLOUD) {
      const outside = formatPrefixes(subtractAddresses(of(name), cloud));
      expect(outside.count).toBeLessThanOrEqual(12);
      expect(outside.prefixes.filter((prefix) => !/:.*\/12[0-8]$/.test(prefix))).toEqual([]);
    }
  });

  it('has AzureCloud holding nothing of FirstParty, little of Frontend, most of Entra ID and Storage (T3)', () => {
    expect(overlapsAddresses(of('AzureFrontDoor.FirstParty'), cloud)).toBe(false);
    expect(share('AzureFrontDoor.Frontend')).toBeCloseTo(0.058, 3);
    expect(share('AzureActiveDirectory')).toBeCloseTo(0.85, 2);
    expect(share('Storage')).toBeCloseTo(0.89, 2);
    const storage = regional.filter(({ service }) => service === 'Storage');
    expect(storage.filter(({ name }) => !containsAll(cloud.v4, of(name).v4)).map(({ name }) => name)).toEqual([]);
  });

  it('has no two services that Azure Machine Learning needs overlapping (T4)', () => {
    const pairs = NEEDED.flatMap((a, i) => NEEDED.slice(i + 1).map((b) => [a, b] as const));
    expect(pairs.filter(([a, b]) => overlapsAddresses(of(a), of(b)))).toEqual([]);
  });

  it('knows regional AzureMachineLearning and BatchNodeManagement, which rules and routes must not use everywhere (T7)', () => {
    expect(loaded.list.prefixes('AzureMachineLearning.westus2')).not.toBeNull();
    expect(loaded.list.prefixes('BatchNodeManagement.westus2')).not.toBeNull();
  });

  it('finds every AzureCloud region by the name of the region, however irregular its suffix (T8)', () => {
    const irregular = [
      'francecentral',
      'francesouth',
      'germanywestcentral',
      'germanynorth',
      'norwayeast',
      'norwaywest',
    ];
    irregular.push(
      'switzerlandnorth',
      'switzerlandwest',
      'brazilsoutheast',
      'chilecentral',
      'eastusstg',
      'southcentralusstg',
    );
    expect(irregular.filter((region) => loaded.list.prefixes(`AzureCloud.${region}`) === null)).toEqual([]);
  });

  it('has only names that this version knows, so that no real tag is called misspelt', () => {
    expect(loaded.names.filter((name) => !parseServiceTag(name).exists)).toEqual([]);
  });
});

function inside(part: AddressSet, whole: AddressSet): boolean {
  return containsAll(whole.v4, part.v4) && containsAll(whole.v6, part.v6);
}
