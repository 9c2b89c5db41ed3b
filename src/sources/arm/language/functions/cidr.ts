/** Address ranges: taking them apart, cutting them into subnets, counting their hosts. */
import ipaddr from 'ipaddr.js';
import { msg } from '../../../../azure/message.js';
import { type ArmFunction, type Call, integerAt, problem, strict, stringAt } from '../call.js';
import { open } from '../open.js';
import type { ArmValue } from '../types.js';
import { objectOf } from '../values.js';

interface Network {
  readonly bits: 32 | 128;
  /** The first address, bits behind the prefix cleared. */
  readonly first: bigint;
  readonly length: number;
}

function networkAt(call: Call, args: readonly ArmValue[], index: number): Network {
  const text = stringAt(call, args, index).trim();
  const [address = '', lengthText = '', more] = text.split('/');
  const bits = ipaddr.IPv4.isValidFourPartDecimal(address) ? 32 : ipaddr.IPv6.isValid(address) ? 128 : null;
  const length = /^\d{1,3}$/.test(lengthText) ? Number(lengthText) : Number.NaN;
  if (bits === null || more !== undefined || address.includes('%') || !(length <= bits))
    throw problem(call, msg`${text} is not a range of addresses in CIDR notation`);
  const value = ipaddr
    .parse(address)
    .toByteArray()
    .reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const shift = BigInt(bits - length);
  return { bits, first: (value >> shift) << shift, length };
}

function addressText(value: bigint, bits: 32 | 128): string {
  const bytes = Array.from({ length: bits / 8 }, (_, index) => Number((value >> BigInt(bits - 8 - 8 * index)) & 0xffn));
  return ipaddr.fromByteArray(bytes).toString();
}

function sizeOf({ bits, length }: Network): bigint {
  return 1n << BigInt(bits - length);
}

/** Of IPv4 the first address is the network's and the last for broadcasts; ranges too small for these are not documented. */
function parseCidr(args: readonly ArmValue[], call: Call): ArmValue {
  const network = networkAt(call, args, 0);
  const { bits, first, length } = network;
  const last = first + sizeOf(network) - 1n;
  const mask = ((1n << BigInt(bits)) - 1n) ^ (sizeOf(network) - 1n);
  const reserved = bits === 32 ? 1n : 0n;
  const usable = (address: bigint, name: string): ArmValue =>
    bits === 32 && length > 30
      ? open(msg`${name} of so small a range is not documented`, `parseCidr('${stringAt(call, args, 0)}').${name}`, {
          type: 'string',
        })
      : addressText(address, bits);
  const broadcast: readonly [string, ArmValue][] = bits === 32 ? [['broadcast', addressText(last, bits)]] : [];
  return objectOf([
    ['network', addressText(first, bits)],
    ['netmask', addressText(mask, bits)],
    ...broadcast,
    ['firstUsable', usable(first + reserved, 'firstUsable')],
    ['lastUsable', usable(last - reserved, 'lastUsable')],
    ['cidr', length],
  ]);
}

function cidrSubnet(args: readonly ArmValue[], call: Call): ArmValue {
  const { bits, first, length } = networkAt(call, args, 0);
  const [wanted, index] = [integerAt(call, args, 1), integerAt(call, args, 2)];
  if (wanted < length || wanted > bits)
    throw problem(call, msg`a prefix length of ${wanted} is not between ${length} and ${bits}`);
  if (index < 0 || BigInt(index) >= 1n << BigInt(wanted - length))
    throw problem(call, msg`there is no subnet ${index} of length ${wanted} in ${stringAt(call, args, 0)}`);
  return `${addressText(first + (BigInt(index) << BigInt(bits - wanted)), bits)}/${wanted}`;
}

/** Index 0 is the first usable address, which is the one behind the network's own. */
function cidrHost(args: readonly ArmValue[], call: Call): ArmValue {
  const network = networkAt(call, args, 0);
  const index = integerAt(call, args, 1);
  const offset = BigInt(index) + 1n;
  // The last address of an IPv4 range is no host's.
  const hosts = sizeOf(network) - (network.bits === 32 ? 1n : 0n);
  if (index < 0 || offset >= hosts) throw problem(call, msg`there is no host ${index} in ${stringAt(call, args, 0)}`);
  return addressText(network.first + offset, network.bits);
}

const CIDR = { group: 'cidr', kind: 'evaluated' } as const;

export const CIDR_FUNCTIONS: readonly ArmFunction[] = [
  {
    ...CIDR,
    unsettled: 'the usable addresses of a /31 and a /32',
    name: 'parseCidr',
    arity: [1, 1],
    evaluate: strict('object', parseCidr),
  },
  { ...CIDR, name: 'cidrSubnet', arity: [3, 3], evaluate: strict('string', cidrSubnet) },
  { ...CIDR, name: 'cidrHost', arity: [2, 2], evaluate: strict('string', cidrHost) },
];
