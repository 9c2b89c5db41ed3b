/** action.yml says what the table of settings and the contract say. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { describe as describeSetting, SETTINGS } from '../../src/settings/table.js';

interface ActionYml {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly required: boolean; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: unknown;
}

const action = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as ActionYml;

describe('action.yml', () => {
  it('has the inputs of the table, in its order, and the token', () => {
    expect(Object.keys(action.inputs)).toEqual([...SETTINGS.map(({ name }) => name), 'github-token']);
  });

  it.each(SETTINGS.map((spec) => [spec.name, spec] as const))('describes %s as the table does', (name, spec) => {
    expect(action.inputs[name]).toEqual({ description: describeSetting(spec), required: name === 'files' });
  });

  it('gives no setting a default, so that the configuration file can set it', () => {
    const withDefault = Object.entries(action.inputs).filter(([, input]) => input.default !== undefined);
    expect(withDefault.map(([name]) => name)).toEqual(['github-token']);
    expect(action.inputs['github-token']?.default).toMatch(/^\$\{\{ github\.token \}\}$/);
  });

  it('has the outputs of the contract and runs the bundle on Node 24', () => {
    expect(Object.keys(action.outputs)).toEqual([
      'conclusion',
      'missing-tags',
      'missing-hosts',
      'counts',
      'report',
      'comment-url',
    ]);
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });
});
