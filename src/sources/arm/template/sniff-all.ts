/** A template whose first comment, or whose schema, stands far behind its beginning: told by all of its text, once it has turned out to be no strict JSON. */
import type { ByteSource } from '../../json/bytes.js';
import { asUtf8 } from '../../json/encoding.js';
import { type Sniffed, sniffTemplate } from './sniff.js';

/** Azure takes templates of at most 4 MB. */
const LONGEST = 16 * 1024 * 1024;

/** Reads a source that is at its first byte; `null` where it is no template, or too long for one. */
export function sniffAll(source: ByteSource): Sniffed {
  const utf8 = asUtf8(source);
  const pieces: Buffer[] = [];
  for (let length = 0; ; ) {
    const piece = Buffer.allocUnsafe(256 * 1024);
    const count = utf8.read(piece, 0, piece.length);
    if (count === 0) return sniffTemplate(Buffer.concat(pieces, length).toString('utf8'));
    length += count;
    if (length > LONGEST) return null;
    pieces.push(piece.subarray(0, count));
  }
}
