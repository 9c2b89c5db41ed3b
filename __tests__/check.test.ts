/** The pipeline on small plans: files in, report out (CONTRACT: the JSON report, Decisions, exit statuses). */
import { describe, expect, it } from '@jest/globals';
import { exitStatus } from '../src/report/conclusion.js';
import { ConfigurationError } from '../src/settings/settings.js';
import { InputError } from '../src/sources/source.js';
import {
  cluster,
  IDS,
  place,
  plan,
  run,
  SUBNET,
  securityRule,
  state,
  type Values,
  verdicts,
  workspace,
} from './check-plans.js';

const denyStorage = securityRule(200, 'Deny', 'Storage');
const denyInternet = securityRule(4000, 'Deny', 'Internet');
const world = (rules: readonly Values[], given: Values = {}) => ({
  ...workspace(given),
  ...cluster(),
  ...place(rules),
});
const file = (rules: readonly Values[], given: Values = {}) => ({ 'plan.json': plan(world(rules, given)) });
const closed = file([denyStorage]);

/** The error that a run ends with. @throws if it ends with a report */
async function errorOf(...given: Parameters<typeof run>): Promise<unknown> {
  try {
    await run(...given);
  } catch (error) {
    return error;
  }
  throw new Error('no error');
}

describe('a plan that opens everything', () => {
  it('passes, with nothing missing (N4)', async () => {
    const report = await run(file([]));
    expect(report).toMatchObject({
      schemaVersion: 1,
      tool: { name: 'azureml-network-check' },
      edition: '2026-03',
      conclusion: 'pass',
      missing: { tags: [], hosts: [] },
      context: { cloud: 'public', region: 'westus2', hbi: false },
      scopes: [{ id: SUBNET, kind: 'subnet' }],
    });
    expect(new Set(report.findings.map(({ verdict }) => verdict))).toEqual(new Set(['met']));
    expect(exitStatus(report, 'required')).toBe(0);
  });

  it('says the same bytes of the same input', async () => {
    expect(JSON.stringify(await run(closed))).toBe(JSON.stringify(await run(closed)));
  });
});

describe('a plan that closes something', () => {
  it('fails, names it, the rule and the scope', async () => {
    const report = await run(closed);
    expect(report.conclusion).toBe('fail');
    expect(report.missing).toEqual({ tags: ['Storage.westus2'], hosts: [] });
    expect(exitStatus(report, 'required')).toBe(1);
    expect(report.findings.find(({ tag }) => tag === 'Storage.westus2')).toMatchObject({
      requirement: 'outbound-storage',
      scope: SUBNET,
      level: 'required',
      verdict: 'unmet',
      change: 'new',
      ports: ['443'],
      uncovered: [{ ports: ['443'], addresses: 'all' }],
      path: [
        {
          leg: 'network-security-group',
          resource: 'azurerm_network_security_group.nsg',
          rule: 'Deny200',
          priority: 200,
          action: 'deny',
        },
      ],
      explanation: expect.stringContaining('Deny200'),
      remedy: { language: 'terraform', verified: true },
    });
  });

  it('asks one finding per requirement and scope, ids never twice (CONTRACT, "Several scopes")', async () => {
    const second = { [`${SUBNET}2`]: { ...place([])[SUBNET], id: `${IDS.subnet}2`, name: 'training2' } };
    const other = {
      'azurerm_machine_learning_compute_cluster.gpu': {
        ...cluster()['azurerm_machine_learning_compute_cluster.cpu'],
        id: `${IDS.workspace}/computes/gpu`,
        name: 'gpu',
        subnet_resource_id: `${IDS.subnet}2`,
      },
    };
    const report = await run({ 'plan.json': plan({ ...world([denyStorage]), ...second, ...other }) });
    expect(report.scopes.map(({ id }) => id)).toEqual([SUBNET, `${SUBNET}2`]);
    const keys = report.findings.map(({ scope, requirement }) => `${scope} ${requirement}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(report.findings.filter(({ tag }) => tag === 'Storage.westus2').map(({ verdict }) => verdict)).toEqual([
      'unmet',
      'met',
    ]);
  });

  it.each([
    ['required', 'fail', 1],
    ['recommended', 'fail', 1],
    ['unknown', 'fail', 1],
    ['never', 'fail', 0],
  ] as const)('concludes under fail-on %s: %s, exit status %i', async (failOn, conclusion, status) => {
    const report = await run(closed, { failOn });
    expect(report.conclusion).toBe(conclusion);
    expect(exitStatus(report, failOn)).toBe(status);
  });

  it('concludes by level: a host that is recommended fails only where that is asked', async () => {
    // Every tag is open, third parties' hosts are not.
    const tags = ['AzureCloud', 'AzureActiveDirectory', 'AzureFrontDoor.Frontend', 'AzureFrontDoor.FirstParty'];
    const files = file([...tags.map((tag, i) => securityRule(100 + i, 'Allow', tag)), denyInternet]);
    const report = await run(files);
    expect(report).toMatchObject({ conclusion: 'pass', missing: { tags: [] } });
    expect(report.missing.hosts).toContain('pypi.org');
    expect((await run(files, { failOn: 'recommended' })).conclusion).toBe('fail');
    expect(await run(files, { features: ['python'] })).toMatchObject({
      conclusion: 'fail',
      context: { features: { python: 'required', r: 'recommended' } },
    });
    expect(await run(files, { features: ['none'] })).toMatchObject({ conclusion: 'pass', missing: { hosts: [] } });
  });

  it('concludes unknown where a required row is undecided and none is a gap', async () => {
    const files = file([securityRule(200, 'Deny', '20.0.0.0/8')]);
    const report = await run(files);
    expect(report).toMatchObject({ conclusion: 'unknown', missing: { tags: [], hosts: [] } });
    expect(exitStatus(report, 'required')).toBe(0);
    expect(exitStatus(report, 'unknown')).toBe(1);
  });
});

describe('service tag data', () => {
  const tags = (prefixes: readonly string[]) => ({
    'tags.json': {
      changeNumber: 376,
      cloud: 'Public',
      values: [{ name: 'Storage.WestUS2', id: 'Storage.WestUS2', properties: { addressPrefixes: prefixes } }],
    },
  });
  const settings = { files: ['plan.json'], serviceTags: 'tags.json' };

  it('decides prefixes exactly', async () => {
    const files = file([securityRule(200, 'Deny', '20.0.0.0/8')]);
    expect(verdicts(await run({ ...files, ...tags(['20.1.0.0/16']) }, settings), 'outbound-storage')).toEqual({
      'outbound-storage': 'unmet',
    });
    expect(verdicts(await run({ ...files, ...tags(['30.1.0.0/16']) }, settings), 'outbound-storage')).toEqual({
      'outbound-storage': 'met',
    });
    const report = await run({ ...files, ...tags(['20.1.0.0/16', '30.1.0.0/16']) }, settings);
    expect(report.findings.find(({ requirement }) => requirement === 'outbound-storage')).toMatchObject({
      verdict: 'partial',
      uncovered: [{ ports: ['443'], addresses: ['20.1.0.0/16'], count: 1 }],
    });
  });

  it('of another cloud than the workspace gets a diagnostic (T11)', async () => {
    const told = async (location: string) => {
      const report = await run({ ...file([denyStorage], { location }), ...tags(['20.1.0.0/16']) }, settings);
      return report.diagnostics.filter(({ message }) => message.startsWith('this service-tag list is for the public'));
    };
    expect(await told('usgovvirginia')).toMatchObject([{ severity: 'warning', location: { file: 'tags.json' } }]);
    expect(await told('westus2')).toEqual([]);
  });

  it('that is none is an input that cannot be read', async () => {
    expect(await errorOf({ ...closed, 'tags.json': '{}' }, settings)).toBeInstanceOf(InputError);
    expect(await errorOf(closed, { ...settings, serviceTags: 'missing.json' })).toBeInstanceOf(InputError);
  });
});

describe('a change', () => {
  const change = (before: readonly Values[], after: readonly Values[]) => ({
    'plan.json': plan(world(after), world(before)),
  });
  const changes = async (before: readonly Values[], after: readonly Values[]) => {
    const report = await run(change(before, after));
    return report.findings.find(({ requirement }) => requirement === 'outbound-storage');
  };

  it.each([
    ['makes a gap', [], [denyStorage], 'unmet', 'new'],
    ['leaves a gap', [denyStorage], [denyStorage, securityRule(300, 'Allow', 'Sql')], 'unmet', 'existing'],
    ['closes a gap', [denyStorage], [], 'met', 'fixed'],
    ['has nothing to do with it', [], [securityRule(300, 'Deny', 'Sql')], 'met', 'existing'],
  ])('that %s', async (_, before, after, verdict, expected) => {
    expect(await changes(before, after)).toMatchObject({ verdict, change: expected });
  });

  it('that takes the rule away that allowed it is a new gap', async () => {
    const allow = securityRule(100, 'Allow', 'Storage');
    expect(await changes([allow, denyInternet], [denyInternet])).toMatchObject({ verdict: 'unmet', change: 'new' });
  });

  it('fails under fail-on new only for what it makes', async () => {
    const made = await run(change([], [denyStorage]), { failOn: 'new' });
    expect([made.conclusion, exitStatus(made, 'new')]).toEqual(['fail', 1]);
    const left = await run(change([denyStorage], [denyStorage]), { failOn: 'new' });
    expect([left.conclusion, exitStatus(left, 'new')]).toEqual(['pass', 0]);
    expect(left.missing.tags).toEqual(['Storage.westus2']);
  });

  it('in which everything is created has a network before it that was empty: all is new', async () => {
    const report = await run({ 'plan.json': plan(world([denyStorage]), {}) });
    expect(new Set(report.findings.map((finding) => finding.change))).toEqual(new Set(['new']));
  });

  it('is none in a state', async () => {
    const report = await run({ 'state.json': state(world([denyStorage])) });
    expect(report.conclusion).toBe('fail');
    expect(new Set(report.findings.map((finding) => finding.change))).toEqual(new Set([null]));
  });
});

describe('several files', () => {
  const ml = { ...workspace(), ...cluster() };
  const apart = { 'ml.json': plan(ml), 'network.json': state(place([denyStorage])) };

  it('are one network', async () => {
    const report = await run(apart);
    expect(report.scopes).toMatchObject([{ id: SUBNET, kind: 'subnet' }]);
    expect(report.missing.tags).toEqual(['Storage.westus2']);
  });

  it('of context are on the path, and are no scopes by themselves', async () => {
    const linked = await run(apart, { files: ['ml.json'], contextFiles: ['network.json'] });
    expect(linked.scopes).toMatchObject([{ id: SUBNET }]);
    expect(linked.missing.tags).toEqual(['Storage.westus2']);
    const alone = await run(
      { 'ml.json': plan(workspace()), 'network.json': apart['network.json'] },
      { files: ['ml.json'], contextFiles: ['network.json'] },
    );
    expect(alone.scopes).toEqual([]);
  });
});

describe('scopes', () => {
  it('are narrowed by address, resource id or glob', async () => {
    for (const scope of [SUBNET, IDS.subnet.toUpperCase(), 'azurerm_subnet.*', '*/subnets/training'])
      expect((await run(closed, { scope: [scope] })).scopes).toMatchObject([{ id: SUBNET }]);
    expect((await run(closed, { scope: ['azurerm_network_security_group.nsg'] })).scopes).toMatchObject([
      { kind: 'network-security-group' },
    ]);
  });

  it('that are not there are a mistake in the settings; a pattern may match nothing, and is spoken of', async () => {
    expect(await errorOf(closed, { scope: ['azurerm_subnet.trainin'] })).toBeInstanceOf(ConfigurationError);
    const report = await run(closed, { scope: ['module.x.*'] });
    expect(report).toMatchObject({ conclusion: 'pass', scopes: [], findings: [] });
    expect(report.diagnostics.some(({ message }) => message.includes('module.x.*'))).toBe(true);
  });

  it('are the groups by themselves where there is no subnet (CONTRACT, "Scopes")', async () => {
    const { 'azurerm_network_security_group.nsg': nsg = {} } = place([denyStorage]);
    const report = await run(
      { 'plan.json': plan({ 'azurerm_network_security_group.nsg': nsg }) },
      { region: 'westus2' },
    );
    expect(report.scopes).toMatchObject([{ id: 'azurerm_network_security_group.nsg', kind: 'network-security-group' }]);
    // Whether anything here has a public address is open, so the inbound row is recommended; missing lists either level.
    expect(report.missing.tags).toEqual(['AzureMachineLearning', 'Storage.westus2']);
  });

  it('may be none: that passes, and a diagnostic says so', async () => {
    const report = await run({ 'plan.json': plan({ 'azurerm_resource_group.rg': { name: 'rg' } }) });
    expect(report).toMatchObject({ conclusion: 'pass', scopes: [], findings: [], missing: { tags: [], hosts: [] } });
    expect(report.diagnostics.some(({ message }) => message.startsWith('there is nothing to check'))).toBe(true);
    expect(exitStatus(report, 'recommended')).toBe(0);
  });
});

describe('settings that are wrong (exit status 2)', () => {
  it.each([
    ['an edition', { edition: '2026-3' }, /2026-03/],
    ['an edition', { edition: '1999' }, /2021-11/],
    ['a feature', { features: ['pyhton'] }, /python/],
    ['a feature', { features: ['x'.repeat(50)] }, /no feature/],
    ['parameters that nothing takes', { parameters: ['priority=100'] }, /no input takes parameters/],
    ['a file of parameters that is not there', { parameters: ['p.json'] }, /no such file.*parameters/],
  ])('name what is wrong, and what was meant: %s', async (_, given, message) => {
    const error = await errorOf(closed, given);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as Error).message).toMatch(message);
  });

  it("in an edition of the user's own have a place", async () => {
    const error = await errorOf(
      { ...closed, 'own.yml': 'edition: own\nextends: 2026-03\nrows:\n  - id: 7\n' },
      { files: ['plan.json'], edition: 'own.yml' },
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as ConfigurationError).place).toMatchObject({ file: 'own.yml', line: 4 });
  });
});

describe('files that cannot be read (exit status 3)', () => {
  it.each([
    ['matches nothing', {}],
    ['is empty', { 'plan.json': '' }],
    ['is cut off', { 'plan.json': JSON.stringify(plan(world([]))).slice(0, -40) }],
    ['is of no known format', { 'plan.json': '[1, 2, 3]' }],
    ['is no JSON', { 'plan.json': 'resource "x" "y" {' }],
    ['is bytes', { 'plan.json': '\u0000\u0001\u0002' }],
  ])('a file that %s', async (_, files: Readonly<Record<string, unknown>>) => {
    const error = await errorOf(files);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).not.toMatch(/\n/);
  });

  it('a value of a plan never reaches a prototype', async () => {
    const text = JSON.stringify(plan(world([]))).replace('"values":{', '"values":{"__proto__":{"polluted":true},');
    expect(text).toContain('__proto__');
    expect((await run({ 'plan.json': text })).conclusion).toBe('pass');
    expect(({} as Values)['polluted']).toBeUndefined();
  });
});
