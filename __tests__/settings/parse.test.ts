/** Settings from inputs and flags: what is accepted, and what is said of the rest. */
import { describe, expect, it } from '@jest/globals';
import { givenInputs, parseSettings } from '../../src/settings/parse.js';
import { ConfigurationError, type Settings } from '../../src/settings/settings.js';
import { SETTINGS } from '../../src/settings/table.js';

const settings = (inputs: Readonly<Record<string, string>>): Settings =>
  parseSettings(givenInputs((name) => (Object.hasOwn(inputs, name) ? (inputs[name] ?? '') : '')));

const message = (inputs: Readonly<Record<string, string>>): string => {
  try {
    settings(inputs);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error('no error');
};

describe('parseSettings', () => {
  it('has the defaults of the contract', () => {
    expect(settings({})).toEqual({
      files: [],
      contextFiles: [],
      parameters: [],
      region: null,
      hbi: 'auto',
      cloud: 'auto',
      edition: 'latest',
      features: [],
      scope: [],
      serviceTags: null,
      failOn: 'required',
      baseline: null,
      comment: 'review',
      commentKey: '',
      annotations: true,
      mode: 'check',
      reports: [],
      language: 'en',
      reportFile: null,
      sarifFile: null,
      htmlFile: null,
    });
  });

  it('reads lists by line, without blank lines and repetitions', () => {
    expect(settings({ files: ' hub.json\r\n\n spoke/*.json\nhub.json' }).files).toEqual(['hub.json', 'spoke/*.json']);
    expect(settings({ scope: 'azurerm_subnet.a["x,y"]\nmodule.b' }).scope).toEqual([
      'azurerm_subnet.a["x,y"]',
      'module.b',
    ]);
  });

  it('reads features by line or comma, lower case, without auto', () => {
    expect(settings({ features: 'Python, r\nauto,AKS' }).features).toEqual(['python', 'r', 'aks']);
  });

  it.each([
    ['West US 2', 'westus2'],
    ['WESTUS2', 'westus2'],
    ['china-east-2', 'chinaeast2'],
  ])('knows the region %s', (text, region) => {
    expect(settings({ region: text }).region).toBe(region);
  });

  it('suggests the region that was probably meant', () => {
    expect(message({ region: 'westeurop' })).toBe('region westeurop is not an Azure region; did you mean westeurope?');
    expect(message({ region: 'atlantis' })).toBe(
      'region atlantis is not an Azure region; `az account list-locations` lists them',
    );
  });

  it('does not accept a cloud that the region is not in', () => {
    expect(message({ region: 'westus2', cloud: 'china' })).toContain('region westus2 is in the cloud public');
    expect(settings({ region: 'chinaeast2', cloud: 'china' }).cloud).toBe('china');
  });

  it.each([
    ['hbi', 'true', true],
    ['hbi', 'FALSE', false],
    ['hbi', 'Auto', 'auto'],
  ])('reads %s %s', (_, text, value) => {
    expect(settings({ hbi: text }).hbi).toBe(value);
  });

  it.each(SETTINGS.filter((spec) => spec.kind === 'choice').map((spec) => [spec.name, spec.values] as const))(
    'names the values of %s where it has another one',
    (name, values) => {
      for (const value of values) expect(() => settings({ [name]: value })).not.toThrow();
      expect(message({ [name]: 'x-y-z' })).toBe(`${name} x-y-z is not one of ${values.join(', ')}`);
    },
  );

  it('names the value that was probably meant', () => {
    expect(message({ 'fail-on': 'requird' })).toMatch(/did you mean required\?$/);
  });

  it('takes one value where there is one', () => {
    expect(message({ region: 'westus\neastus' })).toContain('one value');
    expect(message({ edition: '2021-11\r\n2026-03' })).toContain('one value');
  });

  it('stays small with hostile values', () => {
    expect(message({ edition: 'e'.repeat(100_000) })).toContain('at most 4096');
    expect(message({ edition: 'a\0b' })).toContain('NUL');
    expect(message({ 'fail-on': 'z'.repeat(4000) }).length).toBeLessThan(200);
    expect(message({ files: Array.from({ length: 10_001 }, (_, i) => `f${i}`).join('\n') })).toContain('10000');
    expect(message({ cloud: '__proto__' })).toContain('not one of');
  });
});
