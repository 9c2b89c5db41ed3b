/** Rules that are wider than needed from a plan to the report: what a change makes of them, who waives them, and when they fail (issue 8, parts 3 to 5). */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { check } from '../src/check.js';
import { fix } from '../src/fix.js';
import { exitStatus } from '../src/report/conclusion.js';
import { renderJson } from '../src/report/json.js';
import type { Report } from '../src/report/report.js';
import { toWaiver, type Waiver } from '../src/requirements/waiver.js';
import { loadSettings } from '../src/settings/load.js';
import {
  cluster,
  IDS,
  place,
  plan,
  type Resources,
  run,
  SUBNET,
  securityRule,
  state,
  type Values,
  workspace,
} from './check-plans.js';

const DENY = securityRule(4000, 'Deny', 'Internet');
const TCP_443 = { protocol: 'Tcp', destination_port_range: '443' };
const network = (...rules: readonly Values[]): Resources => ({
  ...workspace(),
  ...cluster(),
  ...place([...rules, DENY]),
});
const storage = securityRule(100, 'Allow', 'Storage', TCP_443);
const internet = securityRule(200, 'Allow', 'Internet');

const told = ({ tooWide }: Report) =>
  tooWide.map(({ requirement, verdict, change, path: [{ rule }] }) => `${rule} ${requirement} ${verdict} ${change}`);
const of = (after: Resources, before?: Resources, given: Parameters<typeof run>[1] = {}) =>
  run({ 'plan.json': plan(after, before) }, given);

describe('what a change makes of a rule that is too wide', () => {
  it('is told by the state before: new, there before, or no longer', async () => {
    expect(told(await of(network(storage), network()))).toEqual(['Allow100 too-wide-service too-wide new']);
    expect(told(await of(network(storage), network(storage)))).toEqual(['Allow100 too-wide-service too-wide existing']);
    expect(told(await of(network(), network(storage)))).toEqual(['Allow100 too-wide-service met fixed']);
    const regional = securityRule(100, 'Allow', 'Storage.westus2', TCP_443);
    expect(told(await of(network(regional), network(storage)))).toEqual(['Allow100 too-wide-service met fixed']);
  });

  it('is nothing where there is no state before', async () => {
    const report = await run({ 'state.json': state(network(storage)) });
    expect(told(report)).toEqual(['Allow100 too-wide-service too-wide null']);
  });

  it.each([
    ['more addresses', securityRule(100, 'Allow', 'Internet'), 'too-wide-internet'],
    [
      'more ports',
      securityRule(100, 'Allow', 'Storage', { ...TCP_443, destination_port_range: '440-445' }),
      'too-wide-service',
    ],
    ['more protocols', securityRule(100, 'Allow', 'Storage', { destination_port_range: '443' }), 'too-wide-service'],
  ])('is new again for a rule that is wider than it was: %s', async (_, now, kind) => {
    expect(told(await of(network(now), network(storage)))).toEqual([`Allow100 ${kind} too-wide new`]);
    expect(told(await of(network(storage), network(now)))).toEqual(['Allow100 too-wide-service too-wide existing']);
  });

  it('is not called no longer where the input leaves open what the rule is', async () => {
    const after = network({ ...storage, destination_address_prefix: null });
    const open = plan(after, network(storage)) as { resource_changes: { address: string; change: Values }[] };
    const changes = open.resource_changes.map((one) =>
      one.address.endsWith('.nsg') && one.address.startsWith('azurerm_network_security_group')
        ? {
            ...one,
            change: { ...one.change, after_unknown: { security_rule: [{ destination_address_prefix: true }, {}] } },
          }
        : one,
    );
    expect(told(await run({ 'plan.json': { ...open, resource_changes: changes } }))).toEqual([]);
  });

  it('is told by a baseline, in which a waived rule was too wide all the same', async () => {
    const before = await of(network(storage));
    const against = (baseline: Report) =>
      run(
        { 'plan.json': plan(network(storage)), 'baseline.report': renderJson(baseline) },
        { files: ['plan.json'], baseline: 'baseline.report' },
      );
    expect(told(await against(before))).toEqual(['Allow100 too-wide-service too-wide existing']);
    expect(
      told(await against({ ...before, tooWide: before.tooWide.map((rule) => ({ ...rule, verdict: 'waived' })) })),
    ).toEqual(['Allow100 too-wide-service too-wide existing']);
    expect(
      told(await against({ ...before, tooWide: before.tooWide.map((rule) => ({ ...rule, verdict: 'met' })) })),
    ).toEqual(['Allow100 too-wide-service too-wide new']);
    expect(told(await against({ ...before, tooWide: [] }))).toEqual(['Allow100 too-wide-service too-wide new']);
  });

  it('is not told by a baseline of a time before such rules were told', async () => {
    const { tooWide, ...earlier } = JSON.parse(renderJson(await of(network(storage)))) as Report;
    expect(tooWide).toHaveLength(1);
    const report = await run(
      { 'plan.json': plan(network(storage)), 'baseline.report': JSON.stringify(earlier) },
      { files: ['plan.json'], baseline: 'baseline.report' },
    );
    expect(told(report)).toEqual(['Allow100 too-wide-service too-wide null']);
    expect(report.findings.every(({ change }) => change === 'existing')).toBe(true);
  });
});

describe('a waiver of a rule that is too wide', () => {
  const waiver = (fields: Readonly<Record<string, string>>): Waiver => {
    const all = { scope: '*', reason: 'the build needs it', expires: '2099-12-31', ...fields };
    const made = toWaiver(new Map(Object.entries(all)), { location: null, declaration: null });
    if ('waiver' in made) return made.waiver;
    throw new Error(made.mistake);
  };
  const waived = (fields: Readonly<Record<string, string>>, resources = network(storage)) =>
    of(resources, undefined, { waivers: [waiver(fields)] });
  const remarks = ({ diagnostics }: Report) => diagnostics.filter(({ message }) => message.includes('waiver'));

  it.each([
    ['every kind', { requirement: 'too-wide' }, true],
    ['its kind', { requirement: 'too-wide-service' }, true],
    ['another kind', { requirement: 'too-wide-internet' }, false],
    ['its own word beside', { requirement: 'too-wide', tag: 'storage' }, true],
    ['another word beside', { requirement: 'too-wide', tag: 'AzureKeyVault' }, false],
    ['its scope', { requirement: 'too-wide', scope: SUBNET }, true],
    ['its scope by its id', { requirement: 'too-wide', scope: IDS.subnet }, true],
    ['another scope', { requirement: 'too-wide', scope: 'azurerm_subnet.other' }, false],
    // An exception for what is closed is none for what is open.
    ['its tag alone', { tag: 'Storage' }, false],
  ])('for %s', async (_, fields, waives) => {
    const report = await waived(fields);
    const [rule] = report.tooWide;
    expect(rule?.verdict).toBe(waives ? 'waived' : 'too-wide');
    expect(exitStatus({ ...report, findings: [] }, 'too-wide')).toBe(waives ? 0 : 1);
    if (waives) {
      expect(rule?.explanation).toMatch(
        /^This rule is waived until 2099-12-31: the build needs it\. .*it allows Storage/,
      );
      expect(remarks(report)).toEqual([]);
    } else expect(remarks(report)).toHaveLength(1);
  });

  it('that has expired waives nothing, and is named', async () => {
    const report = await waived({ requirement: 'too-wide', expires: '2020-01-01' });
    expect(told(report)).toEqual(['Allow100 too-wide-service too-wide new']);
    expect(remarks(report)).toMatchObject([{ message: expect.stringContaining('expired on 2020-01-01') }]);
  });

  it('that has no such rule matches nothing', async () => {
    const report = await waived({ requirement: 'too-wide' }, network());
    expect(remarks(report)).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('matches nothing') },
    ]);
  });

  it('of a rule that this change makes narrow is not needed', async () => {
    const report = await of(network(), network(storage), { waivers: [waiver({ requirement: 'too-wide' })] });
    expect(told(report)).toEqual(['Allow100 too-wide-service met fixed']);
    expect(remarks(report)).toMatchObject([{ severity: 'note', message: expect.stringContaining('is not needed') }]);
  });

  it('for one of two scopes does not waive what both send by; one for each does', async () => {
    const second: Resources = {
      ...network(storage),
      'azurerm_subnet.second': {
        ...place([])[SUBNET],
        id: `${IDS.subnet}2`,
        name: 'second',
        address_prefixes: ['10.0.2.0/24'],
      },
      'azurerm_subnet_network_security_group_association.second': {
        id: `${IDS.subnet}2`,
        subnet_id: `${IDS.subnet}2`,
        network_security_group_id: IDS.group,
      },
      'azurerm_machine_learning_compute_cluster.gpu': {
        ...cluster()['azurerm_machine_learning_compute_cluster.cpu'],
        id: `${IDS.workspace}/computes/gpu`,
        name: 'gpu',
        subnet_resource_id: `${IDS.subnet}2`,
      },
    };
    const one = await waived({ requirement: 'too-wide', scope: SUBNET }, second);
    expect(one.tooWide).toMatchObject([{ verdict: 'too-wide', scopes: [SUBNET, 'azurerm_subnet.second'] }]);
    expect(remarks(one)).toMatchObject([{ message: expect.stringContaining('on the way of other scopes too') }]);
    const each = [SUBNET, 'azurerm_subnet.second'].map((scope) => waiver({ requirement: 'too-wide', scope }));
    const both = await of(second, undefined, { waivers: each });
    expect(both.tooWide).toMatchObject([{ verdict: 'waived' }]);
    expect(remarks(both)).toEqual([]);
  });

  it('may be a comment above the rule', async () => {
    const cwd = mkdtempSync(path.join(tmpdir(), 'too-wide-'));
    try {
      const files = path.join(cwd, 'folder');
      cpSync(new URL('./fixtures/too-wide', import.meta.url), files, { recursive: true });
      writeFileSync(path.join(cwd, 'azureml.yml'), 'files: folder\n');
      const settings = await loadSettings(new Map([['config', { texts: ['azureml.yml'], place: null }]]), cwd);
      const { report } = await check(settings, { cwd, within: null, today: '2026-06-15' });
      expect(told(report)).toEqual(['AllowStorage too-wide-service waived null']);
      expect(remarks(report)).toEqual([]);
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
  });
});

describe('a check with fail-on', () => {
  const all = network(storage, internet);

  it.each([
    ['required', 'pass', 0],
    ['recommended', 'pass', 0],
    ['new', 'pass', 0],
    ['unknown', 'pass', 0],
    ['never', 'pass', 0],
    ['too-wide', 'fail', 1],
  ] as const)('%s: the conclusion is %s', async (failOn, conclusion, status) => {
    const report = await of(all, undefined, { failOn });
    expect(told(report).length).toBeGreaterThan(0);
    expect([report.conclusion, exitStatus(report, failOn)]).toEqual([conclusion, status]);
  });
});

describe('the repair', () => {
  it('leaves rules that are wider than needed as they are, and does not count them', async () => {
    const cwd = mkdtempSync(path.join(tmpdir(), 'too-wide-'));
    try {
      cpSync(new URL('./fixtures/too-wide', import.meta.url), cwd, { recursive: true });
      const given = new Map([
        ['files', { texts: ['.'], place: null }],
        ['fail-on', { texts: ['too-wide'], place: null }],
        ['features', { texts: ['none'], place: null }],
      ] as const);
      const settings = await loadSettings(given, cwd);
      // The waiver of the comment has expired.
      const io = { cwd, within: null, today: '2028-01-01' };
      expect(told((await check(settings, io)).report)).toEqual(['AllowStorage too-wide-service too-wide null']);
      const { changes, gaps, closed, status } = await fix(settings, io, 'all', cwd);
      expect([gaps > 0, closed === gaps, status(changes)]).toEqual([true, true, 0]);
      expect(JSON.stringify(changes)).not.toContain('"AllowStorage"');
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
  });
});
