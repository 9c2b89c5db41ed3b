/** What a review says on single lines: one comment per cause, suggestions only where they fit, nothing of the input taking effect. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Remedy } from '../../src/reachability/finding.js';
import { en } from '../../src/report/language/en.js';
import { lineComments, renderLineComment } from '../../src/report/line-comments.js';
import type { Report } from '../../src/report/report.js';
import { gapReport, passReport } from '../reports.js';
import { hostileText, leaks, outsideCode } from './hostile.js';
import { hostileReport } from './reports.js';

const PLACE = { file: 'main.tf', line: 40 };

function withFindings(change: (finding: Report['findings'][number], at: number) => object, count = 1): Report {
  const report = gapReport();
  const [unmet] = report.findings;
  if (unmet === undefined) throw new Error('no finding');
  return { ...report, findings: Array.from({ length: count }, (_, at) => ({ ...unmet, ...change(unmet, at) })) };
}

function only(report: Report) {
  const { comments } = lineComments(report);
  const [comment] = comments;
  if (comment === undefined || comments.length > 1) throw new Error(`${comments.length} comments`);
  return comment;
}

const textOf = (report: Report): string => renderLineComment(only(report), PLACE, null, en).text;

const remedy = (text: string, change: Partial<Remedy> = {}): Remedy => ({
  language: 'terraform',
  text,
  location: PLACE,
  verified: true,
  ...change,
});

const rendered = (fix: Remedy, line: string | null): string =>
  renderLineComment(only(withFindings(() => ({ remedy: fix }))), PLACE, line, en).text;

describe('comments on lines', () => {
  it('are none for what is met, and one for each rule that closes something', () => {
    expect(lineComments(passReport())).toEqual({ comments: [], open: new Set() });
    const comment = only(withFindings((_, at) => ({ tag: ['Storage.westus2', 'AzureActiveDirectory'][at] }), 2));
    expect(comment.places[0]).toEqual(PLACE);
    const text = renderLineComment(comment, PLACE, null, en).text;
    expect(text).toContain('**Azure Machine Learning: 2 requirements not met**');
    expect(text).toContain('- `AzureActiveDirectory`');
  });

  it('are one for all instances of a block, and for all scopes that it closes', () => {
    const report = withFindings(
      ({ path }, at) => ({
        scope: `azurerm_subnet.s[${at}]`,
        path: path.map((step) => ({
          ...step,
          resource: `module.n["a]${at}"].azurerm_network_security_group.ml[${at}]`,
        })),
      }),
      3,
    );
    expect(textOf(report)).toContain('`azurerm_subnet.s[0]`, `azurerm_subnet.s[1]`, and `azurerm_subnet.s[2]`');
  });

  it('keep their identity when the line moves, and have another for another rule', () => {
    const at = (line: number, rule = 'DenyInternet') =>
      only(
        withFindings(({ path }) => ({
          path: path.map((step) => ({ ...step, rule, location: { file: 'main.tf', line } })),
        })),
      ).id;
    expect(at(40)).toBe(at(90));
    expect(at(40)).not.toBe(at(40, 'DenyAll'));
  });

  it('stand at the scope where the input does not tell where the rule is declared', () => {
    const report = withFindings(({ path }) => ({ path: path.map((step) => ({ ...step, location: null })) }));
    expect(only(report).places).toEqual([{ file: 'main.tf', line: 12 }]);
    expect(lineComments({ ...report, scopes: [] }).comments).toEqual([]);
  });

  it('are not made for what is undecided, which counts as open', () => {
    const { comments, open } = lineComments(withFindings(() => ({ verdict: 'unknown' })));
    expect(comments).toEqual([]);
    expect(open.size).toBe(1);
  });

  it('begin with what the change brings, then what is required', () => {
    const changes = [{ level: 'recommended' }, {}, { level: 'recommended', change: 'new' }];
    const report = withFindings(
      ({ path }, at) => ({ ...changes[at], path: path.map((step) => ({ ...step, rule: `r${at}` })) }),
      3,
    );
    expect(lineComments(report).comments.map(({ id }) => id.slice(-4, -2))).toEqual(['r2', 'r1', 'r0']);
  });

  it('stay far below what GitHub takes, and say what they leave out', () => {
    const long = withFindings((_, at) => ({ tag: `${'\u202e'.repeat(300)}${at}`, explanation: '<'.repeat(2000) }), 400);
    const text = textOf(long);
    expect(Buffer.byteLength(text)).toBeLessThan(30_000);
    expect(text).toMatch(/\n- … and \d+ more$/);
  });
});

describe('a suggestion', () => {
  it('takes the place of the same property', () => {
    expect(rendered(remedy('priority = 3990'), '    priority = 4100')).toContain(
      '```suggestion\n    priority = 3990\n```',
    );
    expect(rendered(remedy("access: 'Allow'", { language: 'bicep' }), "  access: 'Deny'")).toContain(
      "```suggestion\n  access: 'Allow'\n```",
    );
  });

  it('puts a block before a block of the same kind', () => {
    expect(rendered(remedy('security_rule {\n  name = "x"\n\n}\n'), '  security_rule {')).toContain(
      '```suggestion\n  security_rule {\n    name = "x"\n\n  }\n  security_rule {\n```',
    );
    expect(rendered(remedy('resource "azurerm_route" "b" {\n}'), 'resource "azurerm_route" "a" {')).toContain(
      '```suggestion',
    );
  });

  it.each([
    ['it was not checked', remedy('priority = 3990', { verified: false }), 'priority = 4100'],
    ['it is for another line', remedy('priority = 3990', { location: { ...PLACE, line: 41 } }), 'priority = 4100'],
    ['it is for another file', remedy('priority = 3990', { location: { ...PLACE, file: 'x.tf' } }), 'priority = 4100'],
    ['it has no place', remedy('priority = 3990', { location: null }), 'priority = 4100'],
    ['the line is another property', remedy('priority = 3990'), 'access = "Deny"'],
    ['the line is not known', remedy('priority = 3990'), null],
    ['the line begins another block', remedy('security_rule {\n}'), 'resource "azurerm_network_security_group" "x" {'],
    ['the line begins another type', remedy('resource "azurerm_route" "b" {\n}'), 'resource "azurerm_subnet" "a" {'],
    ['the line would come back changed', remedy('security_rule {\n}'), '\tsecurity_rule {'],
    ['the text is no plain code', remedy('priority = 3990 # \u202e'), 'priority = 4100'],
  ])('is not made where %s', (_, fix, line) => {
    const text = rendered(fix, line);
    expect(text).not.toContain('suggestion');
    expect(text).toMatch(/```(hcl|bicep)\n/);
  });
});

describe('hostile names', () => {
  it('take no effect in a comment on a line', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 26, maxLength: 26 }), hostileText, (texts, line) => {
        let next = 0;
        const report = hostileReport(() => texts[next++ % texts.length] ?? '');
        for (const comment of lineComments(report).comments) {
          const [place] = comment.places;
          if (place === undefined) throw new Error('no place');
          for (const each of outsideCode(renderLineComment(comment, place, line, en).text))
            expect(leaks(each)).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
