/** Host patterns: the table of the firewall's documents (F8), paths of URL rules (F9), and sets of names against asking each name. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  covers,
  type Family,
  formatPatterns,
  intersectPatterns,
  isEmptyPatterns,
  type Pattern,
  type PatternSet,
  parseHostPattern,
  parsePathPattern,
  patternSet,
  subtractPatterns,
} from '../../src/azure/host-patterns.js';

function matches(pattern: string, name: string): boolean {
  const [wide, narrow] = [parseHostPattern(pattern), parseHostPattern(name)];
  return wide !== null && narrow !== null && covers(wide, narrow, 'host');
}

describe('a host pattern', () => {
  it.each([
    ['*.contoso.com', 'any.contoso.com', true],
    ['*.contoso.com', 'sub1.any.contoso.com', true],
    ['*.contoso.com', 'contoso.com', false],
    ['*.contoso.com', 'evilcontoso.com', false],
    ['*contoso.com', 'example.anycontoso.com', true],
    ['*contoso.com', 'contoso.com', true],
    ['*contoso.com', 'www.contoso.com', true],
    ['*contoso.com', 'evilcontoso.com', true],
    ['*contoso.com', 'contoso.com.evil.org', false],
    ['*', 'anything.at.all', true],
    ['www.contoso.com', 'www.contoso.com', true],
    ['www.contoso.com', 'api.www.contoso.com', false],
    ['WWW.Contoso.com', 'www.contoso.COM', true],
    ['www.contoso.com.', 'www.contoso.com', true],
    ['*pytorch.org', '*.pytorch.org', true],
    ['*.anaconda.com', '*anaconda.com', false],
    ['anaconda.com', '*.anaconda.com', false],
    ['*.com', '*.anaconda.com', true],
  ])('%s holds %s: %j (F8)', (pattern, name, expected) => {
    expect(matches(pattern, name)).toBe(expected);
  });

  it.each(['www.contoso.*', '*.contoso.*', 'www.*contoso.com', 'www.*.com', '**', '*.*.com', '*a*'])(
    '%s is not supported: it matches nothing (F8)',
    (pattern) => {
      expect(parseHostPattern(pattern)).toBeNull();
    },
  );

  it.each(['', ' ', 'contoso.com/path', 'https://contoso.com', 'contoso.com:443', 'user@contoso.com', 'con toso.com'])(
    '"%s" is no host at all',
    (text) => {
      expect(parseHostPattern(text)).toBeNull();
    },
  );
});

describe('a path pattern', () => {
  it.each([
    ['/test/*', '/test/a', true],
    ['/test/*', '/test/', true],
    ['/test/*', '/test', false],
    ['/test*', '/testing', true],
    ['/*', '/', true],
    ['/test', '/test', true],
    ['/test', '/test/a', false],
    ['/Test', '/test', false],
    ['/test/*', '/test/a/*', true],
    ['/test/a/*', '/test/*', false],
  ])('%s holds %s: %j (F9)', (pattern, path, expected) => {
    const [wide, narrow] = [parsePathPattern(pattern), parsePathPattern(path)];
    expect(wide !== null && narrow !== null && covers(wide, narrow, 'path')).toBe(expected);
  });

  it.each(['/*/test', '/te*st', '*/test', '/**'])('%s has its wildcard in the wrong place (F9)', (text) => {
    expect(parsePathPattern(text)).toBeNull();
  });
});

const LETTERS = ['a', 'b'];
/** All names of up to three letters: enough for every ending that the patterns have, and one letter more. */
const NAMES = [1, 2, 3].flatMap((length) =>
  Array.from({ length: 2 ** length }, (_, n) =>
    Array.from({ length }, (__, i) => LETTERS[(n >> i) & 1] ?? '').join(''),
  ),
);

const patterns: fc.Arbitrary<Pattern> = fc.record({
  wildcard: fc.boolean(),
  text: fc.array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 2 }).map((letters) => letters.join('')),
});
const lists = fc.array(patterns, { maxLength: 4 });

function has(set: PatternSet, name: string, family: Family): boolean {
  const fits = ({ wildcard, text }: Pattern) =>
    wildcard ? (family === 'host' ? name.endsWith(text) : name.startsWith(text)) : name === text;
  return set === null || set.some(({ of, except }) => fits(of) && !except.some(fits));
}

describe.each<Family>(['host', 'path'])('sets of %s patterns, name by name', (family) => {
  const sets = fc.oneof(
    lists.map((list) => patternSet(list, family)),
    fc.tuple(lists, lists).map(([a, b]) => subtractPatterns(patternSet(a, family), patternSet(b, family), family)),
    fc.constant<PatternSet>(null),
  );

  it('hold what one of their patterns holds', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const set = patternSet(list, family);
        const wrong = NAMES.filter(
          (name) => has(set, name, family) !== list.some((one) => has([{ of: one, except: [] }], name, family)),
        );
        expect(wrong).toEqual([]);
      }),
    );
  });

  it('intersect and differ exactly, holes included', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const both = intersectPatterns(a, b, family);
        const rest = subtractPatterns(a, b, family);
        const wrong = NAMES.filter((name) => {
          const [inA, inB] = [has(a, name, family), has(b, name, family)];
          return has(both, name, family) !== (inA && inB) || has(rest, name, family) !== (inA && !inB);
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('are empty less themselves', () => {
    fc.assert(
      fc.property(sets, (a) => {
        expect(isEmptyPatterns(subtractPatterns(a, a, family))).toBe(true);
        expect(isEmptyPatterns(subtractPatterns(a, null, family))).toBe(true);
      }),
    );
  });
});

describe('a set of hosts', () => {
  const hosts = (...texts: readonly string[]) =>
    patternSet(
      texts.flatMap((text) => parseHostPattern(text) ?? []),
      'host',
    );

  it('is written as its widest patterns, sorted; with `*` it is everything', () => {
    expect(formatPatterns(hosts('pypi.org', '*.anaconda.com', 'repo.anaconda.com', 'anaconda.com'))).toEqual([
      '*.anaconda.com',
      'anaconda.com',
      'pypi.org',
    ]);
    expect(hosts('pypi.org', '*')).toBeNull();
    expect(formatPatterns(hosts('*'))).toEqual(['*']);
  });

  it('is not empty without one of many, and is without all of them', () => {
    expect(isEmptyPatterns(subtractPatterns(hosts('*.anaconda.com'), hosts('repo.anaconda.com'), 'host'))).toBe(false);
    expect(
      isEmptyPatterns(subtractPatterns(hosts('*.anaconda.com', 'pypi.org'), hosts('*.com', 'pypi.org'), 'host')),
    ).toBe(true);
    expect(isEmptyPatterns([])).toBe(true);
    expect(isEmptyPatterns(null)).toBe(false);
  });
});
