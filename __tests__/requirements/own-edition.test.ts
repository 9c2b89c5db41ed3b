/** A user's own edition: YAML or JSON, extending, overriding, removing, and every mistake told with its place and its row. */

import { describe, expect, it } from '@jest/globals';
import type { Edition, EditionError } from '../../src/requirements/edition.js';
import { featureLevels, unknownFeatures } from '../../src/requirements/features.js';
import { requirementsFor } from '../../src/requirements/instantiate.js';
import { findEdition, isEditionPath } from '../../src/requirements/load.js';
import { parseEdition } from '../../src/requirements/validate.js';
import { saying } from '../messages.js';
import { ask, CLUSTER, CONTEXT, FACTS, levels, line, ports } from './examples.js';

async function read(text: string): Promise<Edition> {
  const result = await parseEdition(text, 'own.yml');
  if (!('edition' in result)) throw new Error(JSON.stringify(result.errors));
  return result.edition;
}

async function errors(text: string): Promise<readonly EditionError[]> {
  const result = await parseEdition(text, 'own.yml');
  return 'errors' in result ? result.errors : [];
}

/** The first error as `line:column row message`. */
async function firstError(text: string): Promise<string> {
  const [first] = await errors(text);
  return first === undefined ? 'no error' : `${first.line}:${first.column} ${first.row} ${first.message}`;
}

const asked = (edition: Edition, features: readonly string[] = []) =>
  requirementsFor(edition, { ...CONTEXT, features }, FACTS);

describe('an edition of one’s own that extends another', () => {
  it('has the inherited rows where it says nothing', async () => {
    const edition = await read('edition: ours\nextends: 2026-03\n');
    expect(edition.name).toBe('ours');
    expect(asked(edition)).toEqual(ask('2026-03'));
    expect(asked(await read('edition: ours\nextends: latest\n'))).toEqual(ask('2026-03'));
  });

  it('overrides property by property, adds in order, and removes', async () => {
    const edition = await read(`
edition: ours
extends: 2026-03
source: { document: Network handbook, date: 2026-05-01 }
rows:
  - id: host-pypi-org
    host: pypi.example.com
    level: required
    feature: null
  - id: outbound-proxy
    tag: VirtualNetwork
    ports: [3128, 8080-8081]
    purpose: The proxy of the company.
  - id: host-wiki
    host: wiki.example.com
    ports: ["443"]
    feature: wiki
    purpose: { en: Notes., fr: Carnets. }
remove: [outbound-azure-monitor, host-any-tensorflow-org]
`);
    const requirements = asked(edition);
    const pypi = requirements.find(({ id }) => id === 'host-pypi-org');
    expect(pypi).toMatchObject({ host: 'pypi.example.com', level: 'required', feature: null });
    expect(pypi?.purpose).toBe(ask('2026-03').find(({ id }) => id === 'host-pypi-org')?.purpose);
    expect(pypi?.source).toMatch(/2026-03-19$/);
    const proxy = requirements.find(({ id }) => id === 'outbound-proxy');
    expect([ports(proxy), proxy?.source, proxy?.level]).toEqual([
      '3128, 8080-8081',
      'Network handbook, 2026-05-01',
      'required',
    ]);
    const ids = requirements.map(({ id }) => id);
    expect(ids).not.toContain('outbound-azure-monitor');
    expect(ids).not.toContain('host-any-tensorflow-org');
    expect(ids).not.toContain('host-wiki');
    expect(ids.indexOf('outbound-proxy')).toBe(ids.findIndex((id) => id.startsWith('host-')) - 1);
    const wiki = requirementsFor(edition, { ...CONTEXT, features: ['wiki'], language: 'ko' }, FACTS).find(
      ({ id }) => id === 'host-wiki',
    );
    expect([wiki?.level, wiki?.purpose]).toEqual(['required', 'Notes.']);
    expect(unknownFeatures(['wiki'])).toHaveLength(1);
    expect(unknownFeatures(['wiki'], edition)).toEqual([]);
  });

  it('overrides in every cloud what the inherited row says of one', async () => {
    const edition = await read(`
edition: ours
extends: 2021-11
rows:
  - { id: outbound-aks-tunnel-udp, level: required, when: [] }
  - { id: host-aks-entra-id, tag: AzureActiveDirectory }
`);
    const requirements = requirementsFor(edition, CONTEXT, {
      ...FACTS,
      kubernetes: { ...CLUSTER, privateCluster: true },
    });
    expect(levels(requirements)['outbound-aks-tunnel-udp']).toBe('required');
    const entra = requirements.find(({ id }) => id === 'outbound-azure-active-directory');
    expect(requirements.some(({ host }) => host === 'login.microsoftonline.com')).toBe(false);
    expect(entra?.level).toBe('required');
  });

  it('gives a tag its hosts, under any spelling of it (T6)', async () => {
    const edition = await read(`
edition: ours
rows: [{ id: vault, tag: KeyVault.<region>, ports: [443], purpose: Secrets. }]
standIns: { KeyVault: [{ ports: [443], hosts: [vault.example.com] }] }
`);
    const [vault] = asked(edition);
    expect([vault?.tag, vault?.standIns]).toEqual([
      'AzureKeyVault.westus2',
      [{ host: 'vault.example.com', ports: [{ low: 443, high: 443 }] }],
    ]);
  });

  it('stands alone with the parts that it includes', async () => {
    const text =
      'edition: ours\nincludes: [stand-ins]\nrows: [{ id: entra, tag: AzureActiveDirectory, ports: [443], purpose: Sign in. }]';
    const [entra] = asked(await read(text));
    expect(entra?.standIns.map(({ host }) => host)).toEqual(['login.microsoftonline.com']);
    expect(entra?.source).toBe('ours');
  });

  it('may be JSON, with tabs', async () => {
    const json = JSON.stringify(
      { edition: 'ours', rows: [{ id: 'x', host: 'x.org', ports: [443], purpose: 'X.' }] },
      null,
      '\t',
    );
    expect(asked(await read(json)).map(line)).toEqual(['outbound tcp 443 x.org required']);
  });

  it('warns of a tag that it does not know, with the nearest one', async () => {
    const result = await parseEdition(
      'edition: ours\nrows:\n  - { id: x, tag: AzureMoniter, ports: [443], purpose: X. }',
      'own.yml',
    );
    expect(result).toMatchObject({
      warnings: [
        {
          file: 'own.yml',
          line: 3,
          column: 5,
          row: 'x',
          message: saying(/"AzureMoniter".*"AzureMonitor"/),
        },
      ],
    });
  });
});

describe('mistakes', () => {
  const ROW = 'edition: ours\nrows:\n  - id: outbound-x\n    tag: AzureMonitor\n    ports: [443]\n    purpose: X.\n';

  it('are none in the example that the others change', async () => {
    expect(await errors(ROW)).toEqual([]);
  });

  const cases: readonly (readonly [what: string, text: string, error: string | RegExp])[] = [
    [
      'a misspelt property',
      `${ROW}    port: [1]\n`,
      '7:5 outbound-x "port" is no property here; did you mean "ports"?',
    ],
    [
      'a misspelt property of the edition',
      `${ROW}row: []\n`,
      '7:1 null "row" is no property here; did you mean "rows"?',
    ],
    ['a port over 65535', ROW.replace('443', '443, 70000'), /^5:18 outbound-x 70000 is not understood: a port from 1/],
    ['port 0', ROW.replace('443', '0'), /^5:13 outbound-x 0 is not understood/],
    ['a range upside down', ROW.replace('443', '90-80'), /^3:5 outbound-x "90-80" is no port and no range/],
    ['a range beyond 65535', ROW.replace('443', '80-99999'), /^3:5 outbound-x "80-99999" is no port/],
    ['a port in words', ROW.replace('443', 'https'), /^5:13 outbound-x "https" is not understood: a port/],
    ['no ports', ROW.replace('    ports: [443]\n', ''), '3:5 outbound-x the row lacks ports'],
    [
      'no purpose and no tag',
      ROW.replace('    purpose: X.\n', '').replace('    tag: AzureMonitor\n', ''),
      /lacks a tag or a host, a purpose$/,
    ],
    ['a tag and a host', `${ROW}    host: x.org\n`, /^3:5 outbound-x a row has either a tag or a host/],
    ['a path of a tag', `${ROW}    urlPath: x/*\n`, /urlPath belongs to a host/],
    [
      'an inbound host',
      ROW.replace('tag: AzureMonitor', 'host: x.org\n    direction: inbound'),
      /an inbound row names a tag/,
    ],
    [
      'a URL as a host',
      ROW.replace('tag: AzureMonitor', 'host: https://x.org/'),
      /^4:5 outbound-x "https:\/\/x.org\/" is not understood: a host is a name/,
    ],
    [
      'a wildcard in the middle (F8)',
      ROW.replace('tag: AzureMonitor', 'host: www.*.org'),
      /^4:5 outbound-x .*one asterisk at its beginning/,
    ],
    ['an unknown condition', `${ROW}    when: hpi\n`, /^7:5 outbound-x "hpi" is not understood: conditions/],
    [
      'an unknown condition in a list',
      `${ROW}    when: [hbi, hpi]\n`,
      /^7:5 outbound-x this list is not understood: conditions/,
    ],
    [
      'an unknown cloud',
      `${ROW}    clouds: [moon]\n`,
      '7:14 outbound-x "moon" is not understood; the values are public, government, china',
    ],
    [
      'a date that is none',
      `${ROW}    source: { document: X, date: May }\n`,
      /^7:28 outbound-x "May" is not understood: a date/,
    ],
    [
      'two rows of one id',
      `${ROW}${ROW.split('\n').slice(2).join('\n')}`,
      '7:5 outbound-x two rows have this id; each id is of one row',
    ],
    ['an id with capitals', ROW.replace('outbound-x', 'Outbound'), /^3:5 Outbound "Outbound" is not understood: an id/],
    ['a row without an id', ROW.replace('id: outbound-x', 'direction: outbound'), '3:5 null row 1: "id" is missing'],
    ['a row that is no mapping', 'edition: ours\nrows: [443]\n', /^2:8 null row 1: this entry must be a mapping$/],
    ['a number as name', ROW.replace('ours', '2026'), /^1:1 null "edition" must be a text/],
    ['no name', 'rows: []\n', '1:1 null "edition" is missing'],
    [
      'an unknown edition to extend',
      'edition: ours\nextends: 2025-01\n',
      /^2:1 null .*there are 2021-11, 2026-03 and latest$/,
    ],
    [
      'an unknown part',
      'edition: ours\nincludes: [akx]\n',
      /^2:12 null there is no part "akx"; there are aks, stand-ins$/,
    ],
    [
      'an unknown row to remove',
      'edition: ours\nextends: 2026-03\nremove: [outbound-storag]\n',
      /^3:10 null .*did you mean "outbound-storage"\?$/,
    ],
    [
      'a misspelt row to override',
      'edition: ours\nextends: 2026-03\nrows:\n  - { id: outbound-storag, level: recommended }\n',
      /^4:5 outbound-storag the row lacks .*did you mean "outbound-storage"\?$/,
    ],
    [
      'an id that extra ports use',
      'edition: ours\nextends: 2026-03\nrows:\n  - { id: outbound-storage-smb, tag: Sql, ports: [1], purpose: X. }\n',
      /"outbound-storage-smb" is used twice/,
    ],
    ['a key written twice', 'edition: ours\nedition: theirs\n', '2:1 null the key "edition" is written twice'],
    ['broken YAML', 'edition: [ours\n', /^\d+:\d+ null not YAML or JSON/],
    ['an empty file', '', 'null:null null an edition must be a mapping'],
    ['a list', '- 1\n', '1:1 null an edition must be a mapping'],
    ['a prototype', 'edition: ours\n__proto__: { rows: [] }\n', /^2:1 null "__proto__" is no property here$/],
    [
      'a prototype as a tag',
      'edition: ours\nstandIns: { __proto__: [] }\n',
      /^2:13 null "__proto__" is not understood: a service tag/,
    ],
    [
      'a prototype in JSON',
      '{"edition": "ours", "__proto__": {"rows": []}}',
      /^1:21 null "__proto__" is no property here$/,
    ],
  ];
  for (const [what, text, error] of cases) {
    it(`${what}: is told with its place and row`, async () => {
      expect(await firstError(text)).toEqual(typeof error === 'string' ? error : expect.stringMatching(error));
    });
  }

  it('come in the file’s order, at most fifty, each with the file', async () => {
    const many = `edition: ours\nrows:\n${'  - { id: X }\n'.repeat(200)}`;
    const told = await errors(many);
    expect(told).toHaveLength(50);
    expect(told.map((one) => one.line)).toEqual([...told.map((one) => one.line)].sort((a, b) => (a ?? 0) - (b ?? 0)));
    expect(new Set(told.map(({ file }) => file))).toEqual(new Set(['own.yml']));
  });

  it('are one line, however hostile', async () => {
    const hostile = ['"\\u001b[31m\\n::error::"', '"a\\r\\nb"', `"${'x'.repeat(5000)}"`];
    for (const text of hostile) {
      for (const one of await errors(`edition: ours\nrows: [{ id: ${text}, ${text}: 1 }]\n`)) {
        expect(`${one.row}${one.message}`).not.toMatch(/\p{Cc}/u);
        expect(one.message.length).toBeLessThan(700);
      }
    }
  });

  it('of any bytes are an answer: deep nesting, alias bombs, cycles, binary, too much text, too many rows', async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
      .split('')
      .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(',')}]`)
      .join('\n')}`;
    const inputs = [
      '['.repeat(50_000),
      '{"a":'.repeat(20_000),
      bomb,
      'edition: &a [*a]',
      'edition: *b',
      '\0\u0001\ufffd',
      '%YAML 9',
      'x'.repeat(200_001),
      `edition: ours\nrows:\n${'  - {}\n'.repeat(20_000)}`,
    ];
    for (const text of inputs) {
      const told = await errors(text);
      expect([
        text.slice(0, 10),
        told.length > 0,
        told.every(({ message }) => !/\n|at .*:\d+:\d+/.test(message)),
      ]).toEqual([text.slice(0, 10), true, true]);
    }
  });
});

describe('editions by name', () => {
  const never = async () => {
    throw new Error('ENOENT: no such file\nat stack');
  };

  it('tells paths from names', () => {
    expect(['a/b', 'a\\b', 'x.yml', 'x.YAML', 'x.json'].map(isEditionPath)).toEqual(Array(5).fill(true));
    expect(['latest', '2021-11', 'x.txt', ''].map(isEditionPath)).toEqual(Array(4).fill(false));
  });

  it('finds built-in editions without reading anything', async () => {
    expect(await findEdition('2021-11', never)).toMatchObject({ edition: { name: '2021-11' }, warnings: [] });
    expect(await findEdition('latest', never)).toMatchObject({ edition: { name: '2026-03' } });
  });

  it('lists the names for one that is unknown', async () => {
    const result = await findEdition('2026-3', never);
    const message =
      'there is no edition "2026-3"; did you mean "2026-03"? The editions are 2021-11, 2026-03, latest; a path of a .yml or .json file is an edition of your own.';
    expect(result).toEqual({ errors: [{ file: '', line: null, column: null, row: null, message }] });
  });

  it('reads a file, and says in one line where it cannot', async () => {
    const found = await findEdition('./own.yml', async () => 'edition: ours\nextends: latest\n');
    expect(found).toMatchObject({ edition: { name: 'ours' } });
    expect(await findEdition('gone.yml', never)).toMatchObject({
      errors: [{ file: 'gone.yml', message: 'the edition file cannot be read: ENOENT: no such file' }],
    });
  });
});

describe('features by name', () => {
  it('are known in any case, with conditions and aliases, and the nearest is told for others', () => {
    const names = [
      'Python',
      'r',
      'pytorch',
      'tensorflow',
      'vscode',
      'rstudio',
      'aks',
      'kubernetes',
      'automl',
      'none',
      'auto',
    ];
    expect(unknownFeatures([...names, 'compute-public-ip', 'storage-firewall', 'private-endpoint'])).toEqual([]);
    expect(unknownFeatures(['pyton', 'zzzzzzzz', '__proto__', 'hbi'])).toMatchObject([
      { name: 'pyton', nearest: 'python' },
      { name: 'zzzzzzzz', nearest: null },
      { name: '__proto__' },
      { name: 'hbi' },
    ]);
  });

  it('have levels in the report’s context: those named, and those that requirements have', () => {
    expect(featureLevels(['python', 'storage-firewall', 'none'], ask('2026-03', { features: ['python'] }))).toEqual({
      python: 'required',
      pytorch: 'recommended',
      r: 'recommended',
      'storage-firewall': 'required',
      tensorflow: 'recommended',
      vscode: 'recommended',
    });
  });
});
