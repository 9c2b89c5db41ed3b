/** Widths in cells, and wrapping by them. */
import { describe, expect, it } from '@jest/globals';
import { columnWidths, displayWidth, pad, wrap } from '../../src/report/layout.js';

describe('the display width', () => {
  it.each([
    ['abc', 3],
    ['훈련', 4],
    ['訓練', 4],
    ['ｆｕ', 4],
    ['e\u0301', 1],
    ['é', 1],
    ['✗ ◐ –', 5],
    ['😀', 2],
    ['', 0],
    ['a’b…', 4],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('padding and columns', () => {
  it('count cells', () => {
    expect(pad('훈', 4)).toBe('훈  ');
    expect(pad('long', 2)).toBe('long');
    expect(columnWidths([['a', '훈련'], ['abc', 'x'], ['']])).toEqual([3, 4]);
  });
});

describe('wrapping', () => {
  it('breaks at spaces, as late as it can', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('하나 둘 셋', 7)).toEqual(['하나 둘', '셋']);
  });

  it('never breaks a word', () => {
    expect(wrap('a bbbbbbbbbb c', 4)).toEqual(['a', 'bbbbbbbbbb', 'c']);
  });

  it('keeps what does not break together', () => {
    expect(wrap('refus\u00a0: non', 7)).toEqual(['refus\u00a0:', 'non']);
  });
});
