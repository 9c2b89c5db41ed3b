/** Addresses as the bit-vectors of the SMT oracle: a written prefix, address or range to its first and last number. Shares no code with `src/azure/addresses.ts`. */

export type Family = 4 | 6;

/** A block of addresses, both ends included. `length` is the prefix length, `null` for a range. */
export interface Block {
  readonly family: Family;
  readonly low: bigint;
  readonly high: bigint;
  readonly length: number | null;
}

/** Bits of an address. */
export function widthOf(family: Family): number {
  return family === 4 ? 32 : 128;
}

/** Reads `10.0.0.0/8`, `10.0.0.4`, `10.0.0.1-10.0.0.9`, `2001:db8::/32`; `null` for anything else, such as a service tag. */
export function readBlock(text: string): Block | null {
  const [first = '', last, ...more] = text.split('-');
  if (last !== undefined && more.length === 0) {
    const low = readPrefix(first);
    const high = readPrefix(last);
    if (low === null || high === null || low.family !== high.family || low.low > high.high) return null;
    return { family: low.family, low: low.low, high: high.high, length: null };
  }
  return readPrefix(text);
}

function readPrefix(text: string): Block | null {
  const [address = '', lengthText, ...more] = text.split('/');
  const number = address.includes(':') ? readV6(address) : readV4(address);
  if (number === null || more.length > 0) return null;
  const family: Family = address.includes(':') ? 6 : 4;
  const width = widthOf(family);
  const length = lengthText === undefined ? width : /^\d{1,3}$/.test(lengthText) ? Number(lengthText) : Number.NaN;
  if (!(length <= width)) return null;
  const size = 1n << BigInt(width - length);
  const low = (number / size) * size;
  return { family, low, high: low + size - 1n, length };
}

function readV4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function readV6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

/** A prefix as it is written in a rule. */
export function writePrefix(family: Family, low: bigint, length: number): string {
  if (family === 4) return `${[24n, 16n, 8n, 0n].map((shift) => (low >> shift) & 255n).join('.')}/${length}`;
  const groups = Array.from({ length: 8 }, (_, index) => ((low >> BigInt(112 - 16 * index)) & 65535n).toString(16));
  return `${groups.join(':')}/${length}`;
}
