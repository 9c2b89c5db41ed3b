/** Where deployments and resources go: subscription, resource group, and the ids that follow. What is not said is open, and the same wherever it is not said. */
import { msg } from '../../../azure/message.js';
import { identityOf, joinParts, knownToAzure, open } from '../language/open.js';
import type { ArmValue, DeploymentLevel, Open } from '../language/types.js';
import { isOpen, objectOf } from '../language/values.js';
import type { Target } from './run.js';
import type { Tokens } from './tokens.js';

const SUBSCRIPTION = open(msg`the subscription is not in the input`, 'subscription().subscriptionId', {
  type: 'string',
  segment: true,
});

const GROUP = open(msg`the name of the resource group is not in the input`, 'resourceGroup().name', {
  type: 'string',
  segment: true,
});

const MANAGEMENT_GROUP = open(msg`the management group is not in the input`, 'managementGroup().name', {
  type: 'string',
  segment: true,
});

/** The place of a file's own template. @param group the resource group, where the surroundings know it */
export function rootTarget(level: DeploymentLevel, region: string | null, group: string | null): Target {
  return {
    level,
    subscription: SUBSCRIPTION,
    group: level === 'resourceGroup' ? (group ?? GROUP) : null,
    managementGroup: level === 'managementGroup' ? MANAGEMENT_GROUP : null,
    location: region ?? locationOf(level),
  };
}

function locationOf(level: DeploymentLevel): Open {
  return level === 'resourceGroup'
    ? open(
        msg`the location of the resource group is not in the template; say it with --region`,
        'resourceGroup().location',
        {
          type: 'string',
          segment: true,
        },
      )
    : open(msg`the location of the deployment is not in the input; say it with --region`, 'deployment().location', {
        type: 'string',
        segment: true,
      });
}

/** The id of a resource of a full type in a place. `names` has one for each type after the provider. */
export function idIn(target: Target, type: string, names: readonly (string | Open)[]): string | Open {
  const [provider = '', ...types] = type.split('/');
  const path = types.flatMap((segment, index): readonly (string | Open)[] => [`/${segment}/`, names[index] ?? '']);
  return joinParts([...scopeParts(target), `/providers/${provider}`, ...path]);
}

function scopeParts({ level, subscription, group, managementGroup }: Target): readonly (string | Open)[] {
  if (level === 'tenant') return [];
  if (level === 'managementGroup')
    return ['/providers/Microsoft.Management/managementGroups/', managementGroup ?? MANAGEMENT_GROUP];
  const inSubscription = ['/subscriptions/', subscription];
  return level === 'subscription' ? inSubscription : [...inSubscription, '/resourceGroups/', group ?? GROUP];
}

/** What a resource or a nested deployment may say about where it goes. */
export interface TargetWords {
  readonly scope?: ArmValue | undefined;
  readonly subscription?: ArmValue | undefined;
  readonly group?: ArmValue | undefined;
  readonly location?: ArmValue | undefined;
}

/** The place that the words name, seen from another. */
export function targetFrom(outer: Target, words: TargetWords, tokens: Tokens): Target {
  const scoped = fromScope(outer, words.scope, tokens);
  const subscription = textual(words.subscription) ?? scoped.subscription;
  const named = textual(words.group);
  const group = named ?? (words.subscription === undefined ? scoped.group : null);
  const level: DeploymentLevel =
    group !== null ? 'resourceGroup' : words.subscription === undefined ? scoped.level : 'subscription';
  return {
    level,
    subscription,
    group,
    managementGroup: level === 'managementGroup' ? scoped.managementGroup : null,
    location: words.location ?? (named === null ? outer.location : elsewhere(outer)),
  };
}

/** The location of another resource group: what is said for the run holds for it too, or it is open. */
function elsewhere(outer: Target): ArmValue {
  return isOpen(outer.location) ? locationOf('resourceGroup') : outer.location;
}

function textual(value: ArmValue | undefined): string | Open | null {
  return typeof value === 'string' && value !== '' ? value : value !== undefined && isOpen(value) ? value : null;
}

function fromScope(outer: Target, scope: ArmValue | undefined, tokens: Tokens): Target {
  const text = textual(scope);
  if (text === null) return outer;
  const rendered = tokens.render(text);
  if (rendered === '/') return { ...outer, level: 'tenant', group: null, managementGroup: null };
  const group = /^\/?subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/?$/i.exec(rendered);
  if (group !== null)
    return {
      ...outer,
      level: 'resourceGroup',
      subscription: tokens.value(group[1] ?? ''),
      group: tokens.value(group[2] ?? ''),
      location: elsewhere(outer),
    };
  const subscription = /^\/?subscriptions\/([^/]+)\/?$/i.exec(rendered)?.[1];
  if (subscription !== undefined)
    return { ...outer, level: 'subscription', subscription: tokens.value(subscription), group: null };
  const management = /^(?:\/providers\/)?Microsoft\.Management\/managementGroups\/([^/]+)\/?$/i.exec(rendered)?.[1];
  if (management !== undefined)
    return { ...outer, level: 'managementGroup', managementGroup: tokens.value(management), group: null };
  // Another resource (a lock, a diagnostic setting) or something open: it goes nowhere that a network is in.
  return {
    ...outer,
    level: 'resourceGroup',
    group: open(msg`its scope is not decided`, `scope ${rendered}`, { type: 'string' }),
  };
}

/** `resourceGroup()` in a place. */
export function groupObject(target: Target): ArmValue {
  if (target.level !== 'resourceGroup') return knownToAzure('resourceGroup()', { type: 'object' });
  const name = target.group ?? GROUP;
  return knownToAzure('resourceGroup()', {
    type: 'object',
    identity: `resourceGroup ${identityOf(target.subscription)} ${identityOf(name)}`,
    members: objectOf([
      ['id', joinParts(scopeParts(target))],
      ['name', name],
      ['type', 'Microsoft.Resources/resourceGroups'],
      ['location', target.location],
    ]),
  });
}

/** `subscription()` in a place. */
export function subscriptionObject(target: Target): ArmValue {
  return knownToAzure('subscription()', {
    type: 'object',
    identity: `subscription ${identityOf(target.subscription)}`,
    members: objectOf([
      ['id', joinParts(['/subscriptions/', target.subscription])],
      ['subscriptionId', target.subscription],
    ]),
  });
}

/** `managementGroup()` in a place. */
export function managementGroupObject(target: Target): ArmValue {
  const name = target.managementGroup ?? MANAGEMENT_GROUP;
  return knownToAzure('managementGroup()', {
    type: 'object',
    members: objectOf([
      ['id', joinParts(['/providers/Microsoft.Management/managementGroups/', name])],
      ['name', name],
      ['type', 'Microsoft.Management/managementGroups'],
    ]),
  });
}
