/** SARIF: valid, placed where the rule is declared, the same alert in every run, and nothing in it that a viewer would obey. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { en } from '../../src/report/language/en.js';
import { fr } from '../../src/report/language/fr.js';
import { ko } from '../../src/report/language/ko.js';
import type { Report } from '../../src/report/report.js';
import { renderSarif, SARIF_LIMITS } from '../../src/report/sarif.js';
import { artifactUri, sarifText } from '../../src/report/sarif-text.js';
import { golden } from './golden.js';
import { hostileText } from './hostile.js';
import { hostileReport, REPORTS } from './reports.js';
import { SARIF_SHAPE } from './sarif-shape.js';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation?: Physical }[];
  readonly relatedLocations?: readonly {
    readonly physicalLocation: Physical;
    readonly message: { readonly text: string };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly { readonly justification: string }[];
  readonly properties: { readonly scope: string; readonly verdict: string };
}
interface Physical {
  readonly artifactLocation: { readonly uri: string };
  readonly region: { readonly startLine: number };
}
interface Run {
  readonly tool: {
    readonly driver: {
      readonly rules: readonly { readonly id: string; readonly help: { readonly markdown: string } }[];
    };
  };
  readonly results: readonly Result[];
  readonly automationDetails: { readonly id: string };
  readonly invocations: readonly {
    readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
  }[];
}

const make = (name: string): Report => {
  const report = REPORTS[name]?.(en);
  if (report === undefined) throw new Error(`no fixture ${name}`);
  return report;
};
const run = (report: Report, input = 'plan.json'): Run => {
  const log = JSON.parse(renderSarif(report, { messages: en, input })) as { readonly runs: readonly Run[] };
  const [first] = log.runs;
  if (first === undefined) throw new Error('no run');
  return first;
};

const shape = new Ajv({ allErrors: true, strict: false }).compile(SARIF_SHAPE);
const problems = (validate: ValidateFunction, text: string): unknown =>
  validate(JSON.parse(text)) ? [] : validate.errors?.slice(0, 5);

/** The official schema, from a package that carries it or from a file that the tester names. It is no dependency. */
function officialSchema(): ValidateFunction | null {
  const file = process.env['SARIF_SCHEMA'] ?? packaged();
  if (file === null || !existsSync(file)) return null;
  // Draft 04, of which it uses nothing that later drafts read differently, but for the names of two keys.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  return new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
}

function packaged(): string | null {
  try {
    return createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  } catch {
    return null;
  }
}

const NAMES = ['pass', 'everything', 'unknown', 'nothing', 'scopes', 'grouped', 'hostile', 'many'];

describe('SARIF of every fixture', () => {
  it.each(NAMES)('of %s holds what SARIF 2.1.0 allows and nothing else', (name) => {
    expect(problems(shape, renderSarif(make(name), { messages: en, input: 'plan.json' }))).toEqual([]);
    // Where the caller knows no input either.
    expect(problems(shape, renderSarif(make(name), { messages: en }))).toEqual([]);
  });

  const official = officialSchema();
  (official === null ? it.skip : it)(
    'is valid by the official schema (skipped where SARIF_SCHEMA names no file)',
    () => {
      if (official === null) return;
      for (const name of NAMES)
        for (const messages of [en, ko, fr])
          expect(problems(official, renderSarif(make(name), { messages, input: 'plan.json' }))).toEqual([]);
      fc.assert(
        fc.property(fc.array(hostileText, { minLength: 26, maxLength: 26 }), (texts) => {
          let next = 0;
          const report = hostileReport(() => texts[next++ % texts.length] ?? '');
          expect(problems(official, renderSarif(report, { messages: en }))).toEqual([]);
        }),
        { numRuns: 50 },
      );
    },
  );

  it('is what is committed', () => {
    const text = renderSarif(make('everything'), { messages: en, input: 'plan.json' });
    expect(text).toBe(golden('everything/report.en.sarif', text));
  });

  it('is the same bytes for the same report', () => {
    expect(renderSarif(make('everything'), { messages: en })).toBe(renderSarif(make('everything'), { messages: en }));
  });
});

describe('results', () => {
  const { results: all, tool } = run(make('everything'));
  const results = all.filter(({ ruleId }) => !ruleId.startsWith('too-wide'));

  it('are gaps, open questions and waived gaps; what is met is none', () => {
    const expected = make('everything').findings.filter(({ verdict }) =>
      ['unmet', 'partial', 'unknown', 'waived'].includes(verdict),
    );
    expect(results).toHaveLength(expected.length);
    expect(results.map(({ properties }) => properties.verdict)).toEqual(expected.map(({ verdict }) => verdict));
  });

  it('are rules that are wider than needed as well: notes on their lines, with the narrower rules', () => {
    const wide = all.filter(({ ruleId }) => ruleId.startsWith('too-wide'));
    expect(wide.map(({ ruleId, level, properties }) => [ruleId, level, properties.verdict])).toEqual([
      ['too-wide-service', 'note', 'too-wide'],
      ['too-wide-internet', 'note', 'waived'],
    ]);
    for (const { ruleId, ruleIndex } of wide) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(wide[0]?.locations[0]?.physicalLocation?.region.startLine).toBe(44);
    expect(wide[0]?.properties).toMatchObject({
      remedy: { verified: true, code: expect.stringContaining('Storage.WestUS2') },
    });
    expect(wide[1]?.suppressions?.[0]?.justification).toContain('the build needs it');
  });

  it('leaves rules that are wider than needed out before any gap', () => {
    const { findings, ...rest } = make('everything');
    const gap = findings.find(({ verdict }) => verdict === 'unmet');
    if (gap === undefined) throw new Error('no finding');
    const full = run({ ...rest, findings: Array.from({ length: SARIF_LIMITS.results }, () => gap) });
    expect(full.results.filter(({ ruleId }) => ruleId.startsWith('too-wide'))).toEqual([]);
    expect(full.results).toHaveLength(SARIF_LIMITS.results);
  });

  it('have the level of their verdict', () => {
    const levels = new Set(make('everything').findings.map(({ verdict, level }) => `${verdict} ${level}`));
    expect(levels).toContain('unmet recommended');
    const of = (verdict: string) =>
      new Set(results.filter(({ properties }) => properties.verdict === verdict).map(({ level }) => level));
    expect(of('unmet')).toEqual(new Set(['error', 'warning']));
    expect(of('partial')).toEqual(new Set(['error']));
    expect(of('unknown')).toEqual(new Set(['note']));
  });

  it('are suppressed where they are waived, with the reason', () => {
    const waived = results.filter(({ suppressions }) => suppressions !== undefined);
    expect(waived).toHaveLength(1);
    expect(waived[0]?.suppressions?.[0]?.justification).toContain('metrics go through our own collector');
  });

  it('stand where the deciding rule is declared, and name the scope beside it', () => {
    const storage = results.find(({ message }) => message.text.startsWith('TCP 443 to Storage.westus2 is denied'));
    expect(storage?.locations[0]?.physicalLocation?.artifactLocation.uri).toBe('modules/net/main.tf');
    expect(storage?.locations[0]?.physicalLocation?.region.startLine).toBe(61);
    expect(storage?.relatedLocations?.[0]?.physicalLocation.region.startLine).toBe(12);
    expect(storage?.relatedLocations?.[0]?.message.text).toBe('The scope: module.net.azurerm_subnet.training');
  });

  it('name the call of the module that holds the deciding rule, and the call around that', () => {
    const report = make('everything');
    const around = { file: 'main.tf', line: 3 };
    const call = { file: 'env/main.tf', line: 7, calledFrom: around };
    const findings = report.findings.map((finding) => ({
      ...finding,
      path: finding.path.map((step) =>
        step.location === null ? step : { ...step, location: { ...step.location, calledFrom: call } },
      ),
    }));
    const [first] = run({ ...report, findings }).results;
    expect(first?.relatedLocations?.slice(0, 2)).toMatchObject([
      {
        physicalLocation: { artifactLocation: { uri: 'env/main.tf' }, region: { startLine: 7 } },
        message: { text: 'The call of the module that this is declared in.' },
      },
      { physicalLocation: { artifactLocation: { uri: 'main.tf' }, region: { startLine: 3 } } },
    ]);
  });

  it('stand at the input where nothing is declared anywhere, for code scanning refuses a result without a place', () => {
    const report = make('pass');
    const [first] = report.findings;
    if (first === undefined) throw new Error('no finding');
    const bare: Report = {
      ...report,
      scopes: report.scopes.map((scope) => ({ ...scope, location: null })),
      findings: [{ ...first, verdict: 'unmet', path: [] }],
    };
    expect(run(bare, './plans/a plan.json').results[0]?.locations[0]?.physicalLocation?.artifactLocation.uri).toBe(
      'plans/a%20plan.json',
    );
  });

  it('refer to a rule that is there, with help in text and Markdown', () => {
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(new Set(tool.driver.rules.map(({ id }) => id)).size).toBe(tool.driver.rules.length);
    expect(tool.driver.rules[0]?.help.markdown).toContain('`Storage.westus2 (TCP 443)`');
  });
});

describe('fingerprints', () => {
  const prints = (report: Report) =>
    run(report).results.map(({ partialFingerprints }) => partialFingerprints['azuremlNetworkCheck/v1']);

  it('tell every finding of a report from every other, also at one line', () => {
    for (const name of ['everything', 'grouped', 'many']) {
      const all = prints(make(name));
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it('stay when lines move, words change, or a deny rule takes over from another', () => {
    const report = make('everything');
    const moved: Report = {
      ...report,
      edition: '2021-11',
      findings: report.findings.map((finding) => ({
        ...finding,
        explanation: 'Said otherwise.',
        path: finding.path.map((step) => ({ ...step, rule: 'Other', location: { file: 'elsewhere.tf', line: 7 } })),
      })),
    };
    expect(prints(moved)).toEqual(prints(report));
  });
});

describe('limits', () => {
  it('leave the worst of too many results and say what is left out', () => {
    const report = make('many');
    const [first] = report.findings.filter(({ verdict }) => verdict === 'unmet');
    if (first === undefined) throw new Error('no finding');
    const many: Report = {
      ...report,
      findings: [
        ...Array.from({ length: 10 }, (_, index) => ({ ...first, verdict: 'unknown' as const, host: `u${index}` })),
        ...Array.from({ length: SARIF_LIMITS.results }, (_, index) => ({ ...first, host: `h${index}` })),
      ],
    };
    const { results, invocations } = run(many);
    expect(results).toHaveLength(SARIF_LIMITS.results);
    expect(results.every(({ properties }) => properties.verdict === 'unmet')).toBe(true);
    expect(invocations[0]?.toolExecutionNotifications[0]?.message.text).toBe(
      '10 more findings are left out: code scanning shows 5,000. The JSON report has all of them.',
    );
  });
});

describe('text of a plan in SARIF', () => {
  it('is never a link, a placeholder, a control character or an odd address, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 26, maxLength: 26 }), (texts) => {
        let next = 0;
        const report = hostileReport(() => texts[next++ % texts.length] ?? '');
        const text = renderSarif(report, { messages: en, category: texts[0] ?? '' });
        expect(problems(shape, text)).toEqual([]);
        expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}|##\[/u);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['see [this](https://evil.example)', 'see [this] (https://evil.example)'],
    ['{0} and {12}', '{ 0} and { 12}'],
    ['azurerm_subnet.a["x"]', 'azurerm_subnet.a["x"]'],
  ])('%s is %s', (text, safe) => {
    expect(sarifText(text)).toBe(safe);
  });

  it.each([
    ['main.tf', 'main.tf'],
    ['./modules/net/main.tf', 'modules/net/main.tf'],
    ['modules\\net\\main.tf', 'modules/net/main.tf'],
    ['/home/me/a b.tf', 'file:///home/me/a%20b.tf'],
    ['C:\\repo\\main.tf', 'file:///C:/repo/main.tf'],
    ['//server/share', 'file:///server/share'],
    ['javascript:alert(1)', 'javascript%3Aalert%281%29'],
    ['a?b#c%d', 'a%3Fb%23c%25d'],
    ['한글/\ud800.tf', '%ED%95%9C%EA%B8%80/%EF%BF%BD.tf'],
  ])('the address of %s is %s', (file, uri) => {
    expect(artifactUri(file)).toBe(uri);
  });
});
