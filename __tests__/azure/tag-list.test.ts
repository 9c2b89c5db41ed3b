/** Lists of service tags: looked up by Azure's own names, merged, by prefix length, and how old they are. */
import { describe, expect, it } from '@jest/globals';
import { formatPrefixes, parseAddresses } from '../../src/azure/addresses.js';
import { ageOfList, cloudOfList, isPrefix, tagListOf } from '../../src/azure/tag-list.js';

const list = tagListOf([
  { name: 'Storage.WestUS2', prefixes: ['20.0.0.0/25', '20.0.0.128/25', '20.0.0.0/26', '2603:1030::/48'] },
  { name: 'AzureCloud.germanywc', prefixes: ['51.116.0.0/16'] },
  { name: 'AzureFrontDoor.Frontend', prefixes: ['13.107.208.0/24'] },
  { name: 'NewService.WestUS2', prefixes: ['4.0.0.0/30'] },
  { name: 'AzureCloud.northeurope2', prefixes: [] },
]);

function prefixes(name: string): readonly string[] | null {
  const found = list.prefixes(name);
  return found === null ? null : formatPrefixes(found).prefixes;
}

describe('a list of service tags', () => {
  it('finds a regional tag by its canonical name, neighbours joined and doubles dropped', () => {
    expect(prefixes('Storage.westus2')).toEqual(['20.0.0.0/24', '2603:1030::/48']);
  });

  it('finds a region by its name where the list writes an irregular suffix (T8)', () => {
    expect(prefixes('AzureCloud.germanywestcentral')).toEqual(['51.116.0.0/16']);
  });

  it('takes the last part of AzureFrontDoor.Frontend for no region, in any case (T6)', () => {
    expect(prefixes('AzureFrontDoor.Frontend')).toEqual(['13.107.208.0/24']);
    expect(prefixes('azurefrontdoor.FRONTEND')).toEqual(['13.107.208.0/24']);
  });

  it('knows tags that are newer than this version', () => {
    expect(prefixes('NewService.westus2')).toEqual(['4.0.0.0/30']);
  });

  it('knows no tag that is not listed, and none that is listed without prefixes', () => {
    expect(prefixes('Storage.eastus')).toBeNull();
    expect(prefixes('Storage')).toBeNull();
    expect(prefixes('AzureCloud.northeurope2')).toBeNull();
    expect(list.byLength('__proto__')).toBeNull();
  });

  it('keeps the lengths of prefixes apart for routes (R2)', () => {
    const byLength = list.byLength('Storage.westus2') ?? new Map();
    expect([...byLength].map(([length, set]) => [length, formatPrefixes(set).prefixes])).toEqual([
      [25, ['20.0.0.0/24']],
      [26, ['20.0.0.0/26']],
      [48, ['2603:1030::/48']],
    ]);
  });

  it('answers with the same set whenever it is asked, so that nothing is worked out twice', () => {
    expect(list.prefixes('Storage.westus2')).toBe(list.prefixes('Storage.WestUS2'));
    expect(list.byLength('Storage.westus2')).toBe(list.byLength('Storage.westus2'));
  });

  it('joins what a list says of one tag in two places', () => {
    const twice = tagListOf([
      { name: 'Sql', prefixes: ['1.0.0.0/25'] },
      { name: 'SQL', prefixes: ['1.0.0.128/25'] },
    ]);
    expect(twice.prefixes('Sql')).toEqual(parseAddresses('1.0.0.0/24'));
  });
});

describe('a prefix of a list', () => {
  it.each([
    '10.0.0.0/8',
    '255.255.255.255/32',
    '1.2.3.4',
    '0.0.0.0/0',
    '2603:1030:c06:1::340/122',
    '::/0',
    '1:2:3:4:5:6:7:8/128',
  ])('is %s', (text) => {
    expect(isPrefix(text)).toBe(true);
  });

  it.each([
    '',
    '10.0.0/8',
    '300.1.1.1/8',
    '10.0.0.0/33',
    '01.2.3.4/8',
    '1.2.3.4-1.2.3.9',
    '1::2::3/64',
    '2603::/129',
    '12345::/16',
    'Storage',
  ])('is not %j', (text) => {
    expect(isPrefix(text)).toBe(false);
  });

  it('is told by its form exactly as the reader of addresses tells it', () => {
    const groups = ['0', 'ffff', '', ':', '10000', 'g'];
    const disagreements: string[] = [];
    for (const a of groups)
      for (const b of groups)
        for (const c of groups)
          for (const length of ['/0', '/128', '/129', '']) {
            const text = `${[a, b, c].join(':')}${length}`;
            if (isPrefix(text) !== (parseAddresses(text) !== null)) disagreements.push(text);
          }
    expect(disagreements).toEqual([]);
  });
});

describe('the age of a list', () => {
  const age = (changeNumber: number | null, fileName: string, now: string | null = null) =>
    ageOfList({ cloud: 'public', changeNumber, fileName }, now);

  it('is told by a change number below the newest that this version knows', () => {
    expect(age(375, 'tags.json')).toEqual('its change number is 375, and 376 was there on 2025-11-17');
    expect(age(376, 'tags.json')).toBeNull();
    expect(age(null, 'tags.json')).toBeNull();
  });

  it('is told by a file name more than 90 days before the given day', () => {
    expect(age(376, 'lists/ServiceTags_Public_20251117.json', '2026-02-15')).toBeNull();
    expect(age(376, 'lists/ServiceTags_Public_20251117.json', '2026-02-16')).toEqual(
      'it is of 2025-11-17, 91 days before 2026-02-16',
    );
  });

  it('is counted to the newest list that this version knows where no day is given, never to the clock', () => {
    const government = { cloud: 'government', changeNumber: 9 } as const;
    expect(ageOfList({ ...government, fileName: 'ServiceTags_AzureGovernment_20250101.json' }, null)).toEqual(
      'it is of 2025-01-01, 320 days before 2025-11-17',
    );
    expect(ageOfList({ ...government, fileName: 'ServiceTags_AzureGovernment_20251020.json' }, null)).toBeNull();
  });

  it('is not guessed from digits that are no date', () => {
    expect(age(376, 'run-20251399.json', '2027-01-01')).toBeNull();
    expect(age(376, '120250101.json', '2027-01-01')).toBeNull();
  });
});

it('names of clouds are those of the downloads and of the command line', () => {
  const names = ['Public', 'AzureGovernment', 'AzureChina', 'China', 'AzureGermany', ''];
  expect(names.map(cloudOfList)).toEqual(['public', 'government', 'china', 'china', null, null]);
});
