/** The hidden first line of a comment. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isLater, type Marker, parseMarker, renderMarker } from '../../src/github/marker.js';

const marker = (key: string): Marker => ({
  key,
  tool: '1.2.3',
  hash: 'abc',
  stamp: { workflow: 'o/r/.github/workflows/w.yml', run: 12, attempt: 1 },
});

describe('a marker', () => {
  it('is one line, an HTML comment', () => {
    expect(renderMarker(marker('eu'))).toBe(
      '<!-- azureml-network-check {"v":1,"key":"eu","tool":"1.2.3","hash":"abc","workflow":"o/r/.github/workflows/w.yml","run":12,"attempt":1} -->',
    );
  });

  it('is read as it was written, whatever the key', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('--> <b>', '"} -->', '__proto__', '한국', '\n')),
        (key) => {
          const line = renderMarker(marker(key));
          expect(line).toMatch(/^<!-- azureml-network-check [\x20-\x7e]+ -->$/);
          expect(line.slice(4, -3)).not.toMatch(/--|[<>]/);
          expect(parseMarker(`${line}\n## Body`)).toEqual(marker(key));
          expect(parseMarker(`${line}\r\n## Body`)).toEqual(marker(key));
        },
      ),
    );
  });

  it.each([
    ['no marker', '## Body'],
    ['a marker that does not come first', `Look:\n${renderMarker(marker('x'))}`],
    ["another tool's marker", '<!-- another-check {"v":1,"key":"","hash":"x"} -->'],
    ['broken JSON', '<!-- azureml-network-check {"v":1, -->'],
    ['broken JSON that ends well', '<!-- azureml-network-check {"v":1,} -->'],
    ['no end', '<!-- azureml-network-check {"v":1,"key":"","hash":"x"}'],
    ['no key', '<!-- azureml-network-check {"v":1,"hash":"x"} -->'],
    ['no hash', '<!-- azureml-network-check {"v":1,"key":"x"} -->'],
    ['a key that is no text', '<!-- azureml-network-check {"v":1,"key":{},"hash":"x"} -->'],
  ])('is not found in a body with %s', (_, body) => {
    expect(parseMarker(body)).toBeNull();
  });

  it('of a later version is read as far as it is known', () => {
    const later = '<!-- azureml-network-check {"v":2,"key":"x","hash":"y","new":[1]} -->\nBody';
    expect(parseMarker(later)).toEqual({ key: 'x', tool: '', hash: 'y', stamp: { workflow: '', run: 0, attempt: 0 } });
  });
});

describe('isLater', () => {
  const stamp = (workflow: string, run: number, attempt: number) => ({ workflow, run, attempt });
  it.each([
    [stamp('w', 2, 1), stamp('w', 1, 1), true],
    [stamp('w', 1, 2), stamp('w', 1, 1), true],
    [stamp('w', 2, 1), stamp('w', 1, 9), true],
    [stamp('w', 1, 1), stamp('w', 1, 1), false],
    [stamp('w', 1, 9), stamp('w', 2, 1), false],
    [stamp('w', 9, 9), stamp('v', 1, 1), false],
  ])('compares %j and %j: %p', (a, b, later) => {
    expect(isLater(a, b)).toBe(later);
  });
});
