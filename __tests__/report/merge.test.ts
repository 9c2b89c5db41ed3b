/** Several reports as one: nothing lost, nothing twice, the same bytes in any order, and no report file believed that is none. */

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { english } from '../../src/azure/message.js';
import type { Finding } from '../../src/reachability/finding.js';
import { exitStatus } from '../../src/report/conclusion.js';
import { renderJson } from '../../src/report/json.js';
import { en } from '../../src/report/language/en.js';
import { type Merged, mergeReports } from '../../src/report/merge.js';
import { reportReader } from '../../src/report/read-report.js';
import type { Report } from '../../src/report/report.js';
import { gapReport, passReport } from '../reports.js';
import { hostileText } from './hostile.js';
import { hostileReport, REPORTS, TOO_WIDE } from './reports.js';

const read = await reportReader();

function merged(
  reports: Readonly<Record<string, Report>>,
  failOn: Parameters<typeof mergeReports>[1]['failOn'] = 'required',
): Report {
  const result: Merged = mergeReports(
    Object.entries(reports).map(([name, report]) => ({ name, report })),
    { failOn, version: '9.9.9', say: english },
  );
  if ('problem' in result) throw new Error(`${result.name}: ${result.problem}`);
  return result.report;
}

/** A report about another subnet. */
function elsewhere(report: Report, id: string, line = 90): Report {
  return {
    ...report,
    scopes: report.scopes.map((scope) => ({ ...scope, id, location: { file: 'main.tf', line } })),
    findings: report.findings.map((finding) => ({ ...finding, scope: id })),
  };
}

/** A report that knows no places. */
function placeless(report: Report): Report {
  return { ...report, scopes: report.scopes.map((scope) => ({ ...scope, location: null })) };
}

const verdicts = ({ findings }: Report): readonly string[] =>
  findings.map(({ scope, tag, host, verdict }) => `${scope} ${tag ?? host} ${verdict}`);

describe('merging', () => {
  it('of one report concludes it anew and changes nothing else but the version', () => {
    const report = gapReport();
    const once = merged({ a: { ...report, conclusion: 'pass', missing: { tags: [], hosts: ['x'] } } });
    expect(once).toEqual({ ...report, tool: { name: 'azureml-network-check', version: '9.9.9' } });
  });

  it('joins the scopes, findings and missing names of all', () => {
    const report = merged({ a: gapReport(), b: elsewhere(passReport(), 'azurerm_subnet.b') });
    expect(report.scopes.map(({ id }) => id)).toEqual(['module.net.azurerm_subnet.training', 'azurerm_subnet.b']);
    expect(report.findings).toHaveLength(3);
    expect(report).toMatchObject({ conclusion: 'fail', missing: { tags: ['Storage.westus2'], hosts: [] } });
  });

  it('gives the same bytes in whatever order the reports come', () => {
    const all = {
      a: gapReport(),
      b: elsewhere(passReport(), 'x'),
      c: placeless(gapReport()),
      d: REPORTS['everything']?.(en),
    };
    const some = Object.entries(all).flatMap(([name, report]) =>
      report === undefined ? [] : [[name, { ...report, edition: '2026-03' }] as const],
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(some, { minLength: some.length }), (shuffled) => {
        expect(renderJson(merged(Object.fromEntries(shuffled)))).toBe(renderJson(merged(Object.fromEntries(some))));
      }),
    );
  });

  it('is judged by fail-on of the merge', () => {
    const report = merged({ a: gapReport(), b: passReport() }, 'new');
    expect([report.conclusion, exitStatus(report, 'new'), exitStatus(report, 'required')]).toEqual(['pass', 0, 1]);
  });

  it('knows a scope of two reports as one where it is declared at one place, the worst verdict standing', () => {
    const better = gapReport();
    const met: Finding[] = better.findings.map((finding) => ({ ...finding, verdict: 'met', uncovered: [] }));
    const report = merged({ a: { ...better, findings: met }, b: gapReport() });
    expect(report.scopes).toHaveLength(1);
    expect(verdicts(report)).toEqual(verdicts(gapReport()));
    expect(report.diagnostics).toEqual([
      { severity: 'warning', message: expect.stringContaining('do not agree'), location: null },
    ]);
  });

  it('keeps two subnets of one name apart, by the names of their reports', () => {
    const report = merged({ 'eu/report.json': placeless(gapReport()), 'us/report.json': placeless(passReport()) });
    expect(report.scopes.map(({ id }) => id)).toEqual([
      'eu/report.json: module.net.azurerm_subnet.training',
      'us/report.json: module.net.azurerm_subnet.training',
    ]);
    expect(new Set(report.findings.map(({ scope }) => scope)).size).toBe(2);
    const places = merged({ a: gapReport(), b: elsewhere(passReport(), 'module.net.azurerm_subnet.training', 7) });
    expect(places.scopes).toHaveLength(2);
  });

  it('says once what two reports say alike', () => {
    const note = { severity: 'warning', message: 'x', location: null } as const;
    const one = { ...placeless(gapReport()), diagnostics: [note] };
    const report = merged({ a: one, b: one });
    expect([report.scopes.length, report.findings.length, report.diagnostics]).toEqual([1, 2, [note]]);
  });

  it('tells of region and HBI what all have, and of features the strongest', () => {
    const report = gapReport();
    const other = {
      ...report,
      context: { cloud: 'china', region: 'chinaeast2', hbi: true, features: { python: 'required', r: 'recommended' } },
    } as const;
    expect(merged({ a: report, b: other })).toMatchObject({
      context: { cloud: 'public', region: null, hbi: true, features: { python: 'required', r: 'recommended' } },
      diagnostics: [{ message: expect.stringContaining('several clouds (china, public)') }],
    });
  });

  it('refuses reports of two editions, and none at all', () => {
    const mixed = mergeReports(
      [
        { name: 'a', report: gapReport() },
        { name: 'b', report: { ...gapReport(), edition: '2026-03' } },
      ],
      { failOn: 'required', version: '1', say: english },
    );
    expect(mixed).toMatchObject({
      name: 'b',
      problem: expect.stringContaining('is of edition 2026-03, and a of 2021-11'),
    });
    expect(mergeReports([], { failOn: 'required', version: '1', say: english })).toMatchObject({
      problem: expect.stringContaining('no report'),
    });
  });

  it('grows linearly with the number of reports that share names', () => {
    const many = Object.fromEntries(
      Array.from({ length: 2000 }, (_, at) => [`r${at}`, elsewhere(gapReport(), 'azurerm_subnet.same', at + 1)]),
    );
    const begun = performance.now();
    expect(merged(many).scopes).toHaveLength(2000);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});

describe('merging rules that are too wide', () => {
  const with_ = (report: Report, ...tooWide: Report['tooWide']): Report => ({ ...report, tooWide });
  const here = passReport().scopes[0]?.id ?? '';
  const wide = TOO_WIDE.rule('too-wide', { scope: here, scopes: [here] });

  it('tells one rule once, with the scopes of all and the worst of its verdicts', () => {
    const there = { ...wide, scope: 'b', scopes: ['b'] };
    const report = merged({
      a: with_(passReport(), { ...wide, verdict: 'waived' }),
      b: with_(elsewhere(passReport(), 'b'), there),
    });
    expect(report.tooWide).toEqual([{ ...there, scope: here, scopes: [here, 'b'] }]);
    const [step] = wide.path;
    const other = { ...wide, path: [{ ...step, rule: 'Another' }] as const };
    expect(merged({ a: with_(passReport(), wide), b: with_(passReport(), other) }).tooWide).toHaveLength(2);
  });

  it('calls their scopes what the merged report calls them', () => {
    const report = merged({
      'a.json': with_(placeless(gapReport()), wide),
      'b.json': with_(placeless(passReport()), { ...wide, path: [{ ...wide.path[0], location: null }] }),
    });
    expect(report.scopes.map(({ id }) => id)).toEqual([`a.json: ${here}`, `b.json: ${here}`]);
    expect(report.tooWide.map(({ scope, scopes }) => [scope, scopes])).toEqual([
      [`a.json: ${here}`, [`a.json: ${here}`]],
      [`b.json: ${here}`, [`b.json: ${here}`]],
    ]);
  });

  it('fails by them under too-wide alone', () => {
    const reports = { a: with_(passReport(), wide) };
    expect(merged(reports, 'recommended').conclusion).toBe('pass');
    expect(merged(reports, 'too-wide').conclusion).toBe('fail');
    expect(exitStatus(merged(reports), 'too-wide')).toBe(1);
  });
});

describe('reading a report back', () => {
  it.each(Object.keys(REPORTS))('gives %s as it was written', (name) => {
    const report = REPORTS[name]?.(en);
    if (report === undefined) throw new Error('no fixture');
    const result = read(renderJson(report));
    if ('problem' in result) throw new Error(result.problem);
    expect(renderJson(result.report)).toBe(renderJson(report));
  });

  it('gives back whatever text a report holds', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 26, maxLength: 26 }), (texts) => {
        let next = 0;
        const report = hostileReport(() => texts[next++ % texts.length] ?? '');
        expect(read(renderJson(report))).toEqual({ report, isBeforeTooWide: false });
      }),
      { numRuns: 100 },
    );
  });

  it('reads one of a time before rules that are too wide were told, and says that it is', () => {
    const { tooWide, ...earlier } = gapReport();
    expect(tooWide).toEqual([]);
    expect(read(JSON.stringify(earlier))).toEqual({ report: gapReport(), isBeforeTooWide: true });
  });

  it.each([
    ['another kind', { requirement: 'too-wide-whatever' }],
    ['another level', { level: 'required' }],
    ['a verdict of findings', { verdict: 'unmet' }],
    ['no step', { path: [] }],
    ['two steps', { path: [TOO_WIDE.rule('waived').path[0], TOO_WIDE.rule('waived').path[0]] }],
  ])('refuses a rule that is too wide with %s', (_, change) => {
    const report = { ...gapReport(), tooWide: [{ ...TOO_WIDE.rule('too-wide'), ...change }] };
    expect(read(JSON.stringify(report))).toEqual({ problem: expect.stringContaining('/tooWide/0') });
  });

  it('drops what it does not know, prototypes too', () => {
    const odd = JSON.stringify(gapReport()).replace('{', '{"__proto__":{"polluted":1},"later":[{"deep":{}}],');
    const result = read(odd);
    expect(result).toEqual({ report: gapReport(), isBeforeTooWide: false });
    expect('report' in result && Object.keys(result.report)).not.toContain('__proto__');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  const [unmet] = gapReport().findings;
  it.each([
    ['nothing', ''],
    ['no JSON', '{"schemaVersion": 1'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a plan', '{"format_version":"1.2","planned_values":{}}'],
    ['another version', JSON.stringify({ ...gapReport(), schemaVersion: 2 })],
    ['another tool', JSON.stringify({ ...gapReport(), tool: { name: 'x', version: '1' } })],
    ['findings that are no list', JSON.stringify({ ...gapReport(), findings: {} })],
    ['a verdict of its own', JSON.stringify({ ...gapReport(), findings: [{ ...unmet, verdict: 'fine' }] })],
    [
      'a leg called __proto__',
      JSON.stringify({ ...gapReport(), findings: [{ ...unmet, path: [{ ...unmet?.path[0], leg: '__proto__' }] }] }),
    ],
    ['a number for a text', JSON.stringify({ ...gapReport(), findings: [{ ...unmet, scope: 7 }] })],
    [
      'a line of zero',
      JSON.stringify({ ...gapReport(), scopes: [{ id: 'x', kind: 'subnet', location: { file: 'x', line: 0 } }] }),
    ],
    [
      'an infinite priority',
      JSON.stringify({ ...gapReport(), findings: [unmet] }).replace('"priority":4000', '"priority":1e999'),
    ],
    ['neither tag nor host', JSON.stringify({ ...gapReport(), findings: [{ ...unmet, tag: null }] })],
    ['tag and host', JSON.stringify({ ...gapReport(), findings: [{ ...unmet, host: 'x' }] })],
    ['depth', '['.repeat(2_000_000)],
    [
      'depth inside',
      JSON.stringify({ ...gapReport(), diagnostics: [] }).replace(
        '"diagnostics":[]',
        `"diagnostics":${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      ),
    ],
  ])('refuses %s in one line', (_, text) => {
    expect(read(text)).toEqual({
      problem: expect.stringMatching(/^is not (JSON|a report of azureml-network-check): [^\n]{1,400}$/),
    });
  });
});
