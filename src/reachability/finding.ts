/** The answer of the engine: what is required of whom, whether it is met, and by which rule. The shapes are those of the JSON report. */
import type { Message } from '../azure/message.js';
import type { Location, Remedy } from '../azure/model.js';
import type { Direction, Level, Protocol } from '../requirements/requirement.js';
import type { TooWideId } from '../requirements/too-wide-ids.js';

export type { Remedy } from '../azure/model.js';

export type Verdict = 'met' | 'partial' | 'unmet' | 'unknown' | 'waived' | 'not-applicable';
export type ScopeKind = 'subnet' | 'network-interface' | 'managed-network' | 'network-security-group' | 'firewall';

/** A place whose reach is checked. */
export interface ScopeReport {
  readonly id: string;
  readonly kind: ScopeKind;
  readonly location: Location | null;
}

/** Ports and destinations (inbound: sources) that are not allowed. `Words` are messages in the engine and text in a report. */
export interface Uncovered<Words = string> {
  readonly ports: readonly string[];
  /** `all`, or the first CIDR prefixes that are not allowed. */
  readonly addresses: 'all' | readonly string[];
  /** How many prefixes there are in all, where `addresses` is a list. */
  readonly count?: number;
  /** Where the part cannot be told in prefixes: what part it is, in words. */
  readonly note?: Words;
}

export type LegKind =
  | 'security-admin-rule'
  | 'network-interface-group'
  | 'network-security-group'
  | 'route'
  | 'firewall'
  | 'way-out'
  | 'managed-network';

/** One decision on the way of a packet, in the order in which Azure takes them. `Words` as in {@link Uncovered}. */
export interface PathStep<Words = string> {
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
  readonly part?: Words;
  /** For `unknown`: the value that is waited for. */
  readonly waitsFor?: Words;
  readonly location: Location | null;
}

/** A {@link PathStep} as the engine makes it. */
export type RawStep = PathStep<Message>;

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
  /** The smallest change that closes the gap. */
  readonly remedy: Remedy | null;
  /** Of a gap without a fix, or without a sure one: why, and whose it is. */
  readonly remedyNote?: string;
}

/** A rule that allows far more than is needed: a recommendation, and no gap. One entry for each rule, whoever sends by it. */
export interface TooWide<Words = string> {
  /** By the kind of its width; a waiver for `too-wide` is for all kinds. */
  readonly requirement: TooWideId;
  /** The first of {@link scopes}. */
  readonly scope: string;
  /** All scopes that have it on the way. */
  readonly scopes: readonly string[];
  readonly level: 'recommended';
  /** `met`: it was too wide before the change, and is so no more (`change` is `fixed`). */
  readonly verdict: 'too-wide' | 'waived' | 'met';
  readonly change: Finding['change'];
  readonly direction: Direction;
  /** `any` for a rule of several protocols. */
  readonly protocol: Protocol | 'any';
  /** The ports that the rule is for, all of them. */
  readonly ports: readonly string[];
  /** The rule's own words of what it opens: `Storage`, `Internet`, `*`. */
  readonly opens: readonly string[];
  /** One step, which names the rule. */
  readonly path: readonly [PathStep<Words>];
  readonly explanation: Words;
  /** The narrower rules that would do; `null` where the rule may go, or they cannot be written in full. */
  readonly remedy: Remedy | null;
}
