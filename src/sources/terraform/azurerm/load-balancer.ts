/** azurerm's outbound rules of load balancers, as ways out for the network interfaces in their pools. */
import type { Link, LoadBalancerOutboundRule } from '../../../azure/model.js';
import { link, resourceOf, type View } from '../attributes.js';
import type { Part } from './mapping.js';
import { WANTED } from './wanted.js';

/** The types that are read together here. */
export const LOAD_BALANCER_TYPES: ReadonlySet<string> = new Set([
  'azurerm_lb_outbound_rule',
  'azurerm_lb_backend_address_pool',
  'azurerm_network_interface_backend_address_pool_association',
]);

function poolOf(view: View): string | null {
  const pool = link(view, 'backend_address_pool_id', WANTED.backendAddressPool);
  if (pool === null) return null;
  return 'key' in pool ? pool.key : 'id' in pool ? pool.id.toLowerCase() : null;
}

/**
 * Joins outbound rules to network interfaces by the pool that both name. A rule whose pool is not decided has no network interfaces:
 * it is then no way out for anything.
 */
export function mapLoadBalancers(views: readonly View[]): Part {
  const addresses = new Map<string, string>();
  const members = new Map<string, Link[]>();
  for (const view of views) {
    const id = view.values['id'];
    if (view.instance.type === 'azurerm_lb_backend_address_pool' && typeof id === 'string') {
      addresses.set(id.toLowerCase(), view.instance.address);
    }
  }
  const canonical = (pool: string): string => addresses.get(pool) ?? pool;
  for (const view of views) {
    if (view.instance.type !== 'azurerm_network_interface_backend_address_pool_association') continue;
    const pool = poolOf(view);
    const member = link(view, 'network_interface_id', WANTED.networkInterface);
    if (pool === null || member === null) continue;
    const list = members.get(canonical(pool));
    if (list === undefined) members.set(canonical(pool), [member]);
    else list.push(member);
  }
  const rules = views
    .filter((view) => view.instance.type === 'azurerm_lb_outbound_rule')
    .map((view): LoadBalancerOutboundRule => {
      const pool = poolOf(view);
      return { ...resourceOf(view), networkInterfaces: pool === null ? [] : (members.get(canonical(pool)) ?? []) };
    });
  return { loadBalancerOutboundRules: rules };
}
