/** `explain` from the command line to the drawing, on a plan of a hub and its spoke; the drawings are committed beside it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { run } from '../src/cli.js';
import type { Report } from '../src/report/report.js';
import { golden } from './report/golden.js';
import { sharedFile } from './shared.js';

const hub = new URL('./explain/fixtures/hub/', import.meta.url);
const cwd = fileURLToPath(hub);
const TRAINING = 'azurerm_subnet.training';
const LAB = 'azurerm_subnet.lab';
const MANAGED = 'azurerm_machine_learning_workspace.managed';

interface Run {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

const explain = (...argv: readonly string[]): Promise<Run> => command('explain', ...argv);

async function command(...argv: readonly string[]): Promise<Run> {
  const text = { out: '', err: '' };
  const stream = (to: 'out' | 'err') => ({
    write: (chunk: string, done: () => void) => {
      text[to] += chunk;
      done();
    },
    once: () => undefined,
    off: () => undefined,
  });
  const io = { stdout: stream('out'), stderr: stream('err'), env: {}, cwd, platform: 'linux' };
  const status = await run(argv, io);
  return { status, ...text };
}

const to = (scope: string, target: string, ...more: readonly string[]): Promise<Run> =>
  explain('plan.json', '--scope', scope, '--to', target, ...more);

describe('a drawing', () => {
  it.each([
    [
      'past-and-through',
      TRAINING,
      'BatchNodeManagement',
      1,
      'a regional tag route takes a part past the firewall (R2)',
    ],
    ['network-rule', TRAINING, 'AzureActiveDirectory', 0, 'a network rule allows the tag (F2)'],
    ['application-rule', TRAINING, 'repo.anaconda.com', 0, 'an application rule allows the host (F8)'],
    ['some-hosts', TRAINING, 'Storage.WestEurope', 1, 'only some of the hosts that stand in are allowed'],
    ['dropped', TRAINING, 'AzureMonitor', 1, 'next hop None drops it (R4)'],
    ['no-way-out', LAB, 'keyvault.westeurope', 1, 'the group allows it and nothing leads out (R9)'],
    ['two-ends', LAB, 'AzureActiveDirectory', 1, 'a part is outside of AzureCloud and denied (T3)'],
    ['within', LAB, 'VirtualNetwork', 0, 'the network itself needs no way out'],
    ['approved-host', MANAGED, 'pypi.org', 0, 'an outbound rule approves the host (M2)'],
    ['approved-tag', MANAGED, 'Storage.westeurope', 0, 'the service approves a tag of the edition (M1)'],
    ['not-approved', MANAGED, 'Sql', 1, 'the service approves no other tag (M1)'],
  ])('%s is what is committed', async (name, scope, target, status, _why) => {
    const { out, err, ...ended } = await to(scope, target);
    expect(err).toBe('');
    expect(out).toBe(golden(`${name}.txt`, out, hub));
    expect(ended.status).toBe(status);
  });

  it.each(['ko', 'fr'])('speaks %s', async (language) => {
    const { out } = await to(LAB, 'AzureActiveDirectory', '--language', language);
    expect(out).toBe(golden(`two-ends.${language}.txt`, out, hub));
  });

  it('is made for each scope where several are meant, in the order of check', async () => {
    const all = await explain('plan.json', '--to', 'pypi.org');
    expect(all.out.match(/^\S.* · \S.*$/gm)?.map((line) => line.split(' ')[0])).toEqual([LAB, TRAINING, MANAGED]);
    expect(all.status).toBe(1);
    const subnets = await to('azurerm_subnet.?[ar]*', 'pypi.org');
    expect(subnets.err).toContain('scope azurerm_subnet.?[ar]* is no subnet');
    const some = await to('azurerm_subnet.*', 'pypi.org');
    expect(some.out).not.toContain(MANAGED);
  });

  it('says the same with colours', async () => {
    const plain = await to(TRAINING, 'BatchNodeManagement');
    const coloured = await to(TRAINING, 'BatchNodeManagement', '--color', 'always');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes are what is looked for
    const bare = coloured.out.replace(/\u001b\[\d+m/g, '');
    expect(coloured.out).not.toBe(plain.out);
    expect(bare).toBe(plain.out);
  });
});

describe('the destination', () => {
  it.each([
    ['AzureMachineLearning:5831/udp', 'outbound UDP 5831', 'AzureMachineLearning:5831/udp'],
    ['machinelearning', 'outbound TCP 443', 'AzureMachineLearning:443'],
    ['PyPI.org:80', 'outbound TCP 80', 'pypi.org:80'],
  ])('%s is understood', async (target, traffic, written) => {
    expect((await to(TRAINING, target)).out).toContain(traffic);
    const { out } = await to(TRAINING, target, '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, explanations: [{ scope: TRAINING, to: written }] });
  });

  it.each([
    [['--to', 'Storag'], 'there is no service tag "Storag"; did you mean Storage?'],
    [['--to', 'https://pypi.org/'], 'is no host name'],
    [[], 'explain needs a destination'],
    [['--to', 'pypi.org', '--to', 'Storage'], '--to is given more than once'],
    [['--to', 'pypi.org', '--scope', 'azurerm_subnet.none'], 'scope azurerm_subnet.none is no subnet'],
    [['--to', 'pypi.org', '--fail-on', 'never'], 'there is no flag --fail-on'],
    [['--to', 'pypi.org', '--format', 'markdown'], '--format markdown is not one of text, json'],
  ])('is refused with status 2 and one line for %j', async (argv, message) => {
    const { status, out, err } = await explain('plan.json', ...argv);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).toMatch(/^[^\n]+\n$/);
  });

  it('needs a file, and one that can be read', async () => {
    expect(await explain('--to', 'pypi.org')).toMatchObject({
      status: 2,
      err: expect.stringContaining('needs a file'),
    });
    expect((await explain('none.json', '--to', 'pypi.org')).status).toBe(3);
  });
});

describe('the facts as JSON', () => {
  it('are those of check for whatever both are asked', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'explain-')), 'report.json');
    try {
      await command('check', 'plan.json', '--format', 'json', '-o', file);
      const report = JSON.parse(readFileSync(file, 'utf8')) as Pick<Report, 'findings'>;
      const asked = report.findings.filter(({ direction, ports }) => direction === 'outbound' && ports.length === 1);
      expect(asked.length).toBeGreaterThan(60);
      for (const { scope, tag, host, ports, protocol, verdict, path: steps, explanation, uncovered } of asked) {
        const { out } = await to(scope, `${tag ?? host}:${ports[0]}/${protocol}`, '--format', 'json');
        const [only] = (JSON.parse(out) as { explanations: readonly unknown[] }).explanations;
        expect(only).toMatchObject({ verdict, path: steps, explanation, uncovered });
      }
    } finally {
      rmSync(path.dirname(file), { recursive: true, force: true });
    }
  });

  it('are those of the report: verdict, path, explanation and what is not allowed', async () => {
    const { out, status } = await to(TRAINING, 'BatchNodeManagement', '--format', 'json');
    const [only, ...others] = (JSON.parse(out) as { explanations: readonly Record<string, unknown>[] }).explanations;
    expect(others).toEqual([]);
    expect(Object.keys(only ?? {})).toEqual(['scope', 'to', 'verdict', 'path', 'explanation', 'uncovered']);
    expect(only).toMatchObject({
      verdict: 'partial',
      path: [
        { leg: 'route', rule: 'batch', nextHop: 'Internet', part: 'BatchNodeManagement in westeurope' },
        { leg: 'route', rule: 'default', part: 'BatchNodeManagement outside westeurope' },
        { leg: 'firewall', resource: 'azurerm_firewall.hub', action: 'deny' },
        { leg: 'way-out' },
      ],
      uncovered: [{ ports: ['443'], note: 'BatchNodeManagement outside westeurope' }],
    });
    expect(status).toBe(1);
  });

  it('can be written to a file', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'explain-'));
    try {
      const file = path.join(folder, 'new/path.json');
      const { out, status } = await to(LAB, 'VirtualNetwork', '--format', 'json', '-o', file);
      expect([out, status]).toEqual(['', 0]);
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ explanations: [{ verdict: 'met' }] });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const tags = sharedFile('service-tags/ServiceTags_Public_20251117.json');
(tags === null ? it.skip : it)(
  `with service-tag data names the prefixes of each part${tags === null ? ' (skipped: ../shared is absent)' : ''}`,
  async () => {
    const { out } = await to(LAB, 'AzureActiveDirectory', '--service-tags', tags ?? '');
    expect(out).toMatch(/├─ \d+\.\d+\.\d+\.\d+\/\d+, \S+, \S+ \(\d+\)/);
    expect(out).not.toContain('inside AzureCloud');
  },
);
