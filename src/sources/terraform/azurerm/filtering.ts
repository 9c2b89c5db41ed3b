/** azurerm's network security groups and route tables, with rules and routes inline and as resources of their own (N16). */
import type { Link, Route, SecurityRule } from '../../../azure/model.js';
import { isUnknown, type Value } from '../../../azure/value.js';
import {
  blocks,
  field,
  link,
  linkByName,
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
import { isOpen } from '../known-values.js';
import type { MappingTable, Part } from './mapping.js';
import { WANTED } from './wanted.js';

/** What the singular and the plural attribute name together. Inline rules have `""` and `[]` for what is not set. */
function oneOrSeveral(view: View, one: string, several: string): Value<readonly Value<string>[]> {
  const single = text(view, one);
  const list = texts(view, several);
  if (isUnknown(list)) return list;
  return single === null ? list : [single, ...list];
}

function hasItems(view: View, name: string): boolean {
  const value = field(view, name);
  return isOpen(value) || (Array.isArray(value) && value.length > 0);
}

function securityRule(view: View, nested?: string): SecurityRule {
  return {
    name: requiredText(view, 'name'),
    priority: requiredNumber(view, 'priority'),
    direction: word(view, 'direction', ['Inbound', 'Outbound']),
    access: word(view, 'access', ['Allow', 'Deny']),
    protocol: requiredText(view, 'protocol'),
    sourcePortRanges: oneOrSeveral(view, 'source_port_range', 'source_port_ranges'),
    destinationPortRanges: oneOrSeveral(view, 'destination_port_range', 'destination_port_ranges'),
    sourceAddressPrefixes: oneOrSeveral(view, 'source_address_prefix', 'source_address_prefixes'),
    destinationAddressPrefixes: oneOrSeveral(view, 'destination_address_prefix', 'destination_address_prefixes'),
    sourceApplicationSecurityGroups: hasItems(view, 'source_application_security_group_ids'),
    destinationApplicationSecurityGroups: hasItems(view, 'destination_application_security_group_ids'),
    location: locationOf(view, nested),
  };
}

function networkSecurityGroup(view: View): Part {
  const rules = blocks(view, 'security_rule');
  return {
    networkSecurityGroups: [
      isUnknown(rules)
        ? { ...resourceOf(view), securityRules: [], otherRules: rules }
        : { ...resourceOf(view), securityRules: rules.map((rule) => securityRule(rule, 'security_rule')) },
    ],
  };
}

/** Whose private address the next hop is, where only a reference tells (W4). A known address is told by `assemble`. */
function nextHop(view: View): Link {
  return isOpen(field(view, 'next_hop_in_ip_address')) ? link(view, 'next_hop_in_ip_address', WANTED.nextHop) : null;
}

function route(view: View, nested?: string): Route {
  return {
    name: requiredText(view, 'name'),
    addressPrefix: requiredText(view, 'address_prefix'),
    nextHopType: requiredText(view, 'next_hop_type'),
    nextHopIpAddress: text(view, 'next_hop_in_ip_address'),
    nextHop: nextHop(view),
    location: locationOf(view, nested),
  };
}

function routeTable(view: View): Part {
  const routes = blocks(view, 'route');
  return {
    routeTables: [
      isUnknown(routes)
        ? { ...resourceOf(view), routes: [], otherRoutes: routes }
        : { ...resourceOf(view), routes: routes.map((item) => route(item, 'route')) },
    ],
  };
}

export const FILTERING: MappingTable = {
  azurerm_network_security_group: networkSecurityGroup,
  azurerm_network_security_rule: (view) => ({
    separateSecurityRules: [
      {
        ...resourceOf(view),
        networkSecurityGroup:
          linkByName(view, 'network_security_group_name', 'networkSecurityGroups', WANTED.networkSecurityGroup) ??
          notInInput(view, 'network_security_group_name'),
        rule: securityRule(view),
      },
    ],
  }),
  azurerm_application_security_group: (view) => ({ applicationSecurityGroups: [resourceOf(view)] }),
  azurerm_route_table: routeTable,
  azurerm_route: (view) => ({
    separateRoutes: [
      {
        ...resourceOf(view),
        routeTable:
          linkByName(view, 'route_table_name', 'routeTables', WANTED.routeTable) ??
          notInInput(view, 'route_table_name'),
        route: route(view),
      },
    ],
  }),
};
