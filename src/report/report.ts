/** The report that every renderer reads and that the JSON format prints as it is (CONTRACT, "The JSON report"). */
import type { Diagnostic } from '../azure/model.js';
import type { Finding, ScopeReport } from '../reachability/finding.js';

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
  readonly diagnostics: readonly Diagnostic[];
}
