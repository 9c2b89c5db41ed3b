/** The nearest known name to a misspelt one. */
import { describe, expect, it } from '@jest/globals';
import { nearest } from '../../src/azure/nearest.js';

const NAMES = ['Storage', 'StorageMover', 'AzureKeyVault', 'python', 'pytorch'];

describe('the nearest name', () => {
  it.each([
    ['Stroage', 'Storage'],
    ['storage', 'Storage'],
    ['STORAGE', 'Storage'],
    ['AzureKeyVaul', 'AzureKeyVault'],
    ['pyhton', 'python'],
    ['pytorhc', 'pytorch'],
    ['', null],
    ['Sql', null],
    ['something else', null],
  ])('to %s is %j', (text, expected) => {
    expect(nearest(text, NAMES)).toBe(expected);
  });

  it('is the first of several that are as near', () => {
    expect(nearest('ab', ['aa', 'bb'])).toBe('aa');
  });

  it('is none where more than a third of the letters are off', () => {
    expect(nearest('abcdef', ['abcdxx'])).toBe('abcdxx');
    expect(nearest('abcdef', ['abcxxx'])).toBeNull();
  });

  it('is none of no names, and none for a text that no name is as long as', () => {
    expect(nearest('Storage', [])).toBeNull();
    expect(nearest('x'.repeat(100_000), NAMES)).toBeNull();
  });
});
