/** What a change does to findings: gaps that are new, that were there, and that are closed (CONTRACT, the JSON report). */
import { describe, expect, it } from '@jest/globals';
import { compareWith } from '../../src/reachability/change.js';
import type { RawFinding } from '../../src/reachability/evaluate.js';
import type { Verdict } from '../../src/reachability/finding.js';
import { judge, toTag, training } from './builders.js';

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
    expect(compareWith([finding(after)], [finding(before)])).toMatchObject([{ verdict: after, change: expected }]);
  });

  it('is nothing where there is no network before', () => {
    expect(compareWith([finding('unmet'), finding('met')], null).map(({ change }) => change)).toEqual([null, null]);
  });

  it('is new at a scope that was not there, and for a requirement that was not asked', () => {
    const before = [finding('unmet')];
    expect(compareWith([finding('unmet', { scope: 'other' })], before)).toMatchObject([{ change: 'new' }]);
    expect(compareWith([finding('unmet', { requirement: 'other' })], before)).toMatchObject([{ change: 'new' }]);
  });

  it('keeps its order and everything else, and loses those of scopes that are gone', () => {
    const after = [finding('met', { scope: 'b' }), finding('unmet', { scope: 'a' })];
    const compared = compareWith(after, [finding('unmet', { scope: 'a' }), finding('unmet', { scope: 'gone' })]);
    expect(compared.map(({ scope, change }) => `${scope} ${change}`)).toEqual(['b new', 'a existing']);
    expect(compared).toMatchObject(after);
  });
});
