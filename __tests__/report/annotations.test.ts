/** Annotations: one a line, at the deciding rule, ten of a level at most. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { annotations } from '../../src/report/annotations.js';
import { en } from '../../src/report/language/en.js';
import type { Report } from '../../src/report/report.js';
import { hostileText } from './hostile.js';
import { FINDINGS, hostileReport, REPORTS, TOO_WIDE } from './reports.js';

const { finding, DENY_INTERNET } = FINDINGS;
const base = REPORTS['pass']?.(en);
if (base === undefined) throw new Error('no fixture');
const of = (findings: Report['findings'], scopes: Report['scopes'] = base.scopes) =>
  annotations({ ...base, findings, scopes }, en);

describe('annotations', () => {
  it('are errors for required gaps, warnings for recommended ones, notices for what is undecided', () => {
    const at = (line: number) => ({
      path: [{ ...DENY_INTERNET, action: 'unknown' as const, location: { file: 'main.tf', line } }],
    });
    const found = of([
      finding(en, 'unmet', { tag: 'A' }, at(1)),
      finding(en, 'partial', { tag: 'B' }, at(2)),
      finding(en, 'unmet', { tag: 'C' }, { ...at(3), level: 'recommended' }),
      finding(en, 'unknown', { tag: 'D' }, at(4)),
      finding(en, 'unknown', { tag: 'E' }, { ...at(5), level: 'recommended' }),
      finding(en, 'met', { tag: 'F' }, at(6)),
      finding(en, 'waived', { tag: 'G' }, at(7)),
    ]);
    expect(found.map(({ level, line }) => [level, line])).toEqual([
      ['error', 1],
      ['error', 2],
      ['warning', 3],
      ['notice', 4],
    ]);
  });

  it('are notices for rules that are wider than needed, behind what is undecided and within the ten', () => {
    const at = (line: number, verdict: 'too-wide' | 'waived' = 'too-wide') =>
      TOO_WIDE.rule(verdict, { path: [{ ...TOO_WIDE.rule(verdict).path[0], location: { file: 'main.tf', line } }] });
    const undecided = (line: number) =>
      finding(
        en,
        'unknown',
        { tag: `T${line}` },
        { path: [{ ...DENY_INTERNET, action: 'unknown', location: { file: 'main.tf', line } }] },
      );
    const told = (wide: number, open: number) =>
      annotations(
        {
          ...base,
          findings: Array.from({ length: open }, (_, i) => undecided(i + 1)),
          tooWide: [at(99, 'waived'), ...Array.from({ length: wide }, (_, i) => at(101 + i))],
        },
        en,
      );
    expect(told(2, 1).map(({ level, line }) => [level, line])).toEqual([
      ['notice', 1],
      ['notice', 101],
      ['notice', 102],
    ]);
    const many = told(12, 7);
    expect(many.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 101, 102, undefined]);
    expect(many.at(-1)?.message).toBe(en.wide.moreAnnotations(10));
    expect(told(12, 30)).toHaveLength(10);
  });

  it('say of one line all its rules', () => {
    const rule = TOO_WIDE.rule('too-wide');
    const [one, ...more] = annotations({ ...base, tooWide: [rule, { ...rule, explanation: 'Another.' }] }, en);
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      level: 'notice',
      file: 'modules/net/main.tf',
      line: 44,
      title: en.wide.annotationTitle(2),
    });
    expect(one?.message.split('\n')).toHaveLength(2);
  });

  it('stand at the deciding rule, else at the scope, else nowhere, in one', () => {
    const nowhere = { id: 'b', kind: 'subnet' as const, location: null };
    const found = of(
      [
        finding(en, 'unmet', { tag: 'A' }, { path: [DENY_INTERNET] }),
        finding(en, 'unmet', { tag: 'B' }, { path: [{ ...DENY_INTERNET, location: null }] }),
        finding(en, 'unmet', { tag: 'C' }, { scope: nowhere.id }),
        finding(en, 'unmet', { tag: 'D' }, { scope: nowhere.id, path: [{ ...DENY_INTERNET, location: null }] }),
      ],
      [...base.scopes, nowhere],
    );
    expect(found.map(({ file, line }) => [file, line])).toEqual([
      ['modules/net/main.tf', 12],
      ['modules/net/main.tf', 61],
      [undefined, undefined],
    ]);
    expect(found[2]?.message).toContain('C, outbound TCP 443: missing (required) at b');
    expect(found[2]?.message).toContain('D, outbound');
    expect(found[2]?.message).toContain(en.annotationWithoutPlace);
  });

  it('tell all that is missing at one line, once for all scopes, the worst level deciding', () => {
    const path = [DENY_INTERNET];
    const found = of([
      finding(en, 'unmet', { host: 'pypi.org' }, { path, level: 'recommended' }),
      finding(en, 'unmet', { tag: 'Storage' }, { path, scope: 'a' }),
      finding(en, 'unmet', { tag: 'Storage' }, { path, scope: 'b' }),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]?.level).toBe('error');
    expect(found[0]?.title).toBe('Azure Machine Learning: 2 requirements not met and 1 recommendation not met');
    expect(found[0]?.message.split('\n')).toEqual([
      'Storage, outbound TCP 443: missing (required) at a and b',
      `pypi.org, outbound TCP 443: missing (recommended) at ${FINDINGS.TRAINING.id}`,
    ]);
  });

  it('are ten of a level at most, new gaps first, and the tenth sums up the rest', () => {
    const found = of(
      Array.from({ length: 12 }, (_, index) =>
        finding(
          en,
          'unmet',
          { tag: `T${index}` },
          {
            change: index === 11 ? 'new' : 'existing',
            path: [{ ...DENY_INTERNET, location: { file: 'main.tf', line: index + 1 } }],
          },
        ),
      ),
    );
    expect(found).toHaveLength(10);
    expect(found.map(({ line }) => line)).toEqual([12, 1, 2, 3, 4, 5, 6, 7, 8, undefined]);
    expect(found[9]?.message).toContain('3 more findings at 3 more places');
    expect(found[9]?.message.split('\n').slice(1)).toEqual(['main.tf:9', 'main.tf:10', 'main.tf:11']);
  });

  it('are ten and no more where there are exactly ten places', () => {
    const found = of(
      Array.from({ length: 10 }, (_, index) =>
        finding(
          en,
          'unmet',
          { tag: 'T' },
          { path: [{ ...DENY_INTERNET, location: { file: 'main.tf', line: index + 1 } }] },
        ),
      ),
    );
    expect(found.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('hold nothing invisible of the plan', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 26, maxLength: 26 }), (texts) => {
        let next = 0;
        for (const { title, message, file } of annotations(
          hostileReport(() => texts[next++ % texts.length] ?? ''),
          en,
        )) {
          expect(`${title}${message.replaceAll('\n', '')}${file ?? ''}`).not.toMatch(
            /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u,
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});
