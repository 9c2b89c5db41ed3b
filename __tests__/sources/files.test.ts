/** Paths and globs, in a folder of their own. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expandFiles, expandInputs } from '../../src/sources/files.js';
import { InputError } from '../../src/sources/source.js';

let root = '';
let cwd = '';

beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'files-')));
  cwd = path.join(root, 'workspace');
  for (const folder of ['workspace/hub', 'workspace/spoke', 'elsewhere'])
    mkdirSync(path.join(root, folder), { recursive: true });
  for (const file of [
    'workspace/hub/plan.json',
    'workspace/spoke/plan.json',
    'workspace/spoke/other.json',
    'workspace/[a].json',
    'workspace/a.json',
    'workspace/!b.json',
    'elsewhere/plan.json',
  ])
    writeFileSync(path.join(root, file), '{}');
  symlinkSync(path.join(root, 'elsewhere'), path.join(cwd, 'link'));
  symlinkSync(path.join(cwd, 'a.json'), path.join(cwd, 'same.json'));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const names = async (patterns: readonly string[], within: string | null = null): Promise<readonly string[]> =>
  (await expandFiles(patterns, { cwd, within })).map((file) => file.name);

const failure = async (patterns: readonly string[], within: string | null = null): Promise<InputError> => {
  const error = await expandFiles(patterns, { cwd, within }).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InputError)) throw new Error(`expected an InputError, got ${String(error)}`);
  return error;
};

describe('expandFiles', () => {
  it('finds the files of a glob, sorted', async () => {
    expect(await names(['*/plan.json'])).toEqual(['hub/plan.json', 'link/plan.json', 'spoke/plan.json']);
  });

  it('gives the same answer for any order of the patterns', async () => {
    expect(await names(['spoke/*.json', 'hub/plan.json'])).toEqual(await names(['hub/plan.json', 'spoke/*.json']));
  });

  it('names a file once, whatever leads to it', async () => {
    expect(await names(['a.json', './a.json', path.join(cwd, 'a.json'), 'same.json', 'a.*'])).toHaveLength(1);
  });

  it('takes an existing path as it is, even with the characters of a glob', async () => {
    expect(await names(['[a].json'])).toEqual(['[a].json']);
    expect(await names(['!b.json'])).toEqual(['!b.json']);
  });

  it('takes away what a pattern with ! in front finds', async () => {
    expect(await names(['spoke/*.json', '!spoke/other.json'])).toEqual(['spoke/plan.json']);
  });

  it('takes a folder by its path, or by a glob that ends in a slash, but not by another glob', async () => {
    expect(await names(['spoke/'])).toEqual(['spoke']);
    expect(await names(['s*/'])).toEqual(['spoke']);
    expect((await failure(['s[p]oke'])).message).toContain('no file matches');
  });

  it('hands standard input on', async () => {
    expect(await expandFiles(['-'], { cwd, within: cwd })).toEqual([{ path: '-', name: '-' }]);
  });

  it('opens a file from any folder, and calls it what the user calls it', async () => {
    const [file] = await expandFiles(['../elsewhere/plan.json'], { cwd, within: null });
    expect(file).toEqual({ path: path.join(root, 'elsewhere/plan.json'), name: '../elsewhere/plan.json' });
  });

  it.each([
    ['a path', 'missing.json'],
    ['a path through a file', 'a.json/below'],
    ['a glob', '*/missing.json'],
    ['a name that is too long', 'x'.repeat(5000)],
    ['a name with a NUL character', 'nul\0'],
  ])('says that nothing is found by %s', async (_, pattern) => {
    const error = await failure(['a.json', pattern]);
    expect(pattern.startsWith(error.file)).toBe(true);
    expect(error.file.length).toBeGreaterThan(3);
  });
});

describe('expandFiles within a workspace', () => {
  it('reads what is inside', async () => {
    expect(await names(['hub/*.json', path.join(cwd, 'spoke/plan.json')], cwd)).toHaveLength(2);
  });

  it('does not follow links out of it with a glob', async () => {
    expect(await names(['*/plan.json'], cwd)).toEqual(['hub/plan.json', 'spoke/plan.json']);
  });

  it.each([
    '../elsewhere/plan.json',
    'link/plan.json',
    '../*/plan.json',
    'hub/*/../../../elsewhere/*',
    '{..,.}/x*',
    '/*',
  ])('refuses what leads outside: %s', async (pattern) => {
    expect((await failure([pattern], cwd)).message).toContain('outside the workspace');
  });
});

describe('expandInputs', () => {
  it('checks a file that is also found as context', async () => {
    const inputs = await expandInputs(
      { files: ['spoke/plan.json'], contextFiles: ['**/plan.json'] },
      { cwd, within: cwd },
    );
    expect(inputs.files.map((file) => file.name)).toEqual(['spoke/plan.json']);
    expect(inputs.contextFiles.map((file) => file.name)).toEqual(['hub/plan.json']);
  });
});
