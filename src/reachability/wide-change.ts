/** Rules that are wider than needed, held against those of before: which are new, which were there, and which are so no more. */
import { EMPTY, subtract, union } from '../azure/intervals.js';
import { type Message, msg } from '../azure/message.js';
import type { Network } from '../azure/model.js';
import { type PortSet, parsePorts } from '../azure/ports.js';
import { isUnknown, type Value } from '../azure/value.js';
import { portsLabel } from './explanation.js';
import type { TooWide } from './finding.js';
import { wordsOf } from './rules/notes.js';
import { firewallRuleShape, outboundRuleShape, type Services, securityRuleShape } from './wide-shape.js';

/** A {@link TooWide} as the engine makes it. */
export interface RawTooWide extends TooWide<Message> {
  /** By which it is waived. `until`: the last day, as written. */
  readonly waiver: { readonly reason: string; readonly owner: string | null; readonly until: string } | null;
}

/** What is known of a rule from before, in whatever words. */
export type EarlierWide = Omit<TooWide<unknown>, 'explanation' | 'remedy'>;

/** The wide rules of the network before a change, or of an earlier report. */
export interface EarlierWideRules {
  readonly told: readonly EarlierWide[];
  /** Those that looked too wide and were not tried, by {@link nameOfRule}. */
  readonly untried: ReadonlySet<string>;
}

/** Equal for one rule before and after a change. */
export function nameOfRule(resource: string, collection: string | null, rule: string): string {
  return [resource, collection ?? '', rule].join('\n');
}

function nameOf({ path: [{ resource, collection, rule }] }: EarlierWide): string {
  return nameOfRule(resource, collection ?? null, rule ?? '');
}

/**
 * Compares with the rules of before.
 * @param before `null` where there is nothing to compare with
 * @param now the network after the change, in which those are looked for that are told no more
 * @param scopes the ids of all that is checked
 * @returns the rules with `change` (`new` too for one that has become wider), and after them those that the change takes away or makes narrow
 */
export function compareWideWith(
  after: readonly RawTooWide[],
  before: EarlierWideRules | null,
  now: Network,
  { services, scopes }: { readonly services: Services; readonly scopes: ReadonlySet<string> },
): readonly RawTooWide[] {
  if (before === null) return after;
  const earlier = new Map(before.told.map((rule) => [nameOf(rule), rule]));
  const compared = after.map((rule): RawTooWide => {
    const was = earlier.get(nameOf(rule));
    const wasThere = was === undefined ? before.untried.has(nameOf(rule)) : isAsWide(was, rule);
    return { ...rule, change: wasThere ? 'existing' : 'new' };
  });
  const told = new Set(after.map(nameOf));
  const settled = [...earlier].flatMap(([name, rule]) => {
    const here = rule.scopes.filter((scope) => scopes.has(scope));
    if (told.has(name) || here.length === 0 || !isSettled(rule, now, services)) return [];
    return [settledOf(rule, here)];
  });
  return [...compared, ...settled];
}

/** Whether one opened before what it opens now. */
function isAsWide(before: EarlierWide, now: EarlierWide): boolean {
  if (before.direction !== now.direction) return false;
  if (before.protocol !== 'any' && before.protocol !== now.protocol) return false;
  if (subtract(portsOf(now), portsOf(before)).length > 0) return false;
  if (before.requirement === 'too-wide-internet') return true;
  return before.requirement === now.requirement && now.opens.every((word) => before.opens.includes(word));
}

function portsOf({ ports }: EarlierWide): PortSet {
  return ports.reduce<PortSet>((all, text) => union(all, parsePorts(text) ?? EMPTY), EMPTY);
}

/** Whether a rule is taken away, or narrow by its own fields; not where the input leaves open what it is. */
function isSettled({ path: [{ resource, collection, rule }] }: EarlierWide, now: Network, services: Services): boolean {
  const group = now.networkSecurityGroups.find(({ id }) => id === resource);
  if (group !== undefined) {
    const found = named(group.securityRules, rule);
    return found === null || (found !== 'open' && securityRuleShape(found, services) === null && isDecided(found));
  }
  const workspace = now.workspaces.find(({ id }) => id === resource);
  if (workspace !== undefined) {
    const found = named(workspace.outboundRules, rule);
    return found === null || (found !== 'open' && outboundRuleShape(found, services) === null && isDecided(found));
  }
  const owner = [...now.ruleCollectionGroups, ...now.firewalls].find(({ id }) => id === resource);
  if (owner === undefined) return false;
  const place = named(owner.ruleCollections, collection ?? null);
  if (place === null || place === 'open') return place === null;
  const found = named(place.rules, rule);
  if (found === null || found === 'open') return found === null;
  const { kind, action } = place;
  const isNarrow = firewallRuleShape(found, place, services) === null && found.destinationIpGroups.length === 0;
  return isNarrow && isDecided(found) && !isUnknown(action) && kind !== 'nat';
}

/** `null` where there is none of this name; `open` where there may be. */
function named<T extends { readonly name: Value<string> }>(all: readonly T[], name: string | null): T | null | 'open' {
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  return name === null || all.some((one) => isUnknown(one.name)) ? 'open' : null;
}

/** Rules are small and flat: nothing in them is unknown. */
function isDecided(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return !isUnknown(value) && Object.values(value).every(isDecided);
}

function settledOf(rule: EarlierWide, scopes: readonly string[]): RawTooWide {
  const { requirement, direction, protocol, ports, opens } = rule;
  const [{ leg, resource, collection, rule: name, action, priority }] = rule.path;
  const where = wordsOf({ resource, part: [leg === 'managed-network' ? 'outbound rule' : 'rule', name ?? ''] });
  const traffic = portsLabel(protocol, ports);
  const step = { leg, resource, rule: name, action, priority, location: null };
  return {
    requirement,
    scope: scopes[0] ?? rule.scope,
    scopes,
    level: 'recommended',
    verdict: 'met',
    change: 'fixed',
    direction,
    protocol,
    ports,
    opens,
    path: [{ ...step, ...(collection === undefined ? {} : { collection }) }],
    explanation: msg`${where}: before this change it opened ${opens.join(', ')} (${traffic}), and it does so no more.`,
    remedy: null,
    waiver: null,
  };
}
