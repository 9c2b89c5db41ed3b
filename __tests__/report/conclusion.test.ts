/** Conclusion and exit status: CONTRACT, "Decisions", as a table. */
import { describe, expect, it } from '@jest/globals';
import type { Finding, TooWide, Verdict } from '../../src/reachability/finding.js';
import { concludeReport, counts, exitStatus, type FailOn, missing } from '../../src/report/conclusion.js';
import { en } from '../../src/report/language/en.js';
import type { Level } from '../../src/requirements/requirement.js';
import { FINDINGS, TOO_WIDE } from './reports.js';

const FAIL_ON: readonly FailOn[] = ['required', 'recommended', 'too-wide', 'unknown', 'new', 'never'];
const CHANGES: readonly Finding['change'][] = ['new', 'existing', 'fixed', null];

const make = (level: Level, verdict: Verdict, change: Finding['change'], name = 'Storage'): Finding =>
  FINDINGS.finding(en, verdict, { tag: name }, { level, change });

/** One letter per value of `fail-on`, in the order of FAIL_ON: Fail, Unknown, Pass; then the exit status likewise. */
const TABLE: readonly (readonly [
  Level,
  Verdict,
  conclusionIfNew: string,
  conclusionOtherwise: string,
  exitIfNew: string,
  exitOtherwise: string,
])[] = [
  ['required', 'unmet', 'FFFFFF', 'FFFFPF', '111110', '111100'],
  ['required', 'partial', 'FFFFFF', 'FFFFPF', '111110', '111100'],
  ['required', 'unknown', 'UUUUUU', 'UUUUUU', '000100', '000100'],
  ['required', 'met', 'PPPPPP', 'PPPPPP', '000000', '000000'],
  ['required', 'waived', 'PPPPPP', 'PPPPPP', '000000', '000000'],
  ['required', 'not-applicable', 'PPPPPP', 'PPPPPP', '000000', '000000'],
  ['recommended', 'unmet', 'PFFPPP', 'PFFPPP', '011000', '011000'],
  ['recommended', 'partial', 'PFFPPP', 'PFFPPP', '011000', '011000'],
  ['recommended', 'unknown', 'PPPPPP', 'PPPPPP', '000000', '000000'],
  ['recommended', 'met', 'PPPPPP', 'PPPPPP', '000000', '000000'],
  ['recommended', 'waived', 'PPPPPP', 'PPPPPP', '000000', '000000'],
  ['recommended', 'not-applicable', 'PPPPPP', 'PPPPPP', '000000', '000000'],
];

const conclusions = (findings: readonly Finding[]): string =>
  FAIL_ON.map((failOn) => concludeReport({ findings, tooWide: [] }, failOn).charAt(0).toUpperCase()).join('');
const exits = (findings: readonly Finding[]): string =>
  FAIL_ON.map((failOn) => String(exitStatus({ findings, tooWide: [] }, failOn))).join('');

describe('the conclusion', () => {
  for (const [level, verdict, ifNew, otherwise, exitIfNew, exitOtherwise] of TABLE) {
    it.each(CHANGES)(
      `of one ${level} finding that is ${verdict} and whose change is %s follows the table`,
      (change) => {
        const findings = [make(level, verdict, change)];
        expect(conclusions(findings)).toBe(change === 'new' ? ifNew : otherwise);
        expect(exits(findings)).toBe(change === 'new' ? exitIfNew : exitOtherwise);
      },
    );
  }

  it('of no finding at all is pass, with exit status 0', () => {
    expect(conclusions([])).toBe('PPPPPP');
    expect(exits([])).toBe('000000');
  });

  it('is fail before unknown, whichever comes first', () => {
    const both = [make('required', 'unknown', null), make('required', 'unmet', 'new')];
    expect(conclusions(both)).toBe('FFFFFF');
    expect(conclusions(both.toReversed())).toBe('FFFFFF');
  });

  it('with fail-on new is unknown where an old gap stands beside something undecided', () => {
    expect(conclusions([make('required', 'unmet', 'existing'), make('required', 'unknown', 'existing')])).toBe(
      'FFFFUF',
    );
  });

  it('is unknown for a recommended gap beside an undecided requirement, unless recommended gaps count', () => {
    const findings = [make('recommended', 'unmet', 'new'), make('required', 'unknown', null)];
    expect(conclusions(findings)).toBe('UFFUUU');
    expect(exits(findings)).toBe('011100');
  });
});

describe('a rule that is wider than needed', () => {
  const wide = (verdict: TooWide['verdict']) => ({
    findings: [make('required', 'met', null)],
    tooWide: [TOO_WIDE.rule(verdict)],
  });
  const told = (verdict: TooWide['verdict']) =>
    FAIL_ON.map(
      (failOn) =>
        `${concludeReport(wide(verdict), failOn).charAt(0).toUpperCase()}${exitStatus(wide(verdict), failOn)}`,
    );

  it('fails under too-wide and nowhere else: not under recommended', () => {
    expect(told('too-wide').join(' ')).toBe('P0 P0 F1 P0 P0 P0');
  });

  it.each(['waived', 'met'] as const)('fails nowhere where it is %s', (verdict) => {
    expect(told(verdict).join(' ')).toBe('P0 P0 P0 P0 P0 P0');
  });

  it('is none of what is missing', () => {
    expect(missing(wide('too-wide').findings)).toEqual({ tags: [], hosts: [] });
  });
});

describe('missing', () => {
  it('lists what is unmet or partial in any scope and of either level, each once, sorted by code unit', () => {
    const findings = [
      make('required', 'unmet', null, 'Storage'),
      make('recommended', 'partial', null, 'AzureMonitor'),
      make('required', 'partial', 'existing', 'Storage'),
      make('required', 'unknown', null, 'AzureKeyVault'),
      make('required', 'waived', null, 'AzureActiveDirectory'),
      FINDINGS.finding(en, 'unmet', { host: 'pypi.org' }, {}),
      FINDINGS.finding(en, 'unmet', { host: '*.anaconda.org' }, {}),
      FINDINGS.finding(en, 'met', { host: 'ghcr.io' }, {}),
    ];
    expect(missing(findings)).toEqual({ tags: ['AzureMonitor', 'Storage'], hosts: ['*.anaconda.org', 'pypi.org'] });
  });
});

describe('counts', () => {
  it('has a number for every verdict, 0 too', () => {
    expect(
      counts([make('required', 'unmet', null), make('recommended', 'unmet', null), make('required', 'met', null)]),
    ).toEqual({
      met: 1,
      partial: 0,
      unmet: 2,
      unknown: 0,
      waived: 0,
      'not-applicable': 0,
    });
  });
});
