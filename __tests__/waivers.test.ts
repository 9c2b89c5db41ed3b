/** Waivers: what is waived stays visible, ends by itself, and never waives more than it says. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { check } from '../src/check.js';
import { exitStatus } from '../src/report/conclusion.js';
import type { Report } from '../src/report/report.js';
import { inlineWaivers } from '../src/settings/inline-waivers.js';
import { loadSettings } from '../src/settings/load.js';
import { ConfigurationError } from '../src/settings/settings.js';
import { cluster, place, plan, SUBNET, securityRule, workspace } from './check-plans.js';
import { said as words } from './messages.js';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'waivers-'));
  mkdirSync(path.join(cwd, '.github'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Everything that a public workspace needs, but for what is left out. */
function world(...leftOut: readonly string[]): void {
  const tags = [
    'AzureActiveDirectory',
    'AzureMachineLearning',
    'BatchNodeManagement',
    'AzureResourceManager',
    'Storage',
    'AzureKeyVault',
    'AzureFrontDoor.Frontend',
    'AzureFrontDoor.FirstParty',
    'MicrosoftContainerRegistry',
    'AzureContainerRegistry',
    'AzureMonitor',
  ].filter((tag) => !leftOut.includes(tag));
  const rules = [...tags.map((tag, i) => securityRule(100 + i, 'Allow', tag)), securityRule(4000, 'Deny', 'Internet')];
  const resources = { ...workspace(), ...cluster(), ...place(rules) };
  writeFileSync(path.join(cwd, 'plan.json'), JSON.stringify(plan(resources)));
}

async function run(waivers: string, today = '2026-06-15'): Promise<Report> {
  writeFileSync(
    path.join(cwd, '.github/azureml-network-check.yml'),
    `files: plan.json\nregion: westus2\nfeatures: none\n${waivers}`,
  );
  const settings = await loadSettings(new Map(), cwd);
  return (await check(settings, { cwd, within: null, today })).report;
}

const list = (...entries: readonly string[]): string =>
  `waivers:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`;
const STORAGE = 'tag: Storage, scope: "*", reason: copies go another way, expires: 2026-06-30';

const verdicts = (report: Report, tag: string) =>
  report.findings.filter((finding) => finding.tag?.startsWith(tag)).map(({ verdict }) => verdict);
const said = (report: Report): readonly string[] =>
  report.diagnostics.map(({ message }) => String(message)).filter((message) => message.includes('waiver'));

describe('a waiver', () => {
  it('takes a gap out of what is missing and of the exit status, and leaves it in the report with its reason', async () => {
    world('Storage');
    const before = await run('');
    expect({ missing: before.missing.tags, status: exitStatus(before, 'required') }).toEqual({
      missing: ['Storage.westus2'],
      status: 1,
    });
    const report = await run(list(STORAGE));
    expect(report).toMatchObject({ conclusion: 'pass', missing: { tags: [], hosts: [] } });
    expect(exitStatus(report, 'required')).toBe(0);
    const [finding] = report.findings.filter(({ verdict }) => verdict === 'waived');
    expect(finding).toMatchObject({ tag: 'Storage.westus2', path: [{ rule: 'Deny4000', action: 'deny' }] });
    expect(finding?.explanation).toMatch(/is waived until 2026-06-30: copies go another way\. .*Deny4000/);
    expect(said(report)).toEqual([]);
  });

  it.each([
    ['2026-06-29', 'waived'],
    ['2026-06-30', 'waived'],
    ['2026-07-01', 'unmet'],
  ])('on %s leaves the gap %s: its last day is included', async (today, verdict) => {
    world('Storage');
    const report = await run(list(STORAGE), today);
    expect(verdicts(report, 'Storage')).toContain(verdict);
    expect(said(report)).toEqual(
      verdict === 'waived'
        ? []
        : ['the waiver for Storage at * expired on 2026-06-30 and waives nothing any more: copies go another way'],
    );
  });

  it.each(['2026-13-01', '2026-02-30', 'tomorrow', '30.06.2026', '20260630', '2026-6-30'])(
    'whose date is %s has expired, and says so',
    async (date) => {
      world('Storage');
      const report = await run(list(STORAGE.replace('2026-06-30', `"${date}"`)));
      expect(report.conclusion).toBe('fail');
      expect(said(report)).toEqual([
        `the waiver for Storage at * waives nothing: ${date} is no date; write it as YYYY-MM-DD`,
      ]);
    },
  );

  it.each([
    ['tag: Storage.westus2', true],
    ['tag: storage.WestUS2', true],
    ['tag: Storage.eastus', false],
    ['tag: AzureMonitor', false],
    ['requirement: outbound-storage', true],
    ['requirement: outbound-storag', false],
    ['requirement: outbound-storage, tag: AzureMonitor', false],
  ])('for %s waives Storage: %s', async (what, waives) => {
    world('Storage');
    const report = await run(list(`${what}, scope: "*", reason: r, expires: 2026-06-30`));
    expect(report.conclusion).toBe(waives ? 'pass' : 'fail');
    expect(said(report)).toHaveLength(waives ? 0 : 1);
  });

  it.each([
    [SUBNET, true],
    ['azurerm_subnet.*', true],
    ['AZURERM_SUBNET.TRAINING', true],
    ['*/subnets/training', true],
    ['azurerm_subnet.score*', false],
    ['azurerm_subnet', false],
  ])('for the scope %s waives at the training subnet: %s', async (scope, waives) => {
    world('Storage');
    const report = await run(list(`tag: Storage, scope: "${scope}", reason: r, expires: 2026-06-30`));
    expect(report.conclusion).toBe(waives ? 'pass' : 'fail');
  });

  it('that matches nothing, or only what is met, is told', async () => {
    world('Storage');
    const report = await run(
      list(
        STORAGE,
        'host: no.such.host, scope: "*", reason: r, expires: 2026-06-30',
        'tag: AzureMonitor, scope: "*", reason: r, expires: 2026-06-30',
      ),
    );
    expect(said(report)).toEqual([
      'the waiver for no.such.host at * matches nothing',
      'the waiver for AzureMonitor at * is not needed: what it is about is allowed',
    ]);
  });

  it.each([
    ['tag: Storage, reason: r, expires: 2026-06-30', 'lacks a scope'],
    ['tag: Storage, scope: "*", expires: 2026-06-30', 'lacks a reason'],
    ['tag: Storage, scope: "*", reason: r', 'lacks its last day'],
    ['scope: "*", reason: r, expires: 2026-06-30', 'names a requirement, a tag or a host'],
    ['tag: Storage, scope: "*", reason: r, until: 2026-06-30', 'a waiver has no "until"'],
    ['tag: [Storage], scope: "*", reason: r, expires: 2026-06-30', '"tag" of a waiver takes one value'],
  ])('%s is refused with its line', async (entry, message) => {
    const error: unknown = await run(list(entry)).catch((thrown: unknown) => thrown);
    if (!(error instanceof ConfigurationError)) throw error;
    expect(error.message).toContain(message);
    expect(error.place).toMatchObject({ file: '.github/azureml-network-check.yml', line: 5 });
  });
});

describe('a waiver in a comment', () => {
  const read = (text: string) => inlineWaivers(text, 'main.tf');

  it('is about the declaration below it, whatever comments and empty lines are between', () => {
    const text = [
      'locals {}',
      '# azureml-network-check: waive tag=Storage reason="copies go \\"another\\" way" owner=net expires=2026-06-30',
      '# an allow list',
      '',
      'resource "azurerm_network_security_group" "a" {',
    ].join('\n');
    expect(read(text).waivers).toEqual([
      {
        requirement: null,
        tag: 'Storage',
        host: null,
        scope: '*',
        reason: 'copies go "another" way',
        owner: 'net',
        expires: '2026-06-30',
        location: { file: 'main.tf', line: 2, column: 1 },
        declaration: { file: 'main.tf', line: 5 },
      },
    ]);
  });

  it.each([
    ['reason=r expires=2026-06-30', 'names a requirement'],
    ['tag=Storage expires=2026-06-30', 'lacks a reason'],
    ['tag=Storage reason="open', 'name=value'],
    ['tag = Storage', 'name=value'],
    ['Storage', 'name=value'],
    ['tag=Storage reason=r expires=2026-06-30 whatever=1', 'a waiver has no "whatever"'],
  ])('%j waives nothing, and says why', (fields, message) => {
    const { waivers, diagnostics } = read(`// azureml-network-check: waive ${fields}\nresource "a" "b" {}`);
    expect(waivers).toEqual([]);
    expect(diagnostics).toMatchObject([{ severity: 'warning', location: { file: 'main.tf', line: 1 } }]);
    expect(words(diagnostics[0]?.message)).toContain(message);
  });

  it('is no waiver in the middle of a line, or of another tool', () => {
    expect(read('x = 1 # azureml-network-check: waive tag=Storage').waivers).toEqual([]);
    expect(read('# azureml-network-check: ignore')).toEqual({ waivers: [], diagnostics: [] });
    expect(read('name = "azureml-network-check tag=a"')).toEqual({ waivers: [], diagnostics: [] });
  });

  it.each([
    ['x = 1 # azureml-network-check: waive tag=Storage reason=r expires=2026-06-30', 9],
    ['/* azureml-network-check: waive tag=Storage reason=r expires=2026-06-30 */', 4],
    [' * azureml-network-check: waive tag=Storage reason=r expires=2026-06-30', 4],
    ['# azureml-network-check waive tag=Storage reason=r expires=2026-06-30', 3],
    ['// azureml-network-check: waiver tag=Storage reason=r expires=2026-06-30', 4],
  ])('%j was meant to be a waiver, and is told', (text, column) => {
    const { waivers, diagnostics } = read(`resource "a" "b" {}\n${text}\nresource "c" "d" {}`);
    expect(waivers).toEqual([]);
    expect(diagnostics).toMatchObject([{ severity: 'warning', location: { file: 'main.tf', line: 2, column } }]);
    expect(words(diagnostics[0]?.message)).toContain('a line of its own');
  });

  it.each(['rule', 'group', 'scope'] as const)(
    'above the %s waives what is decided there, in a plan beside its files',
    async (where) => {
      const folder = path.join(cwd, where);
      cpSync(new URL('../examples/missing-storage/', import.meta.url), folder, { recursive: true });
      mkdirSync(path.join(folder, '.github'));
      writeFileSync(path.join(folder, '.github/azureml-network-check.yml'), 'files: plan.json\nedition: 2021-11');
      const report = async () =>
        (await check(await loadSettings(new Map(), folder), { cwd: folder, within: null, today: '2026-06-15' })).report;
      const before = await report();
      const gap = before.findings.find(({ tag, verdict }) => tag === 'Storage.westeurope' && verdict === 'unmet');
      const source = readFileSync(path.join(folder, 'main.tf'), 'utf8').split('\n');
      const line =
        where === 'rule'
          ? gap?.path.at(-1)?.location?.line
          : where === 'scope'
            ? before.scopes[0]?.location?.line
            : source.findIndex((text) => text.startsWith('resource "azurerm_network_security_group"')) + 1;
      if (line === undefined) throw new Error('no place');
      source.splice(
        line - 1,
        0,
        '  # azureml-network-check: waive tag=Storage reason="copies go another way" expires=2026-06-30',
      );
      writeFileSync(path.join(folder, 'main.tf'), source.join('\n'));
      const after = await report();
      expect(after.missing.tags).toEqual(before.missing.tags.filter((tag) => !tag.startsWith('Storage')));
      expect(after.findings.filter(({ verdict }) => verdict === 'waived').map(({ tag }) => tag)).toEqual([
        'Storage.westeurope',
      ]);
    },
  );

  it('takes linear time over hostile text', () => {
    const { diagnostics } = read(`# azureml-network-check: waive ${'a="\\'.repeat(200_000)}`);
    expect(diagnostics).toHaveLength(1);
    expect(
      read(`${'*'.repeat(500_000)}azureml-network-check${'# azureml-network-check '.repeat(50_000)}`).diagnostics,
    ).toEqual([]);
  });
});
