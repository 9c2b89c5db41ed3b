/**
 * The network model: what every source dialect is mapped to and what the engine reads. Plain types, in Azure Resource Manager's words.
 * A property that the input leaves open is a `Value`; a relation between resources is a `Link`.
 */
import type { Message } from './message.js';
import type { Unknown, Value } from './value.js';

/** A place in an input file. Lines and columns count from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  /** Of what stands in a module: the call that brings it in, which may itself stand in a module. */
  readonly calledFrom?: Location;
}

/** Something the reader of the report should know and that is no finding. In a report, `Words` are its language's. */
export interface Diagnostic<Words = Message> {
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: Words;
  readonly location: Location | null;
}

/** What to write, in the language of the file that it belongs in. */
export interface Remedy {
  readonly language: 'terraform' | 'bicep' | 'arm' | 'az-cli';
  readonly text: string;
  readonly location: Location | null;
  /** Whether the engine has tried the change, and found that it does what it is for. */
  readonly verified: boolean;
}

/** A link whose target the input does not decide. `candidates`, where given, are all keys it can be; `null` among them means "none". */
export interface OpenLink extends Unknown {
  readonly candidates?: readonly (string | null)[];
}

/**
 * How one resource names another, before all files are joined: by the key of a resource of the same file, by Azure resource id, by type and name
 * (with the resource group where it is known), not at all (`null`), or undecided. `assemble` turns the second and third into keys.
 */
export type Link =
  | { readonly key: string }
  | { readonly id: string }
  | { readonly type: ResourceKind; readonly name: string; readonly resourceGroup?: string }
  | OpenLink
  | null;

/** The kinds of resources that the model holds; each is a list of {@link Network}. */
export type ResourceKind = keyof Network;

/** What every resource of the model has. */
export interface Resource {
  /** Unique in the network: the Terraform address or the ARM name path, prefixed by the file where two files would clash. */
  readonly key: string;
  /** What reports call it: address, ARM name path, or full resource id where the input has nothing else. */
  readonly id: string;
  /** The Azure resource id, where it is known. Compared without case. */
  readonly armId?: string;
  /** The Azure name, where it is known. */
  readonly name: Value<string>;
  readonly resourceGroup?: Value<string>;
  /** The file that declares it, as the user named it. */
  readonly file: string;
  /** The declaring line, where the input or the configuration beside it tells. */
  readonly location: Location | null;
  /** False for resources of context files: linked, but no scope by themselves. */
  readonly reported: boolean;
  /** The input only refers to it (a data source, an `existing` resource): it claims no address, and what it does not show is open. */
  readonly existing?: true;
  /** It only changes the resource that this leads to; `assemble` lays it over that. What it does not say has the reason of `notInUpdate`. */
  readonly updates?: Link;
}

export interface VirtualNetwork extends Resource {
  /** CIDR prefixes. */
  readonly addressSpace: Value<readonly Value<string>[]>;
}

/** One direction of a peering. */
export interface VirtualNetworkPeering extends Resource {
  readonly virtualNetwork: Link;
  readonly remoteVirtualNetwork: Link;
}

export interface Subnet extends Resource {
  readonly virtualNetwork: Link;
  readonly addressPrefixes: Value<readonly Value<string>[]>;
  readonly networkSecurityGroup: Link;
  readonly routeTable: Link;
  readonly natGateway: Link;
  /** `Microsoft.Storage`, `Microsoft.Storage.Global`, … */
  readonly serviceEndpoints: Value<readonly Value<string>[]>;
  /** Set where policies say which accounts its service endpoint leads to; what they say is not read. */
  readonly hasServiceEndpointPolicies?: true;
  /** Services that the subnet is delegated to, for instance `Microsoft.Web/serverFarms`. */
  readonly delegations: Value<readonly Value<string>[]>;
  /** `null`: not said. */
  readonly defaultOutboundAccess: Value<boolean | null>;
  /** `Disabled`, `Enabled`, `NetworkSecurityGroupEnabled`, `RouteTableEnabled`; `null`: not said. */
  readonly privateEndpointNetworkPolicies: Value<string | null>;
}

/** A resource of its own that joins a subnet or a network interface to a group, a route table or a NAT gateway. */
export interface Association extends Resource {
  readonly kind: 'networkSecurityGroup' | 'routeTable' | 'natGateway';
  readonly of: 'subnet' | 'networkInterface';
  readonly owner: Link;
  readonly target: Link;
}

export interface NetworkSecurityGroup extends Resource {
  readonly securityRules: readonly SecurityRule[];
  /** Set where there may be rules that the input does not show. */
  readonly otherRules?: Unknown;
}

export interface SecurityRule {
  readonly name: Value<string>;
  readonly priority: Value<number>;
  readonly direction: Value<'Inbound' | 'Outbound'>;
  readonly access: Value<'Allow' | 'Deny'>;
  /** As written: `Tcp`, `UDP`, `*`, … */
  readonly protocol: Value<string>;
  /** Each `*`, a port, or a range `29876-29877`. */
  readonly sourcePortRanges: Value<readonly Value<string>[]>;
  readonly destinationPortRanges: Value<readonly Value<string>[]>;
  /** Each `*`, a CIDR prefix, an address, an address range, or a service tag. */
  readonly sourceAddressPrefixes: Value<readonly Value<string>[]>;
  readonly destinationAddressPrefixes: Value<readonly Value<string>[]>;
  /** True where the rule names application security groups instead of prefixes. */
  readonly sourceApplicationSecurityGroups: boolean;
  readonly destinationApplicationSecurityGroups: boolean;
  readonly location: Location | null;
  /** Set where it is open whether the rule is in this group at all. */
  readonly presence?: Unknown;
  /** The resource of its own that declares it; left out where it stands inside what it belongs to. */
  readonly declaredBy?: string;
}

/** A security rule that is a resource of its own (N16). */
export interface SeparateSecurityRule extends Resource {
  readonly networkSecurityGroup: Link;
  readonly rule: SecurityRule;
}

export interface RouteTable extends Resource {
  readonly routes: readonly Route[];
  readonly otherRoutes?: Unknown;
}

export interface Route {
  readonly name: Value<string>;
  /** A CIDR prefix or a service tag. */
  readonly addressPrefix: Value<string>;
  /** `VirtualNetworkGateway`, `VnetLocal`, `Internet`, `VirtualAppliance`, `None`, in any case. */
  readonly nextHopType: Value<string>;
  readonly nextHopIpAddress: Value<string | null>;
  /** The firewall (or another resource) whose private address is the next hop, where a reference or a known address tells. */
  readonly nextHop: Link;
  readonly location: Location | null;
  readonly presence?: Unknown;
  /** The resource of its own that declares it; left out where it stands inside what it belongs to. */
  readonly declaredBy?: string;
}

/** A route that is a resource of its own. */
export interface SeparateRoute extends Resource {
  readonly routeTable: Link;
  readonly route: Route;
}

export interface NatGateway extends Resource {
  /** Set where the input declares it, and gives it neither a public address nor a prefix: it then carries nothing out. */
  readonly isWithoutAddress?: true;
}

export interface PublicIpAddress extends Resource {
  readonly address: Value<string | null>;
}

export interface NetworkInterface extends Resource {
  readonly networkSecurityGroup: Link;
  readonly subnets: readonly Link[];
  readonly privateIpAddresses: Value<readonly Value<string>[]>;
  readonly publicIpAddress: Value<boolean>;
}

export interface ApplicationSecurityGroup extends Resource {}

export interface PrivateEndpoint extends Resource {
  readonly subnet: Link;
  /** What it leads to: a workspace, a storage account, an Azure Monitor private link scope … */
  readonly target: Link;
  /** `amlworkspace`, `blob`, `file`, `azuremonitor`, … */
  readonly groupIds: Value<readonly Value<string>[]>;
}

export interface Workspace extends Resource {
  readonly region: Value<string>;
  readonly highBusinessImpact: Value<boolean | null>;
  /** `Disabled`, `AllowInternetOutbound`, `AllowOnlyApprovedOutbound`, in any case. */
  readonly isolationMode: Value<string>;
  readonly outboundRules: readonly OutboundRule[];
  readonly otherOutboundRules?: Unknown;
}

/** A rule of a workspace's managed network (M4). */
export interface OutboundRule {
  readonly name: Value<string>;
  readonly destination:
    | { readonly type: 'FQDN'; readonly fqdn: Value<string> }
    | {
        readonly type: 'ServiceTag';
        readonly serviceTag: Value<string>;
        readonly protocol: Value<string>;
        readonly portRanges: Value<readonly string[]>;
        /** Where present, `serviceTag` is ignored (M4). */
        readonly addressPrefixes: Value<readonly string[] | null>;
        readonly action: Value<'Allow' | 'Deny'>;
      }
    | { readonly type: 'PrivateEndpoint'; readonly target: Link; readonly subresource: Value<string | null> }
    | { readonly type: 'Unknown'; readonly reason: Unknown };
  readonly location: Location | null;
  readonly presence?: Unknown;
  /** The resource of its own that declares it; left out where it stands inside what it belongs to. */
  readonly declaredBy?: string;
}

/** An outbound rule that is a resource of its own. */
export interface SeparateOutboundRule extends Resource {
  readonly workspace: Link;
  readonly rule: OutboundRule;
}

/** Azure Machine Learning compute. */
export interface Compute extends Resource {
  readonly kind: 'ComputeInstance' | 'AmlCompute' | 'Kubernetes';
  readonly workspace: Link;
  /** `null`: it names no subnet. */
  readonly subnet: Link;
  /** Whether its nodes have public addresses; `null`: not said. */
  readonly publicIp: Value<boolean | null>;
  /** For `Kubernetes`: the attached or inference cluster. */
  readonly kubernetesCluster: Link;
}

export interface KubernetesCluster extends Resource {
  readonly region: Value<string>;
  readonly nodeSubnets: readonly Link[];
  /** `loadBalancer`, `userDefinedRouting`, `managedNATGateway`, `userAssignedNATGateway`, `none`. */
  readonly outboundType: Value<string | null>;
  readonly privateCluster: Value<boolean | null>;
}

/** A node pool that is a resource of its own. */
export interface KubernetesNodePool extends Resource {
  readonly cluster: Link;
  readonly subnet: Link;
}

export interface Firewall extends Resource {
  readonly policy: Link;
  readonly privateIpAddresses: Value<readonly Value<string>[]>;
  readonly subnet: Link;
  readonly virtualHub: Link;
  readonly threatIntelMode: Value<string | null>;
  /** DNS proxy of a firewall with classic rules. */
  readonly dnsProxy: Value<boolean | null>;
  /** Classic collections (F15). */
  readonly ruleCollections: readonly RuleCollection[];
  readonly otherRuleCollections?: Unknown;
}

/** A classic rule collection that is a resource of its own. */
export interface SeparateRuleCollection extends Resource {
  readonly firewall: Link;
  readonly collection: RuleCollection;
}

export interface FirewallPolicy extends Resource {
  /** The parent policy. */
  readonly basePolicy: Link;
  /** `Basic`, `Standard`, `Premium`. */
  readonly tier: Value<string | null>;
  readonly dnsProxy: Value<boolean | null>;
  readonly threatIntelMode: Value<string | null>;
  /** Whether the policy has a certificate for TLS inspection. */
  readonly tlsInspection: Value<boolean>;
  /** Set where rule collection groups may exist that the input does not show. */
  readonly otherGroups?: Unknown;
}

export interface RuleCollectionGroup extends Resource {
  readonly policy: Link;
  readonly priority: Value<number>;
  readonly ruleCollections: readonly RuleCollection[];
  readonly otherRuleCollections?: Unknown;
}

export interface RuleCollection {
  readonly name: Value<string>;
  readonly kind: 'nat' | 'network' | 'application';
  readonly priority: Value<number>;
  readonly action: Value<'Allow' | 'Deny' | 'Dnat'>;
  /** In the order in which they are written: that is the order of evaluation (F2). */
  readonly rules: readonly FirewallRule[];
  readonly otherRules?: Unknown;
  readonly location: Location | null;
  readonly presence?: Unknown;
  /** The resource of its own that declares it; left out where it stands inside what it belongs to. */
  readonly declaredBy?: string;
}

export interface FirewallRule {
  readonly name: Value<string>;
  readonly sourceAddresses: Value<readonly Value<string>[]>;
  readonly sourceIpGroups: readonly Link[];
  /** Network and NAT rules: `TCP`, `UDP`, `ICMP`, `Any`. */
  readonly protocols: Value<readonly Value<string>[]>;
  /** Network rules: addresses, prefixes, ranges, service tags, `*`. */
  readonly destinationAddresses: Value<readonly Value<string>[]>;
  readonly destinationIpGroups: readonly Link[];
  /** Network rules: exact host names (F10); application rules: host patterns (F8). */
  readonly destinationFqdns: Value<readonly Value<string>[]>;
  readonly destinationPorts: Value<readonly Value<string>[]>;
  /** Application rules: type (`Http`, `Https`, `Mssql`) and port. */
  readonly applicationProtocols: Value<readonly { readonly type: Value<string>; readonly port: Value<number> }[]>;
  readonly destinationUrls: Value<readonly Value<string>[]>;
  readonly fqdnTags: Value<readonly Value<string>[]>;
  readonly webCategories: Value<readonly Value<string>[]>;
  readonly terminateTls: Value<boolean | null>;
  readonly location: Location | null;
}

export interface IpGroup extends Resource {
  readonly addresses: Value<readonly Value<string>[]>;
}

/** Prefixes of an IP group that are a resource of their own. */
export interface SeparateIpGroupAddresses extends Resource {
  readonly ipGroup: Link;
  readonly addresses: Value<readonly Value<string>[]>;
}

export interface VirtualHub extends Resource {
  readonly addressPrefix: Value<string | null>;
}

export interface VirtualHubConnection extends Resource {
  readonly virtualHub: Link;
  readonly virtualNetwork: Link;
  /** Whether the hub's routing intent (or default route) reaches this network; `null`: not said. */
  readonly internetSecurity: Value<boolean | null>;
}

export interface RoutingIntent extends Resource {
  readonly virtualHub: Link;
  readonly policies: readonly {
    /** `Internet`, `PrivateTraffic`. */
    readonly destinations: Value<readonly Value<string>[]>;
    readonly nextHop: Link;
  }[];
}

/** An outbound rule of a load balancer's backend pool, as a way out for what is in the pool. */
export interface LoadBalancerOutboundRule extends Resource {
  readonly networkInterfaces: readonly Link[];
}

export interface MonitorPrivateLinkScope extends Resource {}

/** A group of virtual networks of an Azure Virtual Network Manager. Its members are named one by one, or picked by a policy that no input shows. */
export interface NetworkGroup extends Resource {}

/** A virtual network that is a member of a network group by name. */
export interface NetworkGroupMember extends Resource {
  readonly networkGroup: Link;
  readonly virtualNetwork: Link;
}

export interface SecurityAdminConfiguration extends Resource {}

export interface SecurityAdminRuleCollection extends Resource {
  readonly configuration: Link;
  /** The networks that its rules apply to. */
  readonly networkGroups: readonly Link[];
}

/** A security admin rule (N12). `Allow` goes on to the security groups, `AlwaysAllow` and `Deny` end it. */
export interface SecurityAdminRule extends Resource {
  readonly collection: Link;
  readonly action: Value<'Allow' | 'Deny' | 'AlwaysAllow'>;
  readonly rule: Omit<SecurityRule, 'access' | 'presence'>;
}

/** What puts configurations into force. */
export interface SecurityAdminDeployment extends Resource {
  readonly configurations: readonly Link[];
}

/** All resources of all input files. */
export interface Network {
  readonly virtualNetworks: readonly VirtualNetwork[];
  readonly peerings: readonly VirtualNetworkPeering[];
  readonly subnets: readonly Subnet[];
  readonly associations: readonly Association[];
  readonly networkSecurityGroups: readonly NetworkSecurityGroup[];
  readonly separateSecurityRules: readonly SeparateSecurityRule[];
  readonly routeTables: readonly RouteTable[];
  readonly separateRoutes: readonly SeparateRoute[];
  readonly natGateways: readonly NatGateway[];
  readonly publicIpAddresses: readonly PublicIpAddress[];
  readonly networkInterfaces: readonly NetworkInterface[];
  readonly applicationSecurityGroups: readonly ApplicationSecurityGroup[];
  readonly privateEndpoints: readonly PrivateEndpoint[];
  readonly workspaces: readonly Workspace[];
  readonly separateOutboundRules: readonly SeparateOutboundRule[];
  readonly computes: readonly Compute[];
  readonly kubernetesClusters: readonly KubernetesCluster[];
  readonly kubernetesNodePools: readonly KubernetesNodePool[];
  readonly firewalls: readonly Firewall[];
  readonly separateRuleCollections: readonly SeparateRuleCollection[];
  readonly firewallPolicies: readonly FirewallPolicy[];
  readonly ruleCollectionGroups: readonly RuleCollectionGroup[];
  readonly ipGroups: readonly IpGroup[];
  readonly separateIpGroupAddresses: readonly SeparateIpGroupAddresses[];
  readonly virtualHubs: readonly VirtualHub[];
  readonly virtualHubConnections: readonly VirtualHubConnection[];
  readonly routingIntents: readonly RoutingIntent[];
  readonly loadBalancerOutboundRules: readonly LoadBalancerOutboundRule[];
  readonly monitorPrivateLinkScopes: readonly MonitorPrivateLinkScope[];
  readonly networkGroups: readonly NetworkGroup[];
  readonly networkGroupMembers: readonly NetworkGroupMember[];
  readonly securityAdminConfigurations: readonly SecurityAdminConfiguration[];
  readonly securityAdminRuleCollections: readonly SecurityAdminRuleCollection[];
  readonly securityAdminRules: readonly SecurityAdminRule[];
  readonly securityAdminDeployments: readonly SecurityAdminDeployment[];
}

/** A network without anything in it. */
export const EMPTY_NETWORK: Network = {
  virtualNetworks: [],
  peerings: [],
  subnets: [],
  associations: [],
  networkSecurityGroups: [],
  separateSecurityRules: [],
  routeTables: [],
  separateRoutes: [],
  natGateways: [],
  publicIpAddresses: [],
  networkInterfaces: [],
  applicationSecurityGroups: [],
  privateEndpoints: [],
  workspaces: [],
  separateOutboundRules: [],
  computes: [],
  kubernetesClusters: [],
  kubernetesNodePools: [],
  firewalls: [],
  separateRuleCollections: [],
  firewallPolicies: [],
  ruleCollectionGroups: [],
  ipGroups: [],
  separateIpGroupAddresses: [],
  virtualHubs: [],
  virtualHubConnections: [],
  routingIntents: [],
  loadBalancerOutboundRules: [],
  monitorPrivateLinkScopes: [],
  networkGroups: [],
  networkGroupMembers: [],
  securityAdminConfigurations: [],
  securityAdminRuleCollections: [],
  securityAdminRules: [],
  securityAdminDeployments: [],
};
