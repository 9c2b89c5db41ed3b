/** The answer of the engine: what is required of whom, whether it is met, and by which rule. The shapes are those of the JSON report. */
import type { Location } from '../azure/model.js';
import type { Direction, Level, Protocol } from '../requirements/requirement.js';

export type Verdict = 'met' | 'partial' | 'unmet' | 'unknown' | 'waived' | 'not-applicable';
export type ScopeKind = 'subnet' | 'network-interface' | 'managed-network' | 'network-security-group' | 'firewall';

/** A place whose reach is checked. */
export interface ScopeReport {
  readonly id: string;
  readonly kind: ScopeKind;
  readonly location: Location | null;
}

/** Ports and destinations (inbound: sources) that are not allowed. */
export interface Uncovered {
  readonly ports: readonly string[];
  /** `all`, or the first CIDR prefixes that are not allowed. */
  readonly addresses: 'all' | readonly string[];
  /** How many prefixes there are in all, where `addresses` is a list. */
  readonly count?: number;
  /** Where the part cannot be told in prefixes: what part it is, in words. */
  readonly note?: string;
}

export type LegKind =
  | 'security-admin-rule'
  | 'network-interface-group'
  | 'network-security-group'
  | 'route'
  | 'firewall'
  | 'way-out'
  | 'managed-network';

/** One decision on the way of a packet, in the order in which Azure takes them. */
export interface PathStep {
  readonly leg: LegKind;
  /** The group, route table, rule collection group, firewall or workspace that decides. */
  readonly resource: string;
  /** The rule's or route's name; default rules and system routes as Azure names them; `null` where nothing named decides. */
  readonly rule: string | null;
  /** The rule collection of a firewall rule. */
  readonly collection?: string;
  readonly action: 'allow' | 'deny' | 'unknown' | 'route';
  readonly priority: number | null;
  /** For routes: `Internet`, `VirtualAppliance 10.0.0.4`, … */
  readonly nextHop?: string;
  /** What part of the requirement this step decides, where it is not all of it. */
  readonly part?: string;
  /** For `unknown`: the value that is waited for. */
  readonly waitsFor?: string;
  readonly location: Location | null;
}

/** The smallest change that closes a gap. */
export interface Remedy {
  readonly language: 'terraform' | 'bicep' | 'arm' | 'az-cli';
  readonly text: string;
  readonly location: Location | null;
  /** Whether the engine has found the gap closed with this change applied. */
  readonly verified: boolean;
}

/** One requirement at one scope. */
export interface Finding {
  readonly requirement: string;
  readonly scope: string;
  readonly level: Level;
  readonly verdict: Verdict;
  readonly change: 'new' | 'existing' | 'fixed' | null;
  readonly direction: Direction;
  readonly protocol: Protocol;
  readonly ports: readonly string[];
  readonly tag: string | null;
  readonly host: string | null;
  readonly purpose: string;
  readonly uncovered: readonly Uncovered[];
  readonly path: readonly PathStep[];
  readonly explanation: string;
  readonly remedy: Remedy | null;
}
