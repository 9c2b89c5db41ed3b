/** SARIF and HTML from both doors: as the format of the answer, and as files beside it. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run as runAction } from '../src/action.js';
import type { CliIo } from '../src/cli/terminal.js';
import { run as runCli } from '../src/cli.js';
import type { ActionCore } from '../src/github/core.js';
import { reportFiles } from '../src/report-files.js';
import { gapReport } from './reports.js';

let folder = '';
beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'files-')));
  mkdirSync(path.join(folder, 'temp'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const SARIF = '"version": "2.1.0"';
const HTML = '<!doctype html>';

async function cli(...argv: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  const text = { out: '', err: '' };
  const stream = (to: 'out' | 'err'): CliIo['stdout'] => ({
    write: (chunk, done) => {
      text[to] += chunk;
      done();
    },
    once: () => undefined,
    off: () => undefined,
  });
  const io: CliIo = { stdout: stream('out'), stderr: stream('err'), env: {}, cwd: folder, platform: 'linux' };
  const status = await runCli(argv, io, { check: async () => ({ report: gapReport() }) });
  return { status, ...text };
}

describe('the command line', () => {
  it.each([
    ['sarif', SARIF],
    ['html', HTML],
  ])('prints %s', async (format, piece) => {
    const { status, out, err } = await cli('check', 'plan.json', '--format', format);
    expect([status, err]).toEqual([1, '']);
    expect(out).toContain(piece);
    expect(out).toContain('Storage.westus2');
  });

  it('writes every file that is asked for, and prints what it prints', async () => {
    const files = ['--report-file', 'out/r.json', '--sarif-file', 'out/r.sarif', '--html-file', 'out/r.html'];
    const { status, out } = await cli('check', 'plan.json', '--language', 'fr', ...files);
    expect(status).toBe(1);
    expect(out).toContain('ÉCHEC');
    expect(read('out/r.json')).toContain('"schemaVersion": 1');
    expect(read('out/r.sarif')).toContain('"language": "fr"');
    expect(read('out/r.html')).toContain('<html lang="fr">');
  });

  it('says which file it cannot write, as a mistake of the command', async () => {
    const { status, err } = await cli('check', 'plan.json', '--html-file', 'out');
    expect(status).toBe(2);
    expect(err).toMatch(/^out: the report cannot be written there \(EISDIR\)[^\n]*\n$/);
  });
});

describe('the action', () => {
  async function act(inputs: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const failed: string[] = [];
    const nothing = (): void => undefined;
    const core: ActionCore = {
      getInput: (name) => ({ files: 'plan.json', comment: 'off', ...inputs })[name] ?? '',
      setSecret: nothing,
      setOutput: nothing,
      setFailed: (message) => void failed.push(message),
      error: nothing,
      warning: nothing,
      notice: nothing,
      info: nothing,
      summary: { addRaw: nothing, emptyBuffer: nothing, write: async () => undefined },
    };
    const env = { GITHUB_WORKSPACE: folder, RUNNER_TEMP: path.join(folder, 'temp') };
    await runAction({ core, env, check: async () => ({ report: gapReport() }) });
    return failed;
  }

  it('writes the files into the workspace and the folder for temporary files', async () => {
    const html = path.join(folder, 'temp', 'a.html');
    const failed = await act({ 'sarif-file': 'act/a.sarif', 'html-file': html, 'comment-key': 'hub' });
    // For the gap, and for nothing else.
    expect(failed).toEqual([expect.stringContaining('1 of 1 requirement is not met')]);
    expect(read('act/a.sarif')).toContain('"id": "azureml-network-check/hub/"');
    expect(read('temp/a.html')).toContain('<title>Azure Machine Learning network check (hub): fail</title>');
  });

  it('refuses a place outside before it does anything', async () => {
    expect(await act({ 'html-file': '/etc/a.html' })).toEqual([expect.stringContaining('is outside the workspace')]);
    expect(await act({ 'sarif-file': '../a.sarif' })).toEqual([expect.stringContaining('is outside the workspace')]);
    expect(existsSync(path.join(folder, '..', 'a.sarif'))).toBe(false);
  });

  it('fails where a file that was asked for cannot be written', async () => {
    expect(await act({ 'html-file': 'temp' })).toContainEqual(
      expect.stringContaining('the HTML report cannot be written there (EISDIR)'),
    );
  });
});

describe('the input that SARIF names', () => {
  const inputOf = async (files: readonly string[]): Promise<string | null> => {
    const report = gapReport();
    const bare = {
      ...report,
      scopes: report.scopes.map((scope) => ({ ...scope, location: null })),
      findings: report.findings.map((finding) => ({ ...finding, path: [] })),
    };
    const settings = {
      files,
      commentKey: '',
      language: 'en',
      reportFile: null,
      sarifFile: 'x',
      htmlFile: null,
    } as const;
    const [file] = reportFiles(bare, settings);
    return /"uri": "([^"]*)"/.exec((await file?.render()) ?? '')?.[1] ?? null;
  };

  it.each([
    [['plan.json'], 'plan.json'],
    [['-', 'a/b.json'], 'a/b.json'],
    [['*.json', 'c.json'], 'c.json'],
    [['-'], null],
    [['**/*.json'], null],
  ] as const)('of %j is %s', async (files, input) => {
    expect(await inputOf(files)).toBe(input);
  });
});
