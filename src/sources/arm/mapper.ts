/** What every mapping of one resource type starts from: the resource's identity, its parent, and its body. */

import { childArmId, parentArmId, resourceGroupOf } from '../../azure/arm-id.js';
import { type Message, msg } from '../../azure/message.js';
import type { Diagnostic, Link, Location, Resource, ResourceKind } from '../../azure/model.js';
import { isUnknown, type Unknown, unknown, type Value } from '../../azure/value.js';
import type { PartialNetwork } from '../parts.js';
import { at, type Cursor, nameOf, type Path, type ResolveLink, text } from './cursor.js';

/** One Azure resource in ARM's words. Every value inside may be an `Unknown`. */
export interface ArmResource {
  /** The full type without the API version, in any case: `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  /** The name's segments, parents first. The last is the resource's own; those of the parents may be missing. */
  readonly name: readonly Value<string>[];
  /** The full resource id, where it is known. */
  readonly id?: string;
  /** Everything else: `properties` (or what the command line makes of them), `location`, `sku`, `resources`. */
  readonly body: unknown;
}

/** Where a resource is from, and what its surroundings know about it. */
export interface ArmContext {
  readonly file: string;
  readonly reported: boolean;
  readonly location: Location | null;
  /** The key in the model, where the file has names of its own (a Terraform address). Keys of children begin with it. */
  readonly key?: string;
  /** What reports call it; the key, where there is one and nothing else is said. */
  readonly id?: string;
  /** The parent of a child resource, where neither the name nor the id tells it. */
  readonly parent?: Link;
  readonly resourceGroup?: Value<string>;
  /** Where the body is, in the words of {@link ArmContext.resolveLink}. */
  readonly path?: Path;
  /** The body is not the whole resource (an existing one, an update): what it does not say has this value. */
  readonly absent?: Unknown;
  /** The file only refers to the resource. */
  readonly existing?: true;
  /** The body only changes the resource that this leads to. */
  readonly updates?: Link;
  readonly resolveLink?: ResolveLink;
  /** The place of a part of the body. */
  readonly locate?: (path: Path) => Location | null;
  readonly diagnose?: (diagnostic: Diagnostic) => void;
}

/** A resource on its way into the model. */
export interface Subject {
  readonly base: Resource;
  readonly body: Cursor;
  /** Names of the parents and its own, as far as they are known. */
  readonly names: readonly Value<string>[];
  readonly context: ArmContext;
}

/** Maps one resource of a certain type. */
export type Mapper = (subject: Subject) => PartialNetwork;

/** The subject of a resource that stands by itself. */
export function subjectOf(resource: ArmResource, context: ArmContext): Subject {
  const name = resource.name.at(-1) ?? unknown(msg`a resource without a name`);
  const path = resource.name.map((segment) => (isUnknown(segment) ? '*' : segment)).join('/');
  const key = context.key ?? resource.id ?? `${resource.type}/${path}`;
  const id = context.id ?? context.key ?? resource.id ?? path;
  const group = context.resourceGroup ?? (resource.id === undefined ? null : resourceGroupOf(resource.id));
  return {
    names: resource.name,
    context,
    body: {
      value: resource.body,
      path: context.path ?? [],
      subject: id,
      top: true,
      ...(context.resolveLink === undefined ? {} : { resolveLink: context.resolveLink }),
      ...(context.absent === undefined ? {} : { absent: context.absent }),
    },
    base: {
      key,
      id,
      name,
      ...(resource.id === undefined ? {} : { armId: resource.id }),
      ...(group === null ? {} : { resourceGroup: group }),
      file: context.file,
      location: context.location,
      reported: context.reported,
      ...(context.existing === undefined ? {} : { existing: context.existing }),
      ...(context.updates === undefined ? {} : { updates: context.updates }),
    },
  };
}

/** The subject of a child that is written inside its parent: a subnet of a virtual network, a route of a route table. */
export function childSubject(parent: Subject, body: Cursor, segment: string): Subject {
  const name = nameOf(body);
  const written = text(at(body, 'id'));
  const known = typeof name === 'string' ? name : `${segment}[${String(body.path.at(-1))}]`;
  const armId = typeof written === 'string' && written !== '' ? written : childIdOf(parent.base, segment, name);
  const { armId: _id, updates: _updates, ...base } = parent.base;
  const id =
    parent.context.id !== undefined || parent.context.key !== undefined || armId === undefined
      ? `${parent.base.id}/${known}`
      : armId;
  return {
    names: [...parent.names, name],
    context: parent.context,
    body: { ...body, subject: id },
    base: {
      ...base,
      key: `${parent.base.key}/${segment}/${known}`,
      id,
      name,
      ...(armId === undefined ? {} : { armId }),
      location: locationOf(parent, body),
    },
  };
}

function childIdOf(parent: Resource, segment: string, name: Value<string>): string | undefined {
  return parent.armId === undefined || isUnknown(name) ? undefined : childArmId(parent.armId, segment, name);
}

/** The place of a part of a resource, or else of the resource. */
export function locationOf(subject: Subject, part: Cursor): Location | null {
  return subject.context.locate?.(part.path) ?? subject.base.location;
}

/** The parent of a child resource: as the caller says, by the id, or by the names. */
export function parentOf(subject: Subject, kind: ResourceKind): Link {
  const { base, context, names } = subject;
  if (context.parent !== undefined) return context.parent;
  const parentId = base.armId === undefined ? null : parentArmId(base.armId);
  if (parentId !== null) return { id: parentId };
  const parents: string[] = [];
  for (const name of names.slice(0, -1)) {
    if (isUnknown(name)) return name;
    parents.push(name);
  }
  if (parents.length === 0) return unknown(msg`${base.id}: its parent is not in the input`);
  const group = base.resourceGroup;
  return { type: kind, name: parents.join('/'), ...(typeof group === 'string' ? { resourceGroup: group } : {}) };
}

/** Tells the reader of the report something about a part of a resource. */
export function diagnose(subject: Subject, part: Cursor, message: Message): void {
  subject.context.diagnose?.({
    severity: 'warning',
    message: msg`${subject.base.id}: ${message}`,
    location: locationOf(subject, part),
  });
}
