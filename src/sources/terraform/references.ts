/** From the references of an expression to the resource instances that they lead to, through modules, `each`, `count` and locals (W4). */
import { type Message, msg } from '../../azure/message.js';
import type { Step } from './addresses.js';
import type { ConfigurationExpression } from './document.js';
import { evaluateIndex, scopeOfCall, scopeOfInstance } from './evaluate.js';
import { asExpression, declarationAt } from './expressions.js';
import {
  childModule,
  type Group,
  type Instance,
  type InstanceKey,
  inlineSubnetKey,
  type ModuleInstance,
  type World,
} from './instances.js';
import { isOpen, own } from './known-values.js';
import type { ConfigurationLookup, ExactReferences, Origin } from './lookup.js';
import { members } from './members.js';
import { instancesAt, longest } from './origins.js';
import { literalSteps, type Scope, type Term, termsOf } from './scope.js';

/** What an expression may lead to. */
export interface Target {
  /** Key of the model: the address, or that of a subnet inside a virtual network. */
  readonly key: string;
  readonly instance: Instance;
  /** Whether its id is known only after apply: what is itself unknown comes from such a thing. */
  readonly isOpen: boolean;
  /** 0: by way of its parent (`"${azurerm_virtual_network.x.id}/subnets/y"`); 1: named; 2: named by the index that the reference gives. */
  readonly rank: 0 | 1 | 2;
}

/** All that an expression leads to. */
export interface Found {
  readonly targets: readonly Target[];
  /** References that the document does not follow any further: they may lead elsewhere. */
  readonly blind: readonly string[];
}

interface Search {
  readonly world: World;
  readonly wanted: ReadonlySet<string>;
  readonly targets: Map<string, Target>;
  readonly blind: Set<string>;
  readonly seen: Set<string>;
  /** What values were made from, where they were evaluated. */
  readonly originOf: NonNullable<ConfigurationLookup['originOf']>;
  /** How many expressions may still be looked at. */
  budget: number;
}

/** Steps through modules, variables and attributes that one link may take; circles end here or by `seen`. */
const MAXIMUM_CHAIN = 64;

/** Expressions that one link may lead through; only a configuration made to be endless has more. */
const BUDGET = 5_000;

/** Associations whose id is the id of what they join. */
const ID_OF: ReadonlyMap<string, string> = new Map([
  ['azurerm_subnet_network_security_group_association', 'subnet_id'],
  ['azurerm_subnet_route_table_association', 'subnet_id'],
  ['azurerm_subnet_nat_gateway_association', 'subnet_id'],
]);

/** Resources that pass on whatever they are given. */
const PASSES_ON = /^(terraform_data|null_resource|data\.null_data_source|data\.external|time_sleep|azapi_)/;

/** The references of an expression, from the `.tf` files where they are at hand, which also say how far into a constructor they lie. */
function referencesOf(expression: ConfigurationExpression | null, exact: ExactReferences | null): ExactReferences {
  return exact ?? { references: expression?.references ?? [], taken: 0 };
}

function add(search: Search, key: string, instance: Instance, isTargetOpen: boolean, rank: 0 | 1 | 2): void {
  const earlier = search.targets.get(key);
  if (earlier === undefined || earlier.rank < rank)
    search.targets.set(key, { key, instance, isOpen: isTargetOpen, rank });
}

function inlineSubnets(search: Search, network: Instance, rank: 0 | 1): void {
  const subnets = own(network.values, 'subnet');
  if (!Array.isArray(subnets)) return;
  for (const [at, subnet] of subnets.entries()) {
    add(search, inlineSubnetKey(network, subnet, at), network, isOpen(own(subnet, 'id')), rank);
  }
}

/** Takes an instance as a target, or follows the attribute of it that the reference names. */
function accept(search: Search, named: Instance, rest: readonly Step[], rank: 1 | 2, depth: number): void {
  const instance = search.world.twins.get(named) ?? named;
  const firstName = rest.find((step) => 'name' in step);
  const attribute = firstName !== undefined && 'name' in firstName ? firstName.name : null;
  if (search.wanted.has(instance.likeType)) {
    add(
      search,
      instance.address,
      instance,
      isOpen(own(instance.values, 'id')) || !Object.hasOwn(instance.values, 'id'),
      rank,
    );
    return;
  }
  if (instance.likeType === 'azurerm_virtual_network' && search.wanted.has('azurerm_subnet')) {
    if (attribute === 'subnet') inlineSubnets(search, instance, 1);
    else if (attribute === null || attribute === 'id') subnetsOf(search, instance);
    return;
  }
  const followed = attribute === null || attribute === 'id' ? ID_OF.get(instance.type) : attribute;
  if (followed === undefined) return;
  const path = followed === attribute ? literalSteps(rest.slice(rest.indexOf(firstName ?? { name: '' }))) : [followed];
  followAttribute(search, instance, path, depth + 1);
}

/** Managed subnets by the name of their virtual network. */
const subnetsByNetwork = new WeakMap<World, ReadonlyMap<string, readonly Instance[]>>();

function managedSubnets(world: World): ReadonlyMap<string, readonly Instance[]> {
  const known = subnetsByNetwork.get(world);
  if (known !== undefined) return known;
  const byNetwork = new Map<string, Instance[]>();
  for (const subnet of world.instances) {
    const network = own(subnet.values, 'virtual_network_name');
    if (subnet.likeType !== 'azurerm_subnet' || subnet.mode !== 'managed' || typeof network !== 'string') continue;
    const list = byNetwork.get(network);
    if (list === undefined) byNetwork.set(network, [subnet]);
    else list.push(subnet);
  }
  subnetsByNetwork.set(world, byNetwork);
  return byNetwork;
}

/** The subnets of a virtual network, for ids that are put together from the network's id (`"${…id}/subnets/AzureFirewallSubnet"`). */
function subnetsOf(search: Search, network: Instance): void {
  inlineSubnets(search, network, 0);
  const name = own(network.values, 'name');
  const subnets = typeof name === 'string' ? (managedSubnets(search.world).get(name) ?? []) : [];
  for (const subnet of subnets) add(search, subnet.address, subnet, isOpen(own(subnet.values, 'id')), 0);
}

/** Follows the expression of an attribute of another resource: `azurerm_private_endpoint.x.subnet_id` leads to a subnet. */
function followAttribute(search: Search, instance: Instance, path: readonly (string | number)[], depth: number): void {
  const origin = search.originOf(instance.address, path);
  if (origin !== null) {
    followOrigin(search, origin, depth);
    return;
  }
  const declaration = declarationAt(search.world, instance, path);
  if (declaration.kind !== 'written') return;
  const exact =
    search.world.lookup?.attributeReferences(instance.module.path, instance.group.address, path, []) ?? null;
  follow(
    search,
    scopeOfInstance(search.world, instance),
    referencesOf(declaration.expression, exact).references,
    [],
    depth,
  );
}

/** What an evaluated value was made from. Of a computed one, each thing that leads to nothing may be what decides it. */
function followOrigin(search: Search, { references, derived }: Origin, depth: number): void {
  search.budget -= 1;
  if (depth > MAXIMUM_CHAIN || search.budget < 0) {
    search.blind.add('a chain of references that is too long to follow');
    return;
  }
  for (const text of longest(references)) {
    const before = search.targets.size + search.blind.size;
    const named = instancesAt(search.world, text);
    for (const { instance, rest } of named ?? []) accept(search, instance, rest, 1, depth + 1);
    const isLost = search.targets.size + search.blind.size === before && !leadsTo(search, named ?? []);
    if (isLost && (derived || named === null)) search.blind.add(text);
    if (!derived) return;
  }
}

/** Whether something that is already a target was meant once more. */
function leadsTo(search: Search, named: ReturnType<typeof instancesAt> & object): boolean {
  return named.some(({ instance }) => search.targets.has((search.world.twins.get(instance) ?? instance).address));
}

function followVariable(search: Search, scope: Scope, term: Term, rest: readonly Step[], depth: number): void {
  const { world } = search;
  const { module } = scope;
  const outer = scopeOfCall(world, module);
  const call = module.path.at(-1);
  if (outer === null || call === undefined) return;
  const steps = [...term.steps, ...rest];
  const expression = asExpression(own(module.call?.expressions, term.name));
  const exact = world.lookup?.argumentReferences(outer.module.path, call, term.name, literalSteps(steps)) ?? null;
  const { references, taken } = referencesOf(expression, exact);
  follow(search, outer, references, steps.slice(taken), depth + 1);
}

function followLocal(
  search: Search,
  scope: Scope,
  term: Term,
  rest: readonly Step[],
  isIndex: boolean,
  depth: number,
): void {
  const steps = [...term.steps, ...rest];
  const { lookup } = search.world;
  if ((lookup?.localValue(scope.module.path, term.name) ?? null) !== null) return;
  const exact = lookup?.localReferences(scope.module.path, term.name, literalSteps(steps)) ?? null;
  if (exact !== null) {
    follow(search, { ...scope, repetition: null, self: null }, exact.references, steps.slice(exact.taken), depth + 1);
  } else if (scope.module.config?.onlyComputes === true) followArguments(search, scope, depth);
  else if (!isIndex) search.blind.add(term.text);
}

/** What a module without resources puts out comes from what it is given, whatever its locals do with it. */
function followArguments(search: Search, scope: Scope, depth: number): void {
  const outer = scopeOfCall(search.world, scope.module);
  if (outer === null) return;
  for (const expression of Object.values(scope.module.call?.expressions ?? {})) {
    follow(search, outer, asExpression(expression)?.references ?? [], [], depth + 1);
  }
}

function followOutput(search: Search, module: ModuleInstance, steps: readonly Step[], depth: number): void {
  const { config } = module;
  if (config === null) return;
  const inner: Scope = { module, repetition: null, self: null };
  const [first, ...rest] = steps;
  if (first !== undefined && 'name' in first) {
    const exact = search.world.lookup?.outputReferences(module.path, first.name, literalSteps(rest)) ?? null;
    const { references, taken } = referencesOf(config.outputs.get(first.name) ?? null, exact);
    follow(search, inner, references, rest.slice(taken), depth + 1);
    return;
  }
  // `module.net[each.key].subnet_id` is `module.net` in a plan: any output that leads to what is wanted may be meant.
  for (const expression of config.outputs.values()) follow(search, inner, expression.references ?? [], rest, depth + 1);
}

function followEachValue(search: Search, scope: Scope, term: Term, rest: readonly Step[], depth: number): void {
  const { repetition } = scope;
  if (repetition === null || typeof repetition.key !== 'string') return;
  const steps: readonly Step[] = [{ key: repetition.key }, ...term.steps, ...rest];
  const { references, taken } = referencesOf(repetition.forEach, repetition.exact(literalSteps(steps)));
  follow(search, { ...scope, repetition: null }, references, steps.slice(taken), depth + 1);
}

function childrenOf(module: ModuleInstance, name: string): ReadonlyMap<InstanceKey, ModuleInstance> {
  const call = module.config?.calls.get(name);
  // A module without resources of relevant types still has outputs.
  if (
    call !== undefined &&
    !module.children.has(name) &&
    call.countExpression === null &&
    call.forEachExpression === null
  ) {
    childModule(module, name, null);
  }
  return module.children.get(name) ?? new Map();
}

function followResource(
  search: Search,
  scope: Scope,
  term: Term,
  rest: readonly Step[],
  terms: readonly Term[],
  depth: number,
): void {
  const group: Group | undefined = scope.module.groups.get(term.name);
  if (group === undefined) {
    if (PASSES_ON.test(term.name)) search.blind.add(term.text);
    return;
  }
  for (const member of members(search, scope, group.byKey, term, rest, terms)) {
    accept(search, member.one, member.rest, member.rank, depth);
  }
}

/** A reference with those indexes evaluated that have a value here: further on they would be read in another scope. */
function withKeys(world: World, scope: Scope, term: Term): Term {
  if (!term.steps.some((step) => 'expression' in step)) return term;
  const steps = term.steps.map((step): Step => {
    const key = 'expression' in step ? evaluateIndex(world, scope, step.expression) : undefined;
    return key === undefined || key === null ? step : { key };
  });
  return { ...term, steps };
}

function follow(
  search: Search,
  scope: Scope,
  references: readonly string[],
  rest: readonly Step[],
  depth: number,
): void {
  if (references.length === 0) return;
  const place = JSON.stringify([scope.module.address, scope.self?.address, scope.repetition?.key, rest, references]);
  if (search.seen.has(place)) return;
  search.seen.add(place);
  search.budget -= 1;
  if (depth > MAXIMUM_CHAIN || search.budget < 0) {
    search.blind.add('a chain of references that is too long to follow');
    return;
  }
  const terms = termsOf(references);
  for (const [at, written] of terms.entries()) {
    const term = withKeys(search.world, scope, written);
    const before = terms[at - 1];
    // A local right after a bare resource or module is most likely its index.
    const isIndex =
      before !== undefined && (before.root === 'resource' || before.root === 'module') && before.steps.length === 0;
    if (term.root === 'resource') followResource(search, scope, term, rest, terms, depth);
    else if (term.root === 'variable') followVariable(search, scope, term, rest, depth);
    else if (term.root === 'local') followLocal(search, scope, term, rest, isIndex, depth);
    else if (term.root === 'each' && term.name === 'value') followEachValue(search, scope, term, rest, depth);
    else if (term.root === 'self' && scope.self !== null)
      accept(search, scope.self, [...term.steps, ...rest], 1, depth);
    else if (term.root === 'module') {
      for (const member of members(search, scope, childrenOf(scope.module, term.name), term, rest, terms)) {
        followOutput(search, member.one, member.rest, depth);
      }
    }
  }
}

/**
 * What an expression of a resource instance leads to.
 * @param wanted azurerm types that can be the target
 */
export function findTargets(
  world: World,
  instance: Instance,
  path: readonly (string | number)[],
  expression: ConfigurationExpression,
  wanted: ReadonlySet<string>,
): Found {
  // The files beside a plan tell expressions apart that are one in the plan: what they say is not remembered.
  if (world.lookup !== null) return search(world, instance, path, expression, wanted);
  const key = expression.references ?? [];
  const known = remembered.get(key) ?? new WeakMap<Instance, WeakMap<ReadonlySet<string>, Found>>();
  remembered.set(key, known);
  const ofInstance = known.get(instance) ?? new WeakMap<ReadonlySet<string>, Found>();
  known.set(instance, ofInstance);
  const found = ofInstance.get(wanted) ?? search(world, instance, path, expression, wanted);
  ofInstance.set(wanted, found);
  return found;
}

/** Many items of one list may share one expression (a block written as an attribute). */
const remembered = new WeakMap<readonly string[], WeakMap<Instance, WeakMap<ReadonlySet<string>, Found>>>();

function search(
  world: World,
  instance: Instance,
  path: readonly (string | number)[],
  expression: ConfigurationExpression,
  wanted: ReadonlySet<string>,
): Found {
  const { lookup } = world;
  const state = newSearch(world, wanted, (address, at) => lookup?.originOf?.(address, at) ?? null);
  const origin = state.originOf(instance.address, path);
  if (origin !== null) followOrigin(state, origin, 0);
  else {
    const exact = lookup?.attributeReferences(instance.module.path, instance.group.address, path, []) ?? null;
    follow(state, scopeOfInstance(world, instance), referencesOf(expression, exact).references, [], 0);
  }
  const found = foundBy(state);
  return isDecided(found) ? found : (evaluatedTarget(world, instance, path, wanted) ?? found);
}

/**
 * The one thing that a value leads to in the evaluated folder beside a plan; `null` where that does not decide it either. A plan sorts sets, so
 * that only values outside of nested blocks are the same ones there.
 */
function evaluatedTarget(
  world: World,
  { address }: Instance,
  path: readonly (string | number)[],
  wanted: ReadonlySet<string>,
): Found | null {
  const evaluated = world.lookup?.evaluated;
  if (evaluated === undefined || path.length !== 1) return null;
  const state = newSearch(world, wanted, (...of) => (of[1].length === 1 ? evaluated.originOf(...of) : null));
  const origin = state.originOf(address, path);
  if (origin === null) return null;
  followOrigin(state, origin, 0);
  const found = foundBy(state);
  return isDecided(found) ? found : null;
}

function newSearch(world: World, wanted: ReadonlySet<string>, originOf: Search['originOf']): Search {
  return { world, wanted, targets: new Map(), blind: new Set(), seen: new Set(), originOf, budget: BUDGET };
}

function foundBy({ targets, blind }: Search): Found {
  return { targets: [...targets.values()], blind: [...blind] };
}

function isDecided({ targets, blind }: Found): boolean {
  return targets.length === 1 && blind.length === 0;
}

/** The references of an expression in one line, for reasons: only the longest of each chain, at most six; `null` for none. */
export function describeReferences(references: readonly string[]): Message | null {
  const texts = [...new Set(termsOf(references).map((term) => term.text))];
  if (texts.length === 0) return null;
  return texts.length > 6 ? msg`${texts.slice(0, 6)} and ${texts.length - 6} more` : msg`${texts}`;
}
