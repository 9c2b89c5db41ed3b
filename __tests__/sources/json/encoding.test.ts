/** Any encoding that a shell writes JSON in comes out as UTF-8. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ByteSource, bytesOf } from '../../../src/sources/json/bytes.js';
import { asUtf8, detectEncoding } from '../../../src/sources/json/encoding.js';

const TEXT = '{"name":"é한😀 \\" \u2028","n":[1,2]}\r\n';

function readAll(source: ByteSource, piece: number): string {
  const pieces: Buffer[] = [];
  for (;;) {
    const target = Buffer.alloc(piece);
    const count = source.read(target, 0, piece);
    if (count === 0) return Buffer.concat(pieces).toString('utf8');
    pieces.push(target.subarray(0, count));
  }
}

/** A source that never gives more than `most` bytes at a time, as a pipe may. */
function slow(content: Uint8Array, most: number): ByteSource {
  const source = bytesOf(content);
  return { ...source, read: (target, offset, length) => source.read(target, offset, Math.min(most, length)) };
}

function swapped(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

const ENCODED: readonly (readonly [string, Buffer])[] = [
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`)],
  ['UTF-16 little-endian', Buffer.from(TEXT, 'utf16le')],
  ['UTF-16 little-endian with a byte order mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
  ['UTF-16 big-endian', swapped(TEXT)],
  ['UTF-16 big-endian with a byte order mark', swapped(`\ufeff${TEXT}`)],
];

describe('an input in another encoding', () => {
  it.each(ENCODED)('is read from %s, in pieces of any size', (_, bytes) => {
    for (const piece of [1, 2, 3, 5, 1000]) {
      for (const most of [1, 3, 1000]) expect(readAll(asUtf8(slow(bytes, most)), piece)).toBe(TEXT);
    }
  });

  it.each(ENCODED)('begins anew when %s is rewound', (_, bytes) => {
    const source = asUtf8(bytesOf(bytes));
    readAll(source, 7);
    source.rewind?.();
    expect(readAll(source, 100)).toBe(TEXT);
  });

  it('is longer than one piece of conversion', () => {
    const long = `"${'😀é'.repeat(50_000)}"`;
    expect(readAll(asUtf8(bytesOf(Buffer.from(long, 'utf16le'))), 1000)).toBe(long);
    expect(readAll(asUtf8(slow(swapped(long), 9999)), 65_536)).toBe(long);
  });

  it('is marked with U+FFFD where it ends in the middle of a character', () => {
    const bytes = Buffer.from('[1]', 'utf16le');
    expect(readAll(asUtf8(bytesOf(Buffer.concat([bytes, Buffer.from([0x0a])]))), 10)).toBe('[1]\ufffd');
  });

  it('is told from the first bytes, however few there are', () => {
    expect(detectEncoding(Buffer.from(''))).toEqual({ encoding: 'utf-8', mark: 0 });
    expect(detectEncoding(Buffer.from('{'))).toEqual({ encoding: 'utf-8', mark: 0 });
    expect(detectEncoding(Buffer.from('1', 'utf16le'))).toEqual({ encoding: 'utf-16le', mark: 0 });
    expect(detectEncoding(swapped('1'))).toEqual({ encoding: 'utf-16be', mark: 0 });
    expect(detectEncoding(Buffer.from([0xff, 0xfe, 0, 0])).encoding).toBe('utf-32');
    expect(detectEncoding(Buffer.from([0x7b, 0, 0, 0])).encoding).toBe('utf-32');
    expect(detectEncoding(Buffer.from([0, 0, 0, 0x7b])).encoding).toBe('utf-32');
  });

  it('never makes trouble, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (bytes, piece) => {
        expect(typeof readAll(asUtf8(slow(bytes, piece)), 10 - piece)).toBe('string');
      }),
      { numRuns: 2_000 },
    );
  });
});
