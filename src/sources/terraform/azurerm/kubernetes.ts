/** azurerm's Kubernetes clusters: in which subnets their nodes are, and how they go out. */
import type { Link } from '../../../azure/model.js';
import { isUnknown, type Value } from '../../../azure/value.js';
import { blocks, boolean, link, requiredText, resourceOf, text, type View } from '../attributes.js';
import type { MappingTable, Part } from './mapping.js';
import { WANTED } from './wanted.js';

/** Where a cluster says nothing of its network it goes out by a load balancer: the default of provider and service. */
const DEFAULT_OUTBOUND_TYPE = 'loadBalancer';

function outboundType(view: View): Value<string | null> {
  const found = blocks(view, 'network_profile');
  if (isUnknown(found)) return found;
  const profile = found[0];
  const type = profile === undefined ? null : text(profile, 'outbound_type');
  return type ?? (view.instance.mode === 'data' ? null : DEFAULT_OUTBOUND_TYPE);
}

/** The data source lists all pools; the resource has its default pool, others are resources of their own. */
function nodeSubnets(view: View): readonly Link[] {
  const found = blocks(view, view.instance.mode === 'data' ? 'agent_pool_profile' : 'default_node_pool');
  if (isUnknown(found)) return [found];
  return found.map((pool) => link(pool, 'vnet_subnet_id', WANTED.subnet)).filter((target) => target !== null);
}

function cluster(view: View): Part {
  return {
    kubernetesClusters: [
      {
        ...resourceOf(view),
        region: requiredText(view, 'location'),
        nodeSubnets: nodeSubnets(view),
        outboundType: outboundType(view),
        privateCluster: boolean(view, 'private_cluster_enabled'),
      },
    ],
  };
}

export const KUBERNETES: MappingTable = {
  azurerm_kubernetes_cluster: cluster,
  azurerm_kubernetes_cluster_node_pool: (view) => ({
    kubernetesNodePools: [
      {
        ...resourceOf(view),
        cluster: link(view, 'kubernetes_cluster_id', WANTED.kubernetesCluster),
        subnet: link(view, 'vnet_subnet_id', WANTED.subnet),
      },
    ],
  }),
};
