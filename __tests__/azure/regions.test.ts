/** Regions in every spelling, and the list against Microsoft's own tag list. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { findRegion, nearestRegion, normaliseRegion, REGIONS } from '../../src/azure/regions.js';
import { sharedFile } from '../shared.js';

describe('regions', () => {
  it('have one normalised name for every spelling', () => {
    for (const text of ['westus2', 'West US 2', 'WESTUS2', 'west-us-2', 'West_US_2', ' West US 2 ', '(US) West US 2']) {
      expect(normaliseRegion(text)).toBe('westus2');
      expect(findRegion(text)?.displayName).toBe('West US 2');
    }
  });

  it('are found by the irregular suffix of their AzureCloud tag too (T8)', () => {
    const irregular = {
      centralfrance: 'francecentral',
      germanywc: 'germanywestcentral',
      norwaye: 'norwayeast',
      switzerlandw: 'switzerlandwest',
      brazilse: 'brazilsoutheast',
    };
    for (const [suffix, name] of Object.entries(irregular)) {
      expect(findRegion(suffix)?.name).toBe(name);
      expect(findRegion(name)?.azureCloudSuffix).toBe(suffix);
    }
    expect(findRegion('westeurope')?.azureCloudSuffix).toBe('westeurope');
  });

  it('belong to a cloud', () => {
    expect(findRegion('US Gov Virginia')?.cloud).toBe('government');
    expect(findRegion('chinanorth3')?.cloud).toBe('china');
    expect(findRegion('Korea Central')?.cloud).toBe('public');
  });

  it('have unique names, and pairs that exist in the same cloud', () => {
    expect(new Set(REGIONS.map((one) => one.name)).size).toBe(REGIONS.length);
    for (const { name, cloud, pairedRegion } of REGIONS) {
      if (pairedRegion !== null)
        expect([name, findRegion(pairedRegion)?.name, findRegion(pairedRegion)?.cloud]).toEqual([
          name,
          pairedRegion,
          cloud,
        ]);
    }
  });

  it('that do not exist are not found, also under the names of object properties', () => {
    for (const text of ['', 'westus9', '__proto__', 'constructor', 'mars']) expect(findRegion(text)).toBeNull();
  });

  it('that are misspelt have a nearest name', () => {
    const near = {
      westsu2: 'westus2',
      'West Europ': 'westeurope',
      uswest: 'westus',
      'us-west-2': 'westus2',
      centraleurope: null,
      mars: null,
      '': null,
    };
    for (const [text, name] of Object.entries(near)) expect([text, nearestRegion(text)]).toEqual([text, name]);
    expect(nearestRegion('w'.repeat(1_000_000))).toBeNull();
  });

  const list = sharedFile('service-tags/ServiceTags_Public_20251117.json');
  (list === null ? it.skip : it)(
    'include every region of the tag list of the public cloud (skipped where the list is absent)',
    () => {
      const tags = JSON.parse(readFileSync(list ?? '', 'utf8')) as {
        values: { name: string; properties: { region: string } }[];
      };
      const named = new Set(tags.values.map((tag) => tag.properties.region).filter((region) => region !== ''));
      const suffixes = new Set(REGIONS.filter((one) => one.cloud === 'public').map((one) => one.azureCloudSuffix));
      expect([...named].filter((region) => !suffixes.has(region))).toEqual([]);
      expect(named.size).toBeGreaterThan(60);
      // Both ways: what a regional Storage tag is called is the name, what its region is called is the suffix.
      for (const { name, properties } of tags.values) {
        const suffix = /^Storage\.(?!.*Stage)(.+)$/.exec(name)?.[1];
        if (suffix !== undefined)
          expect([suffix, findRegion(suffix)?.azureCloudSuffix]).toEqual([suffix, properties.region]);
      }
    },
  );
});
