/** What a workspace needs: one row of an edition, made concrete for a region, a cloud and a scope. */

export type Cloud = 'public' | 'government' | 'china';
export type Level = 'required' | 'recommended';
export type Direction = 'inbound' | 'outbound';
export type Protocol = 'tcp' | 'udp';

/** Ports from `low` to `high`, both included. */
export interface PortRange {
  readonly low: number;
  readonly high: number;
}

/** A host that stands in for a service tag, on these ports. */
export interface StandInHost {
  /** `login.microsoftonline.com` or `*.azureml.ms`. */
  readonly host: string;
  readonly ports: readonly PortRange[];
}

/** One thing that compute must be able to reach, or that must be able to reach it. */
export interface Requirement {
  /** Stable within the edition: `outbound-storage`. */
  readonly id: string;
  readonly level: Level;
  readonly direction: Direction;
  readonly protocol: Protocol;
  /** As reports print them: `443`, `29876-29877`. */
  readonly ports: readonly PortRange[];
  /** Azure's own name of the service tag, region filled in (`Storage.westus2`); `null` for a host. */
  readonly tag: string | null;
  /** Host name or wildcard (`*.anaconda.com`); `null` for a tag. */
  readonly host: string | null;
  /** For a host: the URL path that is needed, without it the whole host (`microsoft/tools/*`). */
  readonly urlPath: string | null;
  /** For a host of Microsoft's that stands in for a tag: that tag, region filled in. */
  readonly hostIsPartOf: string | null;
  /** For a tag: the hosts that stand in for it in this cloud, on these ports and this protocol; empty where none does. */
  readonly standIns: readonly StandInHost[];
  /** The feature that asks for it, or `null`. */
  readonly feature: string | null;
  /** One sentence, in the chosen language. */
  readonly purpose: string;
  /** The document and its date. */
  readonly source: string;
  /** For a host: the FQDN tag of Azure Firewall whose application rules cover it (`AzureKubernetesService`, F11). */
  readonly fqdnTag?: string;
  /** For a host that is one name, not known, within the wildcard in `host`: how the documents write it (`<acr>.azurecr.io`). */
  readonly placeholder?: string;
  /** Set where somebody asks and no edition does: a managed network approves the tags of its edition by itself, and no others (M1). */
  readonly adHoc?: true;
}
