/** azurerm's NAT gateways, with whether anything gives them a public address. */
import type { Link, NatGateway } from '../../../azure/model.js';
import { isUnknown } from '../../../azure/value.js';
import { link, resourceOf, texts, type View } from '../attributes.js';
import type { Part } from './mapping.js';
import { WANTED } from './wanted.js';

const GATEWAY = 'azurerm_nat_gateway';

/** The types that are read together here. */
export const NAT_GATEWAY_TYPES: ReadonlySet<string> = new Set([
  GATEWAY,
  `${GATEWAY}_public_ip_association`,
  `${GATEWAY}_public_ip_prefix_association`,
]);

/** Addresses are associated by resources of their own; azurerm 2 and 3 have lists in the gateway as well. */
export function mapNatGateways(views: readonly View[]): Part {
  const gateways = views.filter(({ instance }) => instance.type === GATEWAY);
  const given = views
    .filter(({ instance }) => instance.type !== GATEWAY)
    .map((view) => link(view, 'nat_gateway_id', WANTED.natGateway));
  return {
    natGateways: gateways.map((view): NatGateway => {
      if (view.instance.mode === 'data') return { ...resourceOf(view), existing: true };
      return hasNoAddress(view, given) ? { ...resourceOf(view), isWithoutAddress: true } : resourceOf(view);
    }),
  };
}

/** Whether nothing may give it an address: what is open may. */
function hasNoAddress(view: View, given: readonly Link[]): boolean {
  const inside = ['public_ip_address_ids', 'public_ip_prefix_ids'].map((name) => texts(view, name));
  if (inside.some((ids) => isUnknown(ids) || ids.length > 0)) return false;
  const id = view.values['id'];
  return given.every((to) => {
    if (to === null) return false;
    if ('key' in to) return to.key !== view.instance.address;
    return 'id' in to && typeof id === 'string' && to.id.toLowerCase() !== id.toLowerCase();
  });
}
