/** Rules of groups and network rules of firewalls as claims on packets, for {@link shadows}: service tags and words as parts, prefixes as addresses. */
import { type AddressSet, NO_ADDRESSES, PUBLIC, subtractAddresses, unionOf } from '../azure/addresses.js';
import type { FirewallRule, NetworkSecurityGroup, RuleCollection, SecurityRule } from '../azure/model.js';
import { isUnknown, type Value } from '../azure/value.js';
import { type AddressField, readAddressField } from './address-field.js';
import { coverPorts } from './fields.js';
import { ALL_PROTOCOLS, type Claim, protocolBits } from './shadowed.js';
import { ANY_BOX, ANY_END, type Box, containsEnd, type EndSet, NO_END } from './space.js';
import { coverRemote, tagTarget } from './targets.js';
import { follow, knownSpace, type Topology } from './topology.js';

/** A rule with its claim. */
export interface ClaimingRule<R> {
  readonly rule: R;
  readonly claim: Claim;
}

const NO_CLAIM: Claim = { protocols: 0, takes: null, wants: null };

/** The rules of a group in one direction by priority (N1). Those of open priority or direction take nothing and want nothing: they are left out. */
export function groupClaims(
  group: NetworkSecurityGroup,
  direction: 'Inbound' | 'Outbound',
  ground: Ground,
): readonly ClaimingRule<SecurityRule>[] {
  const rules = group.securityRules.filter((rule) => rule.direction === direction && !isUnknown(rule.priority));
  const sorted = rules
    .sort((a, b) => Number(a.priority) - Number(b.priority))
    .map((rule) => ({
      rule,
      priority: rule.priority,
      source: readAddressField(rule.sourceAddressPrefixes),
      destination: readAddressField(rule.destinationAddressPrefixes),
    }));
  const names = namesIn(
    sorted.flatMap(({ source, destination }) => [source, destination]),
    ground,
  );
  return sorted.map(({ rule, source, destination }, i) => {
    const claim = securityClaim(rule, direction, [
      names.end(source, rule.sourceApplicationSecurityGroups),
      names.end(destination, rule.destinationApplicationSecurityGroups),
    ]);
    // Two rules of one priority, which Azure refuses, are in no order.
    const tied = sorted[i - 1]?.priority === rule.priority || sorted[i + 1]?.priority === rule.priority;
    return { rule, claim: tied ? NO_CLAIM : claim };
  });
}

function securityClaim(
  rule: SecurityRule,
  direction: 'Inbound' | 'Outbound',
  [source, destination]: readonly [End | null, End | null],
): Claim {
  const { protocol, presence } = rule;
  if (isUnknown(protocol) || presence !== undefined) return NO_CLAIM;
  const sourcePorts = coverPorts(rule.sourcePortRanges);
  const ports = coverPorts(rule.destinationPortRanges);
  if (source === null || destination === null || sourcePorts.reason !== null || ports.reason !== null) return NO_CLAIM;
  const [near, far] = direction === 'Outbound' ? [source, destination] : [destination, source];
  const shape = { ...ANY_BOX, sourcePorts: sourcePorts.must, ports: ports.must };
  return claimOf(protocolBits(protocol), near, far, shape);
}

/** The network rules of collections in the order of evaluation (F2, F3). */
export function firewallClaims(
  collections: readonly RuleCollection[],
  topology: Topology,
  ground: Ground,
): readonly ClaimingRule<FirewallRule>[] {
  const read = collections.flatMap(({ kind, presence, rules }) =>
    kind === 'network'
      ? rules.map((rule) => ({
          rule,
          isThere: presence === undefined,
          source: firewallField(rule.sourceAddresses, rule.sourceIpGroups, topology),
          destination: firewallField(rule.destinationAddresses, rule.destinationIpGroups, topology),
        }))
      : [],
  );
  const names = namesIn(
    read.flatMap(({ source, destination }) => [source, destination].filter((field) => field !== null)),
    ground,
  );
  const end = (field: AddressField | null) => (field === null ? null : names.end(field, false));
  return read.map(({ rule, isThere, source, destination }) => ({
    rule,
    claim: isThere ? networkClaim(rule, [end(source), end(destination)]) : NO_CLAIM,
  }));
}

function networkClaim(rule: FirewallRule, [source, destination]: readonly [End | null, End | null]): Claim {
  const ports = coverPorts(rule.destinationPorts);
  const protocols = isUnknown(rule.protocols) ? [] : rule.protocols;
  if (source === null || destination === null || ports.reason !== null || protocols.some(isUnknown)) return NO_CLAIM;
  const bits = protocols.reduce<number>((all, one) => all | (isUnknown(one) ? 0 : protocolBits(one)), 0);
  const claim = claimOf(bits, source, destination, { ...ANY_BOX, ports: ports.must });
  // What a host name matches is not among the addresses: such a rule takes what it says by address, and is not asked about.
  const named = isUnknown(rule.destinationFqdns) || rule.destinationFqdns.length > 0;
  return named ? { ...claim, wants: null } : claim;
}

/** `null` where the field is not decided, or means nothing at a firewall. */
function firewallField(
  addresses: Value<readonly Value<string>[]>,
  groups: FirewallRule['sourceIpGroups'],
  topology: Topology,
): AddressField | null {
  if (isUnknown(addresses)) return null;
  const items = groups.map((link) => {
    const group = follow(link, topology.ipGroups);
    return group.kind === 'one' && !isUnknown(group.resource.addresses) ? group.resource.addresses : null;
  });
  if (items.includes(null)) return null;
  const field = readAddressField([...addresses, ...items.flatMap((some) => some ?? [])]);
  // Internet and VirtualNetwork are words of security groups: at a firewall they are nobody's.
  return field.names.some((name) => 'kind' in name && name.kind === 'special') ? null : field;
}

function claimOf(protocols: number, near: End, far: End, shape: Box): Claim {
  const box = (local: EndSet | null, remote: EndSet | null): Box | null =>
    local === null || remote === null ? null : { ...shape, local, remote };
  return {
    protocols: protocols & ALL_PROTOCOLS,
    takes: box(near.takes, far.takes),
    wants: box(near.wants, far.wants),
  };
}

/** One end of a rule: what it holds for certain, and all that it can be about. */
interface End {
  readonly takes: EndSet | null;
  readonly wants: EndSet | null;
}

const ANYTHING: End = { takes: ANY_END, wants: ANY_END };
/** The last bits are for what no name of the input has. */
const MOST_NAMES = 500;

/** The names in the rules of one list, each a part of an end. */
interface Names {
  /** `null` where a field is not decided, or names what does not exist. @param members whether it names application security groups */
  readonly end: (field: AddressField, members: boolean) => End | null;
}

/** What holds for all lists of the input. */
export interface Ground {
  /** Whether one service tag or word holds all of another tag. */
  readonly holds: (whole: string, part: string) => boolean;
  /** Public addresses that no virtual network of the input uses; none where a network's addresses are open. */
  readonly outside: AddressSet;
}

export function groundOf({ network }: Topology): Ground {
  const spaces = network.virtualNetworks.map(({ addressSpace }) => knownSpace(addressSpace));
  const outside = spaces.some(({ open }) => open !== null)
    ? NO_ADDRESSES
    : subtractAddresses(PUBLIC, unionOf(spaces.map(({ addresses }) => addresses)));
  // The same few names stand in the rules of all groups.
  const known = new Map<string, Map<string, boolean>>();
  const holds = (whole: string, part: string): boolean => {
    if (whole === 'Internet') return true;
    if (!whole.startsWith('AzureCloud') && !(part.startsWith(whole) && part.charAt(whole.length) === '.')) return false;
    const answers = known.get(whole) ?? new Map<string, boolean>();
    const answer = answers.get(part) ?? holdsTag(whole, part);
    known.set(whole, answers.set(part, answer));
    return answer;
  };
  return { holds, outside };
}

/** @param fields every address field of the list: what one name holds of another is worked out among them */
function namesIn(fields: readonly AddressField[], { holds, outside }: Ground): Names {
  const bits = new Map<string, bigint>();
  const tags: string[] = [];
  for (const { names } of fields) {
    for (const name of names) {
      if ('unknown' in name) continue;
      const text = name.kind === 'special' ? name.name : name.tag.name;
      if (bits.has(text) || bits.size >= MOST_NAMES) continue;
      bits.set(text, 1n << BigInt(bits.size));
      if (name.kind === 'tag') tags.push(text);
    }
  }
  const held = new Map<string, EndSet>();
  const heldBy = (name: Exclude<AddressField['names'][number], { readonly unknown: unknown }>): EndSet | null => {
    const text = name.kind === 'special' ? name.name : name.tag.name;
    const own = bits.get(text);
    if (own === undefined || (name.kind === 'tag' && !name.tag.exists)) return null;
    const known = held.get(text);
    if (known !== undefined) return known;
    const others = tags.filter((tag) => tag !== text && holds(text, tag));
    const parts = others.reduce((all, tag) => all | (bits.get(tag) ?? 0n), own);
    const end = { addresses: text === 'Internet' ? outside : NO_ADDRESSES, parts };
    held.set(text, end);
    return end;
  };
  return { end: (field, members) => endOf(field, members, heldBy, bits) };
}

function endOf(
  field: AddressField,
  members: boolean,
  heldBy: (name: Exclude<AddressField['names'][number], { readonly unknown: unknown }>) => EndSet | null,
  bits: ReadonlyMap<string, bigint>,
): End | null {
  // The members of an application security group are somewhere: nothing is taken for certain, and anything may be wanted.
  if (members) return { takes: null, wants: ANY_END };
  if (field.anything) return ANYTHING;
  let takes: EndSet = field.addresses === null ? NO_END : { addresses: field.addresses, parts: 0n };
  let wants = takes;
  for (const name of field.names) {
    if ('unknown' in name) return null;
    const end = heldBy(name);
    if (end === null) return null;
    takes = { addresses: join(takes.addresses, end.addresses), parts: takes.parts | end.parts };
    const own = bits.get(name.kind === 'special' ? name.name : name.tag.name) ?? 0n;
    wants = { addresses: wants.addresses, parts: wants.parts | own };
  }
  return { takes, wants };
}

function join(a: AddressSet, b: AddressSet): AddressSet {
  return b === NO_ADDRESSES ? a : unionOf([a, b]);
}

/** By the facts T1 to T4. A tag list would know more of a few tags, at the price of reading the prefixes of all tags that any rule names. */
function holdsTag(whole: string, part: string): boolean {
  const target = tagTarget(part, null, false);
  const around = { networkSpace: NO_ADDRESSES, openSpace: null, tagList: null };
  return containsEnd(coverRemote([whole], target, around).must, target.end);
}
