/** Requirements in the configuration file: they extend whatever edition is chosen. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { loadEdition } from '../../src/inputs.js';
import type { Edition } from '../../src/requirements/edition.js';
import { requirementsFor } from '../../src/requirements/instantiate.js';
import { loadSettings } from '../../src/settings/load.js';
import { ConfigurationError } from '../../src/settings/settings.js';
import { SETTINGS, type SettingSpec } from '../../src/settings/table.js';
import { readWaivers } from '../../src/settings/waivers.js';
import { ask, CONTEXT, FACTS, line } from './examples.js';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'additions-'));
  mkdirSync(path.join(cwd, '.github'));
  writeFileSync(
    path.join(cwd, 'own.yml'),
    'edition: ours\nextends: latest\nrows: [{ id: outbound-storage, ports: [443, 445] }]\n',
  );
  writeFileSync(
    path.join(cwd, 'answer.json'),
    '{"value":[{"category":"A","endpoints":[{"domainName":"a.example.com"}]}]}',
  );
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** The edition of a run with this configuration file. */
async function load(yaml: string): Promise<Edition> {
  writeFileSync(path.join(cwd, '.github/azureml-network-check.yml'), yaml);
  const settings = await loadSettings(new Map(), cwd);
  return (await loadEdition(settings, { cwd, within: null })).edition;
}

async function asked(yaml: string): Promise<readonly string[]> {
  return requirementsFor(await load(yaml), CONTEXT, FACTS).map(line);
}

async function mistake(yaml: string): Promise<string> {
  const error: unknown = await load(yaml).catch((thrown: unknown) => thrown);
  if (!(error instanceof ConfigurationError)) throw error;
  return `${[error.place?.file, error.place?.line, error.place?.column].filter((part) => part !== undefined).join(':')}: ${error.message}`;
}

const LIST = `
edition: 2021-11
requirements:
  - pypi.example.com
  - host: "*.files.example.com"
    ports: [8443]
  - id: outbound-proxy
    tag: VirtualNetwork
    ports: [3128]
    purpose: The proxy.
  - id: outbound-storage
    ports: [443, 445]
  - remove: [host-pypi-org, host-any-pythonhosted-org]
  - remove: host-cloud-r-project-org
`;

const MAPPING = `
edition: 2021-11
requirements:
  rows:
    - pypi.example.com
    - { host: "*.files.example.com", ports: [8443] }
    - { id: outbound-proxy, tag: VirtualNetwork, ports: [3128], purpose: The proxy. }
    - { id: outbound-storage, ports: [443, 445] }
  remove: [host-pypi-org, host-any-pythonhosted-org, host-cloud-r-project-org]
`;

describe('requirements in the configuration file', () => {
  it.each([
    ['a list', LIST],
    ['a mapping', MAPPING],
  ])('as %s add rows and hosts, override and remove', async (_, yaml) => {
    const before = ask('2021-11').map(line);
    const after = await asked(yaml);
    expect(after.filter((one) => !before.includes(one))).toEqual([
      'outbound tcp 443, 445 Storage.westus2 required',
      'outbound tcp 3128 VirtualNetwork required',
      'outbound tcp 443 pypi.example.com required',
      'outbound tcp 8443 *.files.example.com required',
    ]);
    expect(before.filter((one) => !after.includes(one))).toEqual([
      'outbound tcp 443 Storage.westus2 required',
      'outbound tcp 443 pypi.org recommended',
      'outbound tcp 443 *.pythonhosted.org recommended',
      'outbound tcp 443 cloud.r-project.org recommended',
    ]);
  });

  it('extend the newest edition, one of one’s own and a workspace’s answer alike', async () => {
    const yaml = (edition: string) => `edition: ${edition}\nrequirements: [index.example.com]\n`;
    for (const name of ['latest', 'own.yml', 'answer.json']) {
      const edition = await load(yaml(name));
      expect(edition.rows.map(({ id }) => id)).toContain('own-host-index-example-com');
    }
    expect((await load(yaml('own.yml'))).name).toBe('ours');
    expect((await load(yaml('2021-11'))).name).toBe('2021-11');
    expect(await asked(yaml('own.yml'))).toContain('outbound tcp 443, 445 Storage.westus2 required');
  });

  it('have the file as their source, and a purpose in each language', async () => {
    const edition = await load('requirements: [index.example.com]');
    const own = (language: 'en' | 'ko' | 'fr') =>
      requirementsFor(edition, { ...CONTEXT, language }, FACTS).find(({ host }) => host === 'index.example.com');
    expect(own('en')).toMatchObject({
      source: '.github/azureml-network-check.yml',
      purpose: 'The configuration file asks for this host.',
    });
    expect(own('ko')?.purpose).toMatch(/[가-힣]/);
    expect(own('fr')?.purpose).toContain('fichier');
  });

  it('give tags hosts that stand in for them', async () => {
    const edition = await load(
      'requirements: { standIns: { AzureMonitor: [{ ports: [443], hosts: [logs.example.com] }] } }',
    );
    const monitor = requirementsFor(edition, CONTEXT, FACTS).find(({ tag }) => tag === 'AzureMonitor');
    expect(monitor?.standIns.map(({ host }) => host)).toEqual(['logs.example.com']);
  });

  it.each(['requirements:\n', 'requirements: []\n', 'requirements: {}\n', 'region: westus2 # requirements\n'])(
    'may be empty: %j',
    async (yaml) => {
      expect(await asked(yaml)).toEqual(ask('2026-03').map(line));
    },
  );

  it.each([
    ['requirements: yes please', '1:1: requirements takes a list of rows and hosts'],
    ['requirements: { row: [] }', '1:17: requirements has no "row"; it takes a list'],
    ['requirements: { rows: {} }', '1:17: rows must be a list'],
    [
      'requirements:\n  - id: outbound-proxy\n    portz: [1]',
      '3:5: row outbound-proxy: "portz" is no property here; did you mean "ports"?',
    ],
    ['requirements:\n  - id: outbound-proxy\n    tag: Sql\n    ports: [70000]', '4:13: row outbound-proxy: '],
    [
      'requirements:\n  - id: outbound-proxy',
      '2:5: row outbound-proxy: the row lacks a tag or a host, ports, a purpose',
    ],
    ['requirements:\n  rows:\n  - { id: outbound-storag, ports: [1] }', 'did you mean "outbound-storage"?'],
    [
      'requirements:\n  - pypi.org\n  - remove: host-pypi-or',
      '3:5: no row has the id "host-pypi-or"; did you mean "host-pypi-org"?',
    ],
    ['requirements:\n  - remove: [host-pypi-org, 7]', '2:29: '],
    ['requirements:\n  - "https://pypi.org/x"', '2:5: row 1: '],
    ['requirements:\n  - 7', '2:5: row 1: '],
    [
      'requirements:\n  - { id: a, host: a.com, tag: Sql, ports: [1], purpose: x }',
      '2:5: row a: a row has either a tag or a host',
    ],
    ['requirements:\n  - { id: a, host: a.com, ports: [9-1], purpose: x }', 'row a: "9-1" is no port'],
    ['requirements: []\nrequirements: []', '2:1: requirements is set twice'],
    ['requirements:\n  - a.com\n  - a.com', '3:5: row 2: two rows have this id'],
  ])('say where %j is wrong, and in which row', async (yaml, message) => {
    const told = await mistake(yaml);
    expect(told).toContain('.github/azureml-network-check.yml:');
    expect(told).toContain(message);
  });

  it('tell all mistakes at once, each with its place', async () => {
    expect(await mistake('requirements:\n  - { id: a, tag: Sql, port: 1 }\n  - { id: b, tag: Sql, port: 1 }')).toMatch(
      /:2:\d+: row a: "port".*; 3:\d+: row b: "port"/,
    );
  });

  it('do not let a key reach into JavaScript’s own', async () => {
    expect(await mistake('requirements:\n  - { __proto__: { host: a.com }, id: a }')).toContain(
      '"__proto__" is no property here',
    );
    expect(await mistake('requirements: { __proto__: [] }')).toContain('requirements has no "__proto__"');
  });
});

describe('the schema of the configuration file', () => {
  const json = (name: string): Record<string, unknown> =>
    JSON.parse(readFileSync(new URL(`../../requirements/${name}`, import.meta.url), 'utf8'));
  const schema = json('config.schema.json');
  const ajv = new Ajv({ allowUnionTypes: true });
  ajv.addSchema(json('edition.schema.json'), 'edition.schema.json');
  const check = ajv.compile(schema);

  it('has every setting that a file may set, with its values, and nothing else', () => {
    const properties = schema['properties'] as Record<
      string,
      { readonly anyOf?: readonly { readonly enum?: readonly string[] }[]; readonly description?: string }
    >;
    const specs: readonly SettingSpec[] = SETTINGS.filter(({ name }) => name !== 'config');
    expect(Object.keys(properties).sort()).toEqual(
      [...specs.map(({ name }) => name), 'requirements', 'waivers'].sort(),
    );
    for (const { name, help, values } of specs) {
      expect(properties[name]?.description).toBe(help);
      if (values !== undefined) expect(properties[name]?.anyOf?.[0]?.enum).toEqual(values);
    }
  });

  it.each([
    LIST,
    MAPPING,
    'region: westus2\nhbi: true\nfeatures: [python, r]\ncomment-key: 007',
    '',
    'files: |\n  a.json\n  b.json',
    'waivers: [{ tag: Storage, scope: "*", reason: none needed, expires: 2027-01-31, owner: net }]',
  ])('takes what the tool takes: %j', (yaml) => {
    expect(check(parse(yaml)) || check.errors).toBe(true);
  });

  it.each([
    'regoin: x',
    'requirements: 7',
    'requirements: [{ prots: [1] }]',
    'hbi: maybe',
    'requirements: [{ host: "a b" }]',
    'waivers: [{ tag: Storage, reason: no scope, expires: 2027-01-31 }]',
    'waivers: [{ scope: "*", reason: nothing is waived, expires: 2027-01-31 }]',
    'waivers: [{ tag: Storage, scope: "*", reason: r, until: 2027-01-31 }]',
  ])('refuses %j', (yaml) => {
    expect(check(parse(yaml))).toBe(false);
  });

  const FIELDS = { tag: 'Storage', scope: '"*"', reason: 'r', owner: 'net', expires: '2027-01-31' };
  const VALUES = ['word', '""', '" "', '5', '20270131', 'true', '~', '[a]', '{ a: b }', '2027-02-31', undefined];
  it.each(Object.keys(FIELDS).flatMap((name) => VALUES.map((value) => [name, value] as const)))(
    'a waiver with %s: %s is taken or refused as the reader does it',
    async (name, value) => {
      const fields = Object.entries({ ...FIELDS, [name]: value }).filter(([, text]) => text !== undefined);
      const yaml = `waivers: [{ ${fields.map(([key, text]) => `${key}: ${text}`).join(', ')} }]`;
      const read = await readWaivers(yaml, 'c.yml').then(
        () => true,
        () => false,
      );
      expect(check(parse(yaml))).toBe(read);
    },
  );
});
