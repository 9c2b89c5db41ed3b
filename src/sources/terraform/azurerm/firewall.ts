/** azurerm's firewalls, policies, rule collections in both forms, and IP groups (F1 to F16). */
import { msg } from '../../../azure/message.js';
import type { Firewall, FirewallRule, RuleCollection } from '../../../azure/model.js';
import { isUnknown, type Unknown, unknown, type Value } from '../../../azure/value.js';
import {
  blocks,
  boolean,
  computed,
  knownBlocks,
  link,
  linkByName,
  links,
  locationOf,
  notInInput,
  requiredNumber,
  requiredText,
  resourceOf,
  text,
  texts,
  type View,
  word,
} from '../attributes.js';
import { isOpen, own } from '../known-values.js';
import type { Mapping, MappingTable, Part } from './mapping.js';
import { WANTED } from './wanted.js';

type Kind = RuleCollection['kind'];

/** The first of several attribute names that the rule has: policies and classic collections, and providers' versions, differ. */
function firstTexts(view: View, names: readonly string[]): Value<readonly Value<string>[]> {
  const present = names.map((name) => texts(view, name)).filter((list) => isUnknown(list) || list.length > 0);
  return present[0] ?? [];
}

function applicationProtocols(view: View): FirewallRule['applicationProtocols'] {
  // Policies call the block `protocols`, classic collections `protocol`.
  for (const name of ['protocols', 'protocol']) {
    const found = blocks(view, name);
    if (isUnknown(found)) return found;
    if (found.length > 0) {
      return found.map((item) => ({ type: requiredText(item, 'type'), port: requiredNumber(item, 'port') }));
    }
  }
  return [];
}

function rule(view: View, kind: Kind): FirewallRule {
  const isApplication = kind === 'application';
  return {
    name: requiredText(view, 'name'),
    sourceAddresses: texts(view, 'source_addresses'),
    sourceIpGroups: links(view, 'source_ip_groups', WANTED.ipGroup),
    protocols: isApplication ? [] : texts(view, 'protocols'),
    destinationAddresses: firstTexts(view, ['destination_addresses', 'destination_address']),
    destinationIpGroups: links(view, 'destination_ip_groups', WANTED.ipGroup),
    destinationFqdns: firstTexts(view, ['destination_fqdns', 'target_fqdns']),
    destinationPorts: texts(view, 'destination_ports'),
    applicationProtocols: isApplication ? applicationProtocols(view) : [],
    destinationUrls: texts(view, 'destination_urls'),
    fqdnTags: firstTexts(view, ['destination_fqdn_tags', 'fqdn_tags']),
    webCategories: texts(view, 'web_categories'),
    terminateTls: boolean(view, 'terminate_tls'),
    location: locationOf(view, 'rule'),
  };
}

function collection(view: View, kind: Kind, nested?: string): RuleCollection {
  const rules = blocks(view, 'rule');
  return {
    name: requiredText(view, 'name'),
    kind,
    priority: requiredNumber(view, 'priority'),
    action: word(view, 'action', ['Allow', 'Deny', 'Dnat']),
    rules: isUnknown(rules) ? [] : rules.map((item) => rule(item, kind)),
    ...(isUnknown(rules) ? { otherRules: rules } : {}),
    location: locationOf(view, nested),
  };
}

const COLLECTION_BLOCKS: readonly (readonly [string, Kind])[] = [
  ['nat_rule_collection', 'nat'],
  ['network_rule_collection', 'network'],
  ['application_rule_collection', 'application'],
];

function ruleCollectionGroup(view: View): Part {
  const found = COLLECTION_BLOCKS.map(([name, kind]) => ({ name, kind, views: blocks(view, name) }));
  const open = found.map(({ views }) => views).find((views): views is Unknown => isUnknown(views));
  return {
    ruleCollectionGroups: [
      {
        ...resourceOf(view),
        policy: link(view, 'firewall_policy_id', WANTED.firewallPolicy),
        priority: requiredNumber(view, 'priority'),
        ruleCollections: found.flatMap(({ name, kind, views }) =>
          isUnknown(views) ? [] : views.map((item) => collection(item, kind, name)),
        ),
        ...(open === undefined ? {} : { otherRuleCollections: open }),
      },
    ],
  };
}

function privateIpAddresses(view: View): Value<readonly Value<string>[]> {
  const configurations = [...knownBlocks(view, 'ip_configuration'), ...knownBlocks(view, 'virtual_hub')];
  const addresses = configurations.map((item) => computed(item, 'private_ip_address'));
  const usable = addresses.filter(
    (address): address is Value<string> => isOpen(address) || (typeof address === 'string' && address !== ''),
  );
  return usable.length > 0 ? usable : notInInput(view, 'private_ip_address');
}

function firewall(view: View): Part {
  const isData = view.instance.mode === 'data';
  // Only the first configuration names the subnet, which Azure demands to be called so.
  const placed = knownBlocks(view, 'ip_configuration').find((item) => computed(item, 'subnet_id') !== null);
  const hub = knownBlocks(view, 'virtual_hub')[0];
  const mapped: Firewall = {
    ...resourceOf(view),
    policy: link(view, 'firewall_policy_id', WANTED.firewallPolicy),
    privateIpAddresses: privateIpAddresses(view),
    subnet:
      placed === undefined
        ? null
        : link(
            placed,
            'subnet_id',
            WANTED.subnet,
            ({ key, instance }) =>
              own(instance.values, 'name') === 'AzureFirewallSubnet' || key.endsWith('["AzureFirewallSubnet"]'),
          ),
    virtualHub: hub === undefined ? null : link(hub, 'virtual_hub_id', WANTED.virtualHub),
    threatIntelMode: text(view, 'threat_intel_mode'),
    dnsProxy: boolean(view, 'dns_proxy_enabled'),
    ruleCollections: [],
    ...(isData
      ? { otherRuleCollections: unknown(msg`${view.instance.address}: the data source does not show rule collections`) }
      : {}),
  };
  return { firewalls: [mapped] };
}

/** `true` where the block is there, `false` where it is not. */
function hasBlock(view: View, name: string): Value<boolean> {
  const found = blocks(view, name);
  return isUnknown(found) ? found : found.length > 0;
}

function firewallPolicy(view: View): Part {
  const isData = view.instance.mode === 'data';
  const dns = blocks(view, 'dns');
  return {
    firewallPolicies: [
      {
        ...resourceOf(view),
        basePolicy: link(view, 'base_policy_id', WANTED.firewallPolicy),
        tier: text(view, 'sku'),
        dnsProxy: isUnknown(dns) ? dns : dns[0] === undefined ? false : (boolean(dns[0], 'proxy_enabled') ?? false),
        threatIntelMode: text(view, 'threat_intelligence_mode'),
        tlsInspection: hasBlock(view, 'tls_certificate'),
        ...(isData
          ? { otherGroups: unknown(msg`${view.instance.address}: the data source does not show the rules`) }
          : {}),
      },
    ],
  };
}

/** Classic collections are resources of their own (F15). */
function classic(kind: Kind): Mapping {
  return (view) => {
    const mapped = collection(view, kind);
    return {
      separateRuleCollections: [
        {
          ...resourceOf(view),
          firewall: linkByName(view, 'azure_firewall_name', 'firewalls', WANTED.firewall),
          collection: mapped,
        },
      ],
    };
  };
}

export const FIREWALL: MappingTable = {
  azurerm_firewall: firewall,
  azurerm_firewall_policy: firewallPolicy,
  azurerm_firewall_policy_rule_collection_group: ruleCollectionGroup,
  azurerm_firewall_nat_rule_collection: classic('nat'),
  azurerm_firewall_network_rule_collection: classic('network'),
  azurerm_firewall_application_rule_collection: classic('application'),
  azurerm_ip_group: (view) => ({ ipGroups: [{ ...resourceOf(view), addresses: texts(view, 'cidrs') }] }),
  azurerm_ip_group_cidr: (view) => {
    const { name: _, ...base } = resourceOf(view);
    return {
      separateIpGroupAddresses: [
        {
          ...base,
          name: view.instance.address,
          ipGroup: link(view, 'ip_group_id', WANTED.ipGroup),
          addresses: texts(view, 'cidr'),
        },
      ],
    };
  },
};
