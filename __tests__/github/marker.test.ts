/** The hidden first line of a comment. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isLater,
  type Marker,
  parseLineMarker,
  parseMarker,
  renderLineMarker,
  renderMarker,
} from '../../src/github/marker.js';

const marker = (key: string): Marker => ({
  key,
  tool: '1.2.3',
  hash: 'abc',
  stamp: { workflow: 'o/r/.github/workflows/w.yml', run: 12, attempt: 1, id: 1234, head: 'f00' },
  current: true,
});

describe('a marker', () => {
  it('is one line, an HTML comment', () => {
    expect(renderMarker(marker('eu'))).toBe(
      '<!-- azureml-network-check {"v":2,"key":"eu","tool":"1.2.3","hash":"abc","workflow":"o/r/.github/workflows/w.yml","run":12,"attempt":1,"id":1234,"head":"f00"} -->',
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
    const later = '<!-- azureml-network-check {"v":3,"key":"x","hash":"y","new":[1]} -->\nBody';
    const stamp = { workflow: '', run: 0, attempt: 0, id: 0, head: '' };
    expect(parseMarker(later)).toEqual({ key: 'x', tool: '', hash: 'y', stamp, current: true });
  });

  it('of the first version is read, and known to be old', () => {
    const first =
      '<!-- azureml-network-check {"v":1,"key":"x","tool":"0.1.0","hash":"y","workflow":"w","run":3,"attempt":2} -->';
    const stamp = { workflow: 'w', run: 3, attempt: 2, id: 0, head: '' };
    expect(parseMarker(first)).toEqual({ key: 'x', tool: '0.1.0', hash: 'y', stamp, current: false });
  });
});

describe('a marker of a line', () => {
  const line = { key: 'e--> u', id: 'a'.repeat(64), hash: 'b', state: 'fixed' } as const;

  it('is read as it was written', () => {
    expect(parseLineMarker(`${renderLineMarker(line)}\nText`)).toEqual(line);
    expect(renderLineMarker(line).slice(4, -3)).not.toMatch(/--|[<>]/);
  });

  it('is no marker of a report, nor the reverse', () => {
    expect(parseMarker(renderLineMarker(line))).toBeNull();
    expect(parseLineMarker(renderMarker(marker('x')))).toBeNull();
    expect(parseLineMarker('<!-- azureml-network-check-line {"v":2,"key":"x"} -->')).toBeNull();
  });
});

describe('isLater', () => {
  const stamp = (workflow: string, run: number, attempt: number, id = 0) => ({ workflow, run, attempt, id, head: '' });
  it.each([
    [stamp('w', 2, 1), stamp('w', 1, 1), true],
    [stamp('w', 1, 2), stamp('w', 1, 1), true],
    [stamp('w', 2, 1), stamp('w', 1, 9), true],
    [stamp('w', 1, 1), stamp('w', 1, 1), false],
    [stamp('w', 1, 9), stamp('w', 2, 1), false],
    [stamp('w', 9, 9), stamp('v', 1, 1), false],
    [stamp('w', 1, 1, 900), stamp('w', 1, 1, 800), true],
    [stamp('w', 1, 1, 800), stamp('w', 1, 1), false],
    [stamp('w', 2, 1, 800), stamp('w', 1, 1), true],
  ])('compares %j and %j: %p', (a, b, later) => {
    expect(isLater(a, b)).toBe(later);
  });
});
