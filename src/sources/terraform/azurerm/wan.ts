/** azurerm's virtual hubs: who is connected and where the hub sends Internet traffic. */
import type { RoutingIntent } from '../../../azure/model.js';
import { isUnknown } from '../../../azure/value.js';
import { boolean, knownBlocks, link, resourceOf, text, texts, type View } from '../attributes.js';
import type { MappingTable, Part } from './mapping.js';
import { WANTED } from './wanted.js';

const EVERYTHING: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0']);

/**
 * A route table of a hub, as the routing intent that it comes to: a route for everything sends Internet traffic to its next hop, others send
 * private traffic there. Which connections use the table is not modelled: the ones of its hub do (a reading of ours).
 */
function hubRouteTable(view: View): Part {
  const policies = knownBlocks(view, 'route').flatMap((route): RoutingIntent['policies'] => {
    const nextHop = link(route, 'next_hop', WANTED.firewall);
    if (nextHop === null || 'id' in nextHop)
      return nextHop === null ? [] : [{ destinations: destinationsOf(route), nextHop }];
    return 'unknown' in nextHop && nextHop.candidates === undefined
      ? []
      : [{ destinations: destinationsOf(route), nextHop }];
  });
  const virtualHub = link(view, 'virtual_hub_id', WANTED.virtualHub);
  return policies.length === 0 ? {} : { routingIntents: [{ ...resourceOf(view), virtualHub, policies }] };
}

function destinationsOf(route: View): RoutingIntent['policies'][number]['destinations'] {
  const destinations = texts(route, 'destinations');
  if (isUnknown(destinations)) return destinations;
  const isInternet = destinations.some((prefix) => typeof prefix === 'string' && EVERYTHING.has(prefix));
  return [isInternet ? 'Internet' : 'PrivateTraffic'];
}

export const WAN: MappingTable = {
  azurerm_virtual_hub: (view) => ({
    virtualHubs: [{ ...resourceOf(view), addressPrefix: text(view, 'address_prefix') }],
  }),
  azurerm_virtual_hub_connection: (view) => ({
    virtualHubConnections: [
      {
        ...resourceOf(view),
        virtualHub: link(view, 'virtual_hub_id', WANTED.virtualHub),
        virtualNetwork: link(view, 'remote_virtual_network_id', WANTED.virtualNetwork),
        internetSecurity: boolean(view, 'internet_security_enabled'),
      },
    ],
  }),
  azurerm_virtual_hub_routing_intent: (view) => ({
    routingIntents: [
      {
        ...resourceOf(view),
        virtualHub: link(view, 'virtual_hub_id', WANTED.virtualHub),
        policies: knownBlocks(view, 'routing_policy').map((policy) => ({
          destinations: texts(policy, 'destinations'),
          nextHop: link(policy, 'next_hop', WANTED.firewall),
        })),
      },
    ],
  }),
  azurerm_virtual_hub_route_table: hubRouteTable,
};
