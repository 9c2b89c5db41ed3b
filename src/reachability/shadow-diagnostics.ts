/** Tells the rules on the paths of the checked scopes that can never match, and the earlier rules that decide in their place. */
import { type Message, msg } from '../azure/message.js';
import type { Diagnostic, Location, Resource } from '../azure/model.js';
import { knownOr, type Value } from '../azure/value.js';
import { hiddenApplicationRules } from './application-shadows.js';
import { collectionsInOrder } from './firewall.js';
import type { PathOwners } from './path-owners.js';
import { type ClaimingRule, firewallClaims, type Ground, groundOf, groupClaims } from './rule-claims.js';
import { limited, type Note, quoted } from './rules/notes.js';
import { shadows } from './shadowed.js';
import type { Topology } from './topology.js';

/** Every rule is looked at once for all scopes; more than these would cost more than the check itself. */
const MOST_RULES = 10_000;
/** How many of the rules that decide in another's place are named. */
const MOST_NAMES = 3;

/**
 * Security rules by group and direction (N1), and network and application rules by firewall or policy, parents first (F2). Only where everything is decided; a
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

interface Hidden {
  readonly rule: Named;
  /** What decides in its place. */
  readonly by: readonly Named[];
}

/** Rules of one order of evaluation. */
interface List {
  readonly size: number;
  /** Its rules that never match; `null` where telling would take too long. */
  readonly hidden: () => readonly Hidden[] | null;
  /** What a rule is called beside another: of one name, by its collection too. */
  readonly nameOf: (rule: Named, beside: Named) => string;
  /** What a rule belongs to; `null` where it is not the input's own. */
  readonly placeOf: (rule: Named) => Pick<Resource, 'id' | 'location'> | null;
}

function* listsOf({ groups, firewalls, isOwn }: PathOwners, topology: Topology, ground: Ground): Generator<List> {
  for (const group of groups) {
    for (const direction of ['Inbound', 'Outbound'] as const) {
      const size = group.securityRules.length;
      yield {
        size,
        hidden: () => hiddenOf(groupClaims(group, direction, ground)),
        nameOf: plainName,
        placeOf: () => group,
      };
    }
  }
  for (const owner of firewalls) {
    const placed = withoutTies(collectionsInOrder(owner, topology));
    const places = new Map<Named, (typeof placed)[number]>(
      placed.flatMap((place) => place.collection.rules.map((rule) => [rule, place])),
    );
    const collections = placed.map(({ collection }) => collection);
    const placeOf = (rule: Named) => {
      const place = places.get(rule);
      if (place === undefined || !isOwn(place.resource)) return null;
      return { id: place.resource, location: place.collection.location };
    };
    const nameOf = (rule: Named, beside: Named): string => {
      const collection = knownOr(places.get(rule)?.collection.name ?? '', '');
      return rule.name === beside.name && collection !== '' ? `${collection}/${plainName(rule)}` : plainName(rule);
    };
    yield {
      size: places.size,
      hidden: () => hiddenOf(firewallClaims(collections, topology, ground)),
      nameOf,
      placeOf,
    };
    const web = collections.reduce((sum, { kind, rules }) => sum + (kind === 'application' ? rules.length : 0), 0);
    if (web > 0) yield { size: web, hidden: () => hiddenApplicationRules(collections, topology), nameOf, placeOf };
  }
}

/** Two collections of one priority, which Azure refuses, are in no order: both are left out. */
function withoutTies(placed: readonly Placed[]): readonly Placed[] {
  const nameOf = ({ resource, collection: { kind, priority } }: Placed): string =>
    [resource, kind, knownOr(priority, '')].join('\n');
  const count = new Map<string, number>();
  for (const one of placed) count.set(nameOf(one), (count.get(nameOf(one)) ?? 0) + 1);
  return placed.filter((one) => count.get(nameOf(one)) === 1);
}

function plainName({ name }: Named): string {
  return knownOr(name, '');
}

type Placed = ReturnType<typeof collectionsInOrder>[number];

function hiddenOf(rules: readonly ClaimingRule<Named>[]): readonly Hidden[] | null {
  const named = (at: number) => rules[at]?.rule;
  const found = shadows(rules.map(({ claim }) => claim));
  return (
    found?.flatMap(({ rule: at, by }) => {
      const rule = named(at);
      return rule === undefined ? [] : [{ rule, by: by.flatMap((one) => named(one) ?? []) }];
    }) ?? null
  );
}

/** @param given the lists that are given up, since telling would take too long */
function* notesOf(lists: readonly List[], given: List[]): Generator<Note> {
  // The rules of a parent are in the lists of all its children.
  const told = new Set<Named>();
  for (const list of lists) {
    const found = list.hidden();
    if (found === null) given.push(list);
    for (const { rule, by } of found ?? []) {
      const place = list.placeOf(rule);
      if (place === null || told.has(rule)) continue;
      told.add(rule);
      yield {
        kind: msg`rules that can never match`,
        severity: 'note',
        where: { resource: place.id, part: ['rule', rule.name], location: rule.location ?? place.location },
        text: () => because(by.map((one) => quoted(list.nameOf(one, rule)))),
      };
    }
  }
}

/** @param names of the earlier rules, in quotes */
function because(names: readonly string[]): Message {
  const [only = ''] = names;
  if (names.length === 1)
    return msg`it can never match: rule ${only} comes before it and decides everything that it is about`;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length <= MOST_NAMES
    ? msg`it can never match: the rules ${shown} come before it and decide everything that it is about`
    : msg`it can never match: ${names.length} rules come before it and decide everything that it is about, among them ${shown}`;
}
