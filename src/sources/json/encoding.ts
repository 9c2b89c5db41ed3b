/** Bytes in any encoding that a shell writes JSON in become UTF-8 without a byte order mark, piece by piece. */
import { StringDecoder } from 'node:string_decoder';
import type { ByteSource } from './bytes.js';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32';

/** How much UTF-16 is converted at a time, in bytes. Even, so that pairs of bytes stay together. */
const PIECE = 64 * 1024;

/**
 * The encoding that the first four bytes (or fewer, if there are no more) speak of, and how long the byte order mark is.
 * Without a mark it is the zero bytes that tell: JSON begins with a character of ASCII, and has no zero.
 */
export function detectEncoding(head: Uint8Array): { readonly encoding: Encoding; readonly mark: number } {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (a === 0xff && b === 0xfe)
    return c === 0 && d === 0 ? { encoding: 'utf-32', mark: 4 } : { encoding: 'utf-16le', mark: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', mark: 2 };
  if (a === 0 && b === 0) return { encoding: head.length < 4 || (c === 0 && d === 0) ? 'utf-8' : 'utf-32', mark: 0 };
  if (a === 0 && b !== undefined) return { encoding: 'utf-16be', mark: 0 };
  if (a !== undefined && b === 0) return { encoding: c === 0 ? 'utf-32' : 'utf-16le', mark: 0 };
  return { encoding: 'utf-8', mark: 0 };
}

/**
 * The bytes of `source` as UTF-8, without a mark. UTF-8 passes through as it is: what is no valid UTF-8 becomes U+FFFD only where a
 * string is made of it. Halves of UTF-16 characters become U+FFFD here. UTF-32 passes too: its zero bytes are an error to the scanner.
 */
export function asUtf8(source: ByteSource): ByteSource {
  let reader: ByteSource['read'] | null = null;
  return {
    read: (target, offset, length) => {
      reader ??= readerFor(source);
      return reader(target, offset, length);
    },
    rewind:
      source.rewind === null
        ? null
        : () => {
            source.rewind?.();
            reader = null;
          },
    close: source.close,
  };
}

function readerFor(source: ByteSource): ByteSource['read'] {
  const head = Buffer.alloc(4);
  let filled = 0;
  for (let count = -1; count !== 0 && filled < 4; filled += count) count = source.read(head, filled, 4 - filled);
  const { encoding, mark } = detectEncoding(head.subarray(0, filled));
  const rest = head.subarray(mark, filled);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return transcoder(source, rest, encoding === 'utf-16be');
  let served = 0;
  return (target, offset, length) => {
    if (served === rest.length) return source.read(target, offset, length);
    const count = rest.copy(target, offset, served, served + length);
    served += count;
    return count;
  };
}

/** Reads UTF-16 and answers UTF-8. A lone byte at the end becomes U+FFFD, which no JSON may end with. */
function transcoder(source: ByteSource, head: Buffer, bigEndian: boolean): ByteSource['read'] {
  const decoder = new StringDecoder('utf16le');
  const raw = Buffer.allocUnsafe(PIECE);
  let waiting = head.copy(raw);
  let ready = Buffer.alloc(0);
  let ended = false;

  const refill = (): void => {
    const count = source.read(raw, waiting, raw.length - waiting);
    waiting += count;
    ended = count === 0;
    const whole = waiting & ~1;
    const units = raw.subarray(0, whole);
    if (bigEndian) units.swap16();
    const text = decoder.write(units) + (ended ? decoder.end() + (waiting > whole ? '\ufffd' : '') : '');
    if (waiting > whole) raw[0] = raw[whole] as number;
    waiting -= whole;
    ready = Buffer.from(text, 'utf8');
  };

  return (target, offset, length) => {
    while (ready.length === 0 && !ended) refill();
    const count = ready.copy(target, offset, 0, length);
    ready = ready.subarray(count);
    return count;
  };
}
