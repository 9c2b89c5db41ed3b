/** The bundle that users run: what is loaded late is there, and works as it does from the sources. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const PLAN = path.join(ROOT, 'examples', 'missing-storage', 'plan.json');

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'bundle-'));
  writeFileSync(path.join(cwd, 'config.yml'), 'requirements:\n  - pypi.example.com\n  - remove: host-pypi-org\n');
  writeFileSync(
    path.join(cwd, 'own.yml'),
    'edition: ours\nrows: [{ id: proxy, tag: VirtualNetwork, ports: [3128], purpose: The proxy. }]\n',
  );
  writeFileSync(path.join(cwd, 'wrong.yml'), 'edition: ours\nrows: [{ id: proxy, prots: [3128] }]\n');
  writeFileSync(path.join(cwd, 'page.md'), '| Service tag | Ports |\n|---|---|\n| AzureActiveDirectory | TCP 443 |\n');
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function run(...words: readonly string[]): {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'dist', 'cli.js'), ...words], {
    cwd,
    encoding: 'utf8',
    input: '',
  });
  return { status, out: stdout, err: stderr };
}

describe('dist/cli.js', () => {
  it("takes a user's own rows", () => {
    const { status, out, err } = run('requirements', '--region', 'westeurope', '--config', 'config.yml');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('pypi.example.com');
    expect(out).not.toMatch(/\bpypi\.org\b/);
  });

  it("takes a user's own edition, and tells what is wrong with one", () => {
    expect(run('requirements', '--edition', 'own.yml', '--region', 'westeurope').out).toContain('3128');
    const { status, err } = run('requirements', '--edition', 'wrong.yml');
    expect(status).toBe(2);
    expect(err).toMatch(/^wrong\.yml:2:\d+: .*prots/);
  });

  it.each([
    ['ko', '네트워크'],
    ['fr', 'réseau'],
  ])('reports in %s', (language, word) => {
    expect(run('check', PLAN, '--language', language, '--fail-on', 'never').out).toContain(word);
  });

  it.each([
    ['explain', [PLAN, '--to', 'Storage.westeurope']],
    ['import', ['page.md']],
    ['check', [PLAN, '--format', 'markdown', '--fail-on', 'never']],
  ])('%s has all that it loads', (command, words) => {
    expect(run(command, ...words).err).not.toContain('a fault of this tool');
  });
});
