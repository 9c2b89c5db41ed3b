/** Security groups where values are open: a verdict holds only if it holds either way (DESIGN, three values; CONTRACT, "Source ports"). */
import { describe, expect, it } from '@jest/globals';
import type { SecurityRule } from '../../src/azure/model.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import { group, judge, network, OPEN, rule, steps, toTag, training } from './builders.js';

const storage = toTag('Storage.westus2');
const denyAll = rule(4096, 'Deny Outbound * * -> *');
const denyInternet = rule(4000, 'Deny Outbound * * -> Internet');

function verdict(asked: Requirement, ...rules: readonly SecurityRule[]): string {
  return judge(training({ rules }), asked).verdict;
}

describe('values that are open', () => {
  const allowStorage = rule(100, 'Allow Outbound Tcp * -> Storage.westus2@443');
  const denyStorage = rule(100, 'Deny Outbound Tcp * -> Storage.westus2@443');

  it.each([
    ['destinations', { destinationAddressPrefixes: OPEN }],
    ['one of the destinations', { destinationAddressPrefixes: [OPEN] }],
    ['sources', { sourceAddressPrefixes: OPEN }],
    ['ports', { destinationPortRanges: OPEN }],
    ['one of the ports', { destinationPortRanges: ['80', OPEN] }],
    ['source ports', { sourcePortRanges: OPEN }],
    ['the protocol', { protocol: OPEN }],
    ['the direction', { direction: OPEN }],
    ['the access', { access: OPEN }],
    ['the priority', { priority: OPEN }],
    ['whether it is there', { presence: OPEN }],
  ] as const)('%s of an allow above a deny make it unknown, and the value is named', (_, given) => {
    const finding = judge(
      training({ rules: [{ ...allowStorage, ...given }, rule(200, 'Deny Outbound * * -> *')] }),
      storage,
    );
    expect(finding.verdict).toBe('unknown');
    expect(finding.explanation).toMatchObject({ kind: 'unknown-value', waitsFor: OPEN.unknown });
    expect(finding.path.find(({ action }) => action === 'unknown')).toMatchObject({ waitsFor: OPEN.unknown });
  });

  it.each([
    ['a rule above it allows it', rule(90, 'Allow Outbound * * -> Storage'), 'met'],
    ['a rule above it denies it', rule(90, 'Deny Outbound * * -> Storage'), 'unmet'],
  ])('nothing is open where %s: a rule that decides first has decided', (_, first, expected) => {
    expect(verdict(storage, first, { ...denyStorage, destinationAddressPrefixes: OPEN })).toBe(expected);
  });

  it('nothing is open where the rule says the same as what follows it', () => {
    expect(verdict(storage, { ...allowStorage, destinationAddressPrefixes: OPEN })).toBe('met');
    expect(verdict(storage, { ...denyStorage, destinationAddressPrefixes: OPEN }, denyAll)).toBe('unmet');
  });

  it('an open field does not matter where another one cannot match', () => {
    expect(verdict(storage, { ...denyStorage, destinationAddressPrefixes: OPEN, protocol: 'Udp' })).toBe('met');
    expect(verdict(storage, { ...denyStorage, destinationAddressPrefixes: OPEN, destinationPortRanges: ['80'] })).toBe(
      'met',
    );
    expect(verdict(storage, { ...denyStorage, sourceAddressPrefixes: ['10.9.0.0/16'], access: OPEN })).toBe('met');
  });

  it('an open priority that may come first or last is decided where both come to the same', () => {
    expect(verdict(storage, { ...denyStorage, priority: OPEN }, denyAll)).toBe('unmet');
    expect(verdict(storage, { ...allowStorage, priority: OPEN })).toBe('met');
    // It comes before the default rules for certain.
    expect(verdict(storage, { ...denyStorage, priority: OPEN })).toBe('unmet');
  });

  it('rules that the input does not show may do anything', () => {
    const world = training({
      subnet: { networkSecurityGroup: { key: 'shown-in-part' } },
      networkSecurityGroups: [group([{ ...allowStorage, priority: 200 }], { key: 'shown-in-part', otherRules: OPEN })],
    });
    expect(judge(world, storage).verdict).toBe('unknown');
  });

  it('but not before a rule of priority 100, which none can precede (N1)', () => {
    const world = training({
      subnet: { networkSecurityGroup: { key: 'shown-in-part' } },
      networkSecurityGroups: [group([{ ...allowStorage, priority: 100 }], { key: 'shown-in-part', otherRules: OPEN })],
    });
    expect(judge(world, storage).verdict).toBe('met');
  });

  it('a group that is one of two is decided where both say the same', () => {
    const either = (a: readonly SecurityRule[], b: readonly SecurityRule[] | null) =>
      judge(
        training({
          subnet: { networkSecurityGroup: { ...OPEN, candidates: ['a', b === null ? null : 'b'] } },
          networkSecurityGroups: [group(a, { key: 'a' }), group(b ?? [], { key: 'b' })],
        }),
        storage,
      ).verdict;
    expect(either([denyAll], [denyInternet])).toBe('unmet');
    expect(either([allowStorage], null)).toBe('met');
    expect(either([denyAll], null)).toBe('unknown');
    expect(either([denyAll], [])).toBe('unknown');
  });

  it('a group of which nothing is known makes everything unknown', () => {
    const world = training({ subnet: { networkSecurityGroup: OPEN } });
    expect(judge(world, storage)).toMatchObject({ verdict: 'unknown', explanation: { kind: 'unknown-rules' } });
  });
});

describe('a group by itself', () => {
  const alone = (...rules: readonly SecurityRule[]) =>
    judge(network({ networkSecurityGroups: [group(rules)] }), storage, { scope: 'nsg' }).verdict;

  it.each([
    ['*', 'met'],
    ['VirtualNetwork', 'met'],
    ['10.0.1.0/24', 'unknown'],
    ['Internet', 'unmet'],
  ])(
    'allows from %s: any address of its network may be the source, so it is %s (CONTRACT, "Source ports")',
    (source, expected) => {
      expect(alone(rule(100, `Allow Outbound Tcp ${source} -> Storage.westus2@443`), denyAll)).toBe(expected);
    },
  );

  it('needs no route and no way out', () => {
    const finding = judge(network({ networkSecurityGroups: [group([])] }), storage, { scope: 'nsg' });
    expect(steps(finding)).toEqual(['nsg/AllowInternetOutBound allow']);
  });
});

describe('a subnet whose addresses are open', () => {
  const unknownSubnet = (source: string) =>
    judge(
      training({
        rules: [rule(100, `Allow Outbound Tcp ${source} -> Storage.westus2@443`), denyAll],
        subnet: { addressPrefixes: OPEN },
      }),
      storage,
    ).verdict;

  it.each([
    ['*', 'met', 'everything'],
    ['VirtualNetwork', 'met', 'its network'],
    ['10.0.0.0/8', 'met', 'all of its network'],
    ['10.0.1.0/24', 'unknown', 'a part of its network'],
    ['192.168.0.0/16', 'unmet', 'nothing of its network'],
  ])('allowing %s is %s: that is %s', (source, expected) => {
    expect(unknownSubnet(source)).toBe(expected);
  });
});
