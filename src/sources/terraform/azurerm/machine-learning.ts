/** azurerm's Machine Learning workspaces, their managed networks and their compute (M1 to M5). */
import { msg } from '../../../azure/message.js';
import type { Compute, OutboundRule } from '../../../azure/model.js';
import { isUnknown, unknown, type Value } from '../../../azure/value.js';
import {
  blocks,
  boolean,
  knownBlocks,
  link,
  locationOf,
  requiredText,
  resourceOf,
  text,
  texts,
  type View,
  word,
} from '../attributes.js';
import type { MappingTable, Part } from './mapping.js';
import { WANTED } from './wanted.js';

/** A workspace without `managed_network` is `Disabled` (CONTRACT, "Left out by the author"). */
function isolationMode(view: View): Value<string> {
  const found = blocks(view, 'managed_network');
  if (isUnknown(found)) return found;
  const mode = found[0] === undefined ? null : text(found[0], 'isolation_mode');
  return mode ?? 'Disabled';
}

/** HBI is off where nobody turns it on; the data source does not show it. */
function highBusinessImpact(view: View): Value<boolean | null> {
  return boolean(view, 'high_business_impact') ?? false;
}

/** Serverless compute that names a subnet is compute in that subnet. */
function serverless(view: View): readonly Compute[] {
  return knownBlocks(view, 'serverless_compute').flatMap((block) => {
    const subnet = link(block, 'subnet_id', WANTED.subnet);
    if (subnet === null) return [];
    const { armId: _, ...base } = resourceOf(view);
    const key = `${view.instance.address}.serverless_compute`;
    const compute: Compute = {
      ...base,
      key,
      id: key,
      kind: 'AmlCompute',
      workspace: { key: view.instance.address },
      subnet,
      publicIp: boolean(block, 'public_ip_enabled'),
      kubernetesCluster: null,
    };
    return [compute];
  });
}

function workspace(view: View): Part {
  const isData = view.instance.mode === 'data';
  return {
    workspaces: [
      {
        ...resourceOf(view),
        region: requiredText(view, 'location'),
        highBusinessImpact: highBusinessImpact(view),
        isolationMode: isolationMode(view),
        outboundRules: [],
        ...(isData
          ? { otherOutboundRules: unknown(msg`${view.instance.address}: the data source does not show outbound rules`) }
          : {}),
      },
    ],
    computes: serverless(view),
  };
}

function compute(view: View, kind: Compute['kind']): Part {
  const isKubernetes = kind === 'Kubernetes';
  return {
    computes: [
      {
        ...resourceOf(view),
        kind,
        workspace: link(view, 'machine_learning_workspace_id', WANTED.workspace),
        subnet: isKubernetes ? null : link(view, 'subnet_resource_id', WANTED.subnet),
        publicIp: isKubernetes ? null : boolean(view, 'node_public_ip_enabled'),
        kubernetesCluster: isKubernetes ? link(view, 'kubernetes_cluster_id', WANTED.kubernetesCluster) : null,
      },
    ],
  };
}

function outboundRule(view: View, destination: OutboundRule['destination']): Part {
  return {
    separateOutboundRules: [
      {
        ...resourceOf(view),
        workspace: link(view, 'workspace_id', WANTED.workspace),
        rule: { name: requiredText(view, 'name'), destination, location: locationOf(view) },
      },
    ],
  };
}

/** `"443"`, `"80, 443"`, `"1024-65535"`. */
function portRanges(view: View): Value<readonly string[]> {
  const value = requiredText(view, 'port_ranges');
  if (isUnknown(value)) return value;
  return value
    .split(',')
    .map((range) => range.trim())
    .filter((range) => range !== '');
}

function knownTexts(values: Value<readonly Value<string>[]>): Value<readonly string[] | null> {
  if (isUnknown(values)) return values;
  const open = values.find(isUnknown);
  if (open !== undefined) return open;
  const known = values.filter((value): value is string => !isUnknown(value));
  return known.length === 0 ? null : known;
}

export const MACHINE_LEARNING: MappingTable = {
  azurerm_machine_learning_workspace: workspace,
  azurerm_machine_learning_compute_instance: (view) => compute(view, 'ComputeInstance'),
  azurerm_machine_learning_compute_cluster: (view) => compute(view, 'AmlCompute'),
  azurerm_machine_learning_inference_cluster: (view) => compute(view, 'Kubernetes'),
  azurerm_machine_learning_workspace_network_outbound_rule_fqdn: (view) =>
    outboundRule(view, { type: 'FQDN', fqdn: requiredText(view, 'destination_fqdn') }),
  azurerm_machine_learning_workspace_network_outbound_rule_service_tag: (view) =>
    outboundRule(view, {
      type: 'ServiceTag',
      serviceTag: requiredText(view, 'service_tag'),
      protocol: requiredText(view, 'protocol'),
      portRanges: portRanges(view),
      addressPrefixes: knownTexts(texts(view, 'address_prefixes')),
      // The provider has no such argument: its rules allow.
      action: text(view, 'action') === null ? 'Allow' : word(view, 'action', ['Allow', 'Deny']),
    }),
  azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint: (view) => {
    const target = link(view, 'service_resource_id', WANTED.privateLinkTarget);
    const isOther = target !== null && 'unknown' in target && target.candidates === undefined;
    return outboundRule(view, {
      type: 'PrivateEndpoint',
      // Storage accounts and the like are no resources of the model.
      target: isOther ? null : target,
      subresource: text(view, 'sub_resource_target'),
    });
  },
};
