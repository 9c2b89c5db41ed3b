/** Blindfolds for routes and firewalls: one value is hidden from the engine, and the oracle gets every network that it may be. */
import { msg } from '../../src/azure/message.js';
import type { FirewallRule, Route, RuleCollection } from '../../src/azure/model.js';
import { type Unknown, unknown } from '../../src/azure/value.js';
import type { Plumbing } from './forwarding.js';
import { combinations, type Question } from './questions.js';
import { portsOf, subsets, tokens } from './worlds.js';

export interface Hidden {
  readonly shown: Plumbing;
  readonly worlds: readonly Plumbing[];
}

/** `null` where the network has no such value. @param pick which of several */
type Blindfold = (plumbing: Plumbing, pick: number, question: Question) => Hidden | null;

const HIDDEN: Unknown = unknown(msg`a value that the test hides`);

/** The hidden field is the only one that says where: the engine leaves a rule open as soon as one of them is. */
const NOWHERE: Partial<FirewallRule> = { destinationIpGroups: [], destinationFqdns: [] };

/** What can be hidden, by name. */
export const BLINDFOLDS: Readonly<Record<string, Blindfold>> = {
  'presence of a route': (plumbing, pick) =>
    routeFold(plumbing, pick, (route) => ({ shown: { ...route, presence: HIDDEN }, worlds: [[route], []] })),
  'type of a next hop': (plumbing, pick) =>
    routeFold(plumbing, pick, (route) => ({
      shown: { ...route, nextHopType: HIDDEN },
      worlds: ['Internet', 'None', 'VirtualAppliance', 'VirtualNetworkGateway'].map((nextHopType) => [
        { ...route, nextHopType },
      ]),
    })),
  'action of a collection': (plumbing, pick) =>
    collectionFold(plumbing, pick, (collection) => ({
      shown: { ...collection, action: HIDDEN },
      worlds: (['Allow', 'Deny'] as const).map((action) => [{ ...collection, action }]),
    })),
  'presence of a collection': (plumbing, pick) =>
    collectionFold(plumbing, pick, (collection) => ({
      shown: { ...collection, presence: HIDDEN },
      worlds: [[collection], []],
    })),
  'sources of a rule': (plumbing, pick) =>
    ruleFold(plumbing, pick, null, (rule) => ({
      shown: { ...rule, sourceAddresses: HIDDEN, sourceIpGroups: [] },
      worlds: [['*'], ['10.0.1.0/25'], ['10.0.1.128/25'], ['10.8.0.0/16']].map((sourceAddresses) => ({
        ...rule,
        sourceAddresses,
        sourceIpGroups: [],
      })),
    })),
  'destinations of a network rule': (plumbing, pick, question) =>
    ruleFold(plumbing, pick, 'network', (rule) => ({
      shown: { ...rule, ...NOWHERE, destinationAddresses: HIDDEN },
      worlds: tokens(question).map((token) => ({ ...rule, ...NOWHERE, destinationAddresses: [token] })),
    })),
  'ports of a network rule': (plumbing, pick, question) =>
    ruleFold(plumbing, pick, 'network', (rule) => ({
      shown: { ...rule, destinationPorts: HIDDEN },
      worlds: subsets(portsOf(question).map(String)).map((destinationPorts) => ({ ...rule, destinationPorts })),
    })),
  'hosts of an application rule': (plumbing, pick, question) =>
    ruleFold(plumbing, pick, 'application', (rule) => ({
      shown: { ...rule, destinationFqdns: HIDDEN },
      worlds: hostLists(question).map((destinationFqdns) => ({ ...rule, destinationFqdns })),
    })),
  'addresses of an IP group': (plumbing, _pick, question) => {
    const withAddresses = (addresses: readonly string[] | Unknown): Plumbing => ({
      ...plumbing,
      firewall: {
        ...plumbing.firewall,
        ipGroups: plumbing.firewall.ipGroups.map((group) =>
          group.key === 'everything' ? { ...group, addresses } : group,
        ),
      },
    });
    return { shown: withAddresses(HIDDEN), worlds: tokens(question).map((token) => withAddresses([token])) };
  },
  'DNS proxy': (plumbing) => {
    const withProxy = (dnsProxy: boolean | Unknown): Plumbing => {
      const { firewalls, firewallPolicies } = plumbing.firewall;
      return {
        ...plumbing,
        firewall: {
          ...plumbing.firewall,
          firewalls: firewalls.map((firewall) => (firewall.policy === null ? { ...firewall, dnsProxy } : firewall)),
          firewallPolicies: firewallPolicies.map((policy) => ({ ...policy, dnsProxy })),
        },
      };
    };
    return { shown: withProxy(HIDDEN), worlds: [withProxy(true), withProxy(false)] };
  },
};

function hostLists(question: Question): readonly (readonly string[])[] {
  const names = combinations(question).flatMap(({ packets }) => packets.map(({ host }) => host ?? ''));
  return [[], ['*'], ...[...new Set(names)].map((name) => [name])];
}

function routeFold(
  plumbing: Plumbing,
  pick: number,
  fold: (route: Route) => { readonly shown: Route; readonly worlds: readonly (readonly Route[])[] },
): Hidden | null {
  const route = plumbing.routes[pick % Math.max(1, plumbing.routes.length)];
  if (route === undefined) return null;
  const { shown, worlds } = fold(route);
  const put = (instead: readonly Route[]): Plumbing => ({
    ...plumbing,
    routes: plumbing.routes.flatMap((other) => (other === route ? instead : [other])),
  });
  return { shown: put([shown]), worlds: worlds.map(put) };
}

function collectionsOf({ firewall }: Plumbing): readonly RuleCollection[] {
  return [...firewall.firewalls, ...firewall.ruleCollectionGroups].flatMap(({ ruleCollections }) => ruleCollections);
}

function collectionFold(
  plumbing: Plumbing,
  pick: number,
  fold: (one: RuleCollection) => {
    readonly shown: RuleCollection;
    readonly worlds: readonly (readonly RuleCollection[])[];
  },
): Hidden | null {
  const all = collectionsOf(plumbing);
  const collection = all[pick % Math.max(1, all.length)];
  if (collection === undefined) return null;
  const { shown, worlds } = fold(collection);
  const put = (instead: readonly RuleCollection[]): Plumbing => {
    const swap = <T extends { readonly ruleCollections: readonly RuleCollection[] }>(holder: T): T => ({
      ...holder,
      ruleCollections: holder.ruleCollections.flatMap((other) => (other === collection ? instead : [other])),
    });
    const { firewalls, ruleCollectionGroups } = plumbing.firewall;
    return {
      ...plumbing,
      firewall: {
        ...plumbing.firewall,
        firewalls: firewalls.map(swap),
        ruleCollectionGroups: ruleCollectionGroups.map(swap),
      },
    };
  };
  return { shown: put([shown]), worlds: worlds.map(put) };
}

/** @param kind `null`: rules of either kind */
function ruleFold(
  plumbing: Plumbing,
  pick: number,
  kind: RuleCollection['kind'] | null,
  fold: (rule: FirewallRule) => { readonly shown: FirewallRule; readonly worlds: readonly FirewallRule[] },
): Hidden | null {
  const all = collectionsOf(plumbing);
  const fitting = all.flatMap((collection, at) =>
    kind === null || collection.kind === kind ? collection.rules.map((rule) => ({ at, rule })) : [],
  );
  const chosen = fitting[pick % Math.max(1, fitting.length)];
  if (chosen === undefined) return null;
  const { shown, worlds } = fold(chosen.rule);
  return collectionFold(plumbing, chosen.at, (collection) => {
    const put = (instead: FirewallRule): RuleCollection => ({
      ...collection,
      rules: collection.rules.map((other) => (other === chosen.rule ? instead : other)),
    });
    return { shown: put(shown), worlds: worlds.map((instead) => [put(instead)]) };
  });
}
