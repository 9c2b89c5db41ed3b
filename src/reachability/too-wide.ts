/** Rules on the paths of the checked scopes that allow far more than the matrix needs: candidates, each with who uses it. Whether less would do is tried later. */
import {
  type AddressSet,
  containsAddresses,
  intersectAddresses,
  NO_ADDRESSES,
  PUBLIC,
  unionOf,
} from '../azure/addresses.js';
import { containsAll } from '../azure/intervals.js';
import type {
  Firewall,
  FirewallRule,
  NetworkSecurityGroup,
  OutboundRule,
  RuleCollection,
  RuleCollectionGroup,
  SecurityRule,
  Workspace,
} from '../azure/model.js';
import { formatPorts, type PortSet } from '../azure/ports.js';
import { parseServiceTag } from '../azure/service-tags.js';
import { isUnknown, type Value } from '../azure/value.js';
import { readAddressField, readAddressText } from './address-field.js';
import type { Evaluation } from './evaluate.js';
import { coverPorts } from './fields.js';
import type { PathOwners } from './path-owners.js';
import { localEnd, type Scope } from './scopes.js';
import { keysOf, type Topology } from './topology.js';

/** How a rule is too wide: every address, a public prefix of a size that no service has, all of Azure, all regions of a service, all ports, any host. */
export type Width = 'everything' | 'prefix' | 'cloud' | 'service' | 'ports' | 'hosts';

/** A rule that looks too wide. */
export type WideRule = WideCommon &
  (
    | { readonly kind: 'security-rule'; readonly owner: NetworkSecurityGroup; readonly rule: SecurityRule }
    | {
        readonly kind: 'firewall-rule';
        readonly owner: Firewall | RuleCollectionGroup;
        readonly collection: RuleCollection;
        readonly rule: FirewallRule;
      }
    | { readonly kind: 'outbound-rule'; readonly owner: Workspace; readonly rule: OutboundRule }
  );

interface WideCommon {
  readonly width: Width;
  /** The texts of the far end that are too wide, in Azure's own spelling, and those that are not. */
  readonly wide: readonly string[];
  readonly rest: readonly string[];
  readonly ports: PortSet;
  /** The findings that it decides, by their position; empty: nothing of the matrix uses it. */
  readonly users: readonly number[];
  /** Where to try whether less is allowed without it: scopes that pass its owner. */
  readonly scopes: readonly Scope[];
  /** Whether others than the checked scopes may send by it. */
  readonly isShared: boolean;
}

/** Ports so many are all ports, whatever is left out. */
const NEARLY_ALL_PORTS = 60_000;
/** A /8: no service of Azure has so many addresses in one prefix. */
const HUGE = 2 ** 24;
/** At how many scopes a rule is tried. */
const MOST_SCOPES = 4;

/** @param scopes all that are checked: a group that others share is their business too, and left alone */
export function wideRules(
  { findings, asked }: Pick<Evaluation, 'findings' | 'asked'>,
  owners: PathOwners,
  scopes: readonly Scope[],
  topology: Topology,
): readonly WideRule[] {
  const context: Context = { uses: usesOf(findings, asked), asked, services: servicesOf(asked), scopes, topology };
  const others = groupsOfOthers(scopes, topology);
  const groups = owners.groups.filter(({ key }) => !others.has(key));
  const own = addressesOf(scopes, topology);
  const places = [...topology.network.ruleCollectionGroups, ...topology.network.firewalls].filter(
    ({ id }) => owners.isOwn(id) && context.uses.places.has(id),
  );
  const managed = scopes.flatMap(({ kind, workspace }) =>
    kind === 'managed-network' && workspace !== null && workspace.reported ? [workspace] : [],
  );
  return [
    ...groups.flatMap((group) => wideInGroup(group, context)),
    ...places.flatMap((owner) => wideInFirewall(owner, own, context)),
    ...managed.flatMap((workspace) => wideInManagedNetwork(workspace, context)),
  ];
}

interface Context {
  readonly uses: Uses;
  readonly asked: Evaluation['asked'];
  readonly services: Services;
  readonly scopes: readonly Scope[];
  readonly topology: Topology;
}

/** What the paths say of rules. */
interface Uses {
  /** Findings by the rule that allows a part of them, in the words of the path. */
  readonly users: ReadonlyMap<string, readonly number[]>;
  /** Rules of which it is open whether they decide. */
  readonly open: ReadonlySet<string>;
  /** Scopes by what is on their paths. */
  readonly places: ReadonlyMap<string, readonly Scope[]>;
}

function usesOf(findings: Evaluation['findings'], asked: Evaluation['asked']): Uses {
  const users = new Map<string, number[]>();
  const open = new Set<string>();
  const places = new Map<string, Set<Scope>>();
  for (const [i, { path }] of findings.entries()) {
    const scope = asked[i]?.scope;
    for (const { resource, collection, rule, action } of path) {
      if (scope !== undefined) places.set(resource, (places.get(resource) ?? new Set()).add(scope));
      if (rule === null) continue;
      const key = ruleKey(resource, collection ?? null, rule);
      if (action === 'unknown') open.add(key);
      const list = users.get(key) ?? [];
      if (list.at(-1) !== i) list.push(i);
      users.set(key, list);
    }
  }
  return { users, open, places: new Map([...places].map(([id, some]) => [id, [...some].slice(0, MOST_SCOPES)])) };
}

function ruleKey(resource: string, collection: string | null, rule: string): string {
  return [resource, collection ?? '', rule].join('\n');
}

/** The services that the matrix asks for in a region, and those that it asks for as a whole. */
interface Services {
  readonly regional: ReadonlySet<string>;
  readonly whole: ReadonlySet<string>;
}

function servicesOf(asked: Evaluation['asked']): Services {
  const names = new Set(asked.flatMap(({ requirement: { tag, hostIsPartOf } }) => tag ?? hostIsPartOf ?? []));
  const tags = [...names].map(parseServiceTag);
  return {
    regional: new Set(tags.flatMap(({ service, region }) => (region === null ? [] : [service]))),
    whole: new Set(tags.flatMap(({ service, region }) => (region === null ? [service] : []))),
  };
}

/** Groups that somebody besides the checked scopes has, by their keys. */
function groupsOfOthers(scopes: readonly Scope[], { network }: Topology): ReadonlySet<string> {
  const places = new Set(scopes.flatMap(({ subnet, networkInterface }) => [subnet?.key, networkInterface?.key]));
  const others = [...network.subnets, ...network.networkInterfaces].filter(({ key }) => !places.has(key));
  return new Set(others.flatMap((place) => keysOf(place.networkSecurityGroup)));
}

function addressesOf(scopes: readonly Scope[], topology: Topology): AddressSet {
  const ends = scopes.filter(({ subnet }) => subnet !== null).map((scope) => localEnd(scope, topology));
  return unionOf(ends.map(({ end, open }) => (open === null ? end.addresses : NO_ADDRESSES)));
}

/** What the paths say of one rule; `null` where its name is open, not its own, or it is open whether it decides. */
function usesOfRule(
  name: Value<string>,
  unique: ReadonlySet<string>,
  resource: string,
  collection: string | null,
  { uses }: Context,
): Pick<WideCommon, 'users' | 'scopes'> | null {
  if (isUnknown(name) || !unique.has(name)) return null;
  const key = ruleKey(resource, collection, name);
  if (uses.open.has(key)) return null;
  return { users: uses.users.get(key) ?? [], scopes: uses.places.get(resource) ?? [] };
}

/** The names that one rule of a list has alone. */
function uniqueNames(rules: readonly { readonly name: Value<string> }[]): ReadonlySet<string> {
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of rules) if (!isUnknown(name)) (once.has(name) ? twice : once).add(name);
  return new Set([...once].filter((name) => !twice.has(name)));
}

function wideInGroup(group: NetworkSecurityGroup, context: Context): readonly WideRule[] {
  const unique = uniqueNames(group.securityRules);
  return group.securityRules.flatMap((rule): readonly WideRule[] => {
    const { access, direction, priority, protocol, presence } = rule;
    if (access !== 'Allow' || isUnknown(direction) || isUnknown(priority) || isUnknown(protocol)) return [];
    if (presence !== undefined || rule.sourceApplicationSecurityGroups || rule.destinationApplicationSecurityGroups)
      return [];
    const outbound = direction === 'Outbound';
    const far = widthOf(outbound ? rule.destinationAddressPrefixes : rule.sourceAddressPrefixes, true, context);
    const ports = coverPorts(rule.destinationPortRanges);
    const width = far === null || ports.reason !== null ? null : (far.width ?? allPorts(ports.must));
    if (far === null || width === null) return [];
    const used = usesOfRule(rule.name, unique, group.id, null, context);
    if (used === null || !isTold({ width, ports: ports.must }, used.users) || (!outbound && used.users.length === 0))
      return [];
    // At the far end of a private endpoint an inbound rule decides what is outbound here: that is the endpoint's business.
    const straight = used.users.every(
      (i) => context.asked[i]?.requirement.direction === (outbound ? 'outbound' : 'inbound'),
    );
    if (!straight) return [];
    return [{ kind: 'security-rule', owner: group, rule, ...far, width, ports: ports.must, ...used, isShared: false }];
  });
}

function wideInFirewall(owner: Firewall | RuleCollectionGroup, own: AddressSet, context: Context): readonly WideRule[] {
  return owner.ruleCollections.flatMap((collection): readonly WideRule[] => {
    const { kind, action, name, presence, rules } = collection;
    if (action !== 'Allow' || kind === 'nat' || isUnknown(name) || presence !== undefined) return [];
    const unique = uniqueNames(rules);
    return rules.flatMap((rule): readonly WideRule[] => {
      const shape = kind === 'network' ? networkWidth(rule, context) : hostsWidth(rule);
      const used = usesOfRule(rule.name, unique, owner.id, name, context);
      if (shape === null || used === null || !isTold(shape, used.users)) return [];
      const isShared = !isFrom(rule, own);
      // Others may have good reasons for a service elsewhere; nobody has one for everything.
      if (isShared && (used.users.length === 0 || (shape.width !== 'everything' && shape.width !== 'hosts'))) return [];
      return [{ kind: 'firewall-rule', owner, collection, rule, ...shape, ...used, isShared }];
    });
  });
}

type Shape = Pick<WideCommon, 'width' | 'wide' | 'rest' | 'ports'>;

function networkWidth(rule: FirewallRule, context: Context): Shape | null {
  const far = widthOf(rule.destinationAddresses, false, context);
  const ports = coverPorts(rule.destinationPorts);
  const named = isUnknown(rule.destinationFqdns) || rule.destinationFqdns.length > 0;
  if (far === null || ports.reason !== null || named || rule.destinationIpGroups.length > 0) return null;
  const width = far.width ?? allPorts(ports.must);
  return width === null ? null : { ...far, width, ports: ports.must };
}

/** An application rule for any host (F8). */
function hostsWidth({
  destinationFqdns,
  destinationUrls,
  fqdnTags,
  webCategories,
  applicationProtocols,
}: FirewallRule) {
  if (isUnknown(destinationFqdns) || !destinationFqdns.includes('*') || isUnknown(applicationProtocols)) return null;
  const others = [destinationUrls, fqdnTags, webCategories];
  if (destinationFqdns.some(isUnknown) || others.some((field) => isUnknown(field) || field.length > 0)) return null;
  const ports = coverPorts(applicationProtocols.map(({ port }) => (isUnknown(port) ? port : String(port))));
  return ports.reason === null ? { width: 'hosts' as const, wide: ['*'], rest: [], ports: ports.must } : null;
}

function isFrom({ sourceAddresses, sourceIpGroups }: FirewallRule, own: AddressSet): boolean {
  const { anything, addresses, names } = readAddressField(sourceAddresses);
  return (
    !anything &&
    addresses !== null &&
    names.length === 0 &&
    sourceIpGroups.length === 0 &&
    containsAddresses(own, addresses)
  );
}

function wideInManagedNetwork(workspace: Workspace, context: Context): readonly WideRule[] {
  const unique = uniqueNames(workspace.outboundRules);
  return workspace.outboundRules.flatMap((rule): readonly WideRule[] => {
    const { destination, presence } = rule;
    const used = usesOfRule(rule.name, unique, workspace.id, null, context);
    if (used === null || presence !== undefined) return [];
    const shape =
      destination.type === 'FQDN'
        ? destination.fqdn === '*'
          ? { width: 'hosts' as const, wide: ['*'], rest: [], ports: [80, 81, 443, 444] }
          : null
        : destination.type === 'ServiceTag'
          ? tagWidth(destination, context)
          : null;
    if (shape === null || !isTold(shape, used.users)) return [];
    return [{ kind: 'outbound-rule', owner: workspace, rule, ...shape, ...used, isShared: false }];
  });
}

function tagWidth(
  { serviceTag, addressPrefixes, portRanges, action }: Extract<OutboundRule['destination'], { type: 'ServiceTag' }>,
  context: Context,
): Shape | null {
  if (isUnknown(addressPrefixes) || isUnknown(portRanges) || action !== 'Allow') return null;
  const texts = addressPrefixes === null || addressPrefixes.length === 0 ? [serviceTag] : addressPrefixes;
  const far = widthOf(texts, true, context);
  const ports = coverPorts(portRanges.flatMap((text) => text.split(',')));
  // The service's own tags are approved by themselves (M1): one for data of the user's is the user's business.
  return far === null || far.width === null || far.width === 'service'
    ? null
    : { ...far, width: far.width, ports: ports.must };
}

/** Names and time, which every machine may ask for (DNS, NTP). */
const EVERYBODYS_PORTS: PortSet = [53, 54, 123, 124];

/** Only what the matrix uses shows how few ports would do. */
function isTold({ width, ports }: Pick<WideCommon, 'width' | 'ports'>, users: readonly number[]): boolean {
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
  { services }: Context,
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
