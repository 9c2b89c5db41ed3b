/** What a change does to findings: gaps that are new, that were there, and that are closed (CONTRACT, the JSON report). */
import { describe, expect, it } from '@jest/globals';
import { EMPTY_NETWORK } from '../../src/azure/model.js';
import { compareWith } from '../../src/reachability/change.js';
import type { RawFinding } from '../../src/reachability/evaluate.js';
import type { Verdict } from '../../src/reachability/finding.js';
import { type group, judge, rule, toTag, training } from './builders.js';

const met = judge(training({}), toTag('Storage.westus2'));

function finding(verdict: Verdict, given: Partial<RawFinding> = {}): RawFinding {
  return { ...met, verdict, ...given };
}

describe('a finding, compared with the network before', () => {
  it.each<readonly [Verdict, Verdict, string]>([
    ['met', 'unmet', 'new'],
    ['met', 'partial', 'new'],
    ['unknown', 'unmet', 'new'],
    ['unmet', 'unmet', 'existing'],
    ['partial', 'unmet', 'existing'],
    ['unmet', 'partial', 'existing'],
    ['unmet', 'met', 'fixed'],
    ['partial', 'met', 'fixed'],
    ['met', 'met', 'existing'],
    ['unknown', 'met', 'existing'],
    ['met', 'unknown', 'existing'],
  ])('%s that becomes %s is %s', (before, after, expected) => {
    expect(compareWith([finding(after)], [finding(before)], EMPTY_NETWORK)).toMatchObject([
      { verdict: after, change: expected },
    ]);
  });

  it('is nothing where there is no network before', () => {
    expect(compareWith([finding('unmet'), finding('met')], null, EMPTY_NETWORK).map(({ change }) => change)).toEqual([
      null,
      null,
    ]);
  });

  it('is new at a scope that was not there, and for a requirement that was not asked', () => {
    const before = [finding('unmet')];
    expect(compareWith([finding('unmet', { scope: 'other' })], before, EMPTY_NETWORK)).toMatchObject([
      { change: 'new' },
    ]);
    expect(compareWith([finding('unmet', { requirement: 'other' })], before, EMPTY_NETWORK)).toMatchObject([
      { change: 'new' },
    ]);
  });

  it('keeps its order and everything else, and loses those of scopes that are gone', () => {
    const after = [finding('met', { scope: 'b' }), finding('unmet', { scope: 'a' })];
    const compared = compareWith(
      after,
      [finding('unmet', { scope: 'a' }), finding('unmet', { scope: 'gone' })],
      EMPTY_NETWORK,
    );
    expect(compared.map(({ scope, change }) => `${scope} ${change}`)).toEqual(['b new', 'a existing']);
    expect(compared).toMatchObject(after);
  });

  describe('whose allowing rule is gone', () => {
    const closed = rule(4000, 'Deny Outbound * * -> Internet');
    const world = (...rules: Parameters<typeof group>[0]) => training({ rules: [...rules, closed] });
    const storage = toTag('Storage.westus2');
    const allowed = judge(world(rule(100, 'Allow Outbound Tcp * -> Storage@443')), storage);
    const denied = judge(world(), storage);

    it('says which it was, and what decides now', () => {
      expect(compareWith([denied], [allowed], world())).toMatchObject([
        {
          change: 'new',
          explanation: {
            kind: 'rule-taken-away',
            by: { rule: 'Allow100' },
            now: { kind: 'denied-by-rule', by: { rule: 'Deny4000' } },
          },
        },
      ]);
    });

    it.each([
      [
        'the rule is still there, behind another',
        world(rule(100, 'Deny Outbound Tcp * -> Storage@443', { name: 'Allow100' })),
      ],
    ])('says nothing of it where %s', (_, now) => {
      expect(compareWith([denied], [allowed], now)).toMatchObject([{ change: 'new', explanation: denied.explanation }]);
    });

    it('says nothing of default rules, which nobody can take away', () => {
      const byDefault = judge(training({ rules: [] }), storage);
      expect(compareWith([denied], [byDefault], world())).toMatchObject([{ explanation: denied.explanation }]);
    });
  });
});
