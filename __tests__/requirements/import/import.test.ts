/** From documents to editions: the two seeds, later pages, twenty ways of writing the same tables, and what is not understood. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Edition, EditionDocument, Row } from '../../../src/requirements/edition.js';
import { compareEditions, differenceLine } from '../../../src/requirements/import/compare.js';
import { importDocument } from '../../../src/requirements/import/import-document.js';
import { editionYaml } from '../../../src/requirements/import/print.js';
import { requirementsFor } from '../../../src/requirements/instantiate.js';
import { parseEdition } from '../../../src/requirements/validate.js';
import { sharedFile } from '../../shared.js';
import { ask, CLUSTER, CONTEXT, edition, FACTS } from '../examples.js';
import { LANGUAGES, type Words } from './languages.js';

const SEEDS = ['seeds/000_54d7de25b2a88176.txt', 'seeds/002_0bf239d6f6bb9ed1.txt'] as const;
const LATER = readFileSync(new URL('./fixtures/later-style.md', import.meta.url), 'utf8');

interface Imported {
  readonly document: EditionDocument;
  readonly edition: Edition;
  readonly notes: readonly string[];
}

function read(text: string): Imported {
  const result = importDocument(text);
  if ('error' in result) throw new Error(result.error);
  return { ...result, notes: result.notes.map(({ line, severity, message }) => `${line} ${severity} ${message}`) };
}

function differences(text: string, name: string): readonly string[] {
  const { document, edition: own } = read(text);
  return compareEditions(own, document, edition(name)).map(differenceLine);
}

/** The rows of a table with these lines, without those of the included parts, as `direction protocol ports to clouds when`. */
function rows(...lines: readonly string[]): readonly string[] {
  return (read(lines.join('\n')).document.rows ?? []).map((row) =>
    [
      row.direction ?? 'outbound',
      row.protocol ?? 'tcp',
      row.ports?.join(','),
      row.tag ?? `${row.host}${row.urlPath === undefined ? '' : `/${row.urlPath}`}`,
      ...(row.clouds === undefined ? [] : [row.clouds.join('+')]),
      ...(row.when === undefined ? [] : [`when ${row.when}`]),
    ].join(' '),
  );
}

function seed(name: string): string | null {
  const file = sharedFile(name);
  return file === null ? null : readFileSync(file, 'utf8');
}

describe('the documents of November 2021', () => {
  it.each(SEEDS)('%s says what edition 2021-11 says', (name) => {
    const text = seed(name);
    if (text === null) return;
    expect(read(text).notes).toEqual([]);
    expect(differences(text, '2021-11')).toEqual([]);
    expect(differences(text, '2026-03')).not.toEqual([]);
  });

  it('say one and the same thing in Korean and in French', () => {
    const [korean, french] = SEEDS.map(seed);
    if (korean == null || french == null) return;
    expect(read(korean).document).toEqual(read(french).document);
  });

  it('ask for the same packets as the built-in edition once they are an edition of one’s own', async () => {
    const text = seed(SEEDS[1]);
    if (text === null) return;
    const result = await parseEdition(editionYaml(read(text).document, 'x.md'), 'own.yml');
    if (!('edition' in result)) throw new Error(JSON.stringify(result.errors));
    for (const [context, facts] of [
      [{}, {}],
      [{ hbi: true, language: 'ko' as const }, { kubernetes: { ...CLUSTER, extension: true } }],
      [{ cloud: 'china' as const, region: 'chinaeast2', hbi: true }, {}],
    ] as const) {
      const own = requirementsFor(result.edition, { ...CONTEXT, ...context }, { ...FACTS, ...facts });
      const plain = (list: typeof own) => list.map(({ source: _, ...rest }) => rest);
      expect(plain(own)).toEqual(plain(ask('2021-11', context, facts)));
    }
  });

  it.each([
    [
      'a port',
      '| 44224 |',
      '| 44225 |',
      'changed  inbound tcp AzureMachineLearning: 44224  ->  44225  (inbound-azure-machine-learning)',
    ],
    [
      'a direction',
      '| Entrant | 44224',
      '| Sortant | 44224',
      'removed  inbound tcp AzureMachineLearning: 44224  (inbound-azure-machine-learning)',
    ],
    [
      'the footnote on China',
      '* Non requis dans Azure Chine.',
      '',
      'changed  outbound tcp AzureFrontDoor.Frontend: 443, in public and government  ->  443  (outbound-azure-front-door-frontend)',
    ],
    [
      'the flag',
      '[hbi_workspace]',
      '[espace]',
      'changed  outbound tcp AzureKeyVault.<region>: 443, when hbi  ->  443  (outbound-azure-key-vault)',
    ],
    ['a region', 'Storage.region |', 'Storage |', 'added    outbound tcp Storage: 443  (outbound-storage)'],
    [
      'a host',
      '**\\*.anaconda.org**',
      '**\\*.anaconda.net**',
      'removed  outbound tcp *.anaconda.org: 443  (host-any-anaconda-org)',
    ],
    [
      'a second line of a cell',
      '</br>**\\*.anaconda.com**',
      '',
      'removed  outbound tcp *.anaconda.com: 443  (host-any-anaconda-com)',
    ],
    [
      'a path',
      'ai/master/',
      'ai/main/',
      'changed  outbound tcp raw.githubusercontent.com: 443, path microsoft/vscode-tools-for-ai/master/azureml_remote_websocket_server/*  ->  443, path microsoft/vscode-tools-for-ai/main/azureml_remote_websocket_server/*  (host-raw-githubusercontent-com)',
    ],
    [
      'a host in the text',
      '**\\*.pythonhosted.org**',
      'le second',
      'removed  outbound tcp *.pythonhosted.org: 443  (host-any-pythonhosted-org)',
    ],
  ])('differ when %s changes', (_, from, to, line) => {
    const text = seed(SEEDS[1]);
    if (text === null) return;
    expect(text).toContain(from);
    expect(differences(text.replace(from, to), '2021-11')).toContain(line);
  });
});

describe('a page in the later style', () => {
  it('says what edition 2026-03 says, in tabs for each cloud, with source and destination, and several protocols in a cell', () => {
    expect(read(LATER).notes).toEqual([]);
    expect(differences(LATER, '2026-03')).toEqual([]);
  });

  it('makes an edition that is valid and asks for the same packets', async () => {
    const result = await parseEdition(editionYaml(read(LATER).document, 'later-style.md'), 'own.yml');
    if (!('edition' in result)) throw new Error(JSON.stringify(result.errors));
    expect(result.edition.name).toBe('imported-2026-03');
    const line = ({
      id,
      level,
      tag,
      host,
      ports,
      protocol,
      direction,
      hostIsPartOf,
      feature,
    }: ReturnType<typeof ask>[number]) =>
      JSON.stringify({ id, level, tag, host, ports, protocol, direction, hostIsPartOf, feature });
    const features = ['python', 'vscode', 'aks', 'automl', 'rstudio', 'storage-firewall', 'workspace-private-endpoint'];
    for (const cloud of [{}, { cloud: 'china' as const, region: 'chinaeast2' }]) {
      const own = requirementsFor(result.edition, { ...CONTEXT, ...cloud, hbi: true, features }, FACTS).map(line);
      const wanted = ask('2026-03', { ...cloud, hbi: true, features }).map(line);
      expect([...own].sort()).toEqual([...wanted].sort());
    }
  });

  it.each([
    [
      'a host of one cloud',
      '`*.vault.usgovcloudapi.net`',
      '`*.vault.example.us`',
      'removed  stand-in tcp *.vault.usgovcloudapi.net for AzureKeyVault: 443, in government',
    ],
    [
      'the ports of one',
      '| TCP | 443, 8787, 18881 |',
      '| TCP | 443, 8787 |',
      'changed  stand-in tcp *.instances.azureml.ms for AzureMachineLearning: 443, 8787, 18881  ->  443, 8787, in public; 443, 8787, 18881, in government and china',
    ],
    [
      'the UDP port',
      '<br>UDP: 5831',
      '',
      'removed  outbound udp AzureMachineLearning: 5831  (outbound-azure-machine-learning-udp)',
    ],
    [
      'a port under a condition',
      '443, 445\\*',
      '443',
      'changed  outbound tcp Storage.<region>: 443, 445  ->  443  (outbound-storage)',
    ],
    [
      'a public address',
      '__Only for those with a public IP address__',
      'Always',
      'changed  inbound tcp AzureMachineLearning: 44224, when compute-public-ip  ->  44224  (inbound-azure-machine-learning)',
    ],
  ])('differs when %s changes', (_, from, to, line) => {
    expect(LATER).toContain(from);
    expect(differences(LATER.replace(from, to), '2026-03')).toContain(line);
  });
});

describe('the languages of Microsoft Learn', () => {
  /** A page that says what an edition says. */
  const page = (own: Edition, words: Words): string => {
    const tags = own.rows.filter(({ tag, feature }) => tag !== null && feature === null);
    const hosts = own.rows.filter(({ host, feature }) => host !== null && feature !== 'aks' && feature !== 'automl');
    const ports = (row: Row) =>
      [...row.ports, ...row.extraPorts.flatMap((extra) => extra.ports)]
        .map(({ low, high }) => (low === high ? low : `${low}-${high}`))
        .join(', ');
    const says = (row: Row) =>
      [
        ...(row.when.includes('hbi') ? ['[hbi_workspace](/x%28y%29#z)'] : []),
        ...(row.when.includes('compute-public-ip') ? [words.publicIp] : []),
        ...(row.when.includes('private-endpoint') ? [words.privateEndpoint] : []),
        ...(row.when.includes('azure-monitor') ? [words.privateLink] : []),
      ].join(' ');
    const line = (row: Row) => {
      const china = row.clouds.includes('china') ? '' : `<br>${words.notInChina}`;
      const direction = row.direction === 'inbound' ? words.inbound : words.outbound;
      return `| ${direction} | ${row.protocol === 'udp' ? 'UDP ' : ''}${ports(row)} | ${row.tag?.replace('<region>', 'region')}${china} | ${says(row)} |`;
    };
    return [
      `| ${words.direction} | ${words.ports} | ${words.tag} | ${words.purpose} |`,
      '| --- |:---:| --- | --- |',
      ...tags.map(line),
      '',
      `| ${words.host} | ${words.purpose} |`,
      '| --- | --- |',
      ...hosts.map(
        ({ host, urlPath }) =>
          `| **${host?.replace('*', '\\*')}${urlPath === null ? '' : `/${urlPath.replace('*', '\\*')}`}** | – |`,
      ),
    ].join('\n');
  };

  const ofOthers = /\(host-kubernetes-|\(host-automl|\(host-aka-ms\)|\(inbound-vscode-server\)/;

  it.each(Object.entries(LANGUAGES))('%s is read', (_, words) => {
    for (const name of ['2021-11', '2026-03']) {
      const text = page(edition(name), words);
      expect(read(text).notes).toEqual([]);
      expect(differences(text, name).filter((line) => !ofOthers.test(line))).toEqual([]);
    }
  });

  it('says the same thing however the letters are encoded (NFD, full width)', () => {
    const french = page(edition('2021-11'), LANGUAGES['French'] ?? (undefined as never));
    expect(read(french.normalize('NFD')).document).toEqual(read(french).document);
    expect(rows('| 方向 | ポート | タグ |', '|-|-|-|', '| 受信 | ４４２２４ | AzureMachineLearning |')).toEqual([
      'inbound tcp 44224 AzureMachineLearning',
    ]);
  });
});

describe('cells', () => {
  it.each([
    ['443', ['tcp 443']],
    ['80, 443', ['tcp 80,443']],
    ['TCP: 443', ['tcp 443']],
    ['TCP 443, 8787, 18881 UDP: 5831', ['tcp 443,8787,18881', 'udp 5831']],
    ['443, 8787, 18881<br>UDP: 5831', ['tcp 443,8787,18881', 'udp 5831']],
    ['443/TCP, 5831/UDP', ['tcp 443', 'udp 5831']],
    ['443 (TCP)', ['tcp 443']],
    ['TCP/UDP: 443', ['tcp 443', 'udp 443']],
    ['ANY: 443', ['tcp 443', 'udp 443']],
    ['HTTPS:443', ['tcp 443']],
    ['29876 - 29877', ['tcp 29876-29877']],
    ['29876–29877', ['tcp 29876-29877']],
    ['443, 8080<sup>1</sup>', ['tcp 443,8080']],
    ['80 및 443', ['tcp 80,443']],
    ['80、443', ['tcp 80,443']],
  ])('reads the ports %j', (ports, expected) => {
    expect(rows('| Tag | Ports |', '|-|-|', `| Storage | ${ports} |`)).toEqual(
      expected.map((one) => `outbound ${one} Storage`),
    );
  });

  it('reads directions in the cell of ports, before the table and above it', () => {
    expect(
      rows(
        '| Tag | Ports |',
        '|-|-|',
        '| Storage | Outbound TCP 443, 8787, 18881 UDP: 5831 |',
        '| Storage | Inbound 80 |',
      ),
    ).toEqual(['outbound tcp 443,8787,18881 Storage', 'outbound udp 5831 Storage', 'inbound tcp 80 Storage']);
    expect(rows('__Inbound traffic__:', '', '| Tag | Ports |', '|-|-|', '| Storage | 443 |')).toEqual([
      'inbound tcp 443 Storage',
    ]);
    expect(
      rows(
        '## Eingehend',
        'Text.',
        '',
        '| Tag | Ports |',
        '|-|-|',
        '| Storage | 443 |',
        '# Mehr',
        '| Tag | Ports |',
        '|-|-|',
        '| Sql | 443 |',
      ),
    ).toEqual(['inbound tcp 443 Storage', 'outbound tcp 443 Sql']);
  });

  it.each([
    ['Keyvault.region', 'AzureKeyVault.<region>'],
    ['`KeyVault.<region>`', 'AzureKeyVault.<region>'],
    ['Storage.[your-region]', 'Storage.<region>'],
    ['Storage.région', 'Storage.<region>'],
    ['ContainerRegistry.&lt;region&gt;', 'AzureContainerRegistry.<region>'],
    ['Frontdoor.FirstParty', 'AzureFrontDoor.FirstParty public'],
    ['**AzureMonitor**', 'AzureMonitor'],
    ['INTERNET', 'Internet'],
  ])('reads the tag %s under Azure’s own name (T6)', (written, tag) => {
    expect(rows('| Tag | Ports |', '|-|-|', '| Sql | 1433 |', `| ${written} | 443 |`)[1]).toBe(
      `outbound tcp 443 ${tag}`,
    );
  });

  it.each([
    ['*.contoso.com', ['*.contoso.com']],
    ['**\\*.contoso.com**', ['*.contoso.com']],
    ['`*.contoso.com`', ['*.contoso.com']],
    ['***.contoso.com**', ['*.contoso.com']],
    ['*.contoso.com<br>*.fabrikam.com', ['*.contoso.com', '*.fabrikam.com']],
    ['*contoso.com*', ['contoso.com']],
    ['[contoso.com](https://fabrikam.com/a_(b))', ['contoso.com']],
    ['<https://contoso.com/a/*>', ['contoso.com/a/*']],
    ['contoso.com, fabrikam.com', ['contoso.com', 'fabrikam.com']],
    ['&lt;region&gt;.contoso.com', ['<region>.contoso.com']],
    ['`<your storage account>.blob.contoso.com`', ['<storage>.blob.contoso.com']],
    ['CONTOSO.COM.', ['contoso.com']],
    ['a.contoso.com<!-- b.contoso.com -->', ['a.contoso.com']],
    ['contoso.com:8443', ['contoso.com']],
  ])('reads the hosts %s', (written, hosts) => {
    const port = written.endsWith(':8443') ? '8443' : '443';
    expect(rows('| Host | Purpose |', '|-|-|', '| sample.org | x |', `| ${written} | x |`).slice(1)).toEqual(
      hosts.map((host) => `outbound tcp ${port} ${host}`),
    );
  });

  it('knows which tag a host that is new belongs to, and recommends what nobody knows', () => {
    const { document } = read('| Host | Purpose |\n|-|-|\n| new.blob.core.windows.net | x |\n| example.com | A use. |');
    expect(document.rows).toMatchObject([
      { id: 'host-new-blob-core-windows-net', level: 'recommended', partOf: 'Storage.<region>' },
      { id: 'host-example-com', level: 'recommended', purpose: 'A use.' },
    ]);
  });

  it('reads columns of clouds', () => {
    expect(
      rows(
        '| For | Azure public | Azure Government | Azure China 21Vianet |',
        '|-|-|-|-|',
        '| x | a.example.com | a.example.us | None |',
      ),
    ).toEqual(['outbound tcp 443 a.example.com public', 'outbound tcp 443 a.example.us government']);
  });
});

describe('what is not understood', () => {
  const notes = (...lines: readonly string[]) => {
    const result = importDocument(lines.join('\n'));
    return result.notes.map(({ line, severity, message }) => `${line} ${severity} ${message}`);
  };
  const GOOD = ['| Tag | Ports |', '|-|-|', '| Storage | 443 |', ''];

  it('is said with the header of the table', () => {
    expect(notes(...GOOD, '| Region | Zones |', '|-|-|', '| West | 3 |')).toContain(
      '5 warning a table is not understood: no column has service tags beside ports, and none has hosts; its header is "Region | Zones"',
    );
    expect(notes(...GOOD, '| **Empty** | B |', '|-|-|')).toContain(
      '5 warning a table is not understood: it has no rows; its header is "Empty | B"',
    );
    expect(notes(...GOOD, '| A | B | C |', '|-|-|', '| 1 | 2 |')).toContain(
      '5 warning a table is not understood: its header and the line below have different numbers of columns; its header is "| A | B | C |"',
    );
    expect(notes(...GOOD, '<table><tr><th>Host</th></tr>', '<tr><td>example.com</td></tr></table>').join()).toContain(
      '5 warning a table written in HTML is not read: "Host example.com"',
    );
  });

  it.each([
    ['| Storage | soon |', 'it has no ports'],
    ['| Storage | 70000 |', 'it has no ports'],
    ['| Storage | 443-80 |', 'it has no ports'],
    ['| all of them, please | 443 |', '"all of them, please" is no service tag'],
    ['| Storage<br>example | 443 |', '"example" is no service tag'],
  ])('is said with the row %s', (row, why) => {
    const lines = ['| Tag | Ports |', '|-|-|', '| Storage | 443 |', '| Sql | 1433 |', row];
    expect(notes(...lines).join('\n')).toContain(`5 warning a row is not understood: ${why}; it is `);
    expect(rows(...lines)).toHaveLength(2);
  });

  it.each([['*.*.example.com'], ['a.*.example.com'], ['<name>.example.com'], ['10.0.0.0/8'], ['everything']])(
    'is said with the host %s',
    (host) => {
      expect(
        notes('| Host | Purpose |', '|-|-|', '| a.com | x |', '| b.com | x |', `| ${host} | x |`).join('\n'),
      ).toMatch(/^5 warning a row is not understood: /);
    },
  );

  it('is said of files that a page includes, of blocks without an end, and of China', () => {
    expect(notes(...GOOD, '[!INCLUDE [hosts](../includes/hosts.md)]').join()).toContain(
      '5 note includes another file, which is not read here',
    );
    expect(notes(...GOOD, '```', ...GOOD).join()).toContain('5 warning a block of code that begins here has no end');
    expect(notes(...GOOD, '<!--', ...GOOD).join()).toContain('5 warning a comment that begins here has no end');
    expect(notes('| Tag | Ports | Why |', '|-|-|-|', '| Sql | 443 | In China too. |').join()).toContain(
      '3 note a row speaks of China',
    );
    expect(notes(...GOOD)).toEqual([
      '1 note a table does not say in which direction; it is taken as outbound; its header is "Tag | Ports"',
    ]);
  });

  it('is the whole document where nothing is', () => {
    expect(importDocument('')).toMatchObject({ error: expect.stringContaining('it has no Markdown table at all') });
    expect(importDocument('| A |\n|-|\n| b |')).toMatchObject({
      error: 'has no table of requirements that is understood',
      notes: [{ line: 1 }],
    });
    expect(importDocument('a\0b')).toMatchObject({ error: expect.stringContaining('NUL') });
    expect(importDocument('x'.repeat(1_000_001))).toMatchObject({ error: expect.stringContaining('longer than') });
  });

  it('has nothing to do with tables that are code or comments', () => {
    expect(
      rows('~~~', ...GOOD, '~~~', '<!-- ', ...GOOD, '-->', '> | Host | Purpose |', '> |-|-|', '> | a.com | x |'),
    ).toEqual(['outbound tcp 443 a.com']);
  });
});
