/** azurerm's virtual hubs: who is connected and where the hub sends Internet traffic. */
import type { Link, RoutingIntent } from '../../../azure/model.js';
import { isUnknown } from '../../../azure/value.js';
import { boolean, knownBlocks, link, resourceOf, text, texts, type View } from '../attributes.js';
import type { MappingTable, Part } from './mapping.js';
import { WANTED } from './wanted.js';

const EVERYTHING: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0']);

/** A hub's route tables and their routes, which may be resources of their own. */
const TABLE = 'azurerm_virtual_hub_route_table';
export const HUB_ROUTE_TYPES: ReadonlySet<string> = new Set([TABLE, `${TABLE}_route`]);

/**
 * Routes of hubs, as the routing intents that they come to: a route for everything sends Internet traffic to its next hop, others send private
 * traffic there. Which connections use a table is not modelled: the ones of its hub do (a reading of ours).
 */
export function mapHubRoutes(views: readonly View[]): Part {
  const hubs = new Map(
    views
      .filter(({ instance }) => instance.type === TABLE)
      .map((view) => [view.instance.address, link(view, 'virtual_hub_id', WANTED.virtualHub)]),
  );
  return {
    routingIntents: views.flatMap((view): readonly RoutingIntent[] => {
      const isTable = view.instance.type === TABLE;
      const policies = (isTable ? knownBlocks(view, 'route') : [view]).flatMap((route) => policyOf(route) ?? []);
      const virtualHub = isTable ? (hubs.get(view.instance.address) ?? null) : hubOfRoute(view, hubs);
      return policies.length === 0 ? [] : [{ ...resourceOf(view), virtualHub, policies }];
    }),
  };
}

/** The hub of a route by the table that it names: one of the input, or the default table, which every hub has. */
function hubOfRoute(route: View, hubs: ReadonlyMap<string, Link>): Link {
  const table = link(route, 'route_table_id', WANTED.virtualHubRouteTable);
  if (table !== null && 'id' in table) return { id: table.id.replace(/\/hubRouteTables\/[^/]*$/i, '') };
  return table !== null && 'key' in table && hubs.has(table.key) ? (hubs.get(table.key) ?? null) : table;
}

/** `null` for a route that takes nothing to a firewall of the input, nor the Internet anywhere. */
function policyOf(route: View): RoutingIntent['policies'][number] | null {
  const nextHop = link(route, 'next_hop', WANTED.firewall);
  if (nextHop === null) return null;
  const destinations = destinationsOf(route);
  const isLost = 'unknown' in nextHop && nextHop.candidates === undefined;
  return isLost && !isUnknown(destinations) && !destinations.includes('Internet') ? null : { destinations, nextHop };
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
        // The provider's default, which plans show and .tf files leave out.
        internetSecurity: boolean(view, 'internet_security_enabled') ?? false,
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
};
