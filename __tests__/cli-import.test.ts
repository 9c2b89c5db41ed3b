/** `import DOC.md`: what is printed where, and the exit status. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { type CliIo, run } from '../src/cli.js';
import { parseEdition } from '../src/requirements/validate.js';
import { sharedFile } from './shared.js';

const PAGE = `---
ms.date: 11/05/2021
---
| Direction | Ports | Service tag | Purpose |
| --- | --- | --- | --- |
| Outbound | 443 | Storage.region | Data. |
| Inbound | 44224 | AzureMachineLearning | Managing. |

| Host name | Purpose |
| --- | --- |
| pypi.org | Packages. |
`;

const OWN = `edition: ours
rows:
  - { id: data, tag: Storage.<region>, ports: [443], purpose: Data. }
  - { id: manage, direction: inbound, tag: AzureMachineLearning, ports: [44224], purpose: Managing. }
  - { id: index, host: pypi.org, ports: [443], purpose: Packages. }
`;

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'import-'));
  writeFileSync(path.join(cwd, 'page.md'), PAGE);
  writeFileSync(path.join(cwd, 'own.yml'), OWN);
  writeFileSync(path.join(cwd, 'odd.md'), `${PAGE}\n| Region | Zones |\n|-|-|\n| \u001b[31mWest ::error::x | 3 |\n`);
  writeFileSync(path.join(cwd, 'none.md'), '# Nothing\n');
  writeFileSync(path.join(cwd, 'wide.md'), Buffer.from(`\ufeff${PAGE}`, 'utf16le'));
  writeFileSync(path.join(cwd, 'large.md'), 'x'.repeat(5 * 1024 * 1024));
  writeFileSync(path.join(cwd, 'noise.md'), Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 37) % 256)));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function cli(
  ...argv: readonly string[]
): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  const text = { out: '', err: '' };
  const stream = (to: 'out' | 'err'): CliIo['stdout'] => ({
    write: (chunk, done) => {
      text[to] += chunk;
      done();
    },
    once: () => undefined,
    off: () => undefined,
  });
  const status = await run(argv, { stdout: stream('out'), stderr: stream('err'), env: {}, cwd, platform: 'linux' });
  return { status, ...text };
}

describe('import', () => {
  it('prints an edition that --edition takes', async () => {
    const { status, out, err } = await cli('import', 'page.md');
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('# Read from page.md');
    const read = await parseEdition(out, 'out.yml');
    expect('edition' in read && read.edition.name).toBe('imported-2021-11');
    expect('edition' in read && read.edition.rows.filter(({ feature }) => feature !== 'aks')).toHaveLength(3);
  });

  it('prints JSON and text of the same', async () => {
    const [yaml, json, text] = await Promise.all(
      ['yaml', 'json', 'text'].map((format) => cli('import', 'page.md', '--format', format)),
    );
    expect(JSON.parse(json?.out ?? '')).toEqual(parse(yaml?.out ?? ''));
    expect(text?.out.split('\n')).toEqual([
      'inbound tcp AzureMachineLearning: 44224  (inbound-azure-machine-learning)',
      'outbound tcp Storage.<region>: 443  (outbound-storage)',
      'outbound tcp pypi.org: 443  (host-pypi-org)',
      '',
    ]);
  });

  it('writes to a file', async () => {
    expect(await cli('import', 'page.md', '--output', 'new/out.yml')).toEqual({ status: 0, out: '', err: '' });
    expect(readFileSync(path.join(cwd, 'new/out.yml'), 'utf8')).toContain('edition: imported-2021-11');
    expect(await cli('import', 'page.md', '--compare', 'new/out.yml')).toMatchObject({ status: 0 });
  });

  it('reads UTF-16 and a byte order mark', async () => {
    expect((await cli('import', 'wide.md', '--format', 'json')).out).toBe(
      (await cli('import', 'page.md', '--format', 'json')).out,
    );
  });

  it('says that there is no difference, or prints one line for each and exits 1', async () => {
    expect(await cli('import', 'page.md', '--compare', 'own.yml')).toEqual({
      status: 0,
      out: 'no difference to edition ours\n',
      err: '',
    });
    const { status, out } = await cli('import', 'page.md', '--compare', '2021-11');
    expect(status).toBe(1);
    expect(out.split('\n').filter((line) => !line.startsWith('removed '))).toEqual(['']);
    expect(out).toContain('removed  outbound tcp AzureKeyVault.<region>: 443, when hbi  (outbound-azure-key-vault)\n');
    writeFileSync(
      path.join(cwd, 'other.yml'),
      OWN.replace('443', '445')
        .replace('44224', '44225')
        .replace(/ {2}- \{ id: index.*\n/, ''),
    );
    const other = await cli('import', 'page.md', '--compare', 'other.yml');
    expect(other).toMatchObject({ status: 1 });
    expect(other.out).toBe(
      'changed  inbound tcp AzureMachineLearning: 44225  ->  44224  (manage)\nchanged  outbound tcp Storage.<region>: 445  ->  443  (data)\nadded    outbound tcp pypi.org: 443  (host-pypi-org)\n',
    );
    const json = await cli('import', 'page.md', '--compare', 'other.yml', '--format', 'json');
    expect(JSON.parse(json.out)).toEqual(
      parse((await cli('import', 'page.md', '--compare', 'other.yml', '--format', 'yaml')).out),
    );
    expect(JSON.parse(json.out)[2]).toEqual({
      kind: 'added',
      requirement: 'outbound tcp pypi.org',
      row: 'host-pypi-org',
      before: '',
      after: '443',
    });
  });

  it.each(['seeds/000_54d7de25b2a88176.txt', 'seeds/002_0bf239d6f6bb9ed1.txt'])(
    'finds no difference between %s and 2021-11',
    async (name) => {
      const file = sharedFile(name);
      if (file === null) return;
      expect(await cli('import', file, '--compare', '2021-11')).toEqual({
        status: 0,
        out: 'no difference to edition 2021-11\n',
        err: '',
      });
    },
  );

  it('tells what it does not understand on standard error, harmless', async () => {
    const { status, out, err } = await cli('import', 'odd.md', '--compare', 'own.yml');
    expect([status, out]).toEqual([0, 'no difference to edition ours\n']);
    expect(err).toBe(
      'odd.md:13: warning: a table is not understood: no column has service tags beside ports, and none has hosts; its header is "Region | Zones"\n',
    );
  });

  it.each([
    [[], 2, 'import needs a document'],
    [['a.md', 'b.md'], 2, 'import reads one document, and b.md is another'],
    [['page.md', '--format', 'xml'], 2, '--format xml is not one of yaml, json, text'],
    [['page.md', '--compare', '2021-12'], 2, 'there is no edition "2021-12"; did you mean "2021-11"?'],
    [['page.md', '--compare', 'missing.yml'], 2, 'missing.yml: the edition file cannot be read'],
    [['page.md', '--compare', 'page.md'], 2, 'there is no edition "page.md"'],
    [['missing.md'], 3, 'missing.md: there is no such file'],
    [['.'], 3, '.: this is a folder'],
    [['none.md'], 3, 'none.md: has no table of requirements that is understood: it has no Markdown table at all'],
    [['large.md'], 3, 'large.md: is larger than 4 MiB'],
    [['noise.md'], 3, 'noise.md: '],
  ])('fails for %j with status %d', async (words, status, message) => {
    const run = await cli('import', ...words);
    expect([run.status, run.out]).toEqual([status, '']);
    expect(run.err).toContain(message);
    expect(run.err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('has a help', async () => {
    expect(await cli('import', '--help')).toMatchObject({
      status: 0,
      out: expect.stringContaining('--compare EDITION'),
    });
  });
});
