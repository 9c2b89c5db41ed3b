/** A scope in which everything is open, and the objects of the public reference, for tests. */
import { msg } from '../../../../src/azure/message.js';
import { joinParts, open } from '../../../../src/sources/arm/language/open.js';
import type { ArmObject, ArmType, Budget, Open, Scope } from '../../../../src/sources/arm/language/types.js';
import { objectOf } from '../../../../src/sources/arm/language/values.js';

/** All of the deployment open; no parameters, variables, loops or functions of the template's own. Spread it and replace what is known. */
export function openScope(budget: Budget): Scope {
  return {
    budget,
    level: 'resourceGroup',
    parameter: () => undefined,
    variable: () => undefined,
    copyIndex: () => undefined,
    reference: () => undefined,
    userFunction: () => undefined,
    resourceGroup: () => RESOURCE_GROUP,
    subscription: () => SUBSCRIPTION,
    managementGroup: () => MANAGEMENT_GROUP,
    tenant: () => TENANT,
    deployment: () => DEPLOYMENT,
    environment: () => ENVIRONMENT,
  };
}

/**
 * A value that is known when the deployment goes somewhere.
 * @param text names it, and identifies it: what differs needs a text of its own
 * @param segment it is a string without a `/`
 */
export function whereDeployed(text: string, type: ArmType = 'string', segment = type === 'string'): Open {
  return open(msg`${text} depends on where the template is deployed`, text, { type, segment });
}

/** What `resourceGroup()` gives. What is left out is that of the deployment, and open. The id is open in the parts that are open. */
export function resourceGroupOf(known: {
  readonly subscriptionId?: string | Open;
  readonly name?: string | Open;
  readonly location?: string | Open;
}): ArmObject {
  const call = 'resourceGroup()';
  const subscription = known.subscriptionId ?? SUBSCRIPTION_ID;
  const name = known.name ?? whereDeployed(`${call}.name`);
  return objectOf([
    ['id', joinParts(['/subscriptions/', subscription, '/resourceGroups/', name])],
    ['name', name],
    ['type', 'Microsoft.Resources/resourceGroups'],
    ['location', known.location ?? whereDeployed(`${call}.location`)],
    ['managedBy', whereDeployed(`${call}.managedBy`, 'string', false)],
    ['tags', whereDeployed(`${call}.tags`, 'object')],
    ['properties', objectOf([['provisioningState', 'Succeeded']])],
  ]);
}

/** What `subscription()` gives. */
export function subscriptionOf(known: { readonly subscriptionId?: string | Open } = {}): ArmObject {
  const subscriptionId = known.subscriptionId ?? SUBSCRIPTION_ID;
  return objectOf([
    ['id', joinParts(['/subscriptions/', subscriptionId])],
    ['subscriptionId', subscriptionId],
    ['tenantId', TENANT_ID],
    ['displayName', whereDeployed('subscription().displayName', 'string', false)],
  ]);
}

/** What `managementGroup()` gives. */
export function managementGroupOf(known: { readonly name?: string | Open } = {}): ArmObject {
  const name = known.name ?? whereDeployed('managementGroup().name');
  return objectOf([
    ['id', joinParts(['/providers/Microsoft.Management/managementGroups/', name])],
    ['name', name],
    ['type', 'Microsoft.Management/managementGroups'],
    ['properties', whereDeployed('managementGroup().properties', 'object')],
  ]);
}

/** What `deployment()` gives, as far as it is known before. */
export function deploymentOf(
  known: { readonly name?: string | Open; readonly location?: string | Open } = {},
): ArmObject {
  return objectOf([
    ['name', known.name ?? whereDeployed('deployment().name')],
    ['location', known.location ?? whereDeployed('deployment().location')],
    ['properties', whereDeployed('deployment().properties', 'object')],
  ]);
}

const SUBSCRIPTION_ID = whereDeployed('subscription().subscriptionId');
const TENANT_ID = whereDeployed('subscription().tenantId');
const RESOURCE_GROUP = resourceGroupOf({});
const SUBSCRIPTION = subscriptionOf();
const MANAGEMENT_GROUP = managementGroupOf();
const DEPLOYMENT = deploymentOf();
const ENVIRONMENT = open(msg`environment() depends on the cloud`, 'environment()', { type: 'object' });
const TENANT = objectOf([
  ['tenantId', TENANT_ID],
  ['countryCode', whereDeployed('tenant().countryCode')],
  ['displayName', whereDeployed('tenant().displayName', 'string', false)],
]);
