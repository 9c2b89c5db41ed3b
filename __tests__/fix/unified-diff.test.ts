/** The patch of any insertions into any text: another implementation applies it, and gets what was meant. */
import { describe, expect, it } from '@jest/globals';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { applyInsertions, type Insertion } from '../../src/fix/insertions.js';
import { unifiedDiff } from '../../src/fix/unified-diff.js';

function patch(text: string, insertions: readonly Insertion[]): { readonly diff: string; readonly after: string } {
  const after = applyInsertions(text, insertions);
  const file = { name: 'a.tf', path: '/a.tf', bytes: Buffer.from(text), text };
  return { diff: unifiedDiff([{ file, insertions, after }]), after };
}

const line = fc.constantFrom('a\n', 'b\n', '\n', 'c\r\n', '  }\n');
const body = fc
  .tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom('', 'end'))
  .map(([lines, end]) => lines.join('') + end);

describe('a patch', () => {
  it('is what was put in, whatever it is and wherever', () => {
    fc.assert(
      fc.property(body, fc.array(fc.tuple(fc.nat(), body), { maxLength: 6 }), (text, pieces) => {
        const insertions = pieces.map(([at, piece]): Insertion => ({ at: at % (text.length + 1), text: piece }));
        const { diff, after } = patch(text, insertions);
        if (after === text) expect(diff).toBe('');
        else expect(applyPatch(text, diff)).toBe(after);
      }),
      { numRuns: 500 },
    );
  });

  it('also takes blanks away where a line is taken apart', () => {
    const text = 'x\nresource "a" "b" { c = 1 }\ny\n';
    const open = text.indexOf('{') + 1;
    const insertions = [{ at: open, cut: 7, text: '\n  c = 1\n' }];
    const { diff, after } = patch(text, insertions);
    expect(after).toBe('x\nresource "a" "b" {\n  c = 1\n}\ny\n');
    expect(applyPatch(text, diff)).toBe(after);
  });

  it('has three lines around each change, and one hunk for changes that are near', () => {
    const text = Array.from({ length: 30 }, (_, i) => `${i}\n`).join('');
    const at = (n: number) => text.indexOf(`\n${n}\n`) + 1;
    const { diff } = patch(text, [
      { at: at(5), text: 'new\n' },
      { at: at(10), text: 'new\n' },
      { at: at(25), text: 'new\n' },
    ]);
    expect(diff.match(/^@@.*$/gm)).toEqual(['@@ -3,11 +3,13 @@', '@@ -23,6 +25,7 @@']);
  });
});
