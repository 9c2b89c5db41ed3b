/** Application rules that can never match (F1 to F4, F8, F9, F11 to F13, T9; issue 8, part 5), and all that is not told of them, against a search through every request. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FirewallRule, Network, RuleCollection } from '../../src/azure/model.js';
import { hiddenApplicationRules } from '../../src/reachability/application-shadows.js';
import { evaluate } from '../../src/reachability/evaluate.js';
import { ownersOnPaths } from '../../src/reachability/path-owners.js';
import { findScopes } from '../../src/reachability/scopes.js';
import { shadowDiagnostics } from '../../src/reachability/shadow-diagnostics.js';
import { buildTopology } from '../../src/reachability/topology.js';
import { said } from '../messages.js';
import {
  applicationRule,
  behindFirewall,
  collection,
  firewall,
  ipGroup,
  networkRule,
  OPEN,
  policy,
  ruleCollectionGroup,
  toTag,
} from './builders.js';

function told(world: Network): readonly string[] {
  const topology = buildTopology(world);
  const { scopes } = findScopes(topology, ['training']);
  const { findings } = evaluate(topology, scopes, () => [toTag('Storage.westus2')], null);
  return shadowDiagnostics(ownersOnPaths(findings, topology), topology).map(({ message }) => said(message));
}

const web = (...rules: readonly FirewallRule[]) => collection(300, 'Allow application', rules);
/** The rules that never match, by name. */
const dead = (...collections: readonly RuleCollection[]) =>
  told(behindFirewall(collections)).map((message) => /rule (\S+): it can never match/.exec(message)?.[1] ?? message);
/** Whether the second of two application rules never matches. */
const hides = (first: string, second: string, given: Partial<FirewallRule> = {}): boolean => {
  const names = dead(
    web(applicationRule(first, { name: 'first' }), applicationRule(second, { name: 'second', ...given })),
  );
  expect(names).not.toContain('first');
  return names.includes('second');
};

describe('an application rule that can never match', () => {
  it('is named with the rule that decides in its place, and with its own line', () => {
    const location = { file: 'main.tf', line: 7 };
    const rules = [
      applicationRule('* -> *.contoso.com@Https:443', { name: 'all' }),
      applicationRule('10.0.1.0/24 -> www.contoso.com@Https:443', { name: 'one', location }),
    ];
    const topology = buildTopology(behindFirewall([web(...rules)]));
    const { scopes } = findScopes(topology, ['training']);
    const { findings } = evaluate(topology, scopes, () => [toTag('Storage.westus2')], null);
    expect(shadowDiagnostics(ownersOnPaths(findings, topology), topology)).toEqual([
      {
        severity: 'note',
        message:
          'group200, rule one: it can never match: rule "all" comes before it and decides everything that it is about',
        location,
      },
    ]);
  });

  it.each<[string, string, string, boolean]>([
    ['the same host', 'a.example', 'a.example', true],
    ['the same host in other letters', 'A.Example', 'a.example', true],
    ['another host', 'a.example', 'b.example', false],
    ['a wildcard before a host in it', '*.example', 'a.example', true],
    ['a wildcard before the domain itself', '*.example', 'example', false],
    ['a wildcard without a dot before the domain itself', '*example', 'example', true],
    ['a wildcard without a dot before another that ends so', '*example', '*.notexample', true],
    ['a host before the wildcard that holds it', 'a.example', '*.example', false],
    ['a narrower wildcard first', '*.b.example', '*.example', false],
    ['every host first', '*', '*.example', true],
    ['a host by its ending alone', '*.example', 'a.example.org', false],
    ['a wildcard that means nothing (F8)', 'www.*.example', 'www.a.example', false],
  ])('by its hosts: %s', (_, first, second, expected) => {
    expect(hides(`* -> ${first}@Https:443`, `* -> ${second}@Https:443`)).toBe(expected);
  });

  it.each<[string, string, string, boolean]>([
    ['the same', 'Https:443', 'Https:443', true],
    ['fewer', 'Https:443,Http:80', 'Http:80', true],
    ['more', 'Http:80', 'Https:443,Http:80', false],
    ['another port', 'Https:443', 'Https:8443', false],
    ['another protocol on the port', 'Http:8080', 'Https:8080', false],
    ['SQL', 'Https:1433', 'Mssql:1433', false],
  ])('by its protocols: %s', (_, first, second, expected) => {
    expect(hides(`* -> *@${first}`, `* -> a.example@${second}`)).toBe(expected);
  });

  it.each<[string, string, string, boolean]>([
    ['everybody first', '*', '10.0.1.0/24', true],
    ['a wider prefix first', '10.0.0.0/16', '10.0.1.0/24', true],
    ['a narrower prefix first', '10.0.1.0/24', '10.0.0.0/16', false],
    ['another prefix', '10.0.2.0/24', '10.0.1.0/24', false],
    ['a prefix before everybody', '10.0.0.0/8', '*', false],
    ['a tag, which is no source (T9)', 'VirtualNetwork', '10.0.1.0/24', false],
  ])('by its sources (F13): %s', (_, first, second, expected) => {
    expect(hides(`${first} -> *@Https:443`, `${second} -> a.example@Https:443`)).toBe(expected);
  });

  it('is told apart from one of its own name by the collection', () => {
    const twice = [
      collection(200, 'Deny application', [applicationRule('* -> *.example@Https:443', { name: 'web' })]),
      web(applicationRule('* -> a.example@Https:443', { name: 'web' })),
    ];
    expect(told(behindFirewall(twice))).toEqual([
      'group200, rule web: it can never match: rule "Deny-application-200/web" comes before it and decides everything that it is about',
    ]);
  });

  it('may be hidden by several together: hosts, protocols, sources', () => {
    const parts = web(
      applicationRule('* -> *.a.example@Https:443', { name: 'one' }),
      applicationRule('10.0.1.0/25 -> b.example@Https:443', { name: 'two' }),
      applicationRule('10.0.1.128/25 -> b.example@Https:443', { name: 'three' }),
      applicationRule('10.0.1.0/24 -> x.a.example,b.example@Https:443', { name: 'hidden' }),
      applicationRule('10.0.1.0/24 -> x.a.example,c.example@Https:443', { name: 'open' }),
      applicationRule('10.0.0.0/16 -> b.example@Https:443', { name: 'wider' }),
    );
    expect(told(behindFirewall([parts]))).toEqual([
      'group200, rule hidden: it can never match: the rules "one", "two", "three" come before it and decide everything that it is about',
    ]);
  });

  it('comes after every network rule, whatever the priorities say (F2, F3)', () => {
    const rule = applicationRule('10.0.1.0/24 -> a.example@Https:443', { name: 'web' });
    const first = collection(100, 'Allow application', [rule]);
    const net = (line: string) => collection(400, 'Deny network', [networkRule(line, { name: 'net' })]);
    expect(dead(first, net('TCP * -> *@443'))).toEqual(['web']);
    expect(dead(first, net('Any 10.0.0.0/8 -> 0.0.0.0/0@1-65535'))).toEqual(['web']);
    expect(dead(first, net('UDP * -> *@443'))).toEqual([]);
    expect(dead(first, net('TCP * -> *@80'))).toEqual([]);
    expect(dead(first, net('TCP 10.0.2.0/24 -> *@443'))).toEqual([]);
    // Where a host is, nobody knows.
    expect(dead(first, net('TCP * -> 20.0.0.0/8@443'))).toEqual([]);
    expect(dead(first, net('TCP * -> AzureCloud@443'))).toEqual([]);
    expect(
      dead(first, collection(400, 'Deny network', [networkRule('TCP * -> @443', { destinationFqdns: ['a.example'] })])),
    ).toEqual([]);
  });

  it('comes after the rules of parents and of earlier collections (F2), and of classic firewalls by priority (F15)', () => {
    const narrow = collection(200, 'Deny application', [
      applicationRule('* -> a.example@Https:443', { name: 'narrow' }),
    ]);
    const wide = applicationRule('* -> *@Https:443', { name: 'wide' });
    expect(dead(narrow, web(wide))).toEqual([]);
    expect(dead(narrow, collection(100, 'Allow application', [wide]))).toEqual(['narrow']);
    const parents = behindFirewall([narrow], {
      firewallPolicies: [policy({ basePolicy: { key: 'parent' } }), policy({ key: 'parent' })],
      ruleCollectionGroups: [
        ruleCollectionGroup(200, [narrow]),
        ruleCollectionGroup(900, [web(wide)], { key: 'base', policy: { key: 'parent' } }),
      ],
    });
    expect(told(parents)).toEqual([expect.stringContaining('group200, rule narrow: it can never match: rule "wide"')]);
    const classic = (first: number) =>
      behindFirewall([], {
        firewalls: [firewall({ policy: null, ruleCollections: [narrow, { ...web(wide), priority: first }] })],
        firewallPolicies: [],
        ruleCollectionGroups: [],
      });
    expect(told(classic(100))).toEqual([expect.stringContaining('rule narrow: it can never match')]);
    expect(told(classic(300))).toEqual([]);
  });
});

describe('an application rule is not told', () => {
  const wide = applicationRule('* -> *@Https:443', { name: 'wide' });
  const narrow = applicationRule('10.0.1.0/24 -> a.example@Https:443', { name: 'narrow' });
  const among = (
    first: Partial<FirewallRule>,
    second: Partial<FirewallRule> = {},
    given: Partial<RuleCollection> = {},
  ) =>
    dead({ ...collection(100, 'Allow application', [{ ...wide, ...first }]), ...given }, web({ ...narrow, ...second }));

  it('where it is for more than hosts: URLs, FQDN tags, web categories, addresses (F9, F11, F12)', () => {
    expect(among({})).toEqual(['narrow']);
    expect(among({}, { destinationUrls: ['a.example/x'], terminateTls: true })).toEqual([]);
    expect(among({}, { fqdnTags: ['AzureKubernetesService'] })).toEqual([]);
    expect(among({}, { destinationFqdns: [], fqdnTags: ['WindowsUpdate'], applicationProtocols: [] })).toEqual([]);
    expect(among({}, { webCategories: ['News'] })).toEqual([]);
    expect(among({}, { destinationAddresses: ['10.1.0.4'] })).toEqual([]);
  });

  it('by a rule that is for less than hosts, or for what only Microsoft knows', () => {
    expect(among({ destinationFqdns: [], destinationUrls: ['*'], terminateTls: true })).toEqual([]);
    expect(among({ destinationFqdns: [], fqdnTags: ['AzureKubernetesService'] })).toEqual([]);
    expect(among({ destinationFqdns: [], webCategories: ['News'] })).toEqual([]);
    expect(among({ destinationAddresses: ['10.1.0.4'] })).toEqual([]);
  });

  it('where anything of it is open', () => {
    expect(among({}, { destinationFqdns: OPEN })).toEqual([]);
    expect(among({}, { destinationFqdns: ['a.example', OPEN] })).toEqual([]);
    expect(among({}, { sourceAddresses: OPEN })).toEqual([]);
    expect(among({}, { sourceAddresses: ['10.0.1.0/24', OPEN] })).toEqual([]);
    expect(among({}, { applicationProtocols: OPEN })).toEqual([]);
    expect(among({}, { applicationProtocols: [{ type: 'Https', port: OPEN }] })).toEqual([]);
    expect(among({}, { webCategories: OPEN })).toEqual([]);
    expect(among({}, { destinationUrls: OPEN })).toEqual([]);
  });

  it('where what of the earlier rule is open could decide it, but by what is known of that', () => {
    expect(among({ destinationFqdns: OPEN })).toEqual([]);
    expect(among({ destinationFqdns: [OPEN, '*.example'] })).toEqual(['narrow']);
    expect(among({ sourceAddresses: OPEN })).toEqual([]);
    expect(among({ sourceAddresses: [OPEN, '10.0.0.0/8'] })).toEqual(['narrow']);
    expect(among({ applicationProtocols: OPEN })).toEqual([]);
    expect(among({ applicationProtocols: [{ type: OPEN, port: 443 }] })).toEqual([]);
    expect(among({ fqdnTags: OPEN })).toEqual(['narrow']);
  });

  it('where it is open whether, or in which order, the rules are there', () => {
    expect(among({}, {}, { presence: OPEN })).toEqual([]);
    expect(among({}, {}, { priority: OPEN })).toEqual([]);
    // Azure refuses two collections of one priority.
    expect(among({}, {}, { priority: 300 })).toEqual([]);
  });

  it('by IP groups that are open, and is by those that are known', () => {
    const rules = [
      applicationRule('10.0.0.0/8 -> *@Https:443', { name: 'wide' }),
      applicationRule(' -> a.example@Https:443', {
        name: 'narrow',
        sourceAddresses: [],
        sourceIpGroups: [{ key: 'spokes' }],
      }),
    ];
    const world = (addresses: readonly string[] | typeof OPEN) =>
      told(behindFirewall([web(...rules)], { ipGroups: [ipGroup('spokes', addresses)] }));
    expect(world(['10.1.0.0/16'])).toHaveLength(1);
    expect(world(['192.168.0.0/16'])).toEqual([]);
    expect(world(OPEN)).toEqual([]);
  });
});

it('agrees with a search through every request', () => {
  const names = [
    'example',
    'a.example',
    'b.example',
    'x.a.example',
    'notexample',
    'fresh.example',
    'fresh.a.example',
    'freshexample',
    'fresh',
  ];
  const hosts = [
    '*',
    '*example',
    '*.example',
    '*.a.example',
    'example',
    'a.example',
    'b.example',
    'x.a.example',
    'notexample',
  ];
  const matches = (pattern: string, name: string): boolean =>
    pattern.startsWith('*') ? name.endsWith(pattern.slice(1)) : name === pattern;
  const arbitrary = fc.record({
    hosts: fc.uniqueArray(fc.constantFrom(...hosts), { minLength: 1, maxLength: 2 }),
    sources: fc.constantFrom('*', '10.0.1.0/25', '10.0.1.128/25', '10.0.1.0/24'),
    protocols: fc.uniqueArray(fc.constantFrom('Https:443', 'Http:80', 'Http:8080'), { minLength: 1, maxLength: 2 }),
  });
  const sends = (sources: string, from: string): boolean =>
    sources === '*' || sources === from || (sources === '10.0.1.0/24' && from !== 'other');
  const requests = (one: { hosts: string[]; sources: string; protocols: string[] }) =>
    ['10.0.1.0/25', '10.0.1.128/25', 'other'].flatMap((from) =>
      one.protocols.flatMap((protocol) =>
        names.flatMap((name) =>
          sends(one.sources, from) && one.hosts.some((pattern) => matches(pattern, name))
            ? [`${from} ${protocol} ${name}`]
            : [],
        ),
      ),
    );
  let hidden = 0;
  fc.assert(
    fc.property(fc.array(arbitrary, { minLength: 2, maxLength: 8 }), (drawn) => {
      const rules = drawn.map((one, i) =>
        applicationRule(`${one.sources} -> ${one.hosts.join()}@${one.protocols.join()}`, { name: `r${i}` }),
      );
      const topology = buildTopology(behindFirewall([web(...rules)]));
      const mine = hiddenApplicationRules([web(...rules)], topology)?.map(({ rule }) => rule.name);
      const seen = new Set<string>();
      const expected = drawn.flatMap((one, i) => {
        const fresh = requests(one).filter((request) => !seen.has(request));
        for (const request of fresh) seen.add(request);
        return fresh.length === 0 ? [`r${i}`] : [];
      });
      hidden += expected.length;
      expect(mine).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
  expect(hidden).toBeGreaterThan(500);
});

describe('very many application rules', () => {
  const many = (count: number, line: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => applicationRule(line(i), { name: `r${i}` }));
  const found = (rules: readonly FirewallRule[]) =>
    hiddenApplicationRules([web(...rules)], buildTopology(behindFirewall([web(...rules)])));

  it('are told of in time', () => {
    const begun = performance.now();
    expect(found(many(8000, (i) => `* -> h${i}.example,*.s${i}.example@Https:443,Http:80`))).toEqual([]);
    expect(found(many(8000, () => '* -> a.example@Https:443'))).toHaveLength(7999);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('are given up where they overlap in too many ways, and counted by the diagnostic', () => {
    const crossed = many(4000, (i) => `10.${i >> 8}.${i & 255}.0/24 -> *@Https:443`);
    expect(found(crossed)).toBeNull();
    expect(told(behindFirewall([web(...crossed)])).at(-1)).toContain('lists of rules');
  });
});
