/** Functions on address prefixes, IPv4 and IPv6 alike. */
import ipaddr from 'ipaddr.js';
import { type Message, msg } from '../../../../azure/message.js';
import { fail } from '../failure.js';
import type { TfValue } from '../types.js';
import { undecided } from '../values.js';
import { define, type Entry, integer, listOf, text } from './function.js';

interface Prefix {
  /** Without the bits behind the prefix. */
  readonly base: bigint;
  readonly length: number;
  /** 32 or 128. */
  readonly bits: number;
}

const NO_PREFIX: Message = msg`this text is no address prefix such as 10.0.0.0/8`;

/** Zeros before a decimal part are passed over, as Terraform does for the sake of old configurations. */
const withoutZeros = (address: string): string =>
  address.includes(':') ? address : address.replace(/\b0+(?=[0-9])/g, '');

function parsePrefix(value: string): Prefix {
  const [address = '', length = '', ...others] = value.split('/');
  if (others.length > 0 || value.length > 100 || !/^[0-9]{1,3}$/.test(length)) return fail(NO_PREFIX);
  const plain = withoutZeros(address);
  const wellFormed = plain.includes(':')
    ? /^[0-9a-fA-F:.]+$/.test(plain) && ipaddr.IPv6.isValid(plain)
    : ipaddr.IPv4.isValidFourPartDecimal(plain);
  if (!wellFormed) return fail(NO_PREFIX);
  const bytes = ipaddr.parse(plain).toByteArray();
  const bits = bytes.length * 8;
  if (Number(length) > bits) return fail(NO_PREFIX);
  if (bits === 128 && Number(length) >= 96 && bytes.slice(0, 12).every((byte, at) => byte === (at < 10 ? 0 : 255))) {
    // An IPv4 address in the clothes of an IPv6 one is written as what it is.
    return parsePrefix(`${bytes.slice(12).join('.')}/${Number(length) - 96}`);
  }
  const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const hostBits = BigInt(bits - Number(length));
  return { base: (number >> hostBits) << hostBits, length: Number(length), bits };
}

function writeAddress(value: bigint, bits: number): string {
  const bytes: number[] = [];
  for (let shift = BigInt(bits - 8); shift >= 0n; shift -= 8n) bytes.push(Number((value >> shift) & 0xffn));
  const address = ipaddr.fromByteArray(bytes);
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

const writePrefix = ({ base, length, bits }: Prefix): string => `${writeAddress(base, bits)}/${length}`;

/** The address of a number within a prefix; negative ones count from its end. */
function host(prefix: Prefix, number: number): string {
  const size = 1n << BigInt(prefix.bits - prefix.length);
  const wanted = BigInt(number);
  if (wanted >= size || wanted < -size) fail(msg`the prefix has no address of this number`);
  return writeAddress(prefix.base + (wanted < 0n ? size + wanted : wanted), prefix.bits);
}

function netmask({ length, bits }: Prefix): string {
  if (bits !== 32) fail(msg`only prefixes of IPv4 have a mask`);
  return writeAddress(((1n << BigInt(length)) - 1n) << BigInt(32 - length), 32);
}

function subnet({ base, length, bits }: Prefix, more: number, number: number): string {
  // Terraform computes something with negative numbers, but nothing that is meant.
  if (more < 0 || number < 0) return undecided(msg`a subnet with a negative number is not computed here`);
  const inner = length + more;
  if (inner > bits) fail(msg`the prefix has no room for so many bits more`);
  const index = BigInt(number);
  if (index >= 1n << BigInt(more)) fail(msg`the prefix has no subnet of this number`);
  return writePrefix({ base: base + (index << BigInt(bits - inner)), length: inner, bits });
}

/** One behind the other, each where its length next fits. */
function subnets(prefix: Prefix, lengths: readonly number[]): TfValue {
  const end = prefix.base + (1n << BigInt(prefix.bits - prefix.length));
  let next = prefix.base;
  const found = lengths.map((more) => {
    if (more < 1) fail(msg`a prefix must be made longer by at least one bit`);
    if (more > 32) fail(msg`a prefix can be made longer by at most 32 bits`);
    const length = prefix.length + more;
    if (length > prefix.bits) fail(msg`the prefix has no room for so many bits more`);
    const size = 1n << BigInt(prefix.bits - length);
    const base = ((next + size - 1n) / size) * size;
    if (base + size > end) fail(msg`the prefix has no room left for another subnet`);
    next = base + size;
    return writePrefix({ base, length, bits: prefix.bits });
  });
  return listOf('string', found);
}

export const NETWORK: readonly Entry[] = [
  define('cidrhost', ['string', 'number'], ([prefix, index]) => host(parsePrefix(text(prefix)), integer(index))),
  define('cidrnetmask', ['string'], ([prefix]) => netmask(parsePrefix(text(prefix)))),
  define('cidrsubnet', ['string', 'number', 'number'], ([prefix, more, index]) =>
    subnet(parsePrefix(text(prefix)), integer(more), integer(index)),
  ),
  define(
    'cidrsubnets',
    ['string'],
    ([prefix, ...lengths]) => subnets(parsePrefix(text(prefix)), lengths.map(integer)),
    {
      rest: 'number',
    },
  ),
];
