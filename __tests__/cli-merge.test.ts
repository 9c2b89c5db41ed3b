/** The command `merge`: files in, one report and the exit status of one check out. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from '../src/cli.js';
import { renderJson } from '../src/report/json.js';
import { gapReport, passReport } from './reports.js';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'merge-'));
  mkdirSync(path.join(cwd, 'eu'));
  writeFileSync(path.join(cwd, 'gaps.json'), renderJson(gapReport()));
  writeFileSync(path.join(cwd, 'eu', 'clean.json'), renderJson(passReport()));
  writeFileSync(path.join(cwd, 'other.json'), renderJson({ ...gapReport(), edition: '2026-03' }));
  writeFileSync(path.join(cwd, 'plan.json'), '{"format_version":"1.2"}');
  writeFileSync(path.join(cwd, 'large.json'), Buffer.alloc(33 * 1024 * 1024, ' '));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function merge(...argv: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  const text = { out: '', err: '' };
  const stream = (to: 'out' | 'err') => ({
    write: (chunk: string, done: (error?: Error | null) => void) => {
      text[to] += chunk;
      done();
    },
    once: () => undefined,
    off: () => undefined,
  });
  const io = { stdout: stream('out'), stderr: stream('err'), env: {}, cwd, platform: 'linux' };
  return { status: await run(['merge', ...argv], io), ...text };
}

describe('merge', () => {
  it('prints one report of several, with the exit status of one check', async () => {
    const { status, out, err } = await merge('gaps.json', 'eu/*.json', '--format', 'json');
    expect([status, err]).toEqual([1, '']);
    expect(JSON.parse(out)).toMatchObject({ conclusion: 'fail', missing: { tags: ['Storage.westus2'] } });
    expect((await merge('eu/clean.json', 'gaps.json', '--format', 'json')).out).toBe(out);
    expect((await merge('eu/clean.json')).status).toBe(0);
    expect((await merge('gaps.json', '--fail-on', 'never')).status).toBe(0);
  });

  it.each(['text', 'markdown', 'sarif', 'html'])('writes %s', async (format) => {
    const { status, out } = await merge('gaps.json', '--format', format);
    expect(status).toBe(1);
    expect(out).toContain('Storage.westus2');
  });

  it('writes the files that are asked for', async () => {
    const { out } = await merge(
      'gaps.json',
      '-o',
      'out/all.md',
      '--format',
      'markdown',
      '--report-file',
      'out/all.json',
    );
    expect(out).toBe('');
    expect(readFileSync(path.join(cwd, 'out/all.md'), 'utf8')).toContain('Storage.westus2');
    expect((await merge('out/all.json', '--format', 'json')).out).toBe(
      readFileSync(path.join(cwd, 'out/all.json'), 'utf8'),
    );
  });

  it.each([
    [2, [], 'azureml-network-check: merge needs the JSON reports of check'],
    [2, ['gaps.json', 'other.json'], 'other.json: is of edition 2026-03, and gaps.json of 2021-11'],
    [2, ['gaps.json', '--region', 'x'], 'there is no flag --region'],
    [3, ['none.json'], 'none.json: there is no such file'],
    [3, ['plan.json'], 'plan.json: is not a report of azureml-network-check: it must have required property'],
    [3, ['eu'], 'eu: is no file'],
    [3, ['large.json'], 'large.json: is larger than 32 MiB'],
    [3, ['-'], 'standard input: a report is read from a file'],
  ])('exits %d for %j', async (status, argv, message) => {
    const { err, ...result } = await merge(...argv);
    expect(result).toEqual({ status, out: '' });
    expect(err).toContain(message);
    expect(err.trimEnd()).not.toContain('\n');
  });
});
