/** What the input shows of a scope, for the conditions of the matrix (CONTRACT, Decisions; MATRIX). */
import { type Message, msg } from '../azure/message.js';
import type { PrivateEndpoint, Workspace } from '../azure/model.js';
import { isUnknown, unknown, type Value } from '../azure/value.js';
import type { ScopeFacts } from '../requirements/facts.js';
import type { Scope } from './scopes.js';
import { follow, keyOf, keysOf, type Topology } from './topology.js';

/** All facts but `storageBehindFirewall`, which takes the routes to answer. */
export function scopeFacts(scope: Scope, topology: Topology, storageBehindFirewall: Value<boolean>): ScopeFacts {
  const near = nearEndpoints(scope, topology);
  return {
    kind: scope.kind,
    hasCompute: scope.computes.length > 0 || scope.networkInterface !== null,
    publicIp: publicIpOf(scope),
    workspacePrivateEndpoint: anyOf(topology.network.privateEndpoints, (endpoint) =>
      leadsToWorkspace(endpoint, scope.workspace, topology),
    ),
    privateEndpointInNetwork:
      near.open === null ? near.endpoints.length > 0 : near.endpoints.length > 0 || unknown(near.open),
    storageBehindFirewall,
    monitorPrivateLink: anyOf(near.endpoints, leadsToMonitor),
    kubernetes:
      scope.clusters.length === 0 && !scope.computes.some(({ kind }) => kind === 'Kubernetes')
        ? null
        : { privateCluster: scope.clusters[0]?.privateCluster ?? null, gpu: false, extension: false },
  };
}

/** Private endpoints in the scope's virtual network and in peered ones, and what is open about others. */
export function nearEndpoints(
  scope: Scope,
  topology: Topology,
): { readonly endpoints: readonly PrivateEndpoint[]; readonly open: Message | null } {
  const own = scope.subnet === null ? null : keyOf(scope.subnet.virtualNetwork);
  if (own === null) return { endpoints: [], open: null };
  const keys = [own, ...(topology.peers.get(own) ?? [])];
  const lost = topology.privateEndpoints.get(null)?.[0];
  return {
    endpoints: keys.flatMap((key) => topology.privateEndpoints.get(key) ?? []),
    open: lost === undefined ? null : msg`the network of ${lost.id}`,
  };
}

/** Whether any compute here has a public address; all silent counts as silent. */
function publicIpOf(scope: Scope): Value<boolean | null> {
  if (scope.networkInterface !== null) return scope.networkInterface.publicIpAddress;
  const answers = scope.computes.filter(({ kind }) => kind !== 'Kubernetes').map(({ publicIp }) => publicIp);
  if (answers.length === 0) return scope.computes.length > 0 ? false : null;
  if (answers.includes(true)) return true;
  const open = answers.find(isUnknown);
  if (open !== undefined) return open;
  return answers.includes(null) ? null : false;
}

function leadsToWorkspace(endpoint: PrivateEndpoint, workspace: Workspace | null, topology: Topology): Value<boolean> {
  const target = follow(endpoint.target, topology.workspaces);
  if (target.kind === 'one') return workspace === null || target.resource.key === workspace.key;
  if (keysOf(endpoint.target).some((key) => topology.workspaces.has(key)))
    return unknown(msg`the target of ${endpoint.id}`);
  // Another resource, or one outside of the input: the group id tells what it is (`amlworkspace`), not of which workspace.
  return hasGroup(endpoint, 'amlworkspace');
}

function leadsToMonitor(endpoint: PrivateEndpoint): Value<boolean> {
  return hasGroup(endpoint, 'azuremonitor');
}

function hasGroup(endpoint: PrivateEndpoint, name: string): Value<boolean> {
  if (isUnknown(endpoint.groupIds)) return endpoint.groupIds;
  const ids = endpoint.groupIds;
  if (ids.some((id) => !isUnknown(id) && id.toLowerCase() === name)) return true;
  return ids.find(isUnknown) ?? false;
}

function anyOf<T>(items: readonly T[], test: (item: T) => Value<boolean>): Value<boolean> {
  let open: Value<boolean> = false;
  for (const item of items) {
    const answer = test(item);
    if (answer === true) return true;
    if (isUnknown(answer)) open = answer;
  }
  return open;
}
