/** `fix FILES...`: the patch, the files it writes and those it leaves, and that a new plan of what was written passes. */

import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type CliIo, run } from '../src/cli.js';
import { openSource, writeSources } from '../src/fix/source-file.js';
import { unifiedDiff } from '../src/fix/unified-diff.js';
import { said, saying } from './messages.js';
import { sharedFile } from './shared.js';

const root = path.join(import.meta.dirname, '..');
const NEIGHBOURS = path.join(import.meta.dirname, 'fix', 'fixtures', 'neighbours');
const FLAGS = ['--features', 'none', '--region', 'westeurope', '--hbi', 'false'];

let top = '';
let cwd = '';
beforeEach(() => {
  top = mkdtempSync(path.join(tmpdir(), 'fix-'));
  cwd = path.join(top, 'work');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function use(folder: string): void {
  cpSync(folder, cwd, { recursive: true, dereference: true });
}

async function cli(
  argv: readonly string[],
  options: { readonly env?: CliIo['env']; readonly terminal?: boolean } = {},
): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  const text = { out: '', err: '' };
  const stream = (to: 'out' | 'err'): CliIo['stdout'] => ({
    write: (chunk, done) => {
      text[to] += chunk;
      done();
    },
    once: () => undefined,
    off: () => undefined,
    isTTY: options.terminal === true,
  });
  const io = { stdout: stream('out'), stderr: stream('err'), env: options.env ?? {}, cwd, platform: 'linux' };
  return { status: await run(argv, io), ...text };
}

const fix = (...argv: readonly string[]) => cli(['fix', 'plan.json', ...FLAGS, ...argv]);
const read = (name: string): string => readFileSync(path.join(cwd, name), 'utf8');
const edit = (name: string, change: (text: string) => string): void =>
  writeFileSync(path.join(cwd, name), change(read(name)));

/** Whether a program is there; one visible line where it is not. */
function has(program: string): boolean {
  const there = spawnSync(program, ['version'], { encoding: 'utf8' }).status === 0;
  if (!there) console.warn(`skipped: ${program} is not here`);
  return there;
}

/** A new plan of the folder, made offline; `null` where nothing can make one. */
function planAnew(): string | null {
  const plan = sharedFile('tfstub/plan.sh');
  if (plan === null) return null;
  const made = spawnSync(plan, [cwd, path.join(cwd, 'new.json')], { encoding: 'utf8' });
  expect(`${made.status} ${made.stderr}`).toMatch(/^0 /);
  return 'new.json';
}

/** Lines that a patch takes away, and those it adds. */
function changedLines(patch: string): { readonly gone: number; readonly added: number } {
  const lines = patch.split('\n').filter((line) => !/^(---|\+\+\+) /.test(line));
  return {
    gone: lines.filter((line) => line.startsWith('-')).length,
    added: lines.filter((line) => line.startsWith('+')).length,
  };
}

describe('the files of each style', () => {
  it('are patched beside their neighbours, formatted, and pass the check of a new plan', async () => {
    use(NEIGHBOURS);
    const { status, out, err } = await fix('--write');
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('# 42 of 42 gaps are closed by these changes');
    const text = read('main.tf');
    // Beside rules of a table: with their provider and group, and no row of the table.
    expect(text).toMatch(
      /resource "azurerm_network_security_rule" "allow_outbound_storage" \{\n {2}provider +=\s+azurerm\.network\n[^}]*network_security_group_name = azurerm_network_security_group\.apart\.name\n\}/,
    );
    // Beside the rule of a module's group: in the root, as the neighbour names the group; the module's own file is left.
    expect(text).toContain('network_security_group_name = module.group["called"].name\n}\n\nresource');
    expect(read('modules/group/main.tf')).toBe(readFileSync(path.join(NEIGHBOURS, 'modules/group/main.tf'), 'utf8'));
    // A collection that a dynamic block makes is nobody's to write into: a block of its own, and the tags in one rule (T9).
    expect(text).toMatch(/network_rule_collection \{\n {4}name {5}= "azureml-service-tags"/);
    expect(text).toMatch(/destination_addresses = \[\n {8}"AzureMachineLearning",\n/);
    // No group gets both kinds of rules.
    expect(text).not.toContain('  security_rule {');

    if (has('terraform')) {
      const formatted = spawnSync('terraform', ['fmt', '-check', '-diff', '-recursive', '.'], {
        cwd,
        encoding: 'utf8',
      });
      expect(formatted.stdout).toBe('');
      expect(formatted.status).toBe(0);
    }
    const plan = planAnew();
    if (plan === null) return;
    const report = JSON.parse((await cli(['check', plan, ...FLAGS, '--format', 'json'])).out);
    expect(report).toMatchObject({ conclusion: 'pass', missing: { tags: [], hosts: [] } });
    expect((await cli(['fix', plan, ...FLAGS])).out).toBe('# nothing is missing\n');
  });

  it('that are written already are told, and not written twice, while the plan is old', async () => {
    use(NEIGHBOURS);
    await fix('--write');
    const once = read('main.tf');
    const { status, out } = await fix('--write');
    expect(read('main.tf')).toBe(once);
    expect(out).toMatch(/^# main\.tf:\d+ has a rule of that name already, so the input is older than the file/);
    expect(status).toBe(1);
  });
});

describe('what is written means what was verified', () => {
  // The whole list is printed by `npm run fix:table`; here is one of each language construct.
  it.each([
    ['application rules for hosts in a collection that is there', 'tf-16-firewall-application-hosts', []],
    ['classic collections and routes', 'tf-24-classic-firewall', []],
    ['outbound rules of managed networks', 'tf-26-managed-networks', ['--features', 'python']],
    ['a route beside routes that are resources of their own', 'tf-38-public-ip-behind-a-firewall', []],
    ['rules in the file of a module, before the rule that denies', 'tf-05-allow-after-deny', ['--edition', '2021-11']],
  ])('%s', async (_, name, flags) => {
    const folder = sharedFile(`cases/${name}`);
    if (folder === null) return;
    use(folder);
    const all = ['--hbi', 'true', ...flags];
    const before = JSON.parse((await cli(['check', 'plan.json', ...all, '--format', 'json'])).out);
    expect(before.missing).not.toEqual({ tags: [], hosts: [] });
    expect((await cli(['fix', 'plan.json', ...all, '--write'])).status).toBe(0);
    const plan = planAnew();
    if (plan === null) return;
    const after = JSON.parse((await cli(['check', plan, ...all, '--format', 'json'])).out);
    expect(after.missing).toEqual({ tags: [], hosts: [] });
    if (!has('terraform')) return;
    expect(spawnSync('terraform', ['fmt', '-check', '-recursive', '.'], { cwd }).status).toBe(0);
  });
});

describe('the patch', () => {
  it('only adds lines, is what --write writes, and is taken by git', async () => {
    use(NEIGHBOURS);
    const before = read('main.tf');
    const { out } = await fix();
    expect(read('main.tf')).toBe(before);
    expect(changedLines(out).gone).toBe(0);
    expect(out).toContain('--- a/main.tf\n+++ b/main.tf\n@@ ');
    writeFileSync(path.join(top, 'fix.patch'), out);
    await fix('--write');
    const written = read('main.tf');
    writeFileSync(path.join(cwd, 'main.tf'), before);
    if (!has('git')) return;
    const applied = spawnSync('git', ['apply', '--unsafe-paths', '--directory', cwd, path.join(top, 'fix.patch')], {
      cwd: '/',
      encoding: 'utf8',
    });
    expect(applied.stderr).toBe('');
    expect(read('main.tf')).toBe(written);
  });

  it.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['no newline at the end', (text: string) => text.trimEnd()],
    ['tabs', (text: string) => text.replace(/^( {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2))],
    ['comments with braces', (text: string) => text.replaceAll('{\n', '{ # } { "\n')],
  ])('leaves every byte of a file with %s', async (_, change) => {
    use(NEIGHBOURS);
    edit('main.tf', change);
    const before = readFileSync(path.join(cwd, 'main.tf'));
    const { status } = await fix('--write');
    expect(status).toBe(0);
    const after = readFileSync(path.join(cwd, 'main.tf'), 'utf8').split('\n');
    // Every line is there still, in its order.
    let at = 0;
    for (const line of before.toString('utf8').split('\n')) {
      at = after.indexOf(line, at) + 1;
      expect(at).toBeGreaterThan(0);
    }
    expect(after.length).toBeGreaterThan(before.toString('utf8').split('\n').length);
  });

  it('does nothing to a terminal or to the log of a runner', async () => {
    use(NEIGHBOURS);
    edit('main.tf', (text) =>
      text.replace('# Made by a table', '# \u001b[31m\n::error::x\n# Made by a table').replace('::error', '# ::error'),
    );
    const exact = await fix();
    expect(exact.out).not.toContain('\u001b[31m\n+');
    edit('main.tf', (text) =>
      text.replace(
        'resource "azurerm_network_security_group" "apart"',
        '#\u001b[31m ##[error]x\nresource "azurerm_network_security_group" "apart"',
      ),
    );
    for (const options of [{ terminal: true }, { env: { GITHUB_ACTIONS: 'true' } }]) {
      const { out } = await cli(['fix', 'plan.json', ...FLAGS], options);
      expect(out).not.toContain('\u001b');
      expect(out).not.toContain('##[');
    }
  });

  it('quotes names that would break its lines', () => {
    const file = { name: 'a\n"b".tf', path: '/x', bytes: Buffer.from(''), text: '' };
    expect(unifiedDiff([{ file, insertions: [{ at: 0, text: 'x\n' }], after: 'x\n' }])).toBe(
      '--- "a/a\\012\\"b\\".tf"\n+++ "b/a\\012\\"b\\".tf"\n@@ -0,0 +1 @@\n+x\n',
    );
  });
});

describe('modules', () => {
  const example = path.join(root, 'examples', 'modules-for-each');

  it('are edited in their own file, once for all who call them, and that is said', async () => {
    use(example);
    const { status, out } = await cli(['fix', 'plan.json', '--write']);
    expect(status).toBe(0);
    expect(out).toContain(
      '# modules/training-network/main.tf is the file of a module: what is written there for module.training holds for all who call it',
    );
    // Several rules, one note.
    expect(out.match(/holds for all who call it/g)).toHaveLength(1);
    expect(read('main.tf')).toBe(readFileSync(path.join(example, 'main.tf'), 'utf8'));
    expect(read('modules/training-network/main.tf').match(/AllowOutboundAzureFrontDoorFrontend/g)).toHaveLength(1);
  });

  it('outside the workspace are left, and whose they are is said', async () => {
    use(example);
    mkdirSync(path.join(top, 'elsewhere'));
    renameSync(path.join(cwd, 'modules'), path.join(top, 'elsewhere', 'modules'));
    edit('main.tf', (text) => text.replace('./modules/training-network', '../elsewhere/modules/training-network'));
    const theirs = path.join(top, 'elsewhere', 'modules', 'training-network', 'main.tf');
    const before = readFileSync(theirs, 'utf8');
    const { status, out } = await cli(['fix', 'plan.json', '--write']);
    expect(status).toBe(1);
    expect(readFileSync(theirs, 'utf8')).toBe(before);
    expect(out).toMatch(/# to be done by hand, because \S+main\.tf is outside the folder that the command runs in/);
  });

  it('of a registry are named with where they come from', async () => {
    use(example);
    edit('main.tf', (text) => text.replace('"./modules/training-network"', '"Azure/training/azurerm"'));
    rmSync(path.join(cwd, 'modules'), { recursive: true });
    const { status, out } = await cli(['fix', 'plan.json', '--write']);
    expect(status).toBe(1);
    expect(out).toMatch(
      /is declared in the module training of Azure\/training\/azurerm, which is not in the workspace: whoever owns the module has to change it/,
    );
    // The text is there to hand over; without --write printing it is all that can be done.
    expect(out).toContain('security_rule {');
    expect((await cli(['fix', 'plan.json'])).status).toBe(0);
  });

  it('behind a link out of the workspace are not written', async () => {
    use(example);
    mkdirSync(path.join(top, 'elsewhere'));
    renameSync(path.join(cwd, 'modules'), path.join(top, 'elsewhere', 'modules'));
    symlinkSync(path.join(top, 'elsewhere', 'modules'), path.join(cwd, 'modules'));
    const theirs = path.join(top, 'elsewhere', 'modules', 'training-network', 'main.tf');
    const before = readFileSync(theirs, 'utf8');
    expect((await cli(['fix', 'plan.json', '--write'])).status).toBe(1);
    expect(readFileSync(theirs, 'utf8')).toBe(before);
  });
});

it('a resource that an override file changes is left, since blocks of that file stand in place of all others', async () => {
  use(path.join(root, 'examples', 'missing-storage'));
  writeFileSync(
    path.join(cwd, 'override.tf'),
    'resource "azurerm_network_security_group" "training" {\n  tags = {}\n}\n',
  );
  const { status, out } = await cli(['fix', 'plan.json', '--write']);
  expect(status).toBe(1);
  expect(out).toContain('is declared in main.tf and changed by an override file beside it');
  expect(read('main.tf')).toBe(readFileSync(path.join(root, 'examples', 'missing-storage', 'main.tf'), 'utf8'));
});

it('a resource of its own inside of a module is written once, and is there for each call', async () => {
  use(path.join(import.meta.dirname, 'fix', 'fixtures', 'called-twice'));
  const { status, out } = await fix('--write');
  expect(status).toBe(0);
  expect(out).toContain('holds for all who call it');
  expect(read('modules/group/main.tf').match(/"Storage.WestEurope"/g)).toHaveLength(1);
  const plan = planAnew();
  if (plan === null) return;
  const report = JSON.parse((await cli(['check', plan, ...FLAGS, '--format', 'json'])).out);
  expect(report).toMatchObject({ conclusion: 'pass', missing: { tags: [], hosts: [] } });
});

describe('a firewall without any collection', () => {
  const hub = (own: string): string => `resource "azurerm_virtual_network" "hub" {
  name                = "vnet"
  location            = "westeurope"
  resource_group_name = "rg"
  address_space       = ["10.0.0.0/16"]
}

resource "azurerm_subnet" "firewall" {
  name                 = "AzureFirewallSubnet"
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = ["10.0.0.0/26"]
}

resource "azurerm_subnet" "training" {
  name                 = "training"
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = ["10.0.1.0/24"]
}

resource "azurerm_route_table" "training" {
  name                = "rt"
  location            = "westeurope"
  resource_group_name = "rg"

  route {
    name                   = "default"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = azurerm_firewall.hub.ip_configuration[0].private_ip_address
  }
}

resource "azurerm_subnet_route_table_association" "training" {
  subnet_id      = azurerm_subnet.training.id
  route_table_id = azurerm_route_table.training.id
}

resource "azurerm_firewall" "hub" {
  name                = "afw"
  location            = "westeurope"
  resource_group_name = "rg"
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
${own}
  ip_configuration {
    name      = "primary"
    subnet_id = azurerm_subnet.firewall.id
  }
}
`;

  it.each([
    [
      'gets a group of its policy, with a collection of each kind',
      '  firewall_policy_id  = azurerm_firewall_policy.hub.id\n',
      'resource "azurerm_firewall_policy" "hub" {\n  name                = "afwp"\n  location            = "westeurope"\n  resource_group_name = "rg"\n}\n',
      ['azurerm_firewall_policy_rule_collection_group'],
    ],
    [
      'with classic rules gets one collection of each kind, not one for each rule',
      '',
      '',
      ['azurerm_firewall_network_rule_collection', 'azurerm_firewall_application_rule_collection'],
    ],
  ])('%s', async (_, own, policy, types) => {
    mkdirSync(cwd);
    writeFileSync(path.join(cwd, 'main.tf'), `${hub(own)}${policy === '' ? '' : `\n${policy}`}`);
    const flags = ['--region', 'westeurope', '--hbi', 'false', '--features', 'python'];
    const before = await cli(['check', '.', ...flags, '--format', 'json']);
    expect(JSON.parse(before.out)).toMatchObject({ conclusion: 'fail' });
    const { status, out } = await cli(['fix', '.', ...flags, '--write']);
    expect(status).toBe(0);
    expect(out).not.toContain('by hand');
    const text = read('main.tf');
    const made = [...text.matchAll(/^resource "(azurerm_firewall_\w*rule_collection\w*)"/gm)].map(([, type]) => type);
    expect(made).toEqual(types);
    const after = await cli(['check', '.', ...flags, '--format', 'json']);
    expect(JSON.parse(after.out)).toMatchObject({ conclusion: 'pass', missing: { tags: [], hosts: [] } });
    if (!has('terraform')) return;
    expect(spawnSync('terraform', ['fmt', '-check', '.'], { cwd, encoding: 'utf8' }).stdout).toBe('');
  });
});

it('what is undecided with the changes does not count as closed, and what it waits for is told', async () => {
  const folder = sharedFile('cases/tf-36-public-prefixes');
  if (folder === null) return;
  use(folder);
  // The rule with prefixes of Azure denies now: whether it denies what a rule behind it allows, only tag data can tell.
  edit('main.tf', (text) => text.replace(/(access\s+= )"Allow"/, '$1"Deny"'));
  const flags = ['--region', 'westus2', '--hbi', 'false', '--edition', '2021-11', '--features', 'none'];
  const { out } = await cli(['fix', '.', ...flags, '--write']);
  const [, closed, gaps] = /# (\d+) of (\d+) gaps are closed/.exec(out) ?? [];
  expect(Number(closed)).toBeLessThan(Number(gaps));
  expect(out).toMatch(
    /# left open at azurerm_subnet\.geo: Storage\.westus2 \(TCP 443\)\. The reason: it depends on service-tag data/,
  );
  const after = JSON.parse((await cli(['check', '.', ...flags, '--format', 'json'])).out);
  const verdicts = after.findings.map(({ verdict }: { readonly verdict: string }) => verdict);
  expect(verdicts.filter((verdict: string) => verdict === 'unknown')).toHaveLength(Number(gaps) - Number(closed));
});

describe('what is of another owner', () => {
  it('is left alone and named: a hub that is read for linking only', async () => {
    const folder = sharedFile('cases/tf-32-hub-in-a-second-file');
    if (folder === null) return;
    use(folder);
    const { status, out } = await cli([
      'fix',
      'plan.json',
      '--context-files',
      'hub.state.json',
      '--hbi',
      'false',
      '--write',
    ]);
    expect(status).toBe(1);
    expect(out).toMatch(
      /# left open at \S+: .*The reason: \S+, declared in hub\/main\.tf:51, is of hub\.state\.json, which is read for linking only, so whoever owns it has to change it/,
    );
    expect(out).not.toContain('+++ b/hub');
  });

  it('is changed where it is among the files to check: the state of a hub leads to its folder', async () => {
    const folder = sharedFile('cases/tf-32-hub-in-a-second-file');
    if (folder === null) return;
    use(folder);
    const argv = ['fix', 'plan.json', 'hub.state.json', '--hbi', 'false'];
    const { status, out } = await cli([...argv, '--write']);
    expect(status).toBe(0);
    expect(out).toContain('# hub/main.tf is written');
    expect(out).not.toContain('by hand');
    expect(read('main.tf')).toBe(readFileSync(path.join(folder, 'main.tf'), 'utf8'));
    expect(read('hub/main.tf')).toContain('"allow-outbound-azure-resource-manager"');
  });

  it('is not written where two folders may be that of a state: both are named', async () => {
    const folder = sharedFile('cases/tf-32-hub-in-a-second-file');
    if (folder === null) return;
    use(folder);
    cpSync(path.join(cwd, 'hub'), path.join(cwd, 'hub-old'), { recursive: true });
    const { status, out } = await cli(['fix', 'plan.json', 'hub.state.json', '--hbi', 'false', '--write']);
    expect(status).toBe(1);
    expect(out).toContain(
      'because hub.state.json may be of any of the folders hub, hub-old; leave the .tf files that are meant beside the input:',
    );
    expect(read('hub/main.tf')).toBe(read('hub-old/main.tf'));
  });

  it('is not taken for what the folder beside a state calls the same', async () => {
    const folder = sharedFile('cases/tf-31-state');
    if (folder === null) return;
    use(folder);
    const same = await cli(['fix', 'state.json', '--hbi', 'false']);
    expect(same.out).toContain('+++ b/main.tf');
    // One resource of the state is of another folder, and the names are too: nothing says that the groups are one.
    edit('main.tf', (text) =>
      text
        .replace(/(resource "azurerm_network_security_group" "\w+" \{\s+name\s+= ")[^"]*"/g, '$1other"')
        .replace(/resource "azurerm_virtual_network" "\w+"/, 'resource "azurerm_virtual_network" "renamed"'),
    );
    const { out } = await cli(['fix', 'state.json', '--hbi', 'false']);
    expect(out).not.toContain('+++ ');
    expect(out).toContain('to be done by hand, because no .tf file at hand declares');
  });

  it('is there for one more subnet: the NAT gateway of a network with one', async () => {
    const folder = sharedFile('cases/tf-27-no-way-out');
    if (folder === null) return;
    use(folder);
    const { status, out } = await cli(['fix', 'plan.json', '--hbi', 'false', '--write']);
    expect(status).toBe(0);
    expect(changedLines(out)).toEqual({ gone: 0, added: 5 });
    expect(read('main.tf')).toContain(
      'resource "azurerm_subnet_nat_gateway_association" "compute_burst" {\n  subnet_id      = azurerm_subnet.compute["burst"].id\n  nat_gateway_id = azurerm_nat_gateway.grid.id\n}\n',
    );
  });

  it('is left alone and named: a way out that would have to be made', async () => {
    const folder = sharedFile('cases/tf-27-no-way-out');
    if (folder === null) return;
    use(folder);
    edit('main.tf', (text) => text.replace(/resource "azurerm_subnet_nat_gateway_association"[^}]*\}\n/, ''));
    const { status, out } = await cli(['fix', '.', '--hbi', 'false', '--region', 'uaenorth']);
    expect(status).toBe(1);
    expect(out).toMatch(/The reason: azurerm_subnet\.compute\["burst"\] has no way out/);
    expect(out).not.toContain('+++ ');
  });
});

describe('files', () => {
  const opened = (name: string) => {
    const answer = openSource(name, cwd, cwd);
    if ('reason' in answer) throw new Error(said(answer.reason));
    return answer.file;
  };

  it('that changed meanwhile are not written, and neither are the others', () => {
    use(NEIGHBOURS);
    const [main, module] = [opened('main.tf'), opened('modules/group/main.tf')];
    edit('modules/group/main.tf', (text) => `${text}# mine\n`);
    const before = readdirSync(cwd);
    const { written, failed } = writeSources([
      { file: main, insertions: [], after: 'a' },
      { file: module, insertions: [], after: 'b' },
    ]);
    expect(written).toEqual([]);
    expect(failed).toEqual([{ name: 'modules/group/main.tf', reason: expect.stringContaining('has changed') }]);
    expect(read('main.tf')).toBe(main.text);
    expect(read('modules/group/main.tf')).toMatch(/# mine\n$/);
    expect(readdirSync(cwd)).toEqual(before);
  });

  it('keep their mode, and a link inside the workspace stays a link', () => {
    use(NEIGHBOURS);
    renameSync(path.join(cwd, 'main.tf'), path.join(cwd, 'real.tf'));
    symlinkSync('real.tf', path.join(cwd, 'main.tf'));
    const mode = statSync(path.join(cwd, 'real.tf')).mode;
    expect(writeSources([{ file: opened('main.tf'), insertions: [], after: 'x' }]).written).toEqual(['main.tf']);
    expect(read('real.tf')).toBe('x');
    expect(statSync(path.join(cwd, 'real.tf')).mode).toBe(mode);
  });

  it.each([
    ['is not UTF-8', Buffer.from([0xff, 0xfe, 0x00])],
    ['cannot be read', null],
  ])('that no editor could keep are refused: it %s', (reason, bytes) => {
    mkdirSync(cwd);
    if (bytes !== null) writeFileSync(path.join(cwd, 'x.tf'), bytes);
    expect(openSource('x.tf', cwd, cwd)).toEqual({ reason: saying(reason) });
  });

  it('in the JSON form are told, with the text', async () => {
    use(NEIGHBOURS);
    rmSync(path.join(cwd, 'main.tf'));
    const declared = { resource: { azurerm_network_security_group: { listed: {} } } };
    writeFileSync(path.join(cwd, 'main.tf.json'), JSON.stringify(declared));
    const { status, out } = await fix('--write');
    expect(status).toBe(1);
    expect(out).toContain('to be done by hand');
    expect(out).toContain(
      'because azurerm_network_security_group.listed is declared in main.tf.json, the JSON form of the language, which is not edited:',
    );
    expect(existsSync(path.join(cwd, 'main.tf'))).toBe(false);
  });
});

describe('the command', () => {
  it.each([
    [['fix'], 2, 'fix needs a file'],
    [['fix', 'plan.json', '--level', 'some'], 2, '--level some is not one of all, required'],
    [['fix', 'none.json'], 3, 'none.json'],
    [['fix', 'plan.json', '--wirte'], 2, 'did you mean --write?'],
  ])('tells a mistake: %j', async (argv, status, message) => {
    use(NEIGHBOURS);
    expect(await cli(argv)).toMatchObject({ status, out: '', err: expect.stringContaining(message) });
  });

  it('closes required rows only where that is asked for, and opens no Internet for the others', async () => {
    use(path.join(root, 'examples', 'missing-storage'));
    const all = await cli(['fix', 'plan.json']);
    expect(all.out).toContain('opens the Internet');
    const required = await cli(['fix', 'plan.json', '--level', 'required']);
    expect(required.status).toBe(0);
    expect(required.out).not.toContain('"Internet"');
    expect(changedLines(required.out).added).toBeLessThan(changedLines(all.out).added);
  });

  it('has a help with its own exit statuses', async () => {
    mkdirSync(cwd);
    const { status, out } = await cli(['fix', '--help']);
    expect(status).toBe(0);
    expect(out).toContain('--write');
    expect(out.replace(/\s+/g, ' ')).toContain('with --write: those that were written');
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('writes the patch to a file', async () => {
    use(NEIGHBOURS);
    expect(await fix('-o', 'out/fix.patch')).toMatchObject({ status: 0, out: '' });
    expect(read('out/fix.patch')).toContain('+++ b/main.tf');
  });
});
