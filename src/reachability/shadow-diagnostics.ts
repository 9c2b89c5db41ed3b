/** Tells the rules on the paths of the checked scopes that can never match, and the earlier rules that decide in their place. */
import { type Message, msg } from '../azure/message.js';
import type { Diagnostic, Location, Resource } from '../azure/model.js';
import { knownOr, type Value } from '../azure/value.js';
import { collectionsInOrder } from './firewall.js';
import type { PathOwners } from './path-owners.js';
import { type ClaimingRule, firewallClaims, type Ground, groundOf, groupClaims } from './rule-claims.js';
import { limited, type Note, quoted } from './rules/notes.js';
import { type Shadow, shadows } from './shadowed.js';
import type { Topology } from './topology.js';

/** Every rule is looked at once for all scopes; more than these would cost more than the check itself. */
const MOST_RULES = 10_000;
/** How many of the rules that decide in another's place are named. */
const MOST_NAMES = 3;

/**
 * Security rules by group and direction (N1), and network rules by firewall or policy, parents first (F2). Only where everything is decided; a
 * service tag holds another only where a fact says so.
 */
export function shadowDiagnostics(owners: PathOwners, topology: Topology): readonly Diagnostic[] {
  const lists = [...listsOf(owners, topology, groundOf(topology))];
  let room = MOST_RULES;
  const within = lists.filter(({ size }) => {
    room -= size;
    return room >= 0;
  });
  const given: List[] = [];
  const told = limited(notesOf(within, given));
  const left = lists.length - within.length + given.length;
  return left === 0
    ? told
    : [
        ...told,
        {
          severity: 'note',
          message: msg`rules that can never match were looked for in ${lists.length - left} lists of rules of ${lists.length}: the others are too long`,
          location: null,
        },
      ];
}

interface Named {
  readonly name: Value<string>;
  readonly location: Location | null;
}

/** Rules of one order of evaluation. */
interface List {
  readonly size: number;
  readonly claims: () => readonly ClaimingRule<Named>[];
  /** What a rule belongs to; `null` where it is not the input's own. */
  readonly placeOf: (rule: Named) => Pick<Resource, 'id' | 'location'> | null;
}

function* listsOf({ groups, firewalls, isOwn }: PathOwners, topology: Topology, ground: Ground): Generator<List> {
  for (const group of groups) {
    for (const direction of ['Inbound', 'Outbound'] as const) {
      const size = group.securityRules.length;
      yield { size, claims: () => groupClaims(group, direction, ground), placeOf: () => group };
    }
  }
  for (const owner of firewalls) {
    const placed = collectionsInOrder(owner, topology);
    const places = new Map<Named, (typeof placed)[number]>(
      placed.flatMap((place) => place.collection.rules.map((rule) => [rule, place])),
    );
    const collections = placed.map(({ collection }) => collection);
    yield {
      size: places.size,
      claims: () => firewallClaims(collections, topology, ground),
      placeOf: (rule) => {
        const place = places.get(rule);
        if (place === undefined || !isOwn(place.resource)) return null;
        return { id: place.resource, location: place.collection.location };
      },
    };
  }
}

/** @param given the lists that are given up, since telling would take too long */
function* notesOf(lists: readonly List[], given: List[]): Generator<Note> {
  // The rules of a parent are in the lists of all its children.
  const told = new Set<Named>();
  for (const list of lists) {
    const rules = list.claims();
    const found = shadows(rules.map(({ claim }) => claim));
    if (found === null) given.push(list);
    for (const shadow of found ?? []) {
      const rule = rules[shadow.rule]?.rule;
      const place = rule === undefined ? null : list.placeOf(rule);
      if (rule === undefined || place === null || told.has(rule)) continue;
      told.add(rule);
      yield {
        kind: msg`rules that can never match`,
        severity: 'note',
        where: { resource: place.id, part: ['rule', rule.name], location: rule.location ?? place.location },
        text: () => because(shadow, rules),
      };
    }
  }
}

function because({ by }: Shadow, rules: readonly ClaimingRule<Named>[]): Message {
  const names = by.map((i) => quoted(knownOr(rules[i]?.rule.name ?? '', '')));
  const [only = ''] = names;
  if (names.length === 1)
    return msg`it can never match: rule ${only} comes before it and decides everything that it is about`;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length <= MOST_NAMES
    ? msg`it can never match: the rules ${shown} come before it and decide everything that it is about`
    : msg`it can never match: ${names.length} rules come before it and decide everything that it is about, among them ${shown}`;
}
