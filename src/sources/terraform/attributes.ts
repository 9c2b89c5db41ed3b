/** Reading the attributes of one resource (or one nested block) as values and links of the model. */
import { type Message, msg } from '../../azure/message.js';
import type { Link, Location, OpenLink, Resource, ResourceKind } from '../../azure/model.js';
import { type Unknown, unknown, type Value } from '../../azure/value.js';
import { formatPath } from './addresses.js';
import { type AttributePath, declarationAt } from './expressions.js';
import type { Instance, World } from './instances.js';
import { isObject, isOpen, isSensitive, type JsonObject, own } from './known-values.js';
import type { ConfigurationLookup } from './lookup.js';
import { describeReferences, findTargets, type Target } from './references.js';
import { termsOf } from './scope.js';

/** What all resources of one file share. */
export interface Context {
  readonly world: World;
  readonly file: string;
  readonly reported: boolean;
}

/** A resource, or a nested block of one. */
export interface View {
  readonly context: Context;
  readonly instance: Instance;
  readonly path: AttributePath;
  readonly values: JsonObject;
}

export function viewOf(context: Context, instance: Instance): View {
  return { context, instance, path: [], values: instance.values };
}

/** A list or object of the model never has an open value beside it: the whole is then open. */
function declarationOf(view: View, name: string): ReturnType<typeof declarationAt> {
  return declarationAt(view.context.world, view.instance, [...view.path, name]);
}

/** Whether the configuration sets the attribute; `null` where that cannot be seen. */
export function isDeclared(view: View, name: string): boolean | null {
  const { kind } = declarationOf(view, name);
  return kind === 'hidden' ? null : kind === 'written';
}

/** The value as Azure will have it: open where it is known only after apply, whoever sets it. */
export function computed(view: View, name: string): unknown {
  return own(view.values, name) ?? null;
}

/**
 * The value as its author set it: what is known only after apply because nobody set it is `null`, the provider's default
 * (CONTRACT, Decisions, "Left out by the author"). A data source has no author: what it does not show is open.
 */
export function field(view: View, name: string): unknown {
  const value = own(view.values, name);
  if (view.instance.mode === 'data') return value === undefined ? notShown(view, name) : value;
  if (value === undefined || value === null) return null;
  return isOpen(value) && !isSensitive(value) && isLeftOut(view, name) ? null : value;
}

/** Whether nobody wrote the attribute, or only `dynamic` blocks that make nothing. */
function isLeftOut(view: View, name: string): boolean {
  const { kind } = declarationOf(view, name);
  if (kind !== 'hidden' || view.path.length > 0) return kind === 'left-out';
  return view.context.world.lookup?.evaluated?.makesNoBlocks(view.instance.address, name) === true;
}

function notShown(view: View, name: string): Unknown | null {
  if (view.path.length > 0) return null;
  const { address } = view.instance;
  return unknown(
    address.startsWith('output.')
      ? msg`${address}: the output does not show ${name}`
      : msg`${address}: the data source does not show ${name}`,
  );
}

function asText(value: unknown): Value<string | null> {
  if (isOpen(value)) return value;
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** A string; `null` where it is empty or not set. */
export function text(view: View, name: string): Value<string | null> {
  return asText(field(view, name));
}

/** A string that every such resource has; where it is missing the value is open. */
export function requiredText(view: View, name: string): Value<string> {
  return text(view, name) ?? notInInput(view, name);
}

export function boolean(view: View, name: string): Value<boolean | null> {
  const value = field(view, name);
  if (isOpen(value) || typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : null;
}

export function requiredNumber(view: View, name: string): Value<number> {
  const value = field(view, name);
  if (isOpen(value)) return value;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : notInInput(view, name);
}

/** A list or set of strings; empty where it is not set. */
export function texts(view: View, name: string, read = field): Value<readonly Value<string>[]> {
  const value = read(view, name);
  if (isOpen(value)) return value;
  return (Array.isArray(value) ? value : [value]).map(asText).filter((item): item is Value<string> => item !== null);
}

/** One of a few words, in any case, as Azure spells it. */
export function word<T extends string>(view: View, name: string, words: readonly T[]): Value<T> {
  const value = requiredText(view, name);
  if (isOpen(value)) return value;
  const found = words.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
  return found ?? unknown(msg`${describe(view, name)} is none of ${words}`);
}

/** The nested blocks of a type; open where even their number is. */
export function blocks(view: View, name: string, read = field): readonly View[] | Unknown {
  const value = read(view, name);
  if (isOpen(value)) return value;
  const items: readonly unknown[] = Array.isArray(value) ? value : isObject(value) ? [value] : [];
  const open = items.find(isOpen);
  if (open !== undefined) return open;
  return items.flatMap((item, at) =>
    isObject(item) ? [{ ...view, path: [...view.path, name, at], values: item }] : [],
  );
}

/** The nested blocks of a type, none where their number is open. For blocks that decide nothing when they are missing. */
export function knownBlocks(view: View, name: string): readonly View[] {
  const found = blocks(view, name);
  return isOpen(found) ? [] : found;
}

/** An attribute that every such resource has, and this one does not show. */
export function notInInput(view: View, name: string): Unknown {
  return unknown(msg`${describe(view, name)} is not in the input`);
}

/** `azurerm_subnet.ml: delegation[0].name`. */
export function describe(view: View, name: string): string {
  return `${view.instance.address}: ${formatPath([...view.path, name])}`;
}

/** Where targets are known by id: those first whose id is open, since an open id can only come from them. */
function likeliest(targets: readonly Target[]): readonly Target[] {
  const rank = Math.max(0, ...targets.map((target) => target.rank));
  const top = targets.filter((target) => target.rank === rank);
  const open = top.filter((target) => target.isOpen);
  return open.length > 0 ? open : top;
}

function openLink(reason: Message, targets: readonly Target[] | null): OpenLink {
  if (targets === null || targets.length === 0) return { unknown: reason };
  return { unknown: reason, candidates: targets.map((target) => target.key) };
}

function withReferences(reason: Message, references: readonly string[]): Message {
  const described = describeReferences(references);
  return described === null ? reason : msg`${reason} (it refers to ${described})`;
}

/** Says what decides a link among several targets. */
export type Preference = (target: Target) => boolean;

/**
 * A link by Azure resource id. A known id stays an id; an open one is followed through the configuration (W4).
 * @param wanted azurerm types that the attribute can name
 * @param preference told apart by what Azure demands of the target, where several are possible
 */
export function link(view: View, name: string, wanted: ReadonlySet<string>, preference?: Preference): Link {
  if (view.instance.mode === 'data' && !Object.hasOwn(view.values, name)) return notShown(view, name);
  return linkTo(view, [...view.path, name], own(view.values, name), wanted, preference);
}

function linkTo(
  view: View,
  path: AttributePath,
  value: unknown,
  wanted: ReadonlySet<string>,
  preference?: Preference,
): Link {
  if (typeof value === 'string' && value !== '') return { id: value };
  if (!isOpen(value)) return null;
  const { context, instance } = view;
  const declaration = declarationAt(context.world, instance, path);
  if (declaration.kind === 'left-out') return instance.mode === 'data' ? value : null;
  if (declaration.kind === 'hidden' && context.world.lookup === null) return value;
  // What a plan hides in a `dynamic` block may be told by the files beside it.
  const expression = declaration.kind === 'hidden' ? {} : declaration.expression;
  const { targets, blind } = findTargets(context.world, instance, path, expression, wanted);
  const reason = withReferences(value.unknown, expression.references ?? []);
  const likely = likeliest(targets);
  const preferred = preference === undefined ? [] : likely.filter(preference);
  const chosen = preferred.length > 0 ? preferred : likely;
  const [first] = chosen;
  if (first !== undefined && chosen.length === 1 && blind.length === 0) return { key: first.key };
  return openLink(reason, blind.length > 0 ? null : chosen);
}

/**
 * Decides a link whose value is open, at any path of a resource's attributes (the body of an azapi resource may go deeper than the
 * configuration shows expressions: then the whole body's references are searched).
 */
export function linkAt(view: View, path: AttributePath, wanted: ReadonlySet<string>): Link {
  const value = path.reduce<unknown>((inside, part) => (isOpen(inside) ? inside : own(inside, part)), view.values);
  const open = isOpen(value)
    ? value
    : unknown(msg`${`${view.instance.address}: ${formatPath(path)}`} is known after apply`);
  return linkTo(view, path, open, wanted);
}

/** A link by name: by reference first, else by type, name and resource group. */
export function linkByName(view: View, name: string, kind: ResourceKind, wanted: ReadonlySet<string>): Link {
  const value = own(view.values, name);
  if (isOpen(value)) return link(view, name, wanted);
  if (typeof value !== 'string' || value === '') return null;
  const declaration = declarationOf(view, name);
  if (declaration.kind === 'written') {
    const { targets } = findTargets(
      view.context.world,
      view.instance,
      [...view.path, name],
      declaration.expression,
      wanted,
    );
    const called = targets.filter((target) => {
      const targetName = own(target.instance.values, 'name');
      return target.rank > 0 && (isOpen(targetName) || sameText(targetName, value));
    });
    const [first] = called;
    if (first !== undefined && called.length === 1) return { key: first.key };
  }
  const resourceGroup = own(view.instance.values, 'resource_group_name');
  return typeof resourceGroup === 'string' ? { type: kind, name: value, resourceGroup } : { type: kind, name: value };
}

export function sameText(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' && one.toLowerCase() === other.toLowerCase();
}

/** Terms that can only be members of a list, or the index of one. */
const MEMBERS: ReadonlySet<string> = new Set(['resource', 'module', 'each']);

/** Links by a list of ids. A list that is open as a whole gives one link for each thing that its expression leads to. */
export function links(view: View, name: string, wanted: ReadonlySet<string>): readonly Link[] {
  const value = field(view, name);
  if (isOpen(value)) {
    const declaration = declarationOf(view, name);
    if (declaration.kind !== 'written') return [value];
    const { targets, blind } = findTargets(
      view.context.world,
      view.instance,
      [...view.path, name],
      declaration.expression,
      wanted,
    );
    const references = declaration.expression.references ?? [];
    // Every term of a list is a member of it, a bare block with all its instances; a variable beside them may choose among them.
    const isChoice = termsOf(references).some((term) => !MEMBERS.has(term.root));
    if (blind.length === 0 && (targets.length === 1 || (targets.length > 1 && !isChoice)))
      return targets.map(({ key }) => ({ key }));
    return [openLink(withReferences(value.unknown, references), blind.length > 0 ? null : targets)];
  }
  return (Array.isArray(value) ? value : []).flatMap((item: unknown, at): readonly Link[] => {
    if (typeof item === 'string' && item !== '') return [{ id: item }];
    return isOpen(item) ? [linkTo(view, [...view.path, name, at], item, wanted)] : [];
  });
}

/** The place of the declaring block, or of a nested block (by its `name`, where nothing tells it better), with the calls of its modules. */
export function locationOf(view: View, nested?: string): Location | null {
  const { lookup } = view.context.world;
  if (lookup === null) return null;
  const { module, group, address } = view.instance;
  const item = nested === undefined ? null : (lookup.itemLocation?.(address, view.path) ?? null);
  const name = nested === undefined || item !== null ? null : own(view.values, 'name');
  const inner =
    nested !== undefined && typeof name === 'string'
      ? lookup.nestedLocation(module.path, group.address, nested, name)
      : item;
  return withCalls(view, inner ?? lookup.blockLocation(module.path, group.address));
}

/** The place of an object inside of an attribute's value, where it is spelled out; `null` elsewhere. */
export function locationOfValue(view: View, path: readonly (string | number)[]): Location | null {
  const { module, group } = view.instance;
  return withCalls(view, view.context.world.lookup?.valueLocation?.(module.path, group.address, path) ?? null);
}

function withCalls({ context, instance }: View, place: Location | null): Location | null {
  const { lookup } = context.world;
  const calledFrom = place === null || lookup === null ? null : callOf(lookup, instance.module.path);
  return place === null || calledFrom === null ? place : { ...place, calledFrom };
}

/** The calls that lead to a module, the innermost first. */
function callOf(lookup: ConfigurationLookup, path: readonly string[]): Location | null {
  if (path.length === 0) return null;
  let byPath = callsOf.get(lookup);
  if (byPath === undefined) {
    byPath = new Map();
    callsOf.set(lookup, byPath);
  }
  const key = path.join('.');
  const known = byPath.get(key);
  if (known !== undefined) return known;
  const own = lookup.callLocation(path);
  const outer = callOf(lookup, path.slice(0, -1));
  const call = own === null || outer === null ? own : { ...own, calledFrom: outer };
  byPath.set(key, call);
  return call;
}

const callsOf = new WeakMap<ConfigurationLookup, Map<string, Location | null>>();

/** What every resource of the model has. */
export function resourceOf(view: View): Resource {
  const { context, instance } = view;
  const id = own(view.values, 'id');
  const resourceGroup = text(view, 'resource_group_name');
  return {
    key: instance.address,
    id: instance.address,
    ...(typeof id === 'string' && id.startsWith('/') ? { armId: id } : {}),
    name: requiredText(view, 'name'),
    ...(resourceGroup === null ? {} : { resourceGroup }),
    file: context.file,
    location: locationOf(view),
    reported: context.reported,
  };
}
