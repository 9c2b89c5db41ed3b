/** Azure resource ids: their parts, their parents and children, and when two of them name one resource. */

/** The parts of a resource id. Texts are as written; compare them without case. */
export interface ArmId {
  readonly subscription: string | null;
  readonly resourceGroup: string | null;
  /** Provider and types: `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  /** One name for each type after the provider, parents first. */
  readonly names: readonly string[];
}

/**
 * Reads `/subscriptions/S/resourceGroups/G/providers/Microsoft.X/type/name[/type/name…]`; subscription and group may be missing.
 * Of an extension's id, the part after the last `providers` counts. `null` for anything else, for instance the id of a resource group.
 */
export function parseArmId(text: string): ArmId | null {
  if (!text.startsWith('/')) return null;
  const parts = text.split('/').filter((part) => part !== '');
  const lower = parts.map((part) => part.toLowerCase());
  const provider = lower.lastIndexOf('providers');
  const [namespace, ...rest] = parts.slice(provider + 1);
  if (provider < 0 || namespace === undefined || rest.length === 0 || rest.length % 2 !== 0) return null;
  const subscription = lower[0] === 'subscriptions' ? (parts[1] ?? null) : null;
  const group = lower.indexOf('resourcegroups');
  return {
    subscription,
    resourceGroup: group >= 0 && group < provider ? (parts[group + 1] ?? null) : null,
    type: [namespace, ...rest.filter((_, index) => index % 2 === 0)].join('/'),
    names: rest.filter((_, index) => index % 2 === 1),
  };
}

/** The group that an id is in or is: `/subscriptions/S/resourceGroups/G/…` gives `G`; `null` where it names none. */
export function resourceGroupOf(id: string): string | null {
  return /^\/*subscriptions\/[^/]+\/resourcegroups\/([^/]+)/i.exec(id)?.[1] ?? null;
}

/** A form of an id (or any other text used as one) in which two ids are equal exactly where Azure takes them for the same: case and extra slashes do not count. */
export function armIdKey(id: string): string {
  return withoutLastSlash(
    id
      .trim()
      .toLowerCase()
      .replace(/\/{2,}/g, '/'),
  );
}

/** Whether two ids name one resource. */
export function sameArmId(a: string, b: string): boolean {
  return armIdKey(a) === armIdKey(b);
}

/** The id of the parent of a child resource (`…/virtualNetworks/v/subnets/s` gives `…/virtualNetworks/v`); `null` for a resource without one. */
export function parentArmId(id: string): string | null {
  const parsed = parseArmId(id);
  if (parsed === null || parsed.names.length < 2) return null;
  return withoutLastSlash(id).split('/').slice(0, -2).join('/');
}

/** The id of a child: `childArmId(vnet, 'subnets', 'training')`. */
export function childArmId(parent: string, segment: string, name: string): string {
  return `${withoutLastSlash(parent)}/${segment}/${name}`;
}

/**
 * The id that a resource has under its parent: for a child type its parent resource, for any other its resource group or another scope.
 * @param type full type, `Microsoft.Network/virtualNetworks/subnets`
 */
export function armIdUnder(parent: string, type: string, name: string): string {
  const segments = type.split('/');
  const parentType = parseArmId(parent)?.type.toLowerCase();
  const isChild = segments.length > 2 && parentType === segments.slice(0, -1).join('/').toLowerCase();
  return isChild
    ? childArmId(parent, segments.at(-1) ?? '', name)
    : `${withoutLastSlash(parent)}/providers/${type}/${name}`;
}

/** One slash at most is cut: a pattern that eats a run of them at the end would take quadratic time on hostile text. */
function withoutLastSlash(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text;
}
