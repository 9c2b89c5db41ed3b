/** Private addresses that Azure has assigned: a what-if answer shows them as removed where the template does not write them, though they stay. */
import { isObject, items, member, textMember } from './members.js';

/** Types whose `ipConfigurations` have addresses that Azure assigns. */
const WITH_ADDRESSES: ReadonlySet<string> = new Set([
  'microsoft.network/azurefirewalls',
  'microsoft.network/networkinterfaces',
]);

/**
 * The body after the change with the addresses of before in it: a configuration that has no address of its own keeps the one it has, as long as it has the
 * same name and the same subnet.
 */
export function keepAssignedAddresses(type: string, before: unknown, after: unknown): unknown {
  if (!WITH_ADDRESSES.has(type.toLowerCase())) return after;
  const properties = member(after, 'properties');
  const configurations = member(properties, 'ipConfigurations');
  if (!isObject(after) || !isObject(properties) || !Array.isArray(configurations)) return after;
  const earlier = new Map(
    items(member(member(before, 'properties'), 'ipConfigurations')).map((one) => [nameOf(one), one] as const),
  );
  const kept = configurations.map((one: unknown) => withAddress(one, earlier.get(nameOf(one))));
  return { ...after, properties: { ...properties, ipConfigurations: kept } };
}

function withAddress(one: unknown, earlier: unknown): unknown {
  const properties = member(one, 'properties');
  const address = textMember(member(earlier, 'properties'), 'privateIPAddress');
  if (!isObject(one) || !isObject(properties) || address === null) return one;
  const stays = textMember(properties, 'privateIPAddress') === null && subnetOf(one) === subnetOf(earlier);
  return stays ? { ...one, properties: { ...properties, privateIPAddress: address } } : one;
}

function nameOf(configuration: unknown): string | null {
  return textMember(configuration, 'name')?.toLowerCase() ?? null;
}

function subnetOf(configuration: unknown): string | null {
  return textMember(member(member(configuration, 'properties'), 'subnet'), 'id')?.toLowerCase() ?? null;
}
