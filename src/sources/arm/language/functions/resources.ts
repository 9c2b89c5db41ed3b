/** Resource ids, and references to resources. Ids keep their known parts where subscription or group are open, so that links can be told of them. */
import { msg } from '../../../../azure/message.js';
import { member } from '../access.js';
import { spend } from '../budget.js';
import { ANY, type ArmFunction, type Call, openCall, problem, stringAt, valuesOf, wrongType } from '../call.js';
import { joinParts } from '../open.js';
import { printEvaluated } from '../print.js';
import type { ArmValue, Open, ReferenceRequest } from '../types.js';
import { isOpen } from '../values.js';

type Part = string | Open;

/** What stands before the type, the type, and the names behind it. */
interface Id {
  readonly before: readonly Part[];
  /** `/providers/Microsoft.Network/virtualNetworks/vnet1/subnets/…` */
  readonly path: readonly Part[];
}

/**
 * Tells the type among the arguments: the first with a `/` that has as many names behind it as it has segments.
 * `null` where an open argument may be the type.
 */
function idAt(call: Call, args: readonly ArmValue[], mostBefore: number): Id | null {
  const parts = args.map((arg, index): Part => {
    if (isOpen(arg) || typeof arg === 'string') return arg;
    if (typeof arg === 'number') return String(arg);
    throw wrongType(call, index, arg, 'string');
  });
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string' || !part.includes('/') || index > mostBefore) continue;
    const segments = part.split('/');
    const names = parts.slice(index + 1);
    if (segments.length - 1 !== names.length || segments.some((one) => one === '')) continue;
    const [provider = '', ...types] = segments;
    return {
      before: parts.slice(0, index),
      path: [`/providers/${provider}`, ...types.flatMap((type, at) => [`/${type}/`, names[at] ?? ''])],
    };
  }
  if (parts.slice(0, mostBefore + 1).some(isOpen)) return null;
  throw problem(call, msg`${call.name} needs a resource type with one name for each of its segments`);
}

function id(
  name: string,
  mostBefore: number,
  start: (call: Call, before: readonly Part[]) => readonly Part[],
): ArmFunction {
  const evaluate = (call: Call): ArmValue => {
    const args = valuesOf(call);
    const found = idAt(call, args, mostBefore);
    if (found === null) return openCall(call, args, { type: 'string' });
    return joinParts([...start(call, found.before), ...found.path]);
  };
  return { name, group: 'resource', kind: 'surroundings', arity: [2, ANY], evaluate };
}

function surrounding(call: Call, what: 'resourceGroup' | 'subscription' | 'managementGroup', key: string): Part {
  const { scope } = call.context;
  const step = () => spend(scope.budget, 'steps', 1, call.at);
  const value = member(scope[what](), key, call.at, () => `${what}()`, step);
  if (isOpen(value) || typeof value === 'string') return value;
  throw problem(call, msg`${what}().${key} is not known as a string`);
}

function subscriptionPath(subscription: Part): readonly Part[] {
  return ['/subscriptions/', subscription];
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is left out is that of the deployment: its subscription and group, its subscription alone, or the tenant. */
function resourceIdStart(call: Call, before: readonly Part[]): readonly Part[] {
  const { level } = call.context.scope;
  const [first, second] = before;
  if (first !== undefined && second !== undefined) return [...subscriptionPath(first), '/resourceGroups/', second];
  if (first !== undefined) {
    if (level !== 'resourceGroup' && typeof first === 'string' && GUID.test(first)) return subscriptionPath(first);
    return [...subscriptionPath(surrounding(call, 'subscription', 'subscriptionId')), '/resourceGroups/', first];
  }
  if (level === 'tenant' || level === 'managementGroup') return [];
  const subscription = subscriptionPath(surrounding(call, 'subscription', 'subscriptionId'));
  if (level === 'subscription') return subscription;
  return [...subscription, '/resourceGroups/', surrounding(call, 'resourceGroup', 'name')];
}

function managementGroupStart(call: Call, [group]: readonly Part[]): readonly Part[] {
  const name = group ?? surrounding(call, 'managementGroup', 'name');
  return ['/providers/Microsoft.Management/managementGroups/', name];
}

/** The first argument is an id, whatever it looks like. */
function extensionResourceId(call: Call): ArmValue {
  const [base = null, ...args] = valuesOf(call);
  const found = idAt(call, args, 0);
  if (found === null) return openCall(call, [base, ...args], { type: 'string' });
  const start = isOpen(base) ? base : stringAt(call, [base], 0);
  return joinParts([typeof start === 'string' ? start.replace(/\/+$/, '') : start, ...found.path]);
}

/** A resource or deployment of the template as its reader knows it; else open, with the expression. */
function reference(form: ReferenceRequest['form']): ArmFunction['evaluate'] {
  return (call) => {
    const args = valuesOf(call);
    const [target = null, second = null, third = null] = args;
    if (!isOpen(target) && typeof target !== 'string') throw wrongType(call, 0, target, 'string');
    const options = [second, third].filter((one) => typeof one === 'string');
    const full = options.some((one) => one.toLowerCase() === 'full');
    const apiVersion = options.find((one) => one.toLowerCase() !== 'full') ?? null;
    const found = call.context.scope.reference({ form, target, apiVersion, full });
    if (found !== undefined) return found;
    const text = printEvaluated(call.name, call.args, args);
    const type = form === 'references' ? 'array' : form === 'resourceInfo' || full ? 'object' : null;
    return openCall(call, args, { type }, msg`${text} is known only to Azure`);
  };
}

const RESOURCE = { group: 'resource', kind: 'surroundings' } as const;

export const RESOURCE_FUNCTIONS: readonly ArmFunction[] = [
  id('resourceId', 2, resourceIdStart),
  id('subscriptionResourceId', 1, (call, [first]) =>
    subscriptionPath(first ?? surrounding(call, 'subscription', 'subscriptionId')),
  ),
  id('managementGroupResourceId', 1, managementGroupStart),
  id('tenantResourceId', 0, () => []),
  { ...RESOURCE, name: 'extensionResourceId', arity: [3, ANY], evaluate: extensionResourceId },
  { ...RESOURCE, name: 'reference', arity: [1, 3], evaluate: reference('reference') },
  { ...RESOURCE, name: 'references', arity: [1, 2], evaluate: reference('references') },
  { ...RESOURCE, name: 'resourceInfo', arity: [1, 1], evaluate: reference('resourceInfo') },
];
