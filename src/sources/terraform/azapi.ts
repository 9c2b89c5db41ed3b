/** `azapi_resource` and `azapi_update_resource`: resources in Terraform whose bodies are in ARM's words. */

import { armIdUnder, parseArmId, resourceGroupOf } from '../../azure/arm-id.js';
import { msg } from '../../azure/message.js';
import type { Diagnostic, Link, Location, ResourceKind } from '../../azure/model.js';
import { isUnknown, type Unknown, unknown, type Value } from '../../azure/value.js';
import type { Path, ResolveLink } from '../arm/cursor.js';
import { type ArmContext, kindOfArmType, mapArmResource } from '../arm/resources.js';
import type { PartialNetwork } from '../parts.js';
import { notInUpdate } from '../updates.js';

/** An instance of one of the two types, or of the data source `azapi_resource`. */
export interface AzapiInstance {
  /** With modules and keys; data sources with their `data.`. */
  readonly address: string;
  readonly type: string;
  readonly mode: 'managed' | 'data';
  /** Attributes, with an `Unknown` wherever a value is known only after apply. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** What the reader of the plan knows about the instance. */
export interface AzapiHelpers {
  readonly file: string;
  readonly reported: boolean;
  readonly location: Location | null;
  /**
   * Decides a link whose value is open, by the references of the attribute's expression. The path begins with the attribute (`parent_id`,
   * `resource_id`, `body`) and goes as deep into the body as the value does, which may be deeper than the configuration shows expressions.
   */
  readonly resolveLink: (attributePath: readonly (string | number)[], wanted: readonly ResourceKind[]) => Link;
  /** The place of a part of the body, where the configuration tells. */
  readonly locate?: (attributePath: readonly (string | number)[]) => Location | null;
  readonly diagnose?: (diagnostic: Diagnostic) => void;
}

/**
 * Maps one instance to parts of the model. A type that the check does not read gives nothing. An update becomes a resource with `updates`, which
 * `assemble` lays over its target, in this file or another. Bodies are objects (azapi 2) or JSON texts (azapi 1); a text that is open or no JSON
 * makes everything in it open.
 */
export function mapAzapi(instance: AzapiInstance, helpers: AzapiHelpers): PartialNetwork {
  const { address, values } = instance;
  const versioned = textOf(values['type']);
  if (isUnknown(versioned)) {
    helpers.diagnose?.({
      severity: 'warning',
      message: msg`${address}: its type is not known (${versioned.unknown})`,
      location: helpers.location,
    });
    return {};
  }
  const type = versioned?.split('@')[0] ?? '';
  const kind = kindOfArmType(type);
  if (kind === null) return {};
  const written = bodyOf(instance);
  // An update has no attribute for the location: what it does not say stays what it is.
  const hasLocation = instance.type !== 'azapi_update_resource';
  const body =
    isUnknown(written) || 'location' in written || !hasLocation
      ? written
      : { ...written, location: values['location'] ?? null };
  const name = nameOf(instance);
  const id = idOf(instance, type, name);
  return mapArmResource(
    {
      type,
      name: [name],
      ...(id === null ? {} : { id }),
      body: isUnknown(body) ? { properties: body, location: values['location'] ?? body } : body,
    },
    { ...contextOf(instance, helpers, type), ...partial(instance, helpers, kind, type, name, id) },
  );
}

/** An attribute that is a text: `null` where it is not said. */
function textOf(value: unknown): Value<string> | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return isUnknown(value) ? value : null;
}

/** The ARM body as an object; a data source shows it as `output`. */
function bodyOf(instance: AzapiInstance): Readonly<Record<string, unknown>> | Unknown {
  const attribute = instance.mode === 'data' ? 'output' : 'body';
  const written = instance.values[attribute];
  const value = typeof written === 'string' ? parse(written) : written;
  if (value === undefined || value === null || value === '') return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  return unknown(msg`${instance.address}: ${attribute} is neither an object nor the JSON text of one`);
}

function parse(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return NO_JSON;
  }
}

/** What no JSON text can give: told apart from a body that says nothing. */
const NO_JSON = Symbol('no JSON');

function nameOf(instance: AzapiInstance): Value<string> {
  const name = textOf(instance.values['name']);
  if (name !== null && !isUnknown(name)) return name;
  const id = textOf(instance.values['resource_id']);
  if (typeof id === 'string') return parseArmId(id)?.names.at(-1) ?? id;
  return name ?? unknown(msg`${instance.address}: its name is known after apply`);
}

/** The resource id: what the state says, or what follows from parent and name, which holds before the resource is made. */
function idOf({ values }: AzapiInstance, type: string, name: Value<string>): string | null {
  for (const attribute of ['resource_id', 'id']) {
    const id = textOf(values[attribute]);
    if (typeof id === 'string' && parseArmId(id) !== null) return id;
  }
  const parent = textOf(values['parent_id']);
  return typeof parent === 'string' && parent.startsWith('/') && !isUnknown(name)
    ? armIdUnder(parent, type, name)
    : null;
}

function contextOf(instance: AzapiInstance, helpers: AzapiHelpers, type: string): ArmContext {
  const { file, reported, location, locate, diagnose } = helpers;
  const parentId = textOf(instance.values['parent_id']);
  const group = typeof parentId === 'string' ? resourceGroupOf(parentId) : null;
  return {
    file,
    reported,
    location,
    key: instance.address,
    path: [instance.mode === 'data' ? 'output' : 'body'],
    resolveLink: helpers.resolveLink satisfies ResolveLink,
    ...parentLink(parentId, helpers, type),
    ...(group === null ? {} : { resourceGroup: group }),
    ...(locate === undefined ? {} : { locate: (path: Path) => locate(path) }),
    ...(diagnose === undefined ? {} : { diagnose }),
  };
}

/** The parent of a child type. A known `parent_id` needs no link: the resource's own id follows from it. */
function parentLink(parentId: Value<string> | null, helpers: AzapiHelpers, type: string): { readonly parent?: Link } {
  const kind = parentKind(type);
  return kind === null || parentId === null || !isUnknown(parentId)
    ? {}
    : { parent: helpers.resolveLink(['parent_id'], [kind]) };
}

/** The kind of the nearest parent that the model knows: rules of `workspaces/managedNetworks` belong to the workspace. */
function parentKind(type: string): ResourceKind | null {
  const parts = type.split('/');
  for (let length = Math.min(parts.length, 8) - 1; length >= 2; length--) {
    const kind = kindOfArmType(parts.slice(0, length).join('/'));
    if (kind !== null) return kind;
  }
  return null;
}

/** What is special about a body that is not the whole resource. */
function partial(
  instance: AzapiInstance,
  helpers: AzapiHelpers,
  kind: ResourceKind,
  type: string,
  name: Value<string>,
  id: string | null,
): Pick<ArmContext, 'absent' | 'existing' | 'updates'> {
  const { address, mode } = instance;
  if (mode === 'data') return { existing: true, absent: unknown(msg`${address} does not export it`) };
  if (instance.type !== 'azapi_update_resource') return {};
  return { absent: unknown(notInUpdate(address)), updates: targetOf(instance, helpers, kind, type, name, id) };
}

function targetOf(
  instance: AzapiInstance,
  helpers: AzapiHelpers,
  kind: ResourceKind,
  type: string,
  name: Value<string>,
  id: string | null,
): Link {
  if (id !== null) return { id };
  if (isUnknown(textOf(instance.values['resource_id']))) return helpers.resolveLink(['resource_id'], [kind]);
  return isUnknown(name)
    ? unknown(msg`${instance.address}: the ${type} that it changes is known after apply`)
    : { type: kind, name };
}
