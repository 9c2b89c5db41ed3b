/** Which places are checked (CONTRACT, Decisions, "Scopes"). */

import { isEmptyAddresses } from '../azure/addresses.js';
import { glob } from '../azure/glob.js';
import { type Message, msg } from '../azure/message.js';
import type {
  Compute,
  Diagnostic,
  Firewall,
  FirewallPolicy,
  KubernetesCluster,
  NetworkInterface,
  NetworkSecurityGroup,
  Resource,
  Subnet,
  Workspace,
} from '../azure/model.js';
import { isUnknown, type Value } from '../azure/value.js';
import type { ScopeKind } from './finding.js';
import type { LocalEnd } from './targets.js';
import { computeSubnets, follow, keyOf, keysOf, knownSpace, type Topology } from './topology.js';

/** A place to check, with everything that is in it. */
export interface Scope {
  readonly kind: ScopeKind;
  readonly resource: Resource;
  readonly subnet: Subnet | null;
  readonly networkInterface: NetworkInterface | null;
  readonly group: NetworkSecurityGroup | null;
  readonly firewall: Firewall | null;
  readonly policy: FirewallPolicy | null;
  /** A managed network's workspace, or that of the compute here; `null` where the input does not tell. */
  readonly workspace: Workspace | null;
  readonly computes: readonly Compute[];
  readonly clusters: readonly KubernetesCluster[];
  /** Set where the input does not decide which subnet the compute is in: what it waits for. */
  readonly openPlace: Message | null;
  /** All workspaces that have compute here; the first is `workspace`. */
  readonly workspaces: readonly Workspace[];
}

const NOWHERE = {
  subnet: null,
  networkInterface: null,
  group: null,
  firewall: null,
  policy: null,
  workspace: null,
  computes: [],
  clusters: [],
  openPlace: null,
  workspaces: [],
} as const;

export interface FoundScopes {
  readonly scopes: readonly Scope[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Subnets that Azure keeps for its own services; lower case. */
const RESERVED_SUBNETS = new Set([
  'azurefirewallsubnet',
  'azurefirewallmanagementsubnet',
  'azurebastionsubnet',
  'gatewaysubnet',
  'routeserversubnet',
]);

/**
 * All scopes of the input, or those that `patterns` name: addresses, keys or resource ids, `*` and `?` standing for any text and any character.
 * A pattern that names no scope found by itself may name any other subnet, network interface, workspace, group or firewall of the input.
 * @returns `unmatched`: patterns that name nothing at all
 */
export function findScopes(
  topology: Topology,
  patterns: readonly string[],
): FoundScopes & { readonly unmatched: readonly string[] } {
  const found = defaultScopes(topology);
  if (patterns.length === 0) return { ...found, unmatched: [] };
  const everything = patterns.length === 0 ? [] : allScopes(topology);
  const chosen = new Map<string, Scope>();
  const unmatched: string[] = [];
  for (const pattern of patterns) {
    const matches = matcher(pattern);
    const own = found.scopes.filter(({ resource }) => matches(resource));
    const any = own.length > 0 ? own : everything.filter(({ resource }) => matches(resource));
    if (any.length === 0) unmatched.push(pattern);
    for (const scope of any) chosen.set(scope.resource.key, scope);
  }
  return { scopes: [...chosen.values()], diagnostics: found.diagnostics, unmatched };
}

function matcher(pattern: string): (resource: Resource) => boolean {
  // Brackets are part of Terraform's addresses, so only `*` and `?` are special.
  const matches = glob(pattern);
  return ({ id, key, armId }) => [id, key, armId ?? ''].some(matches);
}

function defaultScopes(topology: Topology): FoundScopes {
  const { network } = topology;
  const diagnostics: Diagnostic[] = [];
  const managed = network.workspaces
    .filter((workspace) => workspace.reported && !isDisabled(workspace))
    .map((workspace) => managedScope(workspace));
  const placed = placedSubnets(topology, diagnostics);
  if (placed.length > 0) return { scopes: [...placed, ...managed], diagnostics };
  // Where every workspace brings its own network, a subnet matters only if compute names it.
  const workspaces = network.workspaces.filter(({ reported }) => reported);
  if (workspaces.length > 0 && managed.length === workspaces.length) return { scopes: managed, diagnostics };
  const guarded = network.subnets.filter((subnet) => subnet.reported && isGuarded(subnet) && !isForOthers(subnet));
  if (guarded.length > 0)
    return { scopes: [...guarded.map((subnet) => subnetScope(subnet, topology)), ...managed], diagnostics };
  const groups = network.networkSecurityGroups.filter(({ reported }) => reported);
  if (groups.length > 0) return { scopes: [...groups.map(groupScope), ...managed], diagnostics };
  return { scopes: [...firewallScopes(topology), ...managed], diagnostics };
}

/** Subnets that compute is placed in. A compute whose subnet is open between candidates may be in each of them. */
function placedSubnets(topology: Topology, diagnostics: Diagnostic[]): readonly Scope[] {
  const keys = new Set<string>();
  const lost = new Map<string, Scope>();
  for (const compute of topology.network.computes) {
    for (const link of computeSubnets(compute, topology.clusters)) {
      if (link === null) continue;
      for (const key of keysOf(link))
        if (topology.subnets.get(key)?.reported === true || compute.reported) keys.add(key);
      const followed = follow(link, topology.subnets);
      if (followed.kind === 'open') {
        diagnostics.push({
          severity: 'warning',
          message:
            followed.candidates === null
              ? msg`the subnet of ${compute.id} is not decided: ${followed.reason}`
              : msg`the subnet of ${compute.id} is one of several: ${followed.reason}`,
          location: compute.location,
        });
        if (followed.candidates === null && compute.reported)
          lost.set(compute.key, lostScope(compute, followed.reason, topology));
      }
    }
  }
  const placed = [...keys].flatMap((key) => {
    const subnet = topology.subnets.get(key);
    return subnet === undefined ? [] : [subnetScope(subnet, topology)];
  });
  return [...placed, ...lost.values()];
}

/** Compute in a subnet that the input does not tell: nothing about it can be decided, and that has to be said. */
function lostScope(compute: Compute, reason: Message, topology: Topology): Scope {
  const workspaces = workspacesOf([compute], topology);
  return {
    ...NOWHERE,
    kind: 'subnet',
    resource: compute,
    computes: [compute],
    workspace: workspaces[0] ?? null,
    workspaces,
    openPlace: msg`the subnet of ${compute.id}: ${reason}`,
  };
}

function isDisabled(workspace: Workspace): boolean {
  return !isUnknown(workspace.isolationMode) && workspace.isolationMode.toLowerCase() === 'disabled';
}

function isGuarded(subnet: Subnet): boolean {
  return subnet.networkSecurityGroup !== null || subnet.routeTable !== null;
}

function isForOthers(subnet: Subnet): boolean {
  const reserved = !isUnknown(subnet.name) && RESERVED_SUBNETS.has(subnet.name.toLowerCase());
  return (
    reserved || (!isUnknown(subnet.delegations) && subnet.delegations.some((service) => !isMachineLearning(service)))
  );
}

function isMachineLearning(service: Value<string>): boolean {
  return !isUnknown(service) && service.toLowerCase().startsWith('microsoft.machinelearningservices');
}

function allScopes(topology: Topology): readonly Scope[] {
  const { network } = topology;
  return [
    ...network.subnets.map((subnet) => subnetScope(subnet, topology)),
    ...network.networkInterfaces.map((networkInterface) => interfaceScope(networkInterface, topology)),
    ...network.workspaces.filter((workspace) => !isDisabled(workspace)).map(managedScope),
    ...network.networkSecurityGroups.map(groupScope),
    ...firewallScopes(topology),
  ];
}

function subnetScope(subnet: Subnet, topology: Topology): Scope {
  const computes = topology.computes.get(subnet.key) ?? [];
  const clusters = computes.flatMap(({ kubernetesCluster }) => {
    const cluster = follow(kubernetesCluster, topology.clusters);
    return cluster.kind === 'one' ? [cluster.resource] : [];
  });
  const workspaces = workspacesOf(computes, topology);
  return {
    ...NOWHERE,
    kind: 'subnet',
    resource: subnet,
    subnet,
    workspace: workspaces[0] ?? null,
    workspaces,
    computes,
    clusters: [...new Set(clusters)],
  };
}

function interfaceScope(networkInterface: NetworkInterface, topology: Topology): Scope {
  const key = networkInterface.subnets.map(keyOf).find((each) => each !== null);
  const subnet = key === undefined || key === null ? null : (topology.subnets.get(key) ?? null);
  return { ...NOWHERE, kind: 'network-interface', resource: networkInterface, networkInterface, subnet };
}

function managedScope(workspace: Workspace): Scope {
  return { ...NOWHERE, kind: 'managed-network', resource: workspace, workspace, workspaces: [workspace] };
}

function groupScope(group: NetworkSecurityGroup): Scope {
  return { ...NOWHERE, kind: 'network-security-group', resource: group, group };
}

/** Every firewall, and every policy that no firewall of the input has and that is no parent of another. */
function firewallScopes(topology: Topology): readonly Scope[] {
  const { network } = topology;
  const used = new Set([
    ...network.firewalls.flatMap(({ policy }) => keysOf(policy)),
    ...network.firewallPolicies.flatMap(({ basePolicy }) => keysOf(basePolicy)),
  ]);
  return [
    ...network.firewalls
      .filter(({ reported }) => reported)
      .map((firewall): Scope => ({ ...NOWHERE, kind: 'firewall', resource: firewall, firewall })),
    ...network.firewallPolicies
      .filter((policy) => policy.reported && !used.has(policy.key))
      .map((policy): Scope => ({ ...NOWHERE, kind: 'firewall', resource: policy, policy })),
  ];
}

function workspacesOf(computes: readonly Compute[], topology: Topology): readonly Workspace[] {
  const found = computes.flatMap(({ workspace }) => {
    const followed = follow(workspace, topology.workspaces);
    return followed.kind === 'one' ? [followed.resource] : [];
  });
  return [...new Set(found)];
}

/** The near end of a scope: the interface's addresses or the subnet's, or one undecided part that stands for them. */
export function localEnd(scope: Scope, topology: Topology): LocalEnd {
  if (scope.subnet === null) {
    return {
      end: { addresses: { v4: [], v6: [] }, parts: 1n },
      within: null,
      open:
        scope.kind === 'firewall'
          ? msg`the subnet of the compute, which is not in the input`
          : msg`the subnet that the group is for, which is not in the input`,
    };
  }
  const own = scope.networkInterface === null ? null : knownSpace(scope.networkInterface.privateIpAddresses);
  if (own !== null && own.open === null && !isEmptyAddresses(own.addresses)) {
    return { end: { addresses: own.addresses, parts: 0n }, within: null, open: null };
  }
  const { addresses, open } = knownSpace(scope.subnet.addressPrefixes);
  if (open === null && !isEmptyAddresses(addresses)) return { end: { addresses, parts: 0n }, within: null, open: null };
  const key = keyOf(scope.subnet.virtualNetwork);
  const network = key === null ? undefined : topology.virtualNetworks.get(key);
  const space = network === undefined ? null : knownSpace(network.addressSpace);
  return {
    end: { addresses: { v4: [], v6: [] }, parts: 1n },
    within: space === null || space.open !== null ? null : space.addresses,
    open: open ?? msg`the address prefixes of ${scope.subnet.id}`,
  };
}
