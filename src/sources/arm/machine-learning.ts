/** Machine Learning workspaces, their managed network's rules and their compute, and Kubernetes clusters, from ARM's words to the model. */

import { msg } from '../../azure/message.js';
import type { Compute, OutboundRule, ResourceKind } from '../../azure/model.js';
import { normaliseRegion } from '../../azure/regions.js';
import { isUnknown, mapValue, unknown, type Value } from '../../azure/value.js';
import type { PartialNetwork } from '../parts.js';
import { notInUpdate } from '../updates.js';
import {
  along,
  at,
  type Cursor,
  elements,
  entries,
  flag,
  isAbsent,
  link,
  oneOf,
  openness,
  requiredText,
  text,
  texts,
} from './cursor.js';
import { diagnose, locationOf, type Mapper, parentOf, type Subject } from './mapper.js';

/** `Microsoft.MachineLearningServices/workspaces`. Without a managed network its isolation mode is `Disabled` (M1, CONTRACT "Left out by the author"). */
export const workspace: Mapper = (subject) => {
  const { base, body } = subject;
  const managed = at(body, 'managedNetwork');
  const { items, rest } = entries(at(managed, 'outboundRules'));
  return {
    workspaces: [
      {
        ...base,
        region: regionOf(body),
        highBusinessImpact: flag(at(body, 'hbiWorkspace')),
        isolationMode: text(at(managed, 'isolationMode')) ?? 'Disabled',
        outboundRules: items.map(({ name, cursor }) => outboundRuleOf(subject, cursor, name)),
        ...(rest === null ? {} : { otherOutboundRules: rest }),
      },
    ],
    computes: serverlessCompute(subject),
  };
};

/** Serverless compute in a subnet of the user's own: `serverlessComputeSettings` of the workspace. Without a subnet it is not in the user's network. */
function serverlessCompute({ base, body }: Subject): readonly Compute[] {
  const settings = at(body, 'serverlessComputeSettings');
  const subnet = isAbsent(settings) ? null : link(at(settings, 'serverlessComputeCustomSubnet'), ['subnets']);
  // A workspace that is only known to exist shows no settings; compute is not made up for it.
  if (subnet === null || openness(settings) === body.absent) return [];
  const { armId: _armId, updates: _updates, ...own } = base;
  const noPublicIp = flag(at(settings, 'serverlessComputeNoPublicIP'));
  return [
    {
      ...own,
      key: `${base.key}/serverlessCompute`,
      id: `${base.id}/serverlessCompute`,
      name: 'serverlessCompute',
      kind: 'AmlCompute',
      workspace: { key: base.key },
      subnet,
      publicIp: mapValue(noPublicIp, (without) => (without === null ? null : !without)),
      kubernetesCluster: null,
    },
  ];
}

/**
 * `workspaces/managedNetworks`: the managed network as a resource of its own, which API versions from 2025 have. It changes the workspace that it is under;
 * what else the workspace says is the workspace's.
 */
export const managedNetwork: Mapper = (subject) => {
  const { base, body } = subject;
  const inner = at(body, 'managedNetwork');
  const settings = isAbsent(inner) ? body : inner;
  const mode = text(at(settings, 'isolationMode'));
  if (mode === null) return {};
  const said = unknown(notInUpdate(base.id));
  const { items, rest } = entries(at(settings, 'outboundRules'));
  const more = items.length === 0 ? said : rest;
  const { existing: _existing, armId: _armId, ...own } = base;
  return {
    workspaces: [
      {
        ...own,
        updates: parentOf(subject, 'workspaces'),
        region: said,
        highBusinessImpact: said,
        isolationMode: mode,
        outboundRules: items.map(({ name, cursor }) => outboundRuleOf(subject, cursor, name)),
        ...(more === null ? {} : { otherOutboundRules: more }),
      },
    ],
  };
};

function regionOf(body: Cursor): Value<string> {
  return mapValue(requiredText(at(body, 'location')), normaliseRegion);
}

/** `workspaces/outboundRules` and `workspaces/managedNetworks/outboundRules` (M4). */
export const outboundRule: Mapper = (subject) => ({
  separateOutboundRules: [
    {
      ...subject.base,
      workspace: workspaceOf(subject),
      rule: outboundRuleOf(subject, subject.body, subject.base.name),
    },
  ],
});

/** The workspace of a rule: of the type with `managedNetworks` in it, that is the parent's parent. */
function workspaceOf(subject: Subject): ReturnType<typeof parentOf> {
  const parent = parentOf(subject, 'workspaces');
  if (parent === null || isUnknown(parent) || 'key' in parent) return parent;
  if ('id' in parent) return { id: parent.id.replace(/\/managedNetworks\/[^/]+$/i, '') };
  const [name = ''] = parent.name.split('/');
  return { ...parent, name };
}

/** Approved outbound traffic of a managed network; a destination of a shape we do not know decides nothing (M4). */
function outboundRuleOf(subject: Subject, rule: Cursor, name: Value<string>): OutboundRule {
  return { name, destination: destinationOf(subject, rule), location: locationOf(subject, rule) };
}

function destinationOf(subject: Subject, rule: Cursor): OutboundRule['destination'] {
  const type = requiredText(at(rule, 'type'));
  const destination = at(rule, 'destination');
  if (isUnknown(type)) return { type: 'Unknown', reason: type };
  switch (type.toLowerCase()) {
    case 'fqdn':
      return { type: 'FQDN', fqdn: requiredText(destination) };
    case 'servicetag':
      return {
        type: 'ServiceTag',
        serviceTag: text(at(destination, 'serviceTag')) ?? '',
        protocol: text(at(destination, 'protocol')) ?? '*',
        portRanges: portRanges(at(destination, 'portRanges')),
        addressPrefixes: mapValue(allKnown(texts(at(destination, 'addressPrefixes'))), (list) =>
          list.length === 0 ? null : list,
        ),
        action: isAbsent(at(destination, 'action')) ? 'Allow' : oneOf(at(destination, 'action'), ['Allow', 'Deny']),
      };
    case 'privateendpoint':
      return {
        type: 'PrivateEndpoint',
        target: link(at(destination, 'serviceResourceId'), ['workspaces', 'monitorPrivateLinkScopes']),
        subresource: text(at(destination, 'subresourceTarget')),
      };
    default:
      return {
        type: 'Unknown',
        reason: unknown(msg`${subject.base.id}: an outbound rule of type ${type} is not read`),
      };
  }
}

/** Ports are one text with commas: `80, 443, 8000-8010`. Where none is said, all are meant. */
function portRanges(cursor: Cursor): Value<readonly string[]> {
  return mapValue(allKnown(texts(cursor)), (list) => {
    const ranges = list
      .flatMap((item) => item.split(','))
      .map((range) => range.trim())
      .filter((range) => range !== '');
    return ranges.length === 0 ? ['*'] : ranges;
  });
}

function allKnown(list: Value<readonly Value<string>[]>): Value<readonly string[]> {
  if (isUnknown(list)) return list;
  return list.find(isUnknown) ?? list.filter((item): item is string => !isUnknown(item));
}

const COMPUTE_KINDS: ReadonlyMap<string, Compute['kind']> = new Map([
  ['computeinstance', 'ComputeInstance'],
  ['amlcompute', 'AmlCompute'],
  ['aks', 'Kubernetes'],
  ['kubernetes', 'Kubernetes'],
]);

const CLUSTER: readonly ResourceKind[] = ['kubernetesClusters'];

/** `workspaces/computes`. Attached machines, Spark and Databricks are not placed in a subnet by the service and are left out. */
export const compute: Mapper = (subject): PartialNetwork => {
  const { base, body } = subject;
  const type = requiredText(at(body, 'computeType'));
  // Where the type is open it is read as a cluster: the subnet it names is then still checked.
  const kind = isUnknown(type) ? 'AmlCompute' : COMPUTE_KINDS.get(type.toLowerCase());
  if (isUnknown(type) && type !== body.absent)
    diagnose(subject, body, msg`its compute type is open (${type.unknown}); it is read as a cluster`);
  if (kind === undefined) return {};
  const inner = at(body, 'properties');
  const kubernetes = kind === 'Kubernetes';
  return {
    computes: [
      {
        ...base,
        kind,
        workspace: parentOf(subject, 'workspaces'),
        subnet: link(kubernetes ? along(inner, 'aksNetworkingConfiguration', 'subnetId') : at(inner, 'subnet'), [
          'subnets',
        ]),
        publicIp: kubernetes ? null : flag(at(inner, 'enableNodePublicIp')),
        kubernetesCluster: kubernetes ? link(at(body, 'resourceId'), CLUSTER) : null,
      },
    ],
  };
};

/** `Microsoft.ContainerService/managedClusters`. */
export const kubernetesCluster: Mapper = ({ base, body }) => {
  const pools = elements(at(body, 'agentPoolProfiles'));
  const subnets = pools.items.map((pool) => link(at(pool, 'vnetSubnetID'), ['subnets'])).filter((one) => one !== null);
  return {
    kubernetesClusters: [
      {
        ...base,
        region: regionOf(body),
        nodeSubnets: pools.rest === null ? subnets : [...subnets, pools.rest],
        outboundType: text(along(body, 'networkProfile', 'outboundType')),
        privateCluster: flag(along(body, 'apiServerAccessProfile', 'enablePrivateCluster')),
      },
    ],
  };
};

/** `managedClusters/agentPools`. */
export const kubernetesNodePool: Mapper = (subject) => ({
  kubernetesNodePools: [
    {
      ...subject.base,
      cluster: parentOf(subject, 'kubernetesClusters'),
      subnet: link(at(subject.body, 'vnetSubnetID'), ['subnets']),
    },
  ],
});

/** `Microsoft.Insights/privateLinkScopes`. */
export const monitorPrivateLinkScope: Mapper = ({ base }) => ({ monitorPrivateLinkScopes: [base] });
