/** Security groups against the packet simulator: N1-N10, N16, T1-T6, with service tags by their facts and with values that are hidden. */

import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { msg } from '../../src/azure/message.js';
import type { SecurityRule } from '../../src/azure/model.js';
import { unknown } from '../../src/azure/value.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import { groupedNetwork, securityRules } from './arbitraries.js';
import type { World } from './packet.js';
import { asked, INBOUND, NEAR, OUTBOUND, PRIVATE } from './places.js';
import { answer, isSound, overWorlds } from './questions.js';
import { agree, engine, forAll, tally } from './run.js';
import { FIELDS, hide, show } from './worlds.js';

const anyRequirement = fc.constantFrom(...OUTBOUND, ...INBOUND, ...INBOUND, ...INBOUND, PRIVATE, PRIVATE);

/** A requirement, and rules for a subnet's group and a network interface's that have something to do with it. */
const rulesFor = (maxLength: number, minLength = 0) =>
  anyRequirement.chain((requirement) =>
    fc.record({
      requirement: fc.constant(requirement),
      rules: securityRules(requirement, maxLength).filter(({ length }) => length >= minLength),
    }),
  );

const onSubnet = (rules: readonly SecurityRule[]): World => ({
  network: groupedNetwork(rules),
  subnet: 'training',
  networkInterface: null,
  publicIp: false,
});

const known = tally('security groups, all known');
const blind = tally('security groups, one value hidden');
const blinder = tally('security groups, several values hidden');

afterAll(() => console.info([known, blind, blinder].map(({ line }) => line()).join('\n')));

describe('security groups agree with a packet at a time', () => {
  it('on a subnet (N1-N6, N10, T1-T6)', () => {
    forAll(0.5, rulesFor(8), ({ requirement, rules }) => {
      const world = onSubnet(rules);
      const finding = engine(world.network, 'training', requirement);
      known.count(finding.verdict);
      agree(finding, answer(world, asked(requirement)));
    });
  });

  it('on a subnet and a network interface: both must allow (N7)', () => {
    const both = anyRequirement.chain((requirement) =>
      fc.tuple(fc.constant(requirement), fc.option(securityRules(requirement, 4)), securityRules(requirement, 4)),
    );
    forAll(0.2, both, ([requirement, subnetRules, interfaceRules]) => {
      const world: World = {
        network: groupedNetwork(subnetRules, interfaceRules),
        subnet: 'training',
        networkInterface: 'nic',
        publicIp: false,
      };
      const finding = engine(world.network, 'nic', requirement);
      known.count(finding.verdict);
      agree(finding, answer(world, asked(requirement, NEAR.slice(0, 1))));
    });
  });
});

describe('security groups with values that the input leaves open', () => {
  it('one hidden value: the verdict is the one that holds whatever it is', () => {
    const arbitrary = fc.tuple(rulesFor(5, 1), fc.nat(99), fc.constantFrom(...FIELDS));
    forAll(0.2, arbitrary, ([{ requirement, rules }, pick, field]) => {
      if (field === 'publicPrefix' && requirement === PRIVATE) return;
      const question = asked(requirement);
      const shown = hide(show(rules), pick % rules.length, field, question);
      const finding = engine(onSubnet(shown.rules).network, 'training', requirement);
      blind.count(finding.verdict);
      const answers = shown.worlds.map((world) => answer(onSubnet(world), question));
      expect([...overWorlds(answers)]).toContain(finding.verdict);
    });
  });

  it('several hidden values: a verdict that is sure is so in every network they may make', () => {
    const picks = fc.uniqueArray(fc.tuple(fc.nat(99), fc.constantFrom(...FIELDS)), { minLength: 2, maxLength: 2 });
    forAll(0.1, fc.tuple(rulesFor(5, 2), picks), ([{ requirement, rules }, chosen]) => {
      const question = asked(requirement);
      const indices = new Set(chosen.map(([pick]) => pick % rules.length));
      if (indices.size < chosen.length || requirement === PRIVATE) return;
      const shown = chosen.reduce(
        (state, [pick, field]) => hide(state, pick % rules.length, field, question),
        show(rules),
      );
      const finding = engine(onSubnet(shown.rules).network, 'training', requirement);
      blinder.count(finding.verdict);
      const answers = shown.worlds.map((world) => answer(onSubnet(world), question));
      expect({ verdict: finding.verdict, sound: isSound(finding.verdict, answers) }).toEqual({
        verdict: finding.verdict,
        sound: true,
      });
    });
  });

  it('rules that the input may not show can only come before what has not decided yet', () => {
    forAll(0.03, rulesFor(4), ({ requirement, rules }) => {
      const question = asked(requirement);
      const shown = otherRules(rules, requirement);
      const finding = engine(shown.network, 'training', requirement);
      blind.count(finding.verdict);
      const answers = shown.worlds.map((world) => answer(onSubnet(world), question));
      expect([...overWorlds(answers)]).toContain(finding.verdict);
    });
  });
});

/** A group of which rules may be missing: none is, or one that allows or denies everything at any free priority. */
function otherRules(rules: readonly SecurityRule[], requirement: Requirement) {
  const network = groupedNetwork(rules);
  const [group] = network.networkSecurityGroups;
  if (group === undefined) throw new Error('the network has a group');
  const direction = requirement.direction === 'outbound' ? 'Outbound' : 'Inbound';
  const taken = new Set(rules.filter((rule) => rule.direction === direction).map(({ priority }) => priority));
  const free = Array.from({ length: 3997 }, (_, i) => 100 + i).filter((priority) => !taken.has(priority));
  const gaps = free.filter((priority) => !free.includes(priority - 1));
  const extra = (priority: number, access: 'Allow' | 'Deny'): SecurityRule => ({
    name: 'not-shown',
    priority,
    access,
    direction,
    protocol: '*',
    sourcePortRanges: ['*'],
    destinationPortRanges: ['*'],
    sourceAddressPrefixes: ['*'],
    destinationAddressPrefixes: ['*'],
    sourceApplicationSecurityGroups: false,
    destinationApplicationSecurityGroups: false,
    location: null,
  });
  return {
    network: {
      ...network,
      networkSecurityGroups: [{ ...group, otherRules: unknown(msg`rules that the test does not show`) }],
    },
    worlds: [
      rules,
      ...gaps.flatMap((priority) => (['Allow', 'Deny'] as const).map((access) => [...rules, extra(priority, access)])),
    ],
  };
}
