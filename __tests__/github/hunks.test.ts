/** Lines of a diff, and lines of a file. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readHunks } from '../../src/github/hunks.js';
import { lineReader } from '../../src/github/line-reader.js';

describe('readHunks', () => {
  it('counts the lines of the new side', () => {
    const patch =
      '@@ -1,3 +1,4 @@ heading\n a\n-b\n+c\n+d\r\n e\n@@ -20 +21,2 @@\n+x\n y\n\\ No newline at end of file';
    expect([...readHunks(patch)]).toEqual([
      [1, 'a'],
      [2, 'c'],
      [3, 'd'],
      [4, 'e'],
      [21, 'x'],
      [22, 'y'],
    ]);
  });

  it('knows no lines of what is no patch', () => {
    for (const patch of ['', 'x', '+a\n b', '@@ -1 +0,0 @@\n-a', '@@ -1,1 +99999999999 @@\n+a'])
      expect([...readHunks(patch)]).toEqual([]);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (patch) => readHunks(patch).size <= patch.length));
  });
});

describe('lineReader', () => {
  it('reads lines of files in the workspace and of no other', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'lines-'));
    const workspace = path.join(root, 'w');
    try {
      mkdirSync(workspace);
      writeFileSync(path.join(workspace, 'a.tf'), 'one\r\ntwo\n');
      writeFileSync(path.join(root, 'outside.tf'), 'secret\n');
      symlinkSync(path.join(root, 'outside.tf'), path.join(workspace, 'link.tf'));
      const read = lineReader(workspace);
      expect([read('a.tf', 1), read('a.tf', 2), read(path.join(workspace, 'a.tf'), 2)]).toEqual([
        'one\r',
        'two',
        'two',
      ]);
      expect([read('a.tf', 0), read('a.tf', 9), read('none.tf', 1), read('.', 1)]).toEqual([null, null, null, null]);
      expect([read('link.tf', 1), read('../outside.tf', 1)]).toEqual([null, null]);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
