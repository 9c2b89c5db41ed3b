/** `baseline`: an earlier report of the tool's own, and everything that is none (CONTRACT, "The JSON report"; issue 8, part 4). */
import { describe, expect, it } from '@jest/globals';
import { exitStatus } from '../src/report/conclusion.js';
import { renderJson } from '../src/report/json.js';
import type { Report } from '../src/report/report.js';
import { ConfigurationError, type Settings } from '../src/settings/settings.js';
import { cluster, place, plan, type Resources, run, securityRule, workspace } from './check-plans.js';

async function errorOf(files: Readonly<Record<string, unknown>>, given: Partial<Settings>): Promise<unknown> {
  try {
    await run(files, given);
  } catch (error) {
    return error;
  }
  throw new Error('the run went on');
}

const network = (...allowed: readonly string[]): Resources => ({
  ...workspace(),
  ...cluster(),
  ...place([...allowed.map((tag, i) => securityRule(100 + i, 'Allow', tag)), securityRule(4000, 'Deny', 'Internet')]),
});
const changeOf = (report: Report, tag: string) => report.findings.find((finding) => finding.tag === tag)?.change;

async function baselineOf(resources: Resources): Promise<string> {
  return renderJson(await run({ 'plan.json': plan(resources) }));
}

const check = (resources: Resources, baseline: string | Uint8Array, before?: Resources) =>
  run(
    { 'plan.json': plan(resources, before), 'baseline.report': baseline },
    { files: ['plan.json'], baseline: 'baseline.report', failOn: 'new' },
  );

describe('a report of the base branch', () => {
  it('tells gaps of this change from those that were there, and from those that it closes', async () => {
    const baseline = await baselineOf(network('AzureActiveDirectory', 'Storage.westus2'));
    const report = await check(network('AzureActiveDirectory', 'AzureMachineLearning'), baseline);
    expect(changeOf(report, 'AzureActiveDirectory')).toBe('existing');
    expect(changeOf(report, 'Storage.westus2')).toBe('new');
    expect(changeOf(report, 'AzureMachineLearning')).toBe('fixed');
    expect(changeOf(report, 'AzureResourceManager')).toBe('existing');
    expect(exitStatus(report, 'new')).toBe(1);
  });

  it('lets fail-on: new pass where every gap was there before', async () => {
    const resources = network('AzureActiveDirectory');
    const report = await check(resources, await baselineOf(resources));
    expect(report.missing.tags).toContain('Storage.westus2');
    expect([report.conclusion, exitStatus(report, 'new')]).toEqual(['pass', 0]);
  });

  it('names the rule that is there no more', async () => {
    const report = await check(network(), await baselineOf(network('Storage.westus2')));
    const storage = report.findings.find(({ tag }) => tag === 'Storage.westus2');
    expect(storage?.explanation).toContain('Allow100');
  });

  it('wins over the state before that the plan holds', async () => {
    const open = network('Storage.westus2');
    const closed = network('AzureActiveDirectory');
    const report = await check(closed, await baselineOf(closed), open);
    expect(changeOf(report, 'Storage.westus2')).toBe('existing');
    const without = await run({ 'plan.json': plan(closed, open) });
    expect(changeOf(without, 'Storage.westus2')).toBe('new');
  });

  it('counts a gap that was waived as one that was there', async () => {
    const report: unknown = JSON.parse(await baselineOf(network()));
    const waived = JSON.stringify(report).replaceAll('"verdict":"unmet"', '"verdict":"waived"');
    expect(changeOf(await check(network(), waived), 'Storage.westus2')).toBe('existing');
  });

  it('may be UTF-16, as Windows PowerShell redirects it', async () => {
    const resources = network();
    const utf16 = Buffer.from(`\ufeff${await baselineOf(resources)}`, 'utf16le');
    expect(changeOf(await check(resources, utf16), 'Storage.westus2')).toBe('existing');
  });

  it('says so where it is of another edition or about another region', async () => {
    const baseline = renderJson(
      await run({ 'plan.json': plan(network()) }, { edition: '2021-11', region: 'westeurope' }),
    );
    const messages = (await check(network(), baseline)).diagnostics.map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining('edition 2021-11'));
    expect(messages).toContainEqual(expect.stringContaining('region westeurope'));
  });
});

describe('what is no report', () => {
  const valid = baselineOf(network());
  const changed = async (change: (report: Record<string, unknown>) => unknown): Promise<string> =>
    JSON.stringify(change(JSON.parse(await valid) as Record<string, unknown>));
  const finding = (change: Record<string, unknown>) =>
    changed((report) => ({
      ...report,
      findings: [{ ...(report['findings'] as Record<string, unknown>[])[0], ...change }],
    }));

  it.each([
    ['nothing', async () => '', /is not JSON/],
    ['no JSON', async () => '{"findings":[', /is not JSON/],
    ['a plan', async () => JSON.stringify(plan(network())), /is not a report/],
    ['a number', async () => '7', /is not a report/],
    ['null', async () => 'null', /is not a report/],
    ['a report of a later contract', () => changed((report) => ({ ...report, schemaVersion: 2 })), /schemaVersion/],
    ['a finding without a scope', () => finding({ scope: undefined }), /findings\/0.*scope/],
    ['a finding with an unheard-of verdict', () => finding({ verdict: 'fine' }), /findings\/0\/verdict/],
    ['a finding of tag and host', () => finding({ tag: 'Storage', host: 'a.b' }), /findings\/0/],
    ['a path that is no list', () => finding({ path: { length: 1e9 } }), /findings\/0\/path/],
    ['lists in lists', async () => '['.repeat(300_000), /is not JSON/],
    ['many closed lists in lists', async () => '['.repeat(100_000) + ']'.repeat(100_000), /is not (?:JSON|a report)/],
  ])('%s ends the run as a mistake of the configuration, with the file', async (_, text, words) => {
    const error = await errorOf(
      { 'plan.json': plan(network()), 'baseline.report': await text() },
      { files: ['plan.json'], baseline: 'baseline.report' },
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ place: { file: 'baseline.report' }, message: expect.stringMatching(words) });
  });

  it.each([
    ['is not there', 'missing.json', /no such report/],
    ['is a folder', '.', /is not a file/],
    ['is outside the workspace', '../report.json', /outside the workspace/],
  ])('a file that %s is named', async (_, baseline, words) => {
    const error = await errorOf({ 'plan.json': plan(network()) }, { baseline });
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ place: { file: baseline }, message: expect.stringMatching(words) });
  });

  it('a file of more than 50 MB is not read', async () => {
    const error = await errorOf(
      { 'plan.json': plan(network()), 'large.report': new Uint8Array(50_000_001) },
      { files: ['plan.json'], baseline: 'large.report' },
    );
    expect(error).toMatchObject({
      place: { file: 'large.report' },
      message: expect.stringMatching(/larger than 50 MB/),
    });
  });

  it('cannot change what every object has', async () => {
    const hostile = (await valid).replace(
      '"schemaVersion": 1,',
      '"schemaVersion": 1, "__proto__": {"polluted": true},',
    );
    await check(network(), hostile);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
