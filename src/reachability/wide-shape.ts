/** How wide one rule is, by its own fields: what it opens far from here, in its own words, and on which ports. */
import { type AddressSet, intersectAddresses, PUBLIC } from '../azure/addresses.js';
import { containsAll } from '../azure/intervals.js';
import type { FirewallRule, OutboundRule, RuleCollection, SecurityRule } from '../azure/model.js';
import { formatPorts, type PortSet } from '../azure/ports.js';
import { parseServiceTag } from '../azure/service-tags.js';
import { isUnknown, type Value } from '../azure/value.js';
import { readAddressText } from './address-field.js';
import type { Evaluation } from './evaluate.js';
import { coverPorts } from './fields.js';

/** How a rule is too wide: every address, a public prefix of a size that no service has, all of Azure, all regions of a service, all ports, any host. */
export type Width = 'everything' | 'prefix' | 'cloud' | 'service' | 'ports' | 'hosts';

/** What of a rule is too wide. */
export interface Shape {
  readonly width: Width;
  /** The texts of the far end that are too wide, in Azure's own spelling, and those that are not. */
  readonly wide: readonly string[];
  readonly rest: readonly string[];
  readonly ports: PortSet;
}

/** Ports so many are all ports, whatever is left out. */
const NEARLY_ALL_PORTS = 60_000;
/** A /8: no service of Azure has so many addresses in one prefix. */
const HUGE = 2 ** 24;

/** The services that the matrix asks for in a region, and those that it asks for as a whole. */
export interface Services {
  readonly regional: ReadonlySet<string>;
  readonly whole: ReadonlySet<string>;
}

export function servicesOf(asked: Evaluation['asked']): Services {
  const names = new Set(asked.flatMap(({ requirement: { tag, hostIsPartOf } }) => tag ?? hostIsPartOf ?? []));
  const tags = [...names].map(parseServiceTag);
  return {
    regional: new Set(tags.flatMap(({ service, region }) => (region === null ? [] : [service]))),
    whole: new Set(tags.flatMap(({ service, region }) => (region === null ? [service] : []))),
  };
}

/** An allowing rule of a group; `null` where it is none, as wide as it has to be, or not decided. */
export function securityRuleShape(rule: SecurityRule, services: Services): Shape | null {
  if (rule.access !== 'Allow' || isUnknown(rule.direction)) return null;
  const ends = rule.direction === 'Outbound' ? rule.destinationAddressPrefixes : rule.sourceAddressPrefixes;
  return shapeOf(widthOf(ends, true, services), rule.destinationPortRanges);
}

/** A rule of a firewall, by the kind of its collection. */
export function firewallRuleShape(
  rule: FirewallRule,
  { kind, action }: Pick<RuleCollection, 'kind' | 'action'>,
  services: Services,
): Shape | null {
  if (action !== 'Allow' || kind === 'nat') return null;
  if (kind === 'application') return hostsShape(rule);
  const named = isUnknown(rule.destinationFqdns) || rule.destinationFqdns.length > 0;
  if (named || rule.destinationIpGroups.length > 0) return null;
  return shapeOf(widthOf(rule.destinationAddresses, false, services), rule.destinationPorts);
}

function shapeOf(far: ReturnType<typeof widthOf>, portRanges: SecurityRule['destinationPortRanges']): Shape | null {
  const ports = coverPorts(portRanges);
  if (far === null || ports.reason !== null) return null;
  const width = far.width ?? allPorts(ports.must);
  return width === null ? null : { ...far, width, ports: ports.must };
}

/** An application rule for any host (F8). */
function hostsShape({
  destinationFqdns,
  destinationUrls,
  fqdnTags,
  webCategories,
  applicationProtocols,
}: FirewallRule): Shape | null {
  if (isUnknown(destinationFqdns) || !destinationFqdns.includes('*') || isUnknown(applicationProtocols)) return null;
  const others = [destinationUrls, fqdnTags, webCategories];
  if (destinationFqdns.some(isUnknown) || others.some((field) => isUnknown(field) || field.length > 0)) return null;
  const ports = coverPorts(applicationProtocols.map(({ port }) => (isUnknown(port) ? port : String(port))));
  return ports.reason === null ? { width: 'hosts', wide: ['*'], rest: [], ports: ports.must } : null;
}

/** What a managed network opens for a host (M2). */
const WEB_PORTS: PortSet = [80, 81, 443, 444];

/** A rule of a managed network (M1, M2). */
export function outboundRuleShape({ destination }: OutboundRule, services: Services): Shape | null {
  if (destination.type === 'FQDN')
    return destination.fqdn === '*' ? { width: 'hosts', wide: ['*'], rest: [], ports: WEB_PORTS } : null;
  if (destination.type !== 'ServiceTag') return null;
  const { serviceTag, addressPrefixes, portRanges, action } = destination;
  if (isUnknown(addressPrefixes) || isUnknown(portRanges) || action !== 'Allow') return null;
  const texts = addressPrefixes === null || addressPrefixes.length === 0 ? [serviceTag] : addressPrefixes;
  const far = widthOf(texts, true, services);
  const ports = coverPorts(portRanges.flatMap((text) => text.split(',')));
  // The service's own tags are approved by themselves (M1): one for data of the user's is the user's business.
  return far === null || far.width === null || far.width === 'service'
    ? null
    : { ...far, width: far.width, ports: ports.must };
}

/** Names and time, which every machine may ask for (DNS, NTP). */
const EVERYBODYS_PORTS: PortSet = [53, 54, 123, 124];

/** Only what the matrix uses shows how few ports would do. */
export function isTold({ width, ports }: Shape, users: readonly number[]): boolean {
  return users.length > 0 || (width !== 'ports' && !containsAll(EVERYBODYS_PORTS, ports));
}

function allPorts(ports: PortSet): Width | null {
  let count = 0;
  for (let i = 0; i < ports.length; i += 2) count += (ports[i + 1] ?? 0) - (ports[i] ?? 0);
  return count >= NEARLY_ALL_PORTS ? 'ports' : null;
}

/** Told without reading its numbers: most fields of most rules are of this kind. */
const SMALL_PREFIX = /^[\d.]{7,15}(?:\/(?:9|[12]\d|3[0-2]))?$/;

const WIDEST: readonly Width[] = ['everything', 'prefix', 'cloud', 'service'];

/**
 * How wide a far end is; `width: null` for service tags that are no wider than they have to be, `null` where it is open or about private addresses.
 * @param atGroup where `Internet` is a word
 */
function widthOf(
  field: Value<readonly Value<string>[]>,
  atGroup: boolean,
  services: Services,
): { readonly width: Width | null; readonly wide: readonly string[]; readonly rest: readonly string[] } | null {
  if (isUnknown(field) || field.length === 0) return null;
  const wide: string[] = [];
  const rest: string[] = [];
  let widest: Width | null = null;
  let isPublic = true;
  for (const item of field) {
    if (isUnknown(item)) return null;
    if (SMALL_PREFIX.test(item)) {
      isPublic = false;
      rest.push(item);
      continue;
    }
    const read = readAddressText(item);
    const width = widthOfText(read, atGroup, services);
    if (width === null) rest.push(item);
    else wide.push(read.kind === 'tag' ? read.tag.name : read.kind === 'special' ? read.name : read.text);
    if (width !== null && (widest === null || WIDEST.indexOf(width) < WIDEST.indexOf(widest))) widest = width;
    isPublic &&= read.kind === 'tag' && read.tag.exists;
  }
  return widest !== null || isPublic ? { width: widest, wide, rest } : null;
}

function widthOfText(
  read: ReturnType<typeof readAddressText>,
  atGroup: boolean,
  { regional, whole }: Services,
): Width | null {
  if (read.kind === 'any') return 'everything';
  if (read.kind === 'special') return atGroup && read.name === 'Internet' ? 'everything' : null;
  if (read.kind === 'addresses') return publicSize(read.addresses) >= HUGE ? 'prefix' : null;
  if (read.kind !== 'tag' || !read.tag.exists) return null;
  const { service, region } = read.tag;
  if (service === 'AzureCloud') return 'cloud';
  return region === null && regional.has(service) && !whole.has(service) ? 'service' : null;
}

function publicSize(addresses: AddressSet): number {
  const { v4 } = intersectAddresses(addresses, PUBLIC);
  let size = 0;
  for (let i = 0; i < v4.length; i += 2) size += (v4[i + 1] ?? 0) - (v4[i] ?? 0);
  return size;
}

/** `443`, `80, 443`, for words. */
export function portWords(ports: PortSet): string {
  return formatPorts(ports).join(', ');
}
