/** Addresses: how strictly prefixes are read, and sets of them against cidr-tools, an implementation of other people's. */
import { describe, expect, it } from '@jest/globals';
import { excludeCidr, mergeCidr } from 'cidr-tools';
import fc from 'fast-check';
import {
  type AddressSet,
  ALL_ADDRESSES,
  containsAddresses,
  formatPrefixes,
  formatV4,
  formatV6,
  intersectAddresses,
  isEmptyAddresses,
  NO_ADDRESSES,
  overlapsAddresses,
  PUBLIC,
  parseAddresses,
  subtractAddresses,
  unionAddresses,
  unionOf,
} from '../../src/azure/addresses.js';

function set(...prefixes: readonly string[]): AddressSet {
  return unionOf(
    prefixes.map((prefix) => {
      const parsed = parseAddresses(prefix);
      if (parsed === null) throw new Error(prefix);
      return parsed;
    }),
  );
}

const written = (addresses: AddressSet) => formatPrefixes(addresses).prefixes;

describe('a prefix', () => {
  it.each([
    ['10.0.0.0/33', 'longer than an address'],
    ['::/129', 'longer than an address'],
    ['300.1.1.1/8', 'a part over 255'],
    ['10.0.0/8', 'three parts'],
    ['10/8', 'one part'],
    ['10.0.0.0.0', 'five parts'],
    ['010.0.0.1', 'a leading zero, which is octal for some'],
    ['10.0.0.1/08', 'a leading zero'],
    ['0x0a.0.0.1', 'hexadecimal'],
    ['167772161', 'one number'],
    ['10.0.0.1/', 'no length'],
    ['10.0.0.1/-1', 'a negative length'],
    ['10.0.0.1/8/8', 'two lengths'],
    ['10.0.0.1 /8', 'a blank inside'],
    ['10.0.0.1/255.0.0.0', 'a mask'],
    ['::1%eth0', 'a zone'],
    ['fe80::%1/64', 'a zone'],
    ['[::1]', 'brackets'],
    ['1::2::3', 'two gaps'],
    ['12345::', 'a group too long'],
    ['10.0.0.9-10.0.0.1', 'a range upside down'],
    ['10.0.0.1-', 'half a range'],
    ['-10.0.0.1', 'half a range'],
    ['10.0.0.1-::1', 'a range over families'],
    ['10.0.0.1-10.0.0.300', 'a range with a wrong end'],
    ['Storage', 'a tag'],
    ['*', 'everything is no prefix'],
    ['', 'nothing'],
    ['１０.0.0.1', 'other digits'],
  ])('%s is none: %s', (text) => {
    expect(parseAddresses(text)).toBeNull();
  });

  it.each<readonly [string, readonly string[]]>([
    ['10.0.0.0/8', ['10.0.0.0/8']],
    ['10.1.2.3/8', ['10.0.0.0/8']],
    ['10.0.0.1', ['10.0.0.1/32']],
    [' 10.0.0.1 ', ['10.0.0.1/32']],
    ['0.0.0.0/0', ['0.0.0.0/0']],
    ['255.255.255.255', ['255.255.255.255/32']],
    ['255.255.255.255/1', ['128.0.0.0/1']],
    ['10.0.0.1-10.0.0.9', ['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/30', '10.0.0.8/31']],
    ['10.0.0.0 - 10.0.0.255', ['10.0.0.0/24']],
    ['10.0.0.7-10.0.0.7', ['10.0.0.7/32']],
    ['0.0.0.0-255.255.255.255', ['0.0.0.0/0']],
    ['::/0', ['::/0']],
    ['::1', ['::1/128']],
    ['2603:1030::ffff/32', ['2603:1030::/32']],
    ['2603:1030:0000:0000:0000:0000:0000:0001', ['2603:1030::1/128']],
    ['FD00::/8', ['fd00::/8']],
    ['::ffff:10.0.0.1', ['::ffff:a00:1/128']],
    ['fd00::1-fd00::3', ['fd00::1/128', 'fd00::2/127']],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128']],
  ])('%s is %j', (text, expected) => {
    expect(written(set(text))).toEqual(expected);
  });

  it('is read or refused, whatever the text', () => {
    const odd = fc
      .array(fc.constantFrom(...'0123456789abcdefx.:/-% '), { maxLength: 24 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), odd), (text) => {
        const parsed = parseAddresses(text);
        if (parsed !== null) expect(isEmptyAddresses(parsed)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

const v4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.integer({ min: 4, max: 32 })).map(
  // Few first parts, so that prefixes meet.
  ([b, c, d, length]) => `${[10 + (b % 3), b, c, d].join('.')}/${length}`,
);
const v6 = fc
  .tuple(fc.nat(3), fc.nat(0xffff), fc.nat(0xffff), fc.integer({ min: 12, max: 128 }))
  .map(([a, b, c, length]) => `260${a}:${b.toString(16)}::${c.toString(16)}/${length}`);

describe.each([
  ['IPv4', v4],
  ['IPv6', v6],
])('sets of %s prefixes, against cidr-tools', (_, prefixes) => {
  const lists = fc.array(prefixes, { minLength: 1, maxLength: 6 });
  const sorted = (texts: readonly string[]) => [...texts].sort();

  it('differ alike', () => {
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        const theirs = mergeCidr(excludeCidr(a, b));
        expect(sorted(written(subtractAddresses(set(...a), set(...b))))).toEqual(sorted(theirs));
      }),
    );
  });

  it('join alike, in as few prefixes', () => {
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        expect(sorted(written(unionAddresses(set(...a), set(...b))))).toEqual(sorted(mergeCidr([...a, ...b])));
      }),
    );
  });

  it('have in common what is left when what differs is taken away', () => {
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        const [left, right] = [set(...a), set(...b)];
        const different = excludeCidr(a, b);
        const both = different.length === 0 ? a : excludeCidr(a, different);
        const common = intersectAddresses(left, right);
        expect(sorted(written(common))).toEqual(sorted(mergeCidr(both)));
        expect(overlapsAddresses(left, right)).toBe(both.length > 0);
        expect(containsAddresses(right, left)).toBe(different.length === 0);
      }),
    );
  });
});

describe('a set of addresses', () => {
  it('contains a prefix that two halves make (where cidr-tools says no)', () => {
    expect(containsAddresses(set('10.0.0.0/25', '10.0.0.128/25'), set('10.0.0.0/24'))).toBe(true);
    expect(containsAddresses(set('10.0.0.0/25', '10.0.0.129/32'), set('10.0.0.0/24'))).toBe(false);
  });

  it('keeps families apart', () => {
    expect(overlapsAddresses(set('0.0.0.0/0'), set('::/0'))).toBe(false);
    expect(containsAddresses(set('0.0.0.0/0'), set('10.0.0.0/8', 'fd00::/8'))).toBe(false);
    expect(unionAddresses(set('0.0.0.0/0'), set('::/0'))).toEqual(ALL_ADDRESSES);
  });

  it('is written out up to a limit, and counted in full', () => {
    const many = set(
      ...Array.from({ length: 300 }, (_, i) => `10.${Math.floor(i / 100)}.${2 * (i % 100)}.0/24`),
      'fd00::/8',
    );
    expect(formatPrefixes(many, 2)).toEqual({ prefixes: ['10.0.0.0/24', '10.0.2.0/24'], count: 301 });
    expect(formatPrefixes(many, 0)).toEqual({ prefixes: [], count: 301 });
    expect(formatPrefixes(NO_ADDRESSES)).toEqual({ prefixes: [], count: 0 });
    expect(formatPrefixes(many).prefixes.at(-1)).toBe('fd00::/8');
  });

  it('is written as people write addresses (RFC 5952)', () => {
    expect([formatV4(0), formatV4(2 ** 32 - 1), formatV4(0x0a000104)]).toEqual([
      '0.0.0.0',
      '255.255.255.255',
      '10.0.1.4',
    ]);
    expect([formatV6(0n), formatV6(1n), formatV6(0x26031030n << 96n)]).toEqual(['::', '::1', '2603:1030::']);
  });
});

describe('public addresses', () => {
  it.each([
    ['8.8.8.8', true],
    ['20.0.0.0/8', true],
    ['2603:1030::/32', true],
    ['10.0.0.0/8', false],
    ['172.16.0.0/12', false],
    ['172.32.0.0/16', true],
    ['192.168.0.0/16', false],
    ['100.64.0.0/10', false],
    ['100.128.0.0/16', true],
    ['169.254.169.254', false],
    ['127.0.0.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['fd00::/8', false],
    ['fe80::1', false],
    ['::1', false],
  ])('%s: %j', (prefix, expected) => {
    expect(overlapsAddresses(set(prefix), PUBLIC)).toBe(expected);
  });
});
