/** The resources of one template: loops and children spread out, names and conditions evaluated. */
import { msg } from '../../../azure/message.js';
import { spend } from '../language/budget.js';
import { joinParts, open } from '../language/open.js';
import { type ArmValue, OPEN, type Open, type Scope } from '../language/types.js';
import { isOpen } from '../language/values.js';
import { once } from './circles.js';
import { evaluateNode, guarded, loopIndexes, withIndex } from './evaluate-node.js';
import { itemsOf, type JsonNode, type Member, memberOf, membersOf, type ObjectNode } from './node.js';
import type { Deployment, Instance, Run } from './run.js';
import { idIn, targetFrom } from './targets.js';

/** More resources than any deployment has; Azure takes 800 in one template. */
const MOST_RESOURCES = 50_000;

/** Children within children. */
const DEEPEST = 8;

/** A resource as it is written, with what its parent gives it. */
interface Written {
  readonly node: ObjectNode;
  readonly symbol: string | null;
  readonly parent: { readonly type: string; readonly names: readonly (string | Open)[]; readonly scope: Scope } | null;
  readonly depth: number;
}

/**
 * Finds the resources of a deployment.
 * @param nest makes the deployment of a deployment resource
 * @param found takes them in the order of the template
 */
export function findResources(
  deployment: Deployment,
  nest: (instance: Instance) => Deployment | null,
  found: Instance[],
): void {
  const { template, run } = deployment;
  for (const written of resourcesIn(memberOf(template, 'resources'), null, 0))
    expand(written, deployment, nest, (instance) => {
      found.push(instance);
      run.instances.push(instance);
      if (DEPLOYMENT.test(instance.type)) run.pending.add(instance);
      if (run.instances.length > MOST_RESOURCES)
        throw run.failure(`this template has more than ${MOST_RESOURCES} resources`, instance.node.offset);
      const same = run.byIdentity.get(instance.identity);
      if (same === undefined) run.byIdentity.set(instance.identity, [instance]);
      else same.push(instance);
    });
}

/** `resources` is a list, or an object of symbolic names (languageVersion 2.0). */
function resourcesIn(node: JsonNode | null, parent: Written['parent'], depth: number): readonly Written[] {
  const list: readonly (readonly [JsonNode, string | null])[] =
    node?.kind === 'object'
      ? membersOf(node).map((member: Member) => [member.value, member.name] as const)
      : itemsOf(node).map((item) => [item, null] as const);
  return list.flatMap(([item, symbol]) => (item.kind === 'object' ? [{ node: item, symbol, parent, depth }] : []));
}

function expand(
  written: Written,
  deployment: Deployment,
  nest: (instance: Instance) => Deployment | null,
  put: (instance: Instance) => void,
): void {
  const { node, parent, depth } = written;
  const outer = parent?.scope ?? deployment.scope;
  // Resources of extensions (Kubernetes, Microsoft Graph) are none of Azure Resource Manager.
  if (memberOf(node, 'import') !== null || memberOf(node, 'extension') !== null) return;
  const loop = memberOf(node, 'copy');
  const count = memberOf(loop, 'count');
  const name = loop === null ? null : evaluatedText(memberOf(loop, 'name'), outer, deployment.run);
  const indexes = count === null ? [null] : loopIndexes(name ?? 'copy', count, outer, deployment.run);
  for (const index of isOpen(indexes) ? [indexes] : indexes) {
    const scope = index === null ? outer : withIndex(outer, name, index);
    const made = instanceOf(written, index, scope, deployment, nest);
    if (made === null) continue;
    if (made.presence !== 'never') put(made.instance);
    if (depth >= DEEPEST) continue;
    const children = resourcesIn(memberOf(node, 'resources'), { ...made.instance, scope }, depth + 1);
    // A condition does not hold for children (Microsoft Learn, "Conditional deployment in ARM templates").
    for (const child of children) expand(child, deployment, nest, put);
  }
}

function evaluatedText(node: JsonNode | null, scope: Scope, run: Run): string | null {
  const value = node === null ? null : evaluateNode(node, scope, run);
  return typeof value === 'string' ? value : null;
}

function instanceOf(
  { node, symbol, parent }: Written,
  index: number | Open | null,
  scope: Scope,
  deployment: Deployment,
  nest: (instance: Instance) => Deployment | null,
): { readonly instance: Instance; readonly presence: 'certain' | 'possible' | 'never' } | null {
  const { run } = deployment;
  const type = fullType(evaluatedText(memberOf(node, 'type'), scope, run), parent?.type ?? null);
  if (type === null) {
    run.warn(msg`the type of a resource is not decided, so it is left out`, node.offset);
    return null;
  }
  guarded(run, node.offset, () => spend(run.budget, 'items', 10));
  const existing = isTrue(memberOf(node, 'existing'));
  const condition = presenceOf(memberOf(node, 'condition'), scope, run);
  const names = namesOf(memberOf(node, 'name'), type, parent?.names ?? [], scope, run);
  const members = new Map<string, ArmValue | undefined>();
  const member = (name: string): ArmValue | undefined => {
    if (members.has(name)) return members.get(name);
    const own = memberOf(node, name);
    const label = `resource ${names.map((one) => (typeof one === 'string' ? one : one[OPEN].text)).join('/')}`;
    const value = own === null ? undefined : once(run, own, label, own.offset, () => evaluateNode(own, scope, run));
    members.set(name, value);
    return value;
  };
  const isDeployment = DEPLOYMENT.test(type);
  const said = {
    scope: memberOf(node, 'scope') === null ? undefined : member('scope'),
    // A deployment to another group or subscription is a resource there: the ids that ask for its outputs say so.
    ...(isDeployment || existing ? { subscription: member('subscriptionId'), group: member('resourceGroup') } : {}),
  };
  const target = targetFrom(deployment.target, said, run.tokens);
  const id = idIn(target, type, names);
  let inner: Deployment | null | undefined;
  const instance: Instance = {
    number: run.instances.length,
    deployment,
    node,
    scope,
    type,
    names,
    symbol,
    index,
    presence: isOpen(condition) ? condition : isOpen(index) ? index : (deployment.resource?.presence ?? null),
    existing,
    target,
    id,
    identity: run.tokens.render(id).toLowerCase(),
    member,
    nested: () => {
      if (inner === undefined) inner = isDeployment && !existing ? nest(instance) : null;
      return inner;
    },
  };
  return { instance, presence: condition === false ? 'never' : instance.presence === null ? 'certain' : 'possible' };
}

/** The type of resources that are deployments. */
export const DEPLOYMENT = /^Microsoft\.Resources\/deployments$/i;

function isTrue(node: JsonNode | null): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

/** Whether it is deployed; open where that is not decided. */
function presenceOf(node: JsonNode | null, scope: Scope, run: Run): boolean | Open {
  if (node === null) return true;
  const value = evaluateNode(node, scope, run);
  if (isOpen(value)) return value;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  return open(msg`a condition is neither true nor false`, 'condition', { identity: `condition at ${node.offset}` });
}

/** A child names its type relative to its parent's (`subnets`), or in full. */
function fullType(written: string | null, parent: string | null): string | null {
  const type = written?.split('@')[0] ?? '';
  if (type === '') return null;
  return parent === null || (type.split('/')[0] ?? '').includes('.') ? type : `${parent}/${type}`;
}

/** The segments of the name. A child may leave out those of its parents. */
function namesOf(
  node: JsonNode | null,
  type: string,
  parents: readonly (string | Open)[],
  scope: Scope,
  run: Run,
): readonly (string | Open)[] {
  const value = node === null ? null : evaluateNode(node, scope, run);
  const name = asName(value, node);
  const wanted = type.split('/').length - 1;
  const segments = segmentsOf(name, run);
  if (segments.length >= wanted || parents.length === 0) return segments;
  return [...parents.slice(0, wanted - segments.length), ...segments];
}

function asName(value: ArmValue, node: JsonNode | null): string | Open {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (isOpen(value)) return value;
  return open(msg`the name of a resource is no text`, 'name', { identity: `name at ${node?.offset ?? -1}` });
}

/** The parts between slashes; an open part that may hold slashes itself stays what it is. */
function segmentsOf(name: string | Open, run: Run): readonly (string | Open)[] {
  const named = isOpen(name) && name[OPEN].type !== 'string' ? joinParts([name]) : name;
  return run.tokens
    .render(named)
    .split('/')
    .map((segment) => run.tokens.value(segment));
}
