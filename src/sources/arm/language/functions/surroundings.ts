/** Functions that ask the template or the deployment: parameters, variables, scopes; and what only Azure, the clock or chance can tell. */
import { type Message, msg } from '../../../../azure/message.js';
import {
  ANY,
  type ArmFunction,
  type Call,
  type FunctionGroup,
  openCall,
  problem,
  stringAt,
  uniqueName,
  valuesOf,
} from '../call.js';
import { printEvaluated } from '../print.js';
import type { ArmType, ArmValue, OpenDetails, Scope } from '../types.js';
import { isOpen } from '../values.js';

/** A lookup by name; the name may be an expression. */
function named(lookup: (scope: Scope, name: string) => ArmValue | undefined, missing: (name: string) => Message) {
  return (call: Call): ArmValue => {
    const args = valuesOf(call);
    if (args.some(isOpen)) return openCall(call, args);
    const name = stringAt(call, args, 0);
    const value = lookup(call.context.scope, name);
    if (value === undefined) throw problem(call, missing(name));
    return value;
  };
}

function surrounding(name: string, group: FunctionGroup, get: (scope: Scope) => ArmValue): ArmFunction {
  return { name, group, kind: 'surroundings', arity: [0, 0], evaluate: (call) => get(call.context.scope) };
}

/** What only Azure knows: the expression itself is the answer, and the same one with the same arguments is the same value. */
function azure(
  name: string,
  group: FunctionGroup,
  arity: readonly [number, number],
  type: ArmType | null = null,
  details: Partial<OpenDetails> = {},
): ArmFunction {
  const evaluate = (call: Call): ArmValue => {
    const args = valuesOf(call);
    const text = printEvaluated(call.name, call.args, args);
    return openCall(call, args, { type, ...details }, msg`${text} is known only to Azure`);
  };
  return { name, group, kind: 'open', arity, evaluate };
}

/** What is different with every deployment. */
function momentary(name: string, group: FunctionGroup, arity: readonly [number, number]): ArmFunction {
  const evaluate = (call: Call): ArmValue => {
    const args = valuesOf(call);
    const text = printEvaluated(call.name, call.args, args);
    const details = { type: 'string', segment: args.length === 0, identity: uniqueName(call) } as const;
    return openCall(call, args, details, msg`${text} is different with every deployment`);
  };
  return { name, group, kind: 'open', arity, evaluate };
}

/** The author ends the deployment: a branch that is not to be taken. */
function fail(call: Call): ArmValue {
  const [message = null] = valuesOf(call);
  throw problem(call, msg`the template fails on purpose: ${typeof message === 'string' ? message : call.name}`);
}

export const SURROUNDING_FUNCTIONS: readonly ArmFunction[] = [
  {
    name: 'parameters',
    group: 'deployment',
    kind: 'surroundings',
    arity: [1, 1],
    evaluate: named(
      (scope, name) => scope.parameter(name),
      (name) => msg`there is no parameter ${name} here`,
    ),
  },
  {
    name: 'variables',
    group: 'deployment',
    kind: 'surroundings',
    arity: [1, 1],
    evaluate: named(
      (scope, name) => scope.variable(name),
      (name) => msg`there is no variable ${name} here`,
    ),
  },
  surrounding('deployment', 'deployment', (scope) => scope.deployment()),
  surrounding('environment', 'deployment', (scope) => scope.environment()),
  surrounding('managementGroup', 'scope', (scope) => scope.managementGroup()),
  surrounding('resourceGroup', 'scope', (scope) => scope.resourceGroup()),
  surrounding('subscription', 'scope', (scope) => scope.subscription()),
  surrounding('tenant', 'scope', (scope) => scope.tenant()),
  { name: 'fail', group: 'flow control', kind: 'evaluated', arity: [0, 1], evaluate: fail },
  azure('deployer', 'deployment', [0, 0], 'object'),
  azure('externalInput', 'deployment', [1, 2]),
  azure('uniqueString', 'string', [1, ANY], 'string', { segment: true }),
  azure('pickZones', 'resource', [3, 5], 'array'),
  azure('providers', 'resource', [1, 2], 'object'),
  azure('toLogicalZone', 'resource', [3, 3], 'string', { segment: true }),
  azure('toLogicalZones', 'resource', [3, 3], 'array'),
  azure('toPhysicalZone', 'resource', [3, 3], 'string', { segment: true }),
  azure('toPhysicalZones', 'resource', [3, 3], 'array'),
  momentary('newGuid', 'string', [0, 0]),
  momentary('utcNow', 'date', [0, 1]),
  // `listKeys` and all its kin: secrets mostly, so the value would not be shown even if it were known.
  azure('list*', 'resource', [1, ANY], null, { secure: true }),
];
