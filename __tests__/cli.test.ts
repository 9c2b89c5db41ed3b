/** The command line: words in; standard output, standard error and an exit status out. The pipeline is stood in for. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Check, CheckIo } from '../src/check-options.js';
import { type CliIo, run } from '../src/cli.js';
import type { Report } from '../src/report/report.js';
import { ConfigurationError, type Settings } from '../src/settings/settings.js';
import { SETTINGS } from '../src/settings/table.js';
import { InputError } from '../src/sources/source.js';
import { VERSION } from '../src/version.js';
import { gapReport } from './reports.js';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'cli-'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

interface Run {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  readonly settings: Settings | null;
  readonly io: CheckIo | null;
}

interface Options {
  readonly check?: Check;
  readonly report?: Report;
  readonly env?: CliIo['env'];
  readonly terminal?: boolean;
  readonly outFails?: string;
}

async function cli(argv: readonly string[], options: Options = {}): Promise<Run> {
  const seen: { settings: Settings | null; io: CheckIo | null } = { settings: null, io: null };
  const text = { out: '', err: '' };
  const stream = (to: 'out' | 'err', fails?: string): CliIo['stdout'] => ({
    write: (chunk, done) => {
      if (fails !== undefined) return done(Object.assign(new Error(`write ${fails}`), { code: fails }));
      text[to] += chunk;
      done();
    },
    once: () => undefined,
    off: () => undefined,
    isTTY: options.terminal === true,
    columns: 70,
  });
  const check: Check =
    options.check ??
    (async (settings, io) => {
      Object.assign(seen, { settings, io });
      return { report: options.report ?? gapReport() };
    });
  const status = await run(
    argv,
    { stdout: stream('out', options.outFails), stderr: stream('err'), env: options.env ?? {}, cwd, platform: 'linux' },
    { check },
  );
  return { status, ...text, ...seen };
}

const failing =
  (error: unknown): Check =>
  async () => {
    throw error;
  };

describe('the program', () => {
  it('prints its help to standard error and fails when it is told nothing', async () => {
    expect(await cli([])).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining('Usage: azureml-network-check COMMAND'),
    });
  });

  it.each([['--help'], ['-h'], ['--help', 'none']])('prints its help for %j', async (...argv) => {
    expect(await cli(argv)).toMatchObject({ status: 0, err: '', out: expect.stringContaining('  check    ') });
  });

  it('prints its version, which is that of package.json', async () => {
    const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(manifest).toMatchObject({ version: VERSION });
    for (const argv of [['--version'], ['check', '--version'], ['check', 'x.json', '--version', '--color', 'never']])
      expect(await cli(argv)).toMatchObject({ status: 0, out: `${VERSION}\n`, err: '' });
  });

  it.each([
    [['chek', 'x.json'], '; did you mean check?'],
    [['plan.json'], 'did you mean azureml-network-check check plan.json?'],
    [['join', 'a.json'], 'there is no command join; the commands are: check'],
    [['--verbose'], 'a command is missing; the commands are: check'],
    [['__proto__'], 'there is no command __proto__'],
  ])('lists its commands for %j', async (argv, message) => {
    const { status, out, err } = await cli(argv);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err.split('\n')).toHaveLength(2);
  });
});

describe('check', () => {
  it('has a help that names every setting, with no line over 80 columns', async () => {
    const { status, out } = await cli(['check', '--help']);
    expect(status).toBe(0);
    for (const { name, group } of SETTINGS) if (group !== 'files') expect(out).toContain(`--${name} `);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('hands the files over exactly as they are written, in any place, and everything after -- as files', async () => {
    const { settings, io } = await cli(['a b.json', '--region', 'West US 2', 'check', ' x\ny ', '-', '--', '--hbi']);
    expect(settings).toBeNull();
    expect(io).toBeNull();
    const right = await cli(['check', 'a b.json', '--region', 'West US 2', ' x\ny ', '-', '--', '--hbi']);
    expect(right.settings?.files).toEqual(['a b.json', ' x\ny ', '-', '--hbi']);
    expect(right.settings?.region).toBe('westus2');
    expect(right.io).toEqual({ cwd, within: null });
  });

  it('takes flags before the command too', async () => {
    expect((await cli(['--hbi', 'true', 'check', 'x.json'])).settings).toMatchObject({ hbi: true, files: ['x.json'] });
  });

  it('joins the lists of repeated flags, and lets the last of other flags count', async () => {
    const argv = [
      '--features',
      'python,r',
      '--features=aks',
      '--context-files',
      'a\nb',
      '--hbi',
      'true',
      '--hbi=false',
    ];
    expect((await cli(['check', 'x.json', ...argv])).settings).toMatchObject({
      features: ['python', 'r', 'aks'],
      contextFiles: ['a', 'b'],
      hbi: false,
    });
  });

  it.each([
    [['--regoin', 'westus'], 'there is no flag --regoin; did you mean --region?'],
    [['--zzzzzzzzz'], 'there is no flag --zzzzzzzzz; --help lists the flags'],
    [['-x'], 'there is no flag -x; --help'],
    [['--__proto__=x'], 'there is no flag --__proto__'],
    [['--region'], '--region needs a value: --region REGION'],
    [['--region='], '--region needs a value'],
    [['--region', ''], '--region needs a value'],
    [['--region', '--hbi', 'true'], '--region needs a value'],
    [['--verbose=yes'], '--verbose takes no value'],
    [['--region', 'westeurop'], 'region westeurop is not an Azure region; did you mean westeurope?'],
    [['--fail-on', 'requird'], 'did you mean required?'],
    [['--format', 'jsn'], '--format jsn is not one of text, json, markdown, sarif, html; did you mean json?'],
    [['--color', 'sometimes'], '--color sometimes is not one of auto, always, never'],
    [['--config', 'none.yml'], 'none.yml: there is no such configuration file'],
    [['--github-token', 'x'], 'there is no flag --github-token'],
  ])('refuses %j with status 2 and one line', async (argv, message) => {
    const { status, out, err, settings } = await cli(['check', 'x.json', ...argv]);
    expect([status, out, settings]).toEqual([2, '', null]);
    expect(err).toContain(message);
    expect(err).toMatch(/^[^\n]+\n$/);
  });

  it('needs a file, which may come from the configuration file', async () => {
    expect(await cli(['check'])).toMatchObject({ status: 2, err: expect.stringContaining('check needs a file') });
    writeFileSync(path.join(cwd, 'c.yml'), 'files: [a.json]\nhbi: true\n');
    expect((await cli(['check', '--config', 'c.yml'])).settings?.files).toEqual(['a.json']);
    expect((await cli(['check', 'b.json', '--config', 'c.yml'])).settings).toMatchObject({
      files: ['b.json'],
      hbi: true,
    });
  });

  it('tells where the configuration file is wrong', async () => {
    writeFileSync(path.join(cwd, 'wrong.yml'), 'hbi: true\nregoin: westus\n');
    expect((await cli(['check', 'x', '--config', 'wrong.yml'])).err).toBe(
      'wrong.yml:2:1: there is no setting "regoin"; did you mean region?\n',
    );
  });

  it.each([
    ['a place', new InputError('is not JSON', 'a.json', { line: 3, column: 7 }), 3, 'a.json:3:7: is not JSON\n'],
    ['standard input', new InputError('is empty', '-'), 3, 'standard input: is empty\n'],
    ['no file', new ConfigurationError('edition x is unknown'), 2, 'azureml-network-check: edition x is unknown\n'],
    [
      'a hostile name',
      new InputError('is not JSON', '\u001b[2J\u202e\r\nx.json'),
      3,
      `${String.raw`\u001b[2J\u202e x.json: is not JSON`}\n`,
    ],
  ])('ends an error with %s in one line', async (_, error, status, err) => {
    expect(await cli(['check', 'x'], { check: failing(error) })).toEqual({
      status,
      out: '',
      err,
      settings: null,
      io: null,
    });
  });

  it('tells everything that a compiler has found, each with its place', async () => {
    const others = [new InputError('x is not defined', 'modules/b.bicep', { line: 9, column: 1 })];
    const error = new InputError('expected "="', 'a.bicep', { line: 3, column: 7 }, others);
    expect(await cli(['check', 'x'], { check: failing(error) })).toMatchObject({
      status: 3,
      err: 'a.bicep:3:7: expected "="\nmodules/b.bicep:9:1: x is not defined\n',
    });
    const many = new InputError('first', 'a.bicep', null, new Array(30).fill(error) as InputError[]);
    const { err } = await cli(['check', 'x'], { check: failing(many) });
    expect(err.split('\n')).toHaveLength(23);
    expect(err).toContain('and 10 more errors');
  });

  it('asks to report what nobody foresaw, with the stack only on demand', async () => {
    const check = failing(new TypeError('x is not a function\n    at secret place'));
    const { status, err } = await cli(['check', 'x'], { check });
    expect(status).toBe(3);
    expect(err).toMatch(
      /^azureml-network-check: a fault of this tool, [^\n]*x is not a function; please report it[^\n]*\n$/,
    );
    const debug = await cli(['check', 'x'], { check, env: { AZUREML_NETWORK_CHECK_DEBUG: '1' } });
    expect(debug.err).toContain('cli.test');
    expect((await cli(['check', 'x'], { check: failing('text') })).status).toBe(3);
  });

  it('ends with 1 for gaps, and with 0 where nothing counts them', async () => {
    expect((await cli(['check', 'x'])).status).toBe(1);
    expect((await cli(['check', 'x', '--fail-on', 'never'])).status).toBe(0);
    expect((await cli(['check', 'x'], { report: { ...gapReport(), findings: [] } })).status).toBe(0);
  });

  it('prints JSON that reads as the report', async () => {
    const { out } = await cli(['check', 'x', '--format', 'json']);
    expect(JSON.parse(out)).toEqual(gapReport());
    expect(out.endsWith('}\n')).toBe(true);
  });

  it('prints text by default, coloured on a terminal alone', async () => {
    const colour = '\u001b[';
    expect((await cli(['check', 'x'])).out).toContain('Storage.westus2');
    expect((await cli(['check', 'x'])).out).not.toContain(colour);
    expect((await cli(['check', 'x'], { terminal: true })).out).toContain(colour);
    expect((await cli(['check', 'x'], { terminal: true, env: { NO_COLOR: '1' } })).out).not.toContain(colour);
    expect((await cli(['check', 'x'], { terminal: true, env: { TERM: 'dumb' } })).out).not.toContain(colour);
    expect((await cli(['check', 'x', '--color', 'never'], { terminal: true })).out).not.toContain(colour);
    expect((await cli(['check', 'x', '--color=always'])).out).toContain(colour);
    expect((await cli(['check', 'x'], { env: { FORCE_COLOR: '1' } })).out).toContain(colour);
  });

  it('keeps to ASCII on a terminal whose locale is not UTF-8', async () => {
    const isAscii = (text: string): boolean => [...text].every((character) => character.charCodeAt(0) < 128);
    const options = { terminal: true, env: { NO_COLOR: '1' } };
    expect(isAscii((await cli(['check', 'x'], options)).out)).toBe(true);
    const utf8 = { ...options, env: { ...options.env, LANG: 'en_US.UTF-8' } };
    expect(isAscii((await cli(['check', 'x'], utf8)).out)).toBe(false);
  });

  it('prints markdown, and speaks the language that is asked for', async () => {
    expect((await cli(['check', 'x', '--format', 'markdown'])).out).toMatch(/^#/);
    expect((await cli(['check', 'x', '--language', 'ko'])).out).toMatch(/\p{Script=Hangul}/u);
  });

  it('writes to a file, whose folders it makes, and then prints nothing', async () => {
    const { status, out, err } = await cli([
      'check',
      'x',
      '--format',
      'json',
      '-o',
      'new/folder/r.json',
      '--report-file',
      'copy.json',
    ]);
    expect([status, out, err]).toEqual([1, '', '']);
    const written = readFileSync(path.join(cwd, 'new/folder/r.json'), 'utf8');
    expect(JSON.parse(written)).toEqual(gapReport());
    expect(readFileSync(path.join(cwd, 'copy.json'), 'utf8')).toBe(written);
  });

  it('says that a report cannot be written', async () => {
    writeFileSync(path.join(cwd, 'file'), '');
    expect(await cli(['check', 'x', '--output', 'file/below.json'])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^file\/below\.json: the report cannot be written there \((ENOTDIR|EEXIST)\)/),
    });
    expect(await cli(['check', 'x'], { outFails: 'ENOSPC' })).toMatchObject({
      status: 2,
      err: expect.stringContaining('standard output cannot be written to (ENOSPC)'),
    });
  });

  it('ends quietly when nobody reads on', async () => {
    expect(await cli(['check', 'x'], { outFails: 'EPIPE' })).toMatchObject({ status: 1, err: '' });
  });
});
