/** A template that is deployed: the scope of its expressions, its resources and its outputs. */
import { msg } from '../../../azure/message.js';
import { deeper } from '../language/budget.js';
import { identityOf, knownToAzure, open } from '../language/open.js';
import type { ArmValue, Open, Scope } from '../language/types.js';
import { isOpen, objectOf } from '../language/values.js';
import { once } from './circles.js';
import { environmentOf } from './environment.js';
import { evaluateNode, guarded, repeatedValue } from './evaluate-node.js';
import { givenBy } from './given.js';
import { itemsOf, type Member, memberOf, membersOf, type ObjectNode, textOf } from './node.js';
import { type Given, makeParameters } from './parameters.js';
import { answerReference } from './references.js';
import { findResources } from './resources-of.js';
import type { Deployment, Instance, Run, Target } from './run.js';
import { groupObject, idIn, managementGroupObject, subscriptionObject, targetFrom } from './targets.js';

/** The file's own template. */
export function rootDeployment(run: Run, template: ObjectNode, target: Target, given: Given): Deployment {
  return makeDeployment({ run, template, target, resource: null, parent: null }, (deployment) =>
    ownScope(deployment, given, null),
  );
}

/**
 * The template that a deployment resource holds: in a scope of its own, or in that of the template around it (Microsoft Learn, "Using linked and nested
 * templates": `outer` unless `expressionEvaluationOptions` says `inner`). `null` where it is not in the input.
 */
function nestedDeployment(instance: Instance): Deployment | null {
  const { run } = instance.deployment;
  const properties = memberOf(instance.node, 'properties');
  const template = memberOf(properties, 'template');
  if (template?.kind !== 'object') return null;
  const inner = /^inner$/i.test(textOf(memberOf(memberOf(properties, 'expressionEvaluationOptions'), 'scope')) ?? '');
  const word = (name: string): ArmValue | undefined => instance.member(name);
  const named = targetFrom(
    instance.target,
    { subscription: word('subscriptionId'), group: word('resourceGroup'), location: locationIn(instance) },
    run.tokens,
  );
  const target = {
    ...named,
    location: isOpen(named.location) ? (locationOfGroup(named, run) ?? named.location) : named.location,
  };
  return makeDeployment(
    { run, template, target, resource: instance, parent: instance.deployment },
    inner
      ? (deployment) => ownScope(deployment, givenBy(instance), instance.names[0] ?? null)
      : (deployment) => ({
          ...instance.scope,
          reference: (request) => answerReference(deployment, request) ?? instance.scope.reference(request),
        }),
  );
}

/** The location of a resource group that the same templates make. */
function locationOfGroup(target: Target, run: Run): ArmValue | undefined {
  if (target.group === null) return undefined;
  const id = idIn({ ...target, level: 'subscription' }, 'Microsoft.Resources/resourceGroups', [target.group]);
  const [group] = run.byIdentity.get(run.tokens.render(id).toLowerCase()) ?? [];
  return group === undefined || group.existing ? undefined : group.member('location');
}

/** Deployments to a subscription have a location; those to a group are where the group is. */
function locationIn(instance: Instance): ArmValue | undefined {
  return memberOf(instance.node, 'location') === null ? undefined : instance.member('location');
}

function makeDeployment(
  own: Pick<Deployment, 'run' | 'template' | 'target' | 'resource' | 'parent'>,
  scopeOf: (deployment: Deployment) => Scope,
): Deployment {
  const found: Instance[] = [];
  let state: 'new' | 'busy' | 'done' = 'new';
  let outputs: ArmValue | null = null;
  const deployment: Deployment = {
    ...own,
    get scope() {
      scope ??= scopeOf(deployment);
      return scope;
    },
    instances: () => {
      if (state !== 'new') return found;
      state = 'busy';
      findResources(deployment, nestedDeployment, found);
      state = 'done';
      return found;
    },
    outputs: () => {
      outputs ??= once(own.run, deployment, labelOf(own.resource), own.template.offset, () => outputsOf(deployment));
      return outputs;
    },
  };
  let scope: Scope | null = null;
  return deployment;
}

function labelOf(resource: Instance | null): string {
  const name = resource?.names.at(-1);
  return name === undefined
    ? 'the outputs'
    : `the outputs of deployment ${typeof name === 'string' ? name : 'without a known name'}`;
}

function ownScope(deployment: Deployment, given: Given, name: string | Open | null): Scope {
  const { run, template, target } = deployment;
  const scope: Scope = {
    budget: run.budget,
    level: target.level,
    parameter: makeParameters(template, given, () => scope, run),
    variable: makeVariables(template, () => scope, run),
    copyIndex: () => undefined,
    reference: (request) => answerReference(deployment, request),
    userFunction: makeFunctions(template, () => scope, run),
    resourceGroup: () => groupObject(target),
    subscription: () => subscriptionObject(target),
    managementGroup: () => managementGroupObject(target),
    tenant: () => knownToAzure('tenant()', { type: 'object' }),
    deployment: () => deploymentObject(template, target, name),
    environment: () => environmentOf(run.cloud),
  };
  return scope;
}

function deploymentObject(template: ObjectNode, target: Target, name: string | Open | null): ArmValue {
  const version = textOf(memberOf(template, 'contentVersion'));
  return knownToAzure('deployment()', {
    type: 'object',
    ...(name === null ? {} : { identity: `deployment ${identityOf(name)}` }),
    members: objectOf([
      ...(name === null ? [] : [['name', name] as const]),
      ...(target.level === 'resourceGroup' ? [] : [['location', target.location] as const]),
      [
        'properties',
        knownToAzure('deployment().properties', {
          type: 'object',
          members: objectOf([
            [
              'template',
              knownToAzure('deployment().properties.template', {
                type: 'object',
                members: objectOf(version === null ? [] : [['contentVersion', version]]),
              }),
            ],
          ]),
        }),
      ],
    ]),
  });
}

/** The lookup of `variables('name')`: each evaluated when it is first asked for; those of `copy` are made by loops. */
function makeVariables(template: ObjectNode, scope: () => Scope, run: Run): (name: string) => ArmValue | undefined {
  const declared = new Map<
    string,
    { readonly member: Pick<Member, 'name' | 'offset'>; readonly evaluate: () => ArmValue }
  >();
  for (const member of membersOf(memberOf(template, 'variables'))) {
    const { name, value } = member;
    if (name.toLowerCase() === 'copy' && value.kind === 'array') {
      for (const loop of itemsOf(value)) {
        const own = textOf(memberOf(loop, 'name'));
        if (own === null) continue;
        const made = () => repeatedValue(own, loop, scope(), run);
        declared.set(own.toLowerCase(), { member: { name: own, offset: loop.offset }, evaluate: made });
      }
    } else declared.set(name.toLowerCase(), { member, evaluate: () => evaluateNode(value, scope(), run) });
  }
  const known = new Map<string, ArmValue>();
  return (name) => {
    const key = name.toLowerCase();
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = declared.get(key);
    if (found === undefined) return undefined;
    const value = once(run, found, `variables('${found.member.name}')`, found.member.offset, found.evaluate);
    known.set(key, value);
    return value;
  };
}

/** The template's own functions. They see their own parameters and each other, nothing else. */
function makeFunctions(template: ObjectNode, scope: () => Scope, run: Run): Scope['userFunction'] {
  const declared = new Map<string, ObjectNode>();
  for (const group of itemsOf(memberOf(template, 'functions'))) {
    const namespace = textOf(memberOf(group, 'namespace'))?.toLowerCase() ?? '';
    for (const { name, value } of membersOf(memberOf(group, 'members')))
      if (value.kind === 'object') declared.set(`${namespace}.${name.toLowerCase()}`, value);
  }
  return (namespace, name, args) => {
    const found = declared.get(`${namespace.toLowerCase()}.${name.toLowerCase()}`);
    const output = memberOf(memberOf(found ?? null, 'output'), 'value');
    if (found === undefined || output === null) return undefined;
    const given = new Map(
      itemsOf(memberOf(found, 'parameters')).map((parameter, index) => [
        textOf(memberOf(parameter, 'name'))?.toLowerCase() ?? '',
        args[index],
      ]),
    );
    const inside: Scope = {
      ...scope(),
      parameter: (wanted) => given.get(wanted.toLowerCase()),
      variable: () => undefined,
      copyIndex: () => undefined,
      reference: () => undefined,
    };
    return guarded(run, output.offset, () => deeper(run.budget, 0, () => evaluateNode(output, inside, run)));
  };
}

/** What `reference` of a deployment shows under `outputs`: `{ name: { type, value } }`. */
function outputsOf(deployment: Deployment): ArmValue {
  const { template, scope, run } = deployment;
  const outputs = membersOf(memberOf(template, 'outputs')).flatMap(({ name, value }): [string, ArmValue][] => {
    const type = textOf(memberOf(value, 'type')) ?? '';
    const loop = memberOf(value, 'copy');
    const condition = memberOf(value, 'condition');
    if (condition !== null && evaluateNode(condition, scope, run) === false) return [];
    const node = memberOf(value, 'value');
    const result =
      loop !== null
        ? repeatedValue(null, loop, scope, run)
        : node === null
          ? open(msg`the output ${name} has no value`, `outputs.${name}`)
          : evaluateNode(node, scope, run);
    const shown =
      type.toLowerCase().startsWith('secure') && !isOpen(result)
        ? knownToAzure(`outputs.${name}`, { identity: `secure output ${name}`, secure: true })
        : result;
    return [
      [
        name,
        objectOf([
          ['type', type],
          ['value', shown],
        ]),
      ],
    ];
  });
  return objectOf(outputs);
}
