/** What the conditions of an edition's rows are asked about: facts of one scope that the input shows. */
import type { Value } from '../azure/value.js';
import type { Cloud } from './requirement.js';

/** The same for all scopes. `null` in `features.named`'s place is not possible: no names is an empty list. */
export interface MatrixContext {
  readonly cloud: Cloud;
  /** Normalised (`westus2`); unknown where the input does not tell. */
  readonly region: Value<string>;
  readonly hbi: Value<boolean>;
  /** Names given by the user, lower case; `none` among them turns the unnamed host rows off. */
  readonly features: readonly string[];
  readonly language: 'en' | 'ko' | 'fr';
}

/** What the input shows of one scope. An unknown fact makes its rows recommended, never required. */
export interface ScopeFacts {
  readonly kind: 'subnet' | 'network-interface' | 'managed-network' | 'network-security-group' | 'firewall';
  /** Whether Azure ML compute is known in this scope at all. */
  readonly hasCompute: boolean;
  /** `null`: compute says nothing of it (which counts as a public address). */
  readonly publicIp: Value<boolean | null>;
  /** The workspace has a private endpoint in the input. */
  readonly workspacePrivateEndpoint: Value<boolean>;
  /** A private endpoint is in the scope's network or a peered one. */
  readonly privateEndpointInNetwork: Value<boolean>;
  /** The path to storage passes a firewall or an appliance. */
  readonly storageBehindFirewall: Value<boolean>;
  /** Azure Monitor is reached by a private link scope. */
  readonly monitorPrivateLink: Value<boolean>;
  /** An attached or inference cluster whose nodes are in this scope; `null`: none. */
  readonly kubernetes: {
    readonly privateCluster: Value<boolean | null>;
    readonly gpu: boolean;
    readonly extension: boolean;
  } | null;
  /** Names of the workspace's own resources, where the input tells them: hosts such as `<acr>.azurecr.io` are then asked by name. */
  readonly names?: { readonly [name in 'acr' | 'storage' | 'workspace-id']?: string };
}
