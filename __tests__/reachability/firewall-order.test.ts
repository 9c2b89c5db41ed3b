/** Azure Firewall as a whole: in which order rules are taken, what is left to the end, and what open values make of it (F1 to F5, F15, F16). */
import { describe, expect, it } from '@jest/globals';
import type { FirewallPolicy, FirewallRule, Network, RuleCollection } from '../../src/azure/model.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import {
  applicationRule,
  behindFirewall,
  collection,
  firewall,
  judge,
  network,
  networkRule,
  OPEN,
  policy,
  ports,
  route,
  ruleCollectionGroup,
  steps,
  toHost,
  toTag,
  training,
} from './builders.js';

const storage = toTag('Storage.westus2');
const pypi = toHost('pypi.org');
const allowStorage = networkRule('TCP * -> Storage.westus2@443');
const allowPypi = applicationRule('* -> pypi.org@Https:443');
const entra = toTag('AzureActiveDirectory', '80,443', {
  standIns: [{ host: 'login.microsoftonline.com', ports: ports('80,443') }],
});
const registry = toTag('MicrosoftContainerRegistry', '443', {
  standIns: [
    { host: 'mcr.microsoft.com', ports: ports('443') },
    { host: '*.data.mcr.microsoft.com', ports: ports('443') },
  ],
});

function verdict(asked: Requirement, collections: readonly RuleCollection[], parts: Partial<Network> = {}): string {
  return judge(behindFirewall(collections, parts), asked).verdict;
}

/** The verdict where the firewall has this application rule only. */
function byApplication(asked: Requirement, rule: FirewallRule, parts: Partial<Network> = {}): string {
  return verdict(asked, [collection(100, 'Allow application', [rule])], parts);
}

const withPolicy = (given: Partial<FirewallPolicy>): Partial<Network> => ({ firewallPolicies: [policy(given)] });

describe('without a rule that matches', () => {
  it('everything is denied (F1)', () => {
    const finding = judge(behindFirewall([]), storage);
    expect(finding.verdict).toBe('unmet');
    expect(steps(finding).at(-1)).toBe('firewall/- deny');
    expect(verdict(pypi, [])).toBe('unmet');
  });

  it('the built-in rules meet no requirement, Entra ID least of all (F5)', () => {
    for (const asked of [entra, toTag('Storage.westus2'), toTag('AzureMonitor')])
      expect(verdict(asked, [])).toBe('unmet');
  });

  it('what is needed instead is said: hosts, or a network rule (F4)', () => {
    const kind = (asked: Requirement) => judge(behindFirewall([]), asked).explanation.kind;
    expect(kind(registry)).toBe('no-firewall-rule-nor-hosts');
    expect(kind(pypi)).toBe('no-firewall-rule');
    expect(kind(toTag('AzureMachineLearning', '5831', { protocol: 'udp' }))).toBe('needs-network-rule');
    expect(kind(toTag('Storage.westus2', '445'))).toBe('needs-network-rule');
  });
});

describe('the order of rules', () => {
  const denyStorage = networkRule('TCP * -> Storage@443');
  const allow = (priority: number) => collection(priority, 'Allow network', [allowStorage]);
  const deny = (priority: number) => collection(priority, 'Deny network', [denyStorage]);

  it('is that of the numbers of collections, lower first, wherever they are written (F2)', () => {
    expect(verdict(storage, [allow(200), deny(100)])).toBe('unmet');
    expect(verdict(storage, [deny(200), allow(100)])).toBe('met');
  });

  it('is, before that, that of the numbers of their groups (F2)', () => {
    const groups = (first: RuleCollection, second: RuleCollection) => ({
      ruleCollectionGroups: [ruleCollectionGroup(300, [second]), ruleCollectionGroup(200, [first])],
    });
    expect(verdict(storage, [], groups(allow(500), deny(100)))).toBe('met');
    expect(verdict(storage, [], groups(deny(500), allow(100)))).toBe('unmet');
  });

  it('is, within a collection, that in which they are written (F1, F2)', () => {
    const world = behindFirewall([
      collection(100, 'Allow network', [
        networkRule('TCP * -> Storage@443'),
        networkRule('TCP * -> Storage.westus2@443'),
      ]),
    ]);
    expect(steps(judge(world, storage)).at(-1)).toBe('group200/TCP * -> Storage@443 allow');
  });

  it('has the groups of parents first, whatever their numbers (F2)', () => {
    const family = (ofParent: RuleCollection, ofChild: RuleCollection) => ({
      firewallPolicies: [
        policy({ basePolicy: { key: 'parent' } }),
        policy({ key: 'parent', basePolicy: { key: 'grand' } }),
        policy({ key: 'grand' }),
      ],
      ruleCollectionGroups: [
        ruleCollectionGroup(100, [ofChild]),
        ruleCollectionGroup(65000, [ofParent], { policy: { key: 'grand' } }),
      ],
    });
    expect(verdict(storage, [], family(deny(65000), allow(100)))).toBe('unmet');
    expect(verdict(storage, [], family(allow(65000), deny(100)))).toBe('met');
  });

  it('has network rules before application rules, across groups and parents: an allow wins over a deny by name (F2, F3)', () => {
    const web = networkRule('TCP * -> *@443');
    const worlds = [
      [collection(100, 'Deny application', [allowPypi]), collection(200, 'Allow network', [web])],
      [collection(200, 'Allow network', [web]), collection(100, 'Deny application', [allowPypi])],
    ];
    for (const collections of worlds) expect(verdict(pypi, collections)).toBe('met');
    const inherited = {
      firewallPolicies: [policy({ basePolicy: { key: 'parent' } }), policy({ key: 'parent' })],
      ruleCollectionGroups: [
        ruleCollectionGroup(100, [collection(100, 'Deny application', [allowPypi])], { policy: { key: 'parent' } }),
        ruleCollectionGroup(300, [collection(100, 'Allow network', [web])]),
      ],
    };
    expect(verdict(pypi, [], inherited)).toBe('met');
  });

  it('has network rules before application rules: a deny ends it before names are looked at (F3)', () => {
    const closed = collection(65000, 'Deny network', [networkRule('Any * -> *@*')]);
    expect(verdict(pypi, [collection(100, 'Allow application', [allowPypi]), closed])).toBe('unmet');
  });

  it('has a first application rule that denies before a second that allows (F1, F2)', () => {
    const denyAll = applicationRule('* -> *@Http:80,Https:443');
    expect(
      verdict(pypi, [
        collection(100, 'Deny application', [denyAll]),
        collection(200, 'Allow application', [allowPypi]),
      ]),
    ).toBe('unmet');
    expect(
      verdict(pypi, [
        collection(100, 'Allow application', [allowPypi]),
        collection(200, 'Deny application', [denyAll]),
      ]),
    ).toBe('met');
  });

  it('leaves DNAT rules out: they are for what comes in (F2, F16)', () => {
    const nat = collection(100, 'Dnat nat', [networkRule('TCP * -> *@443')]);
    expect(verdict(storage, [nat])).toBe('unmet');
    expect(verdict(storage, [nat, allow(200)])).toBe('met');
  });

  it('is that of classic collections by their numbers, where there is no policy (F15)', () => {
    const classic = (ruleCollections: readonly RuleCollection[]) =>
      judge(
        training({
          routes: [route('0.0.0.0/0 -> VirtualAppliance firewall')],
          firewalls: [firewall({ ruleCollections })],
        }),
        storage,
      );
    expect(classic([deny(200), allow(100)]).verdict).toBe('met');
    expect(classic([allow(200), deny(100)]).verdict).toBe('unmet');
    expect(steps(classic([allow(100)])).at(-1)).toBe('firewall/TCP * -> Storage.westus2@443 allow');
  });

  it('a policy takes the place of classic rules (F15)', () => {
    const world = behindFirewall([], {
      firewalls: [
        firewall({ policy: { key: 'policy' }, ruleCollections: [collection(100, 'Allow network', [allowStorage])] }),
      ],
    });
    expect(judge(world, storage).verdict).toBe('unmet');
  });
});

describe('values that are open', () => {
  it.each([
    ['protocols', { protocols: OPEN }],
    ['destinations', { destinationAddresses: OPEN }],
    ['ports', { destinationPorts: OPEN }],
    ['sources', { sourceAddresses: OPEN }],
  ] as const)('%s of a network rule that would allow it make it unknown', (_, given) => {
    const finding = judge(behindFirewall([collection(100, 'Allow network', [{ ...allowStorage, ...given }])]), storage);
    expect(finding).toMatchObject({ verdict: 'unknown', explanation: { waitsFor: OPEN.unknown } });
  });

  it.each([
    ['hosts', { destinationFqdns: OPEN }],
    ['one of the hosts', { destinationFqdns: [OPEN] }],
    ['protocols', { applicationProtocols: OPEN }],
    ['URLs', { destinationFqdns: [], destinationUrls: OPEN }],
    ['FQDN tags', { destinationFqdns: [], fqdnTags: OPEN }],
    ['sources', { sourceAddresses: [OPEN] }],
  ] as const)('%s of an application rule that would allow it make it unknown', (_, given) => {
    expect(byApplication(pypi, { ...allowPypi, ...given })).toBe('unknown');
  });

  it('nothing is open where a rule before it has decided', () => {
    const open = { ...allowStorage, destinationAddresses: OPEN };
    expect(
      verdict(storage, [collection(100, 'Allow network', [allowStorage]), collection(200, 'Deny network', [open])]),
    ).toBe('met');
    expect(
      verdict(storage, [collection(100, 'Deny network', [allowStorage]), collection(200, 'Allow network', [open])]),
    ).toBe('unmet');
  });

  it('a host that the rule names stays met, whatever else it may name', () => {
    expect(byApplication(pypi, { ...allowPypi, destinationFqdns: ['pypi.org', OPEN] })).toBe('met');
  });

  it('the action, the order and the presence of a collection matter only where they decide', () => {
    const denied = collection(100, 'Deny network', [allowStorage]);
    const allowed = collection(200, 'Allow network', [allowStorage]);
    expect(verdict(storage, [{ ...allowed, action: OPEN }])).toBe('unknown');
    expect(verdict(storage, [{ ...allowed, presence: OPEN }])).toBe('unknown');
    expect(verdict(storage, [denied, { ...allowed, priority: OPEN }])).toBe('unknown');
    expect(verdict(storage, [{ ...allowed, priority: OPEN }])).toBe('met');
    expect(verdict(storage, [{ ...denied, presence: OPEN }])).toBe('unmet');
  });

  it('which of equal priorities comes first is one of them, for collections of one kind and for groups (F2)', () => {
    const denied = collection(200, 'Deny network', [allowStorage]);
    const allowed = collection(200, 'Allow network', [allowStorage]);
    for (const both of [
      [denied, allowed],
      [allowed, denied],
    ])
      expect(verdict(storage, both)).toBe('unknown');
    // What comes before both decides, and so do both where they agree or are of two kinds.
    expect(verdict(storage, [collection(100, 'Allow network', [allowStorage]), denied, allowed])).toBe('met');
    expect(verdict(storage, [allowed, { ...allowed, name: 'again' }])).toBe('met');
    expect(verdict(pypi, [denied, collection(200, 'Allow application', [allowPypi])])).toBe('met');
    const groups = (first: number, second: number) => ({
      ruleCollectionGroups: [
        ruleCollectionGroup(first, [collection(100, 'Deny network', [allowStorage])], { key: 'a' }),
        ruleCollectionGroup(second, [collection(300, 'Allow network', [allowStorage])], { key: 'b' }),
      ],
    });
    expect(verdict(storage, [], groups(100, 100))).toBe('unknown');
    expect(verdict(storage, [], groups(100, 200))).toBe('unmet');
    expect(judge(behindFirewall([denied, allowed]), storage).explanation).toMatchObject({
      waitsFor: 'which of the rule collections with priority 200 comes first',
    });
  });

  it('rules, groups and parents that the input does not show may do anything', () => {
    const allowed = [collection(200, 'Allow network', [allowStorage])];
    expect(verdict(storage, [collection(100, 'Deny network', [], { otherRules: OPEN }), ...allowed])).toBe('unknown');
    expect(verdict(storage, allowed, withPolicy({ otherGroups: OPEN }))).toBe('unknown');
    expect(verdict(storage, allowed, withPolicy({ basePolicy: OPEN }))).toBe('unknown');
    const more = { ruleCollectionGroups: [ruleCollectionGroup(200, allowed, { otherRuleCollections: OPEN })] };
    expect(verdict(storage, allowed, more)).toBe('unknown');
  });

  it('a policy that is one of two is decided where both say the same', () => {
    const either = (b: RuleCollection) =>
      verdict(storage, [], {
        firewalls: [firewall({ policy: { ...OPEN, candidates: ['a', 'b'] } })],
        firewallPolicies: [policy({ key: 'a' }), policy({ key: 'b' })],
        ruleCollectionGroups: [
          ruleCollectionGroup(100, [collection(100, 'Allow network', [allowStorage])], {
            key: 'ga',
            policy: { key: 'a' },
          }),
          ruleCollectionGroup(100, [b], { key: 'gb', policy: { key: 'b' } }),
        ],
      });
    expect(either(collection(100, 'Allow network', [networkRule('Any * -> *@*')]))).toBe('met');
    expect(either(collection(100, 'Allow network', [networkRule('TCP * -> Sql@443')]))).toBe('unknown');
  });

  it("policies that are each other's parents end where they began", () => {
    const circle = {
      firewallPolicies: [
        policy({ basePolicy: { key: 'other' } }),
        policy({ key: 'other', basePolicy: { key: 'policy' } }),
      ],
    };
    expect(verdict(storage, [collection(100, 'Allow network', [allowStorage])], circle)).toBe('met');
  });
});

describe('a firewall by itself', () => {
  it('is asked with any source (CONTRACT, "Scopes")', () => {
    const alone = (source: string) =>
      judge(
        network({
          firewallPolicies: [policy()],
          ruleCollectionGroups: [
            ruleCollectionGroup(100, [collection(100, 'Allow network', [networkRule(`TCP ${source} -> Storage@443`)])]),
          ],
        }),
        storage,
        { scope: 'policy' },
      ).verdict;
    expect(alone('*')).toBe('met');
    expect(alone('10.0.1.0/24')).toBe('unknown');
  });

  it('has a path that names group, collection and rule', () => {
    const finding = judge(behindFirewall([collection(150, 'Allow network', [allowStorage])]), storage);
    expect(finding.path.at(-1)).toMatchObject({
      leg: 'firewall',
      resource: 'group200',
      collection: 'Allow-network-150',
      rule: 'TCP * -> Storage.westus2@443',
      priority: 150,
      action: 'allow',
    });
  });
});
