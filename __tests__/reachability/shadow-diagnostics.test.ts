/** Rules that can never match, by name and place (N1, N5, F2; issue 8, part 5), against a search through every packet of a small universe. */

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Network, SecurityRule } from '../../src/azure/model.js';
import { evaluate } from '../../src/reachability/evaluate.js';
import { ownersOnPaths } from '../../src/reachability/path-owners.js';
import { groundOf, groupClaims } from '../../src/reachability/rule-claims.js';
import { findScopes } from '../../src/reachability/scopes.js';
import { shadowDiagnostics } from '../../src/reachability/shadow-diagnostics.js';
import { shadows } from '../../src/reachability/shadowed.js';
import { buildTopology } from '../../src/reachability/topology.js';
import { said } from '../messages.js';
import {
  behindFirewall,
  collection,
  group,
  ipGroup,
  networkRule,
  OPEN,
  policy,
  rule,
  ruleCollectionGroup,
  toTag,
  training,
} from './builders.js';

function told(world: Network): readonly string[] {
  const topology = buildTopology(world);
  const { scopes } = findScopes(topology, ['training']);
  const { findings } = evaluate(topology, scopes, () => [toTag('Storage.westus2')], null);
  return shadowDiagnostics(ownersOnPaths(findings, topology), topology).map(({ message }) => said(message));
}

/** The rules of one group that never match. */
function dead(...rules: readonly SecurityRule[]): readonly string[] {
  return told(training({ rules })).map((message) => /rule (\S+): it can never match/.exec(message)?.[1] ?? message);
}

describe('a security rule that can never match', () => {
  it('is named with the rule that decides in its place, and with its own line', () => {
    const topology = buildTopology(
      training({
        rules: [
          rule(100, 'Deny Outbound * * -> Internet'),
          rule(200, 'Allow Outbound Tcp * -> Storage.westus2@443', { location: { file: 'main.tf', line: 7 } }),
        ],
      }),
    );
    const { scopes } = findScopes(topology, ['training']);
    const { findings } = evaluate(topology, scopes, () => [toTag('Storage.westus2')], null);
    expect(shadowDiagnostics(ownersOnPaths(findings, topology), topology)).toEqual([
      {
        severity: 'note',
        message:
          'nsg, rule Allow200: it can never match: rule "Deny100" comes before it and decides everything that it is about',
        location: { file: 'main.tf', line: 7 },
      },
    ]);
  });

  it.each<[string, readonly [string, string], boolean]>([
    ['the whole service before its region', ['Storage@443', 'Storage.westus2@443'], true],
    ['a region before the whole service', ['Storage.westus2@443', 'Storage@443'], false],
    ['AzureCloud before a service that lies in it (T2)', ['AzureCloud', 'AzureKeyVault.westus2@443'], true],
    ['AzureCloud before a service of which a part lies outside (T3)', ['AzureCloud', 'AzureActiveDirectory'], false],
    ['a wider prefix first', ['20.0.0.0/8', '20.1.2.0/24'], true],
    ['a narrower prefix first', ['20.1.2.0/24', '20.0.0.0/8'], false],
    ['the Internet before a public prefix', ['Internet', '20.1.2.0/24'], true],
    ['the Internet before a private prefix', ['Internet', '10.1.2.0/24'], false],
    ['the Internet before everything', ['Internet', '*'], false],
    ['everything before the Internet (N5)', ['0.0.0.0/0', 'Internet'], true],
    [
      'the network before one of its prefixes, which peerings and routes may change (T5)',
      ['VirtualNetwork', '10.0.1.0/24'],
      false,
    ],
    ['other ports', ['Storage@443', 'Storage@443,445'], false],
    ['a tag that does not exist', ['*', 'Storag'], false],
  ])('%s', (_, [first, second], isDead) => {
    expect(dead(rule(100, `Deny Outbound * * -> ${first}`), rule(200, `Allow Outbound Tcp * -> ${second}`))).toEqual(
      isDead ? ['Allow200'] : [],
    );
  });

  it('may be hidden by several together: ports, prefixes, protocols', () => {
    expect(
      dead(
        rule(100, 'Allow Outbound Tcp * -> Storage@0-1000'),
        rule(110, 'Allow Outbound * * -> Storage@1001-65535'),
        rule(120, 'Deny Outbound Tcp * -> Storage'),
        rule(130, 'Deny Outbound * * -> Storage'),
      ),
    ).toEqual(['Deny120']);
    const halves = [rule(100, 'Deny Outbound * * -> 20.0.0.0/9'), rule(110, 'Deny Outbound * * -> 20.128.0.0/9')];
    expect(told(training({ rules: [...halves, rule(120, 'Allow Outbound Tcp * -> 20.0.0.0/8')] }))).toEqual([
      'nsg, rule Allow120: it can never match: the rules "Deny100", "Deny110" come before it and decide everything that it is about',
    ]);
  });

  it('is not told of one direction by the rules of the other, or from other sources', () => {
    expect(
      dead(
        rule(100, 'Deny Inbound * * -> *'),
        rule(110, 'Deny Outbound * 10.0.1.0/24 -> *'),
        rule(120, 'Allow Outbound Tcp 10.0.1.0/24@1024-65535 -> Storage'),
        rule(130, 'Allow Outbound Tcp * -> Storage'),
      ),
    ).toEqual(['Allow120']);
  });

  it('is not told where anything is open: which rule comes first, whether it is there, what it is about', () => {
    const allow = rule(200, 'Allow Outbound Tcp * -> Storage@443');
    const deny = rule(100, 'Deny Outbound * * -> *');
    expect(dead(deny, allow)).toEqual(['Allow200']);
    expect(dead({ ...deny, priority: OPEN }, allow)).toEqual([]);
    expect(dead({ ...deny, presence: OPEN }, allow)).toEqual([]);
    expect(dead({ ...deny, protocol: OPEN }, allow)).toEqual([]);
    expect(dead({ ...deny, destinationAddressPrefixes: [OPEN, '*'] }, allow)).toEqual(['Allow200']);
    expect(dead({ ...deny, destinationAddressPrefixes: [OPEN] }, allow)).toEqual([]);
    expect(dead(deny, { ...allow, destinationPortRanges: OPEN })).toEqual([]);
    expect(dead({ ...deny, sourceApplicationSecurityGroups: true }, allow)).toEqual([]);
    expect(dead(deny, { ...allow, sourceApplicationSecurityGroups: true })).toEqual(['Allow200']);
  });

  it('is told only of groups that decide something at a checked place', () => {
    const rules = [rule(100, 'Deny Outbound * * -> *'), rule(200, 'Allow Outbound Tcp * -> Storage')];
    const elsewhere = group(rules, { key: 'elsewhere' });
    expect(told(training({ rules: [], networkSecurityGroups: [elsewhere] }))).toEqual([]);
  });

  it('agrees with a search through every packet', () => {
    const fields = ['*', '20.0.0.0/30', '20.0.0.0/31', '20.0.0.2/31', '20.0.0.1', '20.0.0.1-20.0.0.2'];
    const ports = ['*', '1', '2', '1-2', '1-65535', '0-1'];
    const arbitrary = fc.record({
      protocol: fc.constantFrom('*', 'Tcp', 'Udp'),
      near: fc.constantFrom('*', '10.0.1.0/25', '10.0.1.128/25'),
      far: fc.constantFrom(...fields),
      port: fc.constantFrom(...ports),
    });
    const matches = ({ protocol, near, far, port }: { protocol: string; near: string; far: string; port: string }) => {
      const hits = new Set<string>();
      for (const p of ['Tcp', 'Udp', 'Esp'])
        for (const s of ['10.0.1.0/25', '10.0.1.128/25', 'other'])
          for (const d of [0, 1, 2, 3, 9])
            for (const n of [0, 1, 2, 3]) {
              const inFar =
                far === '*' ||
                (far === '20.0.0.0/30' && d < 4) ||
                (far === '20.0.0.0/31' && d < 2) ||
                (far === '20.0.0.2/31' && (d === 2 || d === 3)) ||
                (far === '20.0.0.1' && d === 1) ||
                (far === '20.0.0.1-20.0.0.2' && (d === 1 || d === 2));
              const inPort =
                port === '*' ||
                (port === '1' && n === 1) ||
                (port === '2' && n === 2) ||
                (port === '1-2' && (n === 1 || n === 2)) ||
                (port === '1-65535' && n >= 1) ||
                (port === '0-1' && n <= 1);
              if ((protocol === '*' || protocol === p) && (near === '*' || near === s) && inFar && inPort)
                hits.add([p, s, d, n].join());
            }
      return hits;
    };
    fc.assert(
      fc.property(fc.array(arbitrary, { minLength: 2, maxLength: 8 }), (drawn) => {
        const rules = drawn.map((one, i) =>
          rule(100 + i, `Deny Outbound ${one.protocol} ${one.near} -> ${one.far}@${one.port}`),
        );
        const ground = groundOf(buildTopology(training({ rules })));
        const claims = groupClaims(group(rules), 'Outbound', ground);
        const mine = (shadows(claims.map(({ claim }) => claim)) ?? []).map(({ rule: at }) => at);
        const seen = new Set<string>();
        const expected = drawn.flatMap((one, i) => {
          const fresh = [...matches(one)].filter((packet) => !seen.has(packet));
          for (const packet of fresh) seen.add(packet);
          return fresh.length === 0 ? [i] : [];
        });
        expect(mine).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a network rule of a firewall that can never match', () => {
  it('is named after the rules of its parents and of earlier collections (F2)', () => {
    const world = behindFirewall(
      [
        collection(200, 'Allow network', [
          networkRule('TCP * -> Storage@443'),
          networkRule('TCP * -> AzureKeyVault@443'),
        ]),
      ],
      {
        firewallPolicies: [policy({ basePolicy: { key: 'parent' } }), policy({ key: 'parent' })],
        ruleCollectionGroups: [
          ruleCollectionGroup(300, [collection(200, 'Deny network', [networkRule('Any * -> Storage@*')])], {
            key: 'base',
            policy: { key: 'parent' },
          }),
          ruleCollectionGroup(200, [
            collection(200, 'Allow network', [
              networkRule('TCP * -> Storage.westus2@443', { name: 'storage' }),
              networkRule('TCP * -> AzureKeyVault@443', { name: 'vault' }),
              networkRule('TCP * -> AzureKeyVault.westus2@443', { name: 'twice' }),
            ]),
          ]),
        ],
      },
    );
    expect(told(world)).toEqual([
      'group200, rule storage: it can never match: rule "Any * -> Storage@*" comes before it and decides everything that it is about',
      'group200, rule twice: it can never match: rule "vault" comes before it and decides everything that it is about',
    ]);
  });

  it('is judged by the addresses of IP groups, and not where they are open', () => {
    const rules = [
      networkRule('TCP 10.0.0.0/8 -> 20.0.0.0/8@443', { name: 'wide' }),
      networkRule('TCP  -> 20.1.0.0/16@443', { name: 'narrow', sourceIpGroups: [{ key: 'spokes' }] }),
    ];
    const world = (addresses: readonly string[] | typeof OPEN) =>
      behindFirewall([collection(200, 'Allow network', rules)], { ipGroups: [ipGroup('spokes', addresses)] });
    expect(told(world(['10.1.0.0/16']))).toHaveLength(1);
    expect(told(world(['192.168.0.0/16']))).toEqual([]);
    expect(told(world(OPEN))).toEqual([]);
  });

  it('is not told of a rule with host names, nor by one (F10)', () => {
    const named = networkRule('TCP * -> @443', {
      name: 'named',
      destinationAddresses: [],
      destinationFqdns: ['a.example'],
    });
    const plain = networkRule('TCP * -> 20.0.0.0/8@443', { name: 'plain' });
    expect(told(behindFirewall([collection(200, 'Allow network', [networkRule('Any * -> *@*'), named])]))).toEqual([]);
    expect(told(behindFirewall([collection(200, 'Allow network', [named, plain])]))).toEqual([]);
  });
});

describe('very many rules', () => {
  it('are told of in time, however they overlap', () => {
    const same = Array.from({ length: 4000 }, (_, i) => rule(100 + i, 'Allow Outbound Tcp * -> Storage@443'));
    expect(told(training({ rules: same }))).toHaveLength(21);
    const crossed = Array.from({ length: 4000 }, (_, i) => rule(100 + i, `Allow Outbound Tcp * -> *@${i}-${i + 4001}`));
    expect(told(training({ rules: crossed })).at(-1)).toContain('1 lists of rules of 2');
  });
});
