/** The configuration file: its values, and the place of every mistake. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseConfigFile, readConfigFile } from '../../src/settings/config-file.js';
import { loadSettings } from '../../src/settings/load.js';
import { givenInputs, merge, parseSettings } from '../../src/settings/parse.js';
import { ConfigurationError, type Settings } from '../../src/settings/settings.js';

const settings = async (yaml: string): Promise<Settings> => parseSettings(await parseConfigFile(yaml, 'c.yml'));

const mistake = async (run: () => Promise<unknown>): Promise<string> => {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const { file, line, column } = error.place ?? {};
    return `${[file, line, column].filter((part) => part !== undefined).join(':')}: ${error.message}`;
  }
  throw new Error('no error');
};

describe('parseConfigFile', () => {
  it('reads values and lists by the names of the inputs', async () => {
    const yaml = [
      'files: [hub.json, "spoke/*.json"]',
      'context-files: |',
      '  a.json',
      '  b.json',
      'region: West US 2',
      'hbi: true',
      'edition: 2021-11',
      'comment-key: 007',
      'features:',
      '  - python',
      '  - r',
      'annotations: false',
    ].join('\n');
    expect(await settings(yaml)).toMatchObject({
      files: ['hub.json', 'spoke/*.json'],
      contextFiles: ['a.json', 'b.json'],
      region: 'westus2',
      hbi: true,
      edition: '2021-11',
      commentKey: '007',
      features: ['python', 'r'],
      annotations: false,
    });
  });

  it.each(['', '# nothing yet\n', '---\n', 'null', '{}', 'region:\n', '\uFEFFregion:'])(
    'sets nothing with %j',
    async (yaml) => {
      expect((await parseConfigFile(yaml, 'c.yml')).size).toBe(0);
    },
  );

  it('resolves an alias', async () => {
    expect(await settings('files: &f [a.json]\ncontext-files: *f\n')).toMatchObject({ contextFiles: ['a.json'] });
  });

  it.each([
    ['regoin: westus2', 'c.yml:1:1: there is no setting "regoin"; did you mean region?'],
    ['\nhbi: auto\nzzzzzzzz: 1', 'c.yml:3:1: there is no setting "zzzzzzzz"; the settings are files, parameters,'],
    ['region: westus2\nregion: eastus', 'c.yml:2:1: region is set twice'],
    ['region: [a', 'c.yml:1:11: is not YAML: '],
    ['- region', 'c.yml:1:1: has to be a mapping'],
    ['region: {a: b}', 'c.yml:1:9: region takes a value or a list of values'],
    ['files:\n  - [a]', 'c.yml:2:5: files takes a value or a list of values'],
    [
      'region: westus2\ncloud: publik',
      'c.yml:2:8: cloud publik is not one of auto, public, government, china; did you mean public?',
    ],
    ['region: atlantis', 'c.yml:1:9: region atlantis is not an Azure region'],
    ['waivers: []\nwaivers: []', 'c.yml:2:1: waivers is set twice'],
    ['config: x', 'c.yml:1:1: config cannot be set'],
    ['github-token: x', 'c.yml:1:1: a token does not belong'],
    ['__proto__: x', 'c.yml:1:1: there is no setting "__proto__"'],
    ['a: 1\n---\nb: 2', 'c.yml:2:1: is not YAML: '],
    ['region: *missing', 'c.yml:1:9: there is no anchor'],
  ])('says where %j is wrong', async (yaml, message) => {
    expect(await mistake(() => settings(yaml))).toContain(message);
  });

  it('survives nesting and references that grow', async () => {
    for (const open of ['[', '{', '- ', '? ', '{a: '])
      expect(await mistake(() => settings(open.repeat(10_000)))).toContain('nested more deeply');
    const keys = Array.from({ length: 50_000 }, (_, i) => `k${i}: 1`).join('\n');
    expect(await mistake(() => settings(keys))).toContain('there is no setting "k0"');
    const laughs = Array.from({ length: 30 }, (_, i) => `k${i}: &a${i} [${i === 0 ? 'x' : `*a${i - 1}, *a${i - 1}`}]`);
    expect(await mistake(() => settings(laughs.join('\n')))).toContain('there is no setting "k0"');
    expect(await mistake(() => settings(`x: ${'y'.repeat(1024 * 1024)}`))).toContain('larger than 1 MiB');
  });

  it('answers any text with settings or a mistake', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.stringMatching(/^[a-z:\-\n [\]{}&*!|>"'#,]{0,60}$/)), async (yaml) => {
        await settings(yaml).catch((error: unknown) => {
          if (!(error instanceof ConfigurationError)) throw error;
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('the configuration file of a folder', () => {
  let cwd = '';
  beforeAll(() => {
    cwd = mkdtempSync(path.join(tmpdir(), 'config-'));
    mkdirSync(path.join(cwd, '.github'));
    writeFileSync(path.join(cwd, '.github/azureml-network-check.yml'), 'region: uksouth\nfiles: [a, b]\nhbi: true\n');
    writeFileSync(path.join(cwd, 'other.yml'), 'region: francecentral\n');
  });
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  const inputs = (values: Readonly<Record<string, string>>) => givenInputs((name) => values[name] ?? '');

  it('is read without being named', async () => {
    expect(await loadSettings(inputs({}), cwd)).toMatchObject({ region: 'uksouth', files: ['a', 'b'], hbi: true });
  });

  it('gives way to what is set, and lists are not joined', async () => {
    const set = await loadSettings(inputs({ region: 'westus', files: 'c' }), cwd);
    expect(set).toMatchObject({ region: 'westus', files: ['c'], hbi: true });
    expect(merge(inputs({ region: 'westus' }), inputs({ region: 'eastus' })).get('region')?.texts).toEqual(['westus']);
  });

  it('is replaced by the one that is named', async () => {
    expect(await loadSettings(inputs({ config: 'other.yml' }), cwd)).toMatchObject({
      region: 'francecentral',
      files: [],
    });
  });

  it('has to be there where it is named', async () => {
    expect(await mistake(() => loadSettings(inputs({ config: 'none.yml' }), cwd))).toMatch(
      /^none\.yml: there is no such/,
    );
    expect(await mistake(() => loadSettings(inputs({ config: '.github' }), cwd))).toMatch(/^\.github: is not a file/);
  });

  it('need not be there where it is not named', async () => {
    expect(await readConfigFile(path.join(cwd, 'other.yml', 'below'), 'x')).toBeNull();
    expect(await loadSettings(inputs({}), path.join(cwd, '.github'))).toMatchObject({ region: null });
  });

  it('says that it may not be read', async () => {
    const file = path.join(cwd, 'secret.yml');
    writeFileSync(file, 'region: westus');
    chmodSync(file, 0);
    if (process.getuid?.() === 0 || process.platform === 'win32') {
      console.warn('skipped: permissions do not bind this user');
      return;
    }
    expect(await mistake(() => readConfigFile(file, 'secret.yml'))).toContain('secret.yml: cannot be read (EACCES)');
  });
});
