/** What `reference()`, `references()` and `resourceInfo()` answer about resources of the template: what it says about them, everything else open. */
import { spend } from '../language/budget.js';
import { joinParts, knownToAzure } from '../language/open.js';
import { type ArmObject, type ArmValue, OPEN, type Open, type ReferenceRequest } from '../language/types.js';
import { isArray, isObject, isOpen, memberOf, objectOf } from '../language/values.js';
import { memberOf as nodeMember, textOf } from './node.js';
import { DEPLOYMENT } from './resources-of.js';
import type { Deployment, Instance, Run } from './run.js';
import { shown } from './tokens.js';

/** The answer, or `undefined` where the template has no such resource. */
export function answerReference(deployment: Deployment, request: ReferenceRequest): ArmValue | undefined {
  if (request.form === 'references') {
    const group = indexOf(deployment).bySymbol.get(deployment.run.tokens.render(request.target).toLowerCase()) ?? [];
    return group.length === 0 ? undefined : group.map((instance) => answerOf(instance, request));
  }
  const found = find(deployment, request.target);
  return found === null ? elsewhere(deployment, request) : answerOf(found, request);
}

/** A resource that the template only names by its id: another file may have it. */
function elsewhere({ run }: Deployment, { target, form }: ReferenceRequest): ArmValue | undefined {
  const rendered = run.tokens.render(target);
  if (form !== 'reference' || !rendered.startsWith('/')) return undefined;
  const { ids, numbers } = run.strangers;
  const number = numbers.get(rendered) ?? ids.push(rendered) - 1;
  numbers.set(rendered, number);
  return knownToAzure(`reference('${shown(target)}')`, { type: 'object', identity: `@elsewhere ${number}` });
}

/** The resources of one template by what they are called in it. */
interface Index {
  readonly bySymbol: Map<string, Instance[]>;
  readonly byElement: Map<string, Instance>;
  readonly byName: Map<string, Instance>;
  readonly byLoop: Map<string, Instance[]>;
  /** How many of the resources are in the index: more may be found while it is in use. */
  size: number;
}

const INDEXES = new WeakMap<Deployment, Index>();

function indexOf(deployment: Deployment): Index {
  const all = deployment.instances();
  const known = INDEXES.get(deployment);
  const index = known ?? { bySymbol: new Map(), byElement: new Map(), byName: new Map(), byLoop: new Map(), size: 0 };
  if (known === undefined) INDEXES.set(deployment, index);
  for (; index.size < all.length; index.size++) {
    const instance = all[index.size];
    if (instance !== undefined) enter(instance, index, deployment.run);
  }
  return index;
}

function enter(instance: Instance, { bySymbol, byElement, byName, byLoop }: Index, run: Run): void {
  const symbol = instance.symbol?.toLowerCase();
  const loop = textOf(nodeMember(nodeMember(instance.node, 'copy'), 'name'));
  if (loop !== null) push(byLoop, loop.toLowerCase(), instance);
  if (symbol !== undefined) {
    push(bySymbol, symbol, instance);
    if (typeof instance.index === 'number') byElement.set(`${symbol}[${instance.index}]`, instance);
  }
  const name = run.tokens.render(joinNames(instance)).toLowerCase();
  const first = byName.get(name);
  if (first === undefined || (first.existing && !instance.existing)) byName.set(name, instance);
}

function push(map: Map<string, Instance[]>, key: string, instance: Instance): void {
  const others = map.get(key);
  if (others === undefined) map.set(key, [instance]);
  else others.push(instance);
}

function find(deployment: Deployment, target: string | Open): Instance | null {
  const { run } = deployment;
  const rendered = run.tokens.render(target).toLowerCase();
  if (!rendered.startsWith('/')) return findNamed(indexOf(deployment), rendered);
  let known = preferred(run.byIdentity.get(rendered));
  // It may be in a nested template that nobody has asked for yet.
  for (const instance of run.pending) {
    if (known !== null) break;
    run.pending.delete(instance);
    instance.nested()?.instances();
    known = preferred(run.byIdentity.get(rendered));
  }
  return known;
}

/** All that `dependsOn` may mean by a text: an id, a symbolic name, the name of a resource or of a loop. */
export function instancesNamed(deployment: Deployment, text: string | Open): readonly Instance[] {
  const index = indexOf(deployment);
  const wanted = deployment.run.tokens.render(text).toLowerCase();
  const one = find(deployment, text);
  return one === null ? (index.byLoop.get(wanted) ?? []) : (index.bySymbol.get(wanted) ?? [one]);
}

/** By symbolic name, of a loop with its index (`subnets[2]`), or else by the name of the resource. */
function findNamed({ bySymbol, byElement, byName }: Index, wanted: string): Instance | null {
  const single = bySymbol.get(wanted)?.find(({ index }) => index === null);
  return single ?? byElement.get(wanted) ?? byName.get(wanted) ?? null;
}

/** What is deployed rather than what is only referred to. */
function preferred(instances: readonly Instance[] | undefined): Instance | null {
  return instances?.find(({ existing }) => !existing) ?? instances?.[0] ?? null;
}

function joinNames({ names }: Instance): string | Open {
  return joinParts(names.flatMap((name, index) => (index === 0 ? [name] : ['/', name])));
}

/** Spreads out all templates within one another. Those that are being spread out right now are left as they are. */
export function findAll(deployment: Deployment): readonly Instance[] {
  const found: Instance[] = [];
  const visit = (one: Deployment): void => {
    for (const instance of one.instances()) {
      found.push(instance);
      one.run.pending.delete(instance);
      const nested = instance.nested();
      if (nested !== null) visit(nested);
    }
  };
  visit(deployment);
  return found;
}

function answerOf(instance: Instance, { form, full }: ReferenceRequest): ArmValue {
  if (form === 'resourceInfo') return infoOf(instance);
  const { budget } = instance.deployment.run;
  spend(budget, 'steps', 10);
  const name = nameOf(instance);
  const properties = DEPLOYMENT.test(instance.type) ? deploymentProperties(instance) : propertiesOf(instance);
  if (!full) return properties;
  const others = ['location', 'sku', 'kind', 'tags', 'zones'].flatMap((word): [string, ArmValue][] => {
    const value = instance.existing ? undefined : instance.member(word);
    return value === undefined ? [] : [[word, value]];
  });
  return knownToAzure(`reference('${shown(instance.id)}')`, {
    type: 'object',
    identity: `${name} in full`,
    members: objectOf([...others, ...infoMembers(instance), ['properties', properties]]),
  });
}

/** Identifies what `reference` answers; {@link addressOwner} reads it. */
function nameOf({ number }: Instance): string {
  return `@resource ${number}`;
}

/** Whose private address an open value is: a resource of the template, or the id of another; `null` for anything else. */
export function addressOwner(value: Open, run: Run): Instance | string | null {
  const [, kind, digits] = /^@(resource|elsewhere) (\d+)\[.*privateipaddress\]$/i.exec(value[OPEN].identity) ?? [];
  if (digits === undefined) return null;
  return (kind === 'resource' ? run.instances[Number(digits)] : run.strangers.ids[Number(digits)]) ?? null;
}

function infoMembers({ id, type, names, node, target }: Instance): readonly (readonly [string, ArmValue])[] {
  const version = textOf(nodeMember(node, 'apiVersion'));
  return [
    ['id', id],
    ['resourceId', id],
    ['name', names.at(-1) ?? ''],
    ['type', type],
    ['subscriptionId', target.subscription],
    ...(target.group === null
      ? []
      : [['resourceGroupName', target.group] as const, ['resourceGroup', target.group] as const]),
    ...(version === null ? [] : [['apiVersion', version] as const]),
  ];
}

/** `resourceInfo`: what is known without asking Azure. Its name is the full one. */
function infoOf(instance: Instance): ArmValue {
  return knownToAzure(`resourceInfo('${shown(instance.id)}')`, {
    type: 'object',
    identity: `${nameOf(instance)} info`,
    members: objectOf([...infoMembers(instance), ['name', joinNames(instance)]]),
  });
}

/** The outputs of a nested template; of a linked one nothing is known. */
function deploymentProperties(instance: Instance): ArmValue {
  const nested = instance.nested();
  const outputs = nested?.outputs();
  const text = `reference('${shown(instance.id)}')`;
  return knownToAzure(text, {
    type: 'object',
    identity: nameOf(instance),
    members: objectOf(outputs === undefined ? [] : [['outputs', outputs]]),
  });
}

/** The properties as the template gives them: Azure adds to them, so what is not there is open, and the children in them have ids. */
function propertiesOf(instance: Instance): ArmValue {
  const text = `reference('${shown(instance.id)}')`;
  const identity = nameOf(instance);
  const given = instance.existing ? undefined : instance.member('properties');
  const nothing = knownToAzure(text, { type: 'object', identity });
  if (given === undefined) return nothing;
  const seen = asSeen(given, text, identity, instance.id);
  return isOpen(seen) && seen[OPEN].members !== null ? seen : isOpen(given) ? nothing : seen;
}

/** Objects may have more members than the template says. Elements with names are children, whose ids follow from the parent's. */
function asSeen(value: ArmValue, text: string, identity: string, id: string | Open | null): ArmValue {
  if (isOpen(value)) {
    const { members } = value[OPEN];
    return members === null ? value : asSeen(members, text, identity, id);
  }
  if (isArray(value)) return value.map((item, index) => asSeen(item, `${text}[${index}]`, `${identity}[${index}]`, id));
  if (!isObject(value)) return value;
  return knownToAzure(text, { type: 'object', identity, members: membersSeen(value, text, identity, id) });
}

function membersSeen(object: ArmObject, text: string, identity: string, id: string | Open | null): ArmObject {
  return objectOf([
    ...Object.entries(object).map(([name, value]): [string, ArmValue] => {
      const list = id !== null && isArray(value);
      const here = (item: ArmValue): ArmValue => {
        const own = list ? childId(item, id, name) : null;
        return own === null || !isObject(item) ? item : objectOf([['id', own], ...Object.entries(item)]);
      };
      return [
        name,
        asSeen(isArray(value) ? value.map(here) : value, `${text}.${name}`, `${identity}[${name.toLowerCase()}]`, null),
      ];
    }),
  ]);
}

function childId(item: ArmValue, parent: string | Open, list: string): string | Open | null {
  const name = isObject(item) ? memberOf(item, 'name') : undefined;
  if (typeof name !== 'string' && !(name !== undefined && isOpen(name))) return null;
  return joinParts([parent, `/${list}/`, name]);
}
