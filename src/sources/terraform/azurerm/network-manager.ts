/** azurerm's Azure Virtual Network Manager: security admin rules, what they apply to, and what puts them into force (N12). */
import { isUnknown, type Value } from '../../../azure/value.js';
import {
  blocks,
  link,
  links,
  locationOf,
  requiredNumber,
  requiredText,
  resourceOf,
  text,
  texts,
  type View,
  word,
} from '../attributes.js';
import type { MappingTable } from './mapping.js';
import { WANTED } from './wanted.js';

/** `source` and `destination` blocks: each one prefix or one service tag; none is anything. */
function prefixes(view: View, name: 'source' | 'destination'): Value<readonly Value<string>[]> {
  const ends = blocks(view, name);
  if (isUnknown(ends)) return ends;
  return ends.length === 0 ? ['*'] : ends.map((end) => requiredText(end, 'address_prefix'));
}

/** Ports that are not named are all ports. */
function ports(view: View, name: string): Value<readonly Value<string>[]> {
  const list = texts(view, name);
  return isUnknown(list) || list.length > 0 ? list : ['*'];
}

export const NETWORK_MANAGER: MappingTable = {
  azurerm_network_manager_network_group: (view) => ({ networkGroups: [resourceOf(view)] }),
  azurerm_network_manager_static_member: (view) => ({
    networkGroupMembers: [
      {
        ...resourceOf(view),
        networkGroup: link(view, 'network_group_id', WANTED.networkGroup),
        virtualNetwork: link(view, 'target_virtual_network_id', WANTED.virtualNetwork),
      },
    ],
  }),
  azurerm_network_manager_security_admin_configuration: (view) => ({ securityAdminConfigurations: [resourceOf(view)] }),
  azurerm_network_manager_admin_rule_collection: (view) => ({
    securityAdminRuleCollections: [
      {
        ...resourceOf(view),
        configuration: link(view, 'security_admin_configuration_id', WANTED.securityAdminConfiguration),
        networkGroups: links(view, 'network_group_ids', WANTED.networkGroup),
      },
    ],
  }),
  azurerm_network_manager_admin_rule: (view) => ({
    securityAdminRules: [
      {
        ...resourceOf(view),
        collection: link(view, 'admin_rule_collection_id', WANTED.securityAdminRuleCollection),
        action: word(view, 'action', ['Allow', 'Deny', 'AlwaysAllow']),
        rule: {
          name: requiredText(view, 'name'),
          priority: requiredNumber(view, 'priority'),
          direction: word(view, 'direction', ['Inbound', 'Outbound']),
          protocol: requiredText(view, 'protocol'),
          sourcePortRanges: ports(view, 'source_port_ranges'),
          destinationPortRanges: ports(view, 'destination_port_ranges'),
          sourceAddressPrefixes: prefixes(view, 'source'),
          destinationAddressPrefixes: prefixes(view, 'destination'),
          sourceApplicationSecurityGroups: false,
          destinationApplicationSecurityGroups: false,
          location: locationOf(view),
        },
      },
    ],
  }),
  azurerm_network_manager_deployment: (view) =>
    text(view, 'scope_access') === 'Connectivity'
      ? {}
      : {
          securityAdminDeployments: [
            {
              ...resourceOf(view),
              configurations: links(view, 'configuration_ids', WANTED.securityAdminConfiguration),
            },
          ],
        },
};
