/** Faults in single firewall rules: names where addresses belong and the other way round, wildcards, URLs, host names in network rules (F4 to F10, T9). */

import { parseHostPattern, parsePathPattern } from '../../azure/host-patterns.js';
import { msg } from '../../azure/message.js';
import type { FirewallRule, RuleCollection } from '../../azure/model.js';
import { parseServiceTag, specialTag } from '../../azure/service-tags.js';
import { isUnknown, type Value } from '../../azure/value.js';
import {
  addressFaults,
  portFaults,
  protocolFaults,
  readAddressTexts,
  regionFaults,
  securityGroupOnly,
} from './fields.js';
import { knownItems, type Note, quoted, type Where, warning } from './notes.js';

/** What holds for the policy or firewall that a rule is in; an unknown or `null` answer makes no fault. */
export interface FirewallSetting {
  readonly dnsProxy: Value<boolean | null>;
  readonly premium: Value<boolean>;
  /** Whether there is a certificate for TLS inspection. */
  readonly tlsInspection: Value<boolean>;
}

const NETWORK_PROTOCOLS = new Set(['tcp', 'udp', 'icmp', 'any', '*']);
const APPLICATION_PROTOCOLS = new Set(['http', 'https', 'mssql']);

export function* firewallRuleFaults(
  rule: FirewallRule,
  kind: RuleCollection['kind'],
  setting: FirewallSetting,
  where: Where,
): Generator<Note> {
  yield* sourceFaults(rule, where);
  if (kind === 'application') {
    yield* applicationFaults(rule, where);
    yield* urlFaults(rule, setting, where);
  } else {
    yield* protocolFaults(knownItems(rule.protocols), NETWORK_PROTOCOLS, where);
    yield* portFaults(rule.destinationPorts, where);
    yield* destinationFaults(rule, where);
    yield* networkHostFaults(rule, setting, where);
  }
}

/** T9: tags are destinations of network rules and nothing else. */
function* sourceFaults({ sourceAddresses }: FirewallRule, where: Where): Generator<Note> {
  for (const read of readAddressTexts(sourceAddresses)) {
    if (read.kind === 'special' || (read.kind === 'tag' && read.tag.exists)) {
      yield warning(
        msg`service tags as source of firewall rules`,
        where,
        () =>
          msg`the service tag ${quoted(read.text)} is no source of a firewall rule, so it matches nothing; name addresses or an IP group`,
      );
    } else yield* addressFaults(read, where);
  }
}

function* destinationFaults({ destinationAddresses }: FirewallRule, where: Where): Generator<Note> {
  for (const read of readAddressTexts(destinationAddresses)) {
    yield* addressFaults(read, where);
    if (read.kind === 'tag') {
      yield* regionFaults(read, where);
      yield* securityGroupOnly(read, 'firewall rule', where);
    } else if (read.kind === 'special') {
      yield warning(
        msg`tags that a firewall does not have`,
        where,
        () => msg`a firewall has no tag ${read.name}, so it matches nothing`,
      );
    }
  }
}

function* networkHostFaults(
  { destinationFqdns }: FirewallRule,
  { dnsProxy }: FirewallSetting,
  where: Where,
): Generator<Note> {
  let usable = 0;
  for (const host of knownItems(destinationFqdns)) {
    if (isTag(host)) yield tagAsHost(host, where);
    else if (host.includes('*')) {
      yield warning(
        msg`wildcards in network rules`,
        where,
        () =>
          msg`${quoted(host)} matches nothing: host names in network rules take no wildcards; use an application rule`,
      );
    } else if (parseHostPattern(host) === null) yield noHost(host, where);
    else usable++;
  }
  if (usable > 0 && dnsProxy === false) {
    yield warning(
      msg`network rules with host names and no DNS proxy`,
      where,
      () => msg`its host names match nothing: the DNS proxy of the firewall is off`,
    );
  }
}

function* applicationFaults(rule: FirewallRule, where: Where): Generator<Note> {
  for (const host of knownItems(rule.destinationFqdns)) {
    if (isTag(host)) yield tagAsHost(host, where);
    else if (parseHostPattern(host) !== null) continue;
    else if (host.lastIndexOf('*') > 0) {
      yield warning(
        msg`wildcards that are not left-most`,
        where,
        () => msg`${quoted(host)} matches nothing: a wildcard may only stand left-most`,
      );
    } else yield noHost(host, where);
  }
  for (const tag of knownItems(rule.fqdnTags)) {
    if (isTag(tag))
      yield warning(
        msg`service tags as FQDN tags`,
        where,
        () =>
          msg`${quoted(tag)} is a service tag and no FQDN tag, so it matches nothing; only network rules take service tags`,
      );
  }
  for (const read of readAddressTexts(rule.destinationAddresses)) {
    if (read.kind === 'tag' || read.kind === 'special') {
      yield warning(
        msg`service tags in application rules`,
        where,
        () => msg`application rules take no service tags such as ${quoted(read.text)}; use a network rule`,
      );
    } else yield* addressFaults(read, where);
  }
  if (isUnknown(rule.applicationProtocols)) return;
  const types = rule.applicationProtocols.flatMap(({ type }) => (isUnknown(type) ? [] : [type]));
  yield* protocolFaults(types, APPLICATION_PROTOCOLS, where);
  for (const { port } of rule.applicationProtocols) {
    if (isUnknown(port) || (Number.isInteger(port) && port > 0 && port <= 65535)) continue;
    yield warning(msg`ports that cannot be read`, where, () => msg`${port} is no port; ports are from 1 to 65535`);
  }
}

/** F9: Premium; on HTTPS TLS inspection; wildcards at one end. */
function* urlFaults(rule: FirewallRule, { premium, tlsInspection }: FirewallSetting, where: Where): Generator<Note> {
  const urls = knownItems(rule.destinationUrls);
  if (urls.length === 0) return;
  if (premium === false) {
    yield warning(
      msg`URL rules without Premium`,
      where,
      () => msg`its URLs match nothing: URL rules need a policy of tier Premium`,
    );
  } else if (speaksHttps(rule)) {
    if (rule.terminateTls === false || rule.terminateTls === null) {
      yield warning(
        msg`URL rules without TLS inspection`,
        where,
        () => msg`its URLs match no HTTPS: the rule does not ask for TLS inspection`,
      );
    } else if (rule.terminateTls === true && tlsInspection === false) {
      yield warning(
        msg`URL rules without TLS inspection`,
        where,
        () => msg`its URLs match no HTTPS: the policy has no certificate for TLS inspection`,
      );
    }
  }
  for (const url of urls) {
    const { host, path } = splitUrl(url);
    if (url.trim() === '*' || (parseHostPattern(host) !== null && parsePathPattern(path) !== null)) continue;
    yield warning(
      msg`URLs that cannot be read`,
      where,
      () => msg`${quoted(url)} matches nothing: it is a host and a path, with a wildcard left-most or right-most only`,
    );
  }
}

function splitUrl(text: string): { readonly host: string; readonly path: string } {
  const url = text.trim().replace(/^https?:\/\//i, '');
  const slash = url.indexOf('/');
  return slash < 0 ? { host: url, path: '/' } : { host: url.slice(0, slash), path: url.slice(slash) };
}

function speaksHttps({ applicationProtocols }: FirewallRule): boolean {
  return (
    !isUnknown(applicationProtocols) &&
    applicationProtocols.some(({ type }) => !isUnknown(type) && type.toLowerCase() === 'https')
  );
}

/** No host has the name of a tag: tags have no dots, or a region or a part of a service behind one. */
function isTag(host: string): boolean {
  const text = host.trim();
  return specialTag(text) !== null || parseServiceTag(text).exists;
}

function tagAsHost(host: string, where: Where): Note {
  return warning(
    msg`service tags as host names`,
    where,
    () =>
      msg`${quoted(host)} is a service tag and no host name, so it matches nothing; make it a destination address of a network rule`,
  );
}

function noHost(host: string, where: Where): Note {
  return warning(
    msg`host names that cannot be read`,
    where,
    () => msg`${quoted(host)} is no host name and matches nothing; leave out scheme, port and path`,
  );
}
