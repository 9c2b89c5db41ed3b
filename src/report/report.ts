/** The report that every renderer reads and that the JSON format prints as it is (CONTRACT, "The JSON report"). */
import type { Diagnostic } from '../azure/model.js';
import type { Finding, PathStep, ScopeReport, TooWide, Uncovered, Verdict } from '../reachability/finding.js';
import type { PathTree } from '../reachability/path-tree.js';

export type Conclusion = 'pass' | 'fail' | 'unknown';

export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'azureml-network-check'; readonly version: string };
  readonly edition: string;
  readonly context: {
    readonly cloud: 'public' | 'government' | 'china';
    /** `null` where the input does not tell, or where scopes are in several regions. */
    readonly region: string | null;
    readonly hbi: boolean | null;
    readonly features: Readonly<Record<string, 'required' | 'recommended'>>;
  };
  readonly conclusion: Conclusion;
  /** Unmet or partly met, each once, sorted. */
  readonly missing: { readonly tags: readonly string[]; readonly hosts: readonly string[] };
  readonly scopes: readonly ScopeReport[];
  readonly findings: readonly Finding[];
  /** Rules on the way that allow far more than is needed: beside the findings, since nothing is missing. */
  readonly tooWide: readonly TooWide[];
  readonly diagnostics: readonly Diagnostic<string>[];
}

/** The answer to "how does this scope reach that?": what `explain` prints. */
export interface PathExplanation {
  readonly scope: ScopeReport;
  /** As it is written on the command line: `Storage.westus2:443`. */
  readonly to: string;
  /** The tag or the host alone. */
  readonly target: string;
  /** `TCP 443` */
  readonly traffic: string;
  readonly verdict: Verdict;
  readonly path: readonly PathStep[];
  readonly explanation: string;
  readonly uncovered: readonly Uncovered[];
  /** Address prefixes of the scope, as far as the input tells them. */
  readonly prefixes: readonly string[];
  /** Whether neither the subnet nor the network interface has a network security group. */
  readonly unguarded: boolean;
  readonly tree: PathTree;
  /** By the id of a rule collection group on the path: the firewall that it belongs to, where it is one alone. */
  readonly firewalls: ReadonlyMap<string, string>;
}
